//===- UserModels.cpp - The models a translation unit is read with --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UserModels.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace tether::model {

namespace {

bool isFile(StringRef Path, vfs::FileSystem &FS) {
  ErrorOr<vfs::Status> Status = FS.status(Path);
  return Status && !Status->isDirectory();
}

/// `Name` in the folder of `SourcePath` or the nearest one above it.
std::string findUpwards(StringRef Name, StringRef SourcePath,
                        vfs::FileSystem &FS) {
  SmallString<256> Folder(SourcePath);
  if (FS.makeAbsolute(Folder))
    return "";
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  for (StringRef Parent = sys::path::parent_path(Folder); !Parent.empty();
       Parent = sys::path::parent_path(Parent)) {
    SmallString<256> Candidate(Parent);
    sys::path::append(Candidate, Name);
    if (isFile(Candidate, FS))
      return std::string(Candidate);
  }
  return "";
}

/// A spelling of the path that is the same for the same file.
std::string identity(StringRef Path, vfs::FileSystem &FS) {
  SmallString<256> Result;
  if (FS.getRealPath(Path, Result)) {
    Result = Path;
    if (!FS.makeAbsolute(Result))
      sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  }
  return std::string(Result);
}

} // namespace

std::vector<std::string> splitModelFiles(StringRef Value) {
  std::vector<std::string> Result;
  for (StringRef Part : split(Value, ';'))
    if (!Part.trim().empty())
      Result.push_back(Part.trim().str());
  return Result;
}

std::string findUserModel(StringRef SourcePath, vfs::FileSystem &FS) {
  return findUpwards(UserModelName, SourcePath, FS);
}

UserModels loadUserModels(ArrayRef<std::string> Files, StringRef SourcePath,
                          vfs::FileSystem &FS) {
  UserModels Result;
  StringSet<> Seen;
  auto Load = [&](StringRef Path) {
    if (!Seen.insert(identity(Path, FS)).second)
      return;
    LoadError Error{Path.str(), 0, 0, ""};
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text = FS.getBufferForFile(Path);
    if (!Text) {
      Error.Message = "cannot read this model: " + Text.getError().message();
      Result.Errors.push_back(std::move(Error));
      return;
    }
    if (auto L = UserLibrary::parse(Path, (*Text)->getBuffer(), Error))
      Result.Libraries.push_back(std::move(L));
    else
      Result.Errors.push_back(std::move(Error));
  };

  if (std::string Found = findUserModel(SourcePath, FS); !Found.empty())
    Load(Found);
  for (StringRef File : Files) {
    std::string Found;
    if (!sys::path::is_absolute(File) && !isFile(File, FS))
      Found = findUpwards(File, SourcePath, FS);
    Load(Found.empty() ? File : StringRef(Found));
  }
  return Result;
}

} // namespace tether::model
