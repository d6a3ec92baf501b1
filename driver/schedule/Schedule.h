//===- Schedule.h - Many units at once --------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SCHEDULE_SCHEDULE_H
#define TETHER_DRIVER_SCHEDULE_SCHEDULE_H

#include "driver/analysis/Analyze.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tether {

/// Calls `Do` with the numbers below `Count`, `Jobs` at a time (0: one per
/// core), on threads whose stack is large enough for clang.
void forAll(size_t Count, unsigned Jobs, llvm::function_ref<void(size_t)> Do);

/// Analyses all units, `Jobs` at a time (0: one per core). The results are in
/// the units' order. `Progress` is told about every result; one call at a time,
/// from any thread.
std::vector<UnitResult>
analyzeAll(llvm::ArrayRef<Unit> Units, unsigned Jobs,
           llvm::function_ref<void(const UnitResult &)> Progress);

} // namespace tether

#endif // TETHER_DRIVER_SCHEDULE_SCHEDULE_H
