//===- CallsTest.cpp - Who runs what --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "checks/facts/ask/Lifetimes.h"
#include "checks/facts/ask/Tasks.h"

namespace tether::facts {
namespace {

/// Adapt to how the questions are asked.
AccessPath markedBy(const Snippet &S, const CallExpr *Mark) {
  return S.Prog->paths().resolve(Mark->getArg(0));
}
using Bodies = std::vector<const Body *>;
Bodies bodiesOf(const Snippet &S, const AccessPath &P) {
  return S.Prog->calls().bodiesOf(P);
}
Bodies targetsOf(const Snippet &S, const Event &Run) {
  return S.Prog->calls().targetsOf(Run);
}
Bodies overridersOf(const Snippet &S, const FunctionDecl *F) {
  return S.Prog->calls().overridersOf(F);
}
Bodies handedOnBy(const Snippet &S, const Event &E) {
  return S.Prog->calls().handedOnBy(E);
}
const std::vector<CallChain> &reachedFrom(const Snippet &S, const Body *B) {
  return S.Prog->calls().reachedFrom(B);
}
bool reaches(const Snippet &S, const Body *From, const Body *To) {
  return S.Prog->calls().reaches(From, To);
}
bool leadsTo(const Snippet &S, const Event &Call, const Body *To) {
  return S.Prog->calls().leadsTo(Call, To);
}
std::vector<std::pair<const Body *, const Event *>> callersOf(const Snippet &S,
                                                              const Body *B) {
  return S.Prog->calls().callersOf(B);
}
template <typename Predicate>
bool must(const Snippet &S, const Body *B, Predicate Matches) {
  return S.Prog->calls().must(B, Matches);
}
template <typename Predicate>
ControlFlow::Statements mustAt(const Snippet &S, const Body *B,
                               Predicate Matches) {
  return S.Prog->calls().mustAt(B, Matches);
}
bool isCaught(const Snippet &S, const Body *B, const Stmt *At) {
  return S.Prog->calls().isCaught(B, At);
}
bool onlyForMain(const Snippet &S, const Body *B) {
  return onlyForMain(*S.Prog, B);
}
bool calledByTest(const Snippet &S, const Body *B) {
  return S.Prog->calls().calledByTest(B);
}

SourceLocation whereIs(const Body *B) {
  return B->Lambda ? B->Lambda->getBeginLoc() : B->Function->getLocation();
}

std::string nameOf(const Body *B) {
  if (B->Lambda)
    return "closure";
  return B->Function ? B->Function->getQualifiedNameAsString() : "initializer";
}

std::string namesOf(const Bodies &Some) {
  std::set<std::string> Names;
  for (const Body *B : Some)
    Names.insert(nameOf(B));
  return llvm::join(Names, ", ");
}

bool isMark(const Stmt *S) {
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  return Call && Call->getDirectCallee() &&
         Call->getDirectCallee()->getName() == "mark";
}

/// What each call may run, where that is seen.
Lines targets(const Snippet &S) {
  std::map<SourceLocation, std::set<const Body *>> Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run)
        for (const Body *Target : targetsOf(S, E))
          Found[E.Where].insert(Target);
  Lines Result;
  for (const auto &[Where, Some] : Found)
    S.note(Result, Where, namesOf(Bodies(Some.begin(), Some.end())));
  return Result;
}

/// At each body for which it holds.
template <typename Question>
Lines wherever(const Snippet &S, StringRef Word, Question Holds) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && Holds(B.get()))
      S.note(Result, whereIs(B.get()), Word);
  return Result;
}

//===----------------------------------------------------------------------===//
// From a call to bodies
//===----------------------------------------------------------------------===//

TEST(BodiesOf, AreThoseThatACallableMayHave) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
void one() {}
void two() {}
void declared();
void direct() {
  mark(one);      //= one
  mark(&two);     //= two
  mark(declared); //= none
  std::function<void()> Own = [] {};
  mark(Own);      //= closure
}
void chosen(bool B) {
  std::function<void()> Work;
  if (B)
    Work = one;
  else
    Work = [] {};
  mark(Work); //= closure, one
}
void given(std::function<void()> Work) {
  mark(Work); //= two
}
void gives() { given(two); }
void unknown(std::function<void()> Work) {
  mark(Work); //= none
}
struct Object {
  void method() {}
  static void onStatic() {}
  std::vector<std::function<void()>> Kept;
  void keep() {
    Kept.push_back([this] { method(); });
    Kept.push_back(one);
  }
  void asks() {
    mark(Kept);            //= closure, one
    mark(&Object::method); //= Object::method
    mark(&Object::onStatic); //= Object::onStatic
  }
};
void number(int N) {
  mark(N); //= none
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const Bodies Some = bodiesOf(S, markedBy(S, Mark));
    S.note(Found, Mark->getExprLoc(), Some.empty() ? "none" : namesOf(Some));
    EXPECT_EQ(Some, bodiesOf(S, markedBy(S, Mark)));
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(bodiesOf(S, AccessPath()).empty());
}

TEST(TargetsOf, FollowCallsOfEveryKind) {
  Snippet S(R"cpp(
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>
void one() {}
void two() {}
void declared();
struct Plain {
  Plain() {}
  ~Plain() {}
  void method() { helper(); }        //= Plain::helper
  void helper() {}
  bool operator<(const Plain &) const { return false; }
  static void onStatic() {}
};
template <class F> void apply(F Do) {
  Do();                              //= closure, two
}
void calls(std::vector<int> &All) {
  one();                             //= one
  declared();
  Plain P;                           //= Plain::Plain, Plain::~Plain
  P.method();                        //= Plain::method
  Plain::onStatic();                 //= Plain::onStatic
  if (P < P)                         //= Plain::operator<
    two();                           //= two
  void (*Pointer)() = one;
  Pointer();                         //= one
  apply(two);                        //= apply
  apply([] {});                      //= apply
  [] {}();                           //= closure
  std::for_each(All.begin(), All.end(), [](int) {}); //= closure
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(targets(S), S.expected());
}

TEST(TargetsOf, VirtualCallsAreTheOverridesOfWhatIsSeenThere) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
struct Listener {
  virtual ~Listener() = default;
  virtual void ended() {}
  virtual void started() = 0;
};
struct Prints : Listener {
  void ended() override {}
  void started() override {}
};
struct Counts : Listener {
  void ended() override {}
  void started() override {}
};
struct Inherits : Prints {};
struct Never : Listener {
  void ended() override {}
  void started() override {}
};
void tell(Listener &L) {
  L.ended();            //= Counts::ended, Listener::ended, Prints::ended
  L.started();          //= Counts::started, Prints::started
  L.Listener::ended();  //= Listener::ended
}
void tells() {
  Prints P;
  Counts C;
  tell(P);              //= tell
  tell(C);              //= tell
}
class Source {
public:
  explicit Source(Listener &L) : Told(L) {}
  void run() {
    Told.ended();       //= Listener::ended, Prints::ended
  }

private:
  Listener &Told;
};
void sources() {
  Inherits I;
  Source S(I);          //= Source::Source
  S.run();              //= Source::run
  std::thread([] {}).join();
}
void unknown(Listener *Any) {
  Any->ended();         //= Listener::ended
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(targets(S), S.expected());
}

TEST(TargetsOf, OwnVirtualMethodsAreWhateverOverridesThem) {
  Snippet S(R"cpp(
#include <pthread.h>
#include <thread>
class Thread {
public:
  virtual ~Thread() = default;
  void start() {
    T = std::thread([this] { run(); }); //= Special::run, Thread::run, Worker::run
  }
  void startRaw() { pthread_create(&Raw, nullptr, entry, this); }
  void once() {
    Thread::run();                      //= Thread::run
    this->run();                        //= Special::run, Thread::run, Worker::run
  }

protected:
  virtual void run() {}

private:
  static void *entry(void *Self) {
    static_cast<Thread *>(Self)->run(); //= Special::run, Thread::run, Worker::run
    return nullptr;
  }
  std::thread T;
  pthread_t Raw;
};
class Worker : public Thread {
  void run() override {}
};
class Special : public Worker {
  void run() override {}
};
class Other {
  virtual void run() {}
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(targets(S), S.expected());
}

TEST(TargetsOf, DestroyWhatASmartPointerWasSeenToBeMadeWith) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
struct Base {
  virtual ~Base() {}
};
struct Derived : Base {
  ~Derived() override {}
};
void asBase() {
  std::unique_ptr<Base> P(new Derived); //= Derived::~Derived
  std::thread([] {}).join();
}
void itself() {
  Derived D;                            //= Derived::~Derived
}
std::unique_ptr<Base> made();
void unknown() {
  auto P = made();
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (StringRef Name : {"asBase", "itself", "unknown"})
    for (const Event &E : S.body(Name)->Events)
      if (E.Kind == EventKind::Run && E.AtScopeEnd)
        if (const Bodies Some = targetsOf(S, E); !Some.empty())
          S.note(Found, E.Where, namesOf(Some));
  EXPECT_EQ(Found, S.expected());
}

TEST(OverridersOf, AreThoseOfAllLevels) {
  Snippet S(R"cpp(
#include <thread>
struct Base {
  virtual void run() {}
  virtual void other() {}
};
struct Middle : Base {
  void run() override {} //= overrides
};
struct Leaf : Middle {
  void run() override {} //= overrides
  void other() override {}
};
struct Far : Base {
  void run() override;
};
struct Unrelated {
  virtual void run() {}
};
void starts() { std::thread([] {}).join(); }
)cpp");
  ASSERT_TRUE(S.compiles());
  const Body *Run = nullptr;
  for (const auto &B : S.Prog->facts().Bodies)
    if (nameOf(B.get()) == "Base::run")
      Run = B.get();
  ASSERT_TRUE(Run);
  const Bodies Some = overridersOf(S, Run->Function);
  EXPECT_EQ(
      wherever(S, "overrides",
               [&](const Body *B) { return llvm::is_contained(Some, B); }),
      S.expected());
  EXPECT_TRUE(overridersOf(S, nullptr).empty());
}

//===----------------------------------------------------------------------===//
// Ways of calls
//===----------------------------------------------------------------------===//

TEST(ReachedFrom, HasTheWayToEachBody) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
template <class F> void apply(F Do) { //= by 1
  Do();
}
void far();
void leaf() {}                        //= by 2
void middle() { leaf(); }             //= by 1
void recursive(int N) {               //= by 1
  if (N)
    recursive(N - 1);
}
void never() {}
void inTask() {}
void kept() {}
void start() {                        //= by 0
  middle();
  far();
  recursive(3);
  apply([] { middle(); });            //= by 2
  std::thread T([] { inTask(); });
  T.join();
  std::function<void()> Later = kept;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  const Body *Start = S.body("start");
  for (const CallChain &Chain : reachedFrom(S, Start)) {
    S.note(Found, whereIs(Chain.To),
           "by " + std::to_string(Chain.Calls.size()));
    EXPECT_TRUE(reaches(S, Start, Chain.To));
    EXPECT_TRUE(Chain.Calls.empty() || Chain.Calls.front()->In == Start);
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_FALSE(reaches(S, Start, S.body("never")));
  EXPECT_FALSE(reaches(S, Start, S.body("inTask")));
  EXPECT_FALSE(reaches(S, Start, S.body("kept")));
  EXPECT_FALSE(reaches(S, S.body("leaf"), Start));
  EXPECT_TRUE(reaches(S, S.body("never"), S.body("never")));
}

TEST(LeadsTo, HoldsForCallsOnAWayToTheBody) {
  Snippet S(R"cpp(
#include <thread>
void target() {}
void direct() { target(); }    //= leads
void other() {}
template <class F> void apply(F Do) { Do(); } //= leads
void calls() {
  target();                    //= leads
  direct();                    //= leads
  other();
  apply(target);               //= leads
  std::thread T(target);
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (leadsTo(S, E, S.body("target")))
        S.note(Found, E.Where, "leads");
  EXPECT_EQ(Found, S.expected());
}

TEST(AsCalled, NamesTheMembersOfTheObjectsOfTheCaller) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
struct Engine {
  void run() {
    mark(Speed);   //= Mine.Front.Speed
  }
  int Speed;
};
struct Car {
  void drive() {
    Front.run();
    Back.run(); // The first of the ways counts.
    mark(Front);   //= Mine.Front
    mark(Global);  //= Global
  }
  static int Global;
  Engine Front, Back;
};
void help(Car &Given) {
  mark(Given);     //= Given
}
void start() {
  Car Mine;
  Mine.drive();
  help(Mine);
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallChain &Chain : reachedFrom(S, S.body("start")))
    for (const Stmt *Part : partsOf(Chain.To->Code))
      if (isMark(Part))
        S.note(Found, cast<CallExpr>(Part)->getExprLoc(),
               Chain.asCalled(markedBy(S, cast<CallExpr>(Part))).str());
  EXPECT_EQ(Found, S.expected());
}

TEST(CalledBefore, KnowsParametersByTheirArguments) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
struct Engine {
  void run(int &Limit) {
    int Local = 0;
    mark(Speed);   //= Mine.Front.Speed
    mark(Limit);   //= Most
    mark(Local);   //= unknown
    mark(Global);  //= Global
  }
  int Speed;
  static int Global;
};
struct Car {
  void drive(int &Given) {
    Front.run(Given);
    mark(Front);   //= Mine.Front
  }
  Engine Front;
};
void start() {
  Car Mine;
  int Most = 3;
  Mine.drive(Most);
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallChain &Chain : reachedFrom(S, S.body("start")))
    for (const Stmt *Part : partsOf(Chain.To->Code))
      if (isMark(Part))
        S.note(Found, cast<CallExpr>(Part)->getExprLoc(),
               S.Prog->calls()
                   .calledBefore(Chain.Calls, markedBy(S, cast<CallExpr>(Part)))
                   .str());
  EXPECT_EQ(Found, S.expected());
}

TEST(CallersOf, AreTheBodiesThatRunIt) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
void work() {}                //= caller, inTask, twice
void caller() { work(); }
void twice() {
  work();
  work();
}
void inTask() {
  std::thread T([] { work(); });
  T.join();
}
void starts() {
  std::thread T(work);
  T.join();
}
template <class F> void apply(F Do) { Do(); } //= runs
void runs() {
  apply([] {});               //= apply
}
struct Object {
  Object() {}                 //= makes
  ~Object() {}                //= makes
  void method() {}            //= makes
};
void makes() {
  Object O;
  O.method();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies) {
    std::set<std::string> Names;
    for (const auto &[Caller, Call] : callersOf(S, B.get())) {
      EXPECT_EQ(Call->In, Caller);
      Names.insert(Caller->Lambda ? Caller->Enclosing->Function->getName().str()
                                  : Caller->Function->getName().str());
    }
    if (!Names.empty())
      S.note(Found, whereIs(B.get()), llvm::join(Names, ", "));
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(callersOf(S, nullptr).empty());
}

TEST(HandedOnBy, IsWhatMayRunWhenACallableIsKeptOrLeavesTheUnit) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <functional>
#include <thread>
void elsewhere(std::function<void()>);
void helper() {}
void cleanUp() { helper(); }
void nested() {
  std::atexit(cleanUp);              //= cleanUp, helper
}
void inTask() {}
void registers() {
  std::atexit(cleanUp);              //= cleanUp, helper
  std::atexit(nested);               //= cleanUp, helper, nested
  elsewhere(helper);                 //= helper
  elsewhere([] { cleanUp(); });      //= cleanUp, closure, helper
  std::atexit([] {                   //= closure
    std::thread T(inTask);
    T.join();
  });
  std::thread T(helper);
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  std::map<SourceLocation, std::set<const Body *>> ByPlace;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      for (const Body *Each : handedOnBy(S, E))
        ByPlace[E.Where].insert(Each);
  Lines Found;
  for (const auto &[Where, Some] : ByPlace)
    S.note(Found, Where, namesOf(Bodies(Some.begin(), Some.end())));
  EXPECT_EQ(Found, S.expected());
}

//===----------------------------------------------------------------------===//
// On every path
//===----------------------------------------------------------------------===//

const auto IsSignal = [](const Event &E) {
  return E.Kind == EventKind::Signal;
};

TEST(Must, HoldsIfEveryPathDoesItSomehow) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <functional>
#include <latch>
#include <thread>
bool choose();
std::latch Done(1);
void tell() { Done.count_down(); }             //= must
void always() { tell(); }                      //= must
void onBoth() {                                //= must
  if (choose())
    Done.count_down();
  else
    always();
}
void onOne() {
  if (choose())
    Done.count_down();
}
void earlyOut() {
  if (!choose())
    return;
  Done.count_down();
}
void inLoop() {
  while (choose())
    Done.count_down();
}
void atLeastOnce() {                           //= must
  do
    Done.count_down();
  while (choose());
}
void orEnds() {                                //= must
  if (choose())
    std::abort();
  Done.count_down();
}
void bySwitch(int N) {                         //= must
  switch (N) {
  case 1:
    tell();
    break;
  default:
    Done.count_down();
  }
}
void bySwitchOnSome(int N) {
  switch (N) {
  case 1:
    tell();
    break;
  case 2:
    Done.count_down();
  }
}
struct Tells {
  ~Tells() { Done.count_down(); }              //= must
};
void byScope() {                               //= must
  Tells T;
  if (choose())
    return;
}
void byClosure() {                             //= must
  auto Tell = [] { Done.count_down(); };       //= must
  Tell();
}
void inTask() {
  std::thread T([] { Done.count_down(); });    //= must
  T.join();
}
void recursive(int N) {
  if (N)
    recursive(N - 1);
}
void recursiveTells(int N) {                   //= must
  if (N)
    recursiveTells(N - 1);
  Done.count_down();
}
void nothing() {}
void far();
void unseen() { far(); }
template <class F> void apply(F Do) { Do(); }  //= must
void byTemplate() { apply(tell); }             //= must
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(
      wherever(S, "must", [&](const Body *B) { return must(S, B, IsSignal); }),
      S.expected());
}

TEST(Must, NeedsAllThatACallMayRun) {
  Snippet S(R"cpp(
#include <functional>
#include <latch>
#include <thread>
std::latch Done(1);
void tells() { Done.count_down(); }              //= must
void alsoTells() { Done.count_down(); }          //= must
void doesNot() {}
void both(std::function<void()> Given) {         //= must
  Given();
}
void some(std::function<void()> Given) { Given(); }
void unknown(std::function<void()> Given) { Given(); }
void calls() {                                   //= must
  both(tells);
  both(alsoTells);
  some(tells);
  some(doesNot);
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(
      wherever(S, "must", [&](const Body *B) { return must(S, B, IsSignal); }),
      S.expected());
}

TEST(MustAt, AreTheStatementsThatDoIt) {
  Snippet S(R"cpp(
#include <functional>
#include <latch>
#include <thread>
bool choose();
std::latch Done(1);
void tells() { Done.count_down(); } //= here
void perhaps() {
  if (choose())
    Done.count_down();              //= here
}
void calls() {
  tells();                          //= here
  perhaps();
  Done.count_down();                //= here
  if (choose())
    tells();                        //= here
}
// To ask whether there is anybody to be told is to do so.
std::function<void()> Callback;
void fires() {
  if (Callback)                     //= here
    Callback();
}
void sets() { Callback = tells; }
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Stmt *At : mustAt(S, B.get(), IsSignal))
      S.note(Found, At->getBeginLoc(), "here");
  EXPECT_EQ(Found, S.expected());
}

//===----------------------------------------------------------------------===//
// Where it ends
//===----------------------------------------------------------------------===//

TEST(IsCaught, HoldsIfTheBodyOrAllItsCallersCatch) {
  Snippet S(R"cpp(
#include <stdexcept>
#include <thread>
template <class... T> void mark(T &&...);
void plain() {
  mark(1);
}
void inTry() {
  try {
    mark(1); //= caught
  } catch (const std::exception &) {
    mark(1);
  }
  mark(1);
}
void outer() {
  try {
    try {
      mark(1); //= caught
    } catch (int) {
      mark(1); //= caught
    }
  } catch (...) {
  }
}
void byCaller() {
  mark(1); //= caught
}
void bySomeCaller() {
  mark(1);
}
void far() {
  mark(1); //= caught
}
void between() { far(); }
void recursive(int N) {
  mark(1);
  if (N)
    recursive(N - 1);
}
void callers() {
  try {
    byCaller();
    bySomeCaller();
    between();
    recursive(1);
  } catch (...) {
  }
  bySomeCaller();
}
void tasks() {
  try {
    std::thread T([] {
      mark(1);
    });
    T.join();
  } catch (...) {
  }
}
void closures() {
  try {
    [] {
      mark(1); //= caught
    }();
  } catch (...) {
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Stmt *Part : partsOf(B->Code))
      if (isMark(Part) && isCaught(S, B.get(), Part))
        S.note(Found, cast<CallExpr>(Part)->getExprLoc(), "caught");
  EXPECT_EQ(Found, S.expected());
}

TEST(OnlyForMain, HoldsForWhatNobodyElseCanCall) {
  Snippet S(R"cpp(
#include <thread>
void exported() {}
static void local() {}                //= only for main
static void shared() {}
static void unused() {}
static void deep() {}                 //= only for main
static void between() { deep(); }     //= only for main
namespace {
void hidden() {}                      //= only for main
} // namespace
struct Options {
  void parse() {}                     //= only for main
  virtual void print() {}
};
void library() { shared(); }
int main() {                          //= only for main
  exported();
  local();
  shared();
  between();
  hidden();
  Options O;
  O.parse();
  O.print();
  [] {}();                            //= only for main
  std::thread T([] {});
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(wherever(S, "only for main",
                     [&](const Body *B) { return onlyForMain(S, B); }),
            S.expected());
}

TEST(OnlyForMain, HoldsForTestsToo) {
  Snippet S(R"cpp(
#include <thread>
namespace testing {
class Test {
public:
  virtual ~Test();
  virtual void TestBody() = 0;
};
} // namespace testing
static void helper() {}               //= only for main, by a test
static void both() {}                 //= by a test
void library() { both(); }
void exported() {}                    //= by a test
class PoolTest : public testing::Test {
  void TestBody() override {          //= only for main, by a test
    helper();
    both();
    exported();
    std::thread T([] {});             //= only for main, by a test
    T.join();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found = wherever(S, "only for main",
                         [&](const Body *B) { return onlyForMain(S, B); });
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && calledByTest(S, B.get()))
      S.note(Found, whereIs(B.get()), "by a test");
  EXPECT_EQ(Found, S.expected());
}

TEST(CalledByTest, HoldsForWhatIsRegisteredAsOne) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
class QObject {
public:
  virtual ~QObject();
};
namespace QTest {
int qExec(QObject *Object, int Count = 0, char **Arguments = nullptr);
}
namespace benchmark {
class State {};
void *RegisterBenchmark(const char *Name, std::function<void(State &)> Code);
} // namespace benchmark
void helper() {}                       //= by a test
class QueueTest : public QObject {
  void adds() { helper(); }            //= by a test
  void removes() {}                    //= by a test
};
class Window : public QObject {
  void shows() {}
};
void measure(benchmark::State &) {}    //= by a test
void other(benchmark::State &) {}
int main() {
  QueueTest T;
  QTest::qExec(&T);
  benchmark::RegisterBenchmark("a", measure);
  benchmark::RegisterBenchmark("b", [](benchmark::State &) {}); //= by a test
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(wherever(S, "by a test",
                     [&](const Body *B) { return calledByTest(S, B); }),
            S.expected());
}

//===----------------------------------------------------------------------===//
// What is added when all is known
//===----------------------------------------------------------------------===//

TEST(Polls, AskWhatTheirPredicateLooksAt) {
  Snippet S(R"cpp(
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
std::atomic<bool> Done, Other;
void until(std::function<bool()> Predicate) {
  while (!Predicate()) //= Done, Predicate
    std::this_thread::yield();
}
void waits() {
  until([] { return bool(Done); });
  std::thread([] { Other = true; }).join();
}
class Connection {
public:
  virtual ~Connection() = default;
  virtual bool isOpen() const = 0;
};
class Socket : public Connection {
public:
  bool isOpen() const override { return !Closed; }
  bool Closed = false;
};
void drain(Connection &C) {
  while (C.isOpen())   //= C, C.Closed, isOpen
    std::this_thread::yield();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  std::map<SourceLocation, std::set<std::string>> Found;
  for (StringRef Name : {"until", "drain"})
    for (const Event &E : S.body(Name)->Events)
      if (E.Kind == EventKind::Poll)
        Found[E.Where].insert(E.Path.str());
  Lines Result;
  for (const auto &[Where, Names] : Found)
    S.note(Result, Where, llvm::join(Names, ", "));
  EXPECT_EQ(Result, S.expected());
}

TEST(Conventions, SayNothingWhereABodyDoes) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
class Executor {
public:
  virtual ~Executor() = default;
  virtual void post(std::function<void()> Work) = 0;
};
class Far {
public:
  virtual ~Far() = default;
  virtual void post(std::function<void()> Work) = 0;
};
class Inline : public Executor {
  void post(std::function<void()> Work) override { Work(); }
};
void posts(Executor &E, Far &F) {
  E.post([] {});
  F.post([] {}); //= a task
  std::thread([] {}).join(); //= a task
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &T : S.Prog->facts().Tasks)
    S.note(Found, T->Spawn->getExprLoc(), "a task");
  EXPECT_EQ(Found, S.expected());
}

TEST(Assertions, AreBelievedToHaveWaited) {
  Snippet S(R"cpp(
#include <chrono>
#include <future>
#include <thread>
namespace testing {
class Test {
public:
  virtual ~Test();
  virtual void TestBody() = 0;
};
void check(bool);
} // namespace testing
#define ASSERT_TRUE(Condition) testing::check(Condition)
using namespace std::chrono_literals;
class FutureTest : public testing::Test {
  void TestBody() override {
    std::promise<void> P;
    auto F = P.get_future();
    std::thread([&] { P.set_value(); }).detach();
    ASSERT_TRUE(F.wait_for(1s) == std::future_status::ready); //= waits
    F.wait_for(1s); //= gives up
  }
};
void server(std::future<void> &F) {
  ASSERT_TRUE(F.wait_for(1s) == std::future_status::ready); //= gives up
  F.wait(); //= waits
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Wait || E.Kind == EventKind::Join)
        S.note(Found, E.Where, E.GivesUp ? "gives up" : "waits");
  EXPECT_EQ(Found, S.expected());
}

} // namespace
} // namespace tether::facts
