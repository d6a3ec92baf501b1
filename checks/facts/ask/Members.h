//===- Members.h - Tasks and the members that they use ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object that starts a task which uses it: what of the object is there when
// the task begins, and what is gone before somebody has waited for its end.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_MEMBERS_H
#define TETHER_CHECKS_FACTS_ASK_MEMBERS_H

#include "Tasks.h"

namespace tether::facts {

/// A place in a body from which another is reached.
struct Step {
  const Body *In = nullptr;
  const Stmt *At = nullptr;
};

/// What a task does to the object that started it.
struct OwnUse {
  const FieldDecl *Member = nullptr;
  /// Instead: a virtual method that it calls on the object.
  const CXXMethodDecl *Method = nullptr;
  const Stmt *At = nullptr;
  const Body *In = nullptr;
  bool OnlyAssigns = false;
  bool IsRepeated = false; ///< In a loop.
  std::vector<Step> Way;   ///< From the body of the task, outermost first.
};

/// A method or constructor in which an object sets off a task on itself.
struct Launch {
  const Task *Started = nullptr;
  TaskBody Code; ///< Without code for a method that is pure.
  const Body *In = nullptr;
  const Stmt *At = nullptr; ///< The spawn, or what hands the body to it.
  const CXXRecordDecl *Owner = nullptr;
  /// The member of the object, or of a base of it, that keeps the handle.
  const FieldDecl *Holder = nullptr;
  /// Where another object, which starts the task, keeps what it calls.
  AccessPath Slot;
  std::vector<OwnUse> Uses; ///< Those of members in the order of declaration.
};

std::vector<Launch> launchesOf(const Program &Prog, const Task &T);

/// A constructor that starts the task.
struct EarlyStart {
  const CXXRecordDecl *Class = nullptr;
  /// From the constructor to the place of the launch; one at least.
  std::vector<Step> Way;
  /// The member whose initializer starts it.
  const FieldDecl *Member = nullptr;
  bool ByBase = false; ///< The initializer of a base does.
};

std::vector<EarlyStart> earlyStartsOf(const Program &Prog, const Launch &L);

/// Is the member not there yet?
bool isMissing(const EarlyStart &S, const FieldDecl *F);

/// May the body of the task wait for something that is signalled by whoever
/// started it?
bool waitsForSpawner(const Program &Prog, const Launch &L, const EarlyStart &S);

/// Has the task waited for something on every way to the use?
bool waitsBefore(const Program &Prog, const OwnUse &U);

/// An assignment of the constructor, or of a method between it and the launch,
/// to a member that the task may have read before; nothing orders the two.
struct LateAssignment {
  const OwnUse *Read = nullptr;
  clang::SourceLocation Where;
  bool Initializes = false; ///< By a function of C.
};

LateAssignment lateAssignmentOf(const Program &Prog, const Launch &L,
                                const EarlyStart &S);

/// Where somebody waits for the end of the task, as late as when the object
/// dies: in the destructor of a class, or in that of a member of it.
struct LateJoin {
  const CXXRecordDecl *Class = nullptr; ///< Null if anybody may before.
  const FieldDecl *Member = nullptr;
};

LateJoin lateJoinOf(const Program &Prog, const Launch &L);

/// Is the member destroyed before that, such that it matters?
bool isGone(const Program &Prog, const Launch &L, const LateJoin &J,
            const FieldDecl *F);

/// An override of the method in a derived class that is complete, and whose
/// destructor has run before that; or null.
const Body *goneOverride(const Program &Prog, const Launch &L,
                         const LateJoin &J, const CXXMethodDecl *M);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_MEMBERS_H
