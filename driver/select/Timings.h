//===- Timings.h - How long sources have taken ------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A text file: the version, then a line for each source, with milliseconds of
// the processor, a tab and its portable path (support/Paths.h).
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_TIMINGS_H
#define TETHER_DRIVER_SELECT_TIMINGS_H

#include "driver/result/ScanResult.h"
#include "driver/support/OutputFile.h"
#include <map>

namespace tether {

/// Milliseconds, by portable path.
using Timings = std::map<std::string, unsigned>;

/// Errors name the file and the line and say what to do.
llvm::Expected<Timings> readTimings(llvm::StringRef Path);

/// What the result's sources have taken, as far as that is known.
Timings timingsOf(const ScanResult &Result);

llvm::Error writeTimings(OutputFile &File, const Timings &T);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_TIMINGS_H
