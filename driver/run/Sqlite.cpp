//===- Sqlite.cpp - SQLite without its manual bookkeeping -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/run/Sqlite.h"

namespace tether {

Sqlite::Sqlite(const std::string &File, const char *Setup) {
  note(sqlite3_open_v2(File.c_str(), &Handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                           SQLITE_OPEN_NOMUTEX,
                       nullptr));
  if (Handle)
    sqlite3_busy_timeout(Handle, /*milliseconds=*/5000);
  run(Setup);
}

Sqlite::~Sqlite() { sqlite3_close(Handle); }

void Sqlite::note(int Result) {
  if (!isGood() || Result == SQLITE_OK || Result == SQLITE_ROW ||
      Result == SQLITE_DONE)
    return;
  Code = Result & 0xff; // Without the extension.
  Message = Handle ? sqlite3_errmsg(Handle) : sqlite3_errstr(Result);
}

void Sqlite::forgive() {
  Code = SQLITE_OK;
  if (!sqlite3_get_autocommit(Handle))
    run("ROLLBACK");
}

void Sqlite::run(const char *Statements) {
  if (isGood())
    note(sqlite3_exec(Handle, Statements, nullptr, nullptr, nullptr));
}

Query::Query(Sqlite &DB, const char *Text) : DB(DB) {
  if (DB.isGood())
    DB.note(sqlite3_prepare_v3(DB.Handle, Text, -1, SQLITE_PREPARE_PERSISTENT,
                               &Handle, nullptr));
}

bool Query::step() {
  if (!DB.isGood())
    return false;
  int Result = sqlite3_step(Handle);
  DB.note(Result);
  if (Result != SQLITE_ROW)
    sqlite3_reset(Handle);
  return Result == SQLITE_ROW;
}

llvm::StringRef Query::bytes(int Column) const {
  const void *Data = sqlite3_column_blob(Handle, Column);
  return {static_cast<const char *>(Data),
          size_t(sqlite3_column_bytes(Handle, Column))};
}

void Query::bind(int Index, int64_t Number) {
  if (DB.isGood())
    DB.note(sqlite3_bind_int64(Handle, Index, Number));
}

void Query::bind(int Index, double Number) {
  if (DB.isGood())
    DB.note(sqlite3_bind_double(Handle, Index, Number));
}

void Query::bind(int Index, llvm::StringRef Bytes) {
  if (DB.isGood())
    DB.note(sqlite3_bind_blob64(Handle, Index, Bytes.data() ? Bytes.data() : "",
                                Bytes.size(), SQLITE_TRANSIENT));
}

} // namespace tether
