//===- OneSource.h - What looks into one source -----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_ONESOURCE_H
#define TETHER_DRIVER_COMMANDS_ONESOURCE_H

#include "driver/config/EffectiveModel.h"
#include "driver/select/Sources.h"

namespace clang {
class ASTContext;
}

namespace tether {

struct OneSource {
  ExitStatus Status = Clean;
  bool WasParsed = false;
  std::string Name; ///< As seen from the working directory.
};

/// Parses the source of the request, with all bodies, for `Look`. Says what is
/// wrong: that it is more than one source, that it does not parse, mistakes in
/// the models.
OneSource lookInto(
    const SourceRequest &Where, const ConfigRequest &Config,
    llvm::raw_ostream &Err,
    llvm::function_ref<void(clang::ASTContext &, const EffectiveModel &)> Look);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_ONESOURCE_H
