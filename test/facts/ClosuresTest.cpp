//===- ClosuresTest.cpp - When a closure runs, and who keeps it -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Closures.h"
#include "Snippet.h"
#include "checks/facts/ask/Handlers.h"
#include "checks/facts/ask/Iterations.h"
#include "checks/facts/ask/Keepers.h"
#include "checks/facts/ask/Tasks.h"
#include "checks/facts/code/Syntax.h"
#include <set>

namespace tether::facts {
namespace {

//===----------------------------------------------------------------------===//
// The answers, in words
//===----------------------------------------------------------------------===//

std::string nameOf(const Body *B) {
  if (B->Lambda)
    return "lambda";
  return B->Function ? B->Function->getNameAsString() : "initializer";
}

SourceLocation placeOf(const Closure &K) { return K.Lambda->getBeginLoc(); }

std::string wordsFor(const Closure &K, const ClosureFate &Fate) {
  static constexpr StringRef Words[] = {"no", "unknown", "kept", "handler",
                                        "elsewhere"};
  std::string Result = Words[static_cast<unsigned>(Fate.How)].str();
  if (Fate.At && Fate.At->In != K.Maker)
    Result += " in " + nameOf(Fate.At->In);
  return Result;
}

/// The worst that becomes of a closure, and the function in which it does if
/// that is not the one that makes it.
Lines fates(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures)
    S.note(Result, placeOf(*K), wordsFor(*K, fateOf(*S.Prog, *K)));
  return Result;
}

/// All that becomes of it.
Lines escapes(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures) {
    std::set<std::string> Ways;
    for (const ClosureFate &Fate : escapesOf(*S.Prog, *K))
      Ways.insert(wordsFor(*K, Fate));
    if (Ways.empty())
      Ways.insert("no");
    for (const std::string &Way : Ways)
      S.note(Result, placeOf(*K), Way);
  }
  return Result;
}

/// Whether each lambda runs in place.
Lines places(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Lambda)
      S.note(Result, B->Lambda->getBeginLoc(),
             runsInPlace(*S.Prog, B.get()) ? "here" : "elsewhere");
  return Result;
}

/// The variables, members and results that hold a closure.
Lines holders(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures) {
    std::set<std::string> Names;
    for (const AccessPath &H : heldBy(*S.Prog, *K))
      if (H.Kind != AccessPath::Root::Value)
        Names.insert(H.str());
    for (const std::string &Name : Names)
      S.note(Result, placeOf(*K), Name);
  }
  return Result;
}

/// The statements by which a closure gets to what starts it.
Lines handovers(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures) {
    std::set<std::pair<unsigned, const Stmt *>> Known;
    for (const ClosureFate &Fate : escapesOf(*S.Prog, *K))
      for (const Stmt *At : handoversOf(*S.Prog, *K, Fate))
        if (Known.insert({0, At}).second)
          S.note(Result, At->getBeginLoc(),
                 At == K->Lambda ? "made" : "handed over");
  }
  return Result;
}

/// Who keeps a closure: the object as the closure's maker calls it, and the
/// function that puts it there if that is another one.
Lines keepers(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures) {
    std::set<std::string> Names;
    for (const Keeper &By : keepersOf(*S.Prog, *K)) {
      // A temporary on its way to where it is kept, or a parameter that is gone
      // with the call.
      const auto *P = dyn_cast_or_null<ParmVarDecl>(By.Object.variable());
      if (By.Object.value() || (P && P->getDeclContext() != K->Maker->Function))
        continue;
      std::string Name = By.How == Keeper::Returned ? "returned"
                         : By.How == Keeper::Stored
                             ? "stored in " + By.Object.str()
                             : "registered with " + By.Object.str();
      if (By.In != K->Maker)
        Name += " by " + nameOf(By.In);
      Names.insert(Name);
    }
    for (const std::string &Name : Names)
      S.note(Result, placeOf(*K), Name);
  }
  return Result;
}

/// Which functions and lambdas are handlers, and by what.
Lines handlers(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies) {
    const Event *Registration = nullptr;
    const model::Handler *Entry = nullptr;
    if (!isHandler(*S.Prog, B.get(), Registration, Entry))
      continue;
    SourceLocation Where =
        B->Lambda ? B->Lambda->getBeginLoc() : B->Function->getLocation();
    if (Registration)
      S.note(Result, Where, "registered");
    if (Entry)
      S.note(Result, Where,
             handlerByName(*S.Prog, B.get()) ? "by its name" : "by its type");
  }
  return Result;
}

/// The loops around a closure, by their lines, inner first.
Lines loops(const Snippet &S) {
  const SourceManager &Sources = S.AST->getSourceManager();
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures) {
    std::string Names;
    for (const Stmt *Loop : loopsAround(*S.Prog, *K))
      Names +=
          (Names.empty() ? "" : " ") +
          std::to_string(Sources.getExpansionLineNumber(Loop->getBeginLoc()));
    S.note(Result, placeOf(*K), Names.empty() ? "none" : Names);
  }
  return Result;
}

/// Whether a variable belongs to one iteration of a loop, where it is marked.
Lines iterations(const Snippet &S) {
  const SourceManager &Sources = S.AST->getSourceManager();
  Lines Result;
  for (const CallExpr *Call : S.marks()) {
    const auto *R = cast<DeclRefExpr>(strip(Call->getArg(0)));
    const auto *V = dyn_cast<VarDecl>(R->getDecl());
    if (!V)
      V = cast<BindingDecl>(R->getDecl())->getDecomposedDecl();
    const Stmt *Loop = loopOf(*S.Prog, V);
    S.note(Result, Call->getExprLoc(),
           Loop ? "iteration of " +
                      std::to_string(
                          Sources.getExpansionLineNumber(Loop->getBeginLoc()))
                : "none");
  }
  return Result;
}

/// What a closure captures by reference and what each iteration changes: in the
/// header of the loop, or in its body as well. The statements that change it.
Lines changes(const Snippet &S) {
  Lines Result;
  std::set<const Stmt *> Known;
  for (const auto &K : S.Prog->facts().Closures)
    for (const LambdaCapture &C : K->Lambda->captures()) {
      if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByRef)
        continue;
      const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
      if (!V || V->getType()->isReferenceType())
        continue;
      ControlFlow::Statements Header, All;
      const Stmt *Start = nullptr;
      bool InHeader = changingLoop(*S.Prog, *K, V, true, Header, Start);
      if (!changingLoop(*S.Prog, *K, V, false, All, Start)) {
        EXPECT_FALSE(InHeader);
        continue;
      }
      S.note(Result, placeOf(*K),
             (V->getName() + (InHeader ? " by header" : " by body")).str());
      for (const Stmt *Change : All)
        if (Known.insert(Change).second)
          S.note(Result, Change->getBeginLoc(), ("new " + V->getName()).str());
    }
  return Result;
}

/// The same for what a task is given by reference.
Lines changesForTasks(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const Argument &A : T->Arguments) {
      const VarDecl *V = A.ByReference ? A.Path.variable() : nullptr;
      for (const Stmt *Loop : V ? T->Loops : decltype(T->Loops)())
        if (!changesIn(*S.Prog, *T, Loop, V).empty()) {
          S.note(Result, T->Spawn->getExprLoc(),
                 (V->getName() + " changes").str());
          break;
        }
    }
  return Result;
}

/// Whether something that outlives the iteration keeps a closure.
Lines kept(const Snippet &S) {
  Lines Result;
  for (const auto &K : S.Prog->facts().Closures)
    if (!K->Loops.empty())
      S.note(Result, placeOf(*K),
             isKeptBeyondIteration(*S.Prog, *K, K->Loops.front()) ? "kept"
                                                                  : "not kept");
  return Result;
}

//===----------------------------------------------------------------------===//
// When a closure runs
//===----------------------------------------------------------------------===//

TEST(Closures, RunInPlaceWhereWhatTheyAreGivenToCallsThem) {
  Snippet S(R"cpp(
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <variant>
#include <vector>
void use(int);
template <class F> void twice(F &&Body) {
  Body();
  Body();
}
template <class F> auto locked(std::mutex &M, F &&Body) {
  std::lock_guard<std::mutex> L(M);
  return Body();
}
void forEach(std::map<int, int> &All, const std::function<void(int)> &Each) {
  for (auto &[Key, Value] : All)
    Each(Value);
}
template <class F> void outer(F Body) { twice([&] { Body(); }); } //= no
template <class F> struct Finally {
  F Do;
  ~Finally() { Do(); }
};
template <class F> Finally(F) -> Finally<F>;
void algorithms(std::vector<int> &V, std::list<int> &L, std::map<int, int> &All) {
  std::sort(V.begin(), V.end(), [](int A, int B) { return A < B; }); //= no
  std::for_each(V.begin(), V.end(), [](int A) { use(A); });          //= no
  auto Found = std::find_if(V.begin(), V.end(), [&](int A) {         //= no
    return A > int(L.size());
  });
  L.remove_if([](int A) { return A == 0; }); //= no
  std::erase_if(V, [](int A) { return A == 0; }); //= no
  std::variant<int, std::string> Either;
  std::visit([](auto &A) { (void)A; }, Either); //= no
  std::once_flag Once;
  std::call_once(Once, [] { use(1); }); //= no
  std::mutex M;
  std::condition_variable C;
  std::unique_lock<std::mutex> Lock(M);
  C.wait(Lock, [&] { return !V.empty(); }); //= no
  C.wait_for(Lock, std::chrono::seconds(1), [&] { return !V.empty(); }); //= no
}
void calls(std::map<int, int> &All) {
  int Sum = 0;
  [] { use(1); }();                      //= no
  auto Named = [&](int A) { Sum += A; }; //= no
  Named(1);
  const std::function<void(int)> Wrapped = [&](int A) { Sum += A; }; //= no
  Wrapped(1);
  twice([&] { ++Sum; }); //= no
  forEach(All, [&](int A) { Sum += A; }); //= no
  std::mutex M;
  int Locked = locked(M, [&] { return Sum; }); //= no
  outer([&] { ++Sum; }); //= no
  Finally AtEnd{[&] { use(Sum); }}; //= no
  auto Never = [] { use(2); }; //= no
  std::invoke([&] { ++Sum; }); //= no
  std::map<std::string, std::function<void()>> Commands;
  Commands["one"] = [&] { ++Sum; }; //= no
  for (const auto &[Name, Do] : Commands)
    Do();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(escapes(S), S.expected());
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Lambda)
      EXPECT_TRUE(runsInPlace(*S.Prog, B.get()));
}

TEST(Closures, RunElsewhereAsTasksOfTheLibrary) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <vector>
#include <pthread.h>
void use(int);
void *entry(void *);
struct Worker {
  std::thread T;
  std::vector<std::jthread> All;
  void start() {
    T = std::thread([this] { use(1); }); //= elsewhere
    All.emplace_back([](std::stop_token) { use(2); }); //= elsewhere
    All.push_back(std::jthread([] { use(3); })); //= elsewhere
  }
};
void threads() {
  std::thread A([] { use(1); }); //= elsewhere
  auto Body = [](int N) { use(N); }; //= elsewhere
  std::thread B(Body, 1);
  std::function<void()> Wrapped = [] { use(1); }; //= elsewhere
  std::thread C(Wrapped);
  auto D = std::make_unique<std::thread>([] { use(1); }); //= elsewhere
  auto *E = new std::thread([] { use(1); }); //= elsewhere
  A.join();
  B.join();
  C.join();
  D->join();
  E->join();
  pthread_t Raw;
  auto Plain = [](void *) -> void * { return nullptr; }; //= elsewhere
  pthread_create(&Raw, nullptr, Plain, nullptr);
  pthread_join(Raw, nullptr);
}
void futures() {
  auto A = std::async([] { return 1; }); //= elsewhere
  auto B = std::async(std::launch::async, [](int N) { return N; }, 1); //= elsewhere
  std::packaged_task<int()> Task([] { return 1; }); //= elsewhere
  auto C = Task.get_future();
  std::thread T(std::move(Task));
  T.join();
  std::packaged_task<int()> Here([] { return 1; }); //= no
  Here();
}
// What a task runs in place is its own.
void inner() {
  std::jthread T([] { //= elsewhere
    [] { use(1); }(); //= no
    std::jthread U([] { use(2); }); //= elsewhere
  });
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(escapes(S), S.expected());
}

TEST(Closures, RunElsewhereByWayOfWhatKeepsThem) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
void use(int);
class Pool {
public:
  Pool() {
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([this] { work(); }); //= elsewhere
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> L(M);
      Stop = true;
    }
    C.notify_all();
    for (auto &W : Workers)
      W.join();
  }
  void post(std::function<void()> Job) {
    std::lock_guard<std::mutex> L(M);
    Jobs.push_back(std::move(Job));
    C.notify_one();
  }
  template <class F> void postWrapped(F Body) {
    post([Body] { Body(); }); //= elsewhere in work
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> L(M);
        C.wait(L, [this] { return Stop || !Jobs.empty(); }); //= no
        if (Jobs.empty())
          return;
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      Job();
    }
  }
  std::mutex M;
  std::condition_variable C;
  std::deque<std::function<void()>> Jobs;
  std::vector<std::thread> Workers;
  bool Stop = false;
};
// The same without a thread: whoever calls `run` runs them.
class Loop {
public:
  void post(std::function<void()> Job) { Jobs.push_back(std::move(Job)); }
  void run() {
    while (!Jobs.empty()) {
      const auto Job = std::move(Jobs.front());
      Jobs.pop_front();
      Job();
    }
  }

private:
  std::deque<std::function<void()>> Jobs;
};
template <class F> void detached(F Body) { std::thread(Body).detach(); }
void forwards(std::function<void()> Body) { detached(std::move(Body)); }
void posts(Pool &P, Loop &L) {
  P.post([] { use(1); }); //= elsewhere in work
  P.postWrapped([] { use(2); }); //= elsewhere in work
  L.post([] { use(3); }); //= no
  detached([] { use(4); }); //= elsewhere in detached
  forwards([] { use(5); }); //= elsewhere in detached
  L.run();
}
class Session {
public:
  void start() {
    Worker = std::jthread([this] { //= elsewhere
      if (OnData)
        OnData(1);
      OnNothing(0);
    });
  }
  std::function<void(int)> OnData, OnClose, OnNothing;
  void close() const { OnClose(0); }
  std::jthread Worker;
};
void session(Session &S) {
  S.OnData = [](int N) { use(N); };  //= elsewhere in lambda
  S.OnClose = [](int N) { use(N); }; //= no
  S.close();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(Closures, RunForTheirMakerThoughOthersCallTheSameFunctionFromATask) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
#include <vector>
void use(int);
void direct(std::vector<int> &All, const std::function<void(int)> &Do) {
  for (int N : All)
    Do(N);
}
void inner(std::vector<int> &All, const std::function<void(int)> &Do) {
  for (int N : All)
    Do(N);
}
void outer(std::vector<int> &All, const std::function<void(int)> &Do) {
  inner(All, Do);
}
void inClosure(std::vector<int> &All, const std::function<void(int)> &Do) {
  [&] { //= no
    for (int N : All)
      Do(N);
  }();
}
template <class F> void byTemplate(std::vector<int> &All, F Do) {
  for (int N : All)
    Do(N);
}
void worker(std::vector<int> &All) {
  direct(All, [](int N) { use(N); });    //= no
  outer(All, [](int N) { use(N); });     //= no
  inClosure(All, [](int N) { use(N); }); //= no
  byTemplate(All, [](int N) { use(N); }); //= no
}
void maker(std::vector<int> &All) {
  std::jthread T(worker, std::ref(All));
  int Sum = 0;
  direct(All, [&](int N) { Sum += N; });    //= no
  outer(All, [&](int N) { Sum += N; });     //= no
  inClosure(All, [&](int N) { Sum += N; }); //= no
  byTemplate(All, [&](int N) { Sum += N; }); //= no
}

// The task that is started with it runs it.
void alone(const std::function<void(int)> &Do) { Do(1); }
void starter() {
  std::function<void(int)> Body = [](int N) { use(N); }; //= elsewhere in alone
  std::jthread T(alone, Body);
}
// One that has it from the object.
struct Keeps {
  std::function<void(int)> Kept;
  void start() {
    std::jthread T([this] { run(Kept); }); //= elsewhere
    T.join();
  }
  void run(const std::function<void(int)> &Do) { Do(1); }
  void keep(int Base) {
    Kept = [Base](int N) { use(N + Base); }; //= elsewhere in run
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(Closures, MayGoWhereNobodySees) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>
#include <vector>
void use(int);
void opaque(std::function<void()>);
void opaqueRef(const std::function<void()> &);
struct Opaque {
  void watch(std::function<void()>);
  std::function<void()> On;
};
struct Interface {
  virtual ~Interface() = default;
  virtual void each(const std::function<void(int)> &) = 0;
};
void wrapper(std::function<void()> Body) { opaque(std::move(Body)); }
void toOthers(Opaque &O, Interface &I, void (*Pointer)(std::function<void()>)) {
  opaque([] { use(1); });          //= unknown
  opaqueRef([] { use(2); });       //= unknown
  O.watch([] { use(4); });         //= unknown
  I.each([](int N) { use(N); });   //= unknown
  wrapper([] { use(5); });         //= unknown in wrapper
  Pointer([] { use(6); });         //= unknown
  auto Named = [] { use(7); };     //= unknown
  opaque(Named);
  O.On = [] { use(8); };           //= no
}
// What is seen of it counts, and what is not comes on top of it.
void both() {
  auto Body = [] { use(1); }; //= elsewhere, unknown
  std::thread T(Body);
  opaque(Body);
  T.join();
}
// Kept by a library, to be called once or more.
struct Panel {
  void arm() {
    static bool Told = false;
    std::atexit([] { Told = true; }); //= kept
  }
};
// Seen, and in a header of the program.
template <class F> struct Guard {
  F Undo;
  ~Guard() { Undo(); }
};
template <class F> Guard<F> onExit(F Undo) { return {std::move(Undo)}; }
void guards() {
  auto G = onExit([] { use(1); }); //= no
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(escapes(S), S.expected());
}

TEST(Closures, ThatAreRegisteredAsHandlersOrKeptByALibrary) {
  Snippet S(R"cpp(
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>
namespace httplib {
struct Request {};
struct Response {};
struct Server {
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Path, Handler H);
  Server &Post(const std::string &Path, Handler H);
  bool listen(const std::string &Host, int Port);
};
}
namespace boost { namespace signals2 {
struct connection { void disconnect(); };
template <class T> struct signal {
  template <class F> connection connect(F &&) { return {}; }
  void operator()(int);
};
}}
using httplib::Request, httplib::Response;
void use(int);
struct App {
  httplib::Server Web;
  boost::signals2::signal<void(int)> Changed;
  void routes() {
    Web.Get("/", [](const Request &, Response &) { use(1); }); //= handler
    auto Named = [](const Request &, Response &) { use(2); };  //= handler
    Web.Post("/", Named);
    add("/wrapped", [] { use(3); }); //= handler in add
    Changed.connect([](int N) { use(N); }); //= kept
    subscribe([](int N) { use(N); });       //= kept in subscribe
  }
  template <class F> void add(const std::string &Path, F Body) {
    Web.Get(Path, [Body](const Request &, Response &) { Body(); }); //= handler
  }
  void subscribe(std::function<void(int)> Slot) { Changed.connect(Slot); }
};
// Worse than to be kept is to be a handler, worst to be a task.
void worse(App &A) {
  auto Both = [](const Request &, Response &) { use(4); }; //= elsewhere in lambda
  A.Web.Get("/", Both);
  std::jthread T([&] { //= elsewhere
    Request Q;
    Response R;
    Both(Q, R);
  });
  auto Slot = [](int N) { use(N); }; //= elsewhere
  A.Changed.connect(Slot);
  std::jthread U(Slot, 1);
}
void stops(std::stop_token Token) {
  std::stop_callback Callback(Token, [] { use(1); }); //= kept
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(fates(S), S.expected());
}

TEST(Closures, InAGraphRunWhenTheGraphRunsBehindThem) {
  Snippet S(R"cpp(
namespace tf {
struct Task {};
struct Taskflow {
  template <class F> Task emplace(F &&) { throw 0; }
  void clear();
};
struct Future { void wait(); };
struct Executor {
  Future run(Taskflow &);
  void wait_for_all();
  void corun(Taskflow &);
};
}
void use(int);
void behind(tf::Executor &E) {
  tf::Taskflow F;
  F.emplace([] { use(1); }); //= elsewhere
  E.run(F).wait();
}
void before(tf::Executor &E) {
  tf::Taskflow F;
  E.run(F).wait();
  F.emplace([] { use(2); }); //= no
}
void never(tf::Executor &E) {
  tf::Taskflow F, G;
  F.emplace([] { use(3); }); //= no
  G.emplace([] { use(4); }); //= elsewhere
  E.run(G).wait();
}
void takenOut(tf::Executor &E) {
  tf::Taskflow F;
  F.emplace([] { use(5); }); //= no
  F.clear();
  F.emplace([] { use(6); }); //= elsewhere
  E.run(F).wait();
}
void takenOutOnOneWay(tf::Executor &E, bool Again) {
  tf::Taskflow F;
  F.emplace([] { use(7); }); //= elsewhere
  if (Again)
    F.clear();
  E.run(F).wait();
}
void inLoop(tf::Executor &E) {
  tf::Taskflow F;
  for (int I = 0; I < 3; ++I) {
    E.run(F).wait();
    F.emplace([] { use(8); }); //= elsewhere
  }
}
void inPlace(tf::Executor &E) {
  tf::Taskflow F;
  F.emplace([] { use(9); }); //= no
  E.corun(F);
}
struct Plan {
  tf::Executor E;
  tf::Taskflow F;
  void build() {
    F.emplace([] { use(10); }); //= elsewhere in run
  }
  void run() { E.run(F).wait(); }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(escapes(S), S.expected());
}

TEST(Closures, RunInPlaceOrElsewhereAsWhatIsDoneWithThem) {
  Snippet S(R"cpp(
#include <algorithm>
#include <functional>
#include <future>
#include <thread>
#include <vector>
void use(int);
void opaque(std::function<void()>);
void lambdas(std::vector<int> &All, std::vector<std::jthread> &Threads) {
  std::for_each(All.begin(), All.end(), [&](int N) { //= here
    Threads.emplace_back([N] { //= elsewhere
      auto Print = [N] { use(N); }; //= here
      Print();
    });
  });
  [&] { //= here
    [&] { use(1); }(); //= here
  }();
  opaque([] { use(1); }); //= elsewhere
  std::async(std::launch::async, [] { use(2); }).get(); //= elsewhere
  auto Never = [] { use(3); }; //= here
}
// One that calls itself is asked about while it is asked about.
struct Node {
  std::vector<Node> Children;
};
template <class F> void visit(Node &N, const F &Do) {
  Do(N);
  for (Node &C : N.Children)
    visit(C, Do);
}
void recursion(Node &Root) {
  visit(Root, [&](Node &N) { use(int(N.Children.size())); }); //= here
  const std::function<void(Node &)> Walk = [&Walk](Node &N) { //= here
    for (Node &C : N.Children)
      Walk(C);
  };
  Walk(Root);
}
// A function that is no closure is not asked.
void plain() {}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(places(S), S.expected());
  EXPECT_FALSE(runsInPlace(*S.Prog, S.body("plain")));
  EXPECT_EQ(S.Prog->calls().closureOf(S.body("plain")), nullptr);
  for (const auto &K : S.Prog->facts().Closures)
    EXPECT_EQ(S.Prog->calls().closureOf(K->Code), K.get());
}

TEST(Closures, AreHeldByWhatTheyArePutInto) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
void use(int);
using Callback = std::function<void()>;
struct Options {
  Callback OnDone, OnError;
};
struct Job {
  explicit Job(Callback F) : Run(std::move(F)) {}
  Callback Run;
};
class Store {
public:
  void add(Callback F) { All.push_back(std::move(F)); }
  void name(const std::string &Name, Callback F) { Named[Name] = F; }
  std::vector<Callback> All;
  std::map<std::string, Callback> Named;
};
void locals() {
  auto A = [] { use(1); }; //= A, B
  Callback B = A;
  std::vector<Callback> Many;
  Many.push_back([] { use(2); });    //= Many
  Many.emplace_back([] { use(3); }); //= Many
  Callback C, D;
  C = [] { use(4); }; //= C, D
  D = std::move(C);
  D = nullptr;
  [] { use(5); }(); //= 
}
void members(Store &S) {
  Options O;
  O.OnDone = [] { use(1); }; //= O.OnDone
  Options P;
  P.OnDone = [] { use(2); }; //= P.OnDone
  Options Q{.OnDone = nullptr, .OnError = [] { use(3); }}; //= Q.OnError
}
Callback returned() {
  return [] { use(1); }; //= result of returned()
}
Callback passedOn() {
  Callback F = [] { use(2); }; //= F, result of passedOn()
  return F;
}
// A closure that copies one holds it too, one that refers to it does not.
void copies() {
  auto Inner = [] { use(1); }; //= Inner, Outer
  auto Outer = [=] { Inner(); }; //= Outer
  auto Same = [] { use(2); }; //= Same
  auto By = [&Same] { Same(); }; //= By
  Callback Moved = [] { use(3); }; //= Keeps, Kept, Moved
  auto Keeps = [Kept = std::move(Moved)] { Kept(); }; //= Keeps
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(holders(S), S.expected());
}

TEST(Handovers, AreTheStatementsThatLeadToTheStart) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <thread>
#include <vector>
void use(int);
struct Request {
  explicit Request(std::function<void()> F) : Done(std::move(F)) {}
  std::function<void()> Done;
};
template <class F> std::thread started(F Body) { return std::thread(Body); }
std::shared_ptr<Request> begin(std::function<void()> F, std::vector<std::jthread> &All) {
  auto R = std::make_shared<Request>(std::move(F));
  All.emplace_back([R] { R->Done(); }); //= handed over
  return R;
}
void here() {
  std::jthread T([] { use(1); }); //= handed over
  auto Named = [] { use(2); };
  std::jthread U(Named); //= handed over
  auto Later = [] { use(3); };
  use(0);
  if (rand())
    U = std::jthread(Later); //= handed over
}
void byFunction() {
  auto T = started([] { use(4); }); //= handed over
  T.join();
  auto Named = [] { use(5); };
  auto U = started(Named); //= handed over
  U.join();
}
void byRequest(std::vector<std::jthread> &All) {
  begin([] { use(6); }, All); //= handed over
}
// The call that leads there counts, and not the others with the same object.
class Timer {
public:
  void watch(std::function<void()> F) { Body = std::move(F); }
  void start() { Worker = std::jthread(Body); }
  std::function<void()> Body;
  std::jthread Worker;
};
void stored(Timer &T) {
  T.watch([] { use(10); }); //= handed over
  T.start();
}
// Each iteration leaves its own behind.
void behindLoop(std::vector<std::jthread> &All) {
  std::vector<std::function<void()>> Jobs;
  for (int I = 0; I < 3; ++I)
    Jobs.push_back([I] { use(I); }); //= made
  for (auto &Job : Jobs)
    All.emplace_back(Job);
}
void inSameLoop(std::vector<std::jthread> &All) {
  for (int I = 0; I < 3; ++I) {
    std::function<void()> Job = [I] { use(I); };
    All.emplace_back(Job); //= handed over
  }
}
// Who has them starts them at another time.
class Jobs {
public:
  void add(std::function<void()> F) { All.push_back(std::move(F)); }
  void own() {
    All.push_back([] { use(7); }); //= made
  }
  void start() {
    for (auto &F : All)
      Threads.emplace_back(F);
  }
  std::vector<std::function<void()>> All;
  std::vector<std::jthread> Threads;
};
void adds(Jobs &J) {
  J.add([] { use(8); }); //= handed over
  J.start();
}
void addsAndStarts(Jobs &J) {
  J.All.push_back([] { use(9); }); //= made
  J.start();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(handovers(S), S.expected());
}

TEST(Handlers, AreRegisteredOrToldByTheirParametersOrNames) {
  Snippet S(R"cpp(
#include <functional>
#include <string>
#include <thread>
namespace httplib {
struct Request { std::string body; };
struct Response { std::string body; };
struct Server {
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Path, Handler H);
  Server &Post(const std::string &Path, Handler H);
  void set_logger(Handler H);
};
}
using httplib::Request, httplib::Response;
void use(int);
void named(const Request &, Response &) { use(1); } //= registered, by its type
void unused(const Request &, Response &) { use(1); } //= by its type
void other(const Request &) { use(1); }
void toString(Request &, int) { use(1); }
void routes(httplib::Server &Svr) {
  Svr.Get("/", named);
  Svr.Get("/a", [](const Request &, Response &) { use(2); }); //= registered, by its type
  Svr.Post("/b", [](const auto &, auto &) { use(3); }); //= registered, by its type
  std::thread([] { use(4); }).join();
}
// Nobody in sight calls these, and they are called what a server calls.
struct Connection {};
struct Message { std::string Text; };
struct Base {
  virtual ~Base() = default;
  virtual void onMessage(Connection &C, const Message &M) = 0;
  virtual void onClose(Connection &C) = 0;
  virtual void format(const Message &M) = 0;
};
struct Chat : Base {
  void onMessage(Connection &C, const Message &M) override { use(5); } //= by its name
  void onClose(Connection &C) override { use(6); }
  void format(const Message &M) override { use(7); }
};
// Here somebody does: then what is seen of him counts.
struct Called {
  virtual ~Called() = default;
  virtual void onMessage(Connection &C, const Message &M) = 0;
};
struct Echo : Called {
  void onMessage(Connection &C, const Message &M) override { use(8); }
};
void calls(Called &Any, Connection &C, const Message &M) { Any.onMessage(C, M); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(handlers(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Who keeps a closure
//===----------------------------------------------------------------------===//

TEST(Keepers, StoreIt) {
  Snippet S(R"cpp(
#include <any>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>
void use(int);
using Callback = std::function<void()>;
struct Options {
  Callback OnDone;
  int Level = 0;
};
struct Entry {
  std::string Name;
  Callback Run;
};
static std::vector<Callback> AtEnd;
class Panel {
public:
  explicit Panel(int Level) : Paint([Level] { use(Level); }) { //= stored in Paint
    Hooks["own"] = [this] { use(Own); }; //= stored in Hooks
    AtEnd.push_back([] { use(1); }); //= stored in AtEnd
    Maybe = [] { use(2); }; //= stored in Maybe
    Shared->OnDone = [] { use(3); }; //= stored in Shared.OnDone
    Entries.push_back({"a", [] { use(4); }}); //= stored in Entries.Run
    Entries.push_back(Entry{"b", [] { use(5); }}); //= stored in Entries.Run
  }

private:
  Callback Paint;
  std::map<std::string, Callback> Hooks;
  std::optional<Callback> Maybe;
  std::shared_ptr<Options> Shared;
  std::deque<Entry> Entries;
  int Own = 0;
};
void parameters(Options &O, Options *P, std::vector<Entry> &All, Options Copy) {
  O.OnDone = [] { use(1); };      //= stored in O.OnDone
  P->OnDone = [] { use(2); };     //= stored in P.OnDone
  All[0].Run = [] { use(3); };    //= stored in All.Run
  Copy.OnDone = [] { use(4); };   //= stored in Copy.OnDone
}
void locals() {
  Callback F = [] { use(1); }; //= stored in F
  auto Plain = [] { use(2); }; //= stored in Plain
  std::map<int, Callback> ById;
  ById[1] = [] { use(3); };           //= stored in ById
  ById.emplace(2, [] { use(4); });    //= stored in ById
  ById.insert_or_assign(3, [] { use(5); }); //= stored in ById
  auto Made = std::make_shared<Callback>([] { use(6); }); //= stored in Made
}
// What has no room for a callable keeps none.
void notKept() {
  std::thread T([] { use(1); });
  T.join();
  auto F = std::async([] { use(2); });
  [] { use(3); }();
  const Callback &Name = AtEnd.front();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keepers(S), S.expected());
}

TEST(Keepers, AreCalledAsTheMakerCallsThem) {
  Snippet S(R"cpp(
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
void use(int);
using Callback = std::function<void()>;
class Signal {
public:
  int connect(Callback F) {
    Slots[++Last] = std::move(F);
    return Last;
  }
  int forward(Callback F) { return connect(std::move(F)); }
  static Signal &instance() {
    static Signal S;
    return S;
  }

private:
  std::map<int, Callback> Slots;
  int Last = 0;
};
class Window {
public:
  void open() {
    Closed.connect([] { use(1); });   //= stored in Closed.Slots by connect
    Closed.forward([] { use(2); });   //= stored in Closed.Slots by connect
    Child->Closed.connect([] { use(3); }); //= stored in Child.Closed.Slots by connect
    own([] { use(4); });              //= stored in Own by own
  }
  void own(Callback F) { Own = F; }
  Signal &closed() { return Closed; }
  Signal Closed;
  Window *Child = nullptr;
  Callback Own;
};
static Callback Last;
void remember(Callback F) { Last = std::move(F); }
void fill(Window &W, Callback F) { W.own(std::move(F)); }
void users(Window &W, Signal *S, std::unique_ptr<Window> &P) {
  W.Closed.connect([] { use(1); });   //= stored in W.Closed.Slots by connect
  W.closed().connect([] { use(2); }); //= stored in W.Closed.Slots by connect
  S->connect([] { use(3); });         //= stored in S.Slots by connect
  P->own([] { use(4); });             //= stored in P.Own by own
  fill(W, [] { use(5); });            //= stored in W.Own by own
  remember([] { use(6); });           //= stored in Last by remember
  Signal Local;
  Local.forward([] { use(7); });      //= stored in Local.Slots by connect
  auto Named = [] { use(8); };        //= stored in Named, stored in W.Own by own
  W.own(Named);
}
// The functor that is made here keeps it, and not the method's own object.
class Job {
public:
  explicit Job(Callback F) : F(std::move(F)) {}
  void run() const { F(); }

private:
  Callback F;
};
class Scheduler {
public:
  void add(std::unique_ptr<Job> J) { Jobs.push_back(std::move(J)); }
  void addNow() {
    Jobs.push_back(std::make_unique<Job>([] { use(1); })); //= stored in Jobs, stored in Jobs.F
  }
  std::vector<std::unique_ptr<Job>> Jobs;
};
// Who only has a pointer to what has it keeps nothing.
struct Visitor {
  Callback OnItem;
};
class Traversal {
public:
  void count() {
    Visitor Local;
    Local.OnItem = [] { use(1); }; //= stored in Local.OnItem
    Current = &Local;
    Current = nullptr;
  }
  Visitor *Current = nullptr;
};
// What only the function has is nobody's: its parameter, its local.
void runs(Callback F) {
  Callback Mine = std::move(F);
  Mine();
}
void ends() {
  runs([] { use(1); });
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keepers(S), S.expected());
}

TEST(Keepers, ReturnIt) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
void use(int);
using Callback = std::function<void()>;
struct Options {
  Callback OnDone;
};
Callback direct() {
  return [] { use(1); }; //= returned
}
auto byAuto() {
  auto Next = [] { use(2); }; //= returned, stored in Next
  return Next;
}
std::vector<Callback> inVector() {
  std::vector<Callback> Result;
  Result.push_back([] { use(3); }); //= returned, stored in Result
  return Result;
}
Options inStruct() {
  Options O;
  O.OnDone = [] { use(4); }; //= returned, stored in O.OnDone
  return O;
}
std::unique_ptr<Options> inPointer() {
  auto O = std::make_unique<Options>();
  O->OnDone = [] { use(5); }; //= returned, stored in O.OnDone
  return O;
}
Callback chosen(bool B) {
  if (B)
    return [] { use(6); }; //= returned
  return nullptr;
}
// It runs here, and only what it answers is returned.
int answer() {
  return [] { return 1; }(); //=
}
bool isSet() {
  Callback F = [] { use(8); }; //= stored in F
  return bool(F);
}
// What another function returns stays where that is put.
Callback made() {
  return [] { use(9); }; //= returned
}
void has() {
  Callback F = made();
}
// A closure in it has copied it.
Callback nested() {
  auto Inner = [] { use(10); }; //= returned, stored in Inner
  return [=] { Inner(); }; //= returned
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keepers(S), S.expected());
}

TEST(Keepers, AreLibrariesWithWhichItIsRegistered) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
namespace httplib {
struct Request {};
struct Response {};
struct Server {
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Path, Handler H);
};
}
namespace boost { namespace signals2 {
struct connection { void disconnect(); };
template <class T> struct signal {
  template <class F> connection connect(F &&) { return {}; }
};
}}
using httplib::Request, httplib::Response;
void use(int);
class App {
public:
  void start() {
    Web.Get("/", [](const Request &, Response &) { use(1); }); //= registered with Web
    Changed.connect([] { use(2); }); //= registered with Changed
    subscribe([] { use(3); });       //= registered with Changed by subscribe
  }
  void subscribe(std::function<void()> F) { Changed.connect(F); }
  httplib::Server Web;
  boost::signals2::signal<void()> Changed;
};
void fromOutside(App &A, httplib::Server &S) {
  A.subscribe([] { use(4); }); //= registered with A.Changed by subscribe
  S.Get("/", [](const Request &, Response &) { use(5); }); //= registered with S
}
// A wait has its predicate as long as it waits.
void waits(std::mutex &M, std::condition_variable &C, bool &Done) {
  std::unique_lock<std::mutex> L(M);
  C.wait(L, [&] { return Done; });
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(keepers(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Iterations
//===----------------------------------------------------------------------===//

TEST(Iterations, AVariableBelongsToOneOfItsLoop) {
  Snippet S(R"cpp(
#include <map>
#include <string>
#include <vector>
template <class T> void mark(T &&);
bool next(int &);
void loops(std::vector<int> &All, std::map<int, int> &ByName, int Parameter) {
  int Before = 0;
  mark(Parameter); //= none
  mark(Before);    //= none
  for (int I = 0; I < 3; ++I) {
    int Body = I;
    mark(I);    //= iteration of 11
    mark(Body); //= iteration of 11
    mark(Before); //= none
    static int Static = 0;
    mark(Static); //= none
    for (int J = 0; J < 3; ++J) {
      mark(I); //= iteration of 11
      mark(J); //= iteration of 18
    }
    {
      int Block = 1;
      mark(Block); //= iteration of 11
    }
  }
  for (int Value : All)
    mark(Value); //= iteration of 27
  for (auto &[Key, Item] : ByName)
    mark(Item); //= iteration of 29
  for (auto It = All.begin(); It != All.end(); ++It)
    mark(It); //= iteration of 31
  int Outside;
  for (Outside = 0; Outside < 3; ++Outside)
    mark(Outside); //= none
  while (int Given = Before--)
    mark(Given); //= iteration of 36
  do {
    int Done = 1;
    mark(Done); //= iteration of 38
  } while (next(Before));
  if (int If = Before)
    mark(If); //= none
  auto Lambda = [&] {
    int Own = 1;
    mark(Own); //= none
    for (int K = 0; K < 3; ++K)
      mark(K); //= iteration of 47
  };
  for (;;)
    [&](int Given) {
      int Own = 1;
      mark(Given); //= none
      mark(Own);   //= none
    }(1);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(iterations(S), S.expected());
}

TEST(Iterations, AClosureIsMadeInTheLoopsAroundAndThoseOfWhatRunsInPlace) {
  Snippet S(R"cpp(
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>
void use(int);
void opaque(std::function<void()>);
template <class F> void locked(F Body) { Body(); }
void loops(std::vector<int> &All, std::vector<std::jthread> &Threads) {
  auto None = [] { use(1); }; //= none
  for (int I : All)
    for (int J : All)
      while (use(0), true)
        Threads.emplace_back([I, J] { use(I + J); }); //= 13 12 11
  for (int I : All) {
    locked([&] { //= 15
      Threads.emplace_back([I] { use(I); }); //= 15
      for (int J : All)
        Threads.emplace_back([J] { use(J); }); //= 18 15
    });
    Threads.emplace_back([&All] { //= 15
      for (int J : All)
        opaque([J] { use(J); }); //= 22
      locked([] { use(3); }); //= none
    });
    opaque([] { //= 15
      locked([] { use(4); }); //= none
    });
  }
  std::for_each(All.begin(), All.end(), [&](int N) { //= none
    Threads.emplace_back([N] { use(N); }); //= none
  });
  do
    [] { use(5); }(); //= 33
  while (use(0), false);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(loops(S), S.expected());
}

TEST(Iterations, GiveAVariableFromBeforeTheLoopAnotherValue) {
  Snippet S(R"cpp(
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>
void use(int);
void print(const std::string &);
bool fetch(std::string &);
bool peek(const std::string &);
int next();
std::vector<std::jthread> Threads;
void headers(std::istream &In, int N) {
  std::string Line, Other, Seen;
  while (std::getline(In, Line)) //= new Line
    Threads.emplace_back([&Line] { print(Line); }); //= Line by header
  while (fetch(Other)) //= new Other
    Threads.emplace_back([&Other] { print(Other); }); //= Other by header
  while (peek(Seen))
    Threads.emplace_back([&Seen] { print(Seen); });
  int I;
  for (I = 0; I < N; ++I) //= new I
    Threads.emplace_back([&I] { use(I); }); //= I by header
  for (I = 0; I < N; I += 2) //= new I
    Threads.emplace_back([&I] { use(I); }); //= I by header
  for (I = next(); I; I = next()) //= new I
    Threads.emplace_back([&I] { use(I); }); //= I by header
  do {
    Threads.emplace_back([&I] { use(I); }); //= I by header
  } while (--I); //= new I
}
void bodies(int N) {
  int Number = 0, Count = 0, Fixed = 0;
  std::string Text;
  for (int I = 0; I < N; ++I) {
    Number = I * I; //= new Number
    Text += "x";    //= new Text
    Fixed = 1;
    Threads.emplace_back([&Number] { use(Number); }); //= Number by body
    Threads.emplace_back([&Text] { print(Text); });   //= Text by body
    Threads.emplace_back([&Fixed] { use(Fixed); });
    Threads.emplace_back([&Count] { use(Count); }); //= Count by body
    ++Count; //= new Count
  }
}
void sometimes(int N) {
  int Last = 0, Once = 0;
  for (int I = 0; I < N; ++I) {
    if (I % 2)
      Last = I;
    Threads.emplace_back([&Last] { use(Last); });
  }
  for (int I = 0; I < N; ++I) {
    Once = next();
    if (Once) {
      Threads.emplace_back([&Once] { use(Once); });
      break;
    }
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(changes(S), S.expected());
}

TEST(Iterations, ChangeItInManyWays) {
  Snippet S(R"cpp(
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>
struct Point { int X = 0, Y = 0; };
void use(int);
void print(const std::string &);
int next();
void fill(std::string &);
void fillPointer(Point *);
void moves(std::string &&);
void takes(std::string);
void looks(std::string &Text) { print(Text); }
void clears(std::string &Text) { Text = std::to_string(next()); }
std::vector<std::jthread> Threads;
enum class Mode { Off, On };
void ways(int N) {
  std::string Filled, Looked, Cleared, Taken, Assigned, Empty;
  Point P, Q, R;
  std::shared_ptr<Point> Shared;
  Mode M = Mode::Off;
  int Arrays[2] = {};
  std::function<void()> Callback;
  for (int I = 0; I < N; ++I) {
    fill(Filled);      //= new Filled
    looks(Looked);
    clears(Cleared);   //= new Cleared
    takes(Taken);
    Assigned = std::to_string(I); //= new Assigned
    Empty = "";
    P.X = I;           //= new P
    fillPointer(&Q);   //= new Q
    R = {I, I};        //= new R
    Shared = std::make_shared<Point>(); //= new Shared
    M = Mode::On;
    Callback = [I] { use(I); }; //= new Callback
    Threads.emplace_back([&Filled] { print(Filled); });     //= Filled by body
    Threads.emplace_back([&Looked] { print(Looked); });
    Threads.emplace_back([&Cleared] { print(Cleared); });   //= Cleared by body
    Threads.emplace_back([&Taken] { print(Taken); });
    Threads.emplace_back([&Assigned] { print(Assigned); }); //= Assigned by body
    Threads.emplace_back([&Empty] { print(Empty); });
    Threads.emplace_back([&P] { use(P.X); });               //= P by body
    Threads.emplace_back([&Q] { use(Q.X); });               //= Q by body
    Threads.emplace_back([&R] { use(R.X); });               //= R by body
    Threads.emplace_back([&Shared] { use(Shared->X); });    //= Shared by body
    Threads.emplace_back([&M] { use(int(M)); });
    Threads.emplace_back([&Arrays] { use(Arrays[0]); });
    Threads.emplace_back([&Callback] { Callback(); });      //= Callback by body
  }
}
// One value for all: what is no value, and what all of them change.
void shared(int N) {
  std::atomic<int> Counter{0};
  volatile int Seen = 0;
  std::unique_ptr<int> Own;
  std::thread Thread;
  int Sum = 0, Next = 0;
  for (int I = 0; I < N; ++I) {
    Counter = I;
    Seen = I;
    Thread = std::thread([] {});
    ++Sum;
    Next = I;
    Threads.emplace_back([&Counter] { use(Counter); });
    Threads.emplace_back([&Seen] { use(Seen); });
    Threads.emplace_back([&Thread] { use(Thread.joinable()); });
    Threads.emplace_back([&Sum] { ++Sum; });
    Threads.emplace_back([&Next] { Next = next(); });
  }
}
// The argument of the start itself is given and not changed.
void given(int N) {
  std::string Text;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back(looks, std::ref(Text));
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(changes(S), S.expected());
}

TEST(Iterations, ChangeNothingWhereBothSidesAreCarefulOrTheClosureIsMadeOnce) {
  Snippet S(R"cpp(
#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
void use(int);
int next();
std::vector<std::jthread> Threads;
std::mutex M;
void careful(int N) {
  int Best = 0, Plain = 0;
  for (int I = 0; I < N; ++I) {
    {
      std::lock_guard<std::mutex> L(M);
      Best = next(); //= new Best
    }
    Threads.emplace_back([&Best] {
      std::lock_guard<std::mutex> L(M);
      use(Best);
    });
    Threads.emplace_back([&Best] { use(Best); }); //= Best by body
  }
}
void raw(int N) {
  int Best = 0;
  for (int I = 0; I < N; ++I) {
    M.lock();
    Best = next();
    M.unlock();
    Threads.emplace_back([&Best] {
      M.lock();
      use(Best);
      M.unlock();
    });
  }
}
// The loop that changes it starts none.
void otherLoop(int N) {
  int Iteration = 0;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&Iteration] { use(Iteration); });
  while (Iteration < N)
    ++Iteration;
}
// It belongs to the outer loop, and the inner one changes it.
void nested(int N) {
  for (int I = 0; I < N; ++I) {
    int Sum = 0;
    for (int J = 0; J < N; ++J) {
      Sum = next(); //= new Sum
      Threads.emplace_back([&Sum] { use(Sum); }); //= Sum by body
      Threads.emplace_back([&J] { use(J); });
    }
  }
}
// Made in a closure that runs in place, in the loop or with the loop in it.
void inPlace(std::vector<int> &All) {
  int Last = 0;
  for (int V : All) {
    Last = next(); //= new Last
    [&] { //= Last by body
      Threads.emplace_back([&Last] { use(Last); }); //= Last by body
    }();
  }
  auto Start = [&All](int Base) {
    int Own = Base;
    for (int V : All) {
      Own = next(); //= new Own
      Threads.emplace_back([&Own] { use(Own); }); //= Own by body
    }
  };
  Start(1);
}
// A task of its own has a loop: the variable around it is the same for all.
void inTask(int N) {
  int Value = 0;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&Value] {
      for (int J = 0; J < 3; ++J)
        Threads.emplace_back([&Value] { use(Value); });
    });
}
// What a reference names is asked for elsewhere.
void references(int N, int &Given) {
  int &Name = Given;
  for (int I = 0; I < N; ++I) {
    Name = next();
    Threads.emplace_back([&Name] { use(Name); });
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(changes(S), S.expected());
}

TEST(Iterations, ChangeWhatATaskIsGivenByReference) {
  Snippet S(R"cpp(
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <pthread.h>
struct Job { int Id = 0, Result = 0; };
void use(int);
int next();
bool fetch(std::string &);
void reads(const int &N) { use(N); }
void readsText(const std::string &Text) { use(int(Text.size())); }
void counts(int &N) { ++N; }
void *readsJob(void *Given) {
  Job *J = static_cast<Job *>(Given);
  use(J->Id);
  return nullptr;
}
void *answersJob(void *Given) {
  Job *J = static_cast<Job *>(Given);
  J->Result = J->Id;
  return nullptr;
}
void *countsJob(void *Given) {
  static_cast<Job *>(Given)->Id++;
  return nullptr;
}
std::vector<std::jthread> Threads;
std::mutex M;
void references(int N) {
  int Number = 0, Fixed = 1, Counter = 0, Late = 0;
  std::string Line;
  for (int I = 0; I < N; ++I) {
    Number = I * I;
    ++Counter;
    Threads.emplace_back(reads, std::ref(Number)); //= Number changes
    Threads.emplace_back(reads, std::ref(Fixed));
    Threads.emplace_back(counts, std::ref(Counter));
    Threads.emplace_back(reads, std::cref(Late)); //= Late changes
    Late += I;
  }
  while (fetch(Line))
    Threads.emplace_back(readsText, std::cref(Line)); //= Line changes
  for (int I = 0; I < N; ++I) {
    std::lock_guard<std::mutex> L(M);
    Number = next();
    Threads.emplace_back(reads, std::ref(Number));
  }
}
void pointers(int N) {
  pthread_t T[3];
  Job J, Answer, Count;
  for (int I = 0; I < N; ++I) {
    J.Id = I;
    pthread_create(&T[0], nullptr, readsJob, &J); //= J changes
    Answer.Id = I;
    pthread_create(&T[1], nullptr, answersJob, &Answer); //= Answer changes
    Count.Id = I;
    pthread_create(&T[2], nullptr, countsJob, &Count);
    for (pthread_t Each : T)
      pthread_join(Each, nullptr);
  }
}
void onlySometimes(int N) {
  int Number = 0;
  for (int I = 0; I < N; ++I) {
    if (I == 3)
      Number = next();
    Threads.emplace_back(reads, std::ref(Number));
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(changesForTasks(S), S.expected());
}

TEST(Iterations, LeaveBehindWhatALongerLivedObjectKeeps) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
void use(int);
void opaque(std::function<void()>);
using Callback = std::function<void()>;
struct Button {
  void onClick(Callback F) { Clicked = std::move(F); }
  void click() const { Clicked(); }
  Callback Clicked;
};
struct Menu {
  void add(Callback F) { Actions.push_back(std::move(F)); }
  void addAndRun(Callback F) {
    Actions.push_back(std::move(F));
    runAll();
  }
  void runAll() const {
    for (const auto &F : Actions)
      F();
  }
  std::vector<Callback> Actions;
};
static std::vector<Callback> AtEnd;
class Window {
public:
  void build(int N, Menu &Other) {
    std::vector<Callback> Before;
    for (int I = 0; I < N; ++I) {
      Actions[I] = [&I] { use(I); };        //= kept
      Before.push_back([&I] { use(I); });   //= kept
      AtEnd.emplace_back([&I] { use(I); }); //= kept
      Own.add([&I] { use(I); });            //= kept
      Other.add([&I] { use(I); });          //= kept
      auto Named = [&I] { use(I); };        //= kept
      Before.push_back(Named);
    }
  }
  void buttons(int N) {
    for (int I = 0; I < N; ++I) {
      auto B = std::make_unique<Button>();
      B->onClick([&I] { use(I); }); //= kept
      Buttons.push_back(std::move(B));
      auto Lost = std::make_unique<Button>();
      Lost->onClick([&I] { use(I); }); //= not kept
    }
  }

private:
  std::map<int, Callback> Actions;
  std::vector<std::unique_ptr<Button>> Buttons;
  Menu Own;
};
// What belongs to the iteration, what is not kept at all, and what somebody
// runs in the same iteration or who cannot be seen.
void inIteration(int N, Menu &Other) {
  std::vector<Callback> Jobs;
  for (int I = 0; I < N; ++I) {
    std::vector<Callback> Own;
    Own.push_back([&I] { use(I); }); //= not kept
    Menu M;
    M.add([&I] { use(I); });         //= not kept
    auto Named = [&I] { use(I); };   //= not kept
    Named();
    [&I] { use(I); }();              //= not kept
    opaque([&I] { use(I); });        //= not kept
    Other.addAndRun([&I] { use(I); }); //= not kept
  }
}
Callback returned(int N) {
  for (int I = 0; I < N; ++I)
    if (I == 3)
      return [&I] { use(I); }; //= kept
  return nullptr;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(kept(S), S.expected());
}

} // namespace
} // namespace tether::facts
