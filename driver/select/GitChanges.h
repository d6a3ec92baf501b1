//===- GitChanges.h - What git says of the working tree ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_GITCHANGES_H
#define TETHER_DRIVER_SELECT_GITCHANGES_H

#include "driver/select/Changes.h"

namespace tether {

/// What the working tree that `Folder` belongs to has that the revision `Base`
/// has not, by absolute path. Files that git neither tracks nor ignores are
/// touched everywhere. Runs git and waits for it; it shall not write, run no
/// program that the repository names for diffs, and take `Base` for nothing but
/// a revision. Errors say what to do.
llvm::Expected<Changes> changesSince(llvm::StringRef Base,
                                     llvm::StringRef Folder);

} // namespace tether

#endif // TETHER_DRIVER_SELECT_GITCHANGES_H
