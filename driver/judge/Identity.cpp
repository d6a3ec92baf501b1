//===- Identity.cpp - What makes two findings the same --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Identity.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/SHA256.h"

namespace tether {

void identify(llvm::MutableArrayRef<Finding> Findings, llvm::StringRef Root) {
  constexpr size_t BytesKept = 8;
  llvm::StringMap<unsigned> Seen;
  for (Finding &F : Findings) {
    // No part has a NUL in it, so that different parts make different texts.
    std::string Text;
    for (llvm::StringRef Part :
         {llvm::StringRef(F.Check), relativeTo(F.Where.File, Root),
          llvm::StringRef(F.Function), llvm::StringRef(F.Statement)}) {
      Text += Part;
      Text += '\0';
    }
    Text += std::to_string(++Seen[Text]);
    auto Hash = llvm::SHA256::hash(llvm::arrayRefFromStringRef(Text));
    F.Fingerprint = llvm::toHex(llvm::ArrayRef(Hash).take_front(BytesKept),
                                /*LowerCase=*/true);
  }
}

} // namespace tether
