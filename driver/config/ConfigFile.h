//===- ConfigFile.h - Reading .clang-tidy files -----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As clang-tidy reads them, and what it cannot do: a file may begin with what
// others say, wherever they lie,
//
//   CheckOptions:
//     tether.Extends: 'ci/strict.yaml; ci/server.yaml'
//
// by paths that are relative to its own folder. A later one wins, and the file
// itself over all of them.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CONFIG_CONFIGFILE_H
#define TETHER_DRIVER_CONFIG_CONFIGFILE_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <map>
#include <string>
#include <vector>

namespace tether {

inline constexpr llvm::StringLiteral ExtendsOption = "tether.Extends";

/// The options in `Text`. Of what is wrong with it, the first is written to
/// `FirstError` if that is empty, with file and line.
llvm::ErrorOr<clang::tidy::ClangTidyOptions>
parseConfigFile(llvm::MemoryBufferRef Text, std::string &FirstError);

llvm::Expected<clang::tidy::ClangTidyOptions>
readConfigFile(llvm::StringRef Path);

/// What is said about a file in one place.
struct ConfigSource {
  clang::tidy::ClangTidyOptions Options;
  std::string Name; ///< "default", a path or "command line".
  /// Real; what its globs are relative to. Of a file that another extends, this
  /// is the folder of that.
  std::string Folder;
  bool IsFile = false;
  bool IsExtended = false; ///< By another file; clang-tidy does not read it.
};

/// Knows files that were extended, so that each is read once.
class ExtendedFiles {
public:
  /// Appends what `Source` extends, in turn, and then `Source`, without the
  /// option. Errors name the file.
  llvm::Error append(ConfigSource Source, std::vector<ConfigSource> &To);

private:
  llvm::Error append(ConfigSource Source, std::vector<ConfigSource> &To,
                     std::vector<std::string> &Around);

  std::map<std::string, clang::tidy::ClangTidyOptions> Known;
};

} // namespace tether

#endif // TETHER_DRIVER_CONFIG_CONFIGFILE_H
