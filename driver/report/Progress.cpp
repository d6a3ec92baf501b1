//===- Progress.cpp - Files done, on a terminal ---------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Progress.h"
#include "llvm/Support/Path.h"

namespace tether {

namespace {
constexpr llvm::StringLiteral EraseLine = "\r\033[K";
} // namespace

Progress::~Progress() {
  if (Show)
    OS << EraseLine;
  OS.flush();
}

void Progress::done(const UnitResult &Unit) {
  ++Done;
  Findings += Unit.Findings.size();
  if (!Show)
    return;
  OS << EraseLine << '[' << Done << '/' << Total << "] " << Findings
     << (Findings == 1 ? " finding  " : " findings  ")
     << llvm::sys::path::filename(Unit.File);
  OS.flush();
}

} // namespace tether
