//===- StoryTest.cpp - What checks tell beyond their sentences ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/StoryBuilder.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <type_traits>

using namespace tether;
using clang::SourceLocation;
using llvm::StringRef;
using Part = Story::Part;

namespace {

// A sentence states its relation or says that it has none.
static_assert(std::is_constructible_v<StoryBuilder, SourceLocation, Part,
                                      Sentence, Claim>);
static_assert(
    !std::is_constructible_v<StoryBuilder, SourceLocation, Part, Sentence>);
template <typename... Arguments>
using Note =
    decltype(std::declval<StoryBuilder>().note(std::declval<Arguments>()...));
template <typename Void, typename... Arguments>
struct CanNote : std::false_type {};
template <typename... Arguments>
struct CanNote<std::void_t<Note<Arguments...>>, Arguments...> : std::true_type {
};
static_assert(CanNote<void, int, SourceLocation, Part, Sentence, Claim>());
static_assert(!CanNote<void, int, SourceLocation, Part, Sentence>());

constexpr StringRef Program = R"(
namespace n { struct A { void f(int) const { /*1*/; auto L = [] { /*2*/; }; } }; }
void g() { /*3*/; }
int /*4*/ x;
)";

class StoryTest : public testing::Test {
protected:
  /// The place after a comment with the number.
  SourceLocation at(unsigned Number) const {
    const clang::SourceManager &Sources = Unit->getSourceManager();
    const std::string Mark = ("/*" + llvm::Twine(Number) + "*/").str();
    return Sources.getLocForStartOfFile(Sources.getMainFileID())
        .getLocWithOffset(Program.find(Mark) + Mark.size());
  }

  Story story(const StoryBuilder &S) const {
    return S.story("tether-x", Unit->getASTContext());
  }

  /// "1: Here -verb-> There", a line each; what is only shown in brackets.
  static std::string text(const Story &S) {
    std::string Result;
    for (const Relation &R : S.Relations)
      Result += std::to_string(R.Step) + ": " + S.Actors[R.From].Name + " -" +
                R.Verb + "-> " + S.Actors[R.To].Name +
                (R.IsMissing ? " missing\n" : "\n");
    for (const Actor &A : S.Actors)
      for (unsigned Step : A.Shown)
        Result += "[" + std::to_string(Step) + ": " + A.Name + "]\n";
    return Result;
  }

  std::unique_ptr<clang::ASTUnit> Unit =
      clang::tooling::buildASTFromCode(Program, "/p/input.cpp");
};

TEST_F(StoryTest, StepsAreSentencesAtPlaces) {
  const Actor Queue = channel("q");
  StoryBuilder S(at(1), Part::Close,
                 {"'{0}' is closed, which {1}", Queue, "ends"}, nothing());
  S.clause({"; '{0}' too", Queue}, nothing());
  S.note(Before - 1, at(3), Part::Receive, {"it receives here"}, nothing());
  Story Told = story(S);
  EXPECT_EQ(Told.Rule, "tether-x");
  ASSERT_EQ(Told.Steps.size(), 2u);
  EXPECT_EQ(Told.Steps[0].Text, "'q' is closed, which ends; 'q' too");
  EXPECT_EQ(Told.Steps[0].When, Meanwhile);
  EXPECT_EQ(Told.Steps[0].Plays, Part::Close);
  EXPECT_EQ(Told.Steps[0].File, "/p/input.cpp");
  EXPECT_EQ(Told.Steps[0].Offset, Program.find("/*1*/") + 5);
  EXPECT_EQ(Told.Steps[1].When, -2);
  EXPECT_EQ(text(Told), "");
}

TEST_F(StoryTest, NamesInSentencesMayHaveBraces) {
  StoryBuilder S(at(1), Part::Use, {"'{0}'", object("{1}")}, nothing());
  EXPECT_EQ(S.text(0), "'{1}'");
}

TEST_F(StoryTest, FunctionsAreThoseAroundTheSteps) {
  StoryBuilder S(at(2), Part::Release, {"detached"},
                 {here(), "detaches", thread()});
  S.note(Before, at(3), Part::Call, {"called from here"},
         {here(), "calls", previous()});
  S.note(Before, at(4), Part::Start, {"started"}, {here(), "starts", thread()});
  EXPECT_EQ(text(story(S)), "0: n::A::f(int) const -detaches-> thread\n"
                            "1: g() -calls-> n::A::f(int) const\n"
                            "2: input.cpp -starts-> thread\n");
}

TEST_F(StoryTest, WhoIsMissingIsSaid) {
  StoryBuilder S(at(1), Part::Start, {"nothing joins it"},
                 {nobody(), "joins", thread(), Missing});
  S.states({here(), "starts", thread()});
  EXPECT_EQ(text(story(S)), "0: nobody -joins-> thread missing\n"
                            "0: n::A::f(int) const -starts-> thread\n");
}

TEST_F(StoryTest, ActorsAreOneByKindAndName) {
  StoryBuilder S(at(1), Part::Use, {"used"}, {thread(), "uses", object("x")});
  S.states({object("x"), "is not", channel("x")});
  S.note(After, at(3), Part::Entry, {"this is it"}, shows(object("x")));
  Story Told = story(S);
  EXPECT_EQ(Told.Actors.size(), 3u);
  EXPECT_EQ(text(Told), "0: thread -uses-> x\n0: x -is not-> x\n[1: x]\n");
}

TEST_F(StoryTest, PlacesNeedNoSource) {
  StoryBuilder S(SourceLocation(), Part::Use, {"used"},
                 {here(), "uses", object("x")});
  Story Told = story(S);
  EXPECT_EQ(Told.Steps[0].File, "");
  EXPECT_EQ(text(Told), "0:  -uses-> x\n");
}

TEST_F(StoryTest, OnlyTheFindingHasALevel) {
  StoryBuilder S(at(1), Part::Use, {"used"}, nothing());
  S.noteDeclaration(at(4), object("x"), {", and may refer to a temporary"});
  EXPECT_EQ(S.level(0), clang::DiagnosticIDs::Warning);
  S.makeRemark();
  EXPECT_EQ(S.level(0), clang::DiagnosticIDs::Remark);
  EXPECT_EQ(S.level(1), clang::DiagnosticIDs::Note);
  EXPECT_EQ(S.text(1), "'x' is declared here, and may refer to a temporary");
}

} // namespace
