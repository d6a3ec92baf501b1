//===- OutputFile.cpp - A file that is written at once --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/OutputFile.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include <sys/stat.h>
#include <unistd.h>

namespace fs = llvm::sys::fs;

namespace tether {

namespace {

llvm::Error cannotWrite(llvm::StringRef Path, std::error_code Why) {
  return llvm::createStringError("cannot write '" + Path +
                                 "': " + Why.message());
}

/// Whether all has arrived. A stream that goes with an error ends the program.
std::error_code finish(llvm::raw_fd_ostream &OS) {
  OS.flush();
  std::error_code Error = OS.error();
  OS.clear_error();
  return Error;
}

/// Gives the open file the mode, and if that is allowed the owner, of the file
/// that it will replace.
std::error_code becomeLike(const std::string &Path, int Descriptor) {
  struct stat Old;
  if (stat(Path.c_str(), &Old))
    return {}; // There is none.
  // Changing the owner clears bits of the mode.
  (void)!fchown(Descriptor, Old.st_uid, Old.st_gid);
  if (fchmod(Descriptor, Old.st_mode & 07777))
    return llvm::errnoAsErrorCode();
  return {};
}

} // namespace

llvm::Expected<OutputFile> OutputFile::create(llvm::StringRef Path) {
  OutputFile File(Path);
  llvm::SmallString<256> Real;
  if (!fs::real_path(Path, Real)) // A link stays one.
    File.Path = std::string(Real);
  if (fs::is_directory(File.Path))
    return cannotWrite(Path, std::make_error_code(std::errc::is_a_directory));
  if (fs::exists(File.Path) && !fs::is_regular_file(File.Path))
    return File;
  // fs::TempFile would take every '%' of the path for a digit to choose.
  File.Beside = std::make_unique<Temporary>(
      File.Path + "." + std::to_string(llvm::sys::Process::getProcessId()) +
      ".tmp");
  // Only tried: it would stay if the program was killed.
  Temporary Trial(File.Beside->Name);
  if (std::error_code Error =
          fs::openFileForWrite(Trial.Name, Trial.Descriptor, fs::CD_CreateNew))
    return cannotWrite(Path, Error);
  return File;
}

OutputFile::Temporary::~Temporary() {
  if (Descriptor < 0)
    return;
  llvm::sys::Process::SafelyCloseFileDescriptor(Descriptor);
  fs::remove(Name);
  llvm::sys::DontRemoveFileOnSignal(Name);
}

llvm::Error
OutputFile::write(llvm::function_ref<void(llvm::raw_ostream &)> Print) {
  std::error_code Error;
  if (!Beside) {
    llvm::raw_fd_ostream OS(Path, Error);
    if (Error)
      return cannotWrite(Path, Error);
    Print(OS);
    Error = finish(OS);
    return Error ? cannotWrite(Path, Error) : llvm::Error::success();
  }
  Error =
      fs::openFileForWrite(Beside->Name, Beside->Descriptor, fs::CD_CreateNew);
  if (!Error) {
    llvm::sys::RemoveFileOnSignal(Beside->Name);
    llvm::raw_fd_ostream OS(Beside->Descriptor, /*shouldClose=*/false);
    Print(OS);
    Error = finish(OS);
  }
  if (!Error)
    Error = becomeLike(Path, Beside->Descriptor);
  // Else the new name could be on the disk before the content.
  if (!Error && fsync(Beside->Descriptor))
    Error = llvm::errnoAsErrorCode();
  if (!Error)
    Error = fs::rename(Beside->Name, Path);
  Beside.reset(); // Has nothing to remove if it has become the file.
  return Error ? cannotWrite(Path, Error) : llvm::Error::success();
}

} // namespace tether
