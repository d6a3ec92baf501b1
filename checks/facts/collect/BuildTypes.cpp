//===- BuildTypes.cpp - Types, as data ------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Builder.h"

using llvm::dyn_cast;
using llvm::dyn_cast_or_null;
using llvm::isa;

namespace tether::facts {

static Type::TypeClass classOf(const clang::Type &T) {
  switch (T.getTypeClass()) {
  case clang::Type::Builtin:
    break;
  case clang::Type::Enum:
    return Type::Enum;
  case clang::Type::Record:
    return Type::Record;
  case clang::Type::Pointer:
    return Type::Pointer;
  case clang::Type::MemberPointer:
    return Type::MemberPointer;
  case clang::Type::LValueReference:
    return Type::LValueReference;
  case clang::Type::RValueReference:
    return Type::RValueReference;
  case clang::Type::ConstantArray:
  case clang::Type::IncompleteArray:
  case clang::Type::VariableArray:
  case clang::Type::DependentSizedArray:
    return Type::Array;
  case clang::Type::FunctionProto:
  case clang::Type::FunctionNoProto:
    return Type::Function;
  case clang::Type::Atomic:
    return Type::Atomic;
  default:
    return Type::Other;
  }
  return T.isVoidType()       ? Type::Void
         : T.isBooleanType()  ? Type::Bool
         : T.isNullPtrType()  ? Type::NullPtr
         : T.isIntegerType()  ? Type::Integer
         : T.isFloatingType() ? Type::Floating
                              : Type::Other;
}

/// What is pointed to, referred to or contained, as it is written: the typedef
/// of a C handle is not part of the canonical type.
static clang::QualType innerOf(clang::QualType T) {
  if (const auto *Array = T->getAsArrayTypeUnsafe())
    return Array->getElementType();
  if (const auto *Atomic = T->getAs<clang::AtomicType>())
    return Atomic->getValueType();
  if (const auto *Member = T->getAs<clang::MemberPointerType>())
    return Member->getPointeeType();
  return T->getPointeeType();
}

bool Builder::isPlainData(clang::QualType T) {
  T = T.getCanonicalType();
  if (T.isVolatileQualified())
    return false;
  if (const auto *A = dyn_cast<clang::ArrayType>(T))
    return isPlainData(A->getElementType());
  const clang::RecordDecl *R = T->getAsRecordDecl();
  if (!R)
    return T->isArithmeticType() || T->isEnumeralType();
  if (!R->isCompleteDefinition())
    return false;
  if (auto It = PlainData.find(R); It != PlainData.end())
    return It->second;
  const auto *Class = dyn_cast<clang::CXXRecordDecl>(R);
  bool Is = (!Class || !Class->getNumBases()) &&
            llvm::all_of(R->fields(), [&](const clang::FieldDecl *F) {
              return !F->isMutable() && isPlainData(F->getType());
            });
  return PlainData[R] = Is;
}

QualType Builder::type(clang::QualType T) {
  if (T.isNull())
    return {};
  const void *Key = T.getAsOpaquePtr();
  if (auto It = Types.find(Key); It != Types.end())
    return It->second;
  // A class is registered before what it is made of is built.
  QualType Result(unqualified(T), T.isConstQualified(),
                  T.isVolatileQualified());
  Types[Key] = Result;
  return Result;
}

const Type *Builder::unqualified(clang::QualType T) {
  const clang::QualType Canonical = T.getCanonicalType().getUnqualifiedType();
  const Type::TypeClass Class = classOf(*Canonical);
  const bool IsDependent = T->isDependentType();

  const model::Type *Model = nullptr;
  QualType Inner, Pointee, Element;
  if (clang::QualType I = innerOf(T); !I.isNull())
    Inner = type(I);
  // A class may contain what it is: `struct Node : std::vector<Node>`.
  if (Open.insert(Canonical.getAsOpaquePtr()).second) {
    Model = Names.type(T);
    Pointee = type(Names.pointeeType(T));
    Element = type(Names.elementType(T));
    Open.erase(Canonical.getAsOpaquePtr());
  }
  const TypeKey Key{Class,        Canonical.getAsOpaquePtr(),
                    Inner.get(),  Inner.isConstQualified(),
                    Model,        Pointee.get(),
                    Element.get()};
  if (auto It = UniqueTypes.find(Key); It != UniqueTypes.end())
    return It->second;

  auto *Result = new (Into.Memory) Type();
  UniqueTypes[Key] = Result;
  Result->Class = Class;
  Result->Inner = Inner;
  Result->Model = Model;
  Result->ModelPointee = Pointee;
  Result->ModelElement = Element;
  Result->Canonical =
      T.getUnqualifiedType() == Canonical ? Result : type(Canonical).get();
  Result->Is.Dependent = IsDependent;
  if (const clang::RecordDecl *R = Canonical->getAsRecordDecl())
    Result->Decl = record(R);
  else if (const auto *B = dyn_cast<clang::BuiltinType>(Canonical))
    Result->Name = keep(B->getName(AST.getPrintingPolicy()));
  else if (const auto *E = Canonical->getAsEnumDecl())
    Result->Name = keep(E->getName());
  if (const auto *Member = T->getAs<clang::MemberPointerType>())
    if (const auto *R = Member->getMostRecentCXXRecordDecl())
      Result->Decl = record(R);
  if (const auto *Array = dyn_cast<clang::ConstantArrayType>(Canonical))
    Result->Size = int64_t(Array->getZExtSize());
  if (IsDependent)
    return Result;
  Result->Is.Integer = T->isIntegerType();
  Result->Is.IntegralOrEnumeration = T->isIntegralOrEnumerationType();
  Result->Is.Arithmetic = T->isArithmeticType();
  Result->Is.Scalar = T->isScalarType();
  Result->Is.Callable = Names.isCallable(T);
  Result->Is.PlainData = isPlainData(Canonical);
  const clang::CXXRecordDecl *R = Canonical->getAsCXXRecordDecl();
  if (R && !R->hasDefinition())
    return Result;
  Result->Is.Aggregate = Canonical->isAggregateType();
  Result->Is.TriviallyCopyable = Canonical.isTriviallyCopyableType(AST);
  return Result;
}

} // namespace tether::facts
