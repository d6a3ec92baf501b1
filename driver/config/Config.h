//===- Config.h - What is to be checked in a file, and how ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options are clang-tidy's own: its .clang-tidy files, found and inherited
// as it does, then the command line. Different is which checks are on. A
// .clang-tidy is usually written for other modules, so it cannot switch ours
// off by not naming them:
//
//   nothing names a check of ours        those that are on by default
//   only `-tether-...`                   these without the named ones
//   `tether-...` is named               as clang-tidy: only what is named
//
// `*` and `-*` count on the command line, where only our checks can be meant,
// and in a .clang-tidy that names one of ours. A check or an option of ours
// that does not exist is an error.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CONFIG_CONFIG_H
#define TETHER_DRIVER_CONFIG_CONFIG_H

#include "clang-tidy/ClangTidyOptions.h"
#include "driver/config/ConfigFile.h"
#include "driver/config/Overrides.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tether {

/// What the command line says about the configuration.
struct ConfigRequest {
  std::string Checks;
  std::string ConfigFile; ///< Instead of searching for .clang-tidy files.
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> ExcludeHeaderFilter;
  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;
  std::vector<std::string> RemovedArgs;
  std::string QueryDriver; ///< Globs of compilers to ask, with commas between.
  /// Added to the option tether.ModelFiles of each file.
  std::vector<std::string> ModelFiles;
};

/// The checks that `FromFiles` (the Checks of .clang-tidy files) and
/// `FromCommandLine` leave on, sorted.
std::vector<llvm::StringRef> enabledChecks(llvm::StringRef FromFiles,
                                           llvm::StringRef FromCommandLine);

/// All CheckOptions that our checks or we ourselves know, sorted.
const std::vector<std::string> &knownOptions();

/// The configuration of one file.
struct FileConfig {
  /// Complete: nothing is inherited from elsewhere any more.
  clang::tidy::ClangTidyOptions Options;
  std::vector<llvm::StringRef> Checks; ///< Those to run.
  Overrides Own;                       ///< Not among the Options any more.
  /// What that is made of, a later one wins.
  std::vector<ConfigSource> Sources;

  /// Those of them that are files, by their paths.
  std::vector<std::string> files() const;

  /// Which of them says what `Has` it; null if nothing has.
  const ConfigSource *
  origin(llvm::function_ref<bool(const clang::tidy::ClangTidyOptions &)> Has)
      const;
};

class Config {
public:
  static llvm::Expected<Config> create(ConfigRequest Request);

  /// Errors are mistakes in a configuration file.
  llvm::Expected<FileConfig> forFile(llvm::StringRef File);

private:
  llvm::Expected<std::vector<ConfigSource>> sourcesOf(llvm::StringRef File);

  struct Mistakes {
    std::string First;
    std::set<std::string> Warned; ///< Those that are not worth giving up for.
  };
  ConfigRequest Request;
  /// Filled by the provider while it reads.
  std::unique_ptr<Mistakes> Errors = std::make_unique<Mistakes>();
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Provider;
  ExtendedFiles Extended;
};

/// The configuration that a source in the working directory would have.
llvm::Expected<FileConfig> configHere(const ConfigRequest &Request,
                                      std::string *Source = nullptr);

} // namespace tether

#endif // TETHER_DRIVER_CONFIG_CONFIG_H
