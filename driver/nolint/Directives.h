//===- Directives.h - NOLINT comments ---------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy suppresses what NOLINT comments name, and does not tell which of
// them did. This reads them as it does, to say so afterwards. Offsets count
// bytes from the begin of the file.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_NOLINT_DIRECTIVES_H
#define TETHER_DRIVER_NOLINT_DIRECTIVES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <vector>

namespace tether {

/// Before the line break that ends the line of `At`, or the end of the text.
size_t endOfLine(llvm::StringRef Text, size_t At);

/// After the one before it, or the beginning.
size_t beginOfLine(llvm::StringRef Text, size_t At);

/// NOLINT, NOLINTNEXTLINE or NOLINTBEGIN with its NOLINTEND. The strings are
/// parts of the text that it was read from.
struct Directive {
  llvm::StringRef Word;
  llvm::StringRef Text; ///< With the list, if there is one: "NOLINT(a, b)".
  size_t Offset = 0;    ///< Of both.
  bool HasList = false;
  std::vector<llvm::StringRef> Names; ///< The list; "*" if there is none.
  /// What it suppresses the findings of, both included; nothing if Last is less
  /// than First.
  size_t First = 1, Last = 0;

  bool covers(size_t Place) const { return First <= Place && Place <= Last; }
  bool names(llvm::StringRef Check) const;
};

/// Whether one name of a list, which may be a glob, means the check.
bool isNamedBy(llvm::StringRef Check, llvm::StringRef Name);

/// Whether such a name can mean a check of ours. One that begins like those is
/// meant to.
bool canNameOurs(llvm::StringRef Name);

/// In the order of the text.
std::vector<Directive> parseDirectives(llvm::StringRef Text);

/// What stands in a comment beside a directive.
struct DirectiveComment {
  llvm::StringRef Reason; ///< What follows the directive, without ':' or '--'.
  /// Nothing is lost but the directive and its reason if [Begin, End) goes;
  /// nothing if the comment says more, or it is one of a pair.
  size_t Begin = 0, End = 0;
};

/// Parallel to `Directives`; nothing for those that are not in a comment of the
/// C++ source `Text`, such as those in strings.
std::vector<std::optional<DirectiveComment>>
findComments(llvm::StringRef Text, llvm::ArrayRef<Directive> Directives);

} // namespace tether

#endif // TETHER_DRIVER_NOLINT_DIRECTIVES_H
