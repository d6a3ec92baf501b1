//===- Finding.h - What an analysis yields ----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain data without pointers into an AST or a source manager, so that results
// can cross threads, processes and runs.
//
// Paths are absolute and real (no symbolic links, no dots): one file has one
// name however it was reached. Lines and columns start at 1 and count bytes; 0
// means that there is no place in a source.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RESULT_FINDING_H
#define TETHER_DRIVER_RESULT_FINDING_H

#include "checks/HeaderWords.h"
#include "checks/Module.h"
#include "checks/Story.h"
#include <optional>
#include <string>
#include <vector>

namespace tether {

struct Location {
  std::string File;
  unsigned Offset = 0;
  unsigned Line = 0;
  unsigned Column = 0;
};

/// The bytes [Offset, Offset + Length) of a file.
struct Range {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
};

struct Edit {
  Range Where;
  std::string Text;
  /// The hexHashOf the file as it was analysed; empty if that is not known.
  std::string FileHash = "";
};

struct Note {
  std::string Message;
  Location Where;
  std::vector<Edit> Fixes;
  /// As in Story::Step.
  Story::Part Plays = Story::Part::Unknown;
  int When = 0;
};

/// Is a Story too, if a check tells one: its steps are the finding, 0, and its
/// notes, from 1; without a story nobody takes part. Words say the same to
/// people.
struct Finding {
  std::string Check;
  std::string Message;
  Location Where;
  /// The signature of the function around it; empty outside functions.
  std::string Function;
  /// Its first and last line; 0 outside functions.
  unsigned FunctionBegin = 0, FunctionEnd = 0;
  /// What statementAround says; neither lines nor white space change it.
  std::string Statement;
  /// What identifies it from run to run; identify() gives it.
  std::string Fingerprint;
  /// The commands that find it, where a file is compiled in several ways and
  /// not all of them do: "with -DFOO or without -DBAR"; else empty.
  std::string Configuration;
  /// The configuration asks to treat this check's findings as errors.
  bool IsError = false;
  /// That which the configuration gives the check; unset: that of the registry.
  std::optional<Severity> Level = std::nullopt;
  std::vector<Range> Ranges;
  Story::Part Plays = Story::Part::Unknown;
  std::vector<Note> Notes;
  std::vector<Actor> Actors;
  std::vector<Relation> Relations;
  std::vector<Edit> Fixes;
  /// Of a suppressed finding, what its NOLINT comment says; may be empty.
  std::string Justification;
};

/// What a name in a NOLINT comment does in a unit, or in all together. Of
/// several the greatest counts.
enum class Use {
  Unknown, ///< Its code is not, or not wholly, seen, or its check does not run.
  Nothing,
  Suppresses,
};

struct SuppressedName {
  std::string Name; ///< Of a check, or a glob; "*" if there is no list.
  Use Does = Use::Unknown;
};

/// A comment NOLINT, NOLINTNEXTLINE or NOLINTBEGIN that can suppress findings
/// of ours.
struct Suppression {
  Location Where;
  std::string Text;   ///< With its list: "NOLINT(tether-x, other-y)".
  std::string Reason; ///< The rest of the comment; may be empty.
  std::vector<SuppressedName> Names; ///< Those of the list that can.
  /// The signature of the function around it; empty outside functions.
  std::string Function;
  /// Its first and last line; 0 outside functions.
  unsigned FunctionBegin = 0, FunctionEnd = 0;
  std::vector<Edit> Removal; ///< Of the comment; none if it says more.
  std::string FileHash;      ///< As in Edit.
};

/// Why a source could not be analysed, or not completely.
struct Failure {
  enum class Reason {
    DidNotParse,
    Missing,
    Crashed,
    TimedOut,
    OutOfMemory,
    Interrupted, ///< The run ended before it was analysed.
    NoResult,    ///< It is in a shard that is not there.
  };
  Reason Why = Reason::DidNotParse;
  std::string File; ///< The main source.
  std::string Message;
  Location Where; ///< Of the first error, often in a header.
  unsigned MoreErrors = 0;
};

/// What the analysis of one translation unit yields.
struct UnitResult {
  std::string File;
  /// Which of several ways to compile the file this is; empty if it is the only
  /// one.
  std::string Configuration;
  std::vector<Finding> Findings;
  std::vector<Finding> Suppressed; ///< Those that NOLINT comments suppress.
  std::vector<Suppression> Suppressions; ///< The comments.
  std::optional<Failure> Failed;
  /// Mistakes in configuration or model files, as one line each.
  std::vector<std::string> ConfigErrors;
  /// It was not parsed, because nothing in it can matter.
  bool IsSkipped = false;
  /// How other units take part in its headers; for the prefilter.
  std::vector<HeaderWord> Words;
};

} // namespace tether

#endif // TETHER_DRIVER_RESULT_FINDING_H
