//===- Visible.cpp - Text that shows all it holds -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Visible.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Unicode.h"

namespace tether {

unsigned Glyph::width() const {
  if (!Label.empty())
    return Label.size();
  return Bytes.size() == 4 ? 2 : 1;
}

Glyph takeGlyph(llvm::StringRef &Text) {
  auto Take = [&](size_t Size, std::string Label) {
    Glyph Result{Text.take_front(Size), std::move(Label)};
    Text = Text.drop_front(Size);
    return Result;
  };
  if (llvm::isPrint(Text.front()) || Text.front() == '\t')
    return Take(1, "");
  const llvm::UTF8 *Next = Text.bytes_begin();
  llvm::UTF32 Code = 0;
  if (llvm::convertUTF8Sequence(&Next, Text.bytes_end(), &Code,
                                llvm::strictConversion) != llvm::conversionOK)
    return Take(1, llvm::formatv("<{0:X-2}>",
                                 static_cast<unsigned char>(Text.front())));
  size_t Size = Next - Text.bytes_begin();
  if (llvm::sys::unicode::isPrintable(static_cast<int>(Code)))
    return Take(Size, "");
  return Take(Size, llvm::formatv("<U+{0:X-4}>", Code));
}

std::string visible(llvm::StringRef Text) {
  std::string Result;
  while (!Text.empty()) {
    Glyph G = takeGlyph(Text);
    Result += G.Label.empty() ? G.Bytes.str() : G.Label;
  }
  return Result;
}

} // namespace tether
