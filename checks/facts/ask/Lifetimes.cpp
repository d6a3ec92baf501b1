//===- Lifetimes.cpp - What may be gone while a task still runs -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lifetimes.h"
#include "../code/Scopes.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Closures.h"
#include "Cuts.h"
#include "Reports.h"
#include <set>

using namespace clang;

namespace tether::facts {

//===----------------------------------------------------------------------===//
// What ends with the process
//===----------------------------------------------------------------------===//

bool onlyForMain(const Program &Prog, const Body *B) {
  std::set<const Body *> Seen;
  std::vector<const Body *> Work{B};
  while (!Work.empty()) {
    const Body *Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    if ((Next->Function && Next->Function->isMain()) ||
        Prog.calls().isTest(Next))
      continue;
    // What other units can call is called by more than main. A closure runs
    // wherever it was given to; what runs it in place is known.
    if (!Next->Lambda &&
        (!Next->Function || Prog.seen().isForOthers(Next->Function)))
      return false;
    if (Next->Lambda && Prog.calls().calledByTest(Next))
      continue;
    std::vector<std::pair<const Body *, const Event *>> From =
        Prog.calls().callersOf(Next);
    if (From.empty())
      return false;
    for (const auto &Caller : From)
      Work.push_back(Caller.first);
  }
  return true;
}

/// The first variable named in the code that dies with the process.
static const VarDecl *staticIn(const Stmt *S) {
  std::vector<const Stmt *> Work{S};
  for (size_t I = 0; I < Work.size(); ++I) {
    if (!Work[I])
      continue;
    if (const auto *R = dyn_cast<DeclRefExpr>(Work[I]))
      if (const auto *V = dyn_cast<VarDecl>(R->getDecl());
          V && V->hasGlobalStorage() && !V->isThreadLocal() &&
          !V->isInSystemHeader() && V->needsDestruction())
        return V;
    llvm::append_range(Work, Work[I]->children());
  }
  return nullptr;
}

const VarDecl *diesWithMain(const Program &Prog, const Task &T,
                            const TaskBody &Code) {
  const FunctionDecl *F = T.Spawner->Function;
  if (!F || !Prog.calls().flow(T.Spawner).canEnd())
    return nullptr;
  auto IsOwn = [&](const VarDecl *V) {
    return V && V->hasLocalStorage() && V->getDeclContext() == F;
  };
  if (Code.Code)
    if (const VarDecl *V = Code.Code->localReference(); IsOwn(V))
      return V;
  for (const Argument &A : T.Arguments)
    if (A.ByReference && IsOwn(A.Path.variable()))
      return A.Path.variable();
  if (Code.Code && !Prog.calls().calledByTest(T.Spawner))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      if (const VarDecl *V = staticIn(Chain.To->Code))
        return V;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// What dies before
//===----------------------------------------------------------------------===//

/// Does what waits for tasks when the object at `P` dies come before the end of
/// `V`? What `V` itself waits for may use it until then.
static bool endsFirst(const AccessPath &P, const VarDecl *V) {
  return diesBefore(P, V) ||
         (P == AccessPath::variable(V) && !isa<ParmVarDecl>(V) &&
          !V->getType()->isReferenceType());
}

/// Does it only ask something of the object, `status.ok()`?
static bool isQuestion(const Event &E) {
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  return M && M->isConst() && M->getReturnType()->isBooleanType() &&
         !M->getNumParams();
}

static bool isOnlyLocal(const AccessPath &H, const Task &T) {
  const VarDecl *V = H.variable();
  return H == T.HandlePath ||
         (V && V->isLocalVarDecl() && V->hasLocalStorage() && !H.Length);
}

/// Is it cut loose, and nobody is known to wait for it? unowned-thread says
/// what such a task refers to.
static bool isUnowned(const Program &Prog, const Task &T,
                      const HandleFate &Fate) {
  return llvm::any_of(looseEndsOf(Prog, T, Fate), [&](const LooseEnd &Loose) {
    return Loose.End != Settlement::Settled || onlyForMain(Prog, T.Spawner);
  });
}

/// May what is thrown leave the code, or what it calls?
static bool mayThrow(const Program &Prog, const Body *B, unsigned Depth = 0) {
  if (!B->Code || Depth > 3)
    return false;
  if (B->Function && B->Function->isNothrow())
    return false;
  auto Throws = [](auto Self, const Stmt *S) -> bool {
    if (!S || isa<LambdaExpr>(S))
      return false;
    if (const auto *Throw = dyn_cast<CXXThrowExpr>(S))
      return Throw->getSubExpr();
    if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
      for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
        if (Self(Self, Try->getHandler(I)))
          return true;
      return false;
    }
    return llvm::any_of(S->children(),
                        [&](const Stmt *Child) { return Self(Self, Child); });
  };
  if (Throws(Throws, B->Code))
    return true;
  for (const Event &E : B->Events)
    if (E.Kind == EventKind::Run && !E.AtScopeEnd &&
        llvm::none_of(around(B, E.At),
                      [](const Stmt *S) { return isa<CXXTryStmt>(S); }))
      for (const Body *Target : Prog.calls().targetsOf(E))
        if (Target != B && mayThrow(Prog, Target, Depth + 1))
          return true;
  return false;
}

/// The waits of `B` that throw what one of several tasks has thrown, and leave
/// the others running. `Loops` are those around the start.
static std::vector<const Stmt *>
rethrowingWaits(const Program &Prog, const Task &T, const Body *B,
                const Stmt *Start, const ControlFlow::Statements &Waits) {
  std::vector<const Stmt *> Result;
  std::vector<const Stmt *> Loops;
  for (const Stmt *S : around(B, Start))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      Loops.push_back(S);
  for (const Event &E : B->Events) {
    if (E.Kind != EventKind::Wait || !E.Op || !E.Op->Rethrows || E.GivesUp ||
        !Waits.count(E.At))
      continue;
    if (llvm::none_of(Loops, [&](const Stmt *L) { return !contains(L, E.At); }))
      continue;
    if (llvm::none_of(around(B, E.At),
                      [](const Stmt *S) { return isa<CXXTryStmt>(S); }))
      Result.push_back(E.At);
  }
  bool Throws = false;
  if (T.Spawner == B)
    for (const TaskBody &Code : bodiesOf(Prog, T))
      Throws |= mayThrow(Prog, Code.Code);
  for (const Closure *K : B->Closures)
    if (contains(Start, K->Lambda))
      Throws |= mayThrow(Prog, K->Code);
  if (!Throws)
    Result.clear();
  return Result;
}

/// The local number that stands for what `Start` has started: `auto Id =
/// every(1s, callback);`
static const VarDecl *idOf(const Body *B, const Stmt *Start) {
  for (const Stmt *S : around(B, Start)) {
    const VarDecl *V = nullptr;
    const Expr *Given = nullptr;
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      V = D->isSingleDecl() ? D->getSingleDecl() : nullptr;
      Given = V ? V->getInit() : nullptr;
    } else if (const auto *A = dyn_cast<BinaryOperator>(S);
               A && A->getOpcode() == BO_Assign) {
      const auto *Left = dyn_cast<DeclRefExpr>(strip(A->getLHS()));
      V = Left ? dyn_cast<VarDecl>(Left->getDecl()) : nullptr;
      Given = A->getRHS();
    }
    if (V && Given && strip(Given) == Start && V->hasLocalStorage() &&
        V->getType()->isIntegralOrEnumerationType())
      return V;
  }
  return nullptr;
}

/// May the call take back what the number stands for that it is given?
static bool mayTakeBack(const Program &Prog, const CallExpr *Call) {
  if (const model::Operation *Op = Prog.names().operation(Call))
    return Op->R == model::Role::Cancel || Op->R == model::Role::Stop ||
           Op->R == model::Role::Remove || Op->R == model::Role::Destroy ||
           Op->R == model::Role::Join;
  const FunctionDecl *F = Call->getDirectCallee();
  if (const Body *Target = Prog.calls().bodyOf(F))
    return llvm::any_of(
        Prog.calls().reachedFrom(Target), [](const CallChain &Chain) {
          return llvm::any_of(Chain.To->Events, [](const Event &E) {
            return E.Kind == EventKind::Stop;
          });
        });
  return F && !isa<CXXOperatorCallExpr>(Call) &&
         Prog.seen().of(F) != Sight::Outside;
}

/// Adds the calls in `Code` that are given the number and may take back what it
/// stands for, and the closures that make such calls.
static void addTakingBack(const Program &Prog, const Stmt *Code,
                          const VarDecl *Id, ControlFlow::Statements &Result) {
  auto Is = [&](const Expr *E) {
    const auto *R = dyn_cast_or_null<DeclRefExpr>(strip(E));
    return R && R->getDecl() == Id;
  };
  for (const Stmt *S : partsOf(Code)) {
    if (const auto *K = dyn_cast<LambdaExpr>(S)) {
      ControlFlow::Statements Inside;
      addTakingBack(Prog, K->getBody(), Id, Inside);
      if (!Inside.empty())
        Result.insert(K);
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      if (llvm::any_of(Call->arguments(), Is) && mayTakeBack(Prog, Call))
        Result.insert(Call);
    }
  }
}

/// Is the loop, a variable of the function, run behind the block at the end of
/// which `V` dies, or by a thread that goes on then?
static bool isRunBehind(const Program &Prog, const AccessPath &Loop,
                        const Body *B, const Stmt *Start, const VarDecl *V) {
  while (B && B->Function != V->getDeclContext()) {
    const Closure *K = Prog.calls().closureOf(B);
    Start = K ? K->Lambda : nullptr;
    B = K ? B->Enclosing : nullptr;
  }
  const Stmt *Scope = B && !isa<ParmVarDecl>(V) ? scopeOf(B, V) : nullptr;
  if (!Scope || Scope == B->Code || !Prog.calls().flow(B).valid())
    return false;
  auto IsRun = [&](const Event &E) {
    return E.runsLoop() && Prog.values().mayBeSame(E.Path, Loop);
  };
  auto Runs = [&](const Body *Code) {
    return llvm::any_of(Prog.calls().reachedFrom(Code),
                        [&](const CallChain &Chain) {
                          return llvm::any_of(Chain.To->Events, IsRun);
                        });
  };
  for (const Event &E : B->Events)
    if (!E.AtScopeEnd && !contains(Scope, E.At) &&
        (IsRun(E) || (E.Kind == EventKind::Run &&
                      llvm::any_of(Prog.calls().targetsOf(E), Runs))) &&
        Prog.calls().flow(B).canReach(Start, E.At))
      return true;
  return llvm::any_of(B->Tasks, [&](const Task *T) {
    return !contains(Scope, T->Spawn) &&
           llvm::any_of(
               bodiesOf(Prog, *T),
               [&](const TaskBody &Code) { return Runs(Code.Code); }) &&
           (Prog.calls().flow(B).canReach(Start, T->Spawn) ||
            Prog.calls().flow(B).canReach(
                T->Spawn, Start,
                waitsIn(Prog, B, *T, fateOf(Prog, *T), Report::Message)));
  });
}

bool mayOutlive(const Program &Prog, const Task &T, const Body *B,
                const Stmt *Start, const VarDecl *V, const Body *Handed) {
  HandleFate Fate = fateOf(Prog, T);
  if (isUnowned(Prog, T, Fate))
    return false;
  if (endsUnseen(Prog, T, Start))
    return false;
  bool Pooled = T.Group && (Fate.Dropped || !T.Handle);
  if (Fate.Dropped && T.Op->Discard != model::OnDiscard::Nothing &&
      T.Op->Discard != model::OnDiscard::Detaches)
    return false;
  if (T.Handle && !Pooled &&
      T.Handle->Destroy == model::OnDestroy::Terminates &&
      llvm::all_of(Fate.Held,
                   [&](const AccessPath &H) { return isOnlyLocal(H, T); }))
    return false; // The process ends first.
  // A loop of the same function runs tasks only as long as it is run, by the
  // function or by a task that refers to the loop as well.
  const std::vector<AccessPath> Runners = runnersOf(Prog, T);
  for (const AccessPath &Runner : Runners) {
    const model::Type *Type = Prog.values().typeOf(Runner);
    const VarDecl *Loop = Runner.variable();
    if (Type && Type->K == model::Kind::EventLoop && Loop &&
        Loop->hasLocalStorage() && !isa<ParmVarDecl>(Loop) &&
        !Loop->getType()->isReferenceType() &&
        Loop->getDeclContext() == V->getDeclContext() &&
        !isRunBehind(Prog, Runner, B, Start, V))
      return false;
  }
  // A pool of the frame whose destructor cannot be seen may wait there.
  if (T.Group && endsFirst(T.Group, V))
    if (const CXXRecordDecl *R = Prog.values().recordOf(T.Group);
        R && !Prog.values().typeOf(T.Group))
      if (const CXXDestructorDecl *D = R->getDestructor();
          D && D->isUserProvided() && !Prog.seen().isDefined(D))
        return false;
  // A holder that waits when it dies, before the variable does.
  if (Fate.JoinedByDestructor) {
    if (llvm::any_of(Runners, [&](const AccessPath &Runner) {
          return endsFirst(Runner, V) &&
                 (!Prog.values().typeOf(Runner) ||
                  joinsItsTasks(Prog.values().typeOf(Runner)));
        }))
      return false;
    // That the pool waits when it dies does not make the handle wait.
    if (llvm::any_of(Fate.Held, [&](const AccessPath &H) {
          return joinsWhenItDies(Prog, H, T);
        }))
      for (const AccessPath &H : Fate.Held)
        if (H != T.HandlePath && endsFirst(H, V))
          return false;
  }
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events)
    if (E.AtScopeEnd && E.Kind == EventKind::Run && endsFirst(E.Object, V))
      for (const Body *Target : Prog.calls().targetsOf(E))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Target))
          for (const Event &Inner : Chain.To->Events)
            if (Joins.count(&Inner) || Inner.Kind == EventKind::Wait)
              return false;

  ControlFlow::Statements Waits =
      waitsIn(Prog, B, T, Fate, Report::Message, Handed);
  // A thread of the function that runs the loop, and is joined.
  for (const Task *Runner : B->Tasks) {
    bool Runs = false;
    if (Runner != &T)
      for (const TaskBody &Code : bodiesOf(Prog, *Runner))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
          for (const Event &E : Chain.To->Events)
            Runs |= Joins.count(&E) != 0;
    if (!Runs)
      continue;
    HandleFate Ends = fateOf(Prog, *Runner);
    for (const AccessPath &H : Ends.Held)
      if (Ends.JoinedByDestructor && endsFirst(H, V))
        return false;
    for (const Stmt *Wait : waitsIn(Prog, B, *Runner, Ends, Report::Message))
      Waits.insert(Wait);
  }
  // The handle, what the task reports to, and the pool that it runs on may be
  // waited for by code that cannot be seen.
  std::vector<AccessPath> Reports = Fate.Held;
  Reports.insert(Reports.end(), Runners.begin(), Runners.end());
  for (const TaskBody &Code : bodiesOf(Prog, T))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      for (const Event *E : reportsBy(Prog, T, Chain.To))
        Reports.push_back(Chain.asCalled(E->Path));
  auto HandsOver = [&](const Event &E) {
    return E.Kind == EventKind::Escape && E.Path && !isQuestion(E) &&
           llvm::any_of(Reports, [&](const AccessPath &R) {
             return R && (Prog.values().mayBeSame(R, E.Path) ||
                          llvm::any_of(Prog.values().sources(E.Path),
                                       [&](const AccessPath &Source) {
                                         return R.startsWith(Source);
                                       }));
           });
  };
  // Who is handed the handle and joins it knows when there is nothing to join.
  auto JoinsGiven = [&](const Event &E) {
    return Joins.count(&E) && isa_and_nonnull<ParmVarDecl>(E.Path.variable());
  };
  const Body *Spawner = T.Spawner == B ? nullptr : T.Spawner;
  for (const Event &E : B->Events)
    if (HandsOver(E))
      Waits.insert(E.At);
    else if (E.Kind == EventKind::Run)
      for (const Body *Target : Prog.calls().targetsOf(E))
        for (const CallChain &Chain : Prog.calls().reachedFrom(Target))
          if (Chain.To != Spawner &&
              llvm::any_of(Chain.To->Events, [&](const Event &Inner) {
                return HandsOver(Inner) || JoinsGiven(Inner);
              }))
            Waits.insert(E.At);

  if (const VarDecl *Id = idOf(B, Start))
    addTakingBack(Prog, B->Code, Id, Waits);
  // Another method of the object that was given the task waits: `flush()`.
  auto IsWait = [](const Event &E) {
    return (E.Kind == EventKind::Wait || E.Kind == EventKind::Join) &&
           !E.GivesUp;
  };
  auto MayWait = [&](const Body *Code) {
    return Code && llvm::any_of(Prog.calls().reachedFrom(Code),
                                [&](const CallChain &Chain) {
                                  return llvm::any_of(Chain.To->Events, IsWait);
                                });
  };
  // `auto S = std::make_unique<Scoped>(...);`
  auto IsGoneFirst = [&](const AccessPath &Object) {
    if (Object.Kind != AccessPath::Root::Value)
      return endsFirst(Object, V);
    const std::vector<AccessPath> &Names = Prog.values().reach(Object);
    return Names.size() > 1 && llvm::all_of(Names, [&](const AccessPath &N) {
             return N == Object || endsFirst(N, V);
           });
  };
  // So does the destructor of a member that has the handle, which need not be
  // written: `std::jthread Worker;`
  auto HasWaitingMember = [&](auto Self, const CXXRecordDecl *R,
                              unsigned Depth) -> bool {
    if (!R || !R->hasDefinition() || Depth > 3)
      return false;
    return llvm::any_of(
               Fate.Held,
               [&](const AccessPath &H) {
                 return H.Kind == AccessPath::Root::This && H.Length &&
                        isRelated(R,
                                  static_cast<const CXXRecordDecl *>(H.Base)) &&
                        joinsWhenItDies(Prog, H, T);
               }) ||
           llvm::any_of(R->fields(), [&](const FieldDecl *F) {
             return Self(Self, F->getType()->getAsCXXRecordDecl(), Depth + 1);
           });
  };
  for (const Event &Given : B->Events) {
    if (Given.Kind != EventKind::Run || !Given.Object ||
        !contains(Given.At, Start))
      continue;
    // Also the destructor that a smart pointer calls.
    const CXXRecordDecl *R = Prog.values().recordOf(Given.Object);
    if (R && IsGoneFirst(Given.Object) &&
        (MayWait(Prog.calls().bodyOf(R->getDestructor())) ||
         HasWaitingMember(HasWaitingMember, R, 0)))
      return false;
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && E.Object == Given.Object &&
          E.At != Given.At && !E.AtScopeEnd &&
          llvm::any_of(Prog.calls().targetsOf(E), MayWait))
        Waits.insert(E.At);
  }
  std::vector<const Stmt *> Exits = failureExits(B, Start);
  ControlFlow::Statements Over(Exits.begin(), Exits.end());
  for (const Stmt *Wait : Waits)
    if (!Over.count(Wait))
      addConditionally(B, Wait, Start, Over);
  for (const Stmt *Wait : rethrowingWaits(Prog, T, B, Start, Waits)) {
    ControlFlow::Statements Before = Over;
    for (const Stmt *Outer : around(B, Wait)) {
      Before.erase(Outer);
      if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
        Before.erase(R->getRangeStmt());
      else if (const auto *L = dyn_cast<ForStmt>(Outer); L && L->getCond())
        Before.erase(L->getCond());
    }
    Before.erase(Wait);
    if (Prog.calls().flow(B).valid() &&
        Prog.calls().flow(B).canReach(Start, Wait, Before))
      return true;
  }
  return leavesScope(Prog, B, Start, V, Over) &&
         (V->getDeclContext() == B->Function ||
          mayOutlive(Prog, T, B->Enclosing, Prog.calls().closureOf(B)->Lambda,
                     V, Handed));
}

bool leavesScope(const Program &Prog, const Body *B, const Stmt *Start,
                 const VarDecl *V, const ControlFlow::Statements &Over) {
  const bool IsOfBody = V->getDeclContext() == B->Function;
  if (!IsOfBody && (!B->Enclosing || !runsInPlace(Prog, B)))
    return false;
  const Stmt *Scope = IsOfBody ? scopeOf(B, V) : B->Code;
  return Scope && Prog.calls().flow(B).valid() &&
         Prog.calls().flow(B).canLeaveIteration(Start, Scope, Over);
}

bool mayMeet(const Program &Prog, const Task &T, const Body *B,
             const Stmt *Start, const ControlFlow::Statements &Changes) {
  ControlFlow::Statements Waits =
      waitsIn(Prog, B, T, fateOf(Prog, T), Report::Message);
  return llvm::any_of(Changes, [&](const Stmt *Change) {
    return Prog.calls().flow(B).canReach(Start, Change, Waits);
  });
}

} // namespace tether::facts
