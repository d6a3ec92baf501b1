//===- Formats.h - The forms of a report ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_FORMATS_H
#define TETHER_DRIVER_REPORT_FORMATS_H

#include "driver/result/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace tether {

/// What a form depends on besides the report.
struct FormatSettings {
  std::string Root;   ///< The project's folder.
  std::string From;   ///< The working directory.
  std::string RunId;  ///< Tells runs over the same code apart; may be empty.
  bool Color = false; ///< On standard output.
  bool ShowKnown = false;      ///< Where a format can tell them from new ones.
  bool ShowSuppressed = false; ///< The same.
};

struct Format {
  llvm::StringLiteral Name;
  void (*Print)(const Report &R, const FormatSettings &Settings,
                llvm::raw_ostream &OS);
};

/// All formats; the first is the one that nobody has to ask for.
llvm::ArrayRef<Format> formats();

/// "text, json or sarif"
std::string formatNames();

llvm::Expected<const Format *> findFormat(llvm::StringRef Name);

/// Findings per check, for people or programs as `Form` is. An error if there
/// are none like it.
llvm::Expected<const Format *> statisticsLike(const Format &Form);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_FORMATS_H
