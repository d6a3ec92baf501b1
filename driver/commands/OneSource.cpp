//===- OneSource.cpp - What looks into one source -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/OneSource.h"
#include "driver/judge/Outcome.h"
#include "driver/report/Wording.h"
#include "driver/support/Paths.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace tether {

OneSource
lookInto(const SourceRequest &Where, const ConfigRequest &Config,
         llvm::raw_ostream &Err,
         llvm::function_ref<void(ASTContext &, const EffectiveModel &)> Look) {
  OneSource Source;
  std::optional<UnitSet> Found = allUnits(Where, Config, Err, Source.Status);
  if (!Found)
    return Source;
  const Unit &U = Found->Units.front();
  if (llvm::any_of(Found->Units,
                   [&](const Unit &Other) { return Other.File != U.File; })) {
    Source.Status = fail(
        Err,
        llvm::createStringError("'" + Where.Paths.front() +
                                "' is more than one source; name one of them"));
    return Source;
  }
  EffectiveModel Model(U.Options, U.File);
  const bool Broken = Model.printErrors(Err);
  UnitResult Result;
  Result.File = U.File;
  Result.Failed = parse(U, Bodies::Parsed, [&](ASTContext &Context, bool) {
    Look(Context, Model);
  });
  Source.WasParsed = !Result.Failed;
  Source.Status = Broken ? Error : Result.Failed ? Incomplete : Clean;
  llvm::SmallString<256> Here;
  llvm::vfs::getRealFileSystem()->getRealPath(".", Here);
  Source.Name = relativeTo(U.File, Here).str();
  std::vector<UnitResult> Results;
  Results.push_back(std::move(Result));
  printProblems(makeReport(std::move(Results), {}), Here, Err);
  return Source;
}

} // namespace tether
