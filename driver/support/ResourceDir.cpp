//===- ResourceDir.cpp - Where clang's builtin headers are ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/ResourceDir.h"
#include "driver/support/Program.h"
#include "clang/Options/OptionUtils.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

llvm::Expected<std::string> tether::resourceDir() {
  for (const std::string &Dir : {clang::GetResourcesPath(ownProgram()),
                                 std::string(TETHER_RESOURCE_DIR)}) {
    llvm::SmallString<256> Header(Dir);
    path::append(Header, "include", "stddef.h");
    if (llvm::sys::fs::exists(Header))
      return Dir;
  }
  return llvm::createStringError(
      "clang's builtin headers are not in " TETHER_RESOURCE_DIR
      "; install libclang-common-" +
      std::to_string(LLVM_VERSION_MAJOR) + "-dev");
}
