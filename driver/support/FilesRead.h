//===- FilesRead.h - What an analysis depends on ----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_FILESREAD_H
#define TETHER_DRIVER_SUPPORT_FILESREAD_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>

namespace tether {

/// What was seen of a path: the hash of the file's content, or one of those
/// below.
using FileState = std::string;

/// Nothing was there. A header that is put there later may be found before the
/// one that was taken.
inline constexpr llvm::StringLiteral NoFile = "-";
/// Something was there, of which nothing but that mattered (a folder).
inline constexpr llvm::StringLiteral SomeFile = "+";

/// By absolute path.
using FilesRead = std::map<std::string, FileState>;

/// Of a state that is a hash.
inline constexpr size_t ContentStateSize = 32;

/// Of no meaning but that equal content has equal ones.
FileState hashOf(llvm::StringRef Content);

/// The same in hexadecimal digits.
std::string hexHashOf(llvm::StringRef Content);

/// What is there now, in the terms of `Then`: SomeFile if that is all that was
/// asked. Reads the file if it has to.
FileState stateNow(llvm::StringRef Path, const FileState &Then);

/// Writes down what is asked of the file system beneath. Is used on one thread.
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  RecordingFileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
                      FilesRead &Record)
      : ProxyFileSystem(std::move(Below)), Record(Record) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;

private:
  std::string absolute(const llvm::Twine &Path) const;

  FilesRead &Record;
};

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_FILESREAD_H
