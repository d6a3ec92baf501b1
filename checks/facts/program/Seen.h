//===- Seen.h - What can be seen, and what may be elsewhere -----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one home of what is not known, and of what is presumed of it: an
// accusation needs its act in sight, an excuse its waiter. Today a program is
// one source, and open: what it does not define is unknown, unless it is a
// system header's.
//
// Ownership: refers to the program. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_PROGRAM_SEEN_H
#define TETHER_CHECKS_FACTS_PROGRAM_SEEN_H

#include "../data/Facts.h"
#include "Calls.h"

namespace tether::facts {

class Program;

/// Whether the code of an entity is a part of the program.
enum class Sight {
  Seen,    ///< A source of the program defines it.
  Outside, ///< No source of the program may: it is a system header's.
  Unknown, ///< Another source may define it.
};

class Seen {
public:
  explicit Seen(const Program &Prog) : Prog(Prog) {}

  Sight of(const FunctionDecl *F) const;
  Sight of(const CXXRecordDecl *R) const;
  /// True if the code of the function is in sight, whosever it is.
  bool isDefined(const FunctionDecl *F) const;

  //===--- Who else can name it -------------------------------------------===//

  /// True if nothing outside of the program can get at the object.
  bool isPrivate(const AccessPath &P) const;
  /// True if other sources cannot name the variable, which lives as long as the
  /// process.
  bool isHiddenStatic(const VarDecl *V) const;
  /// True if functions of other sources may get the object from a function.
  bool isForOthers(const AccessPath &P) const;
  /// True if other sources may call the function.
  bool isForOthers(const FunctionDecl *F) const;
  /// True if the body is that of the source itself, and not of a header that
  /// others include too.
  bool isOfSource(const Body *B) const;
  /// True if every caller of the function is in sight, and there is one.
  bool seesAllCallers(const Body *B) const;
  /// True if all that is done to the object is seen.
  bool isKnownThroughout(const AccessPath &Object) const;

  //===--- What may be done elsewhere -------------------------------------===//

  /// True if a method that changes its object is defined elsewhere. To be
  /// defaulted is to be defined, wherever that stands.
  bool mayActUnseen(const CXXMethodDecl *M) const;
  /// True if every method of the class that changes its object is in sight.
  bool allMethodsVisible(const CXXRecordDecl *R) const;
  /// True if the object is of a class that is only declared.
  bool isOpaque(const AccessPath &P) const;
  /// True if there is a method elsewhere that may wait for something in its
  /// object: not one that the task which has `Reached` these bodies runs
  /// itself, nor one that only makes the object.
  bool mayWaitUnseen(const CXXRecordDecl *R,
                     const std::vector<CallChain> &Reached) const;
  /// True if the destructor of the class may tell somebody else something
  /// elsewhere.
  bool mayTellUnseen(const CXXRecordDecl *R) const;

private:
  bool holdsWaitable(const CXXRecordDecl *R, unsigned Depth = 0) const;
  bool leadsElsewhere(const CXXRecordDecl *R, unsigned Depth = 0) const;

  const Program &Prog;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_PROGRAM_SEEN_H
