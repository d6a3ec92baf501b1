//===- Suppressions.h - tether suppressions ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_SUPPRESSIONS_H
#define TETHER_DRIVER_COMMANDS_SUPPRESSIONS_H

#include "driver/commands/Scan.h"

namespace tether {

struct SuppressionsRequest {
  ScanRequest Scan; ///< What to analyse; its reports are not asked for.
  bool All = false; ///< Also comments that name no check.
  bool Json = false;
};

/// Lists the NOLINT comments of the analysed sources and their headers on
/// `Out`; what went wrong goes to `Err`.
ExitStatus listSuppressions(const SuppressionsRequest &Request,
                            llvm::raw_ostream &Out, llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_SUPPRESSIONS_H
