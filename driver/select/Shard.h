//===- Shard.h - Parts of a database ----------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_SHARD_H
#define TETHER_DRIVER_SELECT_SHARD_H

#include "driver/analysis/Parse.h"
#include "driver/result/ScanResult.h"
#include "driver/run/Processes.h"
#include "driver/select/Timings.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace tether {

struct Shard {
  unsigned Number = 1; ///< From 1.
  unsigned Of = 1;
};

/// Reads "2/4".
std::optional<Shard> parseShard(llvm::StringRef Text);

/// Gives each source to one of so many shards, which all take about as long,
/// going by `Earlier`, or else by the sources' sizes. It is the same on every
/// machine. `Units` are sorted by file.
std::vector<PlannedFile> plan(llvm::ArrayRef<Unit> Units, unsigned Shards,
                              const Timings &Earlier, llvm::StringRef Root);

/// Of the units and how they are distributed; the same in every checkout.
std::string digest(llvm::ArrayRef<Unit> Units, llvm::ArrayRef<PlannedFile> Plan,
                   llvm::ArrayRef<std::string> Gone, llvm::StringRef Root);

/// Adds up in the plan what the units of each file have taken.
void keepTimes(llvm::ArrayRef<Unit> Units, llvm::ArrayRef<Cost> Took,
               ScanResult &Result);

/// For each unit, whether it is one of the shard's.
std::vector<bool> inShard(llvm::ArrayRef<Unit> Units,
                          llvm::ArrayRef<PlannedFile> Plan, unsigned Number);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_SHARD_H
