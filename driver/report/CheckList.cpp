//===- CheckList.cpp - Checks, to be listed -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/CheckList.h"
#include "driver/report/JsonText.h"
#include "driver/result/Rules.h"
#include "llvm/Support/Format.h"

namespace tether {

namespace {

constexpr int FormatVersion = 1;

llvm::StringRef fixWord(FixSafety Fix) {
  switch (Fix) {
  case FixSafety::None:
    return "none";
  case FixSafety::Safe:
    return "safe";
  case FixSafety::Unsafe:
    return "unsafe";
  }
  llvm_unreachable("unknown safety");
}

Json entry(const CheckInfo &C, Severity Level) {
  return {{"name", C.Name.str()},          {"summary", C.Summary.str()},
          {"severity", word(Level).str()}, {"on_by_default", C.OnByDefault},
          {"fix", fixWord(C.Fix).str()},   {"stability", word(C.Stage).str()},
          {"since", C.Since.str()}};
}

} // namespace

void printChecks(llvm::ArrayRef<ListedCheck> Checks, llvm::raw_ostream &OS) {
  size_t Longest = 0;
  for (const ListedCheck &C : Checks)
    Longest = std::max(Longest, C.Info->Name.size());
  OS << "Enabled checks:\n";
  for (const ListedCheck &C : Checks)
    OS << "    " << llvm::left_justify(C.Info->Name, Longest + 2)
       << llvm::left_justify(word(C.Level), 9)
       << (C.Info->OnByDefault ? "on" : "off") << " by default"
       << (C.Info->Stage == Stability::Preview ? ", preview\n" : "\n");
}

void printChecksJson(llvm::ArrayRef<ListedCheck> Checks,
                     llvm::raw_ostream &OS) {
  Json J = {{"version", FormatVersion}, {"checks", Json::array()}};
  for (const ListedCheck &C : Checks)
    J["checks"].push_back(entry(*C.Info, C.Level));
  printJson(J, OS);
}

void printCheckJson(const CheckInfo &Check, llvm::ArrayRef<CheckOption> Options,
                    llvm::StringRef Page, llvm::raw_ostream &OS) {
  Json J = {{"version", FormatVersion}};
  J.update(entry(Check, Check.Level));
  J["options"] = Json::array();
  for (const CheckOption &O : Options)
    J["options"].push_back({{"name", O.Name}, {"default", O.Value}});
  J["page"] = Page.str();
  printJson(J, OS);
}

} // namespace tether
