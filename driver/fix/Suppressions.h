//===- Suppressions.h - Comments that suppress findings ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_FIX_SUPPRESSIONS_H
#define TETHER_DRIVER_FIX_SUPPRESSIONS_H

#include "driver/fix/Plan.h"

namespace tether {

/// A plan of comments, one for each line, that suppress the report's findings
/// and say why. They stand in a line of their own before the finding's
/// (NOLINTNEXTLINE), or at its end (NOLINT) where a line would end up in a
/// literal, a macro or between another comment and what it is about. Where
/// neither can be, and of findings about such comments, none is planned. Reads
/// the files. `From` is the working directory, which paths are told by.
FixPlan planSuppressions(const Report &R, llvm::StringRef Reason,
                         llvm::StringRef From);

} // namespace tether

#endif // TETHER_DRIVER_FIX_SUPPRESSIONS_H
