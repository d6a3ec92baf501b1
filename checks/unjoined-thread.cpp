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
// control flow of its function; exceptions that are thrown by what it calls are
// not. A conditional join is taken to know its condition, and so is a way out
// under a condition that names what decided about the start. A member that
// nothing joins is the business of hidden-spawn, unless its task is waited for.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Handles.h"
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
  void askMember(const Unit &Facts, const Task &T, const HandleFate &Fate);
  void reportOverwrite(const Task &T, SourceLocation Loc, StringRef Object,
                       bool BySelf);
  std::set<SourceLocation> Reported;
};

void UnjoinedThreadCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks) {
    if (!mustBeJoined(Facts, *T) || !T->Spawner->Code ||
        isa<CoroutineBodyStmt>(T->Spawner->Code) ||
        Facts.calledByTest(T->Spawner))
      continue;
    HandleFate Fate = Facts.fateOf(*T);
    if (Fate.Dropped && strip(cast<Expr>(Fate.Dropped->At)) == T->Spawn) {
      if (Reported.insert(T->Spawn->getExprLoc()).second)
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
      continue;
    }
    AccessPath Object;
    if (const Task *Next = overwriterOf(Facts, *T, Fate, Object))
      reportOverwrite(*T, Next->Spawn->getExprLoc(), Object.str(),
                      Next == T.get());
    askMember(Facts, *T, Fate);
  }
}

/// Waiting for the end of the task does not save its handle.
void UnjoinedThreadCheck::askMember(const Unit &Facts, const Task &T,
                                    const HandleFate &Fate) {
  const FieldDecl *Member = unjoinedMember(Facts, T, Fate);
  if (!Member || llvm::none_of(Facts.bodiesOf(T), [&](const TaskBody &Code) {
        return Facts.settlementOf(T, Code.Code, Fate) == Settlement::Settled &&
               !Facts.endsProcess(Code.Code);
      }))
    return;
  if (!Reported.insert(T.Spawn->getExprLoc()).second)
    return;
  diag(T.Spawn->getExprLoc(),
       "nothing joins this thread before the member '%0' is destroyed, which "
       "ends the process")
      << Member->getName();
  const auto *R = cast<CXXRecordDecl>(Member->getParent());
  diag(R->getDestructor()->getLocation(), "it is destroyed here",
       DiagnosticIDs::Note);
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
    if (L.How == Loss::Jump)
      diag(L.At->getBeginLoc(), "this leaves the scope of '%0'",
           DiagnosticIDs::Note)
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

} // namespace
} // namespace tether

using tether::UnjoinedThreadCheck;
TETHER_REGISTER(UnjoinedThread)
