//===- Operations.cpp - What an operation does to its object --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operations.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {

using model::Role;

std::optional<EventKind> eventOf(Role R) {
  switch (R) {
  case Role::Join:
    return EventKind::Join;
  case Role::Detach:
  case Role::DetachConfig:
    return EventKind::Detach;
  case Role::Stop:
  case Role::Cancel:
  case Role::StopLoop:
    return EventKind::Stop;
  case Role::Wait:
  case Role::RunLoop:
    return EventKind::Wait;
  case Role::Signal:
    return EventKind::Signal;
  case Role::Send:
    return EventKind::Send;
  case Role::Receive:
    return EventKind::Receive;
  case Role::Close:
    return EventKind::Close;
  case Role::SetCapacity:
    return EventKind::SetCapacity;
  case Role::IsCancelled:
  case Role::IsClosed:
    return EventKind::Observe;
  case Role::Sleep:
    return EventKind::Sleep;
  case Role::Read:
    return EventKind::Read;
  case Role::Exit:
    return EventKind::Exit;
  case Role::Destroy:
    return EventKind::Destroy;
  case Role::Remove:
  case Role::CountUp:
    return EventKind::Write;
  default:
    return std::nullopt;
  }
}

namespace {

/// Waits, joins, stops, signals, sends, closes and alike.
class Operations : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E,
                   const model::Operation *Op) override;
  void visited(const Stmt *S) override;
};

void Operations::performed(const ModelledCall &M) {
  SourceLocation Where = M.Call->getExprLoc();
  if (std::optional<EventKind> K = eventOf(M.Op.R)) {
    SmallVector<AccessPath, 2> On{M.Object};
    if (M.Op.Object == model::AllArguments) {
      On.clear();
      for (const Expr *A : M.Call->arguments())
        On.push_back(C.resolve(A));
    }
    for (const AccessPath &P : On)
      C.add(*K, P, M.Call, Where, &M.Op, M.Receiver).GivesUp =
          C.Names.givesUp(M.Call, M.Op);
  }
  if (M.Op.Signals)
    C.add(EventKind::Signal, M.Object, M.Call, Where, &M.Op, M.Receiver);
}

/// A guard that locks when a condition holds.
void Operations::constructed(const CXXConstructExpr *E,
                             const model::Operation *Op) {
  if (Op && Op->R == Role::Wait)
    if (const Expr *On = C.Names.argument(E, *Op, Op->Object))
      C.add(EventKind::Wait, C.resolve(On), E, E->getExprLoc(), Op,
            C.Names.pointee(On->getType()));
}

void Operations::visited(const Stmt *S) {
  if (const auto *A = dyn_cast<CoawaitExpr>(S))
    C.add(EventKind::Wait, C.resolve(A->getOperand()), S, A->getExprLoc());
}

} // namespace

std::unique_ptr<Family> makeOperations(BodyContext &C) {
  return std::make_unique<Operations>(C);
}

} // namespace tether::facts
