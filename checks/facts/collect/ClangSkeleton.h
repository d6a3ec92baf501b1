//===- ClangSkeleton.h - From clang's CFG to a graph ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_CLANGSKELETON_H
#define TETHER_CHECKS_FACTS_COLLECT_CLANGSKELETON_H

#include "../data/Graph.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace tether::facts {

/// The graph of a body, and which statement is where. The graph is invalid if
/// there is no body, or one that clang has no flow for.
struct ClangSkeleton {
  struct Condition {
    const clang::Expr *Asks = nullptr;
    const clang::Stmt *Branch = nullptr; ///< The statement that branches on it.
  };
  Graph Flow;
  std::vector<Condition> Conditions; ///< By number.
  /// Of statements that are elements or branches, and of handlers, which stand
  /// before their first element.
  llvm::DenseMap<const clang::Stmt *, Point> PointOf;
  /// Where variables are gone, in the order of blocks.
  std::vector<std::pair<const clang::VarDecl *, Point>> ScopeEnds;

  /// The point of the statement, or of what it wraps; false if it has none.
  Point find(const clang::Stmt *S) const;
};

using IsThreadExit = llvm::function_ref<bool(const clang::CallExpr *)>;

ClangSkeleton skeletonOf(const clang::Decl *D, const clang::Stmt *Body,
                         clang::ASTContext &Context, IsThreadExit EndsThread);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_CLANGSKELETON_H
