//===- Report.cpp - What a run found --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/result/Report.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace tether {

ExitStatus Report::status() const {
  if (!ConfigErrors.empty())
    return Error;
  if (!Failures.empty())
    return Incomplete;
  return Findings.empty() ? Clean : HasFindings;
}

static auto order(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Line, F.Where.Column, F.Check,
                  F.Message);
}

void sortFindings(std::vector<Finding> &Findings) {
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    return order(A) < order(B);
  });
}

} // namespace tether
