//===- Module.h - The checks as a clang-tidy module -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODULE_H
#define TETHER_CHECKS_MODULE_H

#include "facts/data/Acts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <vector>

namespace clang::tidy {
class ClangTidyCheckFactories;
class ClangTidyContext;
} // namespace clang::tidy

namespace tether {

class Check;
class Session;

enum class Severity { Note, Warning, Error };
enum class FixSafety { None, Safe, Unsafe };
enum class Stability { Preview, Stable };
using facts::Act;

/// One line of Checks.def.
struct CheckInfo {
  llvm::StringLiteral Name; ///< With the "tether-" prefix.
  Severity Level;
  bool OnByDefault;
  FixSafety Fix;
  Stability Stage;
  llvm::StringLiteral Since;
  Act About;
  llvm::StringLiteral Summary;
};

/// All checks, sorted by name.
llvm::ArrayRef<CheckInfo> allChecks();

/// Whether a list of globs, as clang-tidy reads it, turns the check on. Only
/// its own name turns on a preview check: a wildcard was written before it
/// came.
bool isOn(const CheckInfo &Check, llvm::StringRef Globs);

/// The acts that the checks which the list turns on are about.
Act actsOf(llvm::StringRef Globs);

/// Registers the factories of all checks, which share their sessions.
void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories);

/// The checks that are switched on in the context, which ask the facts of `Of`.
/// For a front end that runs them without matchers.
std::vector<std::unique_ptr<Check>>
enabledChecks(clang::tidy::ClangTidyContext &Context,
              const std::shared_ptr<Session> &Of);

} // namespace tether

#endif // TETHER_CHECKS_MODULE_H
