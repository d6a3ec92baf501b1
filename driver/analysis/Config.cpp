//===- Config.cpp - What is to be checked in a file, and how --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/analysis/Config.h"
#include "checks/Module.h"
#include "checks/model/UserModels.h"
#include "clang-tidy/GlobList.h"
#include "driver/analysis/CheckGlobs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
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

/// Blanks a key that clang-tidy has dropped and many projects still have. It
/// meant nothing to our checks.
std::string withoutDroppedKeys(llvm::StringRef Text) {
  std::string Result = Text.str();
  constexpr llvm::StringLiteral Dropped = "AnalyzeTemporaryDtors:";
  for (size_t At = 0; (At = Result.find(Dropped.str(), At)) != Result.npos;
       ++At)
    if (At == 0 || Result[At - 1] == '\n')
      while (At < Result.size() && Result[At] != '\n')
        Result[At++] = ' ';
  return Result;
}

/// clang-tidy prints what is wrong and goes on; we must not.
llvm::ErrorOr<ClangTidyOptions> parse(llvm::MemoryBufferRef Original,
                                      std::string &FirstError) {
  const std::string Kept = withoutDroppedKeys(Original.getBuffer());
  llvm::MemoryBufferRef Text(Kept, Original.getBufferIdentifier());
  auto Keep = [&](const llvm::SMDiagnostic &D) {
    if (FirstError.empty())
      FirstError =
          (Text.getBufferIdentifier() + ":" + llvm::Twine(D.getLineNo()) + ":" +
           llvm::Twine(D.getColumnNo() + 1) + ": " + D.getMessage())
              .str();
  };
  auto Options = parseConfigurationWithDiags(Text, Keep);
  if (Options)
    return Options;
  if (FirstError.empty())
    FirstError =
        (Text.getBufferIdentifier() + ": " + Options.getError().message())
            .str();
  return ClangTidyOptions();
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
      return parse(Text, FirstError);
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
  GlobList Matcher(All);
  for (const CheckInfo &C : allChecks())
    if (Matcher.contains(C.Name))
      Enabled.push_back(C.Name);
  return Enabled;
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

  auto Text = llvm::MemoryBuffer::getFile(C.Request.ConfigFile);
  if (!Text)
    return llvm::createStringError("cannot read '" + C.Request.ConfigFile +
                                   "': " + Text.getError().message());
  auto FromFile = parse((*Text)->getMemBufferRef(), Errors->First);
  if (!Errors->First.empty())
    return llvm::createStringError(Errors->First);
  C.Provider = std::make_unique<ConfigOptionsProvider>(
      ClangTidyGlobalOptions(), Defaults, *FromFile, Overrides);
  return C;
}

std::vector<Config::Source> Config::sourcesOf(llvm::StringRef File) {
  using Provided = ClangTidyOptionsProvider;
  std::vector<Source> Result = Provider->getRawOptions(File);
  for (auto &[Options, Name] : Result) {
    if (Name == Provided::OptionsSourceTypeDefaultBinary)
      Name = "default";
    else if (Name == Provided::OptionsSourceTypeConfigCommandLineOption)
      Name = Request.ConfigFile;
    else if (Name == Provided::OptionsSourceTypeCheckCommandLineOption)
      Name = "command line";
  }
  return Result;
}

std::vector<std::string> Config::filesOf(llvm::StringRef File) {
  std::vector<std::string> Result;
  for (const auto &[Options, Name] : sourcesOf(File))
    if (Name == Request.ConfigFile || llvm::sys::path::is_absolute(Name))
      Result.push_back(Name);
  return Result;
}

OptionOrigin
Config::originOf(llvm::StringRef File,
                 llvm::function_ref<bool(const ClangTidyOptions &)> Has) {
  OptionOrigin Origin;
  for (const auto &[Options, Name] : sourcesOf(File))
    if (Has(Options))
      Origin.Source = Name;
  llvm::SmallString<256> Folder(".");
  // A file that is named on the command line may lie anywhere.
  if (Origin.Source != Request.ConfigFile)
    Folder = llvm::sys::path::parent_path(Origin.Source);
  llvm::SmallString<256> Real;
  if (!llvm::sys::fs::real_path(Folder, Real))
    Origin.Folder = std::string(Real);
  return Origin;
}

llvm::Expected<FileConfig> Config::forFile(llvm::StringRef File) {
  for (const auto &[Options, Source] : sourcesOf(File)) {
    const std::string Checks = Options.Checks.value_or("");
    std::vector<CheckGlob> Ours = checkGlobs(Checks);
    llvm::erase_if(Ours, [](const CheckGlob &G) { return !G.isOurs(); });
    if (llvm::Error E = checkNames(Ours, "'" + Source + "'"))
      return std::move(E);
  }
  FileConfig Result;
  Result.Options =
      ClangTidyOptions::getDefaults().merge(Provider->getOptions(File), 0);
  if (!Errors->First.empty())
    return llvm::createStringError(Errors->First);
  // clang-tidy takes such a filter for one that nothing passes, without a word.
  auto Repair = [&](std::optional<std::string> ClangTidyOptions::*Filter,
                    llvm::StringRef Key, const char *Instead) {
    std::string &Pattern =
        (Result.Options.*Filter).emplace((Result.Options.*Filter).value_or(""));
    llvm::Error E = checkRegex(Pattern, Key);
    if (!E)
      return;
    std::string Source;
    for (const auto &[Options, From] : sourcesOf(File))
      if ((Options.*Filter).value_or("") == Pattern)
        Source = From;
    std::string Text = Source + ": " + llvm::toString(std::move(E));
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
  auto Own = takeOverrides(Result.Options, [&](llvm::StringRef Option) {
    return originOf(File, [&](const ClangTidyOptions &Options) {
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

} // namespace tether
