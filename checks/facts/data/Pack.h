//===- Pack.h - Code as bytes -----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that can be asked of a unit follows from its code, so this is what
// is kept. Of equal code the bytes are equal. They are not compressed.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_PACK_H
#define TETHER_CHECKS_FACTS_DATA_PACK_H

#include "../../model/Entries.h"
#include "Code.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace tether::facts {

/// Changes with what the bytes mean.
inline constexpr unsigned PackVersion = 1;

using PlaceOf = llvm::function_ref<Place(clang::SourceLocation)>;

struct Packed {
  std::string Bytes;
  /// Those that occur, in the order of the bytes' own list.
  std::vector<clang::SourceLocation> Locations;
};

/// Asks for the control flow of every body. `At` says where a location is.
Packed pack(const Code &From, const model::Entries &Models, PlaceOf At);

/// Null if the bytes are not of this version, or damaged. `Models` must have
/// the same libraries. A location is a number of Code::Places, and compares as
/// in the unit; or the one of `Locations` that stands in its place.
std::unique_ptr<Code>
unpack(llvm::StringRef Bytes, const model::Entries &Models,
       llvm::ArrayRef<clang::SourceLocation> Locations = {});

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_PACK_H
