//===- CheckList.h - Checks, to be listed -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/usage/configuration.md describes the JSON.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_CHECKLIST_H
#define TETHER_DRIVER_REPORT_CHECKLIST_H

#include "checks/Module.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace tether {

struct ListedCheck {
  const CheckInfo *Info; ///< Not null.
  Severity Level;        ///< As it is configured.
};

struct CheckOption {
  std::string Name;
  std::string Value;
};

/// As clang-tidy lists checks, with severity and default.
void printChecks(llvm::ArrayRef<ListedCheck> Checks, llvm::raw_ostream &OS);
void printChecksJson(llvm::ArrayRef<ListedCheck> Checks, llvm::raw_ostream &OS);

/// One check with all that is known of it. `Page` is Markdown.
void printCheckJson(const CheckInfo &Check, llvm::ArrayRef<CheckOption> Options,
                    llvm::StringRef Page, llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_CHECKLIST_H
