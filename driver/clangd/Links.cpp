//===- Links.cpp - Links to the pages of our checks -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd links each diagnostic of clang-tidy to the pages of clang-tidy, which
// has none about our checks. What it publishes is JSON by then and needs none
// of clangd's headers to be corrected: the linker puts ours in the place (--wrap)
// of the function that makes it.
//
//===----------------------------------------------------------------------===//

#include "driver/report/Pages.h"
#include "llvm/Support/JSON.h"

namespace clang::clangd {
struct PublishDiagnosticsParams;
} // namespace clang::clangd

using clang::clangd::PublishDiagnosticsParams;
namespace json = llvm::json;

#define CLANGD_PUBLISHED                                                       \
  "_ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE"

json::Value publishedByClangd(const PublishDiagnosticsParams &) asm(
    "__real_" CLANGD_PUBLISHED);
json::Value
published(const PublishDiagnosticsParams &) asm("__wrap_" CLANGD_PUBLISHED);

/// On the network if this was built with an address, else what is installed.
static std::string pageOf(llvm::StringRef Check) {
  std::string Docs = tether::docsUrl().str();
  return tether::checkUrl(Check,
                          Docs.empty() ? tether::installedDocsUrl() : Docs);
}

static void linkToPage(json::Object &Diagnostic) {
  std::optional<llvm::StringRef> Check = Diagnostic.getString("code");
  if (!Check || !Check->starts_with("tether-"))
    return;
  Diagnostic.erase("codeDescription");
  if (std::string Page = pageOf(*Check); !Page.empty())
    Diagnostic["codeDescription"] = json::Object{{"href", Page}};
}

json::Value published(const PublishDiagnosticsParams &Params) {
  json::Value Message = publishedByClangd(Params);
  if (json::Object *Object = Message.getAsObject())
    if (json::Array *Diagnostics = Object->getArray("diagnostics"))
      for (json::Value &Diagnostic : *Diagnostics)
        if (json::Object *D = Diagnostic.getAsObject())
          linkToPage(*D);
  return Message;
}
