//===- SettlementTest.cpp - Does somebody learn that a task ended? --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Settlement.h"
#include "Snippet.h"
#include "checks/facts/ask/Cuts.h"
#include "checks/facts/ask/Lifetimes.h"
#include "checks/facts/ask/Reports.h"
#include "checks/facts/ask/Tasks.h"
#include "checks/facts/ask/Waits.h"

namespace tether::facts {
namespace {

std::string wordFor(Settlement S) {
  switch (S) {
  case Settlement::Settled:
    return "settled";
  case Settlement::Unsettled:
    return "unsettled";
  case Settlement::Unseen:
    return "unseen";
  }
  return "?";
}

/// A report that is waited for, but is not made on every path.
std::string wordFor(const Event *Partial) {
  return Partial ? (" but " + facts::wordFor(Partial->Kind) + " " +
                    Partial->Path.str())
                       .str()
                 : "";
}

/// Who learns that the tasks ended which are started on a line, whatever
/// becomes of their handles.
Lines settlements(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const TaskBody &Entry : entriesOf(*S.Prog, *T)) {
      const Event *Partial = nullptr;
      Settlement Is =
          settlementOf(*S.Prog, *T, Entry.Code, fateOf(*S.Prog, *T), &Partial);
      S.note(Result, T->Spawn->getExprLoc(), wordFor(Is) + wordFor(Partial));
    }
  return Result;
}

/// The same behind the places where they are cut loose.
Lines looseEnds(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const LooseEnd &Loose : looseEndsOf(*S.Prog, *T, fateOf(*S.Prog, *T)))
      S.note(Result, Loose.Where.At->Where,
             wordFor(Loose.End) + wordFor(Loose.Partial));
  return Result;
}

TEST(Settlement, IsThatOfTheHandle) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>
void work();
void keep(std::thread T);
void joined() {
  std::thread T([] { work(); }); //= settled
  T.join();
}
void detached() {
  std::thread T([] { work(); }); //= unsettled
  T.detach();
}
void byDestructor() {
  std::jthread T([] { work(); }); //= settled
}
void byBoth() {
  std::jthread T([] { work(); }); //= settled
  T.detach();
}
void discarded() { (void)std::async(std::launch::async, [] { work(); }); } //= settled
void discardedThread() { std::thread([] { work(); }); } //= unsettled
void got() {
  auto F = std::async(std::launch::async, [] { work(); }); //= settled
  F.get();
}
void dies() {
  auto F = std::async(std::launch::async, [] { work(); }); //= settled
}
void givenUp() {
  auto *F = new std::future<void>(
      std::async(std::launch::async, [] { work(); })); //= unsettled
  F->wait_for(std::chrono::seconds(1));
}
void handedOn() {
  std::thread T([] { work(); }); //= unseen
  keep(std::move(T));
}
std::thread returned() {
  return std::thread([] { work(); }); //= unsettled
}
void all() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 3; ++I)
    Threads.emplace_back([] { work(); }); //= settled
  for (auto &T : Threads)
    T.join();
}
static void *entry(void *) { work(); return nullptr; }
void posix() {
  pthread_t Joined, Lost;
  pthread_create(&Joined, nullptr, entry, nullptr); //= settled
  pthread_create(&Lost, nullptr, entry, nullptr);   //= unsettled
  pthread_join(Joined, nullptr);
}
class Owner {
  std::thread Joined, Lost;
  std::jthread Own;
public:
  void start() {
    Joined = std::thread([this] { work(); }); //= settled
    Lost = std::thread([this] { work(); });   //= unsettled
    Own = std::jthread([this] { work(); });   //= settled
  }
  ~Owner() { Joined.join(); }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsByAReportThatSomebodyWaitsFor) {
  Snippet S(R"cpp(
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>
void work();
void byLatch() {
  std::latch Done(1);
  std::thread([&] { work(); Done.count_down(); }).detach(); //= settled
  Done.wait();
}
void byOtherLatch() {
  std::latch Done(1), Other(1);
  std::thread([&] { work(); Done.count_down(); }).detach(); //= unsettled
  Other.wait();
}
void bySemaphore() {
  std::binary_semaphore Done(0);
  std::thread([&] { work(); Done.release(); }).detach(); //= settled
  Done.acquire();
}
void byTriedSemaphore() {
  std::binary_semaphore Done(0);
  std::thread([&] { work(); Done.release(); }).detach(); //= unsettled
  (void)Done.try_acquire();
}
void byTimedSemaphore() {
  std::binary_semaphore Done(0);
  std::thread([&] { work(); Done.release(); }).detach(); //= unsettled
  if (Done.try_acquire_for(std::chrono::seconds(1)))
    work();
}
void byTimedSemaphoreAgain() {
  std::binary_semaphore Done(0);
  std::thread([&] { work(); Done.release(); }).detach(); //= settled
  while (!Done.try_acquire_for(std::chrono::seconds(1)))
    work();
}
void byBarrier() {
  std::barrier Both(2);
  std::thread([&] { work(); Both.arrive_and_wait(); }).detach(); //= settled
  Both.arrive_and_wait();
}
void byPromise() {
  std::promise<int> Result;
  auto Got = Result.get_future();
  std::thread([&] { work(); Result.set_value(1); }).detach(); //= settled
  Got.get();
}
void byTimedPromise() {
  std::promise<int> Result;
  auto Got = Result.get_future();
  std::thread([&] { work(); Result.set_value(1); }).detach(); //= unsettled
  Got.wait_for(std::chrono::seconds(1));
}
void byMovedPromise() {
  std::promise<int> Result;
  auto Got = Result.get_future();
  std::thread([P = std::move(Result)]() mutable { P.set_value(1); }).detach(); //= settled
  Got.wait();
}
void byAtomic() {
  std::atomic<bool> Done{false};
  std::thread([&] { work(); Done = true; }).detach(); //= settled
  while (!Done)
    std::this_thread::yield();
}
void byAtomicWait() {
  std::atomic<bool> Done{false};
  std::thread([&] { work(); Done = true; Done.notify_one(); }).detach(); //= settled
  Done.wait(false);
}
void byOneLook() {
  std::atomic<bool> Done{false};
  std::thread([&] { work(); Done = true; }).detach(); //= unsettled
  if (Done)
    work();
}
class ByCondition {
  std::mutex M;
  std::condition_variable C;
  bool Done = false, Ready = false;
public:
  void start() {
    std::thread([this] { //= settled
      work();
      std::lock_guard<std::mutex> L(M);
      Done = true;
      C.notify_all();
    }).detach();
  }
  ~ByCondition() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [this] { return Done; });
  }
};
class ByTimedCondition {
  std::mutex M;
  std::condition_variable C;
  bool Done = false;
public:
  void start() {
    std::thread([this] { //= unsettled
      work();
      std::lock_guard<std::mutex> L(M);
      Done = true;
      C.notify_all();
    }).detach();
  }
  ~ByTimedCondition() {
    std::unique_lock<std::mutex> L(M);
    C.wait_for(L, std::chrono::seconds(1), [this] { return Done; });
  }
};
class ByNobody {
  std::mutex M;
  std::condition_variable C;
  bool Done = false;
public:
  void start() {
    std::thread([this] { //= unsettled
      work();
      std::lock_guard<std::mutex> L(M);
      Done = true;
      C.notify_all();
    }).detach();
  }
};
class ByPolling {
  std::atomic<int> Running{0};
public:
  void start() {
    ++Running;
    std::thread([this] { work(); --Running; }).detach(); //= settled
  }
  ~ByPolling() {
    while (Running.load() > 0)
      std::this_thread::yield();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, NeedsAReportOnEveryPath) {
  Snippet S(R"cpp(
#include <atomic>
#include <cstdlib>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
void work();
bool choose();
std::latch Ended(1);
void onOnePath() {
  std::latch Done(1);
  std::thread([&] { //= unsettled but signal Done
    if (choose())
      Done.count_down();
  }).detach();
  Done.wait();
}
void onBothPaths() {
  std::latch Done(1);
  std::thread([&] { //= settled
    if (choose()) {
      Done.count_down();
      return;
    }
    work();
    Done.count_down();
  }).detach();
  Done.wait();
}
void earlyReturn() {
  std::latch Done(1);
  std::thread([&] { //= unsettled but signal Done
    if (!choose())
      return;
    work();
    Done.count_down();
  }).detach();
  Done.wait();
}
void orAborts() {
  std::latch Done(1);
  std::thread([&] { //= settled
    if (!choose())
      std::abort();
    Done.count_down();
  }).detach();
  Done.wait();
}
void helper() { Ended.count_down(); }
void byHelper() {
  std::thread([] { work(); helper(); }).detach(); //= settled
  Ended.wait();
}
struct AtEnd {
  std::latch &L;
  explicit AtEnd(std::latch &L) : L(L) {}
  ~AtEnd() { L.count_down(); }
};
void byGuard() {
  std::latch Done(1);
  std::thread([&] { //= settled
    AtEnd Guard(Done);
    if (choose())
      return;
    work();
  }).detach();
  Done.wait();
}
class Dismissable {
  std::latch *L;
public:
  explicit Dismissable(std::latch *L) : L(L) {}
  ~Dismissable() {
    if (L)
      L->count_down();
  }
};
void byDismissable() {
  std::latch Done(1);
  std::thread([&] { //= settled
    Dismissable Guard(&Done);
    if (choose())
      return;
    work();
  }).detach();
  Done.wait();
}
void guardTooLate() {
  std::latch Done(1);
  std::thread([&] { //= unsettled but signal L
    if (choose())
      return;
    AtEnd Guard(Done);
    work();
  }).detach();
  Done.wait();
}
void theLast() {
  std::atomic<int> Left{3};
  std::promise<void> All;
  auto Done = All.get_future();
  for (int I = 0; I < 3; ++I)
    std::thread([&] { //= settled
      work();
      if (--Left == 0)
        All.set_value();
    }).detach();
  Done.wait();
}
class Server {
  std::atomic<bool> Done{false};
  std::atomic<int> Deep{0};
  void step() { ++Deep; }
  void maybe() {
    if (choose())
      step();
  }
public:
  void start() {
    std::thread([this] { //= unsettled but write Done
      if (choose())
        Done = true;
    }).detach();
  }
  void startDeep() {
    std::thread([this] { maybe(); }).detach(); //= unsettled
  }
  ~Server() {
    while (!Done || Deep)
      work();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, KnowsNoEndOfWhatIsEndless) {
  Snippet S(R"cpp(
#include <atomic>
#include <cstdlib>
#include <latch>
#include <thread>
void work();
bool choose();
void keep(std::thread T);
std::latch Done(1);
std::atomic<int> Turns{0};
void waits() { Done.wait(); while (Turns < 3) work(); }
void endless() {
  std::thread([] { //= unsettled but signal Done
    Done.count_down();
    for (;;)
      work();
  }).detach();
}
void endlessAndKept() {
  std::thread T([] { //= unseen
    for (;;)
      work();
  });
  keep(std::move(T));
}
static void forever() {
  while (true)
    work();
}
void byHelper() { std::thread([] { forever(); }).detach(); } //= unsettled
// A watchdog ends the process whatever happens.
void watchdog() {
  std::thread([] { //= settled
    work();
    std::_Exit(1);
  }).detach();
}
void loopingWatchdog() {
  std::thread([] { //= settled
    for (;;) {
      work();
      if (choose())
        std::abort();
    }
  }).detach();
}
void watchdogOfLocal() {
  int Local = 0;
  std::thread([&Local] { //= unsettled
    ++Local;
    std::_Exit(1);
  }).detach();
}
void halfAWatchdog() {
  std::thread([] { //= unsettled
    if (choose())
      std::_Exit(1);
  }).detach();
}
class Owner {
  int Number = 0;
  void watch() {
    std::thread([this] { //= unsettled
      ++Number;
      std::abort();
    }).detach();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, OfWhatCannotBeSeenIsByWhatItIsHanded) {
  Snippet S(R"cpp(
#include <atomic>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
void nothing();
void byNumber(int);
void byText(std::string);
void keep(std::thread T);
struct Session;
void serve(Session *);
void waitFor(Session *);
class Waits { // Its methods are elsewhere, and it holds what can wait.
  std::mutex M;
public:
  void wait();
};
void useWaits(Waits *);
class Plain {
  int Number;
public:
  void set(int);
};
void usePlain(Plain *);
class Seen {
  std::mutex M;
public:
  void set() { std::lock_guard<std::mutex> L(M); }
};
void useSeen(Seen *);
void useLatch(std::latch *);
void useFlag(std::atomic<bool> *);
struct Job {
  std::atomic<bool> Done;
  std::string Name;
};
void useJob(Job *);
void spawns(Session *S, Session *Other, Waits *W, Plain *P, Seen *N) {
  std::thread(nothing).detach();              //= unsettled
  std::thread(byNumber, 1).detach();          //= unsettled
  std::thread(byText, "text").detach();       //= unsettled
  std::thread(serve, S).detach();             //= unsettled
  std::thread(serve, Other).detach();         //= unseen
  std::thread(useWaits, W).detach();          //= unseen
  std::thread(usePlain, P).detach();          //= unsettled
  std::thread(useSeen, N).detach();           //= unsettled
  std::thread T(nothing);                     //= unseen
  waitFor(Other);
  keep(std::move(T));
}
void askedBefore(Session *S) {
  waitFor(S);
  std::thread(serve, S).detach();             //= unsettled
}
void waitsForLatch() {
  std::latch Done(1), Other(1);
  std::thread(useLatch, &Done).detach();      //= unseen
  std::thread(useLatch, &Other).detach();     //= unsettled
  Done.wait();
}
void polls() {
  std::atomic<bool> Done{false}, Other{false};
  std::thread(useFlag, &Done).detach();       //= unseen
  std::thread(useFlag, &Other).detach();      //= unsettled
  while (!Done)
    std::this_thread::yield();
}
void pollsAPart() {
  Job J, Other;
  std::thread(useJob, &J).detach();           //= unseen
  std::thread(useJob, &Other).detach();       //= unsettled
  while (!J.Done)
    std::this_thread::yield();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsByWhatATaskShares) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
void work();
struct State { int Number; };
struct Holder { std::shared_ptr<State> Share; int Other; };
struct Runs {
  std::shared_ptr<State> Share;
  void operator()() { work(); }
};
void take(std::shared_ptr<State>) { work(); }
void takeHolder(Holder) { work(); }
void byExpired() {
  auto Token = std::make_shared<State>();
  std::weak_ptr<State> Watch = Token;
  std::thread([Token] { work(); }).detach(); //= settled
  Token.reset();
  while (!Watch.expired())
    std::this_thread::yield();
}
void byCount() {
  auto Token = std::make_shared<State>();
  std::thread([Token] { work(); }).detach(); //= settled
  while (Token.use_count() > 1)
    std::this_thread::yield();
}
void byArgument() {
  auto Token = std::make_shared<State>();
  std::thread(take, Token).detach(); //= settled
  while (Token.use_count() > 1)
    std::this_thread::yield();
}
void byHolder() {
  Holder H{std::make_shared<State>(), 1};
  std::thread(takeHolder, H).detach(); //= settled
  while (H.Share.use_count() > 1)
    std::this_thread::yield();
}
void byFunctionObject() {
  Runs R{std::make_shared<State>()};
  std::thread(R).detach(); //= settled
  while (R.Share.use_count() > 1)
    std::this_thread::yield();
}
void byReference() {
  auto Token = std::make_shared<State>();
  std::thread([&Token] { work(); }).detach(); //= unsettled
  while (Token.use_count() > 1)
    std::this_thread::yield();
}
void another() {
  auto Token = std::make_shared<State>();
  auto Other = std::make_shared<State>();
  std::thread([Other] { work(); }).detach(); //= unsettled
  while (Token.use_count() > 1)
    std::this_thread::yield();
}
void oneLook() {
  auto Token = std::make_shared<State>();
  std::thread([Token] { work(); }).detach(); //= unsettled
  if (Token.use_count() > 1)
    work();
}
class Owner {
  std::shared_ptr<int> Users = std::make_shared<int>(0);
  void start() {
    std::thread([this, U = Users] { work(); }).detach(); //= settled
  }
  ~Owner() {
    while (Users.use_count() != 1)
      std::this_thread::yield();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsByWhatDiesWithATask) {
  Snippet S(R"cpp(
#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
void work();
struct Users {
  std::atomic<int> Count{0};
  ~Users() {
    while (Count)
      std::this_thread::yield();
  }
};
struct Guard {
  Users *U;
  explicit Guard(Users &U) : U(&U) { ++U.Count; }
  Guard(Guard &&O) : U(O.U) { O.U = nullptr; }
  ~Guard() {
    if (U)
      --U->Count;
  }
};
struct Request { int Number; Guard InUse; };
struct Derived : Guard { using Guard::Guard; };
struct Job {
  Guard InUse;
  void operator()() { work(); }
};
void byValue(Guard) { work(); }
void given(Users &U) { std::thread(byValue, Guard(U)).detach(); } //= settled
void captured(Users &U) {
  std::thread([G = Guard(U)] { work(); }).detach(); //= settled
}
void byReference(Users &U) {
  Guard G(U);
  std::thread([&G] { work(); }).detach(); //= unsettled
}
void member(Users &U) {
  std::thread([R = Request{1, Guard(U)}] { work(); }).detach(); //= settled
}
void base(Users &U) {
  std::thread([D = Derived(U)] { work(); }).detach(); //= settled
}
void functionObject(Users &U) {
  Job J{Guard(U)};
  std::thread(std::move(J)).detach(); //= settled
}
void unique(Users &U) {
  std::thread([G = std::make_unique<Guard>(U)] { work(); }).detach(); //= settled
}
void shared(Users &U) {
  std::thread([G = std::make_shared<Guard>(U)] { work(); }).detach(); //= settled
}
void raw(Users &U) {
  auto *G = new Guard(U);
  std::thread([G] { work(); }).detach(); //= unsettled
}
void byDeleter() {
  std::latch Done(1);
  std::thread([G = std::shared_ptr<void>( //= settled
                   nullptr, [&](void *) { Done.count_down(); })] {
    work();
  }).detach();
  Done.wait();
}
// What it does to itself tells nobody.
class File {
  int FD = 3;
public:
  File() = default;
  File(File &&O) : FD(O.FD) { O.FD = -1; }
  ~File() { FD = -1; }
  void reopen() {
    while (FD < 0)
      FD = 4;
  }
};
void cleansUp() { std::thread([F = File()] { work(); }).detach(); } //= unsettled
// Nobody waits for the count.
struct Statistics { std::atomic<int> Ended{0}; };
struct Counts {
  Statistics *S;
  ~Counts() { ++S->Ended; }
};
void nobodyWaits(Statistics &S) {
  std::thread([C = std::make_unique<Counts>(Counts{&S})] { //= unsettled
    work();
  }).detach();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsUnseenWhereADestructorIs) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
void work();
class Counter;
struct Elsewhere {
  explicit Elsewhere(Counter &);
  Elsewhere(const Elsewhere &);
  ~Elsewhere();
  Counter &Of;
};
struct ByPointer {
  ByPointer();
  ByPointer(ByPointer &&);
  ~ByPointer();
  std::unique_ptr<int> P;
};
struct Buffer { // Leads nowhere.
  Buffer();
  Buffer(const Buffer &);
  ~Buffer();
  char Bytes[64];
};
struct Defaulted {
  Defaulted() = default;
  Defaulted(const Defaulted &) = default;
  ~Defaulted();
  Counter *C = nullptr;
};
Defaulted::~Defaulted() = default;
struct Holds { int N; ByPointer Part; };
struct Derives : ByPointer {};
struct Nested {
  Nested();
  Nested(Nested &&);
  ~Nested();
  Holds H;
};
void byReference(Counter &C) {
  std::thread([E = Elsewhere(C)] { work(); }).detach(); //= unseen
}
void byPointer() { std::thread([P = ByPointer()] { work(); }).detach(); } //= unseen
void buffer() { std::thread([B = Buffer()] { work(); }).detach(); } //= unsettled
void defaulted() { std::thread([D = Defaulted()] { work(); }).detach(); } //= unsettled
void member() { std::thread([H = Holds()] { work(); }).detach(); } //= unseen
void base() { std::thread([D = Derives()] { work(); }).detach(); } //= unseen
void nested() { std::thread([N = Nested()] { work(); }).detach(); } //= unseen
void alone(Counter &C) {
  std::thread([E = std::make_unique<Elsewhere>(C)] { work(); }).detach(); //= unseen
}
// What it shares with others rarely dies with it.
void shared(const std::shared_ptr<Elsewhere> &E) {
  std::thread([E] { work(); }).detach(); //= unsettled
}
void notItsOwn(Elsewhere &E) {
  std::thread([&E] { work(); }).detach(); //= unsettled
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, OfAPackagedTaskIsByItsFuture) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <memory>
#include <thread>
int work();
void waits() {
  std::packaged_task<int()> Task([] { return work(); });
  auto Result = Task.get_future();
  std::thread(std::move(Task)).detach(); //= settled
  Result.get();
}
std::future<int> handsOut() {
  std::packaged_task<int()> Task([] { return work(); });
  auto Result = Task.get_future();
  std::thread(std::move(Task)).detach(); //= settled
  return Result;
}
void nobodyWaits() {
  std::packaged_task<int()> Task([] { return work(); });
  auto Result = Task.get_future();
  std::thread(std::move(Task)).detach(); //= unsettled
}
void givesUp() {
  std::packaged_task<int()> Task([] { return work(); });
  auto Result = Task.get_future();
  std::thread(std::move(Task)).detach(); //= unsettled
  Result.wait_for(std::chrono::seconds(1));
}
// A caller can wait for what a promise is for.
std::future<int> promised() {
  auto P = std::make_shared<std::promise<int>>();
  std::thread([P] { P->set_value(work()); }).detach(); //= settled
  return P->get_future();
}
std::future<int> brokenOnOnePath() {
  auto P = std::make_shared<std::promise<int>>();
  std::thread([P] { //= unsettled
    if (work())
      P->set_value(1);
  }).detach();
  return std::future<int>();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsUnseenIfWhatIsWaitedForIsHandedOn) {
  Snippet S(R"cpp(
#include <atomic>
#include <functional>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>
void work();
void finish(std::latch &);
void look(const std::latch *);
void number(int);
void text(const std::string &);
struct State { std::atomic<bool> Done; int Number; };
void use(State &);
struct Plain { int Number; };
void usePlain(Plain &);
void readPlain(const Plain &);
void give(std::function<void()>);
void handsOn() {
  std::latch Done(1), Other(1);
  std::thread([&] { finish(Done); }).detach();   //= unseen
  std::thread([&] { finish(Other); }).detach();  //= unsettled
  std::thread([&] { number(1); text(""); }).detach(); //= unsettled
  Done.wait();
}
void handsOnTheObjectAround() {
  State S, Other;
  std::thread([&] { use(S); }).detach();         //= unseen
  std::thread([&] { use(Other); }).detach();     //= unsettled
  while (!S.Done)
    std::this_thread::yield();
}
void handsOnPlainData() {
  Plain P;
  std::thread([&] { usePlain(P); }).detach();    //= unseen
  while (P.Number == 0)
    std::this_thread::yield();
}
void canOnlyBeRead() {
  Plain Q;
  std::thread([&] { readPlain(Q); }).detach();   //= unsettled
  while (Q.Number == 0)
    std::this_thread::yield();
}
// What was made with a pointer to it leads there.
class Link {
  State &S;
public:
  explicit Link(State &S) : S(S) {}
  void run();
};
class OtherLink {
  State &S;
public:
  explicit OtherLink(State &S) : S(S) {}
  void run();
};
void madeOfIt() {
  State S;
  Link L(S);
  std::thread([&] { L.run(); }).detach();        //= unseen
  while (!S.Done)
    std::this_thread::yield();
}
void madeOfAnother() {
  State S, Other;
  OtherLink L(Other);
  std::thread([&] { L.run(); }).detach();        //= unsettled
  while (!S.Done)
    std::this_thread::yield();
}
// Code that it hands to somebody unseen may report in its place.
void handsOnAClosure() {
  std::latch Done(1), Other(1);
  std::thread([&] { give([&] { Done.count_down(); }); }).detach();  //= settled
  std::thread([&] { give([&] { Other.count_down(); }); }).detach(); //= unsettled
  std::thread([&] { give([&] { work(); }); }).detach();             //= unsettled
  Done.wait();
}
// A callback of the caller is no report.
void byCallback(std::function<void()> Ended) {
  std::thread([Ended] { work(); Ended(); }).detach(); //= unsettled
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsUnseenIfAMethodElsewhereMayWait) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>
void work();
bool choose();
// The destructor, which is elsewhere, can wait for a flag under a lock.
class ByField {
  std::mutex M;
  std::condition_variable C;
  bool Done = false;
  std::vector<int> Values;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unseen
  }
  void startWithoutTelling() {
    std::thread([this] { work(); (void)Done; }).detach();  //= unsettled
  }
  void startOnOnePath() {
    std::thread([this] { //= unsettled
      if (choose())
        Done = true;
    }).detach();
  }
  void startAlone() {
    std::thread([] { work(); }).detach();                  //= unsettled
  }
public:
  ~ByField();
};
class BySignal {
  std::mutex M;
  std::condition_variable C;
  void start() {
    std::thread([this] { work(); C.notify_all(); }).detach(); //= unseen
  }
  ~BySignal();
};
class ByMethod {
  std::latch Done{1};
  void finish();
  void start() {
    std::thread([this] { work(); finish(); }).detach(); //= unseen
  }
  void wait();
};
// The only method elsewhere is what the task itself runs.
class RunsItself {
  std::mutex M;
  void run();
  void start() {
    std::thread([this] { run(); }).detach(); //= unsettled
  }
};
// Nothing can be waited for.
class HoldsNothing {
  int Number = 0;
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unsettled
  }
  void wait();
};
// All methods are seen, and none waits.
class AllSeen {
  std::mutex M;
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unsettled
  }
  void set() { Done = false; }
};
// To make an object is not to wait for it, nor to look at it.
class OnlyMade {
public:
  OnlyMade();
  OnlyMade(const OnlyMade &);
  OnlyMade &operator=(const OnlyMade &);
  bool done() const;
  static void global();
private:
  std::mutex M;
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unsettled
  }
};
// It holds what can wait in a part, behind a pointer or in a base.
struct State { std::promise<void> P; };
class ByPart {
  State S;
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unseen
  }
  void wait();
};
class ByPointer {
  std::unique_ptr<State> S;
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unseen
  }
  void wait();
};
class ByBase : State {
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unseen
  }
  void wait();
};
struct Private;
class Hidden { // Who knows what it has.
  std::unique_ptr<Private> D;
  bool Done = false;
  void start() {
    std::thread([this] { work(); Done = true; }).detach(); //= unseen
  }
  void wait();
  ~Hidden();
};
class BySemaphore {
  std::counting_semaphore<1> S{0};
  void start() {
    std::thread([this] { work(); S.release(); }).detach(); //= unseen
  }
  void wait();
};
// By a method that is started on the object.
class ByRun {
  std::mutex M;
  bool Done = false;
  void run() { work(); Done = true; }
  void runOnly() { work(); }
  void start() {
    std::thread(&ByRun::run, this).detach();     //= unseen
    std::thread(&ByRun::runOnly, this).detach(); //= unsettled
  }
  void wait();
};
// By a copy of a pointer to itself.
class Shared : public std::enable_shared_from_this<Shared> {
  std::mutex M;
  bool Done = false;
  void start() {
    std::thread([Self = shared_from_this()] { work(); Self->Done = true; }).detach(); //= unseen
  }
  void wait();
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsUnseenIfAnObjectIsAskedLater) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
struct Session; // It can only be used.
void run(Session *);
void waitFor(Session *);
Session *open();
struct Job { int Number; };
void runJob(Job *);
void waitForJob(Job *);
void asks() {
  Session *S = open();
  std::thread([S] { run(S); }).detach(); //= unseen
  waitFor(S);
}
void asksBefore() {
  Session *S = open();
  waitFor(S);
  std::thread([S] { run(S); }).detach(); //= unsettled
}
void asksNobody() {
  Session *S = open();
  std::thread([S] { run(S); }).detach(); //= unsettled
}
void asksInTheTask() {
  Session *S = open();
  std::thread([S] { run(S); waitFor(S); }).detach(); //= unsettled
}
void knowsTheClass(Job *J) {
  std::thread([J] { runJob(J); }).detach(); //= unsettled
  waitForJob(J);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsUnseenIfTheEndIsReportedToSomebodyElse) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <unistd.h>
void work();
bool choose();
extern std::latch Everywhere;
static std::latch OnlyHere(1);
struct Shared {
  std::mutex M;
  std::condition_variable C;
  std::latch Done{1};
  void reset();
};
void toGlobal() {
  std::thread([] { work(); Everywhere.count_down(); }).detach(); //= unseen
}
void toStatic() {
  std::thread([] { work(); OnlyHere.count_down(); }).detach();   //= unsettled
}
void toLocal() {
  auto Local = std::make_shared<std::latch>(1);
  std::thread([Local] { work(); Local->count_down(); }).detach(); //= unsettled
}
void toCaller(std::latch &Given) {
  std::thread([&] { work(); Given.count_down(); }).detach();     //= unseen
}
void toCallerOnOnePath(std::latch &Given) {
  std::thread([&] { //= unsettled
    if (choose())
      Given.count_down();
  }).detach();
}
void toCallersObject(Shared *S) {
  std::thread([S] { work(); S->C.notify_all(); }).detach();      //= unseen
}
// A descriptor that comes as a number may be that of a client.
void toClient(int FD) {
  std::thread([FD] { write(FD, "bye", 3); }).detach();           //= unsettled
}
static void answer(int FD) {
  std::thread([FD] { write(FD, "bye", 3); }).detach();           //= unsettled
}
void accepted(int FD) { answer(FD); }
static void say(int FD) { write(FD, "x", 1); }
static void repeat(int FD) { say(FD); }
void toClientByHelper(int FD) {
  std::thread([FD] { work(); repeat(FD); }).detach();            //= unsettled
}
// An array that a pipe fills leads to somebody who reads.
int Wake[2];
static void wake(int FD) { write(FD, "x", 1); }
static void wakeByHelper(int FD) { wake(FD); }
void byPipe() {
  std::thread([] { work(); write(Wake[1], "x", 1); }).detach();  //= unseen
  std::thread([] { work(); wakeByHelper(Wake[1]); }).detach();   //= unseen
}
struct Loop {
  int WakeUp;
  void run();
  void start() {
    std::thread([this] { work(); write(WakeUp, "x", 1); }).detach(); //= unseen
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsUnseenIfSomebodyIsToldOfBothEnds) {
  Snippet S(R"cpp(
#include <thread>
void work();
bool choose();
class Users {
public:
  void enter();
  void leave();
  void count(int);
  int look() const;
};
class EntersWhenMade {
  Users &U;
public:
  explicit EntersWhenMade(Users &U) : U(U) { U.enter(); }
  void start() {
    std::thread([this] { work(); U.leave(); }).detach(); //= unseen
  }
};
class EntersWhenStarted {
  Users &U;
public:
  explicit EntersWhenStarted(Users &U) : U(U) {}
  void start() {
    U.enter();
    std::thread([this] { work(); U.leave(); }).detach(); //= unseen
  }
};
class LeavesOnly {
  Users &U;
public:
  explicit LeavesOnly(Users &U) : U(U) {}
  void start() {
    std::thread([this] { work(); U.leave(); }).detach(); //= unsettled
  }
};
class LeavesOnOnePath {
  Users &U;
public:
  explicit LeavesOnOnePath(Users &U) : U(U) { U.enter(); }
  void start() {
    std::thread([this] { //= unsettled
      if (choose())
        U.leave();
    }).detach();
  }
};
class SaysTheSame { // A log, for example.
  Users &U;
public:
  explicit SaysTheSame(Users &U) : U(U) { U.enter(); }
  void start() {
    std::thread([this] { work(); U.enter(); }).detach(); //= unsettled
  }
};
class SaysWords {
  Users &U;
public:
  explicit SaysWords(Users &U) : U(U) { U.count(1); }
  void start() {
    std::thread([this] { work(); U.count(2); }).detach(); //= unsettled
  }
};
class LooksOnly {
  Users &U;
public:
  explicit LooksOnly(Users &U) : U(U) { U.look(); }
  void start() {
    std::thread([this] { work(); U.look(); }).detach(); //= unsettled
  }
};
class EntersElsewhere {
  Users &U;
public:
  explicit EntersElsewhere(Users &U) : U(U) {}
  void other() { U.enter(); }
  void start() {
    std::thread([this] { work(); U.leave(); }).detach(); //= unsettled
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsNotByWhatATaskCountsItself) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
void work();
// Whoever waits may look before the task has begun.
class Itself {
  std::atomic<int> Running{0};
  void start() {
    std::thread([this] { //= unsettled
      ++Running;
      work();
      --Running;
    }).detach();
  }
  ~Itself() {
    while (Running > 0)
      std::this_thread::yield();
  }
};
class ByStarter {
  std::atomic<int> Running{0};
  void start() {
    ++Running;
    std::thread([this] { //= settled
      work();
      --Running;
    }).detach();
  }
  ~ByStarter() {
    while (Running > 0)
      std::this_thread::yield();
  }
};
class ByNumber {
  std::mutex M;
  std::condition_variable C;
  int Running = 0;
  void start() {
    std::thread([this] { //= unsettled
      {
        std::lock_guard<std::mutex> L(M);
        Running += 1;
      }
      work();
      std::lock_guard<std::mutex> L(M);
      Running -= 1;
    }).detach();
  }
  ~ByNumber() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [this] { return Running == 0; });
  }
};
class ByFetch {
  std::atomic<int> Running{0};
  void leave() { Running--; }
  void start() {
    std::thread([this] { //= unsettled
      Running.fetch_add(1);
      work();
      leave();
    }).detach();
  }
  ~ByFetch() {
    while (Running != 0)
      std::this_thread::yield();
  }
};
class OneWay { // It counts what it has done.
  std::atomic<int> Done{0};
  void start() {
    std::thread([this] { work(); ++Done; }).detach(); //= settled
  }
  ~OneWay() {
    while (Done < 1)
      std::this_thread::yield();
  }
};
class TwoCounts {
  std::atomic<int> Begun{0}, Left{3};
  void start() {
    std::thread([this] { //= settled
      ++Begun;
      work();
      --Left;
    }).detach();
  }
  ~TwoCounts() {
    while (Left > 0)
      std::this_thread::yield();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsByWhoeverWatchesAndNotByOneLook) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
void work();
// The spawner decides by its look whether to start another task.
class Scheduler {
  std::mutex M;
  bool Running = false;
  void enqueue() {
    std::lock_guard<std::mutex> L(M);
    if (!Running) {
      Running = true;
      std::thread([this] { //= settled
        work();
        std::lock_guard<std::mutex> L(M);
        Running = false;
      }).detach();
    }
  }
};
class Forgetful {
  bool Running = false;
  void enqueue() {
    if (!Running) {
      Running = true;
      std::thread([this] { work(); }).detach(); //= unsettled
    }
  }
};
class LooksElsewhere {
  bool Running = false;
  void look() {
    if (Running)
      work();
  }
  void enqueue() {
    std::thread([this] { work(); Running = false; }).detach(); //= unsettled
  }
};
class LooksAtText { // That is no flag.
  std::string Running;
  void enqueue() {
    if (Running.empty())
      std::thread([this] { work(); Running = "no"; }).detach(); //= unsettled
  }
};
class LooksAfterwards {
  bool Running = false;
  void enqueue() {
    std::thread([this] { work(); Running = false; }).detach(); //= unsettled
    if (Running)
      work();
  }
};
class Asks {
  std::atomic<int> Live{0};
  bool idle() const { return Live == 0; }
  void start() {
    ++Live;
    std::thread([this] { work(); --Live; }).detach(); //= settled
  }
  ~Asks() {
    while (!idle())
      std::this_thread::yield();
  }
};
class AsksAFewTimes {
  std::atomic<int> Live{0};
  void start() {
    ++Live;
    std::thread([this] { work(); --Live; }).detach(); //= unsettled
  }
  ~AsksAFewTimes() {
    for (int I = 0; I < 100 && Live != 0; ++I)
      std::this_thread::yield();
  }
};
class Emptied {
  std::mutex M;
  std::vector<int> Jobs;
  void start() {
    Jobs.push_back(1);
    std::thread([this] { //= settled
      work();
      std::lock_guard<std::mutex> L(M);
      Jobs.clear();
    }).detach();
  }
  bool empty() {
    std::lock_guard<std::mutex> L(M);
    return Jobs.empty();
  }
  ~Emptied() {
    while (!empty())
      std::this_thread::yield();
  }
};
// Its own loop tells nobody.
class OwnLoop {
  std::atomic<bool> Done{false};
  void start() {
    std::thread([this] { //= unsettled
      while (!Done)
        work();
      Done = true;
    }).detach();
  }
};
void timedAndDetached() {
  std::mutex M;
  std::condition_variable C;
  bool Done = false;
  std::thread T([&] { //= unsettled
    work();
    std::lock_guard<std::mutex> L(M);
    Done = true;
    C.notify_one();
  });
  std::unique_lock<std::mutex> L(M);
  if (!C.wait_for(L, std::chrono::seconds(1), [&] { return Done; }))
    T.detach();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsNotByWhatIsTheTasksOwn) {
  Snippet S(R"cpp(
#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <unistd.h>
void work();
struct Node { Node *Next; bool Done; };
struct List {
  Node *First = nullptr;
  std::atomic<bool> Done{false};
};
// A local pointer is a copy of what it was handed.
void walks(Node *N) {
  std::thread([N] { //= unsettled
    for (Node *I = N; I; I = I->Next)
      work();
  }).detach();
  while (N)
    N = N->Next;
}
// A pointer that is set tells whoever looks at that pointer.
void setsPointer(List *L) {
  std::thread([L] { work(); L->First = nullptr; }).detach(); //= settled
  while (L->First)
    std::this_thread::yield();
}
void setsThePointee(List *L) {
  std::thread([L] { work(); L->First->Done = true; }).detach(); //= unsettled
  while (L->First)
    std::this_thread::yield();
}
void copies() {
  int Count = 1;
  std::thread([Count]() mutable { work(); Count = 0; }).detach(); //= unsettled
}
void ownLatch() {
  std::thread([] { //= unsettled
    std::latch Own(1);
    Own.count_down();
  }).detach();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsByWhoeverRunsALoopOrReadsBytes) {
  Snippet S(R"cpp(
#include <thread>
#include <unistd.h>
namespace asio {
class io_context {
public:
  int run();
  int run_for(int);
  int poll();
  void stop();
  bool stopped() const;
  template <class F> void post(F);
};
}
void work();
bool choose();
void stopsTheLoop() {
  asio::io_context Loop;
  std::thread([&] { work(); Loop.stop(); }).detach(); //= settled
  Loop.run();
}
void stopsOnOnePath() {
  asio::io_context Loop;
  std::thread([&] { //= unsettled but stop Loop
    if (choose())
      Loop.stop();
  }).detach();
  Loop.run();
}
void stopsAnother() {
  asio::io_context Loop, Other;
  std::thread([&] { work(); Other.stop(); }).detach(); //= unsettled
  Loop.run();
}
void runsForAWhile() {
  asio::io_context Loop;
  std::thread([&] { work(); Loop.stop(); }).detach(); //= unsettled
  Loop.run_for(3);
}
class ByPipe {
  int Pipe[2];
  void start() {
    pipe(Pipe);
    std::thread([this] { work(); write(Pipe[1], "x", 1); }).detach(); //= settled
  }
  ~ByPipe() {
    char C;
    read(Pipe[0], &C, 1);
  }
};
class NobodyReads {
  int Pipe[2];
  void start() {
    pipe(Pipe);
    std::thread([this] { work(); write(Pipe[1], "x", 1); }).detach(); //= unsettled
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, IsByAMessageThatIsTakenAndNotByATaskThatIsQueued) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <latch>
#include <mutex>
#include <thread>
namespace BS {
class thread_pool {
public:
  template <class F> void detach_task(F &&) {}
  void wait();
};
}
void work();
bool choose();
class Queue {
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Values;
public:
  void put(int V) {
    std::lock_guard<std::mutex> L(M);
    Values.push_back(V);
    C.notify_one();
  }
  int take() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [this] { return !Values.empty(); });
    int V = Values.front();
    Values.pop_front();
    return V;
  }
};
class Untaken {
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Values;
public:
  void put(int V) {
    std::lock_guard<std::mutex> L(M);
    Values.push_back(V);
    C.notify_one();
  }
};
void sends() {
  Queue Q;
  std::thread([&] { work(); Q.put(1); }).detach(); //= settled
  Q.take();
}
void sendsOnOnePath() {
  Queue Q;
  std::thread([&] { //= unsettled but send Q
    if (choose())
      Q.put(1);
  }).detach();
  Q.take();
}
void sendsToNobody() {
  Untaken Q;
  std::thread([&] { work(); Q.put(1); }).detach(); //= unsettled
}
void queues() {
  BS::thread_pool Pool;
  std::latch Done(1);
  std::thread([&] { //= unsettled
    work();
    Pool.detach_task([&] { Done.count_down(); }); //= settled
  }).detach();
  Done.wait();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settlements(S), S.expected());
}

TEST(Settlement, BehindACutIsOnlyByWhoWaitsOnThatWay) {
  Snippet S(R"cpp(
#include <atomic>
#include <latch>
#include <thread>
void work();
bool choose();
void onBothWays() {
  std::latch Done(1);
  std::thread T([&] { work(); Done.count_down(); });
  if (choose())
    T.join();
  else
    T.detach(); //= settled
  Done.wait();
}
void onTheOtherWay() {
  std::latch Done(1);
  std::thread T([&] { work(); Done.count_down(); });
  if (choose()) {
    Done.wait();
    T.join();
  } else {
    T.detach(); //= unsettled
  }
}
void joinedOrNot() {
  std::thread T([] { work(); });
  if (choose())
    T.join();
  else
    T.detach(); //= unsettled
}
void partly() {
  std::latch Done(1);
  std::thread T([&] {
    if (choose())
      Done.count_down();
  });
  T.detach(); //= unsettled but signal Done
  Done.wait();
}
void joined() {
  std::thread T([] { work(); });
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(looseEnds(S), S.expected());
}

} // namespace
} // namespace tether::facts
