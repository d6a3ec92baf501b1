//===- ExitStatus.h - How a run of the program ends -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_EXITSTATUS_H
#define TETHER_DRIVER_SUPPORT_EXITSTATUS_H

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

enum ExitStatus { Clean = 0, HasFindings = 1, Error = 2, Incomplete = 3 };

/// Prints the error and returns its status.
ExitStatus fail(llvm::raw_ostream &Err, llvm::Error E);

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_EXITSTATUS_H
