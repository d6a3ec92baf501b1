//===- Walker.cpp - The walk over one body --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Walker.h"
#include "../code/Syntax.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

class Walker {
public:
  explicit Walker(BodyContext &C) : C(C), Families(makeFamilies(C)) {}
  void run();

private:
  void visit(const Stmt *S);
  void visitNode(const Stmt *S);
  void visitChildren(const Stmt *S);
  void visitStatement(const Stmt *S);
  void visitIf(const IfStmt *I);
  void visitWhile(const WhileStmt *W);
  void visitDo(const DoStmt *D);
  void visitFor(const ForStmt *F);
  void visitRangeFor(const CXXForRangeStmt *F);
  void visitLoop(const Stmt *Loop, const Stmt *Body);
  void visitDecl(const DeclStmt *At, const VarDecl *V);
  void visitLambda(const LambdaExpr *L);
  void visitBinary(const BinaryOperator *O);
  void visitCall(const CallExpr *Call, size_t First);
  void visitConstruct(const CXXConstructExpr *E);

  /// Tells each family.
  template <typename... ParameterTs, typename... ArgumentTs>
  void tell(void (Family::*What)(ParameterTs...),
            const ArgumentTs &...Arguments) {
    for (const auto &F : Families)
      (F.get()->*What)(Arguments...);
  }
  size_t now() const { return C.B.Events.size(); }

  BodyContext &C;
  std::vector<std::unique_ptr<Family>> Families;
};

void Walker::run() {
  const Body &B = C.B;
  if (const auto *Constructor =
          dyn_cast_or_null<CXXConstructorDecl>(B.Function)) {
    const AccessPath Object = AccessPath::thisObject(Constructor->getParent());
    for (const CXXCtorInitializer &I : Constructor->inits()) {
      if (!I.getInit())
        continue;
      visit(I.getInit());
      if (const FieldDecl *F = I.getMember())
        tell(&Family::initialized, Object.field(F), I.getInit(), I.getInit());
    }
  }
  if (B.Initializes)
    tell(&Family::initialized, AccessPath::variable(B.Initializes),
         cast<Expr>(B.Code), B.Code);
  if (B.InitializesMembersOf)
    for (const FieldDecl *F : B.InitializesMembersOf->fields())
      if (F->hasInClassInitializer() && F->getInClassInitializer() == B.Code)
        tell(&Family::initialized,
             AccessPath::thisObject(B.InitializesMembersOf).field(F),
             cast<Expr>(B.Code), B.Code);
  visit(B.Code);
  tell(&Family::ended);
}

void Walker::visitChildren(const Stmt *S) {
  for (const Stmt *Child : S->children())
    visit(Child);
}

/// A statement of a block: if it is an expression, its value is dropped.
void Walker::visitStatement(const Stmt *S) {
  size_t First = now();
  visit(S);
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    tell(&Family::dropped, E, First);
}

void Walker::visit(const Stmt *S) {
  if (!S)
    return;
  visitNode(S);
  if (const auto *E = dyn_cast<Expr>(S); E && E->hasCleanups())
    tell(&Family::completed, E);
}

void Walker::visitNode(const Stmt *S) {
  size_t First = now();
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      visitStatement(Child);
    return;
  case Stmt::IfStmtClass:
    return visitIf(cast<IfStmt>(S));
  case Stmt::WhileStmtClass:
    return visitWhile(cast<WhileStmt>(S));
  case Stmt::DoStmtClass:
    return visitDo(cast<DoStmt>(S));
  case Stmt::ForStmtClass:
    return visitFor(cast<ForStmt>(S));
  case Stmt::CXXForRangeStmtClass:
    return visitRangeFor(cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass: {
    const auto *W = cast<SwitchStmt>(S);
    visit(W->getInit());
    visit(W->getCond());
    visitStatement(W->getBody());
    return;
  }
  case Stmt::SwitchCaseClass:
    return visitStatement(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::LabelStmtClass:
    return visitStatement(cast<LabelStmt>(S)->getSubStmt());
  case Stmt::CoroutineBodyStmtClass:
    return visit(cast<CoroutineBodyStmt>(S)->getBody());
  case Stmt::DeclStmtClass:
    for (const VarDecl *V : cast<DeclStmt>(S)->decls())
      visitDecl(cast<DeclStmt>(S), V);
    return;
  case Stmt::UnevaluatedExprClass:
    return;
  case Stmt::CXXDefaultInitExprClass:
    return visit(cast<CXXDefaultInitExpr>(S)->getExpr());
  case Stmt::CXXDefaultArgExprClass:
    return; // Walked at the call only where an operation asks for it.
  case Stmt::LambdaExprClass:
    return visitLambda(cast<LambdaExpr>(S));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return visitBinary(cast<BinaryOperator>(S));
  // What runs of these is less than what they have.
  case Stmt::ReturnStmtClass:
    visit(cast<ReturnStmt>(S)->getRetValue());
    break;
  case Stmt::CoreturnStmtClass:
    visit(cast<CoreturnStmt>(S)->getOperand());
    break;
  case Stmt::CoawaitExprClass:
    visit(cast<CoawaitExpr>(S)->getOperand());
    break;
  case Stmt::CXXDeleteExprClass:
    visit(cast<CXXDeleteExpr>(S)->getArgument());
    break;
  case Stmt::InitListExprClass:
    for (const Expr *Init : cast<InitListExpr>(S)->inits())
      visit(Init);
    break;
  default:
    visitChildren(S);
    break;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return visitCall(Call, First);
  if (const auto *E = dyn_cast<CXXConstructExpr>(S))
    return visitConstruct(E);
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->isIncrementDecrementOp())
    tell(&Family::assigned, Assignment{U->getSubExpr(), nullptr, S, First});
  tell(&Family::visited, S);
}

//===----------------------------------------------------------------------===//
// Branches and loops
//===----------------------------------------------------------------------===//

void Walker::visitIf(const IfStmt *I) {
  visit(I->getInit());
  Branch Then{I, now(), 0, 0};
  visit(I->getConditionVariableDeclStmt());
  visit(I->getCond());
  Then.Asked = now();
  tell(&Family::asked, Question{I, I->getCond(), Then.Asking});
  Then.Then = now();
  visitStatement(I->getThen());
  tell(&Family::branched, Then);
  visitStatement(I->getElse());
}

void Walker::visitLoop(const Stmt *Loop, const Stmt *Inner) {
  C.enterLoop(Loop);
  visitStatement(Inner);
  C.leaveLoop();
}

void Walker::visitWhile(const WhileStmt *W) {
  size_t First = now();
  C.enterLoop(W);
  visit(W->getConditionVariableDeclStmt());
  visit(W->getCond());
  tell(&Family::asked, Question{W, W->getCond(), First});
  C.leaveLoop();
  visitLoop(W, W->getBody());
  tell(&Family::looped, W, First);
}

void Walker::visitDo(const DoStmt *D) {
  size_t First = now();
  visitLoop(D, D->getBody());
  C.enterLoop(D);
  size_t Asking = now();
  visit(D->getCond());
  tell(&Family::asked, Question{D, D->getCond(), Asking});
  C.leaveLoop();
  tell(&Family::looped, D, First);
}

void Walker::visitFor(const ForStmt *F) {
  size_t First = now();
  visitStatement(F->getInit());
  // What the header changes has another value in the next iteration.
  if (const auto *Init = dyn_cast_or_null<DeclStmt>(F->getInit()))
    for (const VarDecl *V : Init->decls())
      if (!V->getType().isConstQualified())
        C.declareIn(F, V);
  C.enterLoop(F);
  visit(F->getConditionVariableDeclStmt());
  size_t Asking = now();
  visit(F->getCond());
  if (F->getCond())
    tell(&Family::asked, Question{F, F->getCond(), Asking});
  visitStatement(F->getInc());
  C.leaveLoop();
  visitLoop(F, F->getBody());
  tell(&Family::looped, F, First);
}

void Walker::visitRangeFor(const CXXForRangeStmt *F) {
  visit(F->getInit());
  size_t First = now();
  visit(F->getRangeStmt());
  if (const Expr *Range = F->getRangeInit())
    tell(&Family::asked, Question{F, Range, First});
  C.enterLoop(F);
  visit(F->getLoopVarStmt());
  C.leaveLoop();
  visitLoop(F, F->getBody());
  tell(&Family::looped, F, First);
}

//===----------------------------------------------------------------------===//
// Declarations and expressions
//===----------------------------------------------------------------------===//

void Walker::visitDecl(const DeclStmt *At, const VarDecl *V) {
  if (V->getType()->isDependentType())
    return;
  if (C.loop() && V->hasLocalStorage())
    C.declareIn(C.loop(), V);
  size_t First = now();
  visit(V->getInit());
  if (const Expr *Init = V->getInit())
    tell(&Family::initialized, AccessPath::variable(V), Init, At);
  tell(&Family::declared, V, At, First);
}

void Walker::visitLambda(const LambdaExpr *L) {
  for (const auto &[Captured, Init] :
       llvm::zip(L->captures(), L->capture_inits()))
    if (L->isInitCapture(&Captured)) {
      visit(Init);
      tell(&Family::captured, L, cast<VarDecl>(Captured.getCapturedVar()),
           Init);
    }
  tell(&Family::visited, L);
}

void Walker::visitBinary(const BinaryOperator *O) {
  if (O->getOpcode() == BO_Comma) {
    visitStatement(O->getLHS());
    visit(O->getRHS());
    return;
  }
  size_t First = now();
  visitChildren(O);
  if (O->isAssignmentOp())
    tell(&Family::assigned,
         Assignment{O->getLHS(),
                    O->getOpcode() == BO_Assign ? O->getRHS() : nullptr, O,
                    First});
  tell(&Family::visited, O);
}

void Walker::visitCall(const CallExpr *Call, size_t First) {
  if (Call->isTypeDependent())
    return;
  if (const model::Operation *Op = C.Names.operation(Call)) {
    const Expr *Object = C.Names.object(Call, *Op);
    const model::Type *Receiver = C.Names.receiver(Call);
    if (Object && !Receiver)
      Receiver = C.Names.pointee(Object->getType());
    return tell(&Family::performed,
                ModelledCall{Call, *Op, C.resolve(Object), Receiver});
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Call))
    if (O->isAssignmentOp() && O->getNumArgs() == 2) {
      tell(&Family::assigned,
           Assignment{O->getArg(0),
                      O->getOperator() == OO_Equal ? O->getArg(1) : nullptr,
                      Call, First});
      if (!visibleDefinition(Call->getDirectCallee()))
        return;
    }
  tell(&Family::called, PlainCall(Call));
}

void Walker::visitConstruct(const CXXConstructExpr *E) {
  if (!E->isTypeDependent() && E->getConstructor())
    tell(&Family::constructed, E, C.Names.construction(E));
}

} // namespace

void walk(BodyContext &C) { Walker(C).run(); }

} // namespace tether::facts
