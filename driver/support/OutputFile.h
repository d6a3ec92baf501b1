//===- OutputFile.h - A file that is written at once ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_OUTPUTFILE_H
#define TETHER_DRIVER_SUPPORT_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>

namespace tether {

/// A file to be written later. Who reads it sees the old content or the whole
/// new one, even if the program is stopped. Its mode stays, and a symbolic link
/// to it does. Errors name the file.
class OutputFile {
public:
  /// An error if it could not be written. Does not touch the file.
  static llvm::Expected<OutputFile> create(llvm::StringRef Path);

  /// Replaces the file by what `Print` prints; once.
  llvm::Error write(llvm::function_ref<void(llvm::raw_ostream &)> Print);

private:
  /// Is removed when it goes, unless it has become the file.
  struct Temporary {
    explicit Temporary(std::string Name) : Name(std::move(Name)) {}
    ~Temporary();

    std::string Name;
    int Descriptor = -1;
  };

  explicit OutputFile(llvm::StringRef Path) : Path(Path) {}

  std::string Path;
  /// Beside the file; none for devices and pipes, which are written directly.
  std::unique_ptr<Temporary> Beside;
};

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_OUTPUTFILE_H
