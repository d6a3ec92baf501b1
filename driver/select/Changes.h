//===- Changes.h - What a patch touches -------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of a change only the new version counts: an added or changed line is touched,
// and where lines are only taken away, the line that follows them now. So the
// function that they were taken from has a touched line, if only its brace.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_CHANGES_H
#define TETHER_DRIVER_SELECT_CHANGES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tether {

/// Lines of one file; the first is 1.
class TouchedLines {
public:
  /// From `First` to `Last`, both included.
  void add(unsigned First, unsigned Last) { Ranges.push_back({First, Last}); }
  void add(const TouchedLines &Others);
  void addAll();

  /// Whether one of the lines from `First` to `Last` is touched.
  bool meet(unsigned First, unsigned Last) const;

private:
  std::vector<std::pair<unsigned, unsigned>> Ranges;
};

/// By file. Files that are gone or only renamed are not there.
using Changes = std::map<std::string, TouchedLines>;

/// Reads a unified diff, of git or another program. Files have the names that
/// the patch gives to their new versions, with any prefix (b/). A file that
/// counts as binary is touched everywhere. An error names the line, and what to
/// do if the patch is of another kind.
llvm::Expected<Changes> parsePatch(llvm::StringRef Patch);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_CHANGES_H
