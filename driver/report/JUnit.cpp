//===- JUnit.cpp - Findings as JUnit's XML --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Printers.h"
#include "driver/report/Wording.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace tether {

namespace {

bool isXmlCharacter(llvm::UTF32 C) {
  return C == '\t' || C == '\n' || C == '\r' || (C >= 0x20 && C < 0xFFFE) ||
         C > 0xFFFF;
}

/// Fit for text and attributes; what XML cannot say is left out.
std::string escaped(llvm::StringRef Text) {
  const std::string Valid = llvm::json::fixUTF8(Text);
  std::string Result;
  const auto *At = reinterpret_cast<const llvm::UTF8 *>(Valid.data());
  const auto *End = At + Valid.size();
  while (At != End) {
    const auto *Begin = At;
    llvm::UTF32 C = 0;
    llvm::convertUTF8Sequence(&At, End, &C, llvm::strictConversion);
    if (!isXmlCharacter(C))
      continue;
    if (C < 0x20 || (C < 0x80 && llvm::StringRef("&<>\"'").contains(C)))
      Result += llvm::formatv("&#{0};", C).str();
    else
      Result.append(Begin, At);
  }
  return Result;
}

std::string attribute(llvm::StringRef Name, llvm::StringRef Value) {
  return (" " + Name + "=\"").str() + escaped(Value) + "\"";
}

std::string attribute(llvm::StringRef Name, size_t Value) {
  return attribute(Name, std::to_string(Value));
}

class Writer {
public:
  Writer(llvm::StringRef Root, llvm::raw_ostream &OS) : Root(Root), OS(OS) {}

  /// What the analysis itself came to, so that a report without findings has a
  /// test that has passed, and one without an analysis none.
  void analysis(const Report &R) {
    size_t Errors = R.Failures.size() + R.ConfigErrors.size();
    beginSuite("analysis", std::max<size_t>(Errors, 1), 0, Errors);
    if (!Errors)
      OS << "    <testcase" << attribute("classname", "analysis")
         << attribute("name", "all files are analysed") << "/>\n";
    for (const std::string &Message : R.ConfigErrors)
      error("configuration", Message);
    for (const Failure &F : R.Failures)
      error(relativeTo(F.File, Root), describe(F, Root));
    endSuite();
  }

  void file(llvm::ArrayRef<Finding> Findings) {
    const std::string Name = relativeTo(Findings[0].Where.File, Root).str();
    beginSuite(Name, Findings.size(), Findings.size(), 0);
    for (const Finding &F : Findings) {
      OS << "    <testcase" << attribute("classname", Name)
         << attribute("name", F.Check + ":" + std::to_string(F.Where.Line) +
                                  ":" + std::to_string(F.Where.Column))
         << attribute("file", Name) << attribute("line", F.Where.Line)
         << ">\n      <failure" << attribute("type", F.Check)
         << attribute("message", F.Message) << '>' << escaped(story(F, Root))
         << "</failure>\n    </testcase>\n";
    }
    endSuite();
  }

private:
  void beginSuite(llvm::StringRef Name, size_t Tests, size_t Failures,
                  size_t Errors) {
    OS << "  <testsuite" << attribute("name", Name) << attribute("tests", Tests)
       << attribute("failures", Failures) << attribute("errors", Errors)
       << ">\n";
  }

  void endSuite() { OS << "  </testsuite>\n"; }

  void error(llvm::StringRef Name, llvm::StringRef Message) {
    OS << "    <testcase" << attribute("classname", "analysis")
       << attribute("name", Name) << ">\n      <error"
       << attribute("message", Message) << "/>\n    </testcase>\n";
  }

  llvm::StringRef Root;
  llvm::raw_ostream &OS;
};

} // namespace

void printJUnit(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS) {
  size_t Errors = R.Failures.size() + R.ConfigErrors.size();
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"
     << attribute("name", "tether")
     << attribute("tests", R.Findings.size() + std::max<size_t>(Errors, 1))
     << attribute("failures", R.Findings.size()) << attribute("errors", Errors)
     << ">\n";
  Writer W(Root, OS);
  W.analysis(R);
  llvm::ArrayRef<Finding> Rest = R.Findings;
  while (!Rest.empty()) {
    auto OfFile = Rest.take_while(
        [&](const Finding &F) { return F.Where.File == Rest[0].Where.File; });
    W.file(OfFile);
    Rest = Rest.drop_front(OfFile.size());
  }
  OS << "</testsuites>\n";
}

} // namespace tether
