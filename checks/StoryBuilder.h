//===- StoryBuilder.h - How a check tells what it found ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   const Actor Queue = channel(Close.Path.str());
//   StoryBuilder S(Close.Where, Part::Close,
//                  {"the receiver closes '{0}' while others still send",
//                  Queue}, {here(), "closes", Queue});
//   S.note(Before, Receive.Where, Part::Receive, {"it receives here"},
//          {here(), "receives from", Queue});
//   tell(S);
//
// A sentence and what it claims stand together, so that whoever changes the one
// sees the other, and a sentence without a claim does not compile. A claim says
// no more than its sentence. The verb of a claim stands on an arrow from one
// actor to the other, and has to be short.
//
// A builder lives while one finding is reported, on the thread of its unit.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_STORYBUILDER_H
#define TETHER_CHECKS_STORYBUILDER_H

#include "Story.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace clang {
class ASTContext;
}

namespace tether {

Actor thread();
/// `Noun` is what the sentence calls it: "task", "callable".
Actor task(llvm::StringRef Noun = "task");
Actor function(llvm::StringRef Name);
Actor channel(llvm::StringRef Name);
Actor object(llvm::StringRef Name);
Actor lock(llvm::StringRef Name);
Actor process(llvm::StringRef Name);
Actor caller();
/// `Name` says who is not there, or on which condition.
Actor nobody(llvm::StringRef Name = "nobody");

/// An actor, or the function around the place of a step, which is looked up
/// only if somebody listens.
class Participant {
public:
  Participant(Actor A) : Named(std::move(A)) {}

private:
  explicit Participant(unsigned StepsBack) : StepsBack(StepsBack) {}
  friend Participant here();
  friend Participant previous();
  friend class StoryBuilder;

  std::optional<Actor> Named;
  unsigned StepsBack = 0;
};

/// The function around the step that is being told.
Participant here();
/// That around the step told before it.
Participant previous();

constexpr bool Missing = true;

/// What a sentence states.
class Claim {
public:
  /// With `Missing`: that ought to be so, and is not.
  Claim(Participant From, llvm::StringRef Verb, Participant To,
        bool IsMissing = false)
      : From(std::move(From)), To(std::move(To)), Verb(Verb),
        IsMissing(IsMissing) {}

private:
  explicit Claim(std::optional<Participant> Only) : From(std::move(Only)) {}
  friend Claim shows(Actor A);
  friend Claim nothing();
  friend class StoryBuilder;

  std::optional<Participant> From, To;
  std::string Verb;
  bool IsMissing = false;
};

/// That the place of the step is where the actor is found.
Claim shows(Actor A);
/// Nothing that other claims do not state.
Claim nothing();

/// Lower case and without a full stop. `{0}` stands for the first argument,
/// which is a text or an actor, whose name it means then.
class Sentence {
public:
  template <typename... Ts>
  Sentence(const char *Format, const Ts &...Args)
      : Text(format(Format, {words(Args)...})) {}

private:
  static std::string format(llvm::StringRef Format,
                            llvm::ArrayRef<llvm::StringRef> Arguments);
  static llvm::StringRef words(llvm::StringRef Text) { return Text; }
  static llvm::StringRef words(const Actor &A) { return A.Name; }
  friend class StoryBuilder;

  std::string Text;
};

/// When a note's step happens, seen from the finding's place. Further numbers
/// are further away.
enum : int { Before = -1, Meanwhile = 0, After = 1 };

class StoryBuilder {
public:
  using Part = Story::Part;

  /// Begins with the finding itself: one sentence that says what goes wrong.
  StoryBuilder(clang::SourceLocation At, Part Plays, const Sentence &Says,
               const Claim &States);

  /// Continues the sentence that was told last.
  void clause(const Sentence &Says, const Claim &States);
  /// The sentence that was told last states this too.
  void states(const Claim &More);

  void note(int When, clang::SourceLocation At, Part Plays,
            const Sentence &Says, const Claim &States);

  // Sentences that many stories have.

  void noteStart(int When, clang::SourceLocation At, const Actor &Started);
  /// `Suffix` continues the sentence.
  void noteDeclaration(clang::SourceLocation At, const Actor &Declared,
                       const Sentence &Suffix = {""});

  /// An edit that repairs what the story tells.
  void fix(clang::FixItHint Edit) { Fixes.push_back(std::move(Edit)); }
  /// It does no harm but in itself.
  void makeRemark() { Level = clang::DiagnosticIDs::Remark; }

  size_t size() const { return Steps.size(); }
  llvm::StringRef text(size_t Step) const { return Steps[Step].Text; }
  /// Where a step is shown: where a library's macro is used, what lies in the
  /// macro, because clang-tidy hides what is reported in a system header.
  clang::SourceLocation place(size_t Step,
                              const clang::SourceManager &Sources) const;
  clang::DiagnosticIDs::Level level(size_t Step) const {
    return Step == 0 ? Level : clang::DiagnosticIDs::Note;
  }
  llvm::ArrayRef<clang::FixItHint> fixes() const { return Fixes; }

  /// For those who do not read sentences.
  Story story(llvm::StringRef Rule, const clang::ASTContext &Context) const;

private:
  struct Step {
    clang::SourceLocation At;
    Part Plays;
    int When;
    std::string Text;
    llvm::SmallVector<Claim, 2> Claims;
  };

  llvm::SmallVector<Step, 4> Steps; ///< The finding, then its notes.
  llvm::SmallVector<clang::FixItHint, 0> Fixes;
  clang::DiagnosticIDs::Level Level = clang::DiagnosticIDs::Warning;
};

} // namespace tether

#endif // TETHER_CHECKS_STORYBUILDER_H
