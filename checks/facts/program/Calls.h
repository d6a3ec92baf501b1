//===- Calls.h - Who runs which code ----------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which bodies a callable may have, what a body may run in place, and who may
// run it. `must` asks the other way round: what happens on every path.
//
// Ownership: refers to the facts and the values, and remembers what was asked;
// what is returned by reference stays. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_PROGRAM_CALLS_H
#define TETHER_CHECKS_FACTS_PROGRAM_CALLS_H

#include "../code/ControlFlow.h"
#include "../data/Code.h"
#include "Values.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

namespace tether::facts {

/// A way of calls from one body to another, in place.
struct CallChain {
  const Body *To = nullptr;
  std::vector<const Event *> Calls; ///< Outermost first.

  /// What the last of the bodies calls so, as the first does: the members of
  /// `this` are those of an object of its caller.
  AccessPath asCalled(AccessPath P) const;
};

/// True if the body calls a virtual method of any object, and not one that is
/// named with its class.
bool callsByTable(const Event &Run);

class Calls {
public:
  using Bodies = std::vector<const Body *>;
  using Callers = std::vector<std::pair<const Body *, const Event *>>;

  Calls(const Code &From, const Facts &F, const ModelNames &Names,
        const Values &V);

  //===--- Callables ------------------------------------------------------===//

  const Body *bodyOf(const FunctionDecl *F) const;
  /// The body that a callable's origin is: a function, or the closure that it
  /// makes; or null.
  const Body *codeOf(const AccessPath &Origin) const;
  /// The visible bodies that a callable may have.
  const Bodies &bodiesOf(const AccessPath &Callable) const;
  /// The closure whose body it is, or null.
  const Closure *closureOf(const Body *B) const;
  /// True if some method in sight overrides the function.
  bool isOverridden(const FunctionDecl *F) const { return Overriders.count(F); }
  /// The bodies of the methods that override the function.
  Bodies overridersOf(const FunctionDecl *F) const;
  /// Adds what overrides the function, and what overrides that.
  void addOverriders(const FunctionDecl *F, Bodies &Result) const;

  //===--- What a body runs -----------------------------------------------===//

  /// The visible bodies that a Run event may run: also the overrides of a
  /// virtual method that is called on the caller's own object, such as the
  /// `run()` of an in-house thread class.
  const Bodies &targetsOf(const Event &Run) const;
  /// `From` and every body that it may run in place, with the way to it.
  const std::vector<CallChain> &reachedFrom(const Body *From) const;
  /// True if `To` is among them.
  bool reaches(const Body *From, const Body *To) const;
  /// True if the event is a call that may run `To` in place.
  bool leadsTo(const Event &Call, const Body *To) const;
  /// What the body that `Way` leads to calls `P`, as the one that it starts
  /// from does; none for what only the function has.
  AccessPath calledBefore(const std::vector<const Event *> &Way,
                          AccessPath P) const;
  /// The bodies that may run because the event hands a callable to code that
  /// cannot be seen, or that keeps it. Not those of tasks that are started or
  /// queued: these may never run.
  const Bodies &handedOnBy(const Event &E) const;

  //===--- Who runs a body ------------------------------------------------===//

  /// The bodies that may run `B` in place: the functions that call it.
  const Callers &callersOf(const Body *B) const;
  /// True if what is thrown at `At`, a statement of `B`, is caught there or by
  /// all who call `B`.
  bool isCaught(const Body *B, const Stmt *At, unsigned Depth = 0) const;
  /// True if `B` is the body of a test.
  bool isTest(const Body *B) const;
  /// The same if it is called by one.
  bool calledByTest(const Body *B) const;

  //===--- Paths ----------------------------------------------------------===//

  const ControlFlow &flow(const Body *B) const;
  /// True if `B`, on every path to its end, does something that `Matches`,
  /// itself or by what it calls.
  template <typename Predicate>
  bool must(const Body *B, Predicate Matches) const;
  /// The statements of `B` at which it or what it calls must do so.
  template <typename Predicate>
  ControlFlow::Statements mustAt(const Body *B, Predicate Matches) const;

  /// To be called once, when no event will be added any more: finds who calls
  /// whom.
  void complete();

private:
  void addTests(const AccessPath &P);
  bool isTrampoline(const Event &Run) const;
  const Bodies &overridesOn(const Event &Run) const;
  /// The answers to one question of `must`, by body and depth of calls.
  using MustAnswers = std::map<std::pair<const Body *, unsigned>, bool>;
  template <typename Predicate>
  bool must(const Body *B, const Predicate &Matches, unsigned Depth,
            MustAnswers &Known) const;
  template <typename Predicate>
  ControlFlow::Statements mustAt(const Body *B, const Predicate &Matches,
                                 unsigned Depth, MustAnswers &Known) const;

  const Code &From;
  const Facts &F;
  const ModelNames &Names;
  const Values &V;

  std::map<const LambdaExpr *, const Body *> CodeOf;
  std::map<const Body *, const Closure *> ClosureOf;
  std::map<const FunctionDecl *, Bodies> Overriders;
  std::map<const Body *, Callers> CallersOf;
  std::set<const Body *> Tests;
  const Bodies NoBodies;
  const Callers NoCallers;

  template <typename T>
  using ByPath = std::unordered_map<AccessPath, T, AccessPath::Hash>;
  mutable ByPath<Bodies> Codes, OwnCodes, HandedOn, Destroyed;
  mutable std::map<std::pair<const FunctionDecl *, AccessPath>, Bodies>
      Overrides;
  mutable std::unordered_map<const Body *, std::vector<CallChain>> Reached;
  mutable std::map<const Body *, std::unique_ptr<ControlFlow>> Graphs;
  mutable std::optional<llvm::DenseSet<const Body *>> ByTests;
};

template <typename Predicate>
ControlFlow::Statements Calls::mustAt(const Body *B, const Predicate &Matches,
                                      unsigned Depth,
                                      MustAnswers &Known) const {
  ControlFlow::Statements Result;
  for (const Event &E : B->Events) {
    if (Matches(E)) {
      Result.insert(E.Condition ? E.Condition : E.At);
    } else if (E.Kind == EventKind::Run && Depth < 6) {
      const Bodies &Targets = targetsOf(E);
      if (!Targets.empty() && llvm::all_of(Targets, [&](const Body *Target) {
            return Target != B && must(Target, Matches, Depth + 1, Known);
          }))
        Result.insert(E.Condition ? E.Condition : E.At);
    }
  }
  return Result;
}

template <typename Predicate>
bool Calls::must(const Body *B, const Predicate &Matches, unsigned Depth,
                 MustAnswers &Known) const {
  if (auto It = Known.find({B, Depth}); It != Known.end())
    return It->second;
  ControlFlow::Statements Targets = mustAt(B, Matches, Depth, Known);
  return Known[{B, Depth}] = !Targets.empty() && flow(B).mustMeet(Targets);
}

template <typename Predicate>
ControlFlow::Statements Calls::mustAt(const Body *B, Predicate Matches) const {
  MustAnswers Known;
  return mustAt(B, Matches, 0, Known);
}

template <typename Predicate>
bool Calls::must(const Body *B, Predicate Matches) const {
  MustAnswers Known;
  return must(B, Matches, 0, Known);
}

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_PROGRAM_CALLS_H
