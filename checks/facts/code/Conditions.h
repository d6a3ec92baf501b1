//===- Conditions.h - What conditions read and decide -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Getters and predicates of the same class that consist of one return statement
// are looked through: `while (empty())` reads what `empty()` reads.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_CONDITIONS_H
#define TETHER_CHECKS_FACTS_CODE_CONDITIONS_H

#include "../data/Facts.h"
#include "PathResolver.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace tether::facts {

/// Something that a wait depends on: it ends when `E` is `Ends`.
struct Condition {
  const Expr *E = nullptr;
  bool Ends = true;
};

/// What the wait at `At`, a statement of `B`, depends on: its predicate, the
/// condition of the loop around it, or the ways out of an endless loop.
std::vector<Condition> conditionsOf(const Body *B, const Stmt *At);
/// The innermost loop around the statement, or null.
const Stmt *loopAround(const Body *B, const Stmt *At);
/// The condition of the loop and those under which its body leaves it.
std::vector<Condition> conditionsOf(const Stmt *Loop);
/// True if the branch ends its loop or function.
bool leavesLoop(const Stmt *Branch);
/// What `E` is made of by `&&`, `||` and `!`.
std::vector<const Expr *> partsOf(const Expr *E);

/// An operation of `B` that says by its result whether it has succeeded, and
/// the variables that have the result.
struct Outcome {
  const Stmt *At = nullptr;
  bool IsStatus = false; ///< False if the result is no more than an element.
  bool IsError = false;  ///< A number is zero when it has succeeded.
  std::vector<const VarDecl *> Says;
};
Outcome outcomeOf(const Body *B, const Stmt *At);
/// The same for the call of C that starts a task.
Outcome outcomeOfStart(const Body *B, const Stmt *Spawn);
/// What `E` is when the operation has succeeded, or has not: true, something, a
/// status of zero. Nothing if that does not decide it.
std::optional<bool> valueAfter(const Expr *E, const Outcome &O, bool Succeeded);

/// What a visible function of one return statement returns, or null.
const Expr *returnedBy(const FunctionDecl *F);

/// The objects in `Self` that the value of `E` depends on.
std::set<AccessPath> readsOf(PathResolver &Paths, const Expr *E,
                             const AccessPath &Self);

/// True if `E` is `Wanted` whenever the object at `P` has the value.
bool decides(PathResolver &Paths, const Expr *E, bool Wanted,
             const AccessPath &P, int64_t Value);

/// The other side of a comparison in `E` one side of which is a size; or null.
const Expr *limitIn(PathResolver &Paths, const Expr *E,
                    llvm::function_ref<bool(const Expr *)> IsSize);

std::optional<int64_t> constantValue(const Expr *E);
/// The constant that the statement assigns or stores, if it does.
std::optional<int64_t> assignedValue(const Stmt *At);

/// Where every constructor has the value of a field from.
struct FieldOrigin {
  int Parameter = -1; ///< Its index; -1 for a constant.
};
std::optional<FieldOrigin> originOf(const FieldDecl *Field);

/// How often the field is named in the code.
unsigned timesNamed(const Stmt *Code, const FieldDecl *Field);
/// True if the call or construction has that argument, not its default and not
/// a number beyond all bounds.
bool givesBound(const Stmt *At, int Index);

/// How a branch leaves its function.
enum class Leaves { Not, ByReturn, ByThrow, Process };
Leaves leaves(const Stmt *Branch);
/// All `if` statements of a body; closures are not entered.
void collectIfs(const Stmt *Code, std::vector<const IfStmt *> &Result);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_CONDITIONS_H
