//===- Sources.cpp - What the command line asks to look at ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Sources.h"
#include "driver/ResourceDir.h"
#include "driver/compdb/CommandLine.h"
#include "llvm/Support/WithColor.h"

namespace tether {

llvm::Expected<Sources> findSources(compdb::FileSystem FS,
                                    const SourceRequest &Request) {
  auto Read = [&]() -> llvm::Expected<compdb::Database> {
    if (Request.Flags)
      return compdb::fixed(FS, Request.Paths, *Request.Flags);
    auto Path = compdb::locate(FS, Request.BuildDir, Request.Paths);
    if (!Path)
      return Path.takeError();
    return compdb::read(FS, *Path);
  };
  auto DB = Read();
  if (!DB)
    return DB.takeError();
  auto Selected = compdb::select(FS, *DB, Request.Paths);
  if (!Selected)
    return Selected.takeError();
  return Sources{std::move(*DB), std::move(*Selected)};
}

llvm::Error allGone(const Sources &S) {
  const std::string &First = S.Selected.Gone.front();
  if (S.DB.Path.empty())
    return llvm::createStringError("'" + First + "' does not exist");
  return llvm::createStringError(
      "none of the sources that '" + S.DB.Path +
      "' names exists (the first is '" + First +
      "'); the database is of another checkout or out of date, configure the "
      "build again");
}

llvm::Expected<std::vector<Unit>>
makeUnits(std::vector<compdb::Entry> Entries, const ConfigRequest &Request,
          llvm::function_ref<bool(const FileConfig &)> Wanted) {
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
    if (!Wanted(*ForFile))
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

std::optional<UnitSet> allUnits(const SourceRequest &Where,
                                const ConfigRequest &Request,
                                llvm::raw_ostream &Err, ExitStatus &Status) {
  auto Found = findSources(llvm::vfs::getRealFileSystem(), Where);
  if (!Found) {
    Status = fail(Err, Found.takeError());
    return std::nullopt;
  }
  auto Units = makeUnits(Found->Selected.Present, Request,
                         [](const FileConfig &) { return true; });
  if (!Units) {
    Status = fail(Err, Units.takeError());
    return std::nullopt;
  }
  if (Units->empty()) {
    fail(Err, allGone(*Found));
    Status = Incomplete;
    return std::nullopt;
  }
  return UnitSet{std::move(*Units), std::move(Found->Selected.Gone)};
}

llvm::Expected<FileConfig> configHere(const ConfigRequest &Request,
                                      std::string *Source) {
  auto Configuration = Config::create(Request);
  if (!Configuration)
    return Configuration.takeError();
  llvm::SmallString<256> File("source.cpp");
  llvm::vfs::getRealFileSystem()->makeAbsolute(File);
  if (Source)
    *Source = std::string(File);
  return Configuration->forFile(File);
}

ExitStatus fail(llvm::raw_ostream &Err, llvm::Error E) {
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    llvm::WithColor::error(Err) << Info.message() << '\n';
  });
  return Error;
}

} // namespace tether
