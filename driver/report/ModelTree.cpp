//===- ModelTree.cpp - Models as the tree that files spell ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/ModelTree.h"
#include "checks/model/Fields.h"
#include "checks/model/Words.h"
#include "driver/report/JsonText.h"
#include "driver/report/ModelReport.h"

using namespace tether::model;
using llvm::ArrayRef;
using llvm::StringRef;

namespace tether {

namespace {

/// Adds the members of a struct that differ from what they are without a key.
template <typename Struct> class Fields {
public:
  Fields(const Struct &From, ModelTree &Into) : From(From), Into(Into) {}

  template <typename E>
  void word(StringRef Key, E Struct::*Member, StringRef,
            Need Needed = Need::Optional) {
    if (Needed == Need::Required || From.*Member != Default.*Member)
      Into[Key.str()] = model::word(From.*Member).str();
  }
  void flag(StringRef Key, bool Struct::*Member, StringRef) {
    if (From.*Member)
      Into[Key.str()] = true;
  }
  void position(StringRef Key, int8_t Struct::*Member, Positions, StringRef) {
    int8_t P = From.*Member;
    if (P == Default.*Member)
      return;
    if (P >= 0)
      Into[Key.str()] = int(P);
    else
      Into[Key.str()] = model::word(Position(P)).str();
  }
  void name(StringRef Key, StringRef Struct::*Member, StringRef) {
    if (!(From.*Member).empty())
      Into[Key.str()] = (From.*Member).str();
  }
  /// Parts are written by hand.
  void part(StringRef, Shape, StringRef, Need = Need::Optional) {}

private:
  const Struct &From;
  const Struct Default;
  ModelTree &Into;
};

ModelTree list(ArrayRef<StringRef> Strings) {
  ModelTree Result = ModelTree::array();
  for (StringRef S : Strings)
    Result.push_back(S.str());
  return Result;
}

std::string capacity(const Type &T) {
  switch (T.Bound) {
  case Capacity::Constructor:
    return "ctor:" + std::to_string(T.CapacityIndex);
  case Capacity::Template:
    return T.CapacityIndex < 0 ? word(T.Bound).str()
                               : "template:" + std::to_string(T.CapacityIndex);
  default:
    return word(T.Bound).str();
  }
}

} // namespace

ModelTree tree(const Operation &Op, bool IsFunction) {
  ModelTree Result = ModelTree::object();
  if (IsFunction)
    Result["name"] = Op.Name.str();
  visitOperation(Fields<Operation>(Op, Result));
  if (!Op.Completion.empty()) {
    llvm::SmallVector<StringRef, 4> Names;
    Op.Completion.split(Names, ' ', -1, /*KeepEmpty=*/false);
    Result["completion"] = list(Names);
  }
  return Result;
}

ModelTree tree(const Type &T) {
  ModelTree Result = {{"name", T.Name.str()}};
  visitType(Fields<Type>(T, Result));
  if (T.Bound != Capacity::Unknown)
    Result["capacity"] = capacity(T);
  for (const Operation &Op : T.Constructors)
    Result["constructors"].push_back(tree(Op, false));
  for (const Operation &Op : T.Operations)
    Result["ops"][Op.Name.str()].push_back(tree(Op, false));
  if (!T.Bodies.empty())
    Result["bodies"] = list(T.Bodies);
  return Result;
}

ModelTree tree(const Handler &H) {
  ModelTree Result = {{"id", H.Id.str()}};
  if (H.M == Handler::Match::Override)
    Result["override"] = H.Name.str();
  if (H.M == Handler::Match::OverrideIn)
    Result["override_in"] = H.Name.str();
  if (H.M != Handler::Match::Override)
    Result["parameters"] = list(H.Parameters);
  visitHandler(Fields<Handler>(H, Result));
  return Result;
}

ModelTree tree(const Convention &C) {
  ModelTree Result = {{"id", C.Id.str()}};
  visitConvention(Fields<Convention>(C, Result));
  for (auto [Key, Phrases] :
       {std::pair("words", C.Words), std::pair("unless", C.Unless),
        std::pair("takes", C.Takes), std::pair("fills", C.Fills)})
    if (!Phrases.empty())
      Result[Key] = list(Phrases);
  return Result;
}

ModelTree tree(const Library &L) {
  ModelTree Result = {{"library", L.Name.str()}};
  if (!L.Namespaces.empty())
    Result["namespaces"] = list(L.Namespaces);
  for (const Type &T : L.Types)
    Result["types"].push_back(tree(T));
  for (const Operation &Op : L.Functions)
    Result["functions"].push_back(tree(Op, true));
  for (const Handler &H : L.Handlers)
    Result["handlers"].push_back(tree(H));
  for (const Convention &C : L.Conventions)
    Result["conventions"].push_back(tree(C));
  return Result;
}

void printModelJson(ArrayRef<const Library *> Libraries,
                    llvm::raw_ostream &OS) {
  ModelTree All = {{"version", 1}, {"libraries", ModelTree::array()}};
  for (const Library *L : Libraries) {
    ModelTree &Out =
        All["libraries"].emplace_back(ModelTree{{"origin", L->Origin.str()}});
    Out.update(tree(*L));
  }
  printJson(All, OS);
}

} // namespace tether
