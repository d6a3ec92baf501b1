//===- ChannelShapes.h - What functions do to their object ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of the classes and structs whose functions wait on a condition,
// and what each does to its object: what it waits for, whom it wakes, what it
// adds and takes. What helpers of the same class do counts as done by their
// callers, and a member whose class wraps a condition counts as one.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CHANNELSHAPES_H
#define TETHER_CHECKS_FACTS_CHANNELSHAPES_H

#include "Conditions.h"

namespace tether::facts {

/// The object of all shapes of a class; fields are told from it on.
inline const AccessPath Here{AccessPath::Root::This};

/// A wait of a function, and what is waited for.
struct WaitFor {
  const Event *At = nullptr;
  const Event *Wait = nullptr; ///< As `At`, or inside of what is called there.
  std::vector<Condition> Conditions;
  std::set<AccessPath> Reads; ///< From the object on.
};

/// What one function does to the object that it works on. The paths begin at
/// the object, whatever the function calls it.
struct Shape {
  const Body *B = nullptr;
  const clang::ParmVarDecl *Object = nullptr; ///< Null if it is `this`.
  AccessPath Self;
  std::vector<WaitFor> Waits;
  const Event *Wakes = nullptr;
  std::map<AccessPath, const Event *> Writes, Adds, Takes;
  std::set<AccessPath> ElementReads;
  std::set<const Body *> Gathered;
};

/// All functions of one class or struct, but constructors and destructors.
struct Class {
  const clang::RecordDecl *Record = nullptr;
  std::vector<Shape> Functions;
};

/// The classes of which some function waits on a member or wakes one.
std::vector<Class> shapesOf(const Facts &F, const model::Resolver &Names,
                            PathResolver &Paths);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CHANNELSHAPES_H
