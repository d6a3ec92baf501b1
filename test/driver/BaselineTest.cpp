//===- BaselineTest.cpp - Findings that are known -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Baseline.h"
#include "driver/report/Wording.h"
#include "llvm/Support/FileSystem.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

Finding finding(llvm::StringRef Fingerprint, llvm::StringRef File,
                llvm::StringRef Function = "f()",
                llvm::StringRef Check = "tether-x") {
  Finding F;
  F.Check = Check.str();
  F.Where = {File.str(), 0, 1, 1};
  F.Function = Function.str();
  F.Fingerprint = Fingerprint.str();
  return F;
}

constexpr llvm::StringLiteral A = "aaaaaaaaaaaaaaaa";
constexpr llvm::StringLiteral B = "bbbbbbbbbbbbbbbb";
constexpr llvm::StringLiteral C = "cccccccccccccccc";

Baseline of(llvm::ArrayRef<Finding> Findings) {
  Baseline Result;
  Result.add(Findings, "/p");
  return Result;
}

std::string print(const Baseline &B) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  B.print(OS);
  return Text;
}

class BaselineTest : public testing::Test {
protected:
  BaselineTest() {
    llvm::sys::fs::createTemporaryFile("baseline", "txt", Path);
  }
  ~BaselineTest() override { llvm::sys::fs::remove(Path); }

  llvm::Expected<Baseline> read(llvm::StringRef Text) {
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << Text;
    return Baseline::read(Path);
  }

  /// What is read from `Text` and printed again.
  std::string again(llvm::StringRef Text) {
    auto B = read(Text);
    return B ? print(*B) : llvm::toString(B.takeError());
  }

  /// What is wrong with `Text`, without the name of the file.
  std::string mistake(llvm::StringRef Text) {
    std::string Message = again(Text);
    llvm::StringRef Rest = Message;
    EXPECT_TRUE(Rest.consume_front(Path)) << Message;
    return Rest.split(';').first.str();
  }

  llvm::SmallString<128> Path;
};

TEST_F(BaselineTest, HasALineForEachFindingInOrder) {
  EXPECT_EQ(print(of({finding(B, "/p/src/b.cpp", ""), finding(A, "/q/a.cpp"),
                      finding(A, "/q/a.cpp")})),
            "tether-baseline 1\n"
            "aaaaaaaaaaaaaaaa\ttether-x\t/q/a.cpp\tf()\n"
            "bbbbbbbbbbbbbbbb\ttether-x\tsrc/b.cpp\n");
}

TEST_F(BaselineTest, KeepsEverything) {
  std::string Text = "tether-baseline 1\n# head\n\n" + A.str() +
                     "\ttether-x\ta.cpp\tf()\n# why\n# not\n" + C.str() +
                     "\ttether-x\ta.cpp\n";
  std::string Plain = Text;
  Plain.erase(Plain.find("\n\n"), 1);
  EXPECT_EQ(again(Text), Plain);
  std::string Crlf;
  for (char Char : Text)
    Crlf += Char == '\n' ? std::string("\r\n") : std::string(1, Char);
  EXPECT_EQ(again(Crlf), Plain);
  EXPECT_EQ(again("tether-baseline 1\n# only\n"),
            "tether-baseline 1\n# only\n");
  EXPECT_EQ(again("tether-baseline 1"), "tether-baseline 1\n");
}

TEST_F(BaselineTest, MergesMayLeaveLinesTwiceAndInAnyOrder) {
  std::string First = A.str() + "\ttether-x\ta.cpp\tf()\n";
  std::string Second = B.str() + "\ttether-x\ta.cpp\tf()\n";
  EXPECT_EQ(again("tether-baseline 1\n" + Second + First + Second),
            "tether-baseline 1\n" + First + Second);
}

TEST_F(BaselineTest, KeepsHostileNames) {
  Baseline Hostile =
      of({finding(A, "/p/a\tb\n#\\\x01\xff \xc3\xa9.cpp", "f\t(\n)")});
  std::string Text = print(Hostile);
  EXPECT_EQ(Text, "tether-baseline 1\naaaaaaaaaaaaaaaa\ttether-x\t"
                  "a\\x09b\\x0a#\\x5c\\x01\xff \xc3\xa9.cpp\tf\\x09(\\x0a)\n");
  auto Read = read(Text);
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(Read->Entries.begin()->second.File,
            Hostile.Entries.begin()->second.File);
  EXPECT_EQ(Read->Entries.begin()->second.Function, "f\t(\n)");
}

TEST_F(BaselineTest, SaysWhereItIsWrong) {
  std::string Good = "tether-baseline 1\n" + A.str() + "\ttether-x\ta.cpp\n";
  EXPECT_EQ(mistake(""), ":1: the baseline is empty");
  EXPECT_EQ(mistake("{}\n"), ":1: this is no baseline, which begins with "
                             "'tether-baseline 1'");
  EXPECT_EQ(mistake("tether-baseline 2\n"),
            ":1: the baseline is of version '2', and this tether reads version "
            "1");
  for (llvm::StringRef Bad :
       {"<<<<<<< HEAD", "x", "aaaaaaaaaaaaaaa\ttether-x\ta.cpp",
        "AAAAAAAAAAAAAAAA\ttether-x\ta.cpp", "aaaaaaaaaaaaaaaa tether-x a.cpp",
        "aaaaaaaaaaaaaaaa\t\ta.cpp", "aaaaaaaaaaaaaaaa\ttether-x",
        "aaaaaaaaaaaaaaaa\ttether-x\ta\tb\tc",
        "aaaaaaaaaaaaaaaa\ttether-x\ta\\n",
        "aaaaaaaaaaaaaaaa\ttether-x\ta\\x0"})
    EXPECT_EQ(mistake(Good + Bad.str() + "\n"),
              ":3: this is neither a finding nor a comment")
        << Bad.str();
}

TEST_F(BaselineTest, IsAnErrorIfMissing) {
  auto Read = Baseline::read("no/such/file");
  ASSERT_FALSE(bool(Read));
  EXPECT_EQ(llvm::toString(Read.takeError()),
            "cannot read the baseline 'no/such/file': No such file or "
            "directory; 'tether baseline create' writes a new one");
}

TEST(CoverageTest, OnlyWhatWasLookedAtIsFixed) {
  Baseline Known = of({finding(A, "/p/a.cpp"), finding(B, "/p/h.h"),
                       finding(C, "/p/a.cpp", "", "tether-y")});
  using Fingerprints = std::vector<std::string>;
  Coverage Whole{true, {"a.cpp"}, {"tether-x", "tether-y"}};
  EXPECT_EQ(fixedEntries(Known, {}, Whole),
            (Fingerprints{A.str(), B.str(), C.str()}));
  EXPECT_EQ(fixedEntries(Known, {finding(B, "/p/h.h")}, Whole),
            (Fingerprints{A.str(), C.str()}));
  EXPECT_EQ(fixedEntries(Known, {}, {true, {"a.cpp"}, {"tether-x"}}),
            (Fingerprints{A.str(), B.str()}));
  EXPECT_EQ(
      fixedEntries(Known, {}, {false, {"a.cpp"}, {"tether-x", "tether-y"}}),
      (Fingerprints{A.str(), C.str()}));
  EXPECT_EQ(
      fixedEntries(Known, {}, {false, {"b.cpp"}, {"tether-x", "tether-y"}}),
      Fingerprints());
}

TEST(CoverageTest, KnownFindingsAreSetApart) {
  Report R;
  R.Findings = {finding(A, "/p/a.cpp"), finding(B, "/p/a.cpp"),
                finding(C, "/p/b.cpp")};
  apply(of({finding(B, "/p/a.cpp")}), R);
  ASSERT_EQ(R.Findings.size(), 2u);
  EXPECT_EQ(R.Findings[0].Fingerprint, A);
  EXPECT_EQ(R.Findings[1].Fingerprint, C);
  ASSERT_EQ(R.Known.size(), 1u);
  EXPECT_EQ(R.Known[0].Fingerprint, B);
  EXPECT_EQ(summary(R), "2 findings in 2 files, 1 known; 0 files analysed");
  EXPECT_EQ(R.status(), HasFindings);
  R.Findings.clear();
  EXPECT_EQ(R.status(), Clean);
}

} // namespace
