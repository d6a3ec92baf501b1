//===- PrefilterTest.cpp - What a source is parsed for --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Prefilter.h"
#include "checks/Module.h"
#include "driver/config/EffectiveModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

constexpr llvm::StringLiteral Corpus = TETHER_SOURCE_DIR "/test/checks";

/// A program of the corpus.
struct Program {
  std::string File;
  std::vector<std::string> Includes; ///< Those that are named by their path.
  std::set<std::string> Checks;      ///< Those that find something in it.
};

Program readProgram(llvm::StringRef File) {
  namespace path = llvm::sys::path;
  Program Result{File.str(), {}, {}};
  const llvm::StringRef Folder = path::parent_path(File);
  const std::string Own = ("tether-" + path::filename(Folder)).str();
  const llvm::Regex Include("^#include \"(.*)\"");
  const llvm::Regex Warning("(//|;) warn(@[-+0-9]+)?(\\[([a-z-]+)\\])?:");
  auto Text = llvm::cantFail(
      llvm::errorOrToExpected(llvm::MemoryBuffer::getFile(File)));
  llvm::SmallVector<llvm::StringRef, 8> Lines, Groups;
  Text->getBuffer().split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    if (Include.match(Line, &Groups)) {
      llvm::SmallString<256> Header(Folder);
      path::append(Header, Groups[1]);
      path::remove_dots(Header, /*remove_dot_dot=*/true);
      Result.Includes.push_back(std::string(Header));
    }
    for (; Warning.match(Line, &Groups);
         Line = Line.substr(Groups[0].end() - Line.begin()))
      Result.Checks.insert(Groups[4].empty() ? Own : Groups[4].str());
  }
  return Result;
}

/// Those in the folders of the checks.
std::vector<Program> corpus() {
  std::vector<Program> Result;
  std::error_code Error;
  for (llvm::sys::fs::recursive_directory_iterator It(Corpus, Error), End;
       !Error && It != End; It.increment(Error))
    if (It.level() != 0 && llvm::StringRef(It->path()).ends_with(".cpp"))
      Result.push_back(readProgram(It->path()));
  return Result;
}

/// The models that hold for the program.
std::vector<ModelWord> wordsFor(llvm::StringRef File, Act About) {
  const auto Options = clang::tidy::ClangTidyOptions::getDefaults();
  return modelWords(EffectiveModel(Options, File).libraries(), About);
}

bool isParsed(llvm::StringRef File, std::vector<std::string> Includes,
              Act About) {
  const std::vector<ModelWord> Words = wordsFor(File, About);
  return !Prefilter({{File.str(), std::move(Includes), &Words, ""}})
              .next()
              .empty();
}

/// Of a check that is the only one as well.
TEST(PrefilterTest, ParsesWhateverACheckFindsSomethingIn) {
  unsigned Asked = 0;
  for (const Program &P : corpus())
    for (const CheckInfo &Check : allChecks())
      if (P.Checks.count(Check.Name.str())) {
        EXPECT_TRUE(isParsed(P.File, P.Includes, Check.About))
            << P.File << ": " << Check.Name.str();
        ++Asked;
      }
  EXPECT_GT(Asked, 100u);
}

class PrefilterWordsTest : public testing::Test {
protected:
  PrefilterWordsTest() {
    llvm::sys::fs::createTemporaryFile("source", "cpp", Path);
  }
  ~PrefilterWordsTest() override { llvm::sys::fs::remove(Path); }

  bool isParsed(llvm::StringRef Text, Act About) {
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << Text;
    return ::isParsed(Path, {}, About);
  }

  llvm::SmallString<128> Path;
};

TEST_F(PrefilterWordsTest, EachActHasItsWords) {
  const std::pair<Act, llvm::StringRef> Programs[] = {
      {Act::Spawn, "std::thread t(f);"},
      {Act::Keep, "keep([&] { use(i); });"},
      {Act::Keep, "std::atexit(f);"},
      {Act::Handler, "httplib::Server s; s.Get(\"/\", f);"},
      {Act::Send, "boost::sync_bounded_queue<int> q(1); q.push(1);"},
      {Act::Close, "boost::sync_bounded_queue<int> q(1); q.close();"},
      {Act::Lock, "std::mutex m; void f() { m.lock(); }"},
      {Act::Lock, "void f(Own &o) { std::lock_guard l(o); }"},
      {Act::Wait, "std::latch l(1); void f() { l.wait(); }"},
      {Act::Wait, "task f(task t) { co_await t; }"},
      {Act::Flag, "int stop; void f() { stop = 1; }"},
      {Act::Throw, "void f() { throw 1; }"},
      {Act::Throw, "int f(std::future<int> &r) { return r.get(); }"},
  };
  Act All = Act::None;
  for (const auto &[About, Text] : Programs) {
    EXPECT_TRUE(isParsed(Text, About)) << Text.str();
    EXPECT_FALSE(isParsed("int f();", About & ~Act::Flag)) << Text.str();
    All |= About;
  }
  for (const auto &[About, Text] : Programs)
    EXPECT_TRUE(isParsed(Text, All)) << Text.str();
}

TEST_F(PrefilterWordsTest, WordsOfOtherActsDoNotCount) {
  EXPECT_FALSE(isParsed("std::thread t(f);", Act::Send | Act::Close));
  EXPECT_FALSE(isParsed("std::mutex m; void f() { m.lock(); }", Act::Spawn));
  EXPECT_FALSE(isParsed("void f() { throw 1; }", Act::Lock | Act::Keep));
  EXPECT_FALSE(isParsed("void f(int i) { use([&] { use(i); }); }", Act::Spawn));
  EXPECT_FALSE(isParsed("std::thread t(f);", Act::None));
}

/// A channel of the project's own is known by what it waits for.
TEST_F(PrefilterWordsTest, ChannelsAreBuiltAroundWhatIsWaitedFor) {
  const llvm::StringRef Queue =
      "struct Queue { std::condition_variable room; };";
  EXPECT_TRUE(isParsed(Queue, Act::Send));
  EXPECT_TRUE(isParsed(Queue, Act::Close));
  EXPECT_FALSE(isParsed(Queue, Act::Spawn | Act::Keep | Act::Handler));
}

} // namespace
