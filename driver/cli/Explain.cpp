//===- Explain.cpp - tether explain ---------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Explain.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addExplainCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "explain", "Print what a check finds, why, and how to fix it");
  auto Request = std::make_shared<ExplainRequest>();
  Command.add_option("check", Request->Check,
                     "Its name, with or without tether- (default: list all)");
  addTextOrJsonOption(Command, Request->AsJson);
  Command.footer("Exit status: 0 it is printed; 2 there is no such check.");
  Command.callback([&Asked, Request] {
    Asked.Run = [Request] {
      return explain(*Request, llvm::outs(), llvm::errs());
    };
  });
}
