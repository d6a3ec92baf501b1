//===- FileWords.h - The identifiers of a source ----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_FILEWORDS_H
#define TETHER_DRIVER_SELECT_FILEWORDS_H

#include "checks/facts/data/Acts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>
#include <utility>
#include <vector>

namespace tether {

/// What is written in a file, without its comments and literals.
struct FileWords {
  /// Its identifiers; those that `::` or `<` follows also with `::` after them;
  /// and the words below for what is written without one.
  llvm::StringSet<> All;
  /// The macros that it defines, and the identifiers that they stand for.
  std::vector<std::pair<std::string, std::vector<std::string>>> Macros;
  /// Whatever its words are: a NOLINT comment names checks of ours, and may not
  /// say why, or a module is imported, of which nothing is known.
  bool IsNeeded = false;
};

/// A lambda refers to something, or captures something in a file that has
/// coroutines or takes the address of something.
inline constexpr llvm::StringLiteral ReferringLambda = "[&]";
inline constexpr llvm::StringLiteral CapturingLambda = "[]";
inline constexpr llvm::StringLiteral AddressTaken = "=&";
/// Is in every text: what any variable can be is not to be known by a word.
inline constexpr llvm::StringLiteral AnyCode = "*";

FileWords wordsOf(llvm::StringRef Text);

/// What a source has to spell to do what a library's entry is about.
struct ModelWord {
  std::string Word;                ///< In the file where it is done.
  std::vector<std::string> Around; ///< In that file or those that it includes.
};

/// Of all entries by which one of the acts is done. Callables may be kept by an
/// object of any class, and channels be built around whatever is waited for.
/// Conventions add none: what they say counts only of a callable that refers to
/// something or beside something else that is done.
std::vector<ModelWord>
modelWords(llvm::ArrayRef<const model::Library *> Libraries, facts::Act About);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_FILEWORDS_H
