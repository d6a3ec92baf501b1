//===- Places.cpp - Where something is written ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Places.h"

namespace tether::facts {

Place placeOf(clang::SourceLocation L, const clang::SourceManager &Sources) {
  auto [File, Offset] = Sources.getDecomposedExpansionLoc(L);
  clang::OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
  return {Entry ? Entry->getName() : "", Offset};
}

} // namespace tether::facts
