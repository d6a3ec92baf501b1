//===- SeenTest.cpp - What can be seen of an object -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is between `# 1 "a.h" 1` and `# 1 "a.cpp" 2` stands in a header, and in
// one of the system with a 3 behind it.
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "checks/facts/ask/Channels.h"

namespace tether::facts {
namespace {

/// Adapt to how the questions are asked.
AccessPath markedBy(const Snippet &S, const CallExpr *Mark) {
  return S.Prog->paths().resolve(Mark->getArg(0));
}
const CXXRecordDecl *classMarkedBy(const Snippet &S, const CallExpr *Mark) {
  return S.Prog->values().recordOf(markedBy(S, Mark));
}
bool allMethodsVisible(const Snippet &S, const CXXRecordDecl *R) {
  return S.Prog->seen().allMethodsVisible(R);
}
bool isPrivateToUnit(const Snippet &S, const AccessPath &P) {
  return S.Prog->seen().isPrivate(P);
}
const model::Type *typeOf(const Snippet &S, const AccessPath &P) {
  return S.Prog->values().typeOf(P);
}
bool isBounded(const Snippet &S, const AccessPath &P, const model::Type &T) {
  return isBounded(*S.Prog, P, T);
}

/// The methods of the marked objects' classes that may do something unseen.
Lines unseen(const Snippet &S) {
  Lines Result;
  for (const CallExpr *Mark : S.marks())
    if (const CXXRecordDecl *R = classMarkedBy(S, Mark))
      for (const CXXMethodDecl *M : R->methods())
        if (S.Prog->seen().mayActUnseen(M))
          S.note(Result, M->getLocation(), "unseen");
  return Result;
}

/// Of the marked objects.
Lines privates(const Snippet &S) {
  Lines Result;
  for (const CallExpr *Mark : S.marks())
    S.note(Result, Mark->getExprLoc(),
           isPrivateToUnit(S, markedBy(S, Mark)) ? "private" : "shared");
  return Result;
}

//===----------------------------------------------------------------------===//
// Methods
//===----------------------------------------------------------------------===//

TEST(MayActUnseen, HoldsForMethodsThatAreDefinedElsewhere) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
class Everything {
public:
  Everything(int);              //= unseen
  Everything() {}
  ~Everything();                //= unseen
  Everything(const Everything &) = delete;
  Everything &operator=(Everything &&) = default;
  void inside() {}
  void below();
  void elsewhere();             //= unseen
  void operator()();            //= unseen
  int looks() const;
  static void onNothing();
  virtual void pure() = 0;
  virtual void overridden();    //= unseen
  template <class T> void generic(T) {}
  std::thread T;
};
void Everything::below() {}
void asks(Everything &E) { mark(E); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(unseen(S), S.expected());
}

TEST(MayActUnseen, ToBeDefaultedIsToBeDefined) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
class Inside {
public:
  Inside() = default;
  Inside(Inside &&) = default;
  ~Inside() = default;
  std::thread T;
};
class Below {
public:
  Below();
  ~Below();
  Below &operator=(Below &&);
  std::thread T;
};
Below::Below() = default;
Below::~Below() = default;
Below &Below::operator=(Below &&) = default;
class Elsewhere {
public:
  Elsewhere();  //= unseen
  ~Elsewhere(); //= unseen
  std::thread T;
};
class Implicit {
public:
  std::thread T;
};
void asks(Inside &I, Below &B, Elsewhere &E, Implicit &J) {
  mark(I);
  mark(B);
  mark(E);
  mark(J);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(unseen(S), S.expected());
}

TEST(MayActUnseen, WhatALibraryGeneratesDoesNotCount) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
# 1 "qobject.h" 1 3
#define Q_OBJECT                                                               \
public:                                                                        \
  virtual int qt_metacall(int);                                                \
                                                                               \
private:
#define signals public
# 1 "a.h" 1
#define OWN void ofOwnMacro();
# 1 "a.cpp" 2
class Window {
  Q_OBJECT
public:
  void show();          //= unseen
  OWN                   //= unseen
signals:
  void closed(int);
public:
  void hide();          //= unseen
  std::thread T;
};
void asks(Window &W) { mark(W); }
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(unseen(S), S.expected());
}

TEST(AllMethodsVisible, HoldsIfNoneOfThemMayActUnseen) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
class Seen {
public:
  Seen() {}
  ~Seen() = default;
  void run() {}
  void later();
  int looks() const;
};
void Seen::later() {}
class Partly {
public:
  void run() {}
  void far();
};
class NoDestructor {
public:
  ~NoDestructor();
};
struct Plain {
  int N;
};
struct OnlyLooks {
  int size() const;
  static OnlyLooks make();
};
template <class T> class Generic {
public:
  void run() {}
  void below();
};
template <class T> void Generic<T>::below() {}
class Interface {
public:
  virtual ~Interface() = default;
  virtual void run() = 0;
};
class Declared;
void asks(Seen &S, Partly &P, NoDestructor &N, Plain &D, OnlyLooks &L,
          Generic<int> &G, Interface &I, Declared &F) {
  mark(S); //= visible
  mark(P); //= unseen
  mark(N); //= unseen
  mark(D); //= visible
  mark(L); //= visible
  mark(G); //= visible
  mark(I); //= visible
  mark(F); //= unseen
  G.run();
  G.below();
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const CallExpr *Mark : S.marks())
    S.note(Found, Mark->getExprLoc(),
           allMethodsVisible(S, classMarkedBy(S, Mark)) ? "visible" : "unseen");
  EXPECT_EQ(Found, S.expected());
  EXPECT_FALSE(allMethodsVisible(S, nullptr));
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

TEST(IsPrivateToUnit, HoldsForVariablesThatNobodyElseCanName) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
struct Queue { int N; };
Queue Exported;
extern Queue Elsewhere;
static Queue Static;
const Queue Constant{1};
inline Queue Inline;
thread_local Queue PerThread;
static Queue *StaticPointer;
namespace {
Queue Hidden;
}
namespace app {
Queue Named;
}
struct Class {
  static Queue OfClass;
};
Queue &global();
void asks(Queue &Reference, Queue *Pointer, Queue Value) {
  Queue Local;
  static Queue LocalStatic;
  Queue *Raw = nullptr;
  mark(Local);          //= private
  mark(LocalStatic);    //= private
  mark(Static);         //= private
  mark(Hidden);         //= private
  mark(Constant);       //= private
  mark(Exported);       //= shared
  mark(Elsewhere);      //= shared
  mark(Inline);         //= shared
  mark(PerThread);      //= shared
  mark(app::Named);     //= shared
  mark(Class::OfClass); //= shared
  mark(Reference);      //= shared
  mark(Pointer);        //= shared
  mark(Value);          //= shared
  mark(Raw);            //= shared
  mark(StaticPointer);  //= shared
  mark(global());       //= shared
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(privates(S), S.expected());
  EXPECT_FALSE(isPrivateToUnit(S, AccessPath()));
}

TEST(IsPrivateToUnit, HoldsForMembersOfClassesThatAreSeen) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
# 1 "a.h" 1
struct InHeader {
  int Member;
};
class WithPrivate {
public:
  void run() {}
  int Public;
protected:
  int Protected;
private:
  friend class Asks;
  int Private;
};
class NoFriends {
public:
  void run() {
    mark(Public);        //= shared
    mark(Protected);     //= shared
    mark(Private);       //= private
  }
  int Public;
protected:
  int Protected;
private:
  int Private;
};
class FarMethod {
public:
  void run() {
    mark(Private);       //= shared
  }
  void far();
private:
  int Private;
};
class DefinedHere {
public:
  void near();
private:
  int Private;
};
extern "C" {
struct of_c {
  int in_header;
};
}
# 1 "a.cpp" 2
void DefinedHere::near() {
  mark(Private);         //= private
}
class Here {
public:
  void run() {}
  int Public = 0;
};
class HereAndFar {
public:
  void run() {
    mark(Private);       //= shared
  }
  void far();
  int Public = 0;
private:
  int Private = 0;
};
class Asks {
public:
  void asks(WithPrivate &W, Here &H, HereAndFar &F, InHeader &I) {
    mark(W.Public);      //= shared
    mark(W.Private);     //= shared
    mark(H.Public);      //= private
    mark(F.Public);      //= shared
    mark(I.Member);      //= shared
    mark(Mine.Public);   //= private
    std::thread([] {}).join();
  }
  Here Mine;
};
extern "C" {
struct also_of_c {
  int in_source;
};
}
void asks(NoFriends &N, of_c *C, also_of_c *D) {
  mark(D->in_source);    //= private
  mark(N.Public);        //= shared
  mark(C->in_header);    //= shared
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(privates(S), S.expected());
}

TEST(IsPrivateToUnit, HoldsForPartsOfLocalsWhateverTheirClass) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
template <class... T> void mark(T &&...);
# 1 "a.h" 1
struct Shared {
  void far();
  int Member;
};
struct State {
  int Done;
};
# 1 "a.cpp" 2
static Shared Static;
void asks(Shared &Given) {
  Shared Local;
  mark(Local.Member);    //= private
  mark(Static.Member);   //= private
  mark(Given.Member);    //= shared
  auto Owned = std::make_shared<State>();
  mark(Owned->Done);     //= private
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(privates(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Bounds of channels
//===----------------------------------------------------------------------===//

/// Of the marked channels.
Lines bounds(const Snippet &S) {
  Lines Result;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark);
    const model::Type *T = typeOf(S, P);
    S.note(Result, Mark->getExprLoc(),
           !T                    ? "no channel"
           : isBounded(S, P, *T) ? "bounded"
                                 : "not known");
  }
  return Result;
}

TEST(IsBounded, AsksForTheArgumentOfTheConstructor) {
  Snippet S(R"cpp(
#include <cstddef>
#include <memory>
#include <thread>
template <class... T> void mark(T &&...);
namespace msd {
template <typename T> class channel {
public:
  channel();
  explicit channel(std::size_t);
  bool write(T);
  bool read(T &);
  void close();
};
} // namespace msd
namespace boost::fibers {
template <typename T> class buffered_channel {
public:
  explicit buffered_channel(std::size_t);
  int push(T);
};
template <typename T> class unbuffered_channel {
public:
  unbuffered_channel();
  int push(T);
};
} // namespace boost::fibers
using msd::channel;
struct Server {
  Server() : Bound(8) {}
  void asks() {
    mark(Bound);     //= bounded
    mark(Free);      //= not known
    mark(Default);   //= bounded
  }
  channel<int> Bound;
  channel<int> Free;
  channel<int> Default{4};
};
struct Sometimes {
  Sometimes() {}
  explicit Sometimes(std::size_t N) : Maybe(N) {}
  void asks() {
    mark(Maybe);     //= not known
  }
  channel<int> Maybe;
};
void use(channel<int> &Given) {
  mark(Given);       //= bounded
}
void useAny(channel<int> &Any) {
  mark(Any);         //= not known
}
void useUnknown(channel<int> &Unknown) {
  mark(Unknown);     //= not known
}
void locals(std::size_t N) {
  channel<int> Four(4);
  mark(Four);        //= bounded
  channel<int> Endless;
  mark(Endless);     //= not known
  channel<int> Some(N);
  mark(Some);        //= bounded
  auto Shared = std::make_shared<channel<int>>(4);
  mark(Shared);      //= bounded
  auto Unbound = std::make_shared<channel<int>>();
  mark(Unbound);     //= not known
  std::unique_ptr<channel<int>> Owned(new channel<int>(2));
  mark(Owned);       //= bounded
  use(Four);
  useAny(Four);
  useAny(Endless);
  std::thread([] {}).join();
}
// It cannot be made without one.
void always(boost::fibers::buffered_channel<int> &Given,
            boost::fibers::unbuffered_channel<int> &Meets) {
  mark(Given);       //= bounded
  mark(Meets);       //= bounded
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(bounds(S), S.expected());
}

TEST(IsBounded, AsksForTheArgumentOfTheTemplate) {
  Snippet S(R"cpp(
#include <cstddef>
#include <thread>
template <class... T> void mark(T &&...);
namespace boost::lockfree {
template <std::size_t N> struct capacity {};
template <bool B> struct fixed_sized {};
template <typename T, class... Options> class queue {
public:
  queue();
  explicit queue(std::size_t);
  bool push(T);
  bool pop(T &);
};
template <typename T, class... Options> class spsc_queue {
public:
  spsc_queue();
  bool push(T);
  bool pop(T &);
};
} // namespace boost::lockfree
using namespace boost::lockfree;
class Derived : public queue<int, capacity<16>> {};
class Unbounded : public queue<int> {};
void asks(queue<int, capacity<64>> &Bounded, queue<int> &Free,
          queue<int, capacity<0>> &Zero, queue<int, fixed_sized<false>> &Not,
          queue<int, fixed_sized<false>, capacity<8>> &Second,
          queue<int, fixed_sized<true>> &Fixed, spsc_queue<int> &Ring,
          Derived &Own, Unbounded &OwnFree) {
  mark(Bounded); //= bounded
  mark(Free);    //= not known
  mark(Zero);    //= not known
  mark(Not);     //= not known
  mark(Second);  //= bounded
  mark(Fixed);   //= bounded
  mark(Ring);    //= bounded
  mark(Own);     //= bounded
  mark(OwnFree); //= not known
  std::thread([] {}).join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(bounds(S), S.expected());
}

TEST(IsBounded, AsksWhetherABoundIsSet) {
  Snippet S(R"cpp(
#include <thread>
template <class... T> void mark(T &&...);
namespace tbb {
template <typename T> class concurrent_bounded_queue {
public:
  concurrent_bounded_queue();
  void push(const T &);
  void pop(T &);
  void set_capacity(long);
};
} // namespace tbb
using Queue = tbb::concurrent_bounded_queue<int>;
struct Server {
  Server() { Bound.set_capacity(8); }
  void asks() {
    mark(Bound); //= bounded
    mark(Free);  //= not known
  }
  Queue Bound, Free;
};
void locals() {
  Queue Mine, Yours;
  Mine.set_capacity(3);
  mark(Mine);    //= bounded
  mark(Yours);   //= not known
  std::thread([] {}).join();
}
void limit(Queue &Given) { Given.set_capacity(4); }
void byHelper() {
  Queue Limited;
  limit(Limited);
  mark(Limited); //= bounded
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(bounds(S), S.expected());
}

TEST(IsBounded, HoldsForNoChannelThatGrows) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <mutex>
template <class... T> void mark(T &&...);
namespace moodycamel {
template <typename T> class BlockingConcurrentQueue {
public:
  BlockingConcurrentQueue(int = 32);
  bool enqueue(T);
  void wait_dequeue(T &);
};
} // namespace moodycamel
void asks(moodycamel::BlockingConcurrentQueue<int> &Grows) {
  mark(Grows); //= not known
  moodycamel::BlockingConcurrentQueue<int> Mine(4);
  mark(Mine);  //= not known
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(bounds(S), S.expected());
}

TEST(IsBounded, AsksTheProjectsOwnChannelsTheSame) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <mutex>
template <class... T> void mark(T &&...);
class Bounded {
public:
  explicit Bounded(unsigned Limit) : Limit(Limit) {}
  void put(int V) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < Limit; });
    Q.push_back(V);
    C.notify_all();
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); });
    int V = Q.front();
    Q.pop_front();
    C.notify_all();
    return V;
  }

private:
  unsigned Limit;
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
};
class Endless {
public:
  void put(int V) {
    std::lock_guard<std::mutex> L(M);
    Q.push_back(V);
    C.notify_all();
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); });
    int V = Q.front();
    Q.pop_front();
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
};
struct Holder {
  Holder() : Mine(8) {}
  Bounded Mine;
  Endless Yours;
  void use() {
    Mine.put(1);
    Yours.put(Mine.get());
    mark(Mine);
    mark(Yours);
    Yours.get();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  const std::map<std::string, bool> Expected = {{"Mine", true},
                                                {"Yours", false}};
  std::map<std::string, bool> Found;
  for (const CallExpr *Mark : S.marks()) {
    const AccessPath P = markedBy(S, Mark);
    for (const auto &Channel : S.Prog->facts().InHouse)
      if (Channel->Record == classMarkedBy(S, Mark))
        Found[P.str()] = isBounded(S, P, Channel->Type);
  }
  EXPECT_EQ(Found, Expected);
}

} // namespace
} // namespace tether::facts
