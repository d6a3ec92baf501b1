//===- MembersTest.cpp - Tasks and the members that they use --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Members.h"
#include "Snippet.h"

namespace tether::facts {
namespace {

/// Says each thing once on its line: a use has as many launches as the task.
class Notes {
public:
  explicit Notes(const Snippet &S) : S(S) {}

  void note(SourceLocation Where, StringRef Text) {
    if (Said.emplace(Where, Text.str()).second)
      S.note(Result, Where, Text);
  }
  void note(const Stmt *At, StringRef Text) {
    const auto *E = dyn_cast<Expr>(At);
    note(E ? E->getExprLoc() : At->getBeginLoc(), Text);
  }

  Lines Result;

private:
  const Snippet &S;
  std::set<std::pair<SourceLocation, std::string>> Said;
};

template <typename F> void eachLaunch(const Snippet &S, F Do) {
  for (const auto &T : S.Prog->facts().Tasks)
    if (T->Op->When == model::Runs::Elsewhere)
      for (const Launch &L : launchesOf(*S.Prog, *T))
        Do(L);
}

/// Where an object launches a task, who keeps its handle, and what it uses.
Lines launches(const Snippet &S) {
  Notes Found(S);
  eachLaunch(S, [&](const Launch &L) {
    Found.note(L.At, L.Owner->getNameAsString() +
                         (L.Holder ? " in " + L.Holder->getNameAsString()
                                   : std::string()) +
                         (L.Slot ? " by " + L.Slot.str() : ""));
    for (const OwnUse &U : L.Uses)
      if (U.Member)
        Found.note(U.At, (U.OnlyAssigns ? "assigns " : "uses ") +
                             U.Member->getNameAsString());
      else
        Found.note(U.At, (U.IsRepeated ? "repeats " : "calls ") +
                             U.Method->getNameAsString());
  });
  return Found.Result;
}

/// The way to each use, as the lines of its steps.
Lines ways(const Snippet &S) {
  Notes Found(S);
  eachLaunch(S, [&](const Launch &L) {
    for (const OwnUse &U : L.Uses) {
      std::string Way;
      for (const Step &On : U.Way)
        Way += (Way.empty() ? "by " : ", ") +
               std::to_string(S.AST->getSourceManager().getExpansionLineNumber(
                   On.At->getBeginLoc()));
      Found.note(U.At, Way.empty() ? "itself" : Way);
    }
  });
  return Found.Result;
}

/// Which constructor starts a task, and by which initializer; and which of the
/// members that it uses are not there yet, unless it waits for something.
Lines starts(const Snippet &S) {
  Notes Found(S);
  const Program &Facts = *S.Prog;
  eachLaunch(S, [&](const Launch &L) {
    for (const EarlyStart &Early : earlyStartsOf(Facts, L)) {
      const Step &First = Early.Way.front();
      Found.note(First.At,
                 Early.Class->getNameAsString() +
                     (Early.ByBase   ? " by a base"
                      : Early.Member ? " by " + Early.Member->getNameAsString()
                                     : "") +
                     (Early.Way.size() > 1
                          ? " in " + std::to_string(Early.Way.size())
                          : "") +
                     (waitsForSpawner(Facts, L, Early) ? ", awaited" : ""));
      for (const OwnUse &U : L.Uses)
        if (U.Member && isMissing(Early, U.Member))
          Found.note(U.At, U.Member->getNameAsString() +
                               (waitsBefore(Facts, U) ? " later" : " missing"));
    }
  });
  return Found.Result;
}

/// What a constructor assigns too late, and where it may be read before.
Lines lateAssignments(const Snippet &S) {
  Notes Found(S);
  eachLaunch(S, [&](const Launch &L) {
    for (const EarlyStart &Early : earlyStartsOf(*S.Prog, L))
      if (LateAssignment Late = lateAssignmentOf(*S.Prog, L, Early);
          Late.Read) {
        Found.note(Late.Where, Late.Initializes ? "initializes" : "assigns");
        Found.note(Late.Read->At,
                   "reads " + Late.Read->Member->getNameAsString());
      }
  });
  return Found.Result;
}

/// Who joins the task as late as when the object dies; what is gone by then,
/// and which overrides are.
Lines lateJoins(const Snippet &S) {
  Notes Found(S);
  eachLaunch(S, [&](const Launch &L) {
    LateJoin Join = lateJoinOf(*S.Prog, L);
    Found.note(L.At, Join.Member  ? Join.Member->getNameAsString()
                     : Join.Class ? "~" + Join.Class->getNameAsString()
                                  : "anybody");
    for (const OwnUse &U : L.Uses)
      if (U.Member && isGone(*S.Prog, L, Join, U.Member))
        Found.note(U.At, U.Member->getNameAsString() + " gone");
      else if (const Body *Override =
                   U.Method ? goneOverride(*S.Prog, L, Join, U.Method)
                            : nullptr)
        Found.note(Override->Function->getLocation(), "gone");
  });
  return Found.Result;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

TEST(Launches, AreOfTasksThatUseTheirObject) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>
void use(int);
struct ByClosure {
  void start() {
    Thread = std::thread([this] { //= ByClosure in Thread
      use(Count); //= uses Count
    });
  }
  void implicit() {
    Thread = std::thread([=, this] { use(Count); }); //= ByClosure in Thread, uses Count
  }
  void renamed() {
    auto *Self = this;
    Thread = std::thread([Self] { //= ByClosure in Thread
      use(Self->Count); //= uses Count
    });
  }
  void nothing() {
    Thread = std::thread([this] { (void)this; });
  }
  void other(ByClosure *Other) {
    Thread = std::thread([Other] { use(Other->Count); });
  }
  static void free() {
    std::thread([] { use(1); }).join();
  }
  std::thread Thread;
  int Count;
};
struct ByMethod {
  void start() {
    Thread = std::thread(&ByMethod::run, this); //= ByMethod in Thread
  }
  void bind() {
    Thread = std::thread(std::bind(&ByMethod::run, this)); //= ByMethod in Thread
  }
  void inserted() {
    Threads.emplace_back(&ByMethod::run, this); //= ByMethod in Threads
  }
  void future() {
    Result = std::async(std::launch::async, &ByMethod::run, this); //= ByMethod in Result
  }
  void other(ByMethod *Other) {
    Thread = std::thread(&ByMethod::run, Other);
  }
  void run() {
    use(Count); //= uses Count
  }
  std::thread Thread;
  std::vector<std::thread> Threads;
  std::future<void> Result;
  int Count;
};
struct ByArgument {
  void start() {
    Thread = std::thread([](ByArgument *Self) { //= ByArgument in Thread
      use(Self->Count); //= uses Count
    }, this);
  }
  void reference() {
    Thread = std::thread(&ByArgument::run, std::ref(*this)); //= ByArgument in Thread
  }
  static void run(ByArgument &Self) {
    use(Self.Count); //= uses Count
  }
  void c() {
    pthread_create(&Raw, nullptr, &ByArgument::entry, this); //= ByArgument in Raw
  }
  void cOther(ByArgument *Other) {
    pthread_create(&Raw, nullptr, &ByArgument::otherEntry, Other);
  }
  static void *entry(void *P) {
    auto *Self = static_cast<ByArgument *>(P);
    use(Self->Count); //= uses Count
    return nullptr;
  }
  static void *otherEntry(void *P) {
    use(static_cast<ByArgument *>(P)->Count);
    return nullptr;
  }
  pthread_t Raw;
  std::thread Thread;
  int Count;
};
void owner(ByArgument &A) {
  std::thread T([&A] { use(A.Count); });
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, AreFollowedToWhatTheTaskCalls) {
  Snippet S(R"cpp(
#include <thread>
void use(int);
void look(const int &);
struct Base {
  void count() {
    ++Turns; //= uses Turns
  }
  int Turns = 0;
};
struct Crew : Base {
  void start() {
    Thread = std::thread([this] { run(); }); //= Crew in Thread
  }
  void run() {
    step();
    count();
    help(this);
    serve(*this);
    auto Again = [&] {
      use(Level); //= uses Level
    };
    Again();
    auto Unused = [this] { use(Never); };
    for (;;)
      run();
  }
  void step() {
    Result = 1; //= assigns Result
    Result += 1; //= uses Result
    Text = Text; //= assigns Text, uses Text
    Part.A = 1; //= uses Part
    Level = Result; //= uses Result, assigns Level
    if (Text == Text) //= uses Text, uses Text
      return;
    look(this->Result); //= uses Result
    (*this).Level = 2; //= assigns Level
    unseen();
    Crew *Other = nullptr;
    Other->step();
    use(Other->Never);
  }
  void unseen();
  static void help(Crew *C) {
    use(C->Helped); //= uses Helped
  }
  static void serve(Crew &C) {
    C.Helped = 0; //= assigns Helped
  }
  void untouched() { use(Never); }
  struct String {
    String &operator=(const String &);
    bool operator==(const String &) const;
  };
  struct { int A; } Part;
  std::thread Thread;
  String Text;
  int Result, Level, Helped, Never;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, KnowTheWayToEachUse) {
  Snippet S(R"cpp(
#include <thread>
void use(int);
struct Walk {
  void start() {
    Thread = std::thread([this] {
      use(First); //= itself
      run();
    });
  }
  void run() {
    use(Second); //= by 8
    deeper();
  }
  void deeper() {
    use(Third); //= by 8, 13
    deepest(this);
  }
  static void deepest(Walk *W) {
    use(W->Fourth); //= by 8, 13, 17
  }
  std::thread Thread;
  int First, Second, Third, Fourth;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(ways(S), S.expected());
}

TEST(Launches, UseTheMembersThatTheyAreGiven) {
  Snippet S(R"cpp(
#include <deque>
#include <functional>
#include <pthread.h>
#include <string>
#include <thread>
using Queue = std::deque<int>;
void drain(Queue *Items);
void print(std::string Text);
void *poll(void *);
struct Mailbox {
  void serve() {
    Letters.push_back(1); //= uses Box
  }
  static void idle() {}
  Queue Letters;
};
struct Given {
  explicit Given(Queue &Of) : Others(Of) {}
  void unseen() {
    Thread = std::thread(drain, &Items); //= Given in Thread, uses Items
  }
  void c() {
    pthread_create(&Raw, nullptr, poll, &Items); //= Given in Raw, uses Items
  }
  void byPointer() {
    Thread = std::thread([](Queue *Q) { //= Given in Thread
      Q->push_back(1); //= uses Items
    }, &Items);
  }
  void byReference() {
    Thread = std::thread(&Given::fill, std::ref(Items)); //= Given in Thread
  }
  static void fill(Queue &Into) {
    Into.push_back(1); //= uses Items
  }
  void ofMethod() {
    Thread = std::thread(&Mailbox::serve, &Box); //= Given in Thread
  }
  void onlyNamed() {
    pthread_create(&Raw, nullptr, &Given::name, &Box); //= Given in Raw
  }
  static void *name(void *P) {
    auto *M = static_cast<Mailbox *>(P);
    M->Letters.clear(); //= uses Box
    return nullptr;
  }
  void unused() {
    Thread = std::thread([](Mailbox *) { Mailbox::idle(); }, &Box);
  }
  void copied() {
    Thread = std::thread(print, Text);
    Thread = std::thread([](Queue Mine) { Mine.clear(); }, Items);
  }
  void pointer() {
    Thread = std::thread(drain, Elsewhere);
    Thread = std::thread(drain, &*Elsewhere);
  }
  std::thread Thread;
  pthread_t Raw;
  Queue Items;
  Queue *Elsewhere = nullptr;
  Queue &Others;
  Mailbox Box;
  std::string Text;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, AreByClassesThatHandOnWhatTheyAreGiven) {
  Snippet S(R"cpp(
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>
using Queue = std::deque<int>;
void use(int);
void drain(Queue *Items);
void print(std::string Text);
class Joining {
public:
  Joining(Joining &&) = default;
  template <typename... Ts>
  explicit Joining(Ts &&...Values)
      : Thread(std::forward<Ts>(Values)...) {} //= uses Items
  ~Joining() { Thread.join(); }

private:
  std::thread Thread;
};
class Runner {
public:
  void start(std::function<void()> Code) { Thread = std::thread(Code); }
  ~Runner() { Thread.join(); }

private:
  std::thread Thread;
};
struct Uses {
  Uses()
      : Made(drain, &Items), //= Uses in Made
        Copied(print, Text), Pointed(drain, Elsewhere) {}
  void start() {
    Later.start([this] { use(Count); }); //= Uses in Later, uses Count
    Local = std::make_unique<Joining>([this] { use(Count); }); //= Uses in Local, uses Count
    Many.emplace_back([this] { use(Count); }); //= Uses in Many, uses Count
  }
  void nothing() {
    Later.start([] { use(1); });
  }
  void unkept() {
    Runner R;
    R.start([this] { use(Count); }); //= Uses, uses Count
  }
  Joining Made, Copied, Pointed;
  Runner Later;
  std::unique_ptr<Joining> Local;
  std::vector<Joining> Many;
  Queue *Elsewhere = nullptr;
  Queue Items;
  std::string Text;
  int Count;
};
void outside() {
  Runner R;
  R.start([] { use(1); });
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, AreKeptByOneMember) {
  Snippet S(R"cpp(
#include <map>
#include <optional>
#include <thread>
#include <vector>
void use(int);
struct Base {
  std::thread Inherited;
};
struct Kept : Base {
  void start(int I) {
    One = std::thread([this] { use(Count); }); //= Kept in One, uses Count
    Many.emplace_back([this] { use(Count); }); //= Kept in Many, uses Count
    Many.push_back(std::thread([this] { use(Count); })); //= Kept in Many, uses Count
    Array[I] = std::thread([this] { use(Count); }); //= Kept in Array, uses Count
    ByKey[I] = std::thread([this] { use(Count); }); //= Kept in ByKey, uses Count
    Maybe.emplace([this] { use(Count); }); //= Kept in Maybe, uses Count
    Heap = new std::thread([this] { use(Count); }); //= Kept in Heap, uses Count
    Inherited = std::thread([this] { use(Count); }); //= Kept in Inherited, uses Count
    Inner.Thread = std::thread([this] { use(Count); }); //= Kept in Inner, uses Count
  }
  void moved() {
    std::thread T([this] { use(Count); }); //= Kept in One, uses Count
    One = std::move(T);
  }
  void two(bool B) {
    std::thread T([this] { use(Count); }); //= Kept, uses Count
    if (B)
      One = std::move(T);
    else
      Other = std::move(T);
  }
  void local() {
    std::thread T([this] { use(Count); }); //= Kept, uses Count
    T.join();
  }
  void others(Kept &O) {
    std::thread([this] { use(Count); }).detach(); //= Kept, uses Count
  }
  std::thread One, Other, Array[4], *Heap;
  std::vector<std::thread> Many;
  std::map<int, std::thread> ByKey;
  std::optional<std::thread> Maybe;
  struct {
    std::thread Thread;
  } Inner;
  int Count;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, CallVirtualMethodsOfTheirObject) {
  Snippet S(R"cpp(
#include <pthread.h>
#include <thread>
void use(int);
struct Base {
  void start() {
    Thread = std::thread([this] { run(); }); //= Base in Thread
  }
  void run() {
    prepare(); //= calls prepare
    while (!Stop) //= uses Stop
      step(); //= repeats step
    do
      (*this).step(); //= repeats step
    while (!Stop); //= uses Stop
    for (;;) {
      this->prepare(); //= repeats prepare
    }
  }
  void qualified() {
    Thread = std::thread([this] { Base::prepare(); });
  }
  void others(Base *Other) {
    Thread = std::thread([Other] { Other->step(); });
  }
  virtual void prepare() { plain(); }
  virtual void step() = 0;
  void plain() {}
  bool Stop;
  std::thread Thread;
};
struct Derived : Base {
  void step() override {
    use(Count); //= uses Count
  }
  int Count;
};
struct Other {
  void step() { use(Never); }
  int Never;
};
struct Entry {
  void pure() {
    Thread = std::thread(&Entry::body, this); //= Entry in Thread, calls body
  }
  void written() {
    Thread = std::thread(&Entry::loop, this); //= Entry in Thread, calls loop
  }
  void twice() {
    for (int I = 0; I < 2; ++I)
      Thread = std::thread(&Entry::loop, this); //= Entry in Thread, repeats loop
  }
  void someone(Entry *Other) {
    Thread = std::thread(&Entry::body, Other);
  }
  void c() {
    pthread_create(&Raw, nullptr, &Entry::entry, this); //= Entry in Raw
  }
  static void *entry(void *Self) {
    static_cast<Entry *>(Self)->body(); //= calls body
    return nullptr;
  }
  virtual void body() = 0;
  virtual void loop() {
    use(Length); //= uses Length
  }
  int Length;
  pthread_t Raw;
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, AreOfObjectsThatAreGivenTheirOwner) {
  Snippet S(R"cpp(
#include <memory>
#include <pthread.h>
#include <thread>
void use(int);
struct Handler {
  virtual ~Handler() = default;
  virtual void handle() = 0;
};
class Loop {
public:
  explicit Loop(Handler *H) : Of(H), Thread([this] { run(); }) {} //= Loop in Thread
  ~Loop() { Thread.join(); }

private:
  void run() {
    for (;;)
      Of->handle(); //= uses Of, repeats handle
  }
  Handler *Of;
  std::thread Thread;
};
class Device : public Handler {
public:
  void handle() override {
    use(Buffer); //= uses Buffer
  }

private:
  Loop Events{this}; //= Device in Events
  int Buffer = 0;
};
class Printer : public Handler {
public:
  Printer() {
    Events = std::make_unique<Loop>(this); //= Printer in Events
  }
  void handle() override {
    use(Pages); //= uses Pages
  }

private:
  std::unique_ptr<Loop> Events;
  int Pages = 0;
};
class Raw {
public:
  explicit Raw(Handler *H) : Of(H) {
    pthread_create(&Thread, nullptr, &Raw::main, this); //= Raw in Thread
  }

private:
  static void *main(void *P) {
    auto *Self = static_cast<Raw *>(P);
    Self->Of->handle(); //= uses Of, calls handle
    return nullptr;
  }
  Handler *Of;
  pthread_t Thread;
};
class Filter : public Handler {
  void handle() override {
    use(Taps); //= uses Taps
  }
  Raw Events{this}; //= Filter in Events
  int Taps = 0;
};
struct Ender {
  virtual void end() = 0;
};
class Later {
public:
  explicit Later(Ender *E) : Of(E) {}
  void start() {
    Thread = std::thread([this] { Of->end(); }); //= Later in Thread, uses Of
  }

private:
  Ender *Of;
  std::thread Thread;
};
class StartsLater : public Ender {
  void end() override { use(Never); }
  Later Events{this};
  int Never = 0;
};
class Typed;
class Specific {
public:
  explicit Specific(Typed *T) : Of(T), Thread([this] { run(); }) {} //= Specific in Thread

private:
  void run();
  Typed *Of;
  std::thread Thread;
};
class Typed {
public:
  void turn() {
    use(Degrees); //= uses Degrees
  }

private:
  Specific Helper{this}; //= Typed in Helper
  int Degrees = 0;
};
void Specific::run() {
  Of->turn(); //= uses Of
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, AreOfObjectsThatAreGivenACallback) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
void use(int);
class Ticker {
public:
  explicit Ticker(std::function<void()> F)
      : Tick(std::move(F)), Thread([this] { //= Ticker in Thread
          for (;;)
            Tick(); //= uses Tick
        }) {}
  ~Ticker() { Thread.join(); }

private:
  std::function<void()> Tick;
  std::thread Thread;
};
class Periodic {
public:
  void set(std::function<void()> F) { Fire = std::move(F); }
  void start() {
    Thread = std::thread([this] { run(); }); //= Periodic in Thread
  }
  void run() {
    Fire(); //= uses Fire
  }

private:
  std::function<void()> Fire;
  std::thread Thread;
};
class Itself {
public:
  Itself()
      : Call([this] {
          use(Count); //= uses Count
        }),
        Thread([this] { Call(); }) {} //= Itself in Thread, uses Call

private:
  int Count = 0;
  std::function<void()> Call;
  std::thread Thread;
};
class Meter {
public:
  Meter() : Sampler([this] { sample(); }) {} //= Meter in Sampler by Tick
  void more() {
    Heap = std::make_unique<Ticker>([this] { use(Other); }); //= Meter in Heap by Tick, uses Other
  }

private:
  void sample() {
    use(Count); //= uses Count
  }
  Ticker Sampler;
  std::unique_ptr<Ticker> Heap;
  int Count, Other;
};
class SetBefore {
public:
  SetBefore() {
    Poller.set([this] {
      use(Count); //= uses Count
    });
    Poller.start(); //= SetBefore in Poller by Fire
  }

private:
  Periodic Poller;
  int Count;
};
class SetHereStartedThere {
public:
  void set() {
    Poller.set([this] {
      use(Count); //= uses Count
    });
  }
  void go() {
    Poller.start(); //= SetHereStartedThere in Poller by Fire
  }

private:
  Periodic Poller;
  int Count;
};
class NeverStarted {
public:
  NeverStarted() {
    Poller.set([this] { use(Never); });
  }

private:
  Periodic Poller;
  int Never;
};
class Nothing {
public:
  Nothing() : Sampler([] { use(1); }) {}

private:
  Ticker Sampler;
  int Never;
};
// The thread does not call it; others do.
class Source {
public:
  explicit Source(std::function<void()> F)
      : Tell(std::move(F)), Thread([this] { ++Turns; }) {} //= Source in Thread, uses Turns
  void changed() { Tell(); }

private:
  std::function<void()> Tell;
  int Turns = 0;
  std::thread Thread;
};
class Listener {
public:
  Listener() : From([this] { use(Never); }) {}

private:
  Source From;
  int Never;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, KnowTheWayThroughWhoCallsBack) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
void use(int);
class Ticker {
public:
  explicit Ticker(std::function<void()> F)
      : Tick(std::move(F)), Thread([this] { run(); }) {}

private:
  void run() {
    for (;;)
      Tick(); //= by 8
  }
  std::function<void()> Tick;
  std::thread Thread;
};
class Meter {
public:
  Meter() : Sampler([this] {
    use(Count); //= by 8, 13
  }) {}

private:
  Ticker Sampler;
  int Count;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(ways(S), S.expected());
}

TEST(Launches, AreOnPoolsThatTheirObjectHas) {
  Snippet S(R"cpp(
#include <pthread.h>
class QRunnable {
public:
  virtual ~QRunnable();
  virtual void run() = 0;
};
class QThreadPool {
public:
  ~QThreadPool();
  template <typename F> void start(F &&);
  void waitForDone();
};
class QThread {
public:
  virtual ~QThread();
  void start();
  bool wait();

protected:
  virtual void run();
};
void use(int);
struct Service {
  void start() {
    Pool.start([this] { use(Count); }); //= Service in Pool, uses Count
    Heap->start([this] { use(Count); }); //= Service in Heap, uses Count
  }
  void onOther(QThreadPool &Other) {
    Other.start([this] { use(Count); }); //= Service, uses Count
  }
  QThreadPool Pool, *Heap;
  int Count;
};
// The body is an override of a library's method, which that calls.
class Decoder : public QThread {
public:
  void begin() {
    start(); //= Decoder, calls run
  }

protected:
  void run() override {
    use(Frames); //= uses Frames
    convert(); //= calls convert
  }
  virtual void convert() {}

private:
  int Frames = 0;
};
class Player {
public:
  void play() { Thread.start(); }

private:
  Decoder Thread;
  int Never = 0;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

TEST(Launches, AreInClosuresAndTemplates) {
  Snippet S(R"cpp(
#include <functional>
#include <memory>
#include <thread>
#include <vector>
void use(int);
struct Nested {
  void start() {
    Thread = std::thread([this] { //= Nested in Thread
      std::thread Inner([this] { //= Nested
        use(Second); //= uses Second
      });
      use(First); //= uses First
      Inner.join();
    });
  }
  void inPlace() {
    auto Start = [this] {
      Thread = std::thread([this] { //= Nested in Thread
        use(First); //= uses First
      });
    };
    Start();
  }
  void named() {
    auto Body = [this] {
      use(Named); //= uses Named
    };
    Thread = std::thread(Body); //= Nested in Thread
  }
  void wrapped() {
    std::function<void()> Body = [this] {
      use(Named); //= uses Named
    };
    Thread = std::thread(Body); //= Nested in Thread
  }
  std::thread Thread;
  int First, Second, Named;
};
template <typename T> struct Typed {
  void start() {
    Thread = std::thread(&Typed::run, this); //= Typed in Thread
  }
  void run() {
    use(Value.size()); //= uses Value
  }
  std::thread Thread;
  T Value;
};
void typed(Typed<std::vector<int>> &T) { T.start(); }
struct Shared : std::enable_shared_from_this<Shared> {
  void start() {
    Thread = std::thread([this, Self = shared_from_this()] { //= Shared in Thread
      use(Count); //= uses Count
    });
  }
  void by() {
    Thread = std::thread(&Shared::run, shared_from_this()); //= Shared in Thread
  }
  void run() {
    use(Other); //= uses Other
  }
  std::thread Thread;
  int Count, Other;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(launches(S), S.expected());
}

//===----------------------------------------------------------------------===//
// The beginning
//===----------------------------------------------------------------------===//

TEST(EarlyStarts, AreByInitializersAndBodiesOfConstructors) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
void use(const std::string &);
class ByInitializer {
public:
  ByInitializer() : Thread([this] { run(); }), Level(1) {} //= ByInitializer by Thread

private:
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex); //= Mutex missing
    use(Before);
    use(After); //= After missing
    Number = 1; // It was nothing before, either.
    Counter = 1; //= Counter missing
    Level = 2; //= Level missing
    Pointer = nullptr;
    Where.X = 1;
  }
  std::string Before;
  std::thread Thread;
  std::mutex Mutex;
  std::string After;
  int Number;
  std::atomic<int> Counter;
  int Level;
  int *Pointer;
  struct {
    int X;
  } Where;
};
struct ByDefault {
  std::thread Thread{[this] { use(Name); }}; //= ByDefault by Thread, Name missing
  std::string Name = "name";
};
struct DefaultOfConstructor {
  DefaultOfConstructor() {}
  std::string First = "first";
  std::unique_ptr<std::thread> Thread = std::make_unique<std::thread>([this] { //= DefaultOfConstructor by Thread
    use(First);
    use(Last); //= Last missing
    Count = 2; //= Count missing
  });
  std::string Last;
  int Count = 1;
};
class InBody {
public:
  InBody() {
    Thread = std::thread([this] { use(Name); }); //= InBody
  }
  explicit InBody(int) : InBody() {}

private:
  std::thread Thread;
  std::string Name;
};
class Last {
public:
  Last() : Thread([this] { use(Name); }) {} //= Last by Thread

private:
  std::string Name;
  std::thread Thread;
};
class Runner {
public:
  template <typename F> explicit Runner(F Code) : Thread(Code) {}
  ~Runner() { Thread.join(); }

private:
  std::thread Thread;
};
class ByBase : Runner {
public:
  ByBase() : Runner([this] { use(Name); }) {} //= ByBase by a base, Name missing

private:
  std::string Name;
};
class Method {
public:
  void start() {
    Thread = std::thread([this] { use(Name); });
  }

private:
  std::thread Thread;
  std::string Name;
};
template <typename T> class Templated {
public:
  Templated() : Thread([this] { Values.clear(); }) {} //= Templated by Thread, Values missing

private:
  std::thread Thread;
  std::vector<T> Values;
};
Templated<int> Instance;
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(starts(S), S.expected());
}

TEST(EarlyStarts, AreByMethodsThatConstructorsCall) {
  Snippet S(R"cpp(
#include <string>
#include <thread>
void use(const std::string &);
class Calls {
public:
  Calls() {
    start(); //= Calls in 2
  }

private:
  void start() {
    Thread = std::thread([this] { use(Name); });
  }
  std::thread Thread;
  std::string Name;
};
class Initializes {
public:
  Initializes() : Started(begin()) {} //= Initializes by Started in 3

private:
  bool begin() {
    start();
    return true;
  }
  void start() {
    Thread = std::thread([this] { use(Name); }); //= Name missing
  }
  std::thread Thread;
  bool Started;
  std::string Name;
};
class Inside {
public:
  Inside() {
    auto Start = [this] {
      Thread = std::thread([this] { use(Name); });
    };
    Start(); //= Inside in 2
  }

private:
  std::thread Thread;
  std::string Name;
};
class Others {
public:
  explicit Others(Others &O) { O.start(); }
  void start() {
    Thread = std::thread([this] { use(Name); });
  }
  void again() { start(); }

private:
  std::thread Thread;
  std::string Name;
};
struct Owner {
  Owner() { Part.start(); }
  struct {
    void start() {
      Thread = std::thread([this] { use(Name); });
    }
    std::thread Thread;
    std::string Name;
  } Part;
};
class Recursive {
public:
  explicit Recursive(int N) {
    start(N); //= Recursive in 2
  }

private:
  void start(int N) {
    if (N)
      start(N - 1);
    Thread = std::thread([this] { use(Name); });
  }
  std::thread Thread;
  std::string Name;
};
class Base {
protected:
  void start() {
    Thread = std::thread([this] { use(Name); });
  }
  std::thread Thread;
  std::string Name;
};
class Derived : Base {
public:
  Derived() {
    start(); //= Derived in 2
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(starts(S), S.expected());
}

TEST(EarlyStarts, LackTheMembersOfDerivedClasses) {
  Snippet S(R"cpp(
#include <string>
#include <thread>
void use(const std::string &);
template <typename T> class Active {
public:
  Active() : Thread([this] { static_cast<T *>(this)->run(); }) {} //= Active by Thread
  ~Active() { Thread.join(); }

private:
  std::thread Thread;
};
class Mailer : public Active<Mailer> {
public:
  void run() {
    use(Box); //= Box missing
    Number = 1; // No one makes it.
    Given = 2; //= Given missing
  }

private:
  std::string Box;
  int Number;
  int Given = 0;
};
Mailer M;
struct Named {
  std::string Name;
};
class Inherits : Named {
public:
  Inherits() : Thread([this] { use(Name); }) {} //= Inherits by Thread

private:
  std::thread Thread;
};
class Virtual {
public:
  Virtual() {
    Thread = std::thread([this] { step(); }); //= Virtual
  }
  virtual ~Virtual() { Thread.join(); }
  virtual void step() = 0;

private:
  std::thread Thread;
};
class Step : public Virtual {
  void step() override {
    use(Text); //= Text missing
  }
  std::string Text;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(starts(S), S.expected());
}

TEST(EarlyStarts, AreOfThreadsAndPoolsOnly) {
  Snippet S(R"cpp(
#include <future>
#include <string>
#include <thread>
void use(const std::string &);
namespace boost::asio {
class io_context {
public:
  class executor_type {};
  executor_type get_executor();
  void run();
};
template <typename Where, typename F> void post(Where &&, F &&);
} // namespace boost::asio
class QThreadPool {
public:
  template <typename F> void start(F);
  ~QThreadPool();
};
class Async {
public:
  Async() : Result(std::async(std::launch::async, [this] { use(Name); })) {} //= Async by Result, Name missing

private:
  std::future<void> Result;
  std::string Name;
};
class OnPool {
public:
  OnPool() {
    Pool.start([this] { use(Name); }); //= OnPool
  }

private:
  QThreadPool Pool;
  std::string Name;
};
class OnLoop {
public:
  explicit OnLoop(boost::asio::io_context &Loop) {
    boost::asio::post(Loop, [this] { use(Name); });
  }

private:
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(starts(S), S.expected());
}

TEST(EarlyStarts, AreHarmlessBehindAWait) {
  Snippet S(R"cpp(
#include <chrono>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
using namespace std::chrono_literals;
void use(const std::string &);
class Waits {
public:
  Waits() : Thread([this] { run(); }) {} //= Waits by Thread

private:
  void run() {
    use(Early); //= Early missing
    {
      std::unique_lock<std::mutex> Hold(Lock);
      Changed.wait(Hold);
    }
    use(Late); //= Late later
  }
  std::mutex Lock;
  std::condition_variable Changed;
  std::thread Thread;
  std::string Early, Late;
};
class Loops {
public:
  Loops() : Thread([this] { run(); }) {} //= Loops by Thread

private:
  void run() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Ready)
      Changed.wait(Hold);
    use(Late); //= Late later
  }
  std::mutex Lock;
  std::condition_variable Changed;
  bool Ready = false;
  std::thread Thread;
  std::string Late;
};
class Inside {
public:
  Inside() : Thread([this] { run(); }) {} //= Inside by Thread

private:
  void run() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Ready) {
      use(Early); //= Early missing
      Changed.wait(Hold);
    }
  }
  std::mutex Lock;
  std::condition_variable Changed;
  bool Ready = false;
  std::thread Thread;
  std::string Early;
};
class Sometimes {
public:
  explicit Sometimes(bool B) : Patient(B), Thread([this] { run(); }) {} //= Sometimes by Thread

private:
  void run() {
    if (Patient)
      Go.wait();
    use(Early); //= Early missing
  }
  bool Patient;
  std::latch Go{1};
  std::thread Thread;
  std::string Early;
};
class Sleeps {
public:
  Sleeps() : Thread([this] { run(); }) {} //= Sleeps by Thread

private:
  void run() {
    std::this_thread::sleep_for(1s);
    use(Late); //= Late later
  }
  std::thread Thread;
  std::string Late;
};
class Reads {
public:
  explicit Reads(int F) : File(F), Thread([this] { run(); }) {} //= Reads by Thread

private:
  void run() {
    char C;
    while (read(File, &C, 1) == 1)
      use(Late); //= Late later
  }
  int File;
  std::thread Thread;
  std::string Late;
};
class Calls {
public:
  Calls() : Thread([this] { run(); }) {} //= Calls by Thread

private:
  void run() {
    await();
    print();
  }
  void await() { Go.wait(); }
  void print() {
    use(Late); //= Late later
  }
  std::latch Go{1};
  std::thread Thread;
  std::string Late;
};
class Joins {
public:
  explicit Joins(std::thread T)
      : First(std::move(T)), Thread([this] { run(); }) {} //= Joins by Thread

private:
  void run() {
    First.join();
    use(Late); //= Late later
  }
  std::thread First, Thread;
  std::string Late;
};
// A flag that it looks at tells nothing, and to yield is not to wait.
class Yields {
public:
  Yields() : Thread([this] { run(); }) {} //= Yields by Thread

private:
  void run() {
    std::this_thread::yield();
    use(Early); //= Early missing
  }
  std::thread Thread;
  std::string Early;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(starts(S), S.expected());
}

TEST(EarlyStarts, MayBeAwaitedByTheTask) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <future>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
void use(const std::string &);
class Latched {
public:
  Latched() : Thread([this] { //= Latched by Thread, awaited
    Go.wait();
    use(Name); //= Name later
  }) {
    Go.count_down();
  }

private:
  std::latch Go{1};
  std::thread Thread;
  std::string Name;
};
class Promised {
public:
  Promised() : Thread([this] { run(); }) { open(); } //= Promised by Thread, awaited

private:
  void run() {
    Future.wait();
    use(Name); //= Name later
  }
  void open() { Promise.set_value(); }
  std::promise<void> Promise;
  std::future<void> Future = Promise.get_future();
  std::thread Thread;
  std::string Name;
};
class Notified {
public:
  Notified() : Thread([this] { run(); }) { //= Notified by Thread, awaited
    std::lock_guard<std::mutex> Hold(Lock);
    Ready = true;
    Changed.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> Hold(Lock);
    Changed.wait(Hold, [this] { return Ready; });
    use(Name); //= Name later
  }
  std::mutex Lock;
  std::condition_variable Changed;
  bool Ready = false;
  std::thread Thread;
  std::string Name;
};
class Sent {
  class Queue {
  public:
    void put(int I) {
      std::lock_guard<std::mutex> Hold(Lock);
      Items.push_back(I);
      Changed.notify_one();
    }
    int get() {
      std::unique_lock<std::mutex> Hold(Lock);
      Changed.wait(Hold, [this] { return !Items.empty(); });
      int I = Items.front();
      Items.pop_front();
      return I;
    }

  private:
    std::mutex Lock;
    std::condition_variable Changed;
    std::deque<int> Items;
  };

public:
  Sent() : Thread([this] { run(); }) { Jobs.put(1); } //= Sent by Thread, awaited

private:
  void run() {
    Jobs.get();
    use(Name); //= Name later
  }
  Queue Jobs;
  std::thread Thread;
  std::string Name;
};
// Somebody else signals, or the task waits for something else.
class ByOthers {
public:
  ByOthers() : Thread([this] { //= ByOthers by Thread
    Go.wait();
    use(Name); //= Name later
  }) {}
  void go() { Go.count_down(); }

private:
  std::latch Go{1};
  std::thread Thread;
  std::string Name;
};
class Else {
public:
  Else() : Thread([this] { //= Else by Thread
    use(Name); //= Name missing
    Other.wait();
  }) {
    Go.count_down();
  }

private:
  std::latch Go{1}, Other{1};
  std::thread Thread;
  std::string Name;
};
class Neither {
public:
  Neither() : Thread([this] { use(Name); }) { Go.count_down(); } //= Neither by Thread, Name missing

private:
  std::latch Go{1};
  std::thread Thread;
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(starts(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Assignments that come too late
//===----------------------------------------------------------------------===//

TEST(LateAssignments, AreThoseBehindTheStart) {
  Snippet S(R"cpp(
#include <memory>
#include <string>
#include <thread>
#include <vector>
void use(const std::string &);
void use(int);
class Behind {
public:
  explicit Behind(int N) {
    Before = N;
    Thread = std::thread([this] {
      use(Before);
      use(Period); //= reads Period
    });
    Period = N; //= assigns
  }

private:
  int Before = 0, Period = 0;
  std::thread Thread;
};
class ByInitializer {
public:
  ByInitializer() : Thread([this] { Buffer->append("x"); }) { //= reads Buffer
    Buffer = std::make_unique<std::string>(); //= assigns
  }

private:
  std::unique_ptr<std::string> Buffer;
  std::thread Thread;
};
class Resets {
public:
  Resets() : Thread([this] { Buffer->append("x"); }) { //= reads Buffer
    Buffer.reset(new std::string); //= assigns
  }

private:
  std::unique_ptr<std::string> Buffer;
  std::thread Thread;
};
class ResetsOthers {
public:
  explicit ResetsOthers(ResetsOthers &Peer)
      : Thread([this] { Buffer->append("x"); }) {
    Peer.Buffer.reset(new std::string);
    Part.Buffer.reset(new std::string);
  }

private:
  std::unique_ptr<std::string> Buffer;
  struct {
    std::unique_ptr<std::string> Buffer;
  } Part;
  std::thread Thread;
};
class ByMethod {
public:
  ByMethod() {
    start();
    Alive = true; //= assigns
  }

private:
  void start() {
    Thread = std::thread([this] {
      while (Alive) //= reads Alive
        use(1);
    });
  }
  bool Alive = false;
  std::thread Thread;
};
class InTheMethod {
public:
  InTheMethod() { start(); }

private:
  void start() {
    Thread = std::thread([this] { use(Name); }); //= reads Name
    Name = "x"; //= assigns
  }
  std::string Name;
  std::thread Thread;
};
class NotAConstructor {
public:
  void start() {
    Thread = std::thread([this] { use(Name); });
    Name = "x";
  }

private:
  std::string Name;
  std::thread Thread;
};
class OtherBranch {
public:
  explicit OtherBranch(bool Now) {
    if (Now)
      Thread = std::thread([this] { use(Name); });
    else
      Name = "x";
  }

private:
  std::string Name;
  std::thread Thread;
};
class SomeBranch {
public:
  explicit SomeBranch(bool B) {
    Thread = std::thread([this] { use(Name); }); //= reads Name
    if (B)
      Name = "x"; //= assigns
  }

private:
  std::string Name;
  std::thread Thread;
};
class Loop {
public:
  Loop() {
    for (int I = 0; I < 4; ++I) {
      Count = I; //= assigns
      Crew.emplace_back([this] { use(Count); }); //= reads Count
    }
  }

private:
  int Count = 0;
  std::vector<std::thread> Crew;
};
class Other {
public:
  Other() {
    Thread = std::thread([this] { use(Name); });
    Title = "x";
    Peer->Name = "y";
    Part.Text = "z";
  }

private:
  Other *Peer = nullptr;
  std::string Name, Title;
  struct {
    std::string Text;
  } Part;
  std::thread Thread;
};
class Holder {
public:
  Holder() {
    Thread = std::make_unique<std::thread>([this] { use(Thread != nullptr); });
  }

private:
  std::unique_ptr<std::thread> Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateAssignments(S), S.expected());
}

TEST(LateAssignments, AreOfWhatIsNotMadeForThreads) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>
void use(int);
class Kinds {
public:
  Kinds() {
    Thread = std::thread([this] { run(); });
    Atomic = 1;
    Old = 1;
  }

private:
  void run() { use(Atomic + Old); }
  std::atomic<int> Atomic{0};
  _Atomic(int) Old;
  std::thread Thread;
};
class Content {
public:
  Content() {
    Thread = std::thread([this] { use(Items.size()); }); //= reads Items
    Items = {1, 2, 3}; //= assigns
  }

private:
  std::vector<int> Items;
  std::thread Thread;
};
class Callback {
public:
  Callback() {
    Thread = std::thread([this] { Call(); }); //= reads Call
    Call = [] { use(1); }; //= assigns
  }

private:
  std::function<void()> Call;
  std::thread Thread;
};
class Second {
public:
  Second() {
    First = std::thread([this] { use(Next.joinable()); });
    Next = std::thread([] { use(1); });
  }

private:
  std::thread Next, First;
};
class Writes {
public:
  Writes() {
    Thread = std::thread([this] { Result = 1; });
    Result = 0;
  }

private:
  int Result;
  std::thread Thread;
};
// A mutex that is not there yet keeps nobody from it.
class Raw {
public:
  Raw() {
    pthread_create(&Thread, nullptr, &Raw::main, this);
    pthread_mutex_init(&Lock, nullptr); //= initializes
  }

private:
  static void *main(void *P) {
    auto *Self = static_cast<Raw *>(P);
    pthread_mutex_lock(&Self->Lock); //= reads Lock
    pthread_mutex_unlock(&Self->Lock);
    return nullptr;
  }
  pthread_mutex_t Lock;
  pthread_t Thread;
};
class RawFirst {
public:
  RawFirst() {
    pthread_mutex_init(&Lock, nullptr);
    pthread_create(&Thread, nullptr, &RawFirst::main, this);
  }

private:
  static void *main(void *P) {
    auto *Self = static_cast<RawFirst *>(P);
    pthread_mutex_lock(&Self->Lock);
    pthread_mutex_unlock(&Self->Lock);
    return nullptr;
  }
  pthread_mutex_t Lock;
  pthread_t Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateAssignments(S), S.expected());
}

TEST(LateAssignments, MayBeOrdered) {
  Snippet S(R"cpp(
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <string>
#include <thread>
void use(const std::string &);
class Locked {
public:
  Locked() {
    std::lock_guard<std::mutex> Hold(Lock);
    Thread = std::thread([this] {
      std::lock_guard<std::mutex> Hold(Lock);
      use(Name);
    });
    Name = "x";
  }

private:
  std::mutex Lock;
  std::string Name;
  std::thread Thread;
};
class ByHand {
public:
  ByHand() {
    Thread = std::thread([this] { use(Name); });
    Lock.lock();
    Name = "x";
    Lock.unlock();
  }

private:
  std::mutex Lock;
  std::string Name;
  std::thread Thread;
};
// The task takes a lock: what it waits for comes when the object is there.
class TaskLocks {
public:
  TaskLocks() {
    Thread = std::thread([this] {
      std::lock_guard<std::mutex> Hold(Lock);
      use(Name);
    });
    Name = "x";
  }

private:
  std::mutex Lock;
  std::string Name;
  std::thread Thread;
};
class Ready {
public:
  Ready() {
    Thread = std::thread([this] {
      while (!IsReady)
        std::this_thread::yield();
      use(Name);
    });
    Name = "x";
    IsReady = true;
  }

private:
  std::atomic<bool> IsReady{false};
  std::string Name;
  std::thread Thread;
};
class ReadyTooSoon {
public:
  ReadyTooSoon() {
    Thread = std::thread([this] {
      while (!IsReady)
        std::this_thread::yield();
      use(Name); //= reads Name
    });
    IsReady = true;
    Name = "x"; //= assigns
  }

private:
  std::atomic<bool> IsReady{false};
  std::string Name;
  std::thread Thread;
};
class OtherFlag {
public:
  OtherFlag() {
    Thread = std::thread([this] {
      while (!Stop)
        use(Name); //= reads Name
    });
    Name = "x"; //= assigns
    Done = true;
  }

private:
  std::atomic<bool> Stop{false}, Done{false};
  std::string Name;
  std::thread Thread;
};
class Told {
public:
  Told() {
    Thread = std::thread([this] {
      Go.wait();
      use(Name);
    });
    Name = "x";
    Gate.set_value();
  }

private:
  std::promise<void> Gate;
  std::future<void> Go = Gate.get_future();
  std::string Name;
  std::thread Thread;
};
class Patient {
public:
  Patient() {
    Thread = std::thread([this] {
      for (;;) {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        use(Name);
      }
    });
    Name = "x";
  }

private:
  std::string Name;
  std::thread Thread;
};
class Impatient {
public:
  Impatient() {
    Thread = std::thread([this] {
      for (;;) {
        use(Name); //= reads Name
        std::this_thread::sleep_for(std::chrono::seconds(1));
      }
    });
    Name = "x"; //= assigns
  }

private:
  std::string Name;
  std::thread Thread;
};
class Consumer {
public:
  Consumer() {
    Thread = std::thread([this] { loop(); });
    Prefix = "p";
  }

private:
  void loop() {
    std::unique_lock<std::mutex> Hold(Lock);
    Changed.wait(Hold, [this] { return !Jobs.empty(); });
    print();
  }
  void print() { use(Prefix); }
  std::mutex Lock;
  std::condition_variable Changed;
  std::deque<int> Jobs;
  std::string Prefix;
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateAssignments(S), S.expected());
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

TEST(LateJoins, AreByDestructorsOfMembers) {
  Snippet S(R"cpp(
#include <array>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>
void use(const std::string &);
void print(std::thread::id);
class Behind {
public:
  void start() {
    Worker = std::jthread([this] { run(); }); //= Worker
  }

private:
  void run() {
    use(Before);
    use(After); //= After gone
    std::lock_guard<std::mutex> Hold(Lock); //= Lock gone
    ++Count; // Nothing is done to it.
  }
  std::string Before;
  std::jthread Worker;
  std::string After;
  std::mutex Lock;
  int Count = 0;
};
class Many {
public:
  void start() {
    Workers.emplace_back([this] { use(Name); }); //= Workers, Name gone
  }

private:
  std::vector<std::jthread> Workers;
  std::string Name;
};
class OnHeap {
public:
  OnHeap() {
    Worker = std::make_unique<std::jthread>([this] { use(Name); }); //= Worker, Name gone
  }

private:
  std::unique_ptr<std::jthread> Worker;
  std::string Name;
};
class Async {
public:
  void start() {
    Result = std::async(std::launch::async, [this] { use(Name); }); //= Result, Name gone
  }

private:
  std::future<void> Result;
  std::string Name;
};
class Packaged {
public:
  void start() {
    std::packaged_task<void()> Task([this] { use(Name); });
    Result = Task.get_future();
    std::thread(std::move(Task)).detach(); //= anybody
  }

private:
  std::future<void> Result;
  std::string Name;
};
class Joining {
public:
  Joining() = default;
  template <typename F> explicit Joining(F Code) : Thread(Code) {}
  Joining(Joining &&) = default;
  Joining &operator=(Joining &&Other) {
    finish();
    Thread = std::move(Other.Thread);
    return *this;
  }
  ~Joining() { finish(); }
  void finish() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
class InHouse {
public:
  void start() {
    Worker = Joining([this] { use(Name); }); //= Worker, Name gone
  }

private:
  Joining Worker;
  std::string Name;
};
class Finished {
public:
  void start() {
    Worker = Joining([this] { use(Name); }); //= anybody
  }
  void stop() { Worker.finish(); }

private:
  Joining Worker;
  std::string Name;
};
struct JoinsAndDeletes {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};
class ByDeleter {
public:
  void start() {
    Worker.reset(new std::thread([this] { use(Name); })); //= Worker, Name gone
  }

private:
  std::unique_ptr<std::thread, JoinsAndDeletes> Worker;
  std::string Name;
};
class Fixed {
public:
  void start(int I) {
    Workers[I] = std::jthread([this] { use(Name); }); //= Workers, Name gone
  }

private:
  std::array<std::jthread, 4> Workers;
  std::string Name;
};
class HasThread {
public:
  void run(std::function<void()> Code) { Thread = std::jthread(Code); }

private:
  std::jthread Thread;
};
class InPart {
public:
  void start() {
    Part.run([this] { use(Name); }); //= Part, Name gone
  }

private:
  HasThread Part;
  std::string Name;
};
class UsesItself {
public:
  void start() {
    Worker = std::jthread([this] { //= Worker
      print(Worker.get_id());
        use(Name); //= Name gone
    });
  }

private:
  std::jthread Worker;
  std::string Name;
};
class Leaked {
public:
  void start() {
    Worker = new std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread *Worker = nullptr;
  std::string Name;
};
struct OnlyDeletes {
  void operator()(std::thread *T) const {
    T->detach();
    delete T;
  }
};
class ByHasty {
public:
  void start() {
    Worker.reset(new std::thread([this] { use(Name); })); //= anybody
  }

private:
  std::unique_ptr<std::thread, OnlyDeletes> Worker;
  std::string Name;
};
class Referred {
public:
  explicit Referred(std::jthread &T) : Worker(T) {}
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread &Worker;
  std::string Name;
};
class Plain {
public:
  void start() {
    Worker = std::thread([this] { use(Name); }); //= anybody
  }

private:
  std::thread Worker;
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

TEST(LateJoins, AreNoneWhereTheDestructorSeesToTheTask) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>
void use(const std::string &);
void unseen(std::jthread &);
class Joins {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= ~Joins
  }
  ~Joins() { Worker.join(); }

private:
  std::jthread Worker;
  std::string Name;
};
class StopsOnly {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= Worker, Name gone
  }
  ~StopsOnly() { Worker.request_stop(); }

private:
  std::jthread Worker;
  std::string Name;
};
class FlagsOnly {
public:
  void start() {
    Worker = std::jthread([this] { //= Worker
      while (!Stop)
        use(Name); //= Name gone
    });
  }
  ~FlagsOnly() { Stop = true; }

private:
  std::atomic<bool> Stop{false};
  std::jthread Worker;
  std::string Name;
};
class ByHelper {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= ~ByHelper
  }
  ~ByHelper() { close(); }

private:
  void close() { Worker.join(); }
  std::jthread Worker;
  std::string Name;
};
class ByUser {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  void stop() { Worker.join(); }

private:
  std::jthread Worker;
  std::string Name;
};
class Unseen {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Unseen();

private:
  std::jthread Worker;
  std::string Name;
};
class Defaulted {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= Worker, Name gone
  }
  ~Defaulted() = default;

private:
  std::jthread Worker;
  std::string Name;
};
class Assigns {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Assigns() { Worker = {}; }

private:
  std::jthread Worker;
  std::string Name;
};
class Moves {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Moves() { auto Last = std::move(Worker); }

private:
  std::jthread Worker;
  std::string Name;
};
class Swaps {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Swaps() {
    std::jthread Last;
    Last.swap(Worker);
  }

private:
  std::jthread Worker;
  std::string Name;
};
class Clears {
public:
  void start() {
    Workers.emplace_back([this] { use(Name); }); //= anybody
  }
  ~Clears() { Workers.clear(); }

private:
  std::vector<std::jthread> Workers;
  std::string Name;
};
class Resets {
public:
  void start() {
    Worker = std::make_unique<std::jthread>([this] { use(Name); }); //= anybody
  }
  ~Resets() { Worker.reset(); }

private:
  std::unique_ptr<std::jthread> Worker;
  std::string Name;
};
class Hands {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Hands() { unseen(Worker); }

private:
  std::jthread Worker;
  std::string Name;
};
class Calls {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Calls() { end(this); }

private:
  static void end(Calls *C);
  std::jthread Worker;
  std::string Name;
};
class Reads {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  ~Reads() {
    char C;
    (void)!read(Ended, &C, 1);
  }

private:
  int Ended = 0;
  std::jthread Worker;
  std::string Name;
};
class Latched {
public:
  void start() {
    Worker = std::jthread([this] { //= anybody
      use(Name);
      Done.count_down();
    });
  }
  ~Latched() { Done.wait(); }

private:
  std::latch Done{1};
  std::jthread Worker;
  std::string Name;
};
class Reopens {
public:
  ~Reopens() { close(); }
  void close() {
    Worker = std::jthread([this] { use(Name); }); //= Worker, Name gone
  }

private:
  std::jthread Worker;
  std::string Name;
};
class ReopensAndEmpties {
public:
  ~ReopensAndEmpties() {
    close();
    Worker = {};
  }
  void close() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread Worker;
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

TEST(LateJoins, AreNoneWhereSomebodyHasTheHandle) {
  Snippet S(R"cpp(
#include <chrono>
#include <future>
#include <string>
#include <thread>
void use(const std::string &);
void unseen(std::jthread &);
class Guarded {
  struct Guard {
    std::jthread &Thread;
    ~Guard() { Thread.join(); }
  };

public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread Worker;
  std::string Name;
  Guard Joins{Worker};
};
class Initialized {
  struct Guard {
    explicit Guard(std::jthread *T) : Thread(T) {}
    ~Guard() { Thread->join(); }
    std::jthread *Thread;
  };

public:
  Initialized() : Joins(&Worker) {}
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread Worker;
  std::string Name;
  Guard Joins;
};
struct UnseenGuard {
  explicit UnseenGuard(std::jthread &);
  ~UnseenGuard();
};
class GuardedUnseen {
public:
  GuardedUnseen() : Guard(Worker) {}
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread Worker;
  std::string Name;
  UnseenGuard Guard;
};
class GuardedByDefault {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::jthread Worker;
  std::string Name;
  UnseenGuard Guard{Worker};
};
class HandsOut {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  std::jthread &worker() { return Worker; }

private:
  std::jthread Worker;
  std::string Name;
};
class HandsTo {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
    unseen(Worker);
  }

private:
  std::jthread Worker;
  std::string Name;
};
class Asks {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= Worker, Name gone
  }
  bool runs() const { return Worker.joinable(); }

private:
  std::jthread Worker;
  std::string Name;
};
class Detaches {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= anybody
  }
  void leave() { Worker.detach(); }

private:
  std::jthread Worker;
  std::string Name;
};
class Returns {
public:
  std::jthread start() {
    return std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::string Name;
};
class IntoCaller {
public:
  void start(std::jthread &Into) {
    Into = std::jthread([this] { use(Name); }); //= anybody
  }

private:
  std::string Name;
};
class Timed {
public:
  void start() {
    Result = std::async(std::launch::async, [this] { use(Name); }); //= anybody
  }
  bool ended() {
    return Result.wait_for(std::chrono::seconds(1)) == std::future_status::ready;
  }

private:
  std::future<void> Result;
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

TEST(LateJoins, MayBeByDestructorsOfBases) {
  Snippet S(R"cpp(
#include <atomic>
#include <functional>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>
void use(const std::string &);
class Pool {
public:
  ~Pool() {
    for (std::thread &T : Crew)
      T.join();
  }

protected:
  void run(std::function<void()> Body) { Crew.emplace_back(std::move(Body)); }

private:
  std::vector<std::thread> Crew;
};
class Printer : public Pool {
public:
  void start() {
    run([this] { use(Page); }); //= ~Pool, Page gone
  }
  int Pages = 0;
  void count() {
    run([this] { ++Pages; }); //= ~Pool
  }

private:
  std::string Page;
};
class Logs : public Pool {
public:
  ~Logs() { use("over"); }
  void start() {
    run([this] { use(Lines); }); //= ~Pool, Lines gone
  }

private:
  std::string Lines;
};
class Base {
public:
  virtual ~Base() { finish(); }

protected:
  void begin() {
    Thread = std::thread([this] { step(); }); //= ~Base
  }
  void finish() {
    if (Thread.joinable())
      Thread.join();
  }
  virtual void step() = 0;
  std::string Own;

private:
  std::thread Thread;
};
// This one comes too late. One override is enough to tell.
class Late : public Base {
public:
  Late() { begin(); }
  void step() override { //= gone
    use(Name); //= Name gone
    use(Own);
  }

private:
  std::string Name;
};
struct Other {
  std::string Text;
};
class Later : public Other, public Late {
  void step() override {
    use(More); //= More gone
  }
  std::string More;
};
class Finishes : public Base {
public:
  Finishes() { begin(); }
  ~Finishes() override { finish(); }
  void step() override { use(Title); }

private:
  std::string Title;
};
class Derived : public Finishes {
  void step() override { use(Subtitle); }
  std::string Subtitle;
};
class UnseenEnd : public Base {
public:
  ~UnseenEnd() override;
  void step() override { use(Heading); }

private:
  std::string Heading;
};
class Waits : public Base {
public:
  ~Waits() override { Ended.wait(); }
  void step() override {
    use(Line);
    Ended.count_down();
  }

private:
  std::string Line;
  std::latch Ended{1};
};
class Abstract : public Base {
  void step() override { use(Draft); }
  virtual void more() = 0;
  std::string Draft;
};
// Whoever has it ends it.
class Service {
public:
  virtual ~Service() { stop(); }
  void start() {
    Thread = std::thread([this] { serve(); }); //= ~Service
  }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }

protected:
  virtual void serve() = 0;

private:
  std::thread Thread;
};
class Files : public Service {
  void serve() override { use(Root); }
  std::string Root;
};
// Nobody does.
class Mailer {
public:
  virtual ~Mailer() { stop(); }
  void start() {
    Thread = std::thread([this] { serve(); }); //= ~Mailer
  }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }

protected:
  virtual void serve() = 0;

private:
  std::thread Thread;
};
class Mails : public Mailer {
  void serve() override { //= gone
    use(Box); //= Box gone
  }
  std::string Box;
};
void serveFiles() {
  Files F;
  F.start();
  F.stop();
}
void serveMails() {
  Mails M;
  M.start();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

TEST(LateJoins, MayBeOtherwiseInTheHierarchy) {
  Snippet S(R"cpp(
#include <latch>
#include <memory>
#include <string>
#include <thread>
void use(const std::string &);
// What a pure method is called for is no more there; another is.
class Metronome {
public:
  virtual ~Metronome() { Thread.join(); }
  void start() {
    Thread = std::thread(&Metronome::loop, this); //= ~Metronome
  }
  virtual void beat() = 0;
  virtual void rest() {}

private:
  void loop() {
    for (;;) {
      beat();
      rest();
    }
  }
  std::thread Thread;
};
class Click : public Metronome {
  void beat() override { ++Count; } //= gone
  void rest() override { ++Count; }
  int Count = 0;
};
// A base that waits for something, and one that cannot be seen.
class Gate {
public:
  ~Gate() { Done.wait(); }
  std::latch Done{1};
};
class Gated : Gate {
public:
  void start() {
    Worker = std::thread([this] { //= anybody
      use(Name);
      Done.count_down();
    });
  }

private:
  std::thread Worker;
  std::string Name;
};
class Opaque {
public:
  ~Opaque();
};
class OfOpaque : Opaque {
public:
  void start() {
    Worker = std::thread([this] { use(Name); }); //= anybody
  }

private:
  std::thread Worker;
  std::string Name;
};
class Stopped {
public:
  virtual ~Stopped() = default;
  void start() {
    Worker = std::thread([this] { step(); }); //= anybody
  }
  void stop() { Worker.join(); }
  virtual void step() = 0;

private:
  std::thread Worker;
};
class Steps : public Stopped {
  void step() override { use(Name); }
  std::string Name;
};
// The members of a base go after those of the class.
class Named {
protected:
  std::string Name;
};
class Inherits : Named {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= Worker
  }

private:
  std::jthread Worker;
};
// The base has the handle, and the class what is used.
class HasWorker {
protected:
  std::jthread Worker;
};
class HasName : HasWorker {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= Worker, Name gone
  }

private:
  std::string Name;
};
class AlsoHasWorker {
protected:
  std::jthread Worker;
};
class EndsWorker : AlsoHasWorker {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); }); //= ~EndsWorker
  }
  ~EndsWorker() { Worker.join(); }

private:
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

TEST(LateJoins, AreByObjectsThatCallTheirOwner) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
void use(const std::string &);
class Timer {
public:
  explicit Timer(std::function<void()> F)
      : Fire(std::move(F)), Thread([this] { run(); }) {} //= ~Timer
  ~Timer() { cancel(); }
  void cancel() {
    if (Thread.joinable())
      Thread.join();
  }
  void clear() { Fire = nullptr; }

private:
  void run() {
    for (;;)
      Fire();
  }
  std::function<void()> Fire;
  std::thread Thread;
};
class Cache {
public:
  Cache() : Cleaner([this] { Lines.clear(); }) {} //= Cleaner, Lines gone

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};
class OnHeap {
public:
  void start() {
    Cleaner = std::make_unique<Timer>([this] { Lines.clear(); }); //= Cleaner, Lines gone
  }

private:
  std::unique_ptr<Timer> Cleaner;
  std::vector<std::string> Lines;
};
class TimerLast {
public:
  TimerLast() : Cleaner([this] { Lines.clear(); }) {} //= Cleaner

private:
  std::vector<std::string> Lines;
  Timer Cleaner;
};
class Cancels {
public:
  Cancels() : Cleaner([this] { Lines.clear(); }) {} //= ~Cancels
  ~Cancels() { Cleaner.cancel(); }

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};
class CancelledByItsUser {
public:
  CancelledByItsUser() : Cleaner([this] { Lines.clear(); }) {} //= anybody
  void close() { Cleaner.cancel(); }

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};
class Clears {
public:
  Clears() : Cleaner([this] { Lines.clear(); }) {} //= anybody
  ~Clears() { Cleaner.clear(); }

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};
class Resets {
public:
  void start() {
    Cleaner = std::make_unique<Timer>([this] { Lines.clear(); }); //= anybody
  }
  ~Resets() { Cleaner.reset(); }

private:
  std::unique_ptr<Timer> Cleaner;
  std::vector<std::string> Lines;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

TEST(LateJoins, AreByPoolsThatWaitForTheirTasks) {
  Snippet S(R"cpp(
#include <string>
class QThreadPool {
public:
  ~QThreadPool();
  template <typename F> void start(F &&);
  bool waitForDone();
  void clear();
};
void use(const std::string &);
class Behind {
public:
  void start() {
    Pool.start([this] { use(Name); }); //= Pool, Name gone
  }

private:
  QThreadPool Pool;
  std::string Name;
};
class Before {
public:
  void start() {
    Pool.start([this] { use(Name); }); //= Pool
  }

private:
  std::string Name;
  QThreadPool Pool;
};
class Waits {
public:
  void start() {
    Pool.start([this] { use(Name); }); //= ~Waits
  }
  ~Waits() { Pool.waitForDone(); }

private:
  QThreadPool Pool;
  std::string Name;
};
class Flushes {
public:
  void start() {
    Pool.start([this] { use(Name); }); //= anybody
  }
  void flush() { Pool.waitForDone(); }

private:
  QThreadPool Pool;
  std::string Name;
};
class Others {
public:
  explicit Others(QThreadPool &P) : Pool(P) {}
  void start() {
    Pool.start([this] { use(Name); }); //= anybody
  }

private:
  QThreadPool &Pool;
  std::string Name;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(lateJoins(S), S.expected());
}

} // namespace
} // namespace tether::facts
