//===- plugin.cpp - The checks as a plugin of clang-tidy ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A clang-tidy of another LLVM accepts this plugin, lists its checks and finds
// nothing, with exit status 0. So the plugin looks at its host before anything
// of it is registered, says what is wrong and ends the process.
//
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Config/llvm-config.h"
#include <cstdio>
#include <cstdlib>

/// "Debian clang version 22.1.8 (...)" -> 22
static unsigned hostMajor(llvm::StringRef FullVersion) {
  unsigned Major = 0;
  FullVersion.split("version ").second.consumeInteger(10, Major);
  return Major;
}

/// Runs before all static initialisers, hence before the registration.
[[gnu::constructor(101)]] static void refuseOtherHosts() {
  const std::string Host = clang::getClangFullVersion();
  if (hostMajor(Host) == LLVM_VERSION_MAJOR)
    return;
  std::fprintf(stderr,
               "tether: this plugin is for clang-tidy %d and cannot be used "
               "with %s\n",
               LLVM_VERSION_MAJOR, Host.c_str());
  std::_Exit(2);
}
