//===- Types.h - What a type leads to ---------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place where types are looked through to what they point to or have in
// them. Who asks what dies with an object (Endings, LocalHandles, Members) goes
// another way, and stops where something is only pointed to; the channels of a
// project also look into templates that no model describes.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_TYPES_H
#define TETHER_CHECKS_FACTS_CODE_TYPES_H

#include "../data/ModelNames.h"

namespace tether::facts {

/// The type and what it leads to, one after another: what pointers and smart
/// pointers point to, the elements of containers and arrays. References and
/// `_Atomic` are looked through. Empty for a null type.
llvm::SmallVector<QualType, 4> layersOf(const ModelNames &Names, QualType T);

/// The same through pointers and smart pointers alone: all name one object.
llvm::SmallVector<QualType, 4> pointeesOf(const ModelNames &Names, QualType T);

/// True if there is a smart pointer on the way to what the type leads to.
bool isOwned(const ModelNames &Names, QualType T);

/// True if there is a pointer on the way, by which nobody deletes it.
bool isBehindRawPointer(const ModelNames &Names, QualType T);

/// The same class, or one derived from the other? Neither, if one is null.
bool isRelated(const CXXRecordDecl *A, const CXXRecordDecl *B);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_TYPES_H
