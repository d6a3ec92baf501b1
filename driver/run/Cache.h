//===- Cache.h - What earlier runs found ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One SQLite file. An entry is found under all that decides how a unit is
// analysed (the command, the configuration, the models, this build of Tether)
// and counts if everything that its analysis asked of the file system is still
// so: what was read, what was there, and what was not. Files are compared by
// content, never by time.
//
// Paths below the project's folder are stored relative to it, so that a cache
// is of use in another checkout and on another machine.
//
// Whatever is wrong with the file costs the cache and nothing else: trouble()
// then says what. Several processes may use one file.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RUN_CACHE_H
#define TETHER_DRIVER_RUN_CACHE_H

#include "driver/analysis/Parse.h"
#include "driver/result/Archive.h"
#include "driver/run/Processes.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>

namespace tether {

class Cache {
public:
  /// Uses the file in `Folder`, for a project below `Root`. Makes both if they
  /// are not there.
  Cache(llvm::StringRef Folder, llvm::StringRef Root);
  ~Cache();

  struct Hit {
    std::optional<UnitResult> Result;
    Cost Took; ///< Also of an analysis whose result does not count any more.
  };
  Hit find(const Unit &U);

  /// What the unit's latest result that is kept depends on, whether it still
  /// counts or not; nothing if there is none.
  std::optional<FilesRead> filesOf(const Unit &U);

  /// What a unit includes, as scanIncludes() tells it, if that is still so.
  std::optional<FilesRead> findIncludes(const Unit &U);
  void storeIncludes(const Unit &U, const FilesRead &Files);

  /// Keeps a complete result.
  void store(const Unit &U, const Analysis &A, const Cost &Took);

  /// Why it is of no use, or of no use any more; empty if it is.
  const std::string &trouble() const { return Trouble; }

private:
  class File;

  void look();
  void giveUp();
  std::string keyOf(const Unit &U);
  std::string stored(llvm::StringRef Path) const;
  std::string restored(llvm::StringRef Path) const;
  bool isCurrent(int64_t FileId);
  struct Entry;
  bool findEntry(llvm::StringRef Key, llvm::function_ref<bool(Entry &)> Take);
  void addEntry(llvm::StringRef Key, const FilesRead &Files,
                llvm::StringRef Bytes, const Cost &Took);
  FilesRead filesOf(const Entry &E);

  std::string Path;
  std::string Root;
  std::unique_ptr<File> Opened; ///< Null when in trouble.
  std::string Trouble;
  std::vector<int64_t> Used; ///< Entries.
  llvm::DenseMap<int64_t, bool> Current;
  llvm::StringMap<FileState> Now;
  llvm::StringMap<int64_t> FileIds; ///< By state and path.
};

/// Where the cache is if nobody says otherwise: tether's folder below the
/// user's cache folder. Empty if there is no such folder.
std::string defaultCacheFolder();

struct CacheStatistics {
  std::string File;
  uint64_t Bytes = 0;
  uint64_t Results = 0;
  uint64_t Files = 0;
};

/// An error if there is none, or it cannot be read.
llvm::Expected<CacheStatistics> cacheStatistics(llvm::StringRef Folder);

/// Removes the cache; no error if there is none.
llvm::Error removeCache(llvm::StringRef Folder);

} // namespace tether

#endif // TETHER_DRIVER_RUN_CACHE_H
