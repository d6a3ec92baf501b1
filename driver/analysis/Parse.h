//===- Parse.h - clang on one translation unit ------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_ANALYSIS_PARSE_H
#define TETHER_DRIVER_ANALYSIS_PARSE_H

#include "clang-tidy/ClangTidyOptions.h"
#include "driver/config/Overrides.h"
#include "driver/result/Finding.h"
#include "driver/support/FilesRead.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class FrontendAction;
class SourceLocation;
class SourceManager;
} // namespace clang

namespace tether {

/// All that a translation unit's findings depend on, but the files' content.
struct Unit {
  std::string File;
  std::string Directory;
  std::vector<std::string> Arguments; ///< For this clang.
  /// Why there is no command to run clang with; else empty.
  std::string Problem;
  /// Tells the unit from others of its file: "with -DFOO"; empty if it is the
  /// only one.
  std::string Configuration;
  clang::tidy::ClangTidyOptions Options;
  Overrides Own; ///< Of what is found.
};

/// The place where the text was written that became what is at `Loc`; without a
/// file if there is none.
Location locate(const clang::SourceManager &Sources, clang::SourceLocation Loc);

/// Keeps the first error in the order of the source text, which is the one that
/// explains the others.
class FirstError {
public:
  void note(clang::DiagnosticsEngine::Level Level,
            const clang::Diagnostic &Info);

  std::optional<Failure> First; ///< Without the name of the main file.
};

/// Runs `Action` on the unit; `Diags` hears what clang has to say. A failure is
/// that there is nothing to run it on, or that it has met errors. What is read
/// is added to `Files`, if there is one. Touches no state of the process (the
/// working directory is the unit's own), so that units can be analysed on
/// threads.
std::optional<Failure> run(const Unit &U,
                           std::unique_ptr<clang::FrontendAction> Action,
                           clang::DiagnosticConsumer &Diags,
                           FilesRead *Files = nullptr);

enum class Bodies { Parsed, Skipped };

/// Parses the unit and shows `Visit` its AST, also that of a unit with errors,
/// which are then the result.
std::optional<Failure>
parse(const Unit &U, Bodies B,
      llvm::function_ref<void(clang::ASTContext &, bool HasErrors)> Visit);

} // namespace tether

#endif // TETHER_DRIVER_ANALYSIS_PARSE_H
