//===- Program.cpp - What the code of a program does ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include "../events/Collector.h"
#include "../recognise/Channels.h"

using namespace clang;

namespace tether::facts {

/// A condition that asks more than this is not looked into further.
static constexpr size_t MaxAnswers = 512;

std::unique_ptr<Program> Program::of(std::unique_ptr<Code> From) {
  return std::unique_ptr<Program>(new Program(std::move(From)));
}

Program::Program(std::unique_ptr<Code> Of) : From(std::move(Of)), Paths(Names) {
  // A unit that uses no library has no code to be asked about.
  if (!From->Definitions.empty()) {
    collect(*From, Names, Paths, F);
    inferChannels(*From, Names, Paths, F);
  }
  V = std::make_unique<Values>(F, Names);
  C = std::make_unique<Calls>(*From, F, Names, *V);
  dropOverriddenConventions();
  for (const auto &B : F.Bodies) {
    pollAnswers(*B);
    V->add(*B);
  }
  V->forget();
  C->complete();
  // From here on no event is added, and none moves.
  I = std::make_unique<Index>(*this);
  S = std::make_unique<Seen>(*this);
  believeAssertions();
}

/// Names say nothing where a body does: that of an override of the function
/// that is called.
void Program::dropOverriddenConventions() {
  for (const auto &B : F.Bodies)
    for (Event &E : B->Events) {
      const auto *Call = dyn_cast_or_null<CallExpr>(E.At);
      if (!Call || !E.ByConvention || !C->isOverridden(Call->getDirectCallee()))
        continue;
      E.Kind = EventKind::Escape;
      auto IsStart = [&](const auto &T) { return T->Spawn == E.At; };
      llvm::erase_if(B->Tasks, IsStart);
      llvm::erase_if(F.Tasks, IsStart);
    }
}

/// `while (!predicate())` polls what the predicate that it was handed looks at,
/// `while (interface.busy())` what those look at that override it.
void Program::pollAnswers(Body &B) {
  std::set<std::pair<const Stmt *, AccessPath>> Known;
  for (size_t I = 0; I < B.Events.size() && Known.size() < MaxAnswers; ++I) {
    if (B.Events[I].Kind != EventKind::Poll)
      continue;
    const Event Poll = B.Events[I];
    Calls::Bodies Predicates = C->bodiesOf(Poll.Path);
    C->addOverriders(Poll.Path.function(), Predicates);
    for (const Body *Predicate : Predicates)
      for (const Event &Answer : Predicate->Answers) {
        Event E = Poll;
        E.InCallee = true;
        E.Path = Answer.Path;
        E.Object = Answer.Object;
        if (!Predicate->Lambda) {
          E.Path = E.Path.calledOn(Poll.Object, Predicate->thisRecord());
          E.Object = E.Object.calledOn(Poll.Object, Predicate->thisRecord());
        }
        if (Known.insert({E.At, E.Path}).second)
          B.Events.push_back(E);
      }
  }
}

/// A test that asserts something of a timed wait has waited, or it fails:
/// `ASSERT_TRUE(thread.tryJoin(500))`.
void Program::believeAssertions() {
  for (const auto &B : F.Bodies)
    for (Event &E : B->Events)
      if (E.GivesUp && E.Where.isMacroID() &&
          (E.Kind == EventKind::Join || E.Kind == EventKind::Wait) &&
          C->calledByTest(B.get()))
        E.GivesUp = false;
}

} // namespace tether::facts
