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
#include "facts/collect/Syntax.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class UnjoinedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void report(const Task &T, const HandleFate &Fate, const LocalHandle &Handle,
              const std::vector<Loss> &Losses);
  bool askEndings(const Unit &Facts, const Task &T, const HandleFate &Fate);
  void askMember(const Unit &Facts, const Task &T, const HandleFate &Fate);
  void askWaited(const Unit &Facts, const Task &T, const HandleFate &Fate);
  void askStatic(const Unit &Facts, const Task &T, const HandleFate &Fate);
  void askObject(const Unit &Facts, const Task &T, const HandleFate &Fate);
  void askAssignments(const Unit &Facts);
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

void UnjoinedThreadCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks) {
    if (!T->Spawner->Code || isa<CoroutineBodyStmt>(T->Spawner->Code) ||
        !T->Handle || T->Handle->Destroy != model::OnDestroy::Terminates ||
        Facts.calledByTest(T->Spawner))
      continue;
    HandleFate Fate = Facts.fateOf(*T);
    if (!mustBeJoined(Facts, *T)) {
      askObject(Facts, *T, Fate);
      continue;
    }
    if (Fate.Dropped && strip(cast<Expr>(Fate.Dropped->At)) == T->Spawn) {
      if (begin(*T))
        diag(
            T->Spawn->getExprLoc(),
            "this thread is destroyed joinable as soon as it is started, which "
            "ends the process");
      continue;
    }
    if (Fate.JoinedByDestructor)
      continue;
    if (LocalHandle Handle = localHandleOf(Facts, *T); Handle.Variable) {
      if (terminatesJoinable(Facts, Handle.Variable->getType()))
        report(*T, Fate, Handle, lossesOf(Facts, T->Spawner, Handle));
      if (!Reported.count(T->Spawn->getExprLoc()))
        askEndings(Facts, *T, Fate);
      continue;
    }
    if (askEndings(Facts, *T, Fate))
      continue;
    AccessPath Object;
    if (const Task *Next = overwriterOf(Facts, *T, Fate, Object))
      reportOverwrite(*T, Next->Spawn->getExprLoc(), Object.str(),
                      Next == T.get());
    askMember(Facts, *T, Fate);
    askStatic(Facts, *T, Fate);
  }
  askAssignments(Facts);
}

/// A handle that is destroyed by what is done to it, or to what has it.
bool UnjoinedThreadCheck::askEndings(const Unit &Facts, const Task &T,
                                     const HandleFate &Fate) {
  std::vector<Ending> Endings = endingsOf(Facts, T, Fate);
  for (const Ending &Found : Endings) {
    if (!Reported.insert(Found.Where).second)
      continue;
    diag(
        Found.Where,
        "%select{'%1' is deleted|what is in '%1' is destroyed|'%1' goes out of "
        "scope|'%1' dies with its object}0 while its thread may be joinable, "
        "which ends the process")
        << Found.How << Found.Object.str();
    diag(T.Spawn->getExprLoc(), "its thread is started here",
         DiagnosticIDs::Note);
  }
  return !Endings.empty();
}

void UnjoinedThreadCheck::askMember(const Unit &Facts, const Task &T,
                                    const HandleFate &Fate) {
  askWaited(Facts, T, Fate);
  AccessPath Kept = terminatingMember(Facts, T);
  if (!Kept)
    return;
  const FieldDecl *Member = Kept.lastField();
  MemberHandle Handle(Facts, Kept);
  if (std::optional<MemberHandle::Overwrite> Found = Handle.overwriteBy(T))
    return reportOverwrite(*Found, Member->getName());
  if (std::optional<MemberHandle::Skip> Found = Handle.skippedJoinOf(T))
    return reportSkip(T, *Found, Member);
  // One throw leaves all threads of the constructor.
  const Stmt *Throw = Handle.throwAfterStart(T);
  if (!Throw || !Reported.insert(Throw->getBeginLoc()).second || !begin(T))
    return;
  diag(T.Spawn->getExprLoc(),
       "on some path nothing joins this thread before the member '%0' is "
       "destroyed, which ends the process")
      << Member->getName();
  diag(Throw->getBeginLoc(),
       "this leaves the constructor, and the destructor of '%0' does not run",
       DiagnosticIDs::Note)
      << cast<CXXRecordDecl>(Member->getParent())->getName();
}

/// Neither waiting for the end of the task saves its handle, nor a join that
/// comes before the next start.
void UnjoinedThreadCheck::askWaited(const Unit &Facts, const Task &T,
                                    const HandleFate &Fate) {
  const FieldDecl *Member = unjoinedMember(Facts, T, Fate);
  if (Member && llvm::none_of(Facts.bodiesOf(T), [&](const TaskBody &Code) {
        return Facts.settlementOf(T, Code.Code, Fate) == Settlement::Settled &&
               !Facts.endsProcess(Code.Code);
      }))
    return;
  if (!Member)
    Member = joinedOnlyBeforeStart(Facts, T, Fate);
  if (!Member || !begin(T))
    return;
  diag(T.Spawn->getExprLoc(),
       "nothing joins this thread before the member '%0' is destroyed, which "
       "ends the process")
      << Member->getName();
  const auto *R = cast<CXXRecordDecl>(Member->getParent());
  const CXXDestructorDecl *D = R->getDestructor();
  diag(D && D->isUserProvided() ? D->getLocation() : R->getLocation(),
       "it is destroyed here", DiagnosticIDs::Note);
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
  bool Sometimes = !Fate.Joins.empty() || !Fate.Detaches.empty();
  diag(
      T.Spawn->getExprLoc(),
      "%select{nothing|on some path nothing}0 joins this thread before '%1' is "
      "destroyed, which ends the process")
      << Sometimes << Handle.Variable->getName();
  for (const Loss &L : Losses)
    if (L.How != Loss::EndOfScope)
      diag(L.At->getBeginLoc(),
           "%select{this leaves the scope of '%1'|what this calls throws and "
           "leaves the scope of '%1'|what is thrown before the join is caught "
           "here}0",
           DiagnosticIDs::Note)
          << (L.How == Loss::Thrown   ? 1
              : L.How == Loss::Caught ? 2
                                      : 0)
          << Handle.Variable->getName();
  if (!Fate.Joins.empty())
    diag(Fate.Joins.front()->Where, "it is joined here", DiagnosticIDs::Note);
}

void UnjoinedThreadCheck::reportOverwrite(const Task &T, SourceLocation Loc,
                                          StringRef Object, bool BySelf) {
  if (!Reported.insert(Loc).second)
    return;
  diag(Loc,
       "'%0' is overwritten while it may be joinable, which ends the process")
      << Object;
  if (!BySelf)
    diag(T.Spawn->getExprLoc(), "its thread is started here",
         DiagnosticIDs::Note);
}

void UnjoinedThreadCheck::reportOverwrite(const MemberHandle::Overwrite &Found,
                                          StringRef Member) {
  SourceLocation Loc = cast<Expr>(Found.At)->getExprLoc();
  if (!Reported.insert(Loc).second)
    return;
  diag(Loc,
       "'%0' is overwritten while it may be joinable, which ends the process")
      << Member;
  diag(Found.Where,
       "%select{'%1' is set back for another start|it is called again|the "
       "thread is told to end and not waited for|the task itself sets '%1', "
       "which lets it be started again|this sets '%1' and does not join, which "
       "lets it be started again}0",
       DiagnosticIDs::Note)
      << Found.Because << (Found.Flag ? Found.Flag->getName() : "");
}

void UnjoinedThreadCheck::reportSkip(const Task &T,
                                     const MemberHandle::Skip &Found,
                                     const FieldDecl *Member) {
  if (!begin(T))
    return;
  diag(T.Spawn->getExprLoc(),
       "on some path nothing joins this thread before the member '%0' is "
       "destroyed, which ends the process")
      << Member->getName();
  const auto *R = cast<CXXRecordDecl>(Member->getParent());
  diag(Found.Where,
       "%select{this wait may give up|the task itself sets '%1', which tells "
       "'~%2' not to join|this sets '%1', which tells '~%2' not to join}0",
       DiagnosticIDs::Note)
      << Found.Because << (Found.Flag ? Found.Flag->getName() : "")
      << R->getName();
}

/// A static variable whose thread the normal end joins, and another does not.
void UnjoinedThreadCheck::askStatic(const Unit &Facts, const Task &T,
                                    const HandleFate &Fate) {
  const VarDecl *Variable = nullptr;
  SourceLocation Exit = exitPastJoin(Facts, T, Fate, Variable);
  if (Exit.isInvalid() || !begin(T))
    return;
  diag(T.Spawn->getExprLoc(),
       "on some path nothing joins this thread before the static variable '%0' "
       "is destroyed, which ends the process abnormally")
      << Variable->getName();
  diag(Exit, "this ends the process without a join", DiagnosticIDs::Note);
}

/// An object that is started by a method, and must have ended when it dies.
void UnjoinedThreadCheck::askObject(const Unit &Facts, const Task &T,
                                    const HandleFate &Fate) {
  const FieldDecl *Member = nullptr;
  const CXXDestructorDecl *D = destructorOfRunning(Facts, T, Fate, Member);
  if (!D || !begin(T))
    return;
  diag(T.Spawn->getExprLoc(),
       "nothing waits for this thread before %select{it|'%1'}0 is destroyed, "
       "which ends the process")
      << (Member != nullptr) << (Member ? Member->getName() : "");
  diag(D->getLocation(), "it is destroyed here", DiagnosticIDs::Note);
}

void UnjoinedThreadCheck::askAssignments(const Unit &Facts) {
  for (const DefaultedAssignment &Found : defaultedAssignments(Facts)) {
    if (!Reported.insert(Found.Where).second)
      continue;
    diag(
        Found.Where,
        "the defaulted move assignment of '%0' overwrites '%1' while it may be "
        "joinable, which ends the process")
        << Found.Operator->getParent()->getName() << Found.Member->getName();
    if (Found.Use.isValid() && Found.Use != Found.Where)
      diag(Found.Use, "it is assigned here", DiagnosticIDs::Note);
  }
}

} // namespace
} // namespace tether

using tether::UnjoinedThreadCheck;
TETHER_REGISTER(UnjoinedThread)
