//===- DatabaseTest.cpp - Compile databases -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/Database.h"
#include "gtest/gtest.h"

using namespace tether::compdb;

namespace {

class DatabaseTest : public testing::Test {
protected:
  DatabaseTest() { FS->setCurrentWorkingDirectory("/src/here"); }

  void add(llvm::StringRef Path, llvm::StringRef Text = "") {
    FS->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
  }

  /// A database of `Files`, all compiled in /p/build.
  void addDatabase(llvm::ArrayRef<llvm::StringRef> Files) {
    std::string Text = "[";
    for (llvm::StringRef File : Files)
      Text += (Text.size() > 1 ? "," : "") +
              ("{\"directory\": \"/p/build\", \"file\": \"" + File +
               "\", \"command\": \"c++ -c " + File + "\"}")
                  .str();
    add("/p/build/compile_commands.json", Text + "]");
  }

  Database readGood() {
    auto DB = read(FS, "/p/build/compile_commands.json");
    if (DB)
      return std::move(*DB);
    ADD_FAILURE() << llvm::toString(DB.takeError());
    return {};
  }

  std::string readError(llvm::StringRef Text) {
    FS = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    add("/p/bad.json", Text);
    auto DB = read(FS, "/p/bad.json");
    if (!DB)
      return llvm::toString(DB.takeError());
    ADD_FAILURE() << "read without error";
    return "";
  }

  /// Of the files, or the error.
  std::string selected(const Database &DB, std::vector<std::string> Paths) {
    auto S = select(FS, DB, Paths);
    if (!S)
      return llvm::toString(S.takeError());
    std::string Result;
    for (const Entry &E : S->Present)
      Result += E.File + " ";
    for (const std::string &File : S->Gone)
      Result += "gone:" + File + " ";
    return Result;
  }

  std::string located(llvm::StringRef BuildDir,
                      std::vector<std::string> Paths = {}) {
    auto Path = locate(FS, BuildDir, Paths);
    return Path ? *Path : llvm::toString(Path.takeError());
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> FS =
      llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
};

bool mentions(llvm::StringRef Text, std::vector<llvm::StringRef> Parts) {
  for (llvm::StringRef Part : Parts)
    if (!Text.contains(Part)) {
      ADD_FAILURE() << "no '" << Part.str() << "' in: " << Text.str();
      return false;
    }
  return true;
}

TEST_F(DatabaseTest, IsFoundWhereItIsNamed) {
  addDatabase({"a.cpp"});
  EXPECT_EQ(located("/p/build"), "/p/build/compile_commands.json");
  EXPECT_EQ(located("/p/build/compile_commands.json"),
            "/p/build/compile_commands.json");
  mentions(located("/p"), {"'/p'", "CMAKE_EXPORT_COMPILE_COMMANDS=ON"});
  mentions(located("/q"), {"'/q' does not exist", "-p"});
}

TEST_F(DatabaseTest, IsSearchedUpwards) {
  add("/p/src/deep/a.cpp");
  addDatabase({"../src/deep/a.cpp"});
  EXPECT_EQ(located("", {"/p/src/deep/a.cpp"}),
            "/p/build/compile_commands.json");
  EXPECT_EQ(located("", {"/p/build"}), "/p/build/compile_commands.json");
  mentions(located(""), {"/src/here", "bear"});
  add("/src/compile_commands.json");
  EXPECT_EQ(located(""), "/src/compile_commands.json");
}

TEST_F(DatabaseTest, IsSortedAndHasEachCommandOnce) {
  add("/p/src/a.cpp");
  addDatabase({"../src/b.cpp", "../src/a.cpp", "../src/b.cpp"});
  Database DB = readGood();
  ASSERT_EQ(DB.Entries.size(), 2u);
  EXPECT_EQ(DB.Entries[0].File, "/p/src/a.cpp");
  EXPECT_EQ(DB.Entries[1].File, "/p/src/b.cpp");
  EXPECT_EQ(DB.Entries[1].Directory, "/p/build");
}

TEST_F(DatabaseTest, LeavesOutWhatIsNotC) {
  addDatabase({"a.cpp", "a.s", "b.s", "a.S", "a.asm", "a.rc", "a.f90", "b.c",
               "k.cu", "o.m", "o.mm", "noextension"});
  Database DB = readGood();
  ASSERT_EQ(DB.Entries.size(), 2u);
  EXPECT_EQ(DB.Entries[0].File, "/p/build/a.cpp");
  EXPECT_EQ(DB.Entries[1].File, "/p/build/b.c");
  auto S = select(FS, DB, {});
  ASSERT_TRUE(bool(S));
  EXPECT_EQ(S->Skipped, (std::map<std::string, size_t>{{"", 1},
                                                       {".S", 1},
                                                       {".asm", 1},
                                                       {".cu", 1},
                                                       {".f90", 1},
                                                       {".m", 1},
                                                       {".mm", 1},
                                                       {".rc", 1},
                                                       {".s", 2}}));
}

TEST_F(DatabaseTest, BelievesTheCommandAboutTheLanguage) {
  add("/p/build/compile_commands.json", R"([
      {"directory": "/p", "file": "a", "command": "c++ -x c++ a"},
      {"directory": "/p", "file": "b.cpp", "command": "clang++ -xcuda b.cpp"},
      {"directory": "/p", "file": "c.x", "command": "cl /TP c.x"},
      {"directory": "/p", "file": "d.c",
       "command": "gcc -x assembler-with-cpp d.c"}])");
  Database DB = readGood();
  ASSERT_EQ(DB.Entries.size(), 2u);
  EXPECT_EQ(DB.Entries[0].File, "/p/a");
  EXPECT_EQ(DB.Entries[1].File, "/p/c.x");
}

TEST_F(DatabaseTest, PathsAreRelativeToTheDatabaseAndTheDirectory) {
  add("/p/src/a.cpp");
  add("/p/build/compile_commands.json",
      R"([{"directory": "sub/..", "file": "../src/a.cpp",
           "command": "c++ ../src/a.cpp"}])");
  Database DB = readGood();
  ASSERT_EQ(DB.Entries.size(), 1u);
  EXPECT_EQ(DB.Entries[0].Directory, "/p/build");
  EXPECT_EQ(DB.Entries[0].File, "/p/src/a.cpp");
}

TEST_F(DatabaseTest, SplitsAndUnwrapsCommands) {
  add("/p/build/compile_commands.json",
      R"([{"directory": "/p", "file": "a.cpp", "output": "a.o", "id": 7,
           "command": "ccache c++ \t\t-Wall\n-DX=\"a b\" a.cpp"}])");
  Database DB = readGood();
  ASSERT_EQ(DB.Entries.size(), 1u);
  EXPECT_EQ(DB.Entries[0].Arguments,
            (std::vector<std::string>{"c++", "-Wall", "-DX=a b", "a.cpp"}));
}

TEST_F(DatabaseTest, RootIsAboveAllSources) {
  addDatabase({"/p/src/a/a.cpp", "/p/src/b/b.cpp"});
  EXPECT_EQ(readGood().Root, "/p/src");
}

TEST_F(DatabaseTest, RootHasTheRepository) {
  add("/p/.git/HEAD");
  addDatabase({"/p/src/a/a.cpp", "/p/src/b/b.cpp"});
  EXPECT_EQ(readGood().Root, "/p");
}

TEST_F(DatabaseTest, DamageIsExplained) {
  mentions(readError(""), {"'/p/bad.json' is empty", "cmake"});
}

TEST_F(DatabaseTest, BrokenJsonIsPlaced) {
  mentions(readError("[\n  {\"file\": \"a.cpp\""),
           {"/p/bad.json:2:", "damaged", "cmake"});
}

TEST_F(DatabaseTest, OtherJsonIsNoDatabase) {
  mentions(readError("{\"a\": 1}"),
           {"/p/bad.json:1:2: this is not a list", "cmake"});
  mentions(readError("null"), {"/p/bad.json:1:1: this is not a list"});
  mentions(readError("[1]"), {"/p/bad.json:1:2: ", "has to be an object"});
  mentions(readError("[\n[{}]]"), {"/p/bad.json:2:2: ", "has to be an object"});
}

TEST_F(DatabaseTest, IncompleteEntriesAreExplained) {
  mentions(
      readError(R"([{"file": "a.cpp", "command": "c++"}])"),
      {"/p/bad.json:1:3: this compile command has no \"directory\"", "cmake"});
  mentions(readError(R"([{"directory": "/p", "command": "c++"}])"),
           {"no \"file\""});
  mentions(readError(R"([{"directory": "/p", "file": "a.cpp"}])"),
           {"no \"command\" or \"arguments\""});
  mentions(readError(R"([{"directory": "/p", "file": "a.cpp",
                         "command": " "}])"),
           {"no \"command\" or \"arguments\""});
}

TEST_F(DatabaseTest, WrongTypesAreExplained) {
  mentions(readError(R"([{"file": 1}])"), {"\"file\" has to be a string"});
  mentions(readError(R"([{"file": ["a"]}])"), {"\"file\" has to be a string"});
  mentions(readError(R"([{"other": {"a": 1}}])"), {"\"other\" has to be"});
  mentions(readError(R"([{"arguments": "c++"}])"),
           {"\"arguments\" has to be a list"});
  mentions(readError(R"([{"arguments": ["c++", 1]}])"),
           {"each of \"arguments\" has to be a string"});
}

TEST_F(DatabaseTest, HostileTextIsAnError) {
  mentions(readError(std::string(1 << 20, '[')), {"has to be an object"});
  std::string Deep = "[{\"x\": " + std::string(1 << 20, '[');
  mentions(readError(Deep), {"\"x\" has to be a string"});
}

TEST_F(DatabaseTest, NamesOfFilesNeedNotBeUnicode) {
  add("/p/build/compile_commands.json",
      "[{\"directory\": \"/p\", \"file\": \"/p/\xff\xc3.cpp\", "
      "\"command\": \"c++ \xff\xc3.cpp \xc3\"}]");
  Database DB = readGood();
  ASSERT_EQ(DB.Entries.size(), 1u);
  EXPECT_EQ(DB.Entries[0].File, "/p/\xff\xc3.cpp");
  EXPECT_EQ(DB.Entries[0].Arguments.back(), "\xc3");
  mentions(readError("[\xff]"), {"/p/bad.json:1:", "cmake"});
}

TEST_F(DatabaseTest, TrailingCommasAreForgiven) {
  add("/p/build/compile_commands.json",
      R"([{"directory": "/p", "file": "a.cpp", "arguments": ["c++", "a.cpp",],},])");
  EXPECT_EQ(readGood().Entries.size(), 1u);
}

TEST_F(DatabaseTest, AnEmptyListIsAnError) {
  mentions(readError("[]"), {"lists no C or C++ source", "cmake"});
}

TEST_F(DatabaseTest, AMissingFileIsAnError) {
  auto DB = read(FS, "/nowhere.json");
  ASSERT_FALSE(DB);
  mentions(llvm::toString(DB.takeError()),
           {"cannot read '/nowhere.json'", "-p"});
}

TEST_F(DatabaseTest, AFolderIsAnError) {
  add("/p/compile_commands.json/file");
  auto DB = read(FS, "/p/compile_commands.json");
  ASSERT_FALSE(DB);
  mentions(llvm::toString(DB.takeError()),
           {"cannot read '/p/compile_commands.json'", "-p"});
}

TEST_F(DatabaseTest, SelectsFilesAndFolders) {
  for (const char *File : {"/p/src/a.cpp", "/p/src/sub/b.cpp", "/p/srcs/c.cpp"})
    add(File);
  addDatabase({"/p/src/a.cpp", "/p/src/sub/b.cpp", "/p/srcs/c.cpp"});
  Database DB = readGood();
  EXPECT_EQ(selected(DB, {}), "/p/src/a.cpp /p/src/sub/b.cpp /p/srcs/c.cpp ");
  EXPECT_EQ(selected(DB, {"/p/src"}), "/p/src/a.cpp /p/src/sub/b.cpp ");
  EXPECT_EQ(selected(DB, {"/p/src/"}), "/p/src/a.cpp /p/src/sub/b.cpp ");
  EXPECT_EQ(selected(DB, {"/p/srcs/c.cpp", "/p/src/sub"}),
            "/p/src/sub/b.cpp /p/srcs/c.cpp ");
  FS->setCurrentWorkingDirectory("/p/src");
  EXPECT_EQ(selected(DB, {"sub/../sub"}), "/p/src/sub/b.cpp ");
}

TEST_F(DatabaseTest, TellsWhatIsGone) {
  add("/p/src/a.cpp");
  addDatabase({"/p/src/a.cpp", "/p/src/b.cpp"});
  Database DB = readGood();
  EXPECT_EQ(selected(DB, {}), "/p/src/a.cpp gone:/p/src/b.cpp ");
}

TEST_F(DatabaseTest, APathThatSelectsNothingIsAnError) {
  add("/p/src/a.cpp");
  add("/p/src/a.h");
  add("/p/doc/index.md");
  addDatabase({"/p/src/a.cpp"});
  Database DB = readGood();
  mentions(selected(DB, {"/p/src", "/p/src/a.h"}),
           {"compiles nothing named '/p/src/a.h'", "includes it"});
  mentions(selected(DB, {"/p/doc"}), {"compiles nothing below '/p/doc'"});
  mentions(selected(DB, {"/p/none.cpp"}), {"'/p/none.cpp' does not exist"});
}

TEST_F(DatabaseTest, FlagsMakeADatabase) {
  add("/src/here/a.cpp");
  auto DB = fixed(FS, {"a.cpp"}, {"-DX"});
  ASSERT_TRUE(bool(DB));
  ASSERT_EQ(DB->Entries.size(), 1u);
  EXPECT_EQ(DB->Entries[0].File, "/src/here/a.cpp");
  EXPECT_EQ(DB->Entries[0].Directory, "/src/here");
  EXPECT_EQ(llvm::count(DB->Entries[0].Arguments, "-DX"), 1);
  EXPECT_EQ(DB->Root, "/src/here");
}

TEST_F(DatabaseTest, FlagsNeedSources) {
  add("/src/here/a.cpp");
  auto None = fixed(FS, {}, {"-DX"});
  ASSERT_FALSE(None);
  mentions(llvm::toString(None.takeError()), {"'--'"});
  auto Folder = fixed(FS, {"/src/here"}, {"-DX"});
  ASSERT_FALSE(Folder);
  mentions(llvm::toString(Folder.takeError()), {"'/src/here' is a folder"});
}

} // namespace
