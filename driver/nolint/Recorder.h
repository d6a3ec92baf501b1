//===- Recorder.h - What the NOLINT comments of a unit suppress -*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_NOLINT_RECORDER_H
#define TETHER_DRIVER_NOLINT_RECORDER_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "driver/nolint/Directives.h"
#include "driver/result/Finding.h"
#include "driver/support/FileIndex.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/Regex.h"
#include <map>
#include <optional>
#include <set>

namespace tether {

/// Belongs to the analysis of one unit, and outlives its preprocessor.
class SuppressionRecorder {
public:
  explicit SuppressionRecorder(clang::tidy::ClangTidyContext &Context)
      : Context(Context) {}

  /// Sees which code is not compiled.
  void watch(clang::Preprocessor &PP);

  /// To be called after each diagnostic; `IsSuppressed` says what clang-tidy
  /// has done with it.
  void handle(clang::DiagnosticsEngine::Level Level,
              const clang::Diagnostic &Info, bool IsSuppressed);

  struct Suppressed {
    clang::tidy::ClangTidyError Error;
    std::string Reason; ///< That the comment gives.
  };
  /// What was suppressed where findings are reported.
  const std::vector<Suppressed> &suppressed() const { return All; }

  /// The comments that can suppress findings of ours, in files whose findings
  /// are reported; without the functions around them. With errors in the unit
  /// nothing can be said of those that suppress nothing.
  std::vector<Suppression> comments(const clang::SourceManager &Sources,
                                    const FileIndex &FilesOf, bool HasErrors);

private:
  class Watcher;
  struct File {
    std::vector<Directive> Directives;
    std::vector<std::optional<DirectiveComment>> Comments;
    /// Checks of which something was suppressed, by directive.
    std::vector<std::set<std::string>> Used;
  };

  File &fileOf(const clang::SourceManager &Sources, clang::FileID ID);
  bool isReported(const clang::SourceManager &Sources, clang::FileID ID);
  std::optional<std::string> use(const clang::SourceManager &Sources,
                                 clang::SourceLocation Loc,
                                 llvm::StringRef Check);
  bool isCompiled(clang::FileID ID, size_t Offset) const;
  Use useOf(llvm::StringRef Name, const std::set<std::string> &Used) const;

  clang::tidy::ClangTidyContext &Context;
  std::vector<Suppressed> All;
  bool LastIsSuppressed = false;
  /// The filters of the options, once they were asked for.
  std::optional<llvm::Regex> Headers, NoHeaders;
  std::map<const clang::FileEntry *, File> Files;
  /// Ranges that are not compiled.
  std::map<clang::FileID, std::vector<std::pair<size_t, size_t>>> Skipped;
};

} // namespace tether

#endif // TETHER_DRIVER_NOLINT_RECORDER_H
