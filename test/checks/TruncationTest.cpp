//===- TruncationTest.cpp - Half-typed code is survived -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cuts every program of test/checks at every tenth token and runs all checks
// over what is left, the way clangd does: a precompiled preamble without the
// bodies of functions, and a traversal of the main file's declarations only.
//
// Nearly all of the time is the compiler's, so that each program is cut at ten
// of these tokens only, unless TETHER_ALL_CUTS is set.
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "checks/Module.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Driver/CreateASTUnitFromArgs.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Process.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::tidy;
using namespace tether::test;
using llvm::StringRef;

namespace {

/// The offsets of every tenth token, or of some of them, and of the end.
std::vector<size_t> cuts(StringRef Text) {
  LangOptions Options;
  Options.CPlusPlus = Options.CPlusPlus20 = true;
  Lexer Lex(SourceLocation(), Options, Text.begin(), Text.begin(), Text.end());
  std::vector<size_t> All;
  Token Tok;
  for (unsigned Count = 1; !Lex.LexFromRawLexer(Tok); ++Count)
    if (Count % 10 == 0)
      All.push_back(Lex.getCurrentBufferOffset());
  All.push_back(Text.size());
  if (llvm::sys::Process::GetEnv("TETHER_ALL_CUTS"))
    return All;

  std::vector<size_t> Some;
  for (size_t Part = 1; Part <= 10; ++Part)
    Some.push_back(All[(All.size() - 1) * Part / 10]);
  return Some;
}

class TruncationTest : public testing::Test {
public:
  explicit TruncationTest(const std::string &File) : P(File, readFile(File)) {}

  void TestBody() override {
    load();
    ASSERT_TRUE(Unit);
    for (size_t Cut : cuts(P.Text)) {
      llvm::PrettyStackTraceFormat Place("%s cut at offset %zu", P.File.c_str(),
                                         Cut);
      // Owned by the unit from here on.
      auto Buffer =
          llvm::MemoryBuffer::getMemBufferCopy(P.Text.substr(0, Cut), P.File);
      ASSERT_FALSE(
          Unit->Reparse(Containers, {{P.File, Buffer.release()}}, Files));
      runOnUnit();
    }
  }

private:
  void load() {
    std::vector<std::string> Args = compilerFlags(P);
    Args.insert(Args.begin(), "clang");
    Args.push_back(P.File);
    std::vector<const char *> Pointers;
    Pointers.reserve(Args.size());
    for (const std::string &Arg : Args)
      Pointers.push_back(Arg.c_str());
    auto DiagOptions = std::make_shared<DiagnosticOptions>();
    auto Diags = CompilerInstance::createDiagnostics(*Files, *DiagOptions,
                                                     new IgnoringDiagConsumer);
    Unit = CreateASTUnitFromCommandLine(
        Pointers.data(), Pointers.data() + Pointers.size(), Containers,
        DiagOptions, Diags, /*ResourceFilesPath=*/"",
        /*StorePreamblesInMemory=*/true, /*PreambleStoragePath=*/"",
        /*OnlyLocalDecls=*/false, CaptureDiagsKind::None, {},
        /*RemappedFilesKeepOriginalName=*/true,
        /*PrecompilePreambleAfterNParses=*/1, TU_Complete,
        /*CacheCodeCompletionResults=*/false,
        /*IncludeBriefCommentsInCodeCompletion=*/false,
        /*AllowPCHWithCompilerErrors=*/true, SkipFunctionBodiesScope::Preamble,
        /*SingleFileParse=*/false,
        /*UserFilesAreVolatile=*/true, /*ForSerialization=*/false,
        /*RetainExcludedConditionalBlocks=*/false, std::nullopt, nullptr,
        Files);
  }

  void runOnUnit() {
    ASTContext &Context = Unit->getASTContext();
    std::vector<Decl *> Scope(Unit->top_level_begin(), Unit->top_level_end());
    Context.setTraversalScope(Scope);

    ClangTidyContext Tidy(std::make_unique<DefaultOptionsProvider>(
        ClangTidyGlobalOptions(), tidyOptions(P)));
    auto DiagOptions = std::make_unique<DiagnosticOptions>();
    ClangTidyDiagnosticConsumer Consumer(Tidy);
    DiagnosticsEngine Diags(DiagnosticIDs::create(), *DiagOptions, &Consumer,
                            /*ShouldOwnClient=*/false);
    Tidy.setDiagnosticsEngine(std::move(DiagOptions), &Diags);
    Tidy.setASTContext(&Context);
    Tidy.setCurrentFile(P.File);
    Tidy.setSourceManager(&Context.getSourceManager());
    Consumer.BeginSourceFile(Context.getLangOpts(), &Unit->getPreprocessor());

    ClangTidyCheckFactories Factories;
    tether::addCheckFactories(Factories);
    ast_matchers::MatchFinder Finder;
    std::vector<std::unique_ptr<ClangTidyCheck>> Checks =
        Factories.createChecksForLanguage(&Tidy);
    ASSERT_EQ(Checks.size(), tether::allChecks().size());
    for (auto &Check : Checks)
      Check->registerMatchers(&Finder);
    Finder.matchAST(Context);
    Consumer.EndSourceFile();
  }

  Program P;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files =
      llvm::vfs::getRealFileSystem();
  std::shared_ptr<PCHContainerOperations> Containers =
      std::make_shared<PCHContainerOperations>();
  std::unique_ptr<ASTUnit> Unit;
};

} // namespace

int main(int Argc, char **Argv) {
  llvm::EnablePrettyStackTrace();
  testing::InitGoogleTest(&Argc, Argv);
  for (const std::string &File :
       filesBelow(TETHER_SOURCE_DIR "/test/checks", ".cpp")) {
    StringRef Folder = llvm::sys::path::parent_path(File);
    if (Folder == TETHER_SOURCE_DIR "/test/checks")
      continue;
    testing::RegisterTest(
        ("Truncation_" + testName(llvm::sys::path::filename(Folder))).c_str(),
        testName(llvm::sys::path::stem(File)).c_str(), nullptr, nullptr,
        File.c_str(), 1,
        [File]() -> testing::Test * { return new TruncationTest(File); });
  }
  return RUN_ALL_TESTS();
}
