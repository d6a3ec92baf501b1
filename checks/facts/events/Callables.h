//===- Callables.h - What a callable runs, and what it is given -*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_CALLABLES_H
#define TETHER_CHECKS_FACTS_EVENTS_CALLABLES_H

#include "BodyContext.h"

namespace tether::facts {

/// The class that `&Class::member` names, or null.
const CXXRecordDecl *classNamedIn(const Expr *MemberPointer);

/// What the member function that `&Class::member` names does to its object, if
/// that is an event; or null.
const model::Operation *memberOperation(BodyContext &C, const Expr *Callable);

/// The bodies of a closure that is written at the place, also the
/// instantiations of a generic one.
llvm::SmallVector<const Body *, 1> bodiesMadeBy(const BodyContext &C,
                                                const Expr *E);

/// The arguments that a task or wrapper was given go to its body's parameters,
/// or to the last of them: what a C callable is given comes after what its
/// library tells it.
void bindBody(BodyContext &C, const AccessPath &Callable,
              llvm::ArrayRef<const Expr *> Arguments, const Stmt *At,
              bool AtEnd = false);

/// The callable's first parameter is an element of the range, if there is one.
void bindElements(BodyContext &C, const Expr *Callable, const Expr *Range,
                  const Stmt *At);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_CALLABLES_H
