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

Finding finding(llvm::StringRef Message, llvm::StringRef Function,
                std::vector<std::string> Notes) {
  Finding F;
  F.Message = Message.str();
  F.Function = Function.str();
  F.Where = {"/p/a.cpp", 0, 1, 1};
  for (const std::string &Text : Notes)
    F.Notes.push_back({Text, {"/p/b.cpp", 0, 1, 1}, {}});
  return F;
}

/// A thread that `Function` detaches, and that nobody waits for.
Finding detached(llvm::StringRef Function) {
  Finding F = finding("nothing will ever wait for this thread", "stop()",
                      {"it is started here"});
  F.Actors = {{Actor::Kind::Function, Function.str()},
              {Actor::Kind::Thread, "thread"},
              {Actor::Kind::Nobody, "nobody"}};
  F.Relations = {{0, "detaches", 1, false, 0},
                 {2, "waits for", 1, /*IsMissing=*/true, 0},
                 {0, "starts", 1, false, 1}};
  return F;
}

TEST(DrawingTest, NeedsAStory) {
  Draftsman D;
  EXPECT_FALSE(D.draw(finding("something", "f()", {"whatever"})));
}

TEST(DrawingTest, SaysWhoDoesWhat) {
  const Finding F = detached("ns::A::stop() const");
  const std::optional<Drawing> Drawn = Draftsman().draw(F);
  ASSERT_TRUE(Drawn);
  ASSERT_EQ(Drawn->Nodes.size(), 3u);
  EXPECT_EQ(Drawn->Nodes[2].Label, "nobody");
  ASSERT_EQ(Drawn->Edges.size(), 2u);
  const Drawing::Edge &Does = Drawn->Edges[0], &Misses = Drawn->Edges[1];
  EXPECT_EQ(Does.From, 0u);
  EXPECT_EQ(Does.To, 1u);
  EXPECT_FALSE(Does.IsMissing);
  ASSERT_EQ(Does.Says.size(), 2u);
  EXPECT_EQ(Does.Says[0]->Verb, "detaches");
  EXPECT_EQ(Does.Says[1]->Verb, "starts");
  EXPECT_EQ(Misses.From, 2u);
  EXPECT_TRUE(Misses.IsMissing);
}

TEST(DrawingTest, LaysOutWhateverTheNames) {
  Finding F = detached("f\"<b>&amp;\\l\n()");
  F.Actors[1].Name = std::string(500, 'x');
  F.Actors[2].Name = "";
  const std::optional<Drawing> Drawn = Draftsman().draw(F);
  ASSERT_TRUE(Drawn);
  ASSERT_EQ(Drawn->Nodes.size(), 3u);
  EXPECT_EQ(Drawn->Nodes[0].Label, "f\"<b>&amp;\\l<U+000A>");
  EXPECT_LT(Drawn->Nodes[1].Label.size(), 50u);
  EXPECT_EQ(Drawn->Nodes[2].Label, "(unnamed)");
  EXPECT_LT(Drawn->Nodes[0].Center.X, Drawn->Nodes[1].Center.X);
  EXPECT_GE(Drawn->Height, Drawn->Nodes[0].Height);
}

TEST(DrawingTest, ShortNamesKeepTheClass) {
  auto Label = [](llvm::StringRef Signature) {
    return Draftsman().draw(detached(Signature))->Nodes[0].Label;
  };
  EXPECT_EQ(Label("f()"), "f");
  EXPECT_EQ(Label("a::b::C::f(int) const"), "C::f");
  EXPECT_EQ(Label("(anonymous namespace)::f()"), "f");
  EXPECT_EQ(Label("a::C<x::y, z>::f()"), "C<x::y, z>::f");
  EXPECT_EQ(Label("C::operator()(int)"), "C::operator()");
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
  Finding F = finding(Evil, Evil, {Evil.str()});
  F.Actors = {{Actor::Kind::Function, Evil.str()},
              {Actor::Kind::Task, Evil.str()}};
  F.Relations = {{0, Evil.str(), 1}};
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
