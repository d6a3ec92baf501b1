//===- Loops.cpp - Which loops iterate, and which watch -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Loops.h"
#include "Statements.h"

using namespace clang;

namespace tether::facts {

/// The local variables that the code changes by an operator.
static void addChanged(const Stmt *S, std::vector<const VarDecl *> &Result) {
  if (!S || isa<LambdaExpr>(S))
    return;
  const Expr *Changed = nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->isIncrementDecrementOp())
    Changed = U->getSubExpr();
  else if (const auto *O = dyn_cast<BinaryOperator>(S);
           O && O->isAssignmentOp())
    Changed = O->getLHS();
  else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
           Call && Call->getNumArgs() &&
           (Call->isAssignmentOp() || Call->getOperator() == OO_PlusPlus ||
            Call->getOperator() == OO_MinusMinus))
    Changed = Call->getArg(0);
  if (const auto *R = dyn_cast_or_null<DeclRefExpr>(
          Changed ? Changed->IgnoreParenImpCasts() : nullptr))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl());
        V && V->hasLocalStorage())
      Result.push_back(V);
  for (const Stmt *Child : S->children())
    addChanged(Child, Result);
}

bool iterates(const Stmt *Loop) {
  const Expr *Condition = nullptr;
  if (isa<CXXForRangeStmt>(Loop))
    return true;
  if (const auto *F = dyn_cast<ForStmt>(Loop))
    Condition = F->getCond();
  else if (const auto *W = dyn_cast<WhileStmt>(Loop))
    Condition = W->getCond();
  else if (const auto *D = dyn_cast<DoStmt>(Loop))
    Condition = D->getCond();
  if (!Condition)
    return false;
  std::vector<const VarDecl *> Changed;
  addChanged(Loop, Changed);
  return llvm::any_of(Changed,
                      [&](const VarDecl *V) { return mentions(Condition, V); });
}

bool iteratesByHeader(const ForStmt *F) {
  const auto *Init = dyn_cast_or_null<DeclStmt>(F->getInit());
  if (!Init)
    return F->getInit();
  return llvm::any_of(Init->decls(), [&](const VarDecl *V) {
    return !V->getType().isConstQualified() && mentions(F->getCond(), V);
  });
}

} // namespace tether::facts
