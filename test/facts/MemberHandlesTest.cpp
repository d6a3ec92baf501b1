//===- MemberHandlesTest.cpp - Handles that must not die joinable ---------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/MemberHandles.h"
#include "Snippet.h"
#include "llvm/ADT/Twine.h"

namespace tether::facts {
namespace {

SourceLocation placeOf(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  return E ? E->getExprLoc() : S->getBeginLoc();
}

template <typename F> void eachTask(const Snippet &S, F Do) {
  for (const auto &T : S.Prog->facts().Tasks)
    if (!S.Prog->calls().calledByTest(T->Spawner))
      Do(*T);
}

template <typename F> void eachKept(const Snippet &S, F Do) {
  eachTask(S, [&](const Task &T) {
    AccessPath Kept =
        mustBeJoined(*S.Prog, T) ? terminatingMember(*S.Prog, T) : AccessPath();
    if (Kept)
      Do(T, Kept);
  });
}

/// The member that keeps the thread.
Lines members(const Snippet &S) {
  Lines Result;
  eachKept(S, [&](const Task &T, const AccessPath &Kept) {
    S.note(Result, T.Spawn->getExprLoc(), Kept.str());
  });
  return Result;
}

std::string wordsFor(const MemberHandle::Overwrite &Found) {
  const std::string Flag =
      Found.Flag ? " " + Found.Flag->getNameAsString() : "";
  switch (Found.Because) {
  case MemberHandle::Overwrite::Reset:
    return "resets" + Flag;
  case MemberHandle::Overwrite::Again:
    return "again" + Flag;
  case MemberHandle::Overwrite::Signaled:
    return "signals" + Flag;
  case MemberHandle::Overwrite::ByTask:
    return "task sets" + Flag;
  case MemberHandle::Overwrite::ByStop:
    return "stop sets" + Flag;
  }
  return "";
}

/// Where a start overwrites the handle, and what tells so.
Lines overwrites(const Snippet &S) {
  Lines Result;
  eachKept(S, [&](const Task &T, const AccessPath &Kept) {
    if (auto Found = MemberHandle(*S.Prog, Kept).overwriteBy(T)) {
      S.note(Result, placeOf(Found->At), "overwrites " + Kept.str());
      S.note(Result, Found->Where, wordsFor(*Found));
    }
  });
  return Result;
}

/// The same for statements that empty the handle.
Lines emptied(const Snippet &S) {
  Lines Result;
  eachKept(S, [&](const Task &T, const AccessPath &Kept) {
    MemberHandle Handle(*S.Prog, Kept);
    for (const auto &B : S.Prog->facts().Bodies)
      for (const Event &E : B->Events) {
        const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
        const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
        if (E.Kind != EventKind::Write || E.Path != Kept || !M ||
            M->getName() != "reset")
          continue;
        auto Found = Handle.overwriteAt(B.get(), E.At, T);
        S.note(Result, placeOf(E.At), Found ? wordsFor(*Found) : "no");
      }
  });
  return Result;
}

/// Which threads the destructor may leave unjoined, and what tells it to.
Lines skips(const Snippet &S) {
  Lines Result;
  eachKept(S, [&](const Task &T, const AccessPath &Kept) {
    auto Found = MemberHandle(*S.Prog, Kept).skippedJoinOf(T);
    if (!Found)
      return;
    S.note(Result, T.Spawn->getExprLoc(), "skipped");
    S.note(Result, Found->Where,
           (Found->Because == MemberHandle::Skip::GaveUp   ? "gives up"
            : Found->Because == MemberHandle::Skip::ByTask ? "task sets "
                                                           : "setter sets ") +
               (Found->Flag ? Found->Flag->getNameAsString() : std::string()));
  });
  return Result;
}

/// Where a constructor throws past the handle.
Lines throws(const Snippet &S) {
  Lines Result;
  eachKept(S, [&](const Task &T, const AccessPath &Kept) {
    if (const Stmt *At = MemberHandle(*S.Prog, Kept).throwAfterStart(T))
      S.note(Result, placeOf(At), "past " + Kept.str());
  });
  return Result;
}

/// Where the process ends and leaves a static thread unjoined.
Lines exits(const Snippet &S) {
  Lines Result;
  eachTask(S, [&](const Task &T) {
    const VarDecl *Variable = nullptr;
    SourceLocation At = exitPastJoin(*S.Prog, T, fateOf(*S.Prog, T), Variable);
    if (At.isValid())
      S.note(Result, At, "past " + Variable->getNameAsString());
  });
  return Result;
}

/// Operators that nobody wrote and that overwrite a handle.
Lines assignments(const Snippet &S) {
  Lines Result;
  for (const DefaultedAssignment &Found : defaultedAssignments(*S.Prog)) {
    S.note(Result, Found.Where,
           "overwrites " + Found.Member->getNameAsString());
    if (Found.Use.isValid() && Found.Use != Found.Where)
      S.note(Result, Found.Use, "assigns");
  }
  return Result;
}

/// Thread objects that die while they run, and the destructor by which.
Lines running(const Snippet &S) {
  Lines Result;
  eachTask(S, [&](const Task &T) {
    const FieldDecl *Member = nullptr;
    const CXXDestructorDecl *D =
        destructorOfRunning(*S.Prog, T, fateOf(*S.Prog, T), Member);
    if (D)
      S.note(Result, T.Spawn->getExprLoc(),
             (Member ? Member->getNameAsString() + " by " : "itself by ") +
                 D->getNameAsString());
  });
  return Result;
}

//===----------------------------------------------------------------------===//
// Who keeps the handle
//===----------------------------------------------------------------------===//

TEST(MemberHandles, AreMembersThatEndTheProcess) {
  Snippet S(R"cpp(
#include <array>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <pthread.h>
#include <thread>
#include <vector>
void work();
void *run(void *);
struct Base {
  std::thread Inherited;
};
struct Slot {
  std::thread Thread;
};
struct Kept : Base {
  void direct(int I) {
    One = std::thread(work); //= One
    Many.emplace_back(work); //= Many
    List.push_back(std::thread(work)); //= List
    Array[I] = std::thread(work); //= Array
    Fixed[I] = std::thread(work); //= Fixed
    ByKey[I] = std::thread(work); //= ByKey
    Maybe.emplace(work); //= Maybe
    Unique = std::make_unique<std::thread>(work); //= Unique
    Unique.reset(new std::thread(work)); //= Unique
    Shared = std::make_shared<std::thread>(work); //= Shared
    Inherited = std::thread(work); //= Inherited
    this->One = std::thread{work}; //= One
  }
  void inPart(int I) {
    Part.Thread = std::thread(work); //= Part.Thread
    Parts[I].Thread = std::thread(work); //= Parts.Thread
  }
  void moved() {
    std::thread T(work); //= One
    One = std::move(T);
  }
  void two(bool B) {
    std::thread T(work);
    if (B)
      One = std::move(T);
    else
      Two = std::move(T);
  }
  void elsewhere() {
    std::thread T(work);
    T.join();
    Static = std::thread(work);
  }
  // These join, detach, or have no end that harms.
  void harmless() {
    Joins = std::jthread(work);
    Raw = new std::thread(work);
    pthread_create(&Posix, nullptr, run, nullptr);
    Refers = std::thread(work);
  }
  explicit Kept(std::thread &T) : One(work), Refers(T) {} //= One
  static std::thread Static;
  std::thread One, Two;
  std::vector<std::thread> Many;
  std::list<std::thread> List;
  std::thread Array[4];
  std::array<std::thread, 4> Fixed;
  std::map<int, std::thread> ByKey;
  std::optional<std::thread> Maybe;
  std::unique_ptr<std::thread> Unique;
  std::shared_ptr<std::thread> Shared;
  Slot Part, Parts[4];
  std::jthread Joins;
  std::thread *Raw;
  pthread_t Posix;
  std::thread &Refers;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(members(S), S.expected());
}

//===----------------------------------------------------------------------===//
// A second start
//===----------------------------------------------------------------------===//

TEST(Overwrites, AreTheSecondOfTwoCalls) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work();
struct Worker {
  void start() {
    Thread = std::thread(work); //= overwrites Thread
  }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }
  bool runs() const { return Thread.joinable(); }
  ~Worker() { stop(); }
  std::thread Thread;
};
void twice() {
  Worker W;
  W.start();
  work();
  W.start(); //= again
}
struct Stopped {
  Stopped() = default;
  Stopped(Stopped &&) = default;
  Stopped &operator=(Stopped &&);
  void start() { Thread = std::thread(work); }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }
  void also() { stop(); }
  bool runs() const { return Thread.joinable(); }
  ~Stopped() { stop(); }
  std::thread Thread;
};
void unseen(Stopped &);
void between() {
  Stopped W;
  W.start();
  W.stop();
  W.start();
  W.also();
  W.start();
}
void unknown() {
  Stopped W;
  W.start();
  unseen(W);
  W.start();
}
void two() {
  Stopped A, B;
  A.start();
  B.start();
}
void eachItsOwn() {
  for (int I = 0; I < 3; ++I) {
    Stopped W;
    W.start();
  }
}
void oneOfTwo(bool B) {
  Stopped W;
  if (B)
    W.start();
  else
    W.start();
}
void asks(bool B) {
  Stopped W;
  if (B)
    W.start();
  if (!B)
    W.start();
}
void replaced() {
  Stopped W;
  W.start();
  W.stop();
  W = Stopped();
  W.start();
}
void elements(std::vector<Stopped> &Many) {
  Many[0].start();
  Many[1].start();
  for (Stopped &W : Many)
    W.start();
}
void onHeap() {
  for (int I = 0; I < 3; ++I)
    std::make_unique<Stopped>()->start();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

TEST(Overwrites, AreAlsoByLoopsAndOwners) {
  Snippet S(R"cpp(
#include <gtest/gtest.h>
#include <thread>
void work();
bool ready();
struct InLoop {
  void start() {
    Thread = std::thread(work); //= overwrites Thread
  }
  ~InLoop() { Thread.join(); }
  std::thread Thread;
};
void again() {
  InLoop W;
  while (ready())
    W.start(); //= again
}
struct Handed {
  void start() {
    Thread = std::thread(work); //= overwrites Thread
  }
  ~Handed() { Thread.join(); }
  std::thread Thread;
};
void by(Handed &H) {
  H.start();
  if (ready())
    H.start(); //= again
}
struct Part {
  void start() {
    Thread = std::thread(work); //= overwrites Thread
  }
  ~Part() { Thread.join(); }
  std::thread Thread;
};
struct Whole {
  void open() {
    Inner.start();
    Inner.start(); //= again
  }
  Part Inner, Other;
};
struct Fine {
  void start() { Thread = std::thread(work); }
  ~Fine() { Thread.join(); }
  std::thread Thread;
};
struct Both {
  void open() {
    First.start();
    Second.start();
  }
  Fine First, Second;
};
// One method of its own class.
struct Own {
  void restart() {
    start();
    start(); //= again
  }
  ~Own() { Thread.join(); }

private:
  void start() {
    Thread = std::thread(work); //= overwrites Thread
  }
  std::thread Thread;
};
// By the constructor, and then by who made it.
struct Attached {
  Attached() { attach(); }
  ~Attached() { detach(); }
  void attach() {
    Thread = std::thread(work); //= overwrites Thread
  }
  void detach() {
    if (Thread.joinable())
      Thread.join();
  }
  std::thread Thread;
};
void attachAgain() {
  Attached A;
  A.attach(); //= again
}
void attachBehind() {
  Attached A;
  A.detach();
  A.attach();
}
struct Perhaps {
  explicit Perhaps(bool Now) {
    if (Now)
      attach();
  }
  ~Perhaps() { Thread.join(); }
  void attach() { Thread = std::thread(work); }
  std::thread Thread;
};
void attachPerhaps() {
  Perhaps P(false);
  P.attach();
}
struct Looked {
  Looked() { attach(); }
  ~Looked() { Thread.join(); }
  bool isAttached() const { return Thread.joinable(); }
  void attach() { Thread = std::thread(work); }
  std::thread Thread;
};
void attachLooked() {
  Looked L;
  if (!L.isAttached())
    L.attach();
}
struct Tested {
  void start() { Thread = std::thread(work); }
  ~Tested() { Thread.join(); }
  std::thread Thread;
};
void once(Tested &T) { T.start(); }
TEST(Tested, DiesWhenItIsStartedTwice) {
  Tested T;
  T.start();
  T.start();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

TEST(Overwrites, AreOfTheSameSlot) {
  Snippet S(R"cpp(
#include <array>
#include <map>
#include <string>
#include <thread>
#include <vector>
void work();
struct SameSlot {
  void open() {
    start(0);
    start(0); //= again
  }

private:
  void start(int I) {
    Workers[I] = std::thread(work); //= overwrites Workers
  }
  std::thread Workers[2];
};
struct SameOfMany {
  void open() {
    start(1);
    start(1); //= again
  }

private:
  void start(int I) {
    Workers.at(I) = std::thread(work); //= overwrites Workers
  }
  std::array<std::thread, 2> Workers;
};
struct OneSlot {
  void open() {
    start(0);
    start(1); //= again
  }

private:
  void start(int) {
    Workers[0] = std::thread(work); //= overwrites Workers
  }
  std::thread Workers[2];
};
struct OtherSlot {
  void open(int N) {
    start(0);
    start(1);
    for (int I = 2; I < N; ++I)
      start(I);
  }

private:
  void start(int I) { Workers[I] = std::thread(work); }
  std::thread Workers[8];
};
struct Vector {
  void open(int N) {
    for (int I = 0; I < N; ++I)
      start(I);
  }

private:
  void start(int I) { Workers[I] = std::thread(work); }
  std::vector<std::thread> Workers;
};
struct ByName {
  void open(const std::string &A, const std::string &B) {
    start(A);
    start(B);
  }

private:
  void start(const std::string &Name) { Threads[Name] = std::thread(work); }
  std::map<std::string, std::thread> Threads;
};
struct Front {
  void open() {
    start();
    start(); //= again
  }

private:
  void start() {
    Workers.front() = std::thread(work); //= overwrites Workers
  }
  std::vector<std::thread> Workers;
};
struct Appends {
  void open() {
    start();
    start();
  }

private:
  void start() { Workers.emplace_back(work); }
  std::vector<std::thread> Workers;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}
TEST(Overwrites, AreOfWhatIsSetBackForAnotherStart) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
#include <string>
#include <thread>
void work();
// Nothing but the destructor ends it.
class Capture {
public:
  void onClicked() {
    Stop = false; //= resets Stop
    Thread = std::thread([this] { //= overwrites Thread
      while (!Stop)
        work();
    });
  }
  ~Capture() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class NotForOthers {
public:
  NotForOthers() { begin(); }
  ~NotForOthers() {
    Stop = true;
    Thread.join();
  }

private:
  void begin() {
    Stop = false;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
// The first start sets something, and no more.
class SetsOther {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  ~SetsOther() {
    Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
// Who ends it asks whether there is something to end.
class Announcer {
public:
  void announce(const std::string &Text) {
    Topic = Text;
    Stop = false; //= resets Stop
    Thread = std::make_unique<std::thread>([this] { //= overwrites Thread
      while (!Stop)
        work();
    });
  }
  void withdraw() {
    if (Topic.empty())
      return;
    Stop = true;
    Thread->join();
    Topic.clear();
  }
  ~Announcer() { withdraw(); }

private:
  std::string Topic;
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::thread> Thread;
};
class AsksToo {
public:
  void announce(const std::string &Text) {
    if (!Topic.empty())
      return;
    Topic = Text;
    Stop = false;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  void withdraw() {
    if (Topic.empty())
      return;
    Stop = true;
    Thread.join();
    Topic.clear();
  }
  ~AsksToo() { withdraw(); }

private:
  std::string Topic;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
// To start again what was joined says nothing of twice.
class Loader {
public:
  void start() {
    Stop = false;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }
  ~Loader() { stop(); }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class JoinsFirst {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Stop = false;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  ~JoinsFirst() {
    Stop = true;
    Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class ClosesFirst {
public:
  void start() {
    close();
    Stop = false;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  ~ClosesFirst() { close(); }

private:
  void close() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

TEST(Overwrites, AreOfWhatWasToldToEnd) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
#include <thread>
void work();
class Receiver {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] { //= overwrites Thread
      while (Running)
        work();
    });
  }
  void reset() {
    Running = false; //= signals
    start();
  }
  ~Receiver() {
    Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
class Camera {
public:
  void onLost() {
    Stop = true; //= signals
    capture();
  }
  void open() { capture(); }
  ~Camera() {
    Stop = true;
    Thread->join();
  }

private:
  void capture() {
    Stop = false;
    Thread.reset(new std::thread([this] { //= overwrites Thread
      while (!Stop)
        work();
    }));
  }
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::thread> Thread;
};
// By a method that does no more.
class Restarts {
public:
  void restart() {
    tell(); //= signals
    start();
  }
  ~Restarts() {
    tell();
    Thread.join();
  }

private:
  void tell() { ++Generation; }
  void start() {
    unsigned Mine = Generation;
    Thread = std::thread([this, Mine] { //= overwrites Thread
      while (Generation == Mine)
        work();
    });
  }
  std::atomic<unsigned> Generation{0};
  std::thread Thread;
};
class Waits {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void reset() {
    Running = false;
    if (Thread.joinable())
      Thread.join();
    start();
  }
  ~Waits() {
    Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
class WaitsElsewhere {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void reset() {
    end();
    start();
  }
  ~WaitsElsewhere() { end(); }

private:
  void end() {
    Running = false;
    Thread.join();
  }
  std::atomic<bool> Running{false};
  std::thread Thread;
};
// Another object is started.
class Peers {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void passOn(Peers &Next) {
    Running = false;
    Next.start();
  }
  ~Peers() {
    Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
// It may be the first start.
class First {
public:
  void open() {
    Running = false;
    begin();
  }
  ~First() {
    Running = false;
    Thread.join();
  }

private:
  void begin() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  std::atomic<bool> Running{false};
  std::thread Thread;
};
// The start does not set it back.
class Paused {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        if (!Pause)
          work();
    });
  }
  void startPaused() {
    Pause = true;
    start();
  }
  ~Paused() {
    Stop = true;
    Thread.join();
  }

private:
  std::atomic<bool> Stop{false}, Pause{false};
  std::thread Thread;
};
// The task asks for something else.
class Names {
public:
  void start() {
    Ready = true;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  void rename() {
    Ready = false;
    start();
  }
  ~Names() {
    Stop = true;
    Thread.join();
  }

private:
  std::atomic<bool> Stop{false}, Ready{false};
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

TEST(Overwrites, AreBehindConditionsThatTheTaskChanges) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
#include <thread>
void work();
bool ready();
class Again {
public:
  void start() {
    if (Busy)
      return;
    Busy = true;
    Thread = std::thread([this] { //= overwrites Thread
      work();
      Busy = false; //= task sets Busy
    });
  }
  ~Again() { Thread.join(); }

private:
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
class Exchanges {
public:
  void start() {
    if (!Busy.exchange(true))
      Thread = std::thread(&Exchanges::run, this); //= overwrites Thread
  }
  ~Exchanges() { Thread.join(); }

private:
  void run() {
    work();
    finish();
  }
  void finish() {
    Busy.store(false); //= task sets Busy
  }
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
enum State { Idle, Runs, Ended };
class States {
public:
  void start() {
    if (Now == Runs)
      return;
    Now = Runs;
    Thread = std::thread([this] { //= overwrites Thread
      work();
      Now = Ended; //= task sets Now
    });
  }
  ~States() { Thread.join(); }

private:
  std::atomic<State> Now{Idle};
  std::thread Thread;
};
class OnlyIdle {
public:
  void start() {
    if (Now != Idle)
      return;
    Now = Runs;
    Thread = std::thread([this] {
      work();
      Now = Ended;
    });
  }
  ~OnlyIdle() { Thread.join(); }

private:
  std::atomic<State> Now{Idle};
  std::thread Thread;
};
class Getter {
public:
  void start() {
    if (isBusy())
      return;
    Busy = true;
    Thread = std::thread([this] { //= overwrites Thread
      work();
      Busy = false; //= task sets Busy
    });
  }
  bool isBusy() const { return Busy; }
  ~Getter() { Thread.join(); }

private:
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
class TwoFlags {
public:
  void start() {
    if (Started)
      return;
    Started = true;
    Thread = std::thread([this] {
      work();
      Busy = false;
    });
  }
  ~TwoFlags() { Thread.join(); }

private:
  bool Started = false;
  std::atomic<bool> Busy{true};
  std::thread Thread;
};
class JoinsFirst {
public:
  void start() {
    if (Busy)
      return;
    if (Thread.joinable())
      Thread.join();
    Busy = true;
    Thread = std::thread([this] {
      work();
      Busy = false;
    });
  }
  ~JoinsFirst() { Thread.join(); }

private:
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
class AsksTheThread {
public:
  void start() {
    if (Busy || Thread.joinable())
      return;
    Busy = true;
    Thread = std::thread([this] {
      work();
      Busy = false;
    });
  }
  ~AsksTheThread() { Thread.join(); }

private:
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
class Caller {
public:
  void open() {
    if (Busy)
      return;
    start();
  }
  ~Caller() { Thread.join(); }

private:
  void start() {
    Busy = true;
    Thread = std::thread([this] { //= overwrites Thread
      work();
      Busy = false; //= task sets Busy
    });
  }
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
// Somebody calls it whenever something happens.
template <typename F> void onEvent(F Code);
class ByEvent {
public:
  ByEvent() {
    onEvent([this] { start(); });
  }
  ~ByEvent() { Thread.join(); }

private:
  void start() {
    if (Busy)
      return;
    Busy = true;
    Thread = std::thread([this] { //= overwrites Thread
      work();
      Busy = false; //= task sets Busy
    });
  }
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
class OnlyMade {
public:
  OnlyMade() { start(); }
  ~OnlyMade() { Thread.join(); }

private:
  void start() {
    if (Busy)
      return;
    Busy = true;
    Thread = std::thread([this] {
      work();
      Busy = false;
    });
  }
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
// The flags of a slot are that slot's.
struct Slot {
  std::atomic<bool> Busy{false};
  std::thread Thread;
};
class Slots {
public:
  void start(int I) {
    if (All[I].Busy)
      return;
    All[I].Busy = true;
    All[I].Thread = std::thread([this, I] { //= overwrites All.Thread
      work();
      All[I].Busy = false; //= task sets Busy
    });
  }
  ~Slots() {
    for (Slot &S : All)
      if (S.Thread.joinable())
        S.Thread.join();
  }

private:
  Slot All[4];
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

TEST(Overwrites, AreBehindConditionsThatAStopChanges) {
  Snippet S(R"cpp(
#include <atomic>
#include <thread>
void work();
class SaysStopped {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = std::thread([this] { //= overwrites Thread
      while (Running)
        work();
    });
  }
  void stop() {
    Running = false; //= stop sets Running
  }
  ~SaysStopped() {
    stop();
    Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
class StopJoins {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void stop() {
    Running = false;
    Thread.join();
  }
  ~StopJoins() { stop(); }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
// There is a method to join it.
class JoinIsExtra {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void stop() { Running = false; }
  void join() { Thread.join(); }
  ~JoinIsExtra() {
    stop();
    join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};
class NotPublic {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  ~NotPublic() {
    stop();
    Thread.join();
  }

private:
  void stop() { Running = false; }
  std::atomic<bool> Running{false};
  std::thread Thread;
};
class OtherFlag {
public:
  void start() {
    if (Started)
      return;
    Started = true;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  void stop() { Stop = true; }
  ~OtherFlag() {
    stop();
    Thread.join();
  }

private:
  bool Started = false;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
// A condition on what the caller gives is none on the state.
class Asked {
public:
  void start(bool Now) {
    Stop = false; //= resets Stop
    if (!Now)
      return;
    Thread = std::thread([this] { //= overwrites Thread
      while (!Stop)
        work();
    });
  }
  ~Asked() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
bool Enabled = false;
class AsksGlobal {
public:
  void start() {
    Stop = false;
    if (Enabled)
      return;
    Enabled = true;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  ~AsksGlobal() {
    Stop = true;
    Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class AsksLocal {
public:
  void start() {
    const bool Was = Started;
    Started = true;
    Stop = false;
    if (Was)
      return;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  ~AsksLocal() {
    Stop = true;
    Thread.join();
  }

private:
  bool Started = false;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

TEST(Overwrites, AreAlsoOfWhatIsEmptiedForAnotherStart) {
  Snippet S(R"cpp(
#include <atomic>
#include <memory>
#include <thread>
void work();
class Twice {
public:
  void start() {
    Thread.reset(); //= again
    Thread = std::make_unique<std::thread>(work);
  }
  ~Twice() { Thread->join(); }

private:
  std::unique_ptr<std::thread> Thread;
};
void twice() {
  Twice T;
  T.start();
  T.start();
}
class Once {
public:
  void start() {
    Thread.reset(); //= no
    Thread = std::make_unique<std::thread>(work);
  }
  ~Once() { Thread->join(); }

private:
  std::unique_ptr<std::thread> Thread;
};
class Joins {
public:
  void start() {
    if (Thread)
      Thread->join();
    Thread.reset(); //= no
    Thread = std::make_unique<std::thread>(work);
  }
  ~Joins() { Thread->join(); }

private:
  std::unique_ptr<std::thread> Thread;
};
void joins() {
  Joins J;
  J.start();
  J.start();
}
class ByTask {
public:
  void start() {
    if (Busy)
      return;
    Thread.reset(); //= task sets Busy
    Busy = true;
    Thread = std::make_unique<std::thread>([this] {
      work();
      Busy = false;
    });
  }
  ~ByTask() { Thread->join(); }

private:
  std::atomic<bool> Busy{false};
  std::unique_ptr<std::thread> Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(emptied(S), S.expected());
}

TEST(Overwrites, AreNoneWhereSomebodyMayHaveJoined) {
  Snippet S(R"cpp(
#include <optional>
#include <thread>
void work();
void unseen(std::thread &);
struct HandsMember {
  void start() {
    unseen(Thread);
    Thread = std::thread(work);
  }
  ~HandsMember() { Thread.join(); }
  std::thread Thread;
};
void twice(HandsMember &H) {
  H.start();
  H.start();
}
struct HandsItself;
void look(HandsItself *);
struct HandsItself {
  void start() {
    look(this);
    Thread = std::thread(work);
  }
  ~HandsItself() { Thread.join(); }
  std::thread Thread;
};
void twice(HandsItself &H) {
  H.start();
  H.start();
}
struct CallsUnseen;
void see(CallsUnseen *);
struct CallsUnseen {
  void start() {
    prepare();
    Thread = std::thread(work);
  }
  ~CallsUnseen() { Thread.join(); }

private:
  void prepare() { see(this); }
  std::thread Thread;
};
void twice(CallsUnseen &C) {
  C.start();
  C.start();
}
// What it asks decides about something else.
struct LogsOnly {
  void start() {
    if (Loud)
      work();
    Thread = std::thread(work); //= overwrites Thread
  }
  ~LogsOnly() { Thread.join(); }
  bool Loud = false;
  std::thread Thread;
};
void twice(LogsOnly &L) {
  L.start();
  L.start(); //= again
}
static const bool Threads = true;
struct AsksConstant {
  void start() {
    if (!Threads)
      return;
    Thread = std::thread(work); //= overwrites Thread
  }
  ~AsksConstant() { Thread.join(); }
  std::thread Thread;
};
void twice(AsksConstant &A) {
  A.start();
  A.start(); //= again
}
struct ByCaller {
  void open() {
    join();
    start();
  }
  void reopen() {
    open();
    open();
  }
  ~ByCaller() { join(); }

private:
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  void start() { Thread = std::thread(work); }
  std::thread Thread;
};
struct Asks {
  void start() {
    if (!Thread.joinable())
      Thread = std::thread(work);
  }
  ~Asks() { Thread.join(); }
  std::thread Thread;
};
void twice(Asks &A) {
  A.start();
  A.start();
}
struct Detaches {
  void start() {
    if (Thread.joinable())
      Thread.detach();
    Thread = std::thread(work);
  }
  std::thread Thread;
};
void twice(Detaches &D) {
  D.start();
  D.start();
}
// One branch of two does not tell.
struct OneBranch {
  void start(bool Joins) {
    if (Joins)
      Thread.join();
    Thread = std::thread(work);
  }
  ~OneBranch() { Thread.join(); }
  std::thread Thread;
};
struct Maybe {
  void start() {
    Thread.emplace(work); //= overwrites Thread
  }
  ~Maybe() { Thread->join(); }
  std::optional<std::thread> Thread;
};
void twice(Maybe &M) {
  M.start();
  M.start(); //= again
}
struct Deep {
  void a() { b(); }
  ~Deep() { Thread.join(); }

private:
  void b() { c(); }
  void c() {
    Thread = std::thread(work); //= overwrites Thread
  }
  std::thread Thread;
};
void twice(Deep &D) {
  D.a();
  D.a(); //= again
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwrites(S), S.expected());
}

//===----------------------------------------------------------------------===//
// A destructor that does not join
//===----------------------------------------------------------------------===//

TEST(SkippedJoins, AreToldByWhatTheTaskResets) {
  Snippet S(R"cpp(
#include <atomic>
#include <mutex>
#include <thread>
void work();
bool ready();
class Feed {
public:
  Feed() {
    Thread = std::thread([this] { run(); }); //= skipped
  }
  ~Feed() { stop(); }
  void stop() {
    if (!Running)
      return;
    Running = false;
    Thread.join();
  }

private:
  void run() {
    while (Running && ready())
      work();
    Running = false; //= task sets Running
  }
  std::atomic<bool> Running{true};
  std::thread Thread;
};
class Exchanged {
public:
  Exchanged() {
    Thread = std::thread([this] { //= skipped
      work();
      Alive.store(false); //= task sets Alive
    });
  }
  ~Exchanged() {
    if (!Alive.exchange(false))
      return;
    Thread.join();
  }

private:
  std::atomic<bool> Alive{true};
  std::thread Thread;
};
class Compared {
public:
  Compared() : Thread([this] { //= skipped
    work();
    Active = false; //= task sets Active
  }) {}
  ~Compared() {
    bool Expected = true;
    if (Active.compare_exchange_strong(Expected, false))
      Thread.join();
  }

private:
  std::atomic<bool> Active{true};
  std::thread Thread;
};
class States {
  enum State { Idle, Busy, Done };

public:
  States() : Now(Busy), Thread([this] { //= skipped
    work();
    Now = Done; //= task sets Now
  }) {}
  ~States() {
    if (Now == Busy && Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<State> Now;
  std::thread Thread;
};
class Guarded {
  struct Reset {
    explicit Reset(std::atomic<bool> &Flag) : Flag(Flag) {}
    ~Reset() {
      Flag = false; //= task sets On
    }
    std::atomic<bool> &Flag;
  };

public:
  Guarded() : Thread([this] { //= skipped
    Reset R(On);
    work();
  }) {}
  ~Guarded() {
    if (On)
      Thread.join();
  }

private:
  std::atomic<bool> On{true};
  std::thread Thread;
};
class Plain {
public:
  Plain() : Thread([this] { //= skipped
    work();
    std::lock_guard<std::mutex> Hold(Lock);
    Over = true; //= task sets Over
  }) {}
  ~Plain() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      if (Over)
        return;
    }
    Thread.join();
  }

private:
  std::mutex Lock;
  bool Over = false;
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(skips(S), S.expected());
}

TEST(SkippedJoins, AreNoneIfTheThreadIsJoinedAllTheSame) {
  Snippet S(R"cpp(
#include <atomic>
#include <thread>
void work();
bool ready();
class JoinsAnyway {
public:
  JoinsAnyway() : Thread([this] {
    work();
    Running = false;
  }) {}
  ~JoinsAnyway() {
    if (Running)
      Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{true};
  std::thread Thread;
};
class AsksTheThread {
public:
  AsksTheThread() : Thread([this] {
    work();
    Running = false;
  }) {}
  ~AsksTheThread() {
    if (Running || Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Running{true};
  std::thread Thread;
};
class BothBranches {
public:
  BothBranches() : Thread([this] {
    work();
    Running = false;
  }) {}
  ~BothBranches() {
    if (Running) {
      Running = false;
      Thread.join();
    } else {
      end();
    }
  }

private:
  void end() { Thread.join(); }
  std::atomic<bool> Running{true};
  std::thread Thread;
};
// Set by nobody but those who join.
class OnlyStop {
public:
  OnlyStop() : Thread([this] {
    while (Running)
      work();
  }) {}
  ~OnlyStop() {
    if (!Running)
      return;
    Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{true};
  std::thread Thread;
};
// What the task sets lets it be joined.
class TellsToJoin {
public:
  TellsToJoin() : Thread([this] {
    Started = true;
    work();
  }) {}
  ~TellsToJoin() {
    if (Started)
      Thread.join();
  }

private:
  std::atomic<bool> Started{false};
  std::thread Thread;
};
class OwnDetach {
public:
  OwnDetach() : Thread([this] {
    work();
    Running = false;
    Thread.detach();
  }) {}
  ~OwnDetach() {
    if (Running)
      Thread.join();
  }

private:
  std::atomic<bool> Running{true};
  std::thread Thread;
};
class OtherFlag {
public:
  OtherFlag() : Thread([this] {
    work();
    Done = true;
  }) {}
  ~OtherFlag() {
    if (!Open)
      return;
    Thread.join();
  }

private:
  std::atomic<bool> Open{true}, Done{false};
  std::thread Thread;
};
class NothingJoins {
public:
  NothingJoins() : Thread([this] {
    work();
    Done = true;
  }) {}
  ~NothingJoins() { Done = true; }

private:
  std::atomic<bool> Done{false};
  std::thread Thread;
};
class UnseenEnd {
public:
  UnseenEnd() : Thread([this] {
    work();
    Done = true;
  }) {}
  ~UnseenEnd();

private:
  std::atomic<bool> Done{false};
  std::thread Thread;
};
void unseen(std::thread &);
class Hands {
public:
  Hands() : Thread([this] {
    work();
    Running = false;
  }) {}
  ~Hands() {
    if (!Running)
      unseen(Thread);
    else
      Thread.join();
  }

private:
  std::atomic<bool> Running{true};
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(skips(S), S.expected());
}

TEST(SkippedJoins, AreToldByAWaitThatGaveUp) {
  Snippet S(R"cpp(
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <semaphore>
#include <thread>
using namespace std::chrono_literals;
void work();
class Impatient {
public:
  Impatient() : Thread([this] { run(); }) {} //= skipped
  ~Impatient() {
    std::unique_lock<std::mutex> Hold(Lock);
    bool InTime = Changed.wait_for(Hold, 5s, [this] { return Done; }); //= gives up
    Hold.unlock();
    if (!InTime)
      return;
    Thread.join();
  }

private:
  void run() {
    work();
    std::lock_guard<std::mutex> Hold(Lock);
    Done = true;
    Changed.notify_all();
  }
  std::mutex Lock;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Thread;
};
class ByFuture {
public:
  ByFuture() : Thread([this] { //= skipped
    work();
    End.set_value();
  }) {}
  ~ByFuture() {
    if (Ended.wait_for(2s) == std::future_status::ready) //= gives up
      Thread.join();
  }

private:
  std::promise<void> End;
  std::future<void> Ended = End.get_future();
  std::thread Thread;
};
class BySemaphore {
public:
  BySemaphore() : Thread([this] { //= skipped
    work();
    Ended.release();
  }) {}
  ~BySemaphore() { close(); }

private:
  void close() {
    if (!Ended.try_acquire_for(2s)) //= gives up
      return;
    Thread.join();
  }
  std::binary_semaphore Ended{0};
  std::thread Thread;
};
class Patient {
public:
  Patient() : Thread([this] {
    work();
    std::lock_guard<std::mutex> Hold(Lock);
    Done = true;
    Changed.notify_all();
  }) {}
  ~Patient() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Changed.wait_for(Hold, 1s, [this] { return Done; }))
      work();
    Hold.unlock();
    Thread.join();
  }

private:
  std::mutex Lock;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Thread;
};
class Untimed {
public:
  Untimed() : Thread([this] { work(); }) {}
  ~Untimed() {
    Ended.acquire();
    if (Ended.try_acquire_for(1s))
      work();
    Thread.join();
  }

private:
  std::binary_semaphore Ended{0};
  std::thread Thread;
};
class GivesUpAndEnds {
public:
  GivesUpAndEnds() : Thread([this] { Ended.release(); }) {}
  ~GivesUpAndEnds() {
    if (!Ended.try_acquire_for(2s))
      Thread.detach();
    else
      Thread.join();
  }

private:
  std::binary_semaphore Ended{0};
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(skips(S), S.expected());
}

TEST(SkippedJoins, AreToldByWhatASetterSets) {
  Snippet S(R"cpp(
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
using namespace std::chrono_literals;
void work();
class Saver {
public:
  Saver() : Thread([this] { run(); }) {} //= skipped
  void setDelay(std::chrono::milliseconds D) {
    Delay = D; //= setter sets Delay
  }
  ~Saver() {
    Stop = true;
    if (Delay > 0ms && Thread.joinable())
      Thread.join();
  }

private:
  void run() {
    while (!Stop)
      work();
  }
  std::chrono::milliseconds Delay{0};
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class Number {
public:
  Number() : Thread([this] { run(); }) {} //= skipped
  void setLevel(int L) {
    Level = L; //= setter sets Level
  }
  ~Number() {
    Stop = true;
    if (Level)
      Thread.join();
  }

private:
  void run() {
    while (!Stop)
      work();
  }
  int Level = 0;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
enum class Mode { Quick, Clean };
class OfMode {
public:
  OfMode() : Thread(work) {} //= skipped
  void setMode(Mode M) {
    Ends = M; //= setter sets Ends
  }
  ~OfMode() {
    if (Ends == Mode::Clean)
      Thread.join();
  }

private:
  Mode Ends = Mode::Quick;
  std::thread Thread;
};
// It asks for more than that.
int Limit = 3;
int check(int);
class AsksGlobal {
public:
  AsksGlobal() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  ~AsksGlobal() {
    if (Level > Limit)
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class AsksFunction {
public:
  AsksFunction() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  ~AsksFunction() {
    if (check(Level))
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class AsksClosure {
public:
  AsksClosure() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  ~AsksClosure() {
    if ([this] { return Level > 0; }())
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class AsksPeer {
public:
  AsksPeer() : Thread(work) {}
  void setPeer(AsksPeer *P) { Peer = P; }
  void setLevel(int L) { Level = L; }
  ~AsksPeer() {
    if (Peer->Level)
      Thread.join();
  }

private:
  AsksPeer *Peer = nullptr;
  int Level = 0;
  std::thread Thread;
};
class AsksText {
public:
  AsksText() : Thread(work) {}
  void setName(const std::string &N) { Name = N; }
  ~AsksText() {
    if (!Name.empty())
      Thread.join();
  }

private:
  std::string Name;
  std::thread Thread;
};
// It decides about the start as well.
class Conditional {
public:
  Conditional() {
    if (Level)
      Thread = std::thread(work);
  }
  void setLevel(int L) { Level = L; }
  ~Conditional() {
    if (Level)
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class FromMaker {
public:
  explicit FromMaker(int L) : Level(L), Thread(work) {}
  void setLevel(int L) { Level = L; }
  ~FromMaker() {
    if (Level)
      Thread.join();
  }

private:
  int Level;
  std::thread Thread;
};
class ReadByMaker {
public:
  ReadByMaker() : Thread(work) { Level = 1; }
  void setLevel(int L) { Level = L; }
  ~ReadByMaker() {
    if (Level)
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
// Whoever sets it may have joined.
class JoinedBefore {
public:
  JoinedBefore() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  void join() { Thread.join(); }
  ~JoinedBefore() {
    if (Level)
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class PublicStop {
public:
  PublicStop() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  void stop() {
    if (Level)
      Thread.join();
  }
  ~PublicStop() { stop(); }

private:
  int Level = 0;
  std::thread Thread;
};
class StartedLater {
public:
  void start() { Thread = std::thread(work); }
  void setLevel(int L) { Level = L; }
  ~StartedLater() {
    if (Level)
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class NoSetter {
public:
  NoSetter() : Thread(work) {}
  void raise() { Level = 1; }
  ~NoSetter() {
    if (Level)
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
class OneOfTwo {
public:
  OneOfTwo() : Thread(work) {} //= skipped
  void setLevel(int L) {
    Level = L; //= setter sets Level
  }
  ~OneOfTwo() {
    if (Level && Limit)
      Thread.join();
  }

private:
  int Level = 0, Limit = 0;
  std::thread Thread;
};
class Compares {
public:
  Compares() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  ~Compares() {
    if (Level > Limit)
      Thread.join();
  }

private:
  int Level = 0, Limit = 0;
  std::thread Thread;
};
class Pointer {
public:
  Pointer() : Thread(work) {}
  void setOwner(int *O) { Owner = O; }
  ~Pointer() {
    if (Owner)
      Thread.join();
  }

private:
  int *Owner = nullptr;
  std::thread Thread;
};
class Calls {
public:
  Calls() : Thread(work) {}
  void setLevel(int L) { Level = L; }
  bool runs(int) const;
  ~Calls() {
    if (runs(Level))
      Thread.join();
  }

private:
  int Level = 0;
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(skips(S), S.expected());
}

//===----------------------------------------------------------------------===//
// A constructor that throws
//===----------------------------------------------------------------------===//

TEST(ConstructorThrows, LeaveTheMemberJoinable) {
  Snippet S(R"cpp(
#include <stdexcept>
#include <thread>
void work();
bool ready();
void connect() {
  if (!ready())
    throw std::runtime_error("not ready");
}
void unseen();
class Throws {
public:
  Throws() {
    Thread = std::thread(work);
    if (!ready())
      throw std::runtime_error("not ready"); //= past Thread
  }
  ~Throws() { Thread.join(); }

private:
  std::thread Thread;
};
class Calls {
public:
  Calls() : Thread(work) {
    connect(); //= past Thread
  }
  ~Calls() { Thread.join(); }

private:
  std::thread Thread;
};
class Initializes {
public:
  Initializes() : Thread(work), Level(check(1)) {} //= past Thread
  ~Initializes() { Thread.join(); }

private:
  static int check(int N) {
    if (N > 1)
      throw std::runtime_error("too much");
    return N;
  }
  std::thread Thread;
  int Level;
};
class ByMethod {
public:
  ByMethod() {
    start();
    connect(); //= past Thread
  }
  ~ByMethod() { Thread.join(); }

private:
  void start() { Thread = std::thread(work); }
  std::thread Thread;
};
class Before {
public:
  Before() {
    if (!ready())
      throw std::runtime_error("not ready");
    connect();
    Thread = std::thread(work);
  }
  ~Before() { Thread.join(); }

private:
  std::thread Thread;
};
class OtherBranch {
public:
  OtherBranch() {
    if (ready())
      Thread = std::thread(work);
    else
      throw std::runtime_error("not ready");
  }
  ~OtherBranch() { Thread.join(); }

private:
  std::thread Thread;
};
class Catches {
public:
  Catches() : Thread(work) {
    try {
      connect();
      if (!ready())
        throw std::runtime_error("not ready");
    } catch (...) {
    }
  }
  ~Catches() { Thread.join(); }

private:
  std::thread Thread;
};
class JoinsBefore {
public:
  JoinsBefore() : Thread(work) {
    if (!ready()) {
      Thread.join();
      throw std::runtime_error("not ready");
    }
  }
  ~JoinsBefore() { Thread.join(); }

private:
  std::thread Thread;
};
class StopsBefore {
public:
  StopsBefore() : Thread(work) {
    if (!ready()) {
      stop();
      throw std::runtime_error("not ready");
    }
  }
  ~StopsBefore() { stop(); }

private:
  void stop() { Thread.join(); }
  std::thread Thread;
};
class Silent {
public:
  Silent() : Thread(work) {
    unseen();
    auto Later = [] { throw 1; };
  }
  ~Silent() { Thread.join(); }

private:
  std::thread Thread;
};
class Method {
public:
  void start() {
    Thread = std::thread(work);
    connect();
  }
  ~Method() { Thread.join(); }

private:
  std::thread Thread;
};
class CalledByOther {
public:
  void start() { Thread = std::thread(work); }
  ~CalledByOther() { Thread.join(); }

private:
  std::thread Thread;
};
struct Other {
  explicit Other(CalledByOther &C) {
    C.start();
    connect();
  }
};
// What was delegated to is done: the destructor runs.
class Delegates {
public:
  Delegates() : Delegates(1) { connect(); }
  explicit Delegates(int) : Thread(work) {}
  ~Delegates() { Thread.join(); }

private:
  std::thread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(throws(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Static handles
//===----------------------------------------------------------------------===//

TEST(Exits, LeaveStaticThreadsUnjoined) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <thread>
#include <unistd.h>
void work();
bool ready();
static std::thread Console, Logger, Early, Quick, Timer;
static std::jthread Joins;
void fatal() {
  std::exit(1); //= past Console
}
void startConsole() { Console = std::thread(work); }
void endConsole() {
  if (Console.joinable())
    Console.join();
}
// These destroy no static objects.
void startQuick() { Quick = std::thread(work); }
void endQuick() { Quick.join(); }
void last() { std::abort(); }
// What ends before the start, or behind the join, does no harm.
void startLogger() { Logger = std::thread(work); }
void endLogger() { Logger.join(); }
// Nothing joins this one: it is another's matter.
void startTimer() { Timer = std::thread(work); }
// It ends the process if the start has failed.
bool startEarly() {
  Early = std::thread(work);
  return Early.joinable();
}
void endEarly() { Early.join(); }
void startJoins() { Joins = std::jthread(work); }
void endJoins() { Joins.join(); }
int main(int Count, char **) {
  if (Count > 8)
    std::exit(8);
  startQuick();
  if (Count > 7)
    last();
  if (Count > 6)
    std::_Exit(6);
  if (Count > 5)
    _exit(5);
  endQuick();
  startLogger();
  endLogger();
  startTimer();
  startJoins();
  endJoins();
  if (!startEarly())
    std::exit(4);
  endEarly();
  startConsole();
  if (Count > 3)
    fatal();
  endConsole();
  std::exit(0);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(exits(S), S.expected());
}

TEST(Exits, AreAlsoThoseOfTasksAndHandlers) {
  Snippet S(R"cpp(
#include <csignal>
#include <cstdlib>
#include <thread>
void work();
bool ready();
static std::thread Saver, Watcher, Registered;
void onInterrupt(int) {
  std::exit(2); //= past Saver, past Watcher
}
void startSaver() { Saver = std::thread(work); }
void endSaver() { Saver.join(); }
void startWatcher() { Watcher = std::thread(work); }
void endWatcher() { Watcher.join(); }
// What `exit` runs joins it.
void endRegistered() { Registered.join(); }
void startRegistered() {
  Registered = std::thread(work);
  std::atexit(endRegistered);
}
int main() {
  std::signal(SIGINT, onInterrupt);
  startRegistered();
  startSaver();
  startWatcher();
  endWatcher();
  endSaver();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(exits(S), S.expected());
}

TEST(Exits, OfATaskLeaveItsOwnThreadUnjoined) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <thread>
bool ready();
static std::thread Feed, Careful;
void startFeed() {
  Feed = std::thread([] {
    if (!ready())
      std::exit(3); //= past Feed
  });
}
void endFeed() { Feed.join(); }
void endCareful() { Careful.detach(); }
void startCareful() {
  Careful = std::thread([] {
    if (!ready())
      std::exit(3);
  });
}
void joinCareful() { Careful.join(); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(exits(S), S.expected());
}

TEST(Exits, AreReturnsOfMain) {
  Snippet S(R"cpp(
#include <thread>
void work();
bool ready();
struct Application {
  static std::thread Worker;
  static void start() { Worker = std::thread(work); }
  static void end() { Worker.join(); }
};
std::thread Application::Worker;
static std::thread Other;
bool startOther() {
  if (!ready())
    return false;
  Other = std::thread(work);
  return true;
}
void endOther() { Other.join(); }
int main() {
  if (!ready())
    return 1;
  Application::start();
  if (!ready())
    return 2; //= past Worker
  Application::end();
  if (!startOther())
    return 3;
  endOther();
  return 0;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(exits(S), S.expected());
}

TEST(Exits, InBetweenMaySeeToTheThread) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>
void work();
bool ready();
static std::thread First, Second, Third, Handed, InTest, *Leaked;
void endFirst() {
  if (First.joinable())
    First.join();
}
void fail() {
  endFirst();
  std::exit(1);
}
void runFirst() {
  First = std::thread(work);
  if (!ready())
    fail();
  endFirst();
}
void runSecond() {
  Second = std::thread(work);
  if (!ready()) {
    Second.join();
    std::exit(2);
  }
  Second.join();
}
void runThird() {
  Third = std::thread(work);
  if (!ready()) {
    work();
    std::exit(3); //= past Third
  }
  Third.join();
}
void unseen(std::thread &);
void runHanded() {
  Handed = std::thread(work);
  if (!ready()) {
    unseen(Handed);
    std::exit(4);
  }
  Handed.join();
}
void runLeaked() {
  Leaked = new std::thread(work);
  if (!ready())
    std::exit(4);
  Leaked->join();
}
void runLocal() {
  std::thread Local(work);
  if (!ready())
    std::exit(5);
  Local.join();
}
TEST(Of, AThread) {
  InTest = std::thread(work);
  if (!ready())
    std::exit(6);
  InTest.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(exits(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Assignments that nobody wrote
//===----------------------------------------------------------------------===//

TEST(DefaultedAssignments, OverwriteAMember) {
  Snippet S(R"cpp(
#include <map>
#include <thread>
#include <utility>
#include <vector>
void work();
// It may be assigned to when it has been started.
class Watcher {
public:
  Watcher() = default;
  Watcher(Watcher &&) = default;
  Watcher &operator=(Watcher &&) = default; //= overwrites Thread
  ~Watcher() {
    if (Thread.joinable())
      Thread.join();
  }
  void watch() { Thread = std::thread(work); }

private:
  std::thread Thread;
};
class Editor {
public:
  void open() {
    Current = Watcher(); //= assigns
    Current.watch();
  }

private:
  Watcher Current;
};
class Unused {
public:
  Unused() = default;
  Unused &operator=(Unused &&) = default; //= overwrites Thread
  ~Unused() { end(); }
  void start() { Thread = std::thread(work); }

private:
  void end() {
    if (Thread.joinable())
      Thread.join();
  }
  std::thread Thread;
};
// Made running, and only what was made a moment ago is assigned to.
class Made {
public:
  Made() = default;
  explicit Made(int) : Thread(work) {}
  Made(Made &&) = default;
  Made &operator=(Made &&) = default;
  ~Made() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
Made make() {
  Made Result;
  Result = Made(1);
  return Result;
}
struct HasMade {
  HasMade() { Own = Made(1); }
  Made Own;
};
class MadeAgain {
public:
  MadeAgain() = default;
  explicit MadeAgain(int) : Thread(work) {}
  MadeAgain(MadeAgain &&) = default;
  MadeAgain &operator=(MadeAgain &&) = default; //= overwrites Thread
  ~MadeAgain() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
void replace(std::vector<MadeAgain> &All) {
  All[0] = MadeAgain(1); //= assigns
}
class Written {
public:
  Written() = default;
  Written &operator=(Written &&Other) {
    if (Thread.joinable())
      Thread.join();
    Thread = std::move(Other.Thread);
    return *this;
  }
  ~Written() {
    if (Thread.joinable())
      Thread.join();
  }
  void start() { Thread = std::thread(work); }

private:
  std::thread Thread;
};
class Deleted {
public:
  Deleted() = default;
  Deleted &operator=(Deleted &&) = delete;
  ~Deleted() { Thread.join(); }
  void start() { Thread = std::thread(work); }

private:
  std::thread Thread;
};
class Neither {
public:
  ~Neither() { Thread.join(); }
  void start() { Thread = std::thread(work); }

private:
  std::thread Thread;
};
// Its destructor does not join either.
class Handle {
public:
  Handle() = default;
  Handle &operator=(Handle &&) = default;
  ~Handle() { work(); }
  void start() { Thread = std::thread(work); }
  void join() { Thread.join(); }

private:
  std::thread Thread;
};
class NoDestructor {
public:
  void start() { Thread = std::thread(work); }
  void join() { Thread.join(); }

private:
  std::thread Thread;
};
class Joins {
public:
  Joins() = default;
  Joins &operator=(Joins &&) = default;
  ~Joins() { Thread.join(); }
  void start() { Thread = std::jthread(work); }

private:
  std::jthread Thread;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(assignments(S), S.expected());
}

TEST(DefaultedAssignments, AreSaidWhereTheyHarm) {
  Snippet S(R"cpp(
#include <gtest/gtest.h>
#include <thread>
#include <utility>
void work();
bool ready();
class InLoop {
public:
  InLoop() = default;
  explicit InLoop(int) : Thread(work) {}
  InLoop &operator=(InLoop &&) = default; //= overwrites Thread
  ~InLoop() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
void loop() {
  while (ready()) {
    InLoop Current;
    while (ready())
      Current = InLoop(1); //= assigns
  }
}
class Given {
public:
  Given() = default;
  explicit Given(int) : Thread(work) {}
  Given &operator=(Given &&) = default; //= overwrites Thread
  ~Given() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
void renew(Given &G) {
  G = Given(1); //= assigns
}
class InTest {
public:
  InTest() = default;
  explicit InTest(int) : Thread(work) {}
  InTest &operator=(InTest &&) = default;
  ~InTest() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
static InTest Fixture;
TEST(Of, AnAssignment) { Fixture = InTest(1); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(assignments(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Thread objects that must have ended
//===----------------------------------------------------------------------===//

/// As much of it as is needed.
const char *const QThreads = R"cpp(
class QObject {
public:
  explicit QObject(QObject *Parent = nullptr);
  virtual ~QObject();
  void deleteLater();
};
class QThread : public QObject {
public:
  explicit QThread(QObject *Parent = nullptr);
  ~QThread() override;
  void start();
  void quit();
  void requestInterruption();
  bool isInterruptionRequested();
  bool wait(unsigned long Time = ~0ul);

protected:
  virtual void run();
};
void connect(QThread *, QObject *);
)cpp";

TEST(RunningObjects, DieWithWhatHasThem) {
  Snippet S((llvm::Twine(QThreads) + R"cpp(
#include <latch>
#include <memory>
class Decoder : public QThread {
  void run() override {}
};
class Player {
public:
  Player() { Thread.start(); } //= Thread by ~Player
  ~Player() { Thread.quit(); }

private:
  Decoder Thread;
};
class NoDestructor {
public:
  void open() { Thread.start(); } //= Thread by ~NoDestructor

private:
  QThread Thread;
};
class Parent : public QObject {
public:
  Parent() : Thread(new QThread(this)) { Thread->start(); } //= Thread by ~Parent
  ~Parent() override { Count = 0; }

private:
  QThread *Thread;
  int Count = 0;
};
class Deletes {
public:
  Deletes() : Thread(new QThread) { Thread->start(); } //= Thread by ~Deletes
  ~Deletes() { delete Thread; }

private:
  QThread *Thread;
};
class DeletesLater {
public:
  DeletesLater() : Thread(new QThread) { Thread->start(); } //= Thread by ~DeletesLater
  ~DeletesLater() {
    Thread->quit();
    Thread->deleteLater();
  }

private:
  QThread *Thread;
};
class Waits {
public:
  Waits() { Thread.start(); }
  ~Waits() {
    Thread.requestInterruption();
    Thread.wait();
  }

private:
  Decoder Thread;
};
class WaitsByMethod {
public:
  void open() { Thread.start(); }
  void close() { Thread.wait(); }
  ~WaitsByMethod() { Thread.quit(); }

private:
  Decoder Thread;
};
class WaitsInTime {
public:
  void open() { Thread.start(); }
  ~WaitsInTime() { Thread.wait(1000); }

private:
  Decoder Thread;
};
class Latched {
public:
  void open() { Thread.start(); }
  ~Latched() { Done.wait(); }

private:
  std::latch Done{1};
  QThread Thread;
};
class Unseen {
public:
  void open() { Thread.start(); }
  ~Unseen();

private:
  Decoder Thread;
};
class UnseenMethod {
public:
  void open() { Thread.start(); }
  void close();

private:
  QThread Thread;
};
class Owns {
public:
  Owns() { Thread->start(); } //= Thread by ~Owns

private:
  std::unique_ptr<QThread> Thread{new QThread};
};
struct Patient {
  void operator()(QThread *Thread) const {
    Thread->quit();
    Thread->wait();
    delete Thread;
  }
};
class OwnsPatiently {
public:
  OwnsPatiently() { Thread->start(); }

private:
  std::unique_ptr<QThread, Patient> Thread{new QThread};
};
// Nobody owns it here.
class Starter {
public:
  explicit Starter(QThread *T) : Thread(T) { Thread->start(); }
  ~Starter() { Count = 0; }

private:
  QThread *Thread;
  int Count = 0;
};
class Refers {
public:
  explicit Refers(QThread &T) : Thread(T) { Thread.start(); }
  ~Refers() { Count = 0; }

private:
  QThread &Thread;
  int Count = 0;
};
class Hands {
public:
  void open() { Thread.start(); }
  ~Hands() { connect(&Thread, nullptr); }

private:
  Decoder Thread;
};
void local() {
  Decoder D;
  D.start();
}
)cpp")
                .str());
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(running(S), S.expected());
}

TEST(RunningObjects, MayStartThemselves) {
  Snippet S((llvm::Twine(QThreads) + R"cpp(
class Starts : public QThread {
public:
  Starts() { start(); } //= itself by ~Starts
  ~Starts() override { quit(); }

private:
  void run() override {}
};
class Waits : public QThread {
public:
  Waits() { start(); }
  ~Waits() override {
    quit();
    wait();
  }

private:
  void run() override {}
};
class Finishes : public QThread {
public:
  void begin() {
    connect(this, this);
    start();
  }
  ~Finishes() override { quit(); }

private:
  void run() override {}
};
class Unseen : public QThread {
public:
  void begin() { start(); }
  ~Unseen() override;

private:
  void run() override {}
};
class NoDestructor : public QThread {
public:
  void begin() { start(); }

private:
  void run() override {}
};
)cpp")
                .str());
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(running(S), S.expected());
}

} // namespace
} // namespace tether::facts
