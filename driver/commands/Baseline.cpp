//===- Baseline.cpp - tether baseline -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Baseline.h"
#include "driver/judge/Baseline.h"
#include "driver/report/Wording.h"
#include "driver/support/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace tether {

namespace {

/// Analyses, lets `Change` work on the baseline and writes it. Half an analysis
/// still changes what it has seen, and has its exit status.
ExitStatus
rewrite(const BaselineRequest &Request, Baseline B, llvm::raw_ostream &Err,
        llvm::function_ref<void(Baseline &, const ScanOutcome &)> Change) {
  auto File = OutputFile::create(Request.File);
  if (!File)
    return fail(Err, File.takeError());
  auto Outcome = runChecks(Request.Scan, Err);
  if (!Outcome)
    return fail(Err, Outcome.takeError());
  const Report &R = Outcome->R;
  printProblems(R, Outcome->From, Err);
  if (!R.ConfigErrors.empty())
    return fail(Err,
                llvm::createStringError("'" + Request.File +
                                        "' is not written, because the "
                                        "checks did not run as configured"));
  const Baseline Old = B;
  Change(B, *Outcome);
  if (llvm::Error E = File->write([&](llvm::raw_ostream &OS) { B.print(OS); }))
    return fail(Err, std::move(E));
  if (!Request.Scan.Quiet) {
    size_t Kept = llvm::count_if(
        Old.Entries, [&](const auto &E) { return B.Entries.count(E.first); });
    Err << "'" << Request.File << "': " << B.Entries.size() - Kept << " added, "
        << Old.Entries.size() - Kept << " dropped, " << Kept << " kept\n";
  }
  return R.Failures.empty() ? Clean : Incomplete;
}

void dropFixed(Baseline &B, const ScanOutcome &Outcome) {
  for (const std::string &Fingerprint :
       fixedEntries(B, Outcome.R.Findings, Outcome.Seen))
    B.Entries.erase(Fingerprint);
}

} // namespace

ExitStatus createBaseline(const BaselineRequest &Request,
                          llvm::raw_ostream &Err) {
  if (!Request.Force && llvm::sys::fs::exists(Request.File))
    return fail(Err, llvm::createStringError(
                         "'" + Request.File +
                         "' exists; 'tether baseline update' changes it, and "
                         "--force writes a new one"));
  return rewrite(Request, Baseline(), Err,
                 [](Baseline &B, const ScanOutcome &Outcome) {
                   B.add(Outcome.R.Findings, Outcome.Root);
                 });
}

ExitStatus updateBaseline(const BaselineRequest &Request,
                          llvm::raw_ostream &Err) {
  auto B = Baseline::read(Request.File);
  if (!B)
    return fail(Err, B.takeError());
  return rewrite(Request, std::move(*B), Err,
                 [](Baseline &B, const ScanOutcome &Outcome) {
                   dropFixed(B, Outcome);
                   B.add(Outcome.R.Findings, Outcome.Root);
                 });
}

ExitStatus pruneBaseline(const BaselineRequest &Request,
                         llvm::raw_ostream &Err) {
  auto B = Baseline::read(Request.File);
  if (!B)
    return fail(Err, B.takeError());
  return rewrite(Request, std::move(*B), Err, dropFixed);
}

ExitStatus showBaseline(llvm::StringRef File, llvm::raw_ostream &Out,
                        llvm::raw_ostream &Err) {
  auto B = Baseline::read(File);
  if (!B)
    return fail(Err, B.takeError());
  using Line = std::tuple<llvm::StringRef, llvm::StringRef, llvm::StringRef,
                          llvm::StringRef>;
  std::vector<Line> Lines;
  for (const auto &[Fingerprint, E] : B->Entries)
    Lines.emplace_back(E.File, E.Function, E.Check, Fingerprint);
  llvm::sort(Lines);
  for (const auto &[Path, Function, Check, Fingerprint] : Lines) {
    Out << Path << ": ";
    if (!Function.empty())
      Out << "in " << Function << ": ";
    Out << Check << " (" << Fingerprint << ")\n";
  }
  return Clean;
}

} // namespace tether
