//===- Model.h - tether model -----------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The subcommands of `tether model`. Answers go to `Out`, what went wrong to
// `Err`. docs/usage/model-files.md says what they print and how they end.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_MODEL_MODEL_H
#define TETHER_DRIVER_COMMANDS_MODEL_MODEL_H

#include "driver/select/Sources.h"

namespace tether {

enum class ModelFormat { Yaml, Json };

struct ModelListRequest {
  std::vector<std::string> Names; ///< Libraries or entries; empty: all.
  ConfigRequest Config;
  ModelFormat Output = ModelFormat::Yaml;
};

/// Prints the built-in model and that of a source in the working directory.
ExitStatus listModel(const ModelListRequest &Request, llvm::raw_ostream &Out,
                     llvm::raw_ostream &Err);

struct ModelCheckRequest {
  std::string File;
  SourceRequest Where;
  ConfigRequest Config;
  unsigned Jobs = 0; ///< 0: one per core.
};

/// Looks the names of a model file up in units that use the library.
ExitStatus checkModel(const ModelCheckRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err);

struct ModelInferRequest {
  SourceRequest Where;
  ConfigRequest Config;
  unsigned Jobs = 0; ///< 0: one per core.
};

/// Prints which classes and functions of the sources were recognised without a
/// model.
ExitStatus inferModel(const ModelInferRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err);

struct ModelShowRequest {
  std::string Name;
  SourceRequest Where; ///< Of one source.
  ConfigRequest Config;
};

/// Prints what is known about a class or function in a unit.
ExitStatus showModel(const ModelShowRequest &Request, llvm::raw_ostream &Out,
                     llvm::raw_ostream &Err);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_MODEL_MODEL_H
