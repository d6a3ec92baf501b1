//===- Statistics.cpp - Findings per check --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Formats.h"
#include "driver/report/JsonText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include <map>
#include <tuple>

namespace tether {

namespace {

constexpr int FormatVersion = 1;

struct OfCheck {
  llvm::StringRef Check;
  size_t Count;
  double Share; ///< Of all findings; 0 to 1.
};

/// The most frequent first.
std::vector<OfCheck> statistics(const Report &R) {
  std::map<llvm::StringRef, size_t> Counts;
  for (const Finding &F : R.Findings)
    ++Counts[F.Check];
  std::vector<OfCheck> Result;
  for (const auto &[Check, Count] : Counts)
    Result.push_back({Check, Count, double(Count) / R.Findings.size()});
  llvm::sort(Result, [](const OfCheck &A, const OfCheck &B) {
    return std::tie(B.Count, A.Check) < std::tie(A.Count, B.Check);
  });
  return Result;
}

void printAsText(const Report &R, const FormatSettings &,
                 llvm::raw_ostream &OS) {
  for (const OfCheck &C : statistics(R))
    OS << llvm::format("%6zu %5.1f %%  ", C.Count, 100 * C.Share) << C.Check
       << '\n';
}

void printAsJson(const Report &R, const FormatSettings &,
                 llvm::raw_ostream &OS) {
  Json J = {{"version", FormatVersion},
            {"findings", R.Findings.size()},
            {"checks", Json::array()}};
  for (const OfCheck &C : statistics(R))
    J["checks"].push_back(
        {{"check", C.Check.str()}, {"count", C.Count}, {"share", C.Share}});
  printJson(J, OS);
}

} // namespace

llvm::Expected<const Format *> statisticsLike(const Format &Form) {
  static constexpr Format All[] = {{"text", printAsText},
                                   {"json", printAsJson}};
  const Format *Found =
      llvm::find_if(All, [&](const Format &F) { return F.Name == Form.Name; });
  if (Found == std::end(All))
    return llvm::createStringError("--statistics is printed as text or json, "
                                   "not as " +
                                   Form.Name +
                                   "; --output writes reports besides");
  return Found;
}

} // namespace tether
