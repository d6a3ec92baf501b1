//===- Type.h - Types, as data ----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What questions need to know of a type, under clang's names: who knows clang's
// AST knows these. Types are unique: of one meaning there is one object, but
// for typedefs that a model describes (`pthread_t`), which are types of their
// own here. Others are looked through.
//
// What a model says of the type, and what that makes of it (the pointee of a
// smart pointer, the element of a container), is written down with it.
//
// Ownership: the Code of a unit owns all.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_TYPE_H
#define TETHER_CHECKS_FACTS_DATA_TYPE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace tether::model {
struct Type;
} // namespace tether::model

namespace tether::facts {

class CXXRecordDecl;
class Type;

/// A type and whether it is const; null if it is not known.
class QualType {
public:
  QualType() = default;
  QualType(const Type *T, bool IsConst, bool IsVolatile = false)
      : T(T), Const(IsConst), Volatile(IsVolatile) {}

  bool isNull() const { return !T; }
  const Type *operator->() const { return T; }
  const Type *get() const { return T; }

  bool isConstQualified() const { return Const; }
  bool isVolatileQualified() const { return Volatile; }
  inline QualType getNonReferenceType() const;
  /// Without `_Atomic` and what qualifies it.
  inline QualType getAtomicUnqualifiedType() const;
  QualType getUnqualifiedType() const { return {T, false}; }
  /// Without typedefs that a model describes.
  inline QualType getCanonicalType() const;
  /// "const char *", "std::runtime_error"; for messages.
  std::string getAsString() const;

  bool operator==(const QualType &O) const {
    return T == O.T && Const == O.Const && Volatile == O.Volatile;
  }
  bool operator!=(const QualType &O) const { return !(*this == O); }

private:
  friend class Packing;
  const Type *T = nullptr;
  bool Const = false, Volatile = false;
};

class Type {
public:
  enum TypeClass : uint8_t {
    Other, ///< Nothing is asked of it; also what depends on a template.
    Void,
    Bool,
    Integer, ///< Also characters.
    Floating,
    NullPtr,
    Enum,
    Record,
    Pointer,
    MemberPointer,
    LValueReference,
    RValueReference,
    Array,
    Function,
    Atomic, ///< C's.
  };

  TypeClass getTypeClass() const { return Class; }
  /// Of what has no parts.
  llvm::StringRef getName() const { return Name; }
  bool isVoidType() const { return Class == Void; }
  bool isBooleanType() const { return Class == Bool; }
  /// As clang's: `bool` is one too, and so is an enumeration without `class`.
  bool isIntegerType() const { return Is.Integer; }
  bool isIntegralOrEnumerationType() const { return Is.IntegralOrEnumeration; }
  bool isArithmeticType() const { return Is.Arithmetic; }
  bool isScalarType() const { return Is.Scalar; }
  bool isEnumeralType() const { return Class == Enum; }
  bool isRecordType() const { return Class == Record; }
  bool isPointerType() const { return Class == Pointer; }
  bool isVoidPointerType() const {
    return Class == Pointer && Inner->isVoidType();
  }
  bool isMemberPointerType() const { return Class == MemberPointer; }
  bool isReferenceType() const {
    return Class == LValueReference || Class == RValueReference;
  }
  bool isLValueReferenceType() const { return Class == LValueReference; }
  bool isRValueReferenceType() const { return Class == RValueReference; }
  bool isArrayType() const { return Class == Array; }
  bool isFunctionType() const { return Class == Function; }
  bool isFunctionPointerType() const {
    return Class == Pointer && Inner->isFunctionType();
  }
  bool isAtomicType() const { return Class == Atomic; }
  bool isDependentType() const { return Is.Dependent; }

  /// Of a pointer or reference; null if it is neither.
  QualType getPointeeType() const {
    return Class == Pointer || isReferenceType() ? Inner : QualType();
  }
  /// Of an array, or what is in a C atomic; null if it is neither.
  QualType getElementType() const {
    return Class == Array || Class == Atomic ? Inner : QualType();
  }
  /// Of a member pointer.
  const CXXRecordDecl *getMemberPointerClass() const {
    return Class == MemberPointer ? Decl : nullptr;
  }
  /// The number of elements of an array, if it is constant; else negative.
  int64_t getArraySize() const { return Size; }
  const CXXRecordDecl *getAsRecordDecl() const {
    return Class == Record ? Decl : nullptr;
  }
  /// Null for a struct of C.
  inline const CXXRecordDecl *getAsCXXRecordDecl() const;
  inline const CXXRecordDecl *getPointeeCXXRecordDecl() const;

  /// The same without typedefs that a model describes.
  const Type *getCanonicalType() const { return Canonical; }

  // What the model makes of it; see model::Resolver.

  const model::Type *getModel() const { return Model; }
  QualType getModelPointee() const { return ModelPointee; }
  QualType getModelElement() const { return ModelElement; }
  /// Closures, function objects, pointers to functions and to members.
  bool isCallable() const { return Is.Callable; }
  bool isMemberFunctionPointerType() const {
    return Class == MemberPointer && Inner->isFunctionType();
  }
  bool isTriviallyCopyable() const { return Is.TriviallyCopyable; }
  bool isAggregateType() const { return Is.Aggregate; }
  /// There is nothing in it but numbers.
  bool isPlainData() const { return Is.PlainData; }

private:
  friend class Builder;
  friend class Packing;

  struct Facts {
    bool Dependent : 1, Integer : 1, IntegralOrEnumeration : 1, Arithmetic : 1,
        Scalar : 1, Callable : 1, TriviallyCopyable : 1, Aggregate : 1,
        PlainData : 1;
  };

  TypeClass Class = Other;
  Facts Is = {};
  llvm::StringRef Name;
  QualType Inner;
  const CXXRecordDecl *Decl = nullptr;
  int64_t Size = -1;
  const Type *Canonical = nullptr;
  const model::Type *Model = nullptr;
  QualType ModelPointee, ModelElement;
};

inline QualType QualType::getNonReferenceType() const {
  return T && T->isReferenceType() ? T->getPointeeType() : *this;
}

inline QualType QualType::getAtomicUnqualifiedType() const {
  return T && T->isAtomicType() ? T->getElementType().getUnqualifiedType()
                                : getUnqualifiedType();
}

inline QualType QualType::getCanonicalType() const {
  return T ? QualType(T->getCanonicalType(), Const, Volatile) : *this;
}

inline bool hasSameUnqualifiedType(QualType A, QualType B) {
  return A.getCanonicalType().getUnqualifiedType() ==
         B.getCanonicalType().getUnqualifiedType();
}

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_TYPE_H
