//===- BodyContext.cpp - What families share in one body ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyContext.h"

using namespace clang;

namespace tether::facts {

Event &BodyContext::add(EventKind K, AccessPath P, const Stmt *At,
                        SourceLocation Where, const model::Operation *Op,
                        const model::Type *T) {
  Event E;
  E.Kind = K;
  E.Path = P;
  E.At = At;
  E.Op = Op;
  E.Type = T;
  E.In = &B;
  E.Where = Where;
  B.Events.push_back(E);
  return B.Events.back();
}

void BodyContext::flow(AccessPath To, AccessPath From, const Stmt *At) {
  if (To && From && To != From)
    Result.Flows.push_back({To, From, At, &B});
}

Task &BodyContext::addTask(const Expr *Spawn, const model::Operation &Op) {
  Result.Tasks.push_back(std::make_unique<Task>());
  Task &T = *Result.Tasks.back();
  B.Tasks.push_back(&T);
  T.Spawn = Spawn;
  T.Spawner = &B;
  T.Op = &Op;
  T.Loops.assign(Loops.rbegin(), Loops.rend());
  T.HandlePath = AccessPath::value(Spawn);
  return T;
}

void BodyContext::addChannel(AccessPath P, const model::Type *T,
                             bool BoundGiven) {
  Result.Channels.push_back({P, T, BoundGiven});
}

void BodyContext::addClosure(const LambdaExpr *L, const FunctionDecl *Code) {
  Body *&Slot = Result.BodyOf[Code];
  if (Slot)
    return;
  Slot = All.add();
  Slot->Function = Code;
  Slot->Code = Code->getBody();
  Slot->Lambda = L;
  Slot->Enclosing = &B;

  Result.Closures.push_back(std::make_unique<Closure>());
  Closure &K = *Result.Closures.back();
  K.Lambda = L;
  K.Code = Slot;
  K.Maker = &B;
  K.Loops.assign(Loops.rbegin(), Loops.rend());
  B.Closures.push_back(&K);
}

void BodyContext::declareIn(const Stmt *Loop, const VarDecl *V) {
  Result.LoopOf[V] = Loop;
}

} // namespace tether::facts
