//===- EffectiveModel.h - The libraries a source is read with ---*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_CONFIG_EFFECTIVEMODEL_H
#define TETHER_DRIVER_CONFIG_EFFECTIVEMODEL_H

#include "checks/model/UserModels.h"
#include "clang-tidy/ClangTidyOptions.h"

namespace tether {

/// The built-in libraries and the users', in the order in which they count.
class EffectiveModel {
public:
  /// As the checks would be given it for the source.
  EffectiveModel(const clang::tidy::ClangTidyOptions &Options,
                 llvm::StringRef Source);

  llvm::ArrayRef<const model::Library *> libraries() const { return All; }

  /// False if the option tether.Conventions switches them off.
  bool areConventionsOn() const { return Conventions; }

  /// Prints the mistakes in users' files; true if there are any.
  bool printErrors(llvm::raw_ostream &Err) const;

  /// Where an entry was written: "built-in model 'std'" or "file:line:column".
  /// `Name` is its name (members: "Type::member"); empty for the library.
  std::string origin(const model::Library &L, llvm::StringRef Name) const;

  /// The library that an operation is part of, and its name there.
  struct Owner {
    const model::Library &L;
    std::string Name; ///< Members as "Type::member".
  };
  Owner owner(const model::Operation &Op) const;
  /// The library that an entry is part of.
  const model::Library &owner(const model::Type &T) const;
  const model::Library &owner(const model::Handler &H) const;
  const model::Library &owner(const model::Convention &C) const;

private:
  model::UserModels User;
  std::vector<const model::Library *> All;
  bool Conventions = true;
};

} // namespace tether

#endif // TETHER_DRIVER_CONFIG_EFFECTIVEMODEL_H
