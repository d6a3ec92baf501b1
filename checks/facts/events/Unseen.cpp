//===- Unseen.cpp - What code that cannot be seen may do ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What it is given may go anywhere, and may be changed. Of a function that is
// only declared, its name may tell more: what that explains does not escape.
//
//===----------------------------------------------------------------------===//

#include "../code/Syntax.h"
#include "Family.h"
#include "Tasks.h"
#include "Values.h"

using namespace clang;

namespace tether::facts {
namespace {

using model::Operation;
using model::Role;

/// Is there nothing in an object of the type but numbers?
bool isPlainData(QualType T) {
  return !T.isVolatileQualified() && T->isPlainData();
}

/// Can a function with a parameter of the type only read what it is given, and
/// learn nothing from it by which it could change something else?
bool canOnlyRead(QualType Parameter, const Expr *A) {
  QualType To = Parameter->getPointeeType();
  if (To.isNull() || !To.isConstQualified())
    return false;
  QualType Given = A->IgnoreParenCasts()->getType();
  return isPlainData(Given->isPointerType() ? Given->getPointeeType() : Given);
}

class Unseen : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void called(const PlainCall &Call) override;
  void constructed(const CXXConstructExpr *E, const Operation *Op) override;

private:
  void escape(const Expr *E, const Stmt *At, SourceLocation Where);
  void change(const Expr *Object, const CXXMethodDecl *M, const CallExpr *Call);
  void performByName(const CallExpr *Call, const Operation &Op);
};

/// Hands the value to code that cannot be seen, with all that it is made of.
void Unseen::escape(const Expr *E, const Stmt *At, SourceLocation Where) {
  if (AccessPath P = C.resolve(E))
    C.add(EventKind::Escape, P, At, Where);
  for (const auto &[Member, Value] : memberValues(E))
    if (carriesObject(Value->getType()))
      escape(Value, At, Where);
}

/// What a callable is given may go anywhere, and so may what follows an object
/// to its loop.
void Unseen::performed(const ModelledCall &M) {
  const Operation &Op = M.Op;
  bool All = Op.R == Role::MoveToLoop;
  bool Calls =
      (Op.R == Role::Run || Op.R == Role::Keep ||
       Op.R == Role::RegisterHandler) &&
      (Op.Callable == model::Object || Op.Callable == model::ByConstructor);
  if (!All && !Calls)
    return;
  for (const Expr *A : M.Call->arguments())
    if (All || (carriesObject(A->getType()) && C.Names.object(M.Call, Op) != A))
      C.add(EventKind::Escape, C.resolve(A), M.Call, M.Call->getExprLoc());
}

void Unseen::called(const PlainCall &Call) {
  if (Call.IsSeen)
    return;
  SourceLocation Where = Call.Call->getExprLoc();
  if (Call.Callable) {
    for (const Expr *A : Call.Arguments)
      if (carriesObject(A->getType()) || A->isLValue())
        C.add(EventKind::Escape, C.resolve(A), Call.Call, Where);
    return;
  }
  const FunctionDecl *F = Call.Function;
  if (Call.Object)
    change(Call.Object, dyn_cast<CXXMethodDecl>(F), Call.Call);
  const Operation *ByName = Call.Call->getConventionalOperation();
  if (ByName)
    performByName(Call.Call, *ByName);
  const auto *O = dyn_cast<CXXOperatorCallExpr>(Call.Call);
  bool Compares = O && O->isComparisonOp() && F->isInSystemHeader();
  for (auto [I, A] : llvm::enumerate(Call.Arguments)) {
    if (ByName && ByName->Callable == int(I))
      continue;
    AccessPath P = carriesObject(A->getType()) || A->isLValue() ? C.resolve(A)
                                                                : AccessPath();
    const auto *Given = dyn_cast<CallExpr>(strip(A));
    const Operation *Op = Given ? C.Names.operation(Given) : nullptr;
    if (!P || (Op && Op->R == Role::NativeHandle))
      continue;
    size_t First = C.B.Events.size();
    escape(A, Call.Call, Where);
    bool ReadOnly = Compares || (I < F->getNumParams() &&
                                 canOnlyRead(F->getParamDecl(I)->getType(), A));
    for (; First < C.B.Events.size(); ++First)
      C.B.Events[First].ReadOnly = ReadOnly;
  }
}

/// What a method does to its object.
void Unseen::change(const Expr *Object, const CXXMethodDecl *M,
                    const CallExpr *Call) {
  AccessPath P = C.resolve(Object);
  // What a class leaves to those derived from it, also called by a trampoline.
  if (M && M->isPureVirtual() && !P.Length &&
      (P.Kind == AccessPath::Root::This ||
       isa_and_nonnull<ParmVarDecl>(P.variable())))
    return;
  if (M && !M->isConst())
    C.add(EventKind::Write, P, Call, Call->getExprLoc());
  if (!Call->getDirectCallee()->isInSystemHeader())
    C.add(EventKind::Escape, P, Call, Call->getExprLoc());
}

void Unseen::performByName(const CallExpr *Call, const Operation &Op) {
  SourceLocation Where = Call->getExprLoc();
  const Expr *Callable = C.Names.argument(Call, Op, Op.Callable);
  size_t First = C.B.Events.size();
  if (Op.R == Role::RunLoop)
    C.add(EventKind::Yield, AccessPath(), Call, Where, &Op);
  else if (Callable && Op.R == Role::Spawn)
    startTask(C, Call, Op, Callable);
  else if (Callable)
    C.add(EventKind::Handler, C.resolve(Callable), Call, Where, &Op);
  for (; First < C.B.Events.size(); ++First)
    C.B.Events[First].ByConvention = true;
}

void Unseen::constructed(const CXXConstructExpr *E, const Operation *Op) {
  const CXXConstructorDecl *K = E->getConstructor();
  const model::Type *T = C.Names.type(E->getType());
  if (Op || visibleDefinition(K) || K->isCopyOrMoveConstructor() ||
      (T && T->Constructors.empty()) || (!T && !memberValues(E).empty()))
    return;
  // What an unseen constructor is given may be kept anywhere.
  for (const Expr *A : E->arguments())
    escape(A, E, E->getExprLoc());
}

} // namespace

std::unique_ptr<Family> makeUnseen(BodyContext &C) {
  return std::make_unique<Unseen>(C);
}

} // namespace tether::facts
