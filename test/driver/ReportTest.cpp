//===- ReportTest.cpp - What a run found, and its forms -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Outcome.h"
#include "driver/report/Printers.h"
#include "driver/report/Wording.h"
#include "driver/support/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

Finding finding(llvm::StringRef File, unsigned Line,
                llvm::StringRef Check = "tether-x",
                llvm::StringRef Message = "bad") {
  Finding F;
  F.Check = Check.str();
  F.Message = Message.str();
  F.Where = {File.str(), 0, Line, 1};
  return F;
}

UnitResult unit(llvm::StringRef File, std::vector<Finding> Findings) {
  UnitResult U;
  U.File = File.str();
  U.Findings = std::move(Findings);
  return U;
}

UnitResult broken(llvm::StringRef File) {
  UnitResult U = unit(File, {});
  Failure F;
  F.File = File.str();
  F.Message = "expected ';'";
  F.Where = {"/p/inc.h", 10, 2, 3};
  F.MoreErrors = 2;
  U.Failed = F;
  return U;
}

std::string places(const Report &R) {
  std::string Result;
  for (const Finding &F : R.Findings)
    Result +=
        F.Where.File + ":" + std::to_string(F.Where.Line) + ":" + F.Check + " ";
  return Result;
}

TEST(ReportTest, SortsByFileLineAndCheck) {
  Report R = makeReport({unit("/p/b.cpp", {finding("/p/b.cpp", 10, "tether-b"),
                                           finding("/p/b.cpp", 10, "tether-a"),
                                           finding("/p/b.cpp", 9)}),
                         unit("/p/a.cpp", {finding("/p/a.cpp", 20)})},
                        {});
  EXPECT_EQ(places(R), "/p/a.cpp:20:tether-x /p/b.cpp:9:tether-x "
                       "/p/b.cpp:10:tether-a /p/b.cpp:10:tether-b ");
}

TEST(ReportTest, FindingsOfHeadersCountOnce) {
  Report R = makeReport(
      {unit("/p/a.cpp", {finding("/p/x.h", 1)}),
       unit("/p/b.cpp", {finding("/p/x.h", 1)}),
       unit("/p/c.cpp", {finding("/p/x.h", 1, "tether-x", "worse")})},
      {});
  EXPECT_EQ(R.Findings.size(), 2u);
  EXPECT_EQ(summary(R), "2 findings in 1 file; 3 files analysed");
}

UnitResult configured(UnitResult U, llvm::StringRef Name) {
  U.Configuration = Name.str();
  return U;
}

TEST(ReportTest, FindingsNameTheConfigurationsThatFindThem) {
  Finding Both = finding("/p/a.cpp", 1), One = finding("/p/a.cpp", 2),
          Header = finding("/p/x.h", 3);
  auto With = configured(unit("/p/a.cpp", {Both, One, Header}), "with -DX");
  auto Without = configured(unit("/p/a.cpp", {Both}), "without -DX");
  auto Names = [](std::vector<UnitResult> Units) {
    std::string Result;
    for (const Finding &F : makeReport(std::move(Units), {}).Findings)
      Result += F.Configuration + ";";
    return Result;
  };
  EXPECT_EQ(Names({With, Without}), ";with -DX;with -DX;");
  // Another source always finds it.
  EXPECT_EQ(Names({With, Without, unit("/p/b.cpp", {Header})}), ";with -DX;;");
  // Nobody knows what a broken unit would find.
  EXPECT_EQ(Names({With, configured(broken("/p/a.cpp"), "without -DX")}),
            ";;;");
  EXPECT_EQ(
      Names({With, Without, configured(unit("/p/a.cpp", {One}), "with -DY")}),
      "with -DX or without -DX;with -DX or with -DY;with -DX;");
}

TEST(ReportTest, StatusTellsTheWorst) {
  EXPECT_EQ(makeReport({unit("/p/a.cpp", {})}, {}).status(), Clean);
  std::vector<UnitResult> Units = {unit("/p/a.cpp", {finding("/p/a.cpp", 1)})};
  EXPECT_EQ(makeReport(Units, {}).status(), HasFindings);
  EXPECT_EQ(makeReport(Units, {"/p/gone.cpp"}).status(), Incomplete);
  Units.push_back(broken("/p/b.cpp"));
  EXPECT_EQ(makeReport(Units, {}).status(), Incomplete);
  Units.back().ConfigErrors = {"model.yaml:1:1: bad"};
  EXPECT_EQ(makeReport(Units, {}).status(), Error);
}

TEST(ReportTest, SummaryCountsFilesNotUnits) {
  Report R = makeReport({unit("/p/a.cpp", {}), unit("/p/a.cpp", {}),
                         broken("/p/b.cpp"), unit("/p/b.cpp", {})},
                        {"/p/c.cpp"});
  EXPECT_EQ(summary(R),
            "0 findings; 1 file analysed, 1 did not parse, 1 missing");
}

TEST(ReportTest, ProblemsAreOneLineEach) {
  UnitResult U = unit("/p/a.cpp", {});
  U.ConfigErrors = {"model.yaml:1:1: bad"};
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printProblems(makeReport({U, U, broken("/p/b.cpp")}, {"/q/c.cpp"}), "/p", OS);
  EXPECT_EQ(Text,
            "error: model.yaml:1:1: bad\n"
            "error: 'b.cpp' did not parse: inc.h:2:3: expected ';' (and 2 more "
            "errors)\n"
            "error: '/q/c.cpp' is missing: the compile database names it, but "
            "it does not exist\n");
}

TEST(ReportTest, PathsAreRelativeBelowOnly) {
  EXPECT_EQ(relativeTo("/p/src/a.cpp", "/p"), "src/a.cpp");
  EXPECT_EQ(relativeTo("/p/src/a.cpp", "/"), "p/src/a.cpp");
  EXPECT_EQ(relativeTo("/pq/a.cpp", "/p"), "/pq/a.cpp");
  EXPECT_EQ(relativeTo("/p", "/p"), "/p");
}

/// A source on disk, in the working directory, because the printer reads it.
class PrintTest : public testing::Test {
protected:
  PrintTest() {
    llvm::sys::fs::current_path(Before);
    llvm::sys::fs::createUniqueDirectory("report", Folder);
    llvm::SmallString<128> Real;
    llvm::sys::fs::real_path(Folder, Real);
    Folder = Real;
    File = Folder;
    llvm::sys::path::append(File, "a.cpp");
    std::error_code Error;
    llvm::raw_fd_ostream(File, Error) << "void f();\n  t.detach();\n";
    llvm::sys::fs::set_current_path(Folder);
  }
  ~PrintTest() override {
    llvm::sys::fs::set_current_path(Before);
    llvm::sys::fs::remove_directories(Folder);
  }

  Finding detach() {
    Finding F;
    F.Check = "tether-x";
    F.Message = "100% \"lost\"";
    F.Where = {std::string(File), 14, 2, 5};
    F.Function = "f()";
    F.Fingerprint = "0123456789abcdef";
    F.Ranges = {{std::string(File), 12, 10}};
    F.Plays = Story::Part::Release;
    F.Notes.push_back({"declared here",
                       {std::string(File), 5, 1, 6},
                       {},
                       Story::Part::Start,
                       -1});
    F.Actors = {{Actor::Kind::Thread, "t"},
                {Actor::Kind::Function, "f()", {1}}};
    F.Relations = {{1, "detaches", 0, false, 0}};
    F.Fixes.push_back({{std::string(File), 14, 6}, "join"});
    return F;
  }

  std::string text(const Finding &F) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    printText(makeReport({unit(File, {F})}, {}), Folder, false, OS);
    return Text;
  }

  llvm::SmallString<128> Before, Folder, File;
};

TEST_F(PrintTest, TextIsAsOfClangTidy) {
  EXPECT_EQ(text(detach()), "a.cpp:2:5: warning: 100% \"lost\" [tether-x]\n"
                            "    2 |   t.detach();\n"
                            "      |   ~~^~~~~~~~\n"
                            "      |     join\n"
                            "a.cpp:1:6: note: declared here\n"
                            "    1 | void f();\n"
                            "      |      ^\n");
  Finding Some = detach();
  Some.Configuration = "with -DX";
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Report R;
  R.Findings = {Some};
  printText(R, Folder, false, OS);
  EXPECT_EQ(llvm::StringRef(Text).split('\n').first,
            "a.cpp:2:5: warning: 100% \"lost\" (only with -DX) [tether-x]");
  Finding Raised = detach();
  Raised.IsError = true;
  EXPECT_EQ(llvm::StringRef(text(Raised)).split('\n').first,
            "a.cpp:2:5: error: 100% \"lost\" [tether-x,-warnings-as-errors]");
}

TEST_F(PrintTest, JsonHasTheWholeFinding) {
  Finding F = detach();
  F.Message += "\xff";
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printJson(makeReport({unit(File, {F}), broken("/p/b.cpp")}, {"/p/c.cpp"}),
            Folder, OS);
  auto Json = llvm::json::parse(Text);
  ASSERT_TRUE(bool(Json)) << llvm::toString(Json.takeError());
  const llvm::json::Object &Top = *Json->getAsObject();
  EXPECT_EQ(Top.getInteger("version"), 1);
  EXPECT_EQ(Top.getString("root"), Folder.str());
  EXPECT_EQ(Top.getInteger("files_analysed"), 1);

  auto Expected = llvm::json::parse(R"json({
      "check": "tether-x", "severity": "warning",
      "message": "100% \"lost\"\uFFFD",
      "file": "a.cpp", "line": 2, "column": 5, "function": "f()",
      "fingerprint": "0123456789abcdef",
      "configuration": null,
      "notes": [{"message": "declared here", "file": "a.cpp", "line": 1,
                 "column": 6}],
      "story": {"steps": [{"part": "release", "when": 0},
                          {"part": "start", "when": -1}],
                "actors": [{"kind": "thread", "name": "t", "shown": []},
                           {"kind": "function", "name": "f()", "shown": [1]}],
                "relations": [{"from": 1, "verb": "detaches", "to": 0,
                               "missing": false, "step": 0}]},
      "fix_safety": "unsafe",
      "fixes": [{"file": "a.cpp", "offset": 14, "length": 6,
                 "replacement": "join"}]
})json");
  ASSERT_TRUE(bool(Expected));
  ASSERT_EQ(Top.getArray("findings")->size(), 1u);
  EXPECT_EQ(Top.getArray("findings")->front(), *Expected);

  auto Failures = llvm::json::parse(R"([
      {"file": "/p/b.cpp", "reason": "did-not-parse",
       "message": "expected ';'",
       "at": {"file": "/p/inc.h", "line": 2, "column": 3}},
      {"file": "/p/c.cpp", "reason": "missing",
       "message": "the compile database names it, but it does not exist",
       "at": null}])");
  ASSERT_TRUE(bool(Failures));
  EXPECT_EQ(*Top.getArray("failures"), *Failures->getAsArray());
}

} // namespace
