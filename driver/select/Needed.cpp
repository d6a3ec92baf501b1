//===- Needed.cpp - The results of units that can have some ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Needed.h"
#include "checks/Module.h"
#include "checks/model/UserModels.h"
#include "driver/compdb/Database.h"
#include "driver/config/EffectiveModel.h"
#include "driver/run/Includes.h"
#include "driver/select/Prefilter.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace tether {

namespace {

/// Makes the prefilter's view of units.
class SourceList {
public:
  explicit SourceList(llvm::ArrayRef<Unit> Units) : Units(Units) {
    for (const Unit &U : Units)
      Sources.push_back(
          {U.File, std::nullopt, &modelOf(U),
           clang::tidy::configurationAsText(U.Options) + U.Own.text()});
  }

  /// False if interrupted.
  bool addIncludes(const Method &M) {
    std::vector<const Unit *> ToScan;
    std::vector<size_t> Numbers;
    for (size_t I = 0; I != Units.size(); ++I) {
      if (auto Files = M.Store ? M.Store->findIncludes(Units[I]) : std::nullopt)
        add(I, *Files);
      else {
        ToScan.push_back(&Units[I]);
        Numbers.push_back(I);
      }
    }
    auto Found = [&](size_t Number, FilesRead Files, bool AreAll) {
      if (!AreAll)
        return;
      add(Numbers[Number], Files);
      if (M.Store)
        M.Store->storeIncludes(*ToScan[Number], Files);
    };
    return scanIncludes(ToScan, M.Of, Found);
  }

  std::vector<Prefilter::Source> take() { return std::move(Sources); }

private:
  void add(size_t I, const FilesRead &Files) {
    auto &Includes = Sources[I].Includes.emplace();
    for (const auto &[Path, State] : Files) {
      if (State.size() != ContentStateSize || isOfSystem(Path))
        continue;
      auto [Real, IsNew] = RealPaths.try_emplace(Path);
      if (IsNew)
        Real->second = compdb::canonical(*FS, "", Path);
      if (Real->second != Units[I].File)
        Includes.push_back(Real->second);
    }
  }

  /// Other system headers are looked at for nothing.
  static bool isOfSystem(llvm::StringRef Path) {
    return Path.starts_with("/usr/include/") || Path.starts_with("/usr/lib/") ||
           Path.starts_with("/usr/bin/../");
  }

  const std::vector<ModelWord> &modelOf(const Unit &U) {
    auto Option = U.Options.CheckOptions.find(model::ModelFilesOption);
    const Act About = actsOf(U.Options.Checks.value_or(""));
    std::string Key =
        std::to_string(llvm::to_underlying(About)) + '\n' +
        model::findUserModel(U.File, *FS) + '\n' +
        (Option == U.Options.CheckOptions.end() ? std::string()
                                                : Option->second.Value);
    auto [It, IsNew] = Models.try_emplace(std::move(Key));
    if (IsNew)
      It->second =
          modelWords(EffectiveModel(U.Options, U.File).libraries(), About);
    return It->second;
  }

  llvm::ArrayRef<Unit> Units;
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  std::vector<Prefilter::Source> Sources;
  /// By acts, files of users and options.
  std::map<std::string, std::vector<ModelWord>> Models;
  llvm::StringMap<std::string> RealPaths;
};

} // namespace

std::vector<UnitResult> analyzeNeeded(llvm::ArrayRef<Unit> Units,
                                      llvm::function_ref<bool(size_t)> IsMine,
                                      const Method &M, Progress &Shown) {
  std::vector<UnitResult> Results(Units.size());
  std::vector<Cost> Took(Units.size());
  for (auto [U, Result] : llvm::zip(Units, Results)) {
    Result.File = U.File;
    Result.Configuration = U.Configuration;
    Result.IsSkipped = true;
  }
  SourceList Sources(Units);
  bool GoesOn = Sources.addIncludes(M);
  Prefilter Filter(Sources.take());
  std::vector<bool> IsDone(Units.size());
  while (GoesOn) {
    std::vector<Prefilter::Need> Needs = Filter.next();
    if (Needs.empty())
      break;
    std::vector<const Unit *> Batch;
    std::vector<size_t> Numbers;
    for (const Prefilter::Need &N : Needs)
      if (!IsDone[N.Index] && (N.Teaches || IsMine(N.Index))) {
        IsDone[N.Index] = true;
        Batch.push_back(&Units[N.Index]);
        Numbers.push_back(N.Index);
      }
    std::vector<Cost> BatchTook;
    Method Of = M;
    Of.Took = &BatchTook;
    std::vector<UnitResult> New = analyzeAll(Batch, Of, Shown);
    for (auto [Number, Result, Cost] : llvm::zip(Numbers, New, BatchTook)) {
      GoesOn &=
          !Result.Failed || Result.Failed->Why != Failure::Reason::Interrupted;
      Results[Number] = std::move(Result);
      Took[Number] = Cost;
    }
    for (const Prefilter::Need &N : Needs)
      if (N.Teaches)
        Filter.learn(
            {Results[N.Index].Words.begin(), Results[N.Index].Words.end()});
  }
  for (size_t I = 0; I != Units.size(); ++I) {
    if (!IsMine(I)) {
      Results[I] = UnitResult();
      Took[I] = Cost();
    } else if (!GoesOn && !IsDone[I]) {
      Results[I].IsSkipped = false;
      Results[I].Failed = notYet(Units[I]);
    }
  }
  if (M.Took)
    *M.Took = std::move(Took);
  return Results;
}

} // namespace tether
