//===- Closures.cpp - Where closures are made -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callables.h"
#include "Family.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace tether::facts {
namespace {

class Closures : public Family {
public:
  using Family::Family;

  void visited(const Stmt *S) override {
    if (const auto *L = dyn_cast<LambdaExpr>(S))
      if (const FunctionDecl *Code = codeCalledBy(L->getCallOperator()))
        C.addClosure(L, Code);
  }
};

} // namespace

std::unique_ptr<Family> makeClosures(BodyContext &C) {
  return std::make_unique<Closures>(C);
}

} // namespace tether::facts
