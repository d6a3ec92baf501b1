//===- Merge.h - tether merge -----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_MERGE_H
#define TETHER_DRIVER_COMMANDS_MERGE_H

#include "driver/commands/Reporting.h"

namespace tether {

struct MergeRequest : ReportRequest {
  std::vector<std::string> Results; ///< Files; not empty.
  /// The checkout whose sources the report names and shows; empty: that of the
  /// working directory.
  std::string Root;
  std::string Timings; ///< A file to write; empty: none.
};

/// Reports what several scans have found as if it had been one.
/// docs/usage/many-machines.md says how it ends.
ExitStatus merge(const MergeRequest &Request, llvm::raw_ostream &Out,
                 llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_MERGE_H
