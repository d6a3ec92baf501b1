//===- Check.h - What all checks share --------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check is a question asked of the facts of one translation unit. All checks
// of a unit ask the same facts, which are collected once, when the first of
// them asks.
//
// Threading: clangd runs several units at once. A SharedFacts belongs to one
// set of check factories, is the only state that units share, and is locked.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_CHECK_H
#define TETHER_CHECKS_CHECK_H

#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <mutex>

namespace tether {

namespace facts {
class Unit;
}

/// The facts of one translation unit, collected on first use.
class UnitSession {
public:
  UnitSession();
  ~UnitSession();

  /// Collects the facts of `Context` the first time it is called for it.
  /// Mistakes in the users' model files are reported through `Tidy`, once.
  const facts::Unit &facts(clang::ASTContext &Context,
                           clang::tidy::ClangTidyContext &Tidy,
                           llvm::StringRef ModelFiles, bool WithConventions);

private:
  struct State;
  std::unique_ptr<State> S;
};

/// Gives all checks that are created for one ClangTidyContext the same session.
class SharedFacts {
public:
  std::shared_ptr<UnitSession> session(clang::tidy::ClangTidyContext *Context);

private:
  std::mutex Mutex;
  llvm::DenseMap<clang::tidy::ClangTidyContext *, std::weak_ptr<UnitSession>>
      Sessions;
};

class Check : public clang::tidy::ClangTidyCheck {
public:
  Check(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
        std::shared_ptr<UnitSession> Session);

  /// Asks the facts and reports what is wrong.
  virtual void ask(const facts::Unit &Facts) = 0;

  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) final;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

private:
  clang::tidy::ClangTidyContext &Tidy;
  std::shared_ptr<UnitSession> Session;
  /// tether.ModelFiles: paths of model files, separated by semicolons.
  std::string ModelFiles;
  /// tether.Conventions: names count where nothing better is known.
  bool Conventions;
  // What `tether` makes use of. It is read and stored here for --verify-config
  // and --dump-config to know it.
  std::string PerPath;  ///< tether.PerPath: checks on and off by path.
  std::string Extends;  ///< tether.Extends: files to begin with.
  std::string Severity; ///< Of the check: note, warning or error.
};

#define TETHER_CHECK(Class, Name, Severity, Default, Fix, Since, Summary)      \
  std::unique_ptr<clang::tidy::ClangTidyCheck> make##Class##Check(             \
      llvm::StringRef CheckName, clang::tidy::ClangTidyContext *Context,       \
      std::shared_ptr<UnitSession> Session);
#include "Checks.def"

} // namespace tether

/// Defines the factory of a check at the end of its file.
#define TETHER_REGISTER(Class)                                                 \
  std::unique_ptr<clang::tidy::ClangTidyCheck> tether::make##Class##Check(     \
      llvm::StringRef CheckName, clang::tidy::ClangTidyContext *Context,       \
      std::shared_ptr<UnitSession> Session) {                                  \
    return std::make_unique<Class##Check>(CheckName, Context,                  \
                                          std::move(Session));                 \
  }

#endif // TETHER_CHECKS_CHECK_H
