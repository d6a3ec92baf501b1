//===- BodyContext.h - What families share in one body ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the walk over a body is, what names and expressions mean there, and
// where families write what they find.
//
// Ownership: refers to the body and the facts of the unit, owns neither.
// Threading: belongs to one body and one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_BODYCONTEXT_H
#define TETHER_CHECKS_FACTS_EVENTS_BODYCONTEXT_H

#include "../code/PathResolver.h"
#include "Bodies.h"

namespace tether::facts {

class BodyContext {
public:
  BodyContext(const ModelNames &Names, PathResolver &Paths, Bodies &All,
              Facts &Result, Body &B)
      : Names(Names), B(B), Paths(Paths), All(All), Result(Result) {}

  const ModelNames &Names;
  Body &B; ///< The one that is walked.

  AccessPath resolve(const Expr *E) { return Paths.resolve(E); }

  /// Adds an event to the body. The reference is valid until the next one is
  /// added.
  Event &add(EventKind K, AccessPath P, const Stmt *At,
             clang::SourceLocation Where, const model::Operation *Op = nullptr,
             const model::Type *T = nullptr);
  /// The value at `From` goes into `To`, if both are known.
  void flow(AccessPath To, AccessPath From, const Stmt *At);
  Task &addTask(const Expr *Spawn, const model::Operation &Op);
  void addChannel(AccessPath P, const model::Type *T, bool BoundGiven);
  /// The closure and the body of its code, unless that is known already.
  void addClosure(const LambdaExpr *L, const FunctionDecl *Code);

  /// The body of a visible function, which is walked too; or null.
  Body *bodyOf(const FunctionDecl *F) { return All.of(F); }

  /// The innermost loop around the node that is visited, or null.
  const Stmt *loop() const { return Loops.empty() ? nullptr : Loops.back(); }
  void enterLoop(const Stmt *Loop) { Loops.push_back(Loop); }
  void leaveLoop() { Loops.pop_back(); }
  /// An iteration of the loop has a variable of its own.
  void declareIn(const Stmt *Loop, const VarDecl *V);

private:
  PathResolver &Paths;
  Bodies &All;
  Facts &Result;
  llvm::SmallVector<const Stmt *, 4> Loops; ///< Outer first.
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_BODYCONTEXT_H
