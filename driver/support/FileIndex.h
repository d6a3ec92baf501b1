//===- FileIndex.h - The files of a unit, by number -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source manager that is asked for the number of a file goes through all that
// it has, expansions of macros too, of which a unit has hundreds of thousands.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_FILEINDEX_H
#define TETHER_DRIVER_SUPPORT_FILEINDEX_H

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace tether {

/// Of a unit that is parsed.
class FileIndex {
public:
  explicit FileIndex(const clang::SourceManager &Sources);

  /// Where the file was first included; invalid if it was not.
  clang::FileID find(clang::FileEntryRef File) const {
    return Numbers.lookup(&File.getFileEntry());
  }
  /// The first of each file, in the order in which they were included.
  const std::vector<clang::FileID> &all() const { return All; }

private:
  llvm::DenseMap<const clang::FileEntry *, clang::FileID> Numbers;
  std::vector<clang::FileID> All;
};

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_FILEINDEX_H
