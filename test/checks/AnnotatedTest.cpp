//===- AnnotatedTest.cpp - Programs that say what is to be found ----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs every test/checks/<check>/*.cpp with all checks and compares with what
// its comments expect on the same line; nothing else may appear:
//
//   T.detach(); // warn: nothing waits for this thread; note: started here
//   T.detach(); // warn[tether-hidden-spawn]: words of another check
//   Body([&] {});   // warn: captures 'I' // fix: Body([I] {});
//   MACRO(      \
//     t)
//   // warn@-1: an expectation for the line above
//
// A text is part of the message. `fix` is a part of the line that it stands on
// after all fixes are applied; each line that a fix changes has to have one.
// Notes that are not expected do not matter unless the file starts with
// `// notes: strict`. Headers that a test includes from its own folder are
// read for expectations too. The other keys of a file's head are in Runner.h.
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <map>

using namespace tether::test;
using clang::tidy::ClangTidyError;
using clang::tooling::DiagnosticMessage;
using llvm::ArrayRef;
using llvm::StringRef;
using llvm::Twine;

namespace {

struct Expectation {
  enum Kind { Warn, Note, Fix } K = Warn;
  std::string File;
  unsigned Line = 0;
  std::string Check;
  std::string Text;
  bool Met = false;
};

/// The place where the expectations of a line begin, or npos.
size_t findAnnotation(StringRef Line) {
  static constexpr StringRef Starts[] = {"// warn", "// note", "// fix"};
  size_t First = StringRef::npos;
  for (StringRef Start : Starts)
    First = std::min(First, Line.find(Start));
  return First;
}

StringRef codeOf(StringRef Line) {
  return Line.take_front(findAnnotation(Line)).trim();
}

class AnnotatedTest : public testing::Test {
public:
  AnnotatedTest(std::string Check, StringRef File)
      : Main(File, readFile(File)), Check(std::move(Check)) {
    addFile(Main.File, Main.Text);
  }

  void TestBody() override {
    std::vector<ClangTidyError> Findings = runChecks(Main);
    for (const ClangTidyError &Finding : Findings) {
      compareWarning(Finding);
      for (const DiagnosticMessage &Note : Finding.Notes)
        compareNote(Note);
    }
    compareFixes(Findings);
    for (const Expectation &E : Expected)
      if (!E.Met)
        mismatch(E.File, {E.Line, 1},
                 E.K == Expectation::Warn ? "expected a warning of " + E.Check +
                                                " with '" + E.Text + "'"
                 : E.K == Expectation::Note
                     ? "expected a note with '" + E.Text + "'"
                     : "expected a fix to give '" + E.Text + "'");
    EXPECT_TRUE(Mismatches.empty()) << "\n" << Mismatches;
  }

private:
  void addFile(StringRef File, StringRef Text) {
    if (!Texts.emplace(File.str(), Text.str()).second)
      return;
    unsigned Number = 0;
    while (!Text.empty()) {
      StringRef Line;
      std::tie(Line, Text) = Text.split('\n');
      addLine(File, ++Number, Line);
      StringRef Name = Line.ltrim();
      if (!Name.consume_front("#include \""))
        continue;
      llvm::SmallString<128> Path(File);
      llvm::sys::path::remove_filename(Path);
      llvm::sys::path::append(Path,
                              Name.take_until([](char C) { return C == '"'; }));
      if (llvm::sys::fs::exists(Path))
        addFile(Path, readFile(Path));
    }
  }

  void addLine(StringRef File, unsigned Number, StringRef Line) {
    llvm::Regex Start("(//|;) (warn|note|fix)(\\[([a-zA-Z.-]+)\\])?"
                      "(@([+-][0-9]+))?: ");
    size_t At = findAnnotation(Line);
    if (At == StringRef::npos)
      return;
    StringRef Rest = Line.substr(At);
    llvm::SmallVector<StringRef, 7> Match;
    while (Start.match(Rest, &Match)) {
      Expectation E;
      E.File = File.str();
      E.K = Match[2] == "warn"   ? Expectation::Warn
            : Match[2] == "note" ? Expectation::Note
                                 : Expectation::Fix;
      E.Check = Match[4].empty() ? Check : Match[4].str();
      int Offset = 0;
      StringRef(Match[6]).ltrim('+').getAsInteger(10, Offset);
      E.Line = Number + Offset;
      Rest = Rest.substr(Match[0].end() - Rest.begin());
      llvm::SmallVector<StringRef, 7> Next;
      StringRef Text = Rest;
      if (Start.match(Rest, &Next))
        Text = Rest.take_front(Next[0].begin() - Rest.begin());
      E.Text = Text.trim().str();
      Expected.push_back(std::move(E));
    }
  }

  Position place(const DiagnosticMessage &Message) const {
    auto Text = Texts.find(Message.FilePath);
    return Text == Texts.end() ? Position{0, 0}
                               : position(Text->second, Message.FileOffset);
  }

  bool meet(Expectation::Kind K, const DiagnosticMessage &Message,
            StringRef CheckName) {
    unsigned Line = place(Message).Line;
    for (Expectation &E : Expected)
      if (!E.Met && E.K == K && E.Line == Line && E.File == Message.FilePath &&
          (K == Expectation::Note || E.Check == CheckName) &&
          StringRef(Message.Message).contains(E.Text))
        return E.Met = true;
    return false;
  }

  /// Ours are worded as clang's are: lower case, one sentence, no full stop.
  void compareWording(const DiagnosticMessage &Message) {
    StringRef Text = Message.Message;
    if (Text.empty() || llvm::isUpper(Text.front()) || Text.ends_with(".") ||
        Text.contains(". ") || Text.contains('\n'))
      mismatch(Message.FilePath, place(Message), "badly worded: " + Text);
  }

  void compareWarning(const ClangTidyError &Finding) {
    if (StringRef(Finding.DiagnosticName).starts_with("tether-")) {
      compareWording(Finding.Message);
      for (const DiagnosticMessage &Note : Finding.Notes)
        compareWording(Note);
    }
    if (!meet(Expectation::Warn, Finding.Message, Finding.DiagnosticName))
      mismatch(Finding.Message.FilePath, place(Finding.Message),
               "not expected: " + Finding.Message.Message + " [" +
                   Finding.DiagnosticName + "]");
  }

  void compareNote(const DiagnosticMessage &Note) {
    if (!meet(Expectation::Note, Note, "") && Main.StrictNotes)
      mismatch(Note.FilePath, place(Note),
               "note not expected: " + Note.Message);
  }

  /// Fixes are compared line by line and must leave a program that compiles
  /// and in which what they fix is no longer found.
  void compareFixes(ArrayRef<ClangTidyError> Findings) {
    std::string Fixed = applyFixes(Main.File, Main.Text, Findings);
    if (Fixed == Main.Text)
      return;
    llvm::SmallVector<StringRef> Before, After;
    StringRef(Main.Text).split(Before, '\n');
    StringRef(Fixed).split(After, '\n');
    if (Before.size() != After.size())
      return mismatch(Main.File, {1, 1}, "a fix adds or removes lines");
    for (unsigned I = 0; I < Before.size(); ++I)
      if (Before[I] != After[I])
        compareFixedLine(I + 1, codeOf(After[I]));

    Program Again = Main;
    Again.Text = Fixed;
    std::vector<ClangTidyError> Left = runChecks(Again);
    for (const ClangTidyError &Finding : Left)
      if (StringRef(Finding.DiagnosticName).starts_with("clang-diagnostic"))
        mismatch(Main.File, position(Fixed, Finding.Message.FileOffset),
                 "after the fix: " + Finding.Message.Message);
    auto WithoutFix = llvm::count_if(Findings, [](const ClangTidyError &F) {
      return F.Message.Fix.empty();
    });
    if (Left.size() != size_t(WithoutFix))
      mismatch(Main.File, {1, 1},
               Twine(Left.size()) + " findings are left after the fixes, not " +
                   Twine(WithoutFix));
  }

  void compareFixedLine(unsigned Line, StringRef Code) {
    for (Expectation &E : Expected)
      if (!E.Met && E.K == Expectation::Fix && E.Line == Line &&
          E.File == Main.File && Code.contains(E.Text)) {
        E.Met = true;
        return;
      }
    mismatch(Main.File, {Line, 1}, "a fix gives '" + Code + "'");
  }

  void mismatch(StringRef File, Position At, const Twine &What) {
    Mismatches += (File + ":" + Twine(At.Line) + ":" + Twine(At.Column) +
                   ": error: " + What + "\n")
                      .str();
  }

  Program Main;
  std::string Check;
  std::map<std::string, std::string> Texts;
  std::vector<Expectation> Expected;
  std::string Mismatches;
};

/// <root>/<check>/<name>.cpp is the test <check>.<name>.
void addTests(StringRef Root) {
  for (const std::string &File : filesBelow(Root, ".cpp")) {
    StringRef Folder = llvm::sys::path::parent_path(File);
    if (llvm::sys::path::parent_path(Folder) != Root)
      continue;
    std::string Check = llvm::sys::path::filename(Folder).str();
    testing::RegisterTest(
        testName(Check).c_str(), testName(llvm::sys::path::stem(File)).c_str(),
        nullptr, nullptr, File.c_str(), 1, [Check, File]() -> testing::Test * {
          return new AnnotatedTest("tether-" + Check, File);
        });
  }
}

} // namespace

int main(int Argc, char **Argv) {
  testing::InitGoogleTest(&Argc, Argv);
  addTests(TETHER_SOURCE_DIR "/test/checks");
  return RUN_ALL_TESTS();
}
