//===- main.cpp - The tether command --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Scan.h"
#include "driver/Version.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/WithColor.h"
#include <CLI/CLI.hpp>
#include <map>

using namespace tether;

namespace {

std::string version() {
  return "tether " + versionNumber().str() + " (LLVM " + llvmVersion().str() +
         ")";
}

void addModelFileOption(CLI::App &Command, ConfigRequest &Config) {
  Command
      .add_option("--model-file", Config.ModelFiles,
                  "Read this model file too; may be given several times")
      ->option_text("FILE")
      ->expected(1)
      ->take_all();
}

/// Declares the options of `tether scan`.
void addScanOptions(CLI::App &Scan, ScanRequest &Request, bool &ListChecks) {
  ConfigRequest &Config = Request.Config;
  Scan.add_option("path", Request.Where.Paths,
                  "Files and folders to analyse (default: the whole database)");
  Scan.add_option("-p", Request.Where.BuildDir,
                  "Build folder with compile_commands.json (default: searched "
                  "upwards from the first path or the working directory)");
  Scan.add_option("-j,--jobs", Request.Jobs,
                  "Files analysed at the same time (default: one per core)")
      ->check(CLI::PositiveNumber);
  Scan.add_option("--checks", Config.Checks,
                  "Checks to run: globs separated by commas, '-' removes; "
                  "added to the Checks of .clang-tidy");
  Scan.add_option("--config-file", Config.ConfigFile,
                  "Use this file instead of searching for .clang-tidy");
  Scan.add_option("--header-filter", Config.HeaderFilter,
                  "Report findings in headers that match this regular "
                  "expression (default: all but system headers)");
  Scan.add_option("--exclude-header-filter", Config.ExcludeHeaderFilter,
                  "Report no findings in headers that match");
  // An argument to add usually starts with '-', which CLI11 takes for an option
  // unless it is joined with '='.
  Scan.add_option("--extra-arg", Config.ExtraArgs,
                  "--extra-arg=FLAG: append FLAG to every compile command")
      ->expected(1)
      ->take_all();
  Scan.add_option("--extra-arg-before", Config.ExtraArgsBefore,
                  "--extra-arg-before=FLAG: prepend FLAG to every compile "
                  "command")
      ->expected(1)
      ->take_all();
  addModelFileOption(Scan, Config);
  Scan.add_option("--format", Request.Output, "text (default) or json")
      ->option_text("FORMAT")
      ->transform(CLI::Transformer(std::map<std::string, Format>{
          {"text", Format::Text}, {"json", Format::Json}}));
  // CLI11 would set an optional<bool> also where the flag is not given.
  Scan.add_flag_function(
      "--use-color",
      [&Request](std::int64_t Count) { Request.Color = Count > 0; },
      "Colour the text output, or not with --use-color=false (default: on a "
      "terminal)");
  Scan.add_flag("--fix", Request.Fix, "Apply the fixes that are safe");
  Scan.add_option("--export-fixes", Request.ExportFixes,
                  "Write findings and fixes to this file, for "
                  "clang-apply-replacements");
  Scan.add_flag("-q,--quiet", Request.Quiet, "No progress and no summary");
  Scan.add_flag("--list-checks", ListChecks,
                "List the checks that would run and exit");
  Scan.set_version_flag("--version", version());
  Scan.footer("Flags after '--' are used to compile the given files, instead "
              "of a database.\n\n"
              "Exit status: 0 no findings; 1 findings; 2 wrong usage, "
              "configuration or\ninternal error; 3 a file could not be "
              "analysed.");
}

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
  llvm::WithColor::error() << "cannot write the findings: "
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

  ExitStatus Status =
      ListChecks ? listChecks(Request.Config, llvm::outs(), llvm::errs())
                 : scan(Request, llvm::outs(), llvm::errs());
  return delivered(llvm::outs()) ? Status : Error;
}
