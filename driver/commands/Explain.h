//===- Explain.h - tether explain -------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_EXPLAIN_H
#define TETHER_DRIVER_COMMANDS_EXPLAIN_H

#include "driver/support/ExitStatus.h"
#include <string>

namespace tether {

struct ExplainRequest {
  std::string Check; ///< With or without "tether-"; empty: list all.
  bool AsJson = false;
};

/// Prints a check's page, as wide as the terminal if `Out` is one.
ExitStatus explain(const ExplainRequest &Request, llvm::raw_ostream &Out,
                   llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_EXPLAIN_H
