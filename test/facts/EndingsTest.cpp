//===- EndingsTest.cpp - What destroys a handle too early -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Endings.h"
#include "Snippet.h"

namespace tether::facts {
namespace {

StringRef wordsFor(decltype(Ending::How) How) {
  switch (How) {
  case Ending::Deleted:
    return " is deleted";
  case Ending::Content:
    return "'s content dies";
  case Ending::Scope:
    return " leaves its scope";
  case Ending::WithOwner:
    return " dies with its owner";
  }
  return "";
}

/// What dies while the handle of a task may be joinable, once at each place;
/// and, where a task starts, that its member is joined only for another start.
Lines endings(const Snippet &S) {
  Lines Result;
  std::set<std::pair<SourceLocation, std::string>> Seen;
  auto Note = [&](SourceLocation Where, const std::string &Text) {
    if (Seen.insert({Where, Text}).second)
      S.note(Result, Where, Text);
  };
  for (const auto &T : S.Prog->facts().Tasks) {
    const HandleFate Fate = fateOf(*S.Prog, *T);
    for (const Ending &Found : endingsOf(*S.Prog, *T, Fate))
      Note(Found.Where, Found.Object.str() + wordsFor(Found.How).str());
    if (const FieldDecl *F = joinedOnlyBeforeStart(*S.Prog, *T, Fate))
      Note(T->Spawn->getExprLoc(),
           F->getNameAsString() + " joined only for a start");
  }
  return Result;
}

void expectEndings(const char *Code) {
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(endings(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Events that destroy it
//===----------------------------------------------------------------------===//

TEST(Endings, ADeleteOfAThreadThatNobodyJoinedIsOne) {
  expectEndings(R"cpp(
#include <thread>
void work() noexcept;
bool step() noexcept;
void deleted() {
  auto *T = new std::thread(work);
  step();
  delete T; //= T is deleted
}
void joined() {
  auto *T = new std::thread(work);
  T->join();
  delete T;
}
void detached() {
  auto *T = new std::thread(work);
  T->detach();
  delete T;
}
void onOnePath() {
  auto *T = new std::thread(work);
  if (step())
    T->join();
  else
    T->detach();
  delete T;
}
void earlyOut() {
  auto *T = new std::thread(work);
  if (!step()) {
    delete T; //= T is deleted
    return;
  }
  T->join();
  delete T;
}
void joinedInBranchThatLeaves() {
  auto *T = new std::thread(work);
  if (!step()) {
    T->join();
    return;
  }
  delete T; //= T is deleted
}
void askedWhetherJoinable() {
  auto *T = new std::thread(work);
  if (T->joinable())
    T->join();
  delete T;
}
void byParameter(bool Wait) {
  auto *T = new std::thread(work);
  if (Wait)
    T->join();
  delete T; //= T is deleted
}
void joinThat(std::thread &T) { T.join(); }
void byHelper() {
  auto *T = new std::thread(work);
  joinThat(*T);
  delete T;
}
void elsewhere(std::thread *);
void unseen() {
  auto *T = new std::thread(work);
  elsewhere(T);
  delete T;
}
void moved() {
  auto *T = new std::thread(work);
  std::thread Mine = std::move(*T);
  delete T;
  Mine.join();
}
void joinedBefore(bool Again) {
  auto *T = new std::thread(work);
  T->join();
  *T = std::thread(work);
  delete T; //= T is deleted
}
void another() {
  auto *T = new std::thread(work);
  auto *Mine = new std::thread(work);
  Mine->join();
  delete Mine;
  delete T; //= T is deleted
}
)cpp");
}

TEST(Endings, WhatIsTakenOutOfAContainerDies) {
  expectEndings(R"cpp(
#include <deque>
#include <list>
#include <map>
#include <thread>
#include <unordered_map>
#include <vector>
void work() noexcept;
bool step() noexcept;
class Pool {
public:
  void grow() { Threads.emplace_back(work); }
  void shrink() {
    Threads.pop_back(); //= Threads's content dies
  }
  void clear() {
    Threads.clear(); //= Threads's content dies
  }
  void first() {
    Threads.erase(Threads.begin()); //= Threads's content dies
  }
  ~Pool() { joinAll(); }

private:
  void joinAll() {
    for (std::thread &T : Threads)
      T.join();
    Threads.clear();
  }
  std::vector<std::thread> Threads;
};
class JoinsFirst {
public:
  void grow() { Threads.emplace_back(work); }
  void shrink() {
    Threads.back().join();
    Threads.pop_back();
  }
  void clear() {
    for (std::thread &T : Threads)
      T.join();
    Threads.clear();
  }
  void first() {
    Threads.front().detach();
    Threads.erase(Threads.begin());
  }

private:
  std::vector<std::thread> Threads;
};
class Named {
public:
  void open(int Id) { ById[Id] = std::thread(work); }
  void close(int Id) {
    ById.erase(Id); //= ById's content dies
  }
  ~Named() {
    for (auto &[Id, T] : ById)
      if (T.joinable())
        T.join();
  }

private:
  std::map<int, std::thread> ById;
};
class Extracted {
public:
  void open(int Id) { ById[Id] = std::thread(work); }
  std::thread take(int Id) {
    // The node is given to the caller, and not dropped.
    auto Node = ById.extract(Id);
    return std::move(Node.mapped());
  }

private:
  std::map<int, std::thread> ById;
};
struct Session {
  std::thread Reader;
  int Id = 0;
};
class Sessions {
public:
  void open(int Id) {
    Session S;
    S.Id = Id;
    S.Reader = std::thread(work);
    All.push_back(std::move(S));
  }
  void closeFirst() {
    All.pop_front(); //= All's content dies
  }
  void close(std::thread::id Id) {
    for (auto It = All.begin(); It != All.end(); ++It)
      if (It->Reader.get_id() == Id) {
        All.erase(It); //= All's content dies
        return;
      }
  }
  ~Sessions() {
    for (Session &S : All)
      S.Reader.join();
  }

private:
  std::deque<Session> All;
};
struct Peer {
  std::thread Reader;
  int Id = 0;
};
class InOrder {
public:
  void open(int Id) { All.push_back({std::thread(work), Id}); }
  void closeFirst() {
    All.front().Reader.join();
    All.pop_front();
  }
  void close(int Id) {
    for (auto It = All.begin(); It != All.end(); ++It)
      if (It->Id == Id) {
        if (It->Reader.joinable())
          It->Reader.join();
        All.erase(It);
        return;
      }
  }

private:
  std::deque<Peer> All;
};
void local() {
  std::list<std::thread> All;
  All.emplace_back(work);
  All.clear(); //= All's content dies
}
)cpp");
}

TEST(Endings, NothingDiesThatIsOnlyPointedTo) {
  expectEndings(R"cpp(
#include <list>
#include <map>
#include <memory>
#include <thread>
#include <vector>
void work() noexcept;
struct Session {
  std::thread Reader;
};
class ByPointer {
public:
  void open(int Id) {
    auto S = std::make_unique<Session>();
    S->Reader = std::thread(work);
    ById[Id] = S.get();
    All.push_back(std::move(S));
  }
  void forget(int Id) { ById.erase(Id); }
  void close() {
    All.clear(); //= All's content dies
  }
  ~ByPointer() {
    for (auto &S : All)
      S->Reader.join();
  }

private:
  std::map<int, Session *> ById;
  std::vector<std::unique_ptr<Session>> All;
};
class Shared {
public:
  void open() {
    auto S = std::make_shared<Session>();
    S->Reader = std::thread(work);
    All.push_back(S);
    Last = S;
  }
  void close() { All.clear(); }
  void forget() { Last.reset(); }
  ~Shared() {
    for (auto &S : All)
      S->Reader.join();
  }

private:
  std::list<std::shared_ptr<Session>> All;
  std::shared_ptr<Session> Last;
};
struct Joins {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};
class ByDeleter {
public:
  void open() { One.reset(new std::thread(work)); }
  void close() { One.reset(); }

private:
  std::unique_ptr<std::thread, Joins> One;
};
class ByDefault {
public:
  void open() { One.reset(new std::thread(work)); }
  void close() {
    One.reset(); //= One's content dies
  }

private:
  std::unique_ptr<std::thread, std::default_delete<std::thread>> One;
};
)cpp");
}

TEST(Endings, AnEmptyValueThatIsAssignedEndsTheOldOne) {
  expectEndings(R"cpp(
#include <list>
#include <memory>
#include <optional>
#include <thread>
void work() noexcept;
class Emptied {
public:
  void start() { One = std::thread(work); }
  void byDefault() {
    One = std::thread(); //= One's content dies
  }
  void byBraces() {
    One = {}; //= One's content dies
  }
  ~Emptied() {
    if (One.joinable())
      One.join();
  }

private:
  std::thread One;
};
class EmptiedInOrder {
public:
  void start() { One = std::thread(work); }
  void byDefault() {
    One.join();
    One = std::thread();
  }
  void byBraces() {
    if (One.joinable())
      One.join();
    One = {};
  }

private:
  std::thread One;
};
class Dropped {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  void byNull() {
    One = nullptr; //= One's content dies
  }
  void byValue() {
    One = std::unique_ptr<std::thread>(nullptr); //= One's content dies
  }
  void byReset() {
    One.reset(); //= One's content dies
  }
  ~Dropped() {
    if (One)
      One->join();
  }

private:
  std::unique_ptr<std::thread> One;
};
class DroppedInOrder {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  void byNull() {
    if (One)
      One->join();
    One = nullptr;
  }
  void byReset() {
    One->detach();
    One.reset();
  }

private:
  std::unique_ptr<std::thread> One;
};
class Optional {
public:
  void start() { One.emplace(work); }
  void stop() {
    One.reset(); //= One's content dies
  }

private:
  std::optional<std::thread> One;
};
class OptionalInOrder {
public:
  void start() { One.emplace(work); }
  void stop() {
    One->join();
    One.reset();
  }

private:
  std::optional<std::thread> One;
};
class Several {
public:
  void start() { All.emplace_back(work); }
  void stop() {
    All = std::list<std::thread>(); //= All's content dies
  }

private:
  std::list<std::thread> All;
};
class SeveralInOrder {
public:
  void start() { All.emplace_back(work); }
  void stop() {
    for (auto &T : All)
      T.join();
    All = std::list<std::thread>();
  }

private:
  std::list<std::thread> All;
};
class Given {
public:
  void start() { One = std::thread(work); }
  // What comes in is no less a thread: that is for who asks for assignments.
  void give(std::thread Other) { One.swap(Other); }
  ~Given() { One.join(); }

private:
  std::thread One;
};
)cpp");
}

TEST(Endings, WhatOwnsItIsLookedThrough) {
  expectEndings(R"cpp(
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <vector>
void work() noexcept;
struct Inner {
  std::thread Thread;
};
struct Outer {
  Inner In;
};
struct Derived : Outer {
  int More = 0;
};
struct Joined {
  ~Joined() {
    if (Thread.joinable())
      Thread.join();
  }
  std::thread Thread;
};
struct JoinedOutside {
  Joined In;
};
class Deep {
public:
  void start() {
    auto O = std::make_unique<Outer>();
    O->In.Thread = std::thread(work);
    All.push_back(std::move(O));
  }
  void stop() {
    All.clear(); //= All's content dies
  }
  ~Deep() {
    for (auto &O : All)
      O->In.Thread.join();
  }

private:
  std::vector<std::unique_ptr<Outer>> All;
};
class OfDerived {
public:
  void start() {
    One = std::make_unique<Derived>();
    One->In.Thread = std::thread(work);
  }
  void stop() {
    One = nullptr; //= One's content dies
  }
  ~OfDerived() { One->In.Thread.join(); }

private:
  std::unique_ptr<Derived> One;
};
class Groups {
public:
  void start(int Id) { All[Id].push_back(std::make_unique<std::thread>(work)); }
  void stop(int Id) {
    All.erase(Id); //= All's content dies
  }
  ~Groups() {
    for (auto &[Id, Group] : All)
      for (auto &T : Group)
        T->join();
  }

private:
  std::map<int, std::vector<std::unique_ptr<std::thread>>> All;
};
class Fixed {
public:
  void start(int I) {
    Slots = std::make_unique<Inner[]>(4);
    Slots[I].Thread = std::thread(work);
  }
  void stop() {
    Slots.reset(); //= Slots's content dies
  }
  ~Fixed() {
    for (int I = 0; I < 4; ++I)
      Slots[I].Thread.join();
  }

private:
  std::unique_ptr<Inner[]> Slots;
};
class ByItself {
public:
  void start() {
    One = std::make_unique<Joined>();
    One->Thread = std::thread(work);
  }
  void stop() { One = nullptr; }

private:
  std::unique_ptr<Joined> One;
};
class ByItsPart {
public:
  void start() {
    One = std::make_unique<JoinedOutside>();
    One->In.Thread = std::thread(work);
  }
  void stop() { One.reset(); }

private:
  std::unique_ptr<JoinedOutside> One;
};
class Slots {
public:
  void start(int I) { All[I].Thread = std::thread(work); }
  void stop(int I) { All[I].Thread.join(); }

private:
  std::array<Inner, 4> All;
};
)cpp");
}

TEST(Endings, ADestructorThatCannotBeSeenMayJoin) {
  expectEndings(R"cpp(
#include <memory>
#include <thread>
void work() noexcept;
class Registry {
public:
  void add(void *);
  void remove(void *);
};
Registry &registry();
struct Declared {
  ~Declared();
  std::thread Thread;
};
struct Defaulted {
  ~Defaulted() = default;
  std::thread Thread;
};
struct Logs {
  ~Logs() { ++Ended; }
  std::thread Thread;
  static inline int Ended = 0;
};
struct HandsItselfOn {
  ~HandsItselfOn() { registry().remove(this); }
  std::thread Thread;
};
struct ByHelper {
  ~ByHelper() { end(); }
  void end() {
    if (Thread.joinable())
      Thread.join();
  }
  std::thread Thread;
};
class OfDeclared {
public:
  void open() {
    One = std::make_unique<Declared>();
    One->Thread = std::thread(work);
  }
  void close() { One.reset(); }

private:
  std::unique_ptr<Declared> One;
};
class OfDefaulted {
public:
  void open() {
    One = std::make_unique<Defaulted>();
    One->Thread = std::thread(work);
  }
  void close() {
    One.reset(); //= One's content dies
  }

private:
  std::unique_ptr<Defaulted> One;
};
class OfLogs {
public:
  void open() {
    One = std::make_unique<Logs>();
    One->Thread = std::thread(work);
  }
  void close() {
    One.reset(); //= One's content dies
  }

private:
  std::unique_ptr<Logs> One;
};
class OfHandsItselfOn {
public:
  void open() {
    One = std::make_unique<HandsItselfOn>();
    One->Thread = std::thread(work);
  }
  void close() { One.reset(); }

private:
  std::unique_ptr<HandsItselfOn> One;
};
class OfByHelper {
public:
  void open() {
    One = std::make_unique<ByHelper>();
    One->Thread = std::thread(work);
  }
  void close() { One.reset(); }

private:
  std::unique_ptr<ByHelper> One;
};
)cpp");
}

//===----------------------------------------------------------------------===//
// What comes before
//===----------------------------------------------------------------------===//

TEST(Endings, AnotherMethodMayBeCalledBefore) {
  expectEndings(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work() noexcept;
bool step() noexcept;
// The user is to wait first.
class ByContract {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  void wait() { One->join(); }
  void release() { One.reset(); }

private:
  std::unique_ptr<std::thread> One;
};
class ByContractOrDetached {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  void letGo() { One->detach(); }
  void release() { One.reset(); }

private:
  std::unique_ptr<std::thread> One;
};
// What only the destructor does comes after.
class InDestructor {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  void release() {
    One.reset(); //= One's content dies
  }
  ~InDestructor() { end(); }

private:
  void end() {
    if (One)
      One->join();
  }
  std::unique_ptr<std::thread> One;
};
class AlsoForOthers {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  void release() { One.reset(); }
  ~AlsoForOthers() { end(); }
  void end() {
    if (One)
      One->join();
  }

private:
  std::unique_ptr<std::thread> One;
};
// The spawner joins for another start, and not for what follows.
class ForAnotherStart {
public:
  void start() {
    if (One)
      One->join();
    One = std::make_unique<std::thread>(work); //= One joined only for a start
  }
  void release() {
    One.reset(); //= One's content dies
  }

private:
  std::unique_ptr<std::thread> One;
};
class InTheSpawner {
public:
  void run() {
    One = std::make_unique<std::thread>(work);
    step();
    One->join();
  }
  void release() { One.reset(); }

private:
  std::unique_ptr<std::thread> One;
};
// Somebody who is not seen has it as well.
std::vector<std::thread *> &registry();
void watch(std::thread &);
class Watched {
public:
  void start() {
    One = std::make_unique<std::thread>(work);
    watch(*One);
  }
  void release() { One.reset(); }

private:
  std::unique_ptr<std::thread> One;
};
class Shown {
public:
  void start() { One = std::make_unique<std::thread>(work); }
  std::thread &thread() { return *One; }
  void release() { One.reset(); }

private:
  std::unique_ptr<std::thread> One;
};
class TakenOut {
public:
  void start() { All.emplace_back(work); }
  std::vector<std::thread> take() { return std::move(All); }
  void release() { All.clear(); }

private:
  std::vector<std::thread> All;
};
)cpp");
}

TEST(Endings, WhoTakesItOutHasIt) {
  expectEndings(R"cpp(
#include <algorithm>
#include <future>
#include <list>
#include <mutex>
#include <thread>
#include <vector>
void work() noexcept;
bool step() noexcept;
class Swapped {
public:
  void start() { All.emplace_back(work); }
  void stop() {
    std::vector<std::thread> Mine;
    {
      std::lock_guard<std::mutex> L(M);
      Mine.swap(All);
      All.clear();
    }
    for (auto &T : Mine)
      T.join();
  }

private:
  std::mutex M;
  std::vector<std::thread> All;
};
class Moved {
public:
  void start() { All.emplace_back(work); }
  void stopLast() {
    std::thread Mine = std::move(All.back());
    All.pop_back();
    Mine.join();
  }
  void stopAll() {
    auto Mine = std::move(All);
    All.clear();
    for (auto &T : Mine)
      T.join();
  }

private:
  std::list<std::thread> All;
};
// A name for it is no new place.
class Named {
public:
  void start() { All.emplace_back(work); }
  void byReference() {
    std::thread &Last = All.back();
    if (Last.get_id() != std::thread::id())
      All.pop_back(); //= All's content dies
  }
  void byPointer() {
    std::thread *Last = &All.back();
    if (Last->get_id() != std::thread::id())
      All.pop_back(); //= All's content dies
  }
  void byIterator() {
    auto Last = std::prev(All.end());
    All.erase(Last); //= All's content dies
  }
  ~Named() {
    for (auto &T : All)
      T.join();
  }

private:
  std::list<std::thread> All;
};
class NamedToJoin {
public:
  void start() { All.emplace_back(work); }
  void byReference() {
    std::thread &Last = All.back();
    Last.join();
    All.pop_back();
  }
  void byPointer() {
    std::thread *Last = &All.back();
    Last->join();
    All.pop_back();
  }
  void byIterator() {
    auto Last = std::prev(All.end());
    Last->join();
    All.erase(Last);
  }

private:
  std::list<std::thread> All;
};
// To ask a future is not to have the thread.
class Asked {
public:
  void start() { All.emplace_back(work); }
  void stop() {
    auto Done = std::async(std::launch::async, [this] { return All.size(); });
    Done.get();
    All.clear(); //= All's content dies
  }
  ~Asked() {
    for (auto &T : All)
      T.join();
  }

private:
  std::list<std::thread> All;
};
)cpp");
}

TEST(Endings, ThoseThatMakeRoomForAStartAreOthersBusiness) {
  expectEndings(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work() noexcept;
bool step() noexcept;
class Fresh {
public:
  void start() {
    All.clear();
    All.emplace_back(work);
  }
  ~Fresh() {
    for (auto &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};
class ByHelper {
public:
  void start() {
    reset();
    All.emplace_back(work);
  }
  ~ByHelper() {
    for (auto &T : All)
      T.join();
  }

private:
  void reset() { All.clear(); }
  std::vector<std::thread> All;
};
// It is also called to end it.
class ByHelperForTwo {
public:
  void start() {
    reset();
    All.emplace_back(work);
  }
  void stop() { reset(); }
  ~ByHelperForTwo() {
    for (auto &T : All)
      T.join();
  }

private:
  void reset() {
    All.clear(); //= All's content dies
  }
  std::vector<std::thread> All;
};
class ByPublicHelper {
public:
  void start() {
    reset();
    All.emplace_back(work);
  }
  void reset() {
    All.clear(); //= All's content dies
  }
  ~ByPublicHelper() {
    for (auto &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};
class Replaced {
public:
  void start() { One.reset(new std::thread(work)); }
  ~Replaced() {
    if (One)
      One->join();
  }

private:
  std::unique_ptr<std::thread> One;
};
class ToStopWhatWasStarted {
public:
  bool start(int N) {
    for (int I = 0; I < N; ++I)
      All.emplace_back(work);
    if (step())
      return true;
    All.clear(); //= All's content dies
    return false;
  }
  ~ToStopWhatWasStarted() {
    for (auto &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};
)cpp");
}

TEST(Endings, ConditionsAreBelievedToKnowWhetherItIsJoined) {
  expectEndings(R"cpp(
#include <atomic>
#include <thread>
#include <vector>
void work() noexcept;
bool step() noexcept;
bool Joined;
const bool Verbose = true;
class AsksItsState {
public:
  void start() { All.emplace_back(work); }
  void tidy() {
    if (Idle)
      All.clear();
  }
  ~AsksItsState() {
    for (auto &T : All)
      T.join();
  }

private:
  bool Idle = true;
  std::vector<std::thread> All;
};
class AsksItsMethod {
public:
  void start() { All.emplace_back(work); }
  void tidy() {
    if (isIdle())
      All.clear();
  }
  ~AsksItsMethod() {
    for (auto &T : All)
      T.join();
  }

private:
  bool isIdle() const { return Ended == Started; }
  int Ended = 0, Started = 0;
  std::vector<std::thread> All;
};
class AsksAGlobal {
public:
  void start() { All.emplace_back(work); }
  void tidy() {
    if (Joined)
      All.clear();
  }
  ~AsksAGlobal() {
    for (auto &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};
class AsksByAVariable {
public:
  void start() { All.emplace_back(work); }
  void tidy() {
    const bool Now = Idle && step();
    if (Now)
      All.clear();
  }
  ~AsksByAVariable() {
    for (auto &T : All)
      T.join();
  }

private:
  bool Idle = true;
  std::vector<std::thread> All;
};
// These say nothing about what it is that dies.
class AsksForOtherThings {
public:
  void start() { All.emplace_back(work); }
  void byConstant() {
    if (Verbose)
      All.clear(); //= All's content dies
  }
  void byContent() {
    if (!All.empty())
      All.pop_back(); //= All's content dies
  }
  void byNumber() {
    if (All.size() > 3)
      All.pop_back(); //= All's content dies
  }
  void byParameter(bool Now) {
    if (Now)
      All.clear(); //= All's content dies
  }
  void byCall() {
    if (step())
      All.clear(); //= All's content dies
  }
  void byVariable() {
    bool Now = step();
    if (Now)
      All.clear(); //= All's content dies
  }
  ~AsksForOtherThings() {
    for (auto &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};
)cpp");
}

TEST(Endings, AFlagThatIsTrueWhileTheTaskRunsDoesNotKnow) {
  expectEndings(R"cpp(
#include <atomic>
#include <list>
#include <memory>
#include <thread>
bool step() noexcept;
// Whoever finds it running has something to wait for.
class StopsIfRunning {
public:
  void start() {
    Running = true;
    One.reset(new std::thread([this] {
      while (Running)
        step();
    }));
  }
  void stop() {
    if (!Running)
      return;
    Running = false;
    One.reset(); //= One's content dies
  }

private:
  std::atomic<bool> Running{false};
  std::unique_ptr<std::thread> One;
};
class StopsIfNot {
public:
  void start() {
    Running = true;
    One.reset(new std::thread([this] {
      while (Running)
        step();
    }));
  }
  void tidy() {
    if (Running)
      return;
    One.reset();
  }

private:
  std::atomic<bool> Running{false};
  std::unique_ptr<std::thread> One;
};
// That the task has ended does not make it any less joinable.
struct Peer {
  std::atomic<bool> Done{false};
  std::thread Thread;
};
class Reaps {
public:
  void accept() {
    Peer &P = All.emplace_back();
    P.Thread = std::thread([&P] {
      step();
      P.Done = true;
    });
  }
  void reap() {
    All.remove_if([](Peer &P) { return P.Done.load(); });
    for (auto It = All.begin(); It != All.end();)
      if (It->Done)
        It = All.erase(It); //= All's content dies
      else
        ++It;
  }
  ~Reaps() {
    for (Peer &P : All)
      P.Thread.join();
  }

private:
  std::list<Peer> All;
};
// The constructor starts it, and the flag is what it was made as.
class FromTheStart {
public:
  FromTheStart()
      : One(new std::thread([this] {
          while (!Stop)
            step();
        })) {}
  void stop() {
    if (Stop)
      return;
    Stop = true;
    One.reset(); //= One's content dies
  }
  void tidy() {
    if (Stop)
      Other.reset();
  }

private:
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::thread> One, Other;
};
)cpp");
}

TEST(Endings, NeitherDoesAWaitThatGaveUp) {
  expectEndings(R"cpp(
#include <chrono>
#include <future>
#include <thread>
bool step() noexcept;
void work() noexcept;
class GivesUp {
public:
  void start() { One = new std::thread(work); }
  void stop() {
    auto Joined = std::async(std::launch::async, &std::thread::join, One);
    if (Joined.wait_for(std::chrono::seconds(1)) == std::future_status::timeout)
      step();
    delete One; //= One is deleted
  }

private:
  std::thread *One = nullptr;
};
class WaitsOn {
public:
  void start() { One = new std::thread(work); }
  void stop() {
    auto Joined = std::async(std::launch::async, &std::thread::join, One);
    if (Joined.wait_for(std::chrono::seconds(1)) == std::future_status::timeout)
      step();
    Joined.get();
    delete One;
  }

private:
  std::thread *One = nullptr;
};
)cpp");
}

TEST(Endings, ATaskMayDestroyItsOwnHandle) {
  expectEndings(R"cpp(
#include <map>
#include <mutex>
#include <thread>
void work() noexcept;
class Erases {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> L(M);
    ById[Id] = std::thread([this, Id] {
      work();
      std::lock_guard<std::mutex> L(M);
      ById.erase(Id); //= ById's content dies
    });
  }
  ~Erases() {
    for (auto &[Id, T] : ById)
      T.join();
  }

private:
  std::mutex M;
  std::map<int, std::thread> ById;
};
class Detaches {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> L(M);
    ById[Id] = std::thread([this, Id] {
      work();
      std::lock_guard<std::mutex> L(M);
      ById[Id].detach();
      ById.erase(Id);
    });
  }
  ~Detaches() {
    for (auto &[Id, T] : ById)
      if (T.joinable())
        T.join();
  }

private:
  std::mutex M;
  std::map<int, std::thread> ById;
};
)cpp");
}

TEST(Endings, OtherHandlesNeedNoJoin) {
  expectEndings(R"cpp(
#include <future>
#include <pthread.h>
#include <thread>
#include <vector>
void work() noexcept;
void *entry(void *);
class Joining {
public:
  void start() { All.emplace_back(work); }
  void stop() { All.clear(); }

private:
  std::vector<std::jthread> All;
};
class Futures {
public:
  void start() { All.push_back(std::async(std::launch::async, work)); }
  void stop() { All.clear(); }

private:
  std::vector<std::future<void>> All;
};
// To lose a plain handle ends nothing.
class Plain {
public:
  void start() {
    pthread_t T;
    pthread_create(&T, nullptr, entry, nullptr);
    All.push_back(T);
  }
  void stop() { All.clear(); }

private:
  std::vector<pthread_t> All;
};
// Nothing runs in it any more.
class Detached {
public:
  void start() {
    std::thread T(work);
    T.detach();
    All.push_back(std::move(T));
  }
  void stop() { All.clear(); }

private:
  std::vector<std::thread> All;
};
)cpp");
}

TEST(Endings, ATestIsNotJudged) {
  expectEndings(R"cpp(
#include <thread>
#include <vector>
namespace testing { class Test { public: virtual ~Test(); virtual void TestBody() = 0; }; }
void work() noexcept;
class Link {
public:
  Link() {
    Thread = std::thread([this] { work(); });
  }
  void send() {}
  void close() { Thread.join(); }

private:
  std::thread Thread;
};
class PoolTest : public testing::Test {
  void TestBody() override {
    std::vector<std::thread> All;
    All.emplace_back(work);
    All.clear();
  }
};
class ScopeTest : public testing::Test {
  void TestBody() override {
    Link L;
    help();
  }
  void help() {
    Link L;
    L.send();
  }
};
void ofNoTest() {
  std::vector<std::thread> All;
  All.emplace_back(work);
  All.clear(); //= All's content dies
  Link L; //= L leaves its scope
  L.send();
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Classes that leave it to the owner of their objects
//===----------------------------------------------------------------------===//

TEST(Endings, AScopeEndsWhatItsOwnerHasNotClosed) {
  expectEndings(R"cpp(
#include <atomic>
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>
bool step() noexcept;
class Link {
public:
  Link() {
    Thread = std::thread([this] {
      while (!Closed)
        step();
    });
  }
  void send() {}
  bool isOpen() const { return !Closed; }
  void close() {
    Closed = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Closed{false};
  std::thread Thread;
};
void never() {
  Link L; //= L leaves its scope
  L.send();
}
void always() {
  Link L;
  L.send();
  L.close();
}
void early() {
  Link L; //= L leaves its scope
  if (!step())
    return;
  L.close();
}
void onBoth() {
  Link L;
  if (!step()) {
    L.close();
    return;
  }
  L.close();
}
void inLoop() {
  for (int I = 0; I < 3; ++I) {
    Link L; //= L leaves its scope
    if (step())
      continue;
    L.close();
  }
}
void inLoopAlways() {
  while (step()) {
    Link L;
    L.close();
  }
}
void orEndsTheProcess() {
  Link L;
  if (!step())
    std::exit(1);
  L.close();
}
void byPointer() {
  auto L = std::make_unique<Link>(); //= L leaves its scope
  L->send();
}
void byPointerClosed() {
  auto L = std::make_unique<Link>();
  L->close();
}
std::unique_ptr<Link> made() {
  auto L = std::make_unique<Link>();
  L->send();
  return L;
}
std::unique_ptr<Link> madeSometimes() {
  auto L = std::make_unique<Link>(); //= L leaves its scope
  if (!step())
    return nullptr;
  return L;
}
void finish(Link &L) { L.close(); }
void look(const Link &L);
void far(Link &L);
void handed() {
  Link L;
  finish(L);
}
void unseen() {
  Link L;
  far(L);
}
void shared() {
  auto L = std::make_shared<Link>();
  std::shared_ptr<Link> Copy = L;
  L->send();
}
void guarded() {
  Link L;
  std::shared_ptr<void> Guard(nullptr, [&](void *) { L.close(); });
  L.send();
}
void several() {
  Link L[2]; //= L leaves its scope
  L[0].send();
}
void onceForAll() {
  static Link L;
  L.send();
}
void named(Link &Other) {
  Link &L = Other;
  L.send();
}
)cpp");
}

TEST(Endings, OnlyWhatWasStartedEnds) {
  expectEndings(R"cpp(
#include <atomic>
#include <memory>
#include <pthread.h>
#include <thread>
bool step() noexcept;
class Timer {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void startLater() { start(); }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
void idle() {
  Timer T;
  step();
}
void started() {
  Timer T; //= T leaves its scope
  T.start();
  if (!step())
    return;
  T.stop();
}
void startedByHelper() {
  Timer T; //= T leaves its scope
  T.startLater();
  step();
}
void startedLate() {
  Timer T;
  if (!step())
    return;
  T.start();
  T.stop();
}
void another() {
  Timer T, Other;
  Other.start();
  Other.stop();
}
void stoppedBefore() {
  Timer T; //= T leaves its scope
  T.stop();
  T.start();
}
// A plain handle is lost where it goes out of scope.
void *beat(void *Stop);
class Beats {
public:
  void start() { pthread_create(&Thread, nullptr, run, this); }
  void stop() { pthread_join(Thread, nullptr); }

private:
  static void *run(void *Self) {
    while (step()) {
    }
    return nullptr;
  }
  pthread_t Thread;
};
void lost() {
  Beats B; //= B leaves its scope
  B.start();
  if (!step())
    return;
  B.stop();
}
void kept() {
  Beats B;
  B.start();
  step();
  B.stop();
}
)cpp");
}

TEST(Endings, AClassThatCannotBeSeenMaySeeToItItself) {
  expectEndings(R"cpp(
#include <atomic>
#include <thread>
bool step() noexcept;
class Far {
public:
  void start() {
    Thread = std::thread([this] { step(); });
  }
  void reset();
  void stop() { Thread.join(); }

private:
  std::thread Thread;
};
void far() {
  Far F;
  F.start();
}
class Open {
public:
  void start() {
    Thread = std::thread([this] { step(); });
  }
  void stop() { Thread.join(); }
  std::thread &thread() { return Thread; }

private:
  std::thread Thread;
};
void open() {
  Open O;
  O.start();
}
class ByItself {
public:
  void start() {
    Thread = std::thread([this] { step(); });
  }
  void stop() { Thread.join(); }
  ~ByItself() {
    if (Thread.joinable())
      stop();
  }

private:
  std::thread Thread;
};
void byItself() {
  ByItself B;
  B.start();
}
class OfBase : public ByItself {
  int More = 0;
};
void ofBase() {
  OfBase B;
  B.start();
}
)cpp");
}

TEST(Endings, WhatOwnersTakeOutOfContainersTheyHaveToClose) {
  expectEndings(R"cpp(
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>
bool step() noexcept;
class Link {
public:
  Link() {
    Thread = std::thread([this] {
      while (!Closed)
        step();
    });
  }
  void close() {
    Closed = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Closed{false};
  std::thread Thread;
};
class Drops {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  void drop(int Id) {
    Links.erase(Id); //= Links's content dies
  }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};
class Closes {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  void drop(int Id) {
    auto It = Links.find(Id);
    It->second->close();
    Links.erase(It);
  }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};
class ClosesElsewhere {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  void closeAll() {
    for (auto &[Id, L] : Links)
      L->close();
  }
  void dropAll() { Links.clear(); }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};
class LetsOthersClose {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  Link &find(int Id) { return *Links.at(Id); }
  void drop(int Id) { Links.erase(Id); }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};
class HandsIn {
public:
  void add() { Links.push_back(std::make_unique<Link>()); }
  void each(const std::function<void(Link &)> &Do) {
    for (auto &L : Links)
      Do(*L);
  }
  void clear() { Links.clear(); }

private:
  std::vector<std::unique_ptr<Link>> Links;
};
// Another takes the place of what it had: that is for others to judge.
class Replaces {
public:
  void open() { One.reset(new Link); }

private:
  std::unique_ptr<Link> One;
};
void deleted() {
  Link *L = new Link;
  step();
  delete L; //= L is deleted
}
void deletedClosed() {
  Link *L = new Link;
  L->close();
  delete L;
}
)cpp");
}

TEST(Endings, AMemberThatNobodyClosesDiesWithItsOwner) {
  expectEndings(R"cpp(
#include <atomic>
#include <memory>
#include <thread>
bool step() noexcept;
class Timer {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class Never {
public:
  void run() { T.start(); }

private:
  Timer T; //= T dies with its owner
};
class NeverByPointer {
public:
  void run() { T->start(); }

private:
  std::unique_ptr<Timer> T = std::make_unique<Timer>(); //= T dies with its owner
};
class InDestructor {
public:
  void run() { T.start(); }
  ~InDestructor() { T.stop(); }

private:
  Timer T;
};
class ByHelperOfDestructor {
public:
  void run() { T.start(); }
  ~ByHelperOfDestructor() { end(); }

private:
  void end() { T.stop(); }
  Timer T;
};
class ByContract {
public:
  void run() { T.start(); }
  void end() { T.stop(); }

private:
  Timer T;
};
class NotStarted {
private:
  Timer T;
};
class Shows {
public:
  void run() { T.start(); }
  Timer &timer() { return T; }

private:
  Timer T;
};
class Far {
public:
  void run() { T.start(); }
  void end();

private:
  Timer T;
};
class Exposed {
public:
  void run() { T.start(); }
  Timer T; //= T dies with its owner
};
)cpp");
}

TEST(Endings, WhatIsThrownUnwindsThem) {
  expectEndings(R"cpp(
#include <atomic>
#include <thread>
bool step() noexcept;
class Game {
public:
  void run(bool Fails) {
    Thread = std::thread([this] {
      while (!Over)
        step();
    });
    check(Fails);
  }
  void runFirst(bool Fails) {
    check(Fails);
    Thread = std::thread([this] {
      while (!Over)
        step();
    });
  }
  void quit() {
    Over = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  static void check(bool Fails) {
    if (Fails)
      throw 1;
  }
  std::atomic<bool> Over{false};
  std::thread Thread;
};
void check(bool Fails) {
  if (Fails)
    throw 1;
}
void leftByStart(bool Fails) {
  Game G; //= G leaves its scope
  G.run(Fails);
  G.quit();
}
void leftByThrow(bool Fails) {
  Game G; //= G leaves its scope
  G.runFirst(false);
  if (Fails)
    throw 1;
  G.quit();
}
void leftByCall(bool Fails) {
  Game G; //= G leaves its scope
  G.runFirst(false);
  check(Fails);
  G.quit();
}
void thrownBefore(bool Fails) {
  Game G;
  check(Fails);
  G.runFirst(Fails);
  G.quit();
}
void thrownBehind(bool Fails) {
  Game G;
  G.runFirst(Fails);
  G.quit();
  check(Fails);
}
void caughtInside(bool Fails) {
  Game G;
  try {
    G.run(Fails);
    check(Fails);
  } catch (...) {
  }
  G.quit();
}
void caughtOutside(bool Fails) {
  try {
    Game G; //= G leaves its scope
    G.runFirst(false);
    check(Fails);
    G.quit();
  } catch (...) {
  }
}
// It would end the process anyway.
int main() {
  Game G;
  G.run(step());
  G.quit();
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Joined for another start only
//===----------------------------------------------------------------------===//

TEST(Endings, AJoinThatOnlyMakesRoomIsNoneForTheEnd) {
  expectEndings(R"cpp(
#include <atomic>
#include <cstdlib>
#include <memory>
#include <thread>
bool step() noexcept;
class Repeated {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread([] { step(); }); //= Thread joined only for a start
  }

private:
  std::thread Thread;
};
class ByHelper {
public:
  void start() {
    prepare();
    Thread = std::thread([] { step(); }); //= Thread joined only for a start
  }
  ~ByHelper() { Stop = true; }

private:
  void prepare() {
    if (Thread.joinable())
      Thread.join();
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class AlsoAtTheEnd {
public:
  void start() {
    prepare();
    Thread = std::thread([] { step(); });
  }
  ~AlsoAtTheEnd() { prepare(); }

private:
  void prepare() {
    if (Thread.joinable())
      Thread.join();
  }
  std::thread Thread;
};
class ByPublicHelper {
public:
  void start() {
    wait();
    Thread = std::thread([] { step(); });
  }
  void wait() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
class JoinsWhatItStarts {
public:
  void run() {
    Thread = std::thread([] { step(); });
    step();
    Thread.join();
  }

private:
  std::thread Thread;
};
class InALoop {
public:
  void run() {
    while (step()) {
      if (Thread.joinable())
        Thread.join();
      Thread = std::thread([] { step(); });
    }
  }

private:
  std::thread Thread;
};
class NeverJoined {
public:
  void start() { Thread = std::thread([] { step(); }); }

private:
  std::thread Thread;
};
class ForOthersToJoin {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread([] { step(); });
  }
  std::thread Thread;
};
void joinIt(ForOthersToJoin &F) { F.Thread.join(); }
class Far {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread([] { step(); });
  }
  void stop();

private:
  std::thread Thread;
};
class EndsTheProcess {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread([] { step(); });
  }
  ~EndsTheProcess() { std::_Exit(0); }

private:
  std::thread Thread;
};
class Deeper {
  struct State {
    std::thread Thread;
  };

public:
  void start() {
    if (In.Thread.joinable())
      In.Thread.join();
    In.Thread = std::thread([] { step(); });
  }

private:
  State In;
};
)cpp");
}

} // namespace
} // namespace tether::facts
