//===- Check.h - What all checks share --------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check is a question asked of the facts of one translation unit.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_CHECK_H
#define TETHER_CHECKS_CHECK_H

#include "Session.h"
#include "StoryBuilder.h"
#include "clang-tidy/ClangTidyCheck.h"

namespace tether {

class Check : public clang::tidy::ClangTidyCheck {
public:
  Check(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
        std::shared_ptr<Session> Facts);

  /// Asks the facts and reports what is wrong.
  virtual void ask(const facts::Program &Prog) = 0;
  /// Asks the facts of the unit.
  void askAbout(clang::ASTContext &Context);

  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) final;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  using Part = Story::Part;

  /// Reports a finding and its notes, and tells the story to who listens.
  void tell(const StoryBuilder &S);
  /// Of the unit asked about: has the text that a repair edits.
  const clang::ASTContext &context() const { return *AST; }

private:
  /// Whatever is found is told as a story.
  using ClangTidyCheck::diag;

  clang::tidy::ClangTidyContext &Tidy;
  std::shared_ptr<Session> Facts;
  const clang::ASTContext *AST = nullptr; ///< Of the unit asked about.
  const std::string Rule;
  // Read when the check is made, which is how --verify-config knows of them;
  // the first two are the session's, the others `tether`'s.
  std::string ModelFiles;
  bool Conventions;
  std::string PerPath;
  std::string Extends;
  std::string Severity; ///< Of the findings: note, warning or error.
};

#define TETHER_CHECK(Class, Name, Severity, Default, Fix, Stability, Since,    \
                     About, Summary)                                           \
  std::unique_ptr<Check> make##Class##Check(                                   \
      llvm::StringRef CheckName, clang::tidy::ClangTidyContext *Context,       \
      std::shared_ptr<Session> Facts);
#include "Checks.def"

} // namespace tether

/// Defines the factory of a check at the end of its file.
#define TETHER_REGISTER(Class)                                                 \
  std::unique_ptr<tether::Check> tether::make##Class##Check(                   \
      llvm::StringRef CheckName, clang::tidy::ClangTidyContext *Context,       \
      std::shared_ptr<Session> Facts) {                                        \
    return std::make_unique<Class##Check>(CheckName, Context,                  \
                                          std::move(Facts));                   \
  }

#endif // TETHER_CHECKS_CHECK_H
