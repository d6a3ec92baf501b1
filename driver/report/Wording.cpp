//===- Wording.cpp - What a run came to, in words -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Wording.h"
#include "driver/support/Paths.h"
#include "driver/support/Text.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

/// "a.cpp:3:5: ", or nothing.
std::string place(const Location &L, llvm::StringRef From) {
  if (!L.Line)
    return "";
  return (relativeTo(L.File, From) + ":" + llvm::Twine(L.Line) + ":" +
          llvm::Twine(L.Column) + ": ")
      .str();
}

/// One of Failure::Reason, in its order.
struct ReasonText {
  llvm::StringLiteral Name;
  llvm::StringLiteral OfFile;  ///< "did not parse"
  llvm::StringLiteral OfFiles; ///< "2 did not parse"
};

constexpr ReasonText Reasons[] = {
    {"did-not-parse", "did not parse", "did not parse"},
    {"missing", "is missing", "missing"},
    {"crashed", "crashed the analysis", "crashed"},
    {"timed-out", "took too long", "took too long"},
    {"out-of-memory", "took too much memory", "took too much memory"},
    {"interrupted", "was not analysed", "not analysed"},
    {"no-result", "was not analysed", "without a result"},
};

const ReasonText &textOf(Failure::Reason Why) { return Reasons[size_t(Why)]; }

size_t filesFailed(const Report &R, Failure::Reason Why) {
  llvm::StringSet<> Files;
  for (const Failure &F : R.Failures)
    if (F.Why == Why)
      Files.insert(F.File);
  return Files.size();
}

} // namespace

std::string summary(const Report &R) {
  std::string Result = count(R.Findings.size(), "finding");
  if (!R.Findings.empty()) {
    llvm::StringSet<> Files;
    for (const Finding &F : R.Findings)
      Files.insert(F.Where.File);
    Result += " in " + count(Files.size(), "file");
  }
  if (R.HasBaseline)
    Result += ", " + std::to_string(R.Known.size()) + " known";
  if (!R.Fixed.empty())
    Result += ", " + std::to_string(R.Fixed.size()) + " fixed";
  Result += "; " + count(R.FilesAnalysed.size(), "file") + " analysed";
  if (R.FilesSkipped)
    Result += " (" + std::to_string(R.FilesSkipped) + " by their words alone)";
  for (size_t I = 0; I != std::size(Reasons); ++I)
    if (size_t N = filesFailed(R, Failure::Reason(I)))
      Result += ", " + std::to_string(N) + " " + Reasons[I].OfFiles.str();
  return Result;
}

llvm::StringRef reasonName(Failure::Reason Why) { return textOf(Why).Name; }

llvm::StringRef reasonPhrase(Failure::Reason Why) { return textOf(Why).OfFile; }

std::string story(const Finding &F, llvm::StringRef From) {
  std::string Result = F.Message;
  for (const Note &N : F.Notes) {
    Result += '\n';
    Result += place(N.Where, From) + N.Message;
  }
  return Result;
}

std::string describe(const Failure &F, llvm::StringRef From) {
  std::string Result = "'" + relativeTo(F.File, From).str() + "' ";
  Result += textOf(F.Why).OfFile.str() + ": ";
  Result += place(F.Where, From) + F.Message;
  if (F.MoreErrors)
    Result += " (and " + count(F.MoreErrors, "more error") + ")";
  return Result;
}

void printProblems(const Report &R, llvm::StringRef From,
                   llvm::raw_ostream &OS) {
  for (const std::string &Message : R.ConfigErrors)
    llvm::WithColor::error(OS) << Message << '\n';
  for (const Failure &F : R.Failures)
    // The user knows, and there may be thousands.
    if (F.Why != Failure::Reason::Interrupted &&
        F.Why != Failure::Reason::NoResult)
      llvm::WithColor::error(OS) << describe(F, From) << '\n';
  if (size_t N = filesFailed(R, Failure::Reason::Interrupted))
    llvm::WithColor::error(OS)
        << "interrupted; " << count(N, "file")
        << " not analysed, what was found in the others is reported\n";
}

} // namespace tether
