//===- GitLab.cpp - Findings as a code quality report of GitLab -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/JsonText.h"
#include "driver/report/Printers.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"

namespace tether {

namespace {

const char *severityWord(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "info";
  case Severity::Warning:
    return "minor";
  case Severity::Error:
    return "major";
  }
  llvm_unreachable("unknown severity");
}

} // namespace

void printGitLab(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS) {
  Json All = Json::array();
  for (const Finding &F : R.Findings)
    // A place is required, also of what has none.
    All.push_back({{"description", F.Message},
                   {"check_name", F.Check},
                   {"fingerprint", F.Fingerprint},
                   {"severity", severityWord(severity(F))},
                   {"location",
                    {{"path", relativeTo(F.Where.File, Root).str()},
                     {"lines", {{"begin", std::max(F.Where.Line, 1u)}}}}}});
  printJson(All, OS);
}

} // namespace tether
