//===- Endings.h - What destroys a handle too early -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handle that ends the process when it dies joinable dies not only at the end
// of its scope: it is deleted, taken out of a container and dropped, or
// emptied, by itself or with the object that it is a part of. Conditions are
// believed to know whether it is joinable, unless it is known what they say
// while the task runs, or has ended.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_ENDINGS_H
#define TETHER_CHECKS_FACTS_ASK_ENDINGS_H

#include "Handles.h"

namespace tether::facts {

/// Where the handle of a task, or what has it, is destroyed.
struct Ending {
  AccessPath Object;
  enum {
    Deleted,
    Content,  ///< The object lives on, and what it contains dies.
    Scope,    ///< It is a local variable.
    WithOwner ///< It is a member.
  } How = Deleted;
  clang::SourceLocation Where;
  const Event *Start = nullptr; ///< Of a local variable: what starts the task.
};

/// Where the handle of the task is destroyed on a way on which nothing that can
/// be seen has joined it, detached it or moved it on. If its class leaves that
/// to who owns the object, his calls of its methods count.
std::vector<Ending> endingsOf(const Program &Prog, const Task &T,
                              const HandleFate &Fate);

/// The member that keeps the handle, in a class that joins it to make room for
/// another start and does not when it dies; or null.
const FieldDecl *joinedOnlyBeforeStart(const Program &Prog, const Task &T,
                                       const HandleFate &Fate);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_ENDINGS_H
