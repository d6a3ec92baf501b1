//===- Merge.cpp - tether merge -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Merge.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addMergeCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "merge", "Make one report of the results of several scans");
  auto Request = std::make_shared<MergeRequest>();
  Command
      .add_option("result", Request->Results,
                  "Files that tether scan --result has written")
      ->required();
  addReportOptions(Command, *Request);
  Command
      .add_option("--root", Request->Root,
                  "The project's folder, with the sources to show (default: "
                  "that of the working directory)")
      ->option_text("FOLDER");
  Command
      .add_option("--timings", Request->Timings,
                  "Write how long each source has taken, for tether scan "
                  "--shard")
      ->option_text("FILE");
  Command.footer("Exit status: that of one scan of everything; 2 also if "
                 "results do not belong\ntogether, 3 also if one of a shard "
                 "is not there.");
  Command.callback([&Asked, Request] {
    Asked.Run = [Request] {
      return merge(*Request, llvm::outs(), llvm::errs());
    };
  });
}
