//===- Bodies.h - Which bodies are walked -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bodies that were found and those of them that nobody has walked yet.
//
// Ownership: refers to the facts, owns none.
// Threading: belongs to one translation unit and one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_BODIES_H
#define TETHER_CHECKS_FACTS_EVENTS_BODIES_H

#include "../data/Facts.h"
#include <deque>

namespace tether::facts {

class Bodies {
public:
  explicit Bodies(Facts &Result) : Result(Result) {}

  /// The body of a visible function, to be walked; null if there is none, or if
  /// a model speaks for it.
  Body *of(const FunctionDecl *F);
  /// A new body, to be walked.
  Body *add();
  /// The next body that was not walked yet, or null.
  Body *next();

private:
  Facts &Result;
  std::deque<Body *> Pending;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_BODIES_H
