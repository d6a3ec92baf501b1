//===- PathsTest.cpp ------------------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/code/Paths.h"
#include "gtest/gtest.h"

namespace tether::facts {
namespace {

/// A graph that is written down: block 0 is its entry, the last one its exit.
class Drawn {
public:
  explicit Drawn(unsigned Blocks) {
    G.Blocks.resize(Blocks);
    for (Graph::Block &B : G.Blocks)
      B.Size = 2;
    G.Entry = 0;
    G.Exit = Blocks - 1;
  }
  Drawn &edge(unsigned From, unsigned To) {
    G.Blocks[From].Next.push_back(To);
    return *this;
  }
  /// The way to `First` is taken where condition number `From` holds.
  Drawn &branch(unsigned From, unsigned First, unsigned Second) {
    G.Blocks[From].Condition = From;
    return edge(From, First).edge(From, Second);
  }
  Graph::Block &operator[](unsigned I) { return G.Blocks[I]; }

  Graph G;
};

/// if (1) { 2 } else { 3 }
Drawn diamond() {
  Drawn D(5);
  D.edge(0, 1).branch(1, 2, 3).edge(2, 4).edge(3, 4);
  return D;
}

/// while (1) { 2 }
Drawn loop() {
  Drawn D(4);
  D.edge(0, 1).branch(1, 2, 3).edge(2, 1);
  return D;
}

TEST(Paths, GoOnWithinABlock) {
  Drawn D = diamond();
  Paths P(D.G);
  EXPECT_TRUE(P.canReach({2, 0}, {2, 1}));
  EXPECT_FALSE(P.canReach({2, 1}, {2, 0}));
  EXPECT_FALSE(P.canReach({2, 0}, {3, 0}));
  EXPECT_TRUE(P.canReach({0, 0}, D.G.exit()));
}

TEST(Paths, ComeBackInALoop) {
  Drawn D = loop();
  Paths P(D.G);
  EXPECT_TRUE(P.canReach({2, 1}, {2, 0}));
  EXPECT_TRUE(P.canReach(Point{2, 0}.next(), {2, 0}));
  EXPECT_FALSE(P.canReach(Point{2, 0}.next(), {2, 0}, {{1, 1}}));
}

TEST(Paths, EndWhereTheyAreAvoided) {
  Drawn D = diamond();
  Paths P(D.G);
  EXPECT_TRUE(P.canReach(D.G.entry(), D.G.exit(), {{2, 0}}));
  EXPECT_FALSE(P.canReach(D.G.entry(), D.G.exit(), {{2, 0}, {3, 1}}));
  // What is looked for is found before it is avoided.
  EXPECT_TRUE(P.canReach(D.G.entry(), {2, 0}, {{2, 0}}));
}

TEST(Paths, MeetOnEveryWay) {
  Drawn D = diamond();
  Paths P(D.G);
  EXPECT_FALSE(P.mustMeet({}));
  EXPECT_FALSE(P.mustMeet({{2, 0}}));
  EXPECT_TRUE(P.mustMeet({{2, 0}, {3, 0}}));
  EXPECT_TRUE(P.mustMeet({{1, 0}}));
}

TEST(Paths, MeetNothingWhereTheyHaveNoEnd) {
  Drawn D(4);
  D.edge(0, 1).edge(1, 2).edge(2, 1);
  Paths P(D.G);
  EXPECT_FALSE(P.canEnd());
  EXPECT_FALSE(P.mustMeet({{1, 0}}));
}

TEST(Paths, FollowWhatIsKnown) {
  Drawn D = diamond();
  Paths P(D.G);
  auto Reaches = [&](Point To, Answer A) {
    return P.canReach(D.G.entry(), To, {}, [&](unsigned Condition) {
      EXPECT_EQ(Condition, 1u);
      return A;
    });
  };
  EXPECT_TRUE(Reaches({2, 0}, Answer::Either));
  EXPECT_TRUE(Reaches({2, 0}, Answer::True));
  EXPECT_FALSE(Reaches({2, 0}, Answer::False));
  EXPECT_TRUE(Reaches({3, 0}, Answer::False));
  EXPECT_FALSE(Reaches({3, 0}, Answer::True));
  EXPECT_FALSE(Reaches({2, 0}, Answer::Believed));
  EXPECT_FALSE(Reaches({3, 0}, Answer::Believed));
}

TEST(Paths, EndWithTheProcess) {
  Drawn D = diamond();
  D[2].EndsProcess = true;
  Paths P(D.G);
  EXPECT_TRUE(P.endsProcess({2, 0}));
  EXPECT_FALSE(P.endsProcess({1, 0}));
  EXPECT_TRUE(P.mustMeet({{3, 0}}));
}

TEST(Paths, EndTheBodyWithTheThread) {
  Drawn D = diamond();
  D[2].EndsThread = true;
  Paths P(D.G);
  EXPECT_FALSE(P.endsProcess({2, 0}));
  EXPECT_TRUE(P.canReach({2, 0}, D.G.exit()));
  EXPECT_FALSE(P.mustMeet({{3, 0}}));
}

TEST(Paths, LeadWhatIsThrownToHandlers) {
  // try { 1 } catch { 3 }; 2 hands on what 1 throws.
  Drawn D(5);
  D.edge(0, 1).edge(1, 4).edge(2, 3).edge(2, 4).edge(3, 4);
  D[1].ThrowsAt = 1;
  D[1].ThrowsTo = 2;
  D[2].HandsToHandlers = true;
  D[3].IsHandler = true;
  Paths P(D.G);
  EXPECT_TRUE(P.canReach(D.G.entry(), {3, 0}));
  // Nothing is thrown before the second element, and what is thrown is caught.
  EXPECT_FALSE(P.canReach(D.G.entry(), {3, 0}, {{1, 0}}));
  EXPECT_FALSE(P.canReach({2, 0}, D.G.exit(), {{3, 0}}));
}

TEST(Paths, MissWhatSomeConditionSkips) {
  Drawn D = diamond();
  Paths P(D.G);
  auto Misses = [&](const Points &Targets, const Points &Missing, Answer A) {
    return P.canMiss(Targets, Missing, [&](unsigned) { return A; });
  };
  EXPECT_TRUE(Misses({{2, 0}}, {}, Answer::Either));
  EXPECT_TRUE(Misses({{2, 0}}, {}, Answer::False));
  EXPECT_FALSE(Misses({{2, 0}}, {}, Answer::True));
  // A condition that is believed knows why.
  EXPECT_FALSE(Misses({{2, 0}}, {}, Answer::Believed));
  EXPECT_FALSE(Misses({{1, 0}}, {}, Answer::Either));
  // What may not be met where it stands is missed there.
  EXPECT_TRUE(Misses({}, {{1, 0}}, Answer::Either));
  EXPECT_FALSE(Misses({{2, 1}, {3, 1}}, {{1, 0}}, Answer::Either));
}

} // namespace
} // namespace tether::facts
