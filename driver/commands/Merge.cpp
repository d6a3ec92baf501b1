//===- Merge.cpp - tether merge -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Merge.h"
#include "driver/judge/Outcome.h"
#include "driver/result/Archive.h"
#include "driver/select/Sources.h"
#include "driver/select/Timings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/WithColor.h"
#include <map>

namespace tether {

namespace {

/// The folder of the project that the working directory belongs to: that of
/// the database that a scan would find here, so that both name files alike.
std::string projectHere(compdb::FileSystem FS) {
  auto Database = [&]() -> llvm::Expected<compdb::Database> {
    auto Path = compdb::locate(FS, "", {});
    if (!Path)
      return Path.takeError();
    return compdb::read(FS, *Path);
  }();
  if (Database)
    return Database->Root;
  llvm::consumeError(Database.takeError()); // A merge needs none.
  return compdb::projectAround(*FS, compdb::canonical(*FS, "", "."));
}

llvm::Expected<std::string> rootOf(const MergeRequest &Request) {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  if (Request.Root.empty())
    return projectHere(FS);
  if (!llvm::sys::fs::is_directory(Request.Root))
    return llvm::createStringError("--root: there is no folder '" +
                                   Request.Root + "'");
  return compdb::canonical(*FS, "", Request.Root);
}

/// A result and the file that it came in.
struct Delivery {
  std::string Path;
  ScanResult Result;
};

/// Whether two are results of one scan.
llvm::Error checkSame(const Delivery &A, const Delivery &B) {
  const std::string Both = "'" + A.Path + "' and '" + B.Path + "' ";
  auto Part = [](const ScanResult &R) {
    return std::to_string(R.Shard) + "/" + std::to_string(R.Shards);
  };
  if (A.Result.Shards != B.Result.Shards)
    return llvm::createStringError(Both + "are shards " + Part(A.Result) +
                                   " and " + Part(B.Result) +
                                   "; merge those of one number of shards");
  if (A.Result.Digest != B.Result.Digest)
    return llvm::createStringError(
        Both + "are of different databases, configurations, options or "
               "timings; run all shards on the same state of the project with "
               "the same options");
  return llvm::Error::success();
}

/// Which of two results of one shard counts, whatever their order: that which
/// analysed more.
bool isBetter(const ScanResult &A, const ScanResult &B) {
  auto Key = [](const ScanResult &R) {
    return std::pair(llvm::count_if(R.Units,
                                    [](const UnitResult &Unit) {
                                      return Unit.Failed.has_value();
                                    }),
                     pack(R));
  };
  return Key(A) < Key(B);
}

using Shards = std::map<unsigned, Delivery>;

llvm::Expected<Shards> readAll(llvm::ArrayRef<std::string> Paths,
                               llvm::StringRef Root) {
  Shards All;
  for (const std::string &Path : Paths) {
    auto Result = readResult(Path, Root);
    if (!Result)
      return Result.takeError();
    Delivery New{Path, std::move(*Result)};
    if (!All.empty())
      if (llvm::Error E = checkSame(All.begin()->second, New))
        return std::move(E);
    auto [It, IsFirst] = All.try_emplace(New.Result.Shard);
    if (IsFirst || isBetter(New.Result, It->second.Result))
      It->second = std::move(New);
  }
  return All;
}

/// What stands for the analysis of a source whose shard is not there.
UnitResult withoutResult(const PlannedFile &F, unsigned Shards) {
  Failure Failed;
  Failed.Why = Failure::Reason::NoResult;
  Failed.File = F.File;
  Failed.Message = "shard " + std::to_string(F.Shard) + " of " +
                   std::to_string(Shards) + " has left no result";
  UnitResult R;
  R.File = F.File;
  R.Failed = std::move(Failed);
  return R;
}

/// The result of all shards; its units are in the order of the plan, as if one
/// scan had analysed them.
ScanResult combine(Shards All) {
  llvm::StringMap<std::vector<UnitResult>> ByFile;
  for (auto &[Number, D] : All)
    for (UnitResult &Unit : D.Result.Units)
      ByFile[Unit.File].push_back(std::move(Unit));
  ScanResult Whole = All.begin()->second.Result;
  Whole.Units.clear();
  // One of them may have been given paths that happen to be everything.
  for (const auto &[Number, D] : All)
    Whole.IsWhole &= D.Result.IsWhole;
  for (auto [I, F] : llvm::enumerate(Whole.Plan)) {
    auto Found = All.find(F.Shard);
    if (Found == All.end()) {
      Whole.Units.push_back(withoutResult(F, Whole.Shards));
      continue;
    }
    F.Milliseconds = Found->second.Result.Plan[I].Milliseconds;
    for (UnitResult &Unit : ByFile[F.File])
      Whole.Units.push_back(std::move(Unit));
  }
  return Whole;
}

/// Says which shards are not there.
void printAbsent(const Shards &All, llvm::raw_ostream &Err) {
  const ScanResult &Any = All.begin()->second.Result;
  std::vector<std::string> Absent;
  for (unsigned Number = 1; Number <= Any.Shards; ++Number)
    if (!All.count(Number))
      Absent.push_back(std::to_string(Number));
  if (Absent.empty())
    return;
  const size_t Sources = llvm::count_if(
      Any.Plan, [&](const PlannedFile &F) { return !All.count(F.Shard); });
  llvm::WithColor::error(Err)
      << "no result of shard" << (Absent.size() == 1 ? " " : "s ")
      << llvm::join(Absent, ", ") << " of " << Any.Shards << ", with "
      << Sources << (Sources == 1 ? " source" : " sources")
      << "; run 'tether scan --shard " << Absent.front() << '/' << Any.Shards
      << " --result FILE'" << (Absent.size() == 1 ? "" : " and so on")
      << ", and merge again\n";
}

} // namespace

ExitStatus merge(const MergeRequest &Request, llvm::raw_ostream &Out,
                 llvm::raw_ostream &Err) {
  auto Reports = Reporting::open(Request);
  if (!Reports)
    return fail(Err, Reports.takeError());
  std::optional<OutputFile> TimingsFile;
  if (!Request.Timings.empty()) {
    auto File = OutputFile::create(Request.Timings);
    if (!File)
      return fail(Err, File.takeError());
    TimingsFile = std::move(*File);
  }
  auto Root = rootOf(Request);
  if (!Root)
    return fail(Err, Root.takeError());
  auto All = readAll(Request.Results, *Root);
  if (!All)
    return fail(Err, All.takeError());

  printAbsent(*All, Err);
  ScanResult Whole = combine(std::move(*All));
  llvm::Error Unwritten = llvm::Error::success();
  if (TimingsFile)
    Unwritten = llvm::joinErrors(std::move(Unwritten),
                                 writeTimings(*TimingsFile, timingsOf(Whole)));
  ScanOutcome Outcome = makeOutcome(std::move(Whole), Request.Suppressions);
  Reports->applyBaseline(Outcome);
  Unwritten =
      llvm::joinErrors(std::move(Unwritten), Reports->write(Outcome, Out, Err));
  if (Unwritten)
    return fail(Err, std::move(Unwritten));
  return Request.status(Outcome.R);
}

} // namespace tether
