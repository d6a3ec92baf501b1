//===- CollectTest.cpp - What a body was seen to do -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "checks/facts/code/Types.h"
#include "gtest/gtest.h"

namespace tether::facts {
namespace {

TEST(Collect, VisitsWhatIsInANodeBeforeTheNode) {
  Snippet S(R"cpp(
#include <atomic>
#include <thread>
int first();
int second(int);
std::atomic<int> Left;
int Result;
void nested() {
  Result = second(first()); //= write Result
  std::thread T([] { Left--; }); //= spawn temporary, destroy T at the end, write Left
  T.join(); //= join T
}
void emptied() {
  if (--Left == 0) //= write Left, poll Left once, poll Left once
    Result = 1; //= write Result or not
  else
    Result = 2; //= write Result
  int Now = --Left; //= write Left
  if (Now == 0) //= poll Now once
    Result = 3; //= write Result or not
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.events(), S.expected());
}

TEST(Collect, OrdersOneNodeByFamily) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>
struct Job {
  Job(int Number) { Made = Number; } //= write Made
  int Made;
};
struct Queue {
  std::mutex Lock;
  std::condition_variable Changed;
  std::vector<Job> Jobs;
  std::vector<std::thread> Threads;
  bool Ready;
  void put(int Number) {
    Jobs.emplace_back(Number); //= write Jobs, run Job, discard temporary
  }
  void start() {
    Threads.emplace_back([this] { Ready = true; }); //= write Threads, spawn temporary, discard temporary, write Ready
  }
  void take() {
    std::unique_lock<std::mutex> Guard(Lock); //= destroy Guard at the end
    Changed.wait(Guard, [this] { return Ready; }); //= wait Changed, run temporary, poll Ready
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.events(), S.expected());
}

TEST(Collect, TellsOfConditionsBeforeWhatTheyDecide) {
  Snippet S(R"cpp(
#include <atomic>
#include <thread>
std::atomic<bool> Done;
std::atomic<int> Steps;
void step();
void watch() {
  while (!Done) //= poll Done
    Steps++; //= write Steps
  do
    Steps++; //= write Steps
  while (!Done); //= poll Done
  for (int I = 0; I < 3; ++I) //= write I
    step(); //= discard temporary
  for (;;)
    if (Done) //= poll Done
      break;
  if (Done) //= poll Done once
    Steps = 0; //= write Steps
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.events(), S.expected());
}

TEST(Collect, KnowsWhatCodeThatCannotBeSeenMayDo) {
  Snippet S(R"cpp(
#include <thread>
struct State { int Count; };
struct Engine {
  void turn(State &S);
  int look(const State &S) const;
  virtual void work() = 0;
  void self() { work(); } //= run work, discard temporary
};
void use(Engine &E, State &S) {
  E.turn(S);       //= write E, escape E, escape S, discard temporary
  (void)E.look(S); //= escape E, escape S, discard temporary
  E.work();        //= run work, discard temporary
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.events(), S.expected());
}

TEST(Collect, EndsWhatIsDeclaredWithItsScope) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
int Open;
struct Guard {
  ~Guard() { --Open; } //= write Open
};
void guarded() {
  Guard Local; //= run ~Guard at the end
  std::thread T; //= destroy T at the end
  std::shared_ptr<void> Last(nullptr, [](void *) { ++Open; }); //= run temporary at the end, destroy Last at the end, write Open
  delete new Guard; //= destroy temporary, run ~Guard
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.events(), S.expected());
}

TEST(Types, LeadToWhatTheyPointToAndHaveInThem) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
std::vector<std::unique_ptr<int *>> Owned;
std::unique_ptr<int *> &Referred = Owned[0];
_Atomic(int *) Shared;
int Array[2];
void all() { (void)Owned, (void)Referred, (void)Shared, (void)Array; }
)cpp");
  ASSERT_TRUE(S.compiles());
  std::map<std::string, QualType> Declared;
  for (const Stmt *Part : partsOf(S.body("all")->Code))
    if (const auto *R = dyn_cast<DeclRefExpr>(Part))
      Declared[R->getDecl()->getNameAsString()] = R->getDecl()->getType();
  auto Layers = [&](const char *Name) {
    return layersOf(S.Prog->names(), Declared[Name]).size();
  };
  auto Pointees = [&](const char *Name) {
    return pointeesOf(S.Prog->names(), Declared[Name]).size();
  };
  EXPECT_EQ(Layers("Owned"), 4u);
  EXPECT_EQ(Pointees("Owned"), 1u);
  EXPECT_EQ(Layers("Referred"), 3u);
  EXPECT_EQ(Pointees("Referred"), 3u);
  EXPECT_EQ(Layers("Shared"), 2u);
  EXPECT_EQ(Layers("Array"), 2u);
  EXPECT_EQ(Pointees("Array"), 1u);
  EXPECT_TRUE(layersOf(S.Prog->names(), QualType()).empty());
}

} // namespace
} // namespace tether::facts
