//===- Closures.cpp - When a closure runs ---------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Closures.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include <set>

using namespace clang;

namespace tether::facts {

namespace {
/// What is remembered of closures.
struct ClosureMemory {
  explicit ClosureMemory(const Program &Prog);

  /// Those that copy the object at a path.
  std::map<AccessPath, std::vector<const Closure *>> CopiedBy;
  std::map<const Closure *, std::vector<AccessPath>> HeldBy;
  /// Where `runsInPlace` is being asked: it ends recursion.
  std::set<const Body *> AskedInPlace;
};
} // namespace

ClosureMemory::ClosureMemory(const Program &Prog) {
  for (const auto &K : Prog.facts().Closures)
    for (const LambdaCapture &C : K->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
            V && !V->getType()->isPointerType()) {
          const AccessPath Self = AccessPath::variable(V);
          CopiedBy[Self].push_back(K.get());
          if (AccessPath P = Prog.paths().resolve(V); P != Self)
            CopiedBy[P].push_back(K.get());
        }
}

const std::vector<AccessPath> &heldBy(const Program &Prog, const Closure &K) {
  auto &[CopiedBy, HeldBy, AskedInPlace] = Prog.memory<ClosureMemory>();
  if (auto It = HeldBy.find(&K); It != HeldBy.end())
    return It->second;
  std::vector<AccessPath> Result;
  std::set<AccessPath> Seen;
  std::vector<const Closure *> Work{&K};
  for (size_t I = 0; I < Work.size() && I < 32; ++I)
    for (const AccessPath &H :
         Prog.values().reach(AccessPath::value(Work[I]->Lambda))) {
      if (!Seen.insert(H).second)
        continue;
      Result.push_back(H);
      // A closure that copies what holds it holds it too.
      AccessPath Copied = H;
      for (;; Copied = Copied.parent()) {
        if (auto It = CopiedBy.find(Copied); It != CopiedBy.end())
          for (const Closure *Copy : It->second)
            if (!llvm::is_contained(Work, Copy))
              Work.push_back(Copy);
        if (!Copied.Length)
          break;
      }
    }
  return HeldBy[&K] = std::move(Result);
}

/// Do the callers that hand the parameter the closure all do so on behalf of
/// its maker, by calls that return when the function does?
static bool comesFromMaker(const Program &Prog, const Closure &K,
                           const ParmVarDecl *P, unsigned Depth) {
  const AccessPath Parameter = AccessPath::variable(P);
  const std::vector<AccessPath> &Held = heldBy(Prog, K);
  if (Depth > 4)
    return false;
  bool Found = false;
  for (const Flow *W : Prog.values().flowsTo(Parameter)) {
    if (W->To != Parameter || !llvm::is_contained(Held, W->From))
      continue;
    if (llvm::any_of(W->In->Tasks,
                     [&](const Task *T) { return T->Spawn == W->At; }))
      return false;
    if (W->In != K.Maker) {
      const auto *From = dyn_cast_or_null<ParmVarDecl>(W->From.variable());
      if (!From || W->From.Length || From == P ||
          !comesFromMaker(Prog, K, From, Depth + 1))
        return false;
    }
    Found = true;
  }
  return Found;
}

/// Is the closure run by a function that its maker calls with it? That others
/// call the function from a task does not matter.
static bool runsForMaker(const Program &Prog, const Closure &K,
                         const Event &Run) {
  const auto *P = dyn_cast_or_null<ParmVarDecl>(Run.Path.variable());
  if (!P || Run.Path.Length)
    return false;
  for (const Body *B = Run.In; B; B = B->Enclosing) {
    if (B->Function == P->getDeclContext())
      return comesFromMaker(Prog, K, P, 0);
    if (!B->Lambda || !runsInPlace(Prog, B))
      return false;
  }
  return false;
}

std::vector<ClosureFate> escapesOf(const Program &Prog, const Closure &K) {
  const Index::Events Happens = Prog.index().on(heldBy(Prog, K));
  // A graph that ran before has not run what was put into it since, and does
  // not run any more what was taken out.
  auto CanRun = [&](const Event *Spawn) {
    ControlFlow::Statements TakenOut;
    for (const Event *E : Happens)
      if (E->In == K.Maker && E->Path == Spawn->Path && E->Op &&
          E->Op->R == model::Role::Remove)
        TakenOut.insert(E->At);
    return Spawn->In != K.Maker ||
           Prog.calls().flow(K.Maker).canReach(K.Lambda, Spawn->At, TakenOut);
  };
  std::vector<ClosureFate> Result;
  for (const Event *E : Happens) {
    ClosureFate Fate;
    Fate.At = E;
    switch (E->Kind) {
    case EventKind::Spawn:
      if (E->Op->When == model::Runs::InPlace || !CanRun(E))
        break;
      Fate.How = Escape::Elsewhere;
      for (const Task *T : E->In->Tasks)
        if (T->Spawn == E->At)
          Fate.Started = T;
      break;
    case EventKind::Handler:
      Fate.How = Escape::Handler;
      break;
    case EventKind::Keep:
      Fate.How = Escape::Kept;
      break;
    case EventKind::Run:
      // Somebody's task runs it, who was given it by way of an object.
      if (const Task *T = taskRunning(Prog, E->In);
          T && T != taskRunning(Prog, K.Maker) && !runsForMaker(Prog, K, *E)) {
        Fate.How = Escape::Elsewhere;
        Fate.Started = T;
      }
      break;
    case EventKind::Escape:
      Fate.How = Escape::Unknown;
      break;
    default:
      break;
    }
    if (Fate.How != Escape::No)
      Result.push_back(Fate);
  }
  return Result;
}

ClosureFate fateOf(const Program &Prog, const Closure &K) {
  ClosureFate Worst;
  for (const ClosureFate &Fate : escapesOf(Prog, K))
    if (Fate.How > Worst.How)
      Worst = Fate;
  return Worst;
}

bool runsInPlace(const Program &Prog, const Body *B) {
  std::set<const Body *> &AskedInPlace =
      Prog.memory<ClosureMemory>().AskedInPlace;
  const Closure *K = Prog.calls().closureOf(B);
  if (!K || !AskedInPlace.insert(B).second)
    return false;
  bool Result = fateOf(Prog, *K).How == Escape::No;
  AskedInPlace.erase(B);
  return Result;
}

std::vector<const Stmt *> handoversOf(const Program &Prog, const Closure &K,
                                      const ClosureFate &Fate) {
  // What is run behind a loop is left behind by each iteration that made it.
  if (Fate.At->In == K.Maker)
    return {llvm::all_of(
                K.Loops,
                [&](const Stmt *Loop) { return contains(Loop, Fate.At->At); })
                ? Fate.At->At
                : static_cast<const Stmt *>(K.Lambda)};
  const std::vector<AccessPath> &Held = heldBy(Prog, K);
  // Where a call leads to the start, the other calls that are given what has
  // the closure, `wait(request)`, come later.
  std::vector<const Stmt *> Result, Leading;
  for (const Event &E : K.Maker->Events)
    if (E.Kind == EventKind::Run && !E.AtScopeEnd &&
        (contains(E.At, K.Lambda) ||
         llvm::any_of(Prog.values().flowsIn(K.Maker),
                      [&](const Flow *W) {
                        return W->At == E.At && W->To.variable() &&
                               isa<ParmVarDecl>(W->To.variable()) &&
                               llvm::is_contained(Held, W->From);
                      })) &&
        !llvm::is_contained(Result, E.At)) {
      Result.push_back(E.At);
      if (Prog.calls().leadsTo(E, Fate.At->In))
        Leading.push_back(E.At);
    }
  if (!Leading.empty())
    return Leading;
  if (Result.empty())
    Result.push_back(K.Lambda);
  return Result;
}

} // namespace tether::facts
