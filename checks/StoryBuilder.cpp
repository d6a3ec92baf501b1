//===- StoryBuilder.cpp - How a check tells what it found -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoryBuilder.h"
#include "FunctionAround.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace tether {

Actor thread() { return {Actor::Kind::Thread, "thread"}; }
Actor task(StringRef Noun) { return {Actor::Kind::Task, Noun.str()}; }
Actor function(StringRef Name) { return {Actor::Kind::Function, Name.str()}; }
Actor channel(StringRef Name) { return {Actor::Kind::Channel, Name.str()}; }
Actor object(StringRef Name) { return {Actor::Kind::Object, Name.str()}; }
Actor lock(StringRef Name) { return {Actor::Kind::Lock, Name.str()}; }
Actor process(StringRef Name) { return {Actor::Kind::Process, Name.str()}; }
Actor caller() { return {Actor::Kind::Caller, "its caller"}; }
Actor nobody(StringRef Name) { return {Actor::Kind::Nobody, Name.str()}; }

Participant here() { return Participant(0u); }
Participant previous() { return Participant(1u); }

Claim shows(Actor A) { return Claim(Participant(std::move(A))); }
Claim nothing() { return Claim(std::nullopt); }

// Not by formatv, whose type information clang-tidy of another LLVM lacks: it
// could not even load the plugin to be refused by it.
std::string Sentence::format(StringRef Format,
                             llvm::ArrayRef<StringRef> Arguments) {
  std::string Result;
  while (!Format.empty()) {
    auto [Text, Rest] = Format.split('{');
    Result += Text;
    if (Text.size() == Format.size())
      break;
    auto [Number, After] = Rest.split('}');
    size_t Index = 0;
    if (!Number.getAsInteger(10, Index) && Index < Arguments.size())
      Result += Arguments[Index];
    Format = After;
  }
  return Result;
}

StoryBuilder::StoryBuilder(SourceLocation At, Part Plays, const Sentence &Says,
                           const Claim &States) {
  note(Meanwhile, At, Plays, Says, States);
}

void StoryBuilder::clause(const Sentence &Says, const Claim &States) {
  Steps.back().Text += Says.Text;
  states(States);
}

void StoryBuilder::states(const Claim &More) {
  Steps.back().Claims.push_back(More);
}

void StoryBuilder::note(int When, SourceLocation At, Part Plays,
                        const Sentence &Says, const Claim &States) {
  Steps.push_back({At, Plays, When, Says.Text, {States}});
}

void StoryBuilder::noteStart(int When, SourceLocation At,
                             const Actor &Started) {
  note(When, At, Part::Start, {"it is started here"},
       {here(), "starts", Started});
}

void StoryBuilder::noteDeclaration(SourceLocation At, const Actor &Declared,
                                   const Sentence &Suffix) {
  note(Before, At, Part::Declaration, {"'{0}' is declared here", Declared},
       {here(), "declares", Declared});
  clause(Suffix, nothing());
}

SourceLocation StoryBuilder::place(size_t Step,
                                   const SourceManager &Sources) const {
  SourceLocation At = Steps[Step].At;
  return Sources.isInSystemMacro(At) ? Sources.getExpansionLoc(At) : At;
}

Story StoryBuilder::story(StringRef Rule, const ASTContext &Context) const {
  const SourceManager &Sources = Context.getSourceManager();
  Story Result;
  Result.Rule = Rule.str();
  std::vector<SourceLocation> Places;
  for (size_t I = 0; I < Steps.size(); ++I) {
    const Step &S = Steps[I];
    SourceLocation At = Places.emplace_back(place(I, Sources));
    Story::Step &Added = Result.Steps.emplace_back();
    Added.Plays = S.Plays;
    Added.When = S.When;
    Added.Text = S.Text;
    if (At.isInvalid())
      continue;
    // As clang-tidy says it, so that the two can be compared.
    At = Places.back() = Sources.getFileLoc(At);
    Added.File = Sources.getFilename(At).str();
    Added.Offset = Added.File.empty() ? 0 : Sources.getFileOffset(At);
  }

  std::vector<std::optional<Actor>> Around(Steps.size());
  auto Resolve = [&](const Participant &P, size_t I) -> Actor {
    if (P.Named)
      return *P.Named;
    I -= std::min<size_t>(I, P.StepsBack);
    if (Around[I])
      return *Around[I];
    if (const FunctionDecl *F = functionAround(Context, Places[I]))
      Around[I] = function(signatureOf(*F));
    else
      Around[I] = function(llvm::sys::path::filename(Result.Steps[I].File));
    return *Around[I];
  };
  auto Index = [&](const Participant &P, size_t I) -> unsigned {
    Actor Wanted = Resolve(P, I);
    auto Known = llvm::find_if(Result.Actors, [&](const Actor &A) {
      return A.K == Wanted.K && A.Name == Wanted.Name;
    });
    if (Known != Result.Actors.end())
      return Known - Result.Actors.begin();
    Result.Actors.push_back(std::move(Wanted));
    return Result.Actors.size() - 1;
  };
  for (size_t I = 0; I < Steps.size(); ++I)
    for (const Claim &C : Steps[I].Claims) {
      if (!C.From)
        continue;
      unsigned From = Index(*C.From, I);
      if (C.To)
        Result.Relations.push_back({From, C.Verb, Index(*C.To, I), C.IsMissing,
                                    static_cast<unsigned>(I)});
      else
        Result.Actors[From].Shown.push_back(I);
    }
  return Result;
}

} // namespace tether
