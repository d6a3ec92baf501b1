//===- Needed.h - The results of units that can have some -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_NEEDED_H
#define TETHER_DRIVER_SELECT_NEEDED_H

#include "driver/run/Schedule.h"

namespace tether {

/// As analyzeAll(), but only units that can hold findings are analysed; the
/// others get an empty result. `Units` are all of a project: what one can hold
/// is learnt from others. Those that are not `IsMine` are analysed only to
/// learn from them, and get an empty result; which ones does not depend on
/// that.
std::vector<UnitResult> analyzeNeeded(llvm::ArrayRef<Unit> Units,
                                      llvm::function_ref<bool(size_t)> IsMine,
                                      const Method &M, Progress &Shown);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_NEEDED_H
