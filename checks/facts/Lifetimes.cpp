//===- Lifetimes.cpp - What may be gone while a task still runs -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"
#include "Statements.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace tether::facts {

/// The block at the end of which the variable dies.
static const Stmt *scopeOf(const Body *B, const VarDecl *V) {
  if (isa<ParmVarDecl>(V))
    return B->Code;
  // A depth-first search, because the parent of a declaration is not kept.
  const Stmt *Scope = nullptr;
  std::vector<std::pair<const Stmt *, const Stmt *>> Work{{B->Code, B->Code}};
  while (!Work.empty() && !Scope) {
    auto [S, Block] = Work.back();
    Work.pop_back();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *D = dyn_cast<DeclStmt>(S))
      if (llvm::is_contained(D->decls(), V))
        Scope = Block;
    const Stmt *Inner = isa<CompoundStmt>(S) ? S : Block;
    for (const Stmt *Child : S->children())
      Work.push_back({Child, Inner});
  }
  return Scope;
}

/// Does the object at `P` die before `V`, because it is a later variable of the
/// same body?
static bool diesBefore(const AccessPath &P, const VarDecl *V) {
  const VarDecl *Holder = P.variable();
  return Holder && !isa<ParmVarDecl>(Holder) && Holder->hasLocalStorage() &&
         Holder->getDeclContext() == V->getDeclContext() &&
         (isa<ParmVarDecl>(V) || Holder->getBeginLoc().getRawEncoding() >
                                     V->getBeginLoc().getRawEncoding());
}

/// Does it only ask something of the object, `status.ok()`?
static bool isQuestion(const Event &E) {
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  return M && M->isConst() && M->getReturnType()->isBooleanType() &&
         !M->getNumParams();
}

static bool isOnlyLocal(const AccessPath &H, const Task &T) {
  const VarDecl *V = H.variable();
  return H == T.HandlePath ||
         (V && V->isLocalVarDecl() && V->hasLocalStorage() && !H.Length);
}

/// Adds a statement and the conditions under which it happens: where a join is
/// conditional, the condition is taken to know whether there is something to
/// join.
static void addConditionally(const Body *B, const Stmt *S, const Stmt *Start,
                             ControlFlow::Statements &Result) {
  Result.insert(S);
  for (const Stmt *Outer : around(B, S)) {
    if (contains(Outer, Start))
      continue;
    if (const auto *I = dyn_cast<IfStmt>(Outer))
      Result.insert(I->getCond());
    else if (const auto *W = dyn_cast<WhileStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *L = dyn_cast<ForStmt>(Outer); L && L->getCond())
      Result.insert(L->getCond());
    else if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
      Result.insert(R->getRangeStmt());
    else if (const auto *W = dyn_cast<SwitchStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *C = dyn_cast<ConditionalOperator>(Outer))
      Result.insert(C->getCond());
  }
}

bool Unit::mayOutlive(const Task &T, const Body *B, const Stmt *Start,
                      const VarDecl *V) const {
  HandleFate Fate = fateOf(T);
  // A task that is cut loose is unowned, whatever it refers to.
  if (!cutsOf(T, Fate).empty())
    return false;
  if (endsUnseen(T, Start))
    return false;
  bool Pooled = T.Group && (Fate.Dropped || !T.Handle);
  if (Fate.Dropped && T.Op->Discard != model::OnDiscard::Nothing)
    return false;
  if (T.Handle && !Pooled &&
      T.Handle->Destroy == model::OnDestroy::Terminates &&
      llvm::all_of(Fate.Held,
                   [&](const AccessPath &H) { return isOnlyLocal(H, T); }))
    return false; // The process ends first.
  // A loop of the same function runs tasks only as long as it is run.
  const model::Type *GroupType = T.Group ? typeOf(T.Group) : nullptr;
  if (GroupType && GroupType->K == model::Kind::EventLoop)
    if (const VarDecl *Loop = T.Group.variable())
      if (Loop->hasLocalStorage() && !isa<ParmVarDecl>(Loop) &&
          Loop->getDeclContext() == V->getDeclContext())
        return false;
  // A pool of the frame whose destructor cannot be seen may wait there.
  if (T.Group && diesBefore(T.Group, V))
    if (const CXXRecordDecl *R = recordOf(T.Group); R && !typeOf(T.Group))
      if (const CXXDestructorDecl *D = R->getDestructor();
          D && D->isUserProvided() && !visibleDefinition(D))
        return false;
  // A holder that waits when it dies, before the variable does.
  if (Fate.JoinedByDestructor) {
    if (T.Group && diesBefore(T.Group, V))
      return false;
    // That the pool waits when it dies does not make the handle wait.
    if (llvm::any_of(Fate.Held, [&](const AccessPath &H) {
          return joinsWhenItDies(H, T);
        }))
      for (const AccessPath &H : Fate.Held)
        if (H != T.HandlePath && diesBefore(H, V))
          return false;
  }
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events)
    if (E.AtScopeEnd && E.Kind == EventKind::Run && diesBefore(E.Object, V))
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          for (const Event &Inner : Chain.To->Events)
            if (Joins.count(&Inner) || Inner.Kind == EventKind::Wait)
              return false;

  ControlFlow::Statements Waits = waitsIn(B, T, Fate, Report::Message);
  // A thread of the function that runs the loop, and is joined.
  for (const auto &Runner : F.Tasks) {
    bool Runs = false;
    if (Runner.get() != &T && Runner->Spawner == B)
      for (const TaskBody &Code : bodiesOf(*Runner))
        for (const CallChain &Chain : reachedFrom(Code.Code))
          for (const Event &E : Chain.To->Events)
            Runs |= Joins.count(&E) != 0;
    if (!Runs)
      continue;
    HandleFate Ends = fateOf(*Runner);
    for (const AccessPath &H : Ends.Held)
      if (Ends.JoinedByDestructor && diesBefore(H, V))
        return false;
    for (const Stmt *Wait : waitsIn(B, *Runner, Ends, Report::Message))
      Waits.insert(Wait);
  }
  // The handle, what the task reports to, and the pool that it runs on may be
  // waited for by code that cannot be seen.
  std::vector<AccessPath> Reports = Fate.Held;
  Reports.push_back(T.Group);
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      for (const Event *E : reportsBy(T, Chain.To))
        Reports.push_back(E->Path);
  auto HandsOver = [&](const Event &E) {
    return E.Kind == EventKind::Escape && E.Path && !isQuestion(E) &&
           llvm::any_of(Reports, [&](const AccessPath &R) {
             return R && (mayBeSame(R, E.Path) || R.startsWith(E.Path));
           });
  };
  const Body *Own = T.Spawner == B ? nullptr : T.Spawner;
  for (const Event &E : B->Events)
    if (HandsOver(E))
      Waits.insert(E.At);
    else if (E.Kind == EventKind::Run)
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          if (Chain.To != Own && llvm::any_of(Chain.To->Events, HandsOver))
            Waits.insert(E.At);

  // Another method of the object that was given the task waits: `flush()`.
  auto IsWait = [](const Event &E) {
    return (E.Kind == EventKind::Wait || E.Kind == EventKind::Join) &&
           !E.GivesUp;
  };
  auto MayWait = [&](const Body *Code) {
    return Code && llvm::any_of(reachedFrom(Code), [&](const CallChain &Chain) {
             return llvm::any_of(Chain.To->Events, IsWait);
           });
  };
  for (const Event &Given : B->Events) {
    if (Given.Kind != EventKind::Run || !Given.Object ||
        !contains(Given.At, Start))
      continue;
    // Also the destructor that a smart pointer calls.
    const CXXRecordDecl *R = recordOf(Given.Object);
    if (R && diesBefore(Given.Object, V) && MayWait(bodyOf(R->getDestructor())))
      return false;
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && E.Object == Given.Object &&
          E.At != Given.At && !E.AtScopeEnd &&
          llvm::any_of(targetsOf(E), MayWait))
        Waits.insert(E.At);
  }
  std::vector<const Stmt *> Exits = failureExits(B, Start);
  ControlFlow::Statements Over(Exits.begin(), Exits.end());
  for (const Stmt *Wait : Waits)
    if (!Over.count(Wait))
      addConditionally(B, Wait, Start, Over);
  const Stmt *Scope = scopeOf(B, V);
  return Scope && flow(B).valid() && flow(B).canLeaveTurn(Start, Scope, Over);
}

/// Adds what is done to the variable that is more than to ask it.
static void addUses(const Unit &U, const Body *B, const Stmt *S,
                    const VarDecl *V, const Task &T,
                    ControlFlow::Statements &Result) {
  if (!S)
    return;
  auto Is = [&](const Expr *E) {
    const auto *R = dyn_cast_or_null<DeclRefExpr>(E ? strip(E) : nullptr);
    return R && R->getDecl()->getCanonicalDecl() == V;
  };
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCapturedVar()->getCanonicalDecl() == V)
        addConditionally(B, S, T.Spawn, Result);
    for (const Expr *Init : L->capture_inits())
      addUses(U, B, Init, V, T, Result);
    return;
  }
  bool Uses = false;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(S);
      M && Is(M->getImplicitObjectArgument())) {
    const model::Operation *Op = U.names().operation(M);
    Uses =
        Op && (Op->R == model::Role::Transfer || Op->R == model::Role::Release);
  }
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
    for (unsigned I = O ? 1 : 0; I < Call->getNumArgs(); ++I)
      Uses |= Is(Call->getArg(I));
  } else if (const auto *K = dyn_cast<CXXConstructExpr>(S)) {
    Uses = llvm::any_of(K->arguments(), Is);
  }
  if (Uses && !contains(S, T.Spawn))
    addConditionally(B, S, T.Spawn, Result);
  for (const Stmt *Child : S->children())
    addUses(U, B, Child, V, T, Result);
}

std::optional<ControlFlow::Statements>
Unit::disposalsOf(const Task &T, const HandleFate &Fate, const Body *B) const {
  ControlFlow::Statements Result;
  for (const AccessPath &H : Fate.Held)
    if (const VarDecl *V = H.variable(); V && !H.Length)
      addUses(*this, B, B->Code, V, T, Result);
  std::vector<const Event *> Ends = Fate.Joins;
  Ends.insert(Ends.end(), Fate.TimedWaits.begin(), Fate.TimedWaits.end());
  Ends.insert(Ends.end(), Fate.Detaches.begin(), Fate.Detaches.end());
  for (const auto &Other : F.Bodies)
    for (const Event &E : Other->Events)
      if (E.Kind == EventKind::Escape && llvm::is_contained(Fate.Held, E.Path))
        Ends.push_back(&E);
  for (const Event *End : Ends) {
    bool Found = false;
    for (const Event &E : B->Events) {
      bool Leads = &E == End;
      if (E.Kind == EventKind::Run)
        for (const Body *Target : targetsOf(E))
          for (const CallChain &Chain : reachedFrom(Target))
            Leads |= Chain.To == End->In && Chain.To != B;
      if (!Leads)
        continue;
      if (E.AtScopeEnd)
        return std::nullopt;
      Found = true;
      addConditionally(B, E.At, T.Spawn, Result);
    }
    // A closure that is kept somewhere may join a local.
    if (!Found && End->Path.variable())
      return std::nullopt;
  }
  // What moves the handle on, or hands it over by reference.
  for (const Flow &W : F.Flows)
    if (W.In == B && W.From != T.HandlePath && !contains(W.At, T.Spawn) &&
        llvm::is_contained(Fate.Held, W.From))
      addConditionally(B, W.At, T.Spawn, Result);
  return Result;
}

} // namespace tether::facts
