//===- ConfigReport.h - The configuration of one file -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_CONFIGREPORT_H
#define TETHER_DRIVER_REPORT_CONFIGREPORT_H

#include "checks/Module.h"

namespace tether {

/// All that decides what is found in a file. An origin is the file that says
/// so, "command line" or "default".
struct ConfigReport {
  struct Setting {
    std::string Name;
    std::string Value;
    std::string Origin;
  };
  struct Check {
    const CheckInfo *Info; ///< Not null.
    Severity Level;
    std::string LevelOrigin;
  };
  struct AtPath {
    std::string Glob;
    std::string Checks;
    bool IsHere; ///< The glob matches the file.
  };
  struct Model {
    std::string File;
    std::string Error; ///< Where and why it is not read; empty if it is.
  };
  struct Command {
    std::string Configuration; ///< If there are several.
    std::string Directory;
    std::vector<std::string> Arguments; ///< As clang is given it.
    std::string Problem;                ///< Why there are none.
  };

  std::string File;
  std::vector<std::string> ConfigFiles; ///< A later one wins.
  std::vector<Check> Checks;            ///< Those that are on here.
  std::vector<Setting> Options;         ///< CheckOptions, sorted.
  std::vector<Setting> Settings;        ///< Other keys of .clang-tidy.
  std::vector<AtPath> Paths;
  std::vector<Model> Models;
  std::string Database; ///< Empty: none is used.
  std::vector<Command> Commands;
  std::string NoCommand;          ///< Why there is none; empty if there is one.
  std::vector<std::string> Notes; ///< On what is left out of commands.
  std::string Baseline;           ///< Empty: none.
};

void printConfig(const ConfigReport &R, llvm::raw_ostream &OS);

/// The format is described in docs/usage/configuration.md.
void printConfigJson(const ConfigReport &R, llvm::raw_ostream &OS);

/// A JSON Schema of .clang-tidy files that have, of CheckOptions of ours, none
/// but `Options`.
void printConfigSchema(llvm::ArrayRef<std::string> Options,
                       llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_CONFIGREPORT_H
