//===- Tasks.h - What runs as a task, and by whom ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bodies that a task may run, what runs it, and whether it can end.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_TASKS_H
#define TETHER_CHECKS_FACTS_ASK_TASKS_H

#include "../program/Program.h"

namespace tether::facts {

/// A body that a task may run, and the place where it was chosen.
struct TaskBody {
  const Body *Code = nullptr; ///< Null if it cannot be seen.
  /// The function that is only declared; null if somebody hands it in.
  const FunctionDecl *Declared = nullptr;
  clang::SourceLocation Chosen;
  bool ChosenByCaller = false; ///< Spawned by a forwarder that was handed it.
  /// The call by which it was handed to a method of the object that keeps the
  /// handle, if one does.
  const Event *Start = nullptr;
  const Flow *Handed = nullptr; ///< By which the spawner was first handed it.
};

/// The bodies that can be seen.
std::vector<TaskBody> bodiesOf(const Program &Prog, const Task &T);
/// Also a function that is only declared, and, if there is no other, a callable
/// that a caller hands in whom nobody has seen.
std::vector<TaskBody> entriesOf(const Program &Prog, const Task &T);
/// The bodies that run as a part of the task, each once.
std::vector<const Body *> codeOf(const Program &Prog, const Task &T);

/// The task whose body `B` is, or whose body runs `B` in place; or null.
const Task *taskRunning(const Program &Prog, const Body *B);

/// What runs the task: the pool, group or loop that it is given to, and those
/// that this, or what the task is for, was made with: `strand(loop)`,
/// `timer(loop)`, `socket(loop)`.
std::vector<AccessPath> runnersOf(const Program &Prog, const Task &T);
/// True if the destructor of objects of the type, which may be null, waits for
/// the tasks that they run.
bool joinsItsTasks(const model::Type *T);
/// True if an object of the class, which may be null, or of a base of it or a
/// class derived from it, is given the loop of a thread of its own.
bool hasOwnLoop(const Program &Prog, const CXXRecordDecl *R);

/// True if the code names the calling thread.
bool namesItself(const Program &Prog, const Stmt *Code);
/// True if the body ends the process on every path.
bool endsProcess(const Program &Prog, const Body *B);
/// True if the body has no end that can be reached.
bool isEndless(const Program &Prog, const Body *B, unsigned Depth = 0);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_TASKS_H
