//===- CommandLine.h - Compile commands for this clang ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a command written for any compiler to one for this clang, in two steps,
// because in between the compiler itself may be asked (QueryDriver.h).
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_COMMANDLINE_H
#define TETHER_DRIVER_COMPDB_COMMANDLINE_H

#include "driver/compdb/Database.h"
#include <map>
#include <set>

namespace tether::compdb {

/// What the configuration changes in a command.
struct Changes {
  std::vector<std::string> Removed;
  std::vector<std::string> Before;
  std::vector<std::string> After;
};

/// What was left out of the commands of a run.
class Omissions {
public:
  enum Kind {
    Unknown,       ///< clang does not know the option.
    Modules,       ///< Compiled modules are for the compiler that wrote them.
    MissingHeader, ///< A precompiled header that comes without its source.
  };

  /// `Options` of one command.
  void add(const std::map<Kind, std::set<std::string>> &Options);

  /// One line for each kind, which has each option once.
  std::vector<std::string> notes() const;

private:
  struct OfKind {
    size_t Commands = 0;
    std::set<std::string> Options;
  };
  std::map<Kind, OfKind> Omitted;
};

/// Replaces `@file` by what is in the file. An error says why that is not
/// possible.
llvm::Error expand(Entry &E, FileSystem FS);

/// The expanded command as this clang can be run on it: it says what the
/// compiler's name stands for, parses only the entry's source, writes no file,
/// loads no plugin, no module and no precompiled header of another compiler,
/// warns of nothing, knows all its arguments and finds its builtin headers in
/// `ResourceDir`. An error says why there is no such command.
llvm::Expected<std::vector<std::string>> forClang(const Entry &E, FileSystem FS,
                                                  const Changes &C,
                                                  llvm::StringRef ResourceDir,
                                                  Omissions &Omitted);

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_COMMANDLINE_H
