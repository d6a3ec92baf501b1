//===- LibraryLookup.cpp - A library's names in a unit --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryLookup.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace tether::model {

SmallVector<std::string, 2> LibraryLookup::spellings(StringRef Name) {
  SmallVector<std::string, 2> Result;
  StringRef Rest = Name;
  if (L.Namespaces.empty() || !Rest.consume_front(L.Namespaces.front()) ||
      !Rest.starts_with("::")) {
    Result.push_back(Name.str());
    return Result;
  }
  for (StringRef Namespace : L.Namespaces)
    if (Names.hasScope(Namespace))
      Result.push_back((Namespace + Rest).str());
  return Result;
}

bool LibraryLookup::isPresent() {
  return L.Namespaces.empty() ||
         any_of(L.Namespaces, [&](StringRef N) { return Names.hasScope(N); });
}

NameLookup::Decls LibraryLookup::namespaces() {
  NameLookup::Decls Result;
  for (StringRef Namespace : L.Namespaces)
    Result.append(Names.find(Namespace));
  return Result;
}

/// A C function of the model is not the C++ function of the same name that a
/// project declares in its global namespace.
static void keepWhatIsMeant(NameLookup::Decls &Found, const Library &L,
                            StringRef Name) {
  if (Name.contains("::"))
    return;
  auto IsC = [](const NamedDecl *D) {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    return Function && Function->isExternC();
  };
  if (L.Origin == "built-in" || any_of(Found, IsC))
    erase_if(Found, [&](const NamedDecl *D) { return !IsC(D); });
}

NameLookup::Decls LibraryLookup::find(StringRef Name) {
  NameLookup::Decls Result;
  for (const std::string &Spelling : spellings(Name))
    Result.append(Names.find(Spelling));
  return Result;
}

SmallVector<const Decl *, 2> LibraryLookup::typeKeys(StringRef Name) {
  SmallVector<const Decl *, 2> Result;
  for (const NamedDecl *D : find(Name))
    if (const Decl *Key = NameLookup::typeKey(D))
      if (!is_contained(Result, Key))
        Result.push_back(Key);
  return Result;
}

SmallVector<const Decl *, 8> LibraryLookup::functionKeys(StringRef Name) {
  SmallVector<const Decl *, 8> Result;
  NameLookup::Decls Found = find(Name);
  keepWhatIsMeant(Found, L, Name);
  for (const NamedDecl *D : Found)
    if (const Decl *Key = NameLookup::functionKey(D))
      if (!is_contained(Result, Key))
        Result.push_back(Key);
  return Result;
}

std::vector<LibraryLookup::Status> LibraryLookup::check() {
  std::vector<Status> Result;
  if (!isPresent())
    return Result;
  StringMap<size_t> Indices;
  auto Report = [&](const Twine &Name, StringRef Class, State S) {
    auto [It, New] = Indices.try_emplace(Name.str(), Result.size());
    if (New)
      Result.push_back({Name.str(), Class, S});
    else
      Result[It->second].S = std::max(Result[It->second].S, S);
  };
  auto ReportIf = [&](const Twine &Name, bool Exists) {
    Report(Name, "", Exists ? State::Found : State::Missing);
  };
  auto CheckType = [&](StringRef Name) {
    if (!Name.empty() && Name != "*")
      ReportIf(Name, !typeKeys(Name).empty());
  };
  auto CheckParts = [&](const Operation &Op) {
    CheckType(Op.Returns);
    SmallVector<StringRef, 4> Completion;
    Op.Completion.split(Completion, ' ', -1, /*KeepEmpty=*/false);
    for (StringRef C : Completion)
      CheckType(C);
    if (Op.OnlyIf.empty())
      return;
    auto Macro = Context.Idents.find(Op.OnlyIf);
    bool IsMacro =
        Macro != Context.Idents.end() && Macro->second->hadMacroDefinition();
    ReportIf(Op.OnlyIf, IsMacro || !find(Op.OnlyIf).empty());
  };

  for (const Type &T : L.Types) {
    CheckType(T.Name);
    NameLookup::Decls Found = find(T.Name);
    bool IsComplete = any_of(
        Found, [](const NamedDecl *D) { return NameLookup::isComplete(D); });
    auto CheckMember = [&](StringRef Member) {
      State S = State::NotLookedFor;
      if (any_of(Found, [&](const NamedDecl *D) {
            return !Names.findMember(D, Member).empty();
          }))
        S = State::Found;
      else if (!Found.empty())
        S = IsComplete ? State::Missing : State::Incomplete;
      Report(T.Name + "::" + Member, T.Name, S);
    };
    for (const Operation &Op : T.Operations) {
      CheckMember(Op.Name);
      CheckParts(Op);
    }
    for (const Operation &Op : T.Constructors)
      CheckParts(Op);
    for (StringRef Body : T.Bodies)
      CheckMember(Body);
  }
  for (const Operation &Op : L.Functions) {
    ReportIf(Op.Name, !functionKeys(Op.Name).empty());
    CheckParts(Op);
  }
  for (const Handler &H : L.Handlers) {
    if (H.M == Handler::Match::Override)
      ReportIf(H.Name, !functionKeys(H.Name).empty());
    if (H.M == Handler::Match::OverrideIn)
      CheckType(H.Name);
    for (StringRef Parameter : H.Parameters)
      CheckType(Parameter);
  }
  return Result;
}

} // namespace tether::model
