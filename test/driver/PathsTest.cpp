//===- PathsTest.cpp - Names of files, here and in other checkouts --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Paths.h"
#include "gtest/gtest.h"

namespace tether {
namespace {

/// What a text of the project /a/src says in the checkout /new.
std::string moved(llvm::StringRef Text) {
  return localText(portableText(Text, "/a/src"), "/new");
}

TEST(Paths, GlobsStopAtSlashes) {
  EXPECT_TRUE(matchesGlob("/usr/bin/*-g++", "/usr/bin/arm-none-eabi-g++"));
  EXPECT_TRUE(matchesGlob("/opt/**/g++", "/opt/a/b/g++"));
  EXPECT_TRUE(matchesGlob("/usr/bin/g?c", "/usr/bin/gcc"));
  EXPECT_FALSE(matchesGlob("/usr/*/g++", "/usr/bin/evil/g++"));
  EXPECT_FALSE(matchesGlob("/usr/bin/g++", "/usr/bin/g++-12"));
  EXPECT_FALSE(matchesGlob("/usr/bin/g++", "/x/usr/bin/g++"));
  EXPECT_FALSE(matchesGlob("/usr/bin/g.c", "/usr/bin/gcc"));
}

TEST(Portable, Paths) {
  EXPECT_EQ(portablePath("/a/src/b.cpp", "/a/src"), "./b.cpp");
  EXPECT_EQ(portablePath("/a/src", "/a/src"), ".");
  EXPECT_EQ(portablePath("/a/src2/b.cpp", "/a/src"), "/a/src2/b.cpp");
  EXPECT_EQ(portablePath("/usr/b.h", "/a/src"), "/usr/b.h");
  EXPECT_EQ(portablePath("/usr/b.h", ""), "/usr/b.h");
  EXPECT_EQ(localPath("./b.cpp", "/new"), "/new/b.cpp");
  EXPECT_EQ(localPath("/usr/b.h", "/new"), "/usr/b.h");
  EXPECT_EQ(localPath("", "/new"), "");
}

TEST(Portable, Texts) {
  EXPECT_EQ(moved("/a/src"), "/new");
  EXPECT_EQ(moved("/a/src/b.cpp:1:2: no"), "/new/b.cpp:1:2: no");
  EXPECT_EQ(moved("-I/a/src/inc"), "-I/new/inc");
  EXPECT_EQ(moved("--sysroot=/a/src"), "--sysroot=/new");
  EXPECT_EQ(moved("in '/a/src' or '/a/src/b'"), "in '/new' or '/new/b'");
  EXPECT_EQ(moved("-p /a/src/x /a/src/y"), "-p /new/x /new/y");
}

TEST(Portable, TextsOfOtherFolders) {
  for (llvm::StringRef Other : {"/a/src2/b", "/a/src-old", "/b/a/src/c",
                                "/usr/a/src", "-I/b/a/src", ""})
    EXPECT_EQ(moved(Other), Other);
  EXPECT_EQ(localText(portableText("/a", ""), "/new"), "/a");
}

TEST(Portable, TheSameCheckoutChangesNothing) {
  for (llvm::StringRef Text :
       {"/a/src/a/src", "/a/src/a/src /a/src", "-I/a/src:/a/src"})
    EXPECT_EQ(localText(portableText(Text, "/a/src"), "/a/src"), Text);
}

} // namespace
} // namespace tether
