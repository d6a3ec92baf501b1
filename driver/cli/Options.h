//===- Options.h - Options that commands share ------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CLI_OPTIONS_H
#define TETHER_DRIVER_CLI_OPTIONS_H

#include "driver/commands/Scan.h"
#include <CLI/CLI.hpp>
#include <string>

namespace tether {

// Requests are filled when the command line is parsed: they must live so long.

/// Where the sources are and how they are compiled.
void addSourceOptions(CLI::App &Command, SourceRequest &Where,
                      ConfigRequest &Config);

void addModelFileOption(CLI::App &Command, ConfigRequest &Config);

void addJobsOption(CLI::App &Command, unsigned &Jobs);

void addCacheOption(CLI::App &Command, std::string &Folder);

/// --format=text|json of commands that have no other formats.
void addTextOrJsonOption(CLI::App &Command, bool &AsJson);

/// What is analysed, and with which checks.
void addAnalysisOptions(CLI::App &Command, ScanRequest &Request);

/// What is asked of NOLINT comments.
void addSuppressionOptions(CLI::App &Command, SuppressionRules &Rules);

/// How findings are reported.
void addReportOptions(CLI::App &Command, ReportRequest &Request);

} // namespace tether

#endif // TETHER_DRIVER_CLI_OPTIONS_H
