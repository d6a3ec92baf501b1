//===- ResourceDir.h - Where clang's builtin headers are --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_RESOURCEDIR_H
#define TETHER_DRIVER_SUPPORT_RESOURCEDIR_H

#include "llvm/Support/Error.h"
#include <string>

namespace tether {

/// The resource folder of this clang: beside the program, as in an installation
/// that brings its own, else the one of the LLVM that this was built with.
llvm::Expected<std::string> resourceDir();

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_RESOURCEDIR_H
