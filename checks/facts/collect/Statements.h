//===- Statements.h - Small questions about the AST -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_STATEMENTS_H
#define TETHER_CHECKS_FACTS_COLLECT_STATEMENTS_H

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include <vector>

namespace tether::facts {

struct Body;

/// True if `Inner` is `Outer` or lies in it; closures are not entered.
bool contains(const clang::Stmt *Outer, const clang::Stmt *Inner);

/// The statements of `B` around `S`, outermost first, `S` not among them. Empty
/// if `S` is not a statement of `B`.
std::vector<const clang::Stmt *> around(const Body *B, const clang::Stmt *S);

/// The block of `B` that declares the variable, or null.
const clang::Stmt *blockOf(const Body *B, const clang::VarDecl *V);

/// `S` and all statements in it, closures apart.
std::vector<const clang::Stmt *> partsOf(const clang::Stmt *S);

/// The condition that decides whether, or how often, a part of `S` runs.
const clang::Stmt *conditionOf(const clang::Stmt *S);

/// True if it is the condition under which `At`, a statement of `B`, is
/// reached: directly, or because the code leaves otherwise.
bool decidesAbout(const Body *B, const clang::Stmt *Condition,
                  const clang::Stmt *At);

/// True if the branch ends with a jump out of the function.
bool leavesFunction(const clang::Stmt *Branch);

/// The ways out of `B` that a macro takes: those of failed assertions.
std::vector<const clang::Stmt *> macroExits(const Body *B);

/// The ways out of `B` that are taken when the start of a task at `Start` has
/// failed: the returns, jumps and throws under a condition on its result.
std::vector<const clang::Stmt *> failureExits(const Body *B,
                                              const clang::Stmt *Start);

/// True if the variable is named in the code.
bool mentions(const clang::Stmt *Code, const clang::ValueDecl *V);

/// True if the variables named in `E` include a parameter of its function.
bool mentionsParameter(const clang::Stmt *E);

/// True if the variable is a reference to a temporary that lives as long as it.
bool extendsTemporary(const clang::VarDecl *V);

/// The type of the deleter that a smart pointer names as its second template
/// argument, or null.
clang::QualType deleterTypeOf(clang::QualType SmartPointer);

/// True if objects of the type can be copied: pointers, whatever they point to.
bool hasCopyConstructor(clang::QualType T);

/// True if objects of the type can be copied, and what they are made of.
bool isCopyable(clang::QualType T, unsigned Depth = 0);

/// True if every use of `V` in `S` is a read.
bool onlyReads(const clang::Stmt *S, const clang::ValueDecl *V);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_STATEMENTS_H
