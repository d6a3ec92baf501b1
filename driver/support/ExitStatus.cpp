//===- ExitStatus.cpp - How a run of the program ends ---------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/ExitStatus.h"
#include "llvm/Support/WithColor.h"

namespace tether {

ExitStatus fail(llvm::raw_ostream &Err, llvm::Error E) {
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    llvm::WithColor::error(Err) << Info.message() << '\n';
  });
  return Error;
}

} // namespace tether
