//===- QueryDriver.h - What a compiler knows of itself ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where its system headers are and what it compiles for, clang cannot know of
// a cross compiler. The compiler can be asked. That runs a program which a
// database names, so only those that the user allows are run.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_QUERYDRIVER_H
#define TETHER_DRIVER_COMPDB_QUERYDRIVER_H

#include "driver/compdb/Database.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace tether::compdb {

/// What a driver says with -v.
struct DriverAnswer {
  std::string Target; ///< Empty: it does not say.
  /// Absolute, without dots, in the order of its search: those before its own
  /// builtin headers, which are not for clang, and those after.
  std::vector<std::string> Before, After;
};

/// Understands what gcc or clang print for `-E -v`; none if there is no list of
/// folders.
std::optional<DriverAnswer> parseDriverAnswer(llvm::StringRef Text);

class QueryDriver {
public:
  /// `Globs` are of absolute paths and separated by commas. Each driver has
  /// `Seconds` to answer.
  QueryDriver(llvm::StringRef Globs, unsigned Seconds);

  /// Appends what the entry's compiler says to its expanded command if a glob
  /// allows to ask it. A compiler is asked once for each set of options that
  /// matter. An error is that it does not answer.
  llvm::Error addTo(Entry &E);

  /// That no compiler was allowed; empty if one was, or there are no globs.
  std::string warning() const;

private:
  llvm::Expected<DriverAnswer> ask(llvm::ArrayRef<std::string> Command) const;

  std::vector<std::string> Globs;
  unsigned Seconds;
  llvm::StringMap<DriverAnswer> Answers;
  std::string FirstRefused;
};

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_QUERYDRIVER_H
