//===- Patch.h - Planned fixes as a patch -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_FIX_PATCH_H
#define TETHER_DRIVER_FIX_PATCH_H

#include "driver/fix/Plan.h"

namespace tether {

/// Prints what the edits of a file change as git prints differences, byte by
/// byte. Names are relative to `Root`, where `git apply` is to be run.
void printPatch(const FixedFile &File, llvm::StringRef Root,
                llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_FIX_PATCH_H
