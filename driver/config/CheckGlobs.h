//===- CheckGlobs.h - Lists of checks as users write them -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CONFIG_CHECKGLOBS_H
#define TETHER_DRIVER_CONFIG_CHECKGLOBS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace tether {

/// One item of "tether-*,-tether-hidden-spawn". Refers to the list.
struct CheckGlob {
  llvm::StringRef Text; ///< Without the '-'.
  bool IsPositive;

  /// Can only mean checks of ours.
  bool isOurs() const { return Text.starts_with("tether"); }
  bool matches(llvm::StringRef Check) const;
};

/// The items of a list, which commas and line ends separate.
std::vector<CheckGlob> checkGlobs(llvm::StringRef List);

/// An error if one matches no check. `Source` is where they are written.
llvm::Error checkNames(llvm::ArrayRef<CheckGlob> Globs, llvm::StringRef Source);

} // namespace tether

#endif // TETHER_DRIVER_CONFIG_CHECKGLOBS_H
