//===- Version.cpp - What the programs call themselves --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Version.h"
#include "llvm/Config/llvm-config.h"

llvm::StringRef tether::versionNumber() { return TETHER_VERSION; }

llvm::StringRef tether::llvmVersion() { return LLVM_VERSION_STRING; }
