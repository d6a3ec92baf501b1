//===- Plan.h - Which fixes are applied -------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_FIX_PLAN_H
#define TETHER_DRIVER_FIX_PLAN_H

#include "driver/result/Report.h"

namespace tether {

struct FixedFile {
  std::string Path;
  std::vector<Edit> Edits; ///< By offset; no two overlap.
  std::string Old;         ///< As it was analysed.
};

/// The old text with the edits made.
std::string fixedText(const FixedFile &File);

struct FixPlan {
  std::vector<FixedFile> Files; ///< By path.
  std::vector<bool> IsFixed;    ///< Of each finding of the report.
  size_t Unsafe = 0;            ///< Fixes that were not asked for.
  /// Fixes and files that are left alone, with the reason, one line each.
  std::vector<std::string> Left;
};

/// A plan of the fixes of those findings that are `Wanted`. Each is planned as
/// a whole or not at all, and each edit once. Of fixes that overlap the first
/// is planned. Left alone are those that touch a file that cannot be written or
/// is not what was analysed any more. Reads the files. `From` is the working
/// directory, which paths are told by.
FixPlan planEdits(llvm::ArrayRef<Finding> Findings,
                  llvm::function_ref<bool(const Finding &)> IsWanted,
                  llvm::StringRef From);

/// planEdits() of the report's findings with safe fixes, and with unsafe ones
/// if `Unsafe`.
FixPlan planFixes(const Report &R, bool Unsafe, llvm::StringRef From);

} // namespace tether

#endif // TETHER_DRIVER_FIX_PLAN_H
