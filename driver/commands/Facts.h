//===- Facts.h - tether facts -----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_FACTS_H
#define TETHER_DRIVER_COMMANDS_FACTS_H

#include "driver/select/Sources.h"

namespace tether {

struct FactsRequest {
  SourceRequest Where; ///< Of one source.
  ConfigRequest Config;
};

/// Prints what each body of the source was seen to do, without those of its
/// headers. People read it; its format may change.
ExitStatus printFacts(const FactsRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_FACTS_H
