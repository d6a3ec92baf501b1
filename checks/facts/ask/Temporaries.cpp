//===- Temporaries.cpp - References to what may be gone at once -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Temporaries.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"

using namespace clang;

namespace tether::facts {

bool invitesTemporaries(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return T->isScalarType();
  return R->isMadeSilently();
}

/// Does a reference that is initialized with it refer to a temporary?
static bool isTemporary(const Expr *E) {
  while (E) {
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      return !M->getExtendingDecl();
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      E = C->getSubExpr();
    else
      return false;
  }
  return false;
}

Referent referentOf(const Program &Prog, const Body *B, const ParmVarDecl *P) {
  QualType T = P->getType().getNonReferenceType();
  if (P->getType()->isLValueReferenceType() && !T.isConstQualified())
    return Referent::Callers;
  // Whoever keeps a reference relies on the caller to keep the object.
  for (const Flow *W : Prog.values().flowsFrom(AccessPath::variable(P)))
    if (!W->From.Length && W->To.Length &&
        (W->To.type()->isReferenceType() || W->To.type()->isPointerType()))
      return Referent::Callers;
  bool Called = false;
  for (const auto &[Caller, Call] : Prog.calls().callersOf(B)) {
    SmallVector<const Expr *, 4> Arguments;
    unsigned I = P->getFunctionScopeIndex();
    if (const auto *E = dyn_cast<CallExpr>(Call->At)) {
      llvm::append_range(Arguments, E->arguments());
      if (isa<CXXOperatorCallExpr>(E) && isa<CXXMethodDecl>(B->Function))
        ++I;
    } else if (const auto *E = dyn_cast<CXXConstructExpr>(Call->At)) {
      llvm::append_range(Arguments, E->arguments());
    }
    if (I >= Arguments.size())
      continue;
    Called = true;
    // Who waits in the same expression has it until then.
    bool Waits = llvm::any_of(Caller->Events, [&, By = Call](const Event &E) {
      return (E.Kind == EventKind::Wait || E.Kind == EventKind::Join) &&
             E.At != By->At && contains(E.At, By->At);
    });
    if (!Waits && isTemporary(Arguments[I]))
      return Referent::Temporary;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (Called || T->isFunctionType() || T->isArrayType() ||
      (R && (!isCopyable(T) || R->isPolymorphic())))
    return Referent::Callers;
  return Referent::Unknown;
}

/// Does the awaiter that the coroutine starts with never have it go on at once?
static bool isLazy(const CoroutineBodyStmt *Body) {
  std::vector<const Stmt *> Work{Body->getInitSuspendStmt()};
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
      const auto *Ready =
          dyn_cast_or_null<CallExpr>(strip(Await->getReadyExpr()));
      const FunctionDecl *F = Ready ? Ready->getDirectCallee() : nullptr;
      return F && F->getOnlyAnswer() == false;
    }
    llvm::append_range(Work, S->children());
  }
  return false;
}

/// Does it declare a variable that is named behind that?
static bool isReferredTo(const Stmt *S) {
  const auto *D = dyn_cast<DeclStmt>(S);
  return D && llvm::any_of(D->decls(),
                           [](const VarDecl *V) { return V->isReferenced(); });
}

/// Does the code use a capture behind a place at which it may be suspended, or
/// in a loop with one?
static bool usesCaptureLate(const Closure &K, const Stmt *S, bool &Suspended) {
  if (!S)
    return false;
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    return Suspended && R->refersToEnclosingVariableOrCapture();
  if (isa<CXXThisExpr>(S))
    return Suspended;
  if (isa<LambdaExpr>(S)) {
    for (const Stmt *Init : S->children())
      if (usesCaptureLate(K, Init, Suspended))
        return true;
    return false;
  }
  bool IsLoop = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
  for (unsigned Round = 0; Round < (IsLoop ? 2 : 1); ++Round)
    for (const Stmt *Child : S->children())
      if (usesCaptureLate(K, Child, Suspended))
        return true;
  Suspended |= isa<CoroutineSuspendExpr>(S);
  return false;
}

bool outlivesItsLambda(const Program &Prog, const Closure &K,
                       const Event *&Since, SourceLocation &Where) {
  const auto *Code = cast<CoroutineBodyStmt>(K.Code->Code);
  // `[x](this auto) -> task { ... }` copies the lambda into its coroutine.
  if (const auto *Operator = cast<CXXMethodDecl>(K.Code->Function);
      Operator->hasCXXExplicitFunctionObjectParameter() &&
      !Operator->getParamDecl(0)->getType()->isReferenceType())
    return false;
  const Expr *Call = nullptr;
  std::vector<const Stmt *> Around = around(K.Maker, K.Lambda);
  while (!Around.empty() && !Call) {
    const auto *O = dyn_cast<CXXOperatorCallExpr>(Around.back());
    if (O && O->getOperator() == OO_Call && O->getNumArgs() &&
        strip(O->getArg(0)) == K.Lambda)
      Call = O;
    else if (!isa<Expr>(Around.back()) || isa<CallExpr>(Around.back()))
      return false;
    Around.pop_back();
  }
  if (!Call)
    return false;
  Where = Call->getEndLoc();
  bool Lazy = isLazy(Code), Suspended = Lazy;
  if (!usesCaptureLate(K, Code->getBody(), Suspended))
    return false;
  // What becomes of the coroutine, from inside out?
  const AccessPath Made = AccessPath::result(K.Lambda->getCallOperator());
  bool Started = false, Unseen = false;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (isa<CoawaitExpr>(S) || isa<CoyieldExpr>(S))
      return false;
    if (!isa<Expr>(S))
      // Kept for later, or dropped, which ends one that was not begun.
      return !Unseen &&
             (Started || isReferredTo(S) || isa<ReturnStmt>(S) || !Lazy);
    const auto *Outer = dyn_cast<CallExpr>(S);
    const model::Operation *Op =
        Outer ? Prog.names().operation(Outer) : nullptr;
    if (!Outer)
      continue;
    if (!Op) {
      const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
      if (O && O->isAssignmentOp()) {
        Started = true;
        continue;
      }
      // Somebody who is seen may start it.
      bool Spawns = false;
      for (const AccessPath &H : Prog.values().reach(Made))
        for (const Event *E : Prog.index().on(H))
          Spawns |= E->Kind == EventKind::Spawn;
      Started |= Spawns;
      Unseen |= !Spawns;
      continue;
    }
    switch (Op->R) {
    case model::Role::Spawn:
      Started = true;
      for (const Event &E : K.Maker->Events)
        if (E.At == S && E.Kind == EventKind::Spawn) {
          Since = &E;
          Where = E.Where;
        }
      break;
    case model::Role::Insert:
    case model::Role::Emplace:
      Started = true;
      break;
    case model::Role::LookThrough:
    case model::Role::Transfer:
      break;
    default:
      return false; // It waits, or runs it to its end.
    }
  }
  return !Unseen && Started;
}

} // namespace tether::facts
