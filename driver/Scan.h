//===- Scan.h - tether scan -------------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SCAN_H
#define TETHER_DRIVER_SCAN_H

#include "driver/Sources.h"
#include <optional>

namespace tether {

enum class Format { Text, Json, Html };

struct ScanRequest {
  SourceRequest Where;
  ConfigRequest Config;
  unsigned Jobs = 0; ///< 0: one per core.
  Format Output = Format::Text;
  std::optional<bool> Color; ///< Unset: if `Out` is a terminal.
  bool Quiet = false;
  bool Fix = false;
  std::string ExportFixes; ///< A file; empty: none.
};

/// Findings go to `Out`; errors, progress and the summary to `Err`.
ExitStatus scan(const ScanRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err);

/// Prints the checks that a scan of the working directory would run.
ExitStatus listChecks(const ConfigRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_SCAN_H
