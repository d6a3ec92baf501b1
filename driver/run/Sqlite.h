//===- Sqlite.h - SQLite without its manual bookkeeping ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to driver/run. The first error stays: everything after it does
// nothing, so that it need be asked for but once.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RUN_SQLITE_H
#define TETHER_DRIVER_RUN_SQLITE_H

#include "llvm/ADT/StringRef.h"
#include <sqlite3.h>
#include <string>

namespace tether {

class Sqlite {
public:
  /// Opens the file, makes it if it is not there, and runs these statements.
  Sqlite(const std::string &File, const char *Setup);
  ~Sqlite();
  Sqlite(const Sqlite &) = delete;
  Sqlite &operator=(const Sqlite &) = delete;

  void run(const char *Statements);

  bool isGood() const { return Code == SQLITE_OK; }
  /// True if the file's content is to blame.
  bool isDamaged() const {
    return Code == SQLITE_CORRUPT || Code == SQLITE_NOTADB;
  }
  /// True if other processes use the file, and have for long.
  bool isBusy() const { return Code == SQLITE_BUSY; }
  /// Goes on after an error, without the transaction that it was in.
  void forgive();
  const std::string &error() const { return Message; }

private:
  friend class Query;
  void note(int Result);

  sqlite3 *Handle = nullptr;
  int Code = SQLITE_OK;
  std::string Message;
};

/// A prepared statement, which is run any number of times.
class Query {
public:
  Query(Sqlite &DB, const char *Text);
  ~Query() { sqlite3_finalize(Handle); }
  Query(const Query &) = delete;
  Query &operator=(const Query &) = delete;

  /// Begins anew with these values for its `?`.
  template <typename... Values> Query &with(const Values &...V) {
    sqlite3_reset(Handle);
    int Index = 0;
    (bind(++Index, V), ...);
    return *this;
  }

  /// Goes to the next row; false if there is none, or on an error.
  bool step();
  /// For statements without rows.
  void run() {
    while (step())
      ;
  }

  // Columns of the row, from 0. Bytes are valid until the next step.
  int64_t number(int Column) const {
    return sqlite3_column_int64(Handle, Column);
  }
  double real(int Column) const {
    return sqlite3_column_double(Handle, Column);
  }
  llvm::StringRef bytes(int Column) const;

private:
  void bind(int Index, int64_t Number);
  void bind(int Index, double Number);
  void bind(int Index, llvm::StringRef Bytes);

  Sqlite &DB;
  sqlite3_stmt *Handle = nullptr;
};

} // namespace tether

#endif // TETHER_DRIVER_RUN_SQLITE_H
