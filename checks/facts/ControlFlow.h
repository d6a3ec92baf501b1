//===- ControlFlow.h - Questions about the paths of a body ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers *may* and *must* questions on clang's CFG of one body. Exceptional
// edges are not followed: a task that ends by an exception ends the process.
// Only a body that has no other end is taken to have that of an exception which
// it catches, where paths from its entry are asked for: a loop that receives
// until the channel is closed. A call that ends the calling thread leads to the
// end of the body. A body whose CFG cannot be built (half-typed code) answers
// no to every "must" and yes to every "may".
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CONTROLFLOW_H
#define TETHER_CHECKS_FACTS_CONTROLFLOW_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace tether::facts {

class ControlFlow {
public:
  using Statements = std::set<const clang::Stmt *>;

  using IsThreadExit = llvm::function_ref<bool(const clang::CallExpr *)>;
  ControlFlow(const clang::Decl *D, const clang::Stmt *Body,
              clang::ASTContext &Context, IsThreadExit EndsThread = nullptr);

  bool valid() const { return Graph != nullptr; }

  /// True if it is known where in the flow the statement is.
  bool has(const clang::Stmt *S) const { return find(S).Block != nullptr; }

  /// True if the end of the body can be reached at all.
  bool canEnd() const;

  /// True if every path from the entry to the end meets one of `Targets`, and
  /// there is such a path.
  bool mustMeet(const Statements &Targets) const;

  /// True if every path from the entry to `To` meets one of `Targets` before.
  bool mustMeetBefore(const clang::Stmt *To, const Statements &Targets) const;

  /// True if every way on from `From`, or from the entry, ends the process.
  bool endsProcess(const clang::Stmt *From = nullptr) const;

  /// True if some path leads from `From` to the end of that turn of `Loop`, or
  /// out of the loop, and meets none of `Targets`.
  bool canLeaveTurn(const clang::Stmt *From, const clang::Stmt *Loop,
                    const Statements &Targets) const;

  /// True if some path leads from `From` on to `To`, or to the end of the body
  /// if that is null, and meets none of `Avoid`. `From` may be a
  /// handler of exceptions.
  bool canReach(const clang::Stmt *From, const clang::Stmt *To,
                const Statements &Avoid = {}) const;

  /// What is known of a condition.
  enum class Answer {
    Believed, ///< It knows why the targets need not be met.
    Either,   ///< It knows nothing of that.
    True,
    False,
  };
  /// True if some path leads from the entry to `To`. One that comes to a
  /// condition that is believed is not followed.
  bool canReachIf(const clang::Stmt *To,
                  llvm::function_ref<Answer(const clang::Expr *)> Ask) const;

  /// True if some path leads from the entry to the end on which no target is
  /// met and which leaves, at a condition that is not believed, a way to the
  /// targets; or which meets one of `Missing`, where they may not be met.
  bool canMiss(const Statements &Targets, const Statements &Missing,
               llvm::function_ref<Answer(const clang::Expr *)> Ask) const;
  /// Says which way a condition goes, if that is known. The statement is the
  /// one that branches on it.
  using Decision = std::function<std::optional<bool>(
      const clang::Expr *Condition, const clang::Stmt *Branch)>;

  /// The same on the ways that are left when conditions go as they are known
  /// to. `From` is null for the entry of the body, `To` for its end.
  bool canReachIf(const Decision &Known, const clang::Stmt *From,
                  const clang::Stmt *To, const Statements &Avoid = {}) const;

private:
  struct Position {
    const clang::CFGBlock *Block = nullptr;
    unsigned Index = 0;
  };
  Position find(const clang::Stmt *S) const;
  /// A path from the element `From` that meets nothing of `Avoid`, to an
  /// element of which `IsTarget(block, index)` is true; the index behind the
  /// last element stands for the terminator.
  template <typename Target>
  bool reaches(Position From, const Statements &Avoid, Target IsTarget,
               const Decision *Known = nullptr) const;
  bool reaches(Position From, Position To, const Statements &Avoid) const;
  /// Also follows what calls throw to where it is caught.
  void followThrown(const clang::Stmt *S, const clang::CXXTryStmt *Around);
  Position entry() const { return {&Graph->getEntry(), 0}; }
  Position exit() const { return {&Graph->getExit(), 0}; }

  const clang::Stmt *Code;
  std::unique_ptr<clang::CFG> Graph;
  llvm::DenseMap<const clang::Stmt *, Position> Positions;
  llvm::SmallPtrSet<const clang::CFGBlock *, 2> EndThread;
  /// Where a block throws first, and the block that hands that to handlers.
  llvm::DenseMap<const clang::CFGBlock *,
                 std::pair<unsigned, const clang::CFGBlock *>>
      Thrown;
  mutable std::optional<bool> CanEnd;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CONTROLFLOW_H
