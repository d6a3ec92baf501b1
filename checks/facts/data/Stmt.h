//===- Stmt.h - Code, as data -----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a body says: statements and expressions under clang's names, and of
// clang's interface what questions ask for. Parentheses, cleanups, bound
// temporaries and replaced template parameters are looked through. Whatever no
// question asks for is an OtherStmt or OtherExpr that has its parts.
//
// All nodes have one layout: a class, the nodes in it, what it names, its type.
// The classes give names to that, as clang's do. The nodes of one body (or
// initializer) are numbered in order, so that what is in what costs nothing to
// ask.
//
// Ownership: the Code of a unit owns all.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_STMT_H
#define TETHER_CHECKS_FACTS_DATA_STMT_H

#include "Decl.h"
#include "Graph.h"
#include "Type.h"
#include "clang/Basic/Lambda.h"
#include "clang/Basic/OperatorKinds.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"
#include <optional>

namespace tether::facts {

enum BinaryOperatorKind : uint8_t {
  BO_Other,
  BO_Mul,
  BO_Div,
  BO_Rem,
  BO_Add,
  BO_Sub,
  BO_LT,
  BO_GT,
  BO_LE,
  BO_GE,
  BO_EQ,
  BO_NE,
  BO_And,
  BO_Xor,
  BO_Or,
  BO_LAnd,
  BO_LOr,
  BO_Assign,
  BO_AddAssign,
  BO_SubAssign,
  BO_OtherAssign, ///< Another compound assignment.
  BO_Comma,
};

enum UnaryOperatorKind : uint8_t {
  UO_Other,
  UO_PostInc,
  UO_PostDec,
  UO_PreInc,
  UO_PreDec,
  UO_AddrOf,
  UO_Deref,
  UO_Plus,
  UO_Minus,
  UO_Not,
  UO_LNot,
};

enum CastKind : uint8_t { CK_Other, CK_LValueToRValue };

/// How a lambda captures one thing.
class LambdaCapture {
public:
  bool capturesThis() const { return This; }
  bool capturesVariable() const { return Variable; }
  const ValueDecl *getCapturedVar() const { return Variable; }
  clang::LambdaCaptureKind getCaptureKind() const { return Kind; }
  bool isExplicit() const { return Explicit; }
  /// With an initializer, and of this lambda.
  bool isInitCapture() const { return InitCapture; }
  clang::SourceLocation getLocation() const { return Location; }

private:
  friend class Builder;
  friend class Packing;
  const ValueDecl *Variable = nullptr;
  clang::LambdaCaptureKind Kind = clang::LCK_ByCopy;
  bool This = false, Explicit = false, InitCapture = false;
  clang::SourceLocation Location;
};

class Stmt {
public:
  enum StmtClass : uint8_t {
#define STMT(NAME) NAME##Class,
#define FIRST(RANGE, NAME) First##RANGE = NAME##Class,
#define LAST(RANGE, NAME) Last##RANGE = NAME##Class,
#include "Stmts.def"
  };

  StmtClass getStmtClass() const { return Class; }
  /// Of all nodes; what is in a node has numbers behind its own.
  unsigned getNumber() const { return Number; }
  /// In the order in which they are written; some may be null.
  llvm::ArrayRef<const Stmt *> children() const { return Children; }
  const Stmt *getParent() const { return Parent; }
  /// Is it `Inner`, or around it?
  bool contains(const Stmt *Inner) const {
    return Inner->Root == Root && Number <= Inner->Number &&
           Inner->Number <= Last;
  }
  clang::SourceLocation getBeginLoc() const { return Begin; }
  clang::SourceLocation getEndLoc() const { return End; }
  clang::SourceRange getSourceRange() const { return {Begin, End}; }

protected:
  const Stmt *child(unsigned I) const {
    return I < Children.size() ? Children[I] : nullptr;
  }
  inline const Expr *expr(unsigned I) const;

  friend class Builder;
  friend class Packing;
  friend class Expr;
  friend class DeclStmt;
  friend class LambdaExpr;

  StmtClass Class;
  uint8_t Detail = 0; ///< An operator, a kind of cast.
  bool Flag = false;  ///< Of each class its own.
  bool LValue = false, PRValue = false, TypeDependent = false,
       ValueDependent = false, HasValue = false, HugeValue = false,
       Cleanups = false;
  unsigned Number = 0, Last = 0;
  const Stmt *Root = nullptr, *Parent = nullptr;
  llvm::ArrayRef<const Stmt *> Children;
  const NamedDecl *Named = nullptr;
  QualType T;
  clang::SourceLocation Begin, End, Where, Second;
  int64_t Value = 0;
  llvm::ArrayRef<const VarDecl *> Variables;
  llvm::ArrayRef<LambdaCapture> Captured;
  /// What is in it and not written there: a default argument.
  const Expr *Hidden = nullptr;
  const model::Operation *Op = nullptr;
  const model::Type *Receiver = nullptr;
  const model::Operation *ByName = nullptr;
  const CXXRecordDecl *Qualifier = nullptr;
  int64_t Duration = -1;
};

//===--- Statements -------------------------------------------------------===//

class CompoundStmt : public Stmt {
public:
  llvm::ArrayRef<const Stmt *> body() const { return Children; }
  bool body_empty() const { return Children.empty(); }
  unsigned size() const { return Children.size(); }
  const Stmt *body_front() const { return Children.front(); }
  const Stmt *body_back() const { return Children.back(); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CompoundStmtClass;
  }
};

/// The children are the initializers, null for a variable without one.
class DeclStmt : public Stmt {
public:
  llvm::ArrayRef<const VarDecl *> decls() const { return Variables; }
  /// It declares one thing, which may be something else than a variable.
  bool isSingleDecl() const { return Flag; }
  const VarDecl *getSingleDecl() const {
    return Variables.empty() ? nullptr : Variables.front();
  }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == DeclStmtClass;
  }
};

class IfStmt : public Stmt {
public:
  const Stmt *getInit() const { return child(0); }
  const DeclStmt *getConditionVariableDeclStmt() const {
    return llvm::cast_or_null<DeclStmt>(child(1));
  }
  inline const Expr *getCond() const;
  const Stmt *getThen() const { return child(3); }
  const Stmt *getElse() const { return child(4); }
  bool isConstexpr() const { return Flag; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == IfStmtClass;
  }
};

class SwitchStmt : public Stmt {
public:
  const Stmt *getInit() const { return child(0); }
  inline const Expr *getCond() const;
  const Stmt *getBody() const { return child(3); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == SwitchStmtClass;
  }
};

/// `case` and `default`.
class SwitchCase : public Stmt {
public:
  const Stmt *getSubStmt() const { return Children.back(); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == SwitchCaseClass;
  }
};

class WhileStmt : public Stmt {
public:
  const DeclStmt *getConditionVariableDeclStmt() const {
    return llvm::cast_or_null<DeclStmt>(child(0));
  }
  inline const Expr *getCond() const;
  const Stmt *getBody() const { return child(2); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == WhileStmtClass;
  }
};

class DoStmt : public Stmt {
public:
  const Stmt *getBody() const { return child(0); }
  inline const Expr *getCond() const;

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == DoStmtClass;
  }
};

class ForStmt : public Stmt {
public:
  const Stmt *getInit() const { return child(0); }
  const DeclStmt *getConditionVariableDeclStmt() const {
    return llvm::cast_or_null<DeclStmt>(child(1));
  }
  inline const Expr *getCond() const;
  inline const Expr *getInc() const;
  const Stmt *getBody() const { return child(4); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == ForStmtClass;
  }
};

class CXXForRangeStmt : public Stmt {
public:
  const Stmt *getInit() const { return child(0); }
  const DeclStmt *getRangeStmt() const {
    return llvm::cast_or_null<DeclStmt>(child(1));
  }
  inline const Expr *getRangeInit() const;
  const DeclStmt *getLoopVarStmt() const {
    return llvm::cast_or_null<DeclStmt>(child(6));
  }
  const VarDecl *getLoopVariable() const {
    const DeclStmt *D = getLoopVarStmt();
    return D ? D->getSingleDecl() : nullptr;
  }
  const Stmt *getBody() const { return child(7); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXForRangeStmtClass;
  }
};

#define TETHER_LEAF(NAME)                                                      \
  class NAME : public Stmt {                                                   \
  public:                                                                      \
    static bool classof(const Stmt *S) {                                       \
      return S->getStmtClass() == NAME##Class;                                 \
    }                                                                          \
  }
TETHER_LEAF(BreakStmt);
TETHER_LEAF(ContinueStmt);
TETHER_LEAF(GotoStmt);
TETHER_LEAF(NullStmt);
#undef TETHER_LEAF

class LabelStmt : public Stmt {
public:
  const Stmt *getSubStmt() const { return child(0); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == LabelStmtClass;
  }
};

class CoreturnStmt : public Stmt {
public:
  inline const Expr *getOperand() const;

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CoreturnStmtClass;
  }
};

class ReturnStmt : public Stmt {
public:
  inline const Expr *getRetValue() const;

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == ReturnStmtClass;
  }
};

class CXXCatchStmt : public Stmt {
public:
  /// Null for `...`.
  QualType getCaughtType() const { return T; }
  const VarDecl *getExceptionDecl() const {
    return llvm::cast_or_null<VarDecl>(Named);
  }
  const Stmt *getHandlerBlock() const { return child(0); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXCatchStmtClass;
  }
};

class CXXTryStmt : public Stmt {
public:
  const CompoundStmt *getTryBlock() const {
    return llvm::cast<CompoundStmt>(child(0));
  }
  unsigned getNumHandlers() const { return Children.size() - 1; }
  const CXXCatchStmt *getHandler(unsigned I) const {
    return llvm::cast<CXXCatchStmt>(Children[I + 1]);
  }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXTryStmtClass;
  }
};

class CoroutineBodyStmt : public Stmt {
public:
  const Stmt *getBody() const { return child(0); }
  const Stmt *getInitSuspendStmt() const { return child(1); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CoroutineBodyStmtClass;
  }
};

//===--- Expressions ------------------------------------------------------===//

class Expr : public Stmt {
public:
  QualType getType() const { return T; }
  clang::SourceLocation getExprLoc() const { return Where; }
  bool isLValue() const { return LValue; }
  bool isPRValue() const { return PRValue; }
  bool isTypeDependent() const { return TypeDependent; }
  bool isValueDependent() const { return ValueDependent; }
  /// What it is known to be when it is compiled: a number, `true` or an
  /// enumerator.
  std::optional<int64_t> getConstant() const {
    return HasValue ? std::optional<int64_t>(Value) : std::nullopt;
  }
  /// It is known so, and too large a number for that.
  bool isHugeConstant() const { return HugeValue; }
  bool isNullPointerConstant() const;
  /// It is a full expression, and temporaries end with it.
  bool hasCleanups() const { return Cleanups; }
  const Expr *IgnoreParenImpCasts() const;
  const Expr *IgnoreParenCasts() const;

  static bool classof(const Stmt *S) {
    return S->getStmtClass() >= FirstExpr && S->getStmtClass() <= LastExpr;
  }
};

inline const Expr *Stmt::expr(unsigned I) const {
  return llvm::cast_or_null<Expr>(child(I));
}
inline const Expr *IfStmt::getCond() const { return expr(2); }
inline const Expr *SwitchStmt::getCond() const { return expr(2); }
inline const Expr *WhileStmt::getCond() const { return expr(1); }
inline const Expr *DoStmt::getCond() const { return expr(1); }
inline const Expr *ForStmt::getCond() const { return expr(2); }
inline const Expr *ForStmt::getInc() const { return expr(3); }
inline const Expr *CXXForRangeStmt::getRangeInit() const {
  const DeclStmt *D = getRangeStmt();
  const VarDecl *V = D ? D->getSingleDecl() : nullptr;
  return V ? V->getInit() : nullptr;
}
inline const Expr *ReturnStmt::getRetValue() const { return expr(0); }
inline const Expr *CoreturnStmt::getOperand() const { return expr(0); }

class DeclRefExpr : public Expr {
public:
  const ValueDecl *getDecl() const { return llvm::cast<ValueDecl>(Named); }
  bool hasQualifier() const { return Flag; }
  /// The class that it is named in, or null.
  const CXXRecordDecl *getQualifier() const { return Qualifier; }
  bool refersToEnclosingVariableOrCapture() const { return Detail; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == DeclRefExprClass;
  }
};

class MemberExpr : public Expr {
public:
  const Expr *getBase() const { return expr(0); }
  const ValueDecl *getMemberDecl() const {
    return llvm::cast<ValueDecl>(Named);
  }
  bool isArrow() const { return Flag; }
  bool hasQualifier() const { return Detail; }
  /// Where the name of the member stands.
  clang::SourceLocation getMemberLoc() const { return Where; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == MemberExprClass;
  }
};

class CXXThisExpr : public Expr {
public:
  bool isImplicit() const { return Flag; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXThisExprClass;
  }
};

/// Of a function, a method, an operator or a value.
class CallExpr : public Expr {
public:
  const Expr *getCallee() const { return expr(0); }
  const FunctionDecl *getDirectCallee() const {
    return llvm::cast_or_null<FunctionDecl>(Named);
  }
  /// Without the object of a method; that of an operator is the first.
  auto arguments() const {
    return llvm::map_range(Children.drop_front(),
                           [](const Stmt *S) { return llvm::cast<Expr>(S); });
  }
  unsigned getNumArgs() const { return Children.size() - 1; }
  const Expr *getArg(unsigned I) const { return expr(I + 1); }

  /// What a model says that the call does, or null.
  const model::Operation *getOperation() const { return Op; }
  /// What a model says of the type that a member is called on, or null.
  const model::Type *getReceiver() const { return Receiver; }
  /// The operation gives up by itself: it is timed, tries, or is given a token.
  bool givesUp() const { return Flag; }
  /// What a function that is only declared does, by its name; see
  /// model::Conventions.
  const model::Operation *getConventionalOperation() const { return ByName; }
  /// Of a sleep, in nanoseconds; negative if that is not known.
  int64_t getDuration() const { return Duration; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() >= FirstCallExpr &&
           S->getStmtClass() <= LastCallExpr;
  }
};

class CXXMemberCallExpr : public CallExpr {
public:
  const Expr *getImplicitObjectArgument() const;
  const CXXMethodDecl *getMethodDecl() const {
    return llvm::dyn_cast_or_null<CXXMethodDecl>(Named);
  }
  const CXXRecordDecl *getRecordDecl() const {
    return getMethodDecl() ? getMethodDecl()->getParent() : nullptr;
  }
  QualType getObjectType() const;

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXMemberCallExprClass;
  }
};

class CXXOperatorCallExpr : public CallExpr {
public:
  clang::OverloadedOperatorKind getOperator() const {
    return clang::OverloadedOperatorKind(Detail);
  }
  /// Also a compound one.
  bool isAssignmentOp() const;
  bool isComparisonOp() const;
  clang::SourceLocation getOperatorLoc() const { return Second; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXOperatorCallExprClass;
  }
};

class CXXConstructExpr : public Expr {
public:
  const CXXConstructorDecl *getConstructor() const {
    return llvm::cast_or_null<CXXConstructorDecl>(Named);
  }
  auto arguments() const {
    return llvm::map_range(Children,
                           [](const Stmt *S) { return llvm::cast<Expr>(S); });
  }
  unsigned getNumArgs() const { return Children.size(); }
  const Expr *getArg(unsigned I) const { return expr(I); }
  bool isElidable() const { return Flag; }
  /// What a model says that the construction does, or null.
  const model::Operation *getOperation() const { return Op; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXConstructExprClass;
  }
};

/// The children are the size of an array, or null; the initializer, or null;
/// then the arguments of the placement.
class CXXNewExpr : public Expr {
public:
  QualType getAllocatedType() const { return getType()->getPointeeType(); }
  const Expr *getInitializer() const { return expr(1); }
  const CXXConstructExpr *getConstructExpr() const;
  bool isArray() const { return Flag; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXNewExprClass;
  }
};

class CXXDeleteExpr : public Expr {
public:
  const Expr *getArgument() const { return expr(0); }
  QualType getDestroyedType() const;

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXDeleteExprClass;
  }
};

/// The children are the values of the captures, then the body.
class LambdaExpr : public Expr {
public:
  llvm::ArrayRef<LambdaCapture> captures() const { return Captured; }
  unsigned capture_size() const { return Captured.size(); }
  auto capture_inits() const {
    return llvm::map_range(Children.drop_back(), [](const Stmt *S) {
      return llvm::cast_or_null<Expr>(S);
    });
  }
  clang::LambdaCaptureDefault getCaptureDefault() const {
    return clang::LambdaCaptureDefault(Detail);
  }
  clang::SourceLocation getCaptureDefaultLoc() const { return Second; }
  const CXXMethodDecl *getCallOperator() const {
    return llvm::cast<CXXMethodDecl>(Named);
  }
  const CXXRecordDecl *getLambdaClass() const {
    return getCallOperator()->getParent();
  }
  bool isInitCapture(const LambdaCapture *C) const {
    return C->isInitCapture();
  }
  /// Null for what is not instantiated.
  const Stmt *getBody() const { return Children.back(); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == LambdaExprClass;
  }
};

class UnaryOperator : public Expr {
public:
  UnaryOperatorKind getOpcode() const { return UnaryOperatorKind(Detail); }
  const Expr *getSubExpr() const { return expr(0); }
  bool isIncrementOp() const {
    return getOpcode() == UO_PostInc || getOpcode() == UO_PreInc;
  }
  bool isDecrementOp() const {
    return getOpcode() == UO_PostDec || getOpcode() == UO_PreDec;
  }
  bool isIncrementDecrementOp() const {
    return isIncrementOp() || isDecrementOp();
  }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == UnaryOperatorClass;
  }
};

class BinaryOperator : public Expr {
public:
  BinaryOperatorKind getOpcode() const { return BinaryOperatorKind(Detail); }
  const Expr *getLHS() const { return expr(0); }
  const Expr *getRHS() const { return expr(1); }
  bool isLogicalOp() const {
    return getOpcode() == BO_LAnd || getOpcode() == BO_LOr;
  }
  bool isEqualityOp() const {
    return getOpcode() == BO_EQ || getOpcode() == BO_NE;
  }
  bool isComparisonOp() const {
    return getOpcode() >= BO_LT && getOpcode() <= BO_NE;
  }
  bool isAdditiveOp() const {
    return getOpcode() == BO_Add || getOpcode() == BO_Sub;
  }
  /// Also a compound one.
  bool isAssignmentOp() const {
    return getOpcode() >= BO_Assign && getOpcode() <= BO_OtherAssign;
  }
  clang::SourceLocation getOperatorLoc() const { return Where; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() >= FirstBinaryOperator &&
           S->getStmtClass() <= LastBinaryOperator;
  }
};

class CompoundAssignOperator : public BinaryOperator {
public:
  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CompoundAssignOperatorClass;
  }
};

/// Also without a second operand.
class AbstractConditionalOperator : public Expr {
public:
  const Expr *getCond() const { return expr(0); }
  const Expr *getTrueExpr() const { return expr(1); }
  const Expr *getFalseExpr() const { return expr(2); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == ConditionalOperatorClass;
  }
};
using ConditionalOperator = AbstractConditionalOperator;

class ArraySubscriptExpr : public Expr {
public:
  const Expr *getBase() const { return expr(0); }
  const Expr *getIdx() const { return expr(1); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == ArraySubscriptExprClass;
  }
};

/// Whatever stands for what is in it.
class CastExpr : public Expr {
public:
  CastKind getCastKind() const { return CastKind(Detail); }
  const Expr *getSubExpr() const { return expr(0); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() >= FirstCastExpr &&
           S->getStmtClass() <= LastCastExpr;
  }
};

class ImplicitCastExpr : public CastExpr {
public:
  static bool classof(const Stmt *S) {
    return S->getStmtClass() == ImplicitCastExprClass;
  }
};

class ExplicitCastExpr : public CastExpr {
public:
  static bool classof(const Stmt *S) {
    return S->getStmtClass() == ExplicitCastExprClass;
  }
};

class MaterializeTemporaryExpr : public Expr {
public:
  const Expr *getSubExpr() const { return expr(0); }
  /// The variable or member that is a reference to it, or null.
  const NamedDecl *getExtendingDecl() const { return Named; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == MaterializeTemporaryExprClass;
  }
};

class CXXDefaultArgExpr : public Expr {
public:
  const Expr *getExpr() const { return Hidden; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXDefaultArgExprClass;
  }
};

class CXXDefaultInitExpr : public Expr {
public:
  const Expr *getExpr() const { return Hidden; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXDefaultInitExprClass;
  }
};

/// In its semantic form.
class InitListExpr : public Expr {
public:
  unsigned getNumInits() const { return Children.size(); }
  const Expr *getInit(unsigned I) const { return expr(I); }
  auto inits() const {
    return llvm::map_range(
        Children, [](const Stmt *S) { return llvm::cast_or_null<Expr>(S); });
  }
  bool isAggregate() const { return Flag; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == InitListExprClass;
  }
};

class CXXParenListInitExpr : public Expr {
public:
  auto getInitExprs() const {
    return llvm::map_range(
        Children, [](const Stmt *S) { return llvm::cast_or_null<Expr>(S); });
  }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXParenListInitExprClass;
  }
};

class CXXStdInitializerListExpr : public Expr {
public:
  const Expr *getSubExpr() const { return expr(0); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXStdInitializerListExprClass;
  }
};

class OpaqueValueExpr : public Expr {
public:
  const Expr *getSourceExpr() const { return Hidden; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == OpaqueValueExprClass;
  }
};

class CXXThrowExpr : public Expr {
public:
  const Expr *getSubExpr() const { return expr(0); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXThrowExprClass;
  }
};

/// `co_await` and `co_yield`.
class CoroutineSuspendExpr : public Expr {
public:
  const Expr *getOperand() const { return expr(0); }
  const Expr *getReadyExpr() const { return expr(1); }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CoawaitExprClass ||
           S->getStmtClass() == CoyieldExprClass;
  }
};

class CoawaitExpr : public CoroutineSuspendExpr {
public:
  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CoawaitExprClass;
  }
};

class CoyieldExpr : public CoroutineSuspendExpr {
public:
  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CoyieldExprClass;
  }
};

/// A built-in atomic operation; the first child is the pointer.
class AtomicExpr : public Expr {
public:
  const Expr *getPtr() const { return expr(0); }
  bool isLoad() const { return Flag; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == AtomicExprClass;
  }
};

/// A block that is an expression.
class StmtExpr : public Expr {
public:
  const CompoundStmt *getSubStmt() const {
    return llvm::cast<CompoundStmt>(child(0));
  }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == StmtExprClass;
  }
};

/// `sizeof`, `noexcept` and others whose operands are not evaluated.
class UnevaluatedExpr : public Expr {
public:
  static bool classof(const Stmt *S) {
    return S->getStmtClass() == UnevaluatedExprClass;
  }
};

class CXXBoolLiteralExpr : public Expr {
public:
  bool getValue() const { return Value; }

  static bool classof(const Stmt *S) {
    return S->getStmtClass() == CXXBoolLiteralExprClass;
  }
};

#define TETHER_LITERAL(NAME)                                                   \
  class NAME : public Expr {                                                   \
  public:                                                                      \
    static bool classof(const Stmt *S) {                                       \
      return S->getStmtClass() == NAME##Class;                                 \
    }                                                                          \
  }
TETHER_LITERAL(IntegerLiteral);
TETHER_LITERAL(FloatingLiteral);
TETHER_LITERAL(CharacterLiteral);
TETHER_LITERAL(StringLiteral);
TETHER_LITERAL(CXXNullPtrLiteralExpr);
TETHER_LITERAL(GNUNullExpr);
#undef TETHER_LITERAL

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_STMT_H
