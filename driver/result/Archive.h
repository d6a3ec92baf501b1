//===- Archive.h - Results as bytes -----------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For processes and runs of one build of Tether to tell each other. Equal
// results are equal bytes.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RESULT_ARCHIVE_H
#define TETHER_DRIVER_RESULT_ARCHIVE_H

#include "driver/result/Finding.h"
#include "driver/support/FilesRead.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace tether {

struct ScanResult;

/// What the analysis of a unit yields, and what that depends on.
struct Analysis {
  UnitResult Result;
  FilesRead Files;
};

struct ScannedUnit {
  unsigned Number = 0;
  bool AreAll = false;         ///< Files; errors may hide some.
  std::vector<unsigned> Files; ///< That it reads: as indices of Seen.
};

/// What a scan for includes yields.
struct IncludeScan {
  FilesRead Seen;
  std::vector<ScannedUnit> Units;
};

std::string pack(const Analysis &A);
std::string pack(const IncludeScan &S);
std::string pack(const UnitResult &R);
std::string pack(const ScanResult &R);

/// Nothing if the bytes are not what pack() makes.
std::optional<Analysis> unpackAnalysis(llvm::StringRef Bytes);
std::optional<IncludeScan> unpackIncludes(llvm::StringRef Bytes);
std::optional<UnitResult> unpackResult(llvm::StringRef Bytes);
std::optional<ScanResult> unpackScan(llvm::StringRef Bytes);

/// Shows `Change` every path in a result.
void forEachPath(UnitResult &R, llvm::function_ref<void(std::string &)> Change);

/// Shows `Change` every other string.
void forEachText(UnitResult &R, llvm::function_ref<void(std::string &)> Change);

} // namespace tether

#endif // TETHER_DRIVER_RESULT_ARCHIVE_H
