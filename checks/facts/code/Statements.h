//===- Statements.h - Small questions about code ----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_STATEMENTS_H
#define TETHER_CHECKS_FACTS_CODE_STATEMENTS_H

#include "../data/Stmt.h"
#include <vector>

namespace tether::facts {

struct Body;

/// True if `Inner` is `Outer` or lies in it; closures are not entered.
bool contains(const Stmt *Outer, const Stmt *Inner);

/// The statements of `B` around `S`, outermost first, `S` not among them. Empty
/// if `S` is not a statement of `B`.
std::vector<const Stmt *> around(const Body *B, const Stmt *S);

/// The block of `B` that declares the variable, or null.
const Stmt *blockOf(const Body *B, const VarDecl *V);

/// `S` and all statements in it, closures apart.
std::vector<const Stmt *> partsOf(const Stmt *S);

/// The condition that decides whether, or how often, a part of `S` runs.
const Stmt *conditionOf(const Stmt *S);

/// True if it is the condition under which `At`, a statement of `B`, is
/// reached: directly, or because the code leaves otherwise.
bool decidesAbout(const Body *B, const Stmt *Condition, const Stmt *At);

/// True if the branch ends with a jump out of the function.
bool leavesFunction(const Stmt *Branch);

/// The ways out of `B` that a macro takes: those of failed assertions.
std::vector<const Stmt *> macroExits(const Body *B);

/// The ways out of `B` that are taken when the start of a task at `Start` has
/// failed: the returns, jumps and throws under a condition on its result.
std::vector<const Stmt *> failureExits(const Body *B, const Stmt *Start);

/// True if the variable is named in the code.
bool mentions(const Stmt *Code, const ValueDecl *V);

/// True if the variables named in `E` include a parameter of its function.
bool mentionsParameter(const Stmt *E);

/// The type of the deleter that a smart pointer names as its second template
/// argument, or null.
QualType deleterTypeOf(QualType SmartPointer);

/// True if objects of the type can be copied: pointers, whatever they point to.
bool hasCopyConstructor(QualType T);

/// True if objects of the type can be copied, and what they are made of.
bool isCopyable(QualType T, unsigned Depth = 0);

/// True if every use of `V` in `S` is a read.
bool onlyReads(const Stmt *S, const ValueDecl *V);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_STATEMENTS_H
