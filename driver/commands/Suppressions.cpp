//===- Suppressions.cpp - tether suppressions -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Suppressions.h"
#include "driver/nolint/Blame.h"
#include "driver/report/Suppressions.h"
#include "driver/report/Wording.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

using Entries = std::vector<ListedSuppression>;

Use useOf(const Suppression &S, bool IsJudged) {
  Use Greatest = Use::Unknown;
  for (const SuppressedName &N : S.Names)
    Greatest = std::max(Greatest, N.Does);
  return Greatest == Use::Nothing && !IsJudged ? Use::Unknown : Greatest;
}

/// Adds who has written them, as far as git knows; says the first reason why it
/// does not.
void addAuthors(Entries &All, llvm::raw_ostream *Err) {
  llvm::MutableArrayRef<ListedSuppression> Rest = All;
  while (!Rest.empty()) {
    const std::string &File = Rest.front().What->Where.File;
    auto OfFile = Rest.take_while(
        [&](const ListedSuppression &L) { return L.What->Where.File == File; });
    Rest = Rest.drop_front(OfFile.size());
    std::vector<unsigned> Lines;
    for (const ListedSuppression &L : OfFile)
      Lines.push_back(L.What->Where.Line);
    auto Written = blame(File, Lines);
    if (!Written) {
      const std::string Why = llvm::toString(Written.takeError());
      if (Err)
        llvm::WithColor::note(*Err)
            << "not all authors are known: " << Why << '\n';
      Err = nullptr;
      continue;
    }
    for (ListedSuppression &L : OfFile)
      if (auto Found = Written->find(L.What->Where.Line);
          Found != Written->end()) {
        L.Author = Found->second.Author;
        L.Date = Found->second.Date;
      }
  }
}

} // namespace

ExitStatus listSuppressions(const SuppressionsRequest &Request,
                            llvm::raw_ostream &Out, llvm::raw_ostream &Err) {
  ScanRequest Scan = Request.Scan;
  Scan.Suppressions.ReportUnused = true; // So that it is known.
  auto Outcome = runChecks(Scan, Err);
  if (!Outcome)
    return fail(Err, Outcome.takeError());
  const Report &R = Outcome->R;
  printProblems(R, Outcome->From, Err);
  Entries All;
  for (const Suppression &S : R.Suppressions)
    if (Request.All || !isBare(S))
      All.push_back({&S, useOf(S, Outcome->Seen.has(relativeTo(
                                      S.Where.File, Outcome->Root)))});
  addAuthors(All, Request.Scan.Quiet ? nullptr : &Err);
  if (Request.Json)
    printSuppressionsJson(All, Outcome->Root, Out);
  else
    printSuppressionsText(All, Outcome->From, Out);
  if (!R.ConfigErrors.empty())
    return Error;
  return R.Failures.empty() ? Clean : Incomplete;
}

} // namespace tether
