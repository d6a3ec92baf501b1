//===- Collector.h - One walk over a translation unit -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks the bodies that the user wrote (system headers are the model's
// business) and the visible bodies that they call, and writes down what each
// does. It decides nothing: whether an event matters is asked later.
//
// Templates are looked at as instantiated; a pattern that nobody instantiates
// is not looked at.
//
// Ownership: the result refers to the code and to the model's tables.
// Threading: one translation unit, one thread. Errors: code that does not parse
// or whose body was skipped has no facts.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_COLLECTOR_H
#define TETHER_CHECKS_FACTS_EVENTS_COLLECTOR_H

#include "../code/PathResolver.h"
#include "../data/Code.h"
#include "../data/Facts.h"

namespace tether::facts {

/// Collects what the code does.
void collect(const Code &From, const ModelNames &Names, PathResolver &Paths,
             Facts &Result);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_COLLECTOR_H
