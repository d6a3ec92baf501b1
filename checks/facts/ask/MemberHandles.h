//===- MemberHandles.h - Handles that must not die joinable -----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a member or a static variable that keeps a thread is overwritten or
// destroyed while the thread is joinable. Conditions are believed to know
// whether it is, unless what they ask is something else: a flag that the task
// itself resets, whether a wait gave up, or what others set at will.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_MEMBERHANDLES_H
#define TETHER_CHECKS_FACTS_ASK_MEMBERHANDLES_H

#include "LocalHandles.h"

namespace tether::facts {

/// The member of the spawner's object, or of an object that it has, that the
/// task's handle is put into and that ends the process when it dies joinable.
AccessPath terminatingMember(const Program &Prog, const Task &T);

struct Setting;

/// What is known of such a member, in all that can be seen.
class MemberHandle {
public:
  MemberHandle(const Program &Prog, const AccessPath &Handle);

  /// The thread is started again while it may be joinable.
  struct Overwrite {
    const Stmt *At = nullptr;
    /// What tells that there is a second start.
    enum {
      Reset,    ///< It sets back what the end of the thread has set.
      Again,    ///< It is called twice.
      Signaled, ///< The thread was told to end, and not waited for.
      ByTask,   ///< The condition asks what the task itself resets.
      ByStop,   ///< ... or what is reset where nothing joins.
    } Because = Reset;
    clang::SourceLocation Where; ///< Of that.
    const FieldDecl *Flag = nullptr;
  };
  std::optional<Overwrite> overwriteBy(const Task &T) const;
  /// The same for a statement that ends the handle to make room for another.
  std::optional<Overwrite> overwriteAt(const Body *B, const Stmt *At,
                                       const Task &T) const;

  /// The destructor does not join where it should.
  struct Skip {
    enum {
      GaveUp,   ///< A wait, whose result tells it not to.
      ByTask,   ///< The task resets a flag that it asks.
      BySetter, ///< It asks for what others set at will.
    } Because = GaveUp;
    const FieldDecl *Flag = nullptr; ///< What it asks.
    clang::SourceLocation Where;     ///< Where that is set, or of the wait.
  };
  std::optional<Skip> skippedJoinOf(const Task &T) const;

  /// The throw, or call of what throws, by which a constructor is left after it
  /// started the task.
  const Stmt *throwAfterStart(const Task &T) const;

private:
  const std::vector<Use> &usesIn(const Body *B) const;
  bool touches(const Body *B) const;
  ControlFlow::Statements touchesIn(const Body *B, const Stmt *Except) const;
  bool canMiss(const Body *B, const Setting *Known,
               std::vector<const Body *> &Stack, const Task &T,
               Skip *Why) const;
  const Event *setterOf(const FieldDecl *F, const Task &T) const;
  std::optional<Overwrite> entry(const Body *B, const Stmt *At, const Task &T,
                                 std::vector<const Body *> &Stack) const;
  std::optional<Overwrite> passedGuard(const Body *B, const Stmt *At,
                                       const Task &T, bool &Guarded) const;
  std::optional<Overwrite>
  secondStart(const Body *B, const Stmt *At, const Task &T,
              llvm::ArrayRef<const Body *> Stack) const;

  const Program &Prog;
  const AccessPath Object; ///< What has the member.
  const FieldDecl *Member;
  const CXXRecordDecl *Record;
  mutable std::map<const Body *, std::vector<Use>> Uses;
  mutable std::map<const Body *, bool> Touching;
};

/// An end of the process that destroys a static handle of a running task.
/// Invalid if there is none.
clang::SourceLocation exitPastJoin(const Program &Prog, const Task &T,
                                   const HandleFate &Fate,
                                   const VarDecl *&Variable);

/// An assignment by an operator that nobody wrote, to an object whose
/// destructor joins.
struct DefaultedAssignment {
  const CXXMethodDecl *Operator = nullptr;
  const FieldDecl *Member = nullptr;
  clang::SourceLocation Where; ///< The operator, or the assignment.
  clang::SourceLocation Use;   ///< The assignment, if one is seen.
};
std::vector<DefaultedAssignment> defaultedAssignments(const Program &Prog);

/// The destructor by which a thread object that is started by a method, and
/// must have ended when it dies, dies; or null.
const CXXDestructorDecl *destructorOfRunning(const Program &Prog, const Task &T,
                                             const HandleFate &Fate,
                                             const FieldDecl *&Member);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_MEMBERHANDLES_H
