//===- ControlFlow.cpp - Questions about the paths of a body --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"

using namespace clang;

namespace tether::facts {

Points ControlFlow::pointsOf(const Statements &All) const {
  Points Result;
  for (const Stmt *S : All)
    if (Point P = Code.find(S))
      Result.insert(P);
  return Result;
}

bool ControlFlow::mustMeet(const Statements &Targets) const {
  return valid() && Asked.mustMeet(pointsOf(Targets));
}

bool ControlFlow::mustMeetBefore(const Stmt *To,
                                 const Statements &Targets) const {
  Point P = Code.find(To);
  return P && !Targets.empty() &&
         !Asked.canReach(Code.Flow.entry(), P, pointsOf(Targets));
}

bool ControlFlow::endsProcess(const Stmt *From) const {
  Point P = From || !valid() ? Code.find(From) : Code.Flow.entry();
  return P && Asked.endsProcess(P);
}

static std::set<const Stmt *> partsOf(const Stmt *Whole) {
  std::set<const Stmt *> Result;
  llvm::SmallVector<const Stmt *, 32> Work{Whole};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (S && Result.insert(S).second)
      Work.append(S->children().begin(), S->children().end());
  }
  return Result;
}

bool ControlFlow::canLeaveIteration(const Stmt *From, const Stmt *Loop,
                                    const Statements &Targets) const {
  Point P = Code.find(From);
  if (!P)
    return true;
  // What the flow has and the code has not (initializers of bindings, default
  // arguments) is neither inside nor outside.
  const std::set<const Stmt *> Inside = partsOf(Loop);
  Points Left{Code.Flow.exit()};
  for (const Stmt *S : partsOf(Whole))
    if (isa<Expr>(S) && !Inside.count(S))
      if (auto It = Code.PointOf.find(S); It != Code.PointOf.end())
        Left.insert(It->second);
  if (auto It = Code.PointOf.find(Loop); It != Code.PointOf.end())
    Left.insert(It->second);
  return Asked.canReach(
      P.next(), [&](Point Here) { return Left.count(Here) != 0; },
      pointsOf(Targets));
}

bool ControlFlow::canReach(const Stmt *From, const Stmt *To,
                           const Statements &Avoid) const {
  Point F = Code.find(From);
  Point T = To || !valid() ? Code.find(To) : Code.Flow.exit();
  return !F || !T || Asked.canReach(F.next(), T, pointsOf(Avoid));
}

bool ControlFlow::canReachIf(const Decision &Known, const Stmt *From,
                             const Stmt *To, const Statements &Avoid) const {
  Point F = From ? Code.find(From).next() : Code.Flow.entry();
  Point T = To || !valid() ? Code.find(To) : Code.Flow.exit();
  return !F || !T ||
         Asked.canReach(F, T, pointsOf(Avoid), [&](unsigned Condition) {
           const Skeleton::Condition &C = Code.Conditions[Condition];
           return Known(C.Asks, C.Branch);
         });
}

bool ControlFlow::canMiss(const Statements &Targets, const Statements &Missing,
                          const Decision &Known) const {
  return valid() && Asked.canMiss(pointsOf(Targets), pointsOf(Missing),
                                  [&](unsigned Condition) {
                                    const Skeleton::Condition &C =
                                        Code.Conditions[Condition];
                                    return Known(C.Asks, C.Branch);
                                  });
}

} // namespace tether::facts
