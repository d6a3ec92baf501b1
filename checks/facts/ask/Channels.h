//===- Channels.h - What is known of a channel ------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_CHANNELS_H
#define TETHER_CHECKS_FACTS_ASK_CHANNELS_H

#include "../program/Program.h"

namespace tether::facts {

/// True if the channel at `P`, of type `T`, has a finite bound: one is seen on
/// this object, or the type cannot be made without one.
bool isBounded(const Program &Prog, const AccessPath &P, const model::Type &T);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_CHANNELS_H
