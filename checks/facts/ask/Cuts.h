//===- Cuts.h - Where a task is cut loose -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By a detach, or by the end of a handle that detaches or that does not wait.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_CUTS_H
#define TETHER_CHECKS_FACTS_ASK_CUTS_H

#include "Settlement.h"

namespace tether::facts {

/// Where and how a task is cut loose.
struct Cut {
  const Event *At = nullptr; ///< The detach, or the dropped or dying handle.
  enum {
    Detached,
    Dies,
    Leaked,
    Dropped, ///< By the future of a pool that everybody shares.
    Lost,    ///< On some path, or in the next iteration of a loop.
  } How = Detached;
  const Stmt *Way = nullptr; ///< Lost: where that path leaves.
};

/// A body of a task that is cut loose.
struct LooseEnd {
  TaskBody Code; ///< Without code or function if nothing is known of it.
  Cut Where;
  Settlement End = Settlement::Unseen;
  /// Unsettled: a report that is waited for, but is not made on every path.
  const Event *Partial = nullptr;
};

/// Where the task is cut loose, and what is known of its end then; empty if it
/// is not, or if the cut is the last thing left to do.
std::vector<LooseEnd> looseEndsOf(const Program &Prog, const Task &T,
                                  const HandleFate &Fate);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_CUTS_H
