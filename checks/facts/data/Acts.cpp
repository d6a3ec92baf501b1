//===- Acts.cpp - What a rule can be about --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Acts.h"
#include "Facts.h"

namespace tether::facts {

using model::Kind;
using model::Role;

Act actOf(const model::Operation &Op) {
  const Act Thrown = Op.Rethrows ? Act::Throw : Act::None;
  switch (Op.R) {
  case Role::Spawn:
    return Act::Spawn | Thrown;
  case Role::Keep:
    return Act::Keep;
  case Role::RegisterHandler:
    return Act::Handler;
  case Role::Send:
    return Act::Send;
  case Role::Close:
    return Act::Close;
  case Role::Lock:
  case Role::TryLock:
  case Role::Unlock:
    return Act::Lock;
  case Role::Wait:
    return Act::Wait | Thrown;
  case Role::Stop:
  case Role::StopLoop:
  case Role::Cancel:
  case Role::IsCancelled:
    return Act::Flag;
  default:
    return Thrown;
  }
}

Act actOf(const model::Type &T) {
  Act Result = T.Bodies.empty() ? Act::None : Act::Spawn;
  for (const model::Operation &Op : T.Constructors)
    Result |= actOf(Op);
  return Result;
}

Act actOf(const Event &E) {
  switch (E.Kind) {
  case EventKind::Spawn:
    return Act::Spawn;
  case EventKind::Keep:
    return Act::Keep;
  case EventKind::Handler:
    return Act::Handler;
  case EventKind::Send:
    return Act::Send;
  case EventKind::Close:
    return Act::Close;
  default:
    return Act::None;
  }
}

} // namespace tether::facts
