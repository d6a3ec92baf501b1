//===- Fixer.h - The fixes of a run -----------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_FIX_FIXER_H
#define TETHER_DRIVER_FIX_FIXER_H

#include "driver/fix/Plan.h"
#include "driver/result/ScanOutcome.h"
#include "driver/support/OutputFile.h"
#include <optional>

namespace tether {

struct FixRequest {
  bool Apply = false;
  /// Instead of fixes, apply comments that suppress the findings and say this;
  /// empty: none.
  std::string Reason;
  bool DryRun = false; ///< Print a patch instead.
  bool Unsafe = false; ///< Also fixes that are not safe.
  std::string Export;  ///< A file for clang-apply-replacements; empty: none.
};

class Fixer {
public:
  /// An error if a file that is asked for could not be written.
  static llvm::Expected<Fixer> open(const FixRequest &Request);

  /// Plans the fixes of what is reported, or comments, and sets findings apart
  /// that are to be fixed or suppressed. Says what is left alone, and unless
  /// `Quiet` that there are unsafe ones, and what is suppressed.
  void plan(ScanOutcome &Outcome, bool Quiet, llvm::raw_ostream &Err);

  /// Writes what is asked for; once, after the reports, which read the sources.
  /// A patch goes to `Out`.
  llvm::Error write(const ScanOutcome &Outcome, llvm::raw_ostream &Out);

private:
  explicit Fixer(FixRequest Request) : Request(std::move(Request)) {}

  FixRequest Request;
  std::optional<OutputFile> ExportFile;
  std::string Exported;
  FixPlan Plan;
};

} // namespace tether

#endif // TETHER_DRIVER_FIX_FIXER_H
