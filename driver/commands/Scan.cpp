//===- Scan.cpp - tether scan ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Scan.h"
#include "driver/commands/ScanPlan.h"
#include "driver/judge/Outcome.h"
#include "driver/report/Profile.h"
#include "driver/run/Progress.h"
#include "driver/select/Needed.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

/// Says what helps, and how to see again what killed an analysis.
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
  if (llvm::StringRef Remedy = remedyOf(F.Why); !Remedy.empty())
    F.Message += ("; " + Remedy).str();
  F.Message += "; to repeat it: " + Command;
}

template <typename T>
void keepOnly(std::vector<T> &Items, const std::vector<bool> &Which) {
  size_t I = 0;
  llvm::erase_if(Items, [&](const T &) { return !Which[I++]; });
}

std::vector<ProfiledSource> profiled(llvm::ArrayRef<Unit> Units,
                                     llvm::ArrayRef<Cost> Took,
                                     llvm::StringRef Root) {
  std::vector<ProfiledSource> Result;
  for (auto [U, C] : llvm::zip_equal(Units, Took))
    Result.push_back({relativeTo(U.File, Root).str() +
                          (U.Configuration.empty() ? "" : " ") +
                          U.Configuration,
                      C.Seconds, C.Bytes});
  return Result;
}

/// Analyses what is to be reported, after which the plan has no other units.
/// The results are parallel to these.
std::vector<UnitResult> analyzeUnits(ScanPlan &Plan, const Method &How,
                                     Progress &Shown) {
  if (!Plan.Filters) {
    keepOnly(Plan.Units, Plan.IsMine);
    std::vector<const Unit *> Which;
    for (const Unit &U : Plan.Units)
      Which.push_back(&U);
    return analyzeAll(Which, How, Shown);
  }
  std::vector<UnitResult> Results = analyzeNeeded(
      Plan.Units, [&](size_t I) { return Plan.IsMine[I]; }, How, Shown);
  keepOnly(Results, Plan.IsMine);
  keepOnly(*How.Took, Plan.IsMine);
  keepOnly(Plan.Units, Plan.IsMine);
  return Results;
}

/// Carries the plan out. Progress goes to `Err`. `Store` may be null.
ScanResult analyzePlan(ScanPlan &Plan, const ScanRequest &Request, Cache *Store,
                       llvm::raw_ostream &Err) {
  ScanResult Result = std::move(Plan.Result);
  std::vector<Cost> Took;
  Method How{Request.Of, Request.Whole ? Bodies::Parsed : Bodies::Skipped,
             Store, &Took};
  {
    Progress Shown(Err, Plan.Mine,
                   Request.Quiet        ? Progress::Form::None
                   : Err.is_displayed() ? Progress::Form::Line
                                        : Progress::Form::Lines);
    Result.Units = analyzeUnits(Plan, How, Shown);
  }
  for (auto [U, Found] : llvm::zip_equal(Plan.Units, Result.Units)) {
    U.Own.applyTo(Found);
    if (Found.Failed)
      addRepetition(*Found.Failed, Request.Where, Plan.DB);
  }
  if (Store && !Store->trouble().empty() && !Request.Quiet)
    llvm::WithColor::warning(Err) << "no cache: " << Store->trouble() << '\n';
  keepTimes(Plan.Units, Took, Result);
  if (Request.Profile)
    printProfile(profiled(Plan.Units, Took, Result.Root), Err);
  return Result;
}

/// What is found, before it is judged.
struct Scanned {
  ScanResult Result;
  std::optional<Changes> Changed; ///< If only these are asked for.
};

/// Progress and what is left out go to `Err`. An error is that nothing could be
/// analysed.
llvm::Expected<Scanned> planAndAnalyze(const ScanRequest &Request,
                                       llvm::raw_ostream &Err) {
  auto Plan = planScan(Request);
  if (!Plan)
    return Plan.takeError();
  if (!Request.Quiet)
    printNotes(Plan->Notes, Err);
  std::optional<Cache> Opened;
  if (!Request.CacheFolder.empty())
    Opened.emplace(Request.CacheFolder, Plan->Result.Root);
  Cache *Store = Opened ? &*Opened : nullptr;
  if (Request.Diff.Base) {
    if (llvm::Error E = planChangesOnly(*Plan, Request, Store))
      return std::move(E);
    printUncovered(*Plan, Request.Quiet, Err);
  }
  ScanResult Result = analyzePlan(*Plan, Request, Store, Err);
  return Scanned{std::move(Result), std::move(Plan->Changed)};
}

/// What that adds up to; without the rest if only changes are asked for.
ScanOutcome outcomeOf(Scanned All, const ScanRequest &Request) {
  ScanOutcome Outcome =
      makeOutcome(std::move(All.Result), Request.Suppressions);
  if (!All.Changed)
    return Outcome;
  keepChanged(Outcome.R, *All.Changed, Request.Diff.Context);
  // Of unchanged lines a baseline shall keep what it has.
  Outcome.Seen.Files.clear();
  Outcome.Seen.IsWhole = false;
  return Outcome;
}

} // namespace

llvm::Expected<ScanOutcome> runChecks(const ScanRequest &Request,
                                      llvm::raw_ostream &Err) {
  auto All = planAndAnalyze(Request, Err);
  if (!All)
    return All.takeError();
  return outcomeOf(std::move(*All), Request);
}

ExitStatus scan(const ScanRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err) {
  auto Reports = Reporting::open(Request);
  if (!Reports)
    return fail(Err, Reports.takeError());
  std::optional<OutputFile> ResultFile;
  if (!Request.Result.empty()) {
    auto File = OutputFile::create(Request.Result);
    if (!File)
      return fail(Err, File.takeError());
    ResultFile = std::move(*File);
  }
  auto Fixes = Fixer::open(Request.Fixes);
  if (!Fixes)
    return fail(Err, Fixes.takeError());
  auto All = planAndAnalyze(Request, Err);
  if (!All)
    return fail(Err, All.takeError());
  llvm::Error Failed = ResultFile ? writeResult(*ResultFile, All->Result)
                                  : llvm::Error::success();
  ScanOutcome Outcome = outcomeOf(std::move(*All), Request);
  Reports->applyBaseline(Outcome);
  Fixes->plan(Outcome, Request.Quiet, Err);
  // A patch would not be one with findings in between.
  llvm::raw_ostream &Findings = Request.Fixes.DryRun ? llvm::nulls() : Out;
  Failed = llvm::joinErrors(std::move(Failed),
                            Reports->write(Outcome, Findings, Err));
  if (llvm::Error E =
          llvm::joinErrors(std::move(Failed), Fixes->write(Outcome, Out)))
    return fail(Err, std::move(E));
  return Request.status(Outcome.R);
}

} // namespace tether
