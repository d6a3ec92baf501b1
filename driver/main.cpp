//===- main.cpp - The tether command --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Commands.h"
#include "driver/support/Version.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/WithColor.h"
#include <CLI/CLI.hpp>

using namespace tether;

/// Cuts `--` and what follows off.
static std::optional<std::vector<std::string>> takeFlags(int &Argc,
                                                         char **Argv) {
  for (int I = 1; I < Argc; ++I) {
    if (llvm::StringRef(Argv[I]) != "--")
      continue;
    std::vector<std::string> Flags(Argv + I + 1, Argv + Argc);
    Argc = I;
    return Flags;
  }
  return std::nullopt;
}

/// Findings that nobody could read are not "no findings".
static bool delivered(llvm::raw_fd_ostream &Out) {
  Out.flush();
  if (!Out.has_error())
    return true;
  llvm::WithColor::error() << "cannot write the output: "
                           << Out.error().message() << '\n';
  Out.clear_error();
  return false;
}

int main(int Argc, char **Argv) {
  CLI::App App("Finds C++ threads, tasks and channels that outlive, outrun or "
               "escape whoever started them.");
  App.set_version_flag("--version", "tether " + versionNumber().str() +
                                        " (LLVM " + llvmVersion().str() + ")");
  App.require_subcommand(1);
  Invocation Asked;
  for (auto *Add : {addScanCommand, addModelCommand, addBaselineCommand,
                    addCacheCommand, addMergeCommand, addSuppressionsCommand,
                    addExplainCommand, addFactsCommand, addDoctorCommand,
                    addInitCommand, addCompleteCommand, addManPageCommand})
    Add(App, Asked);

  Asked.Flags = takeFlags(Argc, Argv);
  try {
    App.parse(Argc, Argv);
  } catch (const CLI::ParseError &E) {
    return App.exit(E) == 0 ? Clean : Error;
  }

  // For inline assembler.
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmParsers();

  ExitStatus Status = Asked.Run();
  return delivered(llvm::outs()) ? Status : Error;
}
