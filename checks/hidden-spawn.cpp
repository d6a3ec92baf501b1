//===- hidden-spawn.cpp - Spawns that callers cannot see ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-format off
//   void startMetrics() {                Metrics::Metrics()
//     static std::thread t(flushLoop); ->    : thread_(&Metrics::run, this) {}
//   }                                    Metrics::~Metrics() { stop(); thread_.join(); }
// clang-format on
//
// A function that starts a task owes its caller a way to wait for it or to stop
// it: a handle that is returned or handed out, or an object that joins. Here
// the handle ends where nobody can get at it: in a static variable, in a member
// that no method joins, in the task itself, in an object that is leaked
// although its destructor would join, or nowhere. Tasks that are cut loose are
// the business of unowned-thread.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Burials.h"
#include "facts/ask/Endings.h"
#include "facts/ask/Lifetimes.h"
#include "facts/ask/MemberHandles.h"
#include "facts/ask/Settlement.h"
#include "facts/code/Statements.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class HiddenSpawnCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void report(const Program &Prog, const Task &T, const Burial &B);
  std::set<SourceLocation> Reported;
};

/// Does the body call anything before the event, or for its arguments?
bool worksBefore(const Program &Prog, const Event &E) {
  return llvm::any_of(partsOf(E.In->Code), [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call || Prog.paths().resolve(Call->getCallee()) == E.Path)
      return false;
    const model::Operation *Op = Prog.names().operation(Call);
    if (Op &&
        (Op->R == model::Role::LookThrough || Op->R == model::Role::Transfer))
      return false;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
        O && Prog.paths().resolve(O->getArg(0)) == E.Path)
      return false;
    return contains(E.At, S) || Prog.calls().flow(E.In).canReach(S, E.At);
  });
}

/// Does the task, at its end, call back what the caller has handed in? If that
/// is all that it does, it is its work, and tells nobody of its end.
bool callsBack(const Program &Prog, const Task &T, const Body *Code) {
  return Prog.calls().must(Code, [&](const Event &E) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(E.Path.variable());
    return E.Kind == EventKind::Run && P &&
           P->getDeclContext() == T.Spawner->Function && worksBefore(Prog, E);
  });
}

/// Has the caller brought the means to wait or to stop?
bool takesMeans(const Program &Prog, const FunctionDecl *F) {
  return F && llvm::any_of(F->parameters(), [&](const ParmVarDecl *P) {
           const model::Type *T = Prog.names().pointee(P->getType());
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

/// Does nobody learn of the end of a body that whoever hides the task has
/// chosen? Whom a forwarder starts is its caller's choice.
bool isUnsettled(const Program &Prog, const Task &T, HandleFate Fate,
                 const Burial &B) {
  Fate.Joins.clear(); // Where it is buried, none of them happens.
  Fate.JoinedByDestructor = false;
  std::vector<CallChain> Reached = Prog.calls().reachedFrom(B.In);
  auto IsChosen = [&](const TaskBody &Code) {
    return !Code.ChosenByCaller ||
           (B.In != T.Spawner &&
            (!Code.Code || !Code.Code->Lambda ||
             llvm::any_of(Reached, [&](const CallChain &Chain) {
               return Chain.To == Code.Code->Enclosing;
             })));
  };
  return llvm::any_of(entriesOf(Prog, T), [&](const TaskBody &Code) {
    return (Code.Code || Code.Declared) && IsChosen(Code) &&
           (!Code.Code || !callsBack(Prog, T, Code.Code)) &&
           settlementOf(Prog, T, Code.Code, Fate) == Settlement::Unsettled;
  });
}

void HiddenSpawnCheck::ask(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks) {
    HandleFate Fate = fateOf(Prog, *T);
    // What must have ended when it dies ends the process: unjoined-thread.
    if (const FieldDecl *Member = nullptr;
        destructorOfRunning(Prog, *T, Fate, Member) ||
        !endingsOf(Prog, *T, Fate).empty())
      continue;
    for (const Burial &B : burialsOf(Prog, *T, Fate))
      if (!onlyForMain(Prog, B.In) && !takesMeans(Prog, B.In->Function) &&
          isUnsettled(Prog, *T, Fate, B))
        report(Prog, *T, B);
  }
}

/// Where the means to wait for the task is.
void tellGrave(StoryBuilder &S, const Burial &B, const Actor &Started,
               const Actor &Holder) {
  switch (B.Where) {
  case Burial::StaticVariable:
    return S.clause({"its handle ends in the static variable '{0}'", Holder},
                    {Started, "handle ends in", Holder});
  case Burial::Member:
    S.clause({"its handle ends in the member '{0}'", Holder},
             {Started, "handle ends in", Holder});
    return S.clause({", which nothing joins"},
                    {nobody(), "joins", Started, Missing});
  case Burial::Dropped:
    return S.clause({"its handle is dropped"},
                    {here(), "drops the handle of", Started});
  case Burial::OwnTask:
    return S.clause({"only the task itself has its handle"},
                    {nobody(), "else has the handle of", Started, Missing});
  case Burial::StaticPool:
    return S.clause({"it runs in the static pool '{0}'", Holder},
                    {Started, "runs in", Holder});
  case Burial::Leak:
    return S.clause({"the object that would wait for it is leaked"},
                    {here(), "leaks what would wait for", Started});
  }
}

/// What happens to the task when the process or the object ends.
void noteEnd(StoryBuilder &S, const Burial &B, const Actor &Started,
             const Actor &Holder, bool IsEndless) {
  if (B.End == Burial::Nothing)
    return;
  const bool WithObject = B.Where == Burial::Member && B.End != Burial::GoesOn;
  const bool WithTask = !WithObject && B.Where == Burial::OwnTask;
  const Actor Ender = WithObject ? Holder
                      : WithTask ? Started
                                 : process("the end of the process");
  S.note(After, B.Holder ? B.Holder->getLocation() : B.At, Story::Part::End,
         {WithObject ? "when its object dies "
          : WithTask ? "when the task ends "
                     : "at exit "},
         nothing());
  if (B.End == Burial::Terminates)
    return S.clause({"the handle is destroyed while it is joinable, which ends "
                     "the process"},
                    {Ender,
                     WithObject ? "destroyed with the joinable handle of"
                                : "destroys the joinable handle of",
                     Started});
  if (B.End == Burial::GoesOn)
    return S.clause(
        {"the {0} goes on while static objects are destroyed", Started},
        {Ender, "does not wait for", Started, Missing});
  const char *When = WithObject ? "when destroyed, "
                     : WithTask ? "at its end "
                                : "";
  S.clause(
      {"its destructor waits for the task{0}",
       IsEndless ? ", which never ends" : ""},
      {Ender,
       (llvm::Twine(When) + (IsEndless ? "waits without end for" : "waits for"))
           .str(),
       Started});
}

void HiddenSpawnCheck::report(const Program &Prog, const Task &T,
                              const Burial &B) {
  if (!Reported.insert(B.At).second)
    return;
  const Body *Public = B.In;
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
        Prog.calls().callersOf(Public);
    if (Callers.empty() || !Seen.insert(Callers.front().first).second)
      break;
    Path.push_back(Callers.front());
    Public = Callers.front().first;
  }
  const FunctionDecl *Shown =
      Public->Function ? Public->Function : B.In->Function;
  const Actor Started =
      T.Handle && T.Handle->K == model::Kind::Thread ? thread() : task();
  const Actor Holder = object(B.Holder ? B.Holder->getName() : "");
  StoryBuilder S(B.At, Part::Start,
                 Shown ? Sentence("'{0}'", Shown->getNameAsString())
                       : Sentence("this initializer"),
                 nothing());
  S.clause({" starts a {0}", Started}, {here(), "starts", Started});
  S.clause({" that its caller can neither wait for nor stop: "},
           {caller(), "cannot wait for or stop", Started, Missing});
  tellGrave(S, B, Started, Holder);
  int When = Before;
  for (const auto &[Caller, Call] : Path)
    S.note(--When, Call->Where, Part::Call,
           {"'{0}' leads here", Caller->Function
                                    ? Caller->Function->getNameAsString()
                                    : "initializer"},
           {here(), "leads to", previous()});
  if (B.At != T.Spawn->getExprLoc())
    S.noteStart(Before, T.Spawn->getExprLoc(), Started);
  bool Endless = llvm::any_of(bodiesOf(Prog, T), [&](const TaskBody &Code) {
    return isEndless(Prog, Code.Code);
  });
  noteEnd(S, B, Started, Holder, Endless);
  tell(S);
}

} // namespace
} // namespace tether

using tether::HiddenSpawnCheck;
TETHER_REGISTER(HiddenSpawn)
