//===- Scan.cpp - tether scan ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Scan.h"
#include "driver/ResourceDir.h"
#include "driver/compdb/CommandLine.h"
#include "driver/compdb/Database.h"
#include "driver/report/Fixes.h"
#include "driver/report/Progress.h"
#include "driver/schedule/Schedule.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

ExitStatus fail(llvm::raw_ostream &Err, llvm::Error E) {
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    llvm::WithColor::error(Err) << Info.message() << '\n';
  });
  return Error;
}

llvm::Expected<compdb::Database> database(compdb::FileSystem FS,
                                          const ScanRequest &Request) {
  if (Request.Flags)
    return compdb::fixed(FS, Request.Paths, *Request.Flags);
  auto Path = compdb::locate(FS, Request.BuildDir, Request.Paths);
  if (!Path)
    return Path.takeError();
  return compdb::read(FS, *Path);
}

/// The units of all entries that have checks to run.
llvm::Expected<std::vector<Unit>> units(std::vector<compdb::Entry> Entries,
                                        const ConfigRequest &Request) {
  auto ResourceDir = resourceDir();
  if (!ResourceDir)
    return ResourceDir.takeError();
  auto Configuration = Config::create(Request);
  if (!Configuration)
    return Configuration.takeError();

  std::vector<Unit> Units;
  for (compdb::Entry &E : Entries) {
    auto ForFile = Configuration->forFile(E.File);
    if (!ForFile)
      return ForFile.takeError();
    if (ForFile->Checks.empty())
      continue;
    using Args = clang::tidy::ClangTidyOptions::ArgList;
    const auto &Options = ForFile->Options;
    compdb::Changes Changes{Options.RemovedArgs.value_or(Args()),
                            Options.ExtraArgsBefore.value_or(Args()),
                            Options.ExtraArgs.value_or(Args())};
    Unit U;
    U.Arguments = compdb::forClang(E.Arguments, E.File, Changes, *ResourceDir);
    U.File = std::move(E.File);
    U.Directory = std::move(E.Directory);
    U.Options = std::move(ForFile->Options);
    Units.push_back(std::move(U));
  }
  return Units;
}

/// Why nothing was analysed.
llvm::Error nothingToDo(const compdb::Database &DB,
                        const compdb::Selection &Selected) {
  if (!Selected.Present.empty())
    return llvm::createStringError(
        "no check is enabled for any of the sources; see --checks and the "
        "Checks of their .clang-tidy");
  if (DB.Path.empty())
    return llvm::createStringError("'" + Selected.Gone.front() +
                                   "' does not exist");
  return llvm::createStringError(
      "none of the sources that '" + DB.Path +
      "' names exists (the first is '" + Selected.Gone.front() +
      "'); the database is of another checkout or out of date, configure the "
      "build again");
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
  auto DB = database(FS, Request);
  if (!DB)
    return fail(Err, DB.takeError());
  auto Selected = compdb::select(FS, *DB, Request.Paths);
  if (!Selected)
    return fail(Err, Selected.takeError());
  auto Units = units(Selected->Present, Request.Config);
  if (!Units)
    return fail(Err, Units.takeError());
  if (Units->empty())
    return fail(Err, nothingToDo(*DB, *Selected));

  std::vector<UnitResult> Results;
  {
    Progress Line(Err, Units->size(), !Request.Quiet && Err.is_displayed());
    Results = analyzeAll(*Units, Request.Jobs,
                         [&](const UnitResult &Unit) { Line.done(Unit); });
  }
  Report R = makeReport(std::move(Results), Selected->Gone);

  llvm::SmallString<256> From;
  FS->getRealPath(".", From);
  switch (Request.Output) {
  case Format::Text:
    printText(R, From, Request.Color.value_or(Out.has_colors()), Out);
    break;
  case Format::Json:
    printJson(R, DB->Root, Out);
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
  auto Configuration = Config::create(Request);
  if (!Configuration)
    return fail(Err, Configuration.takeError());
  llvm::SmallString<256> Source("source.cpp");
  llvm::vfs::getRealFileSystem()->makeAbsolute(Source);
  auto Here = Configuration->forFile(Source);
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
