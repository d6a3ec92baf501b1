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
// clang-tidy knows warnings, and those that its options treat as errors, which
// NOLINT suppresses and --fix applies like those of other checks. So the
// severities of the registry are defaults of that option, which a user's list
// comes behind.
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"
#include "clang-tidy/ClangTidyModule.h"
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

namespace {
class Severities : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &) override {}
  clang::tidy::ClangTidyOptions getModuleOptions() override {
    clang::tidy::ClangTidyOptions Options;
    std::string &Errors = Options.WarningsAsErrors.emplace();
    for (const tether::CheckInfo &C : tether::allChecks())
      if (C.Level == tether::Severity::Error)
        Errors += (Errors.empty() ? "" : ",") + C.Name.str();
    return Options;
  }
};
} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<Severities>
    Registration("tether-severities", "The severities of Tether's checks.");
