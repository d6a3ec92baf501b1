//===- ChannelShapes.h - What functions do to their object ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of the classes and structs that synchronise, and what each does
// to its object: what it waits for, whom it wakes, what it adds and takes. What
// helpers of the same class do counts as done by their callers, and a member
// whose class wraps a condition counts as one.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_RECOGNISE_CHANNELSHAPES_H
#define TETHER_CHECKS_FACTS_RECOGNISE_CHANNELSHAPES_H

#include "../code/Conditions.h"
#include "../code/PathResolver.h"

namespace tether::facts {

/// The object of all shapes of a class; fields are told from it on.
inline const AccessPath Here{AccessPath::Root::This};

/// A wait of a function, or a loop of it that looks again and again, and what
/// is waited for.
struct WaitFor {
  const Body *In = nullptr;
  const Event *At = nullptr;   ///< Null for a loop that looks.
  const Event *Wait = nullptr; ///< As `At`, or inside of what is called there.
  const Stmt *Loop = nullptr;  ///< Around the wait, or that looks.
  clang::SourceLocation Where;
  AccessPath Self; ///< What the function calls the object.
  AccessPath On;   ///< What is waited on, from the object on.
  std::vector<Condition> Conditions;
  std::set<AccessPath> Reads; ///< From the object on.
  /// The functions of the object that a loop calls until they say that they
  /// have done it.
  std::set<const FunctionDecl *> Asks;

  bool isOn(model::Kind K) const { return Wait && Wait->Type->K == K; }
};

/// What one function does to the object that it works on. The paths begin at
/// the object, whatever the function calls it.
struct Shape {
  const Body *B = nullptr;
  const ParmVarDecl *Object = nullptr; ///< Null if it is `this`.
  AccessPath Self;
  std::vector<WaitFor> Waits;
  const Event *Wakes = nullptr;
  std::map<AccessPath, const Event *> Writes, Adds, Takes;
  std::map<AccessPath, const Event *> Puts; ///< Whole members that it is given.
  std::vector<const Event *> Changes;       ///< All writes, of helpers as well.
  std::set<AccessPath> Releases;            ///< The semaphores that it raises.
  std::set<AccessPath> ElementReads;
  std::set<AccessPath> Reads; ///< All that it names, but to assign to it.
  std::set<const Body *> Gathered;
};

/// All functions of one class or struct, but constructors and destructors.
struct Class {
  const RecordDecl *Record = nullptr;
  std::vector<Shape> Functions;
};

/// The classes of which some function waits on a member or wakes one, or that
/// have a member to synchronise by.
std::vector<Class> shapesOf(const Facts &F, const ModelNames &Names,
                            PathResolver &Paths);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_RECOGNISE_CHANNELSHAPES_H
