//===- Code.h - The code of one translation unit, as data -------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What collect/ makes of an AST. Everything else is derived from it.
//
// Ownership: owns every node, type and entity. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_CODE_H
#define TETHER_CHECKS_FACTS_DATA_CODE_H

#include "../../model/Model.h"
#include "Place.h"
#include "Skeleton.h"
#include "Stmt.h"
#include "llvm/Support/Allocator.h"
#include <deque>
#include <memory>
#include <vector>

namespace tether::facts {

/// Something with code that the unit defines; one of the three is not null.
struct Definition {
  const FunctionDecl *Function = nullptr;
  /// A variable with static storage duration and an initializer.
  const VarDecl *Variable = nullptr;
  /// A class without constructor, and the initializer of one of its members.
  const CXXRecordDecl *Class = nullptr;
  const Expr *MemberInit = nullptr;
};

/// Where control flows are found.
class Skeletons {
public:
  virtual ~Skeletons() = default;
  /// Of a body of code that `Function` has, or that initializes something if
  /// that is null. Not valid where nothing can be known.
  virtual Skeleton of(const FunctionDecl *Function, const Stmt *Body) = 0;
};

struct Code {
  Code() = default;
  Code(const Code &) = delete;
  Code &operator=(const Code &) = delete;

  /// In the order in which they are written.
  std::vector<Definition> Definitions;
  std::unique_ptr<Skeletons> Flows;
  /// What locations are, if the code was unpacked: the first is 1. Those of an
  /// AST belong to its source manager.
  std::vector<Place> Places;

  llvm::BumpPtrAllocator Memory;
  /// Entries that no model has: what a name is taken to mean.
  std::deque<model::Operation> Operations;
  std::deque<model::Handler> Handlers;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_CODE_H
