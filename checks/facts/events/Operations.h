//===- Operations.h - What an operation does to its object ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_OPERATIONS_H
#define TETHER_CHECKS_FACTS_EVENTS_OPERATIONS_H

#include "../data/Facts.h"
#include <optional>

namespace tether::facts {

/// The event that an operation on an object is, if it is just that.
std::optional<EventKind> eventOf(model::Role R);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_OPERATIONS_H
