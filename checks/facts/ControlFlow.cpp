//===- ControlFlow.cpp - Questions about the paths of a body --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace tether::facts {

ControlFlow::ControlFlow(const Decl *D, const Stmt *Body, ASTContext &Context) {
  if (!D || !Body)
    return;
  CFG::BuildOptions Options;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.PruneTriviallyFalseEdges = true;
  Options.setAllAlwaysAdd();
  Graph = CFG::buildCFG(D, const_cast<Stmt *>(Body), &Context, Options);
  if (!Graph)
    return;
  for (const CFGBlock *B : *Graph) {
    unsigned I = 0;
    for (const CFGElement &E : *B) {
      if (auto S = E.getAs<CFGStmt>())
        Positions.try_emplace(S->getStmt(), Position{B, I});
      else if (auto Init = E.getAs<CFGInitializer>())
        if (const Expr *Value = Init->getInitializer()->getInit())
          Positions.try_emplace(Value, Position{B, I});
      ++I;
    }
    if (const Stmt *T = B->getTerminatorStmt())
      Positions.try_emplace(T, Position{B, I});
  }
  // A declaration of several variables is split; it is where its first is.
  for (const auto &Split : Graph->synthetic_stmts())
    if (auto It = Positions.find(Split.first); It != Positions.end())
      Positions.try_emplace(Split.second, It->second);
}

ControlFlow::Position ControlFlow::find(const Stmt *S) const {
  auto It = Positions.find(S);
  if (It != Positions.end())
    return It->second;
  // Wrappers are not elements of their own; what they wrap is.
  if (const auto *E = dyn_cast_or_null<Expr>(S)) {
    It = Positions.find(E->IgnoreImplicit());
    if (It != Positions.end())
      return It->second;
  }
  return {};
}

/// Is there a path from behind `From` to the element `ToIndex` of `ToBlock`
/// that meets nothing of `Avoid`?
bool ControlFlow::reaches(Position From, const CFGBlock *ToBlock, unsigned ToIndex,
                          const Statements &Avoid) const {
  llvm::DenseMap<const CFGBlock *, llvm::SmallVector<unsigned, 2>> Blocked;
  for (const Stmt *S : Avoid)
    if (Position P = find(S); P.Block)
      Blocked[P.Block].push_back(P.Index);
  // The first blocking element at or after Index, or none.
  auto Obstacle = [&](const CFGBlock *B, unsigned Index) {
    unsigned First = ~0u;
    for (unsigned I : Blocked.lookup(B))
      if (I >= Index)
        First = std::min(First, I);
    return First;
  };

  llvm::SmallPtrSet<const CFGBlock *, 32> Seen;
  llvm::SmallVector<const CFGBlock *, 16> Work;
  auto Enter = [&](const CFGBlock *B, unsigned Index) {
    unsigned Stop = Obstacle(B, Index);
    if (B == ToBlock && ToIndex >= Index && ToIndex <= Stop)
      return true;
    if (Stop == ~0u)
      for (const CFGBlock::AdjacentBlock &Next : B->succs())
        if (const CFGBlock *N = Next.getReachableBlock())
          if (Seen.insert(N).second)
            Work.push_back(N);
    return false;
  };
  if (Enter(From.Block, From.Index))
    return true;
  while (!Work.empty())
    if (Enter(Work.pop_back_val(), 0))
      return true;
  return false;
}

bool ControlFlow::canEnd() const {
  return !Graph || reaches({&Graph->getEntry(), 0}, &Graph->getExit(), 0, {});
}

bool ControlFlow::mustMeet(const Statements &Targets) const {
  return Graph && !Targets.empty() && canEnd() &&
         !reaches({&Graph->getEntry(), 0}, &Graph->getExit(), 0, Targets);
}

bool ControlFlow::mustMeetBefore(const Stmt *To, const Statements &Targets) const {
  Position P = find(To);
  return Graph && P.Block && !Targets.empty() &&
         !reaches({&Graph->getEntry(), 0}, P.Block, P.Index, Targets);
}

bool ControlFlow::canReach(const Stmt *From, const Stmt *To) const {
  Position F = find(From), T = find(To);
  if (!Graph || !F.Block || !T.Block)
    return true;
  return reaches({F.Block, F.Index + 1}, T.Block, T.Index, {});
}

} // namespace tether::facts
