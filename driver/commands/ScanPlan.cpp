//===- ScanPlan.cpp - What a scan is going to analyse ---------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/ScanPlan.h"
#include "llvm/ADT/STLExtras.h"
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

/// Says which units are in which shard.
llvm::Error distribute(ScanPlan &Plan, const ScanRequest &Request) {
  ScanResult &Result = Plan.Result;
  Timings Earlier;
  if (!Request.Timings.empty()) {
    auto Read = readTimings(Request.Timings);
    if (!Read)
      return Read.takeError();
    Earlier = std::move(*Read);
  }
  Result.Shard = Request.Part.Number;
  Result.Shards = Request.Part.Of;
  Result.Plan = plan(Plan.Units, Result.Shards, Earlier, Result.Root);
  if (!Request.Result.empty())
    Result.Digest = digest(Plan.Units, Result.Plan, Result.Gone, Result.Root);
  Plan.IsMine = inShard(Plan.Units, Result.Plan, Result.Shard);
  Plan.Mine = llvm::count(Plan.IsMine, true);
  if (!Plan.Mine)
    Plan.Notes.push_back("shard " + std::to_string(Result.Shard) + " of " +
                         std::to_string(Result.Shards) + " has no sources");
  return llvm::Error::success();
}

/// Whether units are looked at for what can matter, and only these analysed.
/// Whoever names sources means them, and what is chosen is few. What suppresses
/// nothing has to be looked for everywhere.
bool filters(const ScanRequest &Request) {
  return !Request.Whole && !Request.Diff.Base && Request.Where.Paths.empty() &&
         !Request.Suppressions.ReportUnused;
}

} // namespace

llvm::Expected<ScanPlan> planScan(const ScanRequest &Request) {
  auto Found = findSources(llvm::vfs::getRealFileSystem(), Request.Where);
  if (!Found)
    return Found.takeError();
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

  ScanPlan Plan;
  Plan.Units = std::move(*Units);
  Plan.Notes = std::move(Found->Notes);
  Plan.Filters = filters(Request);
  Plan.Result.Root = Found->DB.Root;
  Plan.Result.Gone = std::move(Found->Selected.Gone);
  Plan.Result.Checks.assign(Checks.begin(), Checks.end());
  Plan.Result.IsWhole = Request.Where.Paths.empty() &&
                        !Request.Config.HeaderFilter &&
                        !Request.Config.ExcludeHeaderFilter;
  Plan.DB = std::move(Found->DB);
  if (llvm::Error E = distribute(Plan, Request))
    return std::move(E);
  return Plan;
}

llvm::Error planChangesOnly(ScanPlan &Plan, const ScanRequest &Request,
                            Cache *Store) {
  auto Read = readChanges(*Request.Diff.Base, Plan.Result.Root);
  if (!Read)
    return Read.takeError();
  Plan.Changed = std::move(*Read);
  auto Chosen = affectedBy(*Plan.Changed, std::move(Plan.Units), Plan.DB, Store,
                           Request.Of);
  if (!Chosen)
    return Chosen.takeError();
  Plan.Units = std::move(Chosen->Units);
  Plan.IsMine.assign(Plan.Units.size(), true);
  Plan.Uncovered = std::move(Chosen->Uncovered);
  // Nor are those affected that are gone.
  Plan.Result.Gone.clear();
  return llvm::Error::success();
}

void printUncovered(const ScanPlan &Plan, bool Quiet, llvm::raw_ostream &Err) {
  for (const std::string &Why : Plan.Uncovered)
    llvm::WithColor::warning(Err) << Why << '\n';
  if (Plan.Units.empty() && !Quiet)
    Err << "no source is affected by the change\n";
}

} // namespace tether
