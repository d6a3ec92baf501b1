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

#ifndef TETHER_CHECKS_FACTS_ACCESSPATH_H
#define TETHER_CHECKS_FACTS_ACCESSPATH_H

#include "../model/Resolver.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include <array>
#include <map>
#include <set>
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
  const void *Base = nullptr; ///< Canonical declaration or expression.
  std::array<const clang::FieldDecl *, MaxFields> Fields{};
  uint8_t Length = 0;
  bool Truncated = false; ///< Fields beyond the limit were dropped.

  static AccessPath variable(const clang::VarDecl *D);
  static AccessPath thisObject(const clang::CXXRecordDecl *Record);
  static AccessPath value(const clang::Expr *E);
  static AccessPath result(const clang::FunctionDecl *F);
  static AccessPath function(const clang::FunctionDecl *F);

  explicit operator bool() const { return Kind != Root::None; }
  /// True if it is the object of the method as a whole, not a part of it.
  bool isThis() const { return Kind == Root::This && !Length; }
  const clang::VarDecl *variable() const;
  const clang::Expr *value() const;
  const clang::FunctionDecl *
  function() const; ///< Of Function and Result roots.
  const clang::FieldDecl *lastField() const {
    return Length ? Fields[Length - 1] : nullptr;
  }

  AccessPath field(const clang::FieldDecl *F) const;
  /// The path without its last field.
  AccessPath parent() const;
  /// The path with the first `Prefix.Length` fields replaced by `By`.
  AccessPath rebased(const AccessPath &Prefix, const AccessPath &By) const;
  /// What a method of `Of` calls so, as its caller calls it: the members of
  /// `this` are those of the object that it is called on.
  AccessPath calledOn(const AccessPath &Object,
                      const clang::CXXRecordDecl *Of) const;
  bool startsWith(const AccessPath &Prefix) const;

  bool operator==(const AccessPath &O) const;
  bool operator!=(const AccessPath &O) const { return !(*this == O); }
  bool operator<(const AccessPath &O) const;
  struct Hash {
    size_t operator()(const AccessPath &P) const;
  };

  /// The declared type of the object; null if it has none.
  clang::QualType type() const;

  /// "queue_", "state.done", "result of open()"; for messages.
  std::string str() const;
};

/// Turns expressions into access paths. Remembers what it resolved; belongs to
/// one translation unit and one thread.
class PathResolver {
public:
  explicit PathResolver(const model::Resolver &Names) : Names(Names) {}

  /// The object that `E` denotes, points to or iterates over.
  AccessPath resolve(const clang::Expr *E);

  /// The object that the variable denotes: what it was initialised from if it
  /// is a reference, a pointer or a handle, otherwise the variable itself.
  AccessPath resolve(const clang::VarDecl *V);

  /// The class whose `this` a body has: that of the method, or of the method
  /// around a lambda. Null in free functions.
  static const clang::CXXRecordDecl *thisRecord(const clang::DeclContext *DC);

private:
  AccessPath resolveCall(const clang::CallExpr *Call);
  AccessPath resolveConstruct(const clang::CXXConstructExpr *E);
  AccessPath returned(const clang::FunctionDecl *F,
                      const clang::CallExpr *Call);
  bool denotesItsInitializer(const clang::VarDecl *V);
  bool isElementOf(const AccessPath &Map, const clang::FieldDecl *Member);

  const model::Resolver &Names;
  std::map<const clang::VarDecl *, AccessPath> Variables;
  unsigned Depth = 0;
};

/// `E` without parentheses, casts, temporaries and full-expression wrappers.
const clang::Expr *strip(const clang::Expr *E);

/// The values that the members of an object are made of, one by one:
/// `Entry{Key, Callable}`, also those of a pair of a library. Empty for what
/// else makes an object.
llvm::SmallVector<std::pair<const clang::FieldDecl *, const clang::Expr *>, 4>
memberValues(const clang::Expr *E);

/// The list, in the form in which each element has its place.
const clang::InitListExpr *semantic(const clang::InitListExpr *L);

/// The definition of `F` whose body may be looked into, or null: none seen,
/// skipped, dependent, invalid, or in a system header.
const clang::FunctionDecl *visibleDefinition(const clang::FunctionDecl *F);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ACCESSPATH_H
