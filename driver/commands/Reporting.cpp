//===- Reporting.cpp - What a scan came to, and its report ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Reporting.h"
#include "driver/judge/Identity.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/WithColor.h"

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

ExitStatus ReportRequest::status(const Report &R) const {
  const ExitStatus Status = R.status();
  if (Status != HasFindings)
    return Status;
  if (!FailOn)
    return Clean;
  const size_t Failing = llvm::count_if(
      R.Findings, [&](const Finding &F) { return severity(F) >= *FailOn; });
  return Failing > MaxFindings ? HasFindings : Clean;
}

llvm::Expected<Reporting> Reporting::open(const ReportRequest &Request) {
  auto Reports =
      Outputs::open(Request.Outputs, Request.Format, Request.Statistics);
  if (!Reports)
    return Reports.takeError();
  Reporting Result(Request, std::move(*Reports));
  if (!Request.Baseline.empty()) {
    auto Read = Baseline::read(Request.Baseline);
    if (!Read)
      return Read.takeError();
    Result.Known = std::move(*Read);
  }
  return Result;
}

void Reporting::applyBaseline(ScanOutcome &Outcome) {
  if (!Known)
    return;
  // Checks that did not run as configured may have missed some.
  if (Outcome.R.ConfigErrors.empty())
    Gone = fixedEntries(*Known, Outcome.R.Findings, Outcome.Seen).size();
  apply(*Known, Outcome.R);
}

llvm::Error Reporting::write(const ScanOutcome &Outcome, llvm::raw_ostream &Out,
                             llvm::raw_ostream &Err) {
  const Report &R = Outcome.R;
  llvm::Error Unwritten =
      Reports.write(R,
                    {Outcome.Root, Outcome.From, Request->RunId,
                     Request->Color.value_or(hasColors(Out)),
                     Request->ShowKnown, Request->ShowSuppressed},
                    Out);
  printProblems(R, Outcome.From, Err);
  if (Gone && !Request->Quiet)
    llvm::WithColor::note(Err)
        << Gone << " of the findings in '" << Request->Baseline
        << (Gone == 1 ? "' is gone; 'tether baseline prune' drops it\n"
                      : "' are gone; 'tether baseline prune' drops them\n");
  if (!Request->Quiet)
    Err << R.summary() << '\n';
  return Unwritten;
}

} // namespace tether
