//===- Report.cpp - What a run found --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include <map>
#include <tuple>

namespace tether {

namespace {

using Identity =
    std::tuple<std::string, unsigned, unsigned, std::string, std::string>;

Identity identity(const Finding &F) {
  return {F.Where.File, F.Where.Line, F.Where.Column, F.Check, F.Message};
}

auto key(const Failure &F) {
  return std::tie(F.File, F.Where.File, F.Where.Line, F.Where.Column,
                  F.Message);
}

std::string count(size_t N, llvm::StringRef Noun) {
  return std::to_string(N) + " " + Noun.str() + (N == 1 ? "" : "s");
}

size_t filesFailed(const Report &R, Failure::Reason Why) {
  llvm::StringSet<> Files;
  for (const Failure &F : R.Failures)
    if (F.Why == Why)
      Files.insert(F.File);
  return Files.size();
}

} // namespace

ExitStatus Report::status() const {
  if (!ConfigErrors.empty())
    return Error;
  if (!Failures.empty())
    return Incomplete;
  return Findings.empty() ? Clean : HasFindings;
}

std::string Report::summary() const {
  std::string Result = count(Findings.size(), "finding");
  if (!Findings.empty()) {
    llvm::StringSet<> Files;
    for (const Finding &F : Findings)
      Files.insert(F.Where.File);
    Result += " in " + count(Files.size(), "file");
  }
  Result += "; " + count(FilesAnalysed, "file") + " analysed";
  if (size_t N = filesFailed(*this, Failure::Reason::DidNotParse))
    Result += ", " + std::to_string(N) + " did not parse";
  if (size_t N = filesFailed(*this, Failure::Reason::Missing))
    Result += ", " + std::to_string(N) + " missing";
  return Result;
}

Report makeReport(std::vector<UnitResult> Results,
                  llvm::ArrayRef<std::string> Missing) {
  Report R;
  llvm::StringMap<bool> IsComplete;
  std::map<Identity, Finding> Unique;
  for (UnitResult &Unit : Results) {
    for (Finding &F : Unit.Findings)
      Unique.try_emplace(identity(F), std::move(F));
    llvm::append_range(R.ConfigErrors, Unit.ConfigErrors);
    bool &Complete = IsComplete.try_emplace(Unit.File, true).first->second;
    if (!Unit.Failed)
      continue;
    Complete = false;
    R.Failures.push_back(std::move(*Unit.Failed));
  }
  R.FilesAnalysed =
      llvm::count_if(IsComplete, [](const auto &File) { return File.second; });
  for (const std::string &File : Missing) {
    Failure F;
    F.Why = Failure::Reason::Missing;
    F.File = File;
    F.Message = "the compile database names it, but it does not exist";
    R.Failures.push_back(std::move(F));
  }

  for (auto &[Key, F] : Unique)
    R.Findings.push_back(std::move(F));
  llvm::sort(R.Failures, [](const Failure &A, const Failure &B) {
    return key(A) < key(B);
  });
  R.Failures.erase(llvm::unique(R.Failures,
                                [](const Failure &A, const Failure &B) {
                                  return key(A) == key(B);
                                }),
                   R.Failures.end());
  llvm::sort(R.ConfigErrors);
  R.ConfigErrors.erase(llvm::unique(R.ConfigErrors), R.ConfigErrors.end());
  return R;
}

llvm::StringRef relativeTo(llvm::StringRef File, llvm::StringRef Folder) {
  llvm::StringRef Rest = File;
  if (Folder.empty() || !Rest.consume_front(Folder) || Rest.empty())
    return File;
  if (llvm::sys::path::is_separator(Folder.back()))
    return Rest;
  return llvm::sys::path::is_separator(Rest.front()) ? Rest.drop_front() : File;
}

const CheckInfo *checkInfo(llvm::StringRef Check) {
  const CheckInfo *Found = llvm::find_if(
      allChecks(), [&](const CheckInfo &C) { return C.Name == Check; });
  return Found == allChecks().end() ? nullptr : Found;
}

Severity severity(const Finding &F) {
  if (F.IsError)
    return Severity::Error;
  const CheckInfo *Info = checkInfo(F.Check);
  return Info ? Info->Level : Severity::Warning;
}

llvm::StringRef word(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("unknown severity");
}

void printProblems(const Report &R, llvm::StringRef From,
                   llvm::raw_ostream &OS) {
  for (const std::string &Message : R.ConfigErrors)
    llvm::WithColor::error(OS) << Message << '\n';
  for (const Failure &F : R.Failures) {
    llvm::WithColor::error(OS)
        << '\'' << relativeTo(F.File, From) << "' "
        << (F.Why == Failure::Reason::Missing ? "is missing: "
                                              : "did not parse: ");
    if (F.Where.Line)
      OS << relativeTo(F.Where.File, From) << ':' << F.Where.Line << ':'
         << F.Where.Column << ": ";
    OS << F.Message;
    if (F.MoreErrors)
      OS << " (and " << count(F.MoreErrors, "more error") << ')';
    OS << '\n';
  }
}

} // namespace tether
