//===- JsonDatabase.h - What is written in a database -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_JSONDATABASE_H
#define TETHER_DRIVER_COMPDB_JSONDATABASE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace tether::compdb {

/// One object of a compile database, as it is written.
struct JsonEntry {
  std::string Directory;
  std::string File;
  std::vector<std::string> Arguments; ///< Those of "command" split into words.
};

/// Reads the text of a database. Trailing commas, which people leave when they
/// put one together, are forgiven, and strings may have any bytes, since names
/// of files may. An error says what is wrong and in which line of `Path`.
llvm::Expected<std::vector<JsonEntry>> readJson(llvm::StringRef Path,
                                                llvm::StringRef Text);

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_JSONDATABASE_H
