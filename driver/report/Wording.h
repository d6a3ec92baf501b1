//===- Wording.h - What a run came to, in words -----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_WORDING_H
#define TETHER_DRIVER_REPORT_WORDING_H

#include "driver/result/Report.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

/// "5 findings in 3 files, 2 known; 12 files analysed, 1 did not parse"
std::string summary(const Report &R);

/// For programs: "did-not-parse".
llvm::StringRef reasonName(Failure::Reason Why);
/// For readers, after the file's name: "did not parse".
llvm::StringRef reasonPhrase(Failure::Reason Why);

/// The message, then each note on a line of its own, with paths as seen from
/// `From`.
std::string story(const Finding &F, llvm::StringRef From);

/// What went wrong, on one line.
std::string describe(const Failure &F, llvm::StringRef From);

/// What went wrong, one line each.
void printProblems(const Report &R, llvm::StringRef From,
                   llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_WORDING_H
