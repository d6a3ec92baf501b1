//===- Git.cpp - What git says --------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Git.h"
#include "driver/support/Program.h"
#include "llvm/Support/Program.h"

namespace tether {

llvm::Expected<std::string> runGit(llvm::StringRef Folder,
                                   llvm::ArrayRef<llvm::StringRef> Arguments) {
  auto Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return llvm::createStringError("git is not found");
  std::vector<llvm::StringRef> Words = {"--no-optional-locks", "-C", Folder};
  Words.insert(Words.end(), Arguments.begin(), Arguments.end());
  auto Run = runProgram(*Program, Words);
  if (!Run)
    return Run.takeError();
  if (Run->Status)
    return llvm::createStringError(llvm::StringRef(Run->Errors).trim());
  return std::move(Run->Output);
}

} // namespace tether
