//===- Suppressions.h - A list of NOLINT comments ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_SUPPRESSIONS_H
#define TETHER_DRIVER_REPORT_SUPPRESSIONS_H

#include "driver/result/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

struct ListedSuppression {
  const Suppression *What = nullptr;
  Use Does = Use::Unknown;
  std::string Author = ""; ///< Of its line; empty if that is not known.
  std::string Date = "";   ///< "2024-05-06"; empty if that is not known.
};

/// A line each, with paths as seen from `From`.
void printSuppressionsText(llvm::ArrayRef<ListedSuppression> All,
                           llvm::StringRef From, llvm::raw_ostream &OS);

/// The format is described in docs/usage/suppressions.md. Paths are relative to
/// the project's `Root`.
void printSuppressionsJson(llvm::ArrayRef<ListedSuppression> All,
                           llvm::StringRef Root, llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_SUPPRESSIONS_H
