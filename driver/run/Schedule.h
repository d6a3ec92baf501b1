//===- Schedule.h - Many units at once --------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RUN_SCHEDULE_H
#define TETHER_DRIVER_RUN_SCHEDULE_H

#include "driver/analysis/Analyze.h"
#include "driver/run/Cache.h"
#include "driver/run/Processes.h"
#include "driver/run/Progress.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tether {

/// Calls `Do` with the numbers below `Count`, `Jobs` at a time (0: one per
/// core), on threads whose stack is large enough for clang.
void forAll(size_t Count, unsigned Jobs, llvm::function_ref<void(size_t)> Do);

/// How units are analysed.
struct Method {
  Limits Of;
  Bodies OfSystem = Bodies::Skipped;
  Cache *Store = nullptr;            ///< Of earlier results; null: none.
  std::vector<Cost> *Took = nullptr; ///< Set, for each unit; may be null.
};

/// Analyses all units, each in a process of its own. The results are in the
/// units' order. What did not end well has a Failure. Nothing may run on other
/// threads.
std::vector<UnitResult> analyzeAll(llvm::ArrayRef<const Unit *> Units,
                                   const Method &M, Progress &Shown);

/// What helps where a limit has ended an analysis; empty for other reasons.
llvm::StringRef remedyOf(Failure::Reason Why);

/// Of a unit that has not been analysed when the run is interrupted.
Failure notYet(const Unit &U);

} // namespace tether

#endif // TETHER_DRIVER_RUN_SCHEDULE_H
