//===- CommandLineTest.cpp - Compile commands for this clang --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/CommandLine.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tether::compdb;

namespace {

/// What becomes of `Command`, without what is always appended.
std::string adjusted(llvm::StringRef Command, Changes C = {}) {
  llvm::SmallVector<llvm::StringRef, 8> Words;
  Command.split(Words, ' ', -1, false);
  std::vector<std::string> Arguments(Words.begin(), Words.end());
  std::string Result =
      llvm::join(forClang(Arguments, "a.cpp", C, "/resources"), " ");
  llvm::StringRef Kept = Result;
  EXPECT_TRUE(Kept.contains(" -resource-dir=/resources")) << Result;
  for (llvm::StringRef Always :
       {" -fsyntax-only", " -w", " -Qunused-arguments",
        " -fno-caret-diagnostics", " -resource-dir=/resources"}) {
    size_t At = Kept.find(Always);
    if (At == llvm::StringRef::npos) {
      ADD_FAILURE() << "no" << Always.str() << " in: " << Result;
      continue;
    }
    Result.erase(At, Always.size());
    Kept = Result;
  }
  return Result;
}

TEST(CommandLineTest, KeepsWhatMatters) {
  EXPECT_EQ(adjusted("c++ -std=c++17 -DX=1 -I inc -isystem sys a.cpp"),
            "c++ -std=c++17 -DX=1 -I inc -isystem sys a.cpp");
}

TEST(CommandLineTest, WritesNoFile) {
  EXPECT_EQ(adjusted("c++ -MD -MF a.d -o a.o -c a.cpp"), "c++ a.cpp");
}

TEST(CommandLineTest, DropsWhatClangDoesNotKnow) {
  EXPECT_EQ(
      adjusted("g++ -fconserve-stack -mno-such-thing -fno-such -O2 a.cpp"),
      "g++ -O2 a.cpp");
}

TEST(CommandLineTest, KeepsTheValueOfAnOptionThatLooksUnknown) {
  EXPECT_EQ(adjusted("c++ -include -fno-such -O2 a.cpp"),
            "c++ -include -fno-such -O2 a.cpp");
}

TEST(CommandLineTest, LoadsNoPlugin) {
  EXPECT_EQ(adjusted("g++ -fplugin=x.so -fplugin-arg-x-y=z "
                     "-fpass-plugin=p.so a.cpp"),
            "g++ a.cpp");
  EXPECT_EQ(adjusted("c++ -Xclang -load -Xclang x.so a.cpp"), "c++ a.cpp");
}

TEST(CommandLineTest, AppliesTheConfiguration) {
  Changes C;
  C.Removed = {"-DX"};
  C.Before = {"-DFIRST"};
  C.After = {"-DLAST"};
  EXPECT_EQ(adjusted("c++ -DX -DY a.cpp", C), "c++ -DFIRST -DY a.cpp -DLAST");
}

TEST(CommandLineTest, AppendsBeforeTheSources) {
  Changes C;
  C.After = {"-DLAST"};
  std::vector<std::string> Result =
      forClang({"c++", "--", "a.cpp"}, "a.cpp", C, "/resources");
  ASSERT_GE(Result.size(), 2u);
  EXPECT_EQ(Result[Result.size() - 2], "--");
  EXPECT_EQ(Result.back(), "a.cpp");
}

} // namespace
