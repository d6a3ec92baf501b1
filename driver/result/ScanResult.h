//===- ScanResult.h - What a scan leaves for a merge ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A scan of everything, or one shard of it, can write down all that its report
// needs; `tether merge` makes the report of several. The file is a line with
// the version, a line with a checksum of what follows, and pack()'s bytes.
// Paths and texts in it are portable (support/Paths.h).
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RESULT_SCANRESULT_H
#define TETHER_DRIVER_RESULT_SCANRESULT_H

#include "driver/result/Finding.h"
#include "driver/support/OutputFile.h"

namespace tether {

/// A source that is analysed, in all its configurations.
struct PlannedFile {
  std::string File;
  unsigned Shard = 1;        ///< Where; from 1.
  unsigned Milliseconds = 0; ///< What it has taken; 0 if that is not known.
};

/// What a scan has found, before it is a report.
struct ScanResult {
  std::string Root;    ///< The project's folder; not in the file.
  unsigned Shard = 1;  ///< From 1.
  unsigned Shards = 1; ///< How many there are.
  /// Of what is to be analysed by all shards together, and how. Only results
  /// that share it belong together.
  std::string Digest;
  std::vector<PlannedFile> Plan; ///< Of all shards, in the order of the report.
  std::vector<UnitResult> Units; ///< Of this shard, in the order of Plan.
  std::vector<std::string> Gone; ///< Named by the database, but not there.
  std::vector<std::string> Checks; ///< Enabled for some source; sorted.
  /// Whether the shards together are all sources, with all their headers.
  bool IsWhole = false;
};

llvm::Error writeResult(OutputFile &File, ScanResult Result);

/// Reads a result for a checkout at `Root`. An error says whether the file is
/// damaged, something else, or of another version, and what to do.
llvm::Expected<ScanResult> readResult(llvm::StringRef Path,
                                      llvm::StringRef Root);

} // namespace tether

#endif // TETHER_DRIVER_RESULT_SCANRESULT_H
