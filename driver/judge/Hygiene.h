//===- Hygiene.h - What is wrong with NOLINT comments -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_JUDGE_HYGIENE_H
#define TETHER_DRIVER_JUDGE_HYGIENE_H

#include "driver/result/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tether {

/// What is asked of comments that name checks of ours.
struct SuppressionRules {
  bool RequireReason = false;
  bool ReportUnused = false; ///< Those that suppress nothing.
};

/// Of a comment without a list, or with one that means every check.
bool isBare(const Suppression &S);

/// Whether it is one of the two that addSuppressionFindings() adds findings of.
bool isAboutSuppressions(llvm::StringRef Check);

/// Adds a finding for each comment that does not do as asked. `IsJudged` says
/// of which files it is known what suppresses nothing in them.
void addSuppressionFindings(
    Report &R, const SuppressionRules &Rules,
    llvm::function_ref<bool(llvm::StringRef File)> IsJudged);

} // namespace tether

#endif // TETHER_DRIVER_JUDGE_HYGIENE_H
