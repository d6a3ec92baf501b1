//===- Syntax.h - The many ways to spell one thing --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks through what only spells an expression, a list or a function in another
// way. Everything here reads the AST and owns nothing.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_SYNTAX_H
#define TETHER_CHECKS_FACTS_COLLECT_SYNTAX_H

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <utility>

namespace tether::facts {

/// `E` without parentheses, casts, temporaries and full-expression wrappers.
const clang::Expr *strip(const clang::Expr *E);

/// Is the expression the name of the variable, and no more?
bool names(const clang::Expr *E, const clang::VarDecl *V);

/// The values that the members of an object are made of, one by one:
/// `Entry{Key, Callable}`, also those of a pair of a library. Empty for what
/// else makes an object.
llvm::SmallVector<std::pair<const clang::FieldDecl *, const clang::Expr *>, 4>
memberValues(const clang::Expr *E);

/// The list, in the form in which each element has its place.
const clang::InitListExpr *semantic(const clang::InitListExpr *L);

/// The definition of `F` whose body may be looked into, or null: none seen,
/// skipped, dependent, invalid, or in a system header.
const clang::FunctionDecl *visibleDefinition(const clang::FunctionDecl *F);

/// The closure that the smart pointer which `Init` makes is given as its
/// deleter, or null.
const clang::LambdaExpr *deleterOf(const clang::Expr *Init);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_SYNTAX_H
