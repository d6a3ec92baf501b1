//===- Registrations.cpp - What is registered as handlers and tests -------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callables.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

using model::Role;

class Registrations : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E,
                   const model::Operation *Op) override;
};

void Registrations::performed(const ModelledCall &M) {
  const model::Operation &Op = M.Op;
  SourceLocation Where = M.Call->getExprLoc();
  if (Op.R == Role::RegisterTest) {
    for (const Expr *A : C.Names.callables(M.Call, Op))
      C.add(EventKind::Test, C.resolve(A), M.Call, Where, &Op, M.Receiver);
  } else if (Op.R == Role::RegisterHandler) {
    for (const Expr *A : C.Names.callables(M.Call, Op)) {
      C.add(EventKind::Handler, C.resolve(A), M.Call, Where, &Op, M.Receiver);
      bindElements(C, A, C.Names.argument(M.Call, Op, Op.Elements), M.Call);
    }
    if (Op.Callable == model::Object || Op.Callable == model::ByConstructor)
      C.add(EventKind::Handler, M.Object, M.Call, Where, &Op, M.Receiver);
  }
}

void Registrations::constructed(const CXXConstructExpr *E,
                                const model::Operation *Op) {
  if (Op && Op->R == Role::RegisterTest)
    for (const Expr *A : C.Names.callables(E, *Op))
      C.add(EventKind::Test, C.resolve(A), E, E->getExprLoc(), Op);
}

} // namespace

std::unique_ptr<Family> makeRegistrations(BodyContext &C) {
  return std::make_unique<Registrations>(C);
}

} // namespace tether::facts
