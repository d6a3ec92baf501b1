//===- ShellCommand.h - Commands as a build runs them -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_SHELLCOMMAND_H
#define TETHER_DRIVER_COMPDB_SHELLCOMMAND_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tether::compdb {

/// The words of a command line: as cmd.exe hands them on if it runs `cl` or an
/// `.exe`, else as a POSIX shell splits and unquotes them. Nothing is expanded.
std::vector<std::string> splitCommand(llvm::StringRef Command);

/// The command from the compiler on, without what the build puts before it:
/// variables, ccache, distcc, `env`, `cmake -E`, libtool and the like.
llvm::ArrayRef<std::string>
withoutLauncher(llvm::ArrayRef<std::string> Command);

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_SHELLCOMMAND_H
