//===- Doctor.cpp - tether doctor -----------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/doctor/Doctor.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include <memory>

void tether::addDoctorCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "doctor", "Tell what works here, what does not, and what fixes it");
  auto Request = std::make_shared<DoctorRequest>();
  Command.add_option("path", Request->Where.Paths,
                     "Files and folders (default: the whole database)");
  addSourceOptions(Command, Request->Where, Request->Config);
  addModelFileOption(Command, Request->Config);
  Command
      .add_option("--files", Request->Files,
                  "Analyse so many of the sources to see whether they parse "
                  "(default: 5)")
      ->option_text("N");
  addJobsOption(Command, Request->Of.Jobs);
  addCacheOption(Command, Request->CacheFolder);
  addTextOrJsonOption(Command, Request->AsJson);
  Command.footer("Exit status: 0 there is no problem; 1 there is one; 2 wrong "
                 "usage.");
  Command.callback([&Asked, Request] {
    Asked.Run = [&Asked, Request] {
      Request->Where.Flags = Asked.Flags;
      return doctor(*Request, llvm::outs());
    };
  });
}
