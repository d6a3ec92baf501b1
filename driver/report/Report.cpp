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
#include "llvm/Support/Process.h"
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

/// The same comment, as several units see it, once.
void merge(Suppression S,
           std::map<std::pair<std::string, unsigned>, Suppression> &All) {
  auto [It, IsNew] =
      All.try_emplace({S.Where.File, S.Where.Offset}, std::move(S));
  if (IsNew)
    return;
  for (auto [Of, Other] : llvm::zip(It->second.Names, S.Names))
    Of.Does = std::max(Of.Does, Other.Does);
}

} // namespace

std::string count(size_t N, llvm::StringRef Noun) {
  return std::to_string(N) + " " + Noun.str() + (N == 1 ? "" : "s");
}

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
  if (HasBaseline)
    Result += ", " + std::to_string(Known.size()) + " known";
  if (!Fixed.empty())
    Result += ", " + std::to_string(Fixed.size()) + " fixed";
  Result += "; " + count(FilesAnalysed.size(), "file") + " analysed";
  if (FilesSkipped)
    Result += " (" + std::to_string(FilesSkipped) + " by their words alone)";
  for (size_t I = 0; I != std::size(Reasons); ++I)
    if (size_t N = filesFailed(*this, Failure::Reason(I)))
      Result += ", " + std::to_string(N) + " " + Reasons[I].OfFiles.str();
  return Result;
}

void sortFindings(std::vector<Finding> &Findings) {
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    return identity(A) < identity(B);
  });
}

Report makeReport(std::vector<UnitResult> Results,
                  llvm::ArrayRef<std::string> Missing) {
  Report R;
  std::map<std::string, bool> IsComplete;
  std::set<std::string> Parsed;
  std::map<Identity, Finding> Unique;
  std::map<Identity, Finding> Suppressed;
  std::map<std::pair<std::string, unsigned>, Suppression> Comments;
  Configurations Finders(Results);
  for (UnitResult &Unit : Results) {
    for (Finding &F : Unit.Findings) {
      Identity Id = identity(F);
      Finders.add(Unit, Id);
      auto [Kept, IsNew] = Unique.try_emplace(std::move(Id), std::move(F));
      // Sources may be configured differently; the strictest counts.
      if (!IsNew && severity(F) > severity(Kept->second)) {
        Kept->second.IsError = F.IsError;
        Kept->second.Level = F.Level;
      }
    }
    for (Finding &F : Unit.Suppressed)
      Suppressed.try_emplace(identity(F), std::move(F));
    for (Suppression &S : Unit.Suppressions)
      merge(std::move(S), Comments);
    llvm::append_range(R.ConfigErrors, Unit.ConfigErrors);
    if (!Unit.IsSkipped)
      Parsed.insert(Unit.File);
    bool &Complete = IsComplete.try_emplace(Unit.File, true).first->second;
    if (!Unit.Failed)
      continue;
    Complete = false;
    R.Failures.push_back(std::move(*Unit.Failed));
  }
  for (const auto &[File, Complete] : IsComplete)
    if (Complete) {
      R.FilesAnalysed.push_back(File);
      R.FilesSkipped += !Parsed.count(File);
    }
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
  for (auto &[Id, F] : Suppressed)
    if (!Unique.count(Id)) // Not where a macro of one unit has the comment.
      R.Suppressed.push_back(std::move(F));
  for (auto &[Place, S] : Comments)
    R.Suppressions.push_back(std::move(S));
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

bool hasColors(const llvm::raw_ostream &OS) {
  return OS.has_colors() &&
         llvm::sys::Process::GetEnv("NO_COLOR").value_or("").empty();
}

llvm::StringRef relativeTo(llvm::StringRef File, llvm::StringRef Folder) {
  llvm::StringRef Rest = File;
  if (Folder.empty() || !Rest.consume_front(Folder) || Rest.empty())
    return File;
  if (llvm::sys::path::is_separator(Folder.back()))
    return Rest;
  return llvm::sys::path::is_separator(Rest.front()) ? Rest.drop_front() : File;
}

llvm::ArrayRef<CheckInfo> allRules() {
  static const std::vector<CheckInfo> All = [] {
    std::vector<CheckInfo> Rules = allChecks().vec();
    Rules.push_back({SuppressionWithoutReason, Severity::Warning,
                     /*OnByDefault=*/false, FixSafety::None, "0.1",
                     "Finds NOLINT comments that do not say why."});
    // Another way to compile the source may need the comment.
    Rules.push_back({UnusedSuppression, Severity::Warning,
                     /*OnByDefault=*/false, FixSafety::Unsafe, "0.1",
                     "Finds NOLINT comments that suppress nothing."});
    return Rules;
  }();
  return All;
}

const CheckInfo *checkInfo(llvm::StringRef Check) {
  const CheckInfo *Found = llvm::find_if(
      allRules(), [&](const CheckInfo &C) { return C.Name == Check; });
  return Found == allRules().end() ? nullptr : Found;
}

Severity severity(const Finding &F) {
  if (F.IsError)
    return Severity::Error;
  if (F.Level)
    return *F.Level;
  const CheckInfo *Info = checkInfo(F.Check);
  return Info ? Info->Level : Severity::Warning;
}

FixSafety fixSafety(const Finding &F) {
  if (F.Fixes.empty())
    return FixSafety::None;
  const CheckInfo *Info = checkInfo(F.Check);
  // Nobody has said that it is safe.
  return Info && Info->Fix == FixSafety::Safe ? FixSafety::Safe
                                              : FixSafety::Unsafe;
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

llvm::StringRef word(Story::Part Plays) {
  switch (Plays) {
  case Story::Part::Unknown:
    return "unknown";
  case Story::Part::Declaration:
    return "declaration";
  case Story::Part::Capture:
    return "capture";
  case Story::Part::Use:
    return "use";
  case Story::Part::Start:
    return "start";
  case Story::Part::Keep:
    return "keep";
  case Story::Part::Call:
    return "call";
  case Story::Part::Entry:
    return "entry";
  case Story::Part::Send:
    return "send";
  case Story::Part::Receive:
    return "receive";
  case Story::Part::Close:
    return "close";
  case Story::Part::Signal:
    return "signal";
  case Story::Part::Wait:
    return "wait";
  case Story::Part::Release:
    return "release";
  case Story::Part::Exit:
    return "exit";
  case Story::Part::End:
    return "end";
  }
  llvm_unreachable("unknown part");
}

llvm::StringRef word(Actor::Kind K) {
  switch (K) {
  case Actor::Kind::Thread:
    return "thread";
  case Actor::Kind::Task:
    return "task";
  case Actor::Kind::Function:
    return "function";
  case Actor::Kind::Channel:
    return "channel";
  case Actor::Kind::Object:
    return "object";
  case Actor::Kind::Lock:
    return "lock";
  case Actor::Kind::Process:
    return "process";
  case Actor::Kind::Caller:
    return "caller";
  case Actor::Kind::Nobody:
    return "nobody";
  }
  llvm_unreachable("unknown kind of actor");
}

std::optional<Severity> severityOf(llvm::StringRef Word) {
  for (Severity Level : {Severity::Note, Severity::Warning, Severity::Error})
    if (Word == word(Level))
      return Level;
  return std::nullopt;
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
