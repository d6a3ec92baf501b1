//===- SourceText.cpp - Places in sources, for reports --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace tether {

namespace {

constexpr llvm::StringLiteral ByteOrderMark = "\xEF\xBB\xBF";

/// The length of `Text` in UTF-16 code units.
unsigned utf16Length(llvm::StringRef Text) {
  unsigned Units = 0;
  while (!Text.empty()) {
    const auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
    const auto *End = reinterpret_cast<const llvm::UTF8 *>(Text.end());
    unsigned Bytes = llvm::getNumBytesForUTF8(*Begin);
    if (!llvm::isLegalUTF8Sequence(Begin, End))
      Bytes = 1;
    Units += Bytes == 4 ? 2 : 1; // Two surrogates.
    Text = Text.drop_front(Bytes);
  }
  return Units;
}

} // namespace

const SourceText::Source &SourceText::source(llvm::StringRef File) {
  auto [It, IsNew] = Sources.try_emplace(File);
  Source &S = It->second;
  if (!IsNew)
    return S;
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return S;
  S.Text = std::move(*Text);
  S.LineStarts.push_back(0);
  for (auto [At, C] : llvm::enumerate(S.Text->getBuffer()))
    if (C == '\n')
      S.LineStarts.push_back(At + 1);
  return S;
}

std::optional<Position> SourceText::position(llvm::StringRef File,
                                             unsigned Offset) {
  const Source &S = source(File);
  if (!S.Text || Offset > S.Text->getBufferSize())
    return std::nullopt;
  auto Next = llvm::upper_bound(S.LineStarts, Offset);
  llvm::StringRef Before = S.Text->getBuffer().slice(*std::prev(Next), Offset);
  unsigned Line = Next - S.LineStarts.begin();
  if (Unit == ColumnUnit::Byte)
    return Position{Line, unsigned(Before.size()) + 1};
  if (Line == 1)
    Before.consume_front(ByteOrderMark); // No part of the text.
  return Position{Line, utf16Length(Before) + 1};
}

Position SourceText::position(const Location &L) {
  return position(L.File, L.Offset).value_or(Position{L.Line, L.Column});
}

} // namespace tether
