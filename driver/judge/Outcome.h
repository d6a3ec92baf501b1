//===- Outcome.h - What results add up to -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_JUDGE_OUTCOME_H
#define TETHER_DRIVER_JUDGE_OUTCOME_H

#include "driver/judge/Hygiene.h"
#include "driver/result/ScanOutcome.h"
#include "driver/result/ScanResult.h"

namespace tether {

/// The report of all units. Of equal findings that of the first unit stays.
/// `Missing` are sources that could not even be tried.
Report makeReport(std::vector<UnitResult> Results,
                  llvm::ArrayRef<std::string> Missing);

/// The report of all there is in `Result`, with what `Rules` ask of NOLINT
/// comments, and what it says anything about. Findings get their fingerprints.
ScanOutcome makeOutcome(ScanResult Result, const SuppressionRules &Rules);

} // namespace tether

#endif // TETHER_DRIVER_JUDGE_OUTCOME_H
