//===- Runner.cpp - Runs all checks over a program, in process ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "checks/Module.h"
#include "clang-tidy/ClangTidy.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace clang;
using namespace clang::tidy;
using llvm::ArrayRef;
using llvm::StringRef;

namespace tether::test {

static std::vector<std::string> words(StringRef Text) {
  llvm::SmallVector<StringRef> Parts;
  llvm::SplitString(Text, Parts);
  return {Parts.begin(), Parts.end()};
}

Program::Program(StringRef File, StringRef Text) : File(File), Text(Text) {
  for (StringRef Rest = Text; Rest.consume_front("//");) {
    auto [Line, Next] = Rest.split('\n');
    auto [Key, Value] = Line.trim().split(':');
    if (Key == "flags")
      Flags = words(Value);
    if (Key == "notes")
      StrictNotes = Value.trim() == "strict";
    if (Key == "options") {
      llvm::SmallVector<StringRef> Pairs;
      Value.split(Pairs, "; ");
      for (StringRef Pair : Pairs) {
        auto [Name, Setting] = Pair.trim().split('=');
        Options[Name.str()] = Setting.str();
      }
    }
    Rest = Next;
  }
}

std::vector<std::string> compilerFlags(const Program &P) {
  std::vector<std::string> Flags = P.Flags;
  Flags.push_back("-resource-dir=" TETHER_RESOURCE_DIR);
  return Flags;
}

ClangTidyOptions tidyOptions(const Program &P) {
  ClangTidyOptions Options = ClangTidyOptions::getDefaults();
  Options.Checks = "-*";
  for (const CheckInfo &C : allChecks())
    *Options.Checks += "," + C.Name.str();
  // Helper headers beside a test are part of it.
  Options.HeaderFilterRegex = ".*";
  for (const auto &[Name, Value] : P.Options)
    Options.CheckOptions[Name] = ClangTidyOptions::ClangTidyValue(Value);
  return Options;
}

std::vector<ClangTidyError> runChecks(const Program &P) {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(P.File, 0, llvm::MemoryBuffer::getMemBuffer(P.Text));
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::createPhysicalFileSystem());
  Files->pushOverlay(Memory);

  tooling::FixedCompilationDatabase Database(
      llvm::sys::path::parent_path(P.File), compilerFlags(P));
  ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), tidyOptions(P)));
  return runClangTidy(Context, Database, {P.File}, Files,
                      /*ApplyAnyFix=*/false, /*EnableCheckProfile=*/false,
                      /*StoreCheckProfile=*/"", /*Quiet=*/true);
}

std::string applyFixes(StringRef File, StringRef Text,
                       ArrayRef<ClangTidyError> Findings) {
  tooling::Replacements All;
  for (const ClangTidyError &Finding : Findings) {
    auto Fix = Finding.Message.Fix.find(File);
    if (Fix == Finding.Message.Fix.end())
      continue;
    for (const tooling::Replacement &R : Fix->second)
      // Two findings may ask for the same change; only the first counts.
      llvm::consumeError(All.add(R));
  }
  return llvm::cantFail(tooling::applyAllReplacements(Text, All));
}

Position position(StringRef Text, size_t Offset) {
  StringRef Before = Text.take_front(Offset);
  size_t LineStart = Before.rfind('\n');
  Position Result;
  Result.Line = Before.count('\n') + 1;
  Result.Column = LineStart == StringRef::npos ? Before.size() + 1
                                               : Before.size() - LineStart;
  return Result;
}

std::string readFile(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    llvm::report_fatal_error("cannot read " + Path);
  return (*Buffer)->getBuffer().str();
}

std::vector<std::string> filesBelow(StringRef Folder, StringRef Suffix) {
  std::vector<std::string> Paths;
  std::error_code Error;
  for (llvm::sys::fs::recursive_directory_iterator It(Folder, Error), End;
       !Error && It != End; It.increment(Error))
    if (StringRef(It->path()).ends_with(Suffix))
      Paths.push_back(It->path());
  std::sort(Paths.begin(), Paths.end());
  return Paths;
}

std::string testName(StringRef Name) {
  std::string Result;
  for (char C : Name)
    Result += llvm::isAlnum(C) ? C : '_';
  return Result;
}

} // namespace tether::test
