//===- Keepers.cpp - Who keeps a closure, and how long --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Keepers.h"
#include "../code/Scopes.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Iterations.h"
#include "Lifetimes.h"
#include <set>

using namespace clang;

namespace tether::facts {

//===----------------------------------------------------------------------===//
// Who keeps it
//===----------------------------------------------------------------------===//

/// Can an object of the type have a callable in it? A handle of a task has not,
/// and a pointer or reference is no more than a name.
static bool canKeep(const Program &Prog, QualType T) {
  if (T.isNull() || T->isReferenceType() || T->isPointerType())
    return false;
  for (unsigned I = 0; I < 4; ++I) {
    const model::Type *M = Prog.names().type(T);
    if (M && (M->K == model::Kind::Callable ||
              (M->K == model::Kind::Promise && Prog.names().isCallable(T))))
      return true;
    QualType Inner = Prog.names().innerType(T);
    if (Inner.isNull())
      return !M && T->isRecordType();
    T = Inner.getNonReferenceType();
    if (T->isPointerType() && !T->getPointeeType()->isRecordType())
      return false;
  }
  return false;
}

static void addKeepers(const Program &Prog, const Closure &K, const Body *B,
                       const std::vector<const Event *> &Calls,
                       std::vector<Keeper> &Result) {
  const std::vector<AccessPath> &Held = heldBy(Prog, K);
  auto Add = [&](decltype(Keeper::How) How, AccessPath Slot, const Stmt *Put,
                 SourceLocation Where) {
    Keeper New;
    New.How = How;
    New.Slot = Slot;
    New.Object =
        How == Keeper::Returned ? Slot : Prog.calls().calledBefore(Calls, Slot);
    New.Calls = Calls;
    New.In = B;
    New.Put = Put;
    New.At = Calls.empty() ? Put : Calls.front()->At;
    New.Where = Where;
    if (New.Object)
      Result.push_back(std::move(New));
  };
  std::vector<const Flow *> Handed;
  for (const Flow *W : Prog.values().flowsIn(B)) {
    std::set<AccessPath> Put;
    for (const AccessPath &H : Held)
      if (H.startsWith(W->From) && W->To != W->From)
        Put.insert(H.rebased(W->From, W->To));
    if (Put.empty())
      continue;
    Handed.push_back(W);
    for (const AccessPath &To : Put) {
      if (!llvm::is_contained(Held, To))
        continue;
      // The members of a function object that is made here, not of `this`.
      if (To.Kind == AccessPath::Root::This &&
          (!B->thisRecord() ||
           !To.startsWith(AccessPath::thisObject(B->thisRecord()))))
        continue;
      // Who has a pointer to a local variable does not keep what is in it,
      // nor does a parameter that refers to what the caller has.
      const VarDecl *Local = W->From.variable();
      const auto *P = dyn_cast_or_null<ParmVarDecl>(W->To.variable());
      bool IsName =
          To.Length > W->To.Length && !W->To.type().isNull() &&
          (W->To.type()->isPointerType() || W->To.type()->isReferenceType());
      if (IsName && ((P && P->getDeclContext() != B->Function) ||
                     (Local && Local->hasLocalStorage() &&
                      !Local->getType()->isPointerType() &&
                      Prog.names().pointeeType(Local->getType()).isNull())))
        continue;
      if (To.Kind == AccessPath::Root::Result) {
        QualType T = To.function()->getReturnType();
        if (Calls.empty() && To.function() == B->Function &&
            canKeep(Prog, To.type()) && canKeep(Prog, T))
          Add(Keeper::Returned, To, W->At, W->At->getBeginLoc());
      } else if (canKeep(Prog, To.type())) {
        Add(Keeper::Stored, To, W->At, W->At->getBeginLoc());
      }
    }
  }
  for (const Event &E : B->Events) {
    if (!E.Path || !llvm::is_contained(Held, E.Path) ||
        (E.Kind != EventKind::Keep && E.Kind != EventKind::Handler))
      continue;
    // A wait keeps its predicate no longer than it waits.
    if (E.Op && E.Op->R != model::Role::Keep &&
        E.Op->R != model::Role::RegisterHandler)
      continue;
    AccessPath By;
    if (const auto *Call = dyn_cast<CallExpr>(E.At)) {
      if (E.Op)
        By = Prog.paths().resolve(Prog.names().object(Call, *E.Op));
      else if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
        By = Prog.paths().resolve(M->getImplicitObjectArgument());
    } else {
      // The object that is made keeps it.
      for (const Flow *W : Prog.values().flowsIn(B))
        if (W->From == AccessPath::value(cast<Expr>(E.At)))
          By = W->To;
    }
    if (By)
      Add(Keeper::Registered, By, E.At, E.Where);
  }
  if (Calls.size() > 4)
    return;
  for (const Event &E : B->Events) {
    if (E.Kind != EventKind::Run || E.AtScopeEnd ||
        llvm::none_of(Handed, [&](const Flow *W) { return W->At == E.At; }))
      continue;
    for (const Body *Target : Prog.calls().targetsOf(E)) {
      // It is handed to this function, and not to one in the same expression.
      if (Target == B ||
          llvm::any_of(Calls,
                       [&](const Event *C) { return C->In == Target; }) ||
          llvm::none_of(Handed, [&](const Flow *W) {
            const VarDecl *P = W->To.variable();
            return W->At == E.At && P && Target->Function &&
                   P->getDeclContext() == Target->Function;
          }))
        continue;
      std::vector<const Event *> Further = Calls;
      Further.push_back(&E);
      addKeepers(Prog, K, Target, Further, Result);
    }
  }
}

std::vector<Keeper> keepersOf(const Program &Prog, const Closure &K) {
  std::vector<Keeper> Result;
  if (K.Maker->Function)
    addKeepers(Prog, K, K.Maker, {}, Result);
  return Result;
}

//===----------------------------------------------------------------------===//
// What lets it go
//===----------------------------------------------------------------------===//

/// How long an object lives, seen from the frame that a variable belongs to.
enum class Life {
  WithFrame,
  Longer,
  Unknown,
};

/// Is the object a part of what a handle shares with others, who gave it: a
/// parameter, or what a function has returned that cannot be seen?
static bool isShared(const Program &Prog, const AccessPath &Object) {
  auto IsHanded = [&](const Expr *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E ? strip(E) : nullptr);
    return Call && Call->isPRValue() && !Prog.names().operation(Call) &&
           !Prog.seen().isDefined(Call->getDirectCallee());
  };
  const VarDecl *Holder = Object.variable();
  bool Handed = Holder ? isa<ParmVarDecl>(Holder) || IsHanded(Holder->getInit())
                : Object.Kind == AccessPath::Root::Result
                    ? !Prog.seen().isDefined(Object.function())
                    : IsHanded(Object.value());
  if (!Handed)
    return false;
  QualType T = Holder           ? Holder->getType()
               : Object.value() ? Object.value()->getType()
                                : Object.function()->getReturnType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !R->getDestructor() ||
      R->getDestructor()->isUserProvided())
    return false;
  return std::any_of(
      Object.Fields.begin(), Object.Fields.begin() + Object.Length,
      [&](const FieldDecl *F) {
        return !Prog.names().pointeeType(F->getType()).isNull() &&
               hasCopyConstructor(F->getType());
      });
}

/// Does the body put what its local smart pointer owns into something that
/// outlives the body, or return it: `Buttons.push_back(std::move(Button));`?
static bool passesOn(const Program &Prog, const Body *B,
                     const VarDecl *Pointer) {
  return llvm::any_of(Prog.values().flowsIn(B), [&](const Flow *W) {
    if (W->From != AccessPath::variable(Pointer))
      return false;
    if (W->To.Kind == AccessPath::Root::Result)
      return W->To.function() == B->Function;
    const VarDecl *To = W->To.variable();
    return W->To.Kind == AccessPath::Root::This ||
           (To && (!To->hasLocalStorage() ||
                   (isa<ParmVarDecl>(To) && To->getType()->isReferenceType() &&
                    To->getDeclContext() == B->Function)));
  });
}

static Life lifeOf(const Program &Prog, const AccessPath &Object, const Body *B,
                   const VarDecl *V) {
  auto IsName = [&](QualType T) {
    return T->isReferenceType() || T->isPointerType() ||
           !Prog.names().pointeeType(T).isNull();
  };
  if (Object.Kind == AccessPath::Root::This || isShared(Prog, Object))
    return Life::Longer;
  if (Object.Kind == AccessPath::Root::Result)
    return IsName(Object.function()->getReturnType()) ? Life::Longer
                                                      : Life::Unknown;
  const VarDecl *Holder = Object.variable();
  if (!Holder || Holder->isInitCapture())
    return Life::Unknown;
  if (!Holder->hasLocalStorage())
    return Life::Longer;
  QualType T = Holder->getType();
  if (T->isRValueReferenceType() || Holder->extendsTemporary())
    return Life::Unknown;
  if (T->isReferenceType())
    return Life::Longer;
  if (T->isPointerType()) {
    // `auto *button = new Button(&dialog);`
    if (const auto *New = dyn_cast_or_null<CXXNewExpr>(
            Holder->getInit() ? strip(Holder->getInit()) : nullptr))
      if (const CXXConstructExpr *Made = New->getConstructExpr())
        for (const Expr *A : Made->arguments())
          if (const VarDecl *Parent = Prog.paths().resolve(A).variable();
              Parent && Parent->hasLocalStorage() &&
              Parent->getType()->isRecordType() && !isa<ParmVarDecl>(Parent))
            return Life::WithFrame;
    // `auto *dialog = new Dialog; ... delete dialog;`
    bool Deleted = llvm::any_of(B->Events, [&](const Event &E) {
      return E.Kind == EventKind::Destroy && E.Path.variable() == Holder;
    });
    return Deleted ? Life::WithFrame : Life::Longer;
  }
  if (IsName(T))
    return (isa<ParmVarDecl>(Holder) && hasCopyConstructor(T)) ||
                   passesOn(Prog, B, Holder)
               ? Life::Longer
               : Life::Unknown;
  const NamedDecl *Around = V->getDeclContext();
  while (Around && (Around = Around->getDeclContext()))
    if (Around == Holder->getDeclContext())
      return Life::Longer;
  return Life::WithFrame;
}

/// Adds the calls that are given the variable, which stands for a registration,
/// and the closures that capture it.
static void addUsesOf(const Program &Prog, const Stmt *S, const VarDecl *V,
                      ControlFlow::Statements &Result) {
  if (!S)
    return;
  auto Is = [&](const Expr *E) { return names(E, V); };
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCapturedVar() == V)
        Result.insert(S);
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const model::Operation *Op = Prog.names().operation(Call);
    bool Keeps =
        Op && (Op->R == model::Role::Insert || Op->R == model::Role::Emplace ||
               Op->R == model::Role::Transfer || Op->R == model::Role::Query ||
               Op->R == model::Role::LookThrough);
    const auto *M = dyn_cast<CXXMemberCallExpr>(S);
    if (!Keeps && ((M && Is(M->getImplicitObjectArgument())) ||
                   llvm::any_of(Call->arguments(), Is)))
      Result.insert(S);
  }
  if (const auto *A = dyn_cast<CoawaitExpr>(S); A && Is(A->getOperand()))
    Result.insert(S);
  for (const Stmt *Child : S->children())
    addUsesOf(Prog, Child, V, Result);
}

/// Does the flow leave nothing behind: is it of a swap, or a move?
static bool movesOut(const Program &Prog, const Flow &W) {
  return llvm::any_of(partsOf(W.At), [&](const Stmt *S) {
    auto Is = [&](const Expr *E) {
      return E && Prog.paths().resolve(E) == W.From;
    };
    if (const auto *K = dyn_cast<CXXConstructExpr>(S))
      return K->getConstructor()->isMoveConstructor() && K->getNumArgs() &&
             Is(K->getArg(0));
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call)
      return false;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (M && M->isMoveAssignmentOperator())
      return Call->getNumArgs() > 1 && Is(Call->getArg(1));
    const model::Operation *Op = Prog.names().operation(Call);
    const auto *On = dyn_cast<CXXMemberCallExpr>(Call);
    return Op && Op->R == model::Role::Transfer &&
           ((On && Is(On->getImplicitObjectArgument())) ||
            llvm::any_of(Call->arguments(), Is));
  });
}

/// Adds the statements of `B` behind `At` at which the keeper loses the
/// closure, or has been waited for. False if it does when `B` ends.
static bool addReleases(const Program &Prog, const Closure &K, const Keeper &By,
                        const Body *B, const Stmt *At, const AccessPath &Object,
                        const VarDecl *V, ControlFlow::Statements &Result) {
  const std::vector<AccessPath> &Held = heldBy(Prog, K);
  // What the closure tells, and what becomes of it: the future of a packaged
  // task.
  std::vector<AccessPath> Told;
  for (const CallChain &Chain : Prog.calls().reachedFrom(K.Code))
    for (const Event &E : Chain.To->Events)
      if (E.Path && E.isReport())
        Told.push_back(E.Path);
  for (const AccessPath &H : Held)
    for (const Event *E : Prog.index().on(H))
      if (E->Kind == EventKind::Signal && !llvm::is_contained(Told, H))
        Told.push_back(H);
  auto HearsOf = [&](const Event &E) {
    return (E.Kind == EventKind::Wait || E.Kind == EventKind::Poll ||
            E.Kind == EventKind::Receive || E.Kind == EventKind::Read) &&
           !E.GivesUp && E.Path && llvm::any_of(Told, [&](const AccessPath &P) {
             return Prog.values().mayBeSame(P, E.Path);
           });
  };
  // An object that the callable is a part of, in a container or not.
  auto HasSlot = [&](const AccessPath &P) {
    for (AccessPath Object = By.Slot; Object.Length;) {
      Object = Object.parent();
      if ((Object.Length || Object.variable()) &&
          Prog.values().mayBeSame(P, Object))
        return true;
    }
    return false;
  };
  auto Is = [&](const AccessPath &P, model::Kind K) {
    const model::Type *T =
        P.type().isNull() ? nullptr : Prog.names().type(P.type());
    return T && T->K == K;
  };
  auto HoldsOne = [&](AccessPath P) {
    for (;; P = P.parent()) {
      if (Is(P, model::Kind::Container))
        return false;
      if (!P.Length)
        return true;
    }
  };
  auto Empties = [&](const Event &E) {
    if (E.Kind != EventKind::Write || !E.Path)
      return false;
    const bool IsAround = HasSlot(E.Path);
    if (!IsAround && !Prog.values().mayBeSame(E.Path, By.Slot))
      return false;
    if (E.Op)
      return E.Op->R == model::Role::Remove;
    const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E.At);
    const auto *A = dyn_cast_or_null<BinaryOperator>(E.At);
    if (!(O && O->getOperator() == OO_Equal) && !(A && A->isAssignmentOp()))
      return false;
    // Another callable in its place, or none.
    return ((IsAround || Is(E.Path, model::Kind::Callable)) &&
            HoldsOne(E.Path)) ||
           llvm::none_of(Prog.values().flowsIn(E.In), [&](const Flow *W) {
             return W->At == E.At && W->To.startsWith(E.Path);
           });
  };
  auto Blocks = [](const Event &E) {
    return ((E.Kind == EventKind::Wait || E.Kind == EventKind::Join) &&
            !E.GivesUp) ||
           (E.Op && E.Op->R == model::Role::RunLoop);
  };
  auto RunsIt = [&](const Event &E) {
    return E.Kind == EventKind::Run && llvm::is_contained(Held, E.Path);
  };
  auto IsOf = [&](const AccessPath &P) {
    return P && (P.Length || P.Kind != AccessPath::Root::This) &&
           Object.startsWith(P);
  };
  auto RunsWhatIsHanded = [&](const Event &E) {
    return llvm::any_of(Prog.calls().bodiesOf(E.Path), [&](const Body *Code) {
      return llvm::any_of(Code->Events, RunsIt);
    });
  };
  auto IsAwaitedBehind = [&](const Stmt *Call) {
    return llvm::any_of(B->Events, [&](const Event &E) {
      return E.Kind == EventKind::Wait && E.GivesUp && E.Path && E.At != Call &&
             Prog.calls().flow(B).has(Call) && Prog.calls().flow(B).has(E.At) &&
             Prog.calls().flow(B).canReach(Call, E.At) &&
             llvm::any_of(Told, [&](const AccessPath &P) {
               return Prog.values().mayBeSame(P, E.Path);
             });
    });
  };
  const FunctionDecl *Keeping =
      By.Calls.empty() ? nullptr : By.Calls.front()->Path.function();

  // A swap, or a move, has taken out what was in it.
  auto IsSlot = [&](const AccessPath &P) {
    for (AccessPath Object = By.Slot;; Object = Object.parent()) {
      if (P == Object)
        return true;
      if (!Object.Length)
        return false;
      if (P.lastField() == Object.lastField() &&
          Prog.values().mayBeSame(P, Object))
        return true;
    }
  };
  auto Takes = [&](const Body *Code) {
    std::vector<const Stmt *> Found;
    for (const Flow *W : Prog.values().flowsIn(Code))
      if (IsSlot(W->From) && movesOut(Prog, *W))
        Found.push_back(W->At);
    return Found;
  };
  for (const Stmt *S : Takes(B))
    if (S != At)
      addConditionally(B, S, At, Result);

  for (const Event &E : B->Events) {
    // What the statement does that is asked about.
    if (E.At == At)
      continue;
    bool Ends = false;
    if (E.Kind == EventKind::Run) {
      bool Empty = false, Waits = false, Runs = false, Receives = false;
      bool Hears = false;
      for (const Body *Target : Prog.calls().targetsOf(E))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Target)) {
          Empty |= !Takes(Chain.To).empty();
          for (const Event &Inner : Chain.To->Events) {
            Empty |= Empties(Inner);
            Waits |= Blocks(Inner);
            Hears |= HearsOf(Inner) && Chain.To != K.Code;
            Runs |= RunsIt(Inner);
            Receives |= Inner.Kind == EventKind::Receive ||
                        Inner.Kind == EventKind::Sleep;
          }
        }
      bool Again = Keeping && E.Path.function() == Keeping;
      Ends = Empty || Hears || (Runs && (Waits || Receives) && !Again) ||
             (Waits && !Again && IsOf(E.Object));
      if (Ends && E.AtScopeEnd) {
        if (diesBefore(E.Object, V))
          return false;
        continue;
      }
    } else if (E.AtScopeEnd) {
      continue;
    } else if (E.Kind == EventKind::Escape) {
      // A call of what cannot be seen may run it, or let it go, unless the
      // function still waits for it then.
      const auto *M = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
      // So may a method of one's own.
      bool OfOwn = M && E.Path.Kind == AccessPath::Root::This &&
                   Object.startsWith(E.Path) && !By.Calls.size() &&
                   isa<CXXThisExpr>(strip(M->getImplicitObjectArgument()));
      Ends = (IsOf(E.Path) || OfOwn || RunsWhatIsHanded(E)) && !E.ReadOnly &&
             !IsAwaitedBehind(E.At) &&
             !(M && M->getMethodDecl() && M->getMethodDecl()->isConst()) &&
             llvm::none_of(B->Events, [&](const Event &Other) {
               return Other.At == E.At && (Other.Kind == EventKind::Keep ||
                                           Other.Kind == EventKind::Handler);
             });
    } else {
      Ends = Empties(E) || HearsOf(E) ||
             (E.Op && E.Op->R == model::Role::RunLoop) ||
             ((E.Kind == EventKind::Stop || E.Kind == EventKind::Destroy ||
               Blocks(E)) &&
              IsOf(E.Path));
    }
    if (Ends)
      addConditionally(B, E.At, At, Result);
  }
  // A token, a connection or an id stands for the registration.
  for (const Stmt *S : around(B, At)) {
    const auto *D = dyn_cast<DeclStmt>(S);
    const VarDecl *Token =
        D && D->isSingleDecl() ? D->getSingleDecl() : nullptr;
    if (!Token || !Token->hasLocalStorage())
      continue;
    const model::Type *M = Prog.names().type(Token->getType());
    const CXXRecordDecl *R = Token->getType()->getAsCXXRecordDecl();
    if ((M && M->Destroy == model::OnDestroy::Cancels) ||
        (!M && R && R->hasDefinition() && !R->hasTrivialDestructor()))
      return false;
    ControlFlow::Statements Uses;
    addUsesOf(Prog, B->Code, Token, Uses);
    for (const Stmt *Use : Uses)
      addConditionally(B, Use, At, Result);
  }
  for (const Stmt *Exit : failureExits(B, At))
    Result.insert(Exit);
  return true;
}

//===----------------------------------------------------------------------===//
// How long
//===----------------------------------------------------------------------===//

/// Is the task that runs the closure over when the variable dies?
static bool isOverBefore(const Program &Prog, const Closure &K,
                         const Task *Runner, const VarDecl *V) {
  bool Started = false;
  for (const ClosureFate &Fate : escapesOf(Prog, K))
    if (Fate.How == Escape::Elsewhere && Fate.Started == Runner)
      for (const Stmt *Start : handoversOf(Prog, K, Fate)) {
        Started = true;
        if (mayOutlive(Prog, *Runner, K.Maker, Start, V, K.Code))
          return false;
      }
  return Started;
}

/// Is the closure called only while its maker runs or waits for the task that
/// calls it, or after another one was put into its place?
static bool runsOnlyFor(const Program &Prog, const Closure &K, const Keeper &By,
                        const VarDecl *V) {
  // Not where it is called before it is put there, or instead.
  std::vector<const Body *> Work;
  for (const AccessPath &H : Prog.values().reach(By.Slot))
    for (const Event *E : Prog.index().on(H))
      if (E->Kind == EventKind::Run && !llvm::is_contained(Work, E->In))
        Work.push_back(E->In);
  if (Work.empty())
    return false;
  for (size_t I = 0; I < Work.size(); ++I) {
    const Body *B = Work[I];
    if (B == K.Maker)
      continue;
    // A swap puts something into its place, and takes it to where it is run.
    const std::vector<const Flow *> &Flows = Prog.values().flowsIn(B);
    if (llvm::any_of(Flows, [&](const Flow *W) {
          return By.Slot.startsWith(W->To) &&
                 (W->To.Length || W->To.variable()) &&
                 llvm::none_of(Flows, [&](const Flow *Back) {
                   return Back->At == W->At && Back->From == W->To &&
                          Back->To == W->From && !Back->To.value();
                 });
        }))
      continue;
    const Task *Runner = taskRunning(Prog, B);
    if (Runner && Runner != taskRunning(Prog, K.Maker)) {
      if (!isOverBefore(Prog, K, Runner, V))
        return false;
      continue;
    }
    const auto &From = Prog.calls().callersOf(B);
    if (From.empty() || Work.size() > 64)
      return false;
    for (const auto &[Caller, Call] : From)
      if (!llvm::is_contained(Work, Caller))
        Work.push_back(Caller);
  }
  return true;
}

bool isRegisteredBeyond(const Program &Prog, const Closure &K, const Stmt *Loop,
                        const VarDecl *V) {
  auto DiesWithIteration = [&](const VarDecl *Holder) {
    const Stmt *ItsLoop =
        Holder && Holder->hasLocalStorage() ? loopOf(Prog, Holder) : nullptr;
    return ItsLoop && contains(Loop, ItsLoop) &&
           !Holder->getType()->isPointerType() &&
           !Holder->getType()->isReferenceType();
  };
  bool Known = false;
  for (const Keeper &By : keepersOf(Prog, K)) {
    if (By.How != Keeper::Registered)
      continue;
    Known = true;
    if (DiesWithIteration(By.Object.variable()) ||
        llvm::any_of(By.Put->children(), [&](const Stmt *A) {
          const auto *E = dyn_cast_or_null<Expr>(A);
          const VarDecl *Other =
              E ? Prog.paths().resolve(E).variable() : nullptr;
          return DiesWithIteration(Other) && Other->getType()->isRecordType() &&
                 !canKeep(Prog, Other->getType());
        }))
      continue;
    ControlFlow::Statements Over;
    if (addReleases(Prog, K, By, K.Maker, By.At, By.Object, V, Over) &&
        (!contains(Loop, By.At) ||
         Prog.calls().flow(K.Maker).canLeaveIteration(By.At, Loop, Over)))
      return true;
  }
  return !Known;
}

/// Is the closure called by the function that makes it, behind the scope of the
/// variable?
static bool isRunBehindScope(const Program &Prog, const Closure &K,
                             const Keeper &By, const VarDecl *V) {
  const Body *B = K.Maker;
  const VarDecl *Holder = By.Object.variable();
  if (!Holder || Holder->getDeclContext() != B->Function ||
      V->getDeclContext() != B->Function || isa<ParmVarDecl>(V))
    return false;
  const Stmt *Scope = scopeOf(B, V), *Outer = scopeOf(B, Holder);
  if (!Scope || !Outer || Scope == Outer || !contains(Outer, Scope))
    return false;
  return llvm::any_of(B->Events, [&](const Event &E) {
    return E.Kind == EventKind::Run && !E.AtScopeEnd &&
           llvm::is_contained(heldBy(Prog, K), E.Path) &&
           !contains(Scope, E.At) && Prog.calls().flow(B).has(By.At) &&
           Prog.calls().flow(B).canReach(By.At, E.At);
  });
}

bool mayBeKept(const Program &Prog, const Closure &K, const Keeper &By,
               const VarDecl *V) {
  if (By.How != Keeper::Returned) {
    switch (lifeOf(Prog, By.Object, K.Maker, V)) {
    case Life::Unknown:
      return false;
    case Life::WithFrame:
      if (!isRunBehindScope(Prog, K, By, V))
        return false;
      break;
    case Life::Longer:
      if (By.How == Keeper::Stored && runsOnlyFor(Prog, K, By, V))
        return false;
      // What the call returns may wait: `load().then(...).get()`.
      if (!By.Object.variable() && By.Object.Kind != AccessPath::Root::This &&
          llvm::any_of(around(K.Maker, By.At), [&](const Stmt *S) {
            return isa<CallExpr, CXXConstructExpr, CoawaitExpr>(S);
          }))
        return false;
      // Whatever else it is registered with may die with the frame.
      if (By.How == Keeper::Registered &&
          llvm::any_of(By.Put->children(), [&](const Stmt *A) {
            const auto *E = dyn_cast_or_null<Expr>(A);
            const VarDecl *Other =
                E ? Prog.paths().resolve(E).variable() : nullptr;
            return Other && Other->getType()->isRecordType() &&
                   lifeOf(Prog, AccessPath::variable(Other), K.Maker, V) ==
                       Life::WithFrame &&
                   !canKeep(Prog, Other->getType());
          }))
        return false;
      break;
    }
  }
  // What a closure returns that is run in place stays in the function.
  if (By.How == Keeper::Returned && V->getDeclContext() != K.Maker->Function)
    return false;
  // The functions that put it there may take it out again themselves.
  for (size_t I = By.Calls.size(); I > 0; --I) {
    const Body *B = I == By.Calls.size() ? By.In : By.Calls[I]->In;
    const Stmt *At = I == By.Calls.size() ? By.Put : By.Calls[I]->At;
    std::vector<const Event *> Outer(By.Calls.begin() + I, By.Calls.end());
    ControlFlow::Statements Over;
    AccessPath Object = Prog.calls().calledBefore(Outer, By.Slot);
    if (!Object || !addReleases(Prog, K, By, B, At, Object, V, Over) ||
        !Prog.calls().flow(B).valid() ||
        !Prog.calls().flow(B).canLeaveIteration(At, B->Code, Over))
      return false;
  }
  const Stmt *Start = By.At;
  for (const Body *B = K.Maker; B; B = B->Enclosing) {
    ControlFlow::Statements Over;
    if (By.How != Keeper::Returned &&
        !addReleases(Prog, K, By, B, Start, By.Object, V, Over))
      return false;
    if (!leavesScope(Prog, B, Start, V, Over))
      return false;
    if (V->getDeclContext() == B->Function)
      return true;
    Start = Prog.calls().closureOf(B)->Lambda;
  }
  return false;
}

/// Is the object there before and behind the iteration?
static bool outlivesIteration(const Program &Prog, const AccessPath &Object,
                              const Stmt *Loop) {
  if (Object.Kind == AccessPath::Root::This)
    return true;
  const VarDecl *V = Object.variable();
  const Stmt *ItsLoop = V ? loopOf(Prog, V) : nullptr;
  return V && !(ItsLoop && contains(Loop, ItsLoop));
}

bool isKeptBeyondIteration(const Program &Prog, const Closure &K,
                           const Stmt *Loop) {
  const std::vector<AccessPath> &Held = heldBy(Prog, K);
  auto IsKeeper = [&](const AccessPath &H) {
    const VarDecl *V = H.variable();
    if (!H.Length &&
        (!V || (V->getDeclContext() == K.Maker->Function && isa<ParmVarDecl>(V)
                    ? !V->getType()->isLValueReferenceType()
                    : isa<ParmVarDecl>(V) || V->getType()->isReferenceType())))
      return false;
    const model::Type *T =
        Prog.names().type(H.Length ? H.lastField()->getType() : V->getType());
    return T && (T->K == model::Kind::Container ||
                 T->K == model::Kind::Callable || T->K == model::Kind::Graph);
  };
  auto Runs = [&](const Event &E) {
    return (E.Kind == EventKind::Run || E.Kind == EventKind::Escape) &&
           llvm::is_contained(Held, E.Path);
  };

  // Does the flow put it, or what it is a part of, where such is true?
  auto Puts = [&](const Flow &W, auto Where) {
    return llvm::any_of(Held, [&](const AccessPath &H) {
      const AccessPath To = H.rebased(W.From, W.To);
      return H.startsWith(W.From) && llvm::is_contained(Held, To) && Where(To);
    });
  };

  bool Kept = false;
  // Stored, inserted or returned in the loop itself.
  for (const Flow *W : Prog.values().flowsIn(K.Maker))
    if (contains(Loop, W->At))
      Kept |= Puts(*W, [&](const AccessPath &To) {
        return To.Kind == AccessPath::Root::Result ||
               (IsKeeper(To) && outlivesIteration(Prog, To, Loop));
      });
  for (const Event &E : K.Maker->Events) {
    if (!contains(Loop, E.At))
      continue;
    if (Runs(E))
      return false;
    if (E.Kind != EventKind::Run)
      continue;
    // Stored by a method of an object that outlives the iteration.
    bool Given = contains(E.At, K.Lambda);
    for (const Body *Target : Prog.calls().targetsOf(E))
      for (const CallChain &Chain : Prog.calls().reachedFrom(Target)) {
        if (llvm::any_of(Chain.To->Events, Runs))
          return false;
        const auto *Call = dyn_cast<CXXMemberCallExpr>(E.At);
        if (!Call || !Given)
          continue;
        const AccessPath Object =
            Prog.paths().resolve(Call->getImplicitObjectArgument());
        const VarDecl *Pointer = Object.Length ? nullptr : Object.variable();
        if (outlivesIteration(Prog, Object, Loop) ||
            (Pointer &&
             !Prog.names().pointeeType(Pointer->getType()).isNull() &&
             passesOn(Prog, K.Maker, Pointer)))
          Kept |=
              llvm::any_of(Prog.values().flowsIn(Chain.To), [&](const Flow *W) {
                return W->To.Length && Puts(*W, IsKeeper);
              });
      }
  }
  return Kept;
}

} // namespace tether::facts
