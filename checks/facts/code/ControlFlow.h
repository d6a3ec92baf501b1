//===- ControlFlow.h - Questions about the paths of a body ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers *may* and *must* questions on the control flow of one body.
// Exceptional edges are not followed: a task that ends by an exception ends the
// process. Only a body that has no other end is taken to have that of an
// exception which it catches, where paths from its entry are asked for: a loop
// that receives until the channel is closed. A call that ends the calling
// thread leads to the end of the body. A body whose flow is not known
// (half-typed code) answers no to every "must" and yes to every "may".
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_CONTROLFLOW_H
#define TETHER_CHECKS_FACTS_CODE_CONTROLFLOW_H

#include "../data/Skeleton.h"
#include "Paths.h"
#include <functional>
#include <optional>
#include <set>

namespace tether::facts {

/// What is known when a value is, or is not.
inline Answer answer(std::optional<bool> Value) {
  return !Value ? Answer::Either : *Value ? Answer::True : Answer::False;
}

class ControlFlow {
public:
  using Statements = std::set<const Stmt *>;

  /// `Body` is what has the control flow.
  ControlFlow(const Stmt *Body, Skeleton Code)
      : Whole(Body), Code(std::move(Code)) {}
  ControlFlow(const ControlFlow &) = delete;
  ControlFlow &operator=(const ControlFlow &) = delete;

  bool valid() const { return Code.Flow.isValid(); }

  /// True if it is known where in the flow the statement is.
  bool has(const Stmt *S) const { return bool(Code.find(S)); }

  /// True if the end of the body can be reached at all.
  bool canEnd() const { return !valid() || Asked.canEnd(); }

  /// True if every path from the entry to the end meets one of `Targets`, and
  /// there is such a path.
  bool mustMeet(const Statements &Targets) const;

  /// True if every path from the entry to `To` meets one of `Targets` before.
  bool mustMeetBefore(const Stmt *To, const Statements &Targets) const;

  /// True if every way on from `From`, or from the entry, ends the process.
  bool endsProcess(const Stmt *From = nullptr) const;

  /// True if some path leads from `From` to the end of that iteration of
  /// `Loop`, or out of the loop, and meets none of `Targets`.
  bool canLeaveIteration(const Stmt *From, const Stmt *Loop,
                         const Statements &Targets) const;

  /// True if some path leads from `From` on to `To`, or to the end of the body
  /// if that is null, and meets none of `Avoid`. `From` may be a handler of
  /// exceptions.
  bool canReach(const Stmt *From, const Stmt *To,
                const Statements &Avoid = {}) const;

  /// Says what is known of a condition; the statement is the one that branches
  /// on it.
  using Decision =
      std::function<Answer(const Expr *Condition, const Stmt *Branch)>;

  /// The same on the ways that are left when conditions go as they are known
  /// to. `From` is null for the entry of the body, `To` for its end.
  bool canReachIf(const Decision &Known, const Stmt *From, const Stmt *To,
                  const Statements &Avoid = {}) const;

  /// True if some path leads from the entry to the end on which no target is
  /// met and which leaves, at a condition that is not believed, a way to the
  /// targets; or which meets one of `Missing`, where they may not be met.
  bool canMiss(const Statements &Targets, const Statements &Missing,
               const Decision &Known) const;

private:
  Points pointsOf(const Statements &All) const;

  const Stmt *Whole;
  const Skeleton Code;
  const Paths Asked{Code.Flow};
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_CONTROLFLOW_H
