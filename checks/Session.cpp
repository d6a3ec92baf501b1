//===- Session.cpp - The facts of one translation unit --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "facts/collect/Builder.h"
#include "facts/program/Program.h"
#include "model/Resolver.h"
#include "model/UserModels.h"
#include <optional>

using namespace clang;
using namespace clang::tidy;

namespace tether {

/// In the order in which the parts refer to each other.
struct Session::State {
  model::UserModels User;
  std::vector<const model::Library *> Libraries;
  std::optional<model::Resolver> Names;
  std::unique_ptr<facts::Program> Facts;
};

Session::Session() = default;
Session::~Session() = default;

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

ClangTidyCheck::OptionsView commonOptions(ClangTidyContext &Tidy) {
  return {"tether", Tidy.getOptions().CheckOptions, &Tidy};
}

const facts::Program &Session::facts(ASTContext &Context,
                                     ClangTidyContext &Tidy) {
  if (S)
    return *S->Facts;
  S = std::make_unique<State>();
  const ClangTidyCheck::OptionsView Common = commonOptions(Tidy);
  SourceManager &Sources = Context.getSourceManager();
  S->User = userModels(Sources, Common.get("ModelFiles", ""));
  for (const model::LoadError &Error : S->User.Errors)
    report(Error, Sources, Tidy);
  for (const model::Library &L : model::builtinLibraries())
    S->Libraries.push_back(&L);
  for (const auto &User : S->User.Libraries)
    S->Libraries.push_back(&User->library());
  S->Names.emplace(Context, S->Libraries, Common.get("Conventions", true));
  S->Facts = facts::Program::of(facts::collectCode(Context, *S->Names));
  return *S->Facts;
}

const model::Resolver &Session::names() const { return *S->Names; }

llvm::ArrayRef<const model::Library *> Session::libraries() const {
  return S->Libraries;
}

void Session::use(std::unique_ptr<facts::Program> Instead) {
  S = std::make_unique<State>();
  S->Facts = std::move(Instead);
}

std::shared_ptr<Session> Sessions::of(ClangTidyContext *Context) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (std::shared_ptr<Session> Same = Known.lookup(Context).lock())
    return Same;
  // clangd makes a context per parse, so the map would only ever grow.
  for (auto It = Known.begin(); It != Known.end(); ++It)
    if (It->second.expired())
      Known.erase(It);
  auto New = std::make_shared<Session>();
  Known[Context] = New;
  return New;
}

} // namespace tether
