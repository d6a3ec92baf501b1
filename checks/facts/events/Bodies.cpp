//===- Bodies.cpp - Which bodies are walked -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"

namespace tether::facts {

Body *Bodies::of(const FunctionDecl *F) {
  if (!F || !F->getBody() || F->isOfLibrary())
    return nullptr;
  Body *&Slot = Result.BodyOf[F];
  if (!Slot) {
    Slot = add();
    Slot->Function = F;
    Slot->Code = F->getBody();
  }
  return Slot;
}

Body *Bodies::add() {
  Result.Bodies.push_back(std::make_unique<Body>());
  Pending.push_back(Result.Bodies.back().get());
  return Pending.back();
}

Body *Bodies::next() {
  if (Pending.empty())
    return nullptr;
  Body *Next = Pending.front();
  Pending.pop_front();
  return Next;
}

} // namespace tether::facts
