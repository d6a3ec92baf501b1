//===- BuildStmts.cpp - Code, as data -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Builder.h"
#include "Durations.h"

using llvm::cast;
using llvm::dyn_cast;
using llvm::dyn_cast_or_null;
using llvm::isa;
using llvm::SmallVector;

namespace tether::facts {

static BinaryOperatorKind opcode(clang::BinaryOperatorKind K) {
  switch (K) {
#define TETHER_OPCODE(NAME)                                                    \
  case clang::BO_##NAME:                                                       \
    return BO_##NAME;
    TETHER_OPCODE(Mul)
    TETHER_OPCODE(Div)
    TETHER_OPCODE(Rem)
    TETHER_OPCODE(Add)
    TETHER_OPCODE(Sub)
    TETHER_OPCODE(LT)
    TETHER_OPCODE(GT)
    TETHER_OPCODE(LE)
    TETHER_OPCODE(GE)
    TETHER_OPCODE(EQ)
    TETHER_OPCODE(NE)
    TETHER_OPCODE(And)
    TETHER_OPCODE(Xor)
    TETHER_OPCODE(Or)
    TETHER_OPCODE(LAnd)
    TETHER_OPCODE(LOr)
    TETHER_OPCODE(Assign)
    TETHER_OPCODE(AddAssign)
    TETHER_OPCODE(SubAssign)
    TETHER_OPCODE(Comma)
#undef TETHER_OPCODE
  default:
    return clang::BinaryOperator::isAssignmentOp(K) ? BO_OtherAssign : BO_Other;
  }
}

static UnaryOperatorKind opcode(clang::UnaryOperatorKind K) {
  switch (K) {
#define TETHER_OPCODE(NAME)                                                    \
  case clang::UO_##NAME:                                                       \
    return UO_##NAME;
    TETHER_OPCODE(PostInc)
    TETHER_OPCODE(PostDec)
    TETHER_OPCODE(PreInc)
    TETHER_OPCODE(PreDec)
    TETHER_OPCODE(AddrOf)
    TETHER_OPCODE(Deref)
    TETHER_OPCODE(Plus)
    TETHER_OPCODE(Minus)
    TETHER_OPCODE(Not)
    TETHER_OPCODE(LNot)
#undef TETHER_OPCODE
  default:
    return UO_Other;
  }
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

template <typename T>
T *Builder::node(const clang::Stmt *S, Stmt::StmtClass C) {
  T *N = new (Into.Memory) T();
  N->Class = C;
  N->Number = ++Count;
  N->Parent = Parent;
  N->Root = Root ? Root : N;
  if (const auto *E = dyn_cast<clang::Expr>(S)) {
    N->T = type(E->getType());
    N->LValue = E->isLValue();
    N->PRValue = E->isPRValue();
    N->TypeDependent = E->isTypeDependent();
    N->ValueDependent = E->isValueDependent();
  }
  Nodes.try_emplace(S, N);
  Sources[N] = S;
  return N;
}

template <typename Range>
void Builder::addChildren(Stmt *N, const Range &Children) {
  Stmt *const Around = Parent;
  const Stmt *const Whole = Root;
  Parent = N;
  Root = N->Root;
  // What a lambda has is no part of the code around it.
  if (isa<LambdaExpr>(N))
    Root = nullptr;
  SmallVector<const Stmt *, 8> Built;
  for (const clang::Stmt *S : Children)
    Built.push_back(stmt(S));
  Parent = Around;
  Root = Whole;
  N->Children = llvm::ArrayRef<const Stmt *>(Built).copy(Into.Memory);
}

const Stmt *Builder::finish(Stmt *N, const clang::Stmt *S) {
  N->Last = Count;
  // clang finds both by going down to the leaves each time.
  const auto *Member = dyn_cast<MemberExpr>(N);
  const bool IsFirst =
      Member
          ? !Member->hasQualifier()
          : isa<ImplicitCastExpr, MaterializeTemporaryExpr, CXXMemberCallExpr,
                BinaryOperator, ConditionalOperator, ArraySubscriptExpr>(N);
  const bool IsLast = isa<ImplicitCastExpr, MaterializeTemporaryExpr,
                          BinaryOperator, ConditionalOperator>(N);
  const Stmt *First = IsFirst ? N->Children.front() : nullptr;
  const Stmt *Final = IsLast ? N->Children.back() : nullptr;
  N->Begin = First ? First->Begin : S->getBeginLoc();
  N->End = Final ? Final->End : S->getEndLoc();
  if (const auto *E = dyn_cast<clang::Expr>(S))
    N->Where = isa<CastExpr, CallExpr, MaterializeTemporaryExpr>(N) &&
                       !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(N)
                   ? N->Begin
                   : E->getExprLoc();
  if (const auto *E = dyn_cast<clang::Expr>(S))
    setConstant(N, E);
  return N;
}

const Stmt *Builder::root(const clang::Stmt *S) {
  if (!S)
    return nullptr;
  if (const Stmt *Known = Nodes.lookup(S))
    return Known;
  Stmt *const Around = Parent;
  const Stmt *const Whole = Root;
  Parent = nullptr;
  Root = nullptr;
  const Stmt *Result = stmt(S);
  Parent = Around;
  Root = Whole;
  return Result;
}

const Expr *Builder::fragment(const clang::Expr *E) {
  return llvm::cast_or_null<Expr>(root(E));
}

/// May it be a constant? What it is made of must be.
static bool mayBeConstant(const Stmt *N, const clang::Expr *E) {
  switch (N->getStmtClass()) {
  case Stmt::IntegerLiteralClass:
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::UnevaluatedExprClass:
    return true;
  case Stmt::DeclRefExprClass: {
    const clang::ValueDecl *D = cast<clang::DeclRefExpr>(E)->getDecl();
    const auto *V = dyn_cast<clang::VarDecl>(D);
    return isa<clang::EnumConstantDecl, clang::NonTypeTemplateParmDecl,
               clang::FunctionDecl>(D) ||
           (V && (V->isConstexpr() || V->getType().isConstQualified()));
  }
  case Stmt::MemberExprClass: {
    const auto *V =
        dyn_cast<clang::VarDecl>(cast<clang::MemberExpr>(E)->getMemberDecl());
    return V && (V->isConstexpr() || V->getType().isConstQualified());
  }
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass: {
    const clang::FunctionDecl *F = cast<clang::CallExpr>(E)->getDirectCallee();
    return F && F->isConstexpr();
  }
  case Stmt::UnaryOperatorClass:
    return !cast<UnaryOperator>(N)->isIncrementDecrementOp();
  case Stmt::BinaryOperatorClass:
    return !cast<BinaryOperator>(N)->isAssignmentOp();
  case Stmt::ConditionalOperatorClass:
  case Stmt::ImplicitCastExprClass:
  case Stmt::ExplicitCastExprClass:
  case Stmt::InitListExprClass:
  case Stmt::CXXDefaultArgExprClass:
  case Stmt::CXXDefaultInitExprClass:
  case Stmt::MaterializeTemporaryExprClass:
    return true;
  default:
    return false;
  }
}

void Builder::setConstant(Stmt *N, const clang::Expr *E) {
  clang::Expr::EvalResult Value;
  if (E->isValueDependent() || E->getType().isNull() ||
      !E->getType()->isIntegralOrEnumerationType() || !mayBeConstant(N, E))
    return;
  // Of an operator or a cast, all operands are known, or what decides.
  auto IsUnknown = [](const Stmt *Child) {
    const auto *Part = dyn_cast_or_null<Expr>(Child);
    return Part && !Part->getConstant() && !Part->isHugeConstant() &&
           !Part->getType().isNull() &&
           Part->getType()->isIntegralOrEnumerationType();
  };
  const auto *O = dyn_cast<BinaryOperator>(N);
  if (O && O->getOpcode() == BO_Comma ? IsUnknown(O->getRHS())
      : isa<ConditionalOperator>(N) || (O && O->isLogicalOp())
          ? IsUnknown(N->Children.front())
          : isa<UnaryOperator, BinaryOperator, CastExpr>(N) &&
                llvm::any_of(N->Children, IsUnknown))
    return;
  if (!E->EvaluateAsInt(Value, AST))
    return;
  const llvm::APSInt &Number = Value.Val.getInt();
  N->HasValue = Number.isRepresentableByInt64();
  N->HugeValue = !N->HasValue;
  if (N->HasValue)
    N->Value = Number.getExtValue();
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

/// What is looked through; null if it is something of its own.
static const clang::Stmt *lookedThrough(const clang::Stmt *S) {
  if (const auto *P = dyn_cast<clang::ParenExpr>(S))
    return P->getSubExpr();
  if (const auto *F = dyn_cast<clang::FullExpr>(S))
    return F->getSubExpr();
  if (const auto *B = dyn_cast<clang::CXXBindTemporaryExpr>(S))
    return B->getSubExpr();
  if (const auto *R = dyn_cast<clang::SubstNonTypeTemplateParmExpr>(S))
    return R->getReplacement();
  if (const auto *A = dyn_cast<clang::AttributedStmt>(S))
    return A->getSubStmt();
  if (const auto *U = dyn_cast<clang::UnaryOperator>(S);
      U && U->getOpcode() == clang::UO_Extension)
    return U->getSubExpr();
  if (const auto *G = dyn_cast<clang::GenericSelectionExpr>(S);
      G && !G->isResultDependent())
    return G->getResultExpr();
  if (const auto *C = dyn_cast<clang::ChooseExpr>(S);
      C && !C->isConditionDependent())
    return C->getChosenSubExpr();
  return nullptr;
}

const Stmt *Builder::stmt(const clang::Stmt *S) {
  if (!S)
    return nullptr;
  if (const clang::Stmt *Inner = lookedThrough(S)) {
    const Stmt *Result = stmt(Inner);
    Nodes.try_emplace(S, Result);
    if (isa<clang::ExprWithCleanups>(S))
      const_cast<Stmt *>(Result)->Cleanups = true;
    return Result;
  }
  using Parts = std::initializer_list<const clang::Stmt *>;
  auto Leaf = [&](Stmt::StmtClass C) { return finish(node<Stmt>(S, C), S); };
  auto Literal = [&](Stmt::StmtClass C) { return finish(node<Expr>(S, C), S); };
  auto Statement = [&](auto *N, Parts Children) {
    addChildren(N, Children);
    return finish(N, S);
  };
  switch (S->getStmtClass()) {
  case clang::Stmt::CompoundStmtClass: {
    auto *N = node<CompoundStmt>(S, Stmt::CompoundStmtClass);
    addChildren(N, cast<clang::CompoundStmt>(S)->body());
    return finish(N, S);
  }
  case clang::Stmt::DeclStmtClass:
    return declaration(cast<clang::DeclStmt>(S));
  case clang::Stmt::IfStmtClass: {
    const auto *I = cast<clang::IfStmt>(S);
    auto *N = node<IfStmt>(S, Stmt::IfStmtClass);
    N->Flag = I->isConstexpr();
    return Statement(N, {I->getInit(), I->getConditionVariableDeclStmt(),
                         I->getCond(), I->getThen(), I->getElse()});
  }
  case clang::Stmt::SwitchStmtClass: {
    const auto *W = cast<clang::SwitchStmt>(S);
    return Statement(node<SwitchStmt>(S, Stmt::SwitchStmtClass),
                     {W->getInit(), W->getConditionVariableDeclStmt(),
                      W->getCond(), W->getBody()});
  }
  case clang::Stmt::CaseStmtClass: {
    const auto *C = cast<clang::CaseStmt>(S);
    return Statement(node<SwitchCase>(S, Stmt::SwitchCaseClass),
                     {C->getLHS(), C->getRHS(), C->getSubStmt()});
  }
  case clang::Stmt::DefaultStmtClass:
    return Statement(node<SwitchCase>(S, Stmt::SwitchCaseClass),
                     {cast<clang::DefaultStmt>(S)->getSubStmt()});
  case clang::Stmt::LabelStmtClass:
    return Statement(node<LabelStmt>(S, Stmt::LabelStmtClass),
                     {cast<clang::LabelStmt>(S)->getSubStmt()});
  case clang::Stmt::WhileStmtClass: {
    const auto *W = cast<clang::WhileStmt>(S);
    return Statement(
        node<WhileStmt>(S, Stmt::WhileStmtClass),
        {W->getConditionVariableDeclStmt(), W->getCond(), W->getBody()});
  }
  case clang::Stmt::DoStmtClass: {
    const auto *D = cast<clang::DoStmt>(S);
    return Statement(node<DoStmt>(S, Stmt::DoStmtClass),
                     {D->getBody(), D->getCond()});
  }
  case clang::Stmt::ForStmtClass: {
    const auto *F = cast<clang::ForStmt>(S);
    return Statement(node<ForStmt>(S, Stmt::ForStmtClass),
                     {F->getInit(), F->getConditionVariableDeclStmt(),
                      F->getCond(), F->getInc(), F->getBody()});
  }
  case clang::Stmt::CXXForRangeStmtClass: {
    const auto *F = cast<clang::CXXForRangeStmt>(S);
    return Statement(node<CXXForRangeStmt>(S, Stmt::CXXForRangeStmtClass),
                     {F->getInit(), F->getRangeStmt(), F->getBeginStmt(),
                      F->getEndStmt(), F->getCond(), F->getInc(),
                      F->getLoopVarStmt(), F->getBody()});
  }
  case clang::Stmt::BreakStmtClass:
    return Leaf(Stmt::BreakStmtClass);
  case clang::Stmt::ContinueStmtClass:
    return Leaf(Stmt::ContinueStmtClass);
  case clang::Stmt::GotoStmtClass:
  case clang::Stmt::IndirectGotoStmtClass:
    return Leaf(Stmt::GotoStmtClass);
  case clang::Stmt::NullStmtClass:
    return Leaf(Stmt::NullStmtClass);
  case clang::Stmt::ReturnStmtClass: {
    const clang::Expr *Value = cast<clang::ReturnStmt>(S)->getRetValue();
    auto *N = node<ReturnStmt>(S, Stmt::ReturnStmtClass);
    return Value ? Statement(N, {Value}) : finish(N, S);
  }
  case clang::Stmt::CoreturnStmtClass: {
    const auto *R = cast<clang::CoreturnStmt>(S);
    return Statement(node<CoreturnStmt>(S, Stmt::CoreturnStmtClass),
                     {R->getOperand(), R->getPromiseCall()});
  }
  case clang::Stmt::CXXTryStmtClass: {
    auto *N = node<CXXTryStmt>(S, Stmt::CXXTryStmtClass);
    addChildren(N, S->children());
    return finish(N, S);
  }
  case clang::Stmt::CXXCatchStmtClass: {
    const auto *C = cast<clang::CXXCatchStmt>(S);
    auto *N = node<CXXCatchStmt>(S, Stmt::CXXCatchStmtClass);
    N->T = type(C->getCaughtType());
    if (const clang::VarDecl *V = C->getExceptionDecl())
      N->Named = variable(V);
    return Statement(N, {C->getHandlerBlock()});
  }
  case clang::Stmt::CoroutineBodyStmtClass:
    return coroutine(cast<clang::CoroutineBodyStmt>(S));

  case clang::Stmt::DeclRefExprClass: {
    const auto *R = cast<clang::DeclRefExpr>(S);
    auto *N = node<DeclRefExpr>(S, Stmt::DeclRefExprClass);
    N->Named = entity(R->getDecl());
    N->Flag = R->hasQualifier();
    N->Detail = R->refersToEnclosingVariableOrCapture();
    if (R->getQualifier())
      if (const clang::CXXRecordDecl *Q = R->getQualifier().getAsRecordDecl())
        N->Qualifier = record(Q);
    return finish(N, S);
  }
  case clang::Stmt::MemberExprClass: {
    const auto *M = cast<clang::MemberExpr>(S);
    auto *N = node<MemberExpr>(S, Stmt::MemberExprClass);
    N->Named = entity(M->getMemberDecl());
    N->Flag = M->isArrow();
    N->Detail = M->hasQualifier();
    return Statement(N, {M->getBase()});
  }
  case clang::Stmt::CXXThisExprClass: {
    auto *N = node<CXXThisExpr>(S, Stmt::CXXThisExprClass);
    N->Flag = cast<clang::CXXThisExpr>(S)->isImplicit();
    return finish(N, S);
  }
  case clang::Stmt::CallExprClass:
  case clang::Stmt::CXXMemberCallExprClass:
  case clang::Stmt::CXXOperatorCallExprClass:
  case clang::Stmt::UserDefinedLiteralClass:
  case clang::Stmt::CUDAKernelCallExprClass:
    return call(cast<clang::CallExpr>(S));
  case clang::Stmt::CXXConstructExprClass:
  case clang::Stmt::CXXTemporaryObjectExprClass:
    return construction(cast<clang::CXXConstructExpr>(S));
  case clang::Stmt::CXXNewExprClass: {
    const auto *E = cast<clang::CXXNewExpr>(S);
    auto *N = node<CXXNewExpr>(S, Stmt::CXXNewExprClass);
    N->Flag = E->isArray();
    SmallVector<const clang::Stmt *, 4> Children{
        E->getArraySize().value_or(nullptr), E->getInitializer()};
    Children.append(E->placement_arguments().begin(),
                    E->placement_arguments().end());
    addChildren(N, Children);
    return finish(N, S);
  }
  case clang::Stmt::CXXDeleteExprClass:
    return Statement(node<CXXDeleteExpr>(S, Stmt::CXXDeleteExprClass),
                     {cast<clang::CXXDeleteExpr>(S)->getArgument()});
  case clang::Stmt::LambdaExprClass:
    return lambda(cast<clang::LambdaExpr>(S));
  case clang::Stmt::UnaryOperatorClass: {
    const auto *U = cast<clang::UnaryOperator>(S);
    auto *N = node<UnaryOperator>(S, Stmt::UnaryOperatorClass);
    N->Detail = opcode(U->getOpcode());
    return Statement(N, {U->getSubExpr()});
  }
  case clang::Stmt::BinaryOperatorClass:
  case clang::Stmt::CompoundAssignOperatorClass: {
    const auto *O = cast<clang::BinaryOperator>(S);
    Stmt *N =
        isa<clang::CompoundAssignOperator>(O)
            ? node<CompoundAssignOperator>(S, Stmt::CompoundAssignOperatorClass)
            : node<BinaryOperator>(S, Stmt::BinaryOperatorClass);
    N->Detail = opcode(O->getOpcode());
    return Statement(N, {O->getLHS(), O->getRHS()});
  }
  case clang::Stmt::ConditionalOperatorClass: {
    const auto *O = cast<clang::ConditionalOperator>(S);
    return Statement(
        node<ConditionalOperator>(S, Stmt::ConditionalOperatorClass),
        {O->getCond(), O->getTrueExpr(), O->getFalseExpr()});
  }
  case clang::Stmt::BinaryConditionalOperatorClass: {
    const auto *O = cast<clang::BinaryConditionalOperator>(S);
    return Statement(
        node<ConditionalOperator>(S, Stmt::ConditionalOperatorClass),
        {O->getCommon(), O->getTrueExpr(), O->getFalseExpr()});
  }
  case clang::Stmt::ArraySubscriptExprClass: {
    const auto *A = cast<clang::ArraySubscriptExpr>(S);
    return Statement(node<ArraySubscriptExpr>(S, Stmt::ArraySubscriptExprClass),
                     {A->getBase(), A->getIdx()});
  }
  case clang::Stmt::MaterializeTemporaryExprClass: {
    const auto *M = cast<clang::MaterializeTemporaryExpr>(S);
    auto *N =
        node<MaterializeTemporaryExpr>(S, Stmt::MaterializeTemporaryExprClass);
    if (const clang::ValueDecl *D = M->getExtendingDecl())
      N->Named = entity(D);
    return Statement(N, {M->getSubExpr()});
  }
  case clang::Stmt::CXXDefaultArgExprClass: {
    auto *N = node<CXXDefaultArgExpr>(S, Stmt::CXXDefaultArgExprClass);
    const auto *D = cast<clang::CXXDefaultArgExpr>(S);
    if (!D->getParam()->hasUnparsedDefaultArg() &&
        !D->getParam()->hasUninstantiatedDefaultArg())
      N->Hidden = fragment(D->getExpr());
    return finish(N, S);
  }
  case clang::Stmt::CXXDefaultInitExprClass: {
    auto *N = node<CXXDefaultInitExpr>(S, Stmt::CXXDefaultInitExprClass);
    N->Hidden = fragment(cast<clang::CXXDefaultInitExpr>(S)->getExpr());
    return finish(N, S);
  }
  case clang::Stmt::OpaqueValueExprClass: {
    auto *N = node<OpaqueValueExpr>(S, Stmt::OpaqueValueExprClass);
    N->Hidden = fragment(cast<clang::OpaqueValueExpr>(S)->getSourceExpr());
    return finish(N, S);
  }
  case clang::Stmt::InitListExprClass: {
    const auto *L = cast<clang::InitListExpr>(S);
    const clang::InitListExpr *Semantic = L->getSemanticForm();
    L = Semantic ? Semantic : L;
    auto *N = node<InitListExpr>(L, Stmt::InitListExprClass);
    Nodes.try_emplace(S, N);
    addChildren(N, L->inits());
    return finish(N, L);
  }
  case clang::Stmt::CXXParenListInitExprClass: {
    auto *N = node<CXXParenListInitExpr>(S, Stmt::CXXParenListInitExprClass);
    addChildren(N, cast<clang::CXXParenListInitExpr>(S)->getInitExprs());
    return finish(N, S);
  }
  case clang::Stmt::CXXStdInitializerListExprClass:
    return Statement(node<CXXStdInitializerListExpr>(
                         S, Stmt::CXXStdInitializerListExprClass),
                     {cast<clang::CXXStdInitializerListExpr>(S)->getSubExpr()});
  case clang::Stmt::CXXThrowExprClass: {
    const clang::Expr *Thrown = cast<clang::CXXThrowExpr>(S)->getSubExpr();
    auto *N = node<CXXThrowExpr>(S, Stmt::CXXThrowExprClass);
    return Thrown ? Statement(N, {Thrown}) : finish(N, S);
  }
  case clang::Stmt::CoawaitExprClass:
  case clang::Stmt::CoyieldExprClass: {
    const auto *E = cast<clang::CoroutineSuspendExpr>(S);
    Stmt *N =
        isa<clang::CoawaitExpr>(E)
            ? node<CoawaitExpr>(S, Stmt::CoawaitExprClass)
            : static_cast<Stmt *>(node<CoyieldExpr>(S, Stmt::CoyieldExprClass));
    return Statement(N, {E->getOperand(), E->getReadyExpr(), E->getCommonExpr(),
                         E->getSuspendExpr(), E->getResumeExpr()});
  }
  case clang::Stmt::AtomicExprClass: {
    const auto *A = cast<clang::AtomicExpr>(S);
    auto *N = node<AtomicExpr>(S, Stmt::AtomicExprClass);
    N->Flag = A->getOpAsString().contains("load");
    SmallVector<const clang::Stmt *, 4> Children{A->getPtr()};
    for (const clang::Stmt *Child : S->children())
      if (Child != A->getPtr())
        Children.push_back(Child);
    addChildren(N, Children);
    return finish(N, S);
  }
  case clang::Stmt::StmtExprClass:
    return Statement(node<StmtExpr>(S, Stmt::StmtExprClass),
                     {cast<clang::StmtExpr>(S)->getSubStmt()});
  case clang::Stmt::UnaryExprOrTypeTraitExprClass:
  case clang::Stmt::CXXNoexceptExprClass:
  case clang::Stmt::CXXTypeidExprClass: {
    auto *N = node<UnevaluatedExpr>(S, Stmt::UnevaluatedExprClass);
    addChildren(N, S->children());
    return finish(N, S);
  }
  case clang::Stmt::IntegerLiteralClass:
    return Literal(Stmt::IntegerLiteralClass);
  case clang::Stmt::CXXBoolLiteralExprClass:
    return Literal(Stmt::CXXBoolLiteralExprClass);
  case clang::Stmt::FloatingLiteralClass:
    return Literal(Stmt::FloatingLiteralClass);
  case clang::Stmt::CharacterLiteralClass:
    return Literal(Stmt::CharacterLiteralClass);
  case clang::Stmt::StringLiteralClass:
    return Literal(Stmt::StringLiteralClass);
  case clang::Stmt::CXXNullPtrLiteralExprClass:
    return Literal(Stmt::CXXNullPtrLiteralExprClass);
  case clang::Stmt::GNUNullExprClass:
    return Literal(Stmt::GNUNullExprClass);
  default:
    return other(S);
  }
}

const Stmt *Builder::other(const clang::Stmt *S) {
  Stmt *N = nullptr;
  if (const auto *C = dyn_cast<clang::CastExpr>(S)) {
    N = isa<clang::ImplicitCastExpr>(C)
            ? static_cast<Stmt *>(
                  node<ImplicitCastExpr>(S, Stmt::ImplicitCastExprClass))
            : node<ExplicitCastExpr>(S, Stmt::ExplicitCastExprClass);
    N->Detail = C->getCastKind() == clang::CK_LValueToRValue ? CK_LValueToRValue
                                                             : CK_Other;
  } else {
    N = isa<clang::Expr>(S)
            ? static_cast<Stmt *>(node<Expr>(S, Stmt::OtherExprClass))
            : node<Stmt>(S, Stmt::OtherStmtClass);
  }
  addChildren(N, S->children());
  return finish(N, S);
}

/// Does a reference to a temporary prolong its life?
static bool extendsTemporary(const clang::VarDecl *V) {
  const clang::Expr *E = V->getInit();
  while (E) {
    if (const auto *M = dyn_cast<clang::MaterializeTemporaryExpr>(E))
      return M->getExtendingDecl() == V;
    const clang::Expr *Inner = nullptr;
    if (const auto *F = dyn_cast<clang::FullExpr>(E))
      Inner = F->getSubExpr();
    else if (const auto *C = dyn_cast<clang::CastExpr>(E))
      Inner = C->getSubExpr();
    E = Inner;
  }
  return false;
}

const Stmt *Builder::declaration(const clang::DeclStmt *D) {
  auto *N = node<DeclStmt>(D, Stmt::DeclStmtClass);
  N->Flag = D->isSingleDecl();
  SmallVector<VarDecl *, 2> Variables;
  SmallVector<const clang::Stmt *, 2> Inits;
  for (const clang::Decl *Each : D->decls())
    if (const auto *V = dyn_cast<clang::VarDecl>(Each);
        V && !V->isInvalidDecl()) {
      Variables.push_back(variable(V));
      Variables.back()->Extends = extendsTemporary(V);
      Inits.push_back(V->getInit());
    }
  addChildren(N, Inits);
  for (auto [V, Init] : llvm::zip(Variables, N->Children))
    V->Init = llvm::cast_or_null<Expr>(Init);
  N->Variables =
      llvm::ArrayRef<const VarDecl *>(Variables.data(), Variables.size())
          .copy(Into.Memory);
  return finish(N, D);
}

const Stmt *Builder::coroutine(const clang::CoroutineBodyStmt *B) {
  auto *N = node<CoroutineBodyStmt>(B, Stmt::CoroutineBodyStmtClass);
  SmallVector<const clang::Stmt *, 8> Children{B->getBody(),
                                               B->getInitSuspendStmt()};
  for (const clang::Stmt *Child : B->children())
    if (Child && !llvm::is_contained(Children, Child))
      Children.push_back(Child);
  addChildren(N, Children);
  return finish(N, B);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

const Stmt *Builder::call(const clang::CallExpr *Call) {
  CallExpr *N = nullptr;
  if (isa<clang::CXXMemberCallExpr>(Call)) {
    N = node<CXXMemberCallExpr>(Call, Stmt::CXXMemberCallExprClass);
  } else if (const auto *O = dyn_cast<clang::CXXOperatorCallExpr>(Call)) {
    N = node<CXXOperatorCallExpr>(Call, Stmt::CXXOperatorCallExprClass);
    N->Detail = O->getOperator();
    N->Second = O->getOperatorLoc();
  } else {
    N = node<CallExpr>(Call, Stmt::CallExprClass);
  }
  if (const clang::FunctionDecl *F = Call->getDirectCallee())
    N->Named = function(F);
  SmallVector<const clang::Stmt *, 8> Children{Call->getCallee()};
  Children.append(Call->arg_begin(), Call->arg_end());
  addChildren(N, Children);
  N->Op = Names.operation(Call);
  N->Receiver = Names.receiver(Call);
  if (N->Op) {
    N->Flag = Names.givesUp(Call, *N->Op);
    if (N->Op->R == model::Role::Sleep)
      N->Duration = durationOf(Call, N->Op->Unit, AST).value_or(-1);
  } else {
    N->ByName = operationByName(Call);
  }
  return finish(N, Call);
}

static const clang::Expr *strip(const clang::Expr *E) {
  while (true) {
    const clang::Expr *Inner =
        E->IgnoreParenCasts()->IgnoreUnlessSpelledInSource();
    if (const auto *U = dyn_cast<clang::UnaryOperator>(Inner);
        U && U->getOpcode() == clang::UO_AddrOf)
      Inner = U->getSubExpr();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

/// The function that the expression names, or whose result it is.
static const clang::FunctionDecl *functionIn(const clang::Expr *E) {
  E = strip(E);
  if (const auto *Call = dyn_cast<clang::CallExpr>(E))
    return Call->getDirectCallee();
  const auto *R = dyn_cast<clang::DeclRefExpr>(E);
  if (!R)
    return nullptr;
  if (const auto *V = dyn_cast<clang::VarDecl>(R->getDecl()))
    return V->getInit() && !isa<clang::ParmVarDecl>(V)
               ? functionIn(V->getInit())
               : nullptr;
  return dyn_cast<clang::FunctionDecl>(R->getDecl());
}

/// What a function that is only declared does, as far as its name says so.
const model::Operation *Builder::operationByName(const clang::CallExpr *Call) {
  const clang::FunctionDecl *F = Call->getDirectCallee();
  const model::Conventions &ByName = Names.conventions();
  if (!F || ByName.empty() || Call->isTypeDependent() || visibleDefinition(F))
    return nullptr;
  SmallVector<const clang::FunctionDecl *, 4> Given;
  for (const clang::Expr *A : Call->arguments()) {
    const auto *Inner = dyn_cast<clang::CallExpr>(strip(A));
    const model::Operation *Op = Inner ? Names.operation(Inner) : nullptr;
    if (Op && Op->R == model::Role::Wrap)
      A = Names.argument(Inner, *Op, Op->Callable);
    Given.push_back(A ? functionIn(A) : nullptr);
  }
  // The object of an operator is no argument of its own.
  llvm::ArrayRef<const clang::FunctionDecl *> Arguments = Given;
  if (isa<clang::CXXOperatorCallExpr>(Call) && isa<clang::CXXMethodDecl>(F) &&
      !Arguments.empty())
    Arguments = Arguments.drop_front();
  if (llvm::any_of(Given, [](const auto *Named) { return Named; }))
    return ByName.operation(F, Arguments);
  auto [It, IsNew] = SaidByName.try_emplace(F->getCanonicalDecl(), nullptr);
  if (IsNew)
    It->second = ByName.operation(F, Arguments);
  return It->second;
}

const Stmt *Builder::construction(const clang::CXXConstructExpr *E) {
  auto *N = node<CXXConstructExpr>(E, Stmt::CXXConstructExprClass);
  if (const clang::CXXConstructorDecl *C = E->getConstructor())
    N->Named = function(C);
  N->Flag = E->isElidable();
  addChildren(N, E->arguments());
  N->Op = Names.construction(E);
  return finish(N, E);
}

const Stmt *Builder::lambda(const clang::LambdaExpr *L) {
  auto *N = node<LambdaExpr>(L, Stmt::LambdaExprClass);
  N->Detail = L->getCaptureDefault();
  N->Second = L->getCaptureDefaultLoc();
  auto *Operator = cast<CXXMethodDecl>(function(L->getCallOperator()));
  N->Named = Operator;
  SmallVector<LambdaCapture, 4> Captures;
  SmallVector<const clang::Stmt *, 4> Children;
  for (auto [C, Init] : llvm::zip(L->captures(), L->capture_inits())) {
    LambdaCapture &Capture = Captures.emplace_back();
    Capture.Kind = C.getCaptureKind();
    Capture.This = C.capturesThis();
    Capture.Explicit = C.isExplicit();
    Capture.Location = C.getLocation();
    Capture.InitCapture = L->isInitCapture(&C);
    if (C.capturesVariable())
      Capture.Variable = cast<ValueDecl>(entity(C.getCapturedVar()));
    Children.push_back(Init);
  }
  N->Captured = llvm::ArrayRef<LambdaCapture>(Captures).copy(Into.Memory);
  // Of a generic lambda, what was made of it, if anything.
  const clang::FunctionDecl *Code = visibleDefinition(L->getCallOperator());
  if (const clang::FunctionTemplateDecl *T =
          L->getCallOperator()->getDescribedFunctionTemplate())
    for (const clang::FunctionDecl *Special : T->specializations())
      if (!Code)
        Code = visibleDefinition(Special);
  Children.push_back(Code ? Code->getBody() : L->getBody());
  addChildren(N, Children);
  for (auto [C, Init] : llvm::zip(L->captures(), N->Children))
    if (L->isInitCapture(&C))
      variable(cast<clang::VarDecl>(C.getCapturedVar()))->Init =
          llvm::cast_or_null<Expr>(Init);
  if (Code)
    Operator->Body = N->Children.back();
  return finish(N, L);
}

} // namespace tether::facts
