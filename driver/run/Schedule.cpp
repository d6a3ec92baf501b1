//===- Schedule.cpp - Many units at once ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/run/Schedule.h"
#include "llvm/Support/ThreadPool.h"
#include <mutex>

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

llvm::StringRef remedyOf(Failure::Reason Why) {
  switch (Why) {
  case Failure::Reason::TimedOut:
    return "give more time with --timeout=SECONDS";
  case Failure::Reason::OutOfMemory:
    return "give more with --memory-limit=SIZE";
  default:
    return "";
  }
}

Failure notYet(const Unit &U) {
  Failure F;
  F.Why = Failure::Reason::Interrupted;
  F.File = U.File;
  F.Message = "the run was interrupted";
  return F;
}

std::vector<UnitResult> analyzeAll(llvm::ArrayRef<const Unit *> Units,
                                   const Method &M, Progress &Shown) {
  std::vector<UnitResult> Results(Units.size());
  std::vector<size_t> ToDo;
  std::vector<Cost> Expected;
  std::vector<Cost> Took(Units.size());
  for (size_t I = 0; I != Units.size(); ++I) {
    Cache::Hit Known = M.Store ? M.Store->find(*Units[I]) : Cache::Hit();
    Took[I] = Known.Took;
    if (Known.Result) {
      Results[I] = std::move(*Known.Result);
      Shown.cached(Results[I]);
      continue;
    }
    // Until there is something better.
    Results[I].File = Units[I]->File;
    Results[I].Failed = notYet(*Units[I]);
    ToDo.push_back(I);
    Expected.push_back(Known.Took);
  }

  Shown.add(ToDo.size());
  auto Work = [&](size_t Item, llvm::raw_ostream &OS) {
    OS << pack(analyze(*Units[ToDo[Item]], M.OfSystem));
  };
  auto Done = [&](size_t Item, Outcome O) {
    const Unit &U = *Units[ToDo[Item]];
    std::optional<Analysis> A;
    if (O.How == Outcome::End::Done)
      A = unpackAnalysis(O.Output);
    if (A && M.Store && !A->Result.Failed && A->Result.ConfigErrors.empty())
      M.Store->store(U, *A, O.Took);
    Took[ToDo[Item]] = O.Took;
    UnitResult &Result = Results[ToDo[Item]];
    Result = A ? std::move(A->Result) : lost(U, O, M.Of);
    Shown.done(Result);
  };
  forEachInProcess(Expected, M.Of, Work, Done, [&] { Shown.tick(); });
  if (M.Took)
    *M.Took = std::move(Took);
  return Results;
}

} // namespace tether
