//===- UserModels.h - The models a translation unit is read with *- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds and reads users' models. Checks do no I/O of their own: this is called
// once per translation unit, by the code that sets the checks up, and reads
// through the file system it is given. It keeps no state.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_USERMODELS_H
#define TETHER_CHECKS_MODEL_USERMODELS_H

#include "Loader.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

namespace tether::model {

struct UserModels {
  /// In the order in which they count: later ones win over earlier ones.
  std::vector<std::unique_ptr<UserLibrary>> Libraries;
  /// One for each file that could not be found or read. The others still count.
  std::vector<LoadError> Errors;
};

/// The name of the file that is found upwards from a source file.
inline constexpr llvm::StringLiteral UserModelName = "tether-model.yaml";

/// The option of clang-tidy that names model files, separated by semicolons.
inline constexpr llvm::StringLiteral ModelFilesOption = "tether.ModelFiles";

/// The files that the value of that option names.
std::vector<std::string> splitModelFiles(llvm::StringRef Value);

/// The nearest `tether-model.yaml` in the folder of `SourcePath` or above it,
/// or an empty string.
std::string findUserModel(llvm::StringRef SourcePath,
                          llvm::vfs::FileSystem &FS);

/// Reads the model found upwards from `SourcePath` and then `Files`. A relative
/// file is looked for in the working directory, then in the source file's
/// folder and those above it, because clang-tidy runs in a build directory that
/// whoever wrote the option does not know.
UserModels loadUserModels(llvm::ArrayRef<std::string> Files,
                          llvm::StringRef SourcePath,
                          llvm::vfs::FileSystem &FS);

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_USERMODELS_H
