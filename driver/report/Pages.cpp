//===- Pages.cpp - The documentation of checks ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Pages.h"
#include "driver/report/Uri.h"
#include "driver/result/Rules.h"
#include "driver/support/Program.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

namespace tether {

namespace {

struct Page {
  llvm::StringLiteral Check; ///< Without the "tether-" prefix.
  llvm::StringLiteral Text;
};

constexpr Page Pages[] = {
#include "Pages.inc"
};

/// Replaces the links to other pages by what `Replacement` says of a link's
/// text and target.
std::string
replaceLinks(llvm::StringRef Text,
             llvm::function_ref<std::string(llvm::StringRef, llvm::StringRef)>
                 Replacement) {
  // The end tells links from lambdas.
  llvm::Regex Link("\\[([^]]*)\\]\\(([A-Za-z0-9_./-]+\\.md(#[a-z0-9-]*)?)\\)");
  std::string Result;
  llvm::SmallVector<llvm::StringRef, 4> Groups;
  while (Link.match(Text, &Groups)) {
    size_t At = Groups[0].begin() - Text.begin();
    Result += Text.take_front(At);
    Result += Replacement(Groups[1], Groups[2]);
    Text = Text.drop_front(At + Groups[0].size());
  }
  return Result + Text.str();
}

llvm::StringRef rawPage(llvm::StringRef Check) {
  Check.consume_front("tether-");
  const Page *Found =
      llvm::find_if(Pages, [&](const Page &P) { return P.Check == Check; });
  return Found == std::end(Pages) ? "" : llvm::StringRef(Found->Text);
}

} // namespace

std::string checkPage(llvm::StringRef Check, llvm::StringRef DocsUrl) {
  return replaceLinks(rawPage(Check),
                      [&](llvm::StringRef Text, llvm::StringRef Target) {
                        if (DocsUrl.empty())
                          return Text.str();
                        bool IsAbove = Target.consume_front("../");
                        return ("[" + Text + "](" + DocsUrl +
                                (IsAbove ? "/" : "/checks/") + Target + ")")
                            .str();
                      });
}

std::string checkDescription(llvm::StringRef Check, size_t MaxLength) {
  llvm::StringRef Section =
      rawPage(Check).split("\n## What\n\n").second.split("\n## ").first;
  const std::string Text =
      replaceLinks(Section, [](llvm::StringRef Text, llvm::StringRef) {
        return Text.str();
      });
  llvm::StringRef Kept = llvm::StringRef(Text).rtrim();
  while (Kept.size() > MaxLength) {
    size_t End = Kept.rfind("\n\n");
    Kept = End == Kept.npos ? "" : Kept.take_front(End);
  }
  return Kept.str();
}

llvm::StringRef docsUrl() { return TETHER_DOCS_URL; }

std::string installedDocsUrl() {
  namespace path = llvm::sys::path;
  const std::string Program = ownProgram();
  llvm::SmallString<256> Docs(path::parent_path(path::parent_path(Program)));
  path::append(Docs, "share", "doc", "tether", "docs");
  if (!llvm::sys::fs::is_directory(Docs))
    return "";
  return "file://" + percentEncoded(Docs);
}

std::string checkUrl(llvm::StringRef Check, llvm::StringRef DocsUrl) {
  if (DocsUrl.empty() || !checkInfo(Check))
    return "";
  if (rawPage(Check).empty()) // One of the driver's own.
    return (DocsUrl + "/usage/suppressions.md").str();
  Check.consume_front("tether-");
  return (DocsUrl + "/checks/" + Check + ".md").str();
}

} // namespace tether
