//===- Scan.cpp - tether scan ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Scan.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include "driver/commands/ShowConfig.h"
#include "driver/report/ConfigReport.h"
#include <map>
#include <memory>

using namespace tether;

static void addDiffOptions(CLI::App &Scan, DiffRequest &Diff) {
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
      ->option_text("lines|function")
      ->needs(Base)
      ->transform(CLI::Transformer(std::map<std::string, DiffContext>{
          {"lines", DiffContext::Lines}, {"function", DiffContext::Function}}));
}

/// What is done on this of several machines.
static void addShardOptions(CLI::App &Scan, ScanRequest &Request) {
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

static void addFixOptions(CLI::App &Scan, FixRequest &Fixes) {
  CLI::Option *Fix = Scan.add_flag("--fix", Fixes.Apply,
                                   "Apply the fixes that are safe; findings "
                                   "that remain are reported")
                         // Results say what is found before the fixes.
                         ->excludes(Scan.get_option("--result"));
  Scan.add_flag("--dry-run", Fixes.DryRun,
                "With --fix or --suppress, print a patch instead of applying "
                "it, and no findings")
      ->excludes(Scan.get_option("--format"));
  Scan.add_option("--export-fixes", Fixes.Export,
                  "Write findings and safe fixes to this file, for "
                  "clang-apply-replacements")
      ->option_text("FILE");
  Scan.add_flag("--unsafe-fixes", Fixes.Unsafe,
                "Apply, print or export also the fixes that are not safe");
  Scan.add_option_function<std::string>(
          "--suppress",
          [&Fixes](const std::string &Text) {
            // It has to fit into both kinds of comments.
            const llvm::StringRef Reason = llvm::StringRef(Text).trim();
            if (Reason.empty() || Reason.contains('\n') ||
                Reason.contains("*/") || Reason.ends_with("\\"))
              throw CLI::ValidationError(
                  "--suppress", "'" + Text + "' is not a reason on one line");
            Fixes.Apply = true;
            Fixes.Reason = Reason.str();
          },
          "Write a NOLINT comment with this reason at each finding that would "
          "be reported")
      ->option_text("REASON")
      ->excludes(Fix)
      ->excludes(Scan.get_option("--export-fixes"))
      ->excludes(Scan.get_option("--unsafe-fixes"))
      ->excludes(Scan.get_option("--result"));
}

void tether::addScanCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Scan =
      *App.add_subcommand("scan", "Analyse the sources of a compile database");
  auto Request = std::make_shared<ScanRequest>();
  auto ListChecks = std::make_shared<bool>();
  auto ShowsSchema = std::make_shared<bool>();
  auto ShowsFiles = std::make_shared<bool>();
  auto ShownFile = std::make_shared<std::string>();
  addAnalysisOptions(Scan, *Request);
  addReportOptions(Scan, *Request);
  addShardOptions(Scan, *Request);
  addDiffOptions(Scan, Request->Diff);
  addFixOptions(Scan, Request->Fixes);
  Scan.add_flag("--list-checks", *ListChecks,
                "List the checks that would run and exit");
  Scan.add_flag("--profile", Request->Profile,
                "Print to standard error which sources took longest");
  Scan.add_option("--show-config", *ShownFile,
                  "Print how this file would be analysed, and which file says "
                  "so, and exit")
      ->option_text("FILE");
  Scan.add_flag("--show-files", *ShowsFiles,
                "Print the sources that would be looked at and exit");
  Scan.add_flag("--config-schema", *ShowsSchema,
                "Print a JSON Schema of .clang-tidy with our options and exit");
  Scan.set_version_flag("--version", App.version());
  Scan.footer("Flags after '--' are used to compile the given files, instead "
              "of a database.\n\n"
              "Exit status: 0 no findings; 1 findings; 2 wrong usage, "
              "configuration or\ninternal error; 3 a file could not be "
              "analysed.");
  Scan.callback([=, &Asked] {
    const FixRequest &Fixes = Request->Fixes;
    if (Fixes.Unsafe && !Fixes.Apply && Fixes.Export.empty())
      throw CLI::RequiresError("--unsafe-fixes", "--fix or --export-fixes");
    if (Fixes.DryRun && !Fixes.Apply)
      throw CLI::RequiresError("--dry-run", "--fix or --suppress");
    if (Fixes.DryRun && llvm::any_of(Request->Outputs, [](llvm::StringRef O) {
          return O.ends_with("=-");
        }))
      throw CLI::ExcludesError("--dry-run", "--output=FORMAT=-");
    Asked.Run = [=, &Asked] {
      Request->Where.Flags = Asked.Flags;
      if (*ShowsSchema) {
        printConfigSchema(knownOptions(), llvm::outs());
        return Clean;
      }
      if (*ListChecks)
        return listChecks(*Request, llvm::outs(), llvm::errs());
      if (*ShowsFiles)
        return showFiles(*Request, llvm::outs(), llvm::errs());
      if (!ShownFile->empty())
        return showConfig(*Request, *ShownFile, llvm::outs(), llvm::errs());
      return scan(*Request, llvm::outs(), llvm::errs());
    };
  });
}
