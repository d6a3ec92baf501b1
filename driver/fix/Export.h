//===- Export.h - Planned fixes for clang-apply-replacements ----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_FIX_EXPORT_H
#define TETHER_DRIVER_FIX_EXPORT_H

#include "driver/fix/Plan.h"

namespace tether {

/// Prints the findings as clang-tidy's --export-fixes does, with the edits of
/// those fixes that are planned: applied, they give what the plan does.
void exportFixes(const Report &R, const FixPlan &Plan, llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_FIX_EXPORT_H
