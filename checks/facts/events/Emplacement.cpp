//===- Emplacement.cpp - What a call makes of its arguments ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emplacement.h"

using namespace clang;

namespace tether::facts {

Emplacement::Emplacement(const BodyContext &C, const CallExpr *Call) {
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
    T = C.Names.elementType(M->getObjectType());
  else
    T = C.Names.innerType(Call->getType());
  if (T.isNull())
    return;
  Element = C.Names.type(T);
  MovesElement = Call->getNumArgs() == 1 &&
                 hasSameUnqualifiedType(
                     Call->getArg(0)->getType().getNonReferenceType(), T);
  if (Element && !MovesElement)
    for (const model::Operation &Op : Element->Constructors)
      if (Op.R == model::Role::Spawn &&
          C.Names.argument(Call, Op, Op.Callable)) {
        Spawn = &Op;
        return;
      }
}

} // namespace tether::facts
