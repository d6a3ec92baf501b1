//===- Includes.h - What units include --------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RUN_INCLUDES_H
#define TETHER_DRIVER_RUN_INCLUDES_H

#include "driver/analysis/Parse.h"
#include "driver/run/Processes.h"
#include "driver/support/FilesRead.h"
#include "llvm/ADT/ArrayRef.h"

namespace tether {

/// Tells `Found`, for each unit by its number, what it includes: the files that
/// are read, with their content, and all that was looked for and not there,
/// perhaps by other units; and whether that is all, or errors may hide some. It
/// is not told of a unit that the scanner crashes on.
/// Clang's dependency scanner looks at directives only, in processes of their
/// own: see forEachInProcess, also for the answer.
bool scanIncludes(llvm::ArrayRef<const Unit *> Units, const Limits &L,
                  llvm::function_ref<void(size_t, FilesRead, bool)> Found);

} // namespace tether

#endif // TETHER_DRIVER_RUN_INCLUDES_H
