//===- List.cpp - tether model list ---------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/model/Model.h"
#include "driver/config/EffectiveModel.h"
#include "driver/report/ModelReport.h"
#include "driver/support/DidYouMean.h"
#include "llvm/ADT/StringSet.h"
#include <deque>

using namespace tether::model;
using llvm::ArrayRef;
using llvm::StringRef;

namespace tether {

namespace {

/// A library that has only some entries of another.
struct Part {
  Library L;
  std::vector<Type> Types;
  std::vector<Operation> Functions;
  std::vector<Handler> Handlers;
  std::vector<Convention> Conventions;
};

/// What the names on the command line select.
class Selector {
public:
  explicit Selector(ArrayRef<std::string> Names) : Names(Names) {}

  const Library *select(const Library &L) {
    if (Names.empty() || wants(L.Name, /*OnlyWhole=*/true))
      return &L;
    Part P{L, {}, {}, {}, {}};
    for (const Type &T : L.Types)
      if (wants(T.Name))
        P.Types.push_back(T);
    for (const Operation &Op : L.Functions)
      if (wants(Op.Name))
        P.Functions.push_back(Op);
    for (const Handler &H : L.Handlers)
      if (wants(H.Id) || (!H.Name.empty() && wants(H.Name)))
        P.Handlers.push_back(H);
    for (const Convention &C : L.Conventions)
      if (wants(C.Id))
        P.Conventions.push_back(C);
    if (P.Types.empty() && P.Functions.empty() && P.Handlers.empty() &&
        P.Conventions.empty())
      return nullptr;
    Part &Kept = Parts.emplace_back(std::move(P));
    Kept.L.Types = Kept.Types;
    Kept.L.Functions = Kept.Functions;
    Kept.L.Handlers = Kept.Handlers;
    Kept.L.Conventions = Kept.Conventions;
    return &Kept.L;
  }

  /// A name that has selected nothing.
  std::optional<StringRef> unused() const {
    for (StringRef Name : Names)
      if (!Used.contains(Name))
        return Name;
    return std::nullopt;
  }

private:
  /// The whole name or the end of a qualified one.
  bool wants(StringRef Name, bool OnlyWhole = false) {
    bool Result = false;
    for (StringRef Wanted : Names) {
      StringRef Rest = Name;
      if (Rest != Wanted &&
          (OnlyWhole || !Rest.consume_back(Wanted) || !Rest.ends_with("::")))
        continue;
      Used.insert(Wanted);
      Result = true;
    }
    return Result;
  }

  ArrayRef<std::string> Names;
  std::deque<Part> Parts;
  llvm::StringSet<> Used;
};

/// Says of a library's types where they are described anew.
void printReplaced(const EffectiveModel &Model, size_t Index,
                   const Library &Shown, llvm::raw_ostream &Out) {
  for (const Type &T : Shown.Types)
    for (const Library *Later : Model.libraries().drop_front(Index + 1))
      if (llvm::any_of(Later->Types,
                       [&](const Type &U) { return U.Name == T.Name; }))
        Out << "# " << T.Name
            << " is described anew: " << Model.origin(*Later, T.Name) << '\n';
}

} // namespace

ExitStatus listModel(const ModelListRequest &Request, llvm::raw_ostream &Out,
                     llvm::raw_ostream &Err) {
  std::string Source;
  auto Here = configHere(Request.Config, &Source);
  if (!Here)
    return fail(Err, Here.takeError());
  EffectiveModel Model(Here->Options, Source);
  bool Broken = Model.printErrors(Err);

  Selector Wanted(Request.Names);
  std::vector<const Library *> Shown;
  for (const Library *L : Model.libraries())
    Shown.push_back(Wanted.select(*L));
  if (std::optional<StringRef> Name = Wanted.unused()) {
    const std::string Hint = didYouMean(
        *Name, llvm::map_range(Model.libraries(), [](const Library *L) {
          return StringRef(L->Name);
        }));
    return fail(Err, llvm::createStringError(
                         "no library and no entry is called '" + *Name + "'" +
                         (Hint.empty() ? "" : "; " + Hint)));
  }

  if (Request.Output == ModelFormat::Json) {
    llvm::erase(Shown, nullptr);
    printModelJson(Shown, Out);
    return Broken ? Error : Clean;
  }
  bool First = true;
  for (size_t I = 0; I != Shown.size(); ++I) {
    if (!Shown[I])
      continue;
    // A loader reads one document per file.
    if (!std::exchange(First, false))
      Out << "---\n";
    Out << "# " << Model.origin(*Model.libraries()[I], "") << '\n';
    printReplaced(Model, I, *Shown[I], Out);
    Out << libraryYaml(*Shown[I]);
  }
  return Broken ? Error : Clean;
}

} // namespace tether
