//===- Inferred.cpp - tether model inferred -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/InHouse.h"
#include "checks/model/Resolver.h"
#include "driver/model/Commands.h"
#include "driver/model/Effective.h"
#include "driver/schedule/Schedule.h"
#include "clang/AST/ASTContext.h"
#include <map>
#include <mutex>
#include <set>
#include <tuple>

using namespace clang;

namespace tether {

namespace {

/// What was recognised in all units so far; a header counts once.
class Inventory {
public:
  explicit Inventory(llvm::StringRef Here) : Here(Here) {}

  void add(ASTContext &Context, const EffectiveModel &Model) {
    model::Resolver Names(Context, Model.libraries());
    auto Facts = facts::Unit::collect(Context, Names);
    for (const facts::InHouseFact &F : facts::inHouseFacts(*Facts)) {
      Entry E = place(Context.getSourceManager(), F.Of->getLocation());
      std::get<3>(E) = F.Of->getQualifiedNameAsString() + " is " + F.What;
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Entries.insert({std::move(E), F.K}).second)
        ++Counts[F.K];
    }
  }

  void print(llvm::raw_ostream &Out) const {
    for (const auto &[E, K] : Entries)
      Out << std::get<0>(E) << ':' << std::get<1>(E) << ':' << std::get<2>(E)
          << ": " << std::get<3>(E) << '\n';
    using Fact = facts::InHouseFact;
    Out << "channels: " << count(Fact::Channel)
        << ", spawns: " << count(Fact::Spawn)
        << ", owners: " << count(Fact::Owner)
        << ", handles: " << count(Fact::Handle) << '\n';
  }

private:
  /// File, line, column and text: the order in which they are printed.
  using Entry = std::tuple<std::string, unsigned, unsigned, std::string>;

  Entry place(const SourceManager &Sources, SourceLocation Loc) const {
    FullSourceLoc At(Sources.getFileLoc(Loc), Sources);
    OptionalFileEntryRef File = At.getFileEntryRef();
    if (!File)
      return {"<unknown>", 0, 0, ""};
    llvm::StringRef Path = Sources.getFileManager().getCanonicalName(*File);
    return {relativeTo(Path, Here).str(), At.getLineNumber(),
            At.getColumnNumber(), ""};
  }

  unsigned count(facts::InHouseFact::Kind K) const {
    auto It = Counts.find(K);
    return It == Counts.end() ? 0 : It->second;
  }

  llvm::StringRef Here;
  std::mutex Mutex;
  std::map<Entry, facts::InHouseFact::Kind> Entries;
  std::map<facts::InHouseFact::Kind, unsigned> Counts;
};

} // namespace

ExitStatus inferModel(const ModelInferRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  auto Found = findSources(FS, Request.Where);
  if (!Found)
    return fail(Err, Found.takeError());
  auto Units = makeUnits(Found->Selected.Present, Request.Config,
                         [](const FileConfig &) { return true; });
  if (!Units)
    return fail(Err, Units.takeError());
  if (Units->empty()) {
    fail(Err, allGone(*Found));
    return Incomplete;
  }

  llvm::SmallString<256> Here;
  FS->getRealPath(".", Here);
  Inventory All(Here);
  std::set<std::string> Mistakes;
  std::mutex Mutex;
  std::vector<UnitResult> Results(Units->size());
  forAll(Units->size(), Request.Jobs, [&](size_t I) {
    const Unit &U = (*Units)[I];
    EffectiveModel Model(U.Options, U.File);
    std::string Text;
    llvm::raw_string_ostream Stream(Text);
    if (Model.printErrors(Stream)) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Mistakes.insert(Text);
    }
    Results[I].File = U.File;
    Results[I].Failed =
        parse(U, Bodies::Parsed,
              [&](ASTContext &Context, bool) { All.add(Context, Model); });
  });
  All.print(Out);
  bool Failed = llvm::any_of(
      Results, [](const UnitResult &R) { return R.Failed.has_value(); });
  printProblems(makeReport(std::move(Results), Found->Selected.Gone), Here,
                Err);
  for (const std::string &Text : Mistakes)
    Err << Text;
  if (!Mistakes.empty())
    return Error;
  return Failed ? Incomplete : Clean;
}

} // namespace tether
