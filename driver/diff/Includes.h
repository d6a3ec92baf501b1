//===- Includes.h - Which sources read a file -------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_DIFF_INCLUDES_H
#define TETHER_DRIVER_DIFF_INCLUDES_H

#include "driver/analysis/Parse.h"
#include "driver/schedule/Processes.h"
#include "llvm/Support/Error.h"
#include <set>

namespace tether {

struct Includes {
  std::set<size_t> Files; ///< Their numbers in the list that was asked about.
  /// False if errors or a crash have hidden some.
  bool AreAll = false;
};

/// Which of `Files` (real paths, sorted) each of the units reads. Clang's
/// dependency scanner runs on them, in processes of their own: see
/// forEachInProcess. An error is that the user has interrupted it.
llvm::Expected<std::vector<Includes>>
scanIncludes(llvm::ArrayRef<const Unit *> Units,
             llvm::ArrayRef<std::string> Files, const Limits &L);

} // namespace tether

#endif // TETHER_DRIVER_DIFF_INCLUDES_H
