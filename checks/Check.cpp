//===- Check.cpp - What all checks share ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;

namespace tether {

Check::Check(StringRef Name, ClangTidyContext *Context,
             std::shared_ptr<Session> Facts)
    : ClangTidyCheck(Name, Context), Tidy(*Context), Facts(std::move(Facts)),
      Severity(Options.get("Severity", "")) {}

void Check::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl(), this);
}

void Check::check(const MatchFinder::MatchResult &Result) {
  ask(Facts->facts(*Result.Context, Tidy));
}

// Those that only `tether` makes use of are stored for --verify-config and
// --dump-config to know them.
void Check::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  OptionsView Common = commonOptions(Tidy);
  Common.store(Opts, "ModelFiles", Common.get("ModelFiles", ""));
  Common.store(Opts, "Conventions", Common.get("Conventions", true));
  Common.store(Opts, "PerPath", Common.get("PerPath", ""));
  Common.store(Opts, "Extends", Common.get("Extends", ""));
  Options.store(Opts, "Severity", Severity);
}

} // namespace tether
