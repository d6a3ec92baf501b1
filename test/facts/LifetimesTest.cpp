//===- LifetimesTest.cpp - What may be gone while a task still runs -------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Lifetimes.h"
#include "Snippet.h"
#include "checks/facts/ask/Handles.h"
#include "checks/facts/ask/Iterations.h"
#include "checks/facts/ask/Keepers.h"
#include "checks/facts/ask/Reports.h"
#include "checks/facts/ask/Tasks.h"
#include "checks/facts/ask/Temporaries.h"
#include "checks/facts/ask/Waits.h"
#include "checks/facts/code/Syntax.h"
#include <set>

namespace tether::facts {
namespace {

//===----------------------------------------------------------------------===//
// The answers, in words
//===----------------------------------------------------------------------===//

SourceLocation placeOf(const Closure &K) { return K.Lambda->getBeginLoc(); }

/// The local variables that a closure refers to.
std::vector<const VarDecl *> referredTo(const Closure &K) {
  std::vector<const VarDecl *> Result;
  for (const LambdaCapture &C : K.Lambda->captures())
    if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
      if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
          V && V->hasLocalStorage() && !V->getType()->isReferenceType())
        Result.push_back(V);
  return Result;
}

/// Whether a task may outlive what its closure, or what it is given, refers to.
/// Nothing for a closure that no task runs.
Lines lives(const Snippet &S) {
  Lines Result;
  auto Note = [&](SourceLocation Where, bool Outlives, const VarDecl *V) {
    S.note(Result, Where,
           ((Outlives ? "outlives " : "ends before ") + V->getName()).str());
  };
  for (const auto &K : S.Prog->facts().Closures)
    for (const VarDecl *V : referredTo(*K)) {
      bool Runs = false, Outlives = false;
      for (const ClosureFate &Fate : escapesOf(*S.Prog, *K))
        if (Fate.How == Escape::Elsewhere && Fate.Started)
          for (const Stmt *Start : handoversOf(*S.Prog, *K, Fate)) {
            Runs = true;
            Outlives |=
                mayOutlive(*S.Prog, *Fate.Started, K->Maker, Start, V, K->Code);
          }
      if (Runs)
        Note(placeOf(*K), Outlives, V);
    }
  for (const auto &T : S.Prog->facts().Tasks)
    for (const Argument &A : T->Arguments)
      if (const VarDecl *V = A.ByReference ? A.Path.variable() : nullptr;
          V && V->getDeclContext() == T->Spawner->Function)
        Note(T->Spawn->getExprLoc(),
             mayOutlive(*S.Prog, *T, T->Spawner, T->Spawn, V), V);
  return Result;
}

/// Whether a change of what a closure refers to may meet its task.
Lines meetings(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures)
    for (const VarDecl *V : referredTo(*K)) {
      ControlFlow::Statements Changes;
      const Stmt *Start = nullptr;
      if (!changingLoop(*S.Prog, *K, V, false, Changes, Start))
        continue;
      for (const ClosureFate &Fate : escapesOf(*S.Prog, *K))
        if (Fate.How == Escape::Elsewhere && Fate.Started)
          for (const Stmt *At : handoversOf(*S.Prog, *K, Fate))
            S.note(Result, placeOf(*K),
                   mayMeet(*S.Prog, *Fate.Started, K->Maker, At, Changes)
                       ? "meets"
                       : "is over");
    }
  return Result;
}

/// Whose the referents of reference parameters are.
Lines referents(const Snippet &S) {
  static constexpr StringRef Words[] = {"callers", "unknown", "temporary"};
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && !B->Lambda)
      for (unsigned I = 0; I < B->Function->getNumParams(); ++I) {
        const ParmVarDecl *P = B->Function->getParamDecl(I);
        if (P->getType()->isReferenceType())
          S.note(Result, P->getLocation(),
                 Words[static_cast<unsigned>(referentOf(*S.Prog, B.get(), P))]);
      }
  return Result;
}

/// Which parameters invite temporaries.
Lines invitations(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && !B->Lambda && B->Function->getName() == "takes")
      S.note(Result, B->Function->getParamDecl(0)->getLocation(),
             invitesTemporaries(
                 B->Function->getParamDecl(0)->getType().getNonReferenceType())
                 ? "invites"
                 : "does not");
  return Result;
}

/// Which coroutines outlive the lambda that has their captures, and whether a
/// task is started with them.
Lines coroutines(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures) {
    if (!K->Lambda->capture_size() || !K->Code->Code ||
        !isa<CoroutineBodyStmt>(K->Code->Code))
      continue;
    const Event *Since = nullptr;
    SourceLocation Where;
    bool Outlives = outlivesItsLambda(*S.Prog, *K, Since, Where);
    S.note(Result, placeOf(*K),
           !Outlives ? "within"
           : Since   ? "outlives by spawn"
                     : "outlives");
  }
  return Result;
}

/// Whether a library may have a closure when the iteration is over.
Lines registrations(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures)
    for (const VarDecl *V : referredTo(*K))
      if (const Stmt *Loop = loopOf(*S.Prog, V))
        S.note(Result, placeOf(*K),
               isRegisteredBeyond(*S.Prog, *K, Loop, V) ? "beyond" : "within");
  return Result;
}

/// Whether something may keep a closure when what it refers to is gone.
Lines keeps(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures)
    for (const VarDecl *V : referredTo(*K)) {
      bool Kept = false;
      for (const Keeper &By : keepersOf(*S.Prog, *K))
        Kept |= mayBeKept(*S.Prog, *K, By, V);
      S.note(Result, placeOf(*K),
             ((Kept ? "outlives " : "ends before ") + V->getName()).str());
    }
  return Result;
}

/// Where a task's handle is seen to.
Lines disposals(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    auto Found = disposalsOf(*S.Prog, *T, fateOf(*S.Prog, *T), T->Spawner);
    if (!Found) {
      S.note(Result, T->Spawn->getExprLoc(), "anywhere");
      continue;
    }
    std::set<unsigned> Known;
    for (const Stmt *At : *Found)
      if (Known
              .insert(S.AST->getSourceManager().getExpansionLineNumber(
                  At->getBeginLoc()))
              .second)
        S.note(Result, At->getBeginLoc(), "seen to");
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Tasks
//===----------------------------------------------------------------------===//

TEST(Lifetimes, EndWithAJoinOnEveryPath) {
  Snippet S(R"cpp(
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>
void use(int);
bool ready();
struct Held {
  std::thread T;
  std::future<void> F;
  void joined(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    T.join();
  }
  void left(int N) {
    T = std::thread([&] { use(N); }); //= outlives N
  }
  void returns(int N) {
    T = std::thread([&] { use(N); }); //= outlives N
    if (ready())
      return;
    T.join();
  }
  void throws(int N) {
    T = std::thread([&] { use(N); }); //= outlives N
    if (!ready())
      throw std::runtime_error("late");
    T.join();
  }
  void onBoth(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    if (ready()) {
      T.join();
      return;
    }
    use(0);
    T.join();
  }
  void ifJoinable(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    if (T.joinable())
      T.join();
  }
  // A condition is taken to know whether there is something to join.
  void inSwitch(int N, bool Start) {
    if (Start)
      T = std::thread([&] { use(N); }); //= ends before N
    switch (int(Start)) {
    case 0:
      break;
    case 1:
      T.join();
    }
  }
  void inLoops(int N, std::vector<std::thread> &All) {
    All.emplace_back([&] { use(N); }); //= ends before N
    for (auto &Each : All)
      Each.join();
  }
  void inWhile(int N, std::vector<std::thread> &All) {
    All.emplace_back([&] { use(N); }); //= ends before N
    while (!All.empty()) {
      All.back().join();
      All.pop_back();
    }
  }
  void inConditional(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    T.joinable() ? T.join() : use(0);
  }
  void inner(int N) {
    {
      int Own = N;
      T = std::thread([&] { use(N + Own); }); //= ends before N, outlives Own
    }
    T.join();
  }
  void gets(int N) {
    F = std::async(std::launch::async, [&] { use(N); }); //= ends before N
    F.get();
  }
  void waits(int N) {
    F = std::async(std::launch::async, [&] { use(N); }); //= ends before N
    F.wait();
  }
  void givesUp(int N) {
    F = std::async(std::launch::async, [&] { use(N); }); //= outlives N
    F.wait_for(std::chrono::seconds(1));
  }
  void waitsLonger(int N) {
    F = std::async(std::launch::async, [&] { use(N); }); //= ends before N
    while (F.wait_for(std::chrono::seconds(1)) != std::future_status::ready)
      use(0);
  }
  void endless(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    for (;;)
      use(1);
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, EndWithTheHandleThatWaitsWhenItDies) {
  Snippet S(R"cpp(
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <vector>
void use(int);
void behind() {
  int N = 0;
  std::jthread T([&] { use(N); }); //= ends before N
}
void before() {
  std::jthread T;
  int N = 0;
  T = std::jthread([&] { use(N); }); //= outlives N
}
void parameter(int N) {
  std::jthread T([&] { use(N); }); //= ends before N
}
void vectors() {
  std::vector<std::jthread> Early;
  int N = 0;
  std::vector<std::jthread> Late;
  Early.emplace_back([&] { use(N); }); //= outlives N
  Late.emplace_back([&] { use(N); });  //= ends before N
}
void futures() {
  std::future<void> Early;
  int N = 0;
  auto Late = std::async(std::launch::async, [&] { use(N); }); //= ends before N
  Early = std::async(std::launch::async, [&] { use(N); }); //= outlives N
  std::map<int, std::future<void>> All;
  All[1] = std::async(std::launch::async, [&] { use(N); }); //= ends before N
}
void dropped() {
  int N = 0;
  std::async(std::launch::async, [&] { use(N); }).get(); //= ends before N
  (void)std::async(std::launch::async, [&] { use(N); }); //= ends before N
}
void owned() {
  int N = 0;
  auto P = std::make_unique<std::jthread>([&] { use(N); }); //= ends before N
  std::optional<std::jthread> O;
  O.emplace([&] { use(N); }); //= ends before N
}
// The process ends before a local thread dies that is still joinable.
void terminates() {
  std::vector<std::thread> All;
  int N = 0;
  std::thread T([&] { use(N); }); //= ends before N
  All.emplace_back([&] { use(N); }); //= ends before N
}
// The block's variables die with the block.
void blocks() {
  std::vector<std::jthread> All;
  for (int I = 0; I < 3; ++I) {
    int N = I;
    All.emplace_back([&] { use(N); }); //= outlives N
    std::jthread Own([&] { use(N); });   //= ends before N
  }
  if (int N = 1)
    All.emplace_back([&] { use(N); }); //= outlives N
}
std::future<int> returned(int N) {
  return std::async(std::launch::async, [&] { return N; }); //= outlives N
}
std::jthread made(int N) {
  return std::jthread([&] { use(N); }); //= outlives N
}
void intoCallers(std::vector<std::jthread> &All, int N) {
  All.emplace_back([&] { use(N); }); //= outlives N
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, AreNotAskedOfWhatIsCutLooseUnlessSomebodyWaits) {
  Snippet S(R"cpp(
#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <semaphore>
#include <thread>
#include <vector>
void use(int);
bool ready();
// unowned-thread tells of it.
void detached(int N) {
  std::thread([&] { use(N); }).detach(); //= ends before N
}
void waited() {
  std::latch Done(1);
  int N = 0;
  std::thread([&] { //= ends before N, ends before Done
    use(N);
    Done.count_down();
  }).detach();
  Done.wait();
}
void waitedOnOnePath(std::vector<std::thread> &All) {
  std::latch Done(1);
  int N = 0;
  All.emplace_back([&] { //= outlives N, outlives Done
    use(N);
    Done.count_down();
  });
  if (ready())
    return;
  Done.wait();
}
void polled() {
  std::atomic<bool> Done{false};
  int N = 0;
  std::thread([&] { //= ends before N, ends before Done
    use(N);
    Done = true;
  }).detach();
  while (!Done)
    std::this_thread::yield();
}
void promised() {
  int N = 0;
  std::promise<void> Done;
  auto Future = Done.get_future();
  std::thread([&] { //= ends before N, ends before Done
    use(N);
    Done.set_value();
  }).detach();
  Future.wait();
}
void released() {
  int N = 0;
  std::binary_semaphore Done(0);
  std::thread([&] { //= ends before N, ends before Done
    use(N);
    Done.release();
  }).detach();
  Done.acquire();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, EndWithTheObjectThatRunsTheTasks) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
void use(int);
bool ready();
class Queue {
public:
  Queue() : Thread([this] { run(); }) {}
  ~Queue() {
    {
      std::lock_guard<std::mutex> L(M);
      Stop = true;
    }
    Changed.notify_all();
    Thread.join();
  }
  void post(std::function<void()> Job) {
    std::lock_guard<std::mutex> L(M);
    Jobs.push_back(std::move(Job));
    Changed.notify_one();
  }
  void flush() {
    std::unique_lock<std::mutex> L(M);
    Idle.wait(L, [this] { return Jobs.empty(); });
  }
  bool isEmpty() const { return Jobs.empty(); }

private:
  void run() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> L(M);
        Changed.wait(L, [this] { return Stop || !Jobs.empty(); });
        if (Jobs.empty())
          return;
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      Job();
      Idle.notify_all();
    }
  }
  std::mutex M;
  std::condition_variable Changed, Idle;
  std::deque<std::function<void()>> Jobs;
  bool Stop = false;
  std::thread Thread;
};
void given(Queue &Q, int N) {
  Q.post([&] { use(N); }); //= outlives N
}
void asked(Queue &Q, int N) {
  Q.post([&] { use(N); }); //= outlives N
  use(Q.isEmpty());
}
void flushed(Queue &Q, int N) {
  Q.post([&] { use(N); }); //= ends before N
  Q.flush();
}
void flushedOnOnePath(Queue &Q, int N) {
  Q.post([&] { use(N); }); //= outlives N
  if (ready())
    return;
  Q.flush();
}
void flushedBefore(Queue &Q, int N) {
  Q.flush();
  Q.post([&] { use(N); }); //= outlives N
}
// Two parameters may be one queue.
void perhapsFlushed(Queue &Q, Queue &Other, int N) {
  Q.post([&] { use(N); }); //= ends before N
  Other.flush();
}
void behind() {
  int N = 0;
  Queue Q;
  Q.post([&] { use(N); }); //= ends before N
}
void before() {
  Queue Q;
  int N = 0;
  Q.post([&] { use(N); }); //= outlives N
}
void owned() {
  int N = 0;
  auto Q = std::make_unique<Queue>();
  Q->post([&] { use(N); }); //= ends before N
}
void shared(std::shared_ptr<Queue> Q) {
  int N = 0;
  Q->post([&] { use(N); }); //= outlives N
}
void blockOfItsOwn(Queue &Q) {
  int Outer = 0;
  {
    int Inner = 0;
    Q.post([&] { use(Outer); }); //= ends before Outer
    Q.post([&] { use(Inner); }); //= outlives Inner
  }
  Q.flush();
}
// What it answers is waited for.
void told(Queue &Q, int N) {
  std::promise<void> Done;
  Q.post([&] { //= ends before N, ends before Done
    use(N);
    Done.set_value();
  });
  Done.get_future().wait();
}
void toldOnOnePath(Queue &Q, int N) {
  std::promise<void> Done;
  auto Told = Done.get_future();
  Q.post([&] { //= outlives N, outlives Done
    use(N);
    Done.set_value();
  });
  if (Told.wait_for(std::chrono::seconds(1)) != std::future_status::ready)
    return;
  use(1);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, EndWithAMemberThatWaits) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <vector>
void use(int);
struct OnThread {
  explicit OnThread(std::function<void()> F) : Worker(std::move(F)) {}
  std::jthread Worker;
};
struct OnThreads {
  ~OnThreads() = default;
  void start(std::function<void()> F) { Workers.emplace_back(std::move(F)); }
  std::vector<std::jthread> Workers;
};
struct AsResult {
  void start(std::function<void()> F) {
    Result = std::async(std::launch::async, std::move(F));
  }
  std::future<void> Result;
};
struct AsMember {
  explicit AsMember(std::function<void()> F) : Inner(std::move(F)) {}
  OnThread Inner;
};
struct Joins {
  explicit Joins(std::function<void()> F) : T(std::move(F)) {}
  ~Joins() { T.join(); }
  std::thread T;
};
void behind() {
  int N = 0;
  OnThread A([&] { use(N); }); //= ends before N
  OnThreads B;
  B.start([&] { use(N); }); //= ends before N
  AsResult C;
  C.start([&] { use(N); }); //= ends before N
  AsMember D([&] { use(N); }); //= ends before N
  Joins E([&] { use(N); }); //= ends before N
  auto F = std::make_unique<OnThread>([&] { use(N); }); //= ends before N
}
void before() {
  OnThreads B;
  AsResult C;
  int N = 0;
  B.start([&] { use(N); }); //= outlives N
  C.start([&] { use(N); }); //= outlives N
}
void given(OnThreads &B, AsResult &C, int N) {
  B.start([&] { use(N); }); //= outlives N
  C.start([&] { use(N); }); //= outlives N
}
std::unique_ptr<OnThread> returned(int N) {
  return std::make_unique<OnThread>([&] { use(N); }); //= outlives N
}
class Has {
public:
  void start(int N) {
    Own.start([&] { use(N); }); //= outlives N
    Inner = std::make_unique<OnThread>([&] { use(N); }); //= outlives N
  }
  OnThreads Own;
  std::unique_ptr<OnThread> Inner;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, OfWhatALoopRunsEndWithTheLoopOfTheFrame) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
namespace boost { namespace asio {
struct io_context {
  void run();
  void run_for(int);
  void poll();
  void stop();
};
template <class F> void post(io_context &, F &&) {}
}}
using boost::asio::io_context, boost::asio::post;
void use(int);
bool ready();
void runElsewhere(io_context &);
// A loop of the frame runs no more than the frame does.
void run() {
  io_context Loop;
  int N = 0;
  post(Loop, [&] { use(N); }); //= ends before N
  Loop.run();
}
void runForSomeTime() {
  io_context Loop;
  int N = 0;
  post(Loop, [&] { use(N); }); //= ends before N
  Loop.run_for(1);
}
void inThread() {
  io_context Loop;
  std::thread Runner([&] { Loop.run(); }); //= ends before Loop
  int N = 0;
  post(Loop, [&] { use(N); }); //= ends before N
  Runner.join();
}
// Behind the block in which the variable is, it may still run.
void behindBlock() {
  io_context Loop;
  {
    int N = 0;
    post(Loop, [&] { use(N); }); //= outlives N
  }
  Loop.run();
}
void inBlock() {
  io_context Loop;
  {
    int N = 0;
    post(Loop, [&] { use(N); }); //= ends before N
    Loop.run();
  }
}
void behindBlockByThread() {
  io_context Loop;
  {
    int N = 0;
    post(Loop, [&] { use(N); }); //= outlives N
  }
  std::thread Runner([&] { Loop.run(); }); //= ends before Loop
  Runner.join();
}
void eachIteration() {
  io_context Loop;
  for (int I = 0; I < 3; ++I) {
    int Own = I;
    post(Loop, [&] { use(Own); }); //= outlives Own
  }
  Loop.run();
}
static void runAll(io_context &Loop) { Loop.run(); }
void behindBlockByHelper() {
  io_context Loop;
  {
    int N = 0;
    post(Loop, [&] { use(N); }); //= outlives N
  }
  runAll(Loop);
}
// A loop of others goes on, unless it is run empty here.
void given(io_context &Loop, int N) {
  post(Loop, [&] { use(N); }); //= outlives N
}
void givenAndRun(io_context &Loop, int N) {
  post(Loop, [&] { use(N); }); //= ends before N
  Loop.run();
}
void givenAndRunByHelper(io_context &Loop, int N) {
  post(Loop, [&] { use(N); }); //= ends before N
  runAll(Loop);
}
void givenAndRunUnseen(io_context &Loop, int N) {
  post(Loop, [&] { use(N); }); //= ends before N
  runElsewhere(Loop);
}
void givenAndRunBefore(io_context &Loop, int N) {
  Loop.run();
  post(Loop, [&] { use(N); }); //= outlives N
}
class Server {
public:
  void start(int N) {
    post(Loop, [&] { use(N); }); //= outlives N
    post(Loop, [this] { use(Own); });
  }
  void run() { Loop.run(); }
  io_context Loop;
  int Own = 0;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, OfWhatPosixStartsEndWithItsJoinOrItsFailure) {
  Snippet S(R"cpp(
#include <pthread.h>
#include <vector>
void use(int);
bool ready();
void *entry(void *);
void warn(int);
bool fails() {
  pthread_t T;
  int N = 0;
  if (pthread_create(&T, nullptr, entry, &N) != 0) //= ends before N
    return false;
  pthread_join(T, nullptr);
  return true;
}
int failsLater() {
  pthread_t T;
  int N = 0;
  int Error = pthread_create(&T, nullptr, entry, &N); //= ends before N
  if (Error) {
    warn(Error);
    return Error;
  }
  return pthread_join(T, nullptr);
}
void ifItStarts() {
  pthread_t T;
  int N = 0;
  if (pthread_create(&T, nullptr, entry, &N) == 0) //= ends before N
    pthread_join(T, nullptr);
}
struct Has {
  pthread_t T;
  bool otherReturn(int N) {
    if (pthread_create(&T, nullptr, entry, &N) != 0) //= outlives N
      return false;
    if (!ready())
      return false;
    pthread_join(T, nullptr);
    return true;
  }
  bool never(int N) {
    return pthread_create(&T, nullptr, entry, &N) == 0; //= outlives N
  }
  void stop() { pthread_join(T, nullptr); }
  void byMethod(int N) {
    pthread_create(&T, nullptr, entry, &N); //= ends before N
    stop();
  }
};
void several(int Count) {
  std::vector<pthread_t> All(Count);
  int N = 0;
  for (auto &T : All)
    pthread_create(&T, nullptr, entry, &N); //= ends before N
  for (auto &T : All)
    pthread_join(T, nullptr);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, EndWhereWhatANumberStandsForIsTakenBack) {
  Snippet S(R"cpp(
typedef int gboolean;
typedef void *gpointer;
typedef unsigned guint;
extern "C" {
guint g_timeout_add(guint, gboolean (*)(gpointer), gpointer);
guint g_idle_add(gboolean (*)(gpointer), gpointer);
gboolean g_source_remove(guint);
}
bool ready();
void forget(guint);
int onTimeout(gpointer Data);
static guint twice(guint N) { return 2 * N; }
static void take(guint Id) { g_source_remove(Id); }
template <class F> struct Finally {
  F Do;
  ~Finally() { Do(); }
};
template <class F> Finally(F) -> Finally<F>;
void removed() {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= ends before N
  ready();
  g_source_remove(Id);
}
void removedAsAssigned() {
  int N = 0;
  guint Id;
  Id = g_timeout_add(1000, onTimeout, &N); //= ends before N
  g_source_remove(Id);
}
void removedIfStarted() {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= ends before N
  if (Id)
    g_source_remove(Id);
}
void removedByHelper() {
  int N = 0;
  const guint Id = g_timeout_add(1000, onTimeout, &N); //= ends before N
  take(Id);
}
void removedUnseen() {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= ends before N
  forget(Id);
}
void removedInClosure() {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= ends before N
  auto Remove = [&] { g_source_remove(Id); };
  if (ready())
    Remove();
}
void notRemoved() {
  int N = 0;
  g_timeout_add(1000, onTimeout, &N); //= outlives N
}
void removedOnOnePath() {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= outlives N
  if (ready())
    return;
  g_source_remove(Id);
}
void onlyLookedAt() {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= outlives N
  twice(Id);
}
void anotherIsRemoved(guint Other) {
  int N = 0;
  guint Id = g_timeout_add(1000, onTimeout, &N); //= outlives N
  g_source_remove(Other);
  twice(Id);
}
class Widget {
  guint Id = 0;
  void keepsIt(int N) {
    Id = g_idle_add(onTimeout, &N); //= outlives N
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, EndWhereOthersMayWaitWhoCannotBeSeen) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>
void use(int);
bool ready();
void joinElsewhere(std::thread &);
void joinAllElsewhere(std::vector<std::thread> &);
void keepElsewhere(std::future<void>);
void waitElsewhere(std::latch &);
void unrelated(int &);
class Has {
public:
  void handedOver(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    joinElsewhere(T);
  }
  void containerHandedOver(int N) {
    All.emplace_back([&] { use(N); }); //= ends before N
    joinAllElsewhere(All);
  }
  void somethingElse(int N, int Other) {
    T = std::thread([&] { use(N); }); //= outlives N
    unrelated(Other);
  }
  void handedOverOnOnePath(int N) {
    T = std::thread([&] { use(N); }); //= outlives N
    if (ready())
      return;
    joinElsewhere(T);
  }
  std::thread T;
  std::vector<std::thread> All;
};
void futures(int N) {
  keepElsewhere(std::async(std::launch::async, [&] { use(N); })); //= ends before N
}
// What the task reports to is handed over.
void reports(std::vector<std::thread> &All, int N) {
  std::latch Done(1);
  All.emplace_back([&] { //= ends before N, ends before Done
    use(N);
    Done.count_down();
  });
  waitElsewhere(Done);
}
static void joinGiven(std::thread &T) {
  if (T.joinable())
    T.join();
}
static void joinAll(std::vector<std::thread> &All) {
  for (auto &T : All)
    T.join();
}
class Helpers {
public:
  void byHelper(int N) {
    T = std::thread([&] { use(N); }); //= ends before N
    joinGiven(T);
  }
  void byHelpers(int N) {
    All.emplace_back([&] { use(N); }); //= ends before N
    joinAll(All);
  }
  std::thread T;
  std::vector<std::thread> All;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, EndThoughTheHandleIsWaitedForByAThreadOfTheFrame) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
void use(int);
bool ready();
// A pool whose threads the frame has itself.
void workers() {
  std::mutex M;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Jobs;
  bool Stop = false;
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back([&] { //= ends before M, ends before Changed, ends before Stop, ends before Jobs
      for (;;) {
        std::function<void()> Job;
        {
          std::unique_lock<std::mutex> L(M);
          Changed.wait(L, [&] { return Stop || !Jobs.empty(); });
          if (Jobs.empty())
            return;
          Job = std::move(Jobs.front());
          Jobs.pop_front();
        }
        Job();
      }
    });
  Stop = true;
  for (auto &T : All)
    T.join();
}
// A task that joins another is joined itself.
class Chain {
public:
  void run(int N) {
    First = std::thread([&] { use(N); }); //= ends before N
    std::thread Second([&] { First.join(); });
    Second.join();
  }
  void forget(int N) {
    First = std::thread([&] { use(N); }); //= outlives N
    Second = std::thread([&] { First.join(); });
  }
  void dies(int N) {
    First = std::thread([&] { use(N); }); //= ends before N
    std::jthread Third([&] { First.join(); });
  }
  std::thread First, Second;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, DoNotEndWithAWaitThatThrowsWhatAnotherTaskThrew) {
  Snippet S(R"cpp(
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
int parse(const std::string &Text) {
  if (Text.empty())
    throw std::invalid_argument("empty");
  return int(Text.size());
}
int count(const std::string &Text) noexcept { return int(Text.size()); }
int checked(const std::string &Text) {
  try {
    return parse(Text);
  } catch (const std::invalid_argument &) {
    return 0;
  }
}
struct Parser {
  std::vector<std::future<int>> All;
  int Sum = 0;
  void rethrows(std::vector<std::string> Texts, std::string Name) {
    for (auto &Text : Texts)
      All.push_back(std::async(std::launch::async, [&Name] { return parse(Name); })); //= outlives Name
    for (size_t I = 0; I < All.size(); ++I)
      Sum += All[I].get();
  }
  void waitsFirst(std::vector<std::string> Texts, std::string Name) {
    for (auto &Text : Texts)
      All.push_back(std::async(std::launch::async, [&Name] { return parse(Name); })); //= ends before Name
    for (size_t I = 0; I < All.size(); ++I)
      All[I].wait();
    for (size_t I = 0; I < All.size(); ++I)
      Sum += All[I].get();
  }
  void throwsNothing(std::vector<std::string> Texts, std::string Name) {
    for (auto &Text : Texts)
      All.push_back(std::async(std::launch::async, [&Name] { return count(Name); })); //= ends before Name
    for (size_t I = 0; I < All.size(); ++I)
      Sum += All[I].get();
  }
  void catches(std::vector<std::string> Texts, std::string Name) {
    for (auto &Text : Texts)
      All.push_back(std::async(std::launch::async, [&Name] { return checked(Name); })); //= ends before Name
    for (size_t I = 0; I < All.size(); ++I)
      Sum += All[I].get();
  }
  void caughtHere(std::vector<std::string> Texts, std::string Name) {
    for (auto &Text : Texts)
      All.push_back(std::async(std::launch::async, [&Name] { return parse(Name); })); //= ends before Name
    for (size_t I = 0; I < All.size(); ++I)
      try {
        Sum += All[I].get();
      } catch (const std::exception &) {
        Sum = 0;
      }
  }
  void throwsItself(std::vector<std::string> Texts, int Limit) {
    for (auto &Text : Texts)
      All.push_back(std::async(std::launch::async, [&Limit] { //= outlives Limit
        if (Limit > 3)
          throw std::runtime_error("late");
        return Limit;
      }));
    for (size_t I = 0; I < All.size(); ++I)
      Sum += All[I].get();
  }
  // The only one is over when it throws.
  int alone(std::string Name) {
    std::future<int> F = std::async(std::launch::async, [&Name] { return parse(Name); }); //= ends before Name
    return F.get();
  }
  void inSameIteration(std::vector<std::string> Texts, std::string Name) {
    for (auto &Text : Texts)
      Sum += std::async(std::launch::async, [&Name] { return parse(Name); }).get(); //= ends before Name
  }
};
// Local futures wait when they die.
int local(std::vector<std::string> Texts, std::string Name) {
  int Sum = 0;
  std::vector<std::future<int>> All;
  for (auto &Text : Texts)
    All.push_back(std::async(std::launch::async, [&Name] { return parse(Name); })); //= ends before Name
  for (size_t I = 0; I < All.size(); ++I)
    Sum += All[I].get();
  return Sum;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, AreAskedOfTheFunctionAroundWhatRunsInPlace) {
  Snippet S(R"cpp(
#include <algorithm>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>
void use(int);
void opaque(std::function<void()>);
template <class F> void locked(std::mutex &M, F Body) {
  std::lock_guard<std::mutex> L(M);
  Body();
}
class Has {
public:
  void joined(int N, std::mutex &M) {
    locked(M, [&] {
      int Own = 1;
      T = std::thread([&] { use(N + Own); }); //= ends before N, outlives Own
    });
    T.join();
  }
  void left(int N, std::mutex &M) {
    locked(M, [&] {
      T = std::thread([&] { use(N); }); //= outlives N
    });
  }
  void joinedInside(int N, std::mutex &M) {
    locked(M, [&] {
      T = std::thread([&] { use(N); }); //= ends before N
      T.join();
    });
  }
  void twice(int N, std::vector<int> Items) {
    std::for_each(Items.begin(), Items.end(), [&](int Item) {
      [&] {
        All.emplace_back([&] { use(N); }); //= outlives N
        All.emplace_back([&] { use(Item); }); //= outlives Item
      }();
    });
  }
  // Whoever has the closure may run it when he likes: that is told of it.
  void unseen(int N) {
    opaque([&] {
      T = std::thread([&] { use(N); }); //= ends before N
    });
  }
  std::thread T;
  std::vector<std::thread> All;
};
void throughFunctions(std::vector<std::jthread> &All, int N) {
  auto Start = [&](int Add) {
    All.emplace_back([&N, Add] { use(N + Add); }); //= outlives N
  };
  Start(1);
}
void throughOwn(int N) {
  std::vector<std::jthread> All;
  auto Start = [&](int Add) {
    All.emplace_back([&N, Add] { use(N + Add); }); //= ends before N
  };
  Start(1);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, MeetAChangeOrAreOverBefore) {
  Snippet S(R"cpp(
#include <future>
#include <latch>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>
void use(int);
void print(const std::string &);
bool fetch(std::string &);
int next();
void left(std::vector<std::jthread> &All) {
  std::string Line;
  while (fetch(Line))
    All.emplace_back([&Line] { print(Line); }); //= meets
}
void joined() {
  std::string Line;
  while (fetch(Line)) {
    std::thread T([&Line] { print(Line); }); //= is over
    T.join();
  }
}
void joinedBehind() {
  std::thread T;
  std::string Text;
  for (;;) {
    if (T.joinable())
      T.join();
    if (!fetch(Text))
      break;
    T = std::thread([&Text] { print(Text); }); //= is over
  }
}
void onOnePath(std::vector<std::thread> &All) {
  std::string Line;
  while (fetch(Line)) {
    All.emplace_back([&Line] { print(Line); }); //= meets
    if (next())
      continue;
    All.back().join();
  }
}
void handedOver(int N, std::vector<std::jthread> &All) {
  std::binary_semaphore Taken(0);
  int Number = 0;
  for (int I = 0; I < N; ++I) {
    Number = I * I;
    All.emplace_back([&Number, &Taken] { //= is over
      int Own = Number;
      Taken.release();
      use(Own);
    });
    Taken.acquire();
  }
}
void gets(int N) {
  int Number = 0;
  for (int I = 0; I < N; ++I) {
    Number = next();
    auto F = std::async(std::launch::async, [&Number] { use(Number); }); //= is over
    F.get();
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(meetings(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Temporaries
//===----------------------------------------------------------------------===//

TEST(Referents, AreOfTheCallerOrTemporaries) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <iosfwd>
#include <memory>
#include <string>
#include <thread>
#include <vector>
void use(int);
struct Config {
  int Level = 0;
};
struct Engine {
  virtual ~Engine() = default;
};
void changes(Config &C) { use(C.Level); } //= callers
void reads(const Config &C) { use(C.Level); } //= unknown
void text(const std::string &S) { use(int(S.size())); } //= unknown
void moves(std::string &&S) { use(int(S.size())); } //= unknown
// Nobody makes a temporary of these.
void polymorphic(const Engine &E) {} //= callers
void owned(const std::unique_ptr<Config> &P) { use(P->Level); } //= callers
void array(const int (&A)[3]) { use(A[0]); } //= callers
void function(void (&F)(int)) { F(1); } //= callers
// Who keeps the reference relies on the caller.
class Viewer {
public:
  explicit Viewer(const Config &C) : C(C) {} //= callers
  void show() const { use(C.Level); }

private:
  const Config &C;
};
class Points {
public:
  explicit Points(const Config &C) : P(&C) {} //= callers

private:
  const Config *P;
};
class Copies {
public:
  explicit Copies(const Config &C) : Own(C) {} //= unknown

private:
  Config Own;
};
// Somebody calls them.
void named(const Config &C) { use(C.Level); } //= callers
void made(const Config &C) { use(C.Level); } //= temporary
void literal(const std::string &S) { use(int(S.size())); } //= temporary
void defaulted(const std::string &S = "none") { use(int(S.size())); } //= temporary
void number(const long &N) { use(int(N)); } //= temporary
std::future<int> awaited(const std::string &S) { //= callers
  return std::async(std::launch::async, [&S] { return int(S.size()); });
}
void moved(std::string &&S) { use(int(S.size())); } //= callers
struct Functor {
  void operator()(const Config &C) const { use(C.Level); } //= temporary
  void method(const Config &C) const { use(C.Level); } //= callers
};
struct Made {
  explicit Made(const std::string &S) { use(int(S.size())); } //= temporary
};
void calls(Config Kept, std::string Text) {
  named(Kept);
  made(Config{1});
  made(Kept);
  literal("a");
  defaulted();
  number(1);
  awaited("a").get();
  moved(std::move(Text));
  Functor F;
  F(Config{});
  F.method(Kept);
  Made M("a");
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(referents(S), S.expected());
}

TEST(Temporaries, AreInvitedByTypesThatAreMadeWithoutAWord) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
enum class Mode { Off };
struct Explicit {
  explicit Explicit(int);
};
struct Silent {
  Silent(int);
};
struct Two {
  Two(int, int);
};
struct Plain {
  int A = 0;
};
void takes(const int &N) {} //= invites
void takes(const double &N) {} //= invites
void takes(const Mode &M) {} //= invites
void takes(int *const &P) {} //= invites
void takes(const std::string &S) {} //= invites
void takes(const std::string_view &S) {} //= invites
void takes(const std::function<void()> &F) { F(); } //= invites
void takes(const Silent &S) {} //= invites
void takes(const Explicit &E) {} //= does not
void takes(const Plain &P) {} //= does not
void takes(const std::vector<int> &V) {} //= does not
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(invitations(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Coroutines
//===----------------------------------------------------------------------===//

TEST(Coroutines, OutliveTheirLambdaWhereTheyUseItsCapturesLate) {
  Snippet S(R"cpp(
#include <coroutine>
#include <utility>
#include <vector>
void use(int);
// Begins at once.
struct Eager {
  struct promise_type {
    Eager get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
// Begins when it is awaited.
struct Lazy {
  struct promise_type {
    Lazy get_return_object() { return {}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<>) const {}
  void await_resume() const {}
};
struct Resume {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
void eager(int N) {
  [N]() -> Eager { //= outlives
    co_await Resume();
    use(N);
  }();
  [N]() -> Eager { //= within
    use(N);
    co_await Resume();
    use(0);
  }();
  [N]() -> Eager { //= within
    int Own = N;
    co_await Resume();
    use(Own);
  }();
  [N]() -> Eager { //= outlives
    for (int I = 0; I < 3; ++I) {
      use(N);
      co_await Resume();
    }
  }();
  [N]() -> Eager { //= within
    for (int I = 0; I < 3; ++I)
      use(N);
    co_await Resume();
  }();
  [N]() -> Eager { //= outlives
    co_await Resume();
    auto Later = [N] { use(N); };
    Later();
  }();
}
// The lambda is a variable that lives longer, or what is called has none.
void named(int N) {
  auto Step = [N]() -> Eager { //= within
    co_await Resume();
    use(N);
  };
  Step();
  [](int Given) -> Eager {
    co_await Resume();
    use(Given);
  }(N);
}
struct Session {
  int Id = 0;
  void start() {
    [this]() -> Eager { //= outlives
      co_await Resume();
      use(Id);
    }();
    [this]() -> Eager { //= within
      use(Id);
      co_await Resume();
    }();
  }
};
// What begins only when it is awaited uses nothing before.
Lazy awaits(int N) {
  co_await [N]() -> Lazy { //= within
    co_await Resume();
    use(N);
  }();
  auto Step = [N]() -> Lazy { //= outlives
    use(N);
    co_return;
  }();
  co_await Step;
}
Lazy returned(int N) {
  return [N]() -> Lazy { //= outlives
    use(N);
    co_return;
  }();
}
void dropped(int N) {
  [N]() -> Lazy { //= within
    use(N);
    co_return;
  }();
  auto Never = [N]() -> Lazy { //= within
    use(N);
    co_return;
  }();
}
void kept(std::vector<Lazy> &All, int N) {
  All.push_back([N]() -> Lazy { //= outlives
    use(N);
    co_return;
  }());
  Lazy Assigned = std::move(All.back());
  Assigned = [N]() -> Lazy { //= outlives
    use(N);
    co_return;
  }();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(coroutines(S), S.expected());
}

TEST(Coroutines, OutliveTheirLambdaWhereSomebodyStartsThem) {
  Snippet S(R"cpp(
#include <coroutine>
#include <utility>
namespace boost { namespace asio {
template <class T> struct awaitable {
  struct promise_type {
    awaitable get_return_object() { return {}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<>) const {}
  void await_resume() const {}
};
struct io_context { void run(); };
struct detached_t {};
constexpr detached_t detached;
template <class A, class T> void co_spawn(io_context &, A &&, T) {}
}}
using namespace boost;
using Task = asio::awaitable<void>;
void use(int);
Task later();
void unseen(Task);
static void starts(asio::io_context &Io, Task T) { asio::co_spawn(Io, std::move(T), asio::detached); }
void spawns(asio::io_context &Io, int N) {
  asio::co_spawn(Io, [N]() -> Task { //= outlives by spawn
    co_await later();
    use(N);
  }(), asio::detached);
  asio::co_spawn(Io, [N]() -> Task { //= within
    co_await later();
    use(N);
  }, asio::detached);
  asio::co_spawn(Io, [N]() -> Task { //= outlives by spawn
    use(N);
    co_return;
  }(), asio::detached);
  asio::co_spawn(Io, std::move([N]() -> Task { //= outlives by spawn
    use(N);
    co_return;
  }()), asio::detached);
  starts(Io, [N]() -> Task { //= outlives
    use(N);
    co_return;
  }());
  // Nobody knows what becomes of it there.
  unseen([N]() -> Task { //= within
    use(N);
    co_return;
  }());
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(coroutines(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Registrations in a loop
//===----------------------------------------------------------------------===//

TEST(Registrations, LastLongerThanTheIterationWhereNothingEndsThem) {
  Snippet S(R"cpp(
#include <functional>
#include <string>
#include <vector>
namespace httplib {
struct Request {};
struct Response {};
struct Server {
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Path, Handler H);
  bool listen(const std::string &Host, int Port);
};
}
namespace boost { namespace signals2 {
struct connection {
  void disconnect();
  bool connected() const;
};
struct scoped_connection {
  scoped_connection(connection);
  ~scoped_connection();
};
template <class T> struct signal {
  template <class F> connection connect(F &&) { return {}; }
  void disconnect_all_slots();
};
}}
using httplib::Request, httplib::Response;
using Signal = boost::signals2::signal<void()>;
void use(int);
bool ready();
struct App {
  httplib::Server Web;
  Signal Changed;
  void routes(int N) {
    for (int I = 0; I < N; ++I) {
      Web.Get("/", [&I](const Request &, Response &) { use(I); }); //= beyond
      Changed.connect([&I] { use(I); }); //= beyond
    }
  }
  void ends(int N) {
    for (int I = 0; I < N; ++I) {
      auto C = Changed.connect([&I] { use(I); }); //= within
      C.disconnect();
    }
    for (int I = 0; I < N; ++I) {
      auto C = Changed.connect([&I] { use(I); }); //= beyond
      if (ready())
        continue;
      C.disconnect();
    }
    for (int I = 0; I < N; ++I) {
      boost::signals2::scoped_connection C = Changed.connect([&I] { use(I); }); //= within
      ready();
    }
  }
};
// The server or the signal belongs to the iteration.
void own(int N, Signal &Other) {
  for (int I = 0; I < N; ++I) {
    httplib::Server Web;
    Web.Get("/", [&I](const Request &, Response &) { use(I); }); //= within
    Web.listen("localhost", 80);
    Signal Changed;
    Changed.connect([&I] { use(I); }); //= within
  }
  Signal Before;
  for (int I = 0; I < N; ++I) {
    Before.connect([&I] { use(I); }); //= beyond
    Other.connect([&I] { use(I); });  //= beyond
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(registrations(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Closures that are kept
//===----------------------------------------------------------------------===//

TEST(KeptClosures, OutliveTheFrameInWhatOutlivesIt) {
  Snippet S(R"cpp(
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
void use(int);
void opaque(std::function<void()>);
using Callback = std::function<void()>;
struct Options {
  Callback OnDone;
  int Level = 0;
};
Callback returned(int N) {
  return [&] { use(N); }; //= outlives N
}
auto byAuto(int N) {
  auto F = [&] { use(N); }; //= outlives N
  return F;
}
std::vector<Callback> inVector(int N) {
  std::vector<Callback> All;
  All.push_back([&] { use(N); }); //= outlives N
  return All;
}
Options inOptions(int N) {
  Options O, Other;
  O.OnDone = [&] { use(N); }; //= outlives N
  Other.OnDone = [&] { use(N); }; //= ends before N
  return O;
}
Callback nested(int N) {
  auto Inner = [&] { use(N); }; //= outlives N
  return [=] { Inner(); };
}
int called(int N) {
  return [&] { return N; }(); //= ends before N
}
class Panel {
public:
  explicit Panel(int N) {
    Paint = [&] { use(N); }; //= outlives N
  }
  void hooks(int N) {
    Hooks["a"] = [&] { use(N); }; //= outlives N
    auto Local = [&] { use(N); }; //= ends before N
    Local();
  }
  void paint() { Paint(); }

private:
  Callback Paint;
  std::map<std::string, Callback> Hooks;
};
static std::vector<Callback> AtEnd;
void later(int N) {
  AtEnd.push_back([&] { use(N); }); //= outlives N
}
void byReference(Options &O, int N) {
  O.OnDone = [&] { use(N); }; //= outlives N
}
void byPointer(Options *O, int N) {
  O->OnDone = [&] { use(N); }; //= outlives N
}
void byValue(Options O, int N) {
  O.OnDone = [&] { use(N); }; //= ends before N
}
// Whoever gave it may have moved it there for a while.
void byMove(Options &&O, int N) {
  O.OnDone = [&] { use(N); }; //= ends before N
}
void shared(std::shared_ptr<Options> O, int N) {
  O->OnDone = [&] { use(N); }; //= outlives N
}
void own(int N) {
  auto O = std::make_unique<Options>();
  O->OnDone = [&] { use(N); }; //= ends before N
}
void leaked(int N) {
  auto *O = new Options;
  O->OnDone = [&] { use(N); }; //= outlives N
}
void deleted(int N) {
  auto *O = new Options;
  O->OnDone = [&] { use(N); }; //= ends before N
  delete O;
}
struct Dialog {};
struct Button {
  explicit Button(Dialog *Parent) {}
  Callback OnClick;
};
void parents(int N) {
  Dialog D;
  auto *B = new Button(&D);
  B->OnClick = [&] { use(N); }; //= ends before N
}
class Buttons {
public:
  void add(int N) {
    auto B = std::make_unique<Button>(nullptr);
    B->OnClick = [&] { use(N); }; //= outlives N
    All.push_back(std::move(B));
  }
  std::vector<std::unique_ptr<Button>> All;
};
void unseen(int N) {
  opaque([&] { use(N); }); //= ends before N
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

TEST(KeptClosures, AreGoneWhenTheyAreTakenBackOnEveryPath) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>
void use(int);
bool ready();
using Callback = std::function<void()>;
class Signal {
public:
  int connect(Callback F) {
    Slots[++Last] = std::move(F);
    return Last;
  }
  void disconnect(int Id) { Slots.erase(Id); }
  void clear() { Slots.clear(); }
  void emit() {
    for (auto &[Id, F] : Slots)
      F();
  }
  int count() const { return int(Slots.size()); }

private:
  std::map<int, Callback> Slots;
  int Last = 0;
};
void connected(Signal &S, int N) {
  S.connect([&] { use(N); }); //= outlives N
}
void asked(Signal &S, int N) {
  S.connect([&] { use(N); }); //= outlives N
  S.emit();
  use(S.count());
}
void disconnected(Signal &S, int N) {
  int Id = S.connect([&] { use(N); }); //= ends before N
  S.emit();
  S.disconnect(Id);
}
void cleared(Signal &S, int N) {
  S.connect([&] { use(N); }); //= ends before N
  if (!ready()) {
    S.clear();
    return;
  }
  S.emit();
  S.clear();
}
void onOnePath(Signal &S, int N) {
  int Id = S.connect([&] { use(N); }); //= outlives N
  if (ready())
    return;
  S.disconnect(Id);
}
void clearedBefore(Signal &S, int N) {
  S.clear();
  S.connect([&] { use(N); }); //= outlives N
}
void local(int N) {
  Signal S;
  S.connect([&] { use(N); }); //= ends before N
  S.emit();
}
class Connection {
public:
  Connection(Signal &S, int Id) : S(S), Id(Id) {}
  ~Connection() { S.disconnect(Id); }
  Connection(const Connection &) = delete;

private:
  Signal &S;
  int Id;
};
void scoped(Signal &S, int N) {
  Connection C(S, S.connect([&] { use(N); })); //= ends before N
  S.emit();
}
template <class F> class Finally {
public:
  explicit Finally(F Do) : Do(std::move(Do)) {}
  ~Finally() { Do(); }
  Finally(const Finally &) = delete;

private:
  F Do;
};
void guarded(Signal &S, int N) {
  int Id = S.connect([&] { use(N); }); //= ends before N
  Finally Undo([&] { S.disconnect(Id); }); //= ends before Id
  if (ready())
    return;
  S.emit();
}
class Walker {
public:
  void assigned(int N) {
    Visit = [&] { use(N); }; //= ends before N
    step();
    Visit = nullptr;
  }
  void another(int N) {
    Visit = [&] { use(N); }; //= ends before N
    step();
    Visit = [] { use(0); };
  }
  void exchanged(int N) {
    Visit = [&] { use(N); }; //= ends before N
    step();
    auto Old = std::exchange(Visit, nullptr);
  }
  void movedOut(int N) {
    Visit = [&] { use(N); }; //= ends before N
    auto Own = std::move(Visit);
  }
  void each(Callback F) {
    Visit = std::move(F);
    step();
    Visit = nullptr;
  }
  void byMethod(int N) {
    each([&] { use(N); }); //= ends before N
  }
  void left(int N) {
    Visit = [&] { use(N); }; //= outlives N
    step();
  }
  void step() { Visit(); }
  void other() { Visit(); }
  Callback Visit;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

TEST(KeptClosures, AreGoneWhenTheyWereRunOrSomebodySaysSo) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>
void use(int);
bool ready();
using Callback = std::function<void()>;
class Loop {
public:
  static Loop &instance() {
    static Loop L;
    return L;
  }
  void post(Callback F) { Jobs.push_back(std::move(F)); }
  void run() {
    while (!Jobs.empty()) {
      auto F = std::move(Jobs.front());
      Jobs.pop_front();
      F();
    }
  }

private:
  std::deque<Callback> Jobs;
};
void posted(int N) {
  Loop::instance().post([&] { use(N); }); //= outlives N
}
void postedAndRun(int N) {
  Loop::instance().post([&] { use(N); }); //= ends before N
  Loop::instance().run();
}
void postedBehindRun(int N) {
  Loop::instance().run();
  Loop::instance().post([&] { use(N); }); //= outlives N
}
// The queue is swapped with an empty one, and that is run.
class Swaps {
public:
  void post(Callback F) { Next.push_back(std::move(F)); }
  void run() {
    std::vector<Callback> Now;
    Now.swap(Next);
    for (auto &F : Now)
      F();
  }

private:
  std::vector<Callback> Next;
};
void swaps(Swaps &S, int N) {
  S.post([&] { use(N); }); //= outlives N
}
void swapsAndRuns(Swaps &S, int N) {
  S.post([&] { use(N); }); //= ends before N
  S.run();
}
// It says itself that it was called.
class Mailbox {
public:
  void onMail(Callback F) { Handler = std::move(F); }
  void deliver() { Handler(); }

private:
  Callback Handler;
};
void waits(Mailbox &B, int N) {
  std::mutex M;
  std::condition_variable Changed;
  bool Done = false;
  B.onMail([&] { //= ends before N, ends before M, ends before Done, ends before Changed
    use(N);
    std::lock_guard<std::mutex> L(M);
    Done = true;
    Changed.notify_one();
  });
  std::unique_lock<std::mutex> L(M);
  Changed.wait(L, [&] { return Done; }); //= ends before Done
}
void givesUp(Mailbox &B, int N) {
  std::promise<void> Done;
  auto Told = Done.get_future();
  B.onMail([&] { //= outlives N, outlives Done
    use(N);
    Done.set_value();
  });
  Told.wait_for(std::chrono::seconds(1));
}
void promised(Mailbox &B, int N) {
  std::promise<void> Done;
  auto Told = Done.get_future();
  B.onMail([&] { //= ends before N, ends before Done
    use(N);
    Done.set_value();
  });
  Told.get();
}
void polls(Mailbox &B, int N) {
  std::atomic<bool> Done{false};
  B.onMail([&] { //= ends before N, ends before Done
    use(N);
    Done = true;
  });
  while (!Done)
    use(0);
}
// The task that was packaged is waited for.
void packaged(Loop &L, int N) {
  auto Task = std::make_shared<std::packaged_task<void()>>([&] { use(N); }); //= ends before N
  L.post([Task] { (*Task)(); });
  Task->get_future().wait();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

TEST(KeptClosures, OutliveTheFrameUnlessItRunsThemAlone) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <thread>
#include <utility>
#include <vector>
void use(int);
using Callback = std::function<void()>;
// Whoever calls it puts another one there before.
class Sorter {
public:
  void sort(int Pivot) {
    Less = [&] { use(Pivot); }; //= ends before Pivot
    step();
  }
  void sortDown(int Pivot) {
    Less = [&] { use(-Pivot); }; //= ends before Pivot
    step();
  }

private:
  void step() { Less(); }
  Callback Less;
};
// It is called without one being put there.
class Button {
public:
  void arm(int N) {
    Clicked = [&] { use(N); }; //= outlives N
    click();
  }
  void click() { Clicked(); }

private:
  Callback Clicked;
};
void press(Button &B) { B.click(); }
// A task that is over calls it, or one that goes on.
class Job {
public:
  void joined(int N) {
    Body = [&] { use(N); }; //= ends before N
    std::jthread T([this] { Body(); });
    T.join();
  }

private:
  Callback Body;
};
class Service {
public:
  void start(int N) {
    Body = [&] { use(N); }; //= outlives N
    T = std::thread([this] { Body(); });
  }
  ~Service() { T.join(); }

private:
  Callback Body;
  std::thread T;
};
// Behind the block of the variable the same function calls it.
void behindBlock() {
  std::vector<Callback> Late;
  {
    int N = 1;
    Late.push_back([&] { use(N); }); //= outlives N
  }
  for (auto &F : Late)
    F();
}
void inBlock() {
  std::vector<Callback> Late;
  {
    int N = 1;
    Late.push_back([&] { use(N); }); //= ends before N
    for (auto &F : Late)
      F();
  }
}
void behindBlockUnused() {
  Callback F;
  {
    int N = 1;
    F = [&] { use(N); }; //= ends before N
    F();
  }
}
// Made in what runs in place.
class Menu {
public:
  template <class F> void each(F Body) { Body(1); }
  void fill(int Width) {
    each([&](int Item) { //= ends before Width
      Actions.push_back([&] { use(Width + Item); }); //= outlives Width, outlives Item
    });
  }
  void fillAndClear(int Width) {
    each([&](int Item) { //= ends before Width
      Actions.push_back([&] { use(Width); }); //= ends before Width
    });
    Actions.clear();
  }
  void run() {
    for (auto &F : Actions)
      F();
  }
  std::vector<Callback> Actions;
};
// What a closure returns that runs in place stays in the function.
int composed(int Base) {
  auto Make = [&](int Factor) { //= ends before Base
    return [&Base, Factor](int X) { return Base + X * Factor; }; //= ends before Base
  };
  auto Twice = Make(2);
  return Twice(3);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

TEST(KeptClosures, EndWithWhatIsRegisteredOrStandsForTheRegistration) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <string>
namespace httplib {
struct Request {};
struct Response { std::string body; };
struct Server {
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Path, Handler H);
  bool listen(const std::string &Host, int Port);
  void stop();
};
}
namespace boost { namespace signals2 {
struct connection {
  void disconnect();
  bool connected() const;
};
struct scoped_connection {
  scoped_connection(connection);
  ~scoped_connection();
};
template <class T> struct signal {
  template <class F> connection connect(F &&) { return {}; }
  void disconnect_all_slots();
};
}}
using httplib::Request, httplib::Response, httplib::Server;
using Signal = boost::signals2::signal<void()>;
void use(int);
bool ready();
void serve(Server &S, int N) {
  S.Get("/", [&](const Request &, Response &) { use(N); }); //= outlives N
}
void listens(Server &S, int N) {
  S.Get("/", [&](const Request &, Response &) { use(N); }); //= ends before N
  S.listen("localhost", 80);
}
void listensOnOnePath(Server &S, int N) {
  S.Get("/", [&](const Request &, Response &) { use(N); }); //= outlives N
  if (!ready())
    return;
  S.listen("localhost", 80);
}
void local(int N) {
  Server S;
  S.Get("/", [&](const Request &, Response &) { use(N); }); //= ends before N
  S.listen("localhost", 80);
}
void connects(Signal &S, int N) {
  S.connect([&] { use(N); }); //= outlives N
}
void disconnects(Signal &S, int N) {
  auto C = S.connect([&] { use(N); }); //= ends before N
  ready();
  C.disconnect();
}
void disconnectsOnOnePath(Signal &S, int N) {
  auto C = S.connect([&] { use(N); }); //= outlives N
  if (ready())
    return;
  C.disconnect();
}
void scoped(Signal &S, int N) {
  boost::signals2::scoped_connection C = S.connect([&] { use(N); }); //= ends before N
  ready();
}
void localSignal(int N) {
  Signal S;
  S.connect([&] { use(N); }); //= ends before N
}
class App {
public:
  App() = default;
  void routes(int N) {
    Web.Get("/", [&](const Request &, Response &) { use(N); }); //= outlives N
    Web.Get("/own", [this](const Request &, Response &) { use(Own); });
    Changed.connect([&] { use(N); }); //= outlives N
  }
  void run(int N) {
    Web.Get("/", [&](const Request &, Response &) { use(N); }); //= ends before N
    Web.listen("localhost", 80);
  }
  Server Web;
  Signal Changed;
  int Own = 0;
};
void ofApp(App &A, int N) {
  A.Changed.connect([&] { use(N); }); //= outlives N
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

TEST(KeptClosures, ShareWithAFutureWhatFulfilsIt) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>
void use(int);
template <class T> class Promised {
public:
  Promised() : Shared(std::make_shared<State>()) {}
  Promised &then(std::function<void(const T &)> F) {
    Shared->Next.push_back(std::move(F));
    return *this;
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Shared->M);
    Shared->Changed.wait(Lock, [&] { return Shared->Done; });
  }
  void fulfil(T V) {
    std::vector<std::function<void(const T &)>> Now;
    {
      std::lock_guard<std::mutex> Lock(Shared->M);
      Shared->Done = true;
      Now.swap(Shared->Next);
    }
    Shared->Changed.notify_all();
    for (auto &F : Now)
      F(V);
  }

private:
  struct State {
    std::mutex M;
    std::condition_variable Changed;
    bool Done = false;
    std::vector<std::function<void(const T &)>> Next;
  };
  std::shared_ptr<State> Shared;
};
Promised<int> load(const std::string &Path);
void given(int N) {
  load("a").then([&](int) { use(N); }); //= outlives N
  auto Later = load("b");
  Later.then([&](int) { use(N); }); //= outlives N
}
void ofCaller(Promised<int> Later, int N) {
  Later.then([&](int) { use(N); }); //= outlives N
}
void waits(int N) {
  load("a").then([&](int) { use(N); }).wait(); //= ends before N
  auto Later = load("b");
  Later.then([&](int) { use(N); }); //= ends before N
  Later.wait();
}
void own(int N) {
  Promised<int> Made;
  Made.then([&](int) { use(N); }); //= ends before N
  Made.fulfil(1);
}
// A handle that shares nothing of what it keeps.
class Query {
public:
  void onRow(std::function<void(int)> F) { Rows.push_back(std::move(F)); }
  void run() {
    for (auto &F : Rows)
      F(1);
  }

private:
  std::shared_ptr<int> Connection;
  std::vector<std::function<void(int)>> Rows;
};
Query prepare(const std::string &Text);
void rows(int N) {
  auto Rows = prepare("");
  Rows.onRow([&](int V) { use(N + V); }); //= ends before N
  Rows.run();
}
// One that lets it go when it dies.
class Subscription {
public:
  void add(std::function<void()> F) { All->push_back(std::move(F)); }
  ~Subscription() { All->clear(); }

private:
  std::shared_ptr<std::vector<std::function<void()>>> All;
};
Subscription subscribe(int Topic);
void topics(int N) {
  auto Some = subscribe(1);
  Some.add([&] { use(N); }); //= ends before N
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

TEST(KeptClosures, MayBeLetGoByCodeThatCannotBeSeen) {
  Snippet S(R"cpp(
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <utility>
void use(int);
using Callback = std::function<void()>;
class Signal {
public:
  void connect(Callback F) { Slots[++Last] = std::move(F); }
  void emit() {
    for (auto &[Id, F] : Slots)
      F();
  }
  std::map<int, Callback> Slots;
  int Last = 0;
};
struct Opaque {
  void run(Signal &);
  bool looks(const Signal &) const;
};
void runs(Signal &S, Opaque &O, int N) {
  S.connect([&] { use(N); }); //= ends before N
  O.run(S);
}
void before(Signal &S, Opaque &O, int N) {
  O.run(S);
  S.connect([&] { use(N); }); //= outlives N
}
// The function itself still waits for it then.
class Calls {
public:
  int ask(int Id) {
    std::unique_lock<std::mutex> Lock(M);
    int Answer = -1;
    std::condition_variable Answered;
    Pending[Id] = [&](int Given) { //= outlives Answer, outlives Answered
      Answer = Given;
      Answered.notify_one();
    };
    sendElsewhere(Id);
    if (!Answered.wait_for(Lock, std::chrono::seconds(1), [&] { return Answer >= 0; })) //= ends before Answer
      return -1;
    return Answer;
  }
  int askInPlace(int Id) {
    int Answer = -1;
    Pending[Id] = [&](int Given) { Answer = Given; }; //= ends before Answer
    sendElsewhere(Id);
    return Answer;
  }
  int askConst(int Id) {
    int Answer = -1;
    Pending[Id] = [&](int Given) { Answer = Given; }; //= outlives Answer
    look(Id);
    return Answer;
  }
  int askNobody(int Id) {
    int Answer = -1;
    Pending[Id] = [&](int Given) { Answer = Given; }; //= outlives Answer
    return Answer;
  }
  void answer(int Id, int Given) {
    std::lock_guard<std::mutex> Lock(M);
    Pending.at(Id)(Given);
    Pending.erase(Id);
  }

private:
  void sendElsewhere(int Id);
  void look(int Id) const;
  std::mutex M;
  std::map<int, std::function<void(int)>> Pending;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keeps(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Handles
//===----------------------------------------------------------------------===//

TEST(Disposals, AreWhereAHandleIsSeenTo) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
#include <pthread.h>
void work();
bool ready();
void opaque(std::thread &);
void takes(std::thread);
void *entry(void *);
static void joins(std::thread &T) {
  if (T.joinable())
    T.join();
}
void joined() {
  std::thread T(work);
  work();
  T.join(); //= seen to
}
void detached() {
  std::thread T(work);
  T.detach(); //= seen to
}
void either() {
  std::thread T(work);
  if (ready()) //= seen to
    T.join(); //= seen to
  else
    T.detach(); //= seen to
}
void ifJoinable() {
  std::thread T(work);
  if (T.joinable()) //= seen to
    T.join(); //= seen to
}
void byHelper() {
  std::thread T(work);
  joins(T); //= seen to
}
void handedOver() {
  std::thread T(work);
  opaque(T); //= seen to
}
void moved() {
  std::thread T(work);
  takes(std::move(T)); //= seen to
}
void movedToOther() {
  std::thread T(work);
  std::thread U = std::move(T); //= seen to
  U.join(); //= seen to
}
void captured() {
  std::thread T(work);
  auto Join = [&] { T.join(); }; //= seen to
  Join(); //= seen to
}
void untouched() {
  std::thread T(work);
  work();
  if (ready())
    work();
}
void onlyAsked() {
  std::thread T(work);
  T.get_id();
  work();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(disposals(S), S.expected());
}

TEST(Disposals, MayHappenAnywhereWhereSomethingElseHasTheHandle) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
#include <pthread.h>
void work();
bool ready();
void *entry(void *);
class Joiner {
public:
  explicit Joiner(std::thread &T) : T(T) {}
  ~Joiner() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread &T;
};
void guarded() {
  std::thread T(work); //= anywhere
  Joiner J(T);
  work();
}
static std::vector<std::function<void()>> AtEnd;
void later() {
  std::thread T(work); //= anywhere
  AtEnd.push_back([&] { T.join(); });
}
class Server {
public:
  void start() {
    Worker = std::thread(work);
  }
  void restart() {
    if (Worker.joinable()) //= seen to
      Worker.join(); //= seen to
    Worker = std::thread(work);
  }
  void stop() { Worker.join(); }
  std::thread Worker;
};
bool raw() {
  pthread_t T;
  if (pthread_create(&T, nullptr, entry, nullptr) != 0)
    return false;
  if (ready()) //= seen to
    pthread_join(T, nullptr); //= seen to
  else
    pthread_detach(T); //= seen to
  return true;
}
void inLoops() {
  std::vector<std::thread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back(work);
  for (auto &T : All) //= seen to
    T.join(); //= seen to
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(disposals(S), S.expected());
}

//===----------------------------------------------------------------------===//
// What dies with the task
//===----------------------------------------------------------------------===//

TEST(Lifetimes, MayEndWithADestructorThatCannotBeSeen) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
void use(int);
struct Seen {
  ~Seen() { use(1); }
};
class Ticket {
public:
  Ticket(Ticket &&);
  ~Ticket();

private:
  class Group *Of;
};
class Alone {
public:
  Alone(Alone &&);
  ~Alone();

private:
  int Number;
};
// Whoever dies behind the variable waits too late.
class Pool {
public:
  ~Pool();
  void start(std::function<void()> F) { All.emplace_back(std::move(F)); }

private:
  std::vector<std::thread> All;
};
class Has {
public:
  // What the task owns may tell somebody when it dies, if it leads to any.
  void owns(int N, Ticket Given) {
    T = std::thread([&N, Own = std::move(Given)] { use(N); }); //= ends before N
  }
  void ownsAlone(int N, Alone Given) {
    T = std::thread([&N, Own = std::move(Given)] { use(N); }); //= outlives N
  }
  void ownsSeen(int N, std::unique_ptr<Seen> Given) {
    T = std::thread([&N, Own = std::move(Given)] { use(N); }); //= outlives N
  }
  void refers(int N, Ticket &Given) {
    T = std::thread([&N, &Given] { use(N); }); //= outlives N
  }
  std::thread T;
};
void early() {
  Pool P;
  int N = 0;
  P.start([&N] { use(N); }); //= outlives N
}
void given(Pool &P, int N) {
  P.start([&N] { use(N); }); //= outlives N
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

TEST(Lifetimes, AreAskedOfWhatATaskIsGivenByReference) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>
void use(int);
bool ready();
void reads(const std::string &Text) { use(int(Text.size())); }
void fills(std::vector<int> &All, int N) { All.push_back(N); }
class Has {
public:
  void left(std::string Text) {
    T = std::thread(reads, std::cref(Text)); //= outlives Text
  }
  void joined(std::string Text) {
    T = std::thread(reads, std::cref(Text)); //= ends before Text
    T.join();
  }
  void onOnePath(std::string Text) {
    T = std::thread(reads, std::cref(Text)); //= outlives Text
    if (ready())
      return;
    T.join();
  }
  void copied(std::string Text) {
    T = std::thread(reads, Text);
  }
  std::thread T;
};
std::vector<int> futures() {
  std::vector<int> All;
  auto F = std::async(std::launch::async, fills, std::ref(All), 1); //= ends before All
  F.get();
  return All;
}
std::future<void> returned() {
  std::vector<int> All;
  return std::async(std::launch::async, fills, std::ref(All), 1); //= outlives All
}
void several() {
  std::vector<int> Results;
  std::vector<std::thread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back(fills, std::ref(Results), I); //= ends before Results
  for (auto &T : All)
    T.join();
}
void early(std::vector<std::jthread> &All) {
  std::vector<int> Results;
  All.emplace_back(fills, std::ref(Results), 1); //= outlives Results
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lives(S), S.expected());
}

} // namespace
} // namespace tether::facts
