//===- Fixer.cpp - The fixes of a run -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/fix/Fixer.h"
#include "driver/fix/Export.h"
#include "driver/fix/Patch.h"
#include "driver/fix/Suppressions.h"
#include "driver/support/Text.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

/// Replaces each file at once; none if one of them cannot be.
llvm::Error apply(const FixPlan &Plan) {
  std::vector<OutputFile> Files;
  for (const FixedFile &File : Plan.Files) {
    auto Opened = OutputFile::create(File.Path);
    if (!Opened)
      return Opened.takeError();
    Files.push_back(std::move(*Opened));
    // Reports may have taken their time.
    auto Now = llvm::MemoryBuffer::getFile(File.Path, /*IsText=*/false,
                                           /*RequiresNullTerminator=*/false);
    if (!Now || (*Now)->getBuffer() != File.Old)
      return llvm::createStringError(
          "no fix is applied, because '" + File.Path +
          "' has changed since it was analysed; scan again");
  }
  for (size_t I = 0; I != Files.size(); ++I)
    if (llvm::Error E = Files[I].write(
            [&](llvm::raw_ostream &OS) { OS << fixedText(Plan.Files[I]); }))
      return E;
  return llvm::Error::success();
}

/// Moves what `Which` says from `From` to `To`.
void move(std::vector<Finding> &From, const std::vector<bool> &Which,
          std::vector<Finding> &To) {
  std::vector<Finding> Stay;
  for (auto [F, Moves] : llvm::zip(From, Which))
    (Moves ? To : Stay).push_back(std::move(F));
  From = std::move(Stay);
}

} // namespace

llvm::Expected<Fixer> Fixer::open(const FixRequest &Request) {
  Fixer Result(Request);
  if (!Request.Export.empty()) {
    auto File = OutputFile::create(Request.Export);
    if (!File)
      return File.takeError();
    Result.ExportFile = std::move(*File);
  }
  return Result;
}

void Fixer::plan(ScanOutcome &Outcome, bool Quiet, llvm::raw_ostream &Err) {
  if (!Request.Apply && !ExportFile)
    return;
  Report &R = Outcome.R;
  const bool Suppresses = !Request.Reason.empty();
  Plan = Suppresses ? planSuppressions(R, Request.Reason, Outcome.From)
                    : planFixes(R, Request.Unsafe, Outcome.From);
  // Half a parse may see a capture that is none.
  if (!R.Failures.empty()) {
    llvm::WithColor::error(Err)
        << (Suppresses ? "no finding is suppressed"
                       : "no fix is applied or exported")
        << ", because not all files were analysed\n";
    Plan = FixPlan();
    Plan.IsFixed.resize(R.Findings.size());
  }
  if (ExportFile) {
    llvm::raw_string_ostream OS(Exported);
    exportFixes(R, Plan, OS);
  }
  for (const std::string &Line : Plan.Left)
    llvm::WithColor::warning(Err) << Line << '\n';
  if (Plan.Unsafe && !Quiet)
    llvm::WithColor::note(Err)
        << Plan.Unsafe
        << (Plan.Unsafe == 1 ? " fix is not safe; " : " fixes are not safe; ")
        << "--unsafe-fixes has " << (Plan.Unsafe == 1 ? "it" : "them")
        << " too\n";
  if (!Request.Apply || Request.DryRun)
    return;
  if (!Suppresses)
    return move(R.Findings, Plan.IsFixed, R.Fixed);
  for (auto [F, IsDone] : llvm::zip(R.Findings, Plan.IsFixed))
    if (IsDone)
      F.Justification = Request.Reason;
  move(R.Findings, Plan.IsFixed, R.Suppressed);
  sortFindings(R.Suppressed);
  if (const size_t N = llvm::count(Plan.IsFixed, true); N && !Quiet)
    llvm::WithColor::note(Err)
        << count(N, "finding") << " suppressed by comments in "
        << count(Plan.Files.size(), "file") << '\n';
}

llvm::Error Fixer::write(const ScanOutcome &Outcome, llvm::raw_ostream &Out) {
  llvm::Error Failed = llvm::Error::success();
  if (ExportFile)
    Failed = ExportFile->write([&](llvm::raw_ostream &OS) { OS << Exported; });
  if (Request.DryRun)
    for (const FixedFile &File : Plan.Files)
      printPatch(File, Outcome.Root, Out);
  else if (Request.Apply)
    Failed = llvm::joinErrors(std::move(Failed), apply(Plan));
  return Failed;
}

} // namespace tether
