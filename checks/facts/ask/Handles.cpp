//===- Handles.cpp - What becomes of a task's handle ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"
#include "../code/Scopes.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include <set>

using namespace clang;

namespace tether::facts {

//===----------------------------------------------------------------------===//
// What waits when it dies
//===----------------------------------------------------------------------===//

/// Does code that runs when a handle dies wait for its thread? What cannot be
/// seen may.
static bool mayWait(const Program &Prog, const CXXMethodDecl *Ending) {
  const Body *B = Prog.calls().bodyOf(Ending);
  if (!B)
    return Prog.seen().mayActUnseen(Ending);
  return llvm::any_of(Prog.calls().reachedFrom(B), [](const CallChain &Chain) {
    return llvm::any_of(Chain.To->Events, [](const Event &E) {
      return E.Kind == EventKind::Join || E.Kind == EventKind::Wait;
    });
  });
}

/// May a smart pointer's deleter wait for what it deletes?
static bool mayDeleterJoin(const Program &Prog, const AccessPath &P) {
  QualType T = P.type();
  const model::Type *Holder =
      T.isNull() ? nullptr : Prog.names().type(T.getNonReferenceType());
  if (!Holder || Holder->K != model::Kind::SmartPointer)
    return false;
  QualType Deleter = deleterTypeOf(T.getNonReferenceType());
  if (Deleter.isNull())
    return false;
  const CXXRecordDecl *Class = Deleter->getAsCXXRecordDecl();
  if (!Class)
    return Deleter->isFunctionPointerType();
  if (Prog.seen().of(Class) == Sight::Outside)
    return false;
  if (!Class->hasDefinition())
    return true;
  return llvm::any_of(Class->getDefinition()->methods(),
                      [&](const CXXMethodDecl *M) {
                        return M->getOverloadedOperator() == OO_Call &&
                               (!Prog.seen().isDefined(M) || mayWait(Prog, M));
                      });
}

/// May a thread object of the class wait for its own thread when it dies? Of
/// the class that a model describes, the model says so.
static bool waitsForItself(const Program &Prog, const CXXRecordDecl *R) {
  if (!R || Prog.seen().of(R) != Sight::Seen || Prog.names().describes(R))
    return false;
  R = R->getDefinition();
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && mayWait(Prog, D))
    return true;
  return llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
    return waitsForItself(Prog, Base.getType()->getAsCXXRecordDecl());
  });
}

bool joinsWhenItDies(const Program &Prog, const AccessPath &Holder,
                     const Task &T) {
  const model::Type *Type = Prog.values().typeOf(Holder);
  if (Type && Type->K == model::Kind::Thread &&
      waitsForItself(Prog, Prog.values().recordOf(Holder)))
    return true;
  if (Type && (Holder != T.HandlePath || T.Handle == Type) &&
      (Type->Destroy == model::OnDestroy::Joins ||
       Type->Destroy == model::OnDestroy::StopsAndJoins ||
       (Type->Destroy == model::OnDestroy::JoinsIfAsync &&
        T.Op->Discard == model::OnDiscard::Blocks)))
    return true;
  return mayDeleterJoin(Prog, Holder);
}

//===----------------------------------------------------------------------===//
// Where it goes
//===----------------------------------------------------------------------===//

/// Does the task, on some path, signal the object? A packaged task does when it
/// ends.
static bool signals(const Program &Prog, const Task &T, const AccessPath &P) {
  if (const model::Type *Type = Prog.values().typeOf(P))
    if (Type->K == model::Kind::Promise || Type->K == model::Kind::Future)
      if (Prog.values().mayBeSame(P, T.Callable))
        return true;
  for (const TaskBody &Code : bodiesOf(Prog, T))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Signal && Prog.values().mayBeSame(E.Path, P))
          return true;
  return false;
}

/// Is the body called back by one of the objects, and by nobody else? What such
/// a callback waits for has ended, and nobody waits where the object dies.
static bool isCalledBackBy(const Program &Prog, const Body *B,
                           const std::vector<AccessPath> &Objects) {
  if (!Prog.calls().callersOf(B).empty())
    return false;
  return llvm::any_of(Prog.index().keepsOf(B), [&](const Event *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E->At);
    return Call && llvm::any_of(Call->arguments(), [&](const Expr *A) {
             return llvm::is_contained(Objects, Prog.paths().resolve(A));
           });
  });
}

/// Does code in sight destroy objects like the one that has the member, and can
/// no other name the member?
static bool isEndedHere(const Program &Prog, const AccessPath &Member) {
  return Prog.seen().isPrivate(Member) &&
         Prog.index().isDeleted(Member.lastField()->getParent());
}

/// `new Thread(...)`
static bool isMadeByNew(const Task &T) {
  return llvm::any_of(around(T.Spawner, T.Spawn), [&](const Stmt *S) {
    const auto *N = dyn_cast<CXXNewExpr>(S);
    return N && N->getInitializer() && strip(N->getInitializer()) == T.Spawn;
  });
}

static HandleFate findFateOf(const Program &Prog, const Task &T) {
  HandleFate Fate;
  Fate.Held = Prog.values().reach(T.HandlePath);
  const std::vector<AccessPath> Runners = runnersOf(Prog, T);
  std::set<AccessPath> Held(Fate.Held.begin(), Fate.Held.end());
  // Who gets the object around it can name it only where others can.
  auto Contains = [&](const AccessPath &Object) {
    return llvm::any_of(Fate.Held, [&](const AccessPath &H) {
      return H.Length > Object.Length && H.startsWith(Object) &&
             !Prog.seen().isPrivate(H);
    });
  };
  // What happens to the handle, to what it is a part of, or to what runs the
  // task.
  std::vector<AccessPath> Objects;
  for (AccessPath P : Fate.Held)
    for (Objects.push_back(P); P.Length;)
      Objects.push_back(P = P.parent());
  Index::Events Happens = Prog.index().on(Objects);
  llvm::append_range(Happens, Prog.index().meeting(
                                  {EventKind::Join, EventKind::Wait}, Runners));
  if (T.isOnSharedPool())
    llvm::append_range(Happens, Prog.index().joinsOfSharedPools());
  for (const Event &E : T.Spawner->Events)
    if (E.runsLoop())
      Happens.push_back(&E);
  for (const Event *Happening : Prog.index().ordered(Happens)) {
    const Event &E = *Happening;
    bool OnHandle = E.Path && Held.count(E.Path);
    bool OnGroup = !OnHandle && E.Path &&
                   (E.Kind == EventKind::Join || E.Kind == EventKind::Wait) &&
                   llvm::any_of(Runners, [&](const AccessPath &Runner) {
                     return Prog.values().mayBeSame(Runner, E.Path);
                   });
    // `~Dialog() { Pool::instance().waitForAll(); }`
    OnGroup |= T.isOnSharedPool() && E.Kind == EventKind::Join && E.Type &&
               E.Type->K == model::Kind::Pool &&
               E.Path.Kind == AccessPath::Root::Result &&
               E.In->thisRecord() == T.Spawner->thisRecord();
    // `wait_all()`: its thread has run all of its fibers.
    OnGroup |= !E.Path && E.runsLoop() &&
               E.Op->Blocking == model::Blocks::UntilDone &&
               T.Op->On == model::RunsOn::Fiber && E.In == T.Spawner &&
               Prog.calls().flow(T.Spawner).canReach(T.Spawn, E.At);
    switch (E.Kind) {
    case EventKind::Join:
    case EventKind::Wait:
      if (OnGroup || (OnHandle && !isCalledBackBy(Prog, E.In, Fate.Held)))
        (E.GivesUp ? Fate.TimedWaits : Fate.Joins).push_back(&E);
      break;
    case EventKind::Poll: // `while (!t.tryJoin(100))`
      if (OnHandle && !E.GivesUp)
        Fate.Joins.push_back(&E);
      break;
    case EventKind::Detach:
      if (OnHandle)
        Fate.Detaches.push_back(&E);
      break;
    case EventKind::Discard:
      if (E.Path == T.HandlePath && Fate.Held.size() == 1)
        Fate.Dropped = &E;
      break;
    case EventKind::Escape:
      if (OnHandle || (E.Path && Contains(E.Path)))
        Fate.Escapes = true;
      break;
    default:
      break;
    }
  }
  // `pthread_detach(pthread_self())`
  for (const TaskBody &Code : bodiesOf(Prog, T))
    for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Detach && !E.Path && namesItself(Prog, E.At))
          Fate.Detaches.push_back(&E);
  // A timed wait for what the task signals.
  for (const Event &W : T.Spawner->Events)
    if (W.Kind == EventKind::Wait && W.GivesUp && signals(Prog, T, W.Path))
      Fate.TimedWaits.push_back(&W);
  // What was made with `new` and is never deleted has no end that would wait.
  const bool Leaks =
      isMadeByNew(T) && !Prog.index().anyOn(Fate.Held, [](const Event &E) {
        return E.Kind == EventKind::Destroy;
      });
  for (const AccessPath &H : Fate.Held) {
    // An assignment returns what it has changed.
    if (H.Kind == AccessPath::Root::Result &&
        H.function()->getOverloadedOperator() != OO_Equal)
      Fate.Returned = true;
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(H.variable()))
      Fate.HeldByCaller |= P->getDeclContext() == T.Spawner->Function &&
                           !(H.Length ? isEndedHere(Prog, H)
                                      : Prog.seen().seesAllCallers(T.Spawner));
    if (!Leaks ||
        (H != T.HandlePath && (isOwned(Prog.names(), H.type()) ||
                               !isBehindRawPointer(Prog.names(), H.type()))))
      Fate.JoinedByDestructor |= joinsWhenItDies(Prog, H, T);
  }
  for (const AccessPath &Runner : Runners)
    Fate.JoinedByDestructor |= joinsItsTasks(Prog.values().typeOf(Runner));
  return Fate;
}

namespace {
/// The fates that were asked for.
struct Fates {
  explicit Fates(const Program &) {}

  std::unordered_map<const Task *, HandleFate> Known;
};
} // namespace

const HandleFate &fateOf(const Program &Prog, const Task &T) {
  auto &Known = Prog.memory<Fates>().Known;
  auto It = Known.find(&T);
  if (It == Known.end())
    It = Known.emplace(&T, findFateOf(Prog, T)).first;
  return It->second;
}

//===----------------------------------------------------------------------===//
// Who sees to it
//===----------------------------------------------------------------------===//

/// Adds what is done to the variable that is more than to ask it.
static void addUses(const Program &Prog, const Body *B, const Stmt *S,
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
      addUses(Prog, B, Init, V, T, Result);
    return;
  }
  bool Uses = false;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(S);
      M && Is(M->getImplicitObjectArgument())) {
    const model::Operation *Op = Prog.names().operation(M);
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
    addUses(Prog, B, Child, V, T, Result);
}

std::optional<ControlFlow::Statements> disposalsOf(const Program &Prog,
                                                   const Task &T,
                                                   const HandleFate &Fate,
                                                   const Body *B) {
  ControlFlow::Statements Result;
  for (const AccessPath &H : Fate.Held)
    if (const VarDecl *V = H.variable(); V && !H.Length)
      addUses(Prog, B, B->Code, V, T, Result);
  std::vector<const Event *> Ends = Fate.Joins;
  Ends.insert(Ends.end(), Fate.TimedWaits.begin(), Fate.TimedWaits.end());
  Ends.insert(Ends.end(), Fate.Detaches.begin(), Fate.Detaches.end());
  for (const Event *E : Prog.index().on(Fate.Held))
    if (E->Kind == EventKind::Escape)
      Ends.push_back(E);
  for (const Event *End : Ends) {
    bool Found = false;
    for (const Event &E : B->Events) {
      bool Leads = &E == End;
      if (E.Kind == EventKind::Run)
        for (const Body *Target : Prog.calls().targetsOf(E))
          for (const CallChain &Chain : Prog.calls().reachedFrom(Target))
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
  for (const Flow *W : Prog.values().flowsIn(B))
    if (W->From != T.HandlePath && llvm::is_contained(Fate.Held, W->From) &&
        !contains(W->At, T.Spawn))
      addConditionally(B, W->At, T.Spawn, Result);
  return Result;
}

} // namespace tether::facts
