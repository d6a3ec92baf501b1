//===- Prefilter.cpp - Which units can hold findings ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Prefilter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

namespace tether {

struct Prefilter::State {
  std::string File;
  std::set<std::string> Includes;
  bool IsKnown = false; ///< What it includes.
  bool IsTaken = false;
  std::string Configuration;
  /// By their word.
  std::multimap<std::string, const ModelWord *, std::less<>> Model;
  llvm::StringMap<bool> Spelled;
};

Prefilter::Prefilter(std::vector<Source> Sources) {
  for (Source &From : Sources) {
    auto S = std::make_unique<State>();
    S->File = std::move(From.File);
    S->Configuration = std::move(From.Configuration);
    Configurations.insert(S->Configuration);
    S->IsKnown = From.Includes.has_value();
    if (S->IsKnown)
      S->Includes = {From.Includes->begin(), From.Includes->end()};
    for (const std::string &Header : S->Includes)
      Includers[Header].push_back(States.size());
    for (const ModelWord &W : *From.Model) {
      S->Model.emplace(W.Word, &W);
      ModelWords.insert(W.Word);
    }
    States.push_back(std::move(S));
  }
}

Prefilter::~Prefilter() = default;

const FileWords &Prefilter::wordsIn(const std::string &File) {
  auto [It, IsNew] = Files.try_emplace(File);
  if (IsNew)
    if (auto Text = llvm::MemoryBuffer::getFile(File))
      It->second = wordsOf((*Text)->getBuffer());
  return It->second;
}

bool Prefilter::isHot(llvm::StringRef Word) {
  return ModelWords.find(Word) != ModelWords.end() ||
         Grown.find(Word) != Grown.end();
}

const std::vector<std::string> &Prefilter::hotWordsIn(const std::string &File) {
  auto [It, IsNew] = Hot.try_emplace(File);
  if (IsNew)
    for (llvm::StringRef Word : wordsIn(File).All.keys())
      if (isHot(Word))
        It->second.push_back(Word.str());
  return It->second;
}

/// Is it written in the source or in anything that it includes?
bool Prefilter::isSpelled(State &S, llvm::StringRef Word) {
  auto [It, IsNew] = S.Spelled.try_emplace(Word, false);
  if (IsNew)
    It->second = wordsIn(S.File).All.contains(Word) ||
                 llvm::any_of(S.Includes, [&](const std::string &File) {
                   return wordsIn(File).All.contains(Word);
                 });
  return It->second;
}

/// Does something happen by that word, seen from the source?
bool Prefilter::isAct(State &S, llvm::StringRef Word) {
  auto [Begin, End] = S.Model.equal_range(Word);
  for (auto It = Begin; It != End; ++It)
    if (llvm::all_of(It->second->Around, [&](const std::string &Part) {
          return isSpelled(S, Part);
        }))
      return true;
  auto It = Grown.find(Word);
  return It != Grown.end() &&
         llvm::any_of(It->second, [&](const std::string &Header) {
           return S.Includes.count(Header) != 0;
         });
}

bool Prefilter::canAct(State &S, const std::string &File) {
  return wordsIn(File).IsNeeded ||
         llvm::any_of(hotWordsIn(File),
                      [&](const std::string &Word) { return isAct(S, Word); });
}

/// Seen from any source that includes the header.
bool Prefilter::isActOfAny(llvm::StringRef Word, const std::string &Header) {
  auto Sources = Includers.find(Header);
  return Sources != Includers.end() && isHot(Word) &&
         llvm::any_of(Sources->second,
                      [&](size_t I) { return isAct(*States[I], Word); });
}

/// Does what was guessed at do something?
bool Prefilter::holds(const HeaderWord &Guess,
                      std::unique_ptr<FileWords> &Written) {
  if (hotWordsIn(Guess.Header).empty())
    return false;
  if (!Written) {
    Written = std::make_unique<FileWords>();
    if (auto Text = llvm::MemoryBuffer::getFile(Guess.Header))
      *Written = wordsOf((*Text)->getBuffer().slice(Guess.Begin, Guess.End));
  }
  return llvm::any_of(Written->All.keys(), [&](llvm::StringRef Word) {
    return Word != Guess.Word && isActOfAny(Word, Guess.Header);
  });
}

/// Looks at macros and guesses; true if there are new words.
bool Prefilter::grow() {
  std::vector<std::pair<std::string, std::string>> New; // Word and header.
  for (const auto &[Header, Sources] : Includers)
    for (const auto &[Macro, Words] : wordsIn(Header).Macros)
      for (const std::string &Word : Words)
        if (Word != Macro && isActOfAny(Word, Header))
          New.push_back({Macro, Header});
  for (auto &[Guess, Written] : Guesses)
    if (holds(Guess, Written))
      New.push_back({Guess.Word, Guess.Header});
  bool HasNew = false;
  for (auto &[Word, Header] : New)
    HasNew |= Grown[Word].insert(Header).second;
  if (HasNew)
    Hot.clear();
  return HasNew;
}

/// The first source that says what the header does, of those that are analysed
/// anyway if there is one; none if it does nothing.
std::optional<size_t> Prefilter::teacherOf(const std::string &Header,
                                           const std::string &Configuration) {
  std::optional<size_t> Result;
  if (hotWordsIn(Header).empty() && !wordsIn(Header).IsNeeded)
    return Result;
  for (size_t I : Includers.at(Header)) {
    State &S = *States[I];
    if ((Result && !S.IsTaken) || S.Configuration != Configuration ||
        !canAct(S, Header))
      continue;
    if (S.IsTaken)
      return I;
    Result = I;
  }
  return Result;
}

std::vector<Prefilter::Need> Prefilter::next() {
  while (grow())
    ;
  std::vector<Need> Batch;
  for (size_t I = 0; I != States.size(); ++I)
    if (State &S = *States[I];
        !S.IsTaken && (!S.IsKnown || canAct(S, S.File))) {
      S.IsTaken = true;
      Batch.push_back({I, /*Teaches=*/false});
    }
  for (const auto &[Header, Sources] : Includers)
    for (const std::string &Configuration : Configurations) {
      if (Covered.count({Header, Configuration}))
        continue;
      const std::optional<size_t> Index = teacherOf(Header, Configuration);
      if (!Index)
        continue;
      State &Teacher = *States[*Index];
      Teacher.IsTaken = true;
      for (const std::string &Other : Teacher.Includes)
        if (canAct(Teacher, Other))
          Covered.insert({Other, Configuration});
      auto Known = llvm::find_if(
          Batch, [&](const Need &N) { return N.Index == *Index; });
      if (Known != Batch.end())
        Known->Teaches = true;
      else
        Batch.push_back({*Index, /*Teaches=*/true});
    }
  // What is found is said to be so in all configurations of a file, or in some.
  llvm::StringSet<> Files;
  for (const Need &N : Batch)
    Files.insert(States[N.Index]->File);
  for (size_t I = 0; I != States.size(); ++I)
    if (State &S = *States[I]; !S.IsTaken && Files.contains(S.File)) {
      S.IsTaken = true;
      Batch.push_back({I, /*Teaches=*/false});
    }
  return Batch;
}

void Prefilter::learn(const std::set<HeaderWord> &Words) {
  for (const HeaderWord &W : Words)
    if (W.End)
      Guesses.try_emplace(W);
    else
      Grown[W.Word].insert(W.Header);
  Hot.clear();
}

} // namespace tether
