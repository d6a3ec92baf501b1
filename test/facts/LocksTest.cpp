//===- LocksTest.cpp - Locks, sleeps and throws ---------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Locks.h"
#include "Snippet.h"

namespace tether::facts {
namespace {

/// What happens to mutexes, in the order of the code.
Lines locks(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const LockEvent &E : B->Locks)
      S.note(Result, E.Where,
             (wordFor(E.Does) + " " + E.Mutex.str() +
              (E.Guard ? " by " + E.Guard.str() : "") +
              (E.AtScopeEnd ? " at the end" : ""))
                 .str());
  return Result;
}

TEST(Locks, AreThoseOfTheMutexOfAGuard) {
  Snippet S(R"cpp(
#include <mutex>
#include <shared_mutex>
std::mutex M, N;
std::timed_mutex Timed;
void plain() {
  M.lock();     //= lock M
  M.unlock();   //= unlock M
  if (M.try_lock()) //= try-lock M
    M.unlock(); //= unlock M
  std::lock(M, N); //= lock M, lock N
}
void guarded() {
  std::lock_guard<std::mutex> G(M); //= lock M by G, unlock M by G at the end
  std::scoped_lock Both(M, N); //= lock M by Both, lock N by Both, unlock M by Both at the end, unlock N by Both at the end
  auto Auto = std::unique_lock(N); //= lock N by Auto, unlock N by Auto at the end
}
void byHand() {
  std::unique_lock<std::mutex> L(M); //= lock M by L, unlock M by L at the end
  L.unlock(); //= unlock M by L
  L.lock(); //= lock M by L
  std::unique_lock<std::mutex> Later(N, std::defer_lock); //= unlock N by Later at the end
  Later.lock(); //= lock N by Later
  std::unique_lock<std::mutex> Tries(N, std::try_to_lock); //= try-lock N by Tries, unlock N by Tries at the end
  std::lock_guard<std::mutex> Has(M, std::adopt_lock); //= adopt M by Has, unlock M by Has at the end
  if (!Timed.try_lock_for(std::chrono::seconds(1))) //= try-lock Timed
    L.mutex()->unlock(); //= unlock M by L
}
void temporary() {
  std::lock_guard<std::mutex>{M}; //= lock M by temporary, unlock M by temporary
}
std::unique_lock<std::mutex> made() {
  return std::unique_lock<std::mutex>(M); //= lock M by result of made()
}
void moves() {
  auto L = made(); //= lock L by L, unlock L by L at the end
  auto K = std::move(L); //= adopt L by K, unlock L by K at the end
  K.release(); //= adopt L
}
void handed(std::unique_lock<std::mutex> &L) {
  L.unlock(); //= unlock L by L
}
void assigned() {
  std::unique_lock<std::mutex> L;
  L = std::unique_lock<std::mutex>(M); //= lock M by L
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(locks(S), S.expected());
}

TEST(Locks, AreNamedByWaits) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <pthread.h>
std::mutex M;
std::condition_variable C;
std::condition_variable_any Any;
pthread_mutex_t Raw;
pthread_cond_t RawC;
bool Done;
void wait() {
  std::unique_lock<std::mutex> L(M);
  C.wait(L, [] { return Done; }); //= M, reads Done
  Any.wait(M); //= M
  pthread_cond_wait(&RawC, &Raw); //= Raw
}
void waitWith(std::unique_lock<std::mutex> &L) {
  while (!Done)
    C.wait(L); //= L
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Wait)
        S.note(Found, E.Where, E.Lock.str());
      else if (E.Kind == EventKind::Poll && isa<CallExpr>(E.At))
        S.note(Found, cast<CallExpr>(E.At)->getExprLoc(),
               "reads " + E.Path.str());
  EXPECT_EQ(Found, S.expected());
}

/// Which mutexes are held at each sleep, and whether on every path; `called` by
/// a caller.
Lines held(const Snippet &S) {
  Lines Result;
  tether::facts::Locks Asked(*S.Prog);
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Sleep) {
        std::vector<HeldLock> Held = Asked.heldAt(E);
        if (Held.empty())
          S.note(Result, E.Where, "free");
        for (const HeldLock &H : Held)
          S.note(Result, E.Where,
                 H.Mutex.str() + (H.Must ? " must" : " may") +
                     (H.Call ? " called" : ""));
      }
  return Result;
}

TEST(HeldLocks, AreThoseOnAPathWithoutRelease) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <mutex>
#include <unistd.h>
std::mutex M, N;
void plain(bool B) {
  sleep(1); //= free
  M.lock();
  sleep(1); //= M must
  if (B)
    M.unlock();
  sleep(1); //= M may
}
void tried() {
  if (M.try_lock()) {
    sleep(1); //= M may
    M.unlock();
  }
}
void guarded() {
  for (;;) {
    sleep(1); //= free
    std::lock_guard<std::mutex> L(M);
    sleep(1); //= M must
    {
      std::scoped_lock K(M, N);
      sleep(1); //= M must, N must
    }
    sleep(1); //= M must
  }
}
void nested() {
  {
    std::lock_guard<std::mutex> L(M);
  }
  sleep(1); //= free
  std::lock_guard<std::mutex>{M};
  sleep(1); //= free
}
void byHand(bool B) {
  std::unique_lock<std::mutex> L(M, std::defer_lock);
  sleep(1); //= free
  L.lock();
  sleep(1); //= M must
  L.unlock();
  sleep(1); //= free
  if (B)
    L.lock();
  sleep(1); //= M may
}
void inLoop() {
  std::unique_lock<std::mutex> L(M);
  for (;;) {
    sleep(1); //= M must
    L.unlock();
    sleep(1); //= free
    L.lock();
  }
}
void adopts() {
  M.lock();
  {
    std::lock_guard<std::mutex> L(M, std::adopt_lock);
    sleep(1); //= M must
  }
  sleep(1); //= free
}
void moves() {
  std::unique_lock<std::mutex> L(M);
  {
    auto K = std::move(L);
    sleep(1); //= M must
  }
  sleep(1); //= free
}
std::unique_lock<std::mutex> taken() {
  return std::unique_lock<std::mutex>(M);
}
void returned() {
  auto L = taken();
  sleep(1); //= M must
}
void ends() {
  if (std::unique_lock<std::mutex> L(M); L.owns_lock())
    sleep(1); //= M must
  sleep(1); //= free
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(held(S), S.expected());
}

TEST(HeldLocks, AreThoseOfGuardsOfTheProjectsOwn) {
  Snippet S(R"cpp(
#include <mutex>
#include <unistd.h>
#include <pthread.h>
std::mutex M;
struct Guard {
  explicit Guard(std::mutex &On) : On(On) { On.lock(); }
  ~Guard() { On.unlock(); }
  std::mutex &On;
};
struct ByPointer {
  explicit ByPointer(pthread_mutex_t *On) : On(On) { pthread_mutex_lock(On); }
  ~ByPointer() { pthread_mutex_unlock(On); }
  pthread_mutex_t *On;
};
struct Holder {
  explicit Holder(std::mutex &On) : Lock(On) {}
  std::lock_guard<std::mutex> Lock;
};
struct Cache {
  void lock() { Mine.lock(); }
  void unlock() { Mine.unlock(); }
  std::mutex Mine;
  pthread_mutex_t Raw;
  void work() {
    {
      ByPointer G(&Raw);
      sleep(1); //= Raw must
    }
    sleep(1); //= free
    Guard G(Mine);
    sleep(1); //= Mine must
  }
  void called() {
    lock();
    sleep(1); //= Mine must
    unlock();
    sleep(1); //= free
  }
};
void use(Cache &C) {
  {
    Guard G(M);
    sleep(1); //= M must
  }
  {
    Holder H(M);
    sleep(1); //= M must
  }
  sleep(1); //= free
  C.lock();
  sleep(1); //= C.Mine must
  C.unlock();
  std::lock_guard<Cache> L(C);
  sleep(1); //= C must
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(held(S), S.expected());
}

TEST(HeldLocks, AreAlsoThoseOfCallers) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>
std::mutex M;
void always() {
  sleep(1); //= M must called
}
void sometimes() {
  sleep(1); //= M may called
}
void inner() {
  sleep(1); //= M must called
}
void outer() { inner(); }
void task() {
  sleep(1); //= M may called
}
void recursive(int N) {
  sleep(1); //= M may called
  if (N)
    recursive(N - 1);
}
void handed(std::unique_lock<std::mutex> &L) {
  sleep(1); //= M must called
  L.unlock();
  sleep(1); //= free
  L.lock();
  sleep(1); //= M must
}
void callers() {
  sometimes();
  recursive(3);
  std::thread T(task);
  T.join();
  std::unique_lock<std::mutex> L(M);
  always();
  sometimes();
  outer();
  task();
  recursive(3);
  handed(L);
  [] { sleep(1); }(); //= M must called
  std::thread Other([] { sleep(1); }); //= free
  Other.join();
}
struct Queue {
  std::mutex Mine;
  std::condition_variable Changed;
  void refillLocked() {
    sleep(1); //= Mine must called
  }
  void refill() {
    std::lock_guard<std::mutex> L(Mine);
    refillLocked();
  }
  void wait() {
    std::unique_lock<std::mutex> L(Mine);
    Changed.wait(L, [&] { sleep(1); return true; }); //= Mine must called
  }
};
void other(Queue &Q) { Q.refill(); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(held(S), S.expected());
}

TEST(Sleeps, LastAsLongAsTheirArgumentSays) {
  Snippet S(R"cpp(
#include <chrono>
#include <thread>
#include <time.h>
#include <unistd.h>
using namespace std::chrono_literals;
constexpr auto Pause = 2min;
constexpr int Seconds = 3;
void sleeps(int N, std::chrono::milliseconds Given) {
  std::this_thread::sleep_for(200ms);   //= 200000000
  std::this_thread::sleep_for(std::chrono::seconds(1)); //= 1000000000
  std::this_thread::sleep_for(std::chrono::duration<double>(0.5)); //= 500000000
  std::this_thread::sleep_for(1.5s);    //= 1500000000
  std::this_thread::sleep_for(Pause);   //= 120000000000
  std::this_thread::sleep_for(2 * 50us); //= 100000
  std::this_thread::sleep_for(Given);   //= unknown
  std::this_thread::sleep_for(std::chrono::seconds(N)); //= unknown
  std::this_thread::sleep_until(std::chrono::steady_clock::now() + 1s); //= unknown
  sleep(Seconds);  //= 3000000000
  sleep(N);        //= unknown
  usleep(20);      //= 20000
  nanosleep(nullptr, nullptr); //= unknown
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Sleep)
        S.note(Found, E.Where,
               E.Duration < 0 ? "unknown" : std::to_string(E.Duration));
  EXPECT_EQ(Found, S.expected());
}

TEST(Throws, AreCaughtByAHandlerOfTheirBody) {
  Snippet S(R"cpp(
#include <stdexcept>
#include <thread>
void work();
std::thread Known;
void throws(int N) {
  try {
    if (N == 1)
      throw std::runtime_error("a"); //= std::runtime_error, caught at 21
    if (N == 2)
      throw N; //= int
    try {
      throw std::logic_error("b"); //= std::logic_error, caught at 14
    } catch (const std::logic_error &) {
      throw; //= again
    }
    auto L = [] { throw 1; }; //= int
    const char *Text = "c";
    throw Text; //= const char *
  } catch (std::bad_alloc &) {
  } catch (std::exception &) {
    throw std::runtime_error("d"); //= std::runtime_error
  }
}
void all() try {
  throw 1; //= int, caught at 27
} catch (...) {
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  const SourceManager &Sources = S.AST->getSourceManager();
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Throw &T : B->Throws)
      S.note(Found, T.At->getExprLoc(),
             (T.Type.isNull() ? "again" : T.Type.getAsString()) +
                 (T.Handler ? ", caught at " +
                                  std::to_string(Sources.getSpellingLineNumber(
                                      T.Handler->getBeginLoc()))
                            : ""));
  EXPECT_EQ(Found, S.expected());
}

} // namespace
} // namespace tether::facts
