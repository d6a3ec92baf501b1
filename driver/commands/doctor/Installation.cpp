//===- Installation.cpp - Whether Tether is installed completely ----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Module.h"
#include "driver/commands/doctor/Doctor.h"
#include "driver/support/Program.h"
#include "driver/support/ResourceDir.h"
#include "driver/support/Version.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

namespace tether {

namespace {

using State = Diagnosis::State;

/// A program that is not from this package may hang.
constexpr unsigned Patience = 30;

/// `Name` in the folder `Beside` the one of this program, as the build and an
/// installation have it; empty if it is not there.
std::string installed(llvm::StringRef Beside, llvm::StringRef Name) {
  const std::string Program = ownProgram();
  llvm::SmallString<256> Path(
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(Program)));
  llvm::sys::path::append(Path, Beside, Name);
  return llvm::sys::fs::exists(Path) ? std::string(Path) : "";
}

bool isEmpty(llvm::StringRef Folder) {
  std::error_code E;
  return llvm::sys::fs::directory_iterator(Folder, E) ==
         llvm::sys::fs::directory_iterator();
}

class Examination {
public:
  explicit Examination(Diagnoses &Result) : Result(Result) {}

  void examine(llvm::StringRef CacheFolder) {
    versions();
    builtinHeaders();
    const std::string Tidy = clangTidy();
    plugin(Tidy);
    clangd();
    git();
    cache(CacheFolder);
  }

private:
  void add(State S, const char *Subject, const llvm::Twine &Text,
           const llvm::Twine &Remedy = "") {
    Result.push_back({S, Subject, Text.str(), Remedy.str()});
  }

  void versions() {
    const std::string Built = llvmVersion().str();
    const std::string Loaded = clang::getClangFullVersion();
    const std::string Text =
        "tether " + versionNumber().str() + ", built for LLVM " + Built;
    if (Loaded.find(Built) != Loaded.npos)
      add(State::Ok, "version", Text);
    else
      add(State::Warning, "version", Text + ", runs with " + Loaded,
          "build tether again with the LLVM that is installed");
  }

  void builtinHeaders() {
    if (auto Folder = resourceDir())
      add(State::Ok, "builtin-headers", *Folder);
    else
      add(State::Problem, "builtin-headers", llvm::toString(Folder.takeError()),
          "apt-get install libclang-common-" + Major + "-dev");
  }

  /// Its path; empty if there is none of our LLVM.
  std::string clangTidy() {
    const std::string Install = "apt-get install clang-tidy-" + Major;
    std::string Other;
    for (const std::string &Name :
         {"clang-tidy-" + Major, std::string("clang-tidy")}) {
      auto Path = llvm::sys::findProgramByName(Name);
      if (!Path)
        continue;
      auto Run = runProgram(*Path, {"--version"}, Patience);
      if (!Run) {
        Other = llvm::toString(Run.takeError());
        continue;
      }
      llvm::StringRef Version =
          llvm::StringRef(Run->Output).split("version ").second;
      Version = Version.take_until(llvm::isSpace);
      if (Version.split('.').first == Major) {
        add(State::Ok, "clang-tidy", *Path + ", LLVM " + Version);
        return *Path;
      }
      Other = "'" + *Path + "' is of LLVM " + Version.str() + ", not " + Major;
    }
    add(State::Warning, "clang-tidy",
        Other.empty() ? "not found; the plugin needs it" : Other, Install);
    return "";
  }

  /// clang-tidy goes on, with status 0, if it cannot load one.
  void plugin(llvm::StringRef Tidy) {
    const std::string Name = "tether-tidy-" + Major + ".so";
    const std::string Path = installed("lib", Name);
    if (Path.empty())
      return add(State::Warning, "plugin",
                 "'lib/" + Name + "' is not beside the folder of this program",
                 "install tether again, or build the target tether-tidy");
    if (Tidy.empty())
      return add(State::Warning, "plugin",
                 "'" + Path + "' is there, but no clang-tidy to load it");
    auto Run = runProgram(
        Tidy, {("--load=" + Path), "--checks=-*,tether-*", "--list-checks"},
        Patience);
    if (!Run)
      return add(State::Problem, "plugin", llvm::toString(Run.takeError()));
    llvm::StringRef Listed = Run->Output;
    for (const CheckInfo &C : allChecks())
      if (!Listed.contains(C.Name))
        return add(State::Problem, "plugin",
                   "clang-tidy does not list " + C.Name + " with '" + Path +
                       "': " + firstLine(Run->Errors),
                   "install tether again, for LLVM " + Major);
    add(State::Ok, "plugin",
        "clang-tidy loads '" + Path + "' and lists " +
            std::to_string(allChecks().size()) + " checks");
  }

  static std::string firstLine(llvm::StringRef Text) {
    Text = Text.trim();
    return Text.empty() ? "it says nothing" : Text.split('\n').first.str();
  }

  void clangd() {
    const std::string Path = installed("bin", "tether-clangd");
    if (Path.empty())
      add(State::Warning, "clangd",
          "tether-clangd is not beside this program; editors need it",
          "install tether again, or build the target tether-clangd");
    else
      add(State::Ok, "clangd", Path);
  }

  void git() {
    if (auto Path = llvm::sys::findProgramByName("git"))
      add(State::Ok, "git", *Path);
    else
      add(State::Warning, "git", "not found; --diff=BASE needs it",
          "apt-get install git");
  }

  void cache(llvm::StringRef Folder) {
    if (Folder.empty())
      return add(State::Warning, "cache", "there is no folder for it",
                 "set HOME or XDG_CACHE_HOME, or give --cache=FOLDER");
    // It is made when it is needed.
    llvm::StringRef Existing = Folder;
    while (!Existing.empty() && !llvm::sys::fs::exists(Existing))
      Existing = llvm::sys::path::parent_path(Existing);
    if (Existing.empty())
      Existing = ".";
    if (!llvm::sys::fs::is_directory(Existing) ||
        llvm::sys::fs::access(Existing, llvm::sys::fs::AccessMode::Write))
      return add(State::Warning, "cache",
                 "'" + Existing + "' is no folder that can be written to",
                 "give --cache=FOLDER, or make it writable");
    auto Statistics = cacheStatistics(Folder);
    if (!Statistics) {
      const std::string Why = llvm::toString(Statistics.takeError());
      return isEmpty(Folder)
                 ? add(State::Ok, "cache", "'" + Folder + "', empty")
                 : add(State::Warning, "cache", Why, "tether cache clean");
    }
    if (llvm::sys::fs::access(Statistics->File,
                              llvm::sys::fs::AccessMode::Write))
      return add(State::Warning, "cache",
                 "'" + Statistics->File + "' cannot be written",
                 "make it writable, or give --cache=FOLDER");
    add(State::Ok, "cache",
        "'" + Statistics->File + "', " + std::to_string(Statistics->Results) +
            " results, " + std::to_string(Statistics->Bytes >> 10) + " KiB");
  }

  const std::string Major = std::to_string(LLVM_VERSION_MAJOR);
  Diagnoses &Result;
};

} // namespace

void examineInstallation(llvm::StringRef CacheFolder, Diagnoses &Result) {
  Examination(Result).examine(CacheFolder);
}

} // namespace tether
