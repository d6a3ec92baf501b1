//===- Program.cpp - Running another program ------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Program.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

namespace tether {

static std::string read(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

std::string ownProgram() {
  static const char Anchor = 0;
  return llvm::sys::fs::getMainExecutable(nullptr, const_cast<char *>(&Anchor));
}

llvm::Expected<ProgramRun>
runProgram(llvm::StringRef Path, llvm::ArrayRef<llvm::StringRef> Arguments,
           unsigned Seconds,
           std::optional<llvm::ArrayRef<llvm::StringRef>> Environment) {
  llvm::SmallString<128> Output, Errors;
  for (auto *File : {&Output, &Errors})
    if (std::error_code E = llvm::sys::fs::createTemporaryFile(
            llvm::sys::path::filename(Path), "txt", *File))
      return llvm::createStringError("no temporary file: " + E.message());
  llvm::FileRemover OfOutput(Output), OfErrors(Errors);

  std::vector<llvm::StringRef> Words = {Path};
  Words.insert(Words.end(), Arguments.begin(), Arguments.end());
  std::string Message;
  const int Status = llvm::sys::ExecuteAndWait(
      Path, Words, Environment,
      {llvm::StringRef(), llvm::StringRef(Output), llvm::StringRef(Errors)},
      Seconds, /*MemoryLimit=*/0, &Message);
  if (Status < 0)
    return llvm::createStringError("'" + Path + "' cannot be run: " +
                                   (Message.empty() ? "it crashed" : Message));
  return ProgramRun{Status, read(Output), read(Errors)};
}

} // namespace tether
