//===- Paths.h - Names of files, here and in other checkouts ----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_PATHS_H
#define TETHER_DRIVER_SUPPORT_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace tether {

/// `File` as seen from `Folder` if it lies below, else as it is.
llvm::StringRef relativeTo(llvm::StringRef File, llvm::StringRef Folder);

/// Whether `Path` matches the glob: `*` and `?` stand for what has no slash,
/// `**` for anything.
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Path);

// A checkout may lie elsewhere tomorrow or on another machine. What is kept in
// files names what is below the project's folder `Root` as seen from there.

/// Below `Root`: as seen from there, after a dot; else as it is.
std::string portablePath(llvm::StringRef Path, llvm::StringRef Root);
/// The reverse, for a `Root` that may be another one.
std::string localPath(llvm::StringRef Path, llvm::StringRef Root);

/// For flags and messages, which may have paths of the project anywhere. They
/// have no NUL, which stands for `Root` in the result.
std::string portableText(llvm::StringRef Text, llvm::StringRef Root);
std::string localText(llvm::StringRef Text, llvm::StringRef Root);

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_PATHS_H
