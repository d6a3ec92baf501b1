//===- LibraryLookup.h - A library's names in a unit ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks the entries of one library up in one translation unit, by all of its
// equivalent namespaces.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_LIBRARYLOOKUP_H
#define TETHER_CHECKS_MODEL_LIBRARYLOOKUP_H

#include "Model.h"
#include "NameLookup.h"
#include <string>
#include <vector>

namespace tether::model {

class LibraryLookup {
public:
  LibraryLookup(clang::ASTContext &Context, const Library &L)
      : Context(Context), L(L), Names(Context) {}

  /// True if the unit has one of the library's namespaces, or if it has none.
  bool isPresent();

  /// The namespaces of the library that the unit has.
  NameLookup::Decls namespaces();

  /// What the name of an entry means in the unit.
  NameLookup::Decls find(llvm::StringRef Name);

  /// The keys (see NameLookup) of what the name of a type or function means.
  llvm::SmallVector<const clang::Decl *, 2> typeKeys(llvm::StringRef Name);
  llvm::SmallVector<const clang::Decl *, 8> functionKeys(llvm::StringRef Name);

  /// What became of a name of the library in the unit. Of several units, the
  /// greatest tells most.
  enum class State : uint8_t {
    NotLookedFor, ///< A member of a type that does not exist.
    Incomplete,   ///< A member of a type that is only declared.
    Missing,
    Found,
  };
  struct Status {
    std::string Name;      ///< Members as "Type::member".
    llvm::StringRef Class; ///< Members: the name of their type.
    State S;
  };

  /// All names that the entries mention, each once; none if the library is not
  /// present. Costs a walk over all entries.
  std::vector<Status> check();

private:
  /// The spellings of an entry in a unit that has only some of the library's
  /// equivalent namespaces.
  llvm::SmallVector<std::string, 2> spellings(llvm::StringRef Name);

  clang::ASTContext &Context;
  const Library &L;
  NameLookup Names;
};

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_LIBRARYLOOKUP_H
