//===- Outcome.cpp - What results add up to -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Outcome.h"
#include "driver/judge/Identity.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include <map>
#include <set>
#include <tuple>

namespace tether {

namespace {

using Identity =
    std::tuple<std::string, unsigned, unsigned, std::string, std::string>;

Identity identity(const Finding &F) {
  return {F.Where.File, F.Where.Line, F.Where.Column, F.Check, F.Message};
}

auto key(const Failure &F) {
  return std::tie(F.File, F.Where.File, F.Where.Line, F.Where.Column,
                  F.Message);
}

/// Says of findings in which configurations of a file they are.
class Configurations {
public:
  /// Of a file that is compiled in one way there is nothing to say. What a
  /// broken unit does not find says nothing either.
  explicit Configurations(llvm::ArrayRef<UnitResult> Results) {
    for (const UnitResult &Unit : Results)
      if (!Unit.Configuration.empty() && !Unit.Failed)
        Complete[Unit.File].insert(Unit.Configuration);
  }

  void add(const UnitResult &Unit, const Identity &Of) {
    By[Of][Unit.File].insert(Unit.Configuration);
  }

  /// Empty if there is a file of which all configurations find it.
  std::string name(const Identity &Of) const {
    std::set<std::string> Names;
    for (const auto &[File, Finders] : By.at(Of)) {
      auto All = Complete.find(File);
      if (All == Complete.end() || llvm::includes(Finders, All->second))
        return "";
      Names.insert(Finders.begin(), Finders.end());
    }
    return llvm::join(Names, " or ");
  }

private:
  using Set = std::set<std::string>;
  std::map<std::string, Set> Complete;               ///< By file.
  std::map<Identity, std::map<std::string, Set>> By; ///< And by file.
};

/// The same comment, as several units see it, once.
void merge(Suppression S,
           std::map<std::pair<std::string, unsigned>, Suppression> &All) {
  auto [It, IsNew] =
      All.try_emplace({S.Where.File, S.Where.Offset}, std::move(S));
  if (IsNew)
    return;
  for (auto [Of, Other] : llvm::zip(It->second.Names, S.Names))
    Of.Does = std::max(Of.Does, Other.Does);
}

} // namespace

Report makeReport(std::vector<UnitResult> Results,
                  llvm::ArrayRef<std::string> Missing) {
  Report R;
  std::map<std::string, bool> IsComplete;
  std::set<std::string> Parsed;
  std::map<Identity, Finding> Unique;
  std::map<Identity, Finding> Suppressed;
  std::map<std::pair<std::string, unsigned>, Suppression> Comments;
  Configurations Finders(Results);
  for (UnitResult &Unit : Results) {
    for (Finding &F : Unit.Findings) {
      Identity Id = identity(F);
      Finders.add(Unit, Id);
      auto [Kept, IsNew] = Unique.try_emplace(std::move(Id), std::move(F));
      // Sources may be configured differently; the strictest counts.
      if (!IsNew && severity(F) > severity(Kept->second)) {
        Kept->second.IsError = F.IsError;
        Kept->second.Level = F.Level;
      }
    }
    for (Finding &F : Unit.Suppressed)
      Suppressed.try_emplace(identity(F), std::move(F));
    for (Suppression &S : Unit.Suppressions)
      merge(std::move(S), Comments);
    llvm::append_range(R.ConfigErrors, Unit.ConfigErrors);
    if (!Unit.IsSkipped)
      Parsed.insert(Unit.File);
    bool &Complete = IsComplete.try_emplace(Unit.File, true).first->second;
    if (!Unit.Failed)
      continue;
    Complete = false;
    R.Failures.push_back(std::move(*Unit.Failed));
  }
  for (const auto &[File, Complete] : IsComplete)
    if (Complete) {
      R.FilesAnalysed.push_back(File);
      R.FilesSkipped += !Parsed.count(File);
    }
  for (const std::string &File : Missing) {
    Failure F;
    F.Why = Failure::Reason::Missing;
    F.File = File;
    F.Message = "the compile database names it, but it does not exist";
    R.Failures.push_back(std::move(F));
  }

  for (auto &[Id, F] : Unique) {
    F.Configuration = Finders.name(Id);
    R.Findings.push_back(std::move(F));
  }
  for (auto &[Id, F] : Suppressed)
    if (!Unique.count(Id)) // Not where a macro of one unit has the comment.
      R.Suppressed.push_back(std::move(F));
  for (auto &[Place, S] : Comments)
    R.Suppressions.push_back(std::move(S));
  llvm::sort(R.Failures, [](const Failure &A, const Failure &B) {
    return key(A) < key(B);
  });
  R.Failures.erase(llvm::unique(R.Failures,
                                [](const Failure &A, const Failure &B) {
                                  return key(A) == key(B);
                                }),
                   R.Failures.end());
  llvm::sort(R.ConfigErrors);
  R.ConfigErrors.erase(llvm::unique(R.ConfigErrors), R.ConfigErrors.end());
  return R;
}

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
