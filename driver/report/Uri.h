//===- Uri.h - Paths in URIs ------------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_URI_H
#define TETHER_DRIVER_REPORT_URI_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace tether {

/// A path as part of a URI; its bytes need not be UTF-8.
std::string percentEncoded(llvm::StringRef Path);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_URI_H
