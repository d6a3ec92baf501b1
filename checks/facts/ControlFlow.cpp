//===- ControlFlow.cpp - Questions about the paths of a body --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ControlFlow.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
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
            Call && B->hasNoReturnElement() && EndsThread && EndsThread(Call))
          EndThread.insert(B);
      } else if (auto Init = E.getAs<CFGInitializer>())
        if (const Expr *Value = Init->getInitializer()->getInit())
          Positions.try_emplace(Value, Position{B, I});
      ++I;
    }
    if (const Stmt *T = B->getTerminatorStmt())
      Positions.try_emplace(T, Position{B, I});
    // A handler stands before its first statement.
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(B->getLabel()))
      Positions.try_emplace(Handler, Position{B, ~0u});
  }
  // A declaration of several variables is split; it is where its first is.
  for (const auto &Split : Graph->synthetic_stmts())
    if (auto It = Positions.find(Split.first); It != Positions.end())
      Positions.try_emplace(Split.second, It->second);
  if (!reaches(entry(), exit(), {}))
    followThrown(Body, nullptr);
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

void ControlFlow::followThrown(const Stmt *S, const CXXTryStmt *Around) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    followThrown(Try->getTryBlock(), Try);
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      followThrown(Try->getHandler(I)->getHandlerBlock(), Around);
    return;
  }
  if (Position P = find(S), To = find(Around);
      Around && P.Block && To.Block && mayThrow(S)) {
    auto &First = Thrown.try_emplace(P.Block, P.Index, To.Block).first->second;
    First.first = std::min(First.first, P.Index);
  }
  for (const Stmt *Child : S->children())
    followThrown(Child, Around);
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

/// The way on that the block is known to take: its first, its second, or
/// either.
static std::optional<unsigned>
knownSuccessor(const CFGBlock *B, const ControlFlow::Decision *Known) {
  const Stmt *Branch = B->getTerminatorStmt();
  if (!Known || !Branch || B->succ_size() != 2 ||
      isa<SwitchStmt, CXXTryStmt>(Branch))
    return std::nullopt;
  const Expr *Condition = B->getLastCondition();
  std::optional<bool> Value =
      Condition ? (*Known)(Condition, Branch) : std::nullopt;
  return Value ? std::optional<unsigned>(*Value ? 0 : 1) : std::nullopt;
}

template <typename Target>
bool ControlFlow::reaches(Position From, const Statements &Avoid,
                          Target IsTarget, const Decision *Known) const {
  // What may end the body is no way on for what stands before it.
  const bool FromEntry = From.Block == &Graph->getEntry();
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
    unsigned I = P.Index;
    for (; I <= P.Block->size() && !Met; ++I) {
      if (IsTarget(P.Block, I))
        return true;
      Met = It != Blocked.end() && It->second.count(I);
    }
    auto By = FromEntry ? Thrown.find(P.Block) : Thrown.end();
    if (By != Thrown.end() && By->second.first < I &&
        Seen.insert(By->second.second).second)
      Work.push_back({By->second.second, 0});
    // The edge from a call that does not return is none.
    if (Met || P.Block->hasNoReturnElement()) {
      if (!Met && EndThread.count(P.Block) &&
          Seen.insert(&Graph->getExit()).second)
        Work.push_back(exit());
      continue;
    }
    // What is thrown where there are handlers is taken to be caught by one.
    bool Thrown = isa_and_nonnull<CXXTryStmt>(P.Block->getTerminatorStmt());
    std::optional<unsigned> Only = knownSuccessor(P.Block, Known);
    unsigned Way = 0;
    for (const CFGBlock::AdjacentBlock &Next : P.Block->succs()) {
      bool Taken = !Only || *Only == Way;
      ++Way;
      const CFGBlock *N = Next.getReachableBlock();
      if (N && Taken &&
          (!Thrown || isa_and_nonnull<CXXCatchStmt>(N->getLabel())))
        if (Seen.insert(N).second)
          Work.push_back({N, 0});
    }
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
  Position F = find(From), T = To || !Graph ? find(To) : exit();
  if (!Graph || !F.Block || !T.Block)
    return true;
  return reaches({F.Block, F.Index + 1}, T, Avoid);
}

bool ControlFlow::canReachIf(
    const Stmt *To, llvm::function_ref<Answer(const Expr *)> Ask) const {
  Position Target = find(To);
  if (!Graph || !Target.Block)
    return false;
  llvm::SmallPtrSet<const CFGBlock *, 32> Seen;
  llvm::SmallVector<const CFGBlock *, 16> Work{&Graph->getEntry()};
  while (!Work.empty()) {
    const CFGBlock *B = Work.pop_back_val();
    if (!B || !Seen.insert(B).second)
      continue;
    if (B == Target.Block)
      return true;
    const auto *Condition = dyn_cast_or_null<Expr>(B->getTerminatorCondition());
    Answer Known =
        B->succ_size() == 2 && Condition ? Ask(Condition) : Answer::Either;
    if (B->hasNoReturnElement() || Known == Answer::Believed)
      continue;
    unsigned Way = 0;
    for (const CFGBlock::AdjacentBlock &Next : B->succs()) {
      bool Taken =
          Known == Answer::Either || (Known == Answer::True) == (Way == 0);
      if (Taken)
        Work.push_back(Next.getReachableBlock());
      ++Way;
    }
  }
  return false;
}

bool ControlFlow::canMiss(const Statements &Targets, const Statements &Missing,
                          llvm::function_ref<Answer(const Expr *)> Ask) const {
  if (!Graph)
    return false;
  // The first that is met in each block; true if it is a target.
  llvm::DenseMap<const CFGBlock *, std::pair<unsigned, bool>> Met;
  auto Add = [&](const Stmt *S, bool IsTarget) {
    Position P = find(S);
    if (!P.Block)
      return;
    auto [It, New] = Met.try_emplace(P.Block, P.Index, IsTarget);
    if (!New && P.Index < It->second.first)
      It->second = {P.Index, IsTarget};
  };
  for (const Stmt *S : Missing)
    Add(S, false);
  for (const Stmt *S : Targets)
    Add(S, true);
  // The blocks from which one can be met.
  llvm::SmallPtrSet<const CFGBlock *, 32> CanMeet;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *B : *Graph)
      if (!CanMeet.count(B) &&
          (Met.count(B) ||
           llvm::any_of(B->succs(), [&](const CFGBlock::AdjacentBlock &Next) {
             return Next.getReachableBlock() &&
                    CanMeet.count(Next.getReachableBlock());
           })))
        Changed |= CanMeet.insert(B).second;
  }
  std::set<std::pair<const CFGBlock *, bool>> Seen;
  llvm::SmallVector<std::pair<const CFGBlock *, bool>, 16> Work{
      {&Graph->getEntry(), false}};
  while (!Work.empty()) {
    auto [B, Missed] = Work.pop_back_val();
    if (B == &Graph->getExit() && Missed)
      return true;
    if (!Seen.insert({B, Missed}).second || B->hasNoReturnElement())
      continue;
    if (auto It = Met.find(B); It != Met.end()) {
      if (It->second.second)
        continue;
      Missed = true;
    }
    const CFGBlock *Ways[2] = {nullptr, nullptr};
    const auto *Condition = dyn_cast_or_null<Expr>(B->getTerminatorCondition());
    if (B->succ_size() != 2 || !Condition) {
      bool Thrown = isa_and_nonnull<CXXTryStmt>(B->getTerminatorStmt());
      for (const CFGBlock::AdjacentBlock &Next : B->succs())
        if (const CFGBlock *N = Next.getReachableBlock(); N && !Thrown)
          Work.push_back({N, Missed});
      continue;
    }
    unsigned I = 0;
    for (const CFGBlock::AdjacentBlock &Next : B->succs())
      Ways[I++] = Next.getReachableBlock();
    Answer Known = Ask(Condition);
    bool AnyCan = (Ways[0] && CanMeet.count(Ways[0])) ||
                  (Ways[1] && CanMeet.count(Ways[1]));
    for (unsigned Way = 0; Way < 2; ++Way) {
      if (!Ways[Way] || (Known == Answer::True && Way == 1) ||
          (Known == Answer::False && Way == 0))
        continue;
      bool Leaves = AnyCan && !CanMeet.count(Ways[Way]);
      if (Leaves && Known == Answer::Believed && !Missed)
        continue;
      Work.push_back({Ways[Way], Missed || Leaves});
    }
  }
  return false;
}

bool ControlFlow::canReachIf(const Decision &Known, const Stmt *From,
                             const Stmt *To, const Statements &Avoid) const {
  Position F = From || !Graph ? find(From) : entry();
  Position T = To || !Graph ? find(To) : exit();
  if (!Graph || !F.Block || !T.Block)
    return true;
  return reaches(
      {F.Block, F.Index + (From ? 1 : 0)}, Avoid,
      [&](const CFGBlock *B, unsigned I) {
        return B == T.Block && I == T.Index;
      },
      &Known);
}

} // namespace tether::facts
