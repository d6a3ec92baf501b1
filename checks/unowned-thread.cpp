//===- unowned-thread.cpp - Threads that are cut loose --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   std::thread([this] { loop(); }).detach();
//                         ->  thread_ = std::thread([this] { loop(); });
//                             ~Server() { stop_ = true; thread_.join(); }
//
// A task is cut loose by a detach, by a detached attribute, or by letting a
// handle die that detaches. That is fine as long as somebody waits for the task
// or watches for its end in another way; the facts know who (Settlement). What
// cannot be seen is never guilty.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Cuts.h"
#include "facts/ask/Handlers.h"
#include "facts/ask/Lifetimes.h"
#include "facts/code/Statements.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class UnownedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void report(const Program &Prog, const Task &T, const LooseEnd &Loose,
              const HandleFate &Fate);
  /// One mistake, one finding, however many instantiations or handles show it.
  std::set<SourceLocation> Reported;
};

void UnownedThreadCheck::ask(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks) {
    if (T->Op->When == model::Runs::InPlace)
      continue;
    HandleFate Fate = fateOf(Prog, *T);
    // What ends with the process is left alone, but for what dies before.
    bool EndsWithProcess = onlyForMain(Prog, T->Spawner);
    for (const LooseEnd &Loose : looseEndsOf(Prog, *T, Fate))
      if (Loose.End == Settlement::Unsettled &&
          (!EndsWithProcess || diesWithMain(Prog, *T, Loose.Code)))
        report(Prog, *T, Loose, Fate);
  }
}

/// What the task uses although it may be gone, the worst first.
struct Evidence {
  enum { Nothing, Local, Reference, This, Static } What = Nothing;
  const NamedDecl *Named = nullptr;
};

Evidence evidenceOf(const Program &Prog, const Task &T, const TaskBody &Code) {
  if (Code.Code)
    if (const VarDecl *V = Code.Code->localReference())
      return {Evidence::Local, V};
  for (const Argument &A : T.Arguments)
    if (const VarDecl *V = A.Path.variable();
        A.ByReference && V && V->isLocalVarDecl() && V->hasLocalStorage())
      return {Evidence::Local, V};
  // An override runs on the thread's own object, and a method that is given its
  // object on that one.
  bool This = Code.Code && Code.Code->usesThis() &&
              (Code.Code->Lambda ||
               (T.Op->Callable != model::ByOverride && T.Arguments.empty()));
  for (const Argument &A : T.Arguments)
    This |= A.leadsToThis();
  if (This)
    return {Evidence::This};
  if (Code.Code && Code.Code->Lambda)
    for (const LambdaCapture &C : Code.Code->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *P = dyn_cast<ParmVarDecl>(C.getCapturedVar()))
          return {Evidence::Reference, P};
  for (const Argument &A : T.Arguments)
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(A.Path.variable());
        P && A.ByReference && P->getType()->isReferenceType())
      return {Evidence::Reference, P};
  if (const VarDecl *V = diesWithMain(Prog, T, Code))
    return {Evidence::Static, V};
  return {};
}

/// How a task is cut loose, as a clause of the finding and as the verb of
/// whoever does it.
struct Release {
  const char *Words;
  const char *Verb;
};

Release releaseOf(const Cut &Where) {
  switch (Where.How) {
  case Cut::Detached:
    return {"it is detached", "detaches"};
  case Cut::Dies:
    return {"its handle dies unjoined", "lets go of"};
  case Cut::Leaked:
    return {"its handle is leaked", "leaks the handle of"};
  case Cut::Dropped:
    return {"its future is dropped", "drops the future of"};
  case Cut::Lost:
    return {"its handle is lost on the way out", "loses the handle of"};
  }
  llvm_unreachable("unknown way to cut a task loose");
}

/// What makes it worse.
void tellUse(StoryBuilder &S, const Evidence &Uses, const Actor &Started) {
  const Actor Used = object(Uses.Named ? Uses.Named->getName() : "this");
  switch (Uses.What) {
  case Evidence::Nothing:
    return;
  case Evidence::Local:
    return S.clause({", although it refers to the local variable '{0}'", Used},
                    {Started, "refers to", Used});
  case Evidence::Reference:
    return S.clause(
        {", although it refers to what the parameter '{0}' names", Used},
        {Started, "refers to what is named by", Used});
  case Evidence::This:
    return S.clause({", although it uses '{0}'", Used},
                    {Started, "uses", Used});
  case Evidence::Static:
    return S.clause({", although it uses '{0}', which is destroyed when the "
                     "process ends",
                     Used},
                    {Started, "uses", Used});
  }
}

/// That of the object that the task uses.
void noteDestructor(StoryBuilder &S, const CXXRecordDecl &R,
                    const Actor &Started) {
  const CXXDestructorDecl *D = R.hasDefinition() ? R.getDestructor() : nullptr;
  const Actor Class = object(R.getName());
  if (D && D->isUserProvided())
    S.note(After, D->getFirstLocation(), Story::Part::End,
           {"the destructor of '{0}' does not wait for it", Class},
           {here(), "does not wait for", Started, Missing});
  else
    S.note(After, R.getLocation(), Story::Part::End,
           {"'{0}' has no destructor that would wait for it", Class},
           {nobody(("no destructor of " + R.getName()).str()), "waits for",
            Started, Missing});
}

void UnownedThreadCheck::report(const Program &Prog, const Task &T,
                                const LooseEnd &Loose, const HandleFate &Fate) {
  const auto &[Code, Where, End, Partial] = Loose;
  SourceLocation Loc = Code.ChosenByCaller ? Code.Chosen : Where.At->Where;
  if (!Reported.insert(Loc).second)
    return;
  Evidence Uses = evidenceOf(Prog, T, Code);
  // All that it uses is its own: it does no harm but in itself.
  const bool IsHarmless =
      !Fate.TimedWaits.empty() && Uses.What == Evidence::Nothing &&
      llvm::none_of(T.Arguments, [](const Argument &A) {
        return A.ByReference || A.Value->getType()->isPointerType();
      });
  const Actor Started =
      T.Op->On == model::RunsOn::NewThread && !IsHarmless ? thread() : task();
  const auto [Words, Verb] = releaseOf(Where);
  const Claim LetsGo(here(), IsHarmless ? "gives up waiting for" : Verb,
                     Started);
  // Who chooses what a task runs need not be who lets go of it.
  const Claim OfPlace = Code.ChosenByCaller
                            ? Claim(here(), "chooses the code of", Started)
                            : LetsGo;
  StoryBuilder S(
      Loc, Code.ChosenByCaller ? Part::Capture : Part::Release,
      IsHarmless
          ? Sentence("this task is abandoned when the timed wait for it gives "
                     "up, and goes on unobserved")
          : Sentence("nothing will ever wait for this {0}: {1}", Started,
                     Words),
      OfPlace);
  if (IsHarmless) {
    S.makeRemark();
  } else {
    S.states({nobody(), "waits for", Started, Missing});
    tellUse(S, Uses, Started);
    if (Code.Code && isEndless(Prog, Code.Code))
      S.clause({", and it never ends"}, nothing());
    if (runsPerRequest(Prog, T.Spawner))
      S.clause({"; one is started for every request"}, nothing());
  }
  if (T.Spawn->getExprLoc() != Loc && !contains(Where.At->At, T.Spawn))
    S.noteStart(Code.ChosenByCaller ? After : Before, T.Spawn->getExprLoc(),
                Started);
  if (Code.ChosenByCaller)
    S.note(After, Where.At->Where, Part::Release, {"it is cut loose here"},
           LetsGo);
  if (Where.Way && Where.Way != T.Spawn)
    S.note(After, Where.Way->getBeginLoc(), Part::Exit,
           {"this way out leaves it behind"},
           {here(), "leaves behind", Started});
  else if (Where.Way)
    S.note(After, T.Spawn->getExprLoc(), Part::Release,
           {"the next iteration overwrites the handle"},
           {here(), "overwrites the handle of", Started});
  if (Partial)
    S.note(After, Partial->Where, Part::Signal,
           {"it reports its end here, but not on every path"},
           {Started, "reports its end, not always, in", here()});
  else if (Uses.What == Evidence::This)
    if (const CXXRecordDecl *R =
            Code.Code ? Code.Code->thisRecord() : T.Spawner->thisRecord())
      noteDestructor(S, *R, Started);
  tell(S);
}

} // namespace
} // namespace tether

using tether::UnownedThreadCheck;
TETHER_REGISTER(UnownedThread)
