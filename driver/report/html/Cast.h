//===- Cast.h - Who does what in a finding ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_HTML_CAST_H
#define TETHER_DRIVER_REPORT_HTML_CAST_H

#include "driver/result/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tether {

/// Someone or something that a finding speaks of.
struct Actor {
  enum class Kind {
    Function,
    Task,   ///< What is started: a thread, a task, a callable.
    Object, ///< A variable, a member, a channel.
    Absent, ///< Who should be there and is not.
  };

  Kind K;
  std::string Name;
  /// The places that are about it and in no relation, counted from 1: the
  /// finding, then its notes.
  std::vector<unsigned> Places;
};

struct Relation {
  size_t From; ///< An index of Cast::Actors, as `To`.
  size_t To;
  std::string Verb;
  unsigned Place;         ///< That says so.
  bool IsMissing = false; ///< It ought to be, and is not.
};

struct Cast {
  std::vector<Actor> Actors;
  std::vector<Relation> Relations;
};

/// What the sentences of the finding and its notes say, and nothing more: a
/// sentence whose words are not known only brings the function it points into.
Cast castOf(const Finding &F);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_HTML_CAST_H
