//===- Scan.cpp - tether scan ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Scan.h"
#include "driver/report/Fixes.h"
#include "driver/report/Html.h"
#include "driver/report/Progress.h"
#include "driver/schedule/Schedule.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

/// Why nothing was analysed.
llvm::Error nothingToDo(const Sources &S) {
  if (S.Selected.Present.empty())
    return allGone(S);
  return llvm::createStringError(
      "no check is enabled for any of the sources; see --checks and the "
      "Checks of their .clang-tidy");
}

/// Exports and applies what the command line asks for.
llvm::Error mend(const ScanRequest &Request, const Report &R,
                 llvm::raw_ostream &Err) {
  if (!Request.ExportFixes.empty())
    if (llvm::Error E = exportFixes(R, Request.ExportFixes))
      return E;
  if (!Request.Fix)
    return llvm::Error::success();
  // Half a parse may see a capture that is none.
  if (!R.Failures.empty()) {
    llvm::WithColor::error(Err)
        << "no fix is applied, because not all files were analysed\n";
    return llvm::Error::success();
  }
  auto Outcome = applyFixes(R);
  if (!Outcome)
    return Outcome.takeError();
  if (Request.Quiet)
    return llvm::Error::success();
  Err << Outcome->Fixed << " fixed";
  if (Outcome->Overlapping)
    Err << ", " << Outcome->Overlapping << " left that overlap them";
  Err << '\n';
  return llvm::Error::success();
}

} // namespace

ExitStatus scan(const ScanRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err) {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  auto Found = findSources(FS, Request.Where);
  if (!Found)
    return fail(Err, Found.takeError());
  auto Units = makeUnits(Found->Selected.Present, Request.Config,
                         [](const FileConfig &C) { return !C.Checks.empty(); });
  if (!Units)
    return fail(Err, Units.takeError());
  if (Units->empty())
    return fail(Err, nothingToDo(*Found));

  std::vector<UnitResult> Results;
  {
    Progress Line(Err, Units->size(), !Request.Quiet && Err.is_displayed());
    Results = analyzeAll(*Units, Request.Jobs,
                         [&](const UnitResult &Unit) { Line.done(Unit); });
  }
  Report R = makeReport(std::move(Results), Found->Selected.Gone);

  llvm::SmallString<256> From;
  FS->getRealPath(".", From);
  switch (Request.Output) {
  case Format::Text:
    printText(R, From, Request.Color.value_or(Out.has_colors()), Out);
    break;
  case Format::Json:
    printJson(R, Found->DB.Root, Out);
    break;
  case Format::Html:
    printHtml(R, Found->DB.Root, Out);
    break;
  }
  Out.flush();
  printProblems(R, From, Err);
  if (!Request.Quiet)
    Err << R.summary() << '\n';
  if (llvm::Error E = mend(Request, R, Err))
    return fail(Err, std::move(E));
  return R.status();
}

ExitStatus listChecks(const ConfigRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  auto Here = configHere(Request);
  if (!Here)
    return fail(Err, Here.takeError());
  if (Here->Checks.empty())
    return fail(Err, llvm::createStringError("no check is enabled"));
  Out << "Enabled checks:\n";
  for (llvm::StringRef Name : Here->Checks)
    Out << "    " << Name << '\n';
  return Clean;
}

} // namespace tether
