//===- Reporting.cpp - Where the reports of a run go ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Reporting.h"
#include "driver/report/Wording.h"
#include "driver/result/Rules.h"
#include "driver/support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"

namespace tether {

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
    Err << summary(R) << '\n';
  return Unwritten;
}

} // namespace tether
