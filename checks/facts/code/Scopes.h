//===- Scopes.h - Where variables die, and what is conditional --*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_SCOPES_H
#define TETHER_CHECKS_FACTS_CODE_SCOPES_H

#include "../data/Facts.h"
#include "ControlFlow.h"

namespace tether::facts {

/// The block at the end of which the variable of the body dies, or null.
const Stmt *scopeOf(const Body *B, const VarDecl *V);

/// True if the object at `P` dies before `V`, because it is a later variable of
/// the same body.
bool diesBefore(const AccessPath &P, const VarDecl *V);

/// Adds a statement and the conditions under which it happens, as far as they
/// do not decide about `Start` as well: where a join is conditional, the
/// condition is taken to know whether there is something to join.
void addConditionally(const Body *B, const Stmt *S, const Stmt *Start,
                      ControlFlow::Statements &Result);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_SCOPES_H
