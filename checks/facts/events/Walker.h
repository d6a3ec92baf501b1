//===- Walker.h - The walk over one body ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Knows what runs, in which order and in which loop, and nothing of what it
// means: it hands the nodes on to the families of facts.
//
// It goes over the statements itself: of most kinds only a part runs, or the
// parts run in another order than they are written in, or families have to be
// told something between two of them.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_WALKER_H
#define TETHER_CHECKS_FACTS_EVENTS_WALKER_H

#include "BodyContext.h"

namespace tether::facts {

/// Writes down what the body of the context does.
void walk(BodyContext &C);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_WALKER_H
