//===- Paths.h - Questions about the paths of a body ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path is followed as far as nothing is known to end it: a call that does not
// return does, unless it ends the thread, which is an end of the body as any
// other. What is thrown where there are handlers is taken to be caught by one.
// The points of a question must be points of the graph.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_PATHS_H
#define TETHER_CHECKS_FACTS_CODE_PATHS_H

#include "../data/Graph.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace tether::facts {

/// What is known of a condition.
enum class Answer {
  Either, ///< Nothing.
  True,
  False,
  Believed, ///< It knows why what is asked for need not happen.
};

/// What is known of the condition with that number.
using Known = llvm::function_ref<Answer(unsigned Condition)>;

class Paths {
public:
  /// The graph must outlive this.
  explicit Paths(const Graph &G) : G(G) {}

  /// True if some path leads from `From` to `To` and meets none of `Avoid`. A
  /// path that comes to a condition that is believed is not followed.
  bool canReach(Point From, Point To, const Points &Avoid = {},
                Known Asked = nullptr) const;
  /// The same, to any point of which `IsTarget` is true.
  bool canReach(Point From, llvm::function_ref<bool(Point)> IsTarget,
                const Points &Avoid = {}) const;

  /// True if the end of the body can be reached at all.
  bool canEnd() const;

  /// True if every path from the entry to the end meets one of `Targets`, and
  /// there is such a path.
  bool mustMeet(const Points &Targets) const;

  /// True if every way on from `From` ends the process.
  bool endsProcess(Point From) const;

  /// True if some path leads from the entry to the end on which no target is
  /// met and which leaves, at a condition that is not believed, a way to the
  /// targets; or which meets one of `Missing`, where they may not be met.
  bool canMiss(const Points &Targets, const Points &Missing, Known Asked) const;

private:
  enum class Step { On, End, Found };
  template <typename Visit, typename Take>
  bool follow(Point From, Visit At, Take Takes) const;

  const Graph &G;
  mutable std::optional<bool> CanEnd;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_PATHS_H
