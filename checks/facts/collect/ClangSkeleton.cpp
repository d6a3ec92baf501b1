//===- ClangSkeleton.cpp - From clang's CFG to a graph of points ----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClangSkeleton.h"
#include "../code/Paths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace tether::facts {

Point ClangSkeleton::find(const Stmt *S) const {
  if (auto It = PointOf.find(S); It != PointOf.end())
    return It->second;
  // Wrappers are not elements of their own; what they wrap is.
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    if (auto It = PointOf.find(E->IgnoreImplicit()); It != PointOf.end())
      return It->second;
  return {};
}

/// The condition that decides between the two ways on from a block, or null.
static const Expr *conditionOf(const CFGBlock &B) {
  const Stmt *Branch = B.getTerminatorStmt();
  return Branch && B.succ_size() == 2 && !isa<SwitchStmt, CXXTryStmt>(Branch)
             ? B.getLastCondition()
             : nullptr;
}

static Graph::Block blockOf(const CFGBlock &From, IsThreadExit EndsThread,
                            ClangSkeleton &Result) {
  Graph::Block B;
  const unsigned Number = From.getBlockID();
  for (const CFGElement &E : From) {
    const Point Here{Number, B.Size++};
    if (auto S = E.getAs<CFGStmt>()) {
      Result.PointOf.try_emplace(S->getStmt(), Here);
      const auto *Call = dyn_cast<CallExpr>(S->getStmt());
      B.EndsThread |=
          Call && From.hasNoReturnElement() && EndsThread && EndsThread(Call);
    } else if (auto Init = E.getAs<CFGInitializer>()) {
      if (const Expr *Value = Init->getInitializer()->getInit())
        Result.PointOf.try_emplace(Value, Here);
    } else if (auto End = E.getAs<CFGLifetimeEnds>()) {
      Result.ScopeEnds.push_back({End->getVarDecl(), Here});
    }
  }
  if (const Stmt *Branch = From.getTerminatorStmt()) {
    Result.PointOf.try_emplace(Branch, Point{Number, B.Size});
    B.HandsToHandlers = isa<CXXTryStmt>(Branch);
  }
  if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(From.getLabel())) {
    Result.PointOf.try_emplace(Handler, Point{Number, ~0u});
    B.IsHandler = true;
  }
  B.EndsProcess = From.hasNoReturnElement() && !B.EndsThread;
  for (const CFGBlock::AdjacentBlock &Next : From.succs()) {
    const CFGBlock *N = Next.getReachableBlock();
    B.Next.push_back(N ? N->getBlockID() : Graph::None);
  }
  if (const Expr *Condition = conditionOf(From)) {
    B.Condition = Result.Conditions.size();
    Result.Conditions.push_back({Condition, From.getTerminatorStmt()});
  }
  return B;
}

/// May the statement itself throw?
static bool mayThrow(const Stmt *S) {
  const FunctionDecl *F = nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    F = Call->getDirectCallee();
    if (!F)
      return true;
  } else if (const auto *Made = dyn_cast<CXXConstructExpr>(S)) {
    F = Made->getConstructor();
  }
  const auto *Type = F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  return F && !F->isExternC() && !F->getBuiltinID() && !F->isTrivial() &&
         !(Type && Type->isNothrow());
}

/// Also leads what calls throw to where it is caught.
static void addThrown(const Stmt *S, const CXXTryStmt *Around,
                      ClangSkeleton &Result) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    addThrown(Try->getTryBlock(), Try, Result);
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      addThrown(Try->getHandler(I)->getHandlerBlock(), Around, Result);
    return;
  }
  if (Point P = Result.find(S), To = Result.find(Around);
      Around && P && To && mayThrow(S)) {
    Graph::Block &B = Result.Flow.Blocks[P.Block];
    if (B.ThrowsTo == Graph::None)
      B.ThrowsTo = To.Block;
    B.ThrowsAt = std::min(B.ThrowsAt, P.Index);
  }
  for (const Stmt *Child : S->children())
    addThrown(Child, Around, Result);
}

ClangSkeleton skeletonOf(const Decl *D, const Stmt *Body, ASTContext &Context,
                         IsThreadExit EndsThread) {
  ClangSkeleton Result;
  if (!D || !Body)
    return Result;
  CFG::BuildOptions Options;
  Options.AddInitializers = true;
  Options.AddLifetime = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.PruneTriviallyFalseEdges = true;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> From =
      CFG::buildCFG(D, const_cast<Stmt *>(Body), &Context, Options);
  if (!From)
    return Result;
  Result.Flow.Blocks.resize(From->getNumBlockIDs());
  for (const CFGBlock *B : *From)
    Result.Flow.Blocks[B->getBlockID()] = blockOf(*B, EndsThread, Result);
  Result.Flow.Entry = From->getEntry().getBlockID();
  Result.Flow.Exit = From->getExit().getBlockID();
  // A declaration of several variables is split; it is where its first is.
  for (const auto &[Part, Whole] : From->synthetic_stmts())
    if (auto It = Result.PointOf.find(Part); It != Result.PointOf.end())
      Result.PointOf.try_emplace(Whole, Point(It->second));
  if (!Paths(Result.Flow).canEnd())
    addThrown(Body, nullptr, Result);
  return Result;
}

} // namespace tether::facts
