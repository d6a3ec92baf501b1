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
      ModelFiles(commonOptions(*Context).get("ModelFiles", "")),
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
  Sources = &Context.getSourceManager();
  ask(Facts->facts(Context, Tidy));
}

DiagnosticBuilder Check::diag(SourceLocation Loc, StringRef Message,
                              DiagnosticIDs::Level Level) {
  if (Sources->isInSystemMacro(Loc))
    Loc = Sources->getExpansionLoc(Loc);
  return ClangTidyCheck::diag(Loc, Message, Level);
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
