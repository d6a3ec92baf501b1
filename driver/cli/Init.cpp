//===- Init.cpp - tether init ---------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/init/Init.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addInitCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "init", "Set a repository up: .clang-tidy, a CI job, a pre-commit hook");
  auto Request = std::make_shared<InitRequest>();
  Command.add_flag("--dry-run", Request->DryRun,
                   "Print what would be written, and write nothing");
  Command.footer("Exit status: 0 done, or nothing to do; 2 wrong usage, or a "
                 "file cannot be read\nor written.");
  Command.callback([&Asked, Request] {
    Asked.Run = [Request] {
      return init(*Request, llvm::outs(), llvm::errs());
    };
  });
}
