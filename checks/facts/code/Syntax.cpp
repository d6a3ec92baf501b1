//===- Syntax.cpp - The many ways to spell one thing ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Syntax.h"

using namespace clang;

namespace tether::facts {

const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenCasts();
    if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(E))
      E = T->getSubExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && U->getOpcode() == UO_Plus)
      E = U->getSubExpr();
    else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
             M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()) &&
             M->getRecordDecl()->isLambda())
      E = M->getImplicitObjectArgument(); // To a pointer to a function.
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->isElidable() && C->getNumArgs() == 1)
      E = C->getArg(0); // What no standard since C++17 has.
    if (E == Before)
      break;
  }
  return E;
}

bool names(const Expr *E, const VarDecl *V) {
  const auto *R = dyn_cast_or_null<DeclRefExpr>(E ? strip(E) : nullptr);
  return R && R->getDecl() == V;
}

SmallVector<std::pair<const FieldDecl *, const Expr *>, 4>
memberValues(const Expr *E) {
  E = E ? strip(E) : nullptr;
  if (!E || E->getType().isNull() || E->isTypeDependent())
    return {};
  SmallVector<const Expr *, 4> Values;
  const CXXRecordDecl *R = E->getType()->getAsRecordDecl();
  if (!R || R->isUnion() || !R->hasDefinition())
    return {};
  size_t I = R->getNumBases();
  if (const auto *L = dyn_cast<InitListExpr>(E)) {
    llvm::append_range(Values, L->inits());
  } else if (const auto *P = dyn_cast<CXXParenListInitExpr>(E)) {
    llvm::append_range(Values, P->getInitExprs());
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    // A pair: a value for each member, and all members open.
    const CXXConstructorDecl *Constructor = C->getConstructor();
    if (Constructor->isCopyOrMoveConstructor() || C->getNumArgs() < 2 ||
        !R->isInSystemHeader() || R->fields().size() != C->getNumArgs() ||
        llvm::any_of(
            R->fields(),
            [](const FieldDecl *F) { return F->getAccess() != AS_public; }) ||
        llvm::any_of(Constructor->parameters(), [](const ParmVarDecl *P) {
          return !P->getType()->isReferenceType();
        }))
      return {};
    llvm::append_range(Values, C->arguments());
    I = 0;
  }
  SmallVector<std::pair<const FieldDecl *, const Expr *>, 4> Result;
  for (const FieldDecl *F : R->fields())
    if (!F->isUnnamedBitField() && I < Values.size())
      if (const Expr *Value = Values[I++])
        Result.push_back({F, Value});
  return Result;
}

const FunctionDecl *visibleDefinition(const FunctionDecl *F) {
  return F && F->getBody() ? F : nullptr;
}

const LambdaExpr *deleterOf(const Expr *Init) {
  const auto *Made =
      Init ? dyn_cast_or_null<CXXConstructExpr>(strip(Init)) : nullptr;
  return Made && Made->getNumArgs() > 1
             ? dyn_cast_or_null<LambdaExpr>(strip(Made->getArg(1)))
             : nullptr;
}

} // namespace tether::facts
