//===- Database.h - Compile databases ---------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds a compile database, reads it and selects what to analyse. Everything
// that can be wrong with a database is an error whose text names the file and
// what to do about it.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_DATABASE_H
#define TETHER_DRIVER_COMPDB_DATABASE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>
#include <vector>

namespace tether::compdb {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// How one source is compiled.
struct Entry {
  std::string File;                   ///< Absolute and, if it exists, real.
  std::string Directory;              ///< The same.
  std::vector<std::string> Arguments; ///< From the compiler's name on.
};

/// The one name of a file of `Directory`: absolute and, as far as it exists,
/// real.
std::string canonical(llvm::vfs::FileSystem &FS, llvm::StringRef Directory,
                      llvm::StringRef File);

/// The closest folder from `Folder` upwards that has a `.git`, else `Folder`.
std::string projectAround(llvm::vfs::FileSystem &FS, llvm::StringRef Folder);

struct Database {
  /// Where it was read; empty for flags given on the command line.
  std::string Path;
  /// The folder of the project: the closest one above all sources that has a
  /// `.git`, else the closest one above all sources.
  std::string Root;
  /// Sources of C and C++, sorted, each way to compile one once.
  std::vector<Entry> Entries;
  std::vector<std::string> Others; ///< Sources of other languages.
};

/// Finds compile_commands.json: in `BuildDir` (or `BuildDir` is the file), or,
/// if that is empty, in the folder of the first of `Paths`, else the working
/// directory, or in a folder above it or in that one's `build`.
llvm::Expected<std::string> locate(FileSystem FS, llvm::StringRef BuildDir,
                                   llvm::ArrayRef<std::string> Paths);

llvm::Expected<Database> read(FileSystem FS, llvm::StringRef Path);

/// The database of `Files` that are all compiled with `Flags`.
llvm::Expected<Database> fixed(FileSystem FS, llvm::ArrayRef<std::string> Files,
                               llvm::ArrayRef<std::string> Flags);

struct Selection {
  std::vector<Entry> Present;
  std::vector<std::string> Gone; ///< Named by the database, but not there.
  /// How many sources of other languages, by extension.
  std::map<std::string, size_t> Skipped;
};

/// The entries in or below `Paths`; all if there are none. A path that selects
/// nothing is an error.
llvm::Expected<Selection> select(FileSystem FS, const Database &DB,
                                 llvm::ArrayRef<std::string> Paths);

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_DATABASE_H
