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

#ifndef TETHER_CHECKS_FACTS_COLLECT_CONDITIONS_H
#define TETHER_CHECKS_FACTS_COLLECT_CONDITIONS_H

#include "../Facts.h"
#include "Paths.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace tether::facts {

/// Something that a wait depends on: it ends when `E` is `Ends`.
struct Condition {
  const clang::Expr *E = nullptr;
  bool Ends = true;
};

/// What the wait at `At`, a statement of `B`, depends on: its predicate, the
/// condition of the loop around it, or the ways out of an endless loop.
std::vector<Condition> conditionsOf(const Body *B, const clang::Stmt *At);
/// The innermost loop around the statement, or null.
const clang::Stmt *loopAround(const Body *B, const clang::Stmt *At);
/// The condition of the loop and those under which its body leaves it.
std::vector<Condition> conditionsOf(const clang::Stmt *Loop);
/// True if the branch ends its loop or function.
bool leavesLoop(const clang::Stmt *Branch);
/// What `E` is made of by `&&`, `||` and `!`.
std::vector<const clang::Expr *> partsOf(const clang::Expr *E);

/// An operation of `B` that says by its result whether it has succeeded, and
/// the variables that have the result.
struct Outcome {
  const clang::Stmt *At = nullptr;
  bool IsStatus = false; ///< False if the result is no more than an element.
  bool IsError = false;  ///< A number is zero when it has succeeded.
  std::vector<const clang::VarDecl *> Says;
};
Outcome outcomeOf(const Body *B, const clang::Stmt *At);
/// The same for the call of C that starts a task.
Outcome outcomeOfStart(const Body *B, const clang::Stmt *Spawn);
/// What `E` is when the operation has succeeded, or has not: true, something, a
/// status of zero. Nothing if that does not decide it.
std::optional<bool> valueAfter(const clang::ASTContext &Context,
                               const clang::Expr *E, const Outcome &O,
                               bool Succeeded);

/// What a visible function of one return statement returns, or null.
const clang::Expr *returnedBy(const clang::FunctionDecl *F);

/// The objects in `Self` that the value of `E` depends on.
std::set<AccessPath> readsOf(PathResolver &Paths, const clang::Expr *E,
                             const AccessPath &Self);

/// True if `E` is `Wanted` whenever the object at `P` has the value.
bool decides(const clang::ASTContext &Context, PathResolver &Paths,
             const clang::Expr *E, bool Wanted, const AccessPath &P,
             int64_t Value);

/// The other side of a comparison in `E` one side of which is a size; or null.
const clang::Expr *
limitIn(PathResolver &Paths, const clang::Expr *E,
        llvm::function_ref<bool(const clang::Expr *)> IsSize);

std::optional<int64_t> constantValue(const clang::ASTContext &Context,
                                     const clang::Expr *E);
/// The constant that the statement assigns or stores, if it does.
std::optional<int64_t> assignedValue(const clang::ASTContext &Context,
                                     const clang::Stmt *At);

/// Where every constructor has the value of a field from.
struct FieldOrigin {
  int Parameter = -1; ///< Its index; -1 for a constant.
};
std::optional<FieldOrigin> originOf(const clang::ASTContext &Context,
                                    const clang::FieldDecl *Field);

/// True if something but a constructor may set the field of an object: a method
/// does, also of a template that nobody has called, or one that is not seen.
bool mayChange(const clang::FieldDecl *Field);

/// How often the field is named in the code.
unsigned timesNamed(const clang::Stmt *Code, const clang::FieldDecl *Field);
/// True if the call or construction has that argument, not its default and not
/// a number beyond all bounds.
bool givesBound(const clang::ASTContext &Context, const clang::Stmt *At,
                int Index);

/// How a branch leaves its function.
enum class Leaves { Not, ByReturn, ByThrow, Process };
Leaves leaves(const clang::Stmt *Branch);
/// All `if` statements of a body; closures are not entered.
void collectIfs(const clang::Stmt *Code,
                std::vector<const clang::IfStmt *> &Result);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_CONDITIONS_H
