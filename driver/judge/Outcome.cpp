//===- Outcome.cpp - What results add up to -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Outcome.h"
#include "driver/judge/Identity.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

namespace tether {

ScanOutcome makeOutcome(ScanResult Result, const SuppressionRules &Rules) {
  ScanOutcome Outcome;
  Report &R = Outcome.R = makeReport(std::move(Result.Units), Result.Gone);

  Outcome.Root = std::move(Result.Root);
  llvm::SmallString<256> From;
  llvm::sys::fs::real_path(".", From);
  Outcome.From = std::string(From);
  Outcome.Seen.Checks.insert(Result.Checks.begin(), Result.Checks.end());
  for (const std::string &File : R.FilesAnalysed)
    Outcome.Seen.Files.insert(relativeTo(File, Outcome.Root).str());
  Outcome.Seen.IsWhole =
      Result.IsWhole && R.Failures.empty() &&
      R.FilesAnalysed.size() == Result.Plan.size(); // Not of one shard.

  // A source with such comments is always parsed. Of a header with them, one
  // that was not parsed may have needed them.
  addSuppressionFindings(R, Rules, [&](llvm::StringRef File) {
    return llvm::binary_search(R.FilesAnalysed, File.str()) ||
           (Outcome.Seen.IsWhole && R.FilesSkipped == 0);
  });
  if (Rules.RequireReason)
    Outcome.Seen.Checks.insert(SuppressionWithoutReason.str());
  if (Rules.ReportUnused)
    Outcome.Seen.Checks.insert(UnusedSuppression.str());
  identify(R.Findings, Outcome.Root);
  identify(R.Suppressed, Outcome.Root);
  return Outcome;
}

} // namespace tether
