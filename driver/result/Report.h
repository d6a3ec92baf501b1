//===- Report.h - What a run found ------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RESULT_REPORT_H
#define TETHER_DRIVER_RESULT_REPORT_H

#include "driver/result/Finding.h"
#include "driver/support/ExitStatus.h"

namespace tether {

struct Report {
  /// By file, line, column and check, without those of the baseline and those
  /// that are fixed. A header's finding is here once, however many units
  /// include the header.
  std::vector<Finding> Findings;
  std::vector<Failure> Failures;          ///< By file.
  std::vector<std::string> ConfigErrors;  ///< Each once.
  std::vector<std::string> FilesAnalysed; ///< Completely; sorted.
  /// How many of them were not parsed, because nothing in them can matter.
  size_t FilesSkipped = 0;
  bool HasBaseline = false;
  std::vector<Finding> Known; ///< Those that the baseline has, as Findings.
  std::vector<Finding> Fixed; ///< Those that this run fixes, as Findings.

  std::vector<Finding> Suppressed; ///< By NOLINT comments, as Findings.
  /// The comments, each once, by file and line.
  std::vector<Suppression> Suppressions;

  ExitStatus status() const;
};

/// In the order of reports.
void sortFindings(std::vector<Finding> &Findings);

} // namespace tether

#endif // TETHER_DRIVER_RESULT_REPORT_H
