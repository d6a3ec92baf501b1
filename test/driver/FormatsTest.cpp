//===- FormatsTest.cpp - The forms of a report ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Formats.h"
#include "driver/report/Pages.h"
#include "driver/report/SourceText.h"
#include "driver/result/Rules.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

std::string print(llvm::StringRef Name, const Report &R,
                  FormatSettings Settings = {}) {
  auto Form = findFormat(Name);
  EXPECT_TRUE(bool(Form));
  Settings.Root = "/p";
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  (*Form)->Print(R, Settings, OS);
  return Text;
}

Finding finding(llvm::StringRef Message, llvm::StringRef File = "/p/a.cpp") {
  Finding F;
  F.Check = "tether-unowned-thread";
  F.Message = Message.str();
  F.Where = {File.str(), 0, 1, 2};
  return F;
}

llvm::json::Object sarifRun(const Report &R, FormatSettings Settings = {}) {
  auto Json = llvm::json::parse(print("sarif", R, std::move(Settings)));
  EXPECT_TRUE(bool(Json));
  return std::move(
      *Json->getAsObject()->getArray("runs")->front().getAsObject());
}

TEST(FormatsTest, NamesAreSaid) {
  EXPECT_EQ(formatNames(),
            "text, json, html, sarif, github, gitlab, junit or rdjson");
  EXPECT_EQ(llvm::toString(findFormat("xml").takeError()),
            "there is no format 'xml'; use " + formatNames());
}

TEST(FormatsTest, GitHubCommandsAreOneLine) {
  Report R;
  R.Findings = {finding("100%\r\n::error::x, y: z", "/p/a,b:c%0A.cpp")};
  R.Findings[0].Notes.push_back({"it\nis", {"/p/b.cpp", 0, 3, 4}, {}});
  EXPECT_EQ(print("github", R),
            "::warning file=a%2Cb%3Ac%250A.cpp,line=1,col=2,"
            "title=tether-unowned-thread::100%25%0D%0A::error::x, y: "
            "z%0Ab.cpp:3:4: it%0Ais\n");
}

TEST(FormatsTest, XmlHasNoForbiddenCharacter) {
  Report R;
  R.Findings = {
      finding("<&>\"']]>\x01\x1b\t\n\xff\xef\xbf\xbe\xf0\x9d\x84\x9e")};
  std::string Text = print("junit", R);
  EXPECT_NE(Text.find("message=\"&#60;&#38;&#62;&#34;&#39;]]&#62;&#9;&#10;"
                      "\xef\xbf\xbd\xf0\x9d\x84\x9e\""),
            std::string::npos)
      << Text;
}

TEST(FormatsTest, JsonIsValidWhateverTheText) {
  Report R;
  R.Findings = {finding("\xff\x01\"\\%s]]>\n\xc3", "/p/\xff.cpp")};
  R.Findings[0].Fixes = {{{"/p/\xff.cpp", 3, 4}, "\xfe"}};
  R.Findings[0].Function = R.Findings[0].Message;
  R.Findings[0].Notes.push_back(
      {R.Findings[0].Message, R.Findings[0].Where, {}});
  Failure F;
  F.File = "/p/\xff.cpp";
  F.Message = R.Findings[0].Message;
  R.Failures = {F};
  R.ConfigErrors = {F.Message};
  for (llvm::StringRef Name : {"json", "sarif", "gitlab", "rdjson"}) {
    auto Json = llvm::json::parse(print(Name, R));
    EXPECT_TRUE(bool(Json)) << Name.str();
    if (!Json)
      llvm::consumeError(Json.takeError());
  }
  EXPECT_TRUE(llvm::json::isUTF8(print("junit", R)));
  std::string Commands = print("github", R);
  EXPECT_TRUE(llvm::json::isUTF8(Commands));
  EXPECT_EQ(llvm::StringRef(Commands).count('\n'), 3u);
}

TEST(FormatsTest, SarifKeepsWithinLimits) {
  Report R;
  R.Findings.assign(25002, finding("bad"));
  R.Findings[0].Notes.assign(1003, {"see", {"/p/b.cpp", 0, 3, 4}, {}});
  llvm::json::Object Run = sarifRun(R);
  const llvm::json::Array &Results = *Run.getArray("results");
  EXPECT_EQ(Results.size(), 25000u);
  EXPECT_EQ(Results[0].getAsObject()->getArray("relatedLocations")->size(),
            1000u);
  const llvm::json::Array &Said = *Run.getArray("invocations")
                                       ->front()
                                       .getAsObject()
                                       ->getArray("toolExecutionNotifications");
  std::string Text;
  for (const llvm::json::Value &N : Said)
    Text +=
        N.getAsObject()->getObject("message")->getString("text")->str() + "\n";
  EXPECT_EQ(Text, "2 findings were left out of this file\n"
                  "3 locations were left out of this file\n");
}

/// The steps of the code flow: "kind: text", a line each.
std::string flow(const Finding &F) {
  Report R;
  R.Findings = {F};
  llvm::json::Object Run = sarifRun(R);
  const llvm::json::Object &Flow = *Run.getArray("results")
                                        ->front()
                                        .getAsObject()
                                        ->getArray("codeFlows")
                                        ->front()
                                        .getAsObject();
  std::string Result;
  for (const llvm::json::Value &V : *Flow.getArray("threadFlows")
                                         ->front()
                                         .getAsObject()
                                         ->getArray("locations")) {
    const llvm::json::Object &Step = *V.getAsObject();
    if (const llvm::json::Array *Kinds = Step.getArray("kinds"))
      Result += Kinds->front().getAsString()->str() + ": ";
    Result += Step.getObject("location")
                  ->getObject("message")
                  ->getString("text")
                  ->str() +
              "\n";
  }
  return Result;
}

TEST(FormatsTest, SarifFollowsTheOrderOfTime) {
  Finding F = finding("waits for room");
  const Location There = {"/p/b.cpp", 0, 3, 4};
  F.Notes = {{"called from here", There, {}},
             {"it is registered here", There, {}},
             {"it is destroyed here", There, {}}};
  EXPECT_EQ(flow(F), "waits for room\ncalled from here\n"
                     "it is registered here\nit is destroyed here\n");
  F.Plays = Story::Part::Send;
  F.Notes[0].Plays = Story::Part::Call;
  F.Notes[0].When = -1;
  F.Notes[1].Plays = Story::Part::Keep;
  F.Notes[1].When = -2;
  F.Notes[2].Plays = Story::Part::End;
  F.Notes[2].When = 1;
  EXPECT_EQ(flow(F), "keep: it is registered here\ncall: called from here\n"
                     "send: waits for room\nend: it is destroyed here\n");
}

TEST(FormatsTest, SarifTellsKnownFromNew) {
  Report R;
  R.Findings = {finding("new")};
  EXPECT_FALSE(sarifRun(R).getArray("results")->front().getAsObject()->get(
      "baselineState"));
  R.HasBaseline = true;
  R.Known = {finding("old")};
  EXPECT_EQ(sarifRun(R).getArray("results")->size(), 1u);
  FormatSettings Settings;
  Settings.ShowKnown = true;
  llvm::json::Object Run = sarifRun(R, Settings);
  std::string Text;
  for (const llvm::json::Value &V : *Run.getArray("results")) {
    const llvm::json::Object &Result = *V.getAsObject();
    Text += Result.getObject("message")->getString("text")->str() + " " +
            Result.getString("baselineState")->str() + " " +
            std::to_string(Result.getArray("suppressions")->size()) + "\n";
  }
  EXPECT_EQ(Text, "new new 0\nold unchanged 1\n");
}

TEST(FormatsTest, PlacesNeedNoReadableFile) {
  Report R;
  R.Findings = {finding("bad", "/no/such.cpp")};
  R.Findings[0].Fixes = {{{"/no/such.cpp", 3, 4}, "x"}};
  llvm::json::Object Run = sarifRun(R);
  const llvm::json::Object &Result =
      *Run.getArray("results")->front().getAsObject();
  auto Where = llvm::json::parse(R"({"physicalLocation": {
      "artifactLocation": {"uri": "file:///no/such.cpp"},
      "region": {"startLine": 1, "startColumn": 2}}})");
  EXPECT_EQ(Result.getArray("locations")->front(), *Where);
  auto Replacements = llvm::json::parse(R"([
      {"deletedRegion": {"byteOffset": 3, "byteLength": 4},
       "insertedContent": {"text": "x"}}])");
  EXPECT_EQ(*Result.getArray("fixes")
                 ->front()
                 .getAsObject()
                 ->getArray("artifactChanges")
                 ->front()
                 .getAsObject()
                 ->getArray("replacements"),
            *Replacements->getAsArray());
}

TEST(FormatsTest, FindingsNeedNoPlace) {
  Report R;
  R.Findings = {finding("bad", "")};
  R.Findings[0].Where = {};
  EXPECT_EQ(print("github", R), "::warning title=tether-unowned-thread::bad\n");
  llvm::json::Object Run = sarifRun(R);
  EXPECT_TRUE(Run.getArray("results")
                  ->front()
                  .getAsObject()
                  ->getArray("locations")
                  ->empty());
  for (const Format &F : formats())
    EXPECT_NE(print(F.Name, R), "") << F.Name.str();
}

TEST(PagesTest, LinksLeadSomewhereOrAreText) {
  llvm::StringRef Check = "tether-uncancellable-send";
  std::string Plain = checkPage(Check, "");
  EXPECT_EQ(Plain.find("](.."), std::string::npos);
  EXPECT_NE(Plain.find("a send into a channel that"), std::string::npos);
  EXPECT_NE(Plain.find("[&](const httplib::Request &Request"),
            std::string::npos);
  std::string Linked = checkPage(Check, "https://example.org/docs");
  EXPECT_NE(Linked.find("[channel](https://example.org/docs/concepts/"
                        "channel.md)"),
            std::string::npos);
  EXPECT_EQ(checkUrl(Check, "https://example.org/docs"),
            "https://example.org/docs/checks/uncancellable-send.md");
  EXPECT_EQ(checkUrl(Check, ""), "");
  EXPECT_EQ(checkUrl("tether-none", "https://example.org/docs"), "");
  EXPECT_EQ(checkUrl(UnusedSuppression, "https://example.org/docs"),
            "https://example.org/docs/usage/suppressions.md");
}

TEST(PagesTest, EachCheckHasADescription) {
  for (const CheckInfo &C : allChecks()) {
    std::string Text = checkDescription(C.Name, 1024);
    EXPECT_GT(Text.size(), 100u) << C.Name.str();
    EXPECT_LE(Text.size(), 1024u) << C.Name.str();
    EXPECT_TRUE(llvm::StringRef(Text).ends_with(".")) << Text;
    EXPECT_EQ(Text.find("]("), std::string::npos) << Text;
  }
  EXPECT_EQ(checkDescription("tether-none", 1024), "");
}

TEST(PagesTest, DescriptionsAreCutBetweenParagraphs) {
  llvm::StringRef Check = "tether-uncancellable-send";
  std::string Whole = checkDescription(Check, 1024);
  auto [First, Rest] = llvm::StringRef(Whole).split("\n\n");
  ASSERT_NE(Rest, "");
  EXPECT_EQ(checkDescription(Check, First.size() + 5), First);
}

class SourceTextTest : public testing::Test {
protected:
  SourceTextTest() {
    llvm::sys::fs::createTemporaryFile("source", "cpp", Path);
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << "\xEF\xBB\xBF" << "ab\r\n"
                                      << "\xc3\xa9\xf0\x9d\x84\x9e\xff\xc3z\n";
  }
  ~SourceTextTest() override { llvm::sys::fs::remove(Path); }

  /// LINE:COLUMN, or nothing.
  std::string at(ColumnUnit Unit, unsigned Offset) {
    auto P = SourceText(Unit).position(Path, Offset);
    return P ? std::to_string(P->Line) + ":" + std::to_string(P->Column) : "";
  }

  llvm::SmallString<128> Path;
};

TEST_F(SourceTextTest, CountsInTheUnitAskedFor) {
  EXPECT_EQ(at(ColumnUnit::Byte, 0), "1:1");
  EXPECT_EQ(at(ColumnUnit::Byte, 4), "1:5");
  EXPECT_EQ(at(ColumnUnit::Utf16, 4), "1:2"); // behind the byte order mark
  EXPECT_EQ(at(ColumnUnit::Byte, 7), "2:1");
  EXPECT_EQ(at(ColumnUnit::Utf16, 9), "2:2");
  EXPECT_EQ(at(ColumnUnit::Byte, 13), "2:7");
  EXPECT_EQ(at(ColumnUnit::Utf16, 13), "2:4"); // behind two surrogates
  EXPECT_EQ(at(ColumnUnit::Utf16, 14), "2:5"); // not UTF-8
  EXPECT_EQ(at(ColumnUnit::Utf16, 15), "2:6"); // cut short
  EXPECT_EQ(at(ColumnUnit::Utf16, 17), "3:1"); // the end
  EXPECT_EQ(at(ColumnUnit::Utf16, 18), "");
}

TEST_F(SourceTextTest, FallsBackOnTheLocation) {
  Position P = SourceText(ColumnUnit::Utf16).position({"/no/such", 3, 4, 5});
  EXPECT_EQ(P.Line, 4u);
  EXPECT_EQ(P.Column, 5u);
}

} // namespace
