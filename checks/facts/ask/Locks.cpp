//===- Locks.cpp - Which mutexes are held ---------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Locks.h"
#include "../code/Syntax.h"
#include "Tasks.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace tether::facts {

using Statements = ControlFlow::Statements;
using Act = LockEvent::Act;

/// Callers of callers, and calls in calls, are asked so far. It also ends
/// recursion.
static constexpr unsigned MaxCallers = 6, MaxCalls = 4;

/// One way in which a body holds a mutex: by a guard, or by itself.
struct Locks::Hold {
  AccessPath Mutex;
  AccessPath By; ///< The guard; None without one.
  SourceLocation Since;
  Statements Acquired, Tried, Released;
  /// Where the variable is declared in whose scope it is held, or null.
  const Stmt *Declared = nullptr;

  bool isByItself() const { return !By; }
};

/// What a call of a function leaves behind.
struct Locks::Effect {
  AccessPath Mutex;
  bool Acquires = false; ///< Or releases.
  bool Must = false;
  bool ByMember = false; ///< A guard in its object releases it.
  SourceLocation Since;
};

/// Where the statements of a body are.
struct Locks::Places {
  /// The numbers of the statement and of the last one in it.
  llvm::DenseMap<const Stmt *, std::pair<unsigned, unsigned>> Range;
  llvm::DenseMap<const Stmt *, const Stmt *> ScopeOf; ///< Of declarations.

  bool contains(const Stmt *Outer, const Stmt *Inner) const {
    auto O = Range.find(Outer), I = Range.find(Inner);
    return O != Range.end() && I != Range.end() &&
           O->second.first <= I->second.first &&
           I->second.second <= O->second.second;
  }
  void add(const Stmt *S, const Stmt *Scope, unsigned &Count);
};

void Locks::Places::add(const Stmt *S, const Stmt *Scope, unsigned &Count) {
  const unsigned First = Count++;
  if (isa<DeclStmt>(S))
    ScopeOf[S] = Scope;
  else if (!isa<Expr>(S) && !isa<SwitchCase, LabelStmt>(S))
    Scope = S;
  if (!isa<LambdaExpr>(S))
    for (const Stmt *Child : S->children())
      if (Child)
        add(Child, Scope, Count);
  Range[S] = {First, Count - 1};
}

Locks::Locks(const Program &Prog) : Prog(Prog) {
  for (const auto &B : Prog.facts().Bodies) {
    for (const LockEvent &L : B->Locks)
      if (L.Guard && L.Guard != L.Mutex) {
        std::vector<AccessPath> &Of = Guarded[L.Guard];
        if (!llvm::is_contained(Of, L.Mutex))
          Of.push_back(L.Mutex);
      }
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Keep || E.Kind == EventKind::Handler)
        for (const Body *Code : Prog.calls().bodiesOf(E.Path))
          Entries.insert(Code);
  }
  for (const auto &T : Prog.facts().Tasks)
    for (const TaskBody &Code : bodiesOf(Prog, *T))
      Entries.insert(Code.Code);
}

Locks::~Locks() = default;

std::vector<AccessPath> Locks::mutexesOf(const AccessPath &P) const {
  const QualType T = P.type();
  const model::Type *M = T.isNull() ? nullptr : Prog.names().pointee(T);
  const bool IsGuard = M && M->K == model::Kind::LockGuard;
  const bool IsAlias =
      P.Length && !T.isNull() && (T->isReferenceType() || T->isPointerType());
  if (!IsGuard && !IsAlias)
    return {P};
  std::vector<AccessPath> Result;
  auto Add = [&](const AccessPath &Mutex) {
    if (!llvm::is_contained(Result, Mutex))
      Result.push_back(Mutex);
  };
  for (const AccessPath &O : Prog.values().origins(P)) {
    if (auto It = Guarded.find(O); IsGuard && It != Guarded.end())
      llvm::for_each(It->second, Add);
    const QualType From = O.type();
    if (!IsGuard && O != P && !From.isNull() && !From->isReferenceType() &&
        !From->isPointerType())
      Add(O);
  }
  if (!IsGuard && Result.empty())
    Result.push_back(P);
  return Result;
}

bool Locks::isSame(const AccessPath &P, const AccessPath &Q) const {
  return P == Q || Prog.values().mayBeSame(P, Q);
}

const Locks::Places &Locks::placesOf(const Body *B) const {
  auto [It, IsNew] = Where.try_emplace(B);
  unsigned Count = 0;
  if (IsNew && B->Code)
    It->second.add(B->Code, B->Code, Count);
  return It->second;
}

//===----------------------------------------------------------------------===//
// From one body to another
//===----------------------------------------------------------------------===//

static const CXXMethodDecl *methodOf(const Body *B) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  return M && !M->getParent()->isLambda() ? M : nullptr;
}

/// What the function that is called calls so, as its caller does.
AccessPath Locks::forCaller(const Event &Call, AccessPath P) const {
  if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.Path.function()))
    P = P.calledOn(Call.Object, M->getParent());
  if (isa_and_nonnull<ParmVarDecl>(P.variable()))
    for (const Flow *W : Prog.values().flowsIn(Call.In))
      if (W->At == Call.At && P.startsWith(W->To))
        return P.rebased(W->To, W->From);
  return P;
}

/// What the caller calls so, as the function does that is called.
AccessPath Locks::forCallee(const Event &Call, const Body *B,
                            AccessPath P) const {
  const CXXMethodDecl *M = methodOf(B);
  if (M && Call.Object && P.startsWith(Call.Object))
    return P.rebased(Call.Object, AccessPath::thisObject(M->getParent()));
  for (const Flow *W : Prog.values().flowsIn(Call.In))
    if (const auto *Given = dyn_cast_or_null<ParmVarDecl>(W->To.variable());
        Given && W->At == Call.At && !W->To.Length && P.startsWith(W->From) &&
        Given->getDeclContext() == B->Function)
      return P.rebased(W->From, W->To);
  return P;
}

//===----------------------------------------------------------------------===//
// One body
//===----------------------------------------------------------------------===//

namespace {
/// Something that a body does to a mutex, itself or by a call.
struct Done {
  Act Does;
  AccessPath Mutex, By;
  const Stmt *At;
  SourceLocation Where;
  const Stmt *EndsScopeOf = nullptr; ///< The declaration.
};

/// The local variable or member that the object goes into which the call makes,
/// and where.
const Flow *madeFor(const Program &Prog, const Event &Run) {
  for (const Flow *W : Prog.values().flowsIn(Run.In))
    if (W->From == Run.Object &&
        (W->To.Kind == AccessPath::Root::This ||
         (W->To.variable() && W->To.variable()->hasLocalStorage())))
      return W;
  return nullptr;
}
} // namespace

/// What the body does itself.
static void addOwn(const Locks &L, const Body *B, std::vector<Done> &Result) {
  for (const LockEvent &E : B->Locks) {
    // Who gets it is told in another way, or nobody can say when it ends.
    if (E.Guard.Kind == AccessPath::Root::Result ||
        isa_and_nonnull<CXXNewExpr>(E.Guard.value()))
      continue;
    const bool IsHandedIn = isa_and_nonnull<ParmVarDecl>(E.Guard.variable());
    for (const AccessPath &Mutex : L.mutexesOf(E.Mutex))
      Result.push_back({E.Does, Mutex, IsHandedIn ? AccessPath() : E.Guard,
                        E.At, E.Where, E.AtScopeEnd ? E.At : nullptr});
  }
}

const std::vector<Locks::Hold> &Locks::holdsOf(const Body *B,
                                               unsigned Depth) const {
  auto [It, IsNew] = Holds.try_emplace({B, Depth});
  std::vector<Hold> &Result = It->second;
  if (!IsNew)
    return Result;
  std::vector<Done> All;
  addOwn(*this, B, All);
  if (Depth < MaxCalls)
    for (const Event &Run : B->Events) {
      if (Run.Kind != EventKind::Run)
        continue;
      for (const Body *Target : Prog.calls().targetsOf(Run))
        for (const Effect &Eff : effectsOf(Target, Depth + 1)) {
          const Flow *Made = isa<CXXConstructorDecl>(Target->Function)
                                 ? madeFor(Prog, Run)
                                 : nullptr;
          // When a temporary of the project's own ends is not known.
          if (isa<CXXConstructorDecl>(Target->Function) && !Made)
            continue;
          for (const AccessPath &Mutex : mutexesOf(forCaller(Run, Eff.Mutex))) {
            Done D{!Eff.Acquires ? Act::Release
                   : Eff.Must    ? Act::Acquire
                                 : Act::Try,
                   Mutex, Made ? Made->To : AccessPath(), Run.At, Run.Where};
            if (Run.AtScopeEnd) {
              D.By = Run.Object;
              D.EndsScopeOf = Run.At;
            }
            All.push_back(D);
            if (Made && Eff.ByMember && Made->To.variable()) {
              D.Does = Act::Release;
              D.EndsScopeOf = Made->At;
              All.push_back(D);
            }
          }
        }
    }

  auto HoldOf = [&](const Done &D, const AccessPath &By) -> Hold & {
    for (Hold &H : Result)
      if (H.Mutex == D.Mutex && H.By == By)
        return H;
    Result.push_back({D.Mutex, By, D.Where, {}, {}, {}, nullptr});
    return Result.back();
  };
  for (const Done &D : All) {
    Hold &H = HoldOf(D, D.By);
    if (D.Does == Act::Try)
      H.Tried.insert(D.At);
    else if (D.Does != Act::Release)
      H.Acquired.insert(D.At);
    else if (D.EndsScopeOf)
      H.Declared = D.EndsScopeOf;
    // What was locked before belongs to the guard now.
    if (D.Does == Act::Adopt && D.By)
      HoldOf(D, AccessPath());
  }
  for (const Done &D : All) {
    if ((D.Does != Act::Release && D.Does != Act::Adopt) || D.EndsScopeOf)
      continue;
    for (Hold &H : Result)
      if (D.Does == Act::Adopt ? H.By != D.By && isSame(H.Mutex, D.Mutex)
          : D.By               ? H.By == D.By && H.Mutex == D.Mutex
                               : isSame(H.Mutex, D.Mutex))
        H.Released.insert(D.At);
  }
  // A temporary that is the whole statement.
  llvm::erase_if(Result, [](const Hold &H) {
    const Expr *Made = H.By.value();
    return Made && llvm::any_of(H.Released, [&](const Stmt *At) {
             const auto *E = dyn_cast<Expr>(At);
             return E && strip(E) == Made;
           });
  });
  return Result;
}

static Statements both(const Statements &A, const Statements &B) {
  Statements Result = A;
  Result.insert(B.begin(), B.end());
  return Result;
}

/// May the statement, or the end of the body, be reached from its entry?
static bool canReachFromEntry(const ControlFlow &Flow, const Stmt *To,
                              const Statements &Avoid) {
  return Flow.canReachIf(
      [](const Expr *, const Stmt *) { return Answer::Either; }, nullptr, To,
      Avoid);
}

static bool canReachFromAny(const ControlFlow &Flow, const Statements &From,
                            const Stmt *To, const Statements &Avoid) {
  return llvm::any_of(
      From, [&](const Stmt *S) { return Flow.canReach(S, To, Avoid); });
}

const std::vector<Locks::Effect> &Locks::effectsOf(const Body *B,
                                                   unsigned Depth) const {
  auto [It, IsNew] = Effects.try_emplace({B, Depth});
  std::vector<Effect> &Result = It->second;
  if (!IsNew || !B->Function)
    return Result;
  for (const Hold &H : holdsOf(B, Depth)) {
    if (H.Declared || H.By.value())
      continue;
    const ControlFlow &Flow = Prog.calls().flow(B);
    const Statements Begun = both(H.Acquired, H.Tried);
    if (canReachFromAny(Flow, Begun, nullptr, H.Released))
      Result.push_back(
          {H.Mutex, true,
           !H.Acquired.empty() &&
               !canReachFromEntry(Flow, nullptr, H.Acquired) &&
               !canReachFromAny(Flow, H.Released, nullptr, H.Acquired),
           H.By.Kind == AccessPath::Root::This, H.Since});
    else if (H.isByItself() && llvm::any_of(H.Released, [&](const Stmt *At) {
               return canReachFromEntry(Flow, At, Begun) &&
                      Flow.canReach(At, nullptr, Begun);
             }))
      Result.push_back({H.Mutex, false, false, false, H.Since});
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// What is held
//===----------------------------------------------------------------------===//

bool Locks::isInScope(const Hold &H, const Event &E) const {
  const Places &P = placesOf(E.In);
  auto Scope = P.ScopeOf.find(H.Declared);
  auto Declared = P.Range.find(H.Declared), At = P.Range.find(E.At);
  return Scope != P.ScopeOf.end() && At != P.Range.end() &&
         P.contains(Scope->second, E.At) &&
         At->second.first > Declared->second.second;
}

const std::vector<HeldLock> &Locks::heldByCallers(const Body *B,
                                                  unsigned Depth) const {
  auto [It, IsNew] = ByCallers.try_emplace({B, Depth});
  std::vector<HeldLock> &Result = It->second;
  if (!IsNew || Depth >= MaxCallers)
    return Result;
  const auto &Callers = Prog.calls().callersOf(B);
  std::vector<unsigned> Always;
  for (const auto &[Caller, Run] : Callers) {
    std::set<size_t> Counted;
    for (HeldLock Held : heldAt(*Run, Depth + 1)) {
      Held.Mutex = forCallee(*Run, B, Held.Mutex);
      Held.Call = Run;
      auto Known = llvm::find_if(
          Result, [&](const HeldLock &K) { return K.Mutex == Held.Mutex; });
      const size_t I = Known - Result.begin();
      if (Known == Result.end()) {
        Result.push_back(Held);
        Always.push_back(0);
      }
      Result[I].Surely |= Held.Surely;
      if (Held.Must && Counted.insert(I).second)
        ++Always[I];
    }
  }
  for (auto [Held, Count] : llvm::zip(Result, Always))
    Held.Must = Count == Callers.size() && !Entries.count(B);
  return Result;
}

std::vector<HeldLock> Locks::heldAt(const Event &E, unsigned Depth) const {
  const Body *B = E.In;
  std::vector<HeldLock> Result;
  auto Add = [&](HeldLock New) {
    for (HeldLock &Known : Result)
      if (Known.Mutex == New.Mutex) {
        Known.Must |= New.Must;
        Known.Surely |= New.Surely;
        return;
      }
    Result.push_back(std::move(New));
  };
  const std::vector<Hold> &OfBody = holdsOf(B, 0);
  const std::vector<HeldLock> &Before = heldByCallers(B, Depth);
  if (!E.At || (OfBody.empty() && Before.empty()))
    return Result;
  const ControlFlow &Flow = Prog.calls().flow(B);
  for (const Hold &H : OfBody) {
    if (H.Declared && !isInScope(H, E))
      continue;
    // What happens behind `At` until the scope ends is not asked.
    if (E.AtScopeEnd && llvm::any_of(H.Released, [&](const Stmt *At) {
          return Flow.canReach(E.At, At);
        }))
      continue;
    auto IsInit = [&](const Stmt *At) {
      return placesOf(B).contains(H.Declared, At);
    };
    bool May = false;
    for (const Stmt *At : both(H.Acquired, H.Tried)) {
      Statements Avoid = H.Released;
      if (H.Declared && !IsInit(At))
        Avoid.insert(H.Declared);
      May |= Flow.canReach(At, E.At, Avoid);
    }
    if (!May)
      continue;
    bool IsLate = H.Declared ? llvm::none_of(H.Acquired, IsInit) &&
                                   Flow.canReach(H.Declared, E.At, H.Acquired)
                             : canReachFromEntry(Flow, E.At, H.Acquired);
    const bool Must = !H.Acquired.empty() && !IsLate &&
                      !canReachFromAny(Flow, H.Released, E.At, H.Acquired);
    Add({H.Mutex, Must, Must, H.Since});
  }
  for (HeldLock Held : Before) {
    Statements Released, Acquired;
    for (const Hold &H : OfBody)
      if (H.isByItself() && isSame(H.Mutex, Held.Mutex)) {
        Released.insert(H.Released.begin(), H.Released.end());
        Acquired.insert(H.Acquired.begin(), H.Acquired.end());
      }
    if (!canReachFromEntry(Flow, E.At, Released))
      continue;
    if (canReachFromAny(Flow, Released, E.At, Acquired))
      Held.Must = Held.Surely = false;
    Add(std::move(Held));
  }
  return Result;
}

std::vector<HeldLock> Locks::heldAt(const Event &E) const {
  return heldAt(E, 0);
}

} // namespace tether::facts
