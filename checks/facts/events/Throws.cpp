//===- Throws.cpp - What is thrown, and who catches it --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Family.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace tether::facts {
namespace {

/// Does a handler of what is declared so catch what is thrown?
bool catches(QualType Declared, QualType Thrown) {
  if (Declared.isNull()) // `catch (...)`
    return true;
  if (Thrown.isNull())
    return false;
  Declared = Declared.getNonReferenceType();
  if (Declared->isPointerType() && Thrown->isPointerType()) {
    if (Declared->isVoidPointerType())
      return true;
    Declared = Declared->getPointeeType();
    Thrown = Thrown->getPointeeType();
  }
  if (hasSameUnqualifiedType(Declared, Thrown))
    return true;
  const CXXRecordDecl *Base = Declared->getAsCXXRecordDecl();
  const CXXRecordDecl *R = Thrown->getAsCXXRecordDecl();
  return Base && R && R->hasDefinition() && R->isDerivedFrom(Base);
}

class Throws : public Family {
public:
  using Family::Family;

  void visited(const Stmt *S) override {
    if (const auto *T = dyn_cast<CXXThrowExpr>(S))
      C.B.Throws.push_back(
          {T, T->getSubExpr() ? T->getSubExpr()->getType() : QualType()});
  }
  void ended() override {
    for (Throw &T : C.B.Throws)
      ThrownAt[T.At] = &T;
    if (!ThrownAt.empty())
      findHandlers(C.B.Code);
  }

private:
  void findHandlers(const Stmt *S);

  llvm::DenseMap<const Stmt *, Throw *> ThrownAt;
  llvm::SmallVector<const CXXTryStmt *, 2> Around; ///< Outer first.
};

void Throws::findHandlers(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    Around.push_back(Try);
    findHandlers(Try->getTryBlock());
    Around.pop_back();
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      findHandlers(Try->getHandler(I)->getHandlerBlock());
    return;
  }
  if (Throw *T = ThrownAt.lookup(S))
    for (const CXXTryStmt *Try : llvm::reverse(Around))
      for (unsigned I = 0; !T->Handler && I < Try->getNumHandlers(); ++I)
        if (catches(Try->getHandler(I)->getCaughtType(), T->Type))
          T->Handler = Try->getHandler(I);
  for (const Stmt *Child : S->children())
    findHandlers(Child);
}

} // namespace

std::unique_ptr<Family> makeThrows(BodyContext &C) {
  return std::make_unique<Throws>(C);
}

} // namespace tether::facts
