//===- CommandLine.h - Compile commands for this clang ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_COMMANDLINE_H
#define TETHER_DRIVER_COMPDB_COMMANDLINE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tether::compdb {

/// What the configuration changes in a command.
struct Changes {
  std::vector<std::string> Removed;
  std::vector<std::string> Before;
  std::vector<std::string> After;
};

/// `Arguments`, written for any compiler, as this clang can be run on them:
/// it parses only, writes no file, loads no plugin, warns of nothing, knows all
/// its arguments and finds its builtin headers in `ResourceDir`.
std::vector<std::string> forClang(llvm::ArrayRef<std::string> Arguments,
                                  llvm::StringRef File, const Changes &C,
                                  llvm::StringRef ResourceDir);

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_COMMANDLINE_H
