//===- Lifetimes.cpp - What may be gone while a task still runs -----------===//
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

/// The block at the end of which the variable dies, and where it is declared.
static const Stmt *scopeOf(const Body *B, const VarDecl *V,
                           const DeclStmt *&At) {
  At = nullptr;
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
      if (llvm::is_contained(D->decls(), V)) {
        At = D;
        Scope = Block;
      }
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

static bool isOnlyLocal(const AccessPath &H, const Task &T) {
  const VarDecl *V = H.variable();
  return H == T.HandlePath ||
         (V && V->isLocalVarDecl() && V->hasLocalStorage() && !H.Length);
}

bool Unit::mayOutlive(const Task &T, const Body *B, const Stmt *Start,
                      const VarDecl *V) const {
  HandleFate Fate = fateOf(T);
  // A task that is cut loose is unowned, whatever it refers to.
  if (!cutsOf(T, Fate).empty())
    return false;
  bool Pooled = T.Group && (Fate.Dropped || !T.Handle);
  if (Fate.Dropped && T.Op->Discard != model::OnDiscard::Nothing)
    return false;
  if (T.Handle && !Pooled &&
      T.Handle->Destroy == model::OnDestroy::Terminates &&
      llvm::all_of(Fate.Held,
                   [&](const AccessPath &H) { return isOnlyLocal(H, T); }))
    return false; // The process ends first.
  // A holder that waits when it dies, before the variable does.
  if (Fate.JoinedByDestructor) {
    if (T.Group && diesBefore(T.Group, V))
      return false;
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
  // The handle, what the task reports to, and the pool that it runs on may be
  // waited for by code that cannot be seen.
  std::vector<AccessPath> Reports = Fate.Held;
  Reports.push_back(T.Group);
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Signal || E.Kind == EventKind::Write ||
            E.Kind == EventKind::Send || E.Kind == EventKind::Close)
          Reports.push_back(E.Path);
  auto HandsOver = [&](const Event &E) {
    return E.Kind == EventKind::Escape && E.Path &&
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

  const DeclStmt *Declared = nullptr;
  const Stmt *Scope = scopeOf(B, V, Declared);
  return Scope && flow(B).valid() && flow(B).canLeaveTurn(Start, Scope, Waits);
}

//===----------------------------------------------------------------------===//
// Members
//===----------------------------------------------------------------------===//

static void addMembers(const Stmt *S, const CXXRecordDecl *R,
                       std::map<const FieldDecl *, SourceLocation> &Result) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *M = dyn_cast<MemberExpr>(S))
    if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
        F && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) &&
        F->getParent()->getCanonicalDecl() == R->getCanonicalDecl())
      Result.try_emplace(F->getCanonicalDecl(), M->getExprLoc());
  for (const Stmt *Child : S->children())
    addMembers(Child, R, Result);
}

std::vector<std::pair<const FieldDecl *, SourceLocation>>
Unit::membersUsedBy(const Body *B, const CXXRecordDecl *R) const {
  std::map<const FieldDecl *, SourceLocation> Found;
  for (const CallChain &Chain : reachedFrom(B))
    addMembers(Chain.To->Code, R, Found);
  std::vector<std::pair<const FieldDecl *, SourceLocation>> Result(
      Found.begin(), Found.end());
  llvm::sort(Result, [](const auto &A, const auto &B) {
    return A.first->getFieldIndex() < B.first->getFieldIndex();
  });
  return Result;
}

const FieldDecl *Unit::startingMember(const Task &T) const {
  auto Starts = [&](const Expr *Init) {
    if (const auto *D = dyn_cast_or_null<CXXDefaultInitExpr>(Init))
      Init = D->getExpr();
    return Init && contains(Init, T.Spawn);
  };
  if (const auto *K =
          dyn_cast_or_null<CXXConstructorDecl>(T.Spawner->Function)) {
    for (const CXXCtorInitializer *I : K->inits())
      if (I->isMemberInitializer() && Starts(I->getInit()))
        return I->getMember()->getCanonicalDecl();
  } else if (const CXXRecordDecl *R = T.Spawner->InitializesMembersOf) {
    for (const FieldDecl *Field : R->fields())
      if (Field->hasInClassInitializer() &&
          Starts(Field->getInClassInitializer()))
        return Field->getCanonicalDecl();
  }
  return nullptr;
}

const FieldDecl *Unit::joiningMember(const HandleFate &Fate,
                                     const CXXRecordDecl *R) const {
  if (!Fate.JoinedByDestructor || !Fate.Joins.empty() ||
      !Fate.TimedWaits.empty() || Fate.Returned || Fate.HeldByCaller)
    return nullptr;
  const CXXDestructorDecl *D = R->getDestructor();
  const Body *Dying = D ? bodyOf(D) : nullptr;
  if (D && D->isUserProvided() && !Dying)
    return nullptr;
  const FieldDecl *Member = nullptr;
  for (const AccessPath &H : Fate.Held)
    if (H.Kind == AccessPath::Root::This && H.Length == 1 &&
        H.lastField()->getParent()->getCanonicalDecl() == R->getCanonicalDecl())
      Member = H.lastField();
  if (!Member || !Dying)
    return Member;
  // The destructor may empty it, or hand it to somebody who waits.
  const AccessPath Own = AccessPath::thisObject(R);
  for (const CallChain &Chain : reachedFrom(Dying))
    for (const Event &E : Chain.To->Events)
      if (E.Kind != EventKind::Stop && E.Kind != EventKind::Observe &&
          (E.Path == Own || E.Path.startsWith(Own.field(Member))))
        return nullptr;
  return Member;
}

bool Unit::waitsForSpawner(const Task &T, const Body *Code) const {
  std::vector<AccessPath> Signalled;
  for (const CallChain &Chain : reachedFrom(T.Spawner))
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Signal || E.Kind == EventKind::Send)
        Signalled.push_back(E.Path);
  for (const CallChain &Chain : reachedFrom(Code))
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Wait || E.Kind == EventKind::Receive)
        for (const AccessPath &S : Signalled)
          if (mayBeSame(S, E.Path))
            return true;
  return false;
}

} // namespace tether::facts
