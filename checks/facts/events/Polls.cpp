//===- Polls.cpp - What conditions read -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop or a wait watches what its condition reads, also in the functions that
// it asks.
//
//===----------------------------------------------------------------------===//

#include "../code/Conditions.h"
#include "../code/Loops.h"
#include "../code/Syntax.h"
#include "Family.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <set>

using namespace clang;

namespace tether::facts {

namespace {

using model::Operation;
using model::Role;

class Polls : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E, const Operation *Op) override;
  void asked(const Question &Q) override;
  void looped(const Stmt *Loop, size_t First) override;
  void ended() override;

private:
  void visitCondition(const Expr *E, const Stmt *At,
                      bool IsDereferenced = false);
  void visitPredicate(const Expr *Predicate, const Stmt *At);
  void visitQuestion(const CallExpr *Call, const Stmt *At);
  void pollAnswers(const FunctionDecl *F, AccessPath Object, const Stmt *At);
  bool looksOnly(const Stmt *S, SmallVectorImpl<const Expr *> &Answers);
  void giveUp(size_t From, bool GivesUp);

  llvm::SmallPtrSet<const Stmt *, 4> Watched; ///< Conditions of inner loops.
  unsigned Questions = 0; ///< How many questions the condition has led to.
};

void Polls::performed(const ModelledCall &M) {
  if (M.Op.R == Role::Wait)
    for (const Expr *A : C.Names.callables(M.Call, M.Op)) {
      size_t First = C.B.Events.size();
      visitPredicate(A, M.Call);
      if (C.Names.givesUp(M.Call, M.Op))
        giveUp(First, true);
    }
}

void Polls::constructed(const CXXConstructExpr *E, const Operation *Op) {
  if (Op && Op->R == Role::Wait)
    for (const Expr *A : C.Names.callables(E, *Op))
      visitPredicate(A, E);
}

void Polls::asked(const Question &Q) {
  if (isa<CXXForRangeStmt>(Q.Of))
    return;
  if (const auto *F = dyn_cast<ForStmt>(Q.Of)) {
    if (!iteratesByHeader(F))
      visitCondition(Q.Condition, Q.Condition);
    return;
  }
  size_t First = C.B.Events.size();
  visitCondition(Q.Condition, Q.Condition);
  const auto *I = dyn_cast<IfStmt>(Q.Of);
  // A wait that gave up is begun again, but in `while (!done && --tries)`.
  if (!I)
    giveUp(Q.First, iterates(Q.Of));
  // `for (;;) { if (done) return; sleep(); }` watches; elsewhere it is one
  // look.
  else if (!C.loop() || iterates(C.loop()) ||
           (!leavesLoop(I->getThen()) && !leavesLoop(I->getElse())))
    giveUp(First, true);
  // `for (;;) if (condition.wait_for(lock, time, done)) break;`
  else if (isa<CallExpr>(strip(I->getCond())) && leavesLoop(I->getThen()))
    giveUp(Q.First, false);
}

/// A loop that itself changes what its condition reads iterates and does not
/// watch for somebody else. One in it that does not may be reset by it.
void Polls::looped(const Stmt *Loop, size_t First) {
  if (isa<CXXForRangeStmt>(Loop))
    return;
  auto Begin = C.B.Events.begin() + First;
  std::set<AccessPath> Written;
  for (auto It = Begin; It != C.B.Events.end(); ++It)
    if (It->Kind == EventKind::Write)
      Written.insert(It->Path);
  C.B.Events.erase(std::remove_if(Begin, C.B.Events.end(),
                                  [&](const Event &E) {
                                    return E.Kind == EventKind::Poll &&
                                           !Watched.count(E.At) &&
                                           Written.count(E.Path);
                                  }),
                   C.B.Events.end());
  for (auto It = C.B.Events.begin() + First; It != C.B.Events.end(); ++It)
    if (It->Kind == EventKind::Poll && !It->GivesUp)
      Watched.insert(It->At);
}

/// A question that is asked by whoever does not know which it is: he was handed
/// the closure, or calls the function that a method overrides.
void Polls::ended() {
  std::vector<Event> &Events = C.B.Events;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.B.Function);
  SmallVector<const Expr *, 4> Answers;
  if ((!C.B.Lambda && !(M && M->isVirtual())) || !looksOnly(C.B.Code, Answers))
    return;
  size_t First = Events.size();
  for (const Expr *Answer : Answers)
    visitCondition(Answer, Answer);
  C.B.Answers.assign(Events.begin() + First, Events.end());
  Events.erase(Events.begin() + First, Events.end());
}

/// Whether the polls since that event may end without an answer.
void Polls::giveUp(size_t From, bool GivesUp) {
  for (auto E = C.B.Events.begin() + From; E != C.B.Events.end(); ++E)
    if (E->Kind == EventKind::Poll)
      E->GivesUp = GivesUp;
}

/// What a predicate returns is read by the wait that it is given to.
void Polls::visitPredicate(const Expr *Predicate, const Stmt *At) {
  const Stmt *Code = nullptr;
  const AccessPath Callable = C.resolve(Predicate);
  if (const auto *L = dyn_cast_or_null<LambdaExpr>(Callable.value()))
    Code = L->getBody();
  else if (const FunctionDecl *F = visibleDefinition(Callable.function()))
    Code = F->getBody();
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Code))
    for (const Stmt *S : Block->body())
      if (const auto *R = dyn_cast<ReturnStmt>(S))
        visitCondition(R->getRetValue(), At);
}

/// Every object that the condition reads is polled.
void Polls::visitCondition(const Expr *E, const Stmt *At, bool IsDereferenced) {
  if (!E || isa<LambdaExpr>(E))
    return;
  const Expr *S = strip(E);
  if (!S)
    return;
  if (isa<DeclRefExpr>(S) || isa<MemberExpr>(S)) {
    AccessPath P = C.resolve(S);
    if (P && P.Kind != AccessPath::Root::Function) {
      C.add(EventKind::Poll, P, At, S->getExprLoc());
      C.B.Events.back().OfPointer =
          !IsDereferenced && S->getType()->isPointerType();
    }
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    if (const Operation *Op = C.Names.operation(Call);
        Op && Op->R == Role::UseCount) {
      C.add(EventKind::Poll, C.resolve(C.Names.object(Call, *Op)), At,
            S->getExprLoc(), Op);
      return;
    }
    // A getter is looked through to what it reads.
    AccessPath P = C.resolve(Call);
    if (P && P.Kind != AccessPath::Root::Value)
      C.add(EventKind::Poll, P, At, S->getExprLoc());
    if (!P || P.Kind == AccessPath::Root::Value ||
        P.Kind == AccessPath::Root::Result)
      visitQuestion(Call, At);
  }
  // `({ int Now; __atomic_load(&Done, &Now, 5); Now; })`, of a macro
  if (const auto *Block = dyn_cast<StmtExpr>(S)) {
    for (const Stmt *Inner : Block->getSubStmt()->body())
      visitCondition(dyn_cast<Expr>(Inner), At);
    return;
  }
  const auto *U = dyn_cast<UnaryOperator>(S);
  bool Dereferences =
      isa<ArraySubscriptExpr>(S) || (U && U->getOpcode() == UO_Deref);
  for (const Stmt *Child : S->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      visitCondition(Sub, At, Dereferences);
}

/// The expressions that a function's answer depends on, if it does no more than
/// look: `bool idle() { std::lock_guard<std::mutex> L(M); return Jobs == 0; }`.
bool Polls::looksOnly(const Stmt *S, SmallVectorImpl<const Expr *> &Answers) {
  if (!S)
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Block->body(), [&](const Stmt *Inner) {
      return looksOnly(Inner, Answers);
    });
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    Answers.push_back(R->getRetValue());
    return true;
  }
  if (const auto *I = dyn_cast<IfStmt>(S)) {
    Answers.push_back(I->getCond());
    return looksOnly(I->getInit(), Answers) &&
           looksOnly(I->getThen(), Answers) && looksOnly(I->getElse(), Answers);
  }
  if (const auto *W = dyn_cast<SwitchStmt>(S)) {
    Answers.push_back(W->getCond());
    return looksOnly(W->getInit(), Answers) && looksOnly(W->getBody(), Answers);
  }
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return looksOnly(Case->getSubStmt(), Answers);
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(S)) {
    Answers.push_back(Loop->getRangeInit());
    return looksOnly(Loop->getBody(), Answers);
  }
  if (isa<BreakStmt, ContinueStmt, NullStmt>(S))
    return true;
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const VarDecl *V : D->decls())
      if (!V->getType()->isRecordType())
        Answers.push_back(V->getInit());
    return true;
  }
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast_or_null<CallExpr>(strip(E)) : nullptr;
  const Operation *Op = Call ? C.Names.operation(Call) : nullptr;
  return Op &&
         (Op->R == Role::Lock || Op->R == Role::Unlock || Op->R == Role::Exit);
}

/// What a function that the condition asks looks at is polled as well.
void Polls::visitQuestion(const CallExpr *Call, const Stmt *At) {
  size_t First = C.B.Events.size();
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *M = Member ? Member->getMethodDecl() : nullptr;
  AccessPath Object =
      M ? C.resolve(Member->getImplicitObjectArgument()) : AccessPath();
  if (const FunctionDecl *F = visibleDefinition(Call->getDirectCallee()))
    pollAnswers(F, Object, At);
  // Those that override it are known later.
  if (M && M->isVirtual() && C.B.Events.size() == First) {
    C.add(EventKind::Poll, AccessPath::function(M), At, Call->getExprLoc());
    C.B.Events.back().Object = Object;
    C.B.Events.back().InCallee = true;
  }
}

/// Polls what the answer of the function depends on, if it does no more than
/// look. Those who are known only when everything was seen are left to
/// Program::pollAnswers().
void Polls::pollAnswers(const FunctionDecl *F, AccessPath Object,
                        const Stmt *At) {
  size_t First = C.B.Events.size();
  SmallVector<const Expr *, 4> Answers;
  if (Questions > 3 || !looksOnly(F->getBody(), Answers))
    return;
  ++Questions;
  for (const Expr *Answer : Answers)
    visitCondition(Answer, At);
  --Questions;
  // Its parameters and variables are copies of what is polled anyway.
  auto IsOwn = [&](const Event &E) {
    const VarDecl *V = E.Path.variable();
    return V && V->getDeclContext() == F;
  };
  C.B.Events.erase(
      std::remove_if(C.B.Events.begin() + First, C.B.Events.end(), IsOwn),
      C.B.Events.end());
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  for (size_t I = First; I < C.B.Events.size(); ++I) {
    Event &Poll = C.B.Events[I];
    Poll.InCallee = true;
    if (M && !M->getParent()->isLambda()) {
      Poll.Path = Poll.Path.calledOn(Object, M->getParent());
      Poll.Object = Poll.Object.calledOn(Object, M->getParent());
    }
  }
}

} // namespace

std::unique_ptr<Family> makePolls(BodyContext &C) {
  return std::make_unique<Polls>(C);
}

} // namespace tether::facts
