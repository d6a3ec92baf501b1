//===- GitChanges.cpp - What git says of the working tree -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/GitChanges.h"
#include "driver/support/Git.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

namespace tether {

namespace {

llvm::Error error(const llvm::Twine &Message) {
  return llvm::createStringError("--diff: " + Message);
}

/// What git prints. If it fails, the error is `Problem` and what it says.
llvm::Expected<std::string> git(llvm::StringRef Folder,
                                llvm::ArrayRef<llvm::StringRef> Arguments,
                                const llvm::Twine &Problem) {
  if (!llvm::sys::findProgramByName("git"))
    return error("git is not found; install it, or give a patch with '--diff "
                 "-'");
  auto Output = runGit(Folder, Arguments);
  if (!Output)
    return error(Problem + ": " + llvm::toString(Output.takeError()));
  return Output;
}

} // namespace

llvm::Expected<Changes> changesSince(llvm::StringRef Base,
                                     llvm::StringRef Folder) {
  auto Top = git(Folder, {"rev-parse", "--show-toplevel"},
                 "'" + Folder +
                     "' is in no working tree of git, give a patch with "
                     "'--diff -'");
  if (!Top)
    return Top.takeError();
  if (llvm::StringRef(*Top).ends_with("\n"))
    Top->pop_back();

  // Of what is resolved here nothing can be an option.
  auto Commit = git(
      *Top,
      {"rev-parse", "--verify", "--end-of-options", (Base + "^{commit}").str()},
      "'" + Base + "' is no revision of '" + *Top +
          "', name another or fetch it if the clone is shallow");
  if (!Commit)
    return Commit.takeError();

  // Whatever the user's configuration says of the form of diffs.
  auto Patch = git(*Top,
                   {"diff", "--no-ext-diff", "--no-textconv", "--no-color",
                    "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
                    "--submodule=short", "-U0", "--inter-hunk-context=0",
                    "--find-renames", llvm::StringRef(*Commit).trim(), "--"},
                   "git cannot compare with '" + Base + "'");
  if (!Patch)
    return Patch.takeError();
  auto Untracked =
      git(*Top, {"ls-files", "--others", "--exclude-standard", "-z"},
          "git cannot list untracked files");
  if (!Untracked)
    return Untracked.takeError();

  auto Parsed = parsePatch(*Patch);
  if (!Parsed)
    return error("what 'git diff' prints cannot be read: " +
                 llvm::toString(Parsed.takeError()));
  Changes Result;
  auto InTop = [&](llvm::StringRef File) -> TouchedLines & {
    llvm::SmallString<256> Path(*Top);
    llvm::sys::path::append(Path, File);
    return Result[Path.str().str()];
  };
  for (auto &[Name, Lines] : *Parsed) {
    llvm::StringRef File = Name;
    File.consume_front("b/");
    InTop(File) = std::move(Lines);
  }
  for (llvm::StringRef Rest = *Untracked; !Rest.empty();) {
    auto [File, Next] = Rest.split('\0');
    InTop(File).addAll();
    Rest = Next;
  }
  return Result;
}

} // namespace tether
