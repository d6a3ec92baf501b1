//===- ConfigurationsTest.cpp - The ways to compile one file --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/Configurations.h"
#include "driver/compdb/ShellCommand.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tether::compdb;

namespace {

std::string names(std::vector<llvm::StringRef> Commands) {
  std::vector<std::vector<std::string>> Split;
  for (llvm::StringRef Command : Commands)
    Split.push_back(splitCommand(Command));
  return llvm::join(configurationNames(Split), "; ");
}

TEST(ConfigurationsTest, NamesWhatOneHas) {
  EXPECT_EQ(names({"c++ -DA -O2 a.cpp", "c++ -DB -O2 ./a.cpp"}),
            "with -DA; with -DB");
  EXPECT_EQ(names({"c++ -DA a.cpp", "c++ a.cpp"}), "with -DA; without -DA");
  EXPECT_EQ(names({"c++ -D A a.cpp", "c++ -I x a.cpp"}),
            "with -D A; without -D A");
}

TEST(ConfigurationsTest, PrefersMacrosAndShortOptions) {
  EXPECT_EQ(names({"c++ -O2 -I/x -DLONG -DA a.cpp", "c++ -O0 -DB a.cpp"}),
            "with -DA; with -DB");
  EXPECT_EQ(names({"c++ -std=c++17 a.cpp", "c++ -std=c++20 -I/x a.cpp"}),
            "with -std=c++17; with -I/x");
  EXPECT_EQ(names({"g++ a.cpp", "clang++ a.cpp"}),
            "with compiler g++; with compiler clang++");
}

TEST(ConfigurationsTest, TellsManyApart) {
  EXPECT_EQ(names({"c++ -DA a.cpp", "c++ -DB a.cpp", "c++ a.cpp"}),
            "with -DA; with -DB; without -DA -DB");
  EXPECT_EQ(
      names({"c++ -DA -DB a.cpp", "c++ -DB -DC a.cpp", "c++ -DA -DC a.cpp"}),
      "without -DC; without -DA; without -DB");
  EXPECT_EQ(names({"c++ -DA -DB a.cpp", "c++ -DA a.cpp", "c++ -DB a.cpp",
                   "c++ a.cpp"}),
            "with -DA -DB; with -DA; with -DB; without -DA -DB");
}

TEST(ConfigurationsTest, HasNoNameForWhatIsNoOption) {
  EXPECT_EQ(names({"c++ -DA a.cpp", "c++ -DA b.cpp"}), "; ");
}

} // namespace
