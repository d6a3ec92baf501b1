//===- Inferred.cpp - tether model inferred -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/InHouse.h"
#include "checks/facts/collect/Builder.h"
#include "checks/model/Resolver.h"
#include "driver/commands/model/Model.h"
#include "driver/config/EffectiveModel.h"
#include "driver/judge/Outcome.h"
#include "driver/report/Wording.h"
#include "driver/run/Schedule.h"
#include "driver/support/Paths.h"
#include "clang/AST/ASTContext.h"
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
    model::Resolver Names(Context, Model.libraries(), Model.areConventionsOn());
    auto Prog = facts::Program::of(facts::collectCode(Context, Names));
    for (const facts::InHouseFact &F : facts::inHouseFacts(*Prog)) {
      Location At = locate(Context.getSourceManager(), F.Of->getLocation());
      std::lock_guard<std::mutex> Lock(Mutex);
      Entries.insert({relativeTo(At.File, Here).str(), At.Line, At.Column,
                      F.Of->getQualifiedNameAsString() + " is " + F.What, F.K});
    }
  }

  void print(llvm::raw_ostream &Out) const {
    for (const auto &[File, Line, Column, Text, K] : Entries)
      Out << File << ':' << Line << ':' << Column << ": " << Text << '\n';
    using Fact = facts::InHouseFact;
    Out << "channels: " << count(Fact::Channel)
        << ", spawns: " << count(Fact::Spawn)
        << ", owners: " << count(Fact::Owner)
        << ", handles: " << count(Fact::Handle)
        << ", by convention: " << count(Fact::ByName) << '\n';
  }

private:
  unsigned count(facts::InHouseFact::Kind K) const {
    return llvm::count_if(Entries,
                          [&](const Entry &E) { return std::get<4>(E) == K; });
  }

  /// File, line, column and text: the order in which they are printed.
  using Entry = std::tuple<std::string, unsigned, unsigned, std::string,
                           facts::InHouseFact::Kind>;
  llvm::StringRef Here;
  std::mutex Mutex;
  std::set<Entry> Entries;
};

} // namespace

ExitStatus inferModel(const ModelInferRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  ExitStatus Status = Clean;
  std::optional<UnitSet> Found =
      allUnits(Request.Where, Request.Config, Err, Status);
  if (!Found)
    return Status;

  llvm::SmallString<256> Here;
  llvm::vfs::getRealFileSystem()->getRealPath(".", Here);
  Inventory All(Here);
  std::set<std::string> Mistakes;
  std::mutex Mutex;
  std::vector<UnitResult> Results(Found->Units.size());
  forAll(Found->Units.size(), Request.Jobs, [&](size_t I) {
    const Unit &U = Found->Units[I];
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
  printProblems(makeReport(std::move(Results), Found->Gone), Here, Err);
  for (const std::string &Text : Mistakes)
    Err << Text;
  if (!Mistakes.empty())
    return Error;
  return Failed ? Incomplete : Clean;
}

} // namespace tether
