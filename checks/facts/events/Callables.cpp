//===- Callables.cpp - What a callable runs, and what it is given ---------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Callables.h"
#include "../code/Syntax.h"
#include "Operations.h"
#include "Values.h"

using namespace clang;

namespace tether::facts {

using model::Operation;

const CXXRecordDecl *classNamedIn(const Expr *MemberPointer) {
  const auto *U = dyn_cast<UnaryOperator>(strip(MemberPointer));
  const auto *Member = U ? dyn_cast<DeclRefExpr>(U->getSubExpr()) : nullptr;
  return Member ? Member->getQualifier() : nullptr;
}

const Operation *memberOperation(BodyContext &C, const Expr *Callable) {
  const auto *M =
      dyn_cast_or_null<CXXMethodDecl>(C.resolve(Callable).function());
  if (M)
    for (const Operation *Op : C.Names.entries(M, classNamedIn(Callable)))
      if (eventOf(Op->R))
        return Op;
  return nullptr;
}

SmallVector<const Body *, 1> bodiesMadeBy(const BodyContext &C, const Expr *E) {
  SmallVector<const Body *, 1> Result;
  for (const Closure *K : C.B.Closures)
    if (K->Lambda == strip(E))
      Result.push_back(K->Code);
  return Result;
}

void bindBody(BodyContext &C, const AccessPath &Callable,
              ArrayRef<const Expr *> Arguments, const Stmt *At, bool AtEnd) {
  const FunctionDecl *F = nullptr;
  if (Callable.Kind == AccessPath::Root::Function) {
    F = Callable.function();
    if (Body *Target = C.bodyOf(F))
      F = Target->Function;
  } else {
    // A closure, also one that has a name. Its body is made where it is.
    QualType T = Callable.type();
    const CXXRecordDecl *R =
        T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!R || !R->isLambda())
      return;
    F = R->getLambdaCallOperator();
    if (!F)
      return;
  }
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->getOverloadedOperator() != OO_Call && !M->isStatic()) {
    // The first argument is the object; its fields are those of `this`.
    if (!Arguments.empty())
      Arguments = Arguments.drop_front();
  }
  ArrayRef<const ParmVarDecl *> Parameters = F->parameters();
  if (AtEnd && Parameters.size() > Arguments.size())
    Parameters = Parameters.take_back(Arguments.size());
  for (auto [Parameter, A] : llvm::zip(Parameters, Arguments))
    flowFrom(C, AccessPath::variable(Parameter), A, At);
}

void bindElements(BodyContext &C, const Expr *Callable, const Expr *Range,
                  const Stmt *At) {
  if (Range)
    for (const Body *Code : bodiesMadeBy(C, Callable))
      if (Code->Function->getNumParams())
        flowFrom(C, AccessPath::variable(Code->Function->getParamDecl(0)),
                 Range, At);
}

} // namespace tether::facts
