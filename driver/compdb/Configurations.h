//===- Configurations.h - The ways to compile one file ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_CONFIGURATIONS_H
#define TETHER_DRIVER_COMPDB_CONFIGURATIONS_H

#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace tether::compdb {

/// The compiler and the options of a command, as they are written. Commands for
/// one file that have the same are the same, whatever they call the file.
std::vector<std::string> optionsOf(llvm::ArrayRef<std::string> Command);

/// What tells each of several commands for one file from the others, in as few
/// words as possible: "with -DFOO", "without -DFOO"; empty if it is no option.
std::vector<std::string>
configurationNames(llvm::ArrayRef<std::vector<std::string>> Commands);

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_CONFIGURATIONS_H
