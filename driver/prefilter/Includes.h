//===- Includes.h - What sources include ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_PREFILTER_INCLUDES_H
#define TETHER_DRIVER_PREFILTER_INCLUDES_H

#include "driver/analysis/Parse.h"
#include "driver/schedule/Processes.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace tether {

/// The real paths of the files that each unit includes, system headers left
/// out; nothing where that is not known. clang's dependency scanner looks at
/// directives only, and at each header once for many units. Runs processes.
std::vector<std::optional<std::vector<std::string>>>
includesOf(llvm::ArrayRef<const Unit *> Units, const Limits &L);

} // namespace tether

#endif // TETHER_DRIVER_PREFILTER_INCLUDES_H
