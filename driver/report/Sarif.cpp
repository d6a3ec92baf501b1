//===- Sarif.cpp - Findings as SARIF 2.1.0 --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"
#include "driver/report/JsonText.h"
#include "driver/report/Pages.h"
#include "driver/report/Printers.h"
#include "driver/report/SourceText.h"
#include "driver/report/Uri.h"
#include "driver/report/Wording.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

namespace tether {

namespace {

/// What the code scanning of GitHub takes; it refuses the whole file otherwise.
constexpr size_t MaxResults = 25000;
constexpr size_t MaxLocations = 1000;   ///< Of one result.
constexpr size_t MaxDescription = 1024; ///< Bytes.

constexpr char RootId[] = "SRCROOT";

/// An array of one; braces around it could be a copy.
Json list(Json Item) {
  Json Result = Json::array();
  Result.push_back(std::move(Item));
  return Result;
}

Json text(llvm::StringRef Text) { return {{"text", Text.str()}}; }

Json rule(const CheckInfo &C) {
  std::string Page = checkPage(C.Name, docsUrl());
  std::string Description = checkDescription(C.Name, MaxDescription);
  for (std::string *Text : {&Page, &Description})
    if (Text->empty()) // What the driver finds has no page of its own.
      *Text = C.Summary.str();
  llvm::StringRef Name = C.Name;
  Name.consume_front("tether-");
  Json J = {{"id", C.Name.str()},
            {"name", Name.str()},
            {"shortDescription", text(C.Summary)},
            {"fullDescription", text(Description)},
            {"help", {{"text", Page}, {"markdown", Page}}}};
  if (std::string Url = checkUrl(C.Name, docsUrl()); !Url.empty())
    J["helpUri"] = Url;
  J["defaultConfiguration"] = {{"enabled", C.OnByDefault},
                               {"level", word(C.Level).str()}};
  J["properties"] = {{"tags", list("concurrency")},
                     {"stability", word(C.Stage).str()}};
  return J;
}

class Writer {
public:
  explicit Writer(llvm::StringRef Root) : Root(Root) {}

  Json result(const Finding &F) {
    Json J = {{"ruleId", F.Check}};
    const CheckInfo *Info = checkInfo(F.Check);
    if (Info)
      J["ruleIndex"] = Info - allRules().begin();
    J["level"] = word(severity(F)).str();
    J["message"] = text(F.Message);
    J["locations"] = Json::array();
    if (!F.Where.File.empty()) {
      Json Where = location(F.Where, extent(F));
      if (!F.Function.empty())
        Where["logicalLocations"] =
            list({{"fullyQualifiedName", F.Function}, {"kind", "function"}});
      J["locations"].push_back(std::move(Where));
    }
    addStory(J, F);
    addFixes(J, F);
    J["partialFingerprints"] = {{"tether/v1", F.Fingerprint}};
    return J;
  }

  Json notification(const Failure &F) {
    Json J = {{"level", "error"}, {"message", text(describe(F, Root))}};
    Location Where = F.Where;
    if (Where.File.empty())
      Where.File = F.File;
    J["locations"] = list(location(Where, nullptr));
    return J;
  }

  /// How many locations were left out of the results.
  size_t LocationsCut = 0;

private:
  Json artifact(llvm::StringRef File) {
    llvm::StringRef Relative = relativeTo(File, Root);
    if (Relative == File)
      return {{"uri", "file://" + percentEncoded(File)}};
    return {{"uri", percentEncoded(Relative)}, {"uriBaseId", RootId}};
  }

  /// The range that has the finding's place in it, if there is one.
  const Range *extent(const Finding &F) {
    auto Found = llvm::find_if(F.Ranges, [&](const Range &R) {
      return R.File == F.Where.File && R.Offset <= F.Where.Offset &&
             F.Where.Offset < R.Offset + R.Length;
    });
    return Found == F.Ranges.end() ? nullptr : &*Found;
  }

  Json location(const Location &L, const Range *Extent) {
    Json Physical = {{"artifactLocation", artifact(L.File)}};
    if (L.Line) {
      Position Begin = Source.position(L);
      Json Region = {{"startLine", Begin.Line}, {"startColumn", Begin.Column}};
      if (Extent)
        if (auto End =
                Source.position(L.File, Extent->Offset + Extent->Length)) {
          Region["endLine"] = End->Line;
          Region["endColumn"] = End->Column;
        }
      Physical["region"] = std::move(Region);
    }
    return {{"physicalLocation", std::move(Physical)}};
  }

  /// The notes, as places to look at and, with the finding, as steps in the
  /// order in which they happen.
  void addStory(Json &J, const Finding &F) {
    Json Related = Json::array();
    std::multimap<int, Json> Steps;
    auto AddStep = [&](int When, Story::Part Plays, Json Where,
                       llvm::StringRef Message) {
      Where["message"] = text(Message);
      Json Step = {{"location", std::move(Where)}};
      if (Plays != Story::Part::Unknown)
        Step["kinds"] = list(word(Plays).str());
      Steps.emplace(When, std::move(Step));
    };
    if (!F.Where.File.empty())
      AddStep(0, F.Plays, location(F.Where, extent(F)), F.Message);
    for (const Note &N : F.Notes) {
      if (N.Where.File.empty())
        continue;
      if (Related.size() == MaxLocations) {
        ++LocationsCut;
        continue;
      }
      Json Where = location(N.Where, nullptr);
      AddStep(N.When, N.Plays, Where, N.Message);
      Where["id"] = Related.size() + 1;
      Where["message"] = text(N.Message);
      Related.push_back(std::move(Where));
    }
    if (Related.empty())
      return;
    J["relatedLocations"] = std::move(Related);
    Json Locations = Json::array();
    for (auto &[When, Step] : Steps)
      Locations.push_back(std::move(Step));
    J["codeFlows"] =
        list({{"threadFlows", list({{"locations", std::move(Locations)}})}});
  }

  void addFixes(Json &J, const Finding &F) {
    auto Add = [&](const std::vector<Edit> &Edits, llvm::StringRef Why) {
      if (!Edits.empty())
        J["fixes"].push_back(
            {{"description", text(Why)}, {"artifactChanges", changes(Edits)}});
    };
    Add(F.Fixes,
        (fixSafety(F) == FixSafety::Safe ? "fix of " : "unsafe fix of ") +
            F.Check);
    for (const Note &N : F.Notes)
      Add(N.Fixes, N.Message);
  }

  Json changes(const std::vector<Edit> &Edits) {
    std::map<std::string, Json> ByFile;
    for (const Edit &E : Edits)
      ByFile[E.Where.File].push_back({{"deletedRegion", region(E.Where)},
                                      {"insertedContent", text(E.Text)}});
    Json Result = Json::array();
    for (auto &[File, Replacements] : ByFile)
      Result.push_back({{"artifactLocation", artifact(File)},
                        {"replacements", std::move(Replacements)}});
    return Result;
  }

  Json region(const Range &R) {
    auto Begin = Source.position(R.File, R.Offset);
    auto End = Source.position(R.File, R.Offset + R.Length);
    if (!Begin || !End)
      return {{"byteOffset", R.Offset}, {"byteLength", R.Length}};
    return {{"startLine", Begin->Line},
            {"startColumn", Begin->Column},
            {"endLine", End->Line},
            {"endColumn", End->Column}};
  }

  llvm::StringRef Root;
  SourceText Source{ColumnUnit::Utf16};
};

} // namespace

void printSarif(const Report &R, llvm::StringRef Root,
                const SarifSettings &Settings, llvm::raw_ostream &OS) {
  Writer W(Root);
  Json Rules = Json::array();
  for (const CheckInfo &C : allRules())
    Rules.push_back(rule(C));
  Json Results = Json::array();
  size_t ResultsCut = 0;
  auto AddAll = [&](llvm::ArrayRef<Finding> Findings, const char *State,
                    llvm::function_ref<Json(const Finding &)> Suppressions) {
    for (const Finding &F : Findings) {
      if (Results.size() == MaxResults) {
        ++ResultsCut;
        continue;
      }
      Json &Added = Results.emplace_back(W.result(F));
      if (R.HasBaseline)
        Added["baselineState"] = State;
      // All results of a run have them, or none.
      if (R.HasBaseline || Settings.ShowSuppressed)
        Added["suppressions"] = Suppressions(F);
    }
  };
  AddAll(R.Findings, "new", [](const Finding &) { return Json::array(); });
  if (Settings.ShowKnown)
    AddAll(R.Known, "unchanged", [](const Finding &) {
      return list({{"kind", "external"},
                   {"status", "accepted"},
                   {"justification", "the baseline has it"}});
    });
  if (Settings.ShowSuppressed)
    AddAll(R.Suppressed, "new", [](const Finding &F) {
      Json J = {{"kind", "inSource"}, {"status", "accepted"}};
      if (!F.Justification.empty())
        J["justification"] = F.Justification;
      return list(std::move(J));
    });

  Json Failures = Json::array();
  for (const Failure &F : R.Failures)
    Failures.push_back(W.notification(F));
  auto NoteCut = [&](size_t Count, llvm::StringRef What) {
    if (Count)
      Failures.push_back({{"level", "warning"},
                          {"message", text((llvm::Twine(Count) + " " + What +
                                            " were left out of this file")
                                               .str())}});
  };
  NoteCut(ResultsCut, "findings");
  NoteCut(W.LocationsCut, "locations");
  Json Mistakes = Json::array();
  for (const std::string &Message : R.ConfigErrors)
    Mistakes.push_back({{"level", "error"}, {"message", text(Message)}});

  Json Driver = {{"name", "tether"},
                 {"version", versionNumber().str()},
                 {"rules", std::move(Rules)}};
  if (!docsUrl().empty())
    Driver["informationUri"] = docsUrl().str();
  Json Invocation = {
      {"executionSuccessful", R.Failures.empty() && R.ConfigErrors.empty()},
      {"exitCode", static_cast<int>(R.status())},
      {"toolExecutionNotifications", std::move(Failures)},
      {"toolConfigurationNotifications", std::move(Mistakes)}};
  Json Run = {{"tool", {{"driver", std::move(Driver)}}}};
  if (!Settings.RunId.empty())
    Run["automationDetails"] = {{"id", Settings.RunId.str()}};
  Run["columnKind"] = "utf16CodeUnits";
  std::string RootUri = "file://" + percentEncoded(Root);
  if (!llvm::StringRef(RootUri).ends_with("/"))
    RootUri += '/';
  Run["originalUriBaseIds"] = {{RootId, {{"uri", RootUri}}}};
  Run["invocations"] = list(std::move(Invocation));
  Run["results"] = std::move(Results);
  Json Log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", list(std::move(Run))}};
  printJson(Log, OS);
}

} // namespace tether
