//===- ModelNames.cpp - What a model says of code -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelNames.h"

namespace tether::facts {

using llvm::ArrayRef;
using llvm::dyn_cast;
using llvm::isa;
using llvm::SmallVector;
using model::Operation;

using Arguments = SmallVector<const Expr *, 4>;

static QualType stripped(QualType T) {
  return T.isNull() ? T : T.getNonReferenceType().getUnqualifiedType();
}

const model::Type *ModelNames::pointee(QualType T) const {
  for (unsigned Depth = 0; Depth < 8; ++Depth) {
    QualType Inner = pointeeType(T);
    if (Inner.isNull())
      break;
    T = Inner;
  }
  return type(T);
}

QualType ModelNames::elementType(QualType T) const {
  T = stripped(T);
  return T.isNull() ? T : T->getModelElement();
}

QualType ModelNames::pointeeType(QualType T) const {
  T = stripped(T);
  return T.isNull() ? T : T->getModelPointee();
}

QualType ModelNames::innerType(QualType T) const {
  QualType Inner = pointeeType(T);
  if (Inner.isNull())
    Inner = elementType(T);
  if (Inner.isNull() && !T.isNull() && T->isArrayType())
    Inner = T->getElementType();
  return Inner;
}

SmallVector<const Operation *, 1>
ModelNames::entries(const FunctionDecl *F, const CXXRecordDecl *Named) const {
  if (!F)
    return {};
  SmallVector<const Operation *, 1> Result(F->getOperations());
  if (Result.empty() && Named && Named->getModel())
    for (const Operation &Op : Named->getModel()->Operations)
      if (Op.Name == F->getName())
        Result.push_back(&Op);
  return Result;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

template <typename Call> static Arguments argumentsOf(const Call *E) {
  Arguments Result;
  for (const Expr *A : E->arguments())
    Result.push_back(A);
  while (!Result.empty() && isa<CXXDefaultArgExpr>(Result.back()))
    Result.pop_back();
  return Result;
}

/// Without the object that an overloaded operator or a function object is
/// called on. An operator that the model describes as a free function keeps it.
static Arguments argumentsOf(const CallExpr *Call, const Operation &Op) {
  Arguments Result = argumentsOf(Call);
  if (isa<CXXOperatorCallExpr>(Call) && !Result.empty() &&
      !Op.Name.contains("::operator"))
    Result.erase(Result.begin());
  return Result;
}

bool ModelNames::isCallable(QualType T) const {
  T = stripped(T);
  return !T.isNull() && T->isCallable();
}

static const Expr *pick(const ModelNames &Names, ArrayRef<const Expr *> Given,
                        const Operation &Op, int8_t P) {
  switch (P) {
  case model::Auto:
    for (const Expr *E : Given)
      if (Names.isCallable(E->getType()))
        return E;
    return nullptr;
  case model::Last:
    return Given.empty() ? nullptr : Given.back();
  case model::Object:
    return Op.Object >= 0 && size_t(Op.Object) < Given.size() ? Given[Op.Object]
                                                              : nullptr;
  case model::MethodObject:
    for (const Expr *E : Given)
      if (QualType T = stripped(E->getType());
          !T.isNull() && T->isMemberFunctionPointerType())
        return E;
    return nullptr;
  default:
    return P >= 0 && size_t(P) < Given.size() &&
                   !isa<CXXDefaultArgExpr>(Given[P])
               ? Given[P]
               : nullptr;
  }
}

static SmallVector<const Expr *, 2> pickAll(const ModelNames &Names,
                                            ArrayRef<const Expr *> Given,
                                            const Operation &Op) {
  SmallVector<const Expr *, 2> Result;
  if (Op.Callable == model::AllArguments) {
    llvm::copy_if(Given, std::back_inserter(Result), [&](const Expr *E) {
      return Names.isCallable(E->getType());
    });
  } else if (const Expr *E = pick(Names, Given, Op, Op.Callable)) {
    Result.push_back(E);
  }
  return Result;
}

const Expr *ModelNames::argument(const CallExpr *Call, const Operation &Op,
                                 int8_t P) const {
  if (P == model::Object)
    return object(Call, Op);
  return pick(*this, argumentsOf(Call, Op), Op, P);
}

const Expr *ModelNames::argument(const CXXConstructExpr *Call,
                                 const Operation &Op, int8_t P) const {
  return pick(*this, argumentsOf(Call), Op, P);
}

SmallVector<const Expr *, 2> ModelNames::callables(const CallExpr *Call,
                                                   const Operation &Op) const {
  if (Op.Callable == model::Object) {
    const Expr *E = object(Call, Op);
    return E ? SmallVector<const Expr *, 2>{E} : SmallVector<const Expr *, 2>{};
  }
  return pickAll(*this, argumentsOf(Call, Op), Op);
}

SmallVector<const Expr *, 2> ModelNames::callables(const CXXConstructExpr *Call,
                                                   const Operation &Op) const {
  return pickAll(*this, argumentsOf(Call), Op);
}

/// What a member is called on; null for an implicit `this` that is not written
/// down.
static const Expr *receiverOf(const CallExpr *Call) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    return Operator->getNumArgs() ? Operator->getArg(0)->IgnoreParenImpCasts()
                                  : nullptr;
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (const auto *Member =
               dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts()))
    Object = Member->getBase();
  return Object ? Object->IgnoreParenImpCasts() : nullptr;
}

const Expr *ModelNames::object(const CallExpr *Call,
                               const Operation &Op) const {
  if (Op.Object != model::Absent)
    return pick(*this, argumentsOf(Call, Op), Op, Op.Object);
  // A function object of the model is not the object of what it does.
  return Op.Name.contains("::") && !isa<CXXMemberCallExpr>(Call)
             ? nullptr
             : receiverOf(Call);
}

} // namespace tether::facts
