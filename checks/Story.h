//===- Story.h - What a finding tells ---------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain data without pointers into an AST or a source manager, for those who
// show findings: who takes part, what they do to each other, and in which order
// it happens. The sentences say the same in words; nobody has to parse them.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_STORY_H
#define TETHER_CHECKS_STORY_H

#include <string>
#include <vector>

namespace tether {

/// Someone or something that a finding speaks of. Two with the same kind and
/// name are one.
struct Actor {
  enum class Kind {
    Thread,
    Task,     ///< Also what may become one: a callable, a coroutine, a context.
    Function, ///< Or the file, where no function is around a place.
    Channel,
    Object, ///< A variable, a member, an object of a class.
    Lock,
    Process,
    Caller, ///< Whoever calls the function of the finding.
    Nobody, ///< Who should be there and is not.
  };

  Kind K = Kind::Object;
  /// As the code spells it, a function's with its parameters where it is known;
  /// may be empty.
  std::string Name;
  /// The steps that do no more than to show it: "this is the handler".
  std::vector<unsigned> Shown = {};
};

/// What one actor does to another.
struct Relation {
  unsigned From = 0; ///< An index of the actors, as `To`.
  std::string Verb;
  unsigned To = 0;
  bool IsMissing = false; ///< It ought to be, and is not.
  unsigned Step = 0;      ///< Which says so.
};

struct Story {
  /// What happens at the place of a step.
  enum class Part {
    Unknown, ///< Nobody has said it: the step is not a check's.
    Declaration,
    Capture, ///< Something is made a part of a callable, or handed to a task.
    Use,
    Start,
    Keep,  ///< A callable or a handle is kept, returned or registered.
    Call,  ///< Leads on to the step that happens next.
    Entry, ///< Of a function that a framework calls.
    Send,
    Receive,
    Close,
    Signal,  ///< Something is set, reported or asked for.
    Wait,    ///< Also a join, and one that may give up.
    Release, ///< A handle is detached, dropped, overwritten or leaked.
    Exit,    ///< A scope, a function or the process is left.
    End,     ///< An object is destroyed.
  };

  struct Step {
    Part Plays = Part::Unknown;
    /// When it happens: before the finding if below 0, after it if above; of
    /// the same number, in the order in which they are told.
    int When = 0;
    std::string Text;
    std::string File; ///< As the source manager names it; may be empty.
    unsigned Offset = 0;
  };

  std::string Rule;        ///< The name of the check.
  std::vector<Step> Steps; ///< As they are told: the finding, then its notes.
  std::vector<Actor> Actors;
  std::vector<Relation> Relations; ///< In the order of their steps.
};

} // namespace tether

#endif // TETHER_CHECKS_STORY_H
