//===- unjoined-thread.cpp - Threads that die joinable --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   std::thread worker(load);                 std::jthread worker(load);
//   if (!connect())                           if (!connect())
//     return false; // std::terminate    ->     return false;
//   worker.join();
//
// The destructor of a thread that nobody has joined or detached ends the
// process, and so does an assignment to it. A local thread is followed on the
// control flow of its function; exceptions that are thrown by what it calls are
// not. A conditional join is taken to know its condition. Members that nothing
// joins are the business of hidden-spawn.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Statements.h"
#include "facts/Unit.h"
#include "clang/AST/StmtCXX.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class UnjoinedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void askScope(const Unit &Facts, const Task &T, const HandleFate &Fate,
                const ControlFlow::Statements &Disposals);
  void askOverwrite(const Unit &Facts, const Task &T, const HandleFate &Fate,
                    const ControlFlow::Statements &Disposals);
  std::set<SourceLocation> Reported;
};

bool terminates(const Task &T) {
  return T.Handle && T.Handle->Destroy == model::OnDestroy::Terminates &&
         T.Op->When == model::Runs::Elsewhere && T.Spawner->Code &&
         !isa<CoroutineBodyStmt>(T.Spawner->Code);
}

void UnjoinedThreadCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks) {
    if (!terminates(*T))
      continue;
    HandleFate Fate = Facts.fateOf(*T);
    if (Fate.Dropped && Fate.Detaches.empty() && Fate.Joins.empty()) {
      if (Reported.insert(T->Spawn->getExprLoc()).second)
        diag(
            T->Spawn->getExprLoc(),
            "this thread is destroyed joinable as soon as it is started, which "
            "ends the process");
      continue;
    }
    if (Fate.JoinedByDestructor)
      continue;
    if (std::optional<ControlFlow::Statements> Disposals =
            Facts.disposalsOf(*T, Fate, T->Spawner)) {
      askScope(Facts, *T, Fate, *Disposals);
      askOverwrite(Facts, *T, Fate, *Disposals);
    }
  }
}

/// Does the variable of the spawner that holds the thread die joinable?
void UnjoinedThreadCheck::askScope(const Unit &Facts, const Task &T,
                                   const HandleFate &Fate,
                                   const ControlFlow::Statements &Disposals) {
  const VarDecl *Holder = nullptr;
  for (const AccessPath &H : Fate.Held) {
    if (H == T.HandlePath)
      continue;
    const VarDecl *V = H.variable();
    // Where it goes from here is followed to there only.
    if (V && !H.Length && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
        !V->getType()->isReferenceType() && !V->getType()->isPointerType() &&
        V->getDeclContext() == T.Spawner->Function)
      Holder = Holder ? Holder : V;
  }
  if (!Holder || !Facts.canEndScope(T, Holder, Disposals) ||
      !Reported.insert(T.Spawn->getExprLoc()).second)
    return;
  bool Sometimes = !Fate.Joins.empty() || !Fate.Detaches.empty();
  diag(
      T.Spawn->getExprLoc(),
      "%select{nothing|on some path nothing}0 joins this thread before '%1' is "
      "destroyed, which ends the process")
      << Sometimes << Holder->getName();
  if (!Fate.Joins.empty())
    diag(Fate.Joins.front()->Where, "it is joined here", DiagnosticIDs::Note);
}

bool isConditional(const Body *B, const Stmt *S) {
  return llvm::any_of(around(B, S),
                      [](const Stmt *Outer) { return isa<IfStmt>(Outer); });
}

/// Does another thread, or the one of the next turn, take its place?
void UnjoinedThreadCheck::askOverwrite(
    const Unit &Facts, const Task &T, const HandleFate &Fate,
    const ControlFlow::Statements &Disposals) {
  for (const Task *Next : T.Spawner->Tasks)
    for (const AccessPath &H : Fate.Held) {
      // The object itself is a thread, and not a container of them.
      if (H == T.HandlePath || H.type().isNull() ||
          Facts.names().type(H.type()) != T.Handle ||
          H.type()->isReferenceType() ||
          llvm::none_of(Facts.all().Flows, [&](const Flow &W) {
            return W.From == Next->HandlePath && W.To == H &&
                   isa<CXXOperatorCallExpr>(W.At);
          }))
        continue;
      if ((Next != &T && isConditional(T.Spawner, T.Spawn) &&
           isConditional(T.Spawner, Next->Spawn)) ||
          !Facts.flow(T.Spawner).canReach(T.Spawn, Next->Spawn, Disposals) ||
          !Reported.insert(Next->Spawn->getExprLoc()).second)
        continue;
      diag(Next->Spawn->getExprLoc(),
           "'%0' is overwritten while it may be joinable, which ends the "
           "process")
          << H.str();
      if (Next != &T)
        diag(T.Spawn->getExprLoc(), "its thread is started here",
             DiagnosticIDs::Note);
      return;
    }
}

} // namespace
} // namespace tether

using tether::UnjoinedThreadCheck;
TETHER_REGISTER(UnjoinedThread)
