//===- AccessPath.h - Which object an expression means ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An access path names an object: a root and at most three fields. References,
// pointers, smart pointers, containers and their elements, `get()`, `*`, `&`,
// std::move, std::ref and init-captures are looked through, so that every way
// to spell an object gives one path. The elements of a container are its path.
//
// A lambda's body has the roots of the function around it: the variables that
// it captures and `this` are the same declarations there, by copy or by
// reference, which is what lets the effects of a task be compared with those of
// its spawner without renaming.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_ACCESSPATH_H
#define TETHER_CHECKS_FACTS_DATA_ACCESSPATH_H

#include "Decl.h"
#include <array>
#include <string>

namespace tether::facts {

struct AccessPath {
  enum class Root : uint8_t {
    None,     ///< Not known: compares unequal to everything that matters.
    Variable, ///< A local, a parameter, a global or a static member.
    This,     ///< The object that the enclosing method belongs to.
    Value,    ///< What one expression makes: a closure, a started task, `new`.
    Result,   ///< What a function returns.
    Function, ///< A function used as a value or called.
  };
  static constexpr unsigned MaxFields = 3;

  Root Kind = Root::None;
  const void *Base = nullptr; ///< The entity or expression.
  std::array<const FieldDecl *, MaxFields> Fields{};
  uint8_t Length = 0;
  bool Truncated = false; ///< Fields beyond the limit were dropped.

  static AccessPath variable(const VarDecl *D);
  static AccessPath thisObject(const CXXRecordDecl *Record);
  static AccessPath value(const Expr *E);
  static AccessPath result(const FunctionDecl *F);
  static AccessPath function(const FunctionDecl *F);

  explicit operator bool() const { return Kind != Root::None; }
  /// True if it is the object of the method as a whole, not a part of it.
  bool isThis() const { return Kind == Root::This && !Length; }
  const VarDecl *variable() const;
  const Expr *value() const;
  const FunctionDecl *function() const; ///< Of Function and Result roots.
  const FieldDecl *lastField() const {
    return Length ? Fields[Length - 1] : nullptr;
  }

  AccessPath field(const FieldDecl *F) const;
  /// The path without its last field.
  AccessPath parent() const;
  /// The path with the first `Prefix.Length` fields replaced by `By`.
  AccessPath rebased(const AccessPath &Prefix, const AccessPath &By) const;
  /// What a method of `Of` calls so, as its caller calls it: the members of
  /// `this` are those of the object that it is called on.
  AccessPath calledOn(const AccessPath &Object, const CXXRecordDecl *Of) const;
  bool startsWith(const AccessPath &Prefix) const;

  bool operator==(const AccessPath &O) const;
  bool operator!=(const AccessPath &O) const { return !(*this == O); }
  bool operator<(const AccessPath &O) const;
  struct Hash {
    size_t operator()(const AccessPath &P) const;
  };

  /// The declared type of the object; null if it has none.
  QualType type() const;

  /// "queue_", "state.done", "result of open()"; for messages.
  std::string str() const;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_ACCESSPATH_H
