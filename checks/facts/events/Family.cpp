//===- Family.cpp - What a family of facts is told of a body --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Family.h"
#include "../code/Syntax.h"

using namespace clang;

namespace tether::facts {

PlainCall::PlainCall(const CallExpr *Call)
    : Call(Call), Function(Call->getDirectCallee()),
      IsSeen(visibleDefinition(Function)), Arguments(Call->arguments()) {
  const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
    Object = M->getImplicitObjectArgument();
  } else if (O && isa_and_nonnull<CXXMethodDecl>(Function) &&
             !Arguments.empty()) {
    Object = Arguments.front();
    Arguments.erase(Arguments.begin());
  }
  IsOperatorCall = O && O->getOperator() == OO_Call && Object;
  if (!Function) {
    Callable = Call->getCallee();
  } else if (IsOperatorCall) {
    QualType T = Object->getType();
    const CXXRecordDecl *R =
        T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
    if ((R && R->isLambda()) || !IsSeen)
      Callable = Object;
  }
  IsSeen &= !Callable;
}

std::vector<std::unique_ptr<Family>> makeFamilies(BodyContext &C) {
  std::vector<std::unique_ptr<Family>> Result;
#define TETHER_FAMILY(NAME) Result.push_back(make##NAME(C));
#include "Families.def"
  return Result;
}

} // namespace tether::facts
