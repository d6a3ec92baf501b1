//===- CommandLineTest.cpp - Compile commands for this clang --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/CommandLine.h"
#include "driver/compdb/ShellCommand.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/TargetSelect.h"
#include "gtest/gtest.h"

using namespace tether::compdb;

namespace {

/// Commands for a.cpp in the folder /p.
class CommandLineTest : public testing::Test {
protected:
  CommandLineTest() { add("/p/a.cpp"); }

  void add(llvm::StringRef Path, llvm::StringRef Text = "") {
    FS->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
  }

  Entry entry(llvm::StringRef Command) {
    return {"/p/a.cpp", "/p", splitCommand(Command)};
  }

  /// What becomes of `Command`, without what is always appended; or the error.
  std::string adjusted(llvm::StringRef Command, Changes C = {}) {
    Entry E = entry(Command);
    if (llvm::Error Problem = expand(E, FS))
      return llvm::toString(std::move(Problem));
    auto Arguments = forClang(E, FS, C, "/resources", Omitted);
    if (!Arguments)
      return llvm::toString(Arguments.takeError());
    std::string Result = llvm::join(*Arguments, " ");
    for (llvm::StringRef Always :
         {" -fsyntax-only", " -w", " -Qunused-arguments",
          " -fno-caret-diagnostics", " -resource-dir=/resources"}) {
      size_t At = Result.find(Always.str());
      if (At == std::string::npos)
        ADD_FAILURE() << "no" << Always.str() << " in: " << Result;
      else
        Result.erase(At, Always.size());
    }
    return Result;
  }

  std::string notes() { return llvm::join(Omitted.notes(), "\n"); }

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> FS =
      llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Omissions Omitted;
};

TEST_F(CommandLineTest, KeepsWhatMatters) {
  EXPECT_EQ(adjusted("c++ -std=c++17 -DX=1 -I inc -isystem sys a.cpp"),
            "c++ --driver-mode=g++ -std=c++17 -DX=1 -I inc -isystem sys a.cpp");
}

TEST_F(CommandLineTest, WritesNoFile) {
  EXPECT_EQ(adjusted("c++ -MD -MF a.d -o a.o -c a.cpp"),
            "c++ --driver-mode=g++ a.cpp");
}

TEST_F(CommandLineTest, DropsWhatClangDoesNotKnow) {
  EXPECT_EQ(
      adjusted("g++ -fconserve-stack -mno-such-thing -fno-such -O2 a.cpp"),
      "g++ --driver-mode=g++ -O2 a.cpp");
  EXPECT_EQ(adjusted("c++ -fsanitize=address,bounds-strict a.cpp"),
            "c++ --driver-mode=g++ -fsanitize=address a.cpp");
  EXPECT_EQ(notes(), "2 commands have options that clang does not know, "
                     "dropped: -fconserve-stack, -fno-such, "
                     "-fsanitize=bounds-strict, -mno-such-thing");
}

TEST_F(CommandLineTest, NamesEachDroppedOptionOnce) {
  adjusted("c++ -fconserve-stack a.cpp");
  EXPECT_EQ(notes(), "1 command has options that clang does not know, dropped: "
                     "-fconserve-stack");
  adjusted("c++ -fconserve-stack a.cpp");
  EXPECT_EQ(notes(), "2 commands have options that clang does not know, "
                     "dropped: -fconserve-stack");
}

TEST_F(CommandLineTest, DropsTheValuesOfWhatItDrops) {
  EXPECT_EQ(adjusted("c++ -wrapper gdb,--args -O2 a.cpp other.o"),
            "c++ --driver-mode=g++ -O2 a.cpp");
}

TEST_F(CommandLineTest, ReadsOneSourceOfACommand) {
  add("/p/b.cpp");
  EXPECT_EQ(adjusted("c++ -c b.cpp ./a.cpp"), "c++ --driver-mode=g++ ./a.cpp");
}

TEST_F(CommandLineTest, IsSilentAboutWhatDoesNotMatter) {
  EXPECT_EQ(
      adjusted("c++ -Wa,--gcc-only -mtune=gcc-only -fprofile-use=x "
               "-Wp,-MMD,a.d -v -H -flto=8 -Wp,-DX -fno-var-tracking a.cpp"),
      "c++ --driver-mode=g++ -Wp,-DX -fno-var-tracking a.cpp");
  EXPECT_EQ(notes(), "");
}

TEST_F(CommandLineTest, DropsModules) {
  EXPECT_EQ(adjusted("g++ -std=c++20 -fmodules-ts -fmodule-mapper=x.modmap "
                     "-fdeps-format=p1689r5 @a.modmap a.cpp"),
            "g++ --driver-mode=g++ -std=c++20 a.cpp");
  add("/p/b.modmap", "-x c++-module -fmodule-output=a.pcm\n"
                     "-fmodule-file=b=b.pcm");
  EXPECT_EQ(adjusted("c++ @b.modmap a.cpp"),
            "c++ --driver-mode=g++ -x c++-module a.cpp");
  EXPECT_EQ(notes(),
            "2 commands have options for compiled modules, which are not "
            "supported, dropped: -fdeps-format=p1689r5, -fmodule-file=b=b.pcm, "
            "-fmodule-mapper=x.modmap, -fmodule-output=a.pcm, -fmodules-ts, "
            "@a.modmap");
}

TEST_F(CommandLineTest, ReadsResponseFiles) {
  add("/p/flags.rsp", "-DONE='a b'\n@sub/more.rsp -DTHREE");
  add("/p/sub/more.rsp", "-DTWO");
  EXPECT_EQ(adjusted("c++ @flags.rsp a.cpp"),
            "c++ --driver-mode=g++ -DONE=a b -DTWO -DTHREE a.cpp");
}

TEST_F(CommandLineTest, ExplainsResponseFilesThatCannotBeRead) {
  EXPECT_EQ(adjusted("c++ @none.rsp a.cpp"),
            "its compile command reads the response file 'none.rsp', which is "
            "not in '/p'; build the project once");
  add("/p/nested.rsp", "@deep.rsp");
  EXPECT_TRUE(llvm::StringRef(adjusted("c++ @nested.rsp a.cpp"))
                  .contains("the response file 'deep.rsp'"));
  add("/p/self.rsp", "-DX @self.rsp");
  EXPECT_TRUE(llvm::StringRef(adjusted("c++ @self.rsp a.cpp"))
                  .contains("cannot be read: recursive expansion"));
}

TEST_F(CommandLineTest, IncludesHeadersInsteadOfPrecompiledOnes) {
  for (llvm::StringRef File :
       {"all.h", "all.h.pch", "cmake_pch.hxx", "gcc.h", "gcc.h.gch", "plain.h"})
    add(("/p/" + File).str());
  const std::string Included =
      "c++ --driver-mode=g++ -Xclang -include -Xclang ";
  EXPECT_EQ(adjusted("c++ -include-pch all.h.pch a.cpp"),
            Included + "all.h a.cpp");
  EXPECT_EQ(adjusted("c++ -include all.h.pch a.cpp"), Included + "all.h a.cpp");
  EXPECT_EQ(adjusted("c++ -include gcc.h a.cpp"), Included + "gcc.h a.cpp");
  EXPECT_EQ(adjusted("c++ -include plain.h a.cpp"),
            "c++ --driver-mode=g++ -include plain.h a.cpp");
  // As CMake writes it for clang and for GCC.
  EXPECT_EQ(adjusted("c++ -Winvalid-pch -Xclang -include-pch -Xclang "
                     "/p/cmake_pch.hxx.pch -Xclang -include -Xclang "
                     "/p/cmake_pch.hxx a.cpp"),
            "c++ --driver-mode=g++ -Winvalid-pch -Xclang -include -Xclang "
            "/p/cmake_pch.hxx a.cpp");
  EXPECT_EQ(adjusted("c++ -Winvalid-pch -include /p/cmake_pch.hxx a.cpp"),
            "c++ --driver-mode=g++ -Winvalid-pch -include /p/cmake_pch.hxx "
            "a.cpp");
  EXPECT_EQ(notes(), "");
  EXPECT_EQ(adjusted("c++ -include-pch none.pch a.cpp"),
            "c++ --driver-mode=g++ a.cpp");
  EXPECT_EQ(notes(), "1 command has precompiled headers whose source is not "
                     "there, dropped: none.pch");
}

TEST_F(CommandLineTest, UnderstandsCl) {
  std::string Result = adjusted(
      "cl.exe /nologo /I inc /DX /std:c++17 /Yustdafx.h /Fpall.pch /MP4 "
      "/unknown /FIpre.h /c a.cpp");
  EXPECT_EQ(Result, "cl.exe --driver-mode=cl /nologo /I inc /DX /std:c++17 "
                    "/MP4 /FIpre.h /c a.cpp");
}

TEST_F(CommandLineTest, KnowsTheTargetFromTheName) {
  llvm::InitializeAllTargetInfos();
  EXPECT_EQ(adjusted("/opt/bin/arm-none-eabi-g++ a.cpp"),
            "/opt/bin/arm-none-eabi-g++ --target=arm-none-eabi "
            "--driver-mode=g++ a.cpp");
}

TEST_F(CommandLineTest, KeepsTheValueOfAnOptionThatLooksUnknown) {
  EXPECT_EQ(adjusted("c++ -include -fno-such -O2 a.cpp"),
            "c++ --driver-mode=g++ -include -fno-such -O2 a.cpp");
}

TEST_F(CommandLineTest, LoadsNoPlugin) {
  EXPECT_EQ(adjusted("g++ -fplugin=x.so -fplugin-arg-x-y=z "
                     "-fpass-plugin=p.so a.cpp"),
            "g++ --driver-mode=g++ a.cpp");
  EXPECT_EQ(adjusted("c++ -Xclang -load -Xclang x.so a.cpp"),
            "c++ --driver-mode=g++ a.cpp");
}

TEST_F(CommandLineTest, AppliesTheConfiguration) {
  Changes C;
  C.Removed = {"-DX"};
  C.Before = {"-DFIRST"};
  C.After = {"-DLAST"};
  EXPECT_EQ(adjusted("c++ -DX -DY a.cpp", C),
            "c++ -DFIRST --driver-mode=g++ -DY a.cpp -DLAST");
}

TEST_F(CommandLineTest, AppendsBeforeTheSources) {
  Changes C;
  C.After = {"-DLAST"};
  auto Result = forClang(entry("c++ -- a.cpp"), FS, C, "/resources", Omitted);
  ASSERT_TRUE(bool(Result));
  ASSERT_GE(Result->size(), 2u);
  EXPECT_EQ((*Result)[Result->size() - 2], "--");
  EXPECT_EQ(Result->back(), "a.cpp");
}

} // namespace
