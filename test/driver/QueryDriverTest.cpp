//===- QueryDriverTest.cpp - What a compiler knows of itself --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/QueryDriver.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tether::compdb;

namespace {

TEST(QueryDriverTest, UnderstandsGcc) {
  auto Answer = parseDriverAnswer(R"(Using built-in specs.
Target: arm-none-eabi
Thread model: single
#include "..." search starts here:
#include <...> search starts here:
 /opt/lib/gcc/arm-none-eabi/12.2/../../../../arm-none-eabi/include/c++/12.2
 /opt/lib/gcc/arm-none-eabi/12.2/include
 /opt/lib/gcc/arm-none-eabi/12.2/include-fixed
 /opt/arm-none-eabi/include
End of search list.
)");
  ASSERT_TRUE(Answer);
  EXPECT_EQ(Answer->Target, "arm-none-eabi");
  EXPECT_EQ(llvm::join(Answer->Before, " "),
            "/opt/arm-none-eabi/include/c++/12.2");
  EXPECT_EQ(llvm::join(Answer->After, " "), "/opt/arm-none-eabi/include");
}

TEST(QueryDriverTest, UnderstandsClang) {
  auto Answer = parseDriverAnswer("Target: x86_64-pc-linux-gnu\r\n"
                                  "#include <...> search starts here:\r\n"
                                  " /usr/lib/clang/15/include\r\n"
                                  " /usr/include\r\n"
                                  " /Lib (framework directory)\r\n"
                                  "End of search list.\r\n");
  ASSERT_TRUE(Answer);
  EXPECT_EQ(Answer->Target, "x86_64-pc-linux-gnu");
  EXPECT_TRUE(Answer->Before.empty());
  EXPECT_EQ(llvm::join(Answer->After, " "), "/usr/include");
}

TEST(QueryDriverTest, NeedsAList) {
  EXPECT_FALSE(parseDriverAnswer(""));
  EXPECT_FALSE(parseDriverAnswer("Target: x\n"));
  EXPECT_FALSE(parseDriverAnswer("#include <...> search starts here:\n /x\n"));
}

} // namespace
