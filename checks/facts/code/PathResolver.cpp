//===- PathResolver.cpp - Which object an expression means ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathResolver.h"
#include "Syntax.h"
#include "Types.h"

using namespace clang;

namespace tether::facts {

namespace {
/// Deep enough for any chain of aliases that people write.
constexpr unsigned MaxDepth = 24;

struct DepthGuard {
  unsigned &Depth;
  explicit DepthGuard(unsigned &D) : Depth(D) { ++Depth; }
  ~DepthGuard() { --Depth; }
};

bool isPointerArithmetic(const BinaryOperator *B) {
  return B->isAdditiveOp() && B->getType()->isPointerType();
}
} // namespace

AccessPath PathResolver::resolve(const Expr *E) {
  if (!E || Depth > MaxDepth)
    return {};
  DepthGuard Guard(Depth);
  E = strip(E);
  if (!E || E->isTypeDependent())
    return {};

  if (const auto *R = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = R->getDecl();
    if (const auto *V = dyn_cast<VarDecl>(D))
      return resolve(V);
    if (const auto *B = dyn_cast<BindingDecl>(D)) {
      if (const auto *Holding = B->getHoldingVar())
        return resolve(Holding);
      if (const VarDecl *V = B->getDecomposedDecl()) {
        AccessPath P = resolve(V);
        if (const auto *M = dyn_cast_or_null<MemberExpr>(
                B->getBinding() ? strip(B->getBinding()) : nullptr))
          if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl()))
            return P.field(F);
        return P;
      }
    }
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      return AccessPath::function(F);
    return {};
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl())) {
      AccessPath Base = resolve(M->getBase());
      return isElementOf(Base, F) ? Base : Base.field(F);
    }
    if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
      return resolve(V);
    if (const auto *F = dyn_cast<FunctionDecl>(M->getMemberDecl()))
      return AccessPath::function(F);
    return {};
  }
  if (const auto *T = dyn_cast<CXXThisExpr>(E)) {
    const CXXRecordDecl *R = T->getType()->getPointeeCXXRecordDecl();
    return R ? AccessPath::thisObject(R) : AccessPath();
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref ||
        U->isIncrementDecrementOp())
      return resolve(U->getSubExpr());
    return {};
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Comma)
      return resolve(B->getRHS());
    if (B->getOpcode() == BO_Assign)
      return resolve(B->getLHS());
    return isPointerArithmetic(B) ? resolve(B->getLHS()) : AccessPath();
  }
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return resolve(A->getBase());
  if (const auto *C = dyn_cast<CallExpr>(E))
    return resolveCall(C);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return resolveConstruct(C);
  if (const auto *N = dyn_cast<CXXNewExpr>(E)) {
    const auto *C = dyn_cast_or_null<CXXConstructExpr>(
        N->getInitializer() ? strip(N->getInitializer()) : nullptr);
    if (C && Names.construction(C))
      return AccessPath::value(C);
    return AccessPath::value(N);
  }
  if (isa<LambdaExpr>(E))
    return AccessPath::value(E);
  if (const auto *L = dyn_cast<InitListExpr>(E)) {
    if (L->getNumInits() == 1 && !L->getType()->isAggregateType())
      return resolve(L->getInit(0));
    return L->getNumInits() ? AccessPath::value(L) : AccessPath();
  }
  if (isa<CXXParenListInitExpr>(E))
    return AccessPath::value(E);
  if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(E))
    return resolve(L->getSubExpr());
  if (const auto *A = dyn_cast<CoawaitExpr>(E))
    return resolve(A->getOperand());
  if (const auto *O = dyn_cast<OpaqueValueExpr>(E))
    return resolve(O->getSourceExpr());
  return {};
}

/// `entry.second` of a map is what `map[key]` is: its element; and so is what
/// the iterator in the result of an insertion leads to.
bool PathResolver::isElementOf(const AccessPath &Map, const FieldDecl *Member) {
  const model::Type *T = Names.type(Map.type());
  const CXXRecordDecl *Holder = Member->getParent();
  if (!T || T->K != model::Kind::Container || !T->Element || Holder->isOfC() ||
      (T->Element != static_cast<int>(Member->getFieldIndex()) &&
       Member->getType().isConstQualified()))
    return false;
  // A member of the element itself.
  return llvm::none_of(llvm::drop_begin(layersOf(Names, Map.type())),
                       [&](QualType Element) {
                         const CXXRecordDecl *R = Element->getAsCXXRecordDecl();
                         return R && R->hasDefinition() &&
                                (R == Holder || R->isDerivedFrom(Holder));
                       });
}

AccessPath PathResolver::resolveCall(const CallExpr *Call) {
  if (const model::Operation *Op = Names.operation(Call)) {
    switch (Op->R) {
    case model::Role::LookThrough:
      if (Op->Object == model::AllArguments)
        return AccessPath::value(Call);
      return resolve(Names.object(Call, *Op));
    case model::Role::NativeHandle:
    case model::Role::Element:
    case model::Role::GetFuture:
    case model::Role::GetToken:
    case model::Role::Transfer:
    case model::Role::Release:
      return resolve(Names.object(Call, *Op));
    case model::Role::Insert:
      return isa<CXXMemberCallExpr>(Call) ? resolve(Names.object(Call, *Op))
                                          : AccessPath();
    case model::Role::Emplace:
      // An iterator, or a pair with one.
      if (isa<CXXMemberCallExpr>(Call) && Call->isPRValue() &&
          !Call->getType()->isVoidType())
        return resolve(Names.object(Call, *Op));
      return AccessPath::value(Call);
    case model::Role::Wrap:
    case model::Role::Spawn:
      return AccessPath::value(Call);
    case model::Role::Receive:
    case model::Role::Remove:
      // What was taken out is what was put in.
      return resolve(Names.object(Call, *Op));
    default:
      return {};
    }
  }

  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Call)) {
    switch (O->getOperator()) {
    case OO_Star:
    case OO_Arrow:
    case OO_Subscript:
    case OO_PlusPlus:
    case OO_MinusMinus:
    case OO_Plus:
    case OO_Minus:
    case OO_Equal:
      return O->getNumArgs() ? resolve(O->getArg(0)) : AccessPath();
    default:
      break;
    }
  }

  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return {};
  // A range-based for over a container that is not in the model.
  if (F->getName() == "begin" || F->getName() == "end")
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
      return resolve(M->getImplicitObjectArgument());
  return returned(F, Call);
}

AccessPath PathResolver::returned(const FunctionDecl *F, const CallExpr *Call) {
  const FunctionDecl *D = visibleDefinition(F);
  if (!D) {
    // An accessor without arguments always gives the same object: a singleton,
    // or a member that cannot be seen. Others give something new each time.
    if (F->getNumParams() == 0 && !isa<CXXMethodDecl>(F) &&
        !F->getReturnType()->isVoidType())
      return AccessPath::result(F);
    if (const auto *M = dyn_cast<CXXMethodDecl>(F))
      if (M->isStatic() && M->getNumParams() == 0)
        return AccessPath::result(F);
    return AccessPath::value(Call);
  }
  // A getter, `Queue &queue() { return queue_; }`, names what it returns.
  const auto *Body = dyn_cast<CompoundStmt>(D->getBody());
  if (Body && Body->size() == 1)
    if (const auto *R = dyn_cast<ReturnStmt>(Body->body_front())) {
      AccessPath P = resolve(R->getRetValue());
      if (P.Kind == AccessPath::Root::This) {
        if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
          AccessPath Object = resolve(M->getImplicitObjectArgument());
          if (Object)
            return P.calledOn(Object,
                              static_cast<const CXXRecordDecl *>(P.Base));
        }
        return {};
      }
      if (const VarDecl *V = P.variable()) {
        const auto *Parm = dyn_cast<ParmVarDecl>(V);
        if (!Parm)
          return P;
        unsigned I = Parm->getFunctionScopeIndex();
        if (I < Call->getNumArgs() && !isa<CXXOperatorCallExpr>(Call)) {
          AccessPath Argument = resolve(Call->getArg(I));
          if (Argument)
            return P.rebased(AccessPath::variable(Parm), Argument);
        }
        return {};
      }
    }
  return AccessPath::result(D);
}

AccessPath PathResolver::resolveConstruct(const CXXConstructExpr *E) {
  if (const model::Operation *Op = Names.construction(E)) {
    if (Op->R == model::Role::Spawn || Op->R == model::Role::Insert)
      return AccessPath::value(E);
    if (Op->R == model::Role::LookThrough && E->getNumArgs())
      return resolve(E->getArg(0));
    if (Op->R == model::Role::Wrap)
      return resolve(Names.argument(E, *Op, Op->Callable));
    return {};
  }
  const CXXConstructorDecl *C = E->getConstructor();
  if (!C)
    return {};
  if (C->isCopyOrMoveConstructor() && E->getNumArgs() >= 1)
    return resolve(E->getArg(0));
  // Converting constructors of pointers, handles and type-erased callables hold
  // what they are made of.
  const model::Type *T = Names.type(E->getType());
  if (T && T->K == model::Kind::Channel)
    return AccessPath::value(E);
  if (E->getNumArgs() >= 1) {
    if (T &&
        (T->K == model::Kind::SmartPointer || T->K == model::Kind::Callable ||
         T->K == model::Kind::Promise || T->K == model::Kind::Container ||
         T->K == model::Kind::Thread || T->K == model::Kind::Future))
      if (!isa<CXXDefaultArgExpr>(E->getArg(0)))
        return resolve(E->getArg(0));
  }
  // An object whose class does something when it is made, or whose members are
  // known.
  return visibleDefinition(C) || (!T && !memberValues(E).empty())
             ? AccessPath::value(E)
             : AccessPath();
}

bool PathResolver::denotesItsInitializer(const VarDecl *V) {
  QualType T = V->getType();
  if (T.isNull() || T->isDependentType())
    return false;
  if (T->isReferenceType() || V->isInitCapture() || V->isImplicit() ||
      V->isDecomposition())
    return true;
  // A copy of something else is an object of its own, but these stand for what
  // they were made from.
  if (T->isPointerType())
    return true;
  const model::Type *M = Names.type(T);
  if (M)
    switch (M->K) {
    case model::Kind::SmartPointer:
    case model::Kind::Future:
    case model::Kind::Token:
    case model::Kind::Callable:
      return true;
    default:
      break;
    }
  if (M && M->RawHandle)
    return true;
  // A class without model that is made by a move or copy of a named object, an
  // iterator for example.
  if (const Expr *Init = V->getInit())
    if (T->isRecordType() && !M)
      if (isa<CallExpr>(strip(Init)))
        return Names.operation(cast<CallExpr>(strip(Init))) != nullptr;
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return R->isLambda();
  return false;
}

AccessPath PathResolver::resolve(const VarDecl *V) {
  auto It = Variables.find(V);
  if (It != Variables.end())
    return It->second;
  AccessPath Self = AccessPath::variable(V);
  if (isa<ParmVarDecl>(V))
    return Self;
  // Guards against a variable whose initializer mentions it.
  Variables[V] = Self;
  const Expr *Init = V->getInit();
  if (!Init || !denotesItsInitializer(V))
    return Self;
  AccessPath P = resolve(Init);
  // Two paths that meet in the graph of values serve better than a name that
  // says nothing: a variable that holds a fresh value keeps its own name.
  if (!P || P.Kind == AccessPath::Root::Value ||
      P.Kind == AccessPath::Root::Result)
    return Self;
  return Variables[V] = P;
}

} // namespace tether::facts
