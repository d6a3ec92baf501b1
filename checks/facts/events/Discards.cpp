//===- Discards.cpp - Which values nobody uses ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../code/Syntax.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

class Discards : public Family {
public:
  using Family::Family;

  void dropped(const Expr *E, size_t First) override;
};

void Discards::dropped(const Expr *E, size_t First) {
  for (size_t I = First; I < C.B.Events.size(); ++I)
    if (C.B.Events[I].At == strip(E))
      C.B.Events[I].ResultDropped = true;
  AccessPath P = C.resolve(E);
  if ((P.Kind == AccessPath::Root::Value && !P.Length &&
       !isa<LambdaExpr>(P.value())) ||
      (P.Kind == AccessPath::Root::Result && !P.Length &&
       isa<CallExpr>(strip(E))))
    C.add(EventKind::Discard, P, E,
          E->hasCleanups() ? E->getBeginLoc() : E->getExprLoc());
}

} // namespace

std::unique_ptr<Family> makeDiscards(BodyContext &C) {
  return std::make_unique<Discards>(C);
}

} // namespace tether::facts
