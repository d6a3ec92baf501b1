//===- Cuts.cpp - Where a task is cut loose -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cuts.h"
#include "../code/Conditions.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Burials.h"
#include "Endings.h"
#include "Iterations.h"

using namespace clang;

namespace tether::facts {

/// Is the handle kept by somebody who may see to it where it is not detached?
static bool isKept(const Task &T, const HandleFate &Fate) {
  return !Fate.Joins.empty() || Fate.Returned || Fate.HeldByCaller ||
         llvm::any_of(Fate.Held, [&](const AccessPath &H) {
           return H != T.HandlePath &&
                  (H.Length || isa_and_nonnull<ParmVarDecl>(H.variable()));
         });
}

/// Is it in the handler of what a join throws?
static bool isLastResort(const Stmt *Around, const Event &Detach) {
  const auto *Try = dyn_cast<CXXTryStmt>(Around);
  return Try && !contains(Try->getTryBlock(), Detach.At) &&
         llvm::any_of(Detach.In->Events, [&](const Event &E) {
           return E.Kind == EventKind::Join &&
                  contains(Try->getTryBlock(), E.At);
         });
}

static bool refersToLocal(const Program &Prog, const Task &T) {
  return llvm::any_of(bodiesOf(Prog, T), [](const TaskBody &Code) {
    return Code.Code->localReference();
  });
}

/// A detach that is the last thing left to do, or that the caller asked for: a
/// condition that decides about the start as well decides nothing here, and no
/// caller can ask for the use of a dead variable.
static bool isExcused(const Program &Prog, const Event &Detach, const Task &T,
                      const HandleFate &Fate) {
  for (const Stmt *S : around(Detach.In, Detach.At)) {
    if (isLastResort(S, Detach))
      return true;
    if (const auto *I = dyn_cast<IfStmt>(S))
      // A task cannot join itself.
      if (namesItself(Prog, I->getCond()) ||
          (mentionsParameter(I->getCond()) && !contains(I, T.Spawn) &&
           isKept(T, Fate) && !refersToLocal(Prog, T)))
        return true;
  }
  return Prog.calls().flow(Detach.In).endsProcess(Detach.At);
}

/// Does nothing but unlocking follow on the statement in its body?
static bool isLastAct(const Program &Prog, const Body *B, const Stmt *At) {
  std::vector<const Stmt *> Work{B->Code};
  for (size_t I = 0; I < Work.size(); ++I) {
    const Stmt *S = Work[I];
    if (!S || isa<LambdaExpr>(S) || S == At)
      continue;
    llvm::append_range(Work, S->children());
    const auto *Call = dyn_cast<CallExpr>(S);
    const model::Operation *Op = Call ? Prog.names().operation(Call) : nullptr;
    if (Op && (Op->R == model::Role::Unlock || Op->R == model::Role::Self ||
               Op->R == model::Role::Query || Op->R == model::Role::ExitThread))
      continue;
    if (isa<CallExpr, CXXNewExpr>(S) && !contains(S, At) && !contains(At, S) &&
        Prog.calls().flow(B).canReach(At, S))
      return false;
  }
  return true;
}

/// Does a task cut itself loose by it, as the last thing that it does?
static bool endsWith(const Program &Prog, const Task &T, const Event &Detach) {
  for (const TaskBody &Code : bodiesOf(Prog, T))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      if (Chain.To == Detach.In)
        return isLastAct(Prog, Detach.In, Detach.At) &&
               llvm::all_of(Chain.Calls, [&](const Event *Call) {
                 return isLastAct(Prog, Call->In, Call->At);
               });
  return false;
}

/// The way on which a local handle gets lost that some other way joins: a
/// return without a word, or the next iteration of the loop that starts it.
static const Stmt *lossOf(const Program &Prog, const Task &T,
                          const HandleFate &Fate) {
  const Body *B = T.Spawner;
  const VarDecl *V = nullptr;
  for (const AccessPath &H : Fate.Held) {
    const VarDecl *Held = H.variable();
    if (H == T.HandlePath && !Held)
      continue;
    if (H.Length || !Held || V || !Held->isLocalVarDecl() ||
        !Held->hasLocalStorage() || Held->getDeclContext() != B->Function)
      return nullptr;
    V = Held;
  }
  if (!V || !Prog.calls().flow(B).has(T.Spawn))
    return nullptr;
  ControlFlow::Statements Uses;
  std::vector<const Stmt *> Returns, Work{B->Code};
  for (size_t I = 0; I < Work.size(); ++I) {
    const Stmt *S = Work[I];
    if (!S || S == T.Spawn)
      continue;
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      if (mentions(L, V))
        return nullptr;
      continue;
    }
    if (isa<ReturnStmt>(S))
      Returns.push_back(S);
    if (const auto *R = dyn_cast<DeclRefExpr>(S); R && R->getDecl() == V)
      Uses.insert(S);
    llvm::append_range(Work, S->children());
  }
  const ControlFlow &Flow = Prog.calls().flow(B);
  // A loop that uses it would have run: the condition counts.
  for (const Stmt *S : Work)
    if (S && isa<ForStmt, WhileStmt, CXXForRangeStmt, IfStmt>(S) &&
        !contains(S, T.Spawn) && mentions(S, V))
      for (const Stmt *Child : S->children())
        if (isa_and_nonnull<Expr>(Child))
          Uses.insert(Child);
  // A failed assertion ends the test, and what it leaves behind is no news.
  if (Prog.calls().calledByTest(B))
    for (const Stmt *Exit : macroExits(B))
      Uses.insert(Exit);
  bool Single = Prog.names().type(V->getType()) == T.Handle;
  if (Single && !loopOf(Prog, V) && Flow.canReach(T.Spawn, T.Spawn, Uses))
    return T.Spawn;
  // Where it was not started nothing is lost, but those of the iterations
  // before.
  const bool OnlyThis = Single || !Flow.canReach(T.Spawn, T.Spawn, Uses);
  const std::vector<const Stmt *> Failures = failureExits(B, T.Spawn);
  const Outcome Start = outcomeOfStart(B, T.Spawn);
  const ControlFlow::Decision WhenStarted = [&](const Expr *E, const Stmt *) {
    return OnlyThis ? answer(valueAfter(E, Start,
                                        /*Succeeded=*/true))
                    : Answer::Either;
  };
  auto IsFailure = [&](const Stmt *Return) {
    return OnlyThis && llvm::is_contained(Failures, Return) &&
           llvm::none_of(around(B, Return), [&](const Stmt *S) {
             const auto *I = dyn_cast<IfStmt>(S);
             return I && WhenStarted(I->getCond(), I) != Answer::Either;
           });
  };
  for (const Stmt *Return : Returns)
    if (!Uses.count(Return) && !IsFailure(Return) &&
        Flow.canReachIf(WhenStarted, T.Spawn, Return, Uses))
      return Return;
  return nullptr;
}

/// Is the pointer only used to call methods of its object, none of which is
/// given another one that may care for it, and to connect it?
static bool isOnlyCalled(const Program &Prog, const Stmt *S, const VarDecl *V) {
  if (!S)
    return true;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return !mentions(L, V);
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    return R->getDecl() != V;
  const auto *Call = dyn_cast<CallExpr>(S);
  const auto *Member = dyn_cast_or_null<CXXMemberCallExpr>(Call);
  const bool IsOfObject =
      Member && names(Member->getImplicitObjectArgument(), V);
  const model::Operation *Op = Call ? Prog.names().operation(Call) : nullptr;
  if (!IsOfObject && !(Op && Op->R == model::Role::Keep))
    return llvm::all_of(S->children(), [&](const Stmt *Child) {
      return isOnlyCalled(Prog, Child, V);
    });
  return llvm::all_of(Call->arguments(), [&](const Expr *A) {
    return (IsOfObject ? !A->getType()->isPointerType() : names(A, V)) ||
           (!IsOfObject && isOnlyCalled(Prog, A, V));
  });
}

/// Is a thread started by way of a local pointer that is all there is to its
/// object, which goes on when nobody has that any more?
static bool isLostPointer(const Program &Prog, const Task &T) {
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(T.Spawn);
  const auto *R =
      Call ? dyn_cast<DeclRefExpr>(strip(Call->getImplicitObjectArgument()))
           : nullptr;
  const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
  if (!V || !V->isLocalVarDecl() || !V->hasLocalStorage() ||
      !V->getType()->isPointerType() || !V->hasInit() ||
      V->getDeclContext() != T.Spawner->Function)
    return false;
  const Expr *Made = strip(V->getInit());
  const auto *By = dyn_cast<CallExpr>(Made);
  const model::Operation *Op = By ? Prog.names().operation(By) : nullptr;
  return (isa<CXXNewExpr>(Made) || (Op && Op->R == model::Role::Wrap)) &&
         isOnlyCalled(Prog, T.Spawner->Code, V);
}

/// A function that detaches what it was given, or a method that detaches a
/// member of its object for somebody else: the callers choose.
static bool isForwarder(const Program &Prog, const Event &Detach,
                        const Task &T) {
  if (Detach.In == T.Spawner)
    return false;
  if (const VarDecl *V = Detach.Path.variable())
    return isa<ParmVarDecl>(V) && V->getDeclContext() == Detach.In->Function;
  if (!isa_and_nonnull<CXXMethodDecl>(Detach.In->Function) ||
      Detach.In->Lambda || isa<CXXDestructorDecl>(Detach.In->Function) ||
      Detach.Path.Kind != AccessPath::Root::This)
    return false;
  const auto *Code = dyn_cast_or_null<CompoundStmt>(Detach.In->Code);
  if (Code && Code->size() == 1)
    return true;
  // One that does more is asked for by others than its own class.
  const CXXRecordDecl *Class = Detach.In->thisRecord();
  std::vector<std::pair<const Body *, const Event *>> Callers =
      Prog.calls().callersOf(Detach.In);
  return !Callers.empty() && llvm::none_of(Callers, [&](const auto &Caller) {
    const CXXRecordDecl *R = Caller.first->thisRecord();
    return R == Class;
  });
}

/// Does the call hand one of the objects, or what holds one, to a forwarder?
static bool handsOver(const Program &Prog, const Event &Call,
                      const HandleFate &Fate, const AccessPath &Parameter) {
  if (!Parameter.variable())
    return true;
  return llvm::any_of(Prog.values().flowsIn(Call.In), [&](const Flow *W) {
    return W->At == Call.At && W->To == Parameter &&
           llvm::is_contained(Fate.Held, W->From);
  });
}

/// The places at which the task is cut loose; empty if it is not.
static std::vector<Cut> cutsOf(const Program &Prog, const Task &T,
                               const HandleFate &Fate) {
  std::vector<Cut> Result;
  unsigned Requested = 0;
  for (const Event *Detach : Fate.Detaches) {
    if (isExcused(Prog, *Detach, T, Fate) || endsWith(Prog, T, *Detach))
      continue;
    if (!isForwarder(Prog, *Detach, T)) {
      Result.push_back({Detach, Cut::Detached});
      continue;
    }
    for (const auto &[Caller, Call] : Prog.calls().callersOf(Detach->In))
      if (!isExcused(Prog, *Call, T, Fate) &&
          handsOver(Prog, *Call, Fate, Detach->Path))
        // Where somebody asked for it says more than the detach itself.
        Result.insert(Result.begin() + Requested++, {Call, Cut::Detached});
  }
  if (!Fate.Detaches.empty() || !T.Handle || Fate.Returned ||
      Fate.HeldByCaller || Fate.Escapes)
    return Result;
  const Event *Spawn = nullptr;
  for (const Event &E : T.Spawner->Events)
    if (E.Kind == EventKind::Spawn && E.At == T.Spawn)
      Spawn = &E;
  bool Detaching =
      T.Handle->Destroy == model::OnDestroy::Detaches || T.Handle->RawHandle;
  if (Detaching && T.Handle->K == model::Kind::Thread && !Fate.Joins.empty()) {
    if (const Stmt *Way = lossOf(Prog, T, Fate))
      Result.push_back({Spawn, Cut::Lost, Way});
    for (const Ending &Found : endingsOf(Prog, T, Fate))
      if (Found.Start)
        Result.push_back({Found.Start, Cut::Dies});
    return Result;
  }
  // `new std::thread(...)` that no object holds, and that nobody deletes.
  bool OnHeap =
      T.Handle->K == model::Kind::Thread &&
      llvm::any_of(around(T.Spawner, T.Spawn),
                   [](const Stmt *S) { return isa<CXXNewExpr>(S); }) &&
      !Prog.index().anyOn(Fate.Held, [](const Event &E) {
        return E.Kind == EventKind::Destroy && !E.AtScopeEnd;
      });
  bool OnlyLocals = llvm::all_of(Fate.Held, [&](const AccessPath &H) {
    const VarDecl *V = H.variable();
    return H == T.HandlePath ||
           (V && V->isLocalVarDecl() && V->hasLocalStorage() && !H.Length);
  });
  // Such a pool waits for its tasks when the process ends, and for none when an
  // object dies. What tasks do to local variables is judged elsewhere.
  if (T.isOnSharedPool() && T.Handle->K == model::Kind::Future &&
      (Fate.Dropped || (OnlyLocals && Fate.Held.size() > 1)) &&
      (llvm::any_of(T.Arguments,
                    [](const Argument &A) { return A.leadsToThis(); }) ||
       llvm::any_of(bodiesOf(Prog, T), [](const TaskBody &Code) {
         return Code.Code->usesThis() && !Code.Code->localReference();
       })))
    Result.push_back({Fate.Dropped ? Fate.Dropped : Spawn, Cut::Dropped});
  // Who deletes it when it has ended has not waited for it.
  if (!Detaching && !OnHeap && T.Handle->K == model::Kind::Thread &&
      T.Op->Callable == model::ByOverride && Fate.Joins.empty() &&
      !Fate.JoinedByDestructor && isLostPointer(Prog, T)) {
    const CXXRecordDecl *R = Prog.values().recordOf(T.HandlePath);
    if (!R || !registersItself(Prog, R))
      Result.push_back({Spawn, Cut::Dies});
    return Result;
  }
  if (!Detaching && !OnHeap)
    return Result;
  // It dies where it is dropped, or with the local variables that hold it.
  if (Fate.Dropped) {
    Result.push_back({Fate.Dropped, OnHeap ? Cut::Leaked : Cut::Dies});
    return Result;
  }
  if (OnlyLocals && Fate.Held.size() > 1)
    Result.push_back({Spawn, OnHeap ? Cut::Leaked : Cut::Dies});
  return Result;
}

/// Is a member detached whose object starts the task again behind that? Its
/// destructor finds the next thread.
static bool isReplaced(const Program &Prog, const Task &T, const Cut &Where) {
  const Body *B = Where.At->In;
  if (Where.How != Cut::Detached || Where.At->Kind != EventKind::Detach ||
      Where.At->Path.Kind != AccessPath::Root::This)
    return false;
  const ControlFlow &Flow = Prog.calls().flow(B);
  if (B == T.Spawner && Flow.canReach(Where.At->At, T.Spawn))
    return true;
  return llvm::any_of(B->Events, [&](const Event &E) {
    return E.Object.isThis() && !E.AtScopeEnd &&
           Prog.calls().leadsTo(E, T.Spawner) && Flow.has(E.At) &&
           Flow.canReach(Where.At->At, E.At);
  });
}

static void dropDestructors(HandleFate &Fate) {
  llvm::erase_if(Fate.Joins, [](const Event *Join) {
    return isa_and_nonnull<CXXDestructorDecl>(Join->In->Function);
  });
}

/// The fate of a handle on the ways that lead through the cut: a join on
/// another branch, and a destructor that finds nothing to join any more, do not
/// count.
static HandleFate behind(const Program &Prog, const HandleFate &Fate,
                         const Cut &Where) {
  HandleFate Result = Fate;
  // Nor do those that were left to the owner of the object.
  if (Where.How == Cut::Lost ||
      (Where.How == Cut::Dies && Where.At->Kind == EventKind::Run))
    Result.Joins.clear();
  if (Where.How != Cut::Detached)
    return Result;
  Result.CutBy = Where.At;
  Result.JoinedByDestructor = false;
  Result.Escapes = false; // Whoever else has the handle finds nothing to join.
  const Body *B = Where.At->In;
  // Nor does a destructor, when the detach was asked for from outside.
  if (Where.At->Kind == EventKind::Run)
    dropDestructors(Result);
  // What may be met only afterwards, or on another way, does not wait for it.
  auto MayComeFirst = [&](const Stmt *At) {
    return Prog.calls().flow(B).canReach(At, Where.At->At);
  };
  llvm::erase_if(Result.Joins, [&](const Event *Join) {
    if (Join->In == B)
      return !MayComeFirst(Join->At);
    bool Called = false, First = false;
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && &E != Where.At)
        for (const Body *Target : Prog.calls().targetsOf(E))
          for (const CallChain &Chain : Prog.calls().reachedFrom(Target))
            if (Chain.To == Join->In) {
              Called = true;
              First |= E.AtScopeEnd || MayComeFirst(E.At);
            }
    return Called && !First;
  });
  return Result;
}

//===----------------------------------------------------------------------===//
// Objects that keep a handle
//===----------------------------------------------------------------------===//

/// May the method be called on that object?
static bool runsOn(const Program &Prog, const Body *Method,
                   const AccessPath &Object, unsigned Depth = 0) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Method->Function);
  if (!M || Method->Lambda || isa<CXXDestructorDecl>(M) || M->isVirtual() ||
      Depth > 4)
    return true;
  // Somebody calls it by its address.
  if (Prog.values().isUsedAsValue(M))
    return true;
  for (const auto &[Caller, Call] : Prog.calls().callersOf(Method)) {
    const AccessPath &On = Call->Object;
    const bool OnItself = On.isThis();
    if (!On || (OnItself ? runsOn(Prog, Caller, Object, Depth + 1)
                         : Prog.values().mayBeSame(On, Object)))
      return true;
  }
  return false;
}

/// The fate of the handle in the object that the body was started on: what
/// other objects of its class do is left out where the object is known.
static HandleFate inObject(const Program &Prog, const HandleFate &Fate,
                           const TaskBody &Code) {
  if (!Code.Start || !Prog.seen().isKnownThroughout(Code.Start->Object))
    return Fate;
  HandleFate Result = Fate;
  auto IsElsewhere = [&](const Event *E) {
    return E->Path.Kind == AccessPath::Root::This &&
           !runsOn(Prog, E->In, Code.Start->Object);
  };
  llvm::erase_if(Result.Joins, IsElsewhere);
  llvm::erase_if(Result.TimedWaits, IsElsewhere);
  return Result;
}

/// May the cut happen to the task when it has that body?
static bool concerns(const Program &Prog, const Cut &Where,
                     const TaskBody &Code) {
  if (!Code.Start || Where.At->In == Code.Start->In)
    return !Code.Start || !Where.At->Object ||
           Prog.values().mayBeSame(Where.At->Object, Code.Start->Object);
  if (Where.At->Object.Kind != AccessPath::Root::None &&
      !Where.At->Object.isThis())
    return Prog.values().mayBeSame(Where.At->Object, Code.Start->Object);
  return Where.At->Path.Kind != AccessPath::Root::This ||
         runsOn(Prog, Where.At->In, Code.Start->Object);
}

std::vector<LooseEnd> looseEndsOf(const Program &Prog, const Task &T,
                                  const HandleFate &Fate) {
  std::vector<LooseEnd> Result;
  std::vector<Cut> Cuts = cutsOf(Prog, T, Fate);
  if (Cuts.empty())
    return Result;
  std::vector<TaskBody> Entries = entriesOf(Prog, T);
  if (Entries.empty())
    Result.push_back({{}, Cuts.front()});
  for (const TaskBody &Code : Entries)
    for (const Cut &Where : Cuts)
      if (concerns(Prog, Where, Code)) {
        LooseEnd &Loose = Result.emplace_back(LooseEnd{Code, Where});
        HandleFate Behind = behind(Prog, inObject(Prog, Fate, Code), Where);
        if (isReplaced(Prog, T, Where))
          dropDestructors(Behind);
        Loose.End = settlementOf(Prog, T, Code.Code, Behind, &Loose.Partial);
      }
  return Result;
}

} // namespace tether::facts
