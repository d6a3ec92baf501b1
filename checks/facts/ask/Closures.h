//===- Closures.h - When a closure runs -------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_CLOSURES_H
#define TETHER_CHECKS_FACTS_ASK_CLOSURES_H

#include "Tasks.h"

namespace tether::facts {

/// When a closure runs, seen from where it is made; the worse comes later.
enum class Escape {
  No,      ///< Runs before the expression that it is given to returns, if ever.
  Unknown, ///< Goes to code that cannot be seen.
  Kept,    ///< Is kept by a library, to be run later.
  Handler, ///< Is registered as a request handler.
  Elsewhere, ///< Is the body of a task.
};

struct ClosureFate {
  Escape How = Escape::No;
  const Task *Started = nullptr; ///< For Elsewhere.
  const Event *At = nullptr;     ///< Where it is started, kept or registered.
};

/// The worst of the ways in which the closure gets out.
ClosureFate fateOf(const Program &Prog, const Closure &K);
/// Every way in which the closure gets out of the expression that makes it,
/// also inside of another closure that has copied it.
std::vector<ClosureFate> escapesOf(const Program &Prog, const Closure &K);
/// Everything that may hold the closure, or a closure that has copied it. The
/// answer is remembered, and stays.
const std::vector<AccessPath> &heldBy(const Program &Prog, const Closure &K);
/// The statements of the closure's maker by which it gets there.
std::vector<const Stmt *> handoversOf(const Program &Prog, const Closure &K,
                                      const ClosureFate &Fate);
/// True if the body is that of a closure that runs before the expression is
/// over that makes it, and not elsewhere.
bool runsInPlace(const Program &Prog, const Body *B);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_CLOSURES_H
