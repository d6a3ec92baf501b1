//===- CheckGlobs.cpp - Lists of checks as users write them ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/config/CheckGlobs.h"
#include "checks/Module.h"
#include "clang-tidy/GlobList.h"
#include "driver/support/DidYouMean.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace tether {

bool CheckGlob::matches(llvm::StringRef Check) const {
  return clang::tidy::GlobList(Text).contains(Check);
}

std::vector<CheckGlob> checkGlobs(llvm::StringRef List) {
  std::vector<CheckGlob> Result;
  for (llvm::StringRef Item : llvm::split(List, ',')) {
    llvm::SmallVector<llvm::StringRef, 4> Lines;
    Item.split(Lines, '\n');
    for (llvm::StringRef Line : Lines) {
      llvm::StringRef Text = Line.trim();
      bool IsNegative = Text.consume_front("-");
      if (!Text.ltrim().empty())
        Result.push_back({Text.ltrim(), !IsNegative});
    }
  }
  return Result;
}

llvm::Error checkNames(llvm::ArrayRef<CheckGlob> Globs,
                       llvm::StringRef Source) {
  for (const CheckGlob &G : Globs) {
    if (llvm::any_of(allChecks(),
                     [&](const CheckInfo &C) { return G.matches(C.Name); }))
      continue;
    const std::string Hint =
        didYouMean(G.Text, llvm::map_range(allChecks(), [](const CheckInfo &C) {
                     return llvm::StringRef(C.Name);
                   }));
    return llvm::createStringError(
        "unknown check '" + G.Text + "' in " + Source + "; " +
        (Hint.empty() ? "'tether explain' lists all" : Hint));
  }
  return llvm::Error::success();
}

} // namespace tether
