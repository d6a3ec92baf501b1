//===- LocalHandles.h - Where a local handle is lost ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a local handle is lost. Like all answers that accuse, this needs
// evidence: a use of the handle that is not known to be harmless counts as a
// join.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_LOCALHANDLES_H
#define TETHER_CHECKS_FACTS_ASK_LOCALHANDLES_H

#include "Handles.h"

namespace tether::facts {

/// What the code that can be seen does with an object at one place.
struct Use {
  const Expr *At = nullptr;
  enum {
    Harmless, ///< Asks it for something, or starts a task in it.
    Assigned, ///< Is what is assigned to.
    Object,   ///< Calls one of its methods.
    Handed,   ///< Gives it, or a reference to it, to somebody.
  } How = Harmless;
};

/// The uses of a variable or member in `Code`. Closures are not entered; to
/// capture the object is to hand it.
std::vector<Use> usesOf(const Program &Prog, const Stmt *Code,
                        const ValueDecl *Object);

/// True if the task has a handle that ends the process when it dies joinable.
/// An object that is started by a method may die when its task is over.
bool mustBeJoined(const Program &Prog, const Task &T);

/// The member that keeps such a handle for good, by value, in a class with a
/// destructor whose code can all be seen; null if anything is done with it.
const FieldDecl *unjoinedMember(const Program &Prog, const Task &T,
                                const HandleFate &Fate);

/// A local variable that the handle of a task is put into.
struct LocalHandle {
  const VarDecl *Variable = nullptr;
  const Stmt *Put = nullptr;   ///< The declaration, assignment or insert.
  const Stmt *Scope = nullptr; ///< The block it belongs to.
};

/// The variable of its spawner that keeps the task's handle by value, if any.
LocalHandle localHandleOf(const Program &Prog, const Task &T);

/// True if a value of the type holds handles that end the process when they die
/// joinable: such a handle, an array, container or smart pointer of it.
bool terminatesJoinable(const Program &Prog, QualType T);

/// Where a path from the put leads on which nobody has touched the handle.
struct Loss {
  enum {
    EndOfScope,
    Jump,      ///< A return or throw out of its scope.
    Thrown,    ///< A call of what throws.
    Caught,    ///< A handler of what a call throws.
    Overwrite, ///< Another handle is assigned to it.
  } How = EndOfScope;
  const Stmt *At = nullptr;
};

/// A visible throw that leaves the body, or a call of what throws; or null.
const Stmt *throwIn(const Program &Prog, const Body *B);

/// The wait that gives up whose result the condition asks for, or null.
const Event *waitAskedFor(const Body *B, const Stmt *Condition);

/// Does the condition tell nothing of a handle that is there? It asks whether a
/// wait gave up, or for parameters of the function which no other condition
/// asks for; `IsHandle` is true for what else it may ask.
bool isBlind(const Program &Prog, const Body *B, const IfStmt *If,
             llvm::function_ref<bool(const Expr *)> IsHandle);

/// Where the handle may die or be overwritten as it was put. Conditions that
/// may say whether it was put, or whether it was joined, are believed.
std::vector<Loss> lossesOf(const Program &Prog, const Body *B,
                           const LocalHandle &Handle);

/// The task of the same body whose handle is assigned to a member on a path on
/// which nothing has seen to the handle of `T`, which is in it; or null.
const Task *overwriterOf(const Program &Prog, const Task &T,
                         const HandleFate &Fate, AccessPath &Object);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_LOCALHANDLES_H
