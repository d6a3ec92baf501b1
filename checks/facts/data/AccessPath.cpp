//===- AccessPath.cpp - Which object an expression means ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AccessPath.h"
#include "Stmt.h"
#include "llvm/ADT/Hashing.h"
#include <tuple>

using namespace clang;

namespace tether::facts {

AccessPath AccessPath::variable(const VarDecl *D) {
  AccessPath P;
  P.Kind = Root::Variable;
  P.Base = D;
  return P;
}

AccessPath AccessPath::thisObject(const CXXRecordDecl *Record) {
  AccessPath P;
  P.Kind = Root::This;
  P.Base = Record;
  return P;
}

AccessPath AccessPath::value(const Expr *E) {
  AccessPath P;
  P.Kind = Root::Value;
  P.Base = E;
  return P;
}

AccessPath AccessPath::result(const FunctionDecl *F) {
  AccessPath P;
  P.Kind = Root::Result;
  P.Base = F;
  return P;
}

AccessPath AccessPath::function(const FunctionDecl *F) {
  AccessPath P;
  P.Kind = Root::Function;
  P.Base = F;
  return P;
}

const VarDecl *AccessPath::variable() const {
  return Kind == Root::Variable ? static_cast<const VarDecl *>(Base) : nullptr;
}

const Expr *AccessPath::value() const {
  return Kind == Root::Value ? static_cast<const Expr *>(Base) : nullptr;
}

const FunctionDecl *AccessPath::function() const {
  return Kind == Root::Function || Kind == Root::Result
             ? static_cast<const FunctionDecl *>(Base)
             : nullptr;
}

AccessPath AccessPath::field(const FieldDecl *F) const {
  AccessPath P = *this;
  if (Kind == Root::None || !F->hasIdentifier())
    return P;
  if (Length == MaxFields) {
    P.Truncated = true;
    return P;
  }
  P.Fields[P.Length++] = F;
  return P;
}

AccessPath AccessPath::parent() const {
  AccessPath P = *this;
  if (P.Length)
    P.Fields[--P.Length] = nullptr;
  P.Truncated = false;
  return P;
}

bool AccessPath::startsWith(const AccessPath &Prefix) const {
  return Kind == Prefix.Kind && Base == Prefix.Base &&
         Prefix.Length <= Length &&
         std::equal(Prefix.Fields.begin(),
                    Prefix.Fields.begin() + Prefix.Length, Fields.begin());
}

AccessPath AccessPath::rebased(const AccessPath &Prefix,
                               const AccessPath &By) const {
  AccessPath P = By;
  for (unsigned I = Prefix.Length; I < Length; ++I)
    P = P.field(Fields[I]);
  P.Truncated |= Truncated;
  return P;
}

AccessPath AccessPath::calledOn(const AccessPath &Object,
                                const CXXRecordDecl *Of) const {
  if (!Object || !Of || !startsWith(thisObject(Of)))
    return *this;
  return rebased(thisObject(Of), Object);
}

bool AccessPath::operator==(const AccessPath &O) const {
  return Kind == O.Kind && Base == O.Base && Length == O.Length &&
         Fields == O.Fields;
}

/// By place, which is the same in every run.
static std::pair<unsigned, unsigned> orderOf(const NamedDecl *D) {
  return D ? std::pair(D->getLocation().getRawEncoding(), D->getNumber())
           : std::pair(0u, 0u);
}

static std::pair<unsigned, unsigned> orderOf(const AccessPath &P) {
  if (const Expr *E = P.value())
    return {E->getBeginLoc().getRawEncoding(), E->getNumber()};
  return orderOf(static_cast<const NamedDecl *>(P.Base));
}

bool AccessPath::operator<(const AccessPath &O) const {
  if (Kind != O.Kind)
    return Kind < O.Kind;
  if (Base != O.Base)
    return orderOf(*this) < orderOf(O);
  if (Length != O.Length)
    return Length < O.Length;
  for (unsigned I = 0; I < Length; ++I)
    if (Fields[I] != O.Fields[I])
      return orderOf(Fields[I]) < orderOf(O.Fields[I]);
  return false;
}

size_t AccessPath::Hash::operator()(const AccessPath &P) const {
  return llvm::hash_combine(
      P.Kind, P.Base,
      llvm::hash_combine_range(P.Fields.begin(), P.Fields.begin() + P.Length));
}

QualType AccessPath::type() const {
  if (const FieldDecl *Last = lastField())
    return Last->getType();
  if (const VarDecl *V = variable())
    return V->getType();
  if (const Expr *E = value())
    return E->getType();
  return Kind == Root::Result ? function()->getReturnType() : QualType();
}

std::string AccessPath::str() const {
  std::string S;
  switch (Kind) {
  case Root::None:
    return "unknown";
  case Root::Variable:
    S = variable()->getNameAsString();
    break;
  case Root::This:
    S = Length ? "" : "this";
    break;
  case Root::Value:
    S = "temporary";
    break;
  case Root::Result:
    S = "result of " + function()->getNameAsString() + "()";
    break;
  case Root::Function:
    S = function()->getNameAsString();
    break;
  }
  for (unsigned I = 0; I < Length; ++I) {
    if (!S.empty())
      S += '.';
    S += Fields[I]->getNameAsString();
  }
  return S;
}

} // namespace tether::facts
