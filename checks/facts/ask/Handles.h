//===- Handles.h - What becomes of a task's handle --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Wherever the handle goes: who joins it, detaches it or drops it, and what
// waits for the task when it dies.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_HANDLES_H
#define TETHER_CHECKS_FACTS_ASK_HANDLES_H

#include "Tasks.h"

namespace tether::facts {

/// What becomes of a task's handle, wherever it goes in the program.
struct HandleFate {
  std::vector<AccessPath> Held;     ///< Every object that holds it.
  std::vector<const Event *> Joins; ///< Joins and waits, timed ones apart.
  std::vector<const Event *> TimedWaits;
  std::vector<const Event *> Detaches;
  const Event *Dropped = nullptr;  ///< The expression's value is unused.
  bool JoinedByDestructor = false; ///< By a holder's type.
  bool Escapes = false;            ///< To code that cannot be seen.
  bool Returned = false;           ///< To a caller.
  bool HeldByCaller = false;       ///< In an object that a caller owns.
  const Event *CutBy = nullptr;    ///< Only ways through this event count.
};

/// The answer is remembered, and stays.
const HandleFate &fateOf(const Program &Prog, const Task &T);

/// True if what holds the task's handle may wait for it when it dies.
bool joinsWhenItDies(const Program &Prog, const AccessPath &Holder,
                     const Task &T);

/// The statements of `B`, where the task is started, that see to its handle:
/// that join it, detach it, hand it on, or decide whether to. None if something
/// else may do so, at a time that is not known.
std::optional<ControlFlow::Statements> disposalsOf(const Program &Prog,
                                                   const Task &T,
                                                   const HandleFate &Fate,
                                                   const Body *B);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_HANDLES_H
