//===- ShowConfig.h - What a scan would do ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_SHOWCONFIG_H
#define TETHER_DRIVER_COMMANDS_SHOWCONFIG_H

#include "driver/commands/Scan.h"

namespace tether {

// Nothing is analysed. The first two print text, or JSON if the request's
// format says so; another format is an error.

/// Prints the checks that a scan of the working directory would run.
ExitStatus listChecks(const ScanRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err);

/// Prints how a scan would analyse `File`, and which file says so.
ExitStatus showConfig(const ScanRequest &Request, llvm::StringRef File,
                      llvm::raw_ostream &Out, llvm::raw_ostream &Err);

/// Prints which sources a scan would look at, one a line.
ExitStatus showFiles(const ScanRequest &Request, llvm::raw_ostream &Out,
                     llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_SHOWCONFIG_H
