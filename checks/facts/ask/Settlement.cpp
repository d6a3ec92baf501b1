//===- Settlement.cpp - Does somebody learn that a task ended? ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settlement.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Reports.h"
#include <set>

using namespace clang;

namespace tether::facts {

/// Does the task's body use the object that its spawner belongs to?
static bool touchesThis(const Body *Code) {
  if (!Code->Lambda)
    return Code->usesThis();
  if (!Code->thisRecord())
    return false;
  for (const LambdaCapture &C : Code->Lambda->captures())
    if (C.capturesThis())
      return true;
  // An init-capture `self = shared_from_this()`.
  return llvm::any_of(Code->Events, [](const Event &E) {
    return E.Path.Kind == AccessPath::Root::This;
  });
}

/// Does a caller get the object, and with it the means to wait for a signal?
static bool isHandedOut(const Program &Prog, const AccessPath &P) {
  return llvm::any_of(Prog.values().reach(P), [](const AccessPath &H) {
    return H.Kind == AccessPath::Root::Result;
  });
}

/// May whoever is handed `P` get to `Q`: is it the same object or a part of it,
/// was it put into it, or was `P` made of a pointer to it?
static bool mayLeadTo(const Program &Prog, const AccessPath &P,
                      const AccessPath &Q) {
  if (Q.startsWith(P))
    return true;
  // An object was made of it, or of a pointer to it.
  for (const AccessPath &Made : Prog.values().sources(P))
    if (QualType T = Made.type();
        Made.value() || (!T.isNull() && T->isRecordType()))
      for (const AccessPath &Holder : Prog.values().reach(Q))
        if (Holder.Length > Made.Length && Holder.startsWith(Made))
          if (QualType Member = Holder.Fields[Made.Length]->getType();
              Member->isReferenceType() ||
              !Prog.names().pointeeType(Member).isNull())
            return true;
  if (!Prog.values().mayBeSame(P, Q))
    return false;
  // Something of another class leads to it if it was put in there.
  auto Innermost = [&](const AccessPath &Path) -> const CXXRecordDecl * {
    const auto Layers = layersOf(Prog.names(), Path.type());
    const CXXRecordDecl *R =
        Layers.empty() ? nullptr : Layers.back()->getAsCXXRecordDecl();
    return R && R->hasDefinition() ? R->getDefinition() : nullptr;
  };
  const CXXRecordDecl *A = Innermost(P), *B = Innermost(Q);
  return !A || !B || A == B || A->isDerivedFrom(B) || B->isDerivedFrom(A) ||
         llvm::any_of(Prog.values().reach(Q), [&](const AccessPath &Holder) {
           return Holder.startsWith(P);
         });
}

/// Is it one look at a flag, or at an event?
static bool looksAtFlag(const Program &Prog, const Event &E) {
  if (E.Kind != EventKind::Poll || !E.GivesUp)
    return false;
  if (const model::Type *Type = Prog.values().typeOf(E.Path))
    return Type->K == model::Kind::Event;
  QualType Flag = E.Path.type();
  return Flag.isNull() || Flag.getNonReferenceType()
                              .getAtomicUnqualifiedType()
                              ->isIntegralOrEnumerationType();
}

namespace {
/// Who waits for something or polls it outside of a task, and who takes one
/// look at a flag.
struct Watchers {
  std::vector<const Event *> Waiters, Looks;
};
} // namespace

static Watchers watchersOf(const Program &Prog, const Task &T,
                           const HandleFate &Fate,
                           const std::set<const Body *> &InTask) {
  Watchers Result;
  // Whoever waits on another way than the one on which the task is cut loose.
  auto IsOnAnotherWay = [&](const Event &E) {
    const Event *Cut = Fate.CutBy;
    return Cut && Cut->In == E.In && !contains(E.At, Cut->At) &&
           !contains(Cut->At, E.At) &&
           !Prog.calls().flow(E.In).canReach(E.At, Cut->At) &&
           !Prog.calls().flow(E.In).canReach(Cut->At, E.At);
  };
  for (const auto &B : Prog.facts().Bodies) {
    if (InTask.count(B.get()))
      continue;
    for (const Event &E : B->Events) {
      if (!E.Path ||
          (E.Kind != EventKind::Wait && E.Kind != EventKind::Poll &&
           E.Kind != EventKind::Read && E.Kind != EventKind::Receive &&
           E.Kind != EventKind::Join) ||
          IsOnAnotherWay(E))
        continue;
      bool Look = looksAtFlag(Prog, E);
      // The spawner decides by its look whether to start another task.
      if (!E.GivesUp || (Look && E.In == T.Spawner &&
                         Prog.calls().flow(T.Spawner).canReach(E.At, T.Spawn)))
        Result.Waiters.push_back(&E);
      else if (Look)
        Result.Looks.push_back(&E);
    }
  }
  // The spawner waits only if a timed wait did not give up.
  ControlFlow::Statements Waits;
  for (const Event *W : Result.Waiters)
    if (W->In == T.Spawner)
      Waits.insert(W->At);
  auto IsGivenUp = [&](const Event *Timed) {
    return Timed->In == T.Spawner &&
           Prog.calls().flow(T.Spawner).has(Timed->At) &&
           Prog.calls().flow(T.Spawner).canReach(Timed->At, nullptr, Waits);
  };
  if (llvm::any_of(Fate.TimedWaits, IsGivenUp))
    llvm::erase_if(Result.Waiters,
                   [&](const Event *W) { return W->In == T.Spawner; });
  return Result;
}

static bool meetsAny(const Program &Prog, const AccessPath &P,
                     llvm::ArrayRef<const Event *> Any) {
  return llvm::any_of(
      Any, [&](const Event *W) { return Prog.values().mayBeSame(P, W->Path); });
}

/// What the event does to a counter: raises it, lowers it, or neither.
static int countOf(const Event &E) {
  if (E.Kind != EventKind::Write)
    return 0;
  if (E.Op && E.Op->R == model::Role::CountUp)
    return 1;
  if (const auto *U = dyn_cast<UnaryOperator>(E.At))
    return U->isIncrementOp() ? 1 : U->isDecrementOp() ? -1 : 0;
  if (const auto *O = dyn_cast<CompoundAssignOperator>(E.At))
    return O->getOpcode() == BO_AddAssign   ? 1
           : O->getOpcode() == BO_SubAssign ? -1
                                            : 0;
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E.At);
  switch (Call ? Call->getOperator() : OO_None) {
  case OO_PlusPlus:
  case OO_PlusEqual:
    return 1;
  case OO_MinusMinus:
  case OO_MinusEqual:
    return -1;
  default:
    return 0;
  }
}

/// Does the event belong to a count that the task itself raises and lowers?
/// Whoever waits for it may look before the task has begun.
static bool countsItself(const Program &Prog, const Event &E,
                         const std::vector<CallChain> &Reached) {
  int Count = countOf(E);
  return Count && llvm::any_of(Reached, [&](const CallChain &Chain) {
           return llvm::any_of(Chain.To->Events, [&](const Event &Other) {
             return countOf(Other) == -Count &&
                    Prog.values().mayBeSame(E.Path, Other.Path);
           });
         });
}

/// Is the waiter told by the event, which happens to `P`? Somebody who was
/// handed something may tell him by it. A question about another object is
/// rarely asked in order to wait, nor is a read.
static bool tells(const Program &Prog, const Event &E, const AccessPath &P,
                  const Event &W) {
  if (W.OfPointer)
    return E.Kind == EventKind::Write && E.OfPointer &&
           Prog.values().mayBeSame(P, W.Path);
  if (E.runsLoop())
    return W.Kind == EventKind::Poll && Prog.values().mayBeSame(P, W.Path);
  if (E.isReport())
    return Prog.values().mayBeSame(P, W.Path);
  return W.Kind != EventKind::Read &&
         (!W.InCallee || W.Path.Kind == AccessPath::Root::This) &&
         mayLeadTo(Prog, P, W.Path);
}

/// Is only a pointer set that nobody else has? Its parameters and variables are
/// copies of what it was handed.
static bool setsOwnPointer(const Event &E) {
  const VarDecl *V = E.Path.variable();
  return E.Kind == EventKind::Write && E.OfPointer && V && !E.Path.Length &&
         !V->getType()->isReferenceType() && V->hasLocalStorage() &&
         V->getDeclContext() == E.In->Function;
}

namespace {
/// What a task does that tells its waiters something, and whether it hands what
/// they wait for to code that cannot be seen.
struct Telling {
  std::vector<const Event *> Reports;
  bool HandsOn = false;
};
} // namespace

static Telling tellingOf(const Program &Prog,
                         const std::vector<CallChain> &Reached,
                         const std::set<const Body *> &InTask,
                         llvm::ArrayRef<const Event *> Waiters) {
  Telling Result;
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events) {
      if (E.mayTell() && !countsItself(Prog, E, Reached) &&
          !setsOwnPointer(E) && llvm::any_of(Waiters, [&](const Event *W) {
            return tells(Prog, E, E.Path, *W) ||
                   tells(Prog, E, Chain.asCalled(E.Path), *W);
          })) {
        if (E.isReport() || E.runsLoop())
          Result.Reports.push_back(&E);
        else
          Result.HandsOn = true;
      }
      // Code that the task hands to somebody unseen may report in its place.
      const std::vector<const Body *> Later = Prog.calls().handedOnBy(E);
      auto ReportsToOthers = [&](const Event &R) {
        return R.isReport() && llvm::any_of(Waiters, [&](const Event *W) {
                 return !llvm::is_contained(Later, W->In) &&
                        Prog.values().mayBeSame(R.Path, W->Path);
               });
      };
      if (llvm::any_of(Later, [&](const Body *B) {
            return !InTask.count(B) && llvm::any_of(B->Events, ReportsToOthers);
          }))
        Result.Reports.push_back(&E);
    }
  return Result;
}

/// Does the task make one of the reports on every path, or one that its caller
/// can wait for?
static bool reportsAlways(const Program &Prog, const Body *Code,
                          llvm::ArrayRef<const Event *> Reports) {
  // A guard asks whether it was dismissed.
  auto IsGuardThatReports = [&](const Event &E) {
    return E.Kind == EventKind::Run && E.AtScopeEnd &&
           llvm::any_of(Prog.calls().targetsOf(E), [&](const Body *Target) {
             return isa_and_nonnull<CXXDestructorDecl>(Target->Function) &&
                    llvm::any_of(reportsOf(Prog, Target), [&](const Event *R) {
                      return llvm::is_contained(Reports, R);
                    });
           });
  };
  return Prog.calls().must(Code, [&](const Event &E) {
    return llvm::is_contained(Reports, &E) || IsGuardThatReports(E) ||
           (E.Kind == EventKind::Signal && isHandedOut(Prog, E.Path));
  });
}

/// A descriptor that comes as a number may be that of a client as well as a
/// pipe. It leads to somebody who reads if an object keeps it, or an array such
/// as `pipe` fills.
static bool isOfClient(const Program &Prog, const Body &In, const AccessPath &P,
                       unsigned Depth = 0) {
  const auto *Number = dyn_cast_or_null<ParmVarDecl>(P.variable());
  if (!Number || P.Length || Depth > 3 ||
      !Number->getType().getNonReferenceType()->isIntegerType())
    return false;
  for (const auto &[Caller, Run] : Prog.calls().callersOf(&In)) {
    const auto *Call = dyn_cast_or_null<CallExpr>(Run->At);
    unsigned I = Number->getFunctionScopeIndex();
    if (In.Lambda || !Call || I >= Call->getNumArgs())
      continue;
    const AccessPath Given = Prog.paths().resolve(Call->getArg(I));
    const VarDecl *V = Given.variable();
    bool IsKept = Given.Length ||
                  (V && (V->hasGlobalStorage() || V->getType()->isArrayType()));
    if (IsKept || (V && isa<ParmVarDecl>(V) &&
                   !isOfClient(Prog, *Caller, Given, Depth + 1)))
      return false;
  }
  return true;
}

/// Does it report its end to somebody, but to whom cannot be seen? That it runs
/// a callable, or a virtual method, that somebody handed in is no report: an
/// excuse needs a waiter.
static bool reportsElsewhere(const Program &Prog, const Body *Code) {
  return Prog.calls().must(Code, [&](const Event &E) {
    return (E.Kind == EventKind::Signal ||
            (E.Kind == EventKind::Send && !E.queuesTask())) &&
           !Prog.seen().isPrivate(E.Path) && !isOfClient(Prog, *E.In, E.Path);
  });
}

/// Does the task, on every path, do something to its spawner's object that code
/// elsewhere could take for its end: call a method that cannot be seen, signal,
/// or set a field?
static bool mayTellSpawner(const Program &Prog, const Task &T, const Body *Code,
                           const std::vector<CallChain> &Reached) {
  std::vector<const CXXRecordDecl *> Objects;
  if (touchesThis(Code))
    Objects.push_back(Code->thisRecord());
  for (const Argument &A : T.Arguments)
    if (A.Path.isThis())
      Objects.push_back(static_cast<const CXXRecordDecl *>(A.Path.Base));
  std::set<const Event *> Tells;
  for (const CXXRecordDecl *R : Objects) {
    if (!Prog.seen().mayWaitUnseen(R, Reached))
      continue;
    const AccessPath This = AccessPath::thisObject(R);
    for (const CallChain &Chain : Reached)
      for (const Event &E : Chain.To->Events) {
        AccessPath P = Chain.asCalled(E.Path);
        if (!E.mayTell() || !P.startsWith(This))
          continue;
        QualType Type = P.type();
        if (E.Kind != EventKind::Write || Prog.values().typeOf(P) ||
            (!Type.isNull() && Type->isScalarType()) || !P.Length)
          Tells.insert(&E);
      }
  }
  return !Tells.empty() && Prog.calls().must(Code, [&](const Event &E) {
    return Tells.count(&E) != 0;
  });
}

/// Is the object of a class that is only declared, and does the spawner hand it
/// to code that cannot be seen once the task is started: `wait_for(session)`?
static bool isAskedLater(const Program &Prog, const Task &T,
                         const AccessPath &P) {
  return Prog.seen().isOpaque(P) &&
         llvm::any_of(T.Spawner->Events, [&](const Event &E) {
           return E.Kind == EventKind::Escape &&
                  Prog.values().mayBeSame(E.Path, P) &&
                  !contains(E.At, T.Spawn) &&
                  Prog.calls().flow(T.Spawner).canReach(T.Spawn, E.At);
         });
}

/// Nothing of the task can be seen: does what it was handed lead to somebody
/// who waits?
static Settlement settlementOfUnseen(const Program &Prog, const Task &T,
                                     const HandleFate &Fate) {
  if (Fate.Escapes)
    return Settlement::Unseen;
  const auto [Waiters, Looks] = watchersOf(Prog, T, Fate, {});
  for (const Argument &A : T.Arguments) {
    if (!A.Path)
      continue;
    if (Prog.seen().mayWaitUnseen(Prog.values().recordOf(A.Path), {}) ||
        isAskedLater(Prog, T, A.Path) ||
        llvm::any_of(Waiters, [&](const Event *W) {
          return W->Kind != EventKind::Read && mayLeadTo(Prog, A.Path, W->Path);
        }))
      return Settlement::Unseen;
  }
  return Settlement::Unsettled;
}

/// Is an object whose code cannot be seen told that the task begins, by
/// whoever makes or starts it, and by the task that it ends? `users.enter()`,
/// `users.leave()`: what else is said to both ends, and with no words?
static bool isCounted(const Program &Prog, const Task &T, const Body *Code,
                      const std::set<const Body *> &InTask) {
  auto Called = [&](const Event &E) -> const CXXMethodDecl * {
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
    if (E.Kind != EventKind::Write || !Call || Call->getNumArgs())
      return nullptr;
    const CXXMethodDecl *M = Call->getMethodDecl();
    return M && !Prog.seen().isDefined(M) ? M : nullptr;
  };
  auto IsBeginning = [&](const Body *B) {
    return !InTask.count(B) &&
           (B == T.Spawner ||
            (T.Spawner->thisRecord() &&
             B->thisRecord() == T.Spawner->thisRecord() &&
             isa_and_nonnull<CXXConstructorDecl>(B->Function)));
  };
  Index::Bodies Beginnings = Prog.index().relatedTo(T.Spawner->thisRecord());
  Beginnings.push_back(T.Spawner);
  return Prog.calls().must(Code, [&](const Event &End) {
    const CXXMethodDecl *Leave = Called(End);
    return Leave && llvm::any_of(Beginnings, [&](const Body *B) {
             return IsBeginning(B) &&
                    llvm::any_of(B->Events, [&](const Event &Begin) {
                      const CXXMethodDecl *Enter = Called(Begin);
                      return Enter && Enter != Leave &&
                             Prog.values().mayBeSame(Begin.Path, End.Path);
                    });
           });
  });
}

Settlement settlementOf(const Program &Prog, const Task &T, const Body *Code,
                        const HandleFate &Fate, const Event **Partial) {
  if (!Fate.Joins.empty() || Fate.JoinedByDestructor ||
      (Fate.Dropped && T.Op->Discard == model::OnDiscard::Blocks))
    return Settlement::Settled;
  if (!Code)
    return settlementOfUnseen(Prog, T, Fate);
  if (!Code->Code)
    return Settlement::Unseen;

  std::vector<CallChain> Reached = Prog.calls().reachedFrom(Code);
  std::set<const Body *> InTask;
  for (const CallChain &Chain : Reached)
    InTask.insert(Chain.To);
  const auto [Waiters, Looks] = watchersOf(Prog, T, Fate, InTask);
  const auto [Reports, HandsOn] = tellingOf(Prog, Reached, InTask, Waiters);

  // How many share what the task shares: its share dies with it.
  for (const Event *W : Waiters)
    if (W->Op && W->Op->R == model::Role::UseCount &&
        isTokenOf(Prog, T, Code, W->Path))
      return Settlement::Settled;
  bool MayTellAtEnd = endsUnseen(Prog, T, Code);
  // Whether the object was moved from is all that a destructor asks first.
  for (const Body *Ending : destructorsOf(Prog, T, Code))
    for (const Event *E : reportsOf(Prog, Ending)) {
      if (meetsAny(Prog, E->Path, Waiters))
        return Settlement::Settled;
      MayTellAtEnd |= meetsAny(Prog, E->Path, Looks);
    }
  bool Endless = isEndless(Prog, Code); // Then there is no end to tell of.
  if (!Endless && reportsAlways(Prog, Code, Reports))
    return Settlement::Settled;
  // A packaged task tells its future when it ends.
  for (const AccessPath &O : Prog.values().origins(T.Callable))
    if (const model::Type *Type = Prog.values().typeOf(O);
        Type && Type->K == model::Kind::Promise)
      if (isHandedOut(Prog, O) || meetsAny(Prog, O, Waiters))
        return Settlement::Settled;
  // A change that something deep in the task makes is rarely meant as a report.
  if (Partial)
    for (const Event *E : Reports)
      if (E->isReport() && (E->Kind != EventKind::Write || E->In == Code)) {
        *Partial = E;
        break;
      }
  // A watchdog ends the process whatever happens, and needs nobody to live
  // until then.
  if (endsProcess(Prog, Code) && !Code->usesThis() && !Code->localReference())
    return Settlement::Settled;

  if (Fate.Escapes)
    return Settlement::Unseen;
  if (Endless)
    return Settlement::Unsettled;
  if (HandsOn || MayTellAtEnd || mayTellSpawner(Prog, T, Code, Reached))
    return Settlement::Unseen;
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Escape && E.Path &&
          isAskedLater(Prog, T, E.Path))
        return Settlement::Unseen;
  return reportsElsewhere(Prog, Code) || isCounted(Prog, T, Code, InTask)
             ? Settlement::Unseen
             : Settlement::Unsettled;
}

} // namespace tether::facts
