//===- Explain.cpp - tether explain ---------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Explain.h"
#include "clang-tidy/ClangTidy.h"
#include "driver/report/CheckList.h"
#include "driver/report/Markdown.h"
#include "driver/report/Pages.h"
#include "driver/result/Rules.h"
#include "driver/support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include <sys/ioctl.h>
#include <tuple>
#include <unistd.h>

namespace tether {

namespace {

/// Longer lines are hard to read, however wide the terminal is.
constexpr unsigned MaxWidth = 100;
/// A terminal without a size says 0.
constexpr unsigned MinWidth = 20;
constexpr unsigned WidthWithoutTerminal = 80;

/// Of `Out`, which is standard output if it is a terminal.
unsigned widthOf(const llvm::raw_ostream &Out) {
  // LLVM asks the variable COLUMNS, which shells do not export.
  winsize Size{};
  if (!Out.is_displayed() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &Size) ||
      Size.ws_col < MinWidth)
    return WidthWithoutTerminal;
  return std::min<unsigned>(Size.ws_col, MaxWidth);
}

/// "'tether-a', 'tether-b' or 'tether-c'": those whose names are most alike.
std::string closestTo(const std::string &Name) {
  std::vector<llvm::StringRef> Names;
  for (const CheckInfo &C : allChecks())
    Names.push_back(C.Name);
  llvm::sort(Names, [&](llvm::StringRef A, llvm::StringRef B) {
    return std::tuple(A.edit_distance(Name), A) <
           std::tuple(B.edit_distance(Name), B);
  });
  return ("'" + Names[0] + "', '" + Names[1] + "' or '" + Names[2] + "'").str();
}

/// What the check reads from CheckOptions, with its defaults.
std::vector<CheckOption> optionsOf(const CheckInfo &Check) {
  clang::tidy::ClangTidyOptions Options =
      clang::tidy::ClangTidyOptions::getDefaults();
  Options.Checks = ("-*," + Check.Name).str();
  std::vector<CheckOption> Result;
  for (const auto &Option : clang::tidy::getCheckOptions(
           Options, /*AllowEnablingAnalyzerAlphaCheckers=*/false,
           /*ExperimentalCustomChecks=*/false))
    if (Option.first().starts_with("tether"))
      Result.push_back({Option.first().str(), Option.second.Value});
  llvm::sort(Result, [](const CheckOption &A, const CheckOption &B) {
    return A.Name < B.Name;
  });
  return Result;
}

void printSummaries(unsigned Width, llvm::raw_ostream &Out) {
  size_t Longest = 0;
  for (const CheckInfo &C : allChecks())
    Longest = std::max(Longest, C.Name.size());
  for (const CheckInfo &C : allChecks()) {
    Out << llvm::left_justify(C.Name, Longest + 2);
    printWrapped(C.Summary.str() +
                     (C.Stage == Stability::Preview ? " Preview." : ""),
                 Longest + 2, Width, Out);
  }
}

} // namespace

ExitStatus explain(const ExplainRequest &Request, llvm::raw_ostream &Out,
                   llvm::raw_ostream &Err) {
  const unsigned Width = widthOf(Out);
  if (Request.Check.empty()) {
    std::vector<ListedCheck> All;
    for (const CheckInfo &C : allChecks())
      All.push_back({&C, C.Level});
    if (Request.AsJson)
      printChecksJson(All, Out);
    else
      printSummaries(Width, Out);
    return Clean;
  }

  const std::string Name =
      (llvm::StringRef(Request.Check).starts_with("tether-") ? "" : "tether-") +
      Request.Check;
  const CheckInfo *Check = checkInfo(Name);
  if (!Check)
    return fail(
        Err, llvm::createStringError("no check is called '" + Request.Check +
                                     "'; the closest are " + closestTo(Name) +
                                     ", and 'tether explain' lists all"));
  const std::string Page = checkPage(Name, /*DocsUrl=*/"");
  if (Request.AsJson)
    printCheckJson(*Check, optionsOf(*Check), Page, Out);
  else
    printMarkdown(Page, Width, hasColors(Out), Out);
  return Clean;
}

} // namespace tether
