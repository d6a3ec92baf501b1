//===- FixTest.cpp - Which fixes are applied, and as a patch --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/fix/Patch.h"
#include "driver/fix/Plan.h"
#include "driver/support/FilesRead.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

/// Of a check whose fixes are safe.
constexpr llvm::StringLiteral SafeCheck = "tether-loop-capture";

class PlanTest : public testing::Test {
protected:
  PlanTest() {
    llvm::sys::fs::createUniqueDirectory("fixes", Folder);
    A = write("a.h", "0123456789");
    B = write("b.h", "abcdef");
  }
  ~PlanTest() override { llvm::sys::fs::remove_directories(Folder); }

  std::string write(llvm::StringRef Name, llvm::StringRef Text) {
    llvm::SmallString<128> Path(Folder);
    llvm::sys::path::append(Path, Name);
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << Text;
    Hashes[Path.str().str()] = hexHashOf(Text);
    return Path.str().str();
  }

  Edit edit(const std::string &File, unsigned Offset, unsigned Length,
            llvm::StringRef Text) {
    return {{File, Offset, Length}, Text.str(), Hashes[File]};
  }

  void add(std::vector<Edit> Fixes, llvm::StringRef Check = SafeCheck) {
    Finding F;
    F.Check = Check.str();
    F.Where = {Fixes.front().Where.File, 0, unsigned(R.Findings.size() + 1), 1};
    F.Fixes = std::move(Fixes);
    R.Findings.push_back(std::move(F));
  }

  /// The texts after the fixes, then what is left.
  std::string plan(bool Unsafe = false) {
    Plan = planFixes(R, Unsafe, Folder);
    std::string Text;
    for (const FixedFile &File : Plan.Files)
      Text += fixedText(File) + "\n";
    for (const std::string &Line : Plan.Left)
      Text += Line + "\n";
    return Text;
  }

  llvm::SmallString<128> Folder;
  std::string A, B;
  std::map<std::string, std::string> Hashes;
  Report R;
  FixPlan Plan;
};

TEST_F(PlanTest, TakesOnlySafeFixesUnlessAsked) {
  add({edit(A, 0, 1, "x")});
  add({edit(A, 2, 1, "y")}, "tether-of-nobody");
  EXPECT_EQ(plan(), "x123456789\n");
  EXPECT_EQ(Plan.Unsafe, 1u);
  EXPECT_EQ(Plan.IsFixed, (std::vector<bool>{true, false}));
  EXPECT_EQ(plan(/*Unsafe=*/true), "x1y3456789\n");
  EXPECT_EQ(Plan.Unsafe, 0u);
}

TEST_F(PlanTest, MakesAnEditOnceThatSeveralFixesHave) {
  add({edit(A, 0, 0, "#"), edit(A, 3, 2, "x")});
  add({edit(A, 0, 0, "#"), edit(A, 8, 2, "y")});
  EXPECT_EQ(plan(), "#012x567y\n");
}

TEST_F(PlanTest, LeavesWholeFixesThatOverlap) {
  add({edit(A, 2, 3, "x")});
  add({edit(A, 4, 2, "y"), edit(B, 0, 1, "y")});
  add({edit(A, 5, 1, "z")});
  EXPECT_EQ(plan(), "01xz6789\na.h:2:1: the fix of tether-loop-capture "
                    "overlaps another one and is left\n");
  EXPECT_EQ(Plan.IsFixed, (std::vector<bool>{true, false, true}));
}

TEST_F(PlanTest, LeavesInsertionsWhoseOrderWouldMatter) {
  add({edit(A, 2, 3, "x")});
  add({edit(A, 5, 0, "y")});
  add({edit(A, 2, 0, "z")});
  add({edit(A, 7, 0, "v")});
  add({edit(A, 7, 0, "w")});
  plan();
  EXPECT_EQ(Plan.IsFixed, (std::vector<bool>{true, false, false, true, false}));
}

TEST_F(PlanTest, TouchesNoFileThatHasChanged) {
  add({edit(A, 0, 1, "x"), edit(B, 0, 1, "x")});
  add({edit(B, 2, 1, "y")});
  add({edit(A, 0, 1, "z")});
  add({edit(A, 1, 1, "z")});
  // Of the same length.
  write("b.h", "abcdeX");
  EXPECT_EQ(plan(), "zz23456789\n'b.h' has changed since it was analysed; "
                    "fixes that touch it are left\n");
}

TEST_F(PlanTest, TouchesNoFileThatNobodyAnalysed) {
  add({{{A, 0, 1}, "x"}});
  EXPECT_EQ(plan(), "'a.h' has changed since it was analysed; fixes that touch "
                    "it are left\n");
}

TEST_F(PlanTest, SaysWhichFileIsGone) {
  add({edit(A, 0, 1, "x")});
  llvm::sys::fs::remove(A);
  EXPECT_EQ(plan(), "'a.h' cannot be written: No such file or directory; fixes "
                    "that touch it are left\n");
}

std::string patch(llvm::StringRef Old, std::vector<Edit> Edits,
                  llvm::StringRef Path = "/p/a") {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printPatch({Path.str(), std::move(Edits), Old.str()}, "/p", OS);
  return Text;
}

/// Without the names.
std::string hunks(llvm::StringRef Old, std::vector<Edit> Edits) {
  std::string Text = patch(Old, std::move(Edits));
  return Text.substr(Text.find("@@"));
}

TEST(PatchTest, HasThreeLinesAround) {
  EXPECT_EQ(patch("1\n2\n3\n4\n5\n6\n7\n8\n9\n", {{{"", 8, 1}, "x"}}),
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n"
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
}

TEST(PatchTest, JoinsNearHunks) {
  std::string Old;
  for (char C = 'a'; C <= 'z'; ++C)
    (Old += C) += '\n';
  EXPECT_EQ(
      hunks(Old, {{{"", 0, 0}, "0\n"},
                  {{"", 12, 1}, "x"},
                  {{"", 30, 2}, ""},
                  {{"", 50, 1}, "y\nz"}}),
      "@@ -1,10 +1,11 @@\n+0\n a\n b\n c\n d\n e\n f\n-g\n+x\n h\n i\n j\n"
      "@@ -13,7 +14,6 @@\n m\n n\n o\n-p\n q\n r\n s\n"
      "@@ -23,4 +23,5 @@\n w\n x\n y\n+y\n z\n");
}

TEST(PatchTest, KeepsTheEndsOfLines) {
  EXPECT_EQ(hunks("a\r\nb\r\n", {{{"", 3, 1}, "x"}}),
            "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+x\r\n");
  EXPECT_EQ(hunks("a\nb", {{{"", 2, 1}, "x"}}),
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+x\n"
            "\\ No newline at end of file\n");
  EXPECT_EQ(hunks("a\nb", {{{"", 0, 1}, "x"}}),
            "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n");
  EXPECT_EQ(hunks("a\nb", {{{"", 3, 0}, "\n"}}),
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
}

TEST(PatchTest, JoinsAndDropsLines) {
  EXPECT_EQ(hunks("a\nb\nc\n", {{{"", 1, 1}, " "}}),
            "@@ -1,3 +1,2 @@\n-a\n-b\n+a b\n c\n");
  EXPECT_EQ(hunks("a\nb\n", {{{"", 0, 4}, ""}}), "@@ -1,2 +0,0 @@\n-a\n-b\n");
  EXPECT_EQ(hunks("", {{{"", 0, 0}, "a\n"}}), "@@ -0,0 +1,1 @@\n+a\n");
}

TEST(PatchTest, QuotesNames) {
  auto Names = [](llvm::StringRef Path) {
    std::string Text = patch("a\n", {{{"", 0, 1}, "x"}}, Path);
    return Text.substr(0, Text.find("@@"));
  };
  EXPECT_EQ(Names("/p/x y"),
            "diff --git a/x y b/x y\n--- a/x y\t\n+++ b/x y\t\n");
  EXPECT_EQ(Names("/p/\"\\\xc3\xa9\n"),
            "diff --git \"a/\\\"\\\\\\303\\251\\012\" "
            "\"b/\\\"\\\\\\303\\251\\012\"\n"
            "--- \"a/\\\"\\\\\\303\\251\\012\"\n"
            "+++ \"b/\\\"\\\\\\303\\251\\012\"\n");
}

} // namespace
