//===- ConfigReport.cpp - The configuration of one file -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/ConfigReport.h"
#include "driver/report/JsonText.h"
#include "driver/result/Rules.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Program.h"

namespace tether {

namespace {

constexpr int FormatVersion = 1;

/// Prints lists under headings; one that is empty says so.
class Sections {
public:
  explicit Sections(llvm::raw_ostream &OS) : OS(OS) {}

  template <typename List, typename Print>
  void list(llvm::StringRef Heading, const List &Items, Print PrintItem) {
    OS << Heading << ":\n";
    for (const auto &Item : Items) {
      OS << "  ";
      PrintItem(Item);
      OS << '\n';
    }
    if (Items.empty())
      OS << "  none\n";
  }

private:
  llvm::raw_ostream &OS;
};

Json settings(const std::vector<ConfigReport::Setting> &Settings) {
  Json Result = Json::array();
  for (const ConfigReport::Setting &S : Settings)
    Result.push_back(
        {{"name", S.Name}, {"value", S.Value}, {"origin", S.Origin}});
  return Result;
}

} // namespace

void printConfig(const ConfigReport &R, llvm::raw_ostream &OS) {
  auto PrintSetting = [&](const ConfigReport::Setting &S) {
    OS << S.Name << ": '" << S.Value << "' (" << S.Origin << ')';
  };
  auto PrintText = [&](const std::string &Text) { OS << Text; };
  size_t Longest = 0;
  for (const ConfigReport::Check &C : R.Checks)
    Longest = std::max(Longest, C.Info->Name.size());

  Sections S(OS);
  OS << "File: " << R.File << '\n';
  S.list("Configuration files, a later one wins", R.ConfigFiles, PrintText);
  S.list("Checks", R.Checks, [&](const ConfigReport::Check &C) {
    OS << llvm::left_justify(C.Info->Name, Longest + 2)
       << llvm::left_justify(word(C.Level), 9) << '(' << C.LevelOrigin << ')';
  });
  S.list("Checks by path, a later one wins", R.Paths,
         [&](const ConfigReport::AtPath &P) {
           OS << P.Glob << ": " << P.Checks
              << (P.IsHere ? "" : " (not this file)");
         });
  S.list("Options", R.Options, PrintSetting);
  S.list("Settings", R.Settings, PrintSetting);
  S.list("Model files", R.Models, [&](const ConfigReport::Model &M) {
    OS << (M.Error.empty() ? M.File : M.Error);
  });
  OS << "Baseline: " << (R.Baseline.empty() ? "none" : R.Baseline) << '\n';
  OS << "Compile database: " << (R.Database.empty() ? "none" : R.Database)
     << '\n';
  S.list("Compile commands, as clang is given them", R.Commands,
         [&](const ConfigReport::Command &C) {
           if (!C.Configuration.empty())
             OS << C.Configuration << ": ";
           OS << "in '" << C.Directory << "':";
           if (!C.Problem.empty())
             OS << ' ' << C.Problem;
           for (const std::string &Argument : C.Arguments) {
             OS << ' ';
             llvm::sys::printArg(OS, Argument, /*Quote=*/false);
           }
         });
  if (!R.NoCommand.empty())
    OS << "  " << R.NoCommand << '\n';
  for (const std::string &Note : R.Notes)
    OS << "  note: " << Note << '\n';
}

void printConfigJson(const ConfigReport &R, llvm::raw_ostream &OS) {
  Json J = {{"version", FormatVersion},
            {"file", R.File},
            {"config_files", R.ConfigFiles},
            {"checks", Json::array()},
            {"per_path", Json::array()},
            {"options", settings(R.Options)},
            {"settings", settings(R.Settings)},
            {"models", Json::array()},
            {"baseline", orNull(R.Baseline)},
            {"database", orNull(R.Database)},
            {"commands", Json::array()},
            {"no_command", orNull(R.NoCommand)},
            {"notes", R.Notes}};
  for (const ConfigReport::Check &C : R.Checks)
    J["checks"].push_back({{"name", C.Info->Name.str()},
                           {"severity", word(C.Level).str()},
                           {"severity_origin", C.LevelOrigin}});
  for (const ConfigReport::AtPath &P : R.Paths)
    J["per_path"].push_back(
        {{"glob", P.Glob}, {"checks", P.Checks}, {"matches", P.IsHere}});
  for (const ConfigReport::Model &M : R.Models)
    J["models"].push_back({{"file", M.File}, {"error", orNull(M.Error)}});
  for (const ConfigReport::Command &C : R.Commands)
    J["commands"].push_back({{"configuration", orNull(C.Configuration)},
                             {"directory", C.Directory},
                             {"arguments", C.Arguments},
                             {"problem", orNull(C.Problem)}});
  printJson(J, OS);
}

void printConfigSchema(llvm::ArrayRef<std::string> Options,
                       llvm::raw_ostream &OS) {
  Json Ours = Json::object();
  for (llvm::StringRef Name : Options) {
    Json &Option = Ours[Name.str()] = {{"type", "string"}};
    if (Name.ends_with(".Severity"))
      Option["enum"] = {word(Severity::Note).str(),
                        word(Severity::Warning).str(),
                        word(Severity::Error).str()};
  }
  // clang-tidy knows both: a map, and a list of keys and values.
  Json Key = {
      {"anyOf", {{{"enum", Options}}, {{"not", {{"pattern", "^tether"}}}}}}};
  Json Map = {{"type", "object"},
              {"properties", std::move(Ours)},
              {"propertyNames", Key}};
  Json List = {{"type", "array"},
               {"items",
                {{"type", "object"},
                 {"properties", {{"key", std::move(Key)}}},
                 {"required", {"key", "value"}}}}};
  printJson(
      {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
       {"title", ".clang-tidy with the options of Tether"},
       {"type", "object"},
       {"properties",
        {{"CheckOptions", {{"anyOf", {std::move(Map), std::move(List)}}}}}}},
      OS);
}

} // namespace tether
