//===- ShellCommandTest.cpp - Commands as a build runs them ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/ShellCommand.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tether::compdb;

namespace {

using Words = std::vector<std::string>;

TEST(ShellCommandTest, SplitsAtAllBlanks) {
  EXPECT_EQ(splitCommand(" c++ \t\t-Wall\n-c\r\n  a.cpp "),
            (Words{"c++", "-Wall", "-c", "a.cpp"}));
  EXPECT_EQ(splitCommand(""), Words());
}

TEST(ShellCommandTest, UnquotesAsAShell) {
  EXPECT_EQ(
      splitCommand(R"(c++ "-DA=\"x y\"" '-DB="\n"' -D"C"='d' \"e\" "")"),
      (Words{"c++", R"(-DA="x y")", R"(-DB="\n")", "-DC=d", R"("e")", ""}));
  // A backslash in double quotes escapes only what is special there.
  EXPECT_EQ(splitCommand(R"(c++ "\d\$\\" a\ b)"),
            (Words{"c++", R"(\d$\)", "a b"}));
  EXPECT_EQ(splitCommand("c++ -DA=\\\nB"), (Words{"c++", "-DA=B"}));
}

TEST(ShellCommandTest, TakesWhatIsLeftOfBrokenQuotes) {
  EXPECT_EQ(splitCommand("c++ 'a b"), (Words{"c++", "a b"}));
  EXPECT_EQ(splitCommand("c++ \"a b"), (Words{"c++", "a b"}));
  EXPECT_EQ(splitCommand("c++ a\\"), (Words{"c++", "a"}));
}

TEST(ShellCommandTest, SplitsAsWindowsForItsPrograms) {
  EXPECT_EQ(splitCommand(R"(C:\bin\cl.exe /IC:\inc /DX=\"a\" C:\src\a.cpp)"),
            (Words{R"(C:\bin\cl.exe)", R"(/IC:\inc)", R"(/DX="a")",
                   R"(C:\src\a.cpp)"}));
  EXPECT_EQ(splitCommand(R"("C:\my bin\clang-cl.exe" a\b.cpp)"),
            (Words{R"(C:\my bin\clang-cl.exe)", R"(a\b.cpp)"}));
  EXPECT_EQ(splitCommand(R"(cl a\b.cpp)"), (Words{"cl", R"(a\b.cpp)"}));
}

std::string unwrapped(llvm::StringRef Command) {
  Words All = splitCommand(Command);
  return llvm::join(withoutLauncher(All), " ");
}

TEST(ShellCommandTest, LooksThroughLaunchers) {
  for (llvm::StringRef Launcher :
       {"",
        "ccache",
        "/usr/bin/ccache",
        "ccache compiler_type=gcc",
        "distcc",
        "sccache",
        "icecc",
        "ccache distcc",
        "CCACHE_DIR=/x LANG=C ccache",
        "env X=Y",
        "/usr/bin/env -u X -i A=B",
        "nice -n 10",
        "time",
        "rewrapper --labels=type=compile --exec_root=/x",
        "cmake -E env CCACHE_DIR=/x ccache",
        "cmake -E env -- ccache",
        "cmake -E time",
        "/usr/bin/cmake -E __run_co_compile --launcher=ccache "
        "--tidy=clang-tidy --source=a.cpp --",
        "libtool --silent --tag=CXX --mode=compile",
        "/bin/bash ../libtool --tag=CXX --mode=compile",
        "sccache.exe"})
    EXPECT_EQ(unwrapped((Launcher + " g++ -DX=Y -c a.cpp").str()),
              "g++ -DX=Y -c a.cpp")
        << Launcher.str();
}

TEST(ShellCommandTest, LeavesCompilersAlone) {
  for (llvm::StringRef Command :
       {"g++ -c a.cpp", "/usr/lib/ccache/g++ -c a.cpp", "ccache", "cmake -E",
        "bash a.sh", "clang++ --driver-mode=cl a.cpp"})
    EXPECT_EQ(unwrapped(Command), Command);
}

} // namespace
