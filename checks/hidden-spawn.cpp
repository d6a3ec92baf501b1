//===- hidden-spawn.cpp - Spawns that callers cannot see ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   void startMetrics() {                      Metrics::Metrics()
//     static std::thread t(flushLoop);     ->      : thread_(&Metrics::run,
//     this) {}
//   }                                          Metrics::~Metrics() { stop();
//   thread_.join(); }
//
// A function that starts a task owes its caller a way to wait for it or to stop
// it: a handle that is returned or handed out, or an object that joins. Here
// the handle ends where nobody can get at it: in a static variable, in a member
// that no method joins, or nowhere. Tasks that are cut loose are the business
// of unowned-thread.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Unit.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class HiddenSpawnCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  enum class Grave { None, StaticVariable, Member, Dropped };
  static Grave graveOf(const Unit &Facts, const Task &T, const HandleFate &Fate,
                       const NamedDecl *&Holder);
  void report(const Unit &Facts, const Task &T, Grave Where,
              const NamedDecl *Holder);
  std::set<SourceLocation> Reported;
};

/// Where the handle ends such that nobody can wait for the task.
HiddenSpawnCheck::Grave HiddenSpawnCheck::graveOf(const Unit &Facts,
                                                  const Task &T,
                                                  const HandleFate &Fate,
                                                  const NamedDecl *&Holder) {
  if (Fate.Dropped) {
    // A handle that detaches cuts the task loose, which is not hidden.
    bool Detaches =
        T.Handle->RawHandle || T.Handle->Destroy == model::OnDestroy::Detaches;
    return T.Op->Discard == model::OnDiscard::Detaches && !T.Group && !Detaches
               ? Grave::Dropped
               : Grave::None;
  }
  Grave Result = Grave::None;
  for (const AccessPath &H : Fate.Held) {
    if (H == T.HandlePath)
      continue;
    if (const FieldDecl *Field = H.lastField()) {
      // A member, of a class of which everything can be seen.
      if (!Facts.isPrivateToUnit(H))
        return Grave::None;
      Holder = Field;
      Result = Grave::Member;
    } else if (const VarDecl *V = H.variable()) {
      if (V->isStaticLocal() ||
          (V->isFileVarDecl() && !V->isExternallyVisible())) {
        Holder = V;
        Result = Grave::StaticVariable;
      } else if (V->hasGlobalStorage()) {
        return Grave::None; // Another unit may join it.
      }
    } else {
      return Grave::None;
    }
  }
  return Result;
}

/// Does the task, at its end, call back what the caller has handed in?
bool callsBack(const Unit &Facts, const Task &T, const Body *Code) {
  return Facts.must(Code, [&](const Event &E) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(E.Path.variable());
    return E.Kind == EventKind::Run && P &&
           P->getDeclContext() == T.Spawner->Function;
  });
}

/// Has the caller brought the means to wait or to stop?
bool takesMeans(const Unit &Facts, const FunctionDecl *F) {
  return F && llvm::any_of(F->parameters(), [&](const ParmVarDecl *P) {
           const model::Type *T = Facts.names().pointee(P->getType());
           if (!T)
             return false;
           switch (T->K) {
           case model::Kind::Token:
           case model::Kind::StopSource:
           case model::Kind::Executor:
           case model::Kind::EventLoop:
           case model::Kind::Pool:
           case model::Kind::TaskGroup:
           case model::Kind::Latch:
             return true;
           default:
             return false;
           }
         });
}

void HiddenSpawnCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks) {
    if (T->Op->When != model::Runs::Elsewhere || !T->Handle ||
        (T->Handle->K != model::Kind::Thread &&
         T->Handle->K != model::Kind::Future))
      continue;
    HandleFate Fate = Facts.fateOf(*T);
    if (Fate.Returned || Fate.HeldByCaller || Fate.Escapes ||
        Fate.JoinedByDestructor || !Fate.Joins.empty() ||
        !Fate.TimedWaits.empty() || !Fate.Detaches.empty())
      continue;
    const NamedDecl *Holder = nullptr;
    Grave Where = graveOf(Facts, *T, Fate, Holder);
    if (Where == Grave::None || Facts.onlyForMain(T->Spawner) ||
        takesMeans(Facts, T->Spawner->Function))
      continue;
    // Whom a forwarder starts is its caller's choice, and a task whose end
    // somebody watches for is not hidden.
    bool Guilty = false;
    for (const TaskBody &Code : Facts.bodiesOf(*T))
      Guilty |=
          !Code.ChosenByCaller && !callsBack(Facts, *T, Code.Code) &&
          Facts.settlementOf(*T, Code.Code, Fate) == Settlement::Unsettled;
    if (Guilty)
      report(Facts, *T, Where, Holder);
  }
}

void HiddenSpawnCheck::report(const Unit &Facts, const Task &T, Grave Where,
                              const NamedDecl *Holder) {
  SourceLocation Loc = T.Spawn->getExprLoc();
  if (!Reported.insert(Loc).second)
    return;
  const FunctionDecl *Spawner = T.Spawner->Function;
  const Body *Public = T.Spawner;
  std::vector<std::pair<const Body *, const Event *>> Path;
  std::set<const Body *> Seen{Public};
  // Up to the function that others call.
  auto IsInternal = [](const Body *B) {
    return B->Lambda ||
           (B->Function && (!B->Function->isExternallyVisible() ||
                            B->Function->getAccess() == AS_private));
  };
  while (IsInternal(Public)) {
    std::vector<std::pair<const Body *, const Event *>> Callers =
        Facts.callersOf(Public);
    if (Callers.empty() || !Seen.insert(Callers.front().first).second)
      break;
    Path.push_back(Callers.front());
    Public = Callers.front().first;
  }
  const FunctionDecl *Shown = Public->Function ? Public->Function : Spawner;
  diag(Loc, "%select{this initializer|'%1'}0 starts a %select{task|thread}2 "
            "that its caller can "
            "neither wait for nor stop: its handle %select{|ends in the static "
            "variable '%4'|"
            "ends in the member '%4', which nothing joins|is dropped}3")
      << (Shown != nullptr) << (Shown ? Shown->getNameAsString() : "")
      << (T.Handle->K == model::Kind::Thread) << static_cast<int>(Where)
      << (Holder ? Holder->getName() : "");
  for (const auto &[Caller, Call] : Path)
    diag(Call->Where, "'%0' leads here", DiagnosticIDs::Note)
        << (Caller->Function ? Caller->Function->getNameAsString()
                             : "initializer");
}

} // namespace
} // namespace tether

using tether::HiddenSpawnCheck;
TETHER_REGISTER(HiddenSpawn)
