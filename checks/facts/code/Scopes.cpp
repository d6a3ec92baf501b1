//===- Scopes.cpp - Where variables die, and what is conditional ----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scopes.h"
#include "Statements.h"

using namespace clang;

namespace tether::facts {

const Stmt *scopeOf(const Body *B, const VarDecl *V) {
  if (isa<ParmVarDecl>(V))
    return B->Code;
  // A depth-first search, because the parent of a declaration is not kept.
  const Stmt *Scope = nullptr;
  std::vector<std::pair<const Stmt *, const Stmt *>> Work{{B->Code, B->Code}};
  while (!Work.empty() && !Scope) {
    auto [S, Block] = Work.back();
    Work.pop_back();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *D = dyn_cast<DeclStmt>(S))
      if (llvm::is_contained(D->decls(), V))
        Scope = Block;
    const Stmt *Inner = isa<CompoundStmt>(S) ? S : Block;
    for (const Stmt *Child : S->children())
      Work.push_back({Child, Inner});
  }
  return Scope;
}

bool diesBefore(const AccessPath &P, const VarDecl *V) {
  const VarDecl *Holder = P.variable();
  return Holder && !isa<ParmVarDecl>(Holder) && Holder->hasLocalStorage() &&
         Holder->getDeclContext() == V->getDeclContext() &&
         (isa<ParmVarDecl>(V) || Holder->getBeginLoc().getRawEncoding() >
                                     V->getBeginLoc().getRawEncoding());
}

void addConditionally(const Body *B, const Stmt *S, const Stmt *Start,
                      ControlFlow::Statements &Result) {
  Result.insert(S);
  for (const Stmt *Outer : around(B, S)) {
    const auto *I = dyn_cast<IfStmt>(Outer);
    if (contains(Outer, Start)) {
      // `if (pthread_create(...) == 0) pthread_join(...);`
      if (I && (contains(I->getCond(), Start) || contains(I->getInit(), Start)))
        Result.insert(I);
      continue;
    }
    if (I)
      Result.insert(I->getCond());
    else if (const auto *W = dyn_cast<WhileStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *L = dyn_cast<ForStmt>(Outer); L && L->getCond())
      Result.insert(L->getCond());
    else if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
      Result.insert(R->getRangeStmt());
    else if (const auto *W = dyn_cast<SwitchStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *C = dyn_cast<ConditionalOperator>(Outer))
      Result.insert(C->getCond());
  }
}

} // namespace tether::facts
