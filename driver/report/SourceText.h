//===- SourceText.h - Places in sources, for reports ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_SOURCETEXT_H
#define TETHER_DRIVER_REPORT_SOURCETEXT_H

#include "driver/result/Finding.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>

namespace tether {

/// Lines and columns start at 1.
struct Position {
  unsigned Line = 0;
  unsigned Column = 0;
};

enum class ColumnUnit { Byte, Utf16 };

/// Reads sources again to say places in the units that a format asks for. What
/// is not UTF-8 counts as one unit a byte.
class SourceText {
public:
  explicit SourceText(ColumnUnit Unit) : Unit(Unit) {}

  /// Nothing if the file cannot be read or is shorter.
  std::optional<Position> position(llvm::StringRef File, unsigned Offset);

  /// As the location says if the file cannot be read.
  Position position(const Location &L);

private:
  struct Source {
    std::unique_ptr<llvm::MemoryBuffer> Text; ///< Null: cannot be read.
    std::vector<unsigned> LineStarts;
  };

  const Source &source(llvm::StringRef File);

  ColumnUnit Unit;
  llvm::StringMap<Source> Sources;
};

} // namespace tether

#endif // TETHER_DRIVER_REPORT_SOURCETEXT_H
