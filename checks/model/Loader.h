//===- Loader.h - Library descriptions from YAML ----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads one YAML file into the structs of Model.h. The same reader serves the
// generator of the built-in tables and users' files. yaml-cpp's parser throws,
// so this is compiled with exceptions and lets none escape.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_LOADER_H
#define TETHER_CHECKS_MODEL_LOADER_H

#include "Model.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include <memory>
#include <string>

namespace tether::model {

/// Where a file is wrong and what was expected there. Lines and columns start
/// at 1; 0 means the file as a whole.
struct LoadError {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
  std::string Message;

  /// "file:line:column: message", with `Severity` before the message.
  std::string str(llvm::StringRef Severity = "") const;
};

/// A library read at run time, with the storage that its views point into.
class UserLibrary {
public:
  /// Reads `Text` (the content of `File`, used in messages only). Returns null
  /// and fills `Error` with the first mistake: YAML that does not parse, an
  /// unknown key, a wrong type, an unknown word, nesting deeper than 32, more
  /// than a megabyte.
  static std::unique_ptr<UserLibrary>
  parse(llvm::StringRef File, llvm::StringRef Text, LoadError &Error);

  const Library &library() const { return L; }

  /// Where in the file a name stands: 1-based, 0 where that is not known.
  struct Place {
    unsigned Line = 0;
    unsigned Column = 0;
  };

  /// The place of a qualified name of the library (members as "Type::member"):
  /// where it is described, else where it is mentioned first.
  Place place(llvm::StringRef Name) const { return Places.lookup(Name); }

private:
  UserLibrary() = default;
  llvm::BumpPtrAllocator Allocator;
  llvm::StringMap<Place> Places;
  Library L;
};

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_LOADER_H
