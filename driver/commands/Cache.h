//===- Cache.h - tether cache -----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_CACHE_H
#define TETHER_DRIVER_COMMANDS_CACHE_H

#include "driver/support/ExitStatus.h"

namespace tether {

ExitStatus printCacheStatistics(llvm::StringRef Folder, llvm::raw_ostream &Out,
                                llvm::raw_ostream &Err);

ExitStatus cleanCache(llvm::StringRef Folder, llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_CACHE_H
