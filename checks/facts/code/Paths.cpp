//===- Paths.cpp - Questions about the paths of a body --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace tether::facts {

/// Follows all paths from a point, each with a state of the asker's that starts
/// as false. `At` is asked at every point, and may change the state; `Takes` is
/// asked for each way on from a block, and may change it for that way.
template <typename Visit, typename Take>
bool Paths::follow(Point From, Visit At, Take Takes) const {
  struct Place {
    Point Where;
    bool State;
  };
  // What may end the body is no way on for what stands before it.
  const bool FromEntry = From.Block == G.Entry;
  llvm::BitVector Seen(G.Blocks.size() * 2);
  llvm::SmallVector<Place, 16> Work{{From, false}};
  auto Enter = [&](unsigned Block, bool State) {
    if (Seen.test(Block * 2 + State))
      return;
    Seen.set(Block * 2 + State);
    Work.push_back({{Block, 0}, State});
  };
  while (!Work.empty()) {
    auto [P, State] = Work.pop_back_val();
    const Graph::Block &B = G.Blocks[P.Block];
    Step Last = Step::On;
    for (; P.Index <= B.Size && Last == Step::On; ++P.Index)
      Last = At(P, State);
    if (Last == Step::Found)
      return true;
    if (FromEntry && B.ThrowsTo != Graph::None && B.ThrowsAt < P.Index)
      Enter(B.ThrowsTo, State);
    if (Last == Step::End)
      continue;
    if (B.EndsThread)
      Enter(G.Exit, State);
    if (B.EndsThread || B.EndsProcess)
      continue;
    for (unsigned Way = 0; Way < B.Next.size(); ++Way) {
      const unsigned Next = B.Next[Way];
      bool Then = State;
      if (Next != Graph::None &&
          (!B.HandsToHandlers || G.Blocks[Next].IsHandler) &&
          Takes(B, Way, Then))
        Enter(Next, Then);
    }
  }
  return false;
}

namespace {
/// Points that end a path. Most blocks have none.
class Obstacles {
public:
  Obstacles(const Graph &G, const Points &All) : All(All), In(G.Blocks.size()) {
    for (Point P : All)
      In.set(P.Block);
  }
  bool has(Point P) const { return In.test(P.Block) && All.count(P); }

private:
  const Points &All;
  llvm::BitVector In;
};
} // namespace

static Answer answerAt(const Graph::Block &B, Known Asked) {
  return Asked && B.Condition != Graph::None ? Asked(B.Condition)
                                             : Answer::Either;
}

/// May the way be taken, the first or the second?
static bool isOpen(Answer A, unsigned Way) {
  return A == Answer::Either || A == (Way == 0 ? Answer::True : Answer::False);
}

bool Paths::canReach(Point From, Point To, const Points &Avoid,
                     Known Asked) const {
  const Obstacles Ends(G, Avoid);
  return follow(
      From,
      [&](Point P, bool &) {
        return P == To ? Step::Found : Ends.has(P) ? Step::End : Step::On;
      },
      [&](const Graph::Block &B, unsigned Way, bool &) {
        return isOpen(answerAt(B, Asked), Way);
      });
}

bool Paths::canReach(Point From, llvm::function_ref<bool(Point)> IsTarget,
                     const Points &Avoid) const {
  const Obstacles Ends(G, Avoid);
  return follow(
      From,
      [&](Point P, bool &) {
        return IsTarget(P) ? Step::Found : Ends.has(P) ? Step::End : Step::On;
      },
      [](const Graph::Block &, unsigned, bool &) { return true; });
}

bool Paths::canEnd() const {
  if (!CanEnd)
    CanEnd = canReach(G.entry(), G.exit());
  return *CanEnd;
}

bool Paths::mustMeet(const Points &Targets) const {
  return !Targets.empty() && canEnd() &&
         !canReach(G.entry(), G.exit(), Targets);
}

bool Paths::endsProcess(Point From) const {
  return !canReach(From, G.exit()) &&
         canReach(From, [&](Point P) { return G.Blocks[P.Block].EndsProcess; });
}

/// The blocks from which a path leads to a block of `To`.
static llvm::BitVector leadingTo(const Graph &G, llvm::BitVector To) {
  std::vector<llvm::SmallVector<unsigned, 2>> Before(G.Blocks.size());
  for (unsigned I = 0; I < G.Blocks.size(); ++I)
    for (unsigned Next : G.Blocks[I].Next)
      if (Next != Graph::None)
        Before[Next].push_back(I);
  llvm::SmallVector<unsigned, 16> Work(To.set_bits_begin(), To.set_bits_end());
  while (!Work.empty())
    for (unsigned B : Before[Work.pop_back_val()])
      if (!To.test(B)) {
        To.set(B);
        Work.push_back(B);
      }
  return To;
}

bool Paths::canMiss(const Points &Targets, const Points &Missing,
                    Known Asked) const {
  llvm::BitVector Met(G.Blocks.size());
  for (const Points *Each : {&Targets, &Missing})
    for (Point P : *Each)
      Met.set(P.Block);
  const llvm::BitVector CanMeet = leadingTo(G, std::move(Met));
  return follow(
      G.entry(),
      [&](Point P, bool &Missed) {
        if (P == G.exit() && Missed)
          return Step::Found;
        Missed |= Missing.count(P) != 0;
        return Targets.count(P) ? Step::End : Step::On;
      },
      [&](const Graph::Block &B, unsigned Way, bool &Missed) {
        if (B.Condition == Graph::None)
          return true;
        const Answer A = answerAt(B, Asked);
        const bool Leaves = !CanMeet.test(B.Next[Way]) &&
                            llvm::any_of(B.Next, [&](unsigned Next) {
                              return Next != Graph::None && CanMeet.test(Next);
                            });
        if (A == Answer::Believed ? Leaves && !Missed : !isOpen(A, Way))
          return false;
        Missed |= Leaves;
        return true;
      });
}

} // namespace tether::facts
