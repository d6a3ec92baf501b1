//===- NameLookup.h - Qualified names to declarations -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds what a qualified name of the model means in a translation unit, the way
// a user's code would: through using-declarations, aliases, alias templates,
// namespace aliases, inline namespaces, using-directives and base classes.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_NAMELOOKUP_H
#define TETHER_CHECKS_MODEL_NAMELOOKUP_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

namespace tether::model {

class NameLookup {
public:
  using Decls = llvm::SmallVector<const clang::NamedDecl *, 4>;

  explicit NameLookup(clang::ASTContext &Context) : Context(Context) {}

  /// True if `Qualified` names a namespace or a class.
  bool hasScope(llvm::StringRef Qualified) {
    return !scopes(Qualified).empty();
  }

  /// What the name means; empty if nothing. Never a using-declaration.
  Decls find(llvm::StringRef Qualified);

  /// The members of a class (template) or of its bases with that simple name.
  Decls findMember(const clang::NamedDecl *Class, llvm::StringRef Simple);

  /// False for a class (template) that is declared and not defined.
  static bool isComplete(const clang::NamedDecl *Class);

  /// The declaration that stands for a type in maps: the template of a
  /// specialisation, the class behind an alias, a typedef itself if there is no
  /// class behind it. Null if `D` is no type.
  static const clang::Decl *typeKey(const clang::NamedDecl *D);

  /// The same for functions and for variables that are called.
  static const clang::Decl *functionKey(const clang::NamedDecl *D);

  /// The name of a function without its scope: "push", "operator<<".
  static std::string simpleName(const clang::FunctionDecl *Function);

  /// Calls `Visit` with the definition of each direct base, with all that it
  /// may have if the base is dependent.
  static void
  forEachBase(const clang::CXXRecordDecl *Definition,
              llvm::function_ref<void(const clang::CXXRecordDecl *)> Visit);

private:
  using Scopes = llvm::SmallVector<const clang::DeclContext *, 2>;

  const Scopes &scopes(llvm::StringRef Qualified);
  clang::DeclarationName declarationName(llvm::StringRef Simple);
  void lookUp(const clang::DeclContext *Scope, clang::DeclarationName Name,
              llvm::SmallPtrSetImpl<const clang::DeclContext *> &Seen,
              Decls &Out);

  clang::ASTContext &Context;
  llvm::StringMap<Scopes> Cache;
};

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_NAMELOOKUP_H
