//===- Cuts.cpp - Where a task is cut loose -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Statements.h"
#include "Unit.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace tether::facts {

/// Does the condition compare with the calling thread? A task cannot join
/// itself.
static bool asksForItself(const Unit &Facts, const Stmt *E) {
  if (!E)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const model::Operation *Op = Facts.names().operation(Call))
      if (Op->R == model::Role::Self)
        return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    return asksForItself(Facts, Child);
  });
}

/// A detach that is the last thing left to do, or that the caller asked for.
static bool isExcused(const Unit &Facts, const Event &Detach) {
  for (const Stmt *S : around(Detach.In, Detach.At)) {
    // In the handler of a failed join.
    if (isa<CXXCatchStmt>(S))
      return true;
    if (const auto *I = dyn_cast<IfStmt>(S))
      if (mentionsParameter(I->getCond()) || asksForItself(Facts, I->getCond()))
        return true;
  }
  return Facts.flow(Detach.In).endsProcess(Detach.At);
}

/// A function that detaches what it was given, or a method that only hands the
/// detach on to a member: the callers choose.
static bool isForwarder(const Event &Detach, const Task &T) {
  if (Detach.In == T.Spawner)
    return false;
  if (const VarDecl *V = Detach.Path.variable())
    return isa<ParmVarDecl>(V) && V->getDeclContext() == Detach.In->Function;
  const auto *Code = dyn_cast_or_null<CompoundStmt>(Detach.In->Code);
  return Code && Code->size() == 1 &&
         isa_and_nonnull<CXXMethodDecl>(Detach.In->Function) &&
         !Detach.In->Lambda && !isa<CXXDestructorDecl>(Detach.In->Function) &&
         Detach.Path.Kind == AccessPath::Root::This;
}

/// Does the call hand one of the objects, or what holds one, to a forwarder?
static bool handsOver(const Unit &Facts, const Event &Call,
                      const HandleFate &Fate, const AccessPath &Parameter) {
  if (!Parameter.variable())
    return true;
  return llvm::any_of(Facts.all().Flows, [&](const Flow &W) {
    return W.At == Call.At && W.To == Parameter &&
           llvm::is_contained(Fate.Held, W.From);
  });
}

/// The places at which the task is cut loose; empty if it is not.
std::vector<Cut> Unit::cutsOf(const Task &T, const HandleFate &Fate) const {
  std::vector<Cut> Result;
  unsigned Asked = 0;
  for (const Event *Detach : Fate.Detaches) {
    if (isExcused(*this, *Detach))
      continue;
    if (!isForwarder(*Detach, T)) {
      Result.push_back({Detach, Cut::Detached});
      continue;
    }
    for (const auto &[Caller, Call] : callersOf(Detach->In))
      if (!isExcused(*this, *Call) &&
          handsOver(*this, *Call, Fate, Detach->Path))
        // Where somebody asked for it says more than the detach itself.
        Result.insert(Result.begin() + Asked++, {Call, Cut::Detached});
  }
  if (!Fate.Detaches.empty() || !T.Handle || Fate.Returned ||
      Fate.HeldByCaller || Fate.Escapes)
    return Result;
  bool Detaching =
      T.Handle->Destroy == model::OnDestroy::Detaches || T.Handle->RawHandle;
  bool OnHeap = T.Handle->K == model::Kind::Thread && [&] {
    // `new std::thread(...)` that no object holds is never deleted.
    for (const Stmt *S : around(T.Spawner, T.Spawn))
      if (isa<CXXNewExpr>(S))
        return true;
    return false;
  }();
  // A timed join that may have succeeded.
  if (!Fate.TimedWaits.empty())
    return Result;
  if (!Detaching && !OnHeap)
    return Result;
  // It dies where it is dropped, or with the local variables that hold it.
  if (Fate.Dropped) {
    Result.push_back({Fate.Dropped, OnHeap ? Cut::Leaked : Cut::Dies});
    return Result;
  }
  bool OnlyLocals = llvm::all_of(Fate.Held, [&](const AccessPath &H) {
    const VarDecl *V = H.variable();
    return H == T.HandlePath ||
           (V && V->isLocalVarDecl() && V->hasLocalStorage() && !H.Length);
  });
  if (OnlyLocals && Fate.Held.size() > 1)
    for (const Event &E : T.Spawner->Events)
      if (E.Kind == EventKind::Spawn && E.At == T.Spawn)
        Result.push_back({&E, OnHeap ? Cut::Leaked : Cut::Dies});
  return Result;
}

/// The fate of a handle on the ways that lead through the cut: a join on
/// another branch, and a destructor that finds nothing to join any more, do not
/// count.
HandleFate Unit::behind(const HandleFate &Fate, const Cut &Where) const {
  HandleFate Result = Fate;
  if (Where.How != Cut::Detached)
    return Result;
  Result.JoinedByDestructor = false;
  Result.Escapes = false; // Whoever else has the handle finds nothing to join.
  // Nor does a destructor, when the detach was asked for from outside.
  if (Where.At->Kind == EventKind::Run)
    llvm::erase_if(Result.Joins, [](const Event *Join) {
      return isa_and_nonnull<CXXDestructorDecl>(Join->In->Function);
    });
  llvm::erase_if(Result.Joins, [&](const Event *Join) {
    const Body *B = Where.At->In;
    return Join->In == B && !flow(B).canReach(Join->At, Where.At->At) &&
           !flow(B).canReach(Where.At->At, Join->At);
  });
  return Result;
}

//===----------------------------------------------------------------------===//
// Objects that keep a handle
//===----------------------------------------------------------------------===//

bool Unit::runsOn(const Body *Method, const AccessPath &Object,
                  unsigned Depth) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Method->Function);
  if (!M || Method->Lambda || isa<CXXDestructorDecl>(M) || M->isVirtual() ||
      Depth > 4)
    return true;
  // Somebody calls it by its address.
  if (FlowsFrom.count({AccessPath::Root::Function, M->getCanonicalDecl()}))
    return true;
  for (const auto &[Caller, Call] : callersOf(Method)) {
    const AccessPath &On = Call->Object;
    bool Own = On.Kind == AccessPath::Root::This && !On.Length;
    if (!On ||
        (Own ? runsOn(Caller, Object, Depth + 1) : mayBeSame(On, Object)))
      return true;
  }
  return false;
}

bool Unit::isKnownThroughout(const AccessPath &Object) const {
  const std::vector<AccessPath> &Names = reach(Object);
  bool Named = false;
  for (const AccessPath &N : Names) {
    if (N.Kind == AccessPath::Root::Value ||
        isa_and_nonnull<ParmVarDecl>(N.variable()))
      continue;
    if (!isPrivateToUnit(N))
      return false;
    Named = true;
  }
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Escape && llvm::is_contained(Names, E.Path))
        return false;
  return Named;
}

HandleFate Unit::inObject(const HandleFate &Fate, const TaskBody &Code) const {
  if (!Code.Start || !isKnownThroughout(Code.Start->Object))
    return Fate;
  HandleFate Result = Fate;
  auto IsElsewhere = [&](const Event *E) {
    return E->Path.Kind == AccessPath::Root::This &&
           !runsOn(E->In, Code.Start->Object);
  };
  llvm::erase_if(Result.Joins, IsElsewhere);
  llvm::erase_if(Result.TimedWaits, IsElsewhere);
  return Result;
}

bool Unit::concerns(const Cut &Where, const TaskBody &Code) const {
  if (!Code.Start || Where.At->In == Code.Start->In)
    return !Code.Start || !Where.At->Object ||
           mayBeSame(Where.At->Object, Code.Start->Object);
  if (Where.At->Object.Kind != AccessPath::Root::None &&
      !(Where.At->Object.Kind == AccessPath::Root::This &&
        !Where.At->Object.Length))
    return mayBeSame(Where.At->Object, Code.Start->Object);
  return Where.At->Path.Kind != AccessPath::Root::This ||
         runsOn(Where.At->In, Code.Start->Object);
}

} // namespace tether::facts
