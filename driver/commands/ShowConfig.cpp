//===- ShowConfig.cpp - What a scan would do ------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/ShowConfig.h"
#include "checks/model/UserModels.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/GlobList.h"
#include "driver/report/CheckList.h"
#include "driver/report/ConfigReport.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include <set>

using clang::tidy::ClangTidyOptions;

namespace tether {

namespace {

constexpr llvm::StringLiteral Default = "default";

llvm::Expected<bool> isJson(llvm::StringRef Format, llvm::StringRef Option) {
  if (Format.empty() || Format == "text" || Format == "json")
    return Format == "json";
  return llvm::createStringError(Option + " prints text or json, not " +
                                 Format);
}

/// Puts the report of one file together.
class Collector {
public:
  Collector(const ScanRequest &Request, llvm::StringRef File,
            FileConfig Effective)
      : Request(Request), Effective(std::move(Effective)) {
    R.File = File.str();
    R.Baseline = Request.Baseline;
  }

  ConfigReport collect() {
    R.ConfigFiles = Effective.files();
    addChecks();
    addOptions();
    addSettings();
    addModels();
    addCommands();
    return std::move(R);
  }

private:
  std::string origin(llvm::function_ref<bool(const ClangTidyOptions &)> Has) {
    const ConfigSource *Source = Effective.origin(Has);
    return Source ? Source->Name : Default.str();
  }

  std::string optionOrigin(llvm::StringRef Name) {
    if (Name == model::ModelFilesOption && !Request.Config.ModelFiles.empty())
      return "command line";
    return origin([&](const ClangTidyOptions &Options) {
      return Options.CheckOptions.contains(Name);
    });
  }

  void addChecks() {
    clang::tidy::GlobList AsErrors(
        Effective.Options.WarningsAsErrors.value_or(""));
    for (llvm::StringRef Name : Effective.Checks) {
      if (!Effective.Own.isOn(Name, R.File))
        continue;
      const CheckInfo *Info = checkInfo(Name);
      const bool IsRaised = AsErrors.contains(Name);
      R.Checks.push_back(
          {Info, IsRaised ? Severity::Error : Effective.Own.levelOf(*Info),
           IsRaised ? origin([](const ClangTidyOptions &Options) {
             return Options.WarningsAsErrors.has_value();
           })
                    : optionOrigin((Name + ".Severity").str())});
    }
    for (const Overrides::AtPath &P : Effective.Own.Paths)
      R.Paths.push_back({P.Glob, P.Checks, Effective.Own.matches(P, R.File)});
  }

  void addOptions() {
    for (const auto &Option : clang::tidy::getCheckOptions(
             Effective.Options, /*AllowEnablingAnalyzerAlphaCheckers=*/false,
             /*ExperimentalCustomChecks=*/false)) {
      llvm::StringRef Name = Option.first();
      if (Name.starts_with("tether") && !isOverride(Name))
        R.Options.push_back(
            {Name.str(), Option.second.Value, optionOrigin(Name)});
    }
    llvm::sort(R.Options,
               [](const auto &A, const auto &B) { return A.Name < B.Name; });
  }

  void addSettings() {
    auto Add = [&](const char *Name,
                   std::optional<std::string> ClangTidyOptions::*Value) {
      R.Settings.push_back({Name, (Effective.Options.*Value).value_or(""),
                            origin([&](const ClangTidyOptions &Options) {
                              return (Options.*Value).has_value();
                            })});
    };
    Add("HeaderFilterRegex", &ClangTidyOptions::HeaderFilterRegex);
    Add("ExcludeHeaderFilterRegex",
        &ClangTidyOptions::ExcludeHeaderFilterRegex);
    Add("WarningsAsErrors", &ClangTidyOptions::WarningsAsErrors);
  }

  void addModels() {
    std::vector<std::string> Files;
    auto Option = Effective.Options.CheckOptions.find(model::ModelFilesOption);
    if (Option != Effective.Options.CheckOptions.end())
      Files = model::splitModelFiles(Option->second.Value);
    model::UserModels User =
        model::loadUserModels(Files, R.File, *llvm::vfs::getRealFileSystem());
    for (const auto &Library : User.Libraries)
      R.Models.push_back({Library->library().Origin.str(), ""});
    for (const model::LoadError &E : User.Errors)
      R.Models.push_back({E.File, E.str()});
  }

  void addCommands() {
    SourceRequest Where = Request.Where;
    Where.Paths = {R.File};
    auto Found = findSources(llvm::vfs::getRealFileSystem(), Where);
    if (!Found) {
      R.NoCommand = llvm::toString(Found.takeError());
      return;
    }
    R.Database = Found->DB.Path;
    auto Units = makeUnits(*Found, Request.Config,
                           [](const FileConfig &) { return true; });
    if (!Units) {
      R.NoCommand = llvm::toString(Units.takeError());
      return;
    }
    for (Unit &U : *Units)
      R.Commands.push_back({U.Configuration, U.Directory,
                            U.Problem.empty() ? std::move(U.Arguments)
                                              : std::vector<std::string>(),
                            U.Problem});
    R.Notes = Found->Notes;
  }

  const ScanRequest &Request;
  FileConfig Effective;
  ConfigReport R;
};

} // namespace

ExitStatus listChecks(const ScanRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  auto AsJson = isJson(Request.Format, "--list-checks");
  if (!AsJson)
    return fail(Err, AsJson.takeError());
  auto Here = configHere(Request.Config);
  if (!Here)
    return fail(Err, Here.takeError());
  if (Here->Checks.empty())
    return fail(Err, llvm::createStringError("no check is enabled"));
  std::vector<ListedCheck> Checks;
  for (llvm::StringRef Name : Here->Checks)
    Checks.push_back({checkInfo(Name), Here->Own.levelOf(*checkInfo(Name))});
  (*AsJson ? printChecksJson : printChecks)(Checks, Out);
  return Clean;
}

ExitStatus showConfig(const ScanRequest &Request, llvm::StringRef File,
                      llvm::raw_ostream &Out, llvm::raw_ostream &Err) {
  auto AsJson = isJson(Request.Format, "--show-config");
  if (!AsJson)
    return fail(Err, AsJson.takeError());
  if (!llvm::sys::fs::is_regular_file(File))
    return fail(Err, llvm::createStringError(
                         "--show-config: there is no file '" + File + "'"));
  auto Configuration = Config::create(Request.Config);
  if (!Configuration)
    return fail(Err, Configuration.takeError());
  const std::string Path =
      compdb::canonical(*llvm::vfs::getRealFileSystem(), "", File);
  auto Effective = Configuration->forFile(Path);
  if (!Effective)
    return fail(Err, Effective.takeError());
  ConfigReport R = Collector(Request, Path, std::move(*Effective)).collect();
  (*AsJson ? printConfigJson : printConfig)(R, Out);
  return Clean;
}

ExitStatus showFiles(const ScanRequest &Request, llvm::raw_ostream &Out,
                     llvm::raw_ostream &Err) {
  auto Found = findSources(llvm::vfs::getRealFileSystem(), Request.Where);
  if (!Found)
    return fail(Err, Found.takeError());
  auto Units = makeUnits(*Found, Request.Config,
                         [](const FileConfig &C) { return !C.Checks.empty(); });
  if (!Units)
    return fail(Err, Units.takeError());
  if (!Request.Quiet)
    printNotes(Found->Notes, Err);
  llvm::SmallString<256> Here;
  llvm::sys::fs::real_path(".", Here);
  std::set<llvm::StringRef> Files; // Some are compiled in several ways.
  for (const Unit &U : *Units)
    Files.insert(relativeTo(U.File, Here));
  for (llvm::StringRef File : Files)
    Out << File << '\n';
  return Clean;
}

} // namespace tether
