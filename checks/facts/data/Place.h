//===- Place.h - Where something is written ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_PLACE_H
#define TETHER_CHECKS_FACTS_DATA_PLACE_H

#include "llvm/ADT/StringRef.h"

namespace tether::facts {

/// What a macro makes is where the macro is used.
struct Place {
  llvm::StringRef File; ///< As the source manager names it; may be empty.
  unsigned Offset = 0;  ///< In bytes.
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_PLACE_H
