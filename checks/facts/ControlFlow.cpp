//===- ControlFlow.cpp - Questions about the paths of a body --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace tether::facts {

ControlFlow::ControlFlow(const Decl *D, const Stmt *Body, ASTContext &Context,
                         IsThreadExit EndsThread)
    : Code(Body) {
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
      if (auto S = E.getAs<CFGStmt>()) {
        Positions.try_emplace(S->getStmt(), Position{B, I});
        if (const auto *Call = dyn_cast<CallExpr>(S->getStmt());
            Call && B->hasNoReturnElement() && EndsThread(Call))
          EndThread.insert(B);
      } else if (auto Init = E.getAs<CFGInitializer>())
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

template <typename Target>
bool ControlFlow::reaches(Position From, const Statements &Avoid,
                          Target IsTarget) const {
  llvm::DenseMap<const CFGBlock *, std::set<unsigned>> Blocked;
  for (const Stmt *S : Avoid)
    if (Position P = find(S); P.Block)
      Blocked[P.Block].insert(P.Index);

  llvm::SmallPtrSet<const CFGBlock *, 32> Seen;
  llvm::SmallVector<Position, 16> Work{From};
  while (!Work.empty()) {
    Position P = Work.pop_back_val();
    auto It = Blocked.find(P.Block);
    bool Met = false;
    for (unsigned I = P.Index; I <= P.Block->size() && !Met; ++I) {
      if (IsTarget(P.Block, I))
        return true;
      Met = It != Blocked.end() && It->second.count(I);
    }
    // The edge from a call that does not return is none.
    if (Met || P.Block->hasNoReturnElement()) {
      if (!Met && EndThread.count(P.Block) &&
          Seen.insert(&Graph->getExit()).second)
        Work.push_back(exit());
      continue;
    }
    // What is thrown where there are handlers is taken to be caught by one.
    bool Thrown = isa_and_nonnull<CXXTryStmt>(P.Block->getTerminatorStmt());
    for (const CFGBlock::AdjacentBlock &Next : P.Block->succs())
      if (const CFGBlock *N = Next.getReachableBlock())
        if (!Thrown || isa_and_nonnull<CXXCatchStmt>(N->getLabel()))
          if (Seen.insert(N).second)
            Work.push_back({N, 0});
  }
  return false;
}

bool ControlFlow::reaches(Position From, Position To,
                          const Statements &Avoid) const {
  return reaches(From, Avoid, [&](const CFGBlock *B, unsigned I) {
    return B == To.Block && I == To.Index;
  });
}

bool ControlFlow::canEnd() const {
  if (!CanEnd)
    CanEnd = !Graph || reaches(entry(), exit(), {});
  return *CanEnd;
}

bool ControlFlow::mustMeet(const Statements &Targets) const {
  return Graph && !Targets.empty() && canEnd() &&
         !reaches(entry(), exit(), Targets);
}

bool ControlFlow::mustMeetBefore(const Stmt *To,
                                 const Statements &Targets) const {
  Position P = find(To);
  return Graph && P.Block && !Targets.empty() && !reaches(entry(), P, Targets);
}

bool ControlFlow::endsProcess(const Stmt *From) const {
  Position P = From || !Graph ? find(From) : entry();
  return Graph && P.Block && !reaches(P, exit(), {}) &&
         reaches(P, {}, [&](const CFGBlock *B, unsigned) {
           return B->hasNoReturnElement() && !EndThread.count(B);
         });
}

static std::set<const Stmt *> partsOf(const Stmt *Whole) {
  std::set<const Stmt *> Result;
  llvm::SmallVector<const Stmt *, 32> Work{Whole};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (S && Result.insert(S).second)
      Work.append(S->child_begin(), S->child_end());
  }
  return Result;
}

bool ControlFlow::canLeaveTurn(const Stmt *From, const Stmt *Loop,
                               const Statements &Targets) const {
  Position P = find(From);
  if (!Graph || !P.Block)
    return true;
  // What the flow has and the code has not (initializers of bindings, default
  // arguments) is neither inside nor outside.
  std::set<const Stmt *> Inside = partsOf(Loop), Outside = partsOf(Code);
  for (const Stmt *S : Inside)
    Outside.erase(S);
  return reaches(
      {P.Block, P.Index + 1}, Targets, [&](const CFGBlock *B, unsigned I) {
        if (I == B->size())
          return B->getTerminatorStmt() == Loop || B == &Graph->getExit();
        auto S = (*B)[I].getAs<CFGStmt>();
        return S && isa<Expr>(S->getStmt()) && Outside.count(S->getStmt());
      });
}

bool ControlFlow::canReach(const Stmt *From, const Stmt *To,
                           const Statements &Avoid) const {
  Position F = find(From), T = find(To);
  if (!Graph || !F.Block || !T.Block)
    return true;
  return reaches({F.Block, F.Index + 1}, T, Avoid);
}

} // namespace tether::facts
