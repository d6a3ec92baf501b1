//===- Runner.h - Runs all checks over a program, in process ----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_TEST_CHECKS_RUNNER_H
#define TETHER_TEST_CHECKS_RUNNER_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace tether::test {

/// A program and how it is compiled. The header of a test file sets the rest:
///
///   // flags: -std=c++17 -DX     instead of -std=c++20
///   // options: name=value; ...  CheckOptions
///   // notes: strict             every note has to be expected
struct Program {
  std::string File; ///< Absolute; need not exist.
  std::string Text;
  std::vector<std::string> Flags = {"-std=c++20"};
  std::map<std::string, std::string> Options;
  bool StrictNotes = false;

  Program(llvm::StringRef File, llvm::StringRef Text);
};

/// Absolute, with the builtin headers of the LLVM that Tether is built with.
std::vector<std::string> compilerFlags(const Program &P);

/// The options under which all checks of Tether run and no others.
clang::tidy::ClangTidyOptions tidyOptions(const Program &P);

/// What clang-tidy reports, sorted by place. Errors of the compiler are among
/// it, with names that start with "clang-diagnostic".
std::vector<clang::tidy::ClangTidyError> runChecks(const Program &P);

/// `Text` with all fixes of `Findings` in `File` applied.
std::string applyFixes(llvm::StringRef File, llvm::StringRef Text,
                       llvm::ArrayRef<clang::tidy::ClangTidyError> Findings);

struct Position {
  unsigned Line = 1;
  unsigned Column = 1;
};
Position position(llvm::StringRef Text, size_t Offset);

/// The content of a file, which has to exist.
std::string readFile(llvm::StringRef Path);

/// All files below `Folder` whose names end with `Suffix`, sorted.
std::vector<std::string> filesBelow(llvm::StringRef Folder,
                                    llvm::StringRef Suffix);

/// A name for GoogleTest, whose filters take '-' and '.' for themselves.
std::string testName(llvm::StringRef Name);

} // namespace tether::test

#endif // TETHER_TEST_CHECKS_RUNNER_H
