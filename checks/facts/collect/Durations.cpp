//===- Durations.cpp - How long sleeps last -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Durations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/MathExtras.h"
#include <optional>

using namespace clang;

namespace tether::facts {
namespace {

using model::TimeUnit;

/// A number of nanoseconds is this ratio of a number of something.
struct Ratio {
  int64_t Num = 1, Den = 1;
};

std::optional<Ratio> ratioOf(TimeUnit Unit) {
  switch (Unit) {
  case TimeUnit::Unknown:
    return std::nullopt;
  case TimeUnit::Nanoseconds:
    return Ratio{1, 1};
  case TimeUnit::Microseconds:
    return Ratio{1000, 1};
  case TimeUnit::Milliseconds:
    return Ratio{1000000, 1};
  case TimeUnit::Seconds:
    return Ratio{1000000000, 1};
  }
  return std::nullopt;
}

std::optional<int64_t> constantOf(const CXXRecordDecl *R, StringRef Name,
                                  const ASTContext &AST) {
  for (const Decl *D : R->decls())
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && V->getDeclName().isIdentifier() && V->getName() == Name)
      if (const Expr *Init = V->getAnyInitializer();
          Init && !Init->isValueDependent())
        if (auto Value = Init->getIntegerConstantExpr(AST))
          return Value->tryExtValue();
  return std::nullopt;
}

/// What a type counts that is made of a number and of a ratio of seconds, whose
/// members are `num` and `den`.
std::optional<Ratio> ratioOf(QualType T, const ASTContext &AST) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!S || S->getTemplateArgs().size() < 2 ||
      S->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return std::nullopt;
  const CXXRecordDecl *Period =
      S->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl();
  Period = Period ? Period->getDefinition() : nullptr;
  if (!Period)
    return std::nullopt;
  std::optional<int64_t> Num = constantOf(Period, "num", AST);
  std::optional<int64_t> Den = constantOf(Period, "den", AST);
  Ratio Result;
  if (!Num || !Den || *Den <= 0 ||
      llvm::MulOverflow(*Num, int64_t(1000000000), Result.Num))
    return std::nullopt;
  Result.Den = *Den;
  return Result;
}

/// The number in a constant, which may be the only member of an object.
std::optional<double> numberIn(const APValue &Value) {
  if (Value.isInt())
    return Value.getInt().isSigned() ? double(Value.getInt().getSExtValue())
                                     : double(Value.getInt().getZExtValue());
  // To name one of LLVM's semantics keeps other versions of clang-tidy from
  // loading the plugin, which would tell them why it is not for them.
  if (Value.isFloat())
    return Value.getFloat().convertToDouble();
  if (Value.isStruct() && !Value.getStructNumBases() &&
      Value.getStructNumFields() == 1)
    return numberIn(Value.getStructField(0));
  return std::nullopt;
}

} // namespace

std::optional<int64_t> durationOf(const CallExpr *Call, TimeUnit Unit,
                                  const ASTContext &AST) {
  if (!Call->getNumArgs())
    return std::nullopt;
  const Expr *A = Call->getArg(0)->IgnoreImplicit();
  if (A->isValueDependent() || A->getType().isNull())
    return std::nullopt;
  // A number that has been converted into a duration says nothing of its own.
  const QualType Taken = A->getType();
  std::optional<Ratio> In =
      Taken->isArithmeticType() ? ratioOf(Unit) : ratioOf(Taken, AST);
  Expr::EvalResult Result;
  if (!In || !A->EvaluateAsRValue(Result, AST) || Result.HasSideEffects)
    return std::nullopt;
  const std::optional<double> Number =
      Result.Val.isLValue() ? std::nullopt : numberIn(Result.Val);
  if (!Number)
    return std::nullopt;
  const double Length = *Number * double(In->Num) / double(In->Den);
  // Nobody means a time beyond that.
  constexpr double Most = 9e18;
  return !(Length > 0) ? 0 : Length > Most ? int64_t(Most) : int64_t(Length);
}

} // namespace tether::facts
