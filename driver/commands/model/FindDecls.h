//===- FindDecls.h - Declarations by the name a user gives ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_MODEL_FINDDECLS_H
#define TETHER_DRIVER_COMMANDS_MODEL_FINDDECLS_H

#include "checks/model/NameLookup.h"

namespace tether {

/// What `Name` means in the unit: looked up as a qualified name, else every
/// declaration outside of functions whose qualified name ends with it. Those of
/// system headers count only if there is no other. Each class, function and
/// overload is there once.
model::NameLookup::Decls findDecls(clang::ASTContext &Context,
                                   llvm::StringRef Name);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_MODEL_FINDDECLS_H
