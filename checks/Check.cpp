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
#include <optional>

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;

namespace tether {

/// In the order in which the parts refer to each other.
struct UnitSession::State {
  std::vector<const model::Library *> Libraries;
  std::optional<model::Resolver> Names;
  std::unique_ptr<facts::Unit> Facts;
};

UnitSession::UnitSession() = default;
UnitSession::~UnitSession() = default;

const facts::Unit &UnitSession::facts(ASTContext &Context,
                                      ClangTidyContext &Tidy,
                                      StringRef ModelFiles) {
  if (S)
    return *S->Facts;
  S = std::make_unique<State>();
  for (const model::Library &L : model::builtinLibraries())
    S->Libraries.push_back(&L);
  S->Names.emplace(Context, S->Libraries);
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
                     .get("ModelFiles", "")) {}

void Check::registerMatchers(MatchFinder *Finder) {
  Finder->addMatcher(translationUnitDecl(), this);
}

void Check::check(const MatchFinder::MatchResult &Result) {
  ask(Session->facts(*Result.Context, Tidy, ModelFiles));
}

void Check::storeOptions(ClangTidyOptions::OptionMap &Opts) {
  commonOptions(Opts, &Tidy).store(Opts, "ModelFiles", ModelFiles);
}

} // namespace tether
