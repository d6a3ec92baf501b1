//===- Hygiene.cpp - What is wrong with NOLINT comments -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Hygiene.h"
#include "driver/nolint/Directives.h"
#include "driver/result/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace tether {

namespace {

/// Whether the list names it itself, to be left alone by it.
bool excuses(const Suppression &S, llvm::StringRef Check) {
  return llvm::any_of(S.Names,
                      [&](const SuppressedName &N) { return N.Name == Check; });
}

Finding finding(const Suppression &S, llvm::StringRef Check,
                std::string Message) {
  Finding F;
  F.Check = Check.str();
  F.Message = std::move(Message);
  F.Where = S.Where;
  F.Function = S.Function;
  F.FunctionBegin = S.FunctionBegin;
  F.FunctionEnd = S.FunctionEnd;
  F.Statement = S.Text;
  F.Ranges = {{S.Where.File, S.Where.Offset, unsigned(S.Text.size())}};
  return F;
}

/// Those that no analysed unit needs.
std::vector<llvm::StringRef> unusedNames(const Suppression &S) {
  std::vector<llvm::StringRef> Result;
  for (const SuppressedName &N : S.Names)
    if (N.Does == Use::Nothing && !isAboutSuppressions(N.Name))
      Result.push_back(N.Name);
  return Result;
}

/// Takes the names out of the list, or the comment away if that is all of it.
std::vector<Edit> withoutNames(const Suppression &S,
                               llvm::ArrayRef<llvm::StringRef> Names) {
  const Directive D = parseDirectives(S.Text).front();
  std::vector<llvm::StringRef> Left = D.Names;
  llvm::erase_if(Left, [&](llvm::StringRef Name) {
    return llvm::is_contained(Names, Name);
  });
  if (Left.empty())
    return S.Removal;
  if (D.Word == "NOLINTBEGIN")
    return {}; // The list of its NOLINTEND has to be the same.
  const unsigned Open = D.Word.size() + 1;
  return {{{S.Where.File, S.Where.Offset + Open,
            unsigned(S.Text.size()) - Open - 1},
           llvm::join(Left, ", "),
           S.FileHash}};
}

std::string quotedList(llvm::ArrayRef<llvm::StringRef> Names) {
  return "'" + llvm::join(Names, "' and '") + "'";
}

Finding unused(const Suppression &S, llvm::ArrayRef<llvm::StringRef> Names) {
  std::string Message = quotedList(Names);
  std::vector<llvm::StringRef> Unknown;
  for (llvm::StringRef Name : Names)
    if (llvm::none_of(allChecks(), [&](const CheckInfo &C) {
          return isNamedBy(C.Name, Name);
        }))
      Unknown.push_back(Name);
  Message += Names.size() == 1 ? " suppresses" : " suppress";
  Message += " nothing";
  if (!Unknown.empty())
    Message += (Unknown.size() == 1 ? "; there is no check "
                                    : "; there are no checks ") +
               quotedList(Unknown);
  Finding F = finding(S, UnusedSuppression, std::move(Message));
  F.Fixes = withoutNames(S, Names);
  return F;
}

} // namespace

bool isAboutSuppressions(llvm::StringRef Check) {
  return Check == SuppressionWithoutReason || Check == UnusedSuppression;
}

bool isBare(const Suppression &S) {
  return llvm::all_of(S.Names,
                      [](const SuppressedName &N) { return N.Name == "*"; });
}

void addSuppressionFindings(
    Report &R, const SuppressionRules &Rules,
    llvm::function_ref<bool(llvm::StringRef File)> IsJudged) {
  for (const Suppression &S : R.Suppressions) {
    if (isBare(S))
      continue;
    if (Rules.RequireReason && S.Reason.empty() &&
        !excuses(S, SuppressionWithoutReason))
      R.Findings.push_back(finding(
          S, SuppressionWithoutReason,
          "'" + S.Text + "' gives no reason, such as '" + S.Text + ": why'"));
    if (!Rules.ReportUnused || excuses(S, UnusedSuppression) ||
        !IsJudged(S.Where.File))
      continue;
    if (auto Names = unusedNames(S); !Names.empty())
      R.Findings.push_back(unused(S, Names));
  }
  sortFindings(R.Findings);
}

} // namespace tether
