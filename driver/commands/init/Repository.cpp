//===- Repository.cpp - What can be found out about a project -------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/init/Init.h"
#include "driver/compdb/Database.h"
#include "driver/support/Program.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

namespace tether {

namespace {

bool has(const Repository &R, llvm::StringRef Name) {
  llvm::SmallString<256> Path(R.Root);
  llvm::sys::path::append(Path, Name);
  return llvm::sys::fs::exists(Path);
}

/// Empty if there is none, or no git.
std::string remote(const Repository &R) {
  auto Git = llvm::sys::findProgramByName("git");
  if (!Git || !has(R, ".git"))
    return "";
  auto Run =
      runProgram(*Git, {"-C", R.Root, "config", "--get", "remote.origin.url"});
  if (!Run) {
    llvm::consumeError(Run.takeError());
    return "";
  }
  return Run->Output;
}

std::optional<Repository::Builder> builder(const Repository &R) {
  if (has(R, "CMakeLists.txt"))
    return {
        {"cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "build"}};
  if (has(R, "meson.build"))
    return {{"meson setup build", "build"}};
  // Bazel writes none itself; this is the extractor that most use.
  if (has(R, "MODULE.bazel") || has(R, "WORKSPACE") ||
      has(R, "WORKSPACE.bazel"))
    return {{"bazel run @hedron_compile_commands//:refresh_all", "."}};
  if (has(R, "configure"))
    return {{"./configure && bear -- make", "."}};
  if (has(R, "Makefile"))
    return {{"bear -- make", "."}};
  return std::nullopt;
}

} // namespace

Repository lookAround() {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  Repository R;
  R.Root = compdb::projectAround(*FS, compdb::canonical(*FS, "", "."));
  const std::string Remote = remote(R);
  if (has(R, ".github") || llvm::StringRef(Remote).contains("github.com"))
    R.Hosts.push_back(Repository::Host::GitHub);
  if (has(R, ".gitlab-ci.yml") || llvm::StringRef(Remote).contains("gitlab"))
    R.Hosts.push_back(Repository::Host::GitLab);
  R.Build = builder(R);
  if (has(R, "tether-baseline.txt"))
    R.Baseline = "tether-baseline.txt";
  return R;
}

} // namespace tether
