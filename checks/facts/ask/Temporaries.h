//===- Temporaries.h - References to what may be gone at once ---*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_TEMPORARIES_H
#define TETHER_CHECKS_FACTS_ASK_TEMPORARIES_H

#include "Tasks.h"

namespace tether::facts {

/// Whose the object is that a reference parameter refers to.
enum class Referent {
  Callers,   ///< A caller has it, and may be taken to keep it.
  Unknown,   ///< It may be a temporary.
  Temporary, ///< Somebody is seen to give it a temporary.
};

/// Whose the referent of a reference parameter of `B` is.
Referent referentOf(const Program &Prog, const Body *B, const ParmVarDecl *P);
/// True if values of the type are often made where a reference to one is
/// expected, because they can be made of something else without a word.
bool invitesTemporaries(QualType T);

/// True if the lambda is a coroutine that is called as a temporary, and the
/// coroutine may go on when that is gone: at `Where`, started by `Since`.
bool outlivesItsLambda(const Program &Prog, const Closure &K,
                       const Event *&Since, clang::SourceLocation &Where);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_TEMPORARIES_H
