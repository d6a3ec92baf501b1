//===- thread-member-order.cpp - Threads that outrun their members --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   class Flusher {                           class Flusher {
//     std::jthread Thread{[this] { run(); }};   std::mutex Mutex;
//     std::mutex Mutex;                    ->   std::deque<Item> Items;
//     std::deque<Item> Items;                   std::jthread Thread{...};
//   };                                        };
//
// Members are made in the order of their declarations and die in the reverse
// order. A thread that a member's initializer starts runs before the later ones
// are there; one that a member's destructor joins runs when they are gone. What
// a constructor starts runs before the constructors of derived classes.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Unit.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class ThreadMemberOrderCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  bool askStart(const Unit &Facts, const Task &T, const Body *Code);
  bool askEnd(const Unit &Facts, const Task &T, const Body *Code);
  bool askVirtual(const Unit &Facts, const Task &T, const Body *Code);
  bool report(const Task &T, const FieldDecl &Used, SourceLocation Use,
              const FieldDecl &Thread, bool IsStart);
  std::set<SourceLocation> Reported;
};

/// Is the member something else before its initializer has run?
bool isInitialized(const FieldDecl *F, const Body *Spawner) {
  if (F->hasInClassInitializer())
    return true;
  const CXXRecordDecl *R = F->getType()->getAsCXXRecordDecl();
  if (R && R->hasDefinition() && !R->hasTrivialDefaultConstructor())
    return true;
  if (const auto *K = dyn_cast_or_null<CXXConstructorDecl>(Spawner->Function))
    for (const CXXCtorInitializer *I : K->inits())
      if (I->isWritten() && I->getAnyMember() &&
          I->getAnyMember()->getCanonicalDecl() == F->getCanonicalDecl())
        return true;
  return false;
}

void ThreadMemberOrderCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks)
    if (T->Op->When == model::Runs::Elsewhere && T->Spawner->thisRecord())
      for (const TaskBody &Code : Facts.bodiesOf(*T))
        if (!askStart(Facts, *T, Code.Code) && !askEnd(Facts, *T, Code.Code))
          askVirtual(Facts, *T, Code.Code);
}

bool ThreadMemberOrderCheck::askStart(const Unit &Facts, const Task &T,
                                      const Body *Code) {
  const FieldDecl *Thread = Facts.startingMember(T);
  if (!Thread || Facts.waitsForSpawner(T, Code))
    return false;
  for (const auto &[F, Use] :
       Facts.membersUsedBy(Code, T.Spawner->thisRecord()))
    if (F->getFieldIndex() > Thread->getFieldIndex() &&
        isInitialized(F, T.Spawner))
      return report(T, *F, Use, *Thread, /*IsStart=*/true);
  return false;
}

bool ThreadMemberOrderCheck::askEnd(const Unit &Facts, const Task &T,
                                    const Body *Code) {
  const CXXRecordDecl *R = T.Spawner->thisRecord();
  const FieldDecl *Thread = Facts.joiningMember(Facts.fateOf(T), R);
  if (!Thread)
    return false;
  for (const auto &[F, Use] : Facts.membersUsedBy(Code, R)) {
    const CXXRecordDecl *Of = F->getType()->getAsCXXRecordDecl();
    if (F->getFieldIndex() <= Thread->getFieldIndex() || !Of ||
        !Of->hasDefinition() || Of->hasTrivialDestructor())
      continue;
    return report(T, *F, Use, *Thread, /*IsStart=*/false);
  }
  return false;
}

bool ThreadMemberOrderCheck::report(const Task &T, const FieldDecl &Used,
                                    SourceLocation Use, const FieldDecl &Thread,
                                    bool IsStart) {
  if (!Reported.insert(T.Spawn->getExprLoc()).second)
    return true;
  diag(T.Spawn->getExprLoc(),
       "this thread is %select{joined after '%1' is destroyed|started before "
       "'%1' is initialized}0, which it uses")
      << IsStart << Used.getName();
  diag(Use, "it uses '%0' here", DiagnosticIDs::Note) << Used.getName();
  diag(Used.getLocation(), "'%0' is declared after '%1'", DiagnosticIDs::Note)
      << Used.getName() << Thread.getName();
  return true;
}

bool ThreadMemberOrderCheck::askVirtual(const Unit &Facts, const Task &T,
                                        const Body *Code) {
  if (!isa_and_nonnull<CXXConstructorDecl>(T.Spawner->Function) ||
      Facts.waitsForSpawner(T, Code))
    return false;
  for (const CallChain &Chain : Facts.reachedFrom(Code))
    for (const Event &E : Chain.To->Events) {
      if (E.Kind != EventKind::Run || !callsOwnVirtual(E) ||
          E.Object != AccessPath::thisObject(T.Spawner->thisRecord()))
        continue;
      const FunctionDecl *Called = E.Path.function();
      const Body *Override = nullptr;
      for (const Body *Target : Facts.targetsOf(E))
        if (Target->Function->getCanonicalDecl() != Called)
          Override = Override ? Override : Target;
      if ((!Override && !Called->isPureVirtual()) ||
          !Reported.insert(T.Spawn->getExprLoc()).second)
        continue;
      diag(T.Spawn->getExprLoc(),
           "this thread may call the virtual '%0' before "
           "the constructor of the derived class has run")
          << Called->getNameAsString();
      diag(E.Where, "it calls '%0' here", DiagnosticIDs::Note)
          << Called->getNameAsString();
      if (Override)
        diag(Override->Function->getLocation(), "it is overridden here",
             DiagnosticIDs::Note);
      return true;
    }
  return false;
}

} // namespace
} // namespace tether

using tether::ThreadMemberOrderCheck;
TETHER_REGISTER(ThreadMemberOrder)
