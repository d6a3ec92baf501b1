//===- Iterations.cpp - What each iteration has of its own ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Iterations.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include <map>

using namespace clang;

namespace tether::facts {

const Stmt *loopOf(const Program &Prog, const VarDecl *V) {
  auto It = Prog.facts().LoopOf.find(V);
  return It == Prog.facts().LoopOf.end() ? nullptr : It->second;
}

std::vector<const Stmt *> loopsAround(const Program &Prog, const Closure &K) {
  std::vector<const Stmt *> Result(K.Loops.begin(), K.Loops.end());
  for (const Body *B = K.Maker; B->Lambda && runsInPlace(Prog, B);
       B = B->Enclosing)
    llvm::append_range(Result, Prog.calls().closureOf(B)->Loops);
  return Result;
}

/// The variable or the part of it that the expression names, or nothing.
static AccessPath partOf(const Expr *E, const VarDecl *V) {
  E = strip(E);
  if (const auto *M = dyn_cast_or_null<MemberExpr>(E)) {
    const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
    AccessPath Base = M->isArrow() ? AccessPath() : partOf(M->getBase(), V);
    return Base && F ? Base.field(F) : Base;
  }
  const auto *R = dyn_cast_or_null<DeclRefExpr>(E);
  return R && R->getDecl() == V ? AccessPath::variable(V) : AccessPath();
}

static bool isConstant(const Expr *E) {
  E = strip(E);
  const auto *R = dyn_cast_or_null<DeclRefExpr>(E);
  const auto *L = dyn_cast_or_null<InitListExpr>(E);
  return isa_and_nonnull<IntegerLiteral, FloatingLiteral, CharacterLiteral,
                         StringLiteral, CXXBoolLiteralExpr,
                         CXXNullPtrLiteralExpr, GNUNullExpr>(E) ||
         (R && isa<EnumConstantDecl>(R->getDecl())) || (L && !L->getNumInits());
}

/// Does the parameter let the function change what it is given?
static bool canChange(const FunctionDecl *F, unsigned I) {
  if (!F || I >= F->getNumParams())
    return false;
  const ParmVarDecl *P = F->getParamDecl(I);
  QualType To = P->getType()->getPointeeType();
  if (To.isNull() || To.isConstQualified() ||
      P->getType()->isRValueReferenceType())
    return false;
  const FunctionDecl *D = visibleDefinition(F);
  return !D || !onlyReads(D->getBody(), D->getParamDecl(I));
}

namespace {
/// Collects what a loop does to a variable.
struct Changes {
  const Program &Prog;
  const VarDecl *V;
  const Stmt *Start;
  ControlFlow::Statements Anew;             ///< Replaces the value.
  ControlFlow::Statements Updates;          ///< Goes on from it, or may.
  std::map<const Stmt *, AccessPath> Parts; ///< What each of them changes.

  void add(ControlFlow::Statements &To, const Stmt *S, const Expr *Changed) {
    To.insert(S);
    Parts[S] = partOf(Changed, V);
  }

  void collect(const Stmt *S, bool Header) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *O = dyn_cast<BinaryOperator>(S)) {
      if (O->isAssignmentOp() && partOf(O->getLHS(), V)) {
        if (O->getOpcode() != BO_Assign)
          add(Updates, S, O->getLHS());
        else if (!isConstant(O->getRHS()))
          add(Anew, S, O->getLHS());
      }
    } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
      if (U->isIncrementDecrementOp() && partOf(U->getSubExpr(), V))
        add(Updates, S, U->getSubExpr());
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      collectCall(Call, Header);
    }
    for (const Stmt *Child : S->children())
      collect(Child, Header);
  }

  void collectCall(const CallExpr *Call, bool Header) {
    const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
    if (O && O->getNumArgs() && partOf(O->getArg(0), V)) {
      if (O->getOperator() == OO_Equal) {
        if (!isConstant(O->getArg(1)))
          add(Anew, O, O->getArg(0));
      } else if (O->isAssignmentOp() || O->getOperator() == OO_PlusPlus ||
                 O->getOperator() == OO_MinusMinus) {
        add(Updates, O, O->getArg(0));
      }
      return;
    }
    if (const model::Operation *Op = Prog.names().operation(Call))
      if (Op->R != model::Role::Receive && Op->R != model::Role::Read &&
          Op->R != model::Role::BlockingIO)
        return;
    if (contains(Call, Start))
      return;
    const FunctionDecl *F = Call->getDirectCallee();
    unsigned First = O && isa_and_nonnull<CXXMethodDecl>(F) ? 1 : 0;
    for (unsigned I = First; I < Call->getNumArgs(); ++I) {
      const Expr *A = Call->getArg(I)->IgnoreParenCasts();
      if (const auto *Address = dyn_cast<UnaryOperator>(A);
          Address && Address->getOpcode() == UO_AddrOf)
        A = Address->getSubExpr();
      if (partOf(A, V) && canChange(F, I - First))
        add(Header ? Anew : Updates, Call, A);
    }
  }

  /// Collects what the loop does, or only its header.
  void collectIn(const Stmt *Loop, bool HeaderOnly) {
    const Stmt *Inner = nullptr;
    if (const auto *F = dyn_cast<ForStmt>(Loop)) {
      collect(F->getCond(), true);
      collect(F->getInc(), true);
      Inner = F->getBody();
    } else if (const auto *W = dyn_cast<WhileStmt>(Loop)) {
      collect(W->getCond(), true);
      Inner = W->getBody();
    } else if (const auto *D = dyn_cast<DoStmt>(Loop)) {
      collect(D->getCond(), true);
      Inner = D->getBody();
    } else if (const auto *R = dyn_cast<CXXForRangeStmt>(Loop)) {
      Inner = R->getBody();
    }
    if (!HeaderOnly)
      collect(Inner, false);
  }
};
} // namespace

/// Is an object of the type a value, that one can have instead of another?
static bool isValue(const Program &Prog, QualType T) {
  if (T.isVolatileQualified() || T->isAtomicType())
    return false;
  const model::Type *M = Prog.names().type(T);
  if (M && M->K == model::Kind::SmartPointer)
    return true;
  if (M && M->K != model::Kind::Container && M->K != model::Kind::Callable)
    return M->RawHandle;
  return T->isArrayType() || isCopyable(T);
}

/// Does the code take a lock?
static bool locks(const Program &Prog, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  const model::Type *M = nullptr;
  if (const auto *E = dyn_cast<CXXConstructExpr>(S))
    M = Prog.names().type(E->getType());
  const auto *Call = dyn_cast<CallExpr>(S);
  const model::Operation *Op = Call ? Prog.names().operation(Call) : nullptr;
  return (M && M->K == model::Kind::LockGuard) ||
         (Op && Op->R == model::Role::Lock) ||
         llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return locks(Prog, Child); });
}

/// The changes, if by them each iteration has a value of its own at `Start`.
static ControlFlow::Statements
ownOfIteration(const ControlFlow &Flow, const Stmt *Loop, const Stmt *Start,
               const ControlFlow::Statements &All) {
  if (All.empty() || !Flow.valid() || !Flow.has(Loop) || !Flow.has(Start) ||
      !Flow.canReach(Start, Loop) ||
      (Flow.canReach(Start, Loop, All) && Flow.canReach(Loop, Start, All)))
    return {};
  return All;
}

ControlFlow::Statements changesIn(const Program &Prog, const Body *B,
                                  const Stmt *Loop, const VarDecl *V,
                                  const Stmt *Start, const Stmt *Reader,
                                  bool HeaderOnly) {
  if (!isValue(Prog, V->getType()))
    return {};
  Changes Found{Prog, V, Start, {}, {}, {}};
  Found.collectIn(Loop, HeaderOnly);
  ControlFlow::Statements All = Found.Anew;
  All.insert(Found.Updates.begin(), Found.Updates.end());
  if (All.empty())
    return {};
  // What the task changes too is shared by all of them.
  Changes ByReader{Prog, V, nullptr, {}, {}, {}};
  ByReader.collect(Reader, false);
  if (!ByReader.Anew.empty() || (Found.Anew.empty() && !onlyReads(Reader, V)) ||
      (locks(Prog, Reader) && locks(Prog, Loop)))
    return {};
  return ownOfIteration(Prog.calls().flow(B), Loop, Start, All);
}

ControlFlow::Statements changesIn(const Program &Prog, const Task &T,
                                  const Stmt *Loop, const VarDecl *V) {
  if (!isValue(Prog, V->getType()) || locks(Prog, Loop))
    return {};
  Changes Found{Prog, V, T.Spawn, {}, {}, {}};
  Found.collectIn(Loop, /*HeaderOnly=*/false);
  ControlFlow::Statements All = Found.Anew;
  All.insert(Found.Updates.begin(), Found.Updates.end());
  if (All.empty())
    return {};
  // The tasks share what they change too, by whatever name they have it.
  std::vector<AccessPath> Shared;
  for (const TaskBody &Code : bodiesOf(Prog, T))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Write && !E.OfPointer)
          for (const AccessPath &P : Prog.values().sources(E.Path))
            if (P.variable() == V)
              Shared.push_back(P);
  for (const auto &[Change, Changed] : Found.Parts)
    if (llvm::any_of(Shared, [&, &Changed = Changed](const AccessPath &P) {
          return P.startsWith(Changed) || Changed.startsWith(P);
        }))
      All.erase(Change);
  return ownOfIteration(Prog.calls().flow(T.Spawner), Loop, T.Spawn, All);
}

const Stmt *changingLoop(const Program &Prog, const Closure &K,
                         const VarDecl *V, bool HeaderOnly,
                         ControlFlow::Statements &Changes, const Stmt *&Start) {
  if (V->getType()->isReferenceType())
    return nullptr;
  const Body *B = K.Maker;
  Start = K.Lambda;
  while (B && B->Function != V->getDeclContext()) {
    const Closure *Around = Prog.calls().closureOf(B);
    Start = Around ? Around->Lambda : nullptr;
    B = B->Enclosing;
  }
  if (!B || !Start)
    return nullptr;
  const Stmt *ItsLoop = loopOf(Prog, V);
  for (const Stmt *Loop : loopsAround(Prog, K))
    if (!ItsLoop || (ItsLoop != Loop && contains(ItsLoop, Loop))) {
      Changes = changesIn(Prog, B, Loop, V, Start, K.Code->Code, HeaderOnly);
      if (!Changes.empty())
        return Loop;
    }
  return nullptr;
}

} // namespace tether::facts
