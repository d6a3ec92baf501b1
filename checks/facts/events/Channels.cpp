//===- Channels.cpp - Where channels are made and iterated over -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is sent, received and closed are operations like others.
//
//===----------------------------------------------------------------------===//

#include "Emplacement.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

/// Is the argument among them that bounds a channel of this type?
bool givesBound(const model::Type &Channel, ArrayRef<const Expr *> Arguments) {
  return Channel.CapacityIndex >= 0 &&
         size_t(Channel.CapacityIndex) < Arguments.size() &&
         !isa<CXXDefaultArgExpr>(Arguments[Channel.CapacityIndex]);
}

class Channels : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E,
                   const model::Operation *Op) override;
  void asked(const Question &Q) override;
};

void Channels::performed(const ModelledCall &M) {
  if (M.Op.R != model::Role::Emplace || M.Op.Callable != model::Absent)
    return;
  Emplacement Made(C, M.Call);
  if (Made.Element && Made.Element->K == model::Kind::Channel && !Made.Spawn) {
    SmallVector<const Expr *, 4> Arguments(M.Call->arguments());
    C.addChannel(AccessPath::value(M.Call), Made.Element,
                 givesBound(*Made.Element, Arguments));
  }
}

void Channels::constructed(const CXXConstructExpr *E,
                           const model::Operation *Op) {
  if (Op || E->getConstructor()->isCopyOrMoveConstructor())
    return;
  if (const model::Type *T = C.Names.type(E->getType());
      T && T->K == model::Kind::Channel) {
    SmallVector<const Expr *, 4> Arguments(E->arguments());
    C.addChannel(AccessPath::value(E), T, givesBound(*T, Arguments));
  }
}

/// An iteration over a channel receives from it until it is closed.
void Channels::asked(const Question &Q) {
  if (!isa<CXXForRangeStmt>(Q.Of))
    return;
  const model::Type *T = C.Names.type(Q.Condition->getType());
  if (T && T->RangeReceives)
    C.add(EventKind::Receive, C.resolve(Q.Condition), Q.Condition,
          Q.Condition->getExprLoc(), nullptr, T);
}

} // namespace

std::unique_ptr<Family> makeChannels(BodyContext &C) {
  return std::make_unique<Channels>(C);
}

} // namespace tether::facts
