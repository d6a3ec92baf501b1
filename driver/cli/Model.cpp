//===- Model.cpp - tether model -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/model/Model.h"
#include "driver/cli/Commands.h"
#include "driver/cli/Options.h"
#include "driver/report/ModelReport.h"
#include <map>
#include <memory>

using namespace tether;

static void addList(CLI::App &Command, Invocation &Asked) {
  auto List = std::make_shared<ModelListRequest>();
  Command.add_option("name", List->Names,
                     "Only these libraries, types, functions or handlers");
  addModelFileOption(Command, List->Config);
  Command.add_option("--format", List->Output, "yaml (default) or json")
      ->option_text("yaml|json")
      ->transform(CLI::Transformer(std::map<std::string, ModelFormat>{
          {"yaml", ModelFormat::Yaml}, {"json", ModelFormat::Json}}));
  Command.callback([&Asked, List] {
    Asked.Run = [List] { return listModel(*List, llvm::outs(), llvm::errs()); };
  });
}

/// `Do` is run with a request that knows the flags.
template <typename Request>
static void runOn(CLI::App &Command, Invocation &Asked,
                  std::shared_ptr<Request> R,
                  ExitStatus (*Do)(const Request &, llvm::raw_ostream &,
                                   llvm::raw_ostream &)) {
  Command.callback([&Asked, R, Do] {
    Asked.Run = [&Asked, R, Do] {
      R->Where.Flags = Asked.Flags;
      return Do(*R, llvm::outs(), llvm::errs());
    };
  });
}

static void addCheck(CLI::App &Command, Invocation &Asked) {
  auto Check = std::make_shared<ModelCheckRequest>();
  Command.add_option("file", Check->File, "The model file")->required();
  Command.add_option("source", Check->Where.Paths,
                     "Sources that use the library (default: as many of the "
                     "database as it takes)");
  addSourceOptions(Command, Check->Where, Check->Config);
  addJobsOption(Command, Check->Jobs);
  Command.footer("Exit status: 0 all names are found; 1 some are not; 2 "
                 "wrong usage or a mistake\nin the file; 3 the sources could "
                 "not be analysed.");
  runOn(Command, Asked, Check, checkModel);
}

static void addInferred(CLI::App &Command, Invocation &Asked) {
  auto Infer = std::make_shared<ModelInferRequest>();
  Command.add_option("source", Infer->Where.Paths,
                     "Sources and folders (default: the whole database)");
  addSourceOptions(Command, Infer->Where, Infer->Config);
  addModelFileOption(Command, Infer->Config);
  addJobsOption(Command, Infer->Jobs);
  Command.footer("Exit status: 0 all sources were parsed; 2 wrong usage or a "
                 "mistake in a model\nfile; 3 some source could not be "
                 "analysed.");
  runOn(Command, Asked, Infer, inferModel);
}

static void addShow(CLI::App &Command, Invocation &Asked) {
  auto Show = std::make_shared<ModelShowRequest>();
  Command.add_option("name", Show->Name, "A qualified or simple name")
      ->required();
  Command.add_option("source", Show->Where.Paths, "The source to parse")
      ->required()
      ->expected(1);
  addSourceOptions(Command, Show->Where, Show->Config);
  addModelFileOption(Command, Show->Config);
  Command.footer("Exit status: 0 the name exists; 1 it does not; 2 wrong "
                 "usage or a mistake in a\nmodel file; 3 the source could "
                 "not be analysed.");
  runOn(Command, Asked, Show, showModel);
}

void tether::addModelCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Model = *App.add_subcommand(
      "model", "List, check and look into what Tether knows of libraries");
  Model.require_subcommand(1);
  addList(*Model.add_subcommand(
              "list", "Print the built-in model and yours as model files"),
          Asked);
  addCheck(*Model.add_subcommand(
               "check", "Look the names of a model file up in real sources"),
           Asked);
  addInferred(*Model.add_subcommand(
                  "inferred", "List what is recognised in sources without a "
                              "model"),
              Asked);
  addShow(*Model.add_subcommand(
              "show", "Print what is known about a class or function"),
          Asked);
  Model.add_subcommand("schema", "Print the JSON Schema of model files")
      ->callback([&Asked] {
        Asked.Run = [] {
          printModelSchema(llvm::outs());
          return Clean;
        };
      });
}
