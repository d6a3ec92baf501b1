//===- Values.cpp - Which value goes where --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Callables.h"
#include "Emplacement.h"
#include "Family.h"

using namespace clang;

namespace tether::facts {

using model::Operation;
using model::Role;

bool carriesObject(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  T = T.getNonReferenceType();
  return T->isPointerType() || T->isRecordType() || T->isArrayType() ||
         T->isMemberPointerType() || T->isFunctionType();
}

/// Is it a handle of C that was kept there? `auto T = Threads[0];` has only the
/// type of a number.
static bool isKeptHandle(const BodyContext &C, QualType T,
                         const AccessPath &From) {
  for (QualType Kept : layersOf(C.Names, From.type()))
    if (const model::Type *M = C.Names.type(Kept); M && M->RawHandle)
      return hasSameUnqualifiedType(T, Kept);
  return false;
}

void flowFrom(BodyContext &C, AccessPath To, const Expr *E, const Stmt *At) {
  if (!E)
    return;
  const ValueDecl *Target = To.lastField();
  if (!Target)
    Target = To.variable();
  const model::Type *Handle =
      Target ? C.Names.type(Target->getType()) : nullptr;
  if (carriesObject(E->getType()) || C.Names.type(strip(E)->getType()) ||
      (Handle && Handle->RawHandle) ||
      (Target && Target->getType()->isReferenceType()) ||
      isKeptHandle(C, strip(E)->getType(), C.resolve(E)))
    C.flow(To, C.resolve(E), At);
}

namespace {

/// Is a type among the arguments of a template class, or theirs?
bool isMadeOf(QualType Whole, QualType Part) {
  Whole = Whole.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (Whole == Part.getCanonicalType().getUnqualifiedType())
    return true;
  const CXXRecordDecl *R = Whole->getAsCXXRecordDecl();
  auto Is = [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type &&
           isMadeOf(A.getAsType(), Part);
  };
  return R &&
         llvm::any_of(R->getTemplateArgs(), [&](const TemplateArgument &A) {
           return A.getKind() == TemplateArgument::Pack
                      ? llvm::any_of(A.pack_elements(), Is)
                      : Is(A);
         });
}

class Values : public Family {
public:
  using Family::Family;

  void assigned(const Assignment &A) override;
  void initialized(AccessPath Object, const Expr *Init,
                   const Stmt *At) override;
  void captured(const LambdaExpr *L, const VarDecl *V,
                const Expr *Init) override {
    C.flow(AccessPath::variable(V), C.resolve(Init), L);
  }
  void performed(const ModelledCall &M) override;
  void constructed(const CXXConstructExpr *E, const Operation *Op) override;
  void visited(const Stmt *S) override;

private:
  void initializeElements(AccessPath Object, const InitListExpr *L,
                          const Stmt *At);
  void initializeMembers(AccessPath Object, const Expr *Made, const Stmt *At);
  void flowElement(AccessPath To, const Expr *E, const Stmt *At);
  void emplace(const CallExpr *Call, AccessPath Object);
  void returnAdaptors(const Expr *E, const Stmt *At);
  template <typename CallT>
  void bindWrapped(const CallT *E, const Operation &Op);
};

void Values::assigned(const Assignment &A) {
  if (!A.From)
    return;
  AccessPath To = C.resolve(A.To);
  // A pointer that is assigned is a name for something else from now on.
  if (const auto *R = dyn_cast<DeclRefExpr>(strip(A.To)))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
      To = AccessPath::variable(V);
  flowFrom(C, To, A.From, A.At);
}

/// The value of an initializer goes into the object, those of a list into its
/// members or elements.
void Values::initialized(AccessPath Object, const Expr *Init, const Stmt *At) {
  const Expr *Made = Init ? strip(Init) : nullptr;
  if (isa_and_nonnull<CXXParenListInitExpr>(Made))
    return initializeMembers(Object, Made, At);
  const auto *L = dyn_cast_or_null<InitListExpr>(Made);
  if (L && L->getType()->isAggregateType())
    return initializeElements(Object, L, At);
  flowFrom(C, Object, Init, At);
}

void Values::initializeElements(AccessPath Object, const InitListExpr *L,
                                const Stmt *At) {
  const model::Type *T = C.Names.type(L->getType());
  if (!L->getType()->isArrayType() && !(T && T->K == model::Kind::Container))
    return initializeMembers(Object, L, At);
  for (const Expr *Init : L->inits())
    flowElement(Object, Init, At);
}

void Values::initializeMembers(AccessPath Object, const Expr *Made,
                               const Stmt *At) {
  for (const auto &[Member, Value] : memberValues(Made))
    flowFrom(C, Object.field(Member), Value, At);
}

/// What is put into a container, or what one is made of. A pair stands for what
/// its key leads to.
void Values::flowElement(AccessPath To, const Expr *E, const Stmt *At) {
  flowFrom(C, To, E, At);
  if (isa_and_nonnull<CXXConstructExpr>(strip(E)))
    if (auto Members = memberValues(E); !Members.empty())
      flowFrom(C, To, Members.back().second, At);
}

void Values::performed(const ModelledCall &M) {
  const CallExpr *Call = M.Call;
  switch (M.Op.R) {
  case Role::Wrap:
    for (const Expr *A : C.Names.callables(Call, M.Op))
      C.flow(AccessPath::value(Call), C.resolve(A), Call);
    bindWrapped(Call, M.Op);
    return;
  case Role::Insert:
  case Role::Send:
    for (const Expr *A : Call->arguments())
      flowElement(M.Object, A, Call);
    return;
  case Role::Emplace:
    if (M.Op.Callable == model::Absent)
      emplace(Call, M.Object);
    return;
  case Role::LookThrough:
    // `when_all(a, b)` stands for both.
    if (M.Op.Object == model::AllArguments)
      for (const Expr *A : Call->arguments())
        C.flow(AccessPath::value(Call), C.resolve(A), Call);
    return;
  case Role::Transfer: {
    // A swap, or what moves elements: each may have what the others had.
    SmallVector<AccessPath, 4> Involved;
    if (isa<CXXMemberCallExpr>(Call))
      Involved.push_back(M.Object);
    for (const Expr *A : Call->arguments())
      Involved.push_back(C.resolve(A));
    for (const AccessPath &To : Involved)
      for (const AccessPath &From : Involved)
        C.flow(To, From, Call);
    return;
  }
  default:
    return;
  }
}

void Values::emplace(const CallExpr *Call, AccessPath Object) {
  AccessPath Made = AccessPath::value(Call);
  if (isa<CXXMemberCallExpr>(Call))
    C.flow(Object, Made, Call);
  if (!Emplacement(C, Call).Spawn)
    for (const Expr *A : Call->arguments())
      flowFrom(C, Made, A, Call);
}

void Values::constructed(const CXXConstructExpr *E, const Operation *Op) {
  if (Op) {
    if (Op->R == Role::Insert)
      for (const Expr *A : E->arguments())
        flowFrom(C, AccessPath::value(E), A, E);
    else if (Op->R == Role::Wrap)
      bindWrapped(E, *Op);
    return;
  }
  const CXXConstructorDecl *K = E->getConstructor();
  if (visibleDefinition(K))
    return;
  const model::Type *T = C.Names.type(E->getType());
  // The deleter of a smart pointer runs on what it points to.
  if (T && T->K == model::Kind::SmartPointer)
    if (const LambdaExpr *L = deleterOf(E))
      if (const CXXMethodDecl *M = L->getCallOperator(); M && M->getNumParams())
        flowFrom(C, AccessPath::variable(M->getParamDecl(0)), E->getArg(0), E);
  if (!T && !K->isCopyOrMoveConstructor())
    initializeMembers(AccessPath::value(E), E, E);
}

void Values::visited(const Stmt *S) {
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    if (R->getRetValue() && C.B.Function) {
      flowFrom(C, AccessPath::result(C.B.Function), R->getRetValue(), S);
      returnAdaptors(R->getRetValue(), S);
    }
  } else if (const auto *R = dyn_cast<CoreturnStmt>(S)) {
    if (R->getOperand() && C.B.Function)
      flowFrom(C, AccessPath::result(C.B.Function), R->getOperand(), S);
  } else if (const auto *N = dyn_cast<CXXNewExpr>(S)) {
    if (const CXXConstructExpr *Made = N->getConstructExpr())
      C.flow(C.resolve(N), AccessPath::value(Made), S);
    else
      initialized(C.resolve(N), N->getInitializer(), S);
  } else if (const auto *L = dyn_cast<CXXParenListInitExpr>(S)) {
    initializeMembers(AccessPath::value(L), L, L);
  } else if (const auto *L = dyn_cast<InitListExpr>(S)) {
    initializeElements(AccessPath::value(L), L, L);
    // What a function object is made of is what its call works with.
    if (const CXXRecordDecl *R = L->getType()->getAsCXXRecordDecl();
        R && C.Names.isCallable(L->getType()))
      initializeMembers(AccessPath::thisObject(R), L, L);
  }
}

/// What a callable is wrapped with goes to its parameters.
template <typename CallT>
void Values::bindWrapped(const CallT *E, const Operation &Op) {
  for (const Expr *A : C.Names.callables(E, Op)) {
    SmallVector<const Expr *, 4> Rest;
    for (const Expr *Argument : E->arguments())
      if (Argument != A)
        Rest.push_back(Argument);
    bindBody(C, C.resolve(A), Rest, E);
  }
}

/// `return Range | filter(callable);`, which has the callable, as its type
/// says. What becomes of its elements has not.
void Values::returnAdaptors(const Expr *E, const Stmt *At) {
  E = strip(E);
  if (const auto *K = dyn_cast<CXXConstructExpr>(E);
      K && K->getConstructor()->isCopyOrMoveConstructor() && K->getNumArgs())
    E = strip(K->getArg(0));
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl());
        V && V->hasLocalStorage() && V->getInit() &&
        !V->getType()->isReferenceType())
      E = strip(V->getInit());
  std::vector<const Expr *> Work{E};
  for (size_t I = 0; I < Work.size(); ++I) {
    const auto *Call = dyn_cast<CallExpr>(Work[I]);
    if (!Call)
      continue;
    const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
    if (O && O->getOperator() == OO_Pipe && O->isPRValue() &&
        !visibleDefinition(O->getDirectCallee())) {
      for (const Expr *A : O->arguments())
        Work.push_back(strip(A));
    } else if (const Operation *Op = C.Names.operation(Call);
               I && Op && Op->R == Role::Wrap) {
      for (const Expr *A : C.Names.callables(Call, *Op))
        if (isMadeOf(E->getType(), strip(A)->getType()))
          C.flow(AccessPath::result(C.B.Function), C.resolve(Call), At);
    }
  }
}

} // namespace

std::unique_ptr<Family> makeValues(BodyContext &C) {
  return std::make_unique<Values>(C);
}

} // namespace tether::facts
