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

#include "driver/result/Report.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>

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

/// What a run has looked at. Only there is a finding that is gone a fixed one.
struct Coverage {
  /// All sources, and nothing filtered but checks. Else nothing is known of
  /// headers, whose findings may come from other sources.
  bool IsWhole = false;
  std::set<std::string> Files; ///< As seen from the project's folder.
  std::set<std::string> Checks;

  /// Whether all is known of a file, as seen from the project's folder.
  bool has(llvm::StringRef File) const {
    return IsWhole || Files.count(File.str());
  }
  bool has(const BaselineEntry &E) const {
    return Checks.count(E.Check) && has(E.File);
  }
};

/// The fingerprints of those entries that `Seen` covers and `Findings` lacks.
std::vector<std::string> fixedEntries(const Baseline &B,
                                      llvm::ArrayRef<Finding> Findings,
                                      const Coverage &Seen);

/// Sets the report's known findings apart.
void apply(const Baseline &B, Report &R);

} // namespace tether

#endif // TETHER_DRIVER_JUDGE_BASELINE_H
