//===- Emplacement.h - What a call makes of its arguments -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_EMPLACEMENT_H
#define TETHER_CHECKS_FACTS_EVENTS_EMPLACEMENT_H

#include "BodyContext.h"

namespace tether::facts {

/// `emplace_back(args...)`, `make_unique<T>(args...)`: a T made of the
/// arguments.
struct Emplacement {
  Emplacement(const BodyContext &C, const CallExpr *Call);

  QualType T;                           ///< Null if not known.
  const model::Type *Element = nullptr; ///< What a model says about T.
  bool MovesElement = false;            ///< The only argument is a T.
  /// What a constructor of a model does that starts a task, or null.
  const model::Operation *Spawn = nullptr;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_EMPLACEMENT_H
