//===- Sources.cpp - What the command line asks to look at ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Sources.h"
#include "driver/compdb/CommandLine.h"
#include "driver/compdb/Configurations.h"
#include "driver/compdb/QueryDriver.h"
#include "driver/support/ResourceDir.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"
#include <set>
#include <tuple>

namespace tether {

namespace {

std::string noteOnSkipped(const std::map<std::string, size_t> &Skipped) {
  size_t Total = 0;
  std::string Kinds;
  for (const auto &[Extension, Count] : Skipped) {
    Total += Count;
    Kinds += (Kinds.empty() ? "" : ", ") + std::to_string(Count) + " " +
             (Extension.empty() ? "without extension" : Extension);
  }
  return std::to_string(Total) + (Total == 1 ? " source is" : " sources are") +
         " neither C nor C++, skipped: " + Kinds;
}

/// Appends each way to compile one file once, with a name if there are several.
void appendDistinct(llvm::MutableArrayRef<Unit> OfOneFile,
                    std::vector<Unit> &Result) {
  const size_t Begin = Result.size();
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> Seen;
  std::vector<std::vector<std::string>> Commands;
  for (Unit &U : OfOneFile)
    if (Seen.emplace(U.Directory, U.Problem, compdb::optionsOf(U.Arguments))
            .second) {
      Commands.push_back(U.Arguments);
      Result.push_back(std::move(U));
    }
  if (Commands.size() == 1)
    return;
  for (auto [I, Name] : llvm::enumerate(compdb::configurationNames(Commands))) {
    Unit &U = Result[Begin + I];
    U.Configuration = Name.empty() ? "in '" + U.Directory + "'" : Name;
  }
}

/// `Units` by file.
std::vector<Unit> distinct(std::vector<Unit> Units) {
  std::vector<Unit> Result;
  llvm::MutableArrayRef<Unit> Rest = Units;
  while (!Rest.empty()) {
    auto OfOneFile = Rest.take_while(
        [&](const Unit &U) { return U.File == Rest.front().File; });
    Rest = Rest.drop_front(OfOneFile.size());
    if (OfOneFile.size() == 1)
      Result.push_back(std::move(OfOneFile.front()));
    else
      appendDistinct(OfOneFile, Result);
  }
  return Result;
}

} // namespace

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
  Sources S{std::move(*DB), std::move(*Selected), {}};
  if (!S.Selected.Skipped.empty())
    S.Notes.push_back(noteOnSkipped(S.Selected.Skipped));
  return S;
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
makeUnits(Sources &S, const ConfigRequest &Request,
          llvm::function_ref<bool(const FileConfig &)> Wanted) {
  auto ResourceDir = resourceDir();
  if (!ResourceDir)
    return ResourceDir.takeError();
  auto Configuration = Config::create(Request);
  if (!Configuration)
    return Configuration.takeError();

  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  compdb::QueryDriver Drivers(Request.QueryDriver, /*Seconds=*/10);
  compdb::Omissions Omitted;
  std::vector<Unit> Units;
  for (compdb::Entry E : S.Selected.Present) {
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
    U.File = E.File;
    U.Directory = E.Directory;
    if (llvm::Error Problem = compdb::expand(E, FS)) {
      U.Problem = llvm::toString(std::move(Problem));
    } else {
      if (llvm::Error Silence = Drivers.addTo(E))
        return std::move(Silence);
      auto Arguments = compdb::forClang(E, FS, Changes, *ResourceDir, Omitted);
      if (Arguments)
        E.Arguments = std::move(*Arguments);
      else
        U.Problem = llvm::toString(Arguments.takeError());
    }
    U.Arguments = std::move(E.Arguments);
    U.Options = std::move(ForFile->Options);
    U.Own = std::move(ForFile->Own);
    Units.push_back(std::move(U));
  }
  if (std::string Warning = Drivers.warning(); !Warning.empty())
    S.Notes.push_back(std::move(Warning));
  llvm::append_range(S.Notes, Omitted.notes());
  return distinct(std::move(Units));
}

void printNotes(llvm::ArrayRef<std::string> Notes, llvm::raw_ostream &Err) {
  for (const std::string &Note : Notes)
    llvm::WithColor::note(Err) << Note << '\n';
}

std::optional<UnitSet> allUnits(const SourceRequest &Where,
                                const ConfigRequest &Request,
                                llvm::raw_ostream &Err, ExitStatus &Status) {
  auto Found = findSources(llvm::vfs::getRealFileSystem(), Where);
  if (!Found) {
    Status = fail(Err, Found.takeError());
    return std::nullopt;
  }
  auto Units =
      makeUnits(*Found, Request, [](const FileConfig &) { return true; });
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

} // namespace tether
