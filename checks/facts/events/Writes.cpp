//===- Writes.cpp - What is assigned to or changed ------------------------===//
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

using model::Role;

class Writes : public Family {
public:
  using Family::Family;

  void assigned(const Assignment &A) override {
    C.add(EventKind::Write, C.resolve(A.To), A.At, A.To->getExprLoc())
        .OfPointer = A.To->getType()->isPointerType();
  }
  void performed(const ModelledCall &Call) override;
  void visited(const Stmt *S) override;
};

void Writes::performed(const ModelledCall &M) {
  SourceLocation Where = M.Call->getExprLoc();
  if (M.Op.R == Role::Insert || M.Op.R == Role::MoveToLoop)
    C.add(EventKind::Write, M.Object, M.Call, Where, &M.Op, M.Receiver);
  else if (M.Op.R == Role::Emplace && M.Op.Callable == model::Absent &&
           isa<CXXMemberCallExpr>(M.Call))
    C.add(EventKind::Write, M.Object, M.Call, Where);
}

/// The operations of C's <stdatomic.h>.
void Writes::visited(const Stmt *S) {
  if (const auto *A = dyn_cast<AtomicExpr>(S); A && !A->isLoad())
    C.add(EventKind::Write, C.resolve(A->getPtr()), S, A->getExprLoc());
}

} // namespace

std::unique_ptr<Family> makeWrites(BodyContext &C) {
  return std::make_unique<Writes>(C);
}

} // namespace tether::facts
