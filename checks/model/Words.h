//===- Words.h - How the model's enumerators are spelled --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table per enumeration, shared by everything that reads, writes or prints
// a model. A word is the enumerator in lower case with dashes.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_WORDS_H
#define TETHER_CHECKS_MODEL_WORDS_H

#include "Model.h"
#include <optional>

namespace tether::model {

template <typename E> struct Word {
  llvm::StringLiteral Text;
  E Value;
};

/// All words of an enumeration, in the order of its enumerators. Defined for
/// the enumerations of Model.h (for Capacity: the words without an index).
template <typename E> llvm::ArrayRef<Word<E>> words();

template <typename E> llvm::StringRef word(E Value) {
  for (const Word<E> &W : words<E>())
    if (W.Value == Value)
      return W.Text;
  return "";
}

template <typename E> std::optional<E> parseWord(llvm::StringRef Text) {
  for (const Word<E> &W : words<E>())
    if (W.Text == Text)
      return W.Value;
  return std::nullopt;
}

template <> llvm::ArrayRef<Word<Kind>> words<Kind>();
template <> llvm::ArrayRef<Word<OnDestroy>> words<OnDestroy>();
template <> llvm::ArrayRef<Word<Role>> words<Role>();
template <> llvm::ArrayRef<Word<Runs>> words<Runs>();
template <> llvm::ArrayRef<Word<RunsOn>> words<RunsOn>();
template <> llvm::ArrayRef<Word<Blocks>> words<Blocks>();
template <> llvm::ArrayRef<Word<Variant>> words<Variant>();
template <> llvm::ArrayRef<Word<TimeUnit>> words<TimeUnit>();
template <> llvm::ArrayRef<Word<OnClosed>> words<OnClosed>();
template <> llvm::ArrayRef<Word<OnDiscard>> words<OnDiscard>();
template <> llvm::ArrayRef<Word<Capacity>> words<Capacity>();
template <> llvm::ArrayRef<Word<CloseProtocol>> words<CloseProtocol>();
template <> llvm::ArrayRef<Word<Position>> words<Position>();

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_WORDS_H
