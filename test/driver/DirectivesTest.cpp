//===- DirectivesTest.cpp - NOLINT comments -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/nolint/Directives.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

/// Each directive as "WORD names: the lines that it covers"; -1 is none.
std::string print(llvm::StringRef Text) {
  std::string Result;
  for (const Directive &D : parseDirectives(Text)) {
    auto Line = [&](size_t At) {
      return std::to_string(Text.take_front(At).count('\n') + 1);
    };
    Result += D.Word.str() + " " + llvm::join(D.Names, "|") + ":";
    if (D.First <= D.Last)
      Result += " " + Line(D.First) + "-" + Line(D.Last);
    Result += "\n";
  }
  return Result;
}

TEST(DirectivesTest, CoverTheirLineOrTheNext) {
  EXPECT_EQ(print("a\nb; // NOLINT\nc\n"), "NOLINT *: 2-2\n");
  EXPECT_EQ(print("a\n// NOLINTNEXTLINE( x , y-* )\nc\n"),
            "NOLINTNEXTLINE x|y-*: 3-3\n");
  EXPECT_EQ(print("// NOLINTNEXTLINE"), "NOLINTNEXTLINE *:\n");
  EXPECT_EQ(print("NOLINT()"), "NOLINT : 1-1\n");
  EXPECT_EQ(print("NOLINT(a\n)"), "NOLINT *: 1-1\n");
  EXPECT_EQ(print("NOLINTS NOLINTX(NOLINT(a))"), "NOLINT a: 1-1\n");
}

TEST(DirectivesTest, BlocksEndInOrderAndWithTheSameList) {
  EXPECT_EQ(print("NOLINTBEGIN\nNOLINTBEGIN(a)\nx\nNOLINTEND( a )\ny\n"
                  "NOLINTEND\n"),
            "NOLINTBEGIN *: 1-5\nNOLINTBEGIN a: 2-3\n");
  EXPECT_EQ(print("NOLINTBEGIN(a)\nx\nNOLINTEND(b)\n"), "NOLINTBEGIN a:\n");
  EXPECT_EQ(print("NOLINTBEGIN\nx\nNOLINTEND(*)\n"), "NOLINTBEGIN *:\n");
  EXPECT_EQ(print("NOLINTEND\n"), "");
}

TEST(DirectivesTest, NamesAreGlobs) {
  Directive D = parseDirectives("NOLINT(tether-*-capture, -tether-a)").front();
  EXPECT_TRUE(D.names("tether-loop-capture"));
  EXPECT_FALSE(D.names("tether-a"));
  EXPECT_FALSE(parseDirectives("NOLINT()").front().names("tether-a"));
}

/// Each comment as "reason|what stays without it"; "-" if there is none.
std::string comments(llvm::StringRef Text) {
  std::string Result;
  for (const auto &Found : findComments(Text, parseDirectives(Text))) {
    if (!Found) {
      Result += "-\n";
      continue;
    }
    Result += Found->Reason.str() + "|";
    if (Found->Begin != Found->End)
      Result += Text.take_front(Found->Begin).str() +
                Text.drop_front(Found->End).str();
    Result += "\n";
  }
  return Result;
}

TEST(CommentsTest, HaveAReason) {
  EXPECT_EQ(comments("x; // NOLINT(a): why so \r\ny"), "why so|x;\r\ny\n");
  EXPECT_EQ(comments("x; // NOLINT(a) -- why"), "why|x;\n");
  EXPECT_EQ(comments("x; // NOLINT(a) why"), "why|x;\n");
  EXPECT_EQ(comments("x; // NOLINT(a):"), "|x;\n");
  EXPECT_EQ(comments("x; /* NOLINT(a): why */ y;"), "why|x; y;\n");
}

TEST(CommentsTest, GoWithTheirLine) {
  EXPECT_EQ(comments("x;\n  // NOLINTNEXTLINE(a): why\ny;\n"),
            "why|x;\ny;\n\n");
  EXPECT_EQ(comments("x;\n/* NOLINTNEXTLINE(a) */\r\ny;\n"), "|x;\ny;\n\n");
}

TEST(CommentsTest, StayIfTheySayMore) {
  EXPECT_EQ(comments("x; // Good. NOLINT(a): why"), "why|\n");
  EXPECT_EQ(comments("x; // NOLINT(a) NOLINT(b): why"), "|\nwhy|\n");
  EXPECT_EQ(comments("/* NOLINT(a)\n   and more */"), "|\n");
  EXPECT_EQ(comments("// NOLINTBEGIN(a): why\n// NOLINTEND(a)\n"), "why|\n");
}

TEST(CommentsTest, AreNotInStrings) {
  EXPECT_EQ(comments("f(\"// NOLINT(a)\", R\"x(// NOLINT(a))x\");\nNOLINT(a)"),
            "-\n-\n-\n");
  EXPECT_EQ(comments("'\\\"'; // NOLINT(a)"), "|'\\\"';\n");
  EXPECT_EQ(comments("1'000; // NOLINT(a): why"), "why|1'000;\n");
}

} // namespace
