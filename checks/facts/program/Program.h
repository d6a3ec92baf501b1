//===- Program.h - What the code of a program does --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts, with everything that is asked to find one's way in them: where
// values go, who runs which code, what can be seen, and where facts are found
// by what they belong to. The questions of the checks are free functions of it,
// in ask/.
//
// Every answer is *may* unless it says *must*. What cannot be seen (Seen.h) is
// never guilty: answers that accuse need evidence.
//
// Ownership: owns all facts and the code that they refer to; refers to the
// tables of the model, which must outlive it. Threading: one thread, because
// answers are remembered.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_PROGRAM_PROGRAM_H
#define TETHER_CHECKS_FACTS_PROGRAM_PROGRAM_H

#include "../code/PathResolver.h"
#include "Calls.h"
#include "Index.h"
#include "Seen.h"
#include "Values.h"

namespace tether::facts {

class Program {
public:
  /// Collects the facts of the code.
  static std::unique_ptr<Program> of(std::unique_ptr<Code> From);

  Program(const Program &) = delete;
  Program &operator=(const Program &) = delete;

  const Code &code() const { return *From; }
  const ModelNames &names() const { return Names; }
  const Facts &facts() const { return F; }
  PathResolver &paths() const { return Paths; }
  const Values &values() const { return *V; }
  const Calls &calls() const { return *C; }
  const Seen &seen() const { return *S; }
  const Index &index() const { return *I; }

  /// What a subject of ask/ remembers of this program: a `T`, made from it when
  /// it is first asked for.
  template <typename T> T &memory() const {
    static const char Key = 0;
    std::shared_ptr<void> &Slot = Memories[&Key];
    if (!Slot)
      Slot = std::make_shared<T>(*this);
    return *static_cast<T *>(Slot.get());
  }

private:
  explicit Program(std::unique_ptr<Code> From);
  void dropOverriddenConventions();
  void pollAnswers(Body &B);
  void believeAssertions();

  const std::unique_ptr<Code> From;
  const ModelNames Names;
  mutable PathResolver Paths;
  Facts F;
  std::unique_ptr<Values> V;
  std::unique_ptr<Calls> C;
  std::unique_ptr<Seen> S;
  std::unique_ptr<Index> I;
  mutable std::map<const char *, std::shared_ptr<void>> Memories;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_PROGRAM_PROGRAM_H
