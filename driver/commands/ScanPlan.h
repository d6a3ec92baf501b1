//===- ScanPlan.h - What a scan is going to analyse -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_SCANPLAN_H
#define TETHER_DRIVER_COMMANDS_SCANPLAN_H

#include "driver/commands/Scan.h"
#include "driver/result/ScanResult.h"

namespace tether {

/// What is to be analysed, and why the rest is not.
struct ScanPlan {
  compdb::Database DB;
  std::vector<Unit> Units; ///< By file.
  /// Parallel to `Units`: those of this shard. The others are there because
  /// something may be learnt from them.
  std::vector<bool> IsMine;
  size_t Mine = 0; ///< How many there are before only changes are looked at.
  /// Units that can hold no finding are not analysed.
  bool Filters = false;
  std::optional<Changes> Changed; ///< If only these are asked for.
  /// All of the result that is known before anything is analysed.
  ScanResult Result;
  // One line each.
  std::vector<std::string> Notes;     ///< What is left out, or odd.
  std::vector<std::string> Uncovered; ///< Changes that no unit covers, and why.
};

/// Finds out what the request asks to analyse; runs only compilers that it
/// allows to ask. An error says why that is nothing.
llvm::Expected<ScanPlan> planScan(const ScanRequest &Request);

/// Leaves only what the request's change affects in the plan. `Store`, which
/// may be null, is asked what units include. Runs git, and processes of its
/// own.
llvm::Error planChangesOnly(ScanPlan &Plan, const ScanRequest &Request,
                            Cache *Store);

/// Says which changes no unit covers and, unless `Quiet`, if no source is
/// affected.
void printUncovered(const ScanPlan &Plan, bool Quiet, llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_SCANPLAN_H
