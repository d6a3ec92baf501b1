//===- Check.cpp - What all checks share ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Unit.h"
#include "model/Resolver.h"
#include "model/UserModels.h"
#include <optional>

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;

namespace tether {

/// In the order in which the parts refer to each other.
struct UnitSession::State {
  model::UserModels User;
  std::vector<const model::Library *> Libraries;
  std::optional<model::Resolver> Names;
  std::unique_ptr<facts::Unit> Facts;
};

UnitSession::UnitSession() = default;
UnitSession::~UnitSession() = default;

/// Reads through the file system of the compilation, whose working directory
/// and unsaved files may differ from the process's.
static model::UserModels userModels(const SourceManager &Sources,
                                    StringRef ModelFiles) {
  OptionalFileEntryRef Main =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  return model::loadUserModels(model::splitModelFiles(ModelFiles),
                               Main ? Main->getName() : "",
                               Sources.getFileManager().getVirtualFileSystem());
}

/// Reported as errors, because a model that is not read makes checks silent.
/// The note is what makes clangd show it, which drops all that is said about
/// other files only.
static void report(const model::LoadError &Error, SourceManager &Sources,
                   ClangTidyContext &Tidy) {
  SourceLocation Place;
  if (Error.Line)
    if (OptionalFileEntryRef File =
            Sources.getFileManager().getOptionalFileRef(Error.File))
      Place = Sources.translateLineCol(
          Sources.getOrCreateFileID(*File, SrcMgr::C_User), Error.Line,
          std::max(Error.Column, 1u));
  constexpr llvm::StringLiteral Name = "clang-tidy-config";
  Tidy.diag(Name, Place, "%0", DiagnosticIDs::Error)
      << (Place.isValid() ? Error.Message : Error.str());
  Tidy.diag(Name, Sources.getLocForStartOfFile(Sources.getMainFileID()),
            "this file is checked without the model '%0'", DiagnosticIDs::Note)
      << Error.File;
}

const facts::Unit &UnitSession::facts(ASTContext &Context,
                                      ClangTidyContext &Tidy,
                                      StringRef ModelFiles,
                                      bool WithConventions) {
  if (S)
    return *S->Facts;
  S = std::make_unique<State>();
  SourceManager &Sources = Context.getSourceManager();
  S->User = userModels(Sources, ModelFiles);
  for (const model::LoadError &Error : S->User.Errors)
    report(Error, Sources, Tidy);
  for (const model::Library &L : model::builtinLibraries())
    S->Libraries.push_back(&L);
  for (const auto &User : S->User.Libraries)
    S->Libraries.push_back(&User->library());
  S->Names.emplace(Context, S->Libraries, WithConventions);
  S->Facts = facts::Unit::collect(Context, *S->Names);
  return *S->Facts;
}

std::shared_ptr<UnitSession> SharedFacts::session(ClangTidyContext *Context) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (std::shared_ptr<UnitSession> Known = Sessions.lookup(Context).lock())
    return Known;
  // clangd makes a context per parse, so the map would only ever grow.
  for (auto It = Sessions.begin(); It != Sessions.end(); ++It)
    if (It->second.expired())
      Sessions.erase(It);
  auto New = std::make_shared<UnitSession>();
  Sessions[Context] = New;
  return New;
}

/// The options that all checks read alike are named "tether.", so that a user
/// sets them once.
static ClangTidyCheck::OptionsView
commonOptions(const ClangTidyOptions::OptionMap &Values,
              ClangTidyContext *Context) {
  return {"tether", Values, Context};
}

Check::Check(StringRef Name, ClangTidyContext *Context,
             std::shared_ptr<UnitSession> Session)
    : ClangTidyCheck(Name, Context), Tidy(*Context),
      Session(std::move(Session)),
      ModelFiles(commonOptions(Context->getOptions().CheckOptions, Context)
                     .get("ModelFiles", "")),
      Conventions(commonOptions(Context->getOptions().CheckOptions, Context)
                      .get("Conventions", true)),
      PerPath(commonOptions(Context->getOptions().CheckOptions, Context)
                  .get("PerPath", "")),
      Extends(commonOptions(Context->getOptions().CheckOptions, Context)
                  .get("Extends", "")),
      Severity(Options.get("Severity", "")) {}

void Check::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl(), this);
}

void Check::check(const MatchFinder::MatchResult &Result) {
  ask(Session->facts(*Result.Context, Tidy, ModelFiles, Conventions));
}

void Check::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  commonOptions(Opts, &Tidy).store(Opts, "ModelFiles", ModelFiles);
  commonOptions(Opts, &Tidy).store(Opts, "Conventions", Conventions);
  commonOptions(Opts, &Tidy).store(Opts, "PerPath", PerPath);
  commonOptions(Opts, &Tidy).store(Opts, "Extends", Extends);
  Options.store(Opts, "Severity", Severity);
}

} // namespace tether
