//===- Baseline.h - Findings that are known ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A baseline is a text file of findings that a project has and does not want to
// be stopped by. One finding a line, sorted by fingerprint, so that branches
// merge; docs/usage/baseline.md describes it. What the lines say beside the
// fingerprint is for people, and to know which of them a run has looked at.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_JUDGE_BASELINE_H
#define TETHER_DRIVER_JUDGE_BASELINE_H

#include "driver/result/ScanOutcome.h"
#include "llvm/Support/Error.h"
#include <map>

namespace tether {

struct BaselineEntry {
  std::string Check;
  std::string File; ///< As seen from the project's folder.
  std::string Function;
  std::string Comments; ///< Whole lines above it.
};

struct Baseline {
  std::string Comments; ///< Whole lines at the head of the file.
  std::map<std::string, BaselineEntry> Entries; ///< By fingerprint.

  /// Errors name the file and the line and say what to do.
  static llvm::Expected<Baseline> read(llvm::StringRef Path);

  /// Adds what is not there yet.
  void add(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root);

  void print(llvm::raw_ostream &OS) const;
};

/// The fingerprints of those entries that `Seen` covers and `Findings` lacks.
std::vector<std::string> fixedEntries(const Baseline &B,
                                      llvm::ArrayRef<Finding> Findings,
                                      const Coverage &Seen);

/// Sets the report's known findings apart.
void apply(const Baseline &B, Report &R);

} // namespace tether

#endif // TETHER_DRIVER_JUDGE_BASELINE_H
