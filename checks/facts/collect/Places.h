//===- Places.h - Where something is written --------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_PLACES_H
#define TETHER_CHECKS_FACTS_COLLECT_PLACES_H

#include "../data/Place.h"
#include "clang/Basic/SourceManager.h"

namespace tether::facts {

/// What `L` is outside of the unit. The name belongs to the source manager.
Place placeOf(clang::SourceLocation L, const clang::SourceManager &Sources);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_PLACES_H
