//===- Program.h - Running another program ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_PROGRAM_H
#define TETHER_DRIVER_SUPPORT_PROGRAM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace tether {

struct ProgramRun {
  int Status = 0; ///< Of its exit; never negative.
  std::string Output;
  std::string Errors;
};

/// The path of this program, which may be another one of the package's.
std::string ownProgram();

/// Runs the program, without input, and waits for its end. An error is that it
/// cannot be run, has crashed, or has taken longer than `Seconds` (0: may take
/// any time). `Environment` has "NAME=VALUE"; unset: that of this process.
llvm::Expected<ProgramRun> runProgram(
    llvm::StringRef Path, llvm::ArrayRef<llvm::StringRef> Arguments,
    unsigned Seconds = 0,
    std::optional<llvm::ArrayRef<llvm::StringRef>> Environment = std::nullopt);

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_PROGRAM_H
