//===- Scan.h - tether scan -------------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_SCAN_H
#define TETHER_DRIVER_COMMANDS_SCAN_H

#include "driver/commands/Reporting.h"
#include "driver/fix/Fixer.h"
#include "driver/run/Cache.h"
#include "driver/run/Processes.h"
#include "driver/select/Diff.h"
#include "driver/select/Shard.h"
#include "driver/select/Sources.h"

namespace tether {

struct ScanRequest : ReportRequest {
  SourceRequest Where;
  ConfigRequest Config;
  Limits Of;
  DiffRequest Diff;
  /// Parse everything, also what no finding can depend on.
  bool Whole = false;
  bool Profile = false; ///< Print what each source took.
  /// Of the cache; empty: none.
  std::string CacheFolder = defaultCacheFolder();
  FixRequest Fixes;
  Shard Part;          ///< Of the sources.
  std::string Timings; ///< A file to distribute them by; empty: none.
  std::string Result;  ///< A file to write for merge(); empty: none.
};

/// The first half of a scan. Progress goes to `Err`; an error is that nothing
/// could be analysed.
llvm::Expected<ScanOutcome> runChecks(const ScanRequest &Request,
                                      llvm::raw_ostream &Err);

/// Findings go to `Out`; errors, progress and the summary to `Err`.
ExitStatus scan(const ScanRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_SCAN_H
