//===- ScanOutcome.h - What a scan came to ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RESULT_SCANOUTCOME_H
#define TETHER_DRIVER_RESULT_SCANOUTCOME_H

#include "driver/result/Report.h"
#include <set>

namespace tether {

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
};

/// What the analysis came to, whatever is to be done with it.
struct ScanOutcome {
  Report R;
  Coverage Seen;
  std::string Root; ///< The project's folder.
  std::string From; ///< The working directory.
};

} // namespace tether

#endif // TETHER_DRIVER_RESULT_SCANOUTCOME_H
