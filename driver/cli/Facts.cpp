//===- Facts.cpp - tether facts -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Facts.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addFactsCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "facts", "Print what a source was seen to do, for who writes a check");
  auto Request = std::make_shared<FactsRequest>();
  Command.add_option("source", Request->Where.Paths, "The source to parse")
      ->required()
      ->expected(1);
  addSourceOptions(Command, Request->Where, Request->Config);
  addModelFileOption(Command, Request->Config);
  Command.footer("Exit status: 0 they are printed; 2 wrong usage or a mistake "
                 "in a model file; 3 the\nsource could not be analysed.");
  Command.callback([&Asked, Request] {
    Asked.Run = [&Asked, Request] {
      Request->Where.Flags = Asked.Flags;
      return printFacts(*Request, llvm::outs(), llvm::errs());
    };
  });
}
