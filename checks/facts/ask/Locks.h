//===- Locks.h - Which mutexes are held -------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex is held at an event if a path leads there from where it was acquired
// on which nothing releases it. A guard that is a variable holds it in its
// scope and nowhere else. Functions that return with a mutex locked or
// unlocked, such as the constructor and destructor of a guard of the project's
// own, count at their calls, and what their callers hold counts in functions.
//
// A wait leaves its mutex to others and has it back at its end: it is held
// there, and Event::Lock says which it is.
//
// Ownership: refers to the Program, which must outlive it, and remembers what
// was asked. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_LOCKS_H
#define TETHER_CHECKS_FACTS_ASK_LOCKS_H

#include "../program/Program.h"
#include <map>
#include <vector>

namespace tether::facts {

/// A mutex that is held.
struct HeldLock {
  AccessPath Mutex; ///< As the body calls it that was asked about, if it can.
  /// On every path, and by every caller that is seen. Otherwise on some.
  bool Must = false;
  /// On every path to the event, or to the call of some caller.
  bool Surely = false;
  clang::SourceLocation Since; ///< Where it is acquired.
  /// The call of the body under which a caller holds it; null if the body
  /// acquires it itself.
  const Event *Call = nullptr;
};

class Locks {
public:
  explicit Locks(const Program &Prog);
  ~Locks();

  /// The mutexes that are held when the event begins, one entry each: those of
  /// its body first.
  std::vector<HeldLock> heldAt(const Event &E) const;

  /// The mutexes that the name of a mutex or guard may stand for: a guard that
  /// was handed in is its caller's. None if nobody is seen to know.
  std::vector<AccessPath> mutexesOf(const AccessPath &P) const;

private:
  struct Hold;
  struct Places;
  struct Effect;

  const std::vector<Hold> &holdsOf(const Body *B, unsigned Depth) const;
  const std::vector<HeldLock> &heldByCallers(const Body *B,
                                             unsigned Depth) const;
  const std::vector<Effect> &effectsOf(const Body *B, unsigned Depth) const;
  std::vector<HeldLock> heldAt(const Event &E, unsigned Depth) const;
  const Places &placesOf(const Body *B) const;
  bool isInScope(const Hold &H, const Event &E) const;
  bool isSame(const AccessPath &P, const AccessPath &Q) const;
  AccessPath forCaller(const Event &Call, AccessPath P) const;
  AccessPath forCallee(const Event &Call, const Body *B, AccessPath P) const;

  const Program &Prog;
  std::map<AccessPath, std::vector<AccessPath>> Guarded;
  std::set<const Body *> Entries; ///< Those that a task begins with.

  mutable std::map<std::pair<const Body *, unsigned>, std::vector<Hold>> Holds;
  mutable std::map<std::pair<const Body *, unsigned>, std::vector<HeldLock>>
      ByCallers;
  mutable std::map<std::pair<const Body *, unsigned>, std::vector<Effect>>
      Effects;
  mutable std::map<const Body *, Places> Where;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_LOCKS_H
