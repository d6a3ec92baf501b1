//===- HtmlTest.cpp - Findings as a page to read --------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Html.h"
#include "driver/draw/Drawing.h"
#include "driver/judge/Outcome.h"
#include "driver/report/html/Cast.h"
#include "driver/report/html/Excerpts.h"
#include "driver/support/Visible.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace tether;
using Json = nlohmann::json;

namespace {

TEST(VisibleTest, NothingHides) {
  EXPECT_EQ(visible("caf\u00e9 \U0001F600\tx"), "caf\u00e9 \U0001F600\tx");
  EXPECT_EQ(visible("a\u202Eb\u2066c\u200Bd\u2028"),
            "a<U+202E>b<U+2066>c<U+200B>d<U+2028>");
  EXPECT_EQ(visible(llvm::StringRef("\0\x1b\xff\xc3", 4)),
            "<U+0000><U+001B><FF><C3>");
}

/// "Here -verb-> There", a line each; places of their own in brackets.
std::string text(const Cast &C) {
  std::string Result;
  for (const Relation &R : C.Relations)
    Result += std::to_string(R.Place) + ": " + C.Actors[R.From].Name + " -" +
              R.Verb + "-> " + C.Actors[R.To].Name +
              (R.IsMissing ? " missing\n" : "\n");
  for (const Actor &A : C.Actors)
    for (unsigned Place : A.Places)
      Result += "[" + std::to_string(Place) + ": " + A.Name + "]\n";
  return Result;
}

Finding finding(llvm::StringRef Message, llvm::StringRef Function,
                std::vector<std::pair<std::string, std::string>> Notes) {
  Finding F;
  F.Message = Message.str();
  F.Function = Function.str();
  F.Where = {"/p/a.cpp", 0, 1, 1};
  for (auto &[Text, Around] : Notes)
    F.Notes.push_back({Text, {"/p/b.cpp", 0, 1, 1}, {}, Around});
  return F;
}

TEST(CastTest, ThreadThatNobodyWaitsFor) {
  EXPECT_EQ(
      text(castOf(finding(
          "nothing will ever wait for this thread: it is detached, "
          "although it uses 'this'",
          "ns::A::stop()",
          {{"it is started here", "ns::A::start(int) const"},
           {"the destructor of 'A' does not wait for it", "ns::A::~A()"}}))),
      "1: nobody -waits for-> thread missing\n"
      "1: A::stop -detaches-> thread\n"
      "1: thread -uses-> this\n"
      "2: A::start -starts-> thread\n"
      "3: A::~A -does not wait for-> thread missing\n");
}

TEST(CastTest, WhoCutsItLooseIsNotWhoChoseIt) {
  EXPECT_EQ(text(castOf(finding(
                "nothing will ever wait for this thread: it is detached",
                "choose()", {{"it is cut loose here", "run(F)"}}))),
            "1: nobody -waits for-> thread missing\n"
            "2: run -detaches-> thread\n"
            "1: choose --> thread\n");
}

TEST(CastTest, HandlerStandsForItsLambda) {
  EXPECT_EQ(
      text(castOf(finding(
          "'push' waits for room in 'S.Queue' for as long as it takes: when "
          "the consumer is slow or gone, the request handler never returns",
          "accept(S &)",
          {{"called from here", "routes()"},
           {"this is the request handler", "routes()"},
           {"it is registered here", "routes()"}}))),
      "1: accept -waits for room in-> S.Queue\n"
      "2: request handler -calls-> accept\n"
      "4: routes -registers-> request handler\n"
      "[3: request handler]\n");
}

TEST(CastTest, CallbackStandsForItsLambda) {
  EXPECT_EQ(
      text(castOf(finding(
          "'send' is repeated until there is room in 'Q': when the consumer is "
          "slow or gone, this callback never returns, and its event loop runs "
          "nothing else",
          "post()",
          {{"this is the callback", "post()"},
           {"it is given to the event loop here", "post()"}}))),
      "1: callback -repeats until there is room in-> Q\n"
      "3: post -gives to the event loop-> callback\n"
      "[2: callback]\n");
}

TEST(CastTest, WithoutHandlerTheCallableIsRegistered) {
  EXPECT_EQ(text(castOf(finding("this callable captures 'I' by reference and "
                                "may still be called when 'I' is gone",
                                "f()", {{"it is registered here", "f()"}}))),
            "1: callable -captures, may outlive-> I\n"
            "2: f -registers-> callable\n");
}

TEST(CastTest, ThreadIsItsOwnObject) {
  EXPECT_EQ(text(castOf(finding("nothing waits for this thread before it is "
                                "destroyed, which ends the process",
                                "A::start()",
                                {{"it is destroyed here", "A::~A()"}}))),
            "1: nobody -waits for-> thread missing\n"
            "2: A::~A -destroys-> thread\n"
            "1: A::start --> thread\n");
}

TEST(CastTest, CoroutineOutlivesItsLambda) {
  EXPECT_EQ(
      text(castOf(finding(
          "this coroutine may go on when the lambda is gone that has what it "
          "captures",
          "f()",
          {{"the lambda is gone at the end of this expression", "f()"}}))),
      "1: coroutine -may outlive-> the lambda\n"
      "2: f -destroys-> the lambda\n"
      "1: f --> coroutine\n");
}

TEST(CastTest, ApostrophesAreNoQuotes) {
  EXPECT_EQ(
      text(castOf(finding(
          "'I' belongs to one iteration of the loop, but the task that "
          "captures it by reference can outlive that iteration and then reads "
          "another iteration's value or a dead object",
          "f()", {{"'J' belongs to the same iteration", "f()"}}))),
      "1: task -captures, can outlive-> I\n"
      "2: J -of the same iteration as-> I\n"
      "[1: f]\n");
}

TEST(CastTest, UnknownSentencesBringTheirFunctionOnly) {
  EXPECT_EQ(text(castOf(finding("something else about 'x'", "f()",
                                {{"whatever", ""}}))),
            "[2: b.cpp]\n[1: f]\n");
}

TEST(CastTest, ShortNamesKeepTheClass) {
  auto Name = [](llvm::StringRef Signature) {
    return castOf(finding("x", Signature, {})).Actors.front().Name;
  };
  EXPECT_EQ(Name("f()"), "f");
  EXPECT_EQ(Name("a::b::C::f(int) const"), "C::f");
  EXPECT_EQ(Name("(anonymous namespace)::f()"), "f");
  EXPECT_EQ(Name("a::C<x::y, z>::f()"), "C<x::y, z>::f");
  EXPECT_EQ(Name("C::operator()(int)"), "C::operator()");
}

TEST(DrawingTest, LaysOutWhatIsRelated) {
  Draftsman D;
  EXPECT_FALSE(D.draw(castOf(finding("something else", "f()", {}))));
  const Cast C =
      castOf(finding("'" + std::string(500, 'x') + "' is overwritten",
                     "f\"<b>&amp;\\l\n()", {}));
  const std::optional<Drawing> Drawn = D.draw(C);
  ASSERT_TRUE(Drawn);
  ASSERT_EQ(Drawn->Nodes.size(), 2u);
  ASSERT_EQ(Drawn->Edges.size(), 1u);
  EXPECT_EQ(Drawn->Nodes[0].Label, "f\"<b>&amp;\\l<U+000A>");
  EXPECT_LT(Drawn->Nodes[1].Label.size(), 50u);
  EXPECT_LT(Drawn->Nodes[0].Center.X, Drawn->Nodes[1].Center.X);
  EXPECT_GE(Drawn->Height, Drawn->Nodes[0].Height);
}

/// Sources on disk, because the page shows them.
class HtmlTest : public testing::Test {
protected:
  HtmlTest() {
    llvm::sys::fs::createUniqueDirectory("html", Folder);
    llvm::SmallString<128> Real;
    llvm::sys::fs::real_path(Folder, Real);
    Folder = Real;
  }
  ~HtmlTest() override { llvm::sys::fs::remove_directories(Folder); }

  std::string write(llvm::StringRef Name, llvm::StringRef Text) {
    llvm::SmallString<128> File = Folder;
    llvm::sys::path::append(File, Name);
    std::error_code Error;
    llvm::raw_fd_ostream(File, Error) << Text;
    return std::string(File);
  }

  std::string page(std::vector<Finding> Findings) {
    UnitResult U;
    U.Findings = std::move(Findings);
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    printHtml(makeReport({U}, {}), Folder, OS);
    return Result;
  }

  static Json report(llvm::StringRef Page) {
    llvm::StringRef Data = Page.split("id=\"report\">").second;
    return Json::parse(Data.split("</script>").first.str(), nullptr,
                       /*allow_exceptions=*/false);
  }

  llvm::SmallString<128> Folder;
};

TEST_F(HtmlTest, LinesAreHighlighted) {
  Excerpts E(Folder);
  std::string File =
      write("a.cpp", "#include <x> // y\nint a = 1;\n/* b\nc */ char d = 'e';");
  E.place({File, 22, 2, 5});
  Json J = E.files()[0];
  EXPECT_EQ(J["path"], "a.cpp");
  EXPECT_EQ(J["state"], "read");
  EXPECT_EQ(J["lines"], 4);
  EXPECT_EQ(J["chunks"], Json::parse(R"([{"from": 1, "lines": [
              ["", "p#include", " <x> ", "c// y"],
              ["", "kint", " a = ", "n1", ";"],
              ["", "c/* b"],
              ["", "cc */", " ", "kchar", " d = ", "s'e'", ";"]]}])"));
}

TEST_F(HtmlTest, PlacesCountWhatIsShown) {
  Excerpts E(Folder);
  std::string File =
      write("a.cpp", "\xEF\xBB\xBFx\r\n\u00e9\U0001F600\u202E\xFF run;");
  unsigned Offset = 6 + 2 + 4 + 3 + 1 + 1;
  EXPECT_EQ(E.place({File, Offset, 2, 12}), Json({{"file", 0},
                                                  {"line", 2},
                                                  {"column", 12},
                                                  {"at", 1 + 2 + 8 + 4 + 1},
                                                  {"length", 3}}));
  EXPECT_EQ(E.files()[0]["chunks"][0]["lines"],
            Json::parse(R"([["x"], ["é😀", "x<U+202E><FF>", " run;"]])"));
}

TEST_F(HtmlTest, LongLinesAreCut) {
  Excerpts E(Folder);
  E.place({write("a.cpp", std::string(1000, 'x')), 0, 1, 1});
  EXPECT_EQ(E.files()[0]["chunks"][0]["lines"][0],
            Json({std::string(400, 'x'), "m600"}));
}

TEST_F(HtmlTest, OnlyLinesAroundPlacesAreKept) {
  Excerpts E(Folder);
  std::string File = write("a.cpp", std::string(500, '\n'));
  E.place({File, 99, 100, 1});
  E.place({File, 109, 110, 1});
  E.place({File, 399, 400, 1});
  Json Chunks = E.files()[0]["chunks"];
  ASSERT_EQ(Chunks.size(), 2u);
  EXPECT_EQ(Chunks[0]["from"], 85);
  EXPECT_EQ(Chunks[0]["lines"].size(), 41u);
  EXPECT_EQ(Chunks[1]["lines"].size(), 31u);
}

TEST_F(HtmlTest, GoneAndChangedSourcesAreSaid) {
  Excerpts E(Folder);
  EXPECT_EQ(E.place({std::string(Folder) + "/gone.cpp", 0, 1, 1}).count("at"),
            0u);
  E.place({write("changed.cpp", "int a;\nint b;\n"), 5, 2, 1});
  E.place({write("shorter.cpp", ""), 50, 9, 1});
  Json Files = E.files();
  EXPECT_EQ(Files[0]["state"], "gone");
  EXPECT_EQ(Files[1]["state"], "changed");
  EXPECT_EQ(Files[2]["state"], "changed");
}

TEST_F(HtmlTest, DataIsNoMarkup) {
  constexpr llvm::StringLiteral Evil =
      "</script><script>alert(1)</script><img src=x onerror=alert(1)>]]><!--";
  Finding F = finding(Evil, Evil, {{Evil.str(), Evil.str()}});
  F.Where = {write("a.cpp", "/*\u2028" + Evil.str() + "{{style}}*/"), 0, 1, 1};
  std::string Page = page({F});
  EXPECT_EQ(llvm::StringRef(Page).count("<script"), 2u);
  EXPECT_EQ(llvm::StringRef(Page).count("<img"), 0u);
  EXPECT_EQ(llvm::StringRef(Page).count("<!--"), 0u);
  EXPECT_EQ(llvm::StringRef(Page).count("\u2028"), 0u);
  Json J = report(Page);
  EXPECT_EQ(J["findings"][0]["message"], Evil.str());
  EXPECT_EQ(
      J["files"][0]["chunks"][0]["lines"][0],
      Json({"", "c/*", "", "x<U+2028>", "", "c" + Evil.str() + "{{style}}*/"}));
}

TEST_F(HtmlTest, NeverFetches) {
  std::string Page = page({});
  EXPECT_NE(Page.find("default-src 'none'; img-src data:; style-src 'sha256-"),
            std::string::npos);
  for (llvm::StringRef Word : {"src=", "@import", "url(", "fetch("})
    EXPECT_EQ(llvm::StringRef(Page).count(Word), 0u) << Word.str();
}

} // namespace
