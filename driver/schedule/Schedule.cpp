//===- Schedule.cpp - Many units at once ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/schedule/Schedule.h"
#include "driver/model/Effective.h"
#include "driver/prefilter/Includes.h"
#include "driver/prefilter/Prefilter.h"
#include "llvm/Support/ThreadPool.h"
#include <map>
#include <numeric>

namespace tether {

void forAll(size_t Count, unsigned Jobs, llvm::function_ref<void(size_t)> Do) {
  // LLVM's threads have the stack that clang's recursions need.
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Jobs));
  for (size_t I = 0; I != Count; ++I)
    Pool.async([Do, I] { Do(I); });
  Pool.wait();
}

/// The result of a unit whose process came to that end.
static UnitResult lost(const Unit &U, const Outcome &O, const Limits &L) {
  Failure F;
  F.File = U.File;
  switch (O.How) {
  case Outcome::End::Done: // Without a result.
  case Outcome::End::Crashed:
    F.Why = Failure::Reason::Crashed;
    F.Message = O.Why;
    break;
  case Outcome::End::TimedOut:
    F.Why = Failure::Reason::TimedOut;
    F.Message = "more than " + std::to_string(L.Timeout.count()) + " s";
    break;
  case Outcome::End::OutOfMemory:
    F.Why = Failure::Reason::OutOfMemory;
    F.Message = L.Memory
                    ? "more than " + std::to_string(L.Memory >> 20) + " MiB"
                    : "all that there is";
    break;
  }
  UnitResult Result;
  Result.File = U.File;
  Result.Configuration = U.Configuration;
  Result.Failed = std::move(F);
  return Result;
}

/// Those that the prefilter starts with, with what they include.
static std::vector<Prefilter::Source>
sourcesOf(llvm::ArrayRef<Unit> Units, const Limits &L,
          std::map<std::string, std::vector<ModelWord>> &Models) {
  std::vector<const Unit *> All;
  for (const Unit &U : Units)
    All.push_back(&U);
  auto Includes = includesOf(All, L);
  std::vector<Prefilter::Source> Sources;
  for (auto [U, Files] : llvm::zip(Units, Includes)) {
    // Few files have models of their own.
    auto Option = U.Options.CheckOptions.find(model::ModelFilesOption);
    std::string Key =
        model::findUserModel(U.File, *llvm::vfs::getRealFileSystem());
    if (Option != U.Options.CheckOptions.end())
      Key += '\n' + Option->second.Value;
    auto [It, IsNew] = Models.try_emplace(std::move(Key));
    if (IsNew)
      It->second = modelWords(EffectiveModel(U.Options, U.File).libraries());
    Sources.push_back({U.File, std::move(Files), &It->second});
  }
  return Sources;
}

std::vector<UnitResult> analyzeAll(llvm::ArrayRef<Unit> Units, const Method &M,
                                   Progress &Shown) {
  std::vector<UnitResult> Results(Units.size());
  for (auto [U, Result] : llvm::zip(Units, Results)) {
    Result.File = U.File;
    Result.Configuration = U.Configuration;
    Result.IsNotNeeded = true;
  }
  bool IsInterrupted = false;
  auto Analyze = [&](llvm::ArrayRef<size_t> Numbers) {
    std::vector<size_t> ToDo;
    std::vector<Cost> Expected;
    for (size_t I : Numbers) {
      Cache::Hit Known = M.Store ? M.Store->find(Units[I]) : Cache::Hit();
      if (Known.Result) {
        Results[I] = std::move(*Known.Result);
        Shown.cached(Results[I]);
        continue;
      }
      // Until there is something better.
      Failure NotYet;
      NotYet.Why = Failure::Reason::Interrupted;
      NotYet.Message = "the run was interrupted";
      NotYet.File = Units[I].File;
      Results[I].IsNotNeeded = false;
      Results[I].Failed = std::move(NotYet);
      ToDo.push_back(I);
      Expected.push_back(Known.Took);
    }
    auto Work = [&](size_t Item, llvm::raw_ostream &OS) {
      OS << pack(analyze(Units[ToDo[Item]], M.OfSystem));
    };
    auto Done = [&](size_t Item, Outcome O) {
      const Unit &U = Units[ToDo[Item]];
      std::optional<Analysis> A;
      if (O.How == Outcome::End::Done)
        A = unpackAnalysis(O.Output);
      if (A && M.Store && !A->Result.Failed && A->Result.ConfigErrors.empty())
        M.Store->store(U, *A, O.Took);
      UnitResult &Result = Results[ToDo[Item]];
      Result = A ? std::move(A->Result) : lost(U, O, M.Of);
      Shown.done(Result);
    };
    IsInterrupted |=
        !forEachInProcess(Expected, M.Of, Work, Done, [&] { Shown.tick(); });
  };

  if (M.OfSystem == Bodies::Parsed) {
    std::vector<size_t> All(Units.size());
    std::iota(All.begin(), All.end(), 0);
    Analyze(All);
    return Results;
  }
  std::map<std::string, std::vector<ModelWord>> Models;
  Prefilter Needed(sourcesOf(Units, M.Of, Models));
  for (std::vector<size_t> Batch = Needed.next();
       !Batch.empty() && !IsInterrupted; Batch = Needed.next()) {
    Analyze(Batch);
    for (size_t I : Batch)
      Needed.learn({Results[I].Words.begin(), Results[I].Words.end()});
  }
  return Results;
}

} // namespace tether
