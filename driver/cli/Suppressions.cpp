//===- Suppressions.cpp - tether suppressions -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Suppressions.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <map>
#include <memory>

void tether::addSuppressionsCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "suppressions", "List the NOLINT comments that name checks of ours");
  auto Request = std::make_shared<SuppressionsRequest>();
  addAnalysisOptions(Command, Request->Scan);
  Command.add_flag("--all", Request->All,
                   "Also those that name no check, and so mean all");
  Command.add_option("--format", Request->Json, "text (default) or json")
      ->option_text("FORMAT")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, bool>{{"text", false}, {"json", true}}));
  Command.add_flag("-q,--quiet", Request->Scan.Quiet, "No progress");
  Command.footer("Exit status: 0 they are listed; 2 wrong usage, configuration "
                 "or internal error; 3 a\nsource could not be analysed.");
  Command.callback([&Asked, Request] {
    Asked.Run = [&Asked, Request] {
      Request->Scan.Where.Flags = Asked.Flags;
      return listSuppressions(*Request, llvm::outs(), llvm::errs());
    };
  });
}
