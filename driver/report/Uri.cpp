//===- Uri.cpp - Paths in URIs --------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Uri.h"
#include "llvm/ADT/StringExtras.h"

std::string tether::percentEncoded(llvm::StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~!$&'()*+,;=@").contains(C)) {
      Result += C;
      continue;
    }
    Result += '%';
    Result += llvm::toHex(llvm::StringRef(&C, 1));
  }
  return Result;
}
