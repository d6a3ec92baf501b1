//===- Tasks.cpp - What starts a task, and what it is given ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tasks.h"
#include "../code/Syntax.h"
#include "Callables.h"
#include "Emplacement.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {

using model::Operation;
using model::Role;

/// Is it something that tasks are handed to?
static bool runsTasks(const model::Type *T) {
  return T && (T->K == model::Kind::Pool || T->K == model::Kind::EventLoop ||
               T->K == model::Kind::Executor || T->K == model::Kind::TaskGroup);
}

/// The only visible call operator of a function object that is no closure.
static const CXXMethodDecl *callOperator(QualType T) {
  const CXXRecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || R->isLambda() || !R->hasDefinition())
    return nullptr;
  const CXXMethodDecl *Only = nullptr;
  for (const CXXMethodDecl *M : R->getDefinition()->methods())
    if (M->getOverloadedOperator() == OO_Call && visibleDefinition(M)) {
      if (Only)
        return nullptr;
      Only = M;
    }
  return Only;
}

/// Is it a part of what a pointer points to, such as `p->member` or `p[1]`? The
/// object of a method is no such part.
static bool isBehindPointer(const Expr *E) {
  E = strip(E);
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->isArrow()
               ? !isa<CXXOperatorCallExpr, CXXThisExpr>(strip(M->getBase()))
               : isBehindPointer(M->getBase());
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = A->getBase()->IgnoreParenImpCasts();
    return !Base->getType()->isArrayType() || isBehindPointer(Base);
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    return O->getOperator() == OO_Star && O->getNumArgs() == 1;
  const auto *U = dyn_cast<UnaryOperator>(E);
  return U && U->getOpcode() == UO_Deref;
}

/// The task body that the class of a runnable object overrides.
static const CXXMethodDecl *bodyOverride(const BodyContext &C,
                                         const Expr *Object) {
  QualType T = strip(Object)->getType();
  if (QualType Pointee = C.Names.pointeeType(T); !Pointee.isNull())
    T = Pointee;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (R && R->hasDefinition())
    for (const CXXMethodDecl *M : R->getDefinition()->methods())
      if (C.Names.taskBody(M) && visibleDefinition(M))
        return M;
  return nullptr;
}

/// Is the object handed over by its address, or wrapped as a reference?
static bool isByReference(const BodyContext &C, const Expr *E) {
  const Expr *S = strip(E);
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(S))
    return U->getOpcode() == UO_AddrOf && !isBehindPointer(U->getSubExpr());
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  if (!Call || Call->getNumArgs() != 1 || !Call->getType()->isRecordType())
    return false;
  const Operation *Op = C.Names.operation(Call);
  QualType Given = Call->getArg(0)->getType();
  return Op && Op->R == Role::LookThrough &&
         !isBehindPointer(Call->getArg(0)) &&
         C.Names.pointeeType(Given).isNull() &&
         !hasSameUnqualifiedType(Call->getType(), Given);
}

/// Is the argument an object with virtual methods that a reference is bound to?
/// Of what a library describes, only its runnables are not copied.
static bool isGivenByReference(const BodyContext &C, const Expr *Start,
                               const Expr *Argument) {
  const auto *Call = dyn_cast<CallExpr>(Start);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const QualType T = strip(Argument)->getType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!F || !R || !R->hasDefinition() || !R->isPolymorphic() ||
      isBehindPointer(Argument))
    return false;
  if (const model::Type *Described = C.Names.type(T);
      Described && Described->K != model::Kind::Runnable)
    return false;
  for (unsigned I = 0; I < Call->getNumArgs() && I < F->getNumParams(); ++I)
    if (Call->getArg(I) == Argument)
      return F->getParamDecl(I)->getType()->isLValueReferenceType();
  return false;
}

/// What the task is given when it starts, also inside of a wrapped callable.
static void addArguments(BodyContext &C, Task &T, const Expr *Callable,
                         ArrayRef<const Expr *> Arguments) {
  auto Add = [&](const Expr *A) {
    Argument Given;
    Given.Value = A;
    Given.Path = C.resolve(A);
    Given.ByReference = isByReference(C, A);
    T.Arguments.push_back(Given);
  };
  if (isByReference(C, Callable) &&
      T.Callable.Kind != AccessPath::Root::Function)
    Add(Callable);
  if (const auto *Call = dyn_cast<CallExpr>(strip(Callable)))
    if (const Operation *Op = C.Names.operation(Call);
        Op && Op->R == Role::Wrap)
      for (const Expr *A : Call->arguments())
        if (C.resolve(A).Kind != AccessPath::Root::Function)
          Add(A);
  for (const Expr *A : Arguments)
    Add(A);
}

/// Where the handle is put, and what the task runs on.
static void keepHandle(BodyContext &C, Task &T, const CallExpr *Call) {
  const Operation &Op = *T.Op;
  const model::Type *Receiver = C.Names.receiver(Call);
  AccessPath Object = C.resolve(C.Names.object(Call, Op));
  if (Receiver && (Receiver->K == model::Kind::Thread ||
                   Receiver->K == model::Kind::Timer)) {
    T.Handle = Receiver;
    C.flow(Object, T.HandlePath, Call);
  } else if (Object && Receiver && Receiver->K == model::Kind::Future) {
    // It continues that task: who waits for it has waited for both.
    C.flow(T.HandlePath, Object, Call);
  } else if (Object) {
    T.Group = Object;
    // What it returns a pointer to is kept by the group.
    if (Receiver && Op.Discard == model::OnDiscard::Nothing &&
        (Call->getType()->isPointerType() || !Call->isPRValue()))
      T.Handle = Receiver;
  } else {
    // `post(executor, callable)`, `post(pool.get_executor(), callable)`
    for (const Expr *A : Call->arguments()) {
      AccessPath P = C.resolve(A);
      if (!T.Group &&
          (runsTasks(C.Names.pointee(A->getType())) ||
           (!P.type().isNull() && runsTasks(C.Names.pointee(P.type())))))
        T.Group = P;
    }
  }
  if (const Expr *Out = C.Names.argument(Call, Op, Op.HandleOut)) {
    AccessPath Handle = C.resolve(Out);
    T.Handle = C.Names.pointee(Out->getType());
    C.flow(Handle, T.HandlePath, Call);
  }
  // A handle created with a detached attribute is detached where the
  // attribute was made so.
  if (const Expr *Attribute = C.Names.argument(Call, Op, Op.Attribute))
    C.flow(C.resolve(Attribute), T.HandlePath, Call);
}

template <typename CallT>
static void start(BodyContext &C, const CallT *E, const Operation &Op,
                  const Expr *Callable, QualType HandleType) {
  // Without a callable nothing is started.
  if (Callable && Callable->isNullPointerConstant())
    return;
  Task &T = C.addTask(E, Op);
  T.Handle = HandleType.isNull() ? nullptr : C.Names.pointee(HandleType);

  if (const auto *Call = dyn_cast<CallExpr>(static_cast<const Expr *>(E)))
    keepHandle(C, T, Call);

  SmallVector<const Expr *, 4> Rest;
  if (Op.Callable == model::ByOverride || Op.Callable == model::Object) {
    const Expr *Object = nullptr;
    if (const auto *M =
            dyn_cast<CXXMemberCallExpr>(static_cast<const Expr *>(E)))
      Object = M->getImplicitObjectArgument();
    T.Callable = C.resolve(Object);
    if (const CXXMethodDecl *Override =
            Object ? bodyOverride(C, Object) : nullptr)
      T.Callable = AccessPath::function(Override);
    C.bodyOf(T.Callable.function());
  } else if (Callable) {
    T.Callable = C.resolve(Callable);
    if (const CXXMethodDecl *Override = bodyOverride(C, Callable))
      T.Callable = AccessPath::function(Override);
    if (!T.Callable || T.Callable.variable())
      if (const CXXMethodDecl *Functor = callOperator(Callable->getType()))
        T.Callable = AccessPath::function(Functor);
    bool After = false;
    for (const Expr *A : E->arguments()) {
      if (After && A != Callable && !isa<CXXDefaultArgExpr>(A))
        Rest.push_back(A);
      After |= A == Callable;
    }
    if (Op.Argument != model::Absent) {
      Rest.clear();
      if (const Expr *A = C.Names.argument(E, Op, Op.Argument))
        Rest.push_back(A);
    }
    addArguments(C, T, Callable, Rest);
    // `pool.start(job)`: the task refers to the object that it runs.
    if ((T.Callable.Kind == AccessPath::Root::Function &&
         isByReference(C, Callable)) ||
        isGivenByReference(C, E, Callable))
      T.Arguments.push_back({Callable, C.resolve(Callable), true});
    bindBody(C, T.Callable, Rest, E, Op.Argument != model::Absent);
    // `std::async(std::launch::async, &std::thread::join, &t)`: who waits for
    // it has waited for that one.
    if (const Operation *Applied = memberOperation(C, Callable);
        Applied && Applied->R == Role::Join && !Rest.empty())
      C.flow(T.HandlePath, C.resolve(Rest.front()), E);
  }
  // Who waits for it has waited for those that it comes after.
  if (Op.After == model::AllArguments) {
    for (const Expr *A : E->arguments())
      if (A != Callable)
        C.flow(T.HandlePath, C.resolve(A), E);
  } else if (const Expr *Before = C.Names.argument(E, Op, Op.After)) {
    C.flow(T.HandlePath, C.resolve(Before), E);
  }
  C.add(EventKind::Spawn, T.Callable, E, E->getExprLoc(), &Op, T.Handle);
}

void startTask(BodyContext &C, const CallExpr *Call, const Operation &Op,
               const Expr *Callable) {
  start(C, Call, Op, Callable, Call->getType());
}

/// A task for each callable that is started.
template <typename CallT>
static void startEach(BodyContext &C, const CallT *E, const Operation &Op,
                      QualType HandleType) {
  if (Op.Callable != model::AllArguments)
    return start(C, E, Op, C.Names.argument(E, Op, Op.Callable), HandleType);
  for (const Expr *Callable : C.Names.callables(E, Op))
    start(C, E, Op, Callable, HandleType);
}

namespace {

class Tasks : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E, const Operation *Op) override {
    if (Op && Op->R == Role::Spawn)
      startEach(C, E, *Op, E->getType());
  }
};

void Tasks::performed(const ModelledCall &M) {
  if (M.Op.R == Role::Spawn)
    return startEach(C, M.Call, M.Op, M.Call->getType());
  if (M.Op.R == Role::Emplace && M.Op.Callable == model::Absent)
    if (Emplacement Made(C, M.Call); Made.Spawn)
      startEach(C, M.Call, *Made.Spawn, Made.T);
}

} // namespace

std::unique_ptr<Family> makeTasks(BodyContext &C) {
  return std::make_unique<Tasks>(C);
}

} // namespace tether::facts
