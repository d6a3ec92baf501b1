//===- EffectiveModel.cpp - The libraries a source is read with -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/config/EffectiveModel.h"
#include "checks/model/Conventions.h"
#include "driver/support/Paths.h"
#include "llvm/Support/WithColor.h"

using namespace tether::model;
using llvm::ArrayRef;

namespace tether {

EffectiveModel::EffectiveModel(const clang::tidy::ClangTidyOptions &Options,
                               llvm::StringRef Source) {
  std::vector<std::string> Files;
  auto Option = Options.CheckOptions.find(ModelFilesOption);
  if (Option != Options.CheckOptions.end())
    Files = splitModelFiles(Option->second.Value);
  User = loadUserModels(Files, Source, *llvm::vfs::getRealFileSystem());
  if (auto Named = Options.CheckOptions.find(ConventionsOption);
      Named != Options.CheckOptions.end())
    Conventions = tether::model::areConventionsOn(Named->second.Value);
  for (const Library &L : builtinLibraries())
    All.push_back(&L);
  for (const auto &U : User.Libraries)
    All.push_back(&U->library());
}

bool EffectiveModel::printErrors(llvm::raw_ostream &Err) const {
  for (const LoadError &E : User.Errors)
    Err << E.str("error: ") << '\n';
  return !User.Errors.empty();
}

std::string EffectiveModel::origin(const Library &L,
                                   llvm::StringRef Name) const {
  for (const auto &U : User.Libraries) {
    if (&U->library() != &L)
      continue;
    llvm::SmallString<256> Here;
    llvm::vfs::getRealFileSystem()->getRealPath(".", Here);
    LoadError Place{relativeTo(L.Origin, Here).str(), 0, 0, ""};
    UserLibrary::Place At = U->place(Name);
    if (!At.Line)
      return Place.File;
    return Place.File + ":" + std::to_string(At.Line) + ":" +
           std::to_string(At.Column);
  }
  return "built-in model '" + L.Name.str() + "'";
}

/// The one whose storage the entry is in.
template <typename Predicate>
static const Library &find(ArrayRef<const Library *> All, Predicate Has) {
  auto Found = llvm::find_if(All, [&](const Library *L) { return Has(*L); });
  assert(Found != All.end() && "an entry of another model");
  return **Found;
}

template <typename T> static bool has(ArrayRef<T> Entries, const T &Entry) {
  return !std::less<>()(&Entry, Entries.begin()) &&
         std::less<>()(&Entry, Entries.end());
}

const Library &EffectiveModel::owner(const Type &T) const {
  return find(All, [&](const Library &L) { return has(L.Types, T); });
}

EffectiveModel::Owner EffectiveModel::owner(const Operation &Op) const {
  for (const Library *L : All) {
    if (has(L->Functions, Op))
      return {*L, Op.Name.str()};
    for (const Type &T : L->Types)
      if (has(T.Operations, Op))
        return {*L, (T.Name + "::" + Op.Name).str()};
  }
  llvm_unreachable("an operation of another model");
}

const Library &EffectiveModel::owner(const Handler &H) const {
  return find(All, [&](const Library &L) { return has(L.Handlers, H); });
}

const Library &EffectiveModel::owner(const Convention &C) const {
  return find(All, [&](const Library &L) { return has(L.Conventions, C); });
}

} // namespace tether
