//===- FactsTest.cpp - What is known about a snippet ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace tether;

namespace tether::facts {
namespace {

TEST(AccessPath, NamesAnObjectHoweverItIsSpelled) {
  Snippet S(R"cpp(
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>
template <class T> void mark(T &&);
struct State { bool Done; int Count; };
struct Queue {};
Queue &global();
static Queue Static;
class Owner : public std::enable_shared_from_this<Owner> {
  Queue Jobs;
  State Current;
  std::unique_ptr<Queue> Held;
  std::vector<Queue> All;
  static Queue Shared;
  Queue &jobs() { return Jobs; }
  void method(Queue &Parameter, Queue *Pointer) {
    mark(Jobs);                        //= Jobs
    mark(this->Current.Done);          //= Current.Done
    mark(*this);                       //= this
    mark(jobs());                      //= Jobs
    mark(*Held);                       //= Held
    mark(Held.get());                  //= Held
    mark(All[3]);                      //= All
    mark(All.back());                  //= All
    mark(*All.begin());                //= All
    mark(std::ref(Jobs));              //= Jobs
    mark(&Jobs);                       //= Jobs
    mark(Shared);                      //= Shared
    mark(Static);                      //= Static
    mark(Parameter);                   //= Parameter
    mark(*Pointer);                    //= Pointer
    auto Self = shared_from_this();
    mark(Self->Jobs);                  //= Jobs
    Owner *Same = this;
    mark(Same->Current.Count);         //= Current.Count
    Queue &Alias = Jobs;
    mark(Alias);                       //= Jobs
    for (auto &Each : All)
      mark(Each);                      //= All
    auto Lambda = [&Channel = Jobs, Moved = std::move(Held)] {
      mark(Channel);                   //= Jobs
      mark(*Moved);                    //= Held
    };
  }
};
void locals() {
  auto Shared = std::make_shared<State>();
  mark(Shared->Done);                  //= Shared.Done
  auto Copy = Shared;
  mark(Copy->Done);                    //= Shared.Done
  std::map<int, Queue> ByName;
  for (auto &[Name, Value] : ByName)
    mark(Value);                       //= ByName
  mark(ByName[1]);                     //= ByName
  std::promise<int> Promise;
  auto Future = Promise.get_future();
  mark(Future);                        //= Promise
  Queue Array[2];
  mark(Array[1]);                      //= Array
  mark(global());                      //= result of global()
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.paths(), S.expected());
}

TEST(Settlement, FollowsTheHandleAndTheReports) {
  Snippet S(R"cpp(
#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
void work();
bool choose();
class Opaque { public: void run(); void stop(); };

void joined() {
  std::thread T(work);
  std::thread U([] { work(); });                            //= settled
  U.join();
  T.join();
}
void cut() { std::thread([] { work(); }).detach(); }        //= unsettled
void joinAll(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    T.join();
}
void byHelper() {
  std::vector<std::thread> Threads;
  Threads.emplace_back([] { work(); });                     //= settled
  joinAll(Threads);
}
void latched() {
  std::latch Done(1);
  std::thread([&] { work(); Done.count_down(); }).detach(); //= settled
  Done.wait();
}
void onOnePath() {
  std::latch Done(1);
  std::thread([&] {                                         //= unsettled
    if (choose())
      Done.count_down();
  }).detach();
  Done.wait();
}
class Counted {
  std::mutex Mutex;
  std::condition_variable Idle;
  int Running = 0;
public:
  void start() {
    std::thread([this] {                                    //= settled
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      --Running;
      Idle.notify_all();
    }).detach();
  }
  ~Counted() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Idle.wait(Lock, [this] { return Running == 0; });
  }
};
void Opaque::run() {
  std::thread([this] { work(); }).detach();                 //= unsettled
}
std::future<int> handedOut() {
  auto Promise = std::make_shared<std::promise<int>>();
  auto Future = Promise->get_future();
  std::thread([Promise] { Promise->set_value(1); }).detach(); //= settled
  return Future;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.settlements(), S.expected());
}

TEST(Escape, SaysWhenAClosureRuns) {
  Snippet S(R"cpp(
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>
void use(int);
void opaque(std::function<void()>);
template <class F> void inPlace(F Body) { Body(); }
template <class F> void spawn(F Body) { std::thread(Body).detach(); }
class Pool {
  std::vector<std::function<void()>> Tasks;
  std::thread Worker{[this] { for (auto &T : Tasks) T(); }}; //= elsewhere
public:
  void post(std::function<void()> Task) { Tasks.push_back(std::move(Task)); }
};
void closures(std::vector<int> &V, Pool &P) {
  std::sort(V.begin(), V.end(), [](int A, int B) { return A < B; }); //= no
  [] { use(1); }();                                          //= no
  inPlace([] { use(1); });                                   //= no
  opaque([] { use(1); });                                    //= unknown
  spawn([] { use(1); });                                     //= elsewhere
  std::thread T([] { use(1); });                             //= elsewhere
  T.join();
  P.post([] { use(1); });                                    //= elsewhere
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.closures(), S.expected());
}

TEST(ControlFlow, TellsMustFromMay) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <latch>
bool choose();
std::latch Done(1);
void helper() { Done.count_down(); }
void always() { Done.count_down(); }
void byHelper() { helper(); }
void onBoth() { if (choose()) Done.count_down(); else helper(); }
void onOne() { if (choose()) Done.count_down(); }
void inLoop() { while (choose()) Done.count_down(); }
void orAborts() { if (choose()) std::abort(); Done.count_down(); }
void never() { for (;;) Done.count_down(); }
)cpp");
  ASSERT_TRUE(S.compiles());
  auto Must = [&](StringRef Name) {
    return S.Prog->calls().must(S.body(Name), [](const Event &E) {
      return E.Kind == EventKind::Signal;
    });
  };
  EXPECT_TRUE(Must("always"));
  EXPECT_TRUE(Must("byHelper"));
  EXPECT_TRUE(Must("onBoth"));
  EXPECT_FALSE(Must("onOne"));
  EXPECT_FALSE(Must("inLoop"));
  EXPECT_TRUE(Must("orAborts"));
  EXPECT_FALSE(Must("never"));
  EXPECT_TRUE(isEndless(*S.Prog, S.body("never")));
  EXPECT_FALSE(isEndless(*S.Prog, S.body("inLoop")));
}

TEST(Program, KeepsNamedObjectsApart) {
  Snippet S(R"cpp(
#include <thread>
template <class T> void mark(T &&);
struct Queue {};
struct Port {
  Queue Jobs;
  void open() { mark(Jobs); }
};
void ports(Port &Any) {
  Port In, Out;
  mark(In.Jobs);
  mark(Out.Jobs);
  mark(Any.Jobs);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  std::map<std::string, AccessPath> Paths;
  for (const CallExpr *Mark : S.marks()) {
    AccessPath P = S.Prog->paths().resolve(Mark->getArg(0));
    Paths[P.str()] = P;
  }
  ASSERT_EQ(Paths.size(), 4u);
  EXPECT_FALSE(S.Prog->values().mayBeSame(Paths["In.Jobs"], Paths["Out.Jobs"]));
  EXPECT_TRUE(S.Prog->values().mayBeSame(Paths["In.Jobs"], Paths["Any.Jobs"]));
  EXPECT_TRUE(S.Prog->values().mayBeSame(Paths["In.Jobs"], Paths["Jobs"]));
}

TEST(Program, CopesWithWhatDoesNotCompile) {
  for (StringRef Code :
       {"#include <thread>\nvoid f() { std::thread t([&] { while (",
        "#include <thread>\nclass C { std::thread T; C() : T([this] {",
        "#include <vector>\n#include <thread>\ntemplate <class T> void f(T t) "
        "{ std::vector<std::thread> v; for (auto x : t) v.emplace_back([&] { "
        "x",
        "#include <thread>\nstruct S { void operator()(); }; void f() { "
        "std::thread(S{}, }"}) {
    Snippet S(Code);
    S.settlements();
    S.closures();
  }
}

} // namespace
} // namespace tether::facts
