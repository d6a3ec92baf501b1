//===- HeaderWordsTest.cpp - By which words headers act -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/HeaderWords.h"
#include "checks/facts/collect/Builder.h"
#include "checks/facts/program/Program.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace tether;
using namespace tether::facts;

namespace {

/// The words of a header's functions; what counts only if its text has such
/// words has a question mark.
std::string wordsOf(llvm::StringRef Header, Act About) {
  auto AST = tooling::buildASTFromCodeWithArgs(
      "#include \"pool.h\"\n",
      {"-std=c++20", "-resource-dir", TETHER_RESOURCE_DIR}, "a.cpp",
      "facts-test", std::make_shared<PCHContainerOperations>(),
      tooling::getClangStripDependencyFileAdjuster(),
      {{"pool.h", Header.str()}});
  EXPECT_FALSE(AST->getDiagnostics().hasUncompilableErrorOccurred());
  std::vector<const model::Library *> Libraries;
  for (const model::Library &L : model::builtinLibraries())
    Libraries.push_back(&L);
  model::Resolver Names(AST->getASTContext(), Libraries);
  auto Prog = Program::of(collectCode(AST->getASTContext(), Names));
  std::set<std::string> Words;
  for (const HeaderWord &W :
       headerWords(AST->getASTContext(), Names, *Prog, About))
    Words.insert(W.Word + (W.End ? "?" : ""));
  return llvm::join(Words, " ");
}

TEST(HeaderWords, AreOfFunctionsThatActAndTheirCallers) {
  constexpr llvm::StringLiteral Header = R"cpp(
#include <thread>
inline void go(void (*f)()) { std::thread(f).detach(); }
inline void goOn(void (*f)()) { go(f); }
inline int look() { return 0; }
)cpp";
  EXPECT_EQ(wordsOf(Header, Act::Spawn), "go goOn");
  EXPECT_EQ(wordsOf(Header, Act::Spawn | Act::Send), "go goOn");
  EXPECT_EQ(wordsOf(Header, Act::Send | Act::Close | Act::Keep), "");
  EXPECT_EQ(wordsOf(Header, Act::None), "");
}

TEST(HeaderWords, AreOfClassesThatActOrCanBeChannels) {
  constexpr llvm::StringLiteral Header = R"cpp(
#include <condition_variable>
#include <thread>
struct Worker { std::thread Thread; };
struct Queue { std::condition_variable Room; };
)cpp";
  EXPECT_EQ(wordsOf(Header, Act::Spawn), "Thread Worker::");
  EXPECT_EQ(wordsOf(Header, Act::Send), "Queue::");
  EXPECT_EQ(wordsOf(Header, Act::Close), "Queue::");
}

TEST(HeaderWords, AreGuessedWhereEventsDoNotTell) {
  constexpr llvm::StringLiteral Header = R"cpp(
#include <mutex>
std::mutex Global;
inline void locked() { Global.lock(); }
struct Guard {
  Guard() { Global.lock(); }
  std::mutex Own;
};
using Mutex = std::mutex;
void declared();
)cpp";
  for (Act About : {Act::Lock, Act::Wait, Act::Flag, Act::Throw})
    EXPECT_EQ(wordsOf(Header, About), "Global? Guard? Mutex? Own? locked?");
  EXPECT_EQ(wordsOf(Header, Act::Spawn), "");
}

} // namespace
