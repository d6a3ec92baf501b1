//===- Cache.cpp - tether cache -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Cache.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addCacheCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Cache = *App.add_subcommand(
      "cache", "Look at the results that earlier runs have left");
  Cache.require_subcommand(1);
  auto Folder = std::make_shared<std::string>(defaultCacheFolder());
  auto Add = [&](const char *Name, const char *What,
                 std::function<ExitStatus()> Do) {
    CLI::App &Command = *Cache.add_subcommand(Name, What);
    addCacheOption(Command, *Folder);
    Command.callback([&Asked, Do = std::move(Do)] { Asked.Run = Do; });
  };
  Add("stats", "Print where they are and how many", [Folder] {
    return printCacheStatistics(*Folder, llvm::outs(), llvm::errs());
  });
  Add("clean", "Remove them",
      [Folder] { return cleanCache(*Folder, llvm::errs()); });
}
