//===- Project.cpp - Whether a project can be analysed --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/model/UserModels.h"
#include "driver/commands/doctor/Doctor.h"
#include "driver/report/Wording.h"
#include "driver/run/Schedule.h"
#include "driver/support/Paths.h"
#include "driver/support/Text.h"
#include "clang/Driver/ToolChain.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

namespace tether {

namespace {

using State = Diagnosis::State;

/// The target of a cross compiler, by its name; empty if it is none.
std::string crossTarget(llvm::StringRef Compiler) {
  auto Name = clang::driver::ToolChain::getTargetAndModeFromProgramName(
      llvm::sys::path::filename(Compiler));
  if (!Name.TargetIsValid)
    return "";
  const llvm::Triple Target(Name.TargetPrefix);
  const llvm::Triple Host(llvm::sys::getDefaultTargetTriple());
  return Target.getArch() == Host.getArch() ? "" : Name.TargetPrefix;
}

/// Numbers below `Size`, at most `Wanted` of them, spread evenly.
std::vector<size_t> sample(size_t Size, size_t Wanted) {
  std::vector<size_t> Result;
  for (size_t I = 0; I < std::min(Size, Wanted); ++I)
    Result.push_back(I * Size / std::min(Size, Wanted));
  return Result;
}

class Examination {
public:
  Examination(const DoctorRequest &Request, Diagnoses &Result)
      : Request(Request), Result(Result) {
    llvm::SmallString<256> Real;
    llvm::sys::fs::real_path(".", Real);
    Here = std::string(Real);
  }

  void examine() {
    auto Found = findSources(llvm::vfs::getRealFileSystem(), Request.Where);
    if (!Found) {
      add(State::Problem, "database", llvm::toString(Found.takeError()));
      return configuration(Here + "/source.cpp");
    }
    database(*Found);
    sources(*Found);
    compilers(*Found);
    const auto &Present = Found->Selected.Present;
    const std::string Example =
        Present.empty() ? Here + "/source.cpp" : Present.front().File;
    configuration(Example);
    if (Present.empty())
      return;
    Found->Notes.clear(); // What they say is in database().
    auto Units = makeUnits(*Found, Request.Config,
                           [](const FileConfig &) { return true; });
    if (!Units) {
      const std::string Why = llvm::toString(Units.takeError());
      // That of the example has been told.
      if (Result.back().Text != Why)
        add(State::Problem, "commands", Why);
      return;
    }
    for (const std::string &Note : Found->Notes)
      add(State::Ok, "flags", Note);
    parse(*Units);
  }

private:
  void add(State S, const char *Subject, const llvm::Twine &Text,
           const llvm::Twine &Remedy = "") {
    Result.push_back({S, Subject, Text.str(), Remedy.str()});
  }

  void database(const Sources &Found) {
    size_t Others = 0;
    for (const auto &[Extension, Count] : Found.Selected.Skipped)
      Others += Count;
    if (!Found.DB.Path.empty())
      Build = llvm::sys::path::parent_path(
                  compdb::canonical(*llvm::vfs::getRealFileSystem(), "",
                                    Found.DB.Path))
                  .str();
    // Then nothing tells what is generated.
    if (Build == Found.DB.Root)
      Build.clear();
    std::string Text =
        Found.DB.Path.empty() ? "flags after '--'" : "'" + Found.DB.Path + "'";
    Text += ", " + count(Found.Selected.Present.size(), "command") +
            " for sources that exist";
    if (Others)
      Text += ", " + count(Others, "source") + " of other languages";
    add(State::Ok, "database", Text);
  }

  void sources(const Sources &Found) {
    const std::vector<std::string> &Gone = Found.Selected.Gone;
    auto Add = [&](bool InBuild, const char *Kind, const std::string &Remedy) {
      std::vector<llvm::StringRef> Those;
      for (llvm::StringRef File : Gone)
        if ((relativeTo(File, Build) != File) == InBuild)
          Those.push_back(File);
      if (!Those.empty())
        add(State::Problem, "sources",
            count(Those.size(), Kind) + " that the database names " +
                (Those.size() == 1 ? "does" : "do") +
                " not exist, the first is '" + relativeTo(Those.front(), Here) +
                "'",
            Remedy);
    };
    // Where the build system itself writes.
    Add(true, "generated source",
        "build the project: cmake --build '" + Build + "'");
    Add(false, "source",
        "configure the build again, so that it writes a new database");
    if (Gone.empty())
      add(State::Ok, "sources", "all exist");
  }

  void compilers(const Sources &Found) {
    std::set<std::string> Seen;
    for (const compdb::Entry &E : Found.Selected.Present) {
      const std::string &Compiler = E.Arguments.front();
      if (Request.Where.Flags || !Seen.insert(Compiler).second)
        continue;
      llvm::ErrorOr<std::string> Path = Compiler;
      if (!llvm::sys::path::has_parent_path(Compiler))
        Path = llvm::sys::findProgramByName(Compiler);
      const bool IsHere =
          Path && llvm::sys::fs::exists(compdb::canonical(
                      *llvm::vfs::getRealFileSystem(), E.Directory, *Path));
      const std::string Target = crossTarget(Compiler);
      if (!Request.Config.QueryDriver.empty() || (IsHere && Target.empty()))
        add(State::Ok, "compiler", "'" + Compiler + "'");
      else if (Target.empty())
        add(State::Warning, "compiler",
            "'" + Compiler +
                "' is not here; clang looks for headers where "
                "this machine has them",
            "install it, if headers are not found");
      else if (!IsHere)
        add(State::Warning, "compiler",
            "'" + Compiler + "' compiles for " + Target + " and is not here",
            "install it, and give --query-driver='**" +
                llvm::sys::path::filename(Compiler) + "'");
      else
        add(State::Warning, "compiler",
            "'" + Compiler + "' compiles for " + Target +
                "; clang does not know where its headers are",
            "give --query-driver=" + *Path);
    }
  }

  /// Of `File`, which need not exist.
  void configuration(const std::string &File) {
    auto Configuration = Config::create(Request.Config);
    auto Effective =
        Configuration ? Configuration->forFile(File)
                      : llvm::Expected<FileConfig>(Configuration.takeError());
    if (!Effective)
      return add(State::Problem, "configuration",
                 llvm::toString(Effective.takeError()));
    models(Effective->Options, File);

    std::vector<std::string> Files;
    for (const std::string &Name : Effective->files())
      Files.push_back("'" + relativeTo(Name, Here).str() + "'");
    std::string Text =
        Files.empty() ? "no .clang-tidy" : llvm::join(Files, ", ");
    if (Effective->Checks.empty())
      return add(State::Problem, "configuration",
                 Text + ": no check of tether is on",
                 "name 'tether-*' in Checks");
    Text += ": " + llvm::join(Effective->Checks, ", ");
    add(State::Ok, "configuration", Text);

    clang::tidy::ClangTidyOptions Theirs;
    for (const ConfigSource &Source : Effective->Sources)
      if (!Source.IsExtended)
        Theirs.mergeWith(Source.Options, 0);
    if (llvm::none_of(allChecks(), [&](const CheckInfo &C) {
          return isOn(C, Theirs.Checks.value_or(""));
        }))
      add(State::Ok, "configuration",
          "clang-tidy with the plugin would run none of them",
          "for clang-tidy, name 'tether-*' in the Checks of .clang-tidy");
  }

  void models(const clang::tidy::ClangTidyOptions &Options,
              llvm::StringRef File) {
    std::vector<std::string> Files;
    auto Option = Options.CheckOptions.find(model::ModelFilesOption);
    if (Option != Options.CheckOptions.end())
      Files = model::splitModelFiles(Option->second.Value);
    model::UserModels User =
        model::loadUserModels(Files, File, *llvm::vfs::getRealFileSystem());
    for (const model::LoadError &E : User.Errors)
      add(State::Problem, "models", E.str());
    if (User.Errors.empty())
      add(State::Ok, "models",
          count(model::builtinLibraries().size(), "built-in model") + ", " +
              count(User.Libraries.size(), "model file"));
  }

  void parse(llvm::ArrayRef<Unit> Units) {
    std::vector<const Unit *> Some;
    for (size_t I : sample(Units.size(), Request.Files))
      Some.push_back(&Units[I]);
    if (Some.empty())
      return;
    std::vector<UnitResult> Results;
    {
      Progress Silent(llvm::nulls(), Some.size(), Progress::Form::None);
      Results = analyzeAll(Some, {Request.Of}, Silent);
    }
    size_t Good = 0;
    for (const UnitResult &R : Results) {
      if (!R.Failed) {
        ++Good;
        continue;
      }
      add(State::Problem, "parse", describe(*R.Failed, Here),
          remedyOf(*R.Failed));
    }
    add(Good == Some.size() ? State::Ok : State::Problem, "parse",
        std::to_string(Good) + " of " + count(Some.size(), "source") +
            " that " + (Some.size() == 1 ? "was" : "were") + " tried " +
            (Good == 1 ? "parses" : "parse") + ", of " +
            std::to_string(Units.size()));
  }

  /// What most often helps against the first error of a source.
  static std::string remedyOf(const Failure &F) {
    if (F.Why != Failure::Reason::DidNotParse)
      return tether::remedyOf(F.Why).str();
    llvm::StringRef Header = F.Message;
    if (!Header.consume_back("' file not found") || !Header.consume_front("'"))
      return "see that the project's own compiler compiles it as the database "
             "says; --extra-arg and --removed-arg change the command";
    // Those of the standard libraries and of the system have no project's name.
    if (!Header.contains('.') || Header.starts_with("bits/") ||
        Header.starts_with("sys/"))
      return "install the headers of the compiler that the database names, "
             "and give --query-driver=COMPILER if it is a cross compiler";
    return "build the project if the header is generated, or name its folder "
           "with --extra-arg=-IFOLDER";
  }

  const DoctorRequest &Request;
  Diagnoses &Result;
  std::string Here;  ///< The working directory.
  std::string Build; ///< The folder that a build writes to; may be empty.
};

} // namespace

void examineProject(const DoctorRequest &Request, Diagnoses &Result) {
  Examination(Request, Result).examine();
}

} // namespace tether
