//===- MarkdownTest.cpp - Pages in a terminal -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Markdown.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

std::string print(llvm::StringRef Text, unsigned Width = 80,
                  bool Color = false) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  printMarkdown(Text, Width, Color, OS);
  return Result;
}

TEST(MarkdownTest, Blocks) {
  EXPECT_EQ(print("# A\n\none\ntwo\n\n- x\n  y\n- z\n\nend\n"),
            "A\n\n  one two\n\n  - x y\n  - z\n\n  end\n");
  EXPECT_EQ(print(""), "");
  EXPECT_EQ(print("no line end"), "  no line end\n");
}

TEST(MarkdownTest, ListAfterParagraph) {
  EXPECT_EQ(print("by\n\n- x;\n- y.\n"), "  by\n\n  - x;\n  - y.\n");
  EXPECT_EQ(print("by\n- x;\n"), "  by\n\n  - x;\n");
}

TEST(MarkdownTest, Fences) {
  EXPECT_EQ(print("a\n\n```cpp flagged\nint x;\n\n  # y\n```\n\nb\n"),
            "  a\n\n  flagged:\n      int x;\n\n        # y\n\n  b\n");
  EXPECT_EQ(print("```\nx\n```\n"), "      x\n");
  // That does not end.
  EXPECT_EQ(print("```\nx"), "      x\n");
}

TEST(MarkdownTest, Tables) {
  EXPECT_EQ(print("a\n\n| x | y |\n|---|---|\n\nb", 5),
            "  a\n\n  | x | y |\n  |---|---|\n\n  b\n");
}

TEST(MarkdownTest, Wrapping) {
  EXPECT_EQ(print("aaa bbb ccc", 9), "  aaa bbb\n  ccc\n");
  EXPECT_EQ(print("- aaa bbb ccc", 9), "  - aaa\n    bbb\n    ccc\n");
  EXPECT_EQ(print("a bbbbbbbbbbbb c", 5), "  a\n  bbbbbbbbbbbb\n  c\n");
  // Columns, not bytes.
  EXPECT_EQ(print("\xC3\xA4\xC3\xA4 \xC3\xA4\xC3\xA4", 7),
            "  \xC3\xA4\xC3\xA4 \xC3\xA4\xC3\xA4\n");
}

TEST(MarkdownTest, CodeAndEmphasis) {
  EXPECT_EQ(print("a `b c`, *d* `T *`"), "  a `b c`, d `T *`\n");
  EXPECT_EQ(print("2 * 3 * 4 `x"), "  2 * 3 * 4 `x\n");
  EXPECT_EQ(print("# A\n\n`b`, *c*", 80, /*Color=*/true),
            "\033[1mA\033[0m\n\n  \033[36mb\033[0m, \033[3mc\033[0m\n");
}

TEST(MarkdownTest, HangingText) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  printWrapped("aa bb cc", 4, 9, OS);
  EXPECT_EQ(Result, "aa bb\n    cc\n");
}

} // namespace
