//===- Html.h - Findings as a page to read ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_HTML_H
#define TETHER_DRIVER_REPORT_HTML_H

#include "driver/result/Report.h"

namespace tether {

/// One file that needs no other and no network. Reads the sources again; what
/// cannot be read or has changed is said in the page. Paths are relative to the
/// project's `Root`. For one thread at a time, because of Graphviz.
void printHtml(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_HTML_H
