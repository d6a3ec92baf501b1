//===- Scan.cpp - tether scan ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Scan.h"
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

/// Why nothing was analysed.
llvm::Error nothingToDo(const Sources &S) {
  if (S.Selected.Present.empty())
    return allGone(S);
  return llvm::createStringError(
      "no check is enabled for any of the sources; see --checks and the "
      "Checks of their .clang-tidy");
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

/// Says in `Result` which units are in which shard.
llvm::Error distribute(const ScanRequest &Request, llvm::ArrayRef<Unit> Units,
                       ScanResult &Result) {
  Timings Earlier;
  if (!Request.Timings.empty()) {
    auto Read = readTimings(Request.Timings);
    if (!Read)
      return Read.takeError();
    Earlier = std::move(*Read);
  }
  Result.Shard = Request.Part.Number;
  Result.Shards = Request.Part.Of;
  Result.Plan = plan(Units, Result.Shards, Earlier, Result.Root);
  if (!Request.Result.empty())
    Result.Digest = digest(Units, Result.Plan, Result.Gone, Result.Root);
  return llvm::Error::success();
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

struct Gathered {
  ScanResult Result;
  std::optional<Changes> Changed; ///< If only these are asked for.
};

/// Analyses what the request asks for. Progress goes to `Err`; an error is that
/// nothing could be analysed.
llvm::Expected<Gathered> gather(const ScanRequest &Request,
                                llvm::raw_ostream &Err) {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  auto Found = findSources(FS, Request.Where);
  if (!Found)
    return Found.takeError();
  const std::string &Root = Found->DB.Root;
  std::set<std::string> Checks;
  auto Units = makeUnits(*Found, Request.Config, [&](const FileConfig &C) {
    for (llvm::StringRef Check : C.Checks)
      Checks.insert(Check.str());
    return !C.Checks.empty();
  });
  if (!Units)
    return Units.takeError();
  if (Units->empty())
    return nothingToDo(*Found);
  if (!Request.Quiet)
    printNotes(*Found, Err);

  Gathered All;
  ScanResult &Result = All.Result;
  Result.Root = Root;
  Result.Gone = Found->Selected.Gone;
  Result.Checks.assign(Checks.begin(), Checks.end());
  Result.IsWhole = Request.Where.Paths.empty() &&
                   !Request.Config.HeaderFilter &&
                   !Request.Config.ExcludeHeaderFilter;
  if (llvm::Error E = distribute(Request, *Units, Result))
    return std::move(E);
  const std::vector<bool> Mine = inShard(*Units, Result.Plan, Result.Shard);
  if (!llvm::is_contained(Mine, true) && !Request.Quiet)
    llvm::WithColor::note(Err) << "shard " << Result.Shard << " of "
                               << Result.Shards << " has no sources\n";

  // Whoever names sources means them, and what is chosen is few.
  // What suppresses nothing has to be looked for everywhere.
  const bool Filters = !Request.Whole && !Request.Diff.Base &&
                       Request.Where.Paths.empty() &&
                       !Request.Suppressions.ReportUnused;
  if (!Filters)
    keepOnly(*Units, Mine);

  std::optional<Cache> Store;
  if (!Request.CacheFolder.empty())
    Store.emplace(Request.CacheFolder, Root);
  if (Request.Diff.Base) {
    auto Read = readChanges(*Request.Diff.Base, Root);
    if (!Read)
      return Read.takeError();
    All.Changed = std::move(*Read);
    auto Chosen = affectedBy(*All.Changed, std::move(*Units), Found->DB,
                             Store ? &*Store : nullptr, Request.Of);
    if (!Chosen)
      return Chosen.takeError();
    *Units = std::move(Chosen->Units);
    for (const std::string &Why : Chosen->Uncovered)
      llvm::WithColor::warning(Err) << Why << '\n';
    if (Units->empty() && !Request.Quiet)
      Err << "no source is affected by the change\n";
    // Nor are those that are gone.
    Result.Gone.clear();
  }
  std::vector<Cost> Took;
  Method How{Request.Of, Request.Whole ? Bodies::Parsed : Bodies::Skipped,
             Store ? &*Store : nullptr, &Took};
  {
    Progress Shown(Err, llvm::count(Mine, true),
                   Request.Quiet        ? Progress::Form::None
                   : Err.is_displayed() ? Progress::Form::Line
                                        : Progress::Form::Lines);
    if (Filters) {
      Result.Units =
          analyzeNeeded(*Units, [&](size_t I) { return Mine[I]; }, How, Shown);
      keepOnly(Result.Units, Mine);
      keepOnly(Took, Mine);
      keepOnly(*Units, Mine);
    } else {
      std::vector<const Unit *> Which;
      for (const Unit &U : *Units)
        Which.push_back(&U);
      Result.Units = analyzeAll(Which, How, Shown);
    }
  }
  for (auto [U, Found] : llvm::zip_equal(*Units, Result.Units))
    U.Own.applyTo(Found);
  for (UnitResult &Unit : Result.Units)
    if (Unit.Failed)
      addRepetition(*Unit.Failed, Request.Where, Found->DB);
  if (Store && !Store->trouble().empty() && !Request.Quiet)
    llvm::WithColor::warning(Err) << "no cache: " << Store->trouble() << '\n';
  keepTimes(*Units, Took, Result);
  if (Request.Profile)
    printProfile(profiled(*Units, Took, Root), Err);
  return All;
}

/// What that comes to: if only changes are asked for, without the rest.
ScanOutcome outcomeOf(Gathered All, const ScanRequest &Request) {
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
  auto All = gather(Request, Err);
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
  auto Fixes = Mending::open(Request.Fixes);
  if (!Fixes)
    return fail(Err, Fixes.takeError());
  auto All = gather(Request, Err);
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
