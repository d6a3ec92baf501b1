//===- Options.cpp - Options that commands share --------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Options.h"
#include "driver/report/Formats.h"
#include "driver/result/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace tether;

void tether::addSourceOptions(CLI::App &Command, SourceRequest &Where,
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

void tether::addModelFileOption(CLI::App &Command, ConfigRequest &Config) {
  Command
      .add_option("--model-file", Config.ModelFiles,
                  "Read this model file too; may be given several times")
      ->option_text("FILE")
      ->allow_extra_args(false);
}

void tether::addJobsOption(CLI::App &Command, unsigned &Jobs) {
  Command
      .add_option("-j,--jobs", Jobs,
                  "Files analysed at the same time (default: one per core)")
      ->check(CLI::PositiveNumber);
}

void tether::addCacheOption(CLI::App &Command, std::string &Folder) {
  Command
      .add_option("--cache", Folder,
                  "Folder of the results of earlier runs (default: tether in "
                  "the user's cache folder)")
      ->option_text("FOLDER");
}

void tether::addTextOrJsonOption(CLI::App &Command, bool &AsJson) {
  Command
      .add_option_function<std::string>(
          "--format",
          [&AsJson](const std::string &Format) { AsJson = Format == "json"; },
          "Of what is printed (default: text)")
      ->option_text("text|json")
      ->check(CLI::IsMember({"text", "json"}));
}

void tether::addAnalysisOptions(CLI::App &Command, ScanRequest &Request) {
  ConfigRequest &Config = Request.Config;
  Command.add_option(
      "path", Request.Where.Paths,
      "Files and folders to analyse (default: the whole database)");
  addSourceOptions(Command, Request.Where, Config);
  addJobsOption(Command, Request.Of.Jobs);
  Command
      .add_option_function<unsigned>(
          "--timeout",
          [&Request](unsigned Seconds) {
            Request.Of.Timeout = std::chrono::seconds(Seconds);
          },
          "Give a file up after so many seconds (default: 600; 0: never)")
      ->option_text("SECONDS");
  Command
      .add_option("--memory-limit", Request.Of.Memory,
                  "Give a file up that needs more memory, in bytes or as 2G "
                  "(default: no limit)")
      ->option_text("SIZE")
      ->transform(CLI::AsSizeValue(/*kb_is_1000=*/false));
  Command.add_flag("--no-prefilter", Request.Whole,
                   "Parse also what no finding can depend on");
  addCacheOption(Command, Request.CacheFolder);
  Command.add_flag_function(
      "--no-cache", [&Request](std::int64_t) { Request.CacheFolder.clear(); },
      "Neither use nor keep results of other runs");
  Command.add_option("--checks", Config.Checks,
                     "Checks to run: globs separated by commas, '-' removes; "
                     "added to the Checks of .clang-tidy");
  Command.add_option("--header-filter", Config.HeaderFilter,
                     "Report findings in headers that match this regular "
                     "expression (default: all but system headers)");
  Command.add_option("--exclude-header-filter", Config.ExcludeHeaderFilter,
                     "Report no findings in headers that match");
  addModelFileOption(Command, Config);
}

void tether::addSuppressionOptions(CLI::App &Command, SuppressionRules &Rules) {
  Command.add_flag("--require-reason", Rules.RequireReason,
                   "Report NOLINT comments with our checks that do not say "
                   "why");
  Command.add_flag("--report-unused-suppressions", Rules.ReportUnused,
                   "Report those that suppress nothing");
}

void tether::addReportOptions(CLI::App &Command, ReportRequest &Request) {
  addSuppressionOptions(Command, Request.Suppressions);
  Command
      .add_option("--baseline", Request.Baseline,
                  "Report only findings that this file does not have; see "
                  "tether baseline")
      ->option_text("FILE");
  Command.add_flag("--show-known", Request.ShowKnown,
                   "Write those that it has into SARIF reports, as suppressed");
  Command.add_flag("--show-suppressed", Request.ShowSuppressed,
                   "Write what NOLINT comments suppress into SARIF reports, as "
                   "suppressed");
  Command
      .add_option("--format", Request.Format,
                  "Format of what is printed (default: text)")
      ->option_text(llvm::join(
          llvm::map_range(formats(), [](const Format &F) { return F.Name; }),
          "|"));
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
  Command.add_flag("--statistics", Request.Statistics,
                   "Print counts per check instead of findings, as text or "
                   "json");
  Command
      .add_option_function<std::string>(
          "--fail-on",
          [&Request](const std::string &Name) {
            Request.FailOn = severityOf(Name);
          },
          "Least severity of findings that make the exit status 1 (default: "
          "note)")
      ->option_text("none|note|warning|error")
      ->check(CLI::IsMember({"none", "note", "warning", "error"}));
  Command
      .add_option("--max-findings", Request.MaxFindings,
                  "How many of them leave it 0 (default: 0)")
      ->option_text("N");
  Command.add_flag_function(
      "--exit-zero",
      [&Request](std::int64_t) { Request.FailOn = std::nullopt; },
      "Findings do not change the exit status");
}
