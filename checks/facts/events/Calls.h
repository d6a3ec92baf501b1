//===- Calls.h - What runs in place, or is kept to be run -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_CALLS_H
#define TETHER_CHECKS_FACTS_EVENTS_CALLS_H

#include "BodyContext.h"

namespace tether::facts {

/// A visible function runs, and is given the arguments. `Object` is what a
/// method, constructor or destructor is called on.
void runFunction(BodyContext &C, const FunctionDecl *F,
                 llvm::ArrayRef<const Expr *> Arguments, const Stmt *At,
                 clang::SourceLocation Where, AccessPath Object,
                 bool AtScopeEnd = false);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_CALLS_H
