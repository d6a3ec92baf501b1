//===- Waits.h - Where somebody waits for a task ----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By its handle, by what runs it, or for what it reports.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_WAITS_H
#define TETHER_CHECKS_FACTS_ASK_WAITS_H

#include "Handles.h"

namespace tether::facts {

/// What counts as a report of the task that somebody waits for.
enum class Report {
  End,     ///< A signal, or a change that somebody polls.
  Message, ///< Also a message that somebody receives.
};

/// The statements of `B` at which the task is waited for: by `B`, by what it
/// calls, or by a wait for what the task reports. `Handed`: a closure that the
/// task is known to run, however it gets there.
ControlFlow::Statements waitsIn(const Program &Prog, const Body *B,
                                const Task &T, const HandleFate &Fate,
                                Report Counts, const Body *Handed = nullptr);

/// True if the task that `Start` (a statement of `B`) starts is over before
/// that iteration of `Loop` is, on every path. The loop may be around a closure
/// that is run in place and has `B` as its code.
bool isOverInIteration(const Program &Prog, const Task &T, const Body *B,
                       const Stmt *Start, const Stmt *Loop);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_WAITS_H
