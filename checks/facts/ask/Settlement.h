//===- Settlement.h - Does somebody learn that a task ended? ----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_SETTLEMENT_H
#define TETHER_CHECKS_FACTS_ASK_SETTLEMENT_H

#include "Handles.h"

namespace tether::facts {

enum class Settlement {
  Unsettled, ///< Nobody waits for the end of the task or watches for it.
  Settled,
  Unseen, ///< Somebody may, in code that cannot be seen.
};

/// Does anybody wait for the end of `Code` when `T` runs it? If nobody does on
/// every path, `Partial` is a report that is waited for on some.
Settlement settlementOf(const Program &Prog, const Task &T, const Body *Code,
                        const HandleFate &Fate,
                        const Event **Partial = nullptr);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_SETTLEMENT_H
