//===- FilesRead.cpp - What an analysis depends on ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/FilesRead.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace tether {

FileState hashOf(llvm::StringRef Content) {
  auto Hash = llvm::BLAKE3::hash(
      llvm::ArrayRef(Content.bytes_begin(), Content.bytes_end()));
  return FileState(Hash.begin(), Hash.end());
}

std::string hexHashOf(llvm::StringRef Content) {
  return llvm::toHex(hashOf(Content), /*LowerCase=*/true);
}

FileState stateNow(llvm::StringRef Path, const FileState &Then) {
  if (!llvm::sys::fs::exists(Path))
    return FileState(NoFile);
  if (Then == SomeFile || Then == NoFile)
    return FileState(SomeFile);
  auto Content = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false);
  return Content ? hashOf((*Content)->getBuffer()) : FileState(NoFile);
}

namespace {

/// Hashes what is handed out, which what is on the disk later need not be.
class RecordedFile : public llvm::vfs::File {
public:
  RecordedFile(std::unique_ptr<llvm::vfs::File> Below, FileState &State)
      : Below(std::move(Below)), State(State) {}

  llvm::ErrorOr<llvm::vfs::Status> status() override { return Below->status(); }

  llvm::ErrorOr<std::string> getName() override { return Below->getName(); }

  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t FileSize,
            bool RequiresNullTerminator, bool IsVolatile) override {
    auto Buffer =
        Below->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      State = hashOf((*Buffer)->getBuffer());
    return Buffer;
  }

  std::error_code close() override { return Below->close(); }

private:
  std::unique_ptr<llvm::vfs::File> Below;
  FileState &State;
};

} // namespace

std::string RecordingFileSystem::absolute(const llvm::Twine &Path) const {
  llvm::SmallString<256> Result;
  Path.toVector(Result);
  (void)makeAbsolute(Result);
  // Dots stay: `link/..` need not be the folder of `link`.
  return Result.str().str();
}

llvm::ErrorOr<llvm::vfs::Status>
RecordingFileSystem::status(const llvm::Twine &Path) {
  auto Result = ProxyFileSystem::status(Path);
  Record.try_emplace(absolute(Path), Result ? SomeFile : NoFile);
  return Result;
}

bool RecordingFileSystem::exists(const llvm::Twine &Path) {
  return bool(status(Path));
}

llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
RecordingFileSystem::openFileForRead(const llvm::Twine &Path) {
  auto Result = ProxyFileSystem::openFileForRead(Path);
  auto It =
      Record.try_emplace(absolute(Path), Result ? SomeFile : NoFile).first;
  if (Result)
    Result = std::make_unique<RecordedFile>(std::move(*Result), It->second);
  return Result;
}

} // namespace tether
