//===- Values.h - Which value goes where ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_VALUES_H
#define TETHER_CHECKS_FACTS_EVENTS_VALUES_H

#include "BodyContext.h"

namespace tether::facts {

/// True if handing over a value of this type hands over an object: pointers,
/// references and classes, as opposed to numbers.
bool carriesObject(QualType T);

/// What an expression hands over goes into an object. Numbers hand over nothing
/// but to references and to handles of C: the elements of a
/// std::vector<pthread_t> are numbers.
void flowFrom(BodyContext &C, AccessPath To, const Expr *E, const Stmt *At);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_VALUES_H
