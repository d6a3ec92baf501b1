//===- Shard.cpp - Parts of a database ------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Shard.h"
#include "driver/support/Paths.h"
#include "driver/support/ResourceDir.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SHA256.h"
#include <cmath>
#include <numeric>

namespace tether {

namespace {

/// Milliseconds that a source of an unknown size takes.
constexpr uint64_t TypicalCost = 1000;

uint64_t sizeOf(llvm::StringRef File) {
  uint64_t Size = 0;
  llvm::sys::fs::file_size(File, Size); // Or 0.
  return Size;
}

/// What each planned file may cost, in a unit of its own.
std::vector<uint64_t> costs(llvm::ArrayRef<PlannedFile> Plan,
                            llvm::ArrayRef<uint64_t> Configurations,
                            const Timings &Earlier, llvm::StringRef Root) {
  uint64_t Known = 0, Sum = 0;
  std::vector<uint64_t> Result;
  for (auto [F, N] : llvm::zip(Plan, Configurations)) {
    if (Earlier.empty()) {
      // An empty one costs something too.
      Result.push_back(N * (sizeOf(F.File) + 1));
      continue;
    }
    auto It = Earlier.find(portablePath(F.File, Root));
    Result.push_back(It == Earlier.end() ? 0 : It->second);
    Known += It != Earlier.end();
    Sum += Result.back();
  }
  if (Earlier.empty())
    return Result;
  for (uint64_t &Cost : Result)
    if (!Cost)
      Cost = Known ? Sum / Known : TypicalCost;
  return Result;
}

} // namespace

std::optional<Shard> parseShard(llvm::StringRef Text) {
  Shard Result;
  auto [Number, Of] = Text.split('/');
  if (Number.getAsInteger(10, Result.Number) ||
      Of.getAsInteger(10, Result.Of) || Result.Number < 1 ||
      Result.Number > Result.Of)
    return std::nullopt;
  return Result;
}

std::vector<PlannedFile> plan(llvm::ArrayRef<Unit> Units, unsigned Shards,
                              const Timings &Earlier, llvm::StringRef Root) {
  std::vector<PlannedFile> Plan;
  std::vector<uint64_t> Configurations;
  for (const Unit &U : Units) {
    if (Plan.empty() || Plan.back().File != U.File) {
      Plan.push_back({U.File});
      Configurations.push_back(0);
    }
    ++Configurations.back();
  }
  if (Shards == 1)
    return Plan;

  // The longest first, each to the shard that has the least to do.
  std::vector<uint64_t> Cost = costs(Plan, Configurations, Earlier, Root);
  std::vector<size_t> Order(Plan.size());
  std::iota(Order.begin(), Order.end(), 0);
  llvm::sort(Order, [&](size_t A, size_t B) {
    return Cost[A] != Cost[B] ? Cost[A] > Cost[B] : A < B;
  });
  std::vector<uint64_t> Load(Shards);
  for (size_t I : Order) {
    auto Least = llvm::min_element(Load);
    *Least += Cost[I];
    Plan[I].Shard = Least - Load.begin() + 1;
  }
  return Plan;
}

std::string digest(llvm::ArrayRef<Unit> Units, llvm::ArrayRef<PlannedFile> Plan,
                   llvm::ArrayRef<std::string> Gone, llvm::StringRef Root) {
  llvm::SHA256 Hash;
  auto Add = [&](llvm::StringRef Part) {
    Hash.update(std::to_string(Part.size()) + ":");
    Hash.update(Part);
  };
  for (const PlannedFile &F : Plan) {
    Add(portablePath(F.File, Root));
    Add(std::to_string(F.Shard));
  }
  for (const std::string &File : Gone)
    Add(portablePath(File, Root));
  // Tether may be installed elsewhere on another machine. That it is complete
  // is known since there are units.
  std::string Resources = llvm::cantFail(resourceDir());
  for (const Unit &U : Units) {
    Add(portableText(U.Directory, Root));
    for (const std::string &Argument : U.Arguments)
      Add(portableText(portableText(Argument, Root), Resources));
    Add(U.Problem.empty() ? "" : "?");
    Add(portableText(clang::tidy::configurationAsText(U.Options), Root));
    Add(portableText(U.Own.text(), Root));
  }
  return llvm::toHex(Hash.final(), /*LowerCase=*/true);
}

void keepTimes(llvm::ArrayRef<Unit> Units, llvm::ArrayRef<Cost> Took,
               ScanResult &Result) {
  llvm::StringMap<double> Seconds;
  for (auto [U, C] : llvm::zip_equal(Units, Took))
    Seconds[U.File] += C.Seconds;
  for (PlannedFile &F : Result.Plan)
    F.Milliseconds = std::lround(1000 * Seconds.lookup(F.File));
}

std::vector<bool> inShard(llvm::ArrayRef<Unit> Units,
                          llvm::ArrayRef<PlannedFile> Plan, unsigned Number) {
  llvm::StringSet<> Files;
  for (const PlannedFile &F : Plan)
    if (F.Shard == Number)
      Files.insert(F.File);
  std::vector<bool> Result;
  for (const Unit &U : Units)
    Result.push_back(Files.contains(U.File));
  return Result;
}

} // namespace tether
