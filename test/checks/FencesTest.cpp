//===- FencesTest.cpp - The programs in the pages are what they say -------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fences of docs/checks/*.md and docs/concepts/*.md that are marked
//
//   ```cpp flagged   give exactly one finding: in a check's page, of that check
//   ```cpp clean     give none
//   ```cpp fixed     are what the fix makes of the flagged fence before them
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace tether::test;
using clang::tidy::ClangTidyError;
using llvm::StringRef;

namespace {

struct Fence {
  std::string Page;
  unsigned Line = 0;
  std::string Mark;
  std::string Text;
};

std::vector<Fence> fencesOf(const std::string &Page) {
  std::vector<Fence> Fences;
  std::string Content = readFile(Page);
  StringRef Rest = Content;
  bool Inside = false, Kept = false;
  for (unsigned Number = 1; !Rest.empty(); ++Number) {
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    StringRef Info = Line;
    if (Info.consume_front("```")) {
      Inside = !Inside;
      Kept = Inside && Info.consume_front("cpp ");
      if (Kept)
        Fences.push_back({Page, Number, Info.trim().str(), ""});
    } else if (Kept) {
      Fences.back().Text += (Line + "\n").str();
    }
  }
  return Fences;
}

/// The findings with their lines in the page.
std::string listing(const Fence &F, llvm::ArrayRef<ClangTidyError> Findings) {
  std::string Result = "\n";
  for (const ClangTidyError &Finding : Findings) {
    Position At = position(F.Text, Finding.Message.FileOffset);
    Result += F.Page + ":" + std::to_string(F.Line + At.Line) + ":" +
              std::to_string(At.Column) + ": " + Finding.Message.Message +
              " [" + Finding.DiagnosticName + "]\n";
  }
  return Result;
}

class FenceTest : public testing::Test {
public:
  FenceTest(Fence Tested, Fence Before)
      : Tested(std::move(Tested)), Before(std::move(Before)) {}

  void TestBody() override {
    if (Tested.Mark == "fixed")
      return testFixed();
    std::vector<ClangTidyError> Findings = runChecks(program(Tested));
    SCOPED_TRACE(Tested.Page + ":" + std::to_string(Tested.Line));
    if (Tested.Mark == "clean") {
      EXPECT_TRUE(Findings.empty()) << listing(Tested, Findings);
    } else if (Tested.Mark == "flagged") {
      ASSERT_EQ(Findings.size(), 1u) << listing(Tested, Findings);
      StringRef Found = Findings.front().DiagnosticName;
      EXPECT_TRUE(Found.starts_with("tether-")) << listing(Tested, Findings);
      if (StringRef(Tested.Page).contains("/docs/checks/"))
        EXPECT_EQ(Found, "tether-" + llvm::sys::path::stem(Tested.Page).str());
    } else {
      FAIL() << "unknown mark '" << Tested.Mark << "'";
    }
  }

private:
  static Program program(const Fence &F) { return {F.Page + ".cpp", F.Text}; }

  void testFixed() {
    SCOPED_TRACE(Tested.Page + ":" + std::to_string(Tested.Line));
    ASSERT_EQ(Before.Mark, "flagged");
    Program Flagged = program(Before);
    EXPECT_EQ(applyFixes(Flagged.File, Flagged.Text, runChecks(Flagged)),
              Tested.Text);
    std::vector<ClangTidyError> Left = runChecks(program(Tested));
    EXPECT_TRUE(Left.empty()) << listing(Tested, Left);
  }

  Fence Tested;
  Fence Before;
};

void addTests(StringRef Folder) {
  for (const std::string &Page : filesBelow(Folder, ".md")) {
    Fence Before;
    unsigned Count = 0;
    for (const Fence &F : fencesOf(Page)) {
      testing::RegisterTest(
          ("Fences_" + testName(llvm::sys::path::stem(Page))).c_str(),
          (testName(F.Mark) + "_" + std::to_string(++Count)).c_str(), nullptr,
          nullptr, Page.c_str(), F.Line, [F, Before]() -> testing::Test * {
            return new FenceTest(F, Before);
          });
      Before = F;
    }
  }
}

} // namespace

int main(int Argc, char **Argv) {
  testing::InitGoogleTest(&Argc, Argv);
  addTests(TETHER_SOURCE_DIR "/docs/checks");
  addTests(TETHER_SOURCE_DIR "/docs/concepts");
  return RUN_ALL_TESTS();
}
