//===- Burials.cpp - Where a task is hidden from everybody ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Burials.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include <set>

using namespace clang;

namespace tether::facts {

//===----------------------------------------------------------------------===//
// Objects that would wait
//===----------------------------------------------------------------------===//

/// The class that keeps the handle in a member and waits for the task when it
/// dies, and only then; or null. `Stops`: and raises something before.
static const CXXRecordDecl *
waitsWhenItDies(const Program &Prog, const HandleFate &Fate, bool &Stops) {
  const CXXRecordDecl *R = nullptr;
  for (const AccessPath &H : Fate.Held)
    if (H.Kind == AccessPath::Root::This && H.Length && !R)
      if (const auto *Class = static_cast<const CXXRecordDecl *>(H.Base);
          Class && !Class->isOfC() && Class->hasDefinition())
        R = Class->getDefinition();
  if (!R || !Prog.seen().allMethodsVisible(R))
    return nullptr;
  const CXXDestructorDecl *D = R->getDestructor();
  std::set<const Body *> Dying;
  auto IsStop = [](const Event &E) {
    return E.Path.Kind == AccessPath::Root::This &&
           (E.isReport() || E.Kind == EventKind::Stop);
  };
  if (const Body *B = D ? Prog.calls().bodyOf(D) : nullptr)
    for (const CallChain &Chain : Prog.calls().reachedFrom(B)) {
      Dying.insert(Chain.To);
      Stops |= llvm::any_of(Chain.To->Events, IsStop);
    }
  for (const Event *Join : Fate.Joins)
    if (!Dying.count(Join->In))
      return nullptr;
  if (Fate.Joins.empty())
    return Fate.JoinedByDestructor ? R : nullptr;
  for (const Body *B : Prog.index().methodsOf(R)) {
    if (isa<CXXDestructorDecl>(B->Function) ||
        B->Function->getAccess() == AS_private)
      continue;
    for (const CallChain &Chain : Prog.calls().reachedFrom(B))
      if (llvm::any_of(Fate.Joins,
                       [&](const Event *Join) { return Join->In == Chain.To; }))
        return nullptr;
  }
  return R;
}

/// Does the object start the task, when it is made or when one of its methods
/// is called?
static bool startsTask(const Program &Prog, const CXXConstructExpr *Made,
                       const std::vector<AccessPath> &Names, const Task &T) {
  auto Reaches = [&](const Body *B) {
    return B && Prog.calls().reaches(B, T.Spawner);
  };
  if (T.Spawner->InitializesMembersOf ||
      Reaches(Prog.calls().bodyOf(Made->getConstructor())))
    return true;
  return llvm::any_of(Prog.index().callsOn(Names), [&](const Event *E) {
    return llvm::any_of(Prog.calls().targetsOf(*E), Reaches);
  });
}

bool registersItself(const Program &Prog, const CXXRecordDecl *R) {
  const AccessPath This = AccessPath::thisObject(R);
  for (const AccessPath &H : Prog.values().flowsOn(This))
    if (const VarDecl *V = H.variable();
        H != This && (H.Length || H.Kind == AccessPath::Root::Result ||
                      (V && V->hasGlobalStorage())))
      return true;
  return Prog.index().anyOn(
      This, [](const Event &E) { return E.Kind == EventKind::Escape; });
}

/// Where the object that `Made` makes is lost, and `Held` are all that have its
/// address.
static void addLeaks(const Program &Prog, const Flow &Made,
                     const std::vector<AccessPath> &Held, bool Stops,
                     std::vector<Burial> &Result) {
  bool Destroyed = false;
  for (const Event *E : Prog.index().on(Held)) {
    Destroyed |= E->Kind == EventKind::Destroy || E->Kind == EventKind::Escape;
    // Not what an insertion into a container returns.
    if (E->Kind == EventKind::Discard &&
        (E->Path == Made.To || E->Path.Kind == AccessPath::Root::Result))
      Result.push_back(
          {Burial::Leak, Burial::GoesOn, nullptr, E->In, E->Where});
  }
  const VarDecl *Holder = nullptr;
  for (const AccessPath &H : Held) {
    if (H == Made.To)
      continue;
    if (isOwned(Prog.names(), H.type()))
      return;
    if (const VarDecl *V = H.variable(); V && !H.Length) {
      if (isa<ParmVarDecl>(V))
        continue;
      if (V->hasGlobalStorage() && !Prog.seen().isHiddenStatic(V))
        return; // Another source may delete it.
      if (!Holder || V->hasGlobalStorage())
        Holder = V;
    } else if (Prog.seen().isForOthers(H)) {
      return; // So may whoever calls it.
    } else if (H.Length) {
      return;
    }
  }
  // A singleton whose class can stop and join is leaked on purpose.
  if (Holder && !Destroyed && !(Stops && Holder->hasGlobalStorage()))
    Result.push_back({Burial::Leak, Burial::GoesOn, Holder, Made.In,
                      Made.To.value()->getExprLoc()});
}

static void addLeaks(const Program &Prog, const Task &T, const HandleFate &Fate,
                     std::vector<Burial> &Result) {
  auto IsForOthers = [&](const AccessPath &P) {
    return Prog.seen().isForOthers(P);
  };
  bool Stops = false;
  const CXXRecordDecl *R = waitsWhenItDies(Prog, Fate, Stops);
  if (!R || registersItself(Prog, R))
    return;
  for (const Flow *W : Prog.index().madeOf(R)) {
    if (W->To.Length)
      continue;
    const auto *Made = cast<CXXConstructExpr>(W->From.value());
    const std::vector<AccessPath> &Held = Prog.values().reach(W->To);
    if (const VarDecl *V = W->To.variable()) {
      if (!Stops && Prog.seen().isHiddenStatic(V) &&
          startsTask(Prog, Made, Held, T) && llvm::none_of(Held, IsForOthers))
        Result.push_back({Burial::StaticVariable, Burial::Waits, V, W->In,
                          Made->getExprLoc()});
    } else if (isa_and_nonnull<CXXNewExpr>(W->To.value()) &&
               startsTask(Prog, Made, Held, T)) {
      addLeaks(Prog, *W, Held, Stops, Result);
    }
  }
}

//===----------------------------------------------------------------------===//
// Handles
//===----------------------------------------------------------------------===//

/// Does the task look at a token that its handle's destructor raises?
static bool isStoppedByHandle(const Program &Prog, const Task &T) {
  if (!T.Handle || T.Handle->Destroy != model::OnDestroy::StopsAndJoins)
    return false;
  for (const TaskBody &Code : bodiesOf(Prog, T))
    if (Code.Code->Function &&
        llvm::any_of(
            Code.Code->Function->parameters(), [&](const ParmVarDecl *P) {
              const model::Type *Type = Prog.names().pointee(P->getType());
              return Type && Type->K == model::Kind::Token;
            }))
      return true;
  return false;
}

static Burial::Fate endOf(const Program &Prog, const Task &T,
                          const AccessPath &Holder) {
  if (T.Handle->RawHandle || isBehindRawPointer(Prog.names(), Holder.type()))
    return Burial::GoesOn;
  switch (T.Handle->Destroy) {
  case model::OnDestroy::Terminates:
    return Burial::Terminates;
  case model::OnDestroy::Joins:
  case model::OnDestroy::StopsAndJoins:
    return Burial::Waits;
  case model::OnDestroy::JoinsIfAsync:
    return T.Op->Discard == model::OnDiscard::Blocks ? Burial::Waits
                                                     : Burial::Nothing;
  default:
    return Burial::Nothing;
  }
}

/// Does the closure of the task have the only handle, by a smart pointer that
/// it has copied?
static bool isInOwnTask(const Program &Prog, const Task &T,
                        const HandleFate &Fate) {
  std::set<const VarDecl *> Holders;
  for (const AccessPath &H : Fate.Held) {
    if (H == T.HandlePath)
      continue;
    const VarDecl *V = H.variable();
    const model::Type *Type = V ? Prog.names().type(V->getType()) : nullptr;
    if (!V || isa<ParmVarDecl>(V) || !V->hasLocalStorage() || !Type ||
        Type->K != model::Kind::SmartPointer)
      return false;
    Holders.insert(V);
  }
  for (const TaskBody &Code : bodiesOf(Prog, T))
    if (Code.Code->Lambda)
      for (const LambdaCapture &C : Code.Code->Lambda->captures())
        if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy) {
          const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
          if (V && Holders.count(Prog.paths().resolve(V).variable()))
            return true;
        }
  return false;
}

/// The static variable of a class's own static method that has the one object
/// of the class with the member, which is left to its own destructor or is
/// never destroyed; or null.
static const VarDecl *singletonOf(const Program &Prog,
                                  const NamedDecl *Member) {
  const auto *R = dyn_cast_or_null<CXXRecordDecl>(Member->getDeclContext());
  if (!R || R->isOfC() || !R->getDefinition() ||
      registersItself(Prog, R->getDefinition()))
    return nullptr;
  R = R->getDefinition();
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && D->isUserProvided())
    return nullptr;
  const VarDecl *Only = nullptr;
  for (const Index::Making &By : Prog.index().makersOf(R)) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(By.In->Function);
    bool IsAccessor = M && M->isStatic() && M->getParent() == R;
    if (By.Last)
      Only = By.Last;
    if (By.Made && (!IsAccessor || By.Made != By.InStatic))
      return nullptr;
  }
  return Only;
}

/// Is somebody told by a callback of what holds the handle when the task is
/// over, and the task uses nothing that may be gone then? `connect(&watcher,
/// &QFutureWatcher::finished, ...)`.
static bool isAnnounced(const Program &Prog, const Task &T,
                        const HandleFate &Fate) {
  auto IsHolder = [&](const Expr *E) {
    return llvm::is_contained(Fate.Held, Prog.paths().resolve(E));
  };
  auto Announces = [&](const Event *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E->At);
    return Call && llvm::any_of(Call->arguments(), IsHolder);
  };
  return llvm::none_of(T.Arguments,
                       [](const Argument &A) {
                         return A.ByReference || A.leadsToThis();
                       }) &&
         llvm::none_of(bodiesOf(Prog, T),
                       [](const TaskBody &Code) {
                         return Code.Code && Code.Code->usesThis();
                       }) &&
         (llvm::any_of(Prog.index().of(EventKind::Keep), Announces) ||
          llvm::any_of(Prog.index().of(EventKind::Handler), Announces));
}

/// Where the handle ends such that nobody can wait for the task.
static std::optional<Burial> burialOfHandle(const Program &Prog, const Task &T,
                                            const HandleFate &Fate) {
  Burial Result;
  Result.In = T.Spawner;
  Result.At = T.Spawn->getExprLoc();
  if (Fate.Dropped) {
    // A handle that detaches cuts the task loose, which is not hidden.
    bool Detaches =
        T.Handle->RawHandle || T.Handle->Destroy == model::OnDestroy::Detaches;
    // That it may outlive a local variable is worse than that it is hidden.
    if (T.Op->Discard == model::OnDiscard::Detaches && !T.Group && !Detaches &&
        !Fate.JoinedByDestructor &&
        llvm::none_of(bodiesOf(Prog, T), [](const TaskBody &Code) {
          return Code.Code->localReference();
        }))
      return Result;
    return std::nullopt;
  }
  if (isInOwnTask(Prog, T, Fate)) {
    Result.Where = Burial::OwnTask;
    Result.End = endOf(Prog, T, T.HandlePath);
    return Result;
  }
  for (const AccessPath &H : Fate.Held) {
    // What an emplacing call makes is an element of its container.
    const auto *Emplace = dyn_cast_or_null<CXXMemberCallExpr>(H.value());
    const model::Operation *Op =
        Emplace ? Prog.names().operation(Emplace) : nullptr;
    if (H == T.HandlePath || (Op && Op->R == model::Role::Emplace && !H.Length))
      continue;
    const VarDecl *V = H.variable();
    if (const FieldDecl *Field =
            V && Prog.seen().isHiddenStatic(V) ? nullptr : H.lastField()) {
      // A member, of a class of which everything can be seen.
      if (!Prog.seen().isPrivate(H) || isAnnounced(Prog, T, Fate))
        return std::nullopt;
      Result.Where = Burial::Member;
      Result.Holder = Field;
      Result.End = endOf(Prog, T, H);
      // Whoever had it started there says more than who starts it for others.
      for (const auto &[Caller, Call] : Prog.calls().callersOf(T.Spawner))
        if (llvm::any_of(Prog.values().flowsIn(Caller),
                         [&, At = Call->At](const Flow *W) {
                           return W->At == At && (W->From == H || W->To == H);
                         })) {
          Result.In = Caller;
          Result.At = Call->Where;
        }
    } else if (!V) {
      return std::nullopt;
    } else if (Prog.seen().isHiddenStatic(V)) {
      Result.Where = Burial::StaticVariable;
      Result.Holder = V;
      Result.End = endOf(Prog, T, H);
    } else if (V->hasGlobalStorage() || Fate.JoinedByDestructor) {
      return std::nullopt; // Another unit may join it; this variable waits.
    }
  }
  // An object that is no static variable waits in time, or when it is taken
  // out.
  auto IsRemoval = [](const Event &E) {
    return E.Kind == EventKind::Write && E.Op && E.Op->R == model::Role::Remove;
  };
  if (Fate.JoinedByDestructor && Prog.index().anyOn(Fate.Held, IsRemoval))
    return std::nullopt;
  if (Result.Where == Burial::Member && Fate.JoinedByDestructor)
    if (const VarDecl *Only = singletonOf(Prog, Result.Holder)) {
      Result.Where = Burial::StaticVariable;
      Result.Holder = Only;
      if (isBehindRawPointer(Prog.names(), Only->getType()))
        Result.End = Burial::GoesOn;
      return Result;
    }
  if (!Result.Holder ||
      (Fate.JoinedByDestructor &&
       (Result.Where != Burial::StaticVariable || Result.End != Burial::Waits ||
        isStoppedByHandle(Prog, T))))
    return std::nullopt;
  return Result;
}

/// The static variable that is the pool, or that has its address, whatever
/// function of this unit the task gets it from; or null.
static const VarDecl *staticPoolOf(const Program &Prog, const Task &T) {
  if (T.Group.Length || Prog.seen().isForOthers(T.Group))
    return nullptr;
  for (const AccessPath &O : Prog.values().origins(T.Group))
    if (const VarDecl *V = O.Length ? nullptr : O.variable();
        V && Prog.seen().isHiddenStatic(V))
      return V;
  return nullptr;
}

/// Is it handed to a pool that waits for it when it dies, at the end of the
/// process, or that is never deleted, and that only functions of this unit
/// know?
static std::optional<Burial> burialInPool(const Program &Prog, const Task &T,
                                          const HandleFate &Fate) {
  const model::Type *Type = T.Group ? Prog.values().typeOf(T.Group) : nullptr;
  if (!Type || Type->K != model::Kind::Pool ||
      (Type->Destroy != model::OnDestroy::Joins &&
       Type->Destroy != model::OnDestroy::StopsAndJoins) ||
      (T.Handle && !Fate.Dropped))
    return std::nullopt;
  const VarDecl *V = staticPoolOf(Prog, T);
  // What any function may replace has an end that is not known.
  if (!V || (isOwned(Prog.names(), V->getType()) && !V->isStaticLocal()))
    return std::nullopt;
  const AccessPath Pool = AccessPath::variable(V);
  const std::vector<AccessPath> &Names = Prog.values().reach(Pool);
  if (llvm::any_of(Names, [&](const AccessPath &H) {
        return Prog.seen().isForOthers(H) || H.Length ||
               (H.variable() && H.variable() != V);
      }))
    return std::nullopt;
  if (Prog.index().anyOn(Names, [](const Event &E) {
        return E.Kind == EventKind::Escape || E.Kind == EventKind::Stop ||
               E.Kind == EventKind::Join ||
               (E.Kind == EventKind::Destroy && !E.AtScopeEnd);
      }))
    return std::nullopt;
  return Burial{Burial::StaticPool,
                isBehindRawPointer(Prog.names(), V->getType()) ? Burial::GoesOn
                                                               : Burial::Waits,
                V, T.Spawner, T.Spawn->getExprLoc()};
}

std::vector<Burial> burialsOf(const Program &Prog, const Task &T,
                              const HandleFate &Fate) {
  std::vector<Burial> Result;
  if (T.Op->When != model::Runs::Elsewhere || Fate.Escapes ||
      !Fate.TimedWaits.empty() || !Fate.Detaches.empty())
    return Result;
  bool HasHandle = T.Handle && (T.Handle->K == model::Kind::Thread ||
                                T.Handle->K == model::Kind::Future);
  if (HasHandle)
    addLeaks(Prog, T, Fate, Result);
  if (Fate.Returned || Fate.HeldByCaller || !Fate.Joins.empty())
    return Result;
  if (std::optional<Burial> B =
          HasHandle ? burialOfHandle(Prog, T, Fate) : std::nullopt)
    Result.push_back(*B);
  else if (std::optional<Burial> B = burialInPool(Prog, T, Fate))
    Result.push_back(*B);
  return Result;
}

} // namespace tether::facts
