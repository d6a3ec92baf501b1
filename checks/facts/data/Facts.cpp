//===- Facts.cpp - What the code of one translation unit does -------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Facts.h"

using namespace clang;

namespace tether::facts {

llvm::StringRef wordFor(EventKind K) {
  static constexpr llvm::StringLiteral Words[] = {
      "run",    "keep", "handler", "test",    "spawn",   "join",
      "detach", "stop", "wait",    "poll",    "read",    "signal",
      "write",  "send", "receive", "close",   "bound",   "observe",
      "sleep",  "exit", "escape",  "discard", "destroy", "yield"};
  return Words[static_cast<unsigned>(K)];
}

llvm::StringRef wordFor(LockEvent::Act A) {
  static constexpr llvm::StringLiteral Words[] = {"lock", "try-lock", "adopt",
                                                  "unlock"};
  return Words[static_cast<unsigned>(A)];
}

/// That of the method, or of the method around a lambda.
static const CXXRecordDecl *thisRecord(const NamedDecl *D) {
  for (; D && !isa<NamespaceDecl>(D); D = D->getDeclContext()) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D))
      if (!M->getParent()->isLambda())
        return M->isStatic() ? nullptr : M->getParent();
    if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      if (!R->isOfC() && !R->isLambda())
        return R;
  }
  return nullptr;
}

const CXXRecordDecl *Body::thisRecord() const {
  return Function ? facts::thisRecord(Function) : InitializesMembersOf;
}

bool Body::usesThis() const {
  // A function object is a copy that the task owns.
  if (!Lambda)
    return thisRecord() && Function &&
           Function->getOverloadedOperator() != OO_Call;
  return llvm::any_of(Lambda->captures(), [](const LambdaCapture &C) {
    return C.getCaptureKind() == LCK_This;
  });
}

const VarDecl *Body::localReference() const {
  if (Lambda)
    for (const LambdaCapture &C : Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          if (V->hasLocalStorage() && !V->getType()->isReferenceType())
            return V;
  return nullptr;
}

} // namespace tether::facts
