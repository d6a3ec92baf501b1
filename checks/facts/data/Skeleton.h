//===- Skeleton.h - Where code stands in its control flow -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_SKELETON_H
#define TETHER_CHECKS_FACTS_DATA_SKELETON_H

#include "Graph.h"
#include "Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace tether::facts {

/// The control flow of one body, and what its points and conditions are.
struct Skeleton {
  struct Condition {
    const Expr *Asks = nullptr;
    const Stmt *Branch = nullptr; ///< The statement that branches on it.
  };
  Graph Flow;
  std::vector<Condition> Conditions; ///< By number.
  /// Of statements that are elements or branches, and of handlers, which stand
  /// before their first element.
  llvm::DenseMap<const Stmt *, Point> PointOf;
  /// Where a local variable is gone: each way out of its scope has its own.
  struct ScopeEnd {
    const VarDecl *Variable = nullptr;
    Point At;
  };
  std::vector<ScopeEnd> ScopeEnds;

  /// The point of the statement, or of what it wraps; false if it has none.
  Point find(const Stmt *S) const;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_SKELETON_H
