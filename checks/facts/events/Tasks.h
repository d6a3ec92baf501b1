//===- Tasks.h - What starts a task, and what it is given -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_TASKS_H
#define TETHER_CHECKS_FACTS_EVENTS_TASKS_H

#include "BodyContext.h"

namespace tether::facts {

/// The call starts the callable as a task, in the way of the operation.
void startTask(BodyContext &C, const CallExpr *Call, const model::Operation &Op,
               const Expr *Callable);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_TASKS_H
