//===- Visible.h - Text that shows all it holds -----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_VISIBLE_H
#define TETHER_DRIVER_SUPPORT_VISIBLE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace tether {

/// What a reader sees of one character, or of one byte that belongs to none.
struct Glyph {
  llvm::StringRef Bytes;
  /// "<U+202E>" or "<FF>" for what cannot be seen or turns the text around it;
  /// empty if the bytes are shown as they are.
  std::string Label;

  /// How much of the shown text it takes, in UTF-16 units.
  unsigned width() const;
};

/// Takes the first glyph off `Text`, which must not be empty. A tabulator is
/// shown as it is.
Glyph takeGlyph(llvm::StringRef &Text);

/// Valid UTF-8 in which nothing is hidden.
std::string visible(llvm::StringRef Text);

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_VISIBLE_H
