//===- Profile.h - What the analysis of each source took --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_PROFILE_H
#define TETHER_DRIVER_REPORT_PROFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tether {

struct ProfiledSource {
  std::string Name;
  double Seconds; ///< Of the processor; 0 if it was not parsed.
  uint64_t Bytes; ///< The most memory at one time.
};

/// A table of the sources that took longest, and of all together.
void printProfile(llvm::ArrayRef<ProfiledSource> Sources,
                  llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_PROFILE_H
