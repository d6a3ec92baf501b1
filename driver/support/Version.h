//===- Version.h - What the programs call themselves ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_VERSION_H
#define TETHER_DRIVER_SUPPORT_VERSION_H

#include "llvm/ADT/StringRef.h"

namespace tether {

llvm::StringRef versionNumber();

/// Of the LLVM that this was compiled for.
llvm::StringRef llvmVersion();

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_VERSION_H
