//===- Config.cpp - What is to be checked in a file, and how --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/config/Config.h"
#include "checks/Module.h"
#include "checks/model/UserModels.h"
#include "clang-tidy/ClangTidy.h"
#include "driver/config/CheckGlobs.h"
#include "driver/support/DidYouMean.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/WithColor.h"

using namespace clang::tidy;

namespace tether {

namespace {

llvm::Error checkRegex(llvm::StringRef Pattern, llvm::StringRef Option) {
  std::string Why;
  if (Pattern.empty() || llvm::Regex(Pattern).isValid(Why))
    return llvm::Error::success();
  return llvm::createStringError(Option + ": '" + Pattern +
                                 "' is not a regular expression: " + Why);
}

/// clang-tidy's search for .clang-tidy files with our reader.
class SearchingProvider : public FileOptionsProvider {
public:
  SearchingProvider(ClangTidyOptions Defaults, ClangTidyOptions Overrides,
                    std::string &FirstError)
      : FileOptionsProvider(ClangTidyGlobalOptions(), std::move(Defaults),
                            std::move(Overrides),
                            llvm::vfs::getRealFileSystem()) {
    auto Read = [&FirstError](llvm::MemoryBufferRef Text) {
      return parseConfigFile(Text, FirstError);
    };
    ConfigHandlers = {{".clang-tidy", Read}};
  }
};

} // namespace

std::vector<llvm::StringRef> enabledChecks(llvm::StringRef FromFiles,
                                           llvm::StringRef FromCommandLine) {
  std::vector<CheckGlob> Files = checkGlobs(FromFiles);
  std::vector<CheckGlob> Line = checkGlobs(FromCommandLine);
  bool FilesName = llvm::any_of(
      Files, [](const CheckGlob &G) { return G.IsPositive && G.isOurs(); });
  bool LineNames =
      llvm::any_of(Line, [](const CheckGlob &G) { return G.IsPositive; });

  std::string All;
  auto Add = [&All](llvm::StringRef Text, bool IsPositive) {
    All += (IsPositive ? "" : "-") + Text.str() + ",";
  };
  if (!FilesName && !LineNames)
    for (const CheckInfo &C : allChecks())
      if (C.OnByDefault)
        Add(C.Name, true);
  for (const CheckGlob &G : Files)
    if (FilesName || G.isOurs())
      Add(G.Text, G.IsPositive);
  for (const CheckGlob &G : Line)
    Add(G.Text, G.IsPositive);

  std::vector<llvm::StringRef> Enabled;
  for (const CheckInfo &C : allChecks())
    if (isOn(C, All))
      Enabled.push_back(C.Name);
  return Enabled;
}

const std::vector<std::string> &knownOptions() {
  static const std::vector<std::string> Known = [] {
    std::vector<std::string> Result;
    const ChecksAndOptions All =
        getAllChecksAndOptions(/*AllowEnablingAnalyzerAlphaCheckers=*/false,
                               /*ExperimentalCustomChecks=*/false);
    for (llvm::StringRef Option : All.Options.keys())
      if (Option.starts_with("tether"))
        Result.push_back(Option.str());
    llvm::sort(Result);
    return Result;
  }();
  return Known;
}

llvm::Expected<Config> Config::create(ConfigRequest Request) {
  if (llvm::Error E = checkNames(checkGlobs(Request.Checks), "--checks"))
    return std::move(E);

  ClangTidyOptions Defaults;
  Defaults.HeaderFilterRegex = ".*";
  ClangTidyOptions Overrides;
  if (Request.HeaderFilter) {
    if (llvm::Error E = checkRegex(*Request.HeaderFilter, "--header-filter"))
      return std::move(E);
    Overrides.HeaderFilterRegex = Request.HeaderFilter;
  }
  if (Request.ExcludeHeaderFilter) {
    if (llvm::Error E =
            checkRegex(*Request.ExcludeHeaderFilter, "--exclude-header-filter"))
      return std::move(E);
    Overrides.ExcludeHeaderFilterRegex = Request.ExcludeHeaderFilter;
  }
  if (!Request.ExtraArgs.empty())
    Overrides.ExtraArgs = Request.ExtraArgs;
  if (!Request.ExtraArgsBefore.empty())
    Overrides.ExtraArgsBefore = Request.ExtraArgsBefore;
  if (!Request.RemovedArgs.empty())
    Overrides.RemovedArgs = Request.RemovedArgs;

  // Compile commands have working directories of their own.
  for (std::string &File : Request.ModelFiles) {
    llvm::SmallString<256> Path(File);
    if (std::error_code Error = llvm::sys::fs::make_absolute(Path))
      return llvm::createStringError("no working directory: " +
                                     Error.message());
    llvm::sys::path::remove_dots(Path);
    if (!llvm::sys::fs::is_regular_file(Path))
      return llvm::createStringError("--model-file: there is no file '" + File +
                                     "'");
    File = std::string(Path);
  }

  Config C;
  C.Request = std::move(Request);
  Mistakes *Errors = C.Errors.get();
  if (C.Request.ConfigFile.empty()) {
    C.Provider =
        std::make_unique<SearchingProvider>(Defaults, Overrides, Errors->First);
    return C;
  }

  auto FromFile = readConfigFile(C.Request.ConfigFile);
  if (!FromFile)
    return FromFile.takeError();
  C.Provider = std::make_unique<ConfigOptionsProvider>(
      ClangTidyGlobalOptions(), Defaults, *FromFile, Overrides);
  return C;
}

llvm::Expected<std::vector<ConfigSource>>
Config::sourcesOf(llvm::StringRef File) {
  using Provided = ClangTidyOptionsProvider;
  std::vector<Provided::OptionsSource> Raw = Provider->getRawOptions(File);
  if (!Errors->First.empty())
    return llvm::createStringError(Errors->First);
  std::vector<ConfigSource> Result;
  for (auto &[Options, Name] : Raw) {
    ConfigSource Source{std::move(Options), Name, ""};
    if (Name == Provided::OptionsSourceTypeDefaultBinary)
      Source.Name = "default";
    else if (Name == Provided::OptionsSourceTypeCheckCommandLineOption)
      Source.Name = "command line";
    // A file that is named on the command line may lie anywhere.
    llvm::StringRef Folder = ".";
    if (Name == Provided::OptionsSourceTypeConfigCommandLineOption) {
      Source.Name = Request.ConfigFile;
      Source.IsFile = true;
    } else if (llvm::sys::path::is_absolute(Name)) {
      Folder = llvm::sys::path::parent_path(Name);
      Source.IsFile = true;
    }
    llvm::SmallString<256> Real;
    if (!llvm::sys::fs::real_path(Folder, Real))
      Source.Folder = std::string(Real);
    if (llvm::Error E = Extended.append(std::move(Source), Result))
      return std::move(E);
  }
  return Result;
}

std::vector<std::string> FileConfig::files() const {
  std::vector<std::string> Result;
  for (const ConfigSource &S : Sources)
    if (S.IsFile)
      Result.push_back(S.Name);
  return Result;
}

const ConfigSource *FileConfig::origin(
    llvm::function_ref<bool(const ClangTidyOptions &)> Has) const {
  const ConfigSource *Last = nullptr;
  for (const ConfigSource &S : Sources)
    if (Has(S.Options))
      Last = &S;
  return Last;
}

/// Names checks and options of ours that do not exist.
static llvm::Error checkSpelling(const ConfigSource &Source) {
  const std::string Where = "'" + Source.Name + "'";
  const std::string Checks = Source.Options.Checks.value_or("");
  std::vector<CheckGlob> Ours = checkGlobs(Checks);
  llvm::erase_if(Ours, [](const CheckGlob &G) { return !G.isOurs(); });
  if (llvm::Error E = checkNames(Ours, Where))
    return E;

  std::set<std::string> Unknown; // In an order, for the first error.
  for (llvm::StringRef Option : Source.Options.CheckOptions.keys())
    // Whose check does not exist, takeOverrides() says better.
    if (Option.starts_with("tether") && !isOverride(Option) &&
        !llvm::is_contained(knownOptions(), Option))
      Unknown.insert(Option.str());
  if (Unknown.empty())
    return llvm::Error::success();
  const std::string Hint = didYouMean(*Unknown.begin(), knownOptions());
  return llvm::createStringError("unknown option '" + *Unknown.begin() +
                                 "' in " + Where + "; " +
                                 (Hint.empty() ? "see --show-config" : Hint));
}

llvm::Expected<FileConfig> Config::forFile(llvm::StringRef File) {
  auto Sources = sourcesOf(File);
  if (!Sources)
    return Sources.takeError();
  FileConfig Result;
  Result.Sources = std::move(*Sources);
  Result.Options = ClangTidyOptions::getDefaults();
  unsigned Order = 0;
  for (const ConfigSource &S : Result.Sources) {
    if (llvm::Error E = checkSpelling(S))
      return std::move(E);
    Result.Options.mergeWith(S.Options, ++Order);
  }
  // clang-tidy takes such a filter for one that nothing passes, without a word.
  auto Repair = [&](std::optional<std::string> ClangTidyOptions::*Filter,
                    llvm::StringRef Key, const char *Instead) {
    std::string &Pattern =
        (Result.Options.*Filter).emplace((Result.Options.*Filter).value_or(""));
    llvm::Error E = checkRegex(Pattern, Key);
    if (!E)
      return;
    const ConfigSource *Source =
        Result.origin([&](const ClangTidyOptions &Options) {
          return (Options.*Filter).value_or("") == Pattern;
        });
    std::string Text = Source->Name + ": " + llvm::toString(std::move(E));
    if (Errors->Warned.insert(Text).second)
      llvm::WithColor::warning() << Text << "; it is ignored\n";
    Pattern = Instead;
  };
  Repair(&ClangTidyOptions::HeaderFilterRegex, "HeaderFilterRegex", ".*");
  Repair(&ClangTidyOptions::ExcludeHeaderFilterRegex,
         "ExcludeHeaderFilterRegex", "");

  if (!Request.ModelFiles.empty()) {
    std::string &Files =
        Result.Options.CheckOptions[model::ModelFilesOption].Value;
    Files += (Files.empty() ? "" : ";") + llvm::join(Request.ModelFiles, ";");
  }
  auto Own = takeOverrides(
      Result.Options, [&](llvm::StringRef Option) -> const ConfigSource & {
        return *Result.origin([&](const ClangTidyOptions &Options) {
          return Options.CheckOptions.contains(Option);
        });
      });
  if (!Own)
    return Own.takeError();
  Result.Own = std::move(*Own);
  for (llvm::StringRef Check :
       enabledChecks(Result.Options.Checks.value_or(""), Request.Checks))
    Result.Own.Checks.push_back(Check.str());
  for (const CheckInfo &C : allChecks())
    if (Result.Own.isOnSomewhere(C.Name))
      Result.Checks.push_back(C.Name);
  // Only ours run; mistakes in options are reported under clang-tidy's name.
  Result.Options.Checks =
      "-*,clang-tidy-config," + llvm::join(Result.Checks, ",");
  return Result;
}

llvm::Expected<FileConfig> configHere(const ConfigRequest &Request,
                                      std::string *Source) {
  auto Configuration = Config::create(Request);
  if (!Configuration)
    return Configuration.takeError();
  llvm::SmallString<256> File("source.cpp");
  llvm::vfs::getRealFileSystem()->makeAbsolute(File);
  if (Source)
    *Source = std::string(File);
  return Configuration->forFile(File);
}

} // namespace tether
