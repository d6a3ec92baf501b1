//===- TasksTest.cpp - Who waits for a task -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Tasks.h"
#include "Snippet.h"
#include "checks/facts/ask/Handles.h"
#include "checks/facts/ask/Lifetimes.h"
#include "checks/facts/ask/Waits.h"

namespace tether::facts {
namespace {

std::string nameOf(const Body *B) {
  return B->Lambda ? "closure" : B->Function->getNameAsString();
}

/// What becomes of the handles of the tasks that are started on a line.
Lines fates(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    const HandleFate &Fate = fateOf(*S.Prog, *T);
    std::string Words;
    auto Say = [&](bool Is, StringRef Word) {
      if (Is)
        Words += (Words.empty() ? "" : " ") + Word.str();
    };
    Say(!Fate.Joins.empty(), "joined");
    Say(!Fate.TimedWaits.empty(), "timed");
    Say(!Fate.Detaches.empty(), "detached");
    Say(Fate.Dropped, "dropped");
    Say(Fate.JoinedByDestructor, "destructor");
    Say(Fate.Escapes, "escapes");
    Say(Fate.Returned, "returned");
    Say(Fate.HeldByCaller, "caller");
    S.note(Result, T->Spawn->getExprLoc(), Words.empty() ? "lost" : Words);
  }
  return Result;
}

/// What runs the tasks, where it has a name.
Lines runners(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    std::string Words;
    for (const AccessPath &P : runnersOf(*S.Prog, *T))
      if (!P.value())
        Words += (Words.empty() ? "" : " ") + P.str();
    S.note(Result, T->Spawn->getExprLoc(), Words.empty() ? "none" : Words);
  }
  return Result;
}

/// What tasks may run, where it was chosen.
Lines entries(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const TaskBody &Entry : entriesOf(*S.Prog, *T))
      S.note(Result, Entry.Chosen,
             (Entry.Code       ? nameOf(Entry.Code)
              : Entry.Declared ? "declared " + Entry.Declared->getNameAsString()
                               : "handed in") +
                 (Entry.ChosenByCaller ? " by caller" : "") +
                 (Entry.Start ? " on " + Entry.Start->Object.str() : ""));
  return Result;
}

/// A word at the beginning of each function and closure for which there is one.
template <typename Word> Lines ofBodies(const Snippet &S, Word WordFor) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies) {
    std::string Text = B->Function ? WordFor(B.get()) : "";
    if (!Text.empty())
      S.note(Result,
             B->Lambda ? B->Lambda->getBeginLoc() : B->Function->getLocation(),
             Text);
  }
  return Result;
}

/// Whether functions and closures end.
Lines ends(const Snippet &S) {
  return ofBodies(S, [&](const Body *B) -> std::string {
    return endsProcess(*S.Prog, B) ? "ends process"
           : isEndless(*S.Prog, B) ? "endless"
                                   : "";
  });
}

/// Where a task is waited for, by the body that starts it or by the others that
/// have the same `this`.
Lines waits(const Snippet &S, Report Counts = Report::Message) {
  std::set<unsigned> Seen;
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const auto &B : S.Prog->facts().Bodies) {
      const CXXRecordDecl *R = T->Spawner->thisRecord();
      if (B.get() != T->Spawner && (!R || R != B->thisRecord()))
        continue;
      for (const Stmt *At :
           waitsIn(*S.Prog, B.get(), *T, fateOf(*S.Prog, *T), Counts))
        Result[S.AST->getSourceManager().getExpansionLineNumber(
            At->getBeginLoc())] = "wait";
    }
  return Result;
}

/// Whether tasks are over when the iteration of the loop around them is, also
/// of one around a closure that is run in place.
Lines iterations(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    std::vector<const Stmt *> Loops(T->Loops.begin(), T->Loops.end());
    if (Loops.empty())
      if (const Closure *K = S.Prog->calls().closureOf(T->Spawner))
        Loops.assign(K->Loops.begin(), K->Loops.end());
    if (!Loops.empty())
      S.note(Result, T->Spawn->getExprLoc(),
             isOverInIteration(*S.Prog, *T, T->Spawner, T->Spawn, Loops.front())
                 ? "over"
                 : "goes on");
  }
  return Result;
}

TEST(HandleFate, IsWhatIsDoneToTheHandle) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
void work();
bool choose();
void joined() {
  std::thread T(work); //= joined
  T.join();
}
void detached() {
  std::thread T(work); //= detached
  T.detach();
}
void both() {
  std::thread T(work); //= joined detached
  if (choose())
    T.join();
  else
    T.detach();
}
void atOnce() { std::thread(work).join(); } //= joined
void lost() { std::thread T(work); }        //= lost
void dropped() { std::thread{work}; }       //= dropped
void moved() {
  std::thread T(work); //= joined
  std::thread U = std::move(T);
  U.join();
}
void swapped() {
  std::thread T(work); //= joined
  std::thread U;
  U.swap(T);
  U.join();
}
void assigned() {
  std::thread T;
  T = std::thread(work); //= joined
  T.join();
}
void byPointer() {
  auto *T = new std::thread(work); //= joined
  T->join();
  delete T;
}
void bySmartPointer() {
  auto T = std::make_unique<std::thread>(work); //= joined
  T->join();
}
void byReference() {
  std::thread T(work); //= joined
  std::thread &R = T;
  R.join();
}
void inContainer() {
  std::vector<std::thread> All;
  All.emplace_back(work);             //= joined
  All.push_back(std::thread(work));   //= joined
  for (auto &T : All)
    T.join();
}
struct Two { std::thread First, Second; };
void inMembers() {
  Two T;
  T.First = std::thread(work);  //= joined
  T.Second = std::thread(work); //= lost
  T.First.join();
}
static void joins(std::thread T) { T.join(); }
static void joinsReference(std::thread &T) { T.join(); }
static void ignores(std::thread &) {}
void byHelper() {
  std::thread T(work); //= joined
  joins(std::move(T));
}
void byHelperOnReference() {
  std::thread T(work); //= joined
  std::thread U(work); //= lost
  joinsReference(T);
  ignores(U);
}
class Server {
  std::thread T, U;
  void start() {
    T = std::thread(work); //= joined
    U = std::thread(work); //= detached
  }
  void stop() {
    T.join();
    U.detach();
  }
};
void timed() {
  auto F = std::async(work); //= timed destructor
  F.wait_for(std::chrono::seconds(1));
}
void timedAndJoined() {
  auto F = std::async(work); //= joined timed destructor
  if (F.wait_for(std::chrono::seconds(1)) == std::future_status::timeout)
    F.wait();
}
// A timed wait for what the task signals.
void timedSignal() {
  std::promise<void> P;
  auto F = P.get_future();
  std::thread([&] { work(); P.set_value(); }).detach(); //= timed detached
  F.wait_for(std::chrono::seconds(1));
}
void timedSignalOfAnother() {
  std::promise<void> P, Q;
  auto F = Q.get_future();
  std::thread([&] { work(); P.set_value(); }).detach(); //= detached
  F.wait_for(std::chrono::seconds(1));
}
void timedPackage() {
  std::packaged_task<void()> Task(work);
  auto F = Task.get_future();
  std::thread(std::move(Task)).detach(); //= timed detached
  F.wait_for(std::chrono::seconds(1));
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(HandleFate, IsWhoElseHasTheHandle) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
void work();
void keep(std::thread);
void keepFuture(std::future<void>);
void use(int);
std::thread returned() { return std::thread(work); }   //= returned
std::thread returnedLater() {
  std::thread T(work); //= returned
  return T;
}
std::vector<std::thread> returnedInContainer() {
  std::vector<std::thread> All;
  All.emplace_back(work); //= returned
  return All;
}
void handedOn() {
  std::thread T(work); //= escapes
  keep(std::move(T));
}
void notHandedOn() {
  std::thread T(work); //= joined
  use(1);
  T.join();
}
void toCaller(std::thread &Out) { Out = std::thread(work); }            //= caller
void toCallersContainer(std::vector<std::thread> &Out) {
  Out.emplace_back(work); //= caller
}
struct Job { std::thread T; };
void toCallersObject(Job &Out) { Out.T = std::thread(work); }           //= caller
static void toKnownCaller(std::thread &Out) { Out = std::thread(work); } //= joined
void calls() {
  std::thread T;
  toKnownCaller(T);
  T.join();
}
// Who gets the object around it can name it, or not.
class Open {
public:
  std::thread T;
  void unseen();
};
class Closed {
  std::thread T;
public:
  void start() { T = std::thread(work); } //= lost
};
void useOpen(Open &);
void useClosed(Closed &);
void handsOnTheObject(Open &O) {
  O.T = std::thread(work); //= escapes caller
  useOpen(O);
  Closed C;
  C.start();
  useClosed(C);
}
// An assignment returns what it has changed.
class Assigned {
  std::thread T;
public:
  Assigned &operator=(int) {
    T = std::thread(work); //= lost
    return *this;
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(HandleFate, IsWhatAHolderDoesWhenItDies) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
void work();
void jthread() { std::jthread T(work); }                  //= destructor
void future() { auto F = std::async(std::launch::async, work); } //= destructor
void inContainer() {
  std::vector<std::jthread> All;
  All.emplace_back(work);                                 //= destructor
}
class Owner {
  std::jthread T;
  std::future<void> F;
  std::thread U;
  void start() {
    T = std::jthread(work);                               //= destructor
    F = std::async(std::launch::async, work);             //= destructor
    U = std::thread(work);                                //= lost
  }
};
// What was made with `new` and is never deleted has no end.
void leaked() { new std::jthread(work); }                 //= dropped
void leakedInVariable() { auto *T = new std::jthread(work); } //= lost
void deleted() {
  auto *T = new std::jthread(work);                       //= destructor
  delete T;
}
void owned() { std::unique_ptr<std::jthread> T(new std::jthread(work)); } //= destructor
// Deleters.
struct Joins {
  void operator()(std::thread *T) {
    T->join();
    delete T;
  }
};
struct Deletes {
  void operator()(std::thread *T) { delete T; }
};
struct Unseen {
  void operator()(std::thread *T);
};
void deleterJoins() {
  std::unique_ptr<std::thread, Joins> T(new std::thread([] { work(); })); //= destructor
}
void deleterDeletes() {
  std::unique_ptr<std::thread, Deletes> T(new std::thread([] { work(); })); //= lost
}
void deleterUnseen() {
  std::unique_ptr<std::thread, Unseen> T(new std::thread([] { work(); })); //= destructor
}
void deleterByPointer(void (*D)(std::thread *)) {
  std::unique_ptr<std::thread, void (*)(std::thread *)> T( //
      new std::thread([] { work(); }), D); //= destructor
}
void defaultDeleter() {
  std::unique_ptr<std::thread> T(new std::thread([] { work(); })); //= lost
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(HandleFate, IsWhatAThreadOfTheProjectsOwnDoes) {
  Snippet S(R"cpp(
#include <thread>
#include <utility>
void work();
struct Joining : std::thread {
  using std::thread::thread;
  ~Joining() {
    if (joinable())
      join();
  }
};
struct Detaching : std::thread {
  using std::thread::thread;
  ~Detaching() {
    if (joinable())
      detach();
  }
};
struct Elsewhere : std::thread {
  using std::thread::thread;
  ~Elsewhere();
};
struct Plain : std::thread {
  using std::thread::thread;
};
struct Derived : Joining {
  using Joining::Joining;
};
void joining() { Joining T([] { work(); }); }     //= destructor
void elsewhere() { Elsewhere T([] { work(); }); } //= destructor
void plain() { Plain T([] { work(); }); }         //= lost
void derived() { Derived T([] { work(); }); }     //= destructor
// Guards that refer to a thread.
class Guard {
  std::thread &T;
public:
  explicit Guard(std::thread &T) : T(T) {}
  ~Guard() {
    if (T.joinable())
      T.join();
  }
};
void guarded() {
  std::thread T(work); //= joined
  Guard G(T);
}
class Scoped {
  std::thread T;
public:
  explicit Scoped(std::thread T) : T(std::move(T)) {}
  ~Scoped() { T.join(); }
};
void scoped() { Scoped S(std::thread([] { work(); })); } //= joined
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(HandleFate, IsWhatCallsOfCDo) {
  Snippet S(R"cpp(
#include <pthread.h>
#include <unistd.h>
static void *work(void *) { return nullptr; }
static void *detachesItself(void *) {
  pthread_detach(pthread_self());
  return nullptr;
}
static void leave() { pthread_detach(pthread_self()); }
static void *detachesByHelper(void *) {
  leave();
  return nullptr;
}
void joined() {
  pthread_t T;
  pthread_create(&T, nullptr, work, nullptr); //= joined
  pthread_join(T, nullptr);
}
void detached() {
  pthread_t T;
  pthread_create(&T, nullptr, work, nullptr); //= detached
  pthread_detach(T);
}
void lost() {
  pthread_t T;
  pthread_create(&T, nullptr, work, nullptr); //= lost
}
void itself() {
  pthread_t T;
  pthread_create(&T, nullptr, detachesItself, nullptr); //= detached
}
void byHelper() {
  pthread_t T;
  pthread_create(&T, nullptr, detachesByHelper, nullptr); //= detached
}
void tried() {
  pthread_t T;
  pthread_create(&T, nullptr, work, nullptr); //= timed
  pthread_tryjoin_np(T, nullptr);
}
void triedUntilItIsOver() {
  pthread_t T;
  pthread_create(&T, nullptr, work, nullptr); //= joined timed
  while (pthread_tryjoin_np(T, nullptr) != 0)
    usleep(1);
}
void array() {
  pthread_t All[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&All[I], nullptr, work, nullptr); //= joined
  for (int I = 0; I < 4; ++I)
    pthread_join(All[I], nullptr);
}
struct worker { pthread_t thread; int number; };
int start(worker *W) {
  return pthread_create(&W->thread, nullptr, work, W); //= joined caller
}
void stop(worker *W) { pthread_join(W->thread, nullptr); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(HandleFate, IsWhatRunnersDo) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
namespace BS {
class thread_pool {
public:
  template <class F> void detach_task(F &&) {}
  void wait();
  void wait_for(int);
};
}
namespace asio {
class io_context {
public:
  int run();
  void stop();
  template <class F> void post(F &&) {}
};
class thread_pool {
public:
  void join();
};
template <class E, class F> void post(E &&, F &&) {}
}
void work();
void waits() {
  BS::thread_pool P, Other;
  P.detach_task([] { work(); });     //= joined dropped destructor
  Other.detach_task([] { work(); }); //= dropped destructor
  P.wait();
}
void waitsForAWhile() {
  BS::thread_pool P;
  P.detach_task([] { work(); });     //= timed dropped destructor
  P.wait_for(1);
}
void loop() {
  asio::io_context Loop;
  asio::post(Loop, [] { work(); });  //= dropped
}
void stopsAndJoins() {
  asio::thread_pool P;
  asio::post(P, [] { work(); });     //= dropped destructor
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(HandleFate, IsWhatWaitsForThePoolOfAll) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
template <class T> class QFuture {
public:
  void waitForFinished();
};
class QThreadPool {
public:
  static QThreadPool *globalInstance();
  bool waitForDone(int Milliseconds = -1);
};
namespace QtConcurrent {
template <class F> QFuture<void> run(F &&) { return {}; }
}
void work();
class Dialog {
  void load() { QtConcurrent::run([] { work(); }); }      //= joined dropped
  ~Dialog() { QThreadPool::globalInstance()->waitForDone(); }
};
class Window {
  void load() { QtConcurrent::run([] { work(); }); }      //= dropped
};
void waits() {
  auto F = QtConcurrent::run([] { work(); });             //= joined
  F.waitForFinished();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(Runners, AreWhatATaskIsGivenToAndWhatThatIsMadeWith) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <thread>
namespace asio {
class io_context {
public:
  int run();
  struct executor_type {};
  executor_type get_executor();
  class strand {
  public:
    explicit strand(io_context &);
    template <class F> void post(F &&) {}
  };
  template <class F> void post(F &&) {}
};
template <class C> class basic_waitable_timer {
public:
  explicit basic_waitable_timer(io_context &);
  basic_waitable_timer(io_context &, int);
  template <class F> void async_wait(F &&) {}
};
using steady_timer = basic_waitable_timer<int>;
class socket {
public:
  explicit socket(io_context &);
};
template <class E, class F> void post(E &&, F &&) {}
template <class S, class B, class F> void async_read(S &, B &&, F &&) {}
}
void work();
void plain() {
  std::thread([] { work(); }).detach();      //= none
}
void loop() {
  asio::io_context Loop, Other;
  asio::post(Loop, [] { work(); });          //= Loop
  Loop.post([] { work(); });                 //= Loop
}
void strand() {
  asio::io_context Loop, Other;
  asio::io_context::strand Strand(Loop);
  asio::post(Strand, [] { work(); });        //= Strand Loop
  Strand.post([] { work(); });               //= Strand Loop
}
void timer() {
  asio::io_context Loop, Other;
  asio::steady_timer Timer(Loop);
  Timer.async_wait([](int) { work(); });     //= Timer Loop
  auto Shared = std::make_shared<asio::steady_timer>(Other, 3);
  Shared->async_wait([](int) { work(); });   //= Shared Other
}
void socket() {
  asio::io_context Loop, Other;
  asio::socket Socket(Loop);
  char Buffer[8];
  asio::async_read(Socket, Buffer, [](int, int) { work(); }); //= Loop
}
void handedIn(asio::io_context &Given) {
  asio::post(Given, [] { work(); });         //= Given
}
struct Server {
  asio::io_context Own;
  void start() {
    asio::post(Own, [this] { work(); });     //= Own
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(runners(S), S.expected());
}

TEST(Entries, AreWhatATaskMayRunWhereItIsChosen) {
  Snippet S(R"cpp(
#include <functional>
#include <pthread.h>
#include <thread>
#include <utility>
void work() {}
void other() {}
void third() {}
void fourth() {}
void declared();
void declaredToo();
void declaredThird();
void declaredWith(int);
std::function<void()> make();
struct Object { void operator()() { work(); } };
class Server {
  std::thread T;
  void loop() { work(); }
  void elsewhere();
  static void *entry(void *Self) {
    static_cast<Server *>(Self)->loop();
    return nullptr;
  }
  void start() {
    T = std::thread(&Server::loop, this);      //= loop
    T = std::thread([this] { loop(); });       //= closure
    T = std::thread(&Server::elsewhere, this); //= declared elsewhere
    pthread_t P;
    pthread_create(&P, nullptr, entry, this);  //= entry
  }
};
void plain() {
  std::thread(work).join();           //= work
  std::thread(&work).join();          //= work
  std::thread([] { work(); }).join(); //= closure
  std::thread(Object()).join();       //= operator()
  std::thread(std::bind_front(other)).join(); //= other
  std::thread(declared).join();       //= declared declared
  std::thread(declaredWith, 1).join(); //= declared declaredWith
}
void variables(bool B) {
  auto Closure = [] { work(); };
  std::thread(Closure).join();        //= closure
  std::function<void()> Either;
  if (B)
    Either = third;
  else
    Either = declaredToo;
  std::thread(Either).join();         //= third, declared declaredToo
  auto Unknown = make();
  std::thread(Unknown).join();
}
// Forwarders: whoever calls them chooses.
static void spawn(std::function<void()> F) { std::thread(std::move(F)).join(); }
template <class F> void spawnAny(F Body) { std::thread(Body).join(); }
void callers() {
  spawn([] { work(); });              //= closure by caller
  spawn(fourth);                      //= fourth by caller
  spawn(declaredThird);               //= declared declaredThird by caller
  spawnAny([] { work(); });           //= closure by caller
}
// Nobody has been seen to call it.
void exported(std::function<void()> F) {
  std::thread(F).join();              //= handed in
}
struct Keeps {
  std::function<void()> Callback;
  void start() { std::thread(Callback).join(); } //= handed in
};
// A closure that is written in the spawner is chosen there, whatever it runs.
void wraps(std::function<void()> F) {
  std::thread([F] { F(); }).join();   //= closure
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(entries(S), S.expected());
}

TEST(Entries, KnowTheObjectThatKeepsTheHandle) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
void work();
class Worker {
  std::thread T;
public:
  void start(std::function<void()> F) { T = std::thread(F); }
  ~Worker() { T.join(); }
};
static void startFor(Worker &W, std::function<void()> F) {
  W.start(F);
}
Worker Global;
void starts() {
  Worker W;
  W.start([] { work(); });      //= closure by caller on W
  Global.start([] { work(); }); //= closure by caller on Global
}
class Owner {
  Worker W;
  void start() { W.start([this] { work(); }); } //= closure by caller on W
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(entries(S), S.expected());
}

TEST(TaskRunning, IsTheTaskThatRunsABody) {
  Snippet S(R"cpp(
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>
void leaf() {}                      //= in a task
void branch() { leaf(); }           //= in a task
void lonely() {}
void both() {}                      //= in a task
struct Object {
  void operator()() { branch(); }   //= in a task
};
class Server {
  std::thread T;
  void run() { step(); }            //= in a task
  void step() {}                    //= in a task
  void start() { T = std::thread(&Server::run, this); }
  void stop() { T.join(); }
};
void starts() {
  std::thread T([] { both(); });    //= in a task
  T.join();
  both();
  lonely();
  [] { lonely(); }();
  std::thread U{Object()};
  U.join();
}
void sorts() {
  std::thread T([] {                //= in a task
    std::vector<int> V;
    std::sort(V.begin(), V.end(), [](int A, int B) { return A < B; }); //= in a task
  });
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(ofBodies(S,
                     [&](const Body *B) -> std::string {
                       return taskRunning(*S.Prog, B) ? "in a task" : "";
                     }),
            S.expected());
}

TEST(Ends, AreReachedOrNot) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <exception>
#include <pthread.h>
#include <thread>
#include <unistd.h>
bool choose();
void work();
[[noreturn]] void never();
void plain() { work(); }
void forever() {                    //= endless
  for (;;)
    work();
}
void whileTrue() {                  //= endless
  while (true)
    work();
}
void doWhile() {                    //= endless
  do
    work();
  while (1);
}
void breaks() {
  for (;;)
    if (choose())
      break;
}
void returns() {
  while (true)
    if (choose())
      return;
}
void throws() {
  for (;;)
    if (choose())
      throw 1;
}
void byCall() { forever(); }        //= endless
void byCallOnOnePath() {
  if (choose())
    forever();
}
void byEither() {                   //= endless
  if (choose())
    forever();
  else
    whileTrue();
}
void recursive() { recursive(); }
void byClosure() {                  //= endless
  auto Loop = [] {                  //= endless
    for (;;)
      work();
  };
  Loop();
}
void aborts() { std::abort(); }     //= ends process
void exits() { std::exit(1); }      //= ends process
[[noreturn]] void dies() {          //= ends process
  work();
  std::abort();
}
void exitsByCall() { dies(); }      //= ends process
void exitsOnOnePath() {
  if (choose())
    std::_Exit(1);
}
void exitsOnBoth() {                //= ends process
  if (choose())
    _exit(1);
  std::terminate();
}
void exitsInLoop() {                //= ends process
  for (;;)
    if (choose())
      std::abort();
}
void endsTheThread() {
  pthread_exit(nullptr);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(ends(S), S.expected());
}

TEST(Waits, AreJoinsOfTheTask) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>
void work();
bool choose();
void joins() {
  std::thread T(work);
  work();
  T.join();                         //= wait
}
void joinsIfJoinable() {
  std::thread T(work);
  if (T.joinable())                 //= wait
    T.join();                       //= wait
}
void joinsIfThere() {
  auto *T = new std::thread(work);
  if (T)                            //= wait
    T->join();                      //= wait
}
void joinsOrElse() {
  std::thread T(work);
  if (T.joinable())
    T.join();                       //= wait
  else
    work();
}
void joinsOnOnePath() {
  std::thread T(work);
  if (choose())
    T.join();                       //= wait
}
void joinsAll() {
  std::vector<std::thread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back(work);
  for (auto &T : All)               //= wait
    T.join();                       //= wait
}
void joinsAllByIndex() {
  std::vector<std::thread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back(work);
  for (std::size_t I = 0; I < All.size(); ++I) //= wait
    All[I].join();                  //= wait
}
void joinsWhileThereAre() {
  std::vector<std::thread> All;
  All.emplace_back(work);
  while (!All.empty()) {            //= wait
    All.back().join();              //= wait
    All.pop_back();
  }
}
// Not the loop around both.
void joinsInTheLoop() {
  for (int I = 0; I < 3; ++I) {
    std::thread T(work);
    T.join();                       //= wait
  }
}
void timed() {
  auto F = std::async(work);
  F.wait_for(std::chrono::seconds(1));
}
void gets() {
  auto F = std::async(work);
  F.get();                          //= wait
}
static void joinAll(std::vector<std::thread> &All) {
  for (auto &T : All)
    T.join();
}
void byHelper() {
  std::vector<std::thread> All;
  All.emplace_back(work);
  joinAll(All);                     //= wait
}
// Where it was not started there is nothing to wait for.
static void *entry(void *) { return nullptr; }
int failed() {
  pthread_t T;
  if (pthread_create(&T, nullptr, entry, nullptr) != 0)
    return 1;                       //= wait
  pthread_join(T, nullptr);         //= wait
  return 0;
}
int failedByVariable() {
  pthread_t T;
  int Error = pthread_create(&T, nullptr, entry, nullptr);
  if (Error)
    return 1;                       //= wait
  if (choose())
    return 2;
  pthread_join(T, nullptr);         //= wait
  return 0;
}
class Server {
  std::thread T;
  void start() { T = std::thread([this] { work(); }); }
  void stop() {
    T.join();                       //= wait
  }
  void restart() {
    stop();                         //= wait
    start();
  }
  void other() { work(); }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(waits(S), S.expected());
}

TEST(Waits, AreForWhatATaskReports) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
void work();
bool choose();
void byLatch() {
  std::latch Done(1), Other(1);
  std::thread([&] { work(); Done.count_down(); }).detach();
  Other.wait();
  Done.wait();                      //= wait
}
void byLook() {
  std::latch Done(1);
  std::thread([&] { work(); Done.count_down(); }).detach();
  (void)Done.try_wait();
}
void byPolling() {
  std::atomic<bool> Done{false}, Other{false};
  std::thread([&] { work(); Done = true; }).detach();
  while (!Other)
    work();
  while (!Done)                     //= wait
    work();
}
void byOneLook() {
  std::atomic<bool> Done{false};
  std::thread([&] { work(); Done = true; }).detach();
  if (Done)
    work();
}
void byPromise() {
  std::promise<void> P;
  auto F = P.get_future();
  std::thread([&] { P.set_value(); }).detach();
  F.wait();                         //= wait
}
void byPackage() {
  std::packaged_task<void()> Task([] { work(); });
  auto F = Task.get_future();
  std::thread(std::move(Task)).detach();
  F.get();                          //= wait
}
void byToken() {
  auto Token = std::make_shared<int>(1);
  auto Other = std::make_shared<int>(1);
  std::thread([Token] { work(); }).detach();
  while (Other.use_count() > 1)
    work();
  while (Token.use_count() > 1)     //= wait
    work();
}
class Server {
  std::mutex M;
  std::condition_variable C;
  int Running = 0;
  void start() {
    ++Running;
    std::thread([this] {
      work();
      std::lock_guard<std::mutex> L(M);
      --Running;
      C.notify_all();
    }).detach();
  }
  void stop() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [this] { return Running == 0; }); //= wait
  }
  void restart() {
    if (choose())
      stop();                       //= wait
    start();
  }
  void patience() {
    std::unique_lock<std::mutex> L(M);
    C.wait_for(L, std::chrono::seconds(1), [this] { return Running == 0; });
  }
};
// What its guard reports.
struct Guard {
  std::latch &L;
  explicit Guard(std::latch &L) : L(L) {}
  ~Guard() { L.count_down(); }
};
void byGuard() {
  std::latch Done(1);
  std::thread([&] { Guard G(Done); work(); }).detach();
  Done.wait();                      //= wait
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(waits(S), S.expected());
}

TEST(Waits, AreForMessagesOnlyIfTheyCount) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <latch>
#include <mutex>
#include <thread>
void work();
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
void byMessage() {
  Queue Q;
  std::thread([&] { work(); Q.put(1); }).detach();
  Q.take();                         //= message
}
void byBoth() {
  Queue Q;
  std::latch Done(1);
  std::thread([&] { Q.put(1); Done.count_down(); }).detach();
  Q.take();                         //= message
  Done.wait();                      //= end
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &[Line, Word] : waits(S, Report::Message))
    Found[Line] = "message";
  for (const auto &[Line, Word] : waits(S, Report::End))
    Found[Line] = "end";
  EXPECT_EQ(Found, S.expected());
}

TEST(Waits, AreForTasksThatHaveWaitedForIt) {
  Snippet S(R"cpp(
#include <latch>
#include <thread>
#include <vector>
void work();
bool choose();
void follows() {
  std::latch First(1), Second(1);
  std::thread([&] { work(); First.count_down(); }).detach();
  std::thread([&] {
    First.wait();                   //= wait
    Second.count_down();
  }).detach();
  Second.wait();                    //= wait
}
void joinsTheFollower() {
  std::thread T(work);
  std::thread Follower([&] {
    T.join();                       //= wait
  });
  Follower.join();                  //= wait
}
void followsTooLate() {
  std::latch First(1), Second(1);
  std::thread([&] { work(); First.count_down(); }).detach();
  std::thread Follower([&] {
    Second.count_down();
    First.wait();                   //= wait
  });
  Second.wait();
  Follower.join();                  //= wait
}
)cpp");
  ASSERT_TRUE(S.compiles());
  // For the first task of each function alone.
  Lines Found;
  std::set<const Body *> Seen;
  for (const auto &T : S.Prog->facts().Tasks)
    if (Seen.insert(T->Spawner).second)
      for (const auto &B : S.Prog->facts().Bodies)
        if (B.get() == T->Spawner || B->Enclosing == T->Spawner)
          for (const Stmt *At : waitsIn(*S.Prog, B.get(), *T,
                                        fateOf(*S.Prog, *T), Report::Message))
            Found[S.AST->getSourceManager().getExpansionLineNumber(
                At->getBeginLoc())] = "wait";
  EXPECT_EQ(Found, S.expected());
}

TEST(Waits, AreForTheLoopThatRunsTheTask) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
namespace asio {
class io_context {
public:
  int run();
  int poll();
  void stop();
};
template <class E, class F> void post(E &&, F &&) {}
}
void work();
void enqueue(std::function<void()>); // Its name says that it keeps it.
void drain();
void runs() {
  asio::io_context Loop;
  asio::post(Loop, [] { work(); });
  work();
  Loop.run();                       //= wait
}
static void runLoop(asio::io_context &Loop) { Loop.run(); }
void runsByHelper() {
  asio::io_context Loop;
  asio::post(Loop, [] { work(); });
  runLoop(Loop);                    //= wait
}
void byName() {
  int Local = 0;
  enqueue([&] { ++Local; });
  work();
  drain();                          //= wait
}
void notByName() {
  std::thread([] { work(); }).detach();
  drain();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(waits(S), S.expected());
}

TEST(Iterations, EndAfterTheTaskOrBefore) {
  Snippet S(R"cpp(
#include <future>
#include <latch>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>
void work();
bool choose();
void joins() {
  for (int I = 0; I < 3; ++I) {
    std::thread T([&] { work(); }); //= over
    T.join();
  }
}
void joinsAfterwards() {
  std::vector<std::thread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back([&] { work(); }); //= goes on
  for (auto &T : All)
    T.join();
}
void joinsOnOnePath() {
  for (int I = 0; I < 3; ++I) {
    std::thread T([&] { work(); }); //= goes on
    if (choose())
      continue;
    T.join();
  }
}
void joinsInHeader() {
  std::thread T;
  for (int I = 0; I < 3; T.join(), ++I)
    T = std::thread([&] { work(); }); //= over
}
void detaches() {
  for (int I = 0; I < 3; ++I)
    std::thread([&] { work(); }).detach(); //= goes on
}
void inBranch() {
  for (int I = 0; I < 3; ++I) {
    if (choose()) {
      std::thread T([&] { work(); }); //= over
      T.join();
    }
  }
}
void whileLoop() {
  int I = 0;
  while (I < 3) {
    std::thread T([&] { work(); }); //= over
    ++I;
    T.join();
  }
}
void breaks() {
  for (;;) {
    std::thread T([&] { work(); }); //= goes on
    if (choose())
      break;
    T.join();
  }
}
void dies() {
  for (int I = 0; I < 3; ++I)
    std::jthread T([&] { work(); }); //= over
}
void diesInBlock() {
  for (int I = 0; I < 3; ++I) {
    std::jthread T([&] { work(); }); //= over
    work();
  }
}
void diesAfterwards() {
  std::vector<std::jthread> All;
  for (int I = 0; I < 3; ++I)
    All.emplace_back([&] { work(); }); //= goes on
}
void detachedBeforeItDies() {
  for (int I = 0; I < 3; ++I) {
    std::jthread T([&] { work(); }); //= goes on
    T.detach();
  }
}
void temporary() {
  for (int I = 0; I < 3; ++I)
    (void)std::async(std::launch::async, [&] { work(); }); //= over
}
void temporaryThread() {
  for (int I = 0; I < 3; ++I)
    std::jthread([&] { work(); }); //= over
}
void keptFuture() {
  std::vector<std::future<void>> All;
  for (int I = 0; I < 3; ++I)
    All.push_back(std::async(std::launch::async, [&] { work(); })); //= goes on
}
void reports() {
  for (int I = 0; I < 3; ++I) {
    std::latch Done(1);
    std::thread([&] { work(); Done.count_down(); }).detach(); //= over
    Done.wait();
  }
}
class Guard {
  std::thread &T;
public:
  explicit Guard(std::thread &T) : T(T) {}
  ~Guard() { T.join(); }
};
void guarded() {
  for (int I = 0; I < 3; ++I) {
    std::thread T([&] { work(); }); //= over
    Guard G(T);
    if (choose())
      continue;
    work();
  }
}
void guardedAfterwards() {
  std::thread T;
  Guard G(T);
  for (int I = 0; I < 3; ++I)
    T = std::thread([&] { work(); }); //= goes on
}
static void *entry(void *) { return nullptr; }
void started() {
  for (int I = 0; I < 3; ++I) {
    pthread_t T;
    if (pthread_create(&T, nullptr, entry, &I) != 0) //= over
      continue;
    pthread_join(T, nullptr);
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(iterations(S), S.expected());
}

TEST(Iterations, AreThoseOfLoopsAroundClosuresThatRunInPlace) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
namespace BS {
class thread_pool {
public:
  template <class F> void detach_task(F &&) {}
  void wait();
};
}
void work();
class Unknown;
struct Token {
  explicit Token(Unknown &);
  Token(Token &&);
  ~Token();
  Unknown *Of;
};
void joinsInside() {
  for (int I = 0; I < 3; ++I)
    [&] {
      std::thread T([&] { work(); }); //= over
      T.join();
    }();
}
void joinsOutside() {
  for (int I = 0; I < 3; ++I) {
    std::thread T;
    [&] { T = std::thread([&] { work(); }); }(); //= over
    T.join();
  }
}
void joinsNever() {
  for (int I = 0; I < 3; ++I)
    [&] { std::thread([&] { work(); }).detach(); }(); //= goes on
}
// A pool that dies with the iteration waits for what it runs.
void ownPool() {
  for (int I = 0; I < 3; ++I) {
    BS::thread_pool Pool;
    Pool.detach_task([&] { work(); }); //= over
  }
}
void sharedPool() {
  BS::thread_pool Pool;
  for (int I = 0; I < 3; ++I)
    Pool.detach_task([&] { work(); }); //= goes on
}
void waitsForPool() {
  BS::thread_pool Pool;
  for (int I = 0; I < 3; ++I) {
    Pool.detach_task([&] { work(); }); //= over
    Pool.wait();
  }
}
// What it is handed may report its end where nobody can see.
void unseen(Unknown &U) {
  for (int I = 0; I < 3; ++I)
    std::thread([&, T = Token(U)] { work(); }).detach(); //= over
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(iterations(S), S.expected());
}

TEST(EndOfTheProcess, IsThatOfMainAndTests) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
namespace testing {
class Test {
public:
  virtual ~Test() = default;
  virtual void TestBody() = 0;
};
}
namespace Catch {
template <class F> int makeTestInvoker(F);
}
void work();
static void onlyMain() {}                      //= main
static void byMainAndOther() {}
static void byNobody() {}
void exported() {}
static void deep() {}                          //= main
static void middle() { deep(); }               //= main
static void recursive(int N) { if (N) recursive(N - 1); } //= main
static void byTest() {}                        //= main test
static void byTestAndMain() {}                 //= main test
static void byTestAndOther() {}                //= test
class Local {
public:
  void byMain() {}                             //= main
  virtual void virtually() {}
};
class LoadTest : public testing::Test {
  void helper() { byTest(); }                  //= main test
  void TestBody() override {                   //= main test
    helper();
    byTestAndMain();
    byTestAndOther();
    std::thread T([] { work(); });             //= main test
    T.join();
  }
};
static void registered() {}                    //= main test
static int Registered = Catch::makeTestInvoker(registered);
void other() { byMainAndOther(); byTestAndOther(); }
int main() {                                   //= main
  onlyMain();
  byMainAndOther();
  exported();
  middle();
  recursive(3);
  byTestAndMain();
  Local L;
  L.byMain();
  L.virtually();
  [] { work(); }();                            //= main
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(ofBodies(S,
                     [&](const Body *B) -> std::string {
                       std::string Words;
                       if (onlyForMain(*S.Prog, B))
                         Words = "main";
                       if (S.Prog->calls().calledByTest(B))
                         Words += Words.empty() ? "test" : " test";
                       return Words;
                     }),
            S.expected());
}

/// What the tasks use that dies when their spawner returns.
Lines dying(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const TaskBody &Entry : entriesOf(*S.Prog, *T)) {
      const VarDecl *V = diesWithMain(*S.Prog, *T, Entry);
      S.note(Result, T->Spawn->getExprLoc(),
             V ? V->getNameAsString() : "nothing");
    }
  return Result;
}

TEST(DiesWithMain, WhatIsLocalToItOrStaticAndDestroyed) {
  Snippet S(R"cpp(
#include <memory>
#include <string>
#include <thread>
#include <vector>
void work();
void declared(int *);
static std::string Name;
static int Number;
static const char *Text = "text";
static std::string &Reference = *new std::string;
static std::string *Leaked = new std::string;
thread_local std::string Own;
struct Config { static std::vector<int> Values; };
std::vector<int> Config::Values;
static void usesName() { Name += "x"; }
static void take(std::string &S) { S += "x"; }
static void takeByPointer(int *P) { ++*P; }
static void usesLocalStatic() {
  static std::vector<int> All;
  All.push_back(1);
}
void starts(std::string &Given) {
  int Local = 0;
  std::string Words;
  std::thread([&] { ++Local; }).detach();           //= Local
  std::thread([Local] { work(); }).detach();        //= nothing
  std::thread([&Given] { Given += "x"; }).detach(); //= nothing
  std::thread([] { work(); }).detach();             //= nothing
  std::thread(take, std::ref(Words)).detach();      //= Words
  std::thread(takeByPointer, &Local).detach();      //= Local
  std::thread(declared, &Local).detach();           //= Local
  std::thread([] { Name += "x"; }).detach();        //= Name
  std::thread(usesName).detach();                   //= Name
  std::thread([] { usesName(); }).detach();         //= Name
  std::thread([] { usesLocalStatic(); }).detach();  //= All
  std::thread([] { Config::Values.clear(); }).detach(); //= Values
  std::thread([] { ++Number; (void)Text; }).detach(); //= nothing
  std::thread([] { Reference += "x"; }).detach();   //= nothing
  std::thread([] { *Leaked += "x"; }).detach();     //= nothing
  std::thread([] { Own += "x"; }).detach();         //= nothing
  auto Shared = std::make_shared<std::string>();
  std::thread([Shared] { *Shared += "x"; }).detach(); //= nothing
}
void never() {
  int Local = 0;
  std::thread([&] { ++Local; }).detach();           //= nothing
  for (;;)
    work();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(dying(S), S.expected());
}

TEST(DiesWithMain, NothingStaticInATest) {
  Snippet S(R"cpp(
#include <string>
#include <thread>
namespace testing {
class Test {
public:
  virtual ~Test() = default;
  virtual void TestBody() = 0;
};
}
static std::string Name;
class LoadTest : public testing::Test {
  void TestBody() override {
    int Local = 0;
    std::thread([] { Name += "x"; }).detach(); //= nothing
    std::thread([&] { ++Local; }).detach();    //= Local
  }
};
int main() {
  std::thread([] { Name += "x"; }).detach();   //= Name
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(dying(S), S.expected());
}

TEST(Itself, IsNamedByTheCallingThread) {
  Snippet S(R"cpp(
#include <pthread.h>
#include <thread>
template <class T> void mark(T &&) {}
std::thread::id Main;
pthread_t Other;
void names() {
  mark(std::this_thread::get_id());                 //= itself
  mark(pthread_self());                             //= itself
  mark(Main == std::this_thread::get_id());         //= itself
  mark(pthread_equal(Other, pthread_self()) != 0);  //= itself
  mark(Main);                                       //= another
  mark(Other);                                      //= another
  mark(pthread_equal(Other, Other));                //= another
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    S.note(Found, Mark->getExprLoc(),
           namesItself(*S.Prog, Mark) ? "itself" : "another");
  EXPECT_EQ(Found, S.expected());
  EXPECT_FALSE(namesItself(*S.Prog, nullptr));
}

TEST(Types, JoinTheirTasksWhenTheyDie) {
  Snippet S(R"cpp(
#include <future>
#include <thread>
namespace BS { class thread_pool {}; }
namespace asio { class io_context {}; class thread_pool {}; }
template <class T> void mark(T &&) {}
void types() {
  std::thread T;
  std::jthread J;
  std::future<void> F;
  BS::thread_pool P;
  asio::thread_pool Q;
  asio::io_context Loop;
  int Number = 0;
  mark(T);      //= no
  mark(J);      //= joins
  mark(F);      //= no
  mark(P);      //= joins
  mark(Q);      //= joins
  mark(Loop);   //= no
  mark(Number); //= no
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    AccessPath P = S.Prog->paths().resolve(Mark->getArg(0));
    S.note(Found, Mark->getExprLoc(),
           joinsItsTasks(S.Prog->values().typeOf(P)) ? "joins" : "no");
  }
  EXPECT_EQ(Found, S.expected());
}

} // namespace
} // namespace tether::facts
