//===- Printers.h - The formats of reports ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_PRINTERS_H
#define TETHER_DRIVER_REPORT_PRINTERS_H

#include "driver/result/Report.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

/// As clang-tidy prints findings: with source line, notes and fixes. Paths are
/// relative to the working directory `From`.
void printText(const Report &R, llvm::StringRef From, bool Color,
               llvm::raw_ostream &OS);

/// The format is described in docs/usage/scan.md. Paths are relative to
/// the project's `Root`.
void printJson(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);

/// The others are described in docs/usage/reports.md.
struct SarifSettings {
  llvm::StringRef RunId;
  bool ShowKnown = false;
  bool ShowSuppressed = false;
};
void printSarif(const Report &R, llvm::StringRef Root,
                const SarifSettings &Settings, llvm::raw_ostream &OS);
void printGitHub(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);
void printGitLab(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);
void printJUnit(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);
void printReviewDog(const Report &R, llvm::StringRef Root,
                    llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_PRINTERS_H
