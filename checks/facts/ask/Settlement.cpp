//===- Settlement.cpp - Does somebody learn that a task ended? ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Index.h"
#include "Unit.h"
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

/// Is the object of a class that is only declared here?
bool Unit::isOpaque(const AccessPath &P) const {
  return llvm::any_of(pointeesOf(Names, P.type()), [](QualType T) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && !R->hasDefinition();
  });
}

/// Does a caller get the object, and with it the means to wait for a signal?
bool Unit::isHandedOut(const AccessPath &P) const {
  return llvm::any_of(reach(P), [](const AccessPath &H) {
    return H.Kind == AccessPath::Root::Result;
  });
}

/// Can several of these pointers have one pointee?
static bool shares(QualType SmartPointer) {
  const CXXRecordDecl *R = SmartPointer->getAsCXXRecordDecl();
  return !R || !R->hasDefinition() || R->hasCopyConstructor();
}

std::vector<Unit::HeldValue> Unit::valuesOf(const Task &T,
                                            const Body *Code) const {
  std::vector<HeldValue> Result;
  for (const Argument &A : T.Arguments)
    if (!A.ByReference)
      Result.push_back({A.Path, A.Value->getType()});
  if (Code->Lambda) {
    for (const LambdaCapture &C : Code->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy) {
        const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()); // Or a binding.
        Result.push_back({V ? Paths.resolve(V) : AccessPath(),
                          C.getCapturedVar()->getType()});
      }
  } else if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Code->Function);
             M && M->getOverloadedOperator() == OO_Call) {
    Result.push_back({AccessPath::thisObject(M->getParent()),
                      M->getParent()->getTypeForDecl()});
  }
  return Result;
}

bool Unit::isTokenOf(const Task &T, const Body *Code,
                     const AccessPath &P) const {
  auto IsToken = [&](const AccessPath &Held, QualType Type) {
    const model::Type *M = Names.type(Type);
    return M && M->K == model::Kind::SmartPointer && shares(Type) &&
           mayBeSame(Held, P);
  };
  return llvm::any_of(valuesOf(T, Code), [&](const HeldValue &Value) {
    if (Value.Type.isNull())
      return false; // Of something that did not parse.
    QualType Type = Value.Type.getNonReferenceType();
    if (IsToken(Value.Path, Type))
      return true;
    const CXXRecordDecl *R = Type->getAsCXXRecordDecl();
    return R && R->hasDefinition() && !Names.type(Type) &&
           llvm::any_of(R->getDefinition()->fields(), [&](const FieldDecl *F) {
             return IsToken(Value.Path.field(F), F->getType());
           });
  });
}

std::vector<const CXXRecordDecl *>
Unit::ownedBy(const Task &T, const Body *Code, bool Alone) const {
  std::vector<const CXXRecordDecl *> Result;
  auto Add = [&](QualType Type) {
    if (Type.isNull())
      return; // A binding of something that did not parse.
    Type = Type.getNonReferenceType();
    for (unsigned Depth = 0; Depth < 8; ++Depth) {
      const model::Type *M = Names.type(Type);
      if (!M)
        break;
      if (M->K != model::Kind::SmartPointer || (Alone && shares(Type)))
        return;
      Type = Names.pointeeType(Type);
    }
    const CXXRecordDecl *R =
        Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || R->isInSystemHeader())
      return;
    R = R->getDefinition();
    if (!llvm::is_contained(Result, R))
      Result.push_back(R);
  };
  for (const HeldValue &Value : valuesOf(T, Code))
    Add(Value.Type);
  for (size_t I = 0; I < Result.size(); ++I) {
    const CXXRecordDecl *R = Result[I];
    for (const CXXBaseSpecifier &Base : R->bases())
      Add(Base.getType());
    for (const FieldDecl *Field : R->fields())
      if (!Field->getType()->isReferenceType())
        Add(Field->getType());
  }
  return Result;
}

std::vector<const Body *> Unit::endingsOf(const Task &T,
                                          const Body *Code) const {
  std::vector<const Body *> Result;
  for (const CXXRecordDecl *R : ownedBy(T, Code, /*Alone=*/false))
    if (const Body *B = bodyOf(R->getDestructor()))
      Result.push_back(B);
  if (Code->Lambda)
    for (const LambdaCapture &C : Code->Lambda->captures())
      if (C.capturesVariable() && Code->Lambda->isInitCapture(&C))
        if (const LambdaExpr *Deleter =
                deleterOf(cast<VarDecl>(C.getCapturedVar())->getInit()))
          if (const Body *B = codeOf(AccessPath::value(Deleter)))
            Result.push_back(B);
  return Result;
}

/// Is there a way from an object of the class to one that it is not made of?
static bool leadsElsewhere(const CXXRecordDecl *R, const ModelNames &Names,
                           unsigned Depth = 0) {
  if (Depth > 2 || !R->hasDefinition())
    return true;
  auto Leads = [&](QualType T) {
    if (T->isReferenceType() || !Names.pointeeType(T).isNull())
      return true;
    const CXXRecordDecl *Part = T->getAsCXXRecordDecl();
    return Part && !Part->isInSystemHeader() &&
           leadsElsewhere(Part, Names, Depth + 1);
  };
  R = R->getDefinition();
  return llvm::any_of(R->bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return Leads(Base.getType());
                      }) ||
         llvm::any_of(R->fields(),
                      [&](const FieldDecl *F) { return Leads(F->getType()); });
}

bool Unit::endsUnseen(const Task &T, const Body *Code) const {
  return llvm::any_of(ownedBy(T, Code, /*Alone=*/true),
                      [&](const CXXRecordDecl *R) {
                        const CXXDestructorDecl *D = R->getDestructor();
                        return D && mayActUnseen(D) && leadsElsewhere(R, Names);
                      });
}

bool Unit::endsUnseen(const Task &T, const Stmt *Start) const {
  return llvm::any_of(
             bodiesOf(T),
             [&](const TaskBody &Code) { return endsUnseen(T, Code.Code); }) ||
         llvm::any_of(partsOf(Start), [&](const Stmt *S) {
           auto It = CodeOf.find(dyn_cast<LambdaExpr>(S));
           return It != CodeOf.end() && endsUnseen(T, It->second);
         });
}

std::vector<const Event *> Unit::reportsOf(const Body *Destructor) const {
  std::vector<const Event *> Result;
  auto IsOwn = [&](const Event &E) {
    if (Destructor->Lambda || E.Path.Kind != AccessPath::Root::This ||
        E.In->thisRecord() != Destructor->thisRecord())
      return false;
    QualType Member = E.Path.Length == 1 ? E.Path.type() : QualType();
    return E.Path.Length == 0 ||
           (!Member.isNull() && !Member->isReferenceType() &&
            Names.pointeeType(Member).isNull());
  };
  for (const CallChain &Chain : reachedFrom(Destructor))
    for (const Event &E : Chain.To->Events)
      if (E.Path && E.isReport() && !IsOwn(E))
        Result.push_back(&E);
  return Result;
}

/// Does it only give a variable of its own function another value? Not what the
/// variable refers or points to.
static bool changesOwnVariable(const Event &E) {
  const Expr *Changed = nullptr;
  if (const auto *O = dyn_cast_or_null<BinaryOperator>(E.At))
    Changed = O->getLHS();
  else if (const auto *U = dyn_cast_or_null<UnaryOperator>(E.At))
    Changed = U->getSubExpr();
  else if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(E.At);
           Call &&
           (Call->isAssignmentOp() || Call->getOperator() == OO_PlusPlus ||
            Call->getOperator() == OO_MinusMinus))
    Changed = Call->getArg(0);
  const auto *R =
      dyn_cast_or_null<DeclRefExpr>(Changed ? strip(Changed) : nullptr);
  const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
  return E.Kind == EventKind::Write && V && V->hasLocalStorage() &&
         !V->getType()->isReferenceType() &&
         V->getDeclContext() == E.In->Function;
}

std::vector<const Event *> Unit::reportsBy(const Task &T,
                                           const Body *Code) const {
  std::vector<const Event *> Result;
  for (const Event &E : Code->Events)
    if (E.isReport() && !changesOwnVariable(E))
      Result.push_back(&E);
  for (const Body *Ending : endingsOf(T, Code))
    llvm::append_range(Result, reportsOf(Ending));
  return Result;
}

bool Unit::mayLeadTo(const AccessPath &P, const AccessPath &Q) const {
  if (Q.startsWith(P))
    return true;
  // An object was made of it, or of a pointer to it.
  for (const AccessPath &Made : sources(P))
    if (QualType T = Made.type();
        Made.value() || (!T.isNull() && T->isRecordType()))
      for (const AccessPath &Holder : reach(Q))
        if (Holder.Length > Made.Length && Holder.startsWith(Made))
          if (QualType Member = Holder.Fields[Made.Length]->getType();
              Member->isReferenceType() || !Names.pointeeType(Member).isNull())
            return true;
  if (!mayBeSame(P, Q))
    return false;
  // Something of another class leads to it if it was put in there.
  auto Innermost = [&](const AccessPath &Path) -> const CXXRecordDecl * {
    const auto Layers = layersOf(Names, Path.type());
    const CXXRecordDecl *R =
        Layers.empty() ? nullptr : Layers.back()->getAsCXXRecordDecl();
    return R && R->hasDefinition() ? R->getDefinition() : nullptr;
  };
  const CXXRecordDecl *A = Innermost(P), *B = Innermost(Q);
  return !A || !B || A == B || A->isDerivedFrom(B) || B->isDerivedFrom(A) ||
         llvm::any_of(reach(Q), [&](const AccessPath &Holder) {
           return Holder.startsWith(P);
         });
}

/// Is it one look at a flag, or at an event?
bool Unit::looksAtFlag(const Event &E) const {
  if (E.Kind != EventKind::Poll || !E.GivesUp)
    return false;
  if (const model::Type *Type = typeOf(E.Path))
    return Type->K == model::Kind::Event;
  QualType Flag = E.Path.type();
  return Flag.isNull() || Flag.getNonReferenceType()
                              .getAtomicUnqualifiedType()
                              ->isIntegralOrEnumerationType();
}

Unit::Watchers Unit::watchersOf(const Task &T, const HandleFate &Fate,
                                const std::set<const Body *> &InTask) const {
  Watchers Result;
  // Whoever waits on another way than the one on which the task is cut loose.
  auto IsOnAnotherWay = [&](const Event &E) {
    const Event *Cut = Fate.CutBy;
    return Cut && Cut->In == E.In && !contains(E.At, Cut->At) &&
           !contains(Cut->At, E.At) && !flow(E.In).canReach(E.At, Cut->At) &&
           !flow(E.In).canReach(Cut->At, E.At);
  };
  for (const auto &B : F.Bodies) {
    if (InTask.count(B.get()))
      continue;
    for (const Event &E : B->Events) {
      if (!E.Path ||
          (E.Kind != EventKind::Wait && E.Kind != EventKind::Poll &&
           E.Kind != EventKind::Read && E.Kind != EventKind::Receive &&
           E.Kind != EventKind::Join) ||
          IsOnAnotherWay(E))
        continue;
      bool Look = looksAtFlag(E);
      // The spawner decides by its look whether to start another task.
      if (!E.GivesUp || (Look && E.In == T.Spawner &&
                         flow(T.Spawner).canReach(E.At, T.Spawn)))
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
    return Timed->In == T.Spawner && flow(T.Spawner).has(Timed->At) &&
           flow(T.Spawner).canReach(Timed->At, nullptr, Waits);
  };
  if (llvm::any_of(Fate.TimedWaits, IsGivenUp))
    llvm::erase_if(Result.Waiters,
                   [&](const Event *W) { return W->In == T.Spawner; });
  return Result;
}

bool Unit::meetsAny(const AccessPath &P,
                    llvm::ArrayRef<const Event *> Any) const {
  return llvm::any_of(Any,
                      [&](const Event *W) { return mayBeSame(P, W->Path); });
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
bool Unit::countsItself(const Event &E,
                        const std::vector<CallChain> &Reached) const {
  int Count = countOf(E);
  return Count && llvm::any_of(Reached, [&](const CallChain &Chain) {
           return llvm::any_of(Chain.To->Events, [&](const Event &Other) {
             return countOf(Other) == -Count && mayBeSame(E.Path, Other.Path);
           });
         });
}

/// Is the waiter told by the event, which happens to `P`? Somebody who was
/// handed something may tell him by it. A question about another object is
/// rarely asked in order to wait, nor is a read.
bool Unit::tells(const Event &E, const AccessPath &P, const Event &W) const {
  if (W.OfPointer)
    return E.Kind == EventKind::Write && E.OfPointer && mayBeSame(P, W.Path);
  if (E.runsLoop())
    return W.Kind == EventKind::Poll && mayBeSame(P, W.Path);
  if (E.isReport())
    return mayBeSame(P, W.Path);
  return W.Kind != EventKind::Read &&
         (!W.Asked || W.Path.Kind == AccessPath::Root::This) &&
         mayLeadTo(P, W.Path);
}

/// Is only a pointer set that nobody else has? Its parameters and variables are
/// copies of what it was handed.
static bool setsOwnPointer(const Event &E) {
  const VarDecl *V = E.Path.variable();
  return E.Kind == EventKind::Write && E.OfPointer && V && !E.Path.Length &&
         !V->getType()->isReferenceType() && V->hasLocalStorage() &&
         V->getDeclContext() == E.In->Function;
}

Unit::Telling Unit::tellingOf(const std::vector<CallChain> &Reached,
                              const std::set<const Body *> &InTask,
                              llvm::ArrayRef<const Event *> Waiters) const {
  Telling Result;
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events) {
      if (E.mayTell() && !countsItself(E, Reached) && !setsOwnPointer(E) &&
          llvm::any_of(Waiters, [&](const Event *W) {
            return tells(E, E.Path, *W) || tells(E, Chain.asCalled(E.Path), *W);
          })) {
        if (E.isReport() || E.runsLoop())
          Result.Reports.push_back(&E);
        else
          Result.HandsOn = true;
      }
      // Code that the task hands to somebody unseen may report in its place.
      const std::vector<const Body *> Later = handedOnBy(E);
      auto ReportsToOthers = [&](const Event &R) {
        return R.isReport() && llvm::any_of(Waiters, [&](const Event *W) {
                 return !llvm::is_contained(Later, W->In) &&
                        mayBeSame(R.Path, W->Path);
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
bool Unit::reportsAlways(const Body *Code,
                         llvm::ArrayRef<const Event *> Reports) const {
  // A guard asks whether it was dismissed.
  auto IsGuardThatReports = [&](const Event &E) {
    return E.Kind == EventKind::Run && E.AtScopeEnd &&
           llvm::any_of(targetsOf(E), [&](const Body *Target) {
             return isa_and_nonnull<CXXDestructorDecl>(Target->Function) &&
                    llvm::any_of(reportsOf(Target), [&](const Event *R) {
                      return llvm::is_contained(Reports, R);
                    });
           });
  };
  return must(Code, [&](const Event &E) {
    return llvm::is_contained(Reports, &E) || IsGuardThatReports(E) ||
           (E.Kind == EventKind::Signal && isHandedOut(E.Path));
  });
}

/// A descriptor that comes as a number may be that of a client as well as a
/// pipe. It leads to somebody who reads if an object keeps it, or an array such
/// as `pipe` fills.
static bool isOfClient(const Unit &Facts, const Body &In, const AccessPath &P,
                       unsigned Depth = 0) {
  const auto *Number = dyn_cast_or_null<ParmVarDecl>(P.variable());
  if (!Number || P.Length || Depth > 3 ||
      !Number->getType().getNonReferenceType()->isIntegerType())
    return false;
  for (const auto &[Caller, Run] : Facts.callersOf(&In)) {
    const auto *Call = dyn_cast_or_null<CallExpr>(Run->At);
    unsigned I = Number->getFunctionScopeIndex();
    if (In.Lambda || !Call || I >= Call->getNumArgs())
      continue;
    const AccessPath Given = Facts.paths().resolve(Call->getArg(I));
    const VarDecl *V = Given.variable();
    bool IsKept = Given.Length ||
                  (V && (V->hasGlobalStorage() || V->getType()->isArrayType()));
    if (IsKept || (V && isa<ParmVarDecl>(V) &&
                   !isOfClient(Facts, *Caller, Given, Depth + 1)))
      return false;
  }
  return true;
}

/// Does it report its end to somebody, but to whom cannot be seen? That it runs
/// a callable, or a virtual method, that somebody handed in is no report: an
/// excuse needs a waiter.
bool Unit::reportsElsewhere(const Body *Code) const {
  return must(Code, [&](const Event &E) {
    return (E.Kind == EventKind::Signal ||
            (E.Kind == EventKind::Send && !E.queuesTask())) &&
           !isPrivateToUnit(E.Path) && !isOfClient(*this, *E.In, E.Path);
  });
}

/// Can somebody wait for what is in an object of the class?
bool Unit::holdsWaitable(const CXXRecordDecl *R, unsigned Depth) const {
  auto Waitable = [&](QualType T) {
    const auto Layers = layersOf(Names, T);
    for (QualType Layer : Layers)
      if (const model::Type *M = Names.type(Layer))
        switch (M->K) {
        case model::Kind::Promise:
        case model::Kind::Latch:
        case model::Kind::Event:
        case model::Kind::Semaphore:
        case model::Kind::ConditionVariable:
        case model::Kind::Mutex:
        case model::Kind::Channel:
          return true;
        default:
          break;
        }
    const CXXRecordDecl *Part =
        Layers.empty() ? nullptr : Layers.back()->getAsCXXRecordDecl();
    return Part && (!Part->hasDefinition() ||
                    holdsWaitable(Part->getDefinition(), Depth + 1));
  };
  if (Depth > 2 || R->isInSystemHeader())
    return false;
  return llvm::any_of(
             R->fields(),
             [&](const FieldDecl *F) { return Waitable(F->getType()); }) ||
         llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
           return Waitable(Base.getType());
         });
}

/// Is there a method elsewhere that may wait for something in its object? Not
/// one that the task itself runs, nor one that only makes the object.
bool Unit::mayWaitUnseen(const CXXRecordDecl *R,
                         const std::vector<CallChain> &Reached) const {
  if (!R || !R->hasDefinition())
    return R != nullptr;
  R = R->getDefinition();
  auto RunByTask = [&](const CXXMethodDecl *M) {
    return llvm::any_of(Reached, [&](const CallChain &Chain) {
      return llvm::any_of(Chain.To->Events, [&](const Event &E) {
        const auto *Call = dyn_cast_or_null<CallExpr>(E.At);
        return Call && Call->getDirectCallee() == M;
      });
    });
  };
  bool Elsewhere = llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
    return mayActUnseen(M) && !isa<CXXConstructorDecl>(M) &&
           !M->isCopyAssignmentOperator() && !M->isMoveAssignmentOperator() &&
           !RunByTask(M);
  });
  return Elsewhere && holdsWaitable(R);
}

/// Does the task, on every path, do something to its spawner's object that code
/// elsewhere could take for its end: call a method that cannot be seen, signal,
/// or set a field?
bool Unit::mayTellSpawner(const Task &T, const Body *Code,
                          const std::vector<CallChain> &Reached) const {
  std::vector<const CXXRecordDecl *> Objects;
  if (touchesThis(Code))
    Objects.push_back(Code->thisRecord());
  for (const Argument &A : T.Arguments)
    if (A.Path.isThis())
      Objects.push_back(static_cast<const CXXRecordDecl *>(A.Path.Base));
  std::set<const Event *> Tells;
  for (const CXXRecordDecl *R : Objects) {
    if (!mayWaitUnseen(R, Reached))
      continue;
    const AccessPath Own = AccessPath::thisObject(R);
    for (const CallChain &Chain : Reached)
      for (const Event &E : Chain.To->Events) {
        AccessPath P = Chain.asCalled(E.Path);
        if (!E.mayTell() || !P.startsWith(Own))
          continue;
        QualType Type = P.type();
        if (E.Kind != EventKind::Write || typeOf(P) ||
            (!Type.isNull() && Type->isScalarType()) || !P.Length)
          Tells.insert(&E);
      }
  }
  return !Tells.empty() &&
         must(Code, [&](const Event &E) { return Tells.count(&E) != 0; });
}

/// Is the object of a class that is only declared, and does the spawner hand it
/// to code that cannot be seen once the task is started: `wait_for(session)`?
bool Unit::isAskedLater(const Task &T, const AccessPath &P) const {
  return isOpaque(P) && llvm::any_of(T.Spawner->Events, [&](const Event &E) {
           return E.Kind == EventKind::Escape && mayBeSame(E.Path, P) &&
                  !contains(E.At, T.Spawn) &&
                  flow(T.Spawner).canReach(T.Spawn, E.At);
         });
}

/// Nothing of the task can be seen: does what it was handed lead to somebody
/// who waits?
Settlement Unit::settlementOfUnseen(const Task &T,
                                    const HandleFate &Fate) const {
  if (Fate.Escapes)
    return Settlement::Unseen;
  const auto [Waiters, Looks] = watchersOf(T, Fate, {});
  for (const Argument &A : T.Arguments) {
    if (!A.Path)
      continue;
    if (mayWaitUnseen(recordOf(A.Path), {}) || isAskedLater(T, A.Path) ||
        llvm::any_of(Waiters, [&](const Event *W) {
          return W->Kind != EventKind::Read && mayLeadTo(A.Path, W->Path);
        }))
      return Settlement::Unseen;
  }
  return Settlement::Unsettled;
}

Settlement Unit::settlementOf(const Task &T, const Body *Code,
                              const HandleFate &Fate,
                              const Event **Partial) const {
  if (!Fate.Joins.empty() || Fate.JoinedByDestructor ||
      (Fate.Dropped && T.Op->Discard == model::OnDiscard::Blocks))
    return Settlement::Settled;
  if (!Code)
    return settlementOfUnseen(T, Fate);
  if (!Code->Code)
    return Settlement::Unseen;

  std::vector<CallChain> Reached = reachedFrom(Code);
  std::set<const Body *> InTask;
  for (const CallChain &Chain : Reached)
    InTask.insert(Chain.To);
  const auto [Waiters, Looks] = watchersOf(T, Fate, InTask);
  const auto [Reports, HandsOn] = tellingOf(Reached, InTask, Waiters);

  // How many share what the task shares: its share dies with it.
  for (const Event *W : Waiters)
    if (W->Op && W->Op->R == model::Role::UseCount &&
        isTokenOf(T, Code, W->Path))
      return Settlement::Settled;
  bool MayTellAtEnd = endsUnseen(T, Code);
  // Whether the object was moved from is all that a destructor asks first.
  for (const Body *Ending : endingsOf(T, Code))
    for (const Event *E : reportsOf(Ending)) {
      if (meetsAny(E->Path, Waiters))
        return Settlement::Settled;
      MayTellAtEnd |= meetsAny(E->Path, Looks);
    }
  bool Endless = isEndless(Code); // Then there is no end to tell of.
  if (!Endless && reportsAlways(Code, Reports))
    return Settlement::Settled;
  // A packaged task tells its future when it ends.
  for (const AccessPath &O : origins(T.Callable))
    if (const model::Type *Type = typeOf(O);
        Type && Type->K == model::Kind::Promise)
      if (isHandedOut(O) || meetsAny(O, Waiters))
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
  if (endsProcess(Code) && !Code->usesThis() && !Code->localReference())
    return Settlement::Settled;

  if (Fate.Escapes)
    return Settlement::Unseen;
  if (Endless)
    return Settlement::Unsettled;
  if (HandsOn || MayTellAtEnd || mayTellSpawner(T, Code, Reached))
    return Settlement::Unseen;
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Escape && E.Path && isAskedLater(T, E.Path))
        return Settlement::Unseen;
  return reportsElsewhere(Code) || isCounted(T, Code, InTask)
             ? Settlement::Unseen
             : Settlement::Unsettled;
}

/// Is an object whose code cannot be seen told that the task begins, by
/// whoever makes or starts it, and by the task that it ends? `users.enter()`,
/// `users.leave()`: what else is said to both ends, and with no words?
bool Unit::isCounted(const Task &T, const Body *Code,
                     const std::set<const Body *> &InTask) const {
  auto Called = [](const Event &E) -> const CXXMethodDecl * {
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
    if (E.Kind != EventKind::Write || !Call || Call->getNumArgs())
      return nullptr;
    const CXXMethodDecl *M = Call->getMethodDecl();
    return M && !visibleDefinition(M) ? M : nullptr;
  };
  auto IsBeginning = [&](const Body *B) {
    return !InTask.count(B) &&
           (B == T.Spawner ||
            (T.Spawner->thisRecord() &&
             B->thisRecord() == T.Spawner->thisRecord() &&
             isa_and_nonnull<CXXConstructorDecl>(B->Function)));
  };
  Index::Bodies Beginnings = Found->relatedTo(T.Spawner->thisRecord());
  Beginnings.push_back(T.Spawner);
  return must(Code, [&](const Event &End) {
    const CXXMethodDecl *Leave = Called(End);
    return Leave && llvm::any_of(Beginnings, [&](const Body *B) {
             return IsBeginning(B) &&
                    llvm::any_of(B->Events, [&](const Event &Begin) {
                      const CXXMethodDecl *Enter = Called(Begin);
                      return Enter && Enter != Leave &&
                             mayBeSame(Begin.Path, End.Path);
                    });
           });
  });
}

} // namespace tether::facts
