//===- Closures.cpp - When a closure runs, and who keeps it ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Statements.h"
#include "Unit.h"
#include <set>

using namespace clang;

namespace tether::facts {

bool Body::usesThis() const {
  // A function object is a copy that the task owns.
  if (!Lambda)
    return thisRecord() && Function &&
           Function->getOverloadedOperator() != OO_Call;
  return llvm::any_of(Lambda->captures(), [](const LambdaCapture &C) {
    return C.getCaptureKind() == LCK_This;
  });
}

const VarDecl *Body::localReference() const {
  if (Lambda)
    for (const LambdaCapture &C : Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          if (V->hasLocalStorage() && !V->getType()->isReferenceType())
            return V;
  return nullptr;
}

ClosureFate Unit::fateOf(const Closure &K) const {
  ClosureFate Fate;
  const std::vector<AccessPath> &Held = reach(AccessPath::value(K.Lambda));
  std::set<AccessPath> In(Held.begin(), Held.end());
  auto Prefer = [&](Escape How, const Event &E) {
    if (How <= Fate.How)
      return false;
    Fate.How = How;
    Fate.At = &E;
    return true;
  };
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events) {
      if (!E.Path || !In.count(E.Path))
        continue;
      switch (E.Kind) {
      case EventKind::Spawn:
        if (E.Op->When == model::Runs::InPlace)
          break;
        if (Prefer(Escape::Elsewhere, E))
          for (const auto &T : F.Tasks)
            if (T->Spawn == E.At)
              Fate.Started = T.get();
        break;
      case EventKind::Handler:
        Prefer(Escape::Handler, E);
        break;
      case EventKind::Keep:
        Prefer(Escape::Kept, E);
        break;
      case EventKind::Run:
        // Somebody's task runs it, who was given it by way of an object.
        if (const Task *T = taskRunning(B.get());
            T && T != taskRunning(K.Maker))
          if (Prefer(Escape::Elsewhere, E))
            Fate.Started = T;
        break;
      case EventKind::Escape:
        Prefer(Escape::Unknown, E);
        break;
      default:
        break;
      }
    }
  return Fate;
}

bool Unit::isHandler(const Body *B, const Event *&Registration,
                     const model::Handler *&Entry) const {
  auto It = Registered.find(B);
  Registration = It == Registered.end() ? nullptr : It->second;
  Entry = B->Function ? Names.handler(B->Function) : nullptr;
  if (!Entry)
    Entry = handlerByName(B);
  return Registration || Entry;
}

const model::Handler *Unit::handlerByName(const Body *B) const {
  auto It = Conventional.find(B);
  return It == Conventional.end() ? nullptr : It->second;
}

const Stmt *Unit::loopOf(const VarDecl *V) const {
  auto It = F.LoopOf.find(V->getCanonicalDecl());
  return It == F.LoopOf.end() ? nullptr : It->second;
}

/// Is the object there before and behind the turn?
static bool outlivesTurn(const Unit &Facts, const AccessPath &Object,
                         const Stmt *Loop) {
  if (Object.Kind == AccessPath::Root::This)
    return true;
  const VarDecl *V = Object.variable();
  const Stmt *Own = V ? Facts.loopOf(V) : nullptr;
  return V && !(Own && contains(Loop, Own));
}

/// A callable that is kept by an object which outlives the turn, and that
/// nothing runs before the turn is over.
bool Unit::isKeptBeyondTurn(const Closure &K, const Stmt *Loop) const {
  const AccessPath Made = AccessPath::value(K.Lambda);
  const std::vector<AccessPath> &Held = reach(Made);
  auto IsKeeper = [&](const AccessPath &H) {
    const VarDecl *V = H.variable();
    if (!H.Length &&
        (!V || isa<ParmVarDecl>(V) || V->getType()->isReferenceType()))
      return false;
    const model::Type *T =
        Names.type(H.Length ? H.lastField()->getType() : V->getType());
    return T &&
           (T->K == model::Kind::Container || T->K == model::Kind::Callable ||
            T->K == model::Kind::Graph);
  };
  auto Runs = [&](const Event &E) {
    return (E.Kind == EventKind::Run || E.Kind == EventKind::Escape) &&
           llvm::is_contained(Held, E.Path);
  };

  bool Kept = false;
  // Stored, inserted or returned in the loop itself.
  for (const Flow &W : F.Flows)
    if (W.In == K.Maker && contains(Loop, W.At) &&
        llvm::is_contained(Held, W.From) && llvm::is_contained(Held, W.To))
      Kept |= W.To.Kind == AccessPath::Root::Result ||
              (IsKeeper(W.To) && outlivesTurn(*this, W.To, Loop));
  for (const Event &E : K.Maker->Events) {
    if (!contains(Loop, E.At))
      continue;
    if (Runs(E))
      return false;
    if (E.Kind != EventKind::Run)
      continue;
    // Stored by a method of an object that outlives the turn.
    bool Given = contains(E.At, K.Lambda);
    for (const Body *Target : targetsOf(E))
      for (const CallChain &Chain : reachedFrom(Target)) {
        if (llvm::any_of(Chain.To->Events, Runs))
          return false;
        if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E.At); Call && Given)
          if (outlivesTurn(*this,
                           Paths.resolve(Call->getImplicitObjectArgument()),
                           Loop))
            Kept |= llvm::any_of(F.Flows, [&](const Flow &W) {
              return W.In == Chain.To && W.To.Length && IsKeeper(W.To) &&
                     llvm::is_contained(Held, W.From);
            });
      }
  }
  return Kept;
}

} // namespace tether::facts
