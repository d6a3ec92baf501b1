//===- Scan.cpp - tether scan ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Scan.h"
#include "driver/report/Fixes.h"
#include "driver/report/Identity.h"
#include "driver/report/Outputs.h"
#include "driver/report/Progress.h"
#include "driver/schedule/Schedule.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

/// Why nothing was analysed.
llvm::Error nothingToDo(const Sources &S) {
  if (S.Selected.Present.empty())
    return allGone(S);
  return llvm::createStringError(
      "no check is enabled for any of the sources; see --checks and the "
      "Checks of their .clang-tidy");
}

/// Exports and applies what the command line asks for.
llvm::Error mend(const ScanRequest &Request, const Report &R,
                 llvm::raw_ostream &Err) {
  if (!Request.ExportFixes.empty())
    if (llvm::Error E = exportFixes(R, Request.ExportFixes))
      return E;
  if (!Request.Fix)
    return llvm::Error::success();
  // Half a parse may see a capture that is none.
  if (!R.Failures.empty()) {
    llvm::WithColor::error(Err)
        << "no fix is applied, because not all files were analysed\n";
    return llvm::Error::success();
  }
  auto Outcome = applyFixes(R);
  if (!Outcome)
    return Outcome.takeError();
  if (Request.Quiet)
    return llvm::Error::success();
  Err << Outcome->Fixed << " fixed";
  if (Outcome->Overlapping)
    Err << ", " << Outcome->Overlapping << " left that overlap them";
  Err << '\n';
  return llvm::Error::success();
}

/// Says how to see again what killed an analysis.
void addRepetition(Failure &F, const SourceRequest &Where,
                   const compdb::Database &DB) {
  if (F.Why != Failure::Reason::Crashed && F.Why != Failure::Reason::TimedOut &&
      F.Why != Failure::Reason::OutOfMemory)
    return;
  std::string Command = "tether scan --no-cache";
  llvm::raw_string_ostream OS(Command);
  auto Add = [&](llvm::StringRef Argument) {
    OS << ' ';
    llvm::sys::printArg(OS, Argument, /*Quote=*/false);
  };
  if (!DB.Path.empty()) {
    Add("-p");
    Add(DB.Path);
  }
  Add(F.File);
  if (Where.Flags) {
    Add("--");
    for (const std::string &Flag : *Where.Flags)
      Add(Flag);
  }
  F.Message += "; to repeat it: " + Command;
}

} // namespace

llvm::Expected<ScanOutcome> runChecks(const ScanRequest &Request,
                                      llvm::raw_ostream &Err) {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  auto Found = findSources(FS, Request.Where);
  if (!Found)
    return Found.takeError();
  ScanOutcome Outcome;
  auto Units = makeUnits(*Found, Request.Config, [&](const FileConfig &C) {
    for (llvm::StringRef Check : C.Checks)
      Outcome.Seen.Checks.insert(Check.str());
    return !C.Checks.empty();
  });
  if (!Units)
    return Units.takeError();
  if (Units->empty())
    return nothingToDo(*Found);
  if (!Request.Quiet)
    printNotes(*Found, Err);

  std::optional<Cache> Store;
  if (!Request.CacheFolder.empty())
    Store.emplace(Request.CacheFolder, Found->DB.Root);
  std::optional<Changes> Changed;
  if (Request.Diff.Base) {
    auto Read = readChanges(*Request.Diff.Base, Found->DB.Root);
    if (!Read)
      return Read.takeError();
    Changed = std::move(*Read);
    auto Chosen = affectedBy(*Changed, std::move(*Units), Found->DB,
                             Store ? &*Store : nullptr, Request.Of);
    if (!Chosen)
      return Chosen.takeError();
    *Units = std::move(Chosen->Units);
    for (const std::string &Why : Chosen->Uncovered)
      llvm::WithColor::warning(Err) << Why << '\n';
    if (Units->empty() && !Request.Quiet)
      Err << "no source is affected by the change\n";
    // Nor are those that are gone.
    Found->Selected.Gone.clear();
  }
  std::vector<UnitResult> Results;
  {
    Progress Shown(Err, Units->size(),
                   Request.Quiet        ? Progress::Form::None
                   : Err.is_displayed() ? Progress::Form::Line
                                        : Progress::Form::Lines);
    Results = analyzeAll(*Units,
                         {Request.Of,
                          Request.Whole ? Bodies::Parsed : Bodies::Skipped,
                          Store ? &*Store : nullptr},
                         Shown);
  }
  for (UnitResult &Result : Results)
    if (Result.Failed)
      addRepetition(*Result.Failed, Request.Where, Found->DB);
  if (Store && !Store->trouble().empty() && !Request.Quiet)
    llvm::WithColor::warning(Err) << "no cache: " << Store->trouble() << '\n';
  Report &R = Outcome.R = makeReport(std::move(Results), Found->Selected.Gone);
  identify(R.Findings, Found->DB.Root);
  if (Changed)
    keepChanged(R, *Changed, Request.Diff.Context);

  Outcome.Root = Found->DB.Root;
  llvm::SmallString<256> From;
  FS->getRealPath(".", From);
  Outcome.From = std::string(From);
  // Of unchanged lines a baseline shall keep what it has.
  if (Changed)
    return Outcome;
  for (const std::string &File : R.FilesAnalysed)
    Outcome.Seen.Files.insert(relativeTo(File, Outcome.Root).str());
  Outcome.Seen.IsWhole = Request.Where.Paths.empty() && R.Failures.empty() &&
                         !Request.Config.HeaderFilter &&
                         !Request.Config.ExcludeHeaderFilter;
  return Outcome;
}

ExitStatus scan(const ScanRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err) {
  auto Reports = Outputs::open(Request.Outputs, Request.Format);
  if (!Reports)
    return fail(Err, Reports.takeError());
  std::optional<Baseline> Known;
  if (!Request.Baseline.empty()) {
    auto Read = Baseline::read(Request.Baseline);
    if (!Read)
      return fail(Err, Read.takeError());
    Known = std::move(*Read);
  }
  auto Outcome = runChecks(Request, Err);
  if (!Outcome)
    return fail(Err, Outcome.takeError());
  Report &R = Outcome->R;
  size_t Fixed = 0;
  if (Known) {
    // Checks that did not run as configured may have missed some.
    if (R.ConfigErrors.empty())
      Fixed = fixedEntries(*Known, R.Findings, Outcome->Seen).size();
    apply(*Known, R);
  }

  llvm::Error Unwritten = Reports->write(
      R,
      {Outcome->Root, Outcome->From, Request.RunId,
       Request.Color.value_or(Out.has_colors()), Request.ShowKnown},
      Out);
  printProblems(R, Outcome->From, Err);
  if (Fixed && !Request.Quiet)
    llvm::WithColor::note(Err)
        << Fixed << " of the findings in '" << Request.Baseline
        << (Fixed == 1 ? "' is gone; 'tether baseline prune' drops it\n"
                       : "' are gone; 'tether baseline prune' drops them\n");
  if (!Request.Quiet)
    Err << R.summary() << '\n';
  if (llvm::Error E =
          llvm::joinErrors(std::move(Unwritten), mend(Request, R, Err)))
    return fail(Err, std::move(E));
  return R.status();
}

ExitStatus listChecks(const ConfigRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  auto Here = configHere(Request);
  if (!Here)
    return fail(Err, Here.takeError());
  if (Here->Checks.empty())
    return fail(Err, llvm::createStringError("no check is enabled"));
  Out << "Enabled checks:\n";
  for (llvm::StringRef Name : Here->Checks)
    Out << "    " << Name << '\n';
  return Clean;
}

} // namespace tether
