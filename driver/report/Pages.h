//===- Pages.h - The documentation of checks --------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_PAGES_H
#define TETHER_DRIVER_REPORT_PAGES_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace tether {

/// A check's page under docs/checks, as Markdown; empty if there is none. Links
/// to other pages are resolved with `DocsUrl`, the address of docs/, and are
/// plain text without one.
std::string checkPage(llvm::StringRef Check, llvm::StringRef DocsUrl);

/// What the page says about what is found, without links; the last paragraphs
/// are left out if it is longer than `MaxLength` bytes.
std::string checkDescription(llvm::StringRef Check, size_t MaxLength);

/// The address of docs/ that this was built with; may be empty.
llvm::StringRef docsUrl();

/// The address of the docs/ that are installed with this program; empty if they
/// are not there.
std::string installedDocsUrl();

/// The address of the check's page; empty without an address of docs/.
std::string checkUrl(llvm::StringRef Check, llvm::StringRef DocsUrl);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_PAGES_H
