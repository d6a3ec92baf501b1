//===- ModelTree.h - Models as the tree that files spell --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to driver/report: the reverse of model::UserLibrary::parse, up to a
// tree with the keys and values of a model file in their order.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_MODELTREE_H
#define TETHER_DRIVER_REPORT_MODELTREE_H

#include "checks/model/Model.h"
#include <nlohmann/json.hpp>

namespace tether {

using ModelTree = nlohmann::ordered_json;

/// What a key is not given for is not in the tree. The values of `ops` are
/// always lists.
ModelTree tree(const model::Library &L);
ModelTree tree(const model::Type &T);
ModelTree tree(const model::Handler &H);
ModelTree tree(const model::Convention &C);
/// With the operation's name as that of a function, or without.
ModelTree tree(const model::Operation &Op, bool IsFunction);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_MODELTREE_H
