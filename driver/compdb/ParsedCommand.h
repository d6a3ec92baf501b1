//===- ParsedCommand.h - A command as options -------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMPDB_PARSEDCOMMAND_H
#define TETHER_DRIVER_COMPDB_PARSEDCOMMAND_H

#include "clang/Driver/Types.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include <string>
#include <vector>

namespace tether::compdb {

/// "g++", "cl" and so on, as --driver-mode or the compiler's name says; empty
/// if neither does. Refers to the command.
llvm::StringRef driverMode(llvm::ArrayRef<std::string> Command);

/// Options are read as those of cl: they may start with '/'.
bool isForCL(llvm::ArrayRef<std::string> Command);

/// The language in which `Command` compiles `File`.
clang::driver::types::ID language(llvm::ArrayRef<std::string> Command,
                                  llvm::StringRef File);

/// One option of a command, or an input.
struct ParsedOption {
  const llvm::opt::Arg *A;
  llvm::ArrayRef<std::string> Words; ///< As it is written.

  bool is(llvm::opt::OptSpecifier ID) const {
    return A->getOption().matches(ID);
  }
  llvm::StringRef value() const { return A->getValue(); }
  std::string text() const { return llvm::join(Words, " "); }
};

/// A command as clang's table of options reads it. Refers to the command.
class ParsedCommand {
public:
  explicit ParsedCommand(llvm::ArrayRef<std::string> Command);
  ParsedCommand(const ParsedCommand &) = delete;
  ParsedCommand &operator=(const ParsedCommand &) = delete;

  /// In order; all but the compiler.
  llvm::ArrayRef<ParsedOption> options() const { return Options; }

private:
  llvm::opt::InputArgList List;
  std::vector<ParsedOption> Options;
};

} // namespace tether::compdb

#endif // TETHER_DRIVER_COMPDB_PARSEDCOMMAND_H
