//===- Markdown.h - Markdown for a terminal ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_MARKDOWN_H
#define TETHER_DRIVER_REPORT_MARKDOWN_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

/// Prints what our pages use of Markdown: headings, paragraphs, lists, fences,
/// code and emphasis within a line. Text is wrapped at `Width` columns; code
/// and tables are not. Without `Color` there are no escape sequences, and code
/// within a line keeps its quotes.
void printMarkdown(llvm::StringRef Text, unsigned Width, bool Color,
                   llvm::raw_ostream &OS);

/// Prints one paragraph of plain text in lines that begin with `Indent` blanks;
/// the first line is not indented.
void printWrapped(llvm::StringRef Text, unsigned Indent, unsigned Width,
                  llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_MARKDOWN_H
