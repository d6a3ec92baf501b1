//===- Lifetimes.h - What may be gone while a task still runs ---*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_LIFETIMES_H
#define TETHER_CHECKS_FACTS_ASK_LIFETIMES_H

#include "Waits.h"

namespace tether::facts {

/// True if the task that `Start` (a statement of `B`) starts may still run when
/// `V` dies, a variable of `B` or of a function around it that runs `B` in
/// place: on some path nothing that can be seen has waited for it. False for
/// tasks that are cut loose and that nobody waits for.
bool mayOutlive(const Program &Prog, const Task &T, const Body *B,
                const Stmt *Start, const VarDecl *V,
                const Body *Handed = nullptr);
/// True if one of `Changes`, statements in a loop around `Start`, may happen
/// while the task still runs.
bool mayMeet(const Program &Prog, const Task &T, const Body *B,
             const Stmt *Start, const ControlFlow::Statements &Changes);
/// True if some path leads from `Start` out of the scope of the variable, or of
/// the closure that runs in place within that, and meets none of `Over`.
bool leavesScope(const Program &Prog, const Body *B, const Stmt *Start,
                 const VarDecl *V, const ControlFlow::Statements &Over);

/// True if `B`, or every body that leads to it, is called by `main` or a test
/// alone, and so ends with the process.
bool onlyForMain(const Program &Prog, const Body *B);
/// Something that the task uses and that dies when `main`, or a function that
/// only it calls, returns: a local variable of that, or a variable with static
/// storage and a destructor. Null if there is nothing of the kind.
const VarDecl *diesWithMain(const Program &Prog, const Task &T,
                            const TaskBody &Code);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_LIFETIMES_H
