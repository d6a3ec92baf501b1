//===- Syntax.cpp - The many ways to spell one thing ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Syntax.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace tether::facts {

const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenCasts();
    if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(E))
      E = T->getSubExpr();
    else if (const auto *T = dyn_cast<CXXBindTemporaryExpr>(E))
      E = T->getSubExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
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
  return R && R->getDecl()->getCanonicalDecl() == V->getCanonicalDecl();
}

const InitListExpr *semantic(const InitListExpr *L) {
  const InitListExpr *Semantic = L->getSemanticForm();
  return Semantic ? Semantic : L;
}

SmallVector<std::pair<const FieldDecl *, const Expr *>, 4>
memberValues(const Expr *E) {
  E = E ? strip(E) : nullptr;
  if (!E || E->getType().isNull() || E->isTypeDependent())
    return {};
  SmallVector<const Expr *, 4> Values;
  const RecordDecl *R = E->getType()->getAsRecordDecl();
  if (!R || R->isUnion() || !R->isCompleteDefinition())
    return {};
  const auto *Class = dyn_cast<CXXRecordDecl>(R);
  if (const auto *L = dyn_cast<InitListExpr>(E)) {
    llvm::append_range(Values, semantic(L)->inits());
  } else if (const auto *P = dyn_cast<CXXParenListInitExpr>(E)) {
    llvm::append_range(Values, P->getInitExprs());
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    // A pair: a value for each member, and all members open.
    const CXXConstructorDecl *Constructor = C->getConstructor();
    if (Constructor->isCopyOrMoveConstructor() || C->getNumArgs() < 2 ||
        !R->getASTContext().getSourceManager().isInSystemHeader(
            R->getLocation()) ||
        llvm::range_size(R->fields()) != C->getNumArgs() ||
        llvm::any_of(
            R->fields(),
            [](const FieldDecl *F) { return F->getAccess() != AS_public; }) ||
        llvm::any_of(Constructor->parameters(), [](const ParmVarDecl *P) {
          return !P->getType()->isReferenceType();
        }))
      return {};
    llvm::append_range(Values, C->arguments());
    Class = nullptr;
  }
  SmallVector<std::pair<const FieldDecl *, const Expr *>, 4> Result;
  size_t I = Class ? Class->getNumBases() : 0;
  for (const FieldDecl *F : R->fields())
    if (!F->isUnnamedBitField() && I < Values.size())
      if (const Expr *Value = Values[I++])
        Result.push_back({F, Value});
  return Result;
}

const FunctionDecl *visibleDefinition(const FunctionDecl *F) {
  if (!F)
    return nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition) || !Definition || Definition->isInvalidDecl() ||
      Definition->isDependentContext() || Definition->hasSkippedBody() ||
      Definition->isDefaulted() || !Definition->getBody())
    return nullptr;
  const SourceManager &SM = F->getASTContext().getSourceManager();
  SourceLocation Loc = SM.getExpansionLoc(Definition->getLocation());
  if (Loc.isInvalid() || SM.isInSystemHeader(Loc))
    return nullptr;
  return Definition;
}

const LambdaExpr *deleterOf(const Expr *Init) {
  const auto *Made =
      Init ? dyn_cast_or_null<CXXConstructExpr>(strip(Init)) : nullptr;
  return Made && Made->getNumArgs() > 1
             ? dyn_cast_or_null<LambdaExpr>(strip(Made->getArg(1)))
             : nullptr;
}

} // namespace tether::facts
