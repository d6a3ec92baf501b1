//===- Html.cpp - Findings as a page to read ------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The page is report/html/page.html with page.css and page.js in it. The report
// goes into it twice: as JSON, from which page.js builds text nodes only, and,
// for readers who run no scripts, as a list. Sources, names and paths may hold
// anything. Three things keep it from running: JSON without `<`, `>` and `&`,
// the escaped text of the list, and a policy that allows our style and our
// script by their hashes and nothing else.
//
//===----------------------------------------------------------------------===//

#include "driver/report/Html.h"
#include "driver/draw/Drawing.h"
#include "driver/report/Wording.h"
#include "driver/report/html/Excerpts.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "driver/support/Version.h"
#include "driver/support/Visible.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

using Json = nlohmann::json;

namespace tether {

namespace {

#include "report/html/Page.inc"

std::string escaped(llvm::StringRef Text) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  llvm::printHTMLEscaped(visible(Text), OS);
  return Result;
}

/// As the content of a script element, which ends at the first "</script" and
/// knows no escapes of its own.
std::string forScript(const Json &J) {
  std::string Result;
  for (char C : J.dump(-1, ' ', /*ensure_ascii=*/true)) {
    if (C == '<' || C == '>' || C == '&')
      Result += "\\u00" + llvm::utohexstr(C, /*LowerCase=*/true);
    else
      Result += C;
  }
  return Result;
}

std::string hash(llvm::StringRef Text) {
  return "'sha256-" +
         llvm::encodeBase64(
             llvm::SHA256::hash(llvm::arrayRefFromStringRef(Text))) +
         "'";
}

std::string policy() {
  return "default-src 'none'; img-src data:; style-src " + hash(PageStyle) +
         "; script-src " + hash(PageScript) +
         "; base-uri 'none'; form-action 'none'";
}

Json point(const Drawing::Point &P) { return {P.X, P.Y}; }

/// Steps count from 1, as the page shows them.
Json drawing(const Finding &F, const Drawing &D) {
  Json Result = {{"nodes", Json::array()},
                 {"edges", Json::array()},
                 {"width", D.Width},
                 {"top", D.Top},
                 {"height", D.Height}};
  for (auto [A, N] : llvm::zip_equal(F.Actors, D.Nodes)) {
    Json &Node = Result["nodes"].emplace_back();
    Node = {{"kind", word(A.K)},
            {"label", N.Label},
            {"center", point(N.Center)},
            {"width", N.Width},
            {"height", N.Height}};
    for (unsigned Step : A.Shown)
      Node["steps"].push_back(Step + 1);
    if (A.Name != N.Label)
      Node["name"] = visible(A.Name);
  }
  for (const Drawing::Edge &E : D.Edges) {
    Json &Edge = Result["edges"].emplace_back();
    Edge = {{"from", E.From},         {"to", E.To},
            {"missing", E.IsMissing}, {"curve", Json::array()},
            {"at", point(E.Label)},   {"says", Json::array()}};
    for (const Drawing::Point &P : E.Curve)
      Edge["curve"].push_back(point(P));
    for (const Relation *R : E.Says)
      Edge["says"].push_back({{"step", R->Step + 1}, {"verb", R->Verb}});
  }
  return Result;
}

/// Turns a report into what page.js reads.
class Writer {
public:
  Writer(const Report &R, llvm::StringRef Root)
      : R(R), Root(Root), Files(Root) {}

  Json report() {
    Json J = {{"tool", {{"version", versionNumber()}, {"llvm", llvmVersion()}}},
              {"root", visible(Root)},
              {"project", visible(llvm::sys::path::filename(Root))},
              {"summary", summary(R)},
              {"analysed", R.FilesAnalysed},
              {"checks", Json::object()},
              {"findings", Json::array()},
              {"failures", Json::array()},
              {"mistakes", Json::array()}};
    for (const Finding &F : R.Findings) {
      if (const CheckInfo *Info = checkInfo(F.Check))
        J["checks"][visible(F.Check)] = Info->Summary;
      J["findings"].push_back(finding(F));
    }
    for (const Failure &F : R.Failures)
      J["failures"].push_back(failure(F));
    for (const std::string &Message : R.ConfigErrors)
      J["mistakes"].push_back(visible(Message));
    J["files"] = Files.files();
    return J;
  }

  void list(llvm::raw_ostream &OS) {
    for (const Finding &F : R.Findings) {
      OS << "<li>";
      sentence(F.Where, word(severity(F)), F.Message, OS);
      OS << " [" << escaped(F.Check) << ']';
      for (const Note &N : F.Notes) {
        OS << "<br>";
        sentence(N.Where, "note", N.Message, OS);
      }
      OS << "</li>\n";
    }
    for (const Failure &F : R.Failures) {
      OS << "<li><code>" << escaped(relativeTo(F.File, Root)) << "</code> "
         << reasonPhrase(F.Why) << ": ";
      sentence(F.Where, "error", F.Message, OS);
      OS << "</li>\n";
    }
    for (const std::string &Message : R.ConfigErrors)
      OS << "<li>error: " << escaped(Message) << "</li>\n";
  }

private:
  Json finding(const Finding &F) {
    Json J = {{"id", F.Fingerprint},
              {"check", visible(F.Check)},
              {"severity", word(severity(F))},
              {"message", visible(F.Message)},
              {"place", Files.place(F.Where)}};
    if (!F.Function.empty())
      J["function"] = visible(F.Function);
    for (const Note &N : F.Notes)
      J["notes"].push_back(
          {{"message", visible(N.Message)}, {"place", Files.place(N.Where)}});
    for (const Edit &E : F.Fixes)
      if (Json Edit = Files.edit(E); !Edit.is_null())
        J["fixes"].push_back(std::move(Edit));
    if (std::optional<Drawing> D = Drafts.draw(F))
      J["drawing"] = drawing(F, *D);
    return J;
  }

  Json failure(const Failure &F) {
    Json J = {{"file", visible(relativeTo(F.File, Root))},
              {"reason", reasonPhrase(F.Why).str()},
              {"message", visible(F.Message)},
              {"more", F.MoreErrors}};
    if (F.Where.Line)
      J["at"] = {{"file", visible(relativeTo(F.Where.File, Root))},
                 {"line", F.Where.Line},
                 {"column", F.Where.Column}};
    return J;
  }

  void sentence(const Location &Where, llvm::StringRef Word,
                llvm::StringRef Message, llvm::raw_ostream &OS) {
    if (Where.Line)
      OS << "<code>" << escaped(relativeTo(Where.File, Root)) << ':'
         << Where.Line << ':' << Where.Column << "</code> ";
    OS << Word << ": " << escaped(Message);
  }

  const Report &R;
  llvm::StringRef Root;
  Excerpts Files;
  Draftsman Drafts;
};

} // namespace

void printHtml(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS) {
  Writer W(R, Root);
  llvm::StringRef Rest = PageText;
  while (!Rest.empty()) {
    auto [Before, After] = Rest.split("{{");
    OS << Before;
    llvm::StringRef Part;
    std::tie(Part, Rest) = After.split("}}");
    if (Part == "policy")
      OS << policy();
    else if (Part == "style")
      OS << PageStyle;
    else if (Part == "script")
      OS << PageScript;
    else if (Part == "version")
      OS << versionNumber();
    else if (Part == "summary")
      OS << escaped(summary(R));
    else if (Part == "project")
      OS << escaped(llvm::sys::path::filename(Root));
    else if (Part == "list")
      W.list(OS);
    else if (Part == "report")
      OS << forScript(W.report());
  }
}

} // namespace tether
