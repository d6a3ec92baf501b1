//===- LocalHandles.cpp - Where a local handle is lost --------------------===//
//
// Inner of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocalHandles.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Iterations.h"

using namespace clang;

namespace tether::facts {

using model::Role;

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

namespace {

class UseFinder {
public:
  UseFinder(const Program &Prog, const ValueDecl *Object)
      : Prog(Prog), Object(Object) {}

  void visit(const Stmt *S) {
    if (!S)
      return;
    const auto *R = dyn_cast<DeclRefExpr>(S);
    const auto *M = dyn_cast<MemberExpr>(S);
    if ((R && R->getDecl() == Object) || (M && M->getMemberDecl() == Object))
      Found.push_back({cast<Expr>(S), howUsed(S)});
    Parents.push_back(S);
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : L->capture_inits())
        visit(Init);
    } else {
      for (const Stmt *Child : S->children())
        visit(Child);
    }
    Parents.pop_back();
  }

  std::vector<Use> Found;

private:
  decltype(Use::How) howUsed(const Stmt *S) const;

  const Program &Prog;
  const ValueDecl *Object;
  SmallVector<const Stmt *, 32> Parents;
};

/// What the expressions around it do with the object that `S` names.
decltype(Use::How) UseFinder::howUsed(const Stmt *S) const {
  const ModelNames &Names = Prog.names();
  for (const Stmt *P : llvm::reverse(Parents)) {
    const auto *Call = dyn_cast<CallExpr>(P);
    const model::Operation *Op = Call ? Names.operation(Call) : nullptr;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(P)) {
      if (O->getNumArgs() == 0 || O->getArg(0) != S)
        return Use::Handed;
      if (O->getOperator() == OO_Equal)
        return Use::Assigned;
      if (!Op || Op->R != Role::Element)
        if (O->getOperator() != OO_Star && O->getOperator() != OO_Arrow)
          return Use::Object;
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(P)) {
      if (M->getCallee() != S)
        return Use::Handed;
      if (!Op)
        return Use::Object;
      const model::Type *Receiver = Names.receiver(Call);
      bool OfTask = Receiver && Receiver->K == model::Kind::Thread;
      switch (Op->R) {
      case Role::Insert:
      case Role::Emplace:
      case Role::Spawn:
      case Role::Stop:
        return Use::Harmless;
      case Role::Query:
        return OfTask ? Use::Harmless : Use::Object;
      case Role::LookThrough:
      case Role::NativeHandle:
        if (OfTask)
          return Use::Harmless;
        break;
      case Role::Element:
        break;
      default:
        return Use::Object;
      }
    } else if (const auto *O = dyn_cast<BinaryOperator>(P);
               O && O->isAssignmentOp()) {
      return O->getLHS() == S ? Use::Assigned : Use::Handed;
    } else if (const auto *O = dyn_cast<UnaryOperator>(P)) {
      if (O->getOpcode() != UO_Deref)
        return Use::Handed;
    } else if (!isa<CastExpr, MemberExpr, MaterializeTemporaryExpr,
                    ArraySubscriptExpr>(P)) {
      return isa<Expr, DeclStmt, ReturnStmt, CoreturnStmt>(P) ? Use::Handed
                                                              : Use::Harmless;
    }
    S = P;
  }
  return Use::Harmless;
}

} // namespace

std::vector<Use> usesOf(const Program &Prog, const Stmt *Code,
                        const ValueDecl *Object) {
  UseFinder Finder(Prog, Object);
  Finder.visit(Code);
  return std::move(Finder.Found);
}

//===----------------------------------------------------------------------===//
// Handles that must not die joinable
//===----------------------------------------------------------------------===//

bool terminatesJoinable(const Program &Prog, QualType T) {
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    if (T->isReferenceType() || T->isPointerType())
      return false;
    if (T->isArrayType() && T->getArraySize() >= 0) {
      T = T->getElementType();
      continue;
    }
    const model::Type *M = Prog.names().type(T);
    if (!M)
      return false;
    if (M->K == model::Kind::Thread)
      return M->Destroy == model::OnDestroy::Terminates;
    T = M->K == model::Kind::SmartPointer ? Prog.names().pointeeType(T)
                                          : Prog.names().elementType(T);
  }
  return false;
}

bool mustBeJoined(const Program &Prog, const Task &T) {
  const auto *Call = dyn_cast<CallExpr>(T.Spawn);
  const model::Type *Receiver = Call ? Prog.names().receiver(Call) : nullptr;
  return T.Handle && T.Handle->K == model::Kind::Thread &&
         T.Handle->Destroy == model::OnDestroy::Terminates &&
         T.Op->When == model::Runs::Elsewhere && Receiver != T.Handle;
}

const FieldDecl *unjoinedMember(const Program &Prog, const Task &T,
                                const HandleFate &Fate) {
  if (!Fate.Joins.empty() || !Fate.TimedWaits.empty() ||
      !Fate.Detaches.empty() || Fate.Dropped || Fate.JoinedByDestructor ||
      Fate.Escapes || Fate.Returned || Fate.HeldByCaller)
    return nullptr;
  const FieldDecl *Member = nullptr;
  for (const AccessPath &H : Fate.Held) {
    if (H == T.HandlePath)
      continue;
    if (!H.Length || (Member && H.lastField() != Member) ||
        !Prog.seen().isPrivate(H) ||
        !terminatesJoinable(Prog, H.lastField()->getType()))
      return nullptr;
    Member = H.lastField();
  }
  const CXXRecordDecl *R = Member ? Member->getParent() : nullptr;
  if (!R || !R->getDestructor() || !visibleDefinition(R->getDestructor()) ||
      endsProcess(Prog, Prog.calls().bodyOf(R->getDestructor())))
    return nullptr;
  for (const Body *B : Prog.index().naming(Member))
    for (const Use &U : usesOf(Prog, B->Code, Member))
      if (U.How != Use::Harmless && U.How != Use::Assigned)
        return nullptr;
  return Member;
}

LocalHandle localHandleOf(const Program &Prog, const Task &T) {
  for (const Flow *W : Prog.values().flowsIn(T.Spawner)) {
    const VarDecl *V = W->To.Length ? nullptr : W->To.variable();
    if (W->From != T.HandlePath || !V || !V->isLocalVarDecl() ||
        !V->hasLocalStorage() || V->getDeclContext() != T.Spawner->Function ||
        V->getType()->isReferenceType() || V->getType()->isPointerType())
      continue;
    if (const Stmt *Scope = blockOf(T.Spawner, V))
      return {V, W->At, Scope};
  }
  return {};
}

static const ValueDecl *named(const Stmt *S) {
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    return R->getDecl();
  const auto *M = dyn_cast<MemberExpr>(S);
  return M ? M->getMemberDecl() : nullptr;
}

/// What a plain assignment in `S` changes.
static std::set<const ValueDecl *> assignedIn(const Stmt *S) {
  std::set<const ValueDecl *> Result;
  for (const Stmt *Inner : partsOf(S))
    if (const auto *O = dyn_cast<BinaryOperator>(Inner))
      if (O->getOpcode() == BO_Assign)
        if (const ValueDecl *D = named(O->getLHS()->IgnoreParenImpCasts()))
          Result.insert(D);
  return Result;
}

static bool names(const Stmt *S, const std::set<const ValueDecl *> &Some) {
  return S && llvm::any_of(partsOf(S), [&](const Stmt *Inner) {
           return Some.count(named(Inner));
         });
}

static void insertParts(const Stmt *S, ControlFlow::Statements &Into) {
  if (S)
    for (const Stmt *Inner : partsOf(S))
      Into.insert(Inner);
}

/// Is it a method of a class that is described? What it throws if it is not
/// used as it wants to be is nobody's business.
static bool isDescribed(const Program &Prog, const Body *B) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  return M && !B->Lambda && Prog.names().describes(M->getParent());
}

/// What the body throws out of itself, or what it calls does; or null. `At` is
/// where.
static const CXXThrowExpr *thrownBy(const Program &Prog, const Body *B,
                                    const Stmt *&At, unsigned Depth = 0) {
  if (!B->Code || Depth > 3 || (B->Function && B->Function->isNothrow()) ||
      isDescribed(Prog, B))
    return nullptr;
  auto Leaves = [&](const Stmt *S) {
    return llvm::none_of(around(B, S), [&](const Stmt *Outer) {
      const auto *Try = dyn_cast<CXXTryStmt>(Outer);
      return Try && contains(Try->getTryBlock(), S);
    });
  };
  for (const Stmt *S : partsOf(B->Code))
    if (const auto *Throw = dyn_cast<CXXThrowExpr>(S))
      if (Throw->getSubExpr() && Leaves(S)) {
        At = S;
        return Throw;
      }
  for (const Event &E : B->Events)
    if (E.Kind == EventKind::Run && !E.AtScopeEnd)
      for (const Body *Target : Prog.calls().bodiesOf(E.Path)) {
        const Stmt *Inner = nullptr;
        const CXXThrowExpr *Throw =
            Target == B ? nullptr : thrownBy(Prog, Target, Inner, Depth + 1);
        if (Throw && Leaves(E.At)) {
          At = E.At;
          return Throw;
        }
      }
  return nullptr;
}

const Stmt *throwIn(const Program &Prog, const Body *B) {
  const Stmt *At = nullptr;
  return thrownBy(Prog, B, At) ? At : nullptr;
}

/// The handler of the statement that catches what is thrown, if it is sure to.
static const CXXCatchStmt *handlerOf(const CXXTryStmt *Try,
                                     const CXXThrowExpr *Throw) {
  const CXXRecordDecl *Thrown =
      Throw->getSubExpr()->getType()->getAsCXXRecordDecl();
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = Try->getHandler(I);
    QualType Caught = Handler->getCaughtType();
    if (Caught.isNull())
      return Handler;
    const CXXRecordDecl *Of =
        Caught.getNonReferenceType()->getAsCXXRecordDecl();
    if (Of && Thrown && Of->hasDefinition() && Thrown->hasDefinition() &&
        (Of == Thrown || Thrown->isDerivedFrom(Of)))
      return Handler;
  }
  return nullptr;
}

/// The wait that gives up whose result the condition asks for, or null.
const Event *waitAskedFor(const Body *B, const Stmt *Condition) {
  auto IsIn = [&](const Stmt *Code) -> const Event * {
    for (const Event &E : B->Events)
      if ((E.Kind == EventKind::Wait || E.Kind == EventKind::Join ||
           E.Kind == EventKind::Receive) &&
          E.GivesUp && contains(Code, E.At))
        return &E;
    return nullptr;
  };
  if (const Event *E = IsIn(Condition))
    return E;
  for (const Stmt *S : partsOf(Condition))
    if (const auto *D = dyn_cast<DeclRefExpr>(S))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
          V && V->hasLocalStorage() && V->hasInit())
        if (const Event *E = IsIn(V->getInit()))
          return E;
  return nullptr;
}

bool isBlind(const Program &Prog, const Body *B, const IfStmt *If,
             llvm::function_ref<bool(const Expr *)> IsHandle) {
  const Stmt *Condition = If->getCond();
  const bool OfWait = waitAskedFor(B, Condition) != nullptr;
  std::set<const ValueDecl *> Tested;
  std::set<const Stmt *> OfHandle;
  for (const Stmt *S : partsOf(Condition)) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
        Call && IsHandle(Call->getImplicitObjectArgument()))
      for (const Stmt *Inner : partsOf(Call))
        OfHandle.insert(Inner);
    if (OfHandle.count(S))
      continue;
    const auto *R = dyn_cast<DeclRefExpr>(S);
    const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
    if (!OfWait &&
        (isa<CallExpr, CXXThisExpr, LambdaExpr>(S) ||
         (V && (!isa<ParmVarDecl>(V) || V->getDeclContext() != B->Function ||
                !V->getType()->isIntegralOrEnumerationType() ||
                !onlyReads(B->Code, V)))))
      return false;
    if (V)
      Tested.insert(V);
  }
  return (OfWait || !Tested.empty()) &&
         llvm::none_of(partsOf(B->Code), [&](const Stmt *S) {
           return S != If && !contains(Condition, S) &&
                  names(conditionOf(S), Tested);
         });
}

/// The statements at which a path from the put is no longer judged.
static ControlFlow::Statements endsOf(const Program &Prog, const Body *B,
                                      const LocalHandle &H,
                                      const std::vector<Use> &Uses) {
  ControlFlow::Statements Result;
  const model::Type *Type = Prog.names().type(H.Variable->getType());
  // It is there whatever a condition says.
  const bool IsThere = Type && Type->K == model::Kind::Thread &&
                       llvm::none_of(around(B, H.Put), [&](const Stmt *S) {
                         return contains(H.Scope, S) && conditionOf(S);
                       });
  auto IsHandle = [&](const Expr *E) {
    const auto *R = dyn_cast<DeclRefExpr>(strip(E));
    return R && R->getDecl() == H.Variable;
  };
  for (const Use &U : Uses) {
    if (U.How == Use::Harmless || U.How == Use::Assigned)
      continue;
    Result.insert(U.At);
    const Stmt *Blind = nullptr;
    for (const Stmt *S : around(B, U.At)) {
      if (contains(S, H.Put) || !contains(H.Scope, S) ||
          (Blind && contains(Blind, S)))
        continue;
      if (isa<LambdaExpr>(S))
        Result.insert(S);
      // `if (failed) { t.join(); return; }` says nothing about what follows.
      if (const auto *I = dyn_cast<IfStmt>(S)) {
        if (leavesFunction(contains(I->getThen(), U.At) ? I->getThen()
                                                        : I->getElse()))
          continue;
        if (IsThere && isBlind(Prog, B, I, IsHandle)) {
          Blind = I->getCond();
          continue;
        }
      }
      insertParts(conditionOf(S), Result);
    }
  }
  // What decides whether the handle is put may also decide what is done later.
  std::set<const ValueDecl *> Deciding;
  for (const Stmt *S : around(B, H.Put)) {
    const Stmt *Condition = contains(H.Scope, S) ? conditionOf(S) : nullptr;
    if (!Condition)
      continue;
    for (const Stmt *Inner : partsOf(Condition))
      if (const ValueDecl *D = named(Inner))
        Deciding.insert(D);
    Deciding.merge(assignedIn(S));
  }
  for (const Stmt *S : partsOf(H.Scope))
    if (const Stmt *C = conditionOf(S); C && !contains(S, H.Put))
      if (names(C, Deciding))
        insertParts(C, Result);
  // The process ends.
  for (const Event &E : B->Events) {
    if (E.Kind == EventKind::Exit)
      Result.insert(E.At);
    if (E.Kind == EventKind::Run && !E.AtScopeEnd)
      for (const Body *Target : Prog.calls().bodiesOf(E.Path))
        if (endsProcess(Prog, Target))
          Result.insert(E.At);
  }
  return Result;
}

/// True if a loop around `S` may be one that tries again until a variable says
/// so that is assigned in its body.
static bool isRetried(const Body *B, const Stmt *S) {
  return llvm::any_of(around(B, S), [](const Stmt *Outer) {
    const Stmt *Loop = nullptr;
    if (const auto *F = dyn_cast<ForStmt>(Outer))
      Loop = F->getBody();
    else if (const auto *W = dyn_cast<WhileStmt>(Outer))
      Loop = W->getBody();
    else if (const auto *D = dyn_cast<DoStmt>(Outer))
      Loop = D->getBody();
    return Loop && names(conditionOf(Outer), assignedIn(Loop));
  });
}

/// Is another handle assigned on a path from the put?
static const Stmt *overwriteOf(const Program &Prog, const Body *B,
                               const LocalHandle &H,
                               const std::vector<Use> &Uses,
                               ControlFlow::Statements Ends) {
  const model::Type *Type = Prog.names().type(H.Variable->getType());
  if (!Type || Type->K == model::Kind::Container || isRetried(B, H.Put))
    return nullptr;
  for (const Stmt *S : partsOf(H.Scope))
    if (const auto *D = dyn_cast<DeclStmt>(S);
        D && D != H.Put && llvm::is_contained(D->decls(), H.Variable))
      Ends.insert(D);
  for (const Use &U : Uses) {
    if (U.How != Use::Assigned)
      continue;
    std::vector<const Stmt *> Around = around(B, U.At);
    for (const Stmt *S : llvm::reverse(Around))
      if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
          O && O->getOperator() == OO_Equal) {
        if (strip(O->getArg(0)) == U.At && Prog.calls().flow(B).has(O) &&
            Prog.calls().flow(B).canReach(H.Put, O, Ends))
          return O;
        break;
      }
  }
  return nullptr;
}

/// The variable that keeps the closure and is only ever called, or null.
static const VarDecl *onlyCalled(const Body *B, const LambdaExpr *L) {
  const VarDecl *Keeper = nullptr;
  for (const Stmt *S : partsOf(B->Code))
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const VarDecl *V : D->decls())
        if (V->hasLocalStorage() && V->getInit() && strip(V->getInit()) == L)
          Keeper = V;
  if (!Keeper)
    return nullptr;
  std::set<const Stmt *> Callees;
  for (const Stmt *S : partsOf(B->Code)) {
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
        O && O->getOperator() == OO_Call)
      Callees.insert(strip(O->getArg(0)));
    // Another closure may call it, at any time.
    if (const auto *Other = dyn_cast<LambdaExpr>(S); Other && Other != L)
      for (const LambdaCapture &C : Other->captures())
        if (C.capturesVariable() && C.getCapturedVar() == Keeper)
          return nullptr;
  }
  for (const Stmt *S : partsOf(B->Code))
    if (const auto *R = dyn_cast<DeclRefExpr>(S);
        R && R->getDecl() == Keeper && !Callees.count(R))
      return nullptr;
  return Keeper;
}

/// The uses of a local variable. A closure that refers to it and that is only
/// called uses it where it is called.
static std::vector<Use> localUsesOf(const Program &Prog, const Body *B,
                                    const VarDecl *V) {
  std::vector<Use> Uses = usesOf(Prog, B->Code, V);
  for (const Stmt *S : partsOf(B->Code)) {
    const auto *L = dyn_cast<LambdaExpr>(S);
    const VarDecl *Keeper = L ? onlyCalled(B, L) : nullptr;
    if (!Keeper)
      continue;
    auto IsCapture = [&](const Use &U) {
      return llvm::any_of(
          llvm::zip(L->captures(), L->capture_inits()), [&](auto Captured) {
            const auto &[Capture, Init] = Captured;
            return Capture.getCaptureKind() == LCK_ByRef &&
                   !L->isInitCapture(&Capture) && contains(Init, U.At);
          });
    };
    if (llvm::none_of(Uses, IsCapture))
      continue;
    std::vector<Use> Inner = usesOf(Prog, L->getBody(), V);
    bool Touches = llvm::any_of(
        Inner, [](const Use &U) { return U.How != Use::Harmless; });
    llvm::erase_if(Uses, IsCapture);
    for (const Stmt *Call : partsOf(B->Code))
      if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
          O && Touches && O->getOperator() == OO_Call) {
        const auto *R = dyn_cast<DeclRefExpr>(strip(O->getArg(0)));
        if (R && R->getDecl() == Keeper)
          Uses.push_back({O, Use::Object});
      }
  }
  return Uses;
}

/// A handler that catches what a call behind the put throws, and that lets the
/// handle die as it was put.
static const CXXCatchStmt *lossInHandler(const Program &Prog, const Body *B,
                                         const LocalHandle &H,
                                         const ControlFlow::Statements &Ends) {
  const ControlFlow &Graph = Prog.calls().flow(B);
  for (const Event &E : B->Events) {
    if (E.Kind != EventKind::Run || E.AtScopeEnd || !contains(H.Scope, E.At) ||
        contains(E.At, H.Put) || Ends.count(E.At) || !Graph.has(E.At) ||
        !Graph.canReach(H.Put, E.At, Ends))
      continue;
    const CXXTryStmt *Try = nullptr;
    for (const Stmt *Outer : around(B, E.At))
      if (const auto *Around = dyn_cast<CXXTryStmt>(Outer);
          Around && contains(Around->getTryBlock(), E.At))
        Try = Around;
    if (!Try || !contains(H.Scope, Try) || contains(Try, H.Put))
      continue;
    for (const Body *Target : Prog.calls().bodiesOf(E.Path)) {
      const Stmt *At = nullptr;
      const CXXThrowExpr *Throw = thrownBy(Prog, Target, At);
      const CXXCatchStmt *Handler = Throw ? handlerOf(Try, Throw) : nullptr;
      if (Handler && Graph.has(Handler) &&
          Graph.canLeaveIteration(Handler, H.Scope, Ends))
        return Handler;
    }
  }
  return nullptr;
}

std::vector<Loss> lossesOf(const Program &Prog, const Body *B,
                           const LocalHandle &H) {
  const ControlFlow &Graph = Prog.calls().flow(B);
  std::vector<Use> Uses = localUsesOf(Prog, B, H.Variable);
  if (!Graph.has(H.Put))
    return {};
  // Somebody was told of it before: a guard, a closure that joins.
  bool Touched = false;
  for (const Use &U : Uses) {
    if (contains(H.Put, U.At))
      continue;
    if (U.How == Use::Handed && Graph.canReach(U.At, H.Put))
      return {};
    Touched |= U.How != Use::Harmless && Graph.canReach(H.Put, U.At);
  }
  ControlFlow::Statements Ends = endsOf(Prog, B, H, Uses);
  if (const Stmt *Again = overwriteOf(Prog, B, H, Uses, Ends))
    return {{Loss::Overwrite, Again}};

  std::vector<Loss> Jumps;
  ControlFlow::Statements JumpsToo = Ends;
  for (const Stmt *S : partsOf(H.Scope)) {
    if (!isa<ReturnStmt, CoreturnStmt, CXXThrowExpr>(S) || !Graph.has(S) ||
        !Graph.canReach(H.Put, S, Ends))
      continue;
    if (isa<CXXThrowExpr>(S) &&
        llvm::any_of(around(B, S), [&](const Stmt *Outer) {
          return isa<CXXTryStmt>(Outer) && contains(H.Scope, Outer);
        }))
      continue;
    Jumps.push_back({Loss::Jump, S});
    JumpsToo.insert(S);
  }
  // What is called throws. Where `main` is left so, the process ends anyway.
  if (Jumps.empty() && Touched && !(B->Function && B->Function->isMain()))
    for (const Event &E : B->Events) {
      if (E.Kind != EventKind::Run || E.AtScopeEnd || contains(E.At, H.Put) ||
          !contains(H.Scope, E.At) || Ends.count(E.At) || !Graph.has(E.At) ||
          !Graph.canReach(H.Put, E.At, Ends) ||
          llvm::any_of(around(B, E.At), [&](const Stmt *Outer) {
            return isa<CXXTryStmt>(Outer) && contains(H.Scope, Outer);
          }))
        continue;
      if (llvm::any_of(Prog.calls().bodiesOf(E.Path), [&](const Body *Target) {
            return throwIn(Prog, Target) != nullptr;
          }))
        return {{Loss::Thrown, E.At}};
    }
  if ((!Touched && !Jumps.empty()) ||
      Graph.canLeaveIteration(H.Put, H.Scope, JumpsToo) ||
      (isa<DeclStmt>(H.Put) && Graph.canReach(H.Put, H.Put, JumpsToo)))
    return {{Loss::EndOfScope, H.Put}};
  if (Jumps.empty() && Touched)
    if (const CXXCatchStmt *Handler = lossInHandler(Prog, B, H, Ends))
      return {{Loss::Caught, Handler}};
  return Jumps;
}

static bool isConditional(const Body *B, const Stmt *S) {
  return llvm::any_of(around(B, S),
                      [](const Stmt *Outer) { return isa<IfStmt>(Outer); });
}

const Task *overwriterOf(const Program &Prog, const Task &T,
                         const HandleFate &Fate, AccessPath &Object) {
  const Body *B = T.Spawner;
  std::optional<ControlFlow::Statements> Disposals =
      disposalsOf(Prog, T, Fate, B);
  if (!Disposals || isRetried(B, T.Spawn))
    return nullptr;
  for (const Task *Next : B->Tasks)
    for (const AccessPath &H : Fate.Held) {
      // A member of the object itself, and not of an element of a container.
      if (H.Kind != AccessPath::Root::This || H.Length != 1 ||
          Prog.names().type(H.type()) != T.Handle ||
          H.type()->isReferenceType() ||
          llvm::none_of(Prog.values().flowsFrom(Next->HandlePath),
                        [&](const Flow *W) {
                          return W->From == Next->HandlePath && W->To == H &&
                                 isa<CXXOperatorCallExpr>(W->At);
                        }))
        continue;
      if ((Next != &T && isConditional(B, T.Spawn) &&
           isConditional(B, Next->Spawn)) ||
          !Prog.calls().flow(B).canReach(T.Spawn, Next->Spawn, *Disposals))
        continue;
      Object = H;
      return Next;
    }
  return nullptr;
}

} // namespace tether::facts
