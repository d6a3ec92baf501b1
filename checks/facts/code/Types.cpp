//===- Types.cpp - What a type leads to -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Types.h"

using namespace clang;

namespace tether::facts {

/// Deeper than any type that people write.
static constexpr unsigned MaxLayers = 8;

static QualType withoutWrapper(QualType T) {
  T = T.getNonReferenceType();
  return T->isAtomicType() ? T->getElementType() : T;
}

SmallVector<QualType, 4> layersOf(const ModelNames &Names, QualType T) {
  SmallVector<QualType, 4> Result;
  while (!T.isNull() && Result.size() < MaxLayers) {
    Result.push_back(withoutWrapper(T));
    T = Names.innerType(Result.back());
  }
  return Result;
}

SmallVector<QualType, 4> pointeesOf(const ModelNames &Names, QualType T) {
  SmallVector<QualType, 4> Result;
  while (!T.isNull() && Result.size() < MaxLayers) {
    Result.push_back(withoutWrapper(T));
    T = Names.pointeeType(Result.back());
  }
  return Result;
}

} // namespace tether::facts
