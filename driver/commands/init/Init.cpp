//===- Init.cpp - tether init ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/init/Init.h"
#include "driver/support/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace tether {

namespace {

class Initialization {
public:
  Initialization(const InitRequest &Request, llvm::raw_ostream &Out)
      : Request(Request), R(lookAround()), Out(Out) {}

  llvm::Error run() {
    std::vector<Step> Steps = {configurationStep(content(".clang-tidy"))};
    for (Repository::Host Host : R.Hosts)
      Steps.push_back(Host == Repository::Host::GitHub
                          ? gitHubStep(R,
                                       content(".github/workflows/tether.yml"),
                                       workflows())
                          : gitLabStep(R, content(".gitlab-ci.yml")));
    Steps.push_back(preCommitStep(content(".pre-commit-config.yaml")));
    // A file that cannot be read is not overwritten, nor anything before it.
    if (!Unreadable.empty())
      return llvm::createStringError(Unreadable);
    for (const Step &S : Steps)
      if (llvm::Error E = take(S))
        return E;
    if (R.Hosts.empty())
      Out << "neither GitHub nor GitLab is recognised here, by .github, "
             ".gitlab-ci.yml or the remote; no CI job is written\n";
    if (!Changed)
      Out << "nothing is changed\n";
    return llvm::Error::success();
  }

private:
  std::string inRoot(llvm::StringRef Name) const {
    llvm::SmallString<256> Path(R.Root);
    llvm::sys::path::append(Path, Name);
    return std::string(Path);
  }

  Content content(llvm::StringRef Name) {
    const std::string Path = inRoot(Name);
    auto Text = llvm::MemoryBuffer::getFile(Path);
    if (Text)
      return (*Text)->getBuffer().str();
    if (Text.getError() != std::errc::no_such_file_or_directory &&
        Text.getError() != std::errc::not_a_directory)
      Unreadable = "cannot read '" + Path + "': " + Text.getError().message();
    return std::nullopt;
  }

  std::string workflows() {
    std::string All;
    std::error_code E;
    using Iterator = llvm::sys::fs::directory_iterator;
    for (Iterator It(inRoot(".github/workflows"), E), End; It != End && !E;
         It.increment(E))
      if (auto Text = llvm::MemoryBuffer::getFile(It->path()))
        All += (*Text)->getBuffer();
    return All;
  }

  llvm::Error take(const Step &S) {
    if (S.Lines.empty()) {
      Out << S.File << " is left as it is: " << S.Why << '\n';
      return llvm::Error::success();
    }
    if (S.ByHand) {
      Out << S.File << " is for you to change: " << S.Why << "; add\n";
      printLines(S);
      return llvm::Error::success();
    }
    const Content Before = content(S.File);
    const char *Done = Before ? "extended" : "written";
    if (Request.DryRun) {
      Out << S.File << " would be " << Done << ":\n";
      printLines(S);
      return llvm::Error::success();
    }
    const std::string Path = inRoot(S.File);
    if (std::error_code E = llvm::sys::fs::create_directories(
            llvm::sys::path::parent_path(Path)))
      return llvm::createStringError("cannot make the folder of '" + Path +
                                     "': " + E.message());
    const auto Permissions = llvm::sys::fs::getPermissions(Path);
    auto File = OutputFile::create(Path);
    if (!File)
      return File.takeError();
    if (llvm::Error E = File->write(
            [&](llvm::raw_ostream &OS) { OS << withLines(Before, S.Lines); }))
      return E;
    Changed = true;
    // The file is another one now, but shall not look so.
    if (Permissions)
      if (std::error_code E = llvm::sys::fs::setPermissions(Path, *Permissions))
        return llvm::createStringError(
            "cannot give '" + Path + "' its permissions again: " + E.message());
    Out << S.File << " is " << Done << ":\n";
    printLines(S);
    return llvm::Error::success();
  }

  void printLines(const Step &S) {
    for (llvm::StringRef Line :
         llvm::split(llvm::StringRef(S.Lines).trim('\n'), '\n'))
      Out << (Line.empty() ? "" : "    ") << Line << '\n';
  }

  const InitRequest &Request;
  const Repository R;
  llvm::raw_ostream &Out;
  std::string Unreadable; ///< Which file is, and why; empty: none.
  bool Changed = false;
};

} // namespace

ExitStatus init(const InitRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err) {
  if (llvm::Error E = Initialization(Request, Out).run())
    return fail(Err, std::move(E));
  return Clean;
}

} // namespace tether
