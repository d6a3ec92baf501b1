//===- sleep-under-lock.cpp - Sleeps that keep a mutex locked -------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-format off
//   std::lock_guard Lock(mutex_);         { std::lock_guard Lock(mutex_);
//   while (!reconnect())               ->   ++attempts_; }
//     std::this_thread::sleep_for(1s);    std::this_thread::sleep_for(1s);
// clang-format on
//
// Whoever wants the mutex sleeps as well, and a stop that needs it takes as
// long as the sleep. Callers that hold it count. A sleep is short below a tenth
// of a second; one whose length is not known is taken for long. A mutex that is
// held on some paths only is not reported: the code may well know which.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Locks.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class SleepUnderLockCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void report(const Event &Sleep, const HeldLock &Lock);
};

constexpr int64_t Millisecond = 1000000;

bool isLong(const Event &Sleep) {
  return Sleep.Duration < 0 || Sleep.Duration >= 100 * Millisecond;
}

void SleepUnderLockCheck::ask(const Program &Prog) {
  const Locks Held(Prog);
  for (const auto &B : Prog.facts().Bodies)
    for (const Event &E : B->Events) {
      if (E.Kind != EventKind::Sleep || !isLong(E) ||
          Prog.calls().calledByTest(B.get()))
        continue;
      const std::vector<HeldLock> All = Held.heldAt(E);
      auto Sure =
          llvm::find_if(All, [](const HeldLock &L) { return L.Surely; });
      if (Sure != All.end())
        report(E, *Sure);
    }
}

void SleepUnderLockCheck::report(const Event &Sleep, const HeldLock &Lock) {
  const Actor Mutex = lock(Lock.Mutex.str());
  const std::string Length =
      Sleep.Duration < 0
          ? ""
          : " of " + llvm::itostr(Sleep.Duration / Millisecond) + " ms";
  StoryBuilder S(Sleep.Where, Part::Wait,
                 {"whoever locks '{0}' meanwhile waits until this sleep{1} is "
                  "over",
                  Mutex, Length},
                 {here(), "sleeps holding", Mutex});
  S.note(Before, Lock.Since, Part::Wait, {"it is locked here"},
         {here(), "locks", Mutex});
  if (Lock.Call)
    S.note(Before, Lock.Call->Where, Part::Call,
           {"it is still held at this call"}, {here(), "still holds", Mutex});
  tell(S);
}

} // namespace
} // namespace tether

using tether::SleepUnderLockCheck;
TETHER_REGISTER(SleepUnderLock)
