//===- Baseline.cpp - tether baseline -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Baseline.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addBaselineCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Baseline = *App.add_subcommand(
      "baseline", "Keep the findings that a project already has in a file");
  Baseline.require_subcommand(1);
  auto Request = std::make_shared<BaselineRequest>();
  auto AddFile = [&](CLI::App &Command) {
    Command.add_option("file", Request->File, "The baseline")->required();
  };
  auto AddChanging = [&](const char *Name, const char *What,
                         ExitStatus (*Do)(const BaselineRequest &,
                                          llvm::raw_ostream &)) -> CLI::App & {
    CLI::App &Command = *Baseline.add_subcommand(Name, What);
    AddFile(Command);
    addAnalysisOptions(Command, Request->Scan);
    addSuppressionOptions(Command, Request->Scan.Suppressions);
    Command.add_flag("-q,--quiet", Request->Scan.Quiet,
                     "No progress and no summary");
    Command.footer("Exit status: 0 the file is written; 2 wrong usage, "
                   "configuration or internal\nerror; 3 it is written, but a "
                   "source could not be analysed.");
    Command.callback([&Asked, Request, Do] {
      Asked.Run = [&Asked, Request, Do] {
        Request->Scan.Where.Flags = Asked.Flags;
        return Do(*Request, llvm::errs());
      };
    });
    return Command;
  };
  AddChanging("create", "Write a baseline of all findings", createBaseline)
      .add_flag("--force", Request->Force, "Also over one that exists");
  AddChanging("update", "Add new findings and drop fixed ones", updateBaseline);
  AddChanging("prune", "Drop fixed findings", pruneBaseline);
  CLI::App &Show =
      *Baseline.add_subcommand("show", "List the findings by file");
  AddFile(Show);
  Show.callback([&Asked, Request] {
    Asked.Run = [Request] {
      return showBaseline(Request->File, llvm::outs(), llvm::errs());
    };
  });
}
