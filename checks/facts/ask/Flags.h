//===- Flags.h - What flags of an object say --------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The constants that members of an object are set to, and what conditions
// yield while one of them has a certain value. The object is `this`, or one
// that it has.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_FLAGS_H
#define TETHER_CHECKS_FACTS_ASK_FLAGS_H

#include "Tasks.h"

namespace tether::facts {

/// The class that the member belongs to.
const CXXRecordDecl *classOf(const FieldDecl *F);

/// The member of its own object that the event is about, as a whole.
const FieldDecl *ownMember(const Event &E);

/// A flag, the value that it is given, and where.
struct Setting {
  AccessPath Flag;
  int64_t Value = 0;
  const Event *By = nullptr;

  const FieldDecl *field() const { return Flag.lastField(); }
};

/// The settings of the object's flags in the body.
void addSettings(const Program &Prog, const Body *B, const AccessPath &Object,
                 std::vector<Setting> &Result);

/// What the task itself sets in the object, which is of class `R`, also by a
/// guard that has a reference to it.
std::vector<Setting> settingsBy(const Program &Prog, const Task &T,
                                const AccessPath &Object,
                                const CXXRecordDecl *R);

/// What the member is before anybody has set it, if that is a constant.
std::optional<int64_t> initialValue(const FieldDecl *F);

/// What expressions yield while a flag has a certain value.
class Evaluator {
public:
  Evaluator(const Program &Prog, const AccessPath &Flag, int64_t Value)
      : Prog(Prog), Flag(Flag), Value(Value) {}

  std::optional<int64_t> valueOf(const Expr *E, unsigned Depth = 0) const;
  Answer ask(const Expr *Condition) const;

private:
  bool isFlag(const Expr *E) const;
  std::optional<int64_t> valueOfCall(const CXXMemberCallExpr *Call,
                                     unsigned Depth) const;

  const Program &Prog;
  AccessPath Flag;
  int64_t Value;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_FLAGS_H
