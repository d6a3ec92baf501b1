//===- ValuesTest.cpp - Where values go and come from ---------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A snippet calls `mark` with one object, and the answer is what it reaches, or
// with two, and the answer is whether they may be one.
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "checks/facts/ask/Tasks.h"
#include "checks/facts/code/Types.h"

namespace tether::facts {
namespace {

/// Adapt to how the questions are asked.
AccessPath markedBy(const Snippet &S, const CallExpr *Mark, unsigned I = 0) {
  return S.Prog->paths().resolve(Mark->getArg(I));
}
const std::vector<AccessPath> &reachOf(const Snippet &S, const AccessPath &P) {
  return S.Prog->values().reach(P);
}
const std::vector<AccessPath> &originsOf(const Snippet &S,
                                         const AccessPath &P) {
  return S.Prog->values().origins(P);
}
bool mayBeSame(const Snippet &S, const AccessPath &P, const AccessPath &Q) {
  return S.Prog->values().mayBeSame(P, Q);
}
bool mayBeHandedSame(const Snippet &S, const AccessPath &P,
                     const AccessPath &Q) {
  return S.Prog->values().mayBeHandedSame(P, Q);
}
const model::Type *typeOf(const Snippet &S, const AccessPath &P) {
  return S.Prog->values().typeOf(P);
}
const CXXRecordDecl *recordOf(const Snippet &S, const AccessPath &P) {
  return S.Prog->values().recordOf(P);
}
bool hasOwnLoop(const Snippet &S, const CXXRecordDecl *R) {
  return facts::hasOwnLoop(*S.Prog, R);
}

/// What a path is called here: values by what they are.
std::string wordFor(const AccessPath &P) {
  const Expr *E = P.value();
  if (!E || P.Length)
    return P.str();
  return isa<LambdaExpr>(E)   ? "closure"
         : isa<CXXNewExpr>(E) ? "new object"
                              : "temporary";
}

/// The names among the paths, sorted, each once, and without the first.
std::string namesIn(const std::vector<AccessPath> &Paths) {
  std::set<std::string> Names;
  for (const AccessPath &P : llvm::drop_begin(Paths))
    if (std::string Word = wordFor(P);
        !StringRef(Word).starts_with("temporary") &&
        !StringRef(Word).starts_with("__"))
      Names.insert(Word);
  return Names.empty() ? "nothing" : llvm::join(Names, ", ");
}

Lines reach(const Snippet &S) {
  Lines Result;
  for (const CallExpr *Mark : S.marks())
    S.note(Result, Mark->getExprLoc(), namesIn(reachOf(S, markedBy(S, Mark))));
  return Result;
}

Lines origins(const Snippet &S) {
  Lines Result;
  for (const CallExpr *Mark : S.marks())
    S.note(Result, Mark->getExprLoc(),
           namesIn(originsOf(S, markedBy(S, Mark))));
  return Result;
}

Lines same(const Snippet &S) {
  Lines Result;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark, 0), Q = markedBy(S, Mark, 1);
    EXPECT_EQ(mayBeSame(S, P, Q), mayBeSame(S, Q, P)) << P.str() << Q.str();
    S.note(Result, Mark->getExprLoc(), mayBeSame(S, P, Q) ? "same" : "apart");
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Where a value goes
//===----------------------------------------------------------------------===//

TEST(Reach, FollowsAHandleThroughVariablesCallsAndContainers) {
  Snippet S(R"cpp(
#include <map>
#include <memory>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
void work();
void consume(std::thread Given) { Given.join(); }
void look(const std::thread &Seen) { (void)Seen.get_id(); }
std::thread make() {
  std::thread Made(work);
  mark(Made); //= Result, result of make()
  return Made;
}
void receives() {
  std::thread Result = make();
  Result.join();
}
void hands() {
  std::thread Mine(work);
  mark(Mine); //= Given
  consume(std::move(Mine));
}
void shows() {
  std::thread Mine(work);
  mark(Mine); //= Seen
  look(Mine);
  Mine.join();
}
void keeps() {
  std::vector<std::thread> All;
  std::thread One(work);
  mark(One); //= All, Each
  All.push_back(std::move(One));
  for (std::thread &Each : All)
    Each.join();
}
void nowhere() {
  std::thread Alone(work);
  mark(Alone); //= nothing
  Alone.join();
}
void chain() {
  std::thread First(work);
  mark(First); //= Second, Third
  std::thread Second = std::move(First);
  mark(Second); //= Third
  std::thread Third = std::move(Second);
  mark(Third); //= nothing
  Third.join();
}
void swaps() {
  std::thread Left(work), Right;
  mark(Left); //= Right
  Left.swap(Right);
  Right.join();
}
void owns() {
  auto Owner = std::make_unique<std::thread>(work);
  mark(Owner); //= Next
  auto Next = std::move(Owner);
  Next->join();
}
void byKey() {
  std::map<int, std::thread> ById;
  std::thread One(work);
  mark(One); //= ById, Found
  ById[1] = std::move(One);
  auto &Found = ById[1];
  Found.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(reach(S), S.expected());
}

TEST(Reach, FollowsFieldsIntoTheObjectsThatTheyBelongTo) {
  Snippet S(R"cpp(
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
void work();
struct Worker {
  void start() {
    std::thread Made(work);
    mark(Made); //= Any.Thread, T, Thread
    T = std::move(Made);
    Thread = std::move(T);
  }
  void stop() { Thread.join(); }
  std::thread Thread, T;
};
void stops(Worker &Any) { Any.Thread.join(); }
struct Pair {
  std::thread Left, Right;
};
void parts() {
  Pair Mine;
  std::thread One(work);
  mark(One); //= Mine.Left, Whole.Left
  Mine.Left = std::move(One);
  Pair Whole = std::move(Mine);
  Whole.Left.join();
}
void whole() {
  Pair Built;
  mark(Built); //= All
  std::vector<Pair> All;
  All.push_back(std::move(Built));
}
void apart() {
  Pair Here, There;
  std::thread One(work);
  mark(One); //= Here.Left
  Here.Left = std::move(One);
  Here.Left.join();
  There.Left.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(reach(S), S.expected());
}

TEST(Reach, GoesBothWaysThroughReferences) {
  Snippet S(R"cpp(
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
void work();
void fill(std::thread &Into) {
  std::thread Made(work);
  mark(Made); //= Into, Mine
  Into = std::move(Made);
}
void fills() {
  std::thread Mine;
  fill(Mine);
  Mine.join();
}
void put(std::thread *To) {
  std::thread Made(work);
  mark(Made); //= Other, To
  *To = std::move(Made);
}
void puts() {
  std::thread Other;
  put(&Other);
  Other.join();
}
void copy(std::thread Value) {
  std::thread Made(work);
  mark(Made); //= Value
  Value = std::move(Made);
  Value.join();
}
void copies() {
  std::thread Third;
  copy(std::move(Third));
}
void place() {
  std::vector<std::thread> Slots;
  std::thread Made(work);
  mark(Made); //= Slot, Slots
  auto &Slot = Slots.emplace_back();
  Slot = std::move(Made);
  Slots.back().join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(reach(S), S.expected());
}

TEST(Reach, DoesNotGetToANamedObjectByWayOfAnUnnamedOne) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
void work();
struct Port {
  void open(std::thread Given) { Thread = std::move(Given); }
  void close() { Thread.join(); }
  std::thread Thread;
};
void ports() {
  Port In, Out;
  std::thread One(work), Two(work);
  mark(One); //= In.Thread, Thread
  In.Thread = std::move(One);
  mark(Two); //= Out.Thread, Thread
  Out.Thread = std::move(Two);
  In.close();
  Out.Thread.join();
  In.Thread.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(reach(S), S.expected());
}

TEST(Reach, StopsSomewhereAndStillCountsWhatItFound) {
  std::string Code = "#include <thread>\n"
                     "template <class... T> void mark(T &&...);\n"
                     "void work();\nvoid chain() {\n  std::thread V0(work);\n"
                     "  mark(V0);\n";
  const unsigned Many = 600;
  for (unsigned I = 1; I <= Many; ++I)
    Code += "  std::thread V" + std::to_string(I) + " = std::move(V" +
            std::to_string(I - 1) + ");\n";
  Code += "  mark(V" + std::to_string(Many) + ");\n}\n";
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  ASSERT_EQ(S.marks().size(), 2u);
  const std::vector<AccessPath> &Near = reachOf(S, markedBy(S, S.marks()[0]));
  EXPECT_GT(Near.size(), 100u);
  EXPECT_LT(Near.size(), Many);
  EXPECT_EQ(Near[1].str(), "V1");
  const std::vector<AccessPath> &Far = originsOf(S, markedBy(S, S.marks()[1]));
  EXPECT_GT(Far.size(), 100u);
  EXPECT_LT(Far.size(), Many);
}

TEST(Reach, StartsWithWhatWasAskedFor) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
void asks(std::thread &A) {
  std::thread B = std::move(A);
  mark(B);
  B.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  const AccessPath P = markedBy(S, S.marks().front());
  EXPECT_EQ(reachOf(S, P).front(), P);
  EXPECT_EQ(originsOf(S, P).front(), P);
  // Of what is not known nothing is.
  EXPECT_EQ(reachOf(S, AccessPath()).size(), 1u);
  EXPECT_EQ(originsOf(S, AccessPath()).size(), 1u);
}

//===----------------------------------------------------------------------===//
// Where a value comes from
//===----------------------------------------------------------------------===//

TEST(Origins, AreTheFunctionsAndClosuresThatACallableMayBe) {
  Snippet S(R"cpp(
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
void one();
void two();
void run(std::function<void()> Given) {
  mark(Given); //= Chosen, closure, one, two
  Given();
}
void chooses(bool B) {
  std::function<void()> Chosen;
  if (B)
    Chosen = two;
  else
    Chosen = one;
  run(Chosen);
  run([] {});
}
struct Button {
  void onClick(std::function<void()> Handler) { Clicked = std::move(Handler); }
  void click() {
    mark(Clicked); //= Handler, closure
    Clicked();
  }
  std::function<void()> Clicked;
};
void connects(Button &B) { B.onClick([] {}); }
std::function<void()> pick(bool B) {
  if (B)
    return one;
  return [] {};
}
void picks() {
  auto Picked = pick(true);
  mark(Picked); //= closure, one, result of pick()
  Picked();
}
class Loop {
public:
  void post(std::function<void()> Posted) { Queue.push_back(std::move(Posted)); }
  void run() {
    for (auto &Each : Queue) {
      mark(Each); //= Posted, closure
      Each();
    }
  }

private:
  std::vector<std::function<void()>> Queue;
};
void posts(Loop &L) { L.post([] {}); }
class Commands {
public:
  Commands() { Table["one"] = one; }
  void run(const std::string &Name) {
    auto Found = Table.find(Name);
    mark(Found->second); //= one
    Found->second();
  }

private:
  std::map<std::string, std::function<void()>> Table;
};
void pointer(void (*Raw)()) {
  mark(Raw); //= two
  Raw();
}
void gives() { pointer(&two); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(origins(S), S.expected());
}

TEST(Origins, AreTheObjectsThatAPointerMayPointTo) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
struct Queue { int N; };
struct Shared { Queue Jobs; };
void use(Queue &Any) {
  mark(Any); //= First, Second
}
void calls() {
  Queue First, Second;
  use(First);
  Queue *Alias = &Second;
  use(*Alias);
}
void made() {
  auto Own = std::make_shared<Shared>();
  auto Copy = Own;
  Queue *Inside = &Copy->Jobs;
  mark(Inside); //= nothing
}
struct Holder {
  explicit Holder(Queue &Q) : Held(Q) {}
  void use() {
    mark(Held); //= Mine, Q
  }
  Queue &Held;
};
void holds() {
  Queue Mine;
  Holder H(Mine);
  H.use();
}
struct Pointed {
  void set(Queue *Given) { Target = Given; }
  void use() {
    mark(Target); //= Given, new object
  }
  Queue *Target = nullptr;
};
void sets(Pointed &P) { P.set(new Queue); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(origins(S), S.expected());
}

//===----------------------------------------------------------------------===//
// One object or two
//===----------------------------------------------------------------------===//

TEST(MayBeSame, KeepsNamedObjectsApartAndNoOthers) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
struct Queue { int N; };
struct Port {
  Queue Jobs, Other;
  Queue *Away = nullptr;
  void open(Port &Peer) {
    mark(Jobs, Other);      //= apart
    mark(Jobs, Peer.Jobs);  //= same
    mark(Jobs, Peer.Other); //= apart
    mark(this->Jobs, Jobs); //= same
  }
};
Port Global, Second;
void objects(Port &Any, Port *Pointer, Port Value) {
  Port Mine, Yours;
  mark(Mine, Mine);                 //= same
  mark(Mine, Yours);                //= apart
  mark(Mine.Jobs, Yours.Jobs);      //= apart
  mark(Mine.Jobs, Mine.Other);      //= apart
  mark(Mine.Jobs, Any.Jobs);        //= same
  mark(Mine.Jobs, Pointer->Jobs);   //= same
  mark(Any.Jobs, Pointer->Jobs);    //= same
  mark(Any.Jobs, Any.Other);        //= apart
  mark(Global.Jobs, Second.Jobs);   //= apart
  mark(Global.Jobs, Any.Jobs);      //= same
  mark(Global, Second);             //= apart
  // Two parameters of one function are different names that nobody gave one
  // object.
  mark(Any, *Pointer);              //= apart
}
void aliases(Port &Any) {
  Port Mine;
  Port &Alias = Mine;
  mark(Alias.Jobs, Mine.Jobs);      //= same
  Port *Pointer = &Mine;
  mark(Pointer->Jobs, Mine.Jobs);   //= same
  auto Shared = std::make_shared<Port>();
  auto Copy = Shared;
  mark(Copy->Jobs, Shared->Jobs);   //= same
  mark(*Copy, *Shared);             //= same
  std::vector<Port> All(3);
  mark(All[0], All[1]);             //= same
  mark(All[0].Jobs, Mine.Jobs);     //= apart
}
void given(Queue &Q) {
  mark(Q, Global.Jobs);             //= same
  mark(Q, Second.Jobs);             //= apart
}
void gives() { given(Global.Jobs); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(same(S), S.expected());
  EXPECT_FALSE(mayBeSame(S, AccessPath(), AccessPath()));
  EXPECT_FALSE(mayBeSame(S, AccessPath(), markedBy(S, S.marks().front())));
}

TEST(MayBeSame, FollowsBothToWhereTheyComeFrom) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <memory>
#include <thread>
template <class... T> void mark(T &&...);
struct State { bool Done; };
struct Task {
  explicit Task(std::shared_ptr<State> Given) : Held(std::move(Given)) {}
  std::shared_ptr<State> Held;
};
void shares() {
  auto Mine = std::make_shared<State>();
  auto Yours = std::make_shared<State>();
  Task T(Mine);
  mark(T.Held->Done, Mine->Done);  //= same
  mark(Mine, Yours);               //= apart
}
void captures() {
  auto Mine = std::make_shared<State>();
  std::thread T([&, Copy = Mine] {
    mark(Copy->Done, Mine->Done);  //= same
  });
  T.join();
}
State First, Second;
void argument(State &Passed) {
  mark(Passed, First);             //= same
  mark(Passed, Second);            //= apart
}
void starts() {
  std::thread T(argument, std::ref(First));
  T.join();
}
State &instance() {
  static State Only;
  return Only;
}
void singletons() {
  State &Mine = instance();
  mark(Mine, instance());          //= same
  mark(instance(), First);         //= apart
}
void promises() {
  std::promise<int> P, Q;
  auto F = P.get_future();
  mark(F, P);                      //= same
  mark(F, Q);                      //= apart
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(same(S), S.expected());
}

TEST(MayBeHandedSame, AsksForTwoFunctionsThatNobodyIsSeenToCall) {
  Snippet S(R"cpp(
#include <deque>
#include <memory>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
struct Channel { int N; };
struct Other { int N; };
Channel Global;
void produce(Channel &Out, Channel &Spare, Other &Unlike) {
  mark(Out);   //= consumed, copied
  mark(Spare); //= consumed, copied
  mark(Unlike);
}
void consume(Channel &In) {
  mark(In); //= produced, produced, copied
}
void copy(std::shared_ptr<Channel> Shared) {
  mark(Shared); //= produced, produced, consumed
}
void called(Channel &Given) {
  mark(Given);
}
void calls() {
  called(Global);
  Channel Mine;
  mark(Mine);
  mark(Global);
}
void list(std::vector<int> &Numbers) {
  mark(Numbers);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  // What may be the same as what, by the function of the other.
  const std::map<std::string, std::string> Words = {{"Out", "produced"},
                                                    {"Spare", "produced"},
                                                    {"In", "consumed"},
                                                    {"Shared", "copied"}};
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    for (const CallExpr *With : S.marks()) {
      const AccessPath P = markedBy(S, Mark), Q = markedBy(S, With);
      EXPECT_EQ(mayBeHandedSame(S, P, Q), mayBeHandedSame(S, Q, P));
      if (mayBeHandedSame(S, P, Q)) {
        auto It = Words.find(Q.str());
        S.note(Found, Mark->getExprLoc(),
               It == Words.end() ? Q.str() : It->second);
      }
    }
  EXPECT_EQ(Found, S.expected());
}

//===----------------------------------------------------------------------===//
// What an object is
//===----------------------------------------------------------------------===//

TEST(TypeOf, LooksThroughPointersAndContainers) {
  Snippet S(R"cpp(
#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
struct Plain { std::thread Inner; };
std::thread made();
void types(std::thread *Raw, std::vector<std::vector<std::thread>> &Nested,
           std::unique_ptr<std::thread> &Owned, int Number, Plain Own) {
  std::thread One;
  mark(One);      //= std::thread
  mark(Raw);      //= std::thread
  mark(Nested);   //= std::thread
  mark(Owned);    //= std::thread
  mark(Own.Inner); //= std::thread
  mark(made());   //= std::thread
  mark(Own);      //= none
  mark(Number);   //= none
  std::vector<std::unique_ptr<std::thread>> Pool;
  mark(Pool);     //= std::thread
  std::optional<std::jthread> Later;
  mark(Later);    //= std::jthread
  std::map<int, std::future<int>> ById;
  mark(ById);     //= std::future
  std::array<std::mutex, 4> Locks;
  mark(Locks);    //= std::mutex
  std::vector<int> Numbers;
  mark(Numbers);  //= none
  std::shared_ptr<Plain> Held;
  mark(Held);     //= none
  std::condition_variable Changed;
  mark(Changed);  //= std::condition_variable
  const std::thread &Seen = One;
  mark(Seen);     //= std::thread
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const model::Type *T = typeOf(S, markedBy(S, Mark));
    S.note(Found, Mark->getExprLoc(), T ? StringRef(T->Name) : "none");
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_EQ(typeOf(S, AccessPath()), nullptr);
}

TEST(RecordOf, LooksThroughPointersAndNotContainers) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
template <class... T> void mark(T &&...);
struct Declared;
struct Plain { int N; };
namespace app {
template <class T> struct Box { T Content; };
}
Plain make();
void records(Plain &Reference, Plain *Pointer, Plain **Double, Declared *Far,
             std::shared_ptr<Plain> Shared, int Number,
             std::unique_ptr<std::unique_ptr<Plain>> Twice,
             app::Box<int> *Boxed) {
  Plain Value;
  mark(Value);     //= Plain
  mark(Reference); //= Plain
  mark(Pointer);   //= Plain
  mark(Double);    //= Plain
  mark(Shared);    //= Plain
  mark(Twice);     //= Plain
  mark(make());    //= Plain
  mark(Boxed);     //= app::Box
  mark(Boxed->Content); //= none
  mark(Far);       //= none
  mark(Number);    //= none
  std::vector<Plain> All;
  mark(All);       //= std::vector
  std::thread T;
  mark(T);         //= std::thread
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const CXXRecordDecl *R = recordOf(S, markedBy(S, Mark));
    S.note(Found, Mark->getExprLoc(),
           R ? R->getQualifiedNameAsString() : "none");
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_EQ(recordOf(S, AccessPath()), nullptr);
}

TEST(IsRelated, HoldsForOneClassAndThoseThatItDerivesFrom) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
struct Base {};
struct Left : Base {};
struct Right : Base {};
struct Bottom : Left, Right {};
struct Other {};
void asks(Base &A, Left &L, Right &R, Bottom &B, Other &O, int N) {
  mark(A, A); //= related
  mark(A, L); //= related
  mark(L, A); //= related
  mark(B, A); //= related
  mark(B, R); //= related
  mark(L, R); //= apart
  mark(A, O); //= apart
  mark(A, N); //= apart
  mark(N, N); //= apart
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    S.note(Found, Mark->getExprLoc(),
           isRelated(recordOf(S, markedBy(S, Mark, 0)),
                     recordOf(S, markedBy(S, Mark, 1)))
               ? "related"
               : "apart");
  EXPECT_EQ(Found, S.expected());
}

TEST(HasOwnLoop, HoldsForWhatIsMovedToTheLoopOfAThread) {
  Snippet S(R"cpp(
template <class... T> void mark(T &&...);
class QThread { public: void start(); void quit(); bool wait(); };
class QObject {
public:
  virtual ~QObject();
  bool moveToThread(QThread *);
  QThread *thread() const;
};
class Worker : public QObject {};
class Special : public Worker {};
class MovesItself : public QObject {
public:
  explicit MovesItself(QThread *T) { moveToThread(T); }
};
class Stays : public QObject {};
class ByPointer : public QObject {};
void moves(QThread &T) {
  auto *W = new Worker;
  W->moveToThread(&T);
  ByPointer Own;
  QObject *Any = &Own;
  Any->moveToThread(&T);
}
void asks(Worker &W, Special &S, MovesItself &M, Stays &K, ByPointer &P,
          QObject &O) {
  mark(W); //= own loop
  mark(S); //= own loop
  mark(M); //= own loop
  mark(K);
  mark(P); //= own loop
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    if (hasOwnLoop(S, recordOf(S, markedBy(S, Mark))))
      S.note(Found, Mark->getExprLoc(), "own loop");
  EXPECT_EQ(Found, S.expected());
  EXPECT_FALSE(hasOwnLoop(S, nullptr));
}

} // namespace
} // namespace tether::facts
