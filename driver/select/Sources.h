//===- Sources.h - What the command line asks to look at --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From `-p BUILD_DIR`, paths and flags to translation units, the same for all
// subcommands.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_SOURCES_H
#define TETHER_DRIVER_SELECT_SOURCES_H

#include "driver/analysis/Parse.h"
#include "driver/compdb/Database.h"
#include "driver/config/Config.h"
#include "driver/support/ExitStatus.h"
#include <optional>

namespace tether {

struct SourceRequest {
  std::string BuildDir; ///< Empty: search for a database.
  std::vector<std::string> Paths;
  /// What follows `--`: the flags of all Paths, instead of a database.
  std::optional<std::vector<std::string>> Flags;
};

struct Sources {
  compdb::Database DB;
  compdb::Selection Selected;
  /// What is left out of what the database lists, one line each.
  std::vector<std::string> Notes;
};

llvm::Expected<Sources> findSources(compdb::FileSystem FS,
                                    const SourceRequest &Request);

/// Why none of the selected sources is there.
llvm::Error allGone(const Sources &S);

/// The units of those selected entries whose configuration is `Wanted`, each
/// way to compile a file once. Adds to the notes of `S`.
llvm::Expected<std::vector<Unit>>
makeUnits(Sources &S, const ConfigRequest &Request,
          llvm::function_ref<bool(const FileConfig &)> Wanted);

/// Prints them, one line each.
void printNotes(llvm::ArrayRef<std::string> Notes, llvm::raw_ostream &Err);

/// The units of all sources of a request.
struct UnitSet {
  std::vector<Unit> Units;
  std::vector<std::string> Gone; ///< Named by the database, but not there.
};

/// What a subcommand that runs no checks looks at. If that is nothing, says why
/// and sets `Status`.
std::optional<UnitSet> allUnits(const SourceRequest &Where,
                                const ConfigRequest &Request,
                                llvm::raw_ostream &Err, ExitStatus &Status);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_SOURCES_H
