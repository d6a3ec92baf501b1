//===- Fixes.cpp - Findings mended ----------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Fixes.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>

using clang::tidy::ClangTidyError;
using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace tether {

namespace {

using EditsByFile = std::map<std::string, Replacements>;

Replacement replacement(const Edit &E) {
  return {E.Where.File, E.Where.Offset, E.Where.Length, E.Text};
}

bool hasSafeFix(const Finding &F) {
  const CheckInfo *Info = checkInfo(F.Check);
  return !F.Fixes.empty() && Info && Info->Fix == FixSafety::Safe;
}

/// Leaves `All` as it is if an edit of `F` overlaps one that is there.
bool add(const Finding &F, EditsByFile &All) {
  EditsByFile Tried = All;
  for (const Edit &E : F.Fixes)
    if (llvm::Error Overlap = Tried[E.Where.File].add(replacement(E))) {
      llvm::consumeError(std::move(Overlap));
      return false;
    }
  All = std::move(Tried);
  return true;
}

llvm::Error rewrite(const std::string &File, const Replacements &Edits) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (!Text)
    return llvm::createFileError(File, Text.getError());
  auto Mode = llvm::sys::fs::getPermissions(File);
  if (!Mode)
    return llvm::createFileError(File, Mode.getError());
  auto New = clang::tooling::applyAllReplacements((*Text)->getBuffer(), Edits);
  if (!New)
    return llvm::createFileError(File, New.takeError());
  if (llvm::Error E = llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
        OS << *New;
        return llvm::Error::success();
      }))
    return llvm::createFileError(File, std::move(E));
  if (std::error_code E = llvm::sys::fs::setPermissions(File, *Mode))
    return llvm::createFileError(File, E);
  return llvm::Error::success();
}

clang::tooling::DiagnosticMessage message(llvm::StringRef Text,
                                          const Location &Where,
                                          const std::vector<Edit> &Fixes) {
  clang::tooling::DiagnosticMessage M(Text);
  M.FilePath = Where.File;
  M.FileOffset = Where.Offset;
  // Edits of one message do not overlap; clang-tidy has seen to it.
  for (const Edit &E : Fixes)
    llvm::consumeError(M.Fix[E.Where.File].add(replacement(E)));
  return M;
}

} // namespace

llvm::Expected<FixOutcome> applyFixes(const Report &R) {
  FixOutcome Outcome;
  EditsByFile All;
  for (const Finding &F : R.Findings)
    if (hasSafeFix(F))
      ++(add(F, All) ? Outcome.Fixed : Outcome.Overlapping);
  for (const auto &[File, Edits] : All)
    if (llvm::Error E = rewrite(File, Edits))
      return std::move(E);
  return Outcome;
}

llvm::Error exportFixes(const Report &R, llvm::StringRef Path) {
  std::vector<ClangTidyError> Errors;
  for (const Finding &F : R.Findings) {
    auto Level = F.IsError ? ClangTidyError::Error : ClangTidyError::Warning;
    ClangTidyError E(F.Check, Level, /*BuildDirectory=*/"", F.IsError);
    E.Message = message(F.Message, F.Where, F.Fixes);
    for (const Note &N : F.Notes)
      E.Notes.push_back(message(N.Message, N.Where, N.Fixes));
    Errors.push_back(std::move(E));
  }
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    clang::tidy::exportReplacements(/*MainFilePath=*/"", Errors, OS);
    return llvm::Error::success();
  });
}

} // namespace tether
