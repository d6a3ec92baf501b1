//===- Prefilter.h - Which units can hold findings --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is about something that is done, and the registry says what that is
// for each check: a task is started, a callable kept, an element sent, a
// channel closed. Whoever does it has to spell it: a name of the models, or of
// what a header of the project does in his stead. What keeps a callable may
// have any name; there, it is the lambda that refers to something that is
// spelled. So a unit is analysed only
//
//   if its source has such a word, or what it includes is not known, or
//   for a header that has one, if no other unit that includes it is.
//
// What headers do is learnt from one unit for each, and so the words grow until
// no unit is added.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_SELECT_PREFILTER_H
#define TETHER_DRIVER_SELECT_PREFILTER_H

#include "checks/HeaderWords.h"
#include "driver/select/FileWords.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace tether {

class Prefilter {
public:
  struct Source {
    std::string File;
    /// The real paths of what it includes, system headers left out; nothing if
    /// that is not known.
    std::optional<std::vector<std::string>> Includes;
    /// Of its models; is kept by the caller.
    const std::vector<ModelWord> *Model = nullptr;
    /// What its configuration is; of a header, each finds its own.
    std::string Configuration;
  };

  /// Reads the files.
  explicit Prefilter(std::vector<Source> Sources);
  ~Prefilter();

  struct Need {
    size_t Index; ///< Of the source that is to be analysed.
    /// learn() is to be called with what it teaches. A source may be returned
    /// again for this alone.
    bool Teaches;
  };

  /// What is to be done next; nothing at the end.
  std::vector<Need> next();

  /// What the analysis of a source has taught.
  void learn(const std::set<HeaderWord> &Words);

private:
  struct State; ///< Of a source.

  const FileWords &wordsIn(const std::string &File);
  bool isHot(llvm::StringRef Word);
  const std::vector<std::string> &hotWordsIn(const std::string &File);
  bool isSpelled(State &S, llvm::StringRef Word);
  bool isAct(State &S, llvm::StringRef Word);
  bool canAct(State &S, const std::string &File);
  bool isActOfAny(llvm::StringRef Word, const std::string &Header);
  bool holds(const HeaderWord &Guess, std::unique_ptr<FileWords> &Written);
  bool grow();
  std::optional<size_t> teacherOf(const std::string &Header,
                                  const std::string &Configuration);

  std::vector<std::unique_ptr<State>> States;
  std::map<std::string, FileWords> Files;
  std::set<std::string, std::less<>> ModelWords; ///< Of any source.
  /// By file: those that may mean something somewhere. Emptied by new words.
  std::map<std::string, std::vector<std::string>> Hot;
  /// By header: who includes it, as numbers in States.
  std::map<std::string, std::vector<size_t>> Includers;
  std::set<std::string> Configurations;
  /// Headers that have a teacher, and of which configuration.
  std::set<std::pair<std::string, std::string>> Covered;
  /// The headers that have the word.
  std::map<std::string, std::set<std::string>, std::less<>> Grown;
  /// With the words that are written there; null: not looked at yet.
  std::map<HeaderWord, std::unique_ptr<FileWords>> Guesses;
};

} // namespace tether

#endif // TETHER_DRIVER_SELECT_PREFILTER_H
