//===- IndexTest.cpp - Finding facts without a look at all of them --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A snippet calls `mark` with what is asked for. What the index finds for it
// stands where it is found.
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "checks/facts/ask/Handlers.h"

namespace tether::facts {
namespace {

/// Adapts to how the questions are asked.
const Index &indexOf(const Snippet &S) { return S.Prog->index(); }

AccessPath markedBy(const Snippet &S, const CallExpr *Mark) {
  return S.Prog->paths().resolve(Mark->getArg(0));
}

const CXXRecordDecl *classMarkedBy(const Snippet &S, const CallExpr *Mark) {
  return S.Prog->values().recordOf(markedBy(S, Mark));
}

SourceLocation whereIs(const Body *B) {
  return B->Lambda ? B->Lambda->getBeginLoc() : B->Function->getLocation();
}

void noteEvents(Lines &Result, const Snippet &S, StringRef Question,
                const Index::Events &Found) {
  for (const Event *E : Found) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E->At);
    if (Call && Call->getDirectCallee() &&
        Call->getDirectCallee()->getName() == "mark")
      continue;
    S.note(Result, E->Where,
           (Question.empty() ? wordFor(E->Kind) : Question).str());
  }
}

void noteBodies(Lines &Result, const Snippet &S, StringRef Question,
                const Index::Bodies &Found) {
  for (const Body *B : Found)
    if (B->Function && B->Function->getName() != "mark")
      S.note(Result, whereIs(B), Question);
}

//===----------------------------------------------------------------------===//
// Lists
//===----------------------------------------------------------------------===//

TEST(Index, PutsWhatItFindsInOrderAndEachOnce) {
  EXPECT_EQ(inOrder<char>({{3, 'c'}, {1, 'a'}, {3, 'c'}, {2, 'b'}, {1, 'a'}}),
            (std::vector<char>{'a', 'b', 'c'}));
  EXPECT_EQ(inOrder<char>({{0, 'z'}}), (std::vector<char>{'z'}));
  EXPECT_TRUE(inOrder<char>({}).empty());
}

TEST(Index, KnowsThingsByTheirClasses) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
struct Top {};
struct Left : Top {};
struct Right : virtual Top {};
struct Bottom : Left, Right {};
struct Other {};
void asks() {
  Top T;
  mark(T);
  Left L;
  mark(L);
  Bottom B;
  mark(B);
  Other O;
  mark(O);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  std::map<std::string, const CXXRecordDecl *> Classes;
  for (const CallExpr *Mark : S.marks())
    if (const CXXRecordDecl *R = classMarkedBy(S, Mark))
      Classes[R->getName().str()] = R;
  ASSERT_EQ(Classes.size(), 4u);
  ByClass<char> Things;
  Things.add(Classes["Bottom"], 3, 'b');
  Things.add(Classes["Top"], 1, 't');
  Things.add(Classes["Left"], 2, 'l');
  Things.add(Classes["Other"], 4, 'o');
  Things.add(nullptr, 5, '?');
  using Found = std::vector<char>;
  EXPECT_EQ(Things.of(Classes["Top"]), (Found{'t'}));
  EXPECT_EQ(Things.of(Classes["Bottom"]), (Found{'b'}));
  EXPECT_EQ(Things.of(nullptr), Found());
  EXPECT_EQ(Things.ofDerived({Classes["Top"]}), (Found{'t', 'l', 'b'}));
  EXPECT_EQ(Things.ofDerived({Classes["Left"]}), (Found{'l', 'b'}));
  EXPECT_EQ(Things.ofDerived({Classes["Bottom"], Classes["Left"]}),
            (Found{'l', 'b'}));
  EXPECT_EQ(Things.ofDerived({Classes["Other"]}), (Found{'o'}));
  EXPECT_EQ(Things.ofDerived({}), Found());
  EXPECT_EQ(Things.ofRelated(Classes["Left"]), (Found{'t', 'l', 'b'}));
  EXPECT_EQ(Things.ofRelated(Classes["Bottom"]), (Found{'t', 'l', 'b'}));
  EXPECT_EQ(Things.ofRelated(Classes["Other"]), (Found{'o'}));
  EXPECT_EQ(Things.ofRelated(nullptr), Found());
}

TEST(Index, AnswersInTheOrderOfTheCode) {
  Snippet S(R"cpp(
#include <thread>
struct State { bool Done; };
State Global;
void first() { Global.Done = true; }
void second() {
  while (!Global.Done)
    Global.Done = true;
}
void third() { Global.Done = false; }
void waits() { std::thread T(first); T.join(); }
)cpp");
  ASSERT_TRUE(S.compiles());
  const Index &Found = indexOf(S);
  const Index::Events &Writes = Found.of(EventKind::Write);
  ASSERT_EQ(Writes.size(), 3u);
  EXPECT_EQ(Writes[0]->In->Function->getName(), "first");
  EXPECT_EQ(Writes[1]->In->Function->getName(), "second");
  EXPECT_EQ(Writes[2]->In->Function->getName(), "third");
  EXPECT_EQ(Found.ordered({Writes[2], Writes[0], Writes[2]}),
            (Index::Events{Writes[0], Writes[2]}));
  EXPECT_EQ(Found.ordered(llvm::ArrayRef<const Event *>()), Index::Events());
  EXPECT_EQ(
      Found.ordered({S.body("third"), S.body("first"), S.body("second"),
                     S.body("first")}),
      (Index::Bodies{S.body("first"), S.body("second"), S.body("third")}));
  EXPECT_EQ(Found.of(EventKind::Join).size(), 1u);
  EXPECT_EQ(Found.of(EventKind::Detach).size(), 0u);
  EXPECT_EQ(Found.of(EventKind::Yield).size(), 0u);
}

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

TEST(Index, FindsEventsByTheNameOfTheirObject) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
struct State {
  bool Done = false;
  int Count = 0;
  void reset() { Done = false; }
};
State Global;
void writes() {
  Global.Done = true;      //= write
  Global.Count = 1;
  Global = State();
}
void polls() {
  while (!Global.Done)     //= poll
    std::this_thread::yield();
}
void others(State &Any) {
  State Mine;
  Mine.Done = true;
  Any.Done = true;
}
void asks() {
  mark(Global.Done);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark);
    noteEvents(Found, S, "", indexOf(S).on({P}));
    EXPECT_TRUE(indexOf(S).anyOn(
        {P}, [](const Event &E) { return E.Kind == EventKind::Poll; }));
    EXPECT_FALSE(indexOf(S).anyOn(
        {P}, [](const Event &E) { return E.Kind == EventKind::Join; }));
    EXPECT_FALSE(indexOf(S).anyOn({}, [](const Event &) { return true; }));
    EXPECT_EQ(indexOf(S).on({P, P}), indexOf(S).on({P}));
  }
  EXPECT_EQ(indexOf(S).on({}), Index::Events());
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, FindsEventsByWhateverNameOfTheirObject) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
struct State {
  bool Done = false;
  int Count = 0;
  void reset() { Done = false; } //= write
};
State Global, Second;
void writes() {
  Global.Done = true;      //= write
  Global.Count = 1;
  Second.Done = true;
}
void polls() {
  while (!Global.Done)
    std::this_thread::yield();
}
void others(State &Any, State *Pointer) {
  State Mine;
  Mine.Done = true;
  Any.Done = true;         //= write
  Pointer->Done = true;    //= write
  State &Alias = Global;
  Alias.Done = false;      //= write
}
void asks() {
  mark(Global.Done);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark);
    noteEvents(Found, S, "", indexOf(S).meeting({EventKind::Write}, {P}));
    EXPECT_TRUE(indexOf(S).meeting({}, {P}).empty());
    EXPECT_EQ(indexOf(S).meeting({EventKind::Write}, {P, P}),
              indexOf(S).meeting({EventKind::Write}, {P}));
  }
  EXPECT_TRUE(indexOf(S).meeting({EventKind::Write}, {}).empty());
  EXPECT_TRUE(indexOf(S).meeting({EventKind::Write}, {AccessPath()}).empty());
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, FindsWhatHappensToWhatWasHandedOn) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
template <class T> void mark(T &&);
struct State { std::promise<void> Ended; };
void tell(std::promise<void> &P) { P.set_value(); } //= signal
void tellLater(std::shared_ptr<State> S) {
  S->Ended.set_value();                             //= signal
}
void other(std::promise<void> &P) { P.set_value(); }
void asks() {
  auto Mine = std::make_shared<State>();
  tell(Mine->Ended);
  tellLater(Mine);
  std::promise<void> Second;
  other(Second);
  mark(Mine->Ended);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    noteEvents(Found, S, "",
               indexOf(S).meeting({EventKind::Signal, EventKind::Wait},
                                  {markedBy(S, Mark)}));
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, FindsCallsByTheirObject) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
struct Engine {
  void start() {}
  void stop() {}
};
struct Car {
  Engine Front, Back;
  void drive() {
    Front.start();         //= meeting
    Back.start();
  }
};
void use(Car &Any) {
  Car Mine, Other;
  Mine.drive();
  Mine.Front.start();      //= on, within, meeting
  Mine.Back.start();
  Any.Front.stop();        //= meeting
  Other.Front.stop();
  mark(Mine.Front);
  std::thread T([&] { Mine.Front.stop(); }); //= on, within, meeting
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark);
    noteEvents(Found, S, "on", indexOf(S).callsOn({P}));
    noteEvents(Found, S, "within", indexOf(S).callsWithin(P));
    noteEvents(Found, S, "meeting", indexOf(S).callsMeeting(P));
  }
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, FindsCallsOnPartsOfTheObject) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
struct Engine {
  void start() {}
};
struct Car {
  Engine Front, Back;
  void drive() {
    Front.start();
  }
};
void use(Car &Any) {
  Car Mine, Other;
  Mine.drive();            //= within
  Mine.Front.start();      //= within
  Mine.Back.start();       //= within
  Any.drive();
  Other.Front.start();
  mark(Mine);
  std::thread T([] {});
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    noteEvents(Found, S, "within", indexOf(S).callsWithin(markedBy(S, Mark)));
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, FindsConstructionsOfRelatedClasses) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
template <class T> void mark(T &&);
struct Base {
  Base() { Started = true; }
  bool Started;
};
struct Middle : Base {
  Middle() {}                          //= made
};
struct Derived : Middle {
  explicit Derived(int) {}             //= made
};
struct Sibling : Base {
  Sibling() {}                         //= made
};
struct Other {
  Other() {}
};
void makes() {
  Base B;                              //= made
  Middle M;                            //= made
  auto D = std::make_unique<Derived>(1); //= made
  auto *P = new Derived(2);            //= made
  Sibling S;
  Other O;
  mark(M);
  delete P;
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    noteEvents(Found, S, "made",
               indexOf(S).constructionsOf(classMarkedBy(S, Mark)));
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).constructionsOf(nullptr).empty());
}

TEST(Index, FindsWhereABodyIsKept) {
  Snippet S(R"cpp(
#include <csignal>
#include <cstdlib>
#include <thread>
void cleanUp() {}
void onSignal(int) {}
void never() {}
void called() {}
void registers() {
  std::atexit(cleanUp);               //= cleanUp
  std::signal(SIGINT, onSignal);      //= onSignal
  std::signal(SIGTERM, onSignal);     //= onSignal
  std::at_quick_exit([] {});          //= a closure
  called();
  std::thread T(called);
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    noteEvents(Found, S,
               B->Lambda ? "a closure" : B->Function->getNameAsString(),
               indexOf(S).keepsOf(B.get()));
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).keepsOf(S.body("never")).empty());
}

TEST(Index, FindsWhatConcernsEverybody) {
  Snippet S(R"cpp(
class QThread { public: void start(); void quit(); bool wait(); };
class QObject {
public:
  virtual ~QObject();
  bool moveToThread(QThread *);
  QThread *thread() const;
};
class QThreadPool {
public:
  static QThreadPool *globalInstance();
  bool waitForDone(int Milliseconds = -1);
  void clear();
};
class Worker : public QObject {};
void moves() {
  Worker W;
  QThread T;
  W.moveToThread(&T);                          //= to a loop
  T.start();
  T.quit();
  T.wait();
}
void waits() {
  QThreadPool::globalInstance()->waitForDone(); //= of a shared pool
  QThreadPool Mine;
  Mine.waitForDone();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  noteEvents(Found, S, "to a loop", indexOf(S).movesToLoop());
  noteEvents(Found, S, "of a shared pool", indexOf(S).joinsOfSharedPools());
  EXPECT_EQ(Found, S.expected());
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

TEST(Index, FindsBodiesByTheirClass) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
class Base {
public:
  void ofBase() {}                    //= related
};
class Middle : public Base {
public:
  Middle() {                          //= related, method
    T = std::thread([this] { run(); }); //= related
  }
  ~Middle() { T.join(); }             //= related, method
  void run() {}                       //= related, method
  static void onNothing() {}          //= method
  void declared();
  std::thread T;
};
class Derived : public Middle {
public:
  void ofDerived() {}                 //= related
};
class Sibling : public Base {
public:
  void ofSibling() {}
};
void Middle::declared() {}            //= related, method
void free() {
  Middle M;
  mark(M);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    noteBodies(Found, S, "related",
               indexOf(S).relatedTo(classMarkedBy(S, Mark)));
    noteBodies(Found, S, "method",
               indexOf(S).methodsOf(classMarkedBy(S, Mark)));
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).relatedTo(nullptr).empty());
  EXPECT_TRUE(indexOf(S).methodsOf(nullptr).empty());
}

TEST(Index, FindsBodiesThatNameSomething) {
  Snippet S(R"cpp(
#include <thread>
struct Owner {
  // To initialize it is not to use it.
  Owner() : Wanted(1), Other(2) {}
  explicit Owner(int N) : Wanted(N) {}
  Owner(const Owner &From) : Wanted(0), Other(From.Wanted) {} //= Wanted
  void writes() { Wanted = 1; }          //= Wanted
  void reads() { Other = Wanted; }       //= Wanted
  void callsWhatReads() { reads(); }
  void another() { Other = 1; }
  void inClosure() {
    std::thread T([this] { Wanted = 2; }); //= in a closure
    T.join();
  }
  int Wanted;
  int Other = 0;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  const FieldDecl *Wanted = nullptr;
  for (const auto &B : S.Prog->facts().Bodies)
    if (const CXXRecordDecl *R = B->thisRecord())
      for (const FieldDecl *F : R->fields())
        if (F->getName() == "Wanted")
          Wanted = F;
  ASSERT_TRUE(Wanted);
  Lines Found;
  for (const Body *B : indexOf(S).naming(Wanted))
    S.note(Found, B->Function->getLocation(),
           B->Lambda ? "in a closure" : "Wanted");
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).naming(nullptr).empty());
}

TEST(Index, FindsWhatACaptureNames) {
  Snippet S(R"cpp(
#include <thread>
void use(int);
void captures() {                       //= named
  int Wanted = 1, Other = 2;
  std::thread T([Mine = Wanted] { use(Mine); });
  std::thread U([Other] { use(Other); });
  T.join();
  U.join();
}
void reads() {
  int Wanted = 2;
  use(Wanted);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  const VarDecl *Wanted = nullptr;
  for (const Stmt *Part : partsOf(S.body("captures")->Code))
    if (const auto *D = dyn_cast<DeclStmt>(Part))
      for (const auto *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each);
            V && V->getName() == "Wanted")
          Wanted = V;
  ASSERT_TRUE(Wanted);
  Lines Found;
  noteBodies(Found, S, "named", indexOf(S).naming(Wanted));
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, FindsAllThatMayLeadSomewhere) {
  Snippet S(R"cpp(
#include <thread>
void target() {}                        //= leads
void direct() { target(); }             //= leads
void indirect() { direct(); }           //= leads
void recursive(int N) {                 //= leads
  if (N)
    recursive(N - 1);
  else
    indirect();
}
template <class F> void apply(F Do) {   //= leads
  Do();
}
void byCallable() { apply(target); }    //= leads
void other() {}
void callsOther() { other(); }
void starts() {
  std::thread T(target);
  T.join();
}
void byClosure() {                      //= leads
  [] { direct(); }();                   //= leads
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  noteBodies(Found, S, "leads", indexOf(S).leadingTo({S.body("target")}));
  EXPECT_EQ(Found, S.expected());
  EXPECT_EQ(indexOf(S).leadingTo({S.body("starts")}),
            (Index::Bodies{S.body("starts")}));
  EXPECT_TRUE(indexOf(S).leadingTo({}).empty());
}

TEST(Index, KnowsWhoIsCalledByTests) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
namespace testing {
class Test {
public:
  virtual ~Test();
  virtual void TestBody() = 0;
};
} // namespace testing
void helper() {}                        //= test
void helperOfHelper() { helper(); }     //= test
class PoolTest : public testing::Test {
  void TestBody() override {            //= test
    helperOfHelper();
    std::thread T([] { });              //= test
    T.join();
  }
};
class Fixture : public testing::Test {
public:
  void open() {}                        //= test
  void setUp() { open(); }              //= test
  void unused() {}                      //= test
};
class UsesFixture : public Fixture {
  void TestBody() override { setUp(); } //= test
};
void untested() {}
void server() { untested(); std::thread([] {}).join(); }
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && S.Prog->calls().calledByTest(B.get()))
      S.note(Found, whereIs(B.get()), "test");
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, KnowsWhatRunsPerRequest) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
namespace httplib {
class Request {};
class Response {};
class Server {
public:
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const char *Pattern, Handler H);
  bool listen(const char *Host, int Port);
};
} // namespace httplib
using namespace httplib;
void look() {}                                  //= per request
void answer(const Request &, Response &) {      //= per request
  look();
}
void once() {}
void serve() {
  once();
  Server S;
  S.Get("/a", answer);
  S.Get("/b", [](const Request &, Response &) { //= per request
    std::thread T([] {});
    T.join();
  });
  S.listen("localhost", 80);
}
// By what it is named and takes, if nobody is seen to call it.
class Handler {
public:
  virtual ~Handler() = default;
  virtual void handle(const Request &, Response &) = 0;
};
class Pages : public Handler {
  void handle(const Request &, Response &) override { //= per request
    find();
  }
  void find() {}                                //= per request
};
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && runsPerRequest(*S.Prog, B.get()))
      S.note(Found, whereIs(B.get()), "per request");
  EXPECT_EQ(Found, S.expected());
}

TEST(Index, KnowsWhatRunsLater) {
  Snippet S(R"cpp(
#include <csignal>
#include <cstdlib>
#include <thread>
void flush() {}                         //= later
void cleanUp() { flush(); }             //= later
void onSignal(int) { flush(); }
void now() {}
void registers() {
  std::atexit(cleanUp);
  std::atexit([] { flush(); });         //= later
  std::signal(SIGINT, onSignal);
  now();
  std::thread T(now);
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && runsLater(*S.Prog, B.get()))
      S.note(Found, whereIs(B.get()), "later");
  EXPECT_EQ(Found, S.expected());
}

//===----------------------------------------------------------------------===//
// Flows and statements
//===----------------------------------------------------------------------===//

TEST(Index, FindsWhatIsMadeAndPutSomewhere) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
template <class T> void mark(T &&);
struct Job {
  virtual ~Job() = default;
};
struct Copy : Job {
  explicit Copy(int N) : N(N) {}
  int N;
};
struct Move : Copy {
  Move() : Copy(1) {}
};
struct Other {
  explicit Other(int) {}
};
struct Queue {
  void put() {
    Next = new Copy(1);                  //= into Next, made
    Last = new Job;
  }
  void again() {
    Next = new Move;                     //= into Next, made
    Next = Last;
  }
  Job *Next = nullptr, *Last = nullptr;
};
void values() {
  std::vector<Copy> Copies;
  Copies.push_back(Copy(1));             //= made
  Copies.push_back(Move());              //= made
  Copy Local(2);                         //= made
  std::vector<Other> Others;
  Others.push_back(Other(1));
  std::thread([] {}).join();
}
void asks(Queue &Q, Copy &C) {
  mark(Q.Next);
  mark(C);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark);
    if (!P.Length)
      for (const Flow *W : indexOf(S).madeOf(S.Prog->values().recordOf(P)))
        S.note(Found, W->From.value()->getExprLoc(), "made");
    else
      for (const Flow *W : indexOf(S).madeInto(P.lastField()))
        S.note(Found, W->From.value()->getExprLoc(),
               "into " + P.lastField()->getNameAsString());
  }
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).madeInto(nullptr).empty());
  EXPECT_TRUE(indexOf(S).madeOf(nullptr).empty());
}

TEST(Index, FindsCallsOfOperators) {
  Snippet S(R"cpp(
#include <thread>
class Counter {
public:
  Counter &operator++() {
    ++Count;
    return *this;
  }
  Counter &operator+=(int N) {
    Count += N;
    return *this;
  }
  bool operator()() { return Count != 0; }
  int Count = 0;
};
void counts(Counter &C) {
  ++C;                                 //= counts ++
  C += 2;
  C.operator++();
  if (C())
    ++C;                               //= counts ++
}
void task() {
  Counter C;
  std::thread T([&] { ++C; });         //= operator() ++
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  const CXXMethodDecl *Increment = nullptr;
  for (const auto &B : S.Prog->facts().Bodies)
    if (B->Function && B->Function->getNameAsString() == "operator++")
      Increment = cast<CXXMethodDecl>(B->Function);
  ASSERT_TRUE(Increment);
  Lines Found;
  for (const Index::OperatorCall &Each : indexOf(S).callsOf(Increment))
    S.note(Found, Each.Call->getExprLoc(),
           Each.In->Function->getNameAsString() + " ++");
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).callsOf(nullptr).empty());
}

TEST(Index, KnowsWhatIsDeleted) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
template <class T> void mark(T &&);
struct Deleted {};
struct DeletedByMember {};
struct Kept {};
struct Local {};
struct Owned {};
struct Holder {
  ~Holder() { delete Mine; }
  DeletedByMember *Mine = nullptr;
};
void deletes() {
  auto *D = new Deleted;
  delete D;
  auto *K = new Kept;
  Local L;
  auto O = std::make_unique<Owned>();
  std::thread([] {}).join();
}
void asks(Deleted &D, DeletedByMember &M, Kept &K, Local &L, Owned &O) {
  mark(D);                               //= deleted
  mark(M);                               //= deleted
  mark(K);
  mark(L);
  mark(O);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    if (indexOf(S).isDeleted(classMarkedBy(S, Mark)))
      S.note(Found, Mark->getExprLoc(), "deleted");
  EXPECT_EQ(Found, S.expected());
  EXPECT_FALSE(indexOf(S).isDeleted(nullptr));
}

TEST(Index, KnowsHowObjectsOfAClassAreMade) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
template <class T> void mark(T &&);
class Service {
public:
  static Service &instance() {
    static Service Only;                 //= 1 made, 1 in a static: Only
    return Only;
  }
  static Service &leaked() {
    static auto *Leak = new Service;     //= 1 made, 1 in a static: Leak
    return *Leak;
  }
  int N = 0;
};
class Other {};
Service *twice(bool B) {
  static Service First;                  //= 2 made, 1 in a static: First
  return B ? &First : new Service;
}
void locally() {
  Service Mine;                          //= 1 made, 0 in a static
  Other O;
  std::thread([] {}).join();
}
void asks() {
  mark(Service::instance());
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    for (const Index::Making &M : indexOf(S).makersOf(classMarkedBy(S, Mark)))
      // At what is made first.
      for (const Stmt *Part : partsOf(M.In->Code))
        if (const auto *D = dyn_cast<DeclStmt>(Part)) {
          S.note(Found, D->getBeginLoc(),
                 std::to_string(M.Made) + " made, " +
                     std::to_string(M.InStatic) + " in a static" +
                     (M.Last ? ": " + M.Last->getNameAsString() : ""));
          break;
        }
  EXPECT_EQ(Found, S.expected());
  EXPECT_TRUE(indexOf(S).makersOf(nullptr).empty());
}

} // namespace
} // namespace tether::facts
