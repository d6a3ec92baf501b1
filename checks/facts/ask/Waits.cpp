//===- Waits.cpp - Where somebody waits for a task ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Waits.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Reports.h"
#include <set>

using namespace clang;

namespace tether::facts {

/// The statements that stand for `S` in its body's flow: a loop that waits for
/// every element of a container waits for all of them where it begins, also
/// when there are none.
static void addWait(const Body *B, const Stmt *S, const Stmt *Start,
                    ControlFlow::Statements &Result) {
  Result.insert(S);
  for (const Stmt *Outer : around(B, S)) {
    if (Start && contains(Outer, Start))
      continue;
    if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
      Result.insert(R->getRangeStmt());
    else if (const auto *F = dyn_cast<ForStmt>(Outer); F && F->getCond())
      Result.insert(F->getCond());
    else if (const auto *W = dyn_cast<WhileStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *I = dyn_cast<IfStmt>(Outer)) {
      // `if (t.joinable()) t.join();`, `if (t) t->join();`
      if (!I->getElse() && I->getCond() && contains(I->getThen(), S)) {
        const Expr *C = strip(I->getCond());
        const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
        if ((Call && Call->getNumArgs() == 0) || C->getType()->isPointerType())
          Result.insert(C);
      }
    }
  }
}

namespace {
/// A body of a task that waits for something: the waits, and where it makes
/// them or calls the code that does.
struct WaitingTask {
  const Task *Started;
  const Body *Code;
  std::vector<std::pair<const Event *, const Stmt *>> Waits;
};

struct WaitingTasks {
  explicit WaitingTasks(const Program &Prog);

  std::vector<WaitingTask> All;
};
} // namespace

WaitingTasks::WaitingTasks(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks)
    if (T->Op->When != model::Runs::InPlace)
      for (const TaskBody &Code : bodiesOf(Prog, *T)) {
        WaitingTask Waiting{T.get(), Code.Code, {}};
        for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
          for (const Event &E : Chain.To->Events)
            if (E.Kind == EventKind::Wait || E.Kind == EventKind::Join ||
                (E.Kind == EventKind::Poll && !E.GivesUp))
              Waiting.Waits.push_back(
                  {&E, Chain.Calls.empty() ? E.At : Chain.Calls.front()->At});
        if (!Waiting.Waits.empty())
          All.push_back(std::move(Waiting));
      }
}

ControlFlow::Statements waitsIn(const Program &Prog, const Body *B,
                                const Task &T, const HandleFate &Fate,
                                Report Counts, const Body *Handed) {
  ControlFlow::Statements Result;
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  std::set<const Body *> InTask;
  std::vector<const Event *> Reports;
  std::vector<TaskBody> Codes = bodiesOf(Prog, T);
  if (Handed)
    Codes.emplace_back().Code = Handed;
  auto AddReports = [&](const Body *By) {
    if (Counts == Report::Message || !By->IsChannelOperation)
      for (const Event *E : reportsBy(Prog, T, By))
        if (Counts == Report::Message ||
            (E->Kind != EventKind::Send && E->Kind != EventKind::Close))
          Reports.push_back(E);
  };
  for (const TaskBody &Code : Codes)
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      if (InTask.insert(Chain.To).second) {
        AddReports(Chain.To);
        for (const Event &E : Chain.To->Events)
          for (const Body *Later : Prog.calls().handedOnBy(E))
            AddReports(Later);
      }
  auto IsWait = [&](const Event &E) {
    if (Joins.count(&E))
      return true;
    if (E.GivesUp || !E.Path ||
        (E.Kind != EventKind::Wait && E.Kind != EventKind::Poll &&
         E.Kind != EventKind::Read && E.Kind != EventKind::Receive))
      return false;
    if (Prog.values().mayBeSame(E.Path, T.Callable))
      return true; // The future of a packaged task.
    if (E.Op && E.Op->R == model::Role::UseCount)
      return llvm::any_of(Codes, [&](const TaskBody &Code) {
        return isTokenOf(Prog, T, Code.Code, E.Path);
      });
    return llvm::any_of(Reports, [&](const Event *R) {
      return Prog.values().mayBeSame(R->Path, E.Path);
    });
  };
  // Who has waited for the task before he reports, or ends, has it behind him.
  std::set<const Body *> Followers;
  for (bool Grown = true; Grown;) {
    Grown = false;
    for (const auto &[Follower, Code, ItsWaits] :
         Prog.memory<WaitingTasks>().All) {
      if (InTask.count(Code) || Followers.count(Code))
        continue;
      ControlFlow::Statements Waited;
      for (const auto &[Wait, At] : ItsWaits)
        if (IsWait(*Wait))
          Waited.insert(At);
      if (Waited.empty())
        continue;
      Grown = Followers.insert(Code).second;
      for (const Event *E : reportsBy(Prog, *Follower, Code))
        if (E->In == Code &&
            Prog.calls().flow(Code).mustMeetBefore(E->At, Waited))
          Reports.push_back(E);
      if (Prog.calls().flow(Code).mustMeet(Waited)) {
        HandleFate Ends = fateOf(Prog, *Follower);
        Joins.insert(Ends.Joins.begin(), Ends.Joins.end());
      }
    }
  }
  // A loop that is run may be the one that runs the task.
  std::vector<AccessPath> Loops = runnersOf(Prog, T);
  llvm::erase_if(Loops, [&](const AccessPath &Runner) {
    const model::Type *Type = Prog.values().typeOf(Runner);
    return !Type || Type->K != model::Kind::EventLoop;
  });
  auto RunsIt = [&](const Event &E) {
    return E.runsLoop() && (Loops.empty() || !E.Path ||
                            llvm::any_of(Loops, [&](const AccessPath &Loop) {
                              return Prog.values().mayBeSame(Loop, E.Path);
                            }));
  };
  // What a name says excuses only a task that is one by its name.
  bool ByName = llvm::any_of(T.Spawner->Events, [&](const Event &E) {
    return E.ByConvention && E.At == T.Spawn;
  });
  for (const Event &E : B->Events) {
    if (E.AtScopeEnd)
      continue;
    if (E.Kind == EventKind::Yield) {
      if (ByName)
        Result.insert(E.At);
    } else if (E.runsLoop() || IsWait(E)) {
      addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    } else if (E.Kind == EventKind::Run) {
      for (const Body *Target : Prog.calls().targetsOf(E))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Target))
          if (!InTask.count(Chain.To) &&
              llvm::any_of(Chain.To->Events, [&](const Event &Inner) {
                return IsWait(Inner) || RunsIt(Inner) ||
                       (ByName && Inner.Kind == EventKind::Yield);
              }))
            addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    }
  }
  // Where it was not started there is nothing to wait for.
  if (T.Spawner == B)
    for (const Stmt *Exit : failureExits(B, T.Spawn))
      Result.insert(Exit);
  // A failed assertion ends the test, and what it leaves behind is no news.
  if (Prog.calls().calledByTest(B))
    for (const Stmt *Exit : macroExits(B))
      Result.insert(Exit);
  return Result;
}

bool isOverInIteration(const Program &Prog, const Task &T, const Body *B,
                       const Stmt *Start, const Stmt *Loop) {
  if (endsUnseen(Prog, T, Start))
    return true;
  HandleFate Fate = fateOf(Prog, T);
  bool Detached = !Fate.Detaches.empty();
  // A temporary whose destructor waits.
  if (Fate.Dropped && !Detached &&
      (T.Op->Discard == model::OnDiscard::Blocks ||
       (Fate.JoinedByDestructor && !T.Group)))
    return true;
  // Or is the loop around a closure that is run in place?
  bool Around = contains(B->Code, Loop);
  // A holder that dies with the iteration and waits when it does.
  const std::vector<AccessPath> Runners = runnersOf(Prog, T);
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events) {
    if (!E.AtScopeEnd || (Around && !contains(Loop, E.At)))
      continue;
    if (E.Kind == EventKind::Destroy && Fate.JoinedByDestructor && !Detached)
      if (llvm::is_contained(Fate.Held, E.Path) ||
          llvm::any_of(Runners, [&](const AccessPath &Runner) {
            return joinsItsTasks(Prog.values().typeOf(Runner)) &&
                   Prog.values().mayBeSame(Runner, E.Path);
          }))
        return true;
    if (E.Kind == EventKind::Run)
      for (const Body *Target : Prog.calls().targetsOf(E))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Target))
          for (const Event &J : Chain.To->Events)
            if (Joins.count(&J))
              return true;
  }
  if (!Prog.calls().flow(B).canLeaveIteration(
          Start, Around ? Loop : B->Code,
          waitsIn(Prog, B, T, Fate, Report::Message)))
    return true;
  return !Around && B->Enclosing &&
         isOverInIteration(Prog, T, B->Enclosing,
                           Prog.calls().closureOf(B)->Lambda, Loop);
}

} // namespace tether::facts
