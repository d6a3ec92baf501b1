//===- Overrides.h - Severities, and checks by path -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What CheckOptions say that clang-tidy cannot do:
//
//   tether-<check>.Severity: note, warning or error
//   tether.PerPath: 'GLOB: -check,check; GLOB: ...'
//
// It is applied to what an analysis has found, so that it changes neither the
// analysis nor what is kept of it.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CONFIG_OVERRIDES_H
#define TETHER_DRIVER_CONFIG_OVERRIDES_H

#include "checks/Module.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "driver/config/ConfigFile.h"
#include "driver/result/Finding.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace tether {

struct Overrides {
  struct AtPath {
    std::string Glob;
    std::string Checks; ///< A list, as in .clang-tidy.
  };

  std::map<std::string, Severity> Levels; ///< Those given, by check.
  std::vector<std::string> Checks;        ///< On where no path says otherwise.
  std::vector<AtPath> Paths;              ///< A later one wins.
  std::string Folder;                     ///< Real; globs are relative to it.

  /// That of the check where no finding has been raised to an error.
  Severity levelOf(const CheckInfo &Check) const;

  /// Whether findings in `File` are reported; by its real path.
  bool isOn(llvm::StringRef Check, llvm::StringRef File) const;

  /// Whether the item is about `File`; by its real path.
  bool matches(const AtPath &Item, llvm::StringRef File) const;

  /// Whether findings can be reported anywhere.
  bool isOnSomewhere(llvm::StringRef Check) const;

  /// Drops findings and sets severities.
  void applyTo(UnitResult &R) const;

  /// Equal if and only if they say the same.
  std::string text() const;
};

/// A CheckOptions key of ours that clang-tidy itself makes no use of.
bool isOverride(llvm::StringRef Option);

/// Takes the overrides out of `Options`; all but Checks are set. `OriginOf` is
/// asked where an option of them is written; errors name that.
llvm::Expected<Overrides> takeOverrides(
    clang::tidy::ClangTidyOptions &Options,
    llvm::function_ref<const ConfigSource &(llvm::StringRef)> OriginOf);

} // namespace tether

#endif // TETHER_DRIVER_CONFIG_OVERRIDES_H
