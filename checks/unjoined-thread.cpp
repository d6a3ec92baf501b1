//===- unjoined-thread.cpp - Threads that die joinable --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   std::thread worker(load);                 std::jthread worker(load);
//   if (!connect())                           if (!connect())
//     return false; // std::terminate    ->     return false;
//   worker.join();
//
// The destructor of a thread that nobody has joined or detached ends the
// process, and so does an assignment to it. A local thread is followed on the
// control flow of its function, also where something throws that can be seen. A
// conditional join is taken to know its condition, and so is a way out under a
// condition that names what decided about the start; but not a condition on
// what the task itself resets, or on what tells nothing of a thread that is
// started in any case. A member that nothing joins is the business of
// hidden-spawn, unless its task is waited for, or something is seen to destroy
// it: delete, clear, erase, reset, or the end of the object that has it.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Endings.h"
#include "facts/ask/MemberHandles.h"
#include "facts/ask/Settlement.h"
#include "facts/code/Syntax.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class UnjoinedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void report(const Task &T, const HandleFate &Fate, const LocalHandle &Handle,
              const std::vector<Loss> &Losses);
  bool askEndings(const Program &Prog, const Task &T, const HandleFate &Fate);
  void askMember(const Program &Prog, const Task &T, const HandleFate &Fate);
  void askWaited(const Program &Prog, const Task &T, const HandleFate &Fate);
  void askStatic(const Program &Prog, const Task &T, const HandleFate &Fate);
  void askObject(const Program &Prog, const Task &T, const HandleFate &Fate);
  void askAssignments(const Program &Prog);
  void reportOverwrite(const Task &T, SourceLocation Loc, StringRef Object,
                       bool BySelf);
  void reportOverwrite(const MemberHandle::Overwrite &Found, StringRef Member);
  void reportSkip(const Task &T, const MemberHandle::Skip &Found,
                  const FieldDecl *Member);
  bool begin(const Task &T) {
    return Reported.insert(T.Spawn->getExprLoc()).second;
  }
  std::set<SourceLocation> Reported;
};

void UnjoinedThreadCheck::ask(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks) {
    if (!T->Spawner->Code || isa<CoroutineBodyStmt>(T->Spawner->Code) ||
        !T->Handle || T->Handle->Destroy != model::OnDestroy::Terminates ||
        Prog.calls().calledByTest(T->Spawner))
      continue;
    HandleFate Fate = fateOf(Prog, *T);
    if (!mustBeJoined(Prog, *T)) {
      askObject(Prog, *T, Fate);
      continue;
    }
    if (Fate.Dropped && strip(cast<Expr>(Fate.Dropped->At)) == T->Spawn) {
      if (begin(*T))
        tell({T->Spawn->getExprLoc(),
              Part::End,
              {"this thread is destroyed joinable as soon as it is started, "
               "which ends the process"},
              {here(), "starts and destroys", thread()}});
      continue;
    }
    if (Fate.JoinedByDestructor)
      continue;
    if (LocalHandle Handle = localHandleOf(Prog, *T); Handle.Variable) {
      if (terminatesJoinable(Prog, Handle.Variable->getType()))
        report(*T, Fate, Handle, lossesOf(Prog, T->Spawner, Handle));
      if (!Reported.count(T->Spawn->getExprLoc()))
        askEndings(Prog, *T, Fate);
      continue;
    }
    if (askEndings(Prog, *T, Fate))
      continue;
    AccessPath Object;
    if (const Task *Next = overwriterOf(Prog, *T, Fate, Object))
      reportOverwrite(*T, Next->Spawn->getExprLoc(), Object.str(),
                      Next == T.get());
    askMember(Prog, *T, Fate);
    askStatic(Prog, *T, Fate);
  }
  askAssignments(Prog);
}

/// The object's thread, where it is started.
void noteThreadOf(StoryBuilder &S, const Task &T, const Actor &Object) {
  S.note(Before, T.Spawn->getExprLoc(), Story::Part::Start,
         {"its thread is started here"}, {here(), "starts", thread()});
  S.states({Object, "its thread", thread()});
}

/// Where it is destroyed, or with what has it.
void noteDestruction(StoryBuilder &S, SourceLocation Where,
                     const Participant &By, const Actor &Object) {
  S.note(After, Where, Story::Part::End, {"it is destroyed here"},
         {By, "destroys", Object});
}

/// Begins with a thread whose handle is in `Keeper`; `Noun` says what that is,
/// if its name does not.
StoryBuilder unjoined(const Task &T, bool OnSomePath, const char *Noun,
                      const Actor &Keeper) {
  StoryBuilder S(T.Spawn->getExprLoc(), Story::Part::Start,
                 {OnSomePath ? "on some path nothing joins this thread"
                             : "nothing joins this thread"},
                 {nobody(OnSomePath ? "nobody, on some path" : "nobody"),
                  "joins", thread(), Missing});
  S.states({here(), "starts", thread()});
  S.clause(
      {" before {0}'{1}' is destroyed, which ends the process", Noun, Keeper},
      {thread(), "handle in", Keeper});
  return S;
}

StoryBuilder overwritten(SourceLocation Where, const Actor &Object) {
  return {Where,
          Story::Part::Release,
          {"'{0}' is overwritten while it may be joinable, which ends the "
           "process",
           Object},
          {here(), "overwrites", Object}};
}

StoryBuilder ended(const Ending &Found, const Actor &Object) {
  switch (Found.How) {
  case Ending::Deleted:
    return {Found.Where,
            Story::Part::End,
            {"'{0}' is deleted", Object},
            {here(), "deletes", Object}};
  case Ending::Content:
    return {Found.Where,
            Story::Part::End,
            {"what is in '{0}' is destroyed", Object},
            {here(), "destroys the content of", Object}};
  case Ending::Scope:
    return {Found.Where,
            Story::Part::End,
            {"'{0}' goes out of scope", Object},
            {here(), "destroys", Object}};
  case Ending::WithOwner:
    return {Found.Where,
            Story::Part::End,
            {"'{0}' dies with its object", Object},
            {here(), "does not join", thread(), Missing}};
  }
  llvm_unreachable("unknown ending");
}

/// A handle that is destroyed by what is done to it, or to what has it.
bool UnjoinedThreadCheck::askEndings(const Program &Prog, const Task &T,
                                     const HandleFate &Fate) {
  std::vector<Ending> Endings = endingsOf(Prog, T, Fate);
  for (const Ending &Found : Endings) {
    if (!Reported.insert(Found.Where).second)
      continue;
    const Actor Object = object(Found.Object.str());
    StoryBuilder S = ended(Found, Object);
    S.clause({" while its thread may be joinable, which ends the process"},
             nothing());
    noteThreadOf(S, T, Object);
    tell(S);
  }
  return !Endings.empty();
}

void UnjoinedThreadCheck::askMember(const Program &Prog, const Task &T,
                                    const HandleFate &Fate) {
  askWaited(Prog, T, Fate);
  AccessPath Kept = terminatingMember(Prog, T);
  if (!Kept)
    return;
  const FieldDecl *Member = Kept.lastField();
  MemberHandle Handle(Prog, Kept);
  if (std::optional<MemberHandle::Overwrite> Found = Handle.overwriteBy(T))
    return reportOverwrite(*Found, Member->getName());
  if (std::optional<MemberHandle::Skip> Found = Handle.skippedJoinOf(T))
    return reportSkip(T, *Found, Member);
  // One throw leaves all threads of the constructor.
  const Stmt *Throw = Handle.throwAfterStart(T);
  if (!Throw || !Reported.insert(Throw->getBeginLoc()).second || !begin(T))
    return;
  const Actor Class = object(Member->getParent()->getName());
  StoryBuilder S = unjoined(T, /*OnSomePath=*/true, "the member ",
                            object(Member->getName()));
  S.note(After, Throw->getBeginLoc(), Part::Exit,
         {"this leaves the constructor, and the destructor of '{0}' does not "
          "run",
          Class},
         {here(), "leaves without the destructor of", Class});
  tell(S);
}

/// Neither waiting for the end of the task saves its handle, nor a join that
/// comes before the next start.
void UnjoinedThreadCheck::askWaited(const Program &Prog, const Task &T,
                                    const HandleFate &Fate) {
  const FieldDecl *Member = unjoinedMember(Prog, T, Fate);
  if (Member && llvm::none_of(bodiesOf(Prog, T), [&](const TaskBody &Code) {
        return settlementOf(Prog, T, Code.Code, Fate) == Settlement::Settled &&
               !endsProcess(Prog, Code.Code);
      }))
    return;
  if (!Member)
    Member = joinedOnlyBeforeStart(Prog, T, Fate);
  if (!Member || !begin(T))
    return;
  const Actor Keeper = object(Member->getName());
  StoryBuilder S = unjoined(T, /*OnSomePath=*/false, "the member ", Keeper);
  const CXXRecordDecl *R = Member->getParent();
  if (const CXXDestructorDecl *D = R->getDestructor(); D && D->isUserProvided())
    noteDestruction(S, D->getFirstLocation(), here(), Keeper);
  else
    noteDestruction(S, R->getLocation(), object(R->getName()), Keeper);
  tell(S);
}

void UnjoinedThreadCheck::report(const Task &T, const HandleFate &Fate,
                                 const LocalHandle &Handle,
                                 const std::vector<Loss> &Losses) {
  if (Losses.empty())
    return;
  const Loss &First = Losses.front();
  if (First.How == Loss::Overwrite)
    return reportOverwrite(T, cast<Expr>(First.At)->getExprLoc(),
                           Handle.Variable->getName(), First.At == Handle.Put);
  if (!Reported.insert(T.Spawn->getExprLoc()).second)
    return;
  const bool Sometimes = !Fate.Joins.empty() || !Fate.Detaches.empty();
  const Actor Variable = object(Handle.Variable->getName());
  StoryBuilder S = unjoined(T, Sometimes, "", Variable);
  for (const Loss &L : Losses)
    if (L.How == Loss::Thrown)
      S.note(After, L.At->getBeginLoc(), Part::Exit,
             {"what this calls throws and leaves the scope of '{0}'", Variable},
             {here(), "throws out of the scope of", Variable});
    else if (L.How == Loss::Caught)
      S.note(After, L.At->getBeginLoc(), Part::Exit,
             {"what is thrown before the join is caught here"},
             {here(), "catches what is thrown before the join of", thread()});
    else if (L.How != Loss::EndOfScope)
      S.note(After, L.At->getBeginLoc(), Part::Exit,
             {"this leaves the scope of '{0}'", Variable},
             {here(), "leaves the scope of", Variable});
  if (!Fate.Joins.empty())
    S.note(After, Fate.Joins.front()->Where, Part::Wait, {"it is joined here"},
           {here(), "joins", thread()});
  tell(S);
}

void UnjoinedThreadCheck::reportOverwrite(const Task &T, SourceLocation Loc,
                                          StringRef Object, bool BySelf) {
  if (!Reported.insert(Loc).second)
    return;
  StoryBuilder S = overwritten(Loc, object(Object));
  if (!BySelf)
    noteThreadOf(S, T, object(Object));
  tell(S);
}

void UnjoinedThreadCheck::reportOverwrite(const MemberHandle::Overwrite &Found,
                                          StringRef Member) {
  SourceLocation Loc = cast<Expr>(Found.At)->getExprLoc();
  if (!Reported.insert(Loc).second)
    return;
  const Actor Flag = object(Found.Flag ? Found.Flag->getName() : "");
  StoryBuilder S = overwritten(Loc, object(Member));
  switch (Found.Because) {
  case MemberHandle::Overwrite::Reset:
    S.note(Before, Found.Where, Part::Signal,
           {"'{0}' is set back for another start", Flag},
           {here(), "sets back", Flag});
    break;
  case MemberHandle::Overwrite::Again:
    S.note(After, Found.Where, Part::Call, {"it is called again"},
           {here(), "calls again", previous()});
    break;
  case MemberHandle::Overwrite::Signaled:
    S.note(Before, Found.Where, Part::Signal,
           {"the thread is told to end and not waited for"},
           {here(), "tells to end, does not wait for", thread(), Missing});
    break;
  case MemberHandle::Overwrite::ByTask:
    S.note(Before, Found.Where, Part::Signal,
           {"the task itself sets '{0}', which lets it be started again", Flag},
           {thread(), "sets", Flag});
    break;
  case MemberHandle::Overwrite::ByStop:
    S.note(Before, Found.Where, Part::Signal,
           {"this sets '{0}' and does not join, which lets it be started again",
            Flag},
           {here(), "sets", Flag});
    S.states({here(), "does not join", thread(), Missing});
    break;
  }
  tell(S);
}

void UnjoinedThreadCheck::reportSkip(const Task &T,
                                     const MemberHandle::Skip &Found,
                                     const FieldDecl *Member) {
  if (!begin(T))
    return;
  StoryBuilder S = unjoined(T, /*OnSomePath=*/true, "the member ",
                            object(Member->getName()));
  const CXXRecordDecl *R = Member->getParent();
  const Actor Destructor = function(("~" + R->getName()).str());
  const Actor Flag = object(Found.Flag ? Found.Flag->getName() : "");
  switch (Found.Because) {
  case MemberHandle::Skip::GaveUp:
    S.note(After, Found.Where, Part::Wait, {"this wait may give up"},
           {here(), "may give up waiting for", thread()});
    break;
  case MemberHandle::Skip::ByTask:
    S.note(After, Found.Where, Part::Signal,
           {"the task itself sets '{0}', which tells '{1}' not to join", Flag,
            Destructor},
           {thread(), "sets", Flag});
    S.states({thread(), "tells not to join", Destructor});
    S.states({Destructor, "does not join", thread(), Missing});
    break;
  case MemberHandle::Skip::BySetter:
    S.note(After, Found.Where, Part::Signal,
           {"this sets '{0}', which tells '{1}' not to join", Flag, Destructor},
           {here(), "sets", Flag});
    S.states({here(), "tells not to join", Destructor});
    S.states({Destructor, "does not join", thread(), Missing});
    break;
  }
  tell(S);
}

/// A static variable whose thread the normal end joins, and another does not.
void UnjoinedThreadCheck::askStatic(const Program &Prog, const Task &T,
                                    const HandleFate &Fate) {
  const VarDecl *Variable = nullptr;
  SourceLocation Exit = exitPastJoin(Prog, T, Fate, Variable);
  if (Exit.isInvalid() || !begin(T))
    return;
  StoryBuilder S = unjoined(T, /*OnSomePath=*/true, "the static variable ",
                            object(Variable->getName()));
  S.clause({" abnormally"}, nothing());
  S.note(After, Exit, Part::Exit, {"this ends the process without a join"},
         {here(), "ends the process, does not join", thread(), Missing});
  tell(S);
}

/// An object that is started by a method, and must have ended when it dies.
void UnjoinedThreadCheck::askObject(const Program &Prog, const Task &T,
                                    const HandleFate &Fate) {
  const FieldDecl *Member = nullptr;
  const CXXDestructorDecl *D = destructorOfRunning(Prog, T, Fate, Member);
  if (!D || !begin(T))
    return;
  const Actor Object = Member ? object(Member->getName()) : thread();
  StoryBuilder S(T.Spawn->getExprLoc(), Part::Start,
                 {"nothing waits for this thread before "},
                 {nobody(), "waits for", thread(), Missing});
  S.states({here(), "starts", thread()});
  if (Member)
    S.clause({"'{0}'", Object}, {thread(), "handle in", Object});
  else
    S.clause({"it"}, nothing());
  S.clause({" is destroyed, which ends the process"}, nothing());
  noteDestruction(S, D->getFirstLocation(), here(), Object);
  tell(S);
}

void UnjoinedThreadCheck::askAssignments(const Program &Prog) {
  for (const DefaultedAssignment &Found : defaultedAssignments(Prog)) {
    if (!Reported.insert(Found.Where).second)
      continue;
    const Actor Class = object(Found.Operator->getParent()->getName());
    const Actor Member = object(Found.Member->getName());
    StoryBuilder S(Found.Where, Part::Release,
                   {"the defaulted move assignment of '{0}' overwrites '{1}' "
                    "while it may be joinable, which ends the process",
                    Class, Member},
                   {Class, "move assignment overwrites", Member});
    if (Found.Use.isValid() && Found.Use != Found.Where)
      S.note(Before, Found.Use, Part::Call, {"it is assigned here"},
             {here(), "assigns", Class});
    tell(S);
  }
}

} // namespace
} // namespace tether

using tether::UnjoinedThreadCheck;
TETHER_REGISTER(UnjoinedThread)
