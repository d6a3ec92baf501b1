//===- ReviewDog.cpp - Findings as rdjson, for reviewdog ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/JsonText.h"
#include "driver/report/Pages.h"
#include "driver/report/Printers.h"
#include "driver/report/SourceText.h"
#include "driver/report/Wording.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"

namespace tether {

namespace {

const char *severityWord(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "INFO";
  case Severity::Warning:
    return "WARNING";
  case Severity::Error:
    return "ERROR";
  }
  llvm_unreachable("unknown severity");
}

Json json(Position P) { return {{"line", P.Line}, {"column", P.Column}}; }

class Writer {
public:
  explicit Writer(llvm::StringRef Root) : Root(Root) {}

  Json diagnostic(const Finding &F) {
    Json Where = {{"path", relativeTo(F.Where.File, Root).str()}};
    if (F.Where.Line)
      Where["range"] = {{"start", json({F.Where.Line, F.Where.Column})}};
    Json Code = {{"value", F.Check}};
    if (std::string Url = checkUrl(F.Check, docsUrl()); !Url.empty())
      Code["url"] = Url;
    Json J = {{"message", story(F, Root)},
              {"location", std::move(Where)},
              {"severity", severityWord(severity(F))},
              {"code", std::move(Code)}};
    Json Suggestions = suggestions(F);
    if (!Suggestions.empty())
      J["suggestions"] = std::move(Suggestions);
    return J;
  }

private:
  /// A suggestion has no path, so either all edits are in the finding's file or
  /// there is none.
  Json suggestions(const Finding &F) {
    Json Result = Json::array();
    for (const Edit &E : F.Fixes) {
      auto Begin = Source.position(E.Where.File, E.Where.Offset);
      auto End = Source.position(E.Where.File, E.Where.Offset + E.Where.Length);
      if (E.Where.File != F.Where.File || !Begin || !End)
        return Json::array();
      Result.push_back(
          {{"range", {{"start", json(*Begin)}, {"end", json(*End)}}},
           {"text", E.Text}});
    }
    return Result;
  }

  llvm::StringRef Root;
  SourceText Source{ColumnUnit::Byte};
};

} // namespace

void printReviewDog(const Report &R, llvm::StringRef Root,
                    llvm::raw_ostream &OS) {
  Writer W(Root);
  Json J = {{"source", {{"name", "tether"}}}, {"diagnostics", Json::array()}};
  if (!docsUrl().empty())
    J["source"]["url"] = docsUrl().str();
  for (const Finding &F : R.Findings)
    J["diagnostics"].push_back(W.diagnostic(F));
  printJson(J, OS);
}

} // namespace tether
