//===- Lifetimes.cpp - What may be gone while a task still runs -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Handles.h"
#include "Index.h"

using namespace clang;

namespace tether::facts {

/// The block at the end of which the variable dies.
static const Stmt *scopeOf(const Body *B, const VarDecl *V) {
  if (isa<ParmVarDecl>(V))
    return B->Code;
  // A depth-first search, because the parent of a declaration is not kept.
  const Stmt *Scope = nullptr;
  std::vector<std::pair<const Stmt *, const Stmt *>> Work{{B->Code, B->Code}};
  while (!Work.empty() && !Scope) {
    auto [S, Block] = Work.back();
    Work.pop_back();
    if (!S || isa<LambdaExpr>(S))
      continue;
    if (const auto *D = dyn_cast<DeclStmt>(S))
      if (llvm::is_contained(D->decls(), V))
        Scope = Block;
    const Stmt *Inner = isa<CompoundStmt>(S) ? S : Block;
    for (const Stmt *Child : S->children())
      Work.push_back({Child, Inner});
  }
  return Scope;
}

/// Does the object at `P` die before `V`, because it is a later variable of the
/// same body?
static bool diesBefore(const AccessPath &P, const VarDecl *V) {
  const VarDecl *Holder = P.variable();
  return Holder && !isa<ParmVarDecl>(Holder) && Holder->hasLocalStorage() &&
         Holder->getDeclContext() == V->getDeclContext() &&
         (isa<ParmVarDecl>(V) || Holder->getBeginLoc().getRawEncoding() >
                                     V->getBeginLoc().getRawEncoding());
}

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

/// Adds a statement and the conditions under which it happens: where a join is
/// conditional, the condition is taken to know whether there is something to
/// join.
static void addConditionally(const Body *B, const Stmt *S, const Stmt *Start,
                             ControlFlow::Statements &Result) {
  Result.insert(S);
  for (const Stmt *Outer : around(B, S)) {
    const auto *I = dyn_cast<IfStmt>(Outer);
    if (contains(Outer, Start)) {
      // `if (pthread_create(...) == 0) pthread_join(...);`
      if (I && (contains(I->getCond(), Start) || contains(I->getInit(), Start)))
        Result.insert(I);
      continue;
    }
    if (I)
      Result.insert(I->getCond());
    else if (const auto *W = dyn_cast<WhileStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *L = dyn_cast<ForStmt>(Outer); L && L->getCond())
      Result.insert(L->getCond());
    else if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
      Result.insert(R->getRangeStmt());
    else if (const auto *W = dyn_cast<SwitchStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *C = dyn_cast<ConditionalOperator>(Outer))
      Result.insert(C->getCond());
  }
}

/// Is it cut loose, and nobody is known to wait for it? unowned-thread says
/// what such a task refers to.
bool Unit::isUnowned(const Task &T, const HandleFate &Fate) const {
  return llvm::any_of(looseEndsOf(T, Fate), [&](const LooseEnd &Loose) {
    return Loose.End != Settlement::Settled || onlyForMain(T.Spawner);
  });
}

/// May what is thrown leave the code, or what it calls?
static bool mayThrow(const Unit &Facts, const Body *B, unsigned Depth = 0) {
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
      for (const Body *Target : Facts.targetsOf(E))
        if (Target != B && mayThrow(Facts, Target, Depth + 1))
          return true;
  return false;
}

/// The waits of `B` that throw what one of several tasks has thrown, and leave
/// the others running. `Loops` are those around the start.
static std::vector<const Stmt *>
rethrowingWaits(const Unit &Facts, const Task &T, const Body *B,
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
    for (const TaskBody &Code : Facts.bodiesOf(T))
      Throws |= mayThrow(Facts, Code.Code);
  for (const Closure *K : B->Closures)
    if (contains(Start, K->Lambda))
      Throws |= mayThrow(Facts, K->Code);
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
static bool mayTakeBack(const Unit &Facts, const CallExpr *Call) {
  if (const model::Operation *Op = Facts.names().operation(Call))
    return Op->R == model::Role::Cancel || Op->R == model::Role::Stop ||
           Op->R == model::Role::Remove || Op->R == model::Role::Destroy ||
           Op->R == model::Role::Join;
  const FunctionDecl *F = Call->getDirectCallee();
  if (const Body *Target = Facts.bodyOf(F))
    return llvm::any_of(Facts.reachedFrom(Target), [](const CallChain &Chain) {
      return llvm::any_of(Chain.To->Events, [](const Event &E) {
        return E.Kind == EventKind::Stop;
      });
    });
  return F && !isa<CXXOperatorCallExpr>(Call) && !F->isInSystemHeader();
}

/// Adds the calls in `Code` that are given the number and may take back what it
/// stands for, and the closures that make such calls.
static void addTakingBack(const Unit &Facts, const Stmt *Code,
                          const VarDecl *Id, ControlFlow::Statements &Result) {
  auto Is = [&](const Expr *E) {
    const auto *R = dyn_cast_or_null<DeclRefExpr>(strip(E));
    return R && R->getDecl() == Id;
  };
  for (const Stmt *S : partsOf(Code)) {
    if (const auto *K = dyn_cast<LambdaExpr>(S)) {
      ControlFlow::Statements Inside;
      addTakingBack(Facts, K->getBody(), Id, Inside);
      if (!Inside.empty())
        Result.insert(K);
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      if (llvm::any_of(Call->arguments(), Is) && mayTakeBack(Facts, Call))
        Result.insert(Call);
    }
  }
}

/// Is the loop, a variable of the function, run behind the block at the end of
/// which `V` dies, or by a thread that goes on then?
bool Unit::isRunBehind(const AccessPath &Loop, const Body *B, const Stmt *Start,
                       const VarDecl *V) const {
  while (B && B->Function != V->getDeclContext()) {
    const Closure *K = closureOf(B);
    Start = K ? K->Lambda : nullptr;
    B = K ? B->Enclosing : nullptr;
  }
  const Stmt *Scope = B && !isa<ParmVarDecl>(V) ? scopeOf(B, V) : nullptr;
  if (!Scope || Scope == B->Code || !flow(B).valid())
    return false;
  auto IsRun = [&](const Event &E) {
    return E.runsLoop() && mayBeSame(E.Path, Loop);
  };
  auto Runs = [&](const Body *Code) {
    return llvm::any_of(reachedFrom(Code), [&](const CallChain &Chain) {
      return llvm::any_of(Chain.To->Events, IsRun);
    });
  };
  for (const Event &E : B->Events)
    if (!E.AtScopeEnd && !contains(Scope, E.At) &&
        (IsRun(E) ||
         (E.Kind == EventKind::Run && llvm::any_of(targetsOf(E), Runs))) &&
        flow(B).canReach(Start, E.At))
      return true;
  return llvm::any_of(B->Tasks, [&](const Task *T) {
    return !contains(Scope, T->Spawn) &&
           llvm::any_of(
               bodiesOf(*T),
               [&](const TaskBody &Code) { return Runs(Code.Code); }) &&
           (flow(B).canReach(Start, T->Spawn) ||
            flow(B).canReach(T->Spawn, Start,
                             waitsIn(B, *T, fateOf(*T), Report::Message)));
  });
}

bool Unit::mayOutlive(const Task &T, const Body *B, const Stmt *Start,
                      const VarDecl *V, const Body *Handed) const {
  HandleFate Fate = fateOf(T);
  if (isUnowned(T, Fate))
    return false;
  if (endsUnseen(T, Start))
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
  const std::vector<AccessPath> Runners = runnersOf(T);
  for (const AccessPath &Runner : Runners) {
    const model::Type *Type = typeOf(Runner);
    const VarDecl *Loop = Runner.variable();
    if (Type && Type->K == model::Kind::EventLoop && Loop &&
        Loop->hasLocalStorage() && !isa<ParmVarDecl>(Loop) &&
        !Loop->getType()->isReferenceType() &&
        Loop->getDeclContext() == V->getDeclContext() &&
        !isRunBehind(Runner, B, Start, V))
      return false;
  }
  // A pool of the frame whose destructor cannot be seen may wait there.
  if (T.Group && endsFirst(T.Group, V))
    if (const CXXRecordDecl *R = recordOf(T.Group); R && !typeOf(T.Group))
      if (const CXXDestructorDecl *D = R->getDestructor();
          D && D->isUserProvided() && !visibleDefinition(D))
        return false;
  // A holder that waits when it dies, before the variable does.
  if (Fate.JoinedByDestructor) {
    if (llvm::any_of(Runners, [&](const AccessPath &Runner) {
          return endsFirst(Runner, V) &&
                 (!typeOf(Runner) || joinsItsTasks(typeOf(Runner)));
        }))
      return false;
    // That the pool waits when it dies does not make the handle wait.
    if (llvm::any_of(Fate.Held, [&](const AccessPath &H) {
          return joinsWhenItDies(H, T);
        }))
      for (const AccessPath &H : Fate.Held)
        if (H != T.HandlePath && endsFirst(H, V))
          return false;
  }
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events)
    if (E.AtScopeEnd && E.Kind == EventKind::Run && endsFirst(E.Object, V))
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          for (const Event &Inner : Chain.To->Events)
            if (Joins.count(&Inner) || Inner.Kind == EventKind::Wait)
              return false;

  ControlFlow::Statements Waits = waitsIn(B, T, Fate, Report::Message, Handed);
  // A thread of the function that runs the loop, and is joined.
  for (const Task *Runner : B->Tasks) {
    bool Runs = false;
    if (Runner != &T)
      for (const TaskBody &Code : bodiesOf(*Runner))
        for (const CallChain &Chain : reachedFrom(Code.Code))
          for (const Event &E : Chain.To->Events)
            Runs |= Joins.count(&E) != 0;
    if (!Runs)
      continue;
    HandleFate Ends = fateOf(*Runner);
    for (const AccessPath &H : Ends.Held)
      if (Ends.JoinedByDestructor && endsFirst(H, V))
        return false;
    for (const Stmt *Wait : waitsIn(B, *Runner, Ends, Report::Message))
      Waits.insert(Wait);
  }
  // The handle, what the task reports to, and the pool that it runs on may be
  // waited for by code that cannot be seen.
  std::vector<AccessPath> Reports = Fate.Held;
  Reports.insert(Reports.end(), Runners.begin(), Runners.end());
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      for (const Event *E : reportsBy(T, Chain.To))
        Reports.push_back(Chain.asCalled(E->Path));
  auto HandsOver = [&](const Event &E) {
    return E.Kind == EventKind::Escape && E.Path && !isQuestion(E) &&
           llvm::any_of(Reports, [&](const AccessPath &R) {
             return R && (mayBeSame(R, E.Path) ||
                          llvm::any_of(sources(E.Path),
                                       [&](const AccessPath &Whole) {
                                         return R.startsWith(Whole);
                                       }));
           });
  };
  // Who is handed the handle and joins it knows when there is nothing to join.
  auto JoinsGiven = [&](const Event &E) {
    return Joins.count(&E) && isa_and_nonnull<ParmVarDecl>(E.Path.variable());
  };
  const Body *Own = T.Spawner == B ? nullptr : T.Spawner;
  for (const Event &E : B->Events)
    if (HandsOver(E))
      Waits.insert(E.At);
    else if (E.Kind == EventKind::Run)
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          if (Chain.To != Own &&
              llvm::any_of(Chain.To->Events, [&](const Event &Inner) {
                return HandsOver(Inner) || JoinsGiven(Inner);
              }))
            Waits.insert(E.At);

  if (const VarDecl *Id = idOf(B, Start))
    addTakingBack(*this, B->Code, Id, Waits);
  // Another method of the object that was given the task waits: `flush()`.
  auto IsWait = [](const Event &E) {
    return (E.Kind == EventKind::Wait || E.Kind == EventKind::Join) &&
           !E.GivesUp;
  };
  auto MayWait = [&](const Body *Code) {
    return Code && llvm::any_of(reachedFrom(Code), [&](const CallChain &Chain) {
             return llvm::any_of(Chain.To->Events, IsWait);
           });
  };
  // `auto S = std::make_unique<Scoped>(...);`
  auto IsGoneFirst = [&](const AccessPath &Object) {
    if (Object.Kind != AccessPath::Root::Value)
      return endsFirst(Object, V);
    const std::vector<AccessPath> &Names = reach(Object);
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
                        joinsWhenItDies(H, T);
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
    const CXXRecordDecl *R = recordOf(Given.Object);
    if (R && IsGoneFirst(Given.Object) &&
        (MayWait(bodyOf(R->getDestructor())) ||
         HasWaitingMember(HasWaitingMember, R, 0)))
      return false;
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && E.Object == Given.Object &&
          E.At != Given.At && !E.AtScopeEnd &&
          llvm::any_of(targetsOf(E), MayWait))
        Waits.insert(E.At);
  }
  std::vector<const Stmt *> Exits = failureExits(B, Start);
  ControlFlow::Statements Over(Exits.begin(), Exits.end());
  for (const Stmt *Wait : Waits)
    if (!Over.count(Wait))
      addConditionally(B, Wait, Start, Over);
  for (const Stmt *Wait : rethrowingWaits(*this, T, B, Start, Waits)) {
    ControlFlow::Statements Before = Over;
    for (const Stmt *Outer : around(B, Wait)) {
      Before.erase(Outer);
      if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
        Before.erase(R->getRangeStmt());
      else if (const auto *L = dyn_cast<ForStmt>(Outer); L && L->getCond())
        Before.erase(L->getCond());
    }
    Before.erase(Wait);
    if (flow(B).valid() && flow(B).canReach(Start, Wait, Before))
      return true;
  }
  return leavesScope(B, Start, V, Over) &&
         (V->getDeclContext() == B->Function ||
          mayOutlive(T, B->Enclosing, closureOf(B)->Lambda, V, Handed));
}

/// True if some path leads from `Start` out of the scope of the variable, or of
/// the closure that runs in place within that, and meets none of `Over`.
bool Unit::leavesScope(const Body *B, const Stmt *Start, const VarDecl *V,
                       const ControlFlow::Statements &Over) const {
  bool Own = V->getDeclContext() == B->Function;
  if (!Own && (!B->Enclosing || !runsInPlace(B)))
    return false;
  const Stmt *Scope = Own ? scopeOf(B, V) : B->Code;
  return Scope && flow(B).valid() &&
         flow(B).canLeaveIteration(Start, Scope, Over);
}

bool Unit::mayMeet(const Task &T, const Body *B, const Stmt *Start,
                   const ControlFlow::Statements &Changes) const {
  ControlFlow::Statements Waits = waitsIn(B, T, fateOf(T), Report::Message);
  return llvm::any_of(Changes, [&](const Stmt *Change) {
    return flow(B).canReach(Start, Change, Waits);
  });
}

//===----------------------------------------------------------------------===//
// Temporaries
//===----------------------------------------------------------------------===//

bool Unit::invitesTemporaries(QualType T) const {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return T->isScalarType();
  return R->isMadeSilently();
}

/// Does a reference that is initialized with it refer to a temporary?
static bool isTemporary(const Expr *E) {
  while (E) {
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      return !M->getExtendingDecl();
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      E = C->getSubExpr();
    else
      return false;
  }
  return false;
}

Referent Unit::referentOf(const Body *B, const ParmVarDecl *P) const {
  QualType T = P->getType().getNonReferenceType();
  if (P->getType()->isLValueReferenceType() && !T.isConstQualified())
    return Referent::Callers;
  // Whoever keeps a reference relies on the caller to keep the object.
  for (const Flow *W : flowsFrom(AccessPath::variable(P)))
    if (!W->From.Length && W->To.Length &&
        (W->To.type()->isReferenceType() || W->To.type()->isPointerType()))
      return Referent::Callers;
  bool Called = false;
  for (const auto &[Caller, Call] : callersOf(B)) {
    SmallVector<const Expr *, 4> Arguments;
    unsigned I = P->getFunctionScopeIndex();
    if (const auto *E = dyn_cast<CallExpr>(Call->At)) {
      llvm::append_range(Arguments, E->arguments());
      if (isa<CXXOperatorCallExpr>(E) && isa<CXXMethodDecl>(B->Function))
        ++I;
    } else if (const auto *E = dyn_cast<CXXConstructExpr>(Call->At)) {
      llvm::append_range(Arguments, E->arguments());
    }
    if (I >= Arguments.size())
      continue;
    Called = true;
    // Who waits in the same expression has it until then.
    bool Waits = llvm::any_of(Caller->Events, [&, By = Call](const Event &E) {
      return (E.Kind == EventKind::Wait || E.Kind == EventKind::Join) &&
             E.At != By->At && contains(E.At, By->At);
    });
    if (!Waits && isTemporary(Arguments[I]))
      return Referent::Temporary;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (Called || T->isFunctionType() || T->isArrayType() ||
      (R && (!isCopyable(T) || R->isPolymorphic())))
    return Referent::Callers;
  return Referent::Unknown;
}

/// Does the awaiter that the coroutine starts with never have it go on at once?
static bool isLazy(const CoroutineBodyStmt *Body) {
  std::vector<const Stmt *> Work{Body->getInitSuspendStmt()};
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
      const auto *Ready =
          dyn_cast_or_null<CallExpr>(strip(Await->getReadyExpr()));
      const FunctionDecl *F = Ready ? Ready->getDirectCallee() : nullptr;
      return F && F->getOnlyAnswer() == false;
    }
    llvm::append_range(Work, S->children());
  }
  return false;
}

/// Does it declare a variable that is named behind that?
static bool isReferredTo(const Stmt *S) {
  const auto *D = dyn_cast<DeclStmt>(S);
  return D && llvm::any_of(D->decls(),
                           [](const VarDecl *V) { return V->isReferenced(); });
}

/// Does the code use a capture behind a place at which it may be suspended, or
/// in a loop with one?
static bool usesCaptureLate(const Closure &K, const Stmt *S, bool &Suspended) {
  if (!S)
    return false;
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    return Suspended && R->refersToEnclosingVariableOrCapture();
  if (isa<CXXThisExpr>(S))
    return Suspended;
  if (isa<LambdaExpr>(S)) {
    for (const Stmt *Init : S->children())
      if (usesCaptureLate(K, Init, Suspended))
        return true;
    return false;
  }
  bool IsLoop = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
  for (unsigned Round = 0; Round < (IsLoop ? 2 : 1); ++Round)
    for (const Stmt *Child : S->children())
      if (usesCaptureLate(K, Child, Suspended))
        return true;
  Suspended |= isa<CoroutineSuspendExpr>(S);
  return false;
}

bool Unit::outlivesItsLambda(const Closure &K, const Event *&Since,
                             SourceLocation &Where) const {
  const auto *Code = cast<CoroutineBodyStmt>(K.Code->Code);
  // `[x](this auto) -> task { ... }` copies the lambda into its coroutine.
  if (const auto *Operator = cast<CXXMethodDecl>(K.Code->Function);
      Operator->hasCXXExplicitFunctionObjectParameter() &&
      !Operator->getParamDecl(0)->getType()->isReferenceType())
    return false;
  const Expr *Call = nullptr;
  std::vector<const Stmt *> Around = around(K.Maker, K.Lambda);
  while (!Around.empty() && !Call) {
    const auto *O = dyn_cast<CXXOperatorCallExpr>(Around.back());
    if (O && O->getOperator() == OO_Call && O->getNumArgs() &&
        strip(O->getArg(0)) == K.Lambda)
      Call = O;
    else if (!isa<Expr>(Around.back()) || isa<CallExpr>(Around.back()))
      return false;
    Around.pop_back();
  }
  if (!Call)
    return false;
  Where = Call->getEndLoc();
  bool Lazy = isLazy(Code), Suspended = Lazy;
  if (!usesCaptureLate(K, Code->getBody(), Suspended))
    return false;
  // What becomes of the coroutine, from inside out?
  const AccessPath Made = AccessPath::result(K.Lambda->getCallOperator());
  bool Started = false, Unseen = false;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (isa<CoawaitExpr>(S) || isa<CoyieldExpr>(S))
      return false;
    if (!isa<Expr>(S))
      // Kept for later, or dropped, which ends one that was not begun.
      return !Unseen &&
             (Started || isReferredTo(S) || isa<ReturnStmt>(S) || !Lazy);
    const auto *Outer = dyn_cast<CallExpr>(S);
    const model::Operation *Op = Outer ? Names.operation(Outer) : nullptr;
    if (!Outer)
      continue;
    if (!Op) {
      const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
      if (O && O->isAssignmentOp()) {
        Started = true;
        continue;
      }
      // Somebody who is seen may start it.
      bool Spawns = false;
      for (const AccessPath &H : reach(Made))
        for (const Event *E : Found->on(H))
          Spawns |= E->Kind == EventKind::Spawn;
      Started |= Spawns;
      Unseen |= !Spawns;
      continue;
    }
    switch (Op->R) {
    case model::Role::Spawn:
      Started = true;
      for (const Event &E : K.Maker->Events)
        if (E.At == S && E.Kind == EventKind::Spawn) {
          Since = &E;
          Where = E.Where;
        }
      break;
    case model::Role::Insert:
    case model::Role::Emplace:
      Started = true;
      break;
    case model::Role::LookThrough:
    case model::Role::Transfer:
      break;
    default:
      return false; // It waits, or runs it to its end.
    }
  }
  return !Unseen && Started;
}

//===----------------------------------------------------------------------===//
// Closures that are kept
//===----------------------------------------------------------------------===//

/// How long an object lives, seen from the frame that a variable belongs to.
enum class Life {
  WithFrame,
  Longer,
  Unknown,
};

/// Is the object a part of what a handle shares with others, who gave it: a
/// parameter, or what a function has returned that cannot be seen?
static bool isShared(const Unit &Facts, const AccessPath &Object) {
  auto IsHanded = [&](const Expr *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E ? strip(E) : nullptr);
    return Call && Call->isPRValue() && !Facts.names().operation(Call) &&
           !visibleDefinition(Call->getDirectCallee());
  };
  const VarDecl *Holder = Object.variable();
  bool Handed = Holder ? isa<ParmVarDecl>(Holder) || IsHanded(Holder->getInit())
                : Object.Kind == AccessPath::Root::Result
                    ? !visibleDefinition(Object.function())
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
        return !Facts.names().pointeeType(F->getType()).isNull() &&
               hasCopyConstructor(F->getType());
      });
}

static Life lifeOf(const Unit &Facts, const AccessPath &Object, const Body *B,
                   const VarDecl *V) {
  auto IsName = [&](QualType T) {
    return T->isReferenceType() || T->isPointerType() ||
           !Facts.names().pointeeType(T).isNull();
  };
  if (Object.Kind == AccessPath::Root::This || isShared(Facts, Object))
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
          if (const VarDecl *Parent = Facts.paths().resolve(A).variable();
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
                   passesOn(Facts, B, Holder)
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
static void addUsesOf(const Unit &Facts, const Stmt *S, const VarDecl *V,
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
    const model::Operation *Op = Facts.names().operation(Call);
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
    addUsesOf(Facts, Child, V, Result);
}

/// Does the flow leave nothing behind: is it of a swap, or a move?
static bool movesOut(const Unit &Facts, const Flow &W) {
  return llvm::any_of(partsOf(W.At), [&](const Stmt *S) {
    auto Is = [&](const Expr *E) {
      return E && Facts.paths().resolve(E) == W.From;
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
    const model::Operation *Op = Facts.names().operation(Call);
    const auto *On = dyn_cast<CXXMemberCallExpr>(Call);
    return Op && Op->R == model::Role::Transfer &&
           ((On && Is(On->getImplicitObjectArgument())) ||
            llvm::any_of(Call->arguments(), Is));
  });
}

bool Unit::addReleases(const Closure &K, const Keeper &By, const Body *B,
                       const Stmt *At, const AccessPath &Object,
                       const VarDecl *V,
                       ControlFlow::Statements &Result) const {
  const std::vector<AccessPath> &Held = heldBy(K);
  // What the closure tells, and what becomes of it: the future of a packaged
  // task.
  std::vector<AccessPath> Told;
  for (const CallChain &Chain : reachedFrom(K.Code))
    for (const Event &E : Chain.To->Events)
      if (E.Path && E.isReport())
        Told.push_back(E.Path);
  for (const AccessPath &H : Held)
    for (const Event *E : Found->on(H))
      if (E->Kind == EventKind::Signal && !llvm::is_contained(Told, H))
        Told.push_back(H);
  auto HearsOf = [&](const Event &E) {
    return (E.Kind == EventKind::Wait || E.Kind == EventKind::Poll ||
            E.Kind == EventKind::Receive || E.Kind == EventKind::Read) &&
           !E.GivesUp && E.Path && llvm::any_of(Told, [&](const AccessPath &P) {
             return mayBeSame(P, E.Path);
           });
  };
  // An object that the callable is a part of, in a container or not.
  auto IsWhole = [&](const AccessPath &P) {
    for (AccessPath Whole = By.Slot; Whole.Length;) {
      Whole = Whole.parent();
      if ((Whole.Length || Whole.variable()) && mayBeSame(P, Whole))
        return true;
    }
    return false;
  };
  auto Is = [&](const AccessPath &P, model::Kind K) {
    const model::Type *T = P.type().isNull() ? nullptr : Names.type(P.type());
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
    bool Whole = IsWhole(E.Path);
    if (!Whole && !mayBeSame(E.Path, By.Slot))
      return false;
    if (E.Op)
      return E.Op->R == model::Role::Remove;
    const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E.At);
    const auto *A = dyn_cast_or_null<BinaryOperator>(E.At);
    if (!(O && O->getOperator() == OO_Equal) && !(A && A->isAssignmentOp()))
      return false;
    // Another callable in its place, or none.
    auto It = FlowsIn.find(E.In);
    return ((Whole || Is(E.Path, model::Kind::Callable)) && HoldsOne(E.Path)) ||
           It == FlowsIn.end() || llvm::none_of(It->second, [&](const Flow *W) {
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
    return llvm::any_of(bodiesOf(E.Path), [&](const Body *Code) {
      return llvm::any_of(Code->Events, RunsIt);
    });
  };
  auto IsAwaitedBehind = [&](const Stmt *Call) {
    return llvm::any_of(B->Events, [&](const Event &E) {
      return E.Kind == EventKind::Wait && E.GivesUp && E.Path && E.At != Call &&
             flow(B).has(Call) && flow(B).has(E.At) &&
             flow(B).canReach(Call, E.At) &&
             llvm::any_of(Told, [&](const AccessPath &P) {
               return mayBeSame(P, E.Path);
             });
    });
  };
  const FunctionDecl *Keeping =
      By.Calls.empty() ? nullptr : By.Calls.front()->Path.function();

  // A swap, or a move, has taken out what was in it.
  auto IsSlot = [&](const AccessPath &P) {
    for (AccessPath Whole = By.Slot;; Whole = Whole.parent()) {
      if (P == Whole)
        return true;
      if (!Whole.Length)
        return false;
      if (P.lastField() == Whole.lastField() && mayBeSame(P, Whole))
        return true;
    }
  };
  auto Takes = [&](const Body *Code) {
    std::vector<const Stmt *> Found;
    if (auto It = FlowsIn.find(Code); It != FlowsIn.end())
      for (const Flow *W : It->second)
        if (IsSlot(W->From) && movesOut(*this, *W))
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
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target)) {
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
    const model::Type *M = Names.type(Token->getType());
    const CXXRecordDecl *R = Token->getType()->getAsCXXRecordDecl();
    if ((M && M->Destroy == model::OnDestroy::Cancels) ||
        (!M && R && R->hasDefinition() && !R->hasTrivialDestructor()))
      return false;
    ControlFlow::Statements Uses;
    addUsesOf(*this, B->Code, Token, Uses);
    for (const Stmt *Use : Uses)
      addConditionally(B, Use, At, Result);
  }
  for (const Stmt *Exit : failureExits(B, At))
    Result.insert(Exit);
  return true;
}

/// Is the task that runs the closure over when the variable dies?
bool Unit::isOverBefore(const Closure &K, const Task *Runner,
                        const VarDecl *V) const {
  bool Started = false;
  for (const ClosureFate &Fate : escapesOf(K))
    if (Fate.How == Escape::Elsewhere && Fate.Started == Runner)
      for (const Stmt *Start : handoversOf(K, Fate)) {
        Started = true;
        if (mayOutlive(*Runner, K.Maker, Start, V, K.Code))
          return false;
      }
  return Started;
}

/// Is the closure called only while its maker runs or waits for the task that
/// calls it, or after another one was put into its place?
bool Unit::runsOnlyFor(const Closure &K, const Keeper &By,
                       const VarDecl *V) const {
  // Not where it is called before it is put there, or instead.
  std::vector<const Body *> Work;
  for (const AccessPath &H : reach(By.Slot))
    for (const Event *E : Found->on(H))
      if (E->Kind == EventKind::Run && !llvm::is_contained(Work, E->In))
        Work.push_back(E->In);
  if (Work.empty())
    return false;
  for (size_t I = 0; I < Work.size(); ++I) {
    const Body *B = Work[I];
    if (B == K.Maker)
      continue;
    // A swap puts something into its place, and takes it to where it is run.
    auto It = FlowsIn.find(B);
    if (It != FlowsIn.end() && llvm::any_of(It->second, [&](const Flow *W) {
          return By.Slot.startsWith(W->To) &&
                 (W->To.Length || W->To.variable()) &&
                 llvm::none_of(It->second, [&](const Flow *Back) {
                   return Back->At == W->At && Back->From == W->To &&
                          Back->To == W->From && !Back->To.value();
                 });
        }))
      continue;
    const Task *Runner = taskRunning(B);
    if (Runner && Runner != taskRunning(K.Maker)) {
      if (!isOverBefore(K, Runner, V))
        return false;
      continue;
    }
    const auto &From = callersOf(B);
    if (From.empty() || Work.size() > 64)
      return false;
    for (const auto &[Caller, Call] : From)
      if (!llvm::is_contained(Work, Caller))
        Work.push_back(Caller);
  }
  return true;
}

bool Unit::isRegisteredBeyond(const Closure &K, const Stmt *Loop,
                              const VarDecl *V) const {
  auto DiesWithIteration = [&](const VarDecl *Holder) {
    const Stmt *Own =
        Holder && Holder->hasLocalStorage() ? loopOf(Holder) : nullptr;
    return Own && contains(Loop, Own) && !Holder->getType()->isPointerType() &&
           !Holder->getType()->isReferenceType();
  };
  bool Known = false;
  for (const Keeper &By : keepersOf(K)) {
    if (By.How != Keeper::Registered)
      continue;
    Known = true;
    if (DiesWithIteration(By.Object.variable()) ||
        llvm::any_of(By.Put->children(), [&](const Stmt *A) {
          const auto *E = dyn_cast_or_null<Expr>(A);
          const VarDecl *Other = E ? Paths.resolve(E).variable() : nullptr;
          return DiesWithIteration(Other) && Other->getType()->isRecordType() &&
                 !canKeep(Other->getType());
        }))
      continue;
    ControlFlow::Statements Over;
    if (addReleases(K, By, K.Maker, By.At, By.Object, V, Over) &&
        (!contains(Loop, By.At) ||
         flow(K.Maker).canLeaveIteration(By.At, Loop, Over)))
      return true;
  }
  return !Known;
}

/// Is the closure called by the function that makes it, behind the scope of the
/// variable?
bool Unit::isRunBehindScope(const Closure &K, const Keeper &By,
                            const VarDecl *V) const {
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
           llvm::is_contained(heldBy(K), E.Path) && !contains(Scope, E.At) &&
           flow(B).has(By.At) && flow(B).canReach(By.At, E.At);
  });
}

bool Unit::mayBeKept(const Closure &K, const Keeper &By,
                     const VarDecl *V) const {
  if (By.How != Keeper::Returned) {
    switch (lifeOf(*this, By.Object, K.Maker, V)) {
    case Life::Unknown:
      return false;
    case Life::WithFrame:
      if (!isRunBehindScope(K, By, V))
        return false;
      break;
    case Life::Longer:
      if (By.How == Keeper::Stored && runsOnlyFor(K, By, V))
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
            const VarDecl *Other = E ? Paths.resolve(E).variable() : nullptr;
            return Other && Other->getType()->isRecordType() &&
                   lifeOf(*this, AccessPath::variable(Other), K.Maker, V) ==
                       Life::WithFrame &&
                   !canKeep(Other->getType());
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
    AccessPath Object = calledBefore(Outer, By.Slot);
    if (!Object || !addReleases(K, By, B, At, Object, V, Over) ||
        !flow(B).valid() || !flow(B).canLeaveIteration(At, B->Code, Over))
      return false;
  }
  const Stmt *Start = By.At;
  for (const Body *B = K.Maker; B; B = B->Enclosing) {
    ControlFlow::Statements Over;
    if (By.How != Keeper::Returned &&
        !addReleases(K, By, B, Start, By.Object, V, Over))
      return false;
    if (!leavesScope(B, Start, V, Over))
      return false;
    if (V->getDeclContext() == B->Function)
      return true;
    Start = closureOf(B)->Lambda;
  }
  return false;
}

/// Adds what is done to the variable that is more than to ask it.
static void addUses(const Unit &U, const Body *B, const Stmt *S,
                    const VarDecl *V, const Task &T,
                    ControlFlow::Statements &Result) {
  if (!S)
    return;
  auto Is = [&](const Expr *E) { return names(E, V); };
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCapturedVar() == V)
        addConditionally(B, S, T.Spawn, Result);
    for (const Expr *Init : L->capture_inits())
      addUses(U, B, Init, V, T, Result);
    return;
  }
  bool Uses = false;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(S);
      M && Is(M->getImplicitObjectArgument())) {
    const model::Operation *Op = U.names().operation(M);
    Uses =
        Op && (Op->R == model::Role::Transfer || Op->R == model::Role::Release);
  }
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
    for (unsigned I = O ? 1 : 0; I < Call->getNumArgs(); ++I)
      Uses |= Is(Call->getArg(I));
  } else if (const auto *K = dyn_cast<CXXConstructExpr>(S)) {
    Uses = llvm::any_of(K->arguments(), Is);
  }
  if (Uses && !contains(S, T.Spawn))
    addConditionally(B, S, T.Spawn, Result);
  for (const Stmt *Child : S->children())
    addUses(U, B, Child, V, T, Result);
}

std::optional<ControlFlow::Statements>
Unit::disposalsOf(const Task &T, const HandleFate &Fate, const Body *B) const {
  ControlFlow::Statements Result;
  for (const AccessPath &H : Fate.Held)
    if (const VarDecl *V = H.variable(); V && !H.Length)
      addUses(*this, B, B->Code, V, T, Result);
  std::vector<const Event *> Ends = Fate.Joins;
  Ends.insert(Ends.end(), Fate.TimedWaits.begin(), Fate.TimedWaits.end());
  Ends.insert(Ends.end(), Fate.Detaches.begin(), Fate.Detaches.end());
  for (const Event *E : Found->on(Fate.Held))
    if (E->Kind == EventKind::Escape)
      Ends.push_back(E);
  for (const Event *End : Ends) {
    bool Found = false;
    for (const Event &E : B->Events) {
      bool Leads = &E == End;
      if (E.Kind == EventKind::Run)
        for (const Body *Target : targetsOf(E))
          for (const CallChain &Chain : reachedFrom(Target))
            Leads |= Chain.To == End->In && Chain.To != B;
      if (!Leads)
        continue;
      if (E.AtScopeEnd)
        return std::nullopt;
      Found = true;
      addConditionally(B, E.At, T.Spawn, Result);
    }
    // A closure that is kept somewhere may join a local.
    if (!Found && End->Path.variable())
      return std::nullopt;
  }
  // What moves the handle on, or hands it over by reference.
  for (const Flow *W : flowsIn(B))
    if (W->From != T.HandlePath && llvm::is_contained(Fate.Held, W->From) &&
        !contains(W->At, T.Spawn))
      addConditionally(B, W->At, T.Spawn, Result);
  return Result;
}

} // namespace tether::facts
