//===- PackTest.cpp - Facts as bytes give the same findings ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each annotated program is parsed once. Its code is packed and unpacked, and
// all checks ask both. What they tell must be the same, word for word.
//
//===----------------------------------------------------------------------===//

#include "checks/facts/data/Pack.h"
#include "Runner.h"
#include "checks/Check.h"
#include "checks/Module.h"
#include "checks/Session.h"
#include "checks/facts/collect/Places.h"
#include "checks/facts/program/Program.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace tether;
using llvm::StringRef;

namespace {

/// What the checks tell of the facts of the session.
std::string told(ASTContext &Context, tidy::ClangTidyContext &Tidy,
                 const std::shared_ptr<Session> &Of) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Of->Listener = [&](const Story &S) {
    Out << S.Rule << '\n';
    for (const Story::Step &Step : S.Steps)
      Out << "  " << int(Step.Plays) << ' ' << Step.When << ' ' << Step.File
          << ':' << Step.Offset << ": " << Step.Text << '\n';
    for (const Relation &R : S.Relations)
      Out << "  " << S.Actors[R.From].Name << " -" << R.Verb << "-> "
          << S.Actors[R.To].Name << '\n';
  };
  for (const std::unique_ptr<Check> &C : enabledChecks(Tidy, Of))
    C->askAbout(Context);
  return Text;
}

class Compare : public ASTConsumer {
public:
  explicit Compare(const test::Program &P) : P(P) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    tidy::ClangTidyContext Tidy(std::make_unique<tidy::DefaultOptionsProvider>(
        tidy::ClangTidyGlobalOptions(), test::tidyOptions(P)));
    tidy::ClangTidyDiagnosticConsumer Diagnostics(Tidy);
    DiagnosticOptions Options;
    DiagnosticsEngine Engine(new DiagnosticIDs, Options, &Diagnostics,
                             /*ShouldOwnClient=*/false);
    Engine.setSourceManager(&Context.getSourceManager());
    Tidy.setDiagnosticsEngine(nullptr, &Engine);
    Tidy.setSourceManager(&Context.getSourceManager());
    Tidy.setASTContext(&Context);
    Tidy.setCurrentFile(P.File);
    Diagnostics.BeginSourceFile(Context.getLangOpts());

    auto FromAST = std::make_shared<Session>();
    const facts::Program &Prog = FromAST->facts(Context, Tidy);
    const std::string Expected = told(Context, Tidy, FromAST);
    // Else there would be nothing to compare.
    if (StringRef(P.Text).contains("// warn"))
      EXPECT_NE(Expected, "");

    const model::Entries Models(FromAST->libraries());
    facts::Packed Packed =
        facts::pack(Prog.code(), Models, [&](SourceLocation L) {
          return facts::placeOf(L, Context.getSourceManager());
        });
    std::unique_ptr<facts::Code> Code =
        facts::unpack(Packed.Bytes, Models, Packed.Locations);
    ASSERT_TRUE(Code);
    std::vector<facts::Place> Places = Code->Places;
    auto At = [&](SourceLocation L) {
      auto It = llvm::find(Packed.Locations, L);
      return Places[It - Packed.Locations.begin()];
    };
    EXPECT_EQ(facts::pack(*Code, Models, At).Bytes, Packed.Bytes);

    auto FromBytes = std::make_shared<Session>();
    FromBytes->use(facts::Program::of(std::move(Code)));
    EXPECT_EQ(told(Context, Tidy, FromBytes), Expected);
    Diagnostics.EndSourceFile();
  }

private:
  const test::Program &P;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(const test::Program &P) : P(P) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<Compare>(P);
  }

private:
  const test::Program &P;
};

class PackTest : public testing::Test {
public:
  explicit PackTest(const std::string &File) : P(File, test::readFile(File)) {}

  void TestBody() override {
    std::vector<std::string> Flags = test::compilerFlags(P);
    Flags.push_back("-w");
    tooling::runToolOnCodeWithArgs(std::make_unique<Action>(P), P.Text, Flags,
                                   P.File);
  }

private:
  test::Program P;
};

void addTests(StringRef Root) {
  for (const std::string &File : test::filesBelow(Root, ".cpp")) {
    StringRef Folder = llvm::sys::path::parent_path(File);
    if (llvm::sys::path::parent_path(Folder) != Root)
      continue;
    const std::string Suite =
        ("Pack_" + llvm::sys::path::filename(Folder)).str();
    testing::RegisterTest(
        test::testName(Suite).c_str(),
        test::testName(llvm::sys::path::stem(File)).c_str(), nullptr, nullptr,
        File.c_str(), 1,
        [File]() -> testing::Test * { return new PackTest(File); });
  }
}

} // namespace

int main(int Argc, char **Argv) {
  testing::InitGoogleTest(&Argc, Argv);
  addTests(TETHER_SOURCE_DIR "/test/checks");
  return RUN_ALL_TESTS();
}
