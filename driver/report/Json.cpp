//===- Json.cpp - Findings as JSON ----------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/JsonText.h"
#include "driver/report/Printers.h"
#include "driver/report/Wording.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "driver/support/Version.h"

namespace tether {

namespace {

constexpr int FormatVersion = 1;

class Writer {
public:
  explicit Writer(llvm::StringRef Root) : Root(Root) {}

  Json finding(const Finding &F) {
    Json J = {{"check", F.Check},
              {"severity", word(severity(F)).str()},
              {"message", F.Message}};
    addPlace(J, F.Where);
    J["function"] = F.Function.empty() ? Json() : Json(F.Function);
    J["fingerprint"] = F.Fingerprint;
    J["configuration"] =
        F.Configuration.empty() ? Json() : Json(F.Configuration);
    J["notes"] = Json::array();
    for (const Note &N : F.Notes) {
      Json &Out = J["notes"].emplace_back(Json{{"message", N.Message}});
      addPlace(Out, N.Where);
    }
    J["story"] = F.Actors.empty() ? Json() : story(F);
    J["fix_safety"] = F.Fixes.empty() ? Json() : Json(safety(F));
    J["fixes"] = Json::array();
    for (const Edit &E : F.Fixes)
      J["fixes"].push_back({{"file", path(E.Where.File)},
                            {"offset", E.Where.Offset},
                            {"length", E.Where.Length},
                            {"replacement", E.Text}});
    return J;
  }

  static const char *safety(const Finding &F) {
    return fixSafety(F) == FixSafety::Safe ? "safe" : "unsafe";
  }

  Json failure(const Failure &F) {
    Json J = {{"file", path(F.File)},
              {"reason", reasonName(F.Why).str()},
              {"message", F.Message}};
    J["at"] = Json();
    if (F.Where.Line) {
      J["at"] = Json::object();
      addPlace(J["at"], F.Where);
    }
    return J;
  }

private:
  static Json story(const Finding &F) {
    auto Step = [](Story::Part Plays, int When) -> Json {
      return {{"part", word(Plays).str()}, {"when", When}};
    };
    Json J = {{"steps", Json::array()},
              {"actors", Json::array()},
              {"relations", Json::array()}};
    J["steps"].push_back(Step(F.Plays, 0));
    for (const Note &N : F.Notes)
      J["steps"].push_back(Step(N.Plays, N.When));
    for (const Actor &A : F.Actors)
      J["actors"].push_back(
          {{"kind", word(A.K).str()}, {"name", A.Name}, {"shown", A.Shown}});
    for (const Relation &R : F.Relations)
      J["relations"].push_back({{"from", R.From},
                                {"verb", R.Verb},
                                {"to", R.To},
                                {"missing", R.IsMissing},
                                {"step", R.Step}});
    return J;
  }

  std::string path(llvm::StringRef File) {
    return relativeTo(File, Root).str();
  }

  void addPlace(Json &J, const Location &L) {
    J["file"] = path(L.File);
    J["line"] = L.Line;
    J["column"] = L.Column;
  }

  llvm::StringRef Root;
};

} // namespace

void printJson(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS) {
  Writer W(Root);
  Json J = {{"version", FormatVersion},
            {"tool",
             {{"name", "tether"},
              {"version", versionNumber().str()},
              {"llvm", llvmVersion().str()}}},
            {"root", Root.str()},
            {"files_analysed", R.FilesAnalysed.size()},
            {"findings", Json::array()},
            {"failures", Json::array()}};
  for (const Finding &F : R.Findings)
    J["findings"].push_back(W.finding(F));
  for (const Failure &F : R.Failures)
    J["failures"].push_back(W.failure(F));
  printJson(J, OS);
}

} // namespace tether
