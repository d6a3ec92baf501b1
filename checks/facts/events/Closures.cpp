//===- Closures.cpp - Where closures are made -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

class Closures : public Family {
public:
  using Family::Family;

  void visited(const Stmt *S) override {
    if (const auto *L = dyn_cast<LambdaExpr>(S))
      C.addClosure(L, L->getCallOperator());
  }
};

} // namespace

std::unique_ptr<Family> makeClosures(BodyContext &C) {
  return std::make_unique<Closures>(C);
}

} // namespace tether::facts
