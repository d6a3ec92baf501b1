//===- Report.h - What a run found, and its forms ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_REPORT_H
#define TETHER_DRIVER_REPORT_REPORT_H

#include "checks/Module.h"
#include "driver/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

enum ExitStatus { Clean = 0, HasFindings = 1, Error = 2, Incomplete = 3 };

struct Report {
  /// By file, line, column and check, without those of the baseline and those
  /// that are fixed. A header's finding is here once, however many units
  /// include the header.
  std::vector<Finding> Findings;
  std::vector<Failure> Failures;          ///< By file.
  std::vector<std::string> ConfigErrors;  ///< Each once.
  std::vector<std::string> FilesAnalysed; ///< Completely; sorted.
  /// How many of them were not parsed, because nothing in them can matter.
  size_t FilesSkipped = 0;
  bool HasBaseline = false;
  std::vector<Finding> Known; ///< Those that the baseline has, as Findings.
  std::vector<Finding> Fixed; ///< Those that this run mends, as Findings.

  std::vector<Finding> Suppressed; ///< By NOLINT comments, as Findings.
  /// The comments, each once, by file and line.
  std::vector<Suppression> Suppressions;

  ExitStatus status() const;

  /// "5 findings in 3 files, 2 known; 12 files analysed, 1 did not parse"
  std::string summary() const;
};

/// For programs: "did-not-parse".
llvm::StringRef reasonName(Failure::Reason Why);
/// For readers, after the file's name: "did not parse".
llvm::StringRef reasonPhrase(Failure::Reason Why);

/// Whether what is printed shall be coloured if nobody says: `OS` is a terminal
/// that can, and NO_COLOR is not set.
bool hasColors(const llvm::raw_ostream &OS);

/// In the order of reports.
void sortFindings(std::vector<Finding> &Findings);

/// The report of all units. Of equal findings that of the first unit stays.
/// `Missing` are sources that could not even be tried.
Report makeReport(std::vector<UnitResult> Results,
                  llvm::ArrayRef<std::string> Missing);

/// `File` as seen from `Folder` if it lies below, else as it is.
llvm::StringRef relativeTo(llvm::StringRef File, llvm::StringRef Folder);

/// What the driver itself finds; docs/usage/suppressions.md describes it.
inline constexpr llvm::StringLiteral SuppressionWithoutReason =
    "tether-suppression-without-reason";
inline constexpr llvm::StringLiteral UnusedSuppression =
    "tether-unused-suppression";

/// All that findings can be of: the checks of the registry, then the above.
llvm::ArrayRef<CheckInfo> allRules();

/// What allRules() says of the check; null if it is not there.
const CheckInfo *checkInfo(llvm::StringRef Check);

/// That of the check, unless the configuration gives it another.
Severity severity(const Finding &F);

/// Whether the finding has a fix, and one that can be applied unseen.
FixSafety fixSafety(const Finding &F);

/// "1 file", "2 files".
std::string count(size_t N, llvm::StringRef Noun);

/// "note", "warning" or "error".
llvm::StringRef word(Severity Level);
llvm::StringRef word(Story::Part Plays);
llvm::StringRef word(Actor::Kind K);

/// The reverse; nothing for other words.
std::optional<Severity> severityOf(llvm::StringRef Word);

/// The message, then each note on a line of its own, with paths as seen from
/// `From`.
std::string story(const Finding &F, llvm::StringRef From);

/// What went wrong, on one line.
std::string describe(const Failure &F, llvm::StringRef From);

/// As clang-tidy prints findings: with source line, notes and fixes. Paths are
/// relative to the working directory `From`.
void printText(const Report &R, llvm::StringRef From, bool Color,
               llvm::raw_ostream &OS);

/// The format is described in docs/usage/scan.md. Paths are relative to
/// the project's `Root`.
void printJson(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);

/// The others are described in docs/usage/reports.md.
struct SarifSettings {
  llvm::StringRef RunId;
  bool ShowKnown = false;
  bool ShowSuppressed = false;
};
void printSarif(const Report &R, llvm::StringRef Root,
                const SarifSettings &Settings, llvm::raw_ostream &OS);
void printGitHub(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);
void printGitLab(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);
void printJUnit(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);
void printReviewDog(const Report &R, llvm::StringRef Root,
                    llvm::raw_ostream &OS);

/// What went wrong, one line each.
void printProblems(const Report &R, llvm::StringRef From,
                   llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_REPORT_H
