//===- main.cpp - The tether command --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Scan.h"
#include "driver/Version.h"
#include "driver/baseline/Commands.h"
#include "driver/cache/Commands.h"
#include "driver/model/Commands.h"
#include "driver/report/Formats.h"
#include "driver/report/ModelReport.h"
#include "driver/shard/Merge.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/WithColor.h"
#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <optional>

using namespace tether;

namespace {

std::string version() {
  return "tether " + versionNumber().str() + " (LLVM " + llvmVersion().str() +
         ")";
}

/// Where the sources are and how they are compiled.
void addSourceOptions(CLI::App &Command, SourceRequest &Where,
                      ConfigRequest &Config) {
  Command.add_option("-p", Where.BuildDir,
                     "Build folder with compile_commands.json (default: "
                     "searched upwards from the first path or the working "
                     "directory)");
  Command.add_option("--config-file", Config.ConfigFile,
                     "Use this file instead of searching for .clang-tidy");
  // An argument to add usually starts with '-', which CLI11 takes for an option
  // unless it is joined with '='.
  Command
      .add_option("--extra-arg", Config.ExtraArgs,
                  "--extra-arg=FLAG: append FLAG to every compile command")
      ->allow_extra_args(false);
  Command
      .add_option("--extra-arg-before", Config.ExtraArgsBefore,
                  "--extra-arg-before=FLAG: prepend FLAG to every compile "
                  "command")
      ->allow_extra_args(false);
  Command
      .add_option("--removed-arg", Config.RemovedArgs,
                  "--removed-arg=FLAG: remove FLAG from every compile command")
      ->allow_extra_args(false);
  Command
      .add_option("--query-driver", Config.QueryDriver,
                  "Ask compilers that match one of these globs, separated by "
                  "commas, for their system headers and target")
      ->option_text("GLOBS");
}

void addModelFileOption(CLI::App &Command, ConfigRequest &Config) {
  Command
      .add_option("--model-file", Config.ModelFiles,
                  "Read this model file too; may be given several times")
      ->option_text("FILE")
      ->allow_extra_args(false);
}

void addCacheOption(CLI::App &Command, std::string &Folder) {
  Command
      .add_option("--cache", Folder,
                  "Folder of the results of earlier runs (default: tether in "
                  "the user's cache folder)")
      ->option_text("FOLDER");
}

/// What is analysed, and with which checks.
void addAnalysisOptions(CLI::App &Scan, ScanRequest &Request) {
  ConfigRequest &Config = Request.Config;
  Scan.add_option("path", Request.Where.Paths,
                  "Files and folders to analyse (default: the whole database)");
  addSourceOptions(Scan, Request.Where, Config);
  Scan.add_option("-j,--jobs", Request.Of.Jobs,
                  "Files analysed at the same time (default: one per core)")
      ->check(CLI::PositiveNumber);
  Scan.add_option_function<unsigned>(
          "--timeout",
          [&Request](unsigned Seconds) {
            Request.Of.Timeout = std::chrono::seconds(Seconds);
          },
          "Give a file up after so many seconds (default: 600; 0: never)")
      ->option_text("SECONDS");
  Scan.add_option("--memory-limit", Request.Of.Memory,
                  "Give a file up that needs more memory, in bytes or as 2G "
                  "(default: no limit)")
      ->option_text("SIZE")
      ->transform(CLI::AsSizeValue(/*kb_is_1000=*/false));
  Scan.add_flag("--no-prefilter", Request.Whole,
                "Parse also what no finding can depend on");
  addCacheOption(Scan, Request.CacheFolder);
  Scan.add_flag_function(
      "--no-cache", [&Request](std::int64_t) { Request.CacheFolder.clear(); },
      "Neither use nor keep results of other runs");
  Scan.add_option("--checks", Config.Checks,
                  "Checks to run: globs separated by commas, '-' removes; "
                  "added to the Checks of .clang-tidy");
  Scan.add_option("--header-filter", Config.HeaderFilter,
                  "Report findings in headers that match this regular "
                  "expression (default: all but system headers)");
  Scan.add_option("--exclude-header-filter", Config.ExcludeHeaderFilter,
                  "Report no findings in headers that match");
  addModelFileOption(Scan, Config);
}

void addDiffOptions(CLI::App &Scan, DiffRequest &Diff) {
  CLI::Option *Base =
      Scan.add_option("--diff", Diff.Base,
                      "Analyse and report only what changed since this "
                      "revision of git, or ('-') in the patch on standard "
                      "input")
          ->option_text("BASE")
          // Results say what a source has, not what changed in it.
          ->excludes(Scan.get_option("--shard"))
          ->excludes(Scan.get_option("--result"));
  Scan.add_option("--diff-context", Diff.Context,
                  "Report findings on changed lines (lines, default) or in "
                  "functions that have some (function)")
      ->option_text("CONTEXT")
      ->needs(Base)
      ->transform(CLI::Transformer(std::map<std::string, DiffContext>{
          {"lines", DiffContext::Lines}, {"function", DiffContext::Function}}));
}

/// How findings are reported.
void addReportOptions(CLI::App &Command, ReportRequest &Request) {
  Command
      .add_option("--baseline", Request.Baseline,
                  "Report only findings that this file does not have; see "
                  "tether baseline")
      ->option_text("FILE");
  Command.add_flag("--show-known", Request.ShowKnown,
                   "Write those that it has into SARIF reports, as suppressed");
  Command
      .add_option("--format", Request.Format,
                  "Format of what is printed: " + formatNames() +
                      " (default: text)")
      ->option_text("FORMAT");
  Command
      .add_option(
          "--output", Request.Outputs,
          "Write a report in this format to a file too ('-': print it); "
          "may be given several times")
      ->option_text("FORMAT=PATH")
      ->allow_extra_args(false);
  Command.add_option("--run-id", Request.RunId,
                     "Tells this run from others over the same code, in SARIF");
  // CLI11 would set an optional<bool> also where the flag is not given.
  Command.add_flag_function(
      "--use-color",
      [&Request](std::int64_t Count) { Request.Color = Count > 0; },
      "Colour the text output, or not with --use-color=false (default: on a "
      "terminal)");
  Command.add_flag("-q,--quiet", Request.Quiet, "No progress and no summary");
}

/// What is done on this of several machines.
void addShardOptions(CLI::App &Scan, ScanRequest &Request) {
  CLI::Option *Part = Scan.add_option_function<std::string>(
      "--shard",
      [&Request](const std::string &Text) {
        auto Part = parseShard(Text);
        if (!Part)
          throw CLI::ValidationError("--shard", "'" + Text +
                                                    "' is not like 2/4, the "
                                                    "second of four");
        Request.Part = *Part;
      },
      "Analyse only the I-th of N parts; see tether merge");
  Part->option_text("I/N");
  Scan.add_option("--timings", Request.Timings,
                  "Make the parts by this file of 'tether merge --timings'")
      ->option_text("FILE")
      ->needs(Part);
  Scan.add_option("--result", Request.Result,
                  "Write what is found to this file, for tether merge")
      ->option_text("FILE");
}

/// Declares the options of `tether scan`.
void addScanOptions(CLI::App &Scan, ScanRequest &Request, bool &ListChecks) {
  addAnalysisOptions(Scan, Request);
  addReportOptions(Scan, Request);
  addShardOptions(Scan, Request);
  addDiffOptions(Scan, Request.Diff);
  Scan.add_flag("--fix", Request.Fix, "Apply the fixes that are safe");
  Scan.add_option("--export-fixes", Request.ExportFixes,
                  "Write findings and fixes to this file, for "
                  "clang-apply-replacements");
  Scan.add_flag("--list-checks", ListChecks,
                "List the checks that would run and exit");
  Scan.set_version_flag("--version", version());
  Scan.footer("Flags after '--' are used to compile the given files, instead "
              "of a database.\n\n"
              "Exit status: 0 no findings; 1 findings; 2 wrong usage, "
              "configuration or\ninternal error; 3 a file could not be "
              "analysed.");
}

/// Commands, of which at most one is given: it sets `Run`.
class Commands {
public:
  std::optional<ExitStatus> run() const {
    return Run ? std::optional(Run()) : std::nullopt;
  }

protected:
  std::function<ExitStatus()> Run;
};

/// The subcommands of `tether model`.
class ModelCommand : public Commands {
public:
  explicit ModelCommand(CLI::App &App) {
    CLI::App &Model = *App.add_subcommand(
        "model", "List, check and look into what Tether knows of libraries");
    Model.require_subcommand(1);
    addList(*Model.add_subcommand(
        "list", "Print the built-in model and yours as model files"));
    addCheck(*Model.add_subcommand(
        "check", "Look the names of a model file up in real sources"));
    addInferred(*Model.add_subcommand(
        "inferred", "List what is recognised in sources without a model"));
    addShow(*Model.add_subcommand(
        "show", "Print what is known about a class or function"));
    Model.add_subcommand("schema", "Print the JSON Schema of model files")
        ->callback([this] {
          Run = [] {
            printModelSchema(llvm::outs());
            return Clean;
          };
        });
  }

  /// `Flags`: what followed `--`.
  std::optional<ExitStatus>
  run(const std::optional<std::vector<std::string>> &Flags) {
    Check.Where.Flags = Show.Where.Flags = Infer.Where.Flags = Flags;
    return Commands::run();
  }

private:
  void addList(CLI::App &Command) {
    Command.add_option("name", List.Names,
                       "Only these libraries, types, functions or handlers");
    addModelFileOption(Command, List.Config);
    Command.add_option("--format", List.Output, "yaml (default) or json")
        ->option_text("FORMAT")
        ->transform(CLI::Transformer(std::map<std::string, ModelFormat>{
            {"yaml", ModelFormat::Yaml}, {"json", ModelFormat::Json}}));
    Command.callback([this] {
      Run = [this] { return listModel(List, llvm::outs(), llvm::errs()); };
    });
  }

  void addCheck(CLI::App &Command) {
    Command.add_option("file", Check.File, "The model file")->required();
    Command.add_option("source", Check.Where.Paths,
                       "Sources that use the library (default: as many of the "
                       "database as it takes)");
    addSourceOptions(Command, Check.Where, Check.Config);
    Command
        .add_option("-j,--jobs", Check.Jobs,
                    "Files parsed at the same time (default: one per core)")
        ->check(CLI::PositiveNumber);
    Command.footer("Exit status: 0 all names are found; 1 some are not; 2 "
                   "wrong usage or a mistake\nin the file; 3 the sources could "
                   "not be analysed.");
    Command.callback([this] {
      Run = [this] { return checkModel(Check, llvm::outs(), llvm::errs()); };
    });
  }

  void addInferred(CLI::App &Command) {
    Command.add_option("source", Infer.Where.Paths,
                       "Sources and folders (default: the whole database)");
    addSourceOptions(Command, Infer.Where, Infer.Config);
    addModelFileOption(Command, Infer.Config);
    Command
        .add_option("-j,--jobs", Infer.Jobs,
                    "Files parsed at the same time (default: one per core)")
        ->check(CLI::PositiveNumber);
    Command.footer("Exit status: 0 all sources were parsed; 2 wrong usage or a "
                   "mistake in a model\nfile; 3 some source could not be "
                   "analysed.");
    Command.callback([this] {
      Run = [this] { return inferModel(Infer, llvm::outs(), llvm::errs()); };
    });
  }

  void addShow(CLI::App &Command) {
    Command.add_option("name", Show.Name, "A qualified or simple name")
        ->required();
    Command.add_option("source", Show.Where.Paths, "The source to parse")
        ->required()
        ->expected(1);
    addSourceOptions(Command, Show.Where, Show.Config);
    addModelFileOption(Command, Show.Config);
    Command.footer("Exit status: 0 the name exists; 1 it does not; 2 wrong "
                   "usage or a mistake in a\nmodel file; 3 the source could "
                   "not be analysed.");
    Command.callback([this] {
      Run = [this] { return showModel(Show, llvm::outs(), llvm::errs()); };
    });
  }

  ModelListRequest List;
  ModelCheckRequest Check;
  ModelInferRequest Infer;
  ModelShowRequest Show;
};

/// The subcommands of `tether baseline`.
class BaselineCommand : public Commands {
public:
  explicit BaselineCommand(CLI::App &App) {
    CLI::App &Command = *App.add_subcommand(
        "baseline", "Keep the findings that a project already has in a file");
    Command.require_subcommand(1);
    addChanging(Command, "create", "Write a baseline of all findings",
                createBaseline)
        .add_flag("--force", Request.Force, "Also over one that exists");
    addChanging(Command, "update", "Add new findings and drop fixed ones",
                updateBaseline);
    addChanging(Command, "prune", "Drop fixed findings", pruneBaseline);
    CLI::App &Show =
        *Command.add_subcommand("show", "List the findings by file");
    addFile(Show);
    Show.callback([this] {
      Run = [this] {
        return showBaseline(Request.File, llvm::outs(), llvm::errs());
      };
    });
  }

  /// `Flags`: what followed `--`.
  std::optional<ExitStatus>
  run(const std::optional<std::vector<std::string>> &Flags) {
    Request.Scan.Where.Flags = Flags;
    return Commands::run();
  }

private:
  void addFile(CLI::App &Command) {
    Command.add_option("file", Request.File, "The baseline")->required();
  }

  CLI::App &addChanging(CLI::App &Parent, const char *Name, const char *What,
                        ExitStatus (*Do)(const BaselineRequest &,
                                         llvm::raw_ostream &)) {
    CLI::App &Command = *Parent.add_subcommand(Name, What);
    addFile(Command);
    addAnalysisOptions(Command, Request.Scan);
    Command.add_flag("-q,--quiet", Request.Scan.Quiet,
                     "No progress and no summary");
    Command.footer("Exit status: 0 the file is written; 2 wrong usage, "
                   "configuration or internal\nerror; 3 it is written, but a "
                   "source could not be analysed.");
    Command.callback(
        [this, Do] { Run = [this, Do] { return Do(Request, llvm::errs()); }; });
    return Command;
  }

  BaselineRequest Request;
};

/// The subcommands of `tether cache`.
class CacheCommand : public Commands {
public:
  explicit CacheCommand(CLI::App &App) {
    CLI::App &Command = *App.add_subcommand(
        "cache", "Look at the results that earlier runs have left");
    Command.require_subcommand(1);
    add(Command, "stats", "Print where they are and how many", [this] {
      return printCacheStatistics(Folder, llvm::outs(), llvm::errs());
    });
    add(Command, "clean", "Remove them",
        [this] { return cleanCache(Folder, llvm::errs()); });
  }

private:
  void add(CLI::App &Parent, const char *Name, const char *What,
           std::function<ExitStatus()> Do) {
    CLI::App &Command = *Parent.add_subcommand(Name, What);
    addCacheOption(Command, Folder);
    Command.callback([this, Do = std::move(Do)] { Run = Do; });
  }

  std::string Folder = defaultCacheFolder();
};

class MergeCommand {
public:
  explicit MergeCommand(CLI::App &App)
      : Command(*App.add_subcommand(
            "merge", "Make one report of the results of several scans")) {
    Command
        .add_option("result", Request.Results,
                    "Files that tether scan --result has written")
        ->required();
    addReportOptions(Command, Request);
    Command
        .add_option("--root", Request.Root,
                    "The project's folder, with the sources to show (default: "
                    "that of the working directory)")
        ->option_text("FOLDER");
    Command
        .add_option("--timings", Request.Timings,
                    "Write how long each source has taken, for tether scan "
                    "--shard")
        ->option_text("FILE");
    Command.footer("Exit status: that of one scan of everything; 2 also if "
                   "results do not belong\ntogether, 3 also if one of a shard "
                   "is not there.");
  }

  std::optional<ExitStatus> run() const {
    return Command ? std::optional(merge(Request, llvm::outs(), llvm::errs()))
                   : std::nullopt;
  }

private:
  CLI::App &Command;
  MergeRequest Request;
};

/// Cuts `--` and what follows off.
std::optional<std::vector<std::string>> takeFlags(int &Argc, char **Argv) {
  for (int I = 1; I < Argc; ++I) {
    if (llvm::StringRef(Argv[I]) != "--")
      continue;
    std::vector<std::string> Flags(Argv + I + 1, Argv + Argc);
    Argc = I;
    return Flags;
  }
  return std::nullopt;
}

/// Findings that nobody could read are not "no findings".
bool delivered(llvm::raw_fd_ostream &Out) {
  Out.flush();
  if (!Out.has_error())
    return true;
  llvm::WithColor::error() << "cannot write the output: "
                           << Out.error().message() << '\n';
  Out.clear_error();
  return false;
}

} // namespace

int main(int Argc, char **Argv) {
  CLI::App App("Finds C++ threads, tasks and channels that outlive, outrun or "
               "escape whoever started them.");
  App.set_version_flag("--version", version());
  App.require_subcommand(1);
  CLI::App *Scan =
      App.add_subcommand("scan", "Analyse the sources of a compile database");
  ScanRequest Request;
  bool ListChecks = false;
  addScanOptions(*Scan, Request, ListChecks);
  ModelCommand Model(App);
  BaselineCommand Baseline(App);
  CacheCommand Cache(App);
  MergeCommand Merge(App);

  Request.Where.Flags = takeFlags(Argc, Argv);
  try {
    App.parse(Argc, Argv);
  } catch (const CLI::ParseError &E) {
    return App.exit(E) == 0 ? Clean : Error;
  }

  // For inline assembler.
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmParsers();

  std::optional<ExitStatus> Status = Model.run(Request.Where.Flags);
  if (!Status)
    Status = Baseline.run(Request.Where.Flags);
  if (!Status)
    Status = Cache.run();
  if (!Status)
    Status = Merge.run();
  if (!Status && ListChecks)
    Status = listChecks(Request.Config, llvm::outs(), llvm::errs());
  else if (!Status)
    Status = scan(Request, llvm::outs(), llvm::errs());
  return delivered(llvm::outs()) ? *Status : Error;
}
