//===- Syntax.h - The many ways to spell one thing --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks through what only spells an expression, a list or a function in another
// way. Everything here reads code and owns nothing.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_SYNTAX_H
#define TETHER_CHECKS_FACTS_CODE_SYNTAX_H

#include "../data/Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <utility>

namespace tether::facts {

/// `E` without casts and temporaries.
const Expr *strip(const Expr *E);

/// Is the expression the name of the variable, and no more?
bool names(const Expr *E, const VarDecl *V);

/// The values that the members of an object are made of, one by one:
/// `Entry{Key, Callable}`, also those of a pair of a library. Empty for what
/// else makes an object.
llvm::SmallVector<std::pair<const FieldDecl *, const Expr *>, 4>
memberValues(const Expr *E);

/// The function if its body may be looked into, or null.
const FunctionDecl *visibleDefinition(const FunctionDecl *F);

/// The closure that the smart pointer which `Init` makes is given as its
/// deleter, or null.
const LambdaExpr *deleterOf(const Expr *Init);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_SYNTAX_H
