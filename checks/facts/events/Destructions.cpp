//===- Destructions.cpp - Whose destructor runs ---------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../code/Syntax.h"
#include "Calls.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

class Destructions : public Family {
public:
  using Family::Family;

  void declared(const VarDecl *V, const DeclStmt *At, size_t First) override;
  void visited(const Stmt *S) override;

private:
  void destroy(QualType T, const Stmt *At, SourceLocation Where,
               AccessPath Object, bool AtScopeEnd);
};

void Destructions::destroy(QualType T, const Stmt *At, SourceLocation Where,
                           AccessPath Object, bool AtScopeEnd) {
  const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (R && R->hasDefinition())
    runFunction(C, R->getDestructor(), {}, At, Where, Object, AtScopeEnd);
}

/// At the end of the variable's scope.
void Destructions::declared(const VarDecl *V, const DeclStmt *At, size_t) {
  if (V->getType()->isReferenceType() || !V->hasLocalStorage())
    return;
  const AccessPath Self = AccessPath::variable(V);
  const model::Type *T = C.Names.type(V->getType());
  if (!T)
    return destroy(V->getType(), At, V->getLocation(), Self, true);
  if (T->K == model::Kind::SmartPointer) {
    // `std::shared_ptr<void> Guard(nullptr, [&](void *) { ... });`
    QualType Pointee = C.Names.pointeeType(V->getType());
    if (!Pointee.isNull() && Pointee->isVoidType())
      if (const Expr *Deleter = deleterOf(V->getInit()))
        C.add(EventKind::Run, C.resolve(Deleter), At, V->getLocation())
            .AtScopeEnd = true;
    // One that nobody names is there for the destructor to be run.
    if (!V->isReferenced())
      destroy(Pointee, At, V->getLocation(), Self, true);
  }
  if (T->Destroy != model::OnDestroy::None)
    C.add(EventKind::Destroy, Self, At, V->getLocation(), nullptr, T)
        .AtScopeEnd = true;
}

void Destructions::visited(const Stmt *S) {
  const auto *D = dyn_cast<CXXDeleteExpr>(S);
  if (!D)
    return;
  AccessPath P = C.resolve(D->getArgument());
  QualType T = D->getDestroyedType();
  C.add(EventKind::Destroy, P, S, D->getExprLoc(), nullptr,
        T.isNull() ? nullptr : C.Names.type(T));
  destroy(T, S, D->getExprLoc(), P, false);
}

} // namespace

std::unique_ptr<Family> makeDestructions(BodyContext &C) {
  return std::make_unique<Destructions>(C);
}

} // namespace tether::facts
