//===- Stmt.cpp - Code, as data -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stmt.h"
#include "Skeleton.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace tether::facts {

using llvm::dyn_cast;
using llvm::isa;

//===----------------------------------------------------------------------===//
// Entities
//===----------------------------------------------------------------------===//

std::string NamedDecl::getQualifiedNameAsString() const {
  std::string Own = !Spelling.empty()          ? Spelling.str()
                    : isa<NamespaceDecl>(this) ? "(anonymous namespace)"
                                               : "(anonymous)";
  return Context ? Context->getQualifiedNameAsString() + "::" + Own : Own;
}

std::string QualType::getAsString() const {
  if (!T)
    return "";
  const std::string Const = isConstQualified() ? "const " : "";
  switch (T->getTypeClass()) {
  case Type::Record:
    return Const + T->getAsRecordDecl()->getQualifiedNameAsString();
  case Type::Pointer:
    return T->getPointeeType().getAsString() + " *" +
           (isConstQualified() ? "const" : "");
  case Type::LValueReference:
    return T->getPointeeType().getAsString() + " &";
  case Type::RValueReference:
    return T->getPointeeType().getAsString() + " &&";
  default:
    return Const + T->getName().str();
  }
}

bool CXXRecordDecl::isDerivedFrom(const CXXRecordDecl *Base) const {
  llvm::SmallVector<const CXXRecordDecl *, 4> Work{this};
  llvm::SmallPtrSet<const CXXRecordDecl *, 4> Seen;
  while (!Work.empty())
    for (const CXXBaseSpecifier &B : Work.pop_back_val()->bases()) {
      const CXXRecordDecl *R = B.getType()->getAsCXXRecordDecl();
      if (R == Base && R)
        return true;
      if (R && Seen.insert(R).second)
        Work.push_back(R);
    }
  return false;
}

static bool overrides(const CXXMethodDecl *M, const CXXMethodDecl *Base) {
  return llvm::any_of(M->overridden_methods(), [&](const CXXMethodDecl *O) {
    return O == Base || overrides(O, Base);
  });
}

const CXXMethodDecl *
CXXMethodDecl::getCorrespondingMethodInClass(const CXXRecordDecl *Class) const {
  if (Class == Parent)
    return this;
  for (const CXXMethodDecl *M : Class->methods())
    if (overrides(M, this))
      return M;
  llvm::SmallVector<const CXXMethodDecl *, 4> Final;
  for (const CXXBaseSpecifier &B : Class->bases()) {
    const CXXRecordDecl *R = B.getType()->getAsCXXRecordDecl();
    const CXXMethodDecl *M = R ? getCorrespondingMethodInClass(R) : nullptr;
    if (!M || llvm::any_of(Final, [&](const CXXMethodDecl *Other) {
          return Other == M || overrides(Other, M);
        }))
      continue;
    llvm::erase_if(
        Final, [&](const CXXMethodDecl *Other) { return overrides(M, Other); });
    Final.push_back(M);
  }
  return Final.size() == 1 ? Final.front() : nullptr;
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

/// What clang takes for implicit around what is written.
static const Expr *withoutImplicit(const Expr *E) {
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
    return C->getSubExpr();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return M->getSubExpr();
  return E;
}

const Expr *Expr::IgnoreParenImpCasts() const {
  const Expr *E = this;
  for (const Expr *Next; (Next = withoutImplicit(E)) != E;)
    E = Next;
  return E;
}

const Expr *Expr::IgnoreParenCasts() const {
  const Expr *E = this;
  while (true) {
    const auto *C = dyn_cast<CastExpr>(E);
    const Expr *Next = C ? C->getSubExpr() : withoutImplicit(E);
    if (Next == E)
      return E;
    E = Next;
  }
}

const Expr *CXXMemberCallExpr::getImplicitObjectArgument() const {
  const auto *M = dyn_cast<MemberExpr>(getCallee()->IgnoreParenImpCasts());
  if (M)
    return M->getBase();
  // `(object.*method)()`
  const auto *B = dyn_cast<BinaryOperator>(getCallee()->IgnoreParenImpCasts());
  return B ? B->getLHS() : nullptr;
}

QualType CXXMemberCallExpr::getObjectType() const {
  const Expr *Object = getImplicitObjectArgument();
  QualType T = Object ? Object->getType() : QualType();
  return !T.isNull() && T->isPointerType() ? T->getPointeeType() : T;
}

bool CXXOperatorCallExpr::isAssignmentOp() const {
  switch (getOperator()) {
  case clang::OO_Equal:
  case clang::OO_StarEqual:
  case clang::OO_SlashEqual:
  case clang::OO_PercentEqual:
  case clang::OO_PlusEqual:
  case clang::OO_MinusEqual:
  case clang::OO_LessLessEqual:
  case clang::OO_GreaterGreaterEqual:
  case clang::OO_AmpEqual:
  case clang::OO_CaretEqual:
  case clang::OO_PipeEqual:
    return true;
  default:
    return false;
  }
}

bool CXXOperatorCallExpr::isComparisonOp() const {
  switch (getOperator()) {
  case clang::OO_EqualEqual:
  case clang::OO_ExclaimEqual:
  case clang::OO_Greater:
  case clang::OO_GreaterEqual:
  case clang::OO_Less:
  case clang::OO_LessEqual:
  case clang::OO_Spaceship:
    return true;
  default:
    return false;
  }
}

bool Expr::isNullPointerConstant() const {
  const Expr *E = IgnoreParenCasts();
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E) ||
         (isa<IntegerLiteral>(E) && E->getConstant() == 0);
}

const CXXConstructExpr *CXXNewExpr::getConstructExpr() const {
  return llvm::dyn_cast_or_null<CXXConstructExpr>(getInitializer());
}

QualType CXXDeleteExpr::getDestroyedType() const {
  const Expr *A = getArgument();
  return A && !A->getType().isNull() ? A->getType()->getPointeeType()
                                     : QualType();
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

Point Skeleton::find(const Stmt *S) const {
  if (auto It = PointOf.find(S); It != PointOf.end())
    return It->second;
  // Wrappers are not elements of their own; what they wrap is.
  if (const auto *E = llvm::dyn_cast_or_null<Expr>(S))
    if (auto It = PointOf.find(E->IgnoreParenImpCasts()); It != PointOf.end())
      return It->second;
  return {};
}

} // namespace tether::facts
