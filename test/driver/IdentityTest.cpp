//===- IdentityTest.cpp - What makes two findings the same ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Identity.h"
#include "driver/analysis/Statement.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

/// The statement around the place that `Code` marks with '^'.
std::string statement(llvm::StringRef Code) {
  size_t At = Code.find('^');
  std::string Text = (Code.take_front(At) + Code.drop_front(At + 1)).str();
  auto Unit = clang::tooling::buildASTFromCodeWithArgs(
      Text, {"-std=c++20", "-fsyntax-only"});
  EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred()) << Text;
  clang::SourceManager &Sources = Unit->getSourceManager();
  return statementAround(Unit->getASTContext(),
                         Sources.getLocForStartOfFile(Sources.getMainFileID())
                             .getLocWithOffset(At));
}

TEST(StatementTest, IsTheInnermostOne) {
  EXPECT_EQ(statement("int g(int);\nvoid f() { g(1);\n  g( ^2 ); g(3); }"),
            "g(2)");
  EXPECT_EQ(statement("int g(int);\nvoid f() { int A = g(^2), B = 3; }"),
            "intA=g(2),B=3;");
  EXPECT_EQ(
      statement("int g(int);\nvoid f(int A) { if (A) g(1); else g(^2); }"),
      "g(2)");
  EXPECT_EQ(statement("int g(int);\nvoid f(int A) {\n"
                      "  switch (A) { case 1: g(^2); } }"),
            "g(2)");
  EXPECT_EQ(statement("int g(int);\nvoid f() { while (true) { do g(^2); while "
                      "(false); } }"),
            "g(2)");
}

TEST(StatementTest, LooksIntoEveryKindOfBlock) {
  EXPECT_EQ(statement("int g(int);\nvoid f() try { g(^1); } catch (int) {}"),
            "g(1)");
  EXPECT_EQ(statement("int g(int);\nvoid f() {\n"
                      "  try { g(1); } catch (int) { L: g(^2); } }"),
            "g(2)");
  EXPECT_EQ(statement("template <class T> void f(T A) { A(1);\n  A(^2); }\n"
                      "void g() { f([](int) {}); }"),
            "A(2)");
  EXPECT_EQ(statement("#define TWICE(...) __VA_ARGS__; __VA_ARGS__\n"
                      "int g(int);\nvoid f() { g(1); TWICE(g(^2)); }"),
            "TWICE(g(2))");
  EXPECT_EQ(
      statement("struct S { int (*F)(int) = [](int A) { return ^A; }; };"),
      "returnA");
}

TEST(StatementTest, EndsAtTheFirstBody) {
  EXPECT_EQ(statement("int g(int);\nvoid f(int A) { if (g(^A)) g(1); }"),
            "if(g(A))");
  EXPECT_EQ(statement("void f() { for (int I = 0; ^I < 3; ++I) { I += 2; } }"),
            "for(intI=0;I<3;++I)");
  llvm::StringRef Code = "void run(auto F) {}\n"
                         "void f(int A) { run([^&A] { A = 1; }); }";
  EXPECT_EQ(statement(Code), "run([&A]");
  EXPECT_EQ(statement("void run(auto F) {}\n"
                      "void f(int A) { run([&A] { ^A = 1; }); }"),
            "A=1");
}

TEST(StatementTest, KnowsNoSpaceAndNoComment) {
  EXPECT_EQ(statement("int g(int, char);\nvoid f() {\n"
                      "  ^g ( /* one */ 1, // two\r\n\t' '); }"),
            "g(1,'')");
  EXPECT_EQ(statement("#define CALL g(1)\nint g(int);\nvoid f() { ^CALL; }"),
            "CALL");
}

TEST(StatementTest, DeclarationsHaveTheirScope) {
  EXPECT_EQ(statement("namespace n { struct S { int A, ^B, C; }; }"),
            "n::S::intA,B");
  EXPECT_EQ(statement("namespace n { struct S { int ^A, B, C; }; }"),
            "n::S::intA");
  EXPECT_EQ(
      statement("namespace { struct S { int f(int ^A) { return A; } }; }"),
      "(anonymous namespace)::S::intf(intA)");
  EXPECT_EQ(statement("struct { int ^A; } S;"), "(unnamed struct)::intA");
  EXPECT_EQ(statement("int ^A = 1;"), "intA=1");
  EXPECT_EQ(statement("template <class T> struct ^S { T A; };"), "structS");
}

TEST(StatementTest, KnowsInitializers) {
  EXPECT_EQ(statement("struct S { S() : A(1), B(^2) { A = B; } int A, B; };"),
            "B(2)");
  EXPECT_EQ(statement("struct S { int A = 1; int B = ^A + 1; };"),
            "S::intB=A+1");
}

TEST(StatementTest, IsEmptyWhereNothingIs) {
  EXPECT_EQ(statement("^ int A;"), "");
}

Finding finding(unsigned Line, llvm::StringRef Statement,
                llvm::StringRef File = "/p/src/a.cpp",
                llvm::StringRef Function = "f()",
                llvm::StringRef Check = "tether-x") {
  Finding F;
  F.Check = Check.str();
  F.Where = {File.str(), 10 * Line, Line, 1};
  F.Function = Function.str();
  F.Statement = Statement.str();
  return F;
}

std::vector<std::string> fingerprints(std::vector<Finding> Findings,
                                      llvm::StringRef Root = "/p") {
  identify(Findings, Root);
  std::vector<std::string> Result;
  for (const Finding &F : Findings)
    Result.push_back(F.Fingerprint);
  return Result;
}

TEST(IdentityTest, StaysInUsersFiles) {
  EXPECT_EQ(fingerprints({finding(3, "t.detach()")}).front(),
            "848189ace629a4b0");
}

TEST(IdentityTest, IsNotOfLinesAndFolders) {
  auto Old = fingerprints({finding(3, "t.detach()")});
  EXPECT_EQ(fingerprints({finding(30, "t.detach()")}), Old);
  EXPECT_EQ(fingerprints({finding(3, "t.detach()", "/q/r/src/a.cpp")}, "/q/r"),
            Old);
}

TEST(IdentityTest, DiffersWithEachPart) {
  auto All =
      fingerprints({finding(1, "t.detach()"), finding(2, "u.detach()"),
                    finding(3, "t.detach()", "/p/src/b.cpp"),
                    finding(4, "t.detach()", "/p/src/a.cpp", "g()"),
                    finding(5, "t.detach()", "/p/src/a.cpp", "f()", "tether-y"),
                    finding(6, "t.detach()")});
  EXPECT_EQ(std::set<std::string>(All.begin(), All.end()).size(), All.size());
}

TEST(IdentityTest, EqualOnesAreCounted) {
  auto One = fingerprints({finding(3, "t.detach()")});
  auto Two = fingerprints({finding(3, "t.detach()"), finding(4, "t.detach()")});
  EXPECT_EQ(Two.front(), One.front());
  EXPECT_NE(Two.back(), One.front());
}

} // namespace
