//===- Keepers.h - Who keeps a closure, and how long ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_KEEPERS_H
#define TETHER_CHECKS_FACTS_ASK_KEEPERS_H

#include "Closures.h"

namespace tether::facts {

/// Who has a closure when the statement that made it is over. `Slot` is where
/// it is put, as the code calls it that does so; a call in `Calls` leads from
/// each body to the next, the first in the body that makes the closure.
struct Keeper {
  enum {
    Stored,     ///< An object has it.
    Registered, ///< A library has it.
    Returned,   ///< The caller has it.
  } How = Stored;
  AccessPath Object; ///< Who keeps it, as the maker of the closure calls it.
  AccessPath Slot;
  std::vector<const Event *> Calls;
  const Body *In = nullptr;  ///< The body that puts it there...
  const Stmt *Put = nullptr; ///< ... and the statement.
  const Stmt *At = nullptr;  ///< The maker's statement that leads there.
  clang::SourceLocation Where;
};

/// Who is seen to keep the closure when the statement that makes it is over.
std::vector<Keeper> keepersOf(const Program &Prog, const Closure &K);
/// True if the closure may be kept, and called, when `V` dies: a variable of
/// its maker, or of a function around that which runs the maker in place.
bool mayBeKept(const Program &Prog, const Closure &K, const Keeper &By,
               const VarDecl *V);
/// True if an object that outlives that iteration of `Loop` keeps the closure,
/// and nothing runs it before the iteration is over.
bool isKeptBeyondIteration(const Program &Prog, const Closure &K,
                           const Stmt *Loop);
/// True if a library may have the closure when that iteration of `Loop`, to
/// which `V` belongs, is over.
bool isRegisteredBeyond(const Program &Prog, const Closure &K, const Stmt *Loop,
                        const VarDecl *V);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_KEEPERS_H
