//===- Conditions.cpp - What conditions read and decide -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conditions.h"
#include "Statements.h"
#include "Syntax.h"

using namespace clang;

namespace tether::facts {

/// Deep enough for predicates that call predicates.
static constexpr unsigned MaxDepth = 4;

/// What a function of one return statement returns, or null.
static const Expr *onlyReturn(const Stmt *Code) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Code);
  if (!Block)
    return nullptr;
  // A guard or an assertion before it does not change what is returned.
  const Expr *Result = nullptr;
  for (const Stmt *S : Block->body()) {
    const auto *E = dyn_cast<Expr>(S);
    const auto *Assignment =
        E ? dyn_cast_or_null<BinaryOperator>(strip(E)) : nullptr;
    if (const auto *R = dyn_cast<ReturnStmt>(S))
      Result = R->getRetValue();
    else if (!isa<DeclStmt>(S) &&
             (!E || (Assignment && Assignment->isAssignmentOp())))
      return nullptr;
  }
  return Result;
}

const Expr *returnedBy(const FunctionDecl *F) {
  const FunctionDecl *D = visibleDefinition(F);
  return D ? onlyReturn(D->getBody()) : nullptr;
}

/// The called function's only return value if it is called on `Self` or on the
/// object of a parameter that is; with what it calls the object.
static const Expr *calledReturn(PathResolver &Paths, const CallExpr *Call,
                                const AccessPath &Self, AccessPath &Callee) {
  const FunctionDecl *D = visibleDefinition(Call->getDirectCallee());
  if (!D)
    return nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (!Method || Paths.resolve(M->getImplicitObjectArgument()) != Self)
      return nullptr;
    Callee = AccessPath::thisObject(Method->getParent());
    return onlyReturn(D->getBody());
  }
  for (unsigned I = 0; I < Call->getNumArgs() && I < D->getNumParams(); ++I)
    if (Self.variable() && Paths.resolve(Call->getArg(I)) == Self) {
      Callee = AccessPath::variable(D->getParamDecl(I));
      return onlyReturn(D->getBody());
    }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// What is waited for
//===----------------------------------------------------------------------===//

static bool isTrue(const Expr *E) {
  if (!E)
    return true;
  E = strip(E);
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return B->getValue();
  if (const auto *I = dyn_cast<IntegerLiteral>(E))
    return I->getConstant() != 0;
  return false;
}

void collectIfs(const Stmt *Code, std::vector<const IfStmt *> &Result) {
  if (!Code || isa<LambdaExpr>(Code))
    return;
  if (const auto *I = dyn_cast<IfStmt>(Code))
    Result.push_back(I);
  for (const Stmt *Child : Code->children())
    collectIfs(Child, Result);
}

Leaves leaves(const Stmt *Branch) {
  if (const auto *C = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = C->body_empty() ? nullptr : C->body_back();
  if (!Branch)
    return Leaves::Not;
  if (isa<ReturnStmt>(Branch))
    return Leaves::ByReturn;
  const auto *E = dyn_cast<Expr>(Branch);
  E = E ? strip(E) : nullptr;
  if (isa_and_nonnull<CXXThrowExpr>(E))
    return Leaves::ByThrow;
  if (const auto *Call = dyn_cast_or_null<CallExpr>(E))
    if (const FunctionDecl *F = Call->getDirectCallee(); F && F->isNoReturn())
      return Leaves::Process;
  return Leaves::Not;
}

bool leavesLoop(const Stmt *Branch) {
  if (leaves(Branch) != Leaves::Not)
    return true;
  if (const auto *C = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = C->body_empty() ? nullptr : C->body_back();
  return isa_and_nonnull<BreakStmt>(Branch);
}

static const ReturnStmt *onlyReturnIn(const Stmt *Branch) {
  if (const auto *C = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = C->size() == 1 ? C->body_front() : nullptr;
  return dyn_cast_or_null<ReturnStmt>(Branch);
}

static void addReturns(const Stmt *Code, std::vector<Condition> &Result) {
  if (!Code || isa<LambdaExpr>(Code))
    return;
  if (const auto *R = dyn_cast<ReturnStmt>(Code); R && R->getRetValue())
    Result.push_back({R->getRetValue(), true});
  // `if (closed_) return true;`
  if (const auto *I = dyn_cast<IfStmt>(Code); I && I->getCond())
    if (const auto *R = onlyReturnIn(I->getThen()); R && R->getRetValue())
      if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(strip(R->getRetValue())))
        Result.push_back({I->getCond(), B->getValue()});
  for (const Stmt *Child : Code->children())
    addReturns(Child, Result);
}

/// The predicate in an argument: a closure, or a function that is named.
static void addPredicate(const Stmt *Argument, std::vector<Condition> &Result) {
  if (!Argument)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(Argument))
    return addReturns(L->getBody(), Result);
  if (const auto *R = dyn_cast<DeclRefExpr>(Argument))
    if (const auto *F = dyn_cast<FunctionDecl>(R->getDecl()))
      if (const FunctionDecl *D = visibleDefinition(F))
        return addReturns(D->getBody(), Result);
  for (const Stmt *Child : Argument->children())
    addPredicate(Child, Result);
}

const Stmt *loopAround(const Body *B, const Stmt *At) {
  const std::vector<const Stmt *> Around = around(B, At);
  for (const Stmt *S : llvm::reverse(Around))
    if (isa<WhileStmt, DoStmt, ForStmt>(S))
      return S;
  return nullptr;
}

std::vector<Condition> conditionsOf(const Stmt *Loop) {
  std::vector<Condition> Result;
  const Expr *Continues = nullptr;
  if (const auto *W = dyn_cast_or_null<WhileStmt>(Loop))
    Continues = W->getCond();
  else if (const auto *D = dyn_cast_or_null<DoStmt>(Loop))
    Continues = D->getCond();
  else if (const auto *F = dyn_cast_or_null<ForStmt>(Loop))
    Continues = F->getCond();
  if (!isTrue(Continues))
    Result.push_back({Continues, false});
  std::vector<const IfStmt *> Ifs;
  collectIfs(Loop, Ifs);
  for (const IfStmt *I : Ifs) {
    if (I->getCond() && leavesLoop(I->getThen()))
      Result.push_back({I->getCond(), true});
    if (I->getCond() && leavesLoop(I->getElse()))
      Result.push_back({I->getCond(), false});
  }
  return Result;
}

std::vector<const Expr *> partsOf(const Expr *E) {
  std::vector<const Expr *> Result;
  SmallVector<const Expr *, 4> Work{E};
  while (!Work.empty()) {
    const Expr *Part = strip(Work.pop_back_val());
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(Part);
        U && U->getOpcode() == UO_LNot) {
      Work.push_back(U->getSubExpr());
    } else if (const auto *B = dyn_cast_or_null<BinaryOperator>(Part);
               B && B->isLogicalOp()) {
      Work.push_back(B->getLHS());
      Work.push_back(B->getRHS());
    } else if (Part) {
      Result.push_back(Part);
    }
  }
  return Result;
}

std::vector<Condition> conditionsOf(const Body *B, const Stmt *At) {
  std::vector<Condition> Result;
  if (const auto *Call = dyn_cast<CallExpr>(At))
    for (const Expr *A : Call->arguments())
      addPredicate(A, Result);
  if (!Result.empty())
    return Result;

  const Stmt *Loop = loopAround(B, At);
  Result = conditionsOf(Loop);
  // `if (queue_.empty()) ready_.wait(lock);`
  const std::vector<const Stmt *> Around = around(B, At);
  for (const Stmt *S : llvm::reverse(Around)) {
    if (S == Loop)
      break;
    if (const auto *I = dyn_cast<IfStmt>(S);
        I && I->getCond() && !contains(I->getCond(), At))
      Result.push_back({I->getCond(), !contains(I->getThen(), At)});
  }
  return Result;
}

static void addReads(PathResolver &Paths, const Stmt *S, const AccessPath &Self,
                     const AccessPath &Root, std::set<AccessPath> &Result,
                     unsigned Depth) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (isa<MemberExpr>(E) || isa<DeclRefExpr>(E) || isa<CallExpr>(E)) {
      AccessPath P = Paths.resolve(E);
      if (P.startsWith(Self) && P.Length > Self.Length)
        Result.insert(P.rebased(Self, Root));
    }
    AccessPath Callee;
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && Depth < MaxDepth)
      if (const Expr *Returned = calledReturn(Paths, Call, Self, Callee))
        addReads(Paths, Returned, Callee, Root, Result, Depth + 1);
    // `size_t Next = (Tail + 1) % Size; if (Next == Head) ...`
    if (const auto *R = dyn_cast<DeclRefExpr>(E); R && Depth < MaxDepth)
      if (const auto *V = dyn_cast<VarDecl>(R->getDecl());
          V && V->isLocalVarDecl() &&
          V->getType()->isIntegralOrEnumerationType())
        addReads(Paths, V->getInit(), Self, Root, Result, Depth + 1);
  }
  for (const Stmt *Child : S->children())
    addReads(Paths, Child, Self, Root, Result, Depth);
}

std::set<AccessPath> readsOf(PathResolver &Paths, const Expr *E,
                             const AccessPath &Self) {
  std::set<AccessPath> Result;
  addReads(Paths, E, Self, Self, Result, 0);
  return Result;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

std::optional<int64_t> constantValue(const Expr *E) {
  return E && !E->getType().isNull() &&
                 E->getType()->isIntegralOrEnumerationType()
             ? E->getConstant()
             : std::nullopt;
}

std::optional<int64_t> assignedValue(const Stmt *At) {
  if (const auto *O = dyn_cast<BinaryOperator>(At))
    return O->getOpcode() == BO_Assign ? constantValue(O->getRHS())
                                       : std::nullopt;
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(At))
    return O->getOperator() == OO_Equal && O->getNumArgs() == 2
               ? constantValue(O->getArg(1))
               : std::nullopt;
  // flag.store(true)
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(At))
    return M->getNumArgs() ? constantValue(M->getArg(0)) : std::nullopt;
  return std::nullopt;
}

/// The object that the expression has the value of: a variable, or what is in
/// an atomic.
static AccessPath valueOf(PathResolver &Paths, const Expr *E) {
  E = strip(E);
  if (const auto *M = dyn_cast_or_null<CXXMemberCallExpr>(E))
    if (isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()) ||
        !visibleDefinition(M->getMethodDecl()))
      if (AccessPath P = Paths.resolve(M->getImplicitObjectArgument());
          P && M->getMethodDecl() && M->getMethodDecl()->isConst() &&
          M->getType()->isIntegralOrEnumerationType())
        // `size()` of a container is no value that was assigned.
        if (isa<CXXConversionDecl>(M->getMethodDecl()) ||
            M->getMethodDecl()->getName() == "load")
          return P;
  if (isa_and_nonnull<MemberExpr>(E) || isa_and_nonnull<DeclRefExpr>(E))
    return Paths.resolve(E);
  return {};
}

static bool decides(PathResolver &Paths, const Expr *E, bool Wanted,
                    const AccessPath &P, int64_t Value, unsigned Depth) {
  E = E ? strip(E) : nullptr;
  if (!E || Depth > 16)
    return false;
  auto Again = [&](const Expr *Sub, bool W) {
    return decides(Paths, Sub, W, P, Value, Depth + 1);
  };
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot)
    return Again(U->getSubExpr(), !Wanted);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    switch (B->getOpcode()) {
    case BO_LOr:
      return Wanted ? Again(B->getLHS(), true) || Again(B->getRHS(), true)
                    : Again(B->getLHS(), false) && Again(B->getRHS(), false);
    case BO_LAnd:
      return Wanted ? Again(B->getLHS(), true) && Again(B->getRHS(), true)
                    : Again(B->getLHS(), false) || Again(B->getRHS(), false);
    case BO_EQ:
    case BO_NE:
      for (bool Left : {true, false}) {
        const Expr *Object = Left ? B->getLHS() : B->getRHS();
        const Expr *Other = Left ? B->getRHS() : B->getLHS();
        if (valueOf(Paths, Object) == P)
          if (std::optional<int64_t> K = constantValue(Other))
            return ((Value == *K) == (B->getOpcode() == BO_EQ)) == Wanted;
      }
      return false;
    default:
      return false;
    }
  }
  if (valueOf(Paths, E) == P)
    return (Value != 0) == Wanted;
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && P.Length) {
    AccessPath Self = P, Callee;
    Self = P.parent();
    if (const Expr *Returned = calledReturn(Paths, Call, Self, Callee))
      return decides(Paths, Returned, Wanted, P.rebased(Self, Callee), Value,
                     Depth + 4);
  }
  return false;
}

bool decides(PathResolver &Paths, const Expr *E, bool Wanted,
             const AccessPath &P, int64_t Value) {
  return decides(Paths, E, Wanted, P, Value, 0);
}

static const Expr *limitIn(PathResolver &Paths, const Stmt *S,
                           llvm::function_ref<bool(const Expr *)> IsSize,
                           unsigned Depth) {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isComparisonOp()) {
    bool Left = IsSize(B->getLHS()), Right = IsSize(B->getRHS());
    if (Left != Right)
      return strip(Left ? B->getRHS() : B->getLHS());
  }
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Depth < MaxDepth)
    if (const FunctionDecl *D = visibleDefinition(Call->getDirectCallee()))
      if (const Expr *Returned = onlyReturn(D->getBody()))
        if (const Expr *Limit = limitIn(Paths, Returned, IsSize, Depth + 1))
          return Limit;
  for (const Stmt *Child : S->children())
    if (const Expr *Limit = limitIn(Paths, Child, IsSize, Depth))
      return Limit;
  return nullptr;
}

const Expr *limitIn(PathResolver &Paths, const Expr *E,
                    llvm::function_ref<bool(const Expr *)> IsSize) {
  return limitIn(Paths, E, IsSize, 0);
}

/// The parameter that an initializer passes on, also at least or at most a
/// constant.
static std::optional<FieldOrigin> originOf(const Expr *Init) {
  Init = strip(Init);
  if (const auto *L = dyn_cast_or_null<InitListExpr>(Init);
      L && L->getNumInits() == 1)
    Init = strip(L->getInit(0));
  if (!Init)
    return std::nullopt;
  if (std::optional<int64_t> N = constantValue(Init))
    return *N > 0 && *N < INT32_MAX ? std::optional<FieldOrigin>(FieldOrigin())
                                    : std::nullopt;
  if (const auto *R = dyn_cast<DeclRefExpr>(Init))
    if (const auto *P = dyn_cast<ParmVarDecl>(R->getDecl()))
      return FieldOrigin{int(P->getFunctionScopeIndex())};
  return std::nullopt;
}

std::optional<FieldOrigin> originOf(const FieldDecl *Field) {
  const CXXRecordDecl *R = Field->getParent();
  if (!R->hasDefinition())
    return std::nullopt;
  std::optional<FieldOrigin> Result;
  for (const CXXConstructorDecl *K : R->ctors()) {
    if (K->isCopyOrMoveConstructor() || K->isDeleted() || K->isImplicit())
      continue;
    const FunctionDecl *D = visibleDefinition(K);
    if (!D) {
      // One of a template that nobody has called.
      if (K->isTemplateInstantiation() || K->isDefaulted())
        continue;
      return std::nullopt;
    }
    std::optional<FieldOrigin> Here;
    bool Delegates = false;
    for (const CXXCtorInitializer &I : cast<CXXConstructorDecl>(D)->inits()) {
      Delegates |= I.isDelegatingInitializer();
      if (I.isMemberInitializer() && I.getMember() == Field)
        Here = originOf(I.getInit());
    }
    if (Delegates)
      continue;
    if (!Here || (Result && Result->Parameter != Here->Parameter))
      return std::nullopt;
    Result = Here;
  }
  if (!Result && Field->hasInClassInitializer() &&
      Field->getInClassInitializer())
    Result = originOf(Field->getInClassInitializer());
  return Result;
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

unsigned timesNamed(const Stmt *Code, const FieldDecl *Field) {
  if (!Code)
    return 0;
  unsigned Result = 0;
  if (const auto *M = dyn_cast<MemberExpr>(Code))
    Result += M->getMemberDecl() == Field;
  if (const auto *L = dyn_cast<LambdaExpr>(Code))
    return Result + timesNamed(L->getBody(), Field);
  for (const Stmt *Child : Code->children())
    Result += timesNamed(Child, Field);
  return Result;
}

bool givesBound(const Stmt *At, int Index) {
  auto Gives = [&](ArrayRef<const Expr *> Arguments) {
    if (Index < 0 || size_t(Index) >= Arguments.size() ||
        isa<CXXDefaultArgExpr>(Arguments[Index]))
      return false;
    const Expr *A = Arguments[Index];
    if (!A->getType()->isIntegerType())
      return true;
    const std::optional<int64_t> Value = A->getConstant();
    return Value ? *Value >= 0 && *Value < int64_t(1) << 30
                 : !A->isHugeConstant();
  };
  if (const auto *K = dyn_cast<CXXConstructExpr>(At))
    return Gives(SmallVector<const Expr *, 4>(K->arguments()));
  if (const auto *Call = dyn_cast<CallExpr>(At))
    return Gives(SmallVector<const Expr *, 4>(Call->arguments()));
  return false;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// Does the expression have the result of the operation, or say whether there
/// is one?
static bool isResult(const Expr *E, const Outcome &O) {
  // `result.has_value()`, of a class that converts to the same.
  auto Asks = [](const CXXMethodDecl *D) {
    if (isa<CXXConversionDecl>(D))
      return true;
    return D->isConst() && D->getReturnType()->isBooleanType() &&
           D->getParent()->convertsToBool();
  };
  E = strip(E);
  if (!E)
    return false;
  if (E == O.At)
    return true;
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    return llvm::any_of(O.Says,
                        [&](const VarDecl *V) { return V == R->getDecl(); });
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return B->getOpcode() == BO_Assign && isResult(B->getRHS(), O);
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E))
    return C->getOperator() == OO_Equal && C->getNumArgs() == 2 &&
           isResult(C->getArg(1), O);
  if (const auto *K = dyn_cast<CXXConstructExpr>(E))
    return K->getNumArgs() == 1 && K->getConstructor() &&
           K->getConstructor()->isCopyOrMoveConstructor() &&
           isResult(K->getArg(0), O);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    if (const CXXMethodDecl *D = M->getMethodDecl();
        D && M->getNumArgs() == 0 && Asks(D))
      return isResult(M->getImplicitObjectArgument(), O);
  return false;
}

/// Numbers are a status only where what is received goes somewhere else.
static bool returnsStatus(const Stmt *At) {
  const auto *Call = dyn_cast<CallExpr>(At);
  if (!Call)
    return false;
  QualType T = Call->getType().getNonReferenceType();
  return T->isBooleanType() || T->isEnumeralType() || T->isPointerType() ||
         T->isRecordType() ||
         (T->isIntegerType() &&
          Call->getNumArgs() > (isa<CXXMemberCallExpr>(Call) ? 0 : 1));
}

Outcome outcomeOf(const Body *B, const Stmt *At) {
  Outcome O{At, returnsStatus(At), false, {}};
  for (const Stmt *S : around(B, At)) {
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const VarDecl *V : D->decls())
        if (V->getInit() && isResult(V->getInit(), {At, true, false, {}}))
          O.Says.push_back(V);
      continue;
    }
    const Expr *To = nullptr, *From = nullptr;
    if (const auto *A = dyn_cast<BinaryOperator>(S);
        A && A->getOpcode() == BO_Assign) {
      To = A->getLHS();
      From = A->getRHS();
    } else if (const auto *A = dyn_cast<CXXOperatorCallExpr>(S);
               A && A->getOperator() == OO_Equal && A->getNumArgs() == 2) {
      To = A->getArg(0);
      From = A->getArg(1);
    }
    const auto *R = dyn_cast_or_null<DeclRefExpr>(strip(To));
    const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
    if (V && isResult(From, {At, true, false, {}}))
      O.Says.push_back(V);
  }
  return O;
}

Outcome outcomeOfStart(const Body *B, const Stmt *Spawn) {
  Outcome Result = outcomeOf(B, Spawn);
  Result.IsError = true;
  return Result;
}

/// The same for a comparison of the result with something.
static std::optional<bool> comparedAfter(const Expr *Result, const Expr *Other,
                                         bool Equal, bool Succeeded) {
  QualType T = strip(Result)->getType().getNonReferenceType();
  if (T->isPointerType() || T->isRecordType()) {
    bool IsNothing =
        T->isRecordType()
            ? !hasSameUnqualifiedType(T, Other->getType().getNonReferenceType())
            : Other->isNullPointerConstant();
    return IsNothing ? std::optional<bool>(Succeeded != Equal) : std::nullopt;
  }
  std::optional<int64_t> Value = constantValue(Other);
  if (!Value)
    return std::nullopt;
  if (T->isBooleanType())
    return (Succeeded == (*Value != 0)) == Equal;
  // Who asks for a certain failure is taken to get it.
  return ((*Value == 0) == Succeeded) == Equal;
}

std::optional<bool> valueAfter(const Expr *E, const Outcome &O,
                               bool Succeeded) {
  E = strip(E);
  if (!E || !O.IsStatus)
    return std::nullopt;
  auto Again = [&](const Expr *Part) { return valueAfter(Part, O, Succeeded); };
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot) {
    std::optional<bool> Value = Again(U->getSubExpr());
    return Value ? std::optional<bool>(!*Value) : std::nullopt;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp()) {
    std::optional<bool> L = Again(B->getLHS()), R = Again(B->getRHS());
    const bool Decides = B->getOpcode() == BO_LOr;
    if ((L && *L == Decides) || (R && *R == Decides))
      return Decides;
    return L && R ? L : std::nullopt;
  }
  const Expr *Left = nullptr, *Right = nullptr;
  bool Equal = false;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
    Left = B->getLHS();
    Right = B->getRHS();
    Equal = B->getOpcode() == BO_EQ;
  } else if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
             C && C->getNumArgs() == 2 &&
             (C->getOperator() == OO_EqualEqual ||
              C->getOperator() == OO_ExclaimEqual)) {
    Left = C->getArg(0);
    Right = C->getArg(1);
    Equal = C->getOperator() == OO_EqualEqual;
  }
  if (Left && isResult(Left, O))
    return comparedAfter(Left, Right, Equal, Succeeded);
  if (Left && isResult(Right, O))
    return comparedAfter(Right, Left, Equal, Succeeded);
  if (!isResult(E, O))
    return std::nullopt;
  const QualType T = E->getType().getNonReferenceType();
  return O.IsError && T->isIntegerType() && !T->isBooleanType() ? !Succeeded
                                                                : Succeeded;
}

} // namespace tether::facts
