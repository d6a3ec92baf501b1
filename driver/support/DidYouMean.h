//===- DidYouMean.h - What a misspelt name may stand for --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_DIDYOUMEAN_H
#define TETHER_DRIVER_SUPPORT_DIDYOUMEAN_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace tether {

/// "did you mean 'std'?", if one of `Names` is spelt alike, else empty. `Names`
/// is a range of anything that a StringRef can be made of.
template <typename Range>
std::string didYouMean(llvm::StringRef Word, const Range &Names) {
  llvm::StringRef Nearest;
  unsigned Least = Word.size() / 3 + 1;
  for (llvm::StringRef Name : Names)
    if (unsigned Distance = Name.edit_distance(Word); Distance < Least) {
      Least = Distance;
      Nearest = Name;
    }
  return Nearest.empty() ? "" : "did you mean '" + Nearest.str() + "'?";
}

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_DIDYOUMEAN_H
