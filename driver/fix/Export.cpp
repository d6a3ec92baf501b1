//===- Export.cpp - Planned fixes for clang-apply-replacements ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/fix/Export.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"

using clang::tidy::ClangTidyError;

namespace tether {

namespace {

clang::tooling::DiagnosticMessage message(llvm::StringRef Text,
                                          const Location &Where) {
  clang::tooling::DiagnosticMessage M(Text);
  M.FilePath = Where.File;
  M.FileOffset = Where.Offset;
  return M;
}

} // namespace

void exportFixes(const Report &R, const FixPlan &Plan, llvm::raw_ostream &OS) {
  std::vector<ClangTidyError> Errors;
  for (const auto &[F, IsFixed] : llvm::zip(R.Findings, Plan.IsFixed)) {
    auto Level = F.IsError ? ClangTidyError::Error : ClangTidyError::Warning;
    ClangTidyError E(F.Check, Level, /*BuildDirectory=*/"", F.IsError);
    E.Message = message(F.Message, F.Where);
    if (IsFixed)
      // Edits of one finding do not overlap; clang-tidy has seen to it.
      for (const Edit &Change : F.Fixes)
        llvm::consumeError(E.Message.Fix[Change.Where.File].add(
            {Change.Where.File, Change.Where.Offset, Change.Where.Length,
             Change.Text}));
    for (const Note &N : F.Notes)
      E.Notes.push_back(message(N.Message, N.Where));
    Errors.push_back(std::move(E));
  }
  clang::tidy::exportReplacements(/*MainFilePath=*/"", Errors, OS);
}

} // namespace tether
