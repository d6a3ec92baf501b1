//===- Reporting.h - Where the reports of a run go --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a scan, and a merge of scans, do with what was found.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_REPORTING_H
#define TETHER_DRIVER_COMMANDS_REPORTING_H

#include "driver/judge/Baseline.h"
#include "driver/judge/Hygiene.h"
#include "driver/report/Outputs.h"
#include "driver/result/ScanOutcome.h"
#include <optional>

namespace tether {

/// What the command line says about reports.
struct ReportRequest {
  /// Of standard output; empty: text.
  std::string Format;
  /// FORMAT=PATH of other reports.
  std::vector<std::string> Outputs;
  /// A file of findings that are not to be reported; empty: none.
  std::string Baseline;
  // For FormatSettings.
  std::string RunId;
  bool ShowKnown = false;
  bool ShowSuppressed = false;
  SuppressionRules Suppressions; ///< What is asked of NOLINT comments.
  std::optional<bool> Color;     ///< Unset: if `Out` is a terminal.
  bool Quiet = false;
  /// Counts per check instead of findings on standard output.
  bool Statistics = false;
  /// The least severity that fails the run; unset: none does.
  std::optional<Severity> FailOn = Severity::Note;
  /// How many of these are put up with.
  unsigned MaxFindings = 0;

  /// How a run with this report ends.
  ExitStatus status(const Report &R) const;
};

/// Where the reports of a run go.
class Reporting {
public:
  /// `Request` must outlive it. An error if a report could not be written or
  /// the baseline not read, so that nobody waits for it.
  static llvm::Expected<Reporting> open(const ReportRequest &Request);

  /// Sets known findings apart; once, before write().
  void applyBaseline(ScanOutcome &Outcome);

  /// Writes the reports; once. Findings go to `Out`; problems and the summary
  /// to `Err`.
  llvm::Error write(const ScanOutcome &Outcome, llvm::raw_ostream &Out,
                    llvm::raw_ostream &Err);

private:
  Reporting(const ReportRequest &Request, Outputs Reports)
      : Request(&Request), Reports(std::move(Reports)) {}

  const ReportRequest *Request;
  Outputs Reports;
  std::optional<Baseline> Known;
  size_t Gone = 0; ///< Findings of the baseline that are not found any more.
};

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_REPORTING_H
