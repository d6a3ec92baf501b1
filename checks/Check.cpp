//===- Check.cpp - What all checks share ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Module.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;

namespace tether {

Check::Check(StringRef Name, ClangTidyContext *Context,
             std::shared_ptr<Session> Facts)
    : ClangTidyCheck(Name, Context), Tidy(*Context), Facts(std::move(Facts)),
      Rule(Name), ModelFiles(commonOptions(*Context).get("ModelFiles", "")),
      Conventions(commonOptions(*Context).get("Conventions", true)),
      PerPath(commonOptions(*Context).get("PerPath", "")),
      Extends(commonOptions(*Context).get("Extends", "")),
      Severity(Options.get("Severity", "")) {}

void Check::registerMatchers(MatchFinder *Finder) {
  // clang-tidy runs whatever a wildcard matches.
  const CheckInfo *Info = llvm::find_if(
      allChecks(), [&](const CheckInfo &C) { return C.Name == getID(); });
  if (!isOn(*Info, Tidy.getOptions().Checks.value_or("")))
    return;
  Finder->addMatcher(translationUnitDecl(), this);
}

void Check::check(const MatchFinder::MatchResult &Result) {
  askAbout(*Result.Context);
}

void Check::askAbout(ASTContext &Context) {
  AST = &Context;
  ask(Facts->facts(Context, Tidy));
}

void Check::tell(const StoryBuilder &S) {
  for (size_t I = 0; I < S.size(); ++I) {
    DiagnosticBuilder Diag =
        diag(S.place(I, AST->getSourceManager()), "%0", S.level(I));
    Diag << S.text(I);
    if (I == 0)
      for (const FixItHint &Fix : S.fixes())
        Diag << Fix;
  }
  if (Facts->Listener)
    Facts->Listener(S.story(Rule, *AST));
}

void Check::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  OptionsView Common = commonOptions(Tidy);
  Common.store(Opts, "ModelFiles", ModelFiles);
  Common.store(Opts, "Conventions", Conventions);
  Common.store(Opts, "PerPath", PerPath);
  Common.store(Opts, "Extends", Extends);
  Options.store(Opts, "Severity", Severity);
}

} // namespace tether
