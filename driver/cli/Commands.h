//===- Commands.h - The commands of tether ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CLI_COMMANDS_H
#define TETHER_DRIVER_CLI_COMMANDS_H

#include "driver/commands/Reporting.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tether {

/// What the command line asks for.
struct Invocation {
  /// What followed `--`. Is there before the rest is parsed.
  std::optional<std::vector<std::string>> Flags;
  /// Is set by the command that is given.
  std::function<ExitStatus()> Run;
};

// Each declares a command, which has to live no longer than `Asked`.
void addBaselineCommand(CLI::App &App, Invocation &Asked);
void addCacheCommand(CLI::App &App, Invocation &Asked);
void addCompleteCommand(CLI::App &App, Invocation &Asked);
void addDoctorCommand(CLI::App &App, Invocation &Asked);
void addExplainCommand(CLI::App &App, Invocation &Asked);
void addFactsCommand(CLI::App &App, Invocation &Asked);
void addInitCommand(CLI::App &App, Invocation &Asked);
void addManPageCommand(CLI::App &App, Invocation &Asked);
void addMergeCommand(CLI::App &App, Invocation &Asked);
void addModelCommand(CLI::App &App, Invocation &Asked);
void addScanCommand(CLI::App &App, Invocation &Asked);
void addSuppressionsCommand(CLI::App &App, Invocation &Asked);

} // namespace tether

#endif // TETHER_DRIVER_CLI_COMMANDS_H
