//===- Fixes.h - Findings mended --------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_FIXES_H
#define TETHER_DRIVER_REPORT_FIXES_H

#include "driver/report/Report.h"
#include "llvm/Support/Error.h"

namespace tether {

struct FixOutcome {
  size_t Fixed = 0;
  size_t Overlapping = 0; ///< Left for another run.
};

/// Writes the safe fixes into the sources, each file at once. A finding is
/// fixed completely or not at all.
llvm::Expected<FixOutcome> applyFixes(const Report &R);

/// Writes all findings in the form of clang-apply-replacements.
llvm::Error exportFixes(const Report &R, llvm::StringRef Path);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_FIXES_H
