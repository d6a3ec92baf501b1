//===- ChangesTest.cpp - Reading patches ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Changes.h"
#include "gtest/gtest.h"
#include <limits>

using namespace tether;

namespace {

constexpr unsigned Far = std::numeric_limits<unsigned>::max();

/// "file: 2-4 9-9; other: all", of the first hundred lines.
std::string touched(llvm::StringRef Patch) {
  auto Parsed = parsePatch(Patch);
  if (!Parsed)
    return "error: " + llvm::toString(Parsed.takeError());
  std::string Result;
  for (const auto &[File, Lines] : *Parsed) {
    Result += (Result.empty() ? "" : "; ") + File + ":";
    if (Lines.meet(Far, Far)) {
      Result += " all";
      continue;
    }
    for (unsigned Line = 1; Line != 100; ++Line) {
      if (!Lines.meet(Line, Line))
        continue;
      unsigned First = Line;
      while (Lines.meet(Line + 1, Line + 1))
        ++Line;
      Result += " " + std::to_string(First) + "-" + std::to_string(Line);
    }
  }
  return Result;
}

/// A patch of one file.
std::string of(llvm::StringRef Hunks) {
  return ("--- a/f.cpp\n+++ b/f.cpp\n" + Hunks).str();
}

TEST(ChangesTest, AddedAndChangedLinesAreTouched) {
  EXPECT_EQ(touched(of("@@ -2,0 +3,2 @@ void f() {\n+a\n+b\n"
                       "@@ -7 +9 @@\n-x\n+y\n")),
            "b/f.cpp: 3-4 9-9");
  EXPECT_EQ(
      touched(of("@@ -1,5 +1,6 @@\n one\n-two\n+TWO\n three\n+new\n four\n"
                 " five\n")),
      "b/f.cpp: 2-2 4-4");
}

TEST(ChangesTest, WhereLinesAreTakenAwayTheNextIsTouched) {
  EXPECT_EQ(touched(of("@@ -5,2 +4,0 @@\n-a\n-b\n")), "b/f.cpp: 5-5");
  EXPECT_EQ(touched(of("@@ -1 +0,0 @@\n-a\n@@ -3,3 +2,2 @@\n x\n-y\n z\n")),
            "b/f.cpp: 3-3");
  EXPECT_EQ(touched(of("@@ -1,2 +1 @@\n-a\n b\n")), "b/f.cpp: 1-1");
  EXPECT_EQ(touched(of("@@ -1,2 +1 @@\n a\n-b\n")), "b/f.cpp: 2-2");
}

TEST(ChangesTest, RangesMeet) {
  auto Parsed = parsePatch(of("@@ -2,0 +3,2 @@\n+a\n+b\n"));
  ASSERT_TRUE(bool(Parsed));
  const TouchedLines &Lines = Parsed->begin()->second;
  EXPECT_FALSE(Lines.meet(1, 2));
  EXPECT_TRUE(Lines.meet(1, 3));
  EXPECT_TRUE(Lines.meet(4, 9));
  EXPECT_FALSE(Lines.meet(5, 9));
}

TEST(ChangesTest, NewGoneAndRenamedFiles) {
  EXPECT_EQ(touched("diff --git a/n b/n\nnew file mode 100644\n"
                    "index 000..123\n--- /dev/null\n+++ b/n\n"
                    "@@ -0,0 +1,2 @@\n+1\n+2\n"
                    "diff --git a/g b/g\ndeleted file mode 100644\n"
                    "--- a/g\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-1\n-2\n"
                    "diff --git a/o b/m\nsimilarity index 100%\n"
                    "rename from o\nrename to m\n"
                    "diff --git a/p b/q\nsimilarity index 90%\n"
                    "rename from p\nrename to q\n--- a/p\n+++ b/q\n"
                    "@@ -8 +8 @@\n-x\n+y\n"),
            "b/n: 1-2; b/q: 8-8");
  EXPECT_EQ(touched("diff -ruN old/g new/g\n--- old/g\t2026-01-01 00:00:00\n"
                    "+++ new/g\t1970-01-01 00:00:00\n@@ -1 +0,0 @@\n-1\n"),
            "");
}

TEST(ChangesTest, LinesThatLookLikeHeaders) {
  EXPECT_EQ(touched(of("@@ -3,2 +3,2 @@\n--- a/x.cpp\n-@@ -9 +9 @@\n"
                       "+++ b/x.cpp\n+diff --git a/y b/y\n")),
            "b/f.cpp: 3-4");
}

TEST(ChangesTest, MailsHaveAnEnd) {
  EXPECT_EQ(touched("From 1 Mon\nSubject: x\n---\n f.cpp | 2 +-\n\n" +
                    of("@@ -4 +4 @@\n-a\n+b\n-- \n2.39.5\n\n")),
            "b/f.cpp: 4-4");
}

TEST(ChangesTest, MissingEndsOfLines) {
  EXPECT_EQ(touched(of("@@ -4 +4 @@\n-a\n\\ No newline at end of file\n+b\n"
                       "\\ No newline at end of file\n")),
            "b/f.cpp: 4-4");
  EXPECT_EQ(touched(of("@@ -4 +4 @@\n-a\n+b")), "b/f.cpp: 4-4");
}

TEST(ChangesTest, CarriageReturnsAndLostBlanks) {
  EXPECT_EQ(touched("--- a/f.cpp\r\n+++ b/f.cpp\r\n@@ -1,3 +1,3 @@\r\n\r\n"
                    "-a\r\n+b\r\n c\r\n"),
            "b/f.cpp: 2-2");
  EXPECT_EQ(touched(of("@@ -1,3 +1,4 @@\n\n+a\n\n\n")), "b/f.cpp: 2-2");
}

TEST(ChangesTest, Names) {
  constexpr llvm::StringLiteral Hunk = "@@ -1 +1 @@\n-a\n+b\n";
  auto Named = [&](llvm::StringRef Name) {
    return touched(("--- x\n+++ " + Name + "\n" + Hunk).str());
  };
  EXPECT_EQ(Named("f.cpp"), "f.cpp: 1-1");
  EXPECT_EQ(Named("b/with blank.cpp\t"), "b/with blank.cpp: 1-1");
  EXPECT_EQ(Named("new/f.cpp\t2026-01-01 00:00:00.0 +0000"), "new/f.cpp: 1-1");
  EXPECT_EQ(Named("\"b/\\303\\244 \\t\\\"\\\\.cpp\""),
            "b/\xC3\xA4 \t\"\\.cpp: 1-1");
  for (llvm::StringRef Broken :
       {"\"b/x", "\"", "\"\\\"", "\"\\8\"", "\"\\40\"", "\"\\777\"", "\"\\q\""})
    EXPECT_EQ(Named(Broken),
              "error: line 2 of the patch: the quotes of this file name are "
              "broken")
        << Broken.str();
}

TEST(ChangesTest, BinaryFilesAreTouchedEverywhere) {
  EXPECT_EQ(touched("diff --git a/x.h b/x.h\nindex 1..2 100644\n"
                    "Binary files a/x.h and b/x.h differ\n"
                    "diff --git a/y.h b/y.h\ndeleted file mode 100644\n"
                    "Binary files a/y.h and /dev/null differ\n"
                    "diff --git a/z.h b/z.h\nnew file mode 100644\n"
                    "Binary files /dev/null and \"b/z\\t.h\" differ\n"),
            "b/x.h: all; b/z\t.h: all");
  EXPECT_EQ(touched("diff --git a/x b/x\nindex 1..2 100644\n"
                    "GIT binary patch\nliteral 3\nKcmZ=@=gJ\n\nliteral 0\n"
                    "HcmV?d00001\n\n"),
            "");
}

TEST(ChangesTest, OtherKindsOfDiffsAreRefused) {
  for (llvm::StringRef Combined :
       {"diff --cc f\nindex 1,2..3\n--- a/f\n+++ b/f\n@@@ -1,1 -1,1 +1,1 @@@\n",
        "diff --combined f\n", "--- a/f\n+++ b/f\n@@@ -1 -1 +1 @@@\n- a\n"})
    EXPECT_NE(touched(Combined).find("combined diff"), std::string::npos)
        << Combined.str();
  for (llvm::StringRef Other :
       {"fatal: not a git repository\n", "3c3\n< a\n---\n> b\n",
        "*** a/f\n--- b/f\n***************\n*** 1 ****\n! a\n--- 1 ----\n! "
        "b\n"})
    EXPECT_NE(touched(Other).find("error: this is no unified diff; give"),
              std::string::npos)
        << Other.str();
  EXPECT_EQ(touched(""), "");
  EXPECT_EQ(touched("\n"), "");
}

TEST(ChangesTest, DamageIsSaidWithItsLine) {
  const std::string At = "error: line 3 of the patch: ";
  for (llvm::StringRef Header :
       {"@@ -1 @@", "@@ -1 +x @@", "@@ -1 +1", "@@ -1,+1 @@",
        "@@ -1 +99999999999 @@", "@@ -1 +4294967295,9 @@",
        "@@ -1 +1,4294967295 @@", "@@ -1 +-1 @@"})
    EXPECT_EQ(touched(of((Header + "\n-a\n+b\n").str())),
              At + "this is no '@@ -1,2 +3,4 @@'")
        << Header.str();
  EXPECT_EQ(touched("text\n\n@@ -1 +1 @@\n-a\n+b\n"),
            At + "there is no file name ('+++ b/file') above this");
  EXPECT_EQ(touched(of("@@ -1,4000000000 +1,4000000000 @@\n")),
            At + "the patch ends in the middle of a hunk");
  for (llvm::StringRef Lines :
       {"-a\n-b\n+c\n", "+a\n+b\n-c\n", " a\n b\n", "-a\n+b\n+c\n",
        "-a\n+b\n-c\n", "diff --git a/x b/x\n", "-a\nb\n"})
    EXPECT_NE(touched(of(("@@ -1 +1 @@\n" + Lines).str()))
                  .find("the hunk is not as long as it says"),
              std::string::npos)
        << Lines.str();
}

} // namespace
