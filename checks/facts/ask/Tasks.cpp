//===- Tasks.cpp - What runs as a task, and by whom -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tasks.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"

using namespace clang;

namespace tether::facts {

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

/// Where a forwarder that starts the task got its callable from.
static void addChoice(const Program &Prog, const Task &T,
                      const AccessPath &Callable, TaskBody &Entry) {
  Entry.Chosen = T.Spawn->getExprLoc();
  const Flow *First = nullptr;
  for (const Flow *W : Prog.values().flowsFrom(Callable))
    if (W->From == Callable && W->In != T.Spawner)
      First = First ? First : W;
  if (!First)
    return;
  Entry.ChosenByCaller = true;
  Entry.Handed = First;
  Entry.Chosen = First->At->getBeginLoc();
  const CXXRecordDecl *Holder = T.Spawner->thisRecord();
  for (const Event &E : First->In->Events)
    if (E.Kind == EventKind::Run && E.At == First->At && E.Object)
      if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(E.Path.function());
          M && Holder && !T.Spawner->Lambda && M->getParent() == Holder)
        Entry.Start = &E;
}

std::vector<TaskBody> bodiesOf(const Program &Prog, const Task &T) {
  std::vector<TaskBody> Result;
  for (const AccessPath &O : Prog.values().origins(T.Callable)) {
    TaskBody Entry;
    Entry.Code = Prog.calls().codeOf(O);
    if (!Entry.Code)
      continue;
    if (O != T.Callable &&
        !(Entry.Code->Lambda && Entry.Code->Enclosing == T.Spawner))
      addChoice(Prog, T, O, Entry);
    else
      Entry.Chosen = T.Spawn->getExprLoc();
    Result.push_back(Entry);
  }
  return Result;
}

std::vector<TaskBody> entriesOf(const Program &Prog, const Task &T) {
  std::vector<TaskBody> Result = bodiesOf(Prog, T);
  auto IsHandedIn = [](const AccessPath &P) {
    const VarDecl *V = P.variable();
    return P.Length || isa_and_nonnull<ParmVarDecl>(V);
  };
  bool ByObject =
      T.Op->Callable == model::ByOverride || T.Op->Callable == model::Object;
  TaskBody HandedIn;
  HandedIn.Chosen = T.Spawn->getExprLoc();
  bool Unresolved = Result.empty() && !ByObject;
  for (const AccessPath &O : Prog.values().origins(T.Callable))
    if (O.Kind == AccessPath::Root::Function && !O.Length &&
        !Prog.calls().codeOf(O)) {
      TaskBody Declared;
      Declared.Declared = O.function();
      if (O == T.Callable)
        Declared.Chosen = T.Spawn->getExprLoc();
      else
        addChoice(Prog, T, O, Declared);
      Result.push_back(Declared);
      Unresolved = false;
    }
  // Whoever includes a header may call what it defines, or not.
  if (Unresolved && Prog.seen().isOfSource(T.Spawner) &&
      llvm::any_of(Prog.values().origins(T.Callable), IsHandedIn))
    Result.push_back(HandedIn);
  return Result;
}

std::vector<const Body *> codeOf(const Program &Prog, const Task &T) {
  std::vector<const Body *> Result;
  for (const TaskBody &Code : bodiesOf(Prog, T))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      if (!llvm::is_contained(Result, Chain.To))
        Result.push_back(Chain.To);
  return Result;
}

namespace {
/// What is remembered of the bodies of tasks.
struct TaskMemory {
  explicit TaskMemory(const Program &Prog);

  std::map<const Body *, const Task *> RunBy;
  std::map<std::pair<const Body *, unsigned>, bool> Endless;
  std::map<const Body *, bool> EndsProcess;
};
} // namespace

TaskMemory::TaskMemory(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks)
    if (T->Op->When != model::Runs::InPlace)
      for (const TaskBody &Code : bodiesOf(Prog, *T))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
          RunBy.try_emplace(Chain.To, T.get());
}

const Task *taskRunning(const Program &Prog, const Body *B) {
  const auto &RunBy = Prog.memory<TaskMemory>().RunBy;
  auto It = RunBy.find(B);
  return It == RunBy.end() ? nullptr : It->second;
}

//===----------------------------------------------------------------------===//
// Runners
//===----------------------------------------------------------------------===//

bool joinsItsTasks(const model::Type *T) {
  return T && (T->Destroy == model::OnDestroy::Joins ||
               T->Destroy == model::OnDestroy::StopsAndJoins);
}

bool hasOwnLoop(const Program &Prog, const CXXRecordDecl *R) {
  auto IsOf = [&](const CXXRecordDecl *Moved) {
    return Moved && isRelated(Moved, R) &&
           Prog.seen().of(Moved) != Sight::Outside;
  };
  return R && llvm::any_of(Prog.index().movesToLoop(), [&](const Event *E) {
           return (E->Path.isThis() && IsOf(E->In->thisRecord())) ||
                  llvm::any_of(Prog.values().origins(E->Path),
                               [&](const AccessPath &P) {
                                 return IsOf(Prog.values().recordOf(P));
                               });
         });
}

/// What an object is made of, also one that a smart pointer has.
static SmallVector<const Expr *, 4> madeOf(const Expr *Init) {
  Init = Init ? strip(Init) : nullptr;
  if (const auto *New = dyn_cast_or_null<CXXNewExpr>(Init))
    Init = New->getConstructExpr();
  if (const auto *K = dyn_cast_or_null<CXXConstructExpr>(Init)) {
    if (K->getConstructor()->isCopyOrMoveConstructor() && K->getNumArgs())
      return madeOf(K->getArg(0));
    return llvm::to_vector<4>(K->arguments());
  }
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Init))
    return llvm::to_vector<4>(Call->arguments());
  return {};
}

std::vector<AccessPath> runnersOf(const Program &Prog, const Task &T) {
  std::vector<AccessPath> Result;
  auto Add = [&](const AccessPath &P) {
    if (P && !llvm::is_contained(Result, P))
      Result.push_back(P);
  };
  auto AddIfItRuns = [&](const Expr *E) {
    AccessPath P = Prog.paths().resolve(E);
    const model::Type *By = P ? Prog.values().typeOf(P) : nullptr;
    if (By && (By->K == model::Kind::EventLoop || By->K == model::Kind::Pool ||
               By->K == model::Kind::Executor))
      Add(P);
  };
  auto AddThoseOf = [&](const AccessPath &P) {
    const VarDecl *V = P.variable();
    if (!V || P.Length || isa<ParmVarDecl>(V) || !V->getInit())
      return;
    AddIfItRuns(V->getInit());
    for (const Expr *A : madeOf(V->getInit()))
      AddIfItRuns(A);
  };
  Add(T.Group);
  if (T.Handle && T.Handle->K == model::Kind::Timer)
    for (const AccessPath &H : Prog.values().reach(T.HandlePath))
      Add(H);
  // `async_read(socket, buffer, callable)`
  if (const auto *Call = dyn_cast<CallExpr>(T.Spawn); Call && !T.Group)
    for (const Expr *A : Call->arguments())
      AddThoseOf(Prog.paths().resolve(A));
  for (size_t I = 0; I < Result.size() && I < 16; ++I)
    AddThoseOf(Result[I]);
  return Result;
}

//===----------------------------------------------------------------------===//
// Ends
//===----------------------------------------------------------------------===//

bool namesItself(const Program &Prog, const Stmt *E) {
  if (!E)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const model::Operation *Op = Prog.names().operation(Call))
      if (Op->R == model::Role::Self)
        return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    return namesItself(Prog, Child);
  });
}

bool endsProcess(const Program &Prog, const Body *B) {
  auto [It, IsNew] =
      Prog.memory<TaskMemory>().EndsProcess.try_emplace(B, false);
  if (IsNew)
    It->second = Prog.calls().flow(B).endsProcess() ||
                 Prog.calls().must(B, [](const Event &E) {
                   return E.Kind == EventKind::Exit;
                 });
  return It->second;
}

static bool cannotEnd(const Program &Prog, const Body *B, unsigned Depth) {
  if (!Prog.calls().flow(B).canEnd())
    return !endsProcess(Prog, B);
  return Depth < 4 &&
         Prog.calls().must(
             B,
             [&](const Event &E) {
               if (E.Kind != EventKind::Run)
                 return false;
               const std::vector<const Body *> &Targets =
                   Prog.calls().targetsOf(E);
               return !Targets.empty() &&
                      llvm::all_of(Targets, [&](const Body *Target) {
                        return Target != B &&
                               isEndless(Prog, Target, Depth + 1);
                      });
             });
}

bool isEndless(const Program &Prog, const Body *B, unsigned Depth) {
  auto &Known = Prog.memory<TaskMemory>().Endless;
  auto It = Known.find({B, Depth});
  if (It == Known.end())
    It = Known.emplace(std::pair(B, Depth), cannotEnd(Prog, B, Depth)).first;
  return It->second;
}

} // namespace tether::facts
