//===- Burials.cpp - Where a task is hidden from everybody ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class whose destructor waits for its task, and that has no other way to do
// so, gives the means to wait to whoever can destroy its objects. Of one that
// was made with `new` that is nobody, if its address is dropped, or kept by
// static variables alone and never deleted.
//
//===----------------------------------------------------------------------===//

#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Index.h"
#include "Unit.h"

using namespace clang;

namespace tether::facts {

/// Can nobody outside of the unit name the variable?
static bool isHiddenStatic(const VarDecl *V) {
  return V->isStaticLocal() ||
         (V->isFileVarDecl() && !V->isExternallyVisible());
}

/// Do functions of other units get it from a function?
static bool isForOthers(const AccessPath &P) {
  return P.Kind == AccessPath::Root::Result &&
         P.function()->isExternallyVisible() &&
         P.function()->getAccess() != AS_private;
}

//===----------------------------------------------------------------------===//
// Objects that would wait
//===----------------------------------------------------------------------===//

/// The class that keeps the handle in a member and waits for the task when it
/// dies, and only then; or null. `Stops`: and raises something before.
const CXXRecordDecl *Unit::waitsWhenItDies(const HandleFate &Fate,
                                           bool &Stops) const {
  const CXXRecordDecl *R = nullptr;
  for (const AccessPath &H : Fate.Held)
    if (H.Kind == AccessPath::Root::This && H.Length && !R)
      if (const auto *Class = static_cast<const CXXRecordDecl *>(H.Base);
          Class && !Class->isOfC() && Class->hasDefinition())
        R = Class->getDefinition();
  if (!R || !allMethodsVisible(R))
    return nullptr;
  const CXXDestructorDecl *D = R->getDestructor();
  std::set<const Body *> Dying;
  auto IsStop = [](const Event &E) {
    return E.Path.Kind == AccessPath::Root::This &&
           (E.isReport() || E.Kind == EventKind::Stop);
  };
  if (const Body *B = D ? bodyOf(D) : nullptr)
    for (const CallChain &Chain : reachedFrom(B)) {
      Dying.insert(Chain.To);
      Stops |= llvm::any_of(Chain.To->Events, IsStop);
    }
  for (const Event *Join : Fate.Joins)
    if (!Dying.count(Join->In))
      return nullptr;
  if (Fate.Joins.empty())
    return Fate.JoinedByDestructor ? R : nullptr;
  for (const Body *B : Found->methodsOf(R)) {
    if (isa<CXXDestructorDecl>(B->Function) ||
        B->Function->getAccess() == AS_private)
      continue;
    for (const CallChain &Chain : reachedFrom(B))
      if (llvm::any_of(Fate.Joins,
                       [&](const Event *Join) { return Join->In == Chain.To; }))
        return nullptr;
  }
  return R;
}

/// Does the object start the task, when it is made or when one of its methods
/// is called?
bool Unit::startsTask(const CXXConstructExpr *Made,
                      const std::vector<AccessPath> &Names,
                      const Task &T) const {
  auto Reaches = [&](const Body *B) { return B && reaches(B, T.Spawner); };
  if (T.Spawner->InitializesMembersOf ||
      Reaches(bodyOf(Made->getConstructor())))
    return true;
  return llvm::any_of(Found->callsOn(Names), [&](const Event *E) {
    return llvm::any_of(targetsOf(*E), Reaches);
  });
}

/// Does an object of the class tell others where it is?
bool Unit::registersItself(const CXXRecordDecl *R) const {
  const AccessPath Own = AccessPath::thisObject(R);
  for (const AccessPath &H : closure(Own, /*Forward=*/true, /*Fields=*/false))
    if (const VarDecl *V = H.variable();
        H != Own && (H.Length || H.Kind == AccessPath::Root::Result ||
                     (V && V->hasGlobalStorage())))
      return true;
  return Found->anyOn(
      Own, [](const Event &E) { return E.Kind == EventKind::Escape; });
}

void Unit::addLeaks(const Task &T, const HandleFate &Fate,
                    std::vector<Burial> &Result) const {
  bool Stops = false;
  const CXXRecordDecl *R = waitsWhenItDies(Fate, Stops);
  if (!R || registersItself(R))
    return;
  for (const Flow *W : Found->madeOf(R)) {
    if (W->To.Length)
      continue;
    const auto *Made = cast<CXXConstructExpr>(W->From.value());
    const std::vector<AccessPath> &Held = reach(W->To);
    if (const VarDecl *V = W->To.variable()) {
      if (!Stops && isHiddenStatic(V) && startsTask(Made, Held, T) &&
          llvm::none_of(Held, isForOthers))
        Result.push_back({Burial::StaticVariable, Burial::Waits, V, W->In,
                          Made->getExprLoc()});
    } else if (isa_and_nonnull<CXXNewExpr>(W->To.value()) &&
               startsTask(Made, Held, T)) {
      addLeaks(*W, Held, Stops, Result);
    }
  }
}

/// Where the object that `Made` makes is lost, and `Held` are all that have its
/// address.
void Unit::addLeaks(const Flow &Made, const std::vector<AccessPath> &Held,
                    bool Stops, std::vector<Burial> &Result) const {
  bool Destroyed = false;
  for (const Event *E : Found->on(Held)) {
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
    if (isOwned(H.type()))
      return;
    if (const VarDecl *V = H.variable(); V && !H.Length) {
      if (isa<ParmVarDecl>(V))
        continue;
      if (V->hasGlobalStorage() && !V->isStaticLocal() &&
          V->isExternallyVisible())
        return; // Another unit may delete it.
      if (!Holder || V->hasGlobalStorage())
        Holder = V;
    } else if (isForOthers(H)) {
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

//===----------------------------------------------------------------------===//
// Handles
//===----------------------------------------------------------------------===//

/// Is there a smart pointer on the way to the object?
bool Unit::isOwned(QualType T) const {
  return llvm::any_of(layersOf(Names, T), [&](QualType Layer) {
    const model::Type *Type = Names.type(Layer);
    return Type && Type->K == model::Kind::SmartPointer;
  });
}

/// Is there a pointer on the way to the handle that nobody deletes it by?
bool Unit::isBehindRawPointer(QualType T) const {
  return llvm::any_of(layersOf(Names, T),
                      [](QualType Layer) { return Layer->isPointerType(); });
}

/// Does the task look at a token that its handle's destructor raises?
bool Unit::isStoppedByHandle(const Task &T) const {
  if (!T.Handle || T.Handle->Destroy != model::OnDestroy::StopsAndJoins)
    return false;
  for (const TaskBody &Code : bodiesOf(T))
    if (Code.Code->Function &&
        llvm::any_of(Code.Code->Function->parameters(),
                     [&](const ParmVarDecl *P) {
                       const model::Type *Type = Names.pointee(P->getType());
                       return Type && Type->K == model::Kind::Token;
                     }))
      return true;
  return false;
}

Burial::Fate Unit::endOf(const Task &T, const AccessPath &Holder) const {
  if (T.Handle->RawHandle || isBehindRawPointer(Holder.type()))
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
bool Unit::isInOwnTask(const Task &T, const HandleFate &Fate) const {
  std::set<const VarDecl *> Holders;
  for (const AccessPath &H : Fate.Held) {
    if (H == T.HandlePath)
      continue;
    const VarDecl *V = H.variable();
    const model::Type *Type = V ? Names.type(V->getType()) : nullptr;
    if (!V || isa<ParmVarDecl>(V) || !V->hasLocalStorage() || !Type ||
        Type->K != model::Kind::SmartPointer)
      return false;
    Holders.insert(V);
  }
  for (const TaskBody &Code : bodiesOf(T))
    if (Code.Code->Lambda)
      for (const LambdaCapture &C : Code.Code->Lambda->captures())
        if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy) {
          const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
          if (V && Holders.count(Paths.resolve(V).variable()))
            return true;
        }
  return false;
}

/// The static variable of a class's own static method that has the one object
/// of the class with the member, which is left to its own destructor or is
/// never destroyed; or null.
const VarDecl *Unit::singletonOf(const NamedDecl *Member) const {
  const auto *R = dyn_cast_or_null<CXXRecordDecl>(Member->getDeclContext());
  if (!R || R->isOfC() || !R->getDefinition() ||
      registersItself(R->getDefinition()))
    return nullptr;
  R = R->getDefinition();
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && D->isUserProvided())
    return nullptr;
  const VarDecl *Only = nullptr;
  for (const Index::Making &By : Found->makersOf(R)) {
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
static bool isAnnounced(const Unit &Facts, const Task &T,
                        const HandleFate &Fate) {
  auto IsHolder = [&](const Expr *E) {
    return llvm::is_contained(Fate.Held, Facts.paths().resolve(E));
  };
  auto Announces = [&](const Event *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E->At);
    return Call && llvm::any_of(Call->arguments(), IsHolder);
  };
  return llvm::none_of(T.Arguments,
                       [](const Argument &A) {
                         return A.ByReference || A.leadsToThis();
                       }) &&
         llvm::none_of(Facts.bodiesOf(T),
                       [](const TaskBody &Code) {
                         return Code.Code && Code.Code->usesThis();
                       }) &&
         (llvm::any_of(Facts.index().of(EventKind::Keep), Announces) ||
          llvm::any_of(Facts.index().of(EventKind::Handler), Announces));
}

/// Where the handle ends such that nobody can wait for the task.
std::optional<Burial> Unit::burialOfHandle(const Task &T,
                                           const HandleFate &Fate) const {
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
        llvm::none_of(bodiesOf(T), [](const TaskBody &Code) {
          return Code.Code->localReference();
        }))
      return Result;
    return std::nullopt;
  }
  if (isInOwnTask(T, Fate)) {
    Result.Where = Burial::OwnTask;
    Result.End = endOf(T, T.HandlePath);
    return Result;
  }
  for (const AccessPath &H : Fate.Held) {
    // What an emplacing call makes is an element of its container.
    const auto *Emplace = dyn_cast_or_null<CXXMemberCallExpr>(H.value());
    const model::Operation *Op = Emplace ? Names.operation(Emplace) : nullptr;
    if (H == T.HandlePath || (Op && Op->R == model::Role::Emplace && !H.Length))
      continue;
    const VarDecl *V = H.variable();
    if (const FieldDecl *Field =
            V && isHiddenStatic(V) ? nullptr : H.lastField()) {
      // A member, of a class of which everything can be seen.
      if (!isPrivateToUnit(H) || isAnnounced(*this, T, Fate))
        return std::nullopt;
      Result.Where = Burial::Member;
      Result.Holder = Field;
      Result.End = endOf(T, H);
      // Whoever had it started there says more than who starts it for others.
      for (const auto &[Caller, Call] : callersOf(T.Spawner))
        if (llvm::any_of(flowsIn(Caller), [&, At = Call->At](const Flow *W) {
              return W->At == At && (W->From == H || W->To == H);
            })) {
          Result.In = Caller;
          Result.At = Call->Where;
        }
    } else if (!V) {
      return std::nullopt;
    } else if (isHiddenStatic(V)) {
      Result.Where = Burial::StaticVariable;
      Result.Holder = V;
      Result.End = endOf(T, H);
    } else if (V->hasGlobalStorage() || Fate.JoinedByDestructor) {
      return std::nullopt; // Another unit may join it; this variable waits.
    }
  }
  // An object that is no static variable waits in time, or when it is taken
  // out.
  auto IsRemoval = [](const Event &E) {
    return E.Kind == EventKind::Write && E.Op && E.Op->R == model::Role::Remove;
  };
  if (Fate.JoinedByDestructor && Found->anyOn(Fate.Held, IsRemoval))
    return std::nullopt;
  if (Result.Where == Burial::Member && Fate.JoinedByDestructor)
    if (const VarDecl *Only = singletonOf(Result.Holder)) {
      Result.Where = Burial::StaticVariable;
      Result.Holder = Only;
      if (isBehindRawPointer(Only->getType()))
        Result.End = Burial::GoesOn;
      return Result;
    }
  if (!Result.Holder || (Fate.JoinedByDestructor &&
                         (Result.Where != Burial::StaticVariable ||
                          Result.End != Burial::Waits || isStoppedByHandle(T))))
    return std::nullopt;
  return Result;
}

/// The static variable that is the pool, or that has its address, whatever
/// function of this unit the task gets it from; or null.
const VarDecl *Unit::staticPoolOf(const Task &T) const {
  if (T.Group.Length || isForOthers(T.Group))
    return nullptr;
  for (const AccessPath &O : origins(T.Group))
    if (const VarDecl *V = O.Length ? nullptr : O.variable();
        V && isHiddenStatic(V))
      return V;
  return nullptr;
}

/// Is it handed to a pool that waits for it when it dies, at the end of the
/// process, or that is never deleted, and that only functions of this unit
/// know?
std::optional<Burial> Unit::burialInPool(const Task &T,
                                         const HandleFate &Fate) const {
  const model::Type *Type = T.Group ? typeOf(T.Group) : nullptr;
  if (!Type || Type->K != model::Kind::Pool ||
      (Type->Destroy != model::OnDestroy::Joins &&
       Type->Destroy != model::OnDestroy::StopsAndJoins) ||
      (T.Handle && !Fate.Dropped))
    return std::nullopt;
  const VarDecl *V = staticPoolOf(T);
  // What any function may replace has an end that is not known.
  if (!V || (isOwned(V->getType()) && !V->isStaticLocal()))
    return std::nullopt;
  const AccessPath Pool = AccessPath::variable(V);
  const std::vector<AccessPath> &Names = reach(Pool);
  if (llvm::any_of(Names, [&](const AccessPath &H) {
        return isForOthers(H) || H.Length ||
               (H.variable() && H.variable() != V);
      }))
    return std::nullopt;
  if (Found->anyOn(Names, [](const Event &E) {
        return E.Kind == EventKind::Escape || E.Kind == EventKind::Stop ||
               E.Kind == EventKind::Join ||
               (E.Kind == EventKind::Destroy && !E.AtScopeEnd);
      }))
    return std::nullopt;
  return Burial{Burial::StaticPool,
                isBehindRawPointer(V->getType()) ? Burial::GoesOn
                                                 : Burial::Waits,
                V, T.Spawner, T.Spawn->getExprLoc()};
}

std::vector<Burial> Unit::burialsOf(const Task &T,
                                    const HandleFate &Fate) const {
  std::vector<Burial> Result;
  if (T.Op->When != model::Runs::Elsewhere || Fate.Escapes ||
      !Fate.TimedWaits.empty() || !Fate.Detaches.empty())
    return Result;
  bool HasHandle = T.Handle && (T.Handle->K == model::Kind::Thread ||
                                T.Handle->K == model::Kind::Future);
  if (HasHandle)
    addLeaks(T, Fate, Result);
  if (Fate.Returned || Fate.HeldByCaller || !Fate.Joins.empty())
    return Result;
  if (std::optional<Burial> B =
          HasHandle ? burialOfHandle(T, Fate) : std::nullopt)
    Result.push_back(*B);
  else if (std::optional<Burial> B = burialInPool(T, Fate))
    Result.push_back(*B);
  return Result;
}

} // namespace tether::facts
