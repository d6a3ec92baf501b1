//===- Text.h - Text for people ---------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SUPPORT_TEXT_H
#define TETHER_DRIVER_SUPPORT_TEXT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tether {

/// "1 file", "2 files".
std::string count(size_t N, llvm::StringRef Noun);

/// Whether what is printed shall be coloured if nobody says: `OS` is a terminal
/// that can, and NO_COLOR is not set.
bool hasColors(const llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_SUPPORT_TEXT_H
