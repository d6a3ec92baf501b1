//===- FlagsTest.cpp - What flags of an object say ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Flags.h"
#include "Snippet.h"
#include "checks/facts/ask/Tasks.h"

namespace tether::facts {
namespace {

std::string wordFor(std::optional<int64_t> Value) {
  return Value ? std::to_string(*Value) : "?";
}

/// The member of the class that is called so, or null.
const FieldDecl *memberOf(const CXXRecordDecl *R, StringRef Name) {
  if (R && R->hasDefinition())
    for (const FieldDecl *F : R->getDefinition()->fields())
      if (F->getName() == Name)
        return F;
  return nullptr;
}

/// `this` of the body, or the member of it that is called so.
std::optional<AccessPath> objectOf(const Body *B, StringRef Member) {
  const CXXRecordDecl *R = B->thisRecord();
  if (!R)
    return std::nullopt;
  if (Member.empty())
    return AccessPath::thisObject(R);
  const FieldDecl *F = memberOf(R, Member);
  return F ? std::optional(AccessPath::thisObject(R).field(F)) : std::nullopt;
}

std::string wordFor(const Setting &S) {
  EXPECT_EQ(S.field(), S.Flag.lastField());
  return S.Flag.str() + " = " + std::to_string(S.Value);
}

/// What each body sets in its own object, or in the member of it.
Lines settings(const Snippet &S, StringRef Member = "") {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    if (std::optional<AccessPath> Object = objectOf(B.get(), Member)) {
      std::vector<Setting> All;
      addSettings(*S.Prog, B.get(), *Object, All);
      for (const Setting &Each : All)
        S.note(Result, Each.By->Where, wordFor(Each));
    }
  return Result;
}

/// What tasks set in the object that starts them, or in the member of it.
Lines settingsByTasks(const Snippet &S, StringRef Member = "") {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    if (std::optional<AccessPath> Object = objectOf(T->Spawner, Member)) {
      const CXXRecordDecl *R = Member.empty()
                                   ? T->Spawner->thisRecord()
                                   : S.Prog->values().recordOf(*Object);
      if (!R)
        continue;
      std::set<std::pair<const Event *, std::string>> Seen;
      for (const Setting &Each :
           settingsBy(*S.Prog, *T, *Object, R->getDefinition()))
        if (Seen.emplace(Each.By, wordFor(Each)).second)
          S.note(Result, Each.By->Where, wordFor(Each));
    }
  return Result;
}

/// What runs as a part of the tasks that are started on a line.
Lines codes(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    for (const Body *B : codeOf(*S.Prog, *T))
      S.note(Result, T->Spawn->getExprLoc(),
             B->Lambda ? "closure" : B->Function->getNameAsString());
  return Result;
}

/// What the members of the classes with methods are at first.
Lines initialValues(const Snippet &S) {
  Lines Result;
  std::set<const CXXRecordDecl *> Seen;
  for (const auto &B : S.Prog->facts().Bodies)
    if (const CXXRecordDecl *R = B->thisRecord(); R && Seen.insert(R).second)
      for (const FieldDecl *F : R->getDefinition()->fields())
        S.note(Result, F->getLocation(), wordFor(initialValue(F)));
  return Result;
}

/// The arguments of `mark` while the flag of the object around is 0, and while
/// it is 1. The flag is the member that is called so, of `this` or of `Inner`.
Lines values(const Snippet &S, StringRef Inner = "") {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events) {
      const auto *Call = dyn_cast_or_null<CallExpr>(E.At);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      if (!Callee || Callee->getName() != "mark" || E.Kind != EventKind::Run)
        continue;
      std::optional<AccessPath> Object = objectOf(B.get(), Inner);
      if (!Object)
        continue;
      const FieldDecl *Flag = memberOf(
          Inner.empty() ? B->thisRecord() : S.Prog->values().recordOf(*Object),
          "Flag");
      if (!Flag)
        continue;
      std::string Words;
      for (int64_t Value : {0, 1}) {
        Evaluator Known(*S.Prog, Object->field(Flag), Value);
        std::optional<int64_t> Yields = Known.valueOf(Call->getArg(0));
        EXPECT_EQ(Known.ask(Call->getArg(0)), !Yields   ? Answer::Believed
                                              : *Yields ? Answer::True
                                                        : Answer::False);
        Words += (Words.empty() ? "" : " ") + wordFor(Yields);
      }
      S.note(Result, Call->getExprLoc(), Words);
    }
  return Result;
}

TEST(Flags, OfAnObjectAreItsMembersAsAWhole) {
  Snippet S(R"cpp(
#include <thread>
struct Inner { bool Deep; };
struct Plain { int Number; };
struct Base { bool Inherited; };
static bool Global;
struct Server : Base {
  bool Running;
  Inner Part;
  Server *Other;
  static bool Shared;
  void method(Server &Another) {
    bool Local;
    Running = true;       //= Running of Server
    this->Running = true; //= Running of Server
    Inherited = true;     //= Inherited of Base
    Part.Deep = true;     //= not its own
    Part = Inner();       //= Part of Server
    Another.Running = true; //= not its own
    Other = nullptr;      //= Other of Server
    Other->Running = true; //= not its own
    Shared = true;        //= not its own
    Global = true;        //= not its own
    auto Closure = [this] {
      Running = false;    //= Running of Server
    };
  }
};
void function(Server &S, Plain P) {
  S.Running = true; //= not its own
  P.Number = 1;     //= not its own
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Write) {
        const FieldDecl *F = ownMember(E);
        S.note(Found, E.Where,
               F ? F->getNameAsString() + " of " + classOf(F)->getNameAsString()
                 : "not its own");
      }
  EXPECT_EQ(Found, S.expected());
}

TEST(Flags, OfAStructOfCHaveNoClass) {
  EXPECT_EQ(classOf(static_cast<const FieldDecl *>(nullptr)), nullptr);
}

TEST(Settings, AreConstantsThatAreWritten) {
  Snippet S(R"cpp(
#include <atomic>
enum class State { Idle, Running, Done = 7 };
enum { Old, Older };
constexpr int Limit = 5;
class Server {
  bool Running;
  std::atomic<bool> Stop;
  std::atomic<int> Count;
  State Now;
  std::atomic<State> Shared;
  int Number;
  double Ratio;
  void *Pointer;
  std::atomic_flag Flag;
  void assigns(bool B, int N) {
    Running = true;          //= Running = 1
    Running = false;         //= Running = 0
    this->Running = (true);  //= Running = 1
    Number = 3;              //= Number = 3
    Number = -1;             //= Number = -1
    Number = Limit + 1;      //= Number = 6
    Number = Older;          //= Number = 1
    Number = sizeof(char);   //= Number = 1
    Now = State::Done;       //= Now = 7
    Now = static_cast<State>(1); //= Now = 1
    Running = bool{true};    //= Running = 1
    Running = !false;        //= Running = 1
    Running = B;
    Number = N;
    Number = N + 1;
    Ratio = 0.5;
    Pointer = nullptr;
  }
  void changes() {
    Number++;
    --Number;
    Number += 2;
    Number -= 1;
    Number |= 4;
  }
  void atomics(bool B) {
    Stop = true;                                      //= Stop = 1
    Stop.store(false);                                //= Stop = 0
    Stop.store(true, std::memory_order_release);      //= Stop = 1
    Stop.exchange(true);                              //= Stop = 1
    Count = 4;                                        //= Count = 4
    Count.store(0);                                   //= Count = 0
    Shared = State::Running;                          //= Shared = 1
    Shared.store(State::Done);                        //= Shared = 7
    Stop = B;
    Stop.store(B);
    Stop.store(!B);
  }
  void chained() {
    bool Was;
    Was = Running = true;    //= Running = 1
  }
  void branches(bool B) {
    if (B)
      Running = true;        //= Running = 1
    else
      Running = false;       //= Running = 0
    Number = B ? 1 : 2;
  }
  void closure() {
    auto Later = [this] {
      Running = false;       //= Running = 0
      Stop = true;           //= Stop = 1
    };
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settings(S), S.expected());
}

TEST(Settings, AreOfTheObjectItself) {
  Snippet S(R"cpp(
#include <thread>
struct State { bool Done; };
struct Base { bool Inherited; };
struct Stranger { bool Running; };
static bool Global;
struct Server : Base {
  bool Running;
  State Inner;
  Server *Next;
  static bool Shared;
  void all(Server &Other, Server Copy, Stranger &S) {
    bool Local;
    Running = true;       //= Running = 1
    Inherited = true;     //= Inherited = 1
    Server *Me = this;
    Me->Running = false;  //= Running = 0
    Server &Self = *this;
    Self.Running = false; //= Running = 0
    bool &Alias = Running;
    Alias = true;         //= Running = 1
    Inner.Done = true;
    Other.Running = true;
    Copy.Running = true;
    S.Running = true;
    Next->Running = true;
    Shared = true;
    Global = true;
    Local = true;
  }
};
void function(Server &S) { S.Running = true; }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settings(S), S.expected());
}

TEST(Settings, OfAnObjectThatItHasAreThoseOfItsMembers) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
struct Deep { bool Deeper; };
struct State { bool Done; std::atomic<int> Phase; Deep Part; };
struct Server {
  bool Done;
  std::unique_ptr<State> Inner;
  State Other;
  void method(State &Another) {
    Inner->Done = true;        //= Inner.Done = 1
    Inner->Phase = 2;          //= Inner.Phase = 2
    Inner->Phase.store(3);     //= Inner.Phase = 3
    (*Inner).Done = false;     //= Inner.Done = 0
    State &Alias = *Inner;
    Alias.Done = true;         //= Inner.Done = 1
    Done = true;
    Other.Done = true;
    Another.Done = true;
    Inner->Part.Deeper = true;
    Inner = nullptr;
  }
};
struct Unrelated {
  State Inner;
  void method() { Inner.Done = true; } //= Inner.Done = 1
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settings(S, "Inner"), S.expected());
}

TEST(SettingsByTasks, AreMadeInEverythingThatATaskRuns) {
  Snippet S(R"cpp(
#include <atomic>
#include <thread>
#include <pthread.h>
void work();
class Server {
  std::thread T;
  bool Running = false;
  std::atomic<bool> Ended{false};
  int Phase = 0;
  void finish() {
    Phase = 9;               //= Phase = 9
    notify();
  }
  void notify() { Ended = true; } //= Ended = 1
  void loop() {
    Phase = 1;               //= Phase = 1
    while (Running)
      work();
    finish();
  }

public:
  void start() {
    Running = true;
    Ended = false;
    T = std::thread([this] {
      work();
      loop();
      Running = false;       //= Running = 0
    });
  }
  void stop() {
    Running = false;
    T.join();
  }
};
class ByMethod {
  std::thread T;
  bool Alive;
  void run() {
    work();
    Alive = false;           //= Alive = 0
  }
  void start() {
    Alive = true;
    T = std::thread(&ByMethod::run, this);
  }
};
class ByTrampoline {
  pthread_t T;
  bool Alive;
  static void *entry(void *Self) {
    static_cast<ByTrampoline *>(Self)->run();
    return nullptr;
  }
  void run() {
    work();
    Alive = false;           //= Alive = 0
  }
  void start() {
    Alive = true;
    pthread_create(&T, nullptr, entry, this);
  }
};
class Innocent {
  std::thread T;
  bool Alive;
  void start() {
    Alive = true;
    T = std::thread([] { bool Alive; Alive = false; });
  }
  void other() { Alive = false; }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settingsByTasks(S), S.expected());
}

TEST(SettingsByTasks, AreMadeByGuardsThatReferToTheFlag) {
  Snippet S(R"cpp(
#include <atomic>
#include <string>
#include <thread>
void work();
struct Resets {
  bool &Flag;
  explicit Resets(bool &Flag) : Flag(Flag) {}
  ~Resets() { Flag = false; }            //= Running = 0
};
class ResetsAtomic {
  std::atomic<bool> &Flag;

public:
  explicit ResetsAtomic(std::atomic<bool> &F) : Flag(F) {}
  ~ResetsAtomic() { Flag.store(true); }  //= Ended = 1
};
struct Unused {
  bool &Flag;
  ~Unused() { Flag = false; }
};
struct OfValue {
  bool Flag;
  ~OfValue() { Flag = false; }
};
class Server {
  std::thread T;
  bool Running = false;
  std::atomic<bool> Ended{false};
  bool Untouched = false;
  std::string Name;

public:
  void start() {
    Running = true;
    T = std::thread([this] {
      Resets Guard(Running);
      ResetsAtomic Other(Ended);
      OfValue Copy{Untouched};
      work();
    });
  }
  void elsewhere() { Unused Guard{Untouched}; }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settingsByTasks(S), S.expected());
}

TEST(SettingsByTasks, AreMadeInAnObjectThatTheSpawnerHas) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
#include <thread>
#include <vector>
void work();
struct Worker {
  std::thread T;
  std::atomic<bool> Alive{false};
  int Number = 0;
  std::string *Name = nullptr;
};
class Pool {
  std::vector<Worker> Inner;
  std::atomic<bool> Alive{false};

public:
  void start() {
    for (Worker &W : Inner) {
      W.Alive = true;
      W.T = std::thread([this, &W] {
        work();
        W.Number = 2;     //= Inner.Number = 2
        Alive = true;
      });
    }
  }
};
class One {
  std::unique_ptr<Worker> Inner;
  bool Alive = false;

public:
  void start() {
    Inner->T = std::thread([this] {
      Inner->Alive = false; //= Inner.Alive = 0
      Alive = false;
    });
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(settingsByTasks(S, "Inner"), S.expected());
}

TEST(TaskCode, IsAllThatRunsInPlaceInTheTask) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
void leaf() {}
void branch() { leaf(); leaf(); }
void unseen();
struct Later { ~Later() { leaf(); } };
struct Object { void operator()() { branch(); } };
void plain() { std::thread(branch).join(); } //= branch, leaf
void lambda() {
  std::thread([] { branch(); }).join();      //= closure, branch, leaf
}
void object() { std::thread(Object()).join(); } //= operator(), branch, leaf
void nothing() { std::thread(unseen).join(); }
void another() {
  std::thread([] {                           //= closure
    std::thread(leaf).join();                //= leaf
  }).join();
}
void recursive(int N) { if (N) recursive(N - 1); }
void recurses() { std::thread(recursive, 3).join(); } //= recursive
void atEnd() { std::thread([] { Later L; }).join(); } //= closure, ~Later, leaf
void chosen(bool B) {
  std::function<void()> F;
  if (B)
    F = leaf;
  else
    F = [] { branch(); };
  std::thread(F).join();                     //= leaf, closure, branch
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(codes(S), S.expected());
}

TEST(InitialValue, IsAConstantThatEveryConstructorGives) {
  Snippet S(R"cpp(
#include <atomic>
#include <string>
enum class State { Idle = 3, Running };
bool choose();
class Initialized {
  bool A = false;                    //= 0
  bool B = true;                     //= 1
  bool C{true};                      //= 1
  int D = 2 + 3;                     //= 5
  std::atomic<bool> E{true};         //= 1
  std::atomic<int> F = 4;            //= 4
  State G = State::Idle;             //= 3
  std::atomic<State> H{State::Running}; //= 4
  bool I = choose();                 //= ?
  int J;                             //= ?
  std::string K = "name";            //= ?
  double L = 1.0;                    //= ?
  void *M = nullptr;                 //= ?
  int N = -1;                        //= -1
  void method() {}
};
class ByConstructor {
public:
  ByConstructor() : A(true), B{2}, C(choose()), D(0), E(7) {}
  ByConstructor(int N) : A(true), B(3), C(false), D(N), E(7) {}
  bool A;                            //= 1
  int B;                             //= ?
  bool C;                            //= ?
  int D;                             //= ?
  std::atomic<int> E;                //= 7
  bool F;                            //= ?
};
struct Alone {
  Alone() : Running(false), Ended{true} {}
  bool Running;                      //= 0
  std::atomic<bool> Ended;           //= 1
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(initialValues(S), S.expected());
}

TEST(Evaluator, KnowsWhatConditionsYield) {
  Snippet S(R"cpp(
#include <thread>
enum class State { Idle, Running, Done };
void mark(int) {}
bool choose();
struct Other { bool Flag; };
static bool Global;
class Server {
  bool Flag;
  bool Another;
  Server *Next;
  Other Part;
  void conditions(Server &That, bool Given) {
    mark(Flag);                  //= 0 1
    mark(this->Flag);            //= 0 1
    mark((Flag));                //= 0 1
    mark(!Flag);                 //= 1 0
    mark(!!Flag);                //= 0 1
    mark(true);                  //= 1 1
    mark(7);                     //= 7 7
    mark(Another);               //= ? ?
    mark(That.Flag);             //= ? ?
    mark(Next->Flag);            //= ? ?
    mark(Part.Flag);             //= ? ?
    mark(Global);                //= ? ?
    mark(Given);                 //= ? ?
    mark(choose());              //= ? ?
    Server *Me = this;
    mark(Me->Flag);              //= 0 1
  }
  void both(bool Given) {
    mark(Flag && Given);         //= 0 ?
    mark(Given && Flag);         //= 0 ?
    mark(Flag && true);          //= 0 1
    mark(!Flag && Given);        //= ? 0
    mark(Flag && !Flag);         //= 0 0
    mark(Given && false);        //= 0 0
    mark(Flag && choose() && Given); //= 0 ?
  }
  void either(bool Given) {
    mark(Flag || Given);         //= ? 1
    mark(Given || Flag);         //= ? 1
    mark(Flag || false);         //= 0 1
    mark(!Flag || Given);        //= 1 ?
    mark(Flag || !Flag);         //= 1 1
    mark(Given || true);         //= 1 1
    mark(!(Flag || Given));      //= ? 0
  }
  void comparisons(bool Given) {
    mark(Flag == true);          //= 0 1
    mark(Flag == false);         //= 1 0
    mark(false == Flag);         //= 1 0
    mark(Flag != true);          //= 1 0
    mark(Flag != false);         //= 0 1
    mark(Flag == Given);         //= ? ?
    mark(Flag != Given);         //= ? ?
    mark((Flag == true) == (Flag == true)); //= 1 1
    mark(Flag ? 1 : 2);          //= ? ?
  }
};
class WithState {
  State Flag;
  void states() {
    mark(Flag == State::Idle);     //= 1 0
    mark(Flag == State::Running);  //= 0 1
    mark(Flag == State::Done);     //= 0 0
    mark(Flag != State::Running);  //= 1 0
    mark(State::Running == Flag);  //= 0 1
    mark(Flag == State::Idle || Flag == State::Done); //= 1 0
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(values(S), S.expected());
}

TEST(Evaluator, KnowsWhatAtomicsYield) {
  Snippet S(R"cpp(
#include <atomic>
enum class State { Idle, Running, Done };
void mark(int) {}
class Server {
  std::atomic<bool> Flag;
  std::atomic<bool> Another;
  void looks(std::memory_order Order) {
    mark(Flag);                                     //= 0 1
    mark(!Flag);                                    //= 1 0
    mark(Flag.load());                              //= 0 1
    mark(!Flag.load(std::memory_order_acquire));    //= 1 0
    mark(Flag.load(Order));                         //= 0 1
    mark(Another.load());                           //= ? ?
    mark(Flag.load() && !Another.load());           //= 0 ?
  }
  void exchanges() {
    mark(Flag.exchange(true));                      //= 0 1
    mark(!Flag.exchange(false));                    //= 1 0
    mark(Another.exchange(true));                   //= ? ?
  }
  void compares(bool Given) {
    bool Expected = false;
    mark(Flag.compare_exchange_strong(Expected, true));     //= 1 0
    bool Wanted = true;
    mark(!Flag.compare_exchange_strong(Wanted, false));     //= 1 0
    mark(Flag.compare_exchange_strong(Given, true));        //= ? ?
    bool Unset;
    mark(Flag.compare_exchange_strong(Unset, true));        //= ? ?
    bool ByCopy = Given;
    mark(Flag.compare_exchange_strong(ByCopy, true));       //= ? ?
  }
};
class WithState {
  std::atomic<State> Flag;
  void states() {
    mark(Flag == State::Running);                   //= 0 1
    mark(Flag.load() != State::Idle);               //= 0 1
    mark(Flag.exchange(State::Done) == State::Idle); //= 1 0
    State Expected = State::Running;
    mark(Flag.compare_exchange_strong(Expected, State::Done)); //= 0 1
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(values(S), S.expected());
}

TEST(Evaluator, LooksThroughGettersAndConstants) {
  Snippet S(R"cpp(
#include <atomic>
void mark(int) {}
bool choose();
class Server {
  std::atomic<bool> Flag;
  bool Another;
  bool isRunning() const { return Flag; }
  bool isIdle() const { return !isRunning(); }
  bool isReady() const { return Flag.load() && Another; }
  bool isBusy() const {
    choose();
    return Flag;
  }
  bool isUnseen() const;
  static bool isStatic() { return true; }
  void act() {}
  void getters(Server &That) {
    mark(isRunning());            //= 0 1
    mark(this->isRunning());      //= 0 1
    mark(isIdle());               //= 1 0
    mark(!isIdle());              //= 0 1
    mark(isReady());              //= 0 ?
    mark(isBusy());               //= ? ?
    mark(isUnseen());             //= ? ?
    mark(That.isRunning());       //= ? ?
  }
  void constants() {
    const bool Was = Flag;
    mark(Was);                    //= 0 1
    const bool WasNot = !Flag.load();
    mark(WasNot);                 //= 1 0
    const auto Later = Was;
    mark(!Later);                 //= 1 0
    bool Changes = Flag;
    mark(Changes);                //= ? ?
    Changes = true;
    static const bool Once = Flag;
    mark(Once);                   //= ? ?
    const bool Before = Flag.exchange(true);
    if (mark(Before), Before)     //= 0 1
      act();
  }
  bool recurses() const { return recurses(); }
  void endless() {
    mark(recurses());             //= ? ?
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(values(S), S.expected());
}

TEST(Evaluator, KnowsTheFlagOfAnObjectThatItHas) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
void mark(int) {}
struct State { std::atomic<bool> Flag; bool Other; };
class Server {
  std::shared_ptr<State> Inner;
  State Second;
  bool Flag;
  void looks(State &That) {
    mark(Inner->Flag);            //= 0 1
    mark(!Inner->Flag.load());    //= 1 0
    mark((*Inner).Flag);          //= 0 1
    State &Alias = *Inner;
    mark(Alias.Flag);             //= 0 1
    mark(Inner->Flag.exchange(true)); //= 0 1
    mark(Inner->Other);           //= ? ?
    mark(Second.Flag);            //= ? ?
    mark(That.Flag);              //= ? ?
    mark(Flag);                   //= ? ?
    mark(Inner->Flag || Flag);    //= ? 1
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(values(S, "Inner"), S.expected());
}

TEST(Evaluator, DoesNotKnowWhatIsNoCondition) {
  Snippet S(
      "#include <thread>\nstruct S { bool Flag; void f() { Flag = true; } };");
  ASSERT_TRUE(S.compiles());
  const Body *B = S.body("f");
  ASSERT_TRUE(B);
  Evaluator Known(*S.Prog, *objectOf(B, "Flag"), 1);
  EXPECT_EQ(Known.valueOf(nullptr), std::nullopt);
  EXPECT_EQ(Known.ask(nullptr), Answer::Believed);
}

} // namespace
} // namespace tether::facts
