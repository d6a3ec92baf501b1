//===- Baseline.h - tether baseline -----------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The subcommands of `tether baseline`. Answers go to `Out`, what went wrong
// and what was done to `Err`. docs/usage/baseline.md says how they end.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_BASELINE_H
#define TETHER_DRIVER_COMMANDS_BASELINE_H

#include "driver/commands/Scan.h"

namespace tether {

struct BaselineRequest {
  std::string File;
  ScanRequest Scan; ///< What to analyse; its reports are not asked for.
  bool Force = false;
};

/// Writes a baseline of all findings; over another one only with Force.
ExitStatus createBaseline(const BaselineRequest &Request,
                          llvm::raw_ostream &Err);

/// Adds what is new and drops what is fixed.
ExitStatus updateBaseline(const BaselineRequest &Request,
                          llvm::raw_ostream &Err);

/// Drops what is fixed.
ExitStatus pruneBaseline(const BaselineRequest &Request,
                         llvm::raw_ostream &Err);

/// Lists the entries by file.
ExitStatus showBaseline(llvm::StringRef File, llvm::raw_ostream &Out,
                        llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_BASELINE_H
