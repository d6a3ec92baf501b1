//===- Blame.h - Who has written a line -------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_NOLINT_BLAME_H
#define TETHER_DRIVER_NOLINT_BLAME_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace tether {

struct Authorship {
  std::string Author;
  std::string Date; ///< Of the author's clock: "2024-05-06".
};

/// What `git blame` says of lines of a file, by line; nothing of those that are
/// not committed. Runs git and waits for it. The error is what git says.
llvm::Expected<std::map<unsigned, Authorship>>
blame(llvm::StringRef File, llvm::ArrayRef<unsigned> Lines);

} // namespace tether

#endif // TETHER_DRIVER_NOLINT_BLAME_H
