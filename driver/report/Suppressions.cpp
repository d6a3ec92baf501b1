//===- Suppressions.cpp - A list of NOLINT comments -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Suppressions.h"
#include "driver/report/JsonText.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/StringExtras.h"

namespace tether {

constexpr int FormatVersion = 1;

void printSuppressionsText(llvm::ArrayRef<ListedSuppression> All,
                           llvm::StringRef From, llvm::raw_ostream &OS) {
  for (const ListedSuppression &L : All) {
    const Suppression &S = *L.What;
    std::vector<std::string> Remarks;
    if (S.Reason.empty())
      Remarks.push_back("no reason");
    if (L.Does == Use::Nothing)
      Remarks.push_back("suppresses nothing");
    if (!L.Author.empty())
      Remarks.push_back(L.Author);
    if (!L.Date.empty())
      Remarks.push_back(L.Date);
    OS << relativeTo(S.Where.File, From) << ':' << S.Where.Line << ':'
       << S.Where.Column << ": " << S.Text;
    if (!S.Reason.empty())
      OS << ": " << S.Reason;
    if (!Remarks.empty())
      OS << " [" << llvm::join(Remarks, ", ") << ']';
    OS << '\n';
  }
}

void printSuppressionsJson(llvm::ArrayRef<ListedSuppression> All,
                           llvm::StringRef Root, llvm::raw_ostream &OS) {
  Json J = {{"version", FormatVersion},
            {"root", Root.str()},
            {"suppressions", Json::array()}};
  for (const ListedSuppression &L : All) {
    const Suppression &S = *L.What;
    Json Checks = Json::array();
    for (const SuppressedName &N : S.Names)
      Checks.push_back(N.Name);
    J["suppressions"].push_back(
        {{"file", relativeTo(S.Where.File, Root).str()},
         {"line", S.Where.Line},
         {"column", S.Where.Column},
         {"comment", S.Text},
         {"checks", std::move(Checks)},
         {"reason", orNull(S.Reason)},
         {"suppresses",
          L.Does == Use::Unknown ? Json() : Json(L.Does == Use::Suppresses)},
         {"author", orNull(L.Author)},
         {"date", orNull(L.Date)}});
  }
  printJson(J, OS);
}

} // namespace tether
