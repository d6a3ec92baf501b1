//===- Burials.h - Where a task is hidden from everybody --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class whose destructor waits for its task, and that has no other way to do
// so, gives the means to wait to whoever can destroy its objects. Of one that
// was made with `new` that is nobody, if its address is dropped, or kept by
// static variables alone and never deleted.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_BURIALS_H
#define TETHER_CHECKS_FACTS_ASK_BURIALS_H

#include "Handles.h"

namespace tether::facts {

/// Where the means to wait for a task end, such that nobody can get at them.
struct Burial {
  enum Grave {
    StaticVariable, ///< That no other source can name.
    Member,         ///< Nothing joins it.
    Dropped,
    OwnTask,    ///< Only the task itself has its handle.
    StaticPool, ///< What runs it is a static variable.
    Leak,       ///< An object that would join when it dies, and does not.
  } Where = Dropped;
  /// What happens to a task that still runs, when the process or the object
  /// ends.
  enum Fate { Nothing, Terminates, Waits, GoesOn } End = Nothing;
  const NamedDecl *Holder = nullptr; ///< The variable or member.
  const Body *In = nullptr;          ///< The function that hides it...
  clang::SourceLocation At;          ///< ... and the place.
};

/// Where the task is hidden, if nobody was seen to wait for it.
std::vector<Burial> burialsOf(const Program &Prog, const Task &T,
                              const HandleFate &Fate);

/// True if an object of the class tells others where it is.
bool registersItself(const Program &Prog, const CXXRecordDecl *R);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_BURIALS_H
