//===- Diff.h - Scans of what has changed -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_DIFF_H
#define TETHER_DRIVER_SELECT_DIFF_H

#include "driver/compdb/Database.h"
#include "driver/result/Report.h"
#include "driver/run/Cache.h"
#include "driver/select/Changes.h"
#include <optional>

namespace tether {

/// How near to a touched line a finding has to be.
enum class DiffContext {
  Lines,    ///< On one.
  Function, ///< In a function that has one, or on one.
};

struct DiffRequest {
  /// A revision of git, or "-": a patch on standard input. Unset: all is
  /// scanned, changed or not.
  std::optional<std::string> Base;
  DiffContext Context = DiffContext::Lines;
};

/// What changed since `Base`, in the terms of DiffRequest, by real path. `Root`
/// is the project's folder. Names in a patch are relative to it, or else to the
/// working directory, with or without their first folder (b/).
llvm::Expected<Changes> readChanges(llvm::StringRef Base, llvm::StringRef Root);

/// What there is to analyse of a change.
struct Affected {
  /// Those of changed sources, and one source's for each other changed file
  /// that a source includes.
  std::vector<Unit> Units;
  /// Code that no unit covers, with the reason, one line each.
  std::vector<std::string> Uncovered;
};

/// What each of the units (by file, from `DB`) includes is known from `Store`
/// (may be null) or is found out. An error is that the user has interrupted it.
llvm::Expected<Affected> affectedBy(const Changes &C, std::vector<Unit> Units,
                                    const compdb::Database &DB, Cache *Store,
                                    const Limits &L);

/// Drops the findings that are not as near to the change as `Context` says.
void keepChanged(Report &R, const Changes &C, DiffContext Context);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_DIFF_H
