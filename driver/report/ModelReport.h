//===- ModelReport.h - Models and their grammar as text ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_MODELREPORT_H
#define TETHER_DRIVER_REPORT_MODELREPORT_H

#include "checks/model/Model.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tether {

/// The library as a model file that loads as the same library.
std::string libraryYaml(const model::Library &L);

/// One entry as it stands in a model file, in lines that begin with `Indent`.
std::string entryYaml(const model::Type &T, llvm::StringRef Indent);
std::string entryYaml(const model::Operation &Op, llvm::StringRef Indent);
std::string entryYaml(const model::Handler &H, llvm::StringRef Indent);

/// The libraries as JSON, described in docs/usage/model-files.md.
void printModelJson(llvm::ArrayRef<const model::Library *> Libraries,
                    llvm::raw_ostream &OS);

/// The JSON Schema (draft 2020-12) of model files.
void printModelSchema(llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_MODELREPORT_H
