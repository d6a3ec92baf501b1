//===- Locks.cpp - Which mutex is acquired and released -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a guard of a library does is told here, under the name of its mutex. Its
// end is that of the scope of its variable, or of the full expression of a
// temporary. What a guard of the project's own does is what the calls of its
// constructor and destructor do.
//
//===----------------------------------------------------------------------===//

#include "../code/Syntax.h"
#include "Family.h"
#include <map>

using namespace clang;

namespace tether::facts {
namespace {

using model::Kind;
using model::Operation;
using model::Role;
using Act = LockEvent::Act;
using Mutexes = SmallVector<AccessPath, 2>;

class Locks : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E, const Operation *Op) override;
  void initialized(AccessPath Object, const Expr *Init,
                   const Stmt *At) override;
  void assigned(const Assignment &A) override;
  void declared(const VarDecl *V, const DeclStmt *At, size_t First) override;
  void completed(const Expr *Whole) override;
  void visited(const Stmt *S) override;
  void dropped(const Expr *E, size_t First) override;

private:
  /// A guard that was made and has no name yet.
  struct NewGuard {
    const Expr *Made;
    Mutexes On;
    size_t First; ///< Of what it does.
  };

  LockEvent &add(Act Does, const AccessPath &Mutex, const AccessPath &Guard,
                 const Stmt *At, SourceLocation Where);
  void act(Act Does, const AccessPath &On, const Stmt *At,
           SourceLocation Where);
  void end(const NewGuard &G, const Expr *At);
  Mutexes guardedBy(const CXXConstructExpr *E, const Operation *Op) const;
  AccessPath lockOf(const ModelledCall &M);
  bool is(Kind K, QualType T) const;
  NewGuard *newGuard(const Expr *E);
  void name(NewGuard *G, const AccessPath &Guard);

  std::vector<NewGuard> New;
  std::map<AccessPath, Mutexes> Guards; ///< Those of the body that have names.
};

LockEvent &Locks::add(Act Does, const AccessPath &Mutex,
                      const AccessPath &Guard, const Stmt *At,
                      SourceLocation Where) {
  LockEvent &E = C.B.Locks.emplace_back();
  E.Does = Does;
  E.Mutex = Mutex;
  E.Guard = Guard;
  E.At = At;
  E.In = &C.B;
  E.Where = Where;
  return E;
}

bool Locks::is(Kind K, QualType T) const {
  const model::Type *M = T.isNull() ? nullptr : C.Names.pointee(T);
  return M && M->K == K;
}

/// What is done to a mutex, or to what a guard guards.
void Locks::act(Act Does, const AccessPath &On, const Stmt *At,
                SourceLocation Where) {
  if (!On)
    return;
  if (auto It = Guards.find(On); It != Guards.end())
    for (const AccessPath &Mutex : It->second)
      add(Does, Mutex, On, At, Where);
  else
    add(Does, On, is(Kind::LockGuard, On.type()) ? On : AccessPath(), At,
        Where);
}

/// The mutex that a wait leaves to others meanwhile.
AccessPath Locks::lockOf(const ModelledCall &M) {
  AccessPath Lock;
  if (M.Receiver && M.Receiver->K == Kind::Mutex)
    Lock = M.Object;
  for (const Expr *A : M.Call->arguments())
    if (!Lock &&
        (is(Kind::LockGuard, A->getType()) || is(Kind::Mutex, A->getType())))
      Lock = C.resolve(A);
  auto It = Guards.find(Lock);
  return It == Guards.end() || It->second.empty() ? Lock : It->second.front();
}

void Locks::performed(const ModelledCall &M) {
  const SourceLocation Where = M.Call->getExprLoc();
  const bool OnGuard = M.Receiver && M.Receiver->K == Kind::LockGuard;
  Act Does = Act::Acquire;
  switch (M.Op.R) {
  case Role::Wait:
    for (Event &E : llvm::reverse(C.B.Events)) {
      if (E.At != M.Call)
        return;
      if (E.Kind == EventKind::Wait)
        E.Lock = lockOf(M);
    }
    return;
  case Role::Lock:
    if (C.Names.givesUp(M.Call, M.Op))
      Does = Act::Try;
    break;
  case Role::TryLock:
    Does = Act::Try;
    break;
  case Role::Unlock:
    Does = Act::Release;
    break;
  case Role::Release:
    // The mutex stays locked, and no guard unlocks it any more.
    if (auto It = Guards.find(M.Object); OnGuard && It != Guards.end())
      for (const AccessPath &Mutex : It->second)
        add(Act::Adopt, Mutex, AccessPath(), M.Call, Where);
    return;
  default:
    return;
  }
  if (M.Op.Object != model::AllArguments)
    return act(Does, M.Object, M.Call, Where);
  for (const Expr *A : M.Call->arguments())
    act(Does, C.resolve(A), M.Call, Where);
}

/// The mutexes that the constructor of a guard is given.
Mutexes Locks::guardedBy(const CXXConstructExpr *E, const Operation *Op) const {
  const Expr *First = Op ? C.Names.argument(E, *Op, Op->Object) : nullptr;
  Mutexes Result;
  for (const Expr *A : E->arguments())
    if (A == First || is(Kind::Mutex, A->getType()) ||
        (First && !isa<CXXDefaultArgExpr>(A) &&
         hasSameUnqualifiedType(A->getType(), First->getType())))
      if (AccessPath P = C.resolve(A))
        Result.push_back(P);
  return Result;
}

void Locks::constructed(const CXXConstructExpr *E, const Operation *Op) {
  const model::Type *T = C.Names.type(E->getType());
  if (!T || T->K != Kind::LockGuard || E->isElidable())
    return;
  NewGuard G{E, {}, C.B.Locks.size()};
  Act Does = Act::Acquire;
  if (E->getConstructor()->isCopyOrMoveConstructor()) {
    const AccessPath From = C.resolve(E->getArg(0));
    if (auto It = Guards.find(From); It != Guards.end())
      G.On = It->second;
    else if (From)
      G.On.push_back(From);
    Does = Act::Adopt;
  } else {
    G.On = guardedBy(E, Op);
    if (Op && Op->R == Role::TryLock)
      Does = Act::Try;
    else if (Op && Op->R == Role::Transfer)
      Does = Act::Adopt;
  }
  // One that is to lock later does nothing yet.
  if (!Op || Op->R != Role::None)
    for (const AccessPath &Mutex : G.On)
      add(Does, Mutex, AccessPath::value(E), E, E->getExprLoc());
  New.push_back(std::move(G));
}

Locks::NewGuard *Locks::newGuard(const Expr *E) {
  E = E ? strip(E) : nullptr;
  auto It = llvm::find_if(New, [&](const NewGuard &G) { return G.Made == E; });
  return It == New.end() ? nullptr : &*It;
}

void Locks::name(NewGuard *G, const AccessPath &Guard) {
  const AccessPath Before = AccessPath::value(G->Made);
  for (LockEvent &E : llvm::drop_begin(C.B.Locks, G->First))
    if (E.Guard == Before)
      E.Guard = Guard;
  Guards[Guard] = std::move(G->On);
  New.erase(New.begin() + (G - New.data()));
}

void Locks::initialized(AccessPath Object, const Expr *Init, const Stmt *At) {
  if (NewGuard *G = newGuard(Init))
    return name(G, Object);
  // A function returns one that has locked.
  const Expr *E = Init ? strip(Init) : nullptr;
  if (const auto *Call = dyn_cast_or_null<CallExpr>(E);
      Call && !Call->getType().isNull() && !C.Names.operation(Call) &&
      is(Kind::LockGuard, Object.type()) && !Call->isLValue() &&
      visibleDefinition(Call->getDirectCallee())) {
    Guards[Object] = {Object};
    add(Act::Acquire, Object, Object, Call, Call->getExprLoc());
  }
}

/// `lock = std::unique_lock(mutex);`
void Locks::assigned(const Assignment &A) {
  NewGuard *G = newGuard(A.From);
  const AccessPath To = G ? C.resolve(A.To) : AccessPath();
  if (!To)
    return;
  if (auto It = Guards.find(To); It != Guards.end())
    for (const AccessPath &Mutex : It->second)
      add(Act::Release, Mutex, To, A.At, A.To->getExprLoc());
  name(G, To);
}

void Locks::declared(const VarDecl *V, const DeclStmt *At, size_t) {
  if (!V->hasLocalStorage() || V->getType()->isReferenceType())
    return;
  const AccessPath Guard = AccessPath::variable(V);
  if (auto It = Guards.find(Guard); It != Guards.end())
    for (const AccessPath &Mutex : It->second)
      add(Act::Release, Mutex, Guard, At, V->getLocation()).AtScopeEnd = true;
}

/// A temporary ends.
void Locks::end(const NewGuard &G, const Expr *At) {
  for (const AccessPath &Mutex : G.On)
    add(Act::Release, Mutex, AccessPath::value(G.Made),
        At->IgnoreParenImpCasts(), At->getEndLoc());
}

void Locks::completed(const Expr *Whole) {
  if (New.empty())
    return;
  const Expr *Result = strip(Whole);
  llvm::erase_if(New, [&](const NewGuard &G) {
    if (G.Made == Result)
      return false;
    end(G, Whole);
    return true;
  });
}

void Locks::visited(const Stmt *S) {
  if (New.empty())
    return;
  if (const auto *N = dyn_cast<CXXNewExpr>(S)) {
    if (NewGuard *G = newGuard(N->getConstructExpr()))
      name(G, AccessPath::value(N));
  } else if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    if (NewGuard *G = newGuard(R->getRetValue()); G && C.B.Function)
      name(G, AccessPath::result(C.B.Function));
  }
}

void Locks::dropped(const Expr *E, size_t) {
  if (NewGuard *G = newGuard(E)) {
    end(*G, E);
    New.erase(New.begin() + (G - New.data()));
  }
}

} // namespace

std::unique_ptr<Family> makeLocks(BodyContext &C) {
  return std::make_unique<Locks>(C);
}

} // namespace tether::facts
