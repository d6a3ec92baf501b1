//===- Analyze.h - The findings of one translation unit ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_ANALYSIS_ANALYZE_H
#define TETHER_DRIVER_ANALYSIS_ANALYZE_H

#include "driver/analysis/Parse.h"
#include "driver/result/Archive.h"

namespace tether {

/// Parses the unit and runs its checks. With Bodies::Skipped, bodies of
/// functions in system headers on which no finding depends are not parsed.
/// Touches no state of the process (its working directory is its own), so that
/// units can be analysed on threads.
Analysis analyze(const Unit &U, Bodies OfSystem);

} // namespace tether

#endif // TETHER_DRIVER_ANALYSIS_ANALYZE_H
