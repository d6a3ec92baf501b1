//===- Git.h - What git says ------------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_GIT_H
#define TETHER_DRIVER_SUPPORT_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace tether {

/// What git prints when it is run in `Folder`. Waits for it. The error is what
/// it says.
llvm::Expected<std::string> runGit(llvm::StringRef Folder,
                                   llvm::ArrayRef<llvm::StringRef> Arguments);

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_GIT_H
