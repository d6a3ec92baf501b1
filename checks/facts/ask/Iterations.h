//===- Iterations.h - What each iteration has of its own --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_ITERATIONS_H
#define TETHER_CHECKS_FACTS_ASK_ITERATIONS_H

#include "Closures.h"

namespace tether::facts {

/// The loop that the variable belongs to one iteration of, or null.
const Stmt *loopOf(const Program &Prog, const VarDecl *V);
/// The loops of the functions around that the closure is made in, inner first:
/// also those around a closure that is run in place and makes it.
std::vector<const Stmt *> loopsAround(const Program &Prog, const Closure &K);

/// Statements in `Loop` that give `V`, a value that is declared in `B` before
/// the loop, another one, so that each iteration has its own at `Start`. None
/// if `Reader`, the code of a closure that refers to it, changes it too, or if
/// both are careful. `HeaderOnly`: without what the loop's body does.
ControlFlow::Statements changesIn(const Program &Prog, const Body *B,
                                  const Stmt *Loop, const VarDecl *V,
                                  const Stmt *Start, const Stmt *Reader,
                                  bool HeaderOnly);
/// The same for a variable that the task is given by reference.
ControlFlow::Statements changesIn(const Program &Prog, const Task &T,
                                  const Stmt *Loop, const VarDecl *V);
/// The loop around the closure, but not around `V`, which it refers to, in
/// which each iteration gives `V` another value; or null. `Changes` are the
/// statements that do, `Start` is the one among them that makes the closure.
const Stmt *changingLoop(const Program &Prog, const Closure &K,
                         const VarDecl *V, bool HeaderOnly,
                         ControlFlow::Statements &Changes, const Stmt *&Start);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_ITERATIONS_H
