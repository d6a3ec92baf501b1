//===- CutsTest.cpp - Where a task is cut loose ---------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Cuts.h"
#include "Snippet.h"

namespace tether::facts {
namespace {

/// How each task is cut loose and what is known of its end then: at the place
/// that does it. `chosen` is where a caller chose the body, and `way out` where
/// a handle is lost. A task that nobody cuts loose is `held`.
Lines cuts(const Snippet &S) {
  static constexpr StringRef Words[] = {"detached", "dies", "leaked", "dropped",
                                        "lost"};
  static constexpr StringRef Ends[] = {" unsettled", " settled", " unseen"};
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    std::vector<LooseEnd> Loose = looseEndsOf(*S.Prog, *T, fateOf(*S.Prog, *T));
    if (Loose.empty())
      S.note(Result, T->Spawn->getExprLoc(), "held");
    for (const LooseEnd &L : Loose) {
      S.note(Result, L.Where.At->Where,
             (Words[L.Where.How] + Ends[static_cast<unsigned>(L.End)] +
              (L.Partial ? " partly" : "") +
              (L.Where.Way == T->Spawn ? " again" : ""))
                 .str());
      if (L.Code.ChosenByCaller)
        S.note(Result, L.Code.Chosen, "chosen");
      if (L.Where.Way && L.Where.Way != T->Spawn)
        S.note(Result, L.Where.Way->getBeginLoc(), "way out");
    }
  }
  return Result;
}

void expectCuts(const char *Code) {
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(cuts(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Detached
//===----------------------------------------------------------------------===//

TEST(Cuts, ADetachIsOneWhateverTheTaskTells) {
  expectCuts(R"cpp(
#include <future>
#include <latch>
#include <thread>
#include <vector>
void step();
bool failed();
void tell(std::promise<void> &);
void task() { step(); }
void plain() {
  std::thread T(task);
  T.detach(); //= detached unsettled
}
void temporary() {
  std::thread(task).detach(); //= detached unsettled
}
void each(int N) {
  for (int I = 0; I < N; ++I)
    std::thread([] { step(); }).detach(); //= detached unsettled
}
void all(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back(task);
  for (auto &T : All)
    T.detach(); //= detached unsettled
}
void joined() {
  std::thread T(task); //= held
  T.join();
}
// It ends the process, which is another mistake.
void forgotten() {
  std::thread T(task); //= held
}
std::thread returned() {
  return std::thread(task); //= held
}
void waits() {
  std::promise<void> Done;
  std::thread([&Done] {
    step();
    Done.set_value();
  }).detach(); //= detached settled
  Done.get_future().wait();
}
void counts(int N) {
  std::latch Left(N);
  for (int I = 0; I < N; ++I)
    std::thread([&Left] {
      step();
      Left.count_down();
    }).detach(); //= detached settled
  Left.wait();
}
void reportsInPart() {
  std::latch Left(1);
  std::thread([&Left] {
    if (failed())
      return;
    Left.count_down();
  }).detach(); //= detached unsettled partly
  Left.wait();
}
void givesUp() {
  std::promise<void> Done;
  std::thread([&Done] {
    step();
    Done.set_value();
  }).detach(); //= detached unsettled
  Done.get_future().wait_for(std::chrono::seconds(1));
}
void tellsUnseen() {
  std::promise<void> Done;
  std::thread([&Done] {
    step();
    tell(Done);
  }).detach(); //= detached unseen
  Done.get_future().wait();
}
)cpp");
}

TEST(Cuts, ADetachOfCIsOne) {
  expectCuts(R"cpp(
#include <pthread.h>
void step();
void *entry(void *) {
  step();
  return nullptr;
}
void detaches() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr);
  pthread_detach(T); //= detached unsettled
}
void joins() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= held
  pthread_join(T, nullptr);
}
void atBirth() {
  pthread_attr_t A;
  pthread_attr_init(&A);
  pthread_attr_setdetachstate(&A, PTHREAD_CREATE_DETACHED); //= detached unsettled
  pthread_t T;
  pthread_create(&T, &A, entry, nullptr);
}
void joinableAtBirth() {
  pthread_attr_t A;
  pthread_attr_init(&A);
  pthread_attr_setdetachstate(&A, PTHREAD_CREATE_JOINABLE);
  pthread_t T;
  pthread_create(&T, &A, entry, nullptr); //= held
  pthread_join(T, nullptr);
}
struct Worker {
  pthread_t T;
};
void startsAndLeaves(Worker *W) {
  pthread_create(&W->T, nullptr, entry, nullptr);
  pthread_detach(W->T); //= detached unsettled
}
)cpp");
}

TEST(Cuts, ADetachThatTheCallerChoosesIsNone) {
  expectCuts(R"cpp(
#include <thread>
void step();
void use(int &);
bool failed();
void task() { step(); }
void either(bool Wait) {
  std::thread T(task); //= held
  if (Wait)
    T.join();
  else
    T.detach();
}
// The other branch ends the process.
void otherwiseNothing(bool Leave) {
  std::thread T(task);
  if (Leave)
    T.detach(); //= detached unsettled
}
// No caller can ask for the use of a dead variable.
void withLocal(bool Wait) {
  int Local = 0;
  std::thread T([&Local] { use(Local); });
  if (Wait)
    T.join();
  else
    T.detach(); //= detached unsettled
}
// It decides about the start as well.
void startedHere(bool Background) {
  if (Background) {
    std::thread T(task);
    T.detach(); //= detached unsettled
  } else {
    step();
  }
}
void asksForSomethingElse() {
  std::thread T(task);
  if (failed())
    T.join();
  else
    T.detach(); //= detached unsettled
}
class Runner {
public:
  void start() {
    Worker = std::thread(task); //= held
  }
  void stop(bool Wait) {
    if (Wait)
      Worker.join();
    else
      Worker.detach();
  }
  void release(bool Sure) {
    if (Sure)
      Worker.detach();
  }
private:
  std::thread Worker;
};
class Keeps {
public:
  void start() {
    Worker = std::thread(task); //= held
  }
  void release(bool Sure) {
    if (Sure)
      Worker.detach();
  }
private:
  std::thread Worker;
};
void intoParameter(std::thread &Out, bool Leave) {
  Out = std::thread(task); //= held
  if (Leave)
    Out.detach();
}
std::thread returnedOrNot(bool Leave) {
  std::thread T(task); //= held
  if (Leave)
    T.detach();
  return T;
}
)cpp");
}

TEST(Cuts, ADetachThatIsTheLastResortIsNone) {
  expectCuts(R"cpp(
#include <cstdlib>
#include <exception>
#include <system_error>
#include <thread>
void step();
void log();
bool failed();
void task() { step(); }
[[noreturn]] void die();
void fatal() {
  log();
  std::abort();
}
void joinFailed() {
  std::thread T(task); //= held
  try {
    T.join();
  } catch (const std::system_error &) {
    T.detach();
  }
}
void joinAmongOthers() {
  std::thread T(task); //= held
  try {
    log();
    T.join();
  } catch (...) {
    log();
    T.detach();
  }
}
void somethingElseFailed() {
  std::thread T(task);
  try {
    step();
  } catch (...) {
    T.detach(); //= detached unsettled
    return;
  }
  T.join();
}
void detachFailed() {
  std::thread T(task);
  try {
    T.detach(); //= detached unsettled
    step();
  } catch (...) {
    T.join();
  }
}
void exits() {
  std::thread T(task); //= held
  T.detach();
  std::exit(1);
}
void aborts() {
  std::thread T(task); //= held
  if (failed()) {
    T.detach();
    log();
    std::abort();
  }
  T.join();
}
void neverReturns() {
  std::thread T(task); //= held
  T.detach();
  die();
}
void mayExit() {
  std::thread T(task);
  T.detach(); //= detached unsettled
  if (failed())
    std::exit(1);
}
)cpp");
}

TEST(Cuts, ADetachOfTheOwnThreadIsNoneAtItsEnd) {
  expectCuts(R"cpp(
#include <mutex>
#include <pthread.h>
#include <sched.h>
#include <thread>
void step();
void log();
pthread_mutex_t M;
void *last(void *) {
  step();
  pthread_detach(pthread_self());
  return nullptr;
}
void *unlocksThen(void *) {
  pthread_mutex_lock(&M);
  step();
  pthread_detach(pthread_self());
  pthread_mutex_unlock(&M);
  return nullptr;
}
void *exitsThen(void *) {
  step();
  pthread_detach(pthread_self());
  pthread_exit(nullptr);
}
void *yieldsThen(void *) {
  step();
  pthread_detach(pthread_self());
  sched_yield();
  auto Never = [] { step(); };
  (void)Never;
  return nullptr;
}
void *first(void *) {
  pthread_detach(pthread_self()); //= detached unsettled
  step();
  return nullptr;
}
void *allocatesThen(void *) {
  pthread_detach(pthread_self()); //= detached unsettled
  return new int;
}
void *onSomeWay(void *P) {
  if (P) {
    pthread_detach(pthread_self());
    return nullptr;
  }
  step();
  return nullptr;
}
void *inLoop(void *) {
  for (int I = 0; I < 2; ++I) {
    step();
    pthread_detach(pthread_self()); //= detached unsettled
  }
  return nullptr;
}
static void leave() {
  log();
  pthread_detach(pthread_self());
}
static void leaveAtOnce() {
  pthread_detach(pthread_self()); //= detached unsettled
}
void *callsLast(void *) {
  step();
  leave();
  return nullptr;
}
void *callsFirst(void *) {
  leaveAtOnce();
  step();
  return nullptr;
}
struct Threads {
  pthread_t A, B, C, D, E, F, G, H, I, J;
};
void start(Threads *T) {
  pthread_create(&T->A, nullptr, last, nullptr); //= held
  pthread_create(&T->B, nullptr, unlocksThen, nullptr); //= held
  pthread_create(&T->C, nullptr, exitsThen, nullptr); //= held
  pthread_create(&T->D, nullptr, first, nullptr);
  pthread_create(&T->E, nullptr, allocatesThen, nullptr);
  pthread_create(&T->F, nullptr, onSomeWay, nullptr); //= held
  pthread_create(&T->G, nullptr, inLoop, nullptr);
  pthread_create(&T->H, nullptr, callsLast, nullptr); //= held
  pthread_create(&T->I, nullptr, callsFirst, nullptr);
  pthread_create(&T->J, nullptr, yieldsThen, nullptr); //= held
}
)cpp");
}

TEST(Cuts, ADetachOnTheOwnThreadIsNone) {
  expectCuts(R"cpp(
#include <thread>
void step();
void log();
class Cleans {
public:
  void start() {
    Worker = std::thread([this] { run(); }); //= held
  }
  ~Cleans() {
    if (Worker.get_id() == std::this_thread::get_id())
      Worker.detach();
    else
      Worker.join();
  }
private:
  void run() { step(); }
  std::thread Worker;
};
class LetsGo {
public:
  void start() {
    Worker = std::thread([this] { //= held
      step();
      Worker.detach();
    });
  }
  void wait() { Worker.join(); }
private:
  std::thread Worker; 
};
class LetsGoFirst {
public:
  void start() {
    Worker = std::thread([this] {
      Worker.detach(); //= detached unsettled
      step();
    });
  }
private:
  std::thread Worker;
};
)cpp");
}

//===----------------------------------------------------------------------===//
// Forwarders
//===----------------------------------------------------------------------===//

TEST(Cuts, AForwarderLetsItsCallersChoose) {
  expectCuts(R"cpp(
#include <memory>
#include <thread>
#include <utility>
void step();
void log();
bool failed();
void task() { step(); }
void letGo(std::thread &T) { T.detach(); }
void asks() {
  std::thread T(task);
  letGo(T); //= detached unsettled
}
void letGoLoudly(std::thread &T) {
  log();
  T.detach();
}
void asksLoudly() {
  std::thread T(task);
  letGoLoudly(T); //= detached unsettled
}
void take(std::thread T) { T.detach(); }
void gives() {
  std::thread T(task);
  take(std::move(T)); //= detached unsettled
}
void givesTemporary() {
  take(std::thread(task)); //= detached unsettled
}
// The other one is joined.
void ofTwo() {
  std::thread Mine(task); //= held
  std::thread Other(task);
  take(std::move(Other)); //= detached unsettled
  Mine.join();
}
void chosen(bool Wait) {
  std::thread T(task); //= held
  if (Wait)
    T.join();
  else
    take(std::move(T));
}
void lastResort() {
  std::thread T(task); //= held
  try {
    T.join();
  } catch (...) {
    take(std::move(T));
  }
}
void onTwoWays() {
  std::thread T(task);
  if (failed()) {
    take(std::move(T)); //= detached unsettled
    return;
  }
  take(std::move(T)); //= detached unsettled
}
void passesOn(std::thread T) { take(std::move(T)); } //= detached unsettled
void byTwo() {
  passesOn(std::thread(task));
}
void onHeap(std::unique_ptr<std::thread> T) { T->detach(); }
void givesOwned() {
  onHeap(std::make_unique<std::thread>(task)); //= detached unsettled
}
static std::thread Global;
void startGlobal() { Global = std::thread(task); }
void releaseGlobal() {
  Global.detach(); //= detached unsettled
}
void inClosure() {
  std::thread T(task);
  auto LetGo = [&T] {
    T.detach(); //= detached unsettled
  };
  LetGo();
}
void nobodyAsks(std::thread T) { T.detach(); }
)cpp");
}

TEST(Cuts, AMethodOfAHandleLetsItsCallersChoose) {
  expectCuts(R"cpp(
#include <thread>
#include <utility>
void step();
void log();
void task() { step(); }
class Thread {
public:
  explicit Thread(void (*F)()) : Impl(F) {}
  void detach() { Impl.detach(); }
  void join() { Impl.join(); }
private:
  std::thread Impl;
};
void detaches() {
  Thread T(task); //= chosen
  T.detach(); //= detached unsettled
}
void joins() {
  Thread T(task);
  T.join();
}
class Loud {
public:
  void start() { Impl = std::thread(task); }
  void release() {
    log();
    Impl.detach();
  }
private:
  std::thread Impl;
};
void releases(Loud &L) {
  L.start();
  L.release(); //= detached unsettled
}
// Its own class asks for it, and so it has decided.
class Decides {
public:
  void start() { Impl = std::thread(task); }
  void stop() { release(); }
private:
  void release() {
    log();
    Impl.detach(); //= detached unsettled
  }
  std::thread Impl;
};
class NobodyAsks {
public:
  void start() { Impl = std::thread(task); }
  void release() {
    log();
    Impl.detach(); //= detached unsettled
  }
private:
  std::thread Impl;
};
class Destroyed {
public:
  void start() { Impl = std::thread(task); }
  ~Destroyed() { Impl.detach(); } //= detached unsettled
private:
  std::thread Impl;
};
class StartsAndDetaches {
public:
  void start() {
    Impl = std::thread(task);
    Impl.detach(); //= detached unsettled
  }
private:
  std::thread Impl;
};
)cpp");
}

TEST(Cuts, ABodyThatACallerChoseIsItsOwn) {
  expectCuts(R"cpp(
#include <functional>
#include <latch>
#include <thread>
#include <utility>
void step();
void background(std::function<void()> F) {
  std::thread(std::move(F)).detach(); //= detached unsettled, detached settled
}
void fireAndForget() {
  background([] { step(); }); //= chosen
}
void waits() {
  std::latch Done(1);
  background([&Done] { //= chosen
    step();
    Done.count_down();
  });
  Done.wait();
}
)cpp");
}

TEST(Cuts, ABodyThatNobodyHasSeenIsOneAllTheSame) {
  expectCuts(R"cpp(
#include <functional>
#include <latch>
#include <thread>
#include <utility>
void step();
void declared();
void declaredWith(std::latch &);
void uncalled(std::function<void()> F) {
  std::thread(std::move(F)).detach(); //= detached unsettled
}
void byName() {
  std::thread(declared).detach(); //= detached unsettled
}
struct Functor {
  void operator()();
};
Functor functor();
void byObject() {
  std::thread(functor()).detach(); //= detached unseen
}
void withLatch() {
  std::latch Done(1);
  std::thread(declaredWith, std::ref(Done)).detach(); //= detached unseen
  Done.wait();
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Lost
//===----------------------------------------------------------------------===//

TEST(Cuts, AHandleOfCIsLostOnTheWayOut) {
  expectCuts(R"cpp(
#include <pthread.h>
#include <vector>
bool ready();
void step();
void *entry(void *) {
  step();
  return nullptr;
}
bool leavesEarly() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled
  if (!ready())
    return false; //= way out
  pthread_join(T, nullptr);
  return true;
}
bool joinsFirst() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= held
  if (!ready()) {
    pthread_join(T, nullptr);
    return false;
  }
  pthread_join(T, nullptr);
  return true;
}
bool leavesBefore() {
  pthread_t T;
  if (!ready())
    return false;
  pthread_create(&T, nullptr, entry, nullptr); //= held
  pthread_join(T, nullptr);
  return true;
}
bool notStarted() {
  pthread_t T;
  if (pthread_create(&T, nullptr, entry, nullptr) != 0) //= held
    return false;
  pthread_join(T, nullptr);
  return true;
}
bool notStartedByVariable() {
  pthread_t T;
  int Error = pthread_create(&T, nullptr, entry, nullptr); //= held
  if (Error)
    return false;
  pthread_join(T, nullptr);
  return true;
}
bool leavesWhenStarted() {
  pthread_t T;
  if (pthread_create(&T, nullptr, entry, nullptr) == 0) //= lost unsettled
    return true; //= way out
  pthread_join(T, nullptr);
  return false;
}
// It asks for the thread: the condition counts.
bool usedByCondition(bool Started) {
  pthread_t T{};
  if (!Started)
    pthread_create(&T, nullptr, entry, nullptr); //= held
  if (T)
    pthread_join(T, nullptr);
  return true;
}
bool someAreLost() {
  pthread_t All[4];
  for (int I = 0; I < 4; ++I)
    if (pthread_create(&All[I], nullptr, entry, nullptr) != 0) //= lost unsettled
      return false; //= way out
  for (int I = 0; I < 4; ++I)
    pthread_join(All[I], nullptr);
  return true;
}
bool allAreLost() {
  pthread_t All[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&All[I], nullptr, entry, nullptr); //= lost unsettled
  if (!ready())
    return false; //= way out
  for (int I = 0; I < 4; ++I)
    pthread_join(All[I], nullptr);
  return true;
}
bool someAreJoined() {
  pthread_t All[4];
  int Started = 0;
  for (; Started < 4; ++Started)
    if (pthread_create(&All[Started], nullptr, entry, nullptr) != 0) //= held
      break;
  for (int I = 0; I < Started; ++I)
    pthread_join(All[I], nullptr);
  return Started == 4;
}
void allAreJoined() {
  std::vector<pthread_t> All(4);
  for (int I = 0; I < 4; ++I)
    pthread_create(&All[I], nullptr, entry, nullptr); //= held
  for (pthread_t T : All)
    pthread_join(T, nullptr);
}
bool inClosure() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= held
  auto Join = [&] { pthread_join(T, nullptr); };
  if (!ready()) {
    Join();
    return false;
  }
  Join();
  return true;
}
bool besideClosure() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled
  auto Other = [] {
    step();
    return 1;
  };
  if (!ready())
    return Other(); //= way out
  pthread_join(T, nullptr);
  return true;
}
bool copied() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= held
  pthread_t Copy = T;
  if (!ready())
    return pthread_join(Copy, nullptr) == 0;
  pthread_join(T, nullptr);
  return true;
}
static pthread_t Global;
bool inGlobal() {
  pthread_create(&Global, nullptr, entry, nullptr); //= held
  if (!ready())
    return false;
  pthread_join(Global, nullptr);
  return true;
}
bool byNumber(int N) {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled
  for (int I = 0; I < N; ++I)
    if (!ready())
      return false; //= way out
  pthread_join(T, nullptr);
  return true;
}
bool inMember(pthread_t *Out) {
  pthread_create(Out, nullptr, entry, nullptr); //= held
  if (!ready())
    return false;
  pthread_join(*Out, nullptr);
  return true;
}
)cpp");
}

TEST(Cuts, AHandleOfCIsLostInTheNextIteration) {
  expectCuts(R"cpp(
#include <pthread.h>
void step();
bool ready();
void *entry(void *) {
  step();
  return nullptr;
}
void overwritten() {
  pthread_t T;
  for (int I = 0; I < 4; ++I)
    pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled again
  pthread_join(T, nullptr);
}
void joinedInLoop() {
  pthread_t T;
  for (int I = 0; I < 4; ++I) {
    pthread_create(&T, nullptr, entry, nullptr); //= held
    pthread_join(T, nullptr);
  }
}
void skippedInLoop() {
  pthread_t T;
  for (int I = 0; I < 4; ++I) {
    pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled again
    if (ready())
      continue;
    pthread_join(T, nullptr);
  }
}
void ofEachIteration() {
  for (int I = 0; I < 4; ++I) {
    pthread_t T;
    pthread_create(&T, nullptr, entry, nullptr); //= held
    pthread_join(T, nullptr);
  }
}
void eachInItsPlace() {
  pthread_t All[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&All[I], nullptr, entry, nullptr); //= held
  for (int I = 0; I < 4; ++I)
    pthread_join(All[I], nullptr);
}
)cpp");
}

TEST(Cuts, WhatAFailedTestLeavesBehindIsNone) {
  expectCuts(R"cpp(
#include <pthread.h>
namespace testing {
class Test {
public:
  virtual ~Test();
  virtual void TestBody() = 0;
};
} // namespace testing
#define ASSERT_GOOD(X) if (!(X)) return
bool ready();
void step();
void *entry(void *) {
  step();
  return nullptr;
}
class Starts : public testing::Test {
  void TestBody() override {
    pthread_t T;
    pthread_create(&T, nullptr, entry, nullptr); //= held
    ASSERT_GOOD(ready());
    pthread_join(T, nullptr);
  }
};
class Leaves : public testing::Test {
  void TestBody() override {
    pthread_t T;
    pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled
    if (!ready())
      return; //= way out
    pthread_join(T, nullptr);
  }
};
void inNoTest() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= lost unsettled
  ASSERT_GOOD(ready()); //= way out
  pthread_join(T, nullptr);
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Handles that die, are leaked or dropped
//===----------------------------------------------------------------------===//

TEST(Cuts, ADetachingHandleDiesWithItsVariable) {
  expectCuts(R"cpp(
#include <pthread.h>
#include <utility>
#include <vector>
namespace boost {
class thread {
public:
  thread();
  template <class F> explicit thread(F);
  thread(thread &&);
  thread &operator=(thread &&);
  ~thread();
  void join();
  void detach();
  bool joinable() const;
};
} // namespace boost
void step();
void task() { step(); }
void *entry(void *) {
  step();
  return nullptr;
}
void take(boost::thread);
void dies() {
  boost::thread T(task); //= dies unsettled
}
void diesAtOnce() {
  boost::thread{task}; //= dies unsettled
}
void assigned() {
  boost::thread T;
  T = boost::thread(task); //= dies unsettled
}
void joined() {
  boost::thread T(task); //= held
  T.join();
}
void detached() {
  boost::thread T(task);
  T.detach(); //= detached unsettled
}
boost::thread returned() {
  boost::thread T(task); //= held
  return T;
}
void handedOn() {
  boost::thread T(task); //= held
  take(std::move(T));
}
void toCaller(boost::thread &Out) {
  Out = boost::thread(task); //= held
}
void inContainer(int N) {
  std::vector<boost::thread> All;
  for (int I = 0; I < N; ++I)
    All.push_back(boost::thread(task)); //= dies unsettled
}
void inCallersContainer(std::vector<boost::thread> &All) {
  All.push_back(boost::thread(task)); //= held
}
bool ready();
bool leavesEarly() {
  boost::thread T(task); //= lost unsettled
  if (!ready())
    return false; //= way out
  T.join();
  return true;
}
static boost::thread Kept;
void global() {
  Kept = boost::thread(task); //= held
}
class Member {
public:
  void start() { Own = boost::thread(task); } //= held
private:
  boost::thread Own;
};
void raw() {
  pthread_t T;
  pthread_create(&T, nullptr, entry, nullptr); //= dies unsettled
}
)cpp");
}

TEST(Cuts, AHandleOnTheHeapIsLeaked) {
  expectCuts(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void step();
void task() { step(); }
void take(std::thread *);
void dropped() {
  new std::thread(task); //= leaked unsettled
}
void forgotten() {
  auto *T = new std::thread(task); //= leaked unsettled
  (void)T->get_id();
}
void joining() {
  auto *T = new std::jthread(task); //= leaked unsettled
  (void)T->get_id();
}
void joined() {
  auto *T = new std::thread(task); //= leaked settled
  T->join();
}
void detached() {
  auto *T = new std::thread(task);
  T->detach(); //= detached unsettled
}
void deleted() {
  auto *T = new std::jthread(task); //= held
  step();
  delete T;
}
void owned() {
  auto T = std::make_unique<std::jthread>(task); //= held
}
void handedOn() {
  take(new std::thread(task)); //= held
}
std::thread *returned() {
  return new std::thread(task); //= held
}
class Owner {
public:
  void start() { Own = new std::jthread(task); } //= held
  ~Owner() { delete Own; }
private:
  std::jthread *Own = nullptr;
};
void many(std::vector<std::thread *> &All) {
  All.push_back(new std::thread(task)); //= held
}
void dies() {
  std::jthread T(task); //= held
}
)cpp");
}

TEST(Cuts, AFutureOfASharedPoolIsDropped) {
  expectCuts(R"cpp(
class QThreadPool {
public:
  static QThreadPool *globalInstance();
  bool waitForDone(int Milliseconds = -1);
};
template <class T> class QFuture {
public:
  ~QFuture();
  void waitForFinished();
};
namespace QtConcurrent {
template <class F> QFuture<void> run(F &&) { return {}; }
template <class F> QFuture<void> run(QThreadPool *, F &&) { return {}; }
template <class C> QFuture<void> run(void (C::*)(), C *) { return {}; }
}
void step();
void use(int &);
class Dialog {
public:
  void drops() {
    QtConcurrent::run([this] { compute(); }); //= dropped unsettled
  }
  void forgets() {
    QFuture<void> F = QtConcurrent::run([this] { compute(); }); //= dropped unsettled
  }
  void waits() {
    QFuture<void> F = QtConcurrent::run([this] { compute(); }); //= dropped settled
    F.waitForFinished();
  }
  // It owns all that it needs.
  void ownsAll() {
    QtConcurrent::run([] { step(); }); //= held
  }
  // That may be gone, which is another mistake.
  void ofLocal() {
    int Local = 0;
    QtConcurrent::run([this, &Local] { use(Local); compute(); }); //= held
  }
  void givesItself() {
    QtConcurrent::run(&Dialog::compute, this); //= dropped unsettled
  }
  QFuture<void> returns() {
    return QtConcurrent::run([this] { compute(); }); //= held
  }
  void inPool(QThreadPool *Pool) {
    QtConcurrent::run(Pool, [this] { compute(); }); //= held
  }
private:
  void compute() { step(); }
};
class Keeps {
public:
  ~Keeps() { Pending.waitForFinished(); }
  void starts() {
    Pending = QtConcurrent::run([this] { compute(); }); //= held
  }
private:
  void compute() { step(); }
  QFuture<void> Pending;
};
class WaitsForAll {
public:
  ~WaitsForAll() { QThreadPool::globalInstance()->waitForDone(); }
  void starts() {
    QtConcurrent::run([this] { compute(); }); //= dropped settled
  }
private:
  void compute() { step(); }
};
void function() {
  QtConcurrent::run([] { step(); }); //= held
}
)cpp");
}

TEST(Cuts, AThreadThatOnlyALocalPointerLeadsToDies) {
  expectCuts(R"cpp(
class QObject {
public:
  template <class S, class A, class R, class B>
  static void connect(S *, void (A::*)(), R *, void (B::*)()) {}
  template <class S, class A, class F>
  static void connect(S *, void (A::*)(), F) {}
  void deleteLater();
  void setParent(QObject *);
};
class QThread : public QObject {
public:
  template <class F> static QThread *create(F &&) { return nullptr; }
  virtual ~QThread();
  void start();
  bool wait();
  void requestInterruption();
  void setPriority(int);
  void finished();
  virtual void run();
};
void step();
void watch(QThread *);
bool ready();
class Worker : public QThread {
public:
  void run() override { step(); }
};
void starts() {
  auto *T = new Worker;
  T->start(); //= dies unsettled
}
void deletesItself() {
  auto *T = new Worker;
  QObject::connect(T, &QThread::finished, T, &QObject::deleteLater);
  T->start(); //= dies unsettled
}
void callsMore() {
  auto *T = new Worker;
  T->setPriority(1);
  T->start(); //= dies unsettled
  T->requestInterruption();
}
void created() {
  QThread *T = QThread::create([] { step(); });
  T->start(); //= dies unsettled
}
void waits() {
  auto *T = new Worker;
  T->start(); //= held
  T->wait();
}
void deletes() {
  auto *T = new Worker;
  T->start(); //= held
  delete T;
}
void handsOn() {
  auto *T = new Worker;
  watch(T);
  T->start(); //= held
}
void hasParent(QObject *Parent) {
  auto *T = new Worker;
  T->setParent(Parent);
  T->start(); //= held
}
Worker *returns() {
  auto *T = new Worker;
  T->start(); //= held
  return T;
}
void inClosure() {
  auto *T = new Worker;
  QObject::connect(T, &QThread::finished, [T] { T->wait(); });
  T->start(); //= held
}
void ofOther(Worker *Given) {
  Given->start(); //= held
  Worker *Same = Given;
  Same->start(); //= held
}
void onStack() {
  Worker W;
  W.start(); //= held
}
Worker *find();
void found() {
  Worker *T = find();
  T->start(); //= held
}
void keptStatic() {
  static Worker *T = new Worker;
  T->start(); //= held
}
void connectsOthers(QObject *Receiver) {
  auto *T = new Worker;
  QObject::connect(T, &QThread::finished, Receiver, &QObject::deleteLater);
  T->start(); //= dies unsettled
}
static Worker *Kept;
void global() {
  Kept = new Worker;
  Kept->start(); //= held
}
)cpp");
}

TEST(Cuts, AnObjectThatLeavesTheJoinToItsOwnerDies) {
  expectCuts(R"cpp(
#include <pthread.h>
bool ready();
void step();
void *entry(void *) {
  step();
  return nullptr;
}
class Plain {
public:
  Plain() { pthread_create(&T, nullptr, entry, nullptr); }
  void join() { pthread_join(T, nullptr); }
private:
  pthread_t T;
};
void forgets() {
  Plain P; //= dies unsettled
}
void joins() {
  Plain P;
  P.join();
}
bool sometimes() {
  Plain P; //= dies unsettled
  if (!ready())
    return false;
  P.join();
  return true;
}
class Joins {
public:
  Joins() { pthread_create(&T, nullptr, entry, nullptr); } //= held
  ~Joins() { pthread_join(T, nullptr); }
private:
  pthread_t T;
};
void waits() {
  Joins J;
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Behind the cut
//===----------------------------------------------------------------------===//

TEST(Cuts, AJoinOnAnotherWayDoesNotSettle) {
  expectCuts(R"cpp(
#include <thread>
void step();
bool failed();
void task() { step(); }
void join(std::thread &T) {
  if (T.joinable())
    T.join();
}
void joinFirst(std::thread &T) {
  T.join();
}
void otherWay() {
  std::thread T(task);
  if (failed())
    T.detach(); //= detached unsettled
  else
    T.join();
}
void before() {
  std::thread T(task);
  T.join();
  if (T.joinable())
    T.detach(); //= detached settled
}
void behind() {
  std::thread T(task);
  if (failed())
    T.detach(); //= detached unsettled
  if (T.joinable())
    T.join();
}
void byHelper() {
  std::thread T(task);
  joinFirst(T);
  if (T.joinable())
    T.detach(); //= detached settled
}
void byHelperBehind() {
  std::thread T(task);
  T.detach(); //= detached unsettled
  join(T);
}
void inLoop() {
  std::thread T(task);
  while (failed()) {
    if (T.joinable())
      T.join();
    T.detach(); //= detached settled
  }
}
)cpp");
}

TEST(Cuts, ADestructorFindsNothingToJoinBehindOne) {
  expectCuts(R"cpp(
#include <latch>
#include <thread>
void step();
void task() { step(); }
class Both {
public:
  void start() { Own = std::thread(task); }
  void release() { Own.detach(); }
  ~Both() {
    if (Own.joinable())
      Own.join();
  }
private:
  std::thread Own;
};
void asked(Both &B) {
  B.start();
  B.release(); //= detached unsettled
}
class Joins {
public:
  void start() { Own = std::jthread(task); }
  void release() {
    step();
    Own.detach(); //= detached unsettled
  }
private:
  std::jthread Own;
};
class Reports {
public:
  void start() {
    Own = std::thread([this] {
      step();
      Done.count_down();
    });
  }
  void release() {
    step();
    Own.detach(); //= detached settled
  }
  ~Reports() { Done.wait(); }
private:
  std::latch Done{1};
  std::thread Own;
};
)cpp");
}

TEST(Cuts, ADestructorFindsTheNextThreadBehindAReplacement) {
  expectCuts(R"cpp(
#include <thread>
void step();
void task() { step(); }
class Replaces {
public:
  void start() {
    if (Own.joinable())
      Own.detach(); //= detached unsettled
    Own = std::thread(task);
  }
  ~Replaces() {
    if (Own.joinable())
      Own.join();
  }
private:
  std::thread Own;
};
class ReplacesByMethod {
public:
  void restart() {
    step();
    Own.detach(); //= detached unsettled
    start();
  }
  ~ReplacesByMethod() { Own.join(); }
private:
  void start() { Own = std::thread(task); }
  std::thread Own;
};
)cpp");
}

TEST(Cuts, WhatHappensToOtherObjectsDoesNotCount) {
  expectCuts(R"cpp(
#include <functional>
#include <thread>
#include <utility>
void step();
class Thread {
public:
  ~Thread() {
    if (Own.joinable())
      Own.detach(); //= detached unsettled, detached settled, detached unsettled
  }
  void start(std::function<void()> F) { Own = std::thread(std::move(F)); }
  void join() { Own.join(); }
private:
  std::thread Own;
};
void forgotten() {
  Thread T;
  T.start([] { step(); }); //= chosen
}
void oneOfTwo() {
  Thread First, Second;
  First.start([] { step(); }); //= chosen
  Second.start([] { step(); }); //= chosen
  First.join();
}
)cpp");
}

TEST(Cuts, WhoeverGetsAtTheObjectMayHaveJoinedIt) {
  expectCuts(R"cpp(
#include <functional>
#include <thread>
#include <utility>
void step();
class Thread {
public:
  ~Thread() {
    if (Own.joinable())
      Own.detach(); //= detached settled, detached unsettled
  }
  void start(std::function<void()> F) { Own = std::thread(std::move(F)); }
  void join() { Own.join(); }
private:
  std::thread Own;
};
void hand(Thread &);
void handed() {
  Thread T;
  T.start([] { step(); }); //= chosen
  hand(T);
}
void forgotten() {
  Thread T;
  T.start([] { step(); }); //= chosen
}
)cpp");
}

TEST(Cuts, AMethodMayBeCalledByItsAddress) {
  expectCuts(R"cpp(
#include <functional>
#include <thread>
#include <utility>
void step();
class Thread {
public:
  ~Thread() {
    if (Own.joinable())
      Own.detach(); //= detached settled
  }
  void start(std::function<void()> F) { Own = std::thread(std::move(F)); }
  void join() { Own.join(); }
private:
  std::thread Own;
};
void joined() {
  Thread T;
  T.start([] { step(); }); //= chosen
  void (Thread::*Join)() = &Thread::join;
  (T.*Join)();
}
)cpp");
}

TEST(Cuts, ADetachOfOneObjectIsNoneOfAnother) {
  expectCuts(R"cpp(
#include <functional>
#include <thread>
#include <utility>
void step();
class Thread {
public:
  void start(std::function<void()> F) { Own = std::thread(std::move(F)); }
  void join() { Own.join(); }
  void detach() { Own.detach(); }
private:
  std::thread Own;
};
void two() {
  Thread First, Second;
  First.start([] { step(); });
  Second.start([] { step(); }); //= chosen
  First.join();
  Second.detach(); //= detached unsettled
}
// Whoever can name it may have joined it.
Thread Visible;
void inVisible() {
  Visible.start([] { step(); }); //= chosen
}
void releaseVisible() {
  Visible.detach(); //= detached settled
}
void hand(Thread &);
void handed() {
  Thread Given;
  Given.start([] { step(); });
  hand(Given);
}
void elsewhere() {
  Thread Third;
  Third.start([] { step(); });
  Third.join();
}
void helper(Thread &T) {
  T.detach(); //= detached unsettled
}
void byHelper() {
  Thread Fourth;
  Fourth.start([] { step(); }); //= chosen
  helper(Fourth);
}
)cpp");
}

} // namespace
} // namespace tether::facts
