//===- Acts.h - What a rule can be about ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The registry says of each check which acts it is about. A scan need not parse
// a source that does none of those that the enabled checks are about.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_ACTS_H
#define TETHER_CHECKS_FACTS_DATA_ACTS_H

#include "checks/model/Model.h"
#include "llvm/ADT/BitmaskEnum.h"

namespace tether::facts {

struct Event;

LLVM_ENABLE_BITMASK_ENUMS_IN_NAMESPACE();

/// A set of acts.
enum class Act : uint16_t {
  None = 0,
  Spawn = 1 << 0,   ///< Starts a task.
  Keep = 1 << 1,    ///< Keeps a callable for somebody to run later.
  Handler = 1 << 2, ///< Registers a request handler.
  Send = 1 << 3,
  Close = 1 << 4, ///< Closes a channel.
  Lock = 1 << 5,  ///< Acquires or releases a lock.
  Wait = 1 << 6,  ///< Waits for a signal, an event or a result.
  Flag = 1 << 7,  ///< Sets or reads a flag, stops or asks for a stop.
  Throw = 1 << 8,
  LLVM_MARK_AS_BITMASK_ENUM(Throw)
};

/// What a call of the operation does.
Act actOf(const model::Operation &Op);

/// What is done by making an object of the type, or deriving from it.
Act actOf(const model::Type &T);

/// What the event does. Locks, waits, flags and throws are not told by events.
Act actOf(const Event &E);

/// What a class of the project's own does if it waits in the way of a channel.
inline constexpr Act ByChannel = Act::Send | Act::Close;

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_ACTS_H
