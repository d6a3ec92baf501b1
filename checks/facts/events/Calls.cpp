//===- Calls.cpp - What runs in place, or is kept to be run ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Calls.h"
#include "../code/Syntax.h"
#include "Callables.h"
#include "Emplacement.h"
#include "Family.h"
#include "Operations.h"
#include "Values.h"

using namespace clang;

namespace tether::facts {

using model::Operation;
using model::Role;

/// Which members of the object the constructor makes of its arguments, itself
/// or by that of a base class.
static void makeMembers(BodyContext &C, AccessPath Object,
                        const CXXConstructorDecl *K,
                        ArrayRef<const Expr *> Arguments, const Stmt *At) {
  auto GivenFor = [&](const Expr *Use) -> const Expr * {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(C.resolve(Use).variable());
    unsigned N = P ? P->getFunctionScopeIndex() : Arguments.size();
    return N < Arguments.size() ? Arguments[N] : nullptr;
  };
  for (const CXXCtorInitializer &I : K->inits()) {
    if (I.isMemberInitializer()) {
      flowFrom(C, Object.field(I.getMember()), GivenFor(I.getInit()), At);
    } else if (const auto *Base =
                   dyn_cast<CXXConstructExpr>(strip(I.getInit()))) {
      SmallVector<const Expr *, 4> HandedOn;
      llvm::transform(Base->arguments(), std::back_inserter(HandedOn),
                      GivenFor);
      if (const FunctionDecl *D = visibleDefinition(Base->getConstructor()))
        makeMembers(C, Object, cast<CXXConstructorDecl>(D), HandedOn, At);
    }
  }
}

void runFunction(BodyContext &C, const FunctionDecl *F,
                 ArrayRef<const Expr *> Arguments, const Stmt *At,
                 SourceLocation Where, AccessPath Object, bool AtScopeEnd) {
  Body *Target = C.bodyOf(F);
  if (!Target)
    return;
  Event &Run = C.add(EventKind::Run, AccessPath::function(F), At, Where);
  Run.Object = Object;
  Run.AtScopeEnd = AtScopeEnd;
  for (auto [Parameter, A] :
       llvm::zip(Target->Function->parameters(), Arguments))
    flowFrom(C, AccessPath::variable(Parameter), A, At);
  if (const auto *K = dyn_cast<CXXConstructorDecl>(Target->Function);
      K && Object)
    makeMembers(C, Object, K, Arguments, At);
}

namespace {

class Calls : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
  void called(const PlainCall &Call) override;
  void constructed(const CXXConstructExpr *E, const Operation *Op) override;

private:
  void runOrKeep(const ModelledCall &M);
  void emplace(const ModelledCall &M);
  void applyMember(const Expr *Callable, const Expr *Object,
                   const CallExpr *At);
  void runConstructorOf(QualType T, ArrayRef<const Expr *> Arguments,
                        const Stmt *At);
};

void Calls::performed(const ModelledCall &M) {
  const Operation &Op = M.Op;
  SourceLocation Where = M.Call->getExprLoc();
  switch (Op.R) {
  case Role::Run:
  case Role::Keep:
    return runOrKeep(M);
  case Role::Emplace:
    return emplace(M);
  // Their callables are not run here.
  case Role::Spawn:
  case Role::Wrap:
  case Role::RegisterTest:
  case Role::RegisterHandler:
  case Role::Insert:
  case Role::MoveToLoop:
  case Role::LookThrough:
    return;
  default:
    break;
  }
  if (Op.Callable == model::ByConstructor)
    C.add(EventKind::Run, M.Object, M.Call, Where, &Op, M.Receiver);
  for (const Expr *A : C.Names.callables(M.Call, Op))
    C.add(Op.When == model::Runs::InPlace ? EventKind::Run : EventKind::Keep,
          C.resolve(A), M.Call, Where, &Op, M.Receiver);
}

void Calls::runOrKeep(const ModelledCall &M) {
  const Operation &Op = M.Op;
  const CallExpr *Call = M.Call;
  SourceLocation Where = Call->getExprLoc();
  EventKind K = Op.R == Role::Run ? EventKind::Run : EventKind::Keep;
  const Expr *Range = C.Names.argument(Call, Op, Op.Elements);
  for (const Expr *A : C.Names.callables(Call, Op)) {
    C.add(K, C.resolve(A), Call, Where, &Op, M.Receiver);
    bindElements(C, A, Range, Call);
    if (K == EventKind::Run && (Range || Call->getNumArgs() > 1))
      applyMember(A, Range ? Range : Call->getArg(1), Call);
  }
  // `run_and_wait` waits for all of its group.
  if (M.Receiver && M.Receiver->K == model::Kind::TaskGroup &&
      Op.Blocking == model::Blocks::UntilDone)
    C.add(EventKind::Join, M.Object, Call, Where, &Op, M.Receiver);
  if (Op.Callable == model::Object || Op.Callable == model::ByConstructor)
    C.add(K, M.Object, Call, Where, &Op, M.Receiver);
}

void Calls::emplace(const ModelledCall &M) {
  const CallExpr *Call = M.Call;
  if (M.Op.Callable == model::Absent)
    if (Emplacement Made(C, Call);
        !Made.T.isNull() && !Made.MovesElement && !Made.Element)
      runConstructorOf(Made.T, SmallVector<const Expr *, 4>(Call->arguments()),
                       Call);
  // What the callable returns is what the new object has.
  for (const Expr *A : C.Names.callables(Call, M.Op)) {
    C.add(EventKind::Run, C.resolve(A), Call, Call->getExprLoc(), &M.Op,
          M.Receiver);
    for (const Body *Code : bodiesMadeBy(C, A))
      C.flow(AccessPath::value(Call), AccessPath::result(Code->Function), Call);
  }
}

/// `std::for_each(first, last, std::mem_fn(&std::thread::join))`,
/// `std::invoke(&std::thread::join, t)`.
void Calls::applyMember(const Expr *Callable, const Expr *Object,
                        const CallExpr *At) {
  if (const auto *Call = dyn_cast<CallExpr>(strip(Callable)))
    if (const Operation *Op = C.Names.operation(Call);
        Op && Op->R == Role::Wrap)
      for (const Expr *Wrapped : C.Names.callables(Call, *Op))
        Callable = Wrapped;
  const Operation *Op = memberOperation(C, Callable);
  if (!Op)
    return;
  const CXXRecordDecl *Named = classNamedIn(Callable);
  const auto *M = cast<CXXMethodDecl>(C.resolve(Callable).function());
  C.add(*eventOf(Op->R), C.resolve(Object), At, At->getExprLoc(), Op,
        C.Names.classType(Named ? Named : M->getParent()))
      .GivesUp = Op->V != model::Variant::Plain;
}

/// The visible constructor of T that such arguments choose: the only one that
/// takes so many, or the only one whose parameters have just their types.
void Calls::runConstructorOf(QualType T, ArrayRef<const Expr *> Arguments,
                             const Stmt *At) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return;
  SmallVector<const CXXConstructorDecl *, 4> Candidates;
  auto Add = [&](const FunctionDecl *F) {
    const auto *K = dyn_cast<CXXConstructorDecl>(F);
    if (K && !K->isCopyOrMoveConstructor() &&
        K->getMinRequiredArguments() <= Arguments.size() &&
        K->getNumParams() >= Arguments.size())
      Candidates.push_back(K);
  };
  llvm::for_each(R->methods(), Add);
  llvm::for_each(R->specializations(), Add);
  auto Fits = [&](const CXXConstructorDecl *K) {
    return llvm::all_of(llvm::zip(K->parameters(), Arguments), [&](auto Pair) {
      return hasSameUnqualifiedType(
          std::get<0>(Pair)->getType().getNonReferenceType(),
          std::get<1>(Pair)->getType().getNonReferenceType());
    });
  };
  if (Candidates.size() > 1)
    llvm::erase_if(Candidates,
                   [&](const CXXConstructorDecl *K) { return !Fits(K); });
  if (Candidates.size() == 1)
    runFunction(C, Candidates.front(), Arguments, At, At->getBeginLoc(),
                AccessPath::value(cast<Expr>(At)));
}

void Calls::called(const PlainCall &Call) {
  SourceLocation Where = Call.Call->getExprLoc();
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.Function);
  if (Call.Callable) {
    C.add(EventKind::Run, C.resolve(Call.Callable), Call.Call, Where);
    if (M && M->getParent()->isLambda())
      for (auto [Parameter, A] :
           llvm::zip(Call.Function->parameters(), Call.Arguments))
        flowFrom(C, AccessPath::variable(Parameter), A, Call.Call);
  } else if (Call.IsSeen) {
    // A function object that was handed in is told something by its call.
    if (Call.IsOperatorCall)
      C.add(EventKind::Signal, C.resolve(Call.Object), Call.Call, Where);
    runFunction(C, Call.Function, Call.Arguments, Call.Call, Where,
                C.resolve(Call.Object));
  } else if (Call.Object && M && M->isVirtual()) {
    C.add(EventKind::Run, AccessPath::function(M), Call.Call, Where).Object =
        C.resolve(Call.Object);
  }
}

void Calls::constructed(const CXXConstructExpr *E, const Operation *Op) {
  if (!Op)
    return runFunction(C, E->getConstructor(),
                       SmallVector<const Expr *, 4>(E->arguments()), E,
                       E->getExprLoc(), AccessPath::value(E));
  if (Op->R == Role::Run || Op->R == Role::Keep)
    for (const Expr *A : C.Names.callables(E, *Op))
      C.add(Op->R == Role::Run ? EventKind::Run : EventKind::Keep, C.resolve(A),
            E, E->getExprLoc(), Op);
}

} // namespace

std::unique_ptr<Family> makeCalls(BodyContext &C) {
  return std::make_unique<Calls>(C);
}

} // namespace tether::facts
