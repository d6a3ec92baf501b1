//===- Text.cpp - Text for people -----------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Text.h"
#include "llvm/Support/Process.h"

namespace tether {

std::string count(size_t N, llvm::StringRef Noun) {
  return std::to_string(N) + " " + Noun.str() + (N == 1 ? "" : "s");
}

bool hasColors(const llvm::raw_ostream &OS) {
  return OS.has_colors() &&
         llvm::sys::Process::GetEnv("NO_COLOR").value_or("").empty();
}

} // namespace tether
