//===- Reports.h - What a task tells others when it ends --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By what it does itself, and by what dies with it: the values that it was
// given and those that its closure holds.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_REPORTS_H
#define TETHER_CHECKS_FACTS_ASK_REPORTS_H

#include "Tasks.h"

namespace tether::facts {

/// True if what dies with the task, when `Code` is its body or run by it, has a
/// share in the pointee of `P`.
bool isTokenOf(const Program &Prog, const Task &T, const Body *Code,
               const AccessPath &P);

/// The destructors and deleters of all that dies with the task.
std::vector<const Body *> destructorsOf(const Program &Prog, const Task &T,
                                        const Body *Code);
/// True if it owns, alone, what has a destructor that cannot be seen.
bool endsUnseen(const Program &Prog, const Task &T, const Body *Code);
/// The same for all that `Start` hands to the task.
bool endsUnseen(const Program &Prog, const Task &T, const Stmt *Start);

/// What the destructor, or what it calls, does to other objects that somebody
/// may wait for.
std::vector<const Event *> reportsOf(const Program &Prog,
                                     const Body *Destructor);
/// What the task may tell somebody when it runs `Code`: by what is done there
/// itself, and by what dies with the task.
std::vector<const Event *> reportsBy(const Program &Prog, const Task &T,
                                     const Body *Code);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_REPORTS_H
