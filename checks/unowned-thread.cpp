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
#include "facts/Statements.h"
#include "facts/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

/// Where and how a task is cut loose.
struct Cut {
  const Event *At = nullptr; ///< The detach, or the dropped or dying handle.
  enum { Detached, Dies, Leaked } How = Detached;
};

class UnownedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void report(const Unit &Facts, const Task &T, const TaskBody &Code,
              const Cut &Where, const HandleFate &Fate);
  /// One mistake, one finding, however many instantiations or handles show it.
  std::set<SourceLocation> Reported;
};

/// Does the condition compare with the calling thread? A task cannot join
/// itself.
bool asksForItself(const Unit &Facts, const Stmt *E) {
  if (!E)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const model::Operation *Op = Facts.names().operation(Call))
      if (Op->R == model::Role::Self)
        return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    return asksForItself(Facts, Child);
  });
}

/// A detach that is the last thing left to do, or that the caller asked for.
bool isExcused(const Unit &Facts, const Event &Detach) {
  for (const Stmt *S : around(Detach.In, Detach.At)) {
    // In the handler of a failed join.
    if (isa<CXXCatchStmt>(S))
      return true;
    if (const auto *I = dyn_cast<IfStmt>(S))
      if (mentionsParameter(I->getCond()) || asksForItself(Facts, I->getCond()))
        return true;
  }
  return Facts.flow(Detach.In).endsProcess(Detach.At);
}

/// A function that detaches what it was given, or a method that only hands the
/// detach on to a member: the callers choose.
bool isForwarder(const Event &Detach, const Task &T) {
  if (Detach.In == T.Spawner)
    return false;
  if (const VarDecl *V = Detach.Path.variable())
    return isa<ParmVarDecl>(V) && V->getDeclContext() == Detach.In->Function;
  const auto *Code = dyn_cast_or_null<CompoundStmt>(Detach.In->Code);
  return Code && Code->size() == 1 &&
         isa_and_nonnull<CXXMethodDecl>(Detach.In->Function) &&
         !Detach.In->Lambda && !isa<CXXDestructorDecl>(Detach.In->Function) &&
         Detach.Path.Kind == AccessPath::Root::This;
}

/// Does the call hand one of the objects, or what holds one, to a forwarder?
bool handsOver(const Unit &Facts, const Event &Call, const HandleFate &Fate,
               const AccessPath &Parameter) {
  if (!Parameter.variable())
    return true;
  return llvm::any_of(Facts.all().Flows, [&](const Flow &W) {
    return W.At == Call.At && W.To == Parameter &&
           llvm::is_contained(Fate.Held, W.From);
  });
}

/// The places at which the task is cut loose; empty if it is not.
std::vector<Cut> cutsOf(const Unit &Facts, const Task &T,
                        const HandleFate &Fate) {
  std::vector<Cut> Result;
  for (const Event *Detach : Fate.Detaches) {
    if (isExcused(Facts, *Detach))
      continue;
    if (!isForwarder(*Detach, T)) {
      Result.push_back({Detach, Cut::Detached});
      continue;
    }
    for (const auto &[Caller, Call] : Facts.callersOf(Detach->In))
      if (!isExcused(Facts, *Call) &&
          handsOver(Facts, *Call, Fate, Detach->Path))
        Result.push_back({Call, Cut::Detached});
  }
  if (!Fate.Detaches.empty() || !T.Handle || Fate.Returned ||
      Fate.HeldByCaller || Fate.Escapes)
    return Result;
  bool Detaching =
      T.Handle->Destroy == model::OnDestroy::Detaches || T.Handle->RawHandle;
  bool OnHeap = T.Handle->K == model::Kind::Thread && [&] {
    // `new std::thread(...)` that no object holds is never deleted.
    for (const Stmt *S : around(T.Spawner, T.Spawn))
      if (isa<CXXNewExpr>(S))
        return true;
    return false;
  }();
  if (!Detaching && !OnHeap)
    return Result;
  // It dies where it is dropped, or with the local variables that hold it.
  if (Fate.Dropped) {
    Result.push_back({Fate.Dropped, OnHeap ? Cut::Leaked : Cut::Dies});
    return Result;
  }
  bool OnlyLocals = llvm::all_of(Fate.Held, [&](const AccessPath &H) {
    const VarDecl *V = H.variable();
    return H == T.HandlePath ||
           (V && V->isLocalVarDecl() && V->hasLocalStorage() && !H.Length);
  });
  if (OnlyLocals && Fate.Held.size() > 1)
    for (const Event &E : T.Spawner->Events)
      if (E.Kind == EventKind::Spawn && E.At == T.Spawn)
        Result.push_back({&E, OnHeap ? Cut::Leaked : Cut::Dies});
  return Result;
}

/// The fate of a handle on the ways that lead through the cut: a join on
/// another branch, and a destructor that finds nothing to join any more, do not
/// count.
HandleFate behind(const Unit &Facts, const HandleFate &Fate, const Cut &Where) {
  HandleFate Result = Fate;
  if (Where.How != Cut::Detached)
    return Result;
  Result.JoinedByDestructor = false;
  llvm::erase_if(Result.Joins, [&](const Event *Join) {
    const Body *B = Where.At->In;
    return Join->In == B && !Facts.flow(B).canReach(Join->At, Where.At->At) &&
           !Facts.flow(B).canReach(Where.At->At, Join->At);
  });
  return Result;
}

void UnownedThreadCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks) {
    if (T->Op->When == model::Runs::InPlace)
      continue;
    HandleFate Fate = Facts.fateOf(*T);
    std::vector<Cut> Cuts = cutsOf(Facts, *T, Fate);
    if (Cuts.empty())
      continue;
    if (Facts.onlyForMain(T->Spawner))
      continue;
    for (const TaskBody &Code : Facts.bodiesOf(*T))
      for (const Cut &Where : Cuts)
        if (Facts.settlementOf(*T, Code.Code, behind(Facts, Fate, Where)) ==
            Settlement::Unsettled)
          report(Facts, *T, Code, Where, Fate);
  }
}

/// The first local variable of its spawner that the task refers to, or null.
const ValueDecl *localReference(const Body *Code) {
  if (Code->Lambda)
    for (const LambdaCapture &C : Code->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          if (V->hasLocalStorage() && !V->getType()->isReferenceType())
            return V;
  return nullptr;
}

bool usesThis(const Body *Code) {
  // A function object is a copy that the task owns.
  if (!Code->Lambda)
    return Code->thisRecord() &&
           Code->Function->getOverloadedOperator() != OO_Call;
  return llvm::any_of(Code->Lambda->captures(), [](const LambdaCapture &C) {
    return C.getCaptureKind() == LCK_This;
  });
}

bool isPerRequest(const Unit &Facts, const Body *Spawner) {
  const Event *Registration;
  const model::Handler *Entry;
  for (const auto &B : Facts.all().Bodies)
    if (Facts.isHandler(B.get(), Registration, Entry))
      for (const CallChain &Chain : Facts.reachedFrom(B.get()))
        if (Chain.To == Spawner)
          return true;
  return false;
}

void UnownedThreadCheck::report(const Unit &Facts, const Task &T,
                                const TaskBody &Code, const Cut &Where,
                                const HandleFate &Fate) {
  SourceLocation Loc = Code.ChosenByCaller ? Code.Chosen : Where.At->Where;
  if (!Reported.insert(Loc).second)
    return;
  const ValueDecl *Local = localReference(Code.Code);
  bool This = usesThis(Code.Code);
  bool Endless = Facts.isEndless(Code.Code);
  bool PerRequest = isPerRequest(Facts, T.Spawner);

  if (!Fate.TimedWaits.empty() && !Local && !This) {
    diag(Loc, "this task is abandoned when the timed wait for it gives up, and "
              "goes on "
              "unobserved");
  } else {
    DiagnosticBuilder Diag = diag(
        Loc,
        "nothing will ever wait for this %select{task|thread}0: "
        "%select{it is detached|its handle dies unjoined|its handle is leaked}1"
        "%select{|, although it refers to the local variable '%3'}2"
        "%select{|, although it uses 'this'}4"
        "%select{|, and it never ends}5"
        "%select{|; one is started for every request}6");
    Diag << (T.Op->On == model::RunsOn::NewThread) << Where.How
         << (Local != nullptr) << (Local ? Local->getName() : "")
         << (This && !Local) << Endless << PerRequest;
  }
  if (T.Spawn->getExprLoc() != Loc && !contains(Where.At->At, T.Spawn))
    diag(T.Spawn->getExprLoc(), "it is started here", DiagnosticIDs::Note);
  if (Code.ChosenByCaller)
    diag(Where.At->Where, "it is cut loose here", DiagnosticIDs::Note);
  if (This)
    if (const CXXRecordDecl *R = Code.Code->thisRecord()) {
      const CXXDestructorDecl *D =
          R->hasDefinition() ? R->getDestructor() : nullptr;
      diag(D && D->isUserProvided() ? D->getLocation() : R->getLocation(),
           "%select{the destructor of '%1' does not wait for it|'%1' has no "
           "destructor that "
           "would wait for it}0",
           DiagnosticIDs::Note)
          << !(D && D->isUserProvided()) << R->getName();
    }
}

} // namespace
} // namespace tether

using tether::UnownedThreadCheck;
TETHER_REGISTER(UnownedThread)
