//===- Values.h - Where values go -------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which objects the value of one may go into or come from, and which names may
// be those of one object. Every answer is *may*: who follows the flows of a
// program does not know which path it takes.
//
// Ownership: refers to the facts and remembers what was asked; what is returned
// by reference stays. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_PROGRAM_VALUES_H
#define TETHER_CHECKS_FACTS_PROGRAM_VALUES_H

#include "../data/Facts.h"
#include "../data/ModelNames.h"
#include <map>
#include <unordered_map>
#include <vector>

namespace tether::facts {

class Values {
public:
  Values(const Facts &F, const ModelNames &Names);

  /// All objects that the value at `P` may go into, `P` first.
  const std::vector<AccessPath> &reach(const AccessPath &P) const;
  /// All objects that the value at `P` may come from, `P` first.
  const std::vector<AccessPath> &origins(const AccessPath &P) const;
  /// The named objects that the value at `P` may be, `P` first.
  const std::vector<AccessPath> &sources(const AccessPath &P) const;
  /// Where the value at `P` may go by flows alone, `P` first: not from a field
  /// of one object to that of another that may be the same.
  std::vector<AccessPath> flowsOn(const AccessPath &P) const;

  /// True if both may name one object. Two objects of one class are kept apart
  /// where both are named variables or members.
  bool mayBeSame(const AccessPath &P, const AccessPath &Q) const;
  /// True if both objects, of one class of the program, come by parameter into
  /// different functions that nobody is seen to call: whoever does may hand
  /// them one object.
  bool mayBeHandedSame(const AccessPath &P, const AccessPath &Q) const;
  /// Which objects a path may name, as what two such sets have in common: the
  /// paths themselves, and the last fields of those that may be any object's.
  struct Identity {
    std::vector<unsigned> Exact; ///< Numbers of paths, sorted as the others.
    std::vector<const FieldDecl *> Fields, Loose;
  };
  const Identity &identityOf(const AccessPath &P) const;

  /// The model's type of the object, through pointers and containers.
  const model::Type *typeOf(const AccessPath &P) const;
  /// The class of the object, through pointers, or null.
  const CXXRecordDecl *recordOf(const AccessPath &P) const;

  /// The flows by the statements of the body.
  const std::vector<const Flow *> &flowsIn(const Body *B) const;
  /// The flows from the object or a part of it.
  std::vector<const Flow *> flowsFrom(const AccessPath &P) const;
  /// The flows into the object or a part of it.
  std::vector<const Flow *> flowsTo(const AccessPath &P) const;
  /// True if the function is used as a value: whoever has that may call it.
  bool isUsedAsValue(const FunctionDecl *F) const;

  /// To be called while the program is built, where events were added.
  void add(const Body &B);
  /// Forgets the answers that were given before all was added.
  void forget() { Origins.clear(); }

private:
  using RootKey = std::pair<AccessPath::Root, const void *>;
  using FlowsByRoot = std::map<RootKey, std::vector<const Flow *>>;

  void remember(const AccessPath &P);
  std::vector<AccessPath> closure(const AccessPath &P, bool Forward,
                                  bool Fields) const;

  const ModelNames &Names;
  FlowsByRoot FlowsFrom, FlowsTo;
  std::map<const FieldDecl *, std::vector<AccessPath>> PathsByField;
  std::map<const Body *, std::vector<const Flow *>> FlowsIn;
  const std::vector<const Flow *> NoFlows;

  template <typename T>
  using ByPath = std::unordered_map<AccessPath, T, AccessPath::Hash>;
  mutable ByPath<std::vector<AccessPath>> Reach, Origins, Sources;
  mutable ByPath<Identity> Identities;
  mutable ByPath<unsigned> Numbers;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_PROGRAM_VALUES_H
