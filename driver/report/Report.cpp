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
#include <set>
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

/// Says of findings in which configurations of a file they are.
class Configurations {
public:
  /// Of a file that is compiled in one way there is nothing to say. What a
  /// broken unit does not find says nothing either.
  explicit Configurations(llvm::ArrayRef<UnitResult> Results) {
    for (const UnitResult &Unit : Results)
      if (!Unit.Configuration.empty() && !Unit.Failed)
        Complete[Unit.File].insert(Unit.Configuration);
  }

  void add(const UnitResult &Unit, const Identity &Of) {
    By[Of][Unit.File].insert(Unit.Configuration);
  }

  /// Empty if there is a file of which all configurations find it.
  std::string name(const Identity &Of) const {
    std::set<std::string> Names;
    for (const auto &[File, Finders] : By.at(Of)) {
      auto All = Complete.find(File);
      if (All == Complete.end() || llvm::includes(Finders, All->second))
        return "";
      Names.insert(Finders.begin(), Finders.end());
    }
    return llvm::join(Names, " or ");
  }

private:
  using Set = std::set<std::string>;
  std::map<std::string, Set> Complete;               ///< By file.
  std::map<Identity, std::map<std::string, Set>> By; ///< And by file.
};

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
  Configurations Finders(Results);
  for (UnitResult &Unit : Results) {
    for (Finding &F : Unit.Findings) {
      Identity Id = identity(F);
      Finders.add(Unit, Id);
      Unique.try_emplace(std::move(Id), std::move(F));
    }
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

  for (auto &[Id, F] : Unique) {
    F.Configuration = Finders.name(Id);
    R.Findings.push_back(std::move(F));
  }
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
