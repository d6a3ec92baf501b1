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

bool isOwned(const ModelNames &Names, QualType T) {
  return llvm::any_of(layersOf(Names, T), [&](QualType Layer) {
    const model::Type *Type = Names.type(Layer);
    return Type && Type->K == model::Kind::SmartPointer;
  });
}

bool isBehindRawPointer(const ModelNames &Names, QualType T) {
  return llvm::any_of(layersOf(Names, T),
                      [](QualType Layer) { return Layer->isPointerType(); });
}

bool isRelated(const CXXRecordDecl *A, const CXXRecordDecl *B) {
  return A && B &&
         (A == B || (A->hasDefinition() && A->isDerivedFrom(B)) ||
          (B->hasDefinition() && B->isDerivedFrom(A)));
}

} // namespace tether::facts
