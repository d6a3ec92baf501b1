//===- Tasks.cpp - Who waits for a task -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Statements.h"
#include "Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace tether::facts {

/// Does a smart pointer's deleter class wait for what it deletes?
static bool deleterJoins(const Unit &U, const AccessPath &P) {
  QualType T = P.type();
  const auto *R = T.isNull()
                      ? nullptr
                      : dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                            T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!R || R->getTemplateArgs().size() < 2 ||
      R->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Deleter =
      R->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl();
  if (!Deleter || !Deleter->hasDefinition())
    return false;
  for (const CXXMethodDecl *M : Deleter->getDefinition()->methods())
    if (M->getOverloadedOperator() == OO_Call)
      if (const Body *B = U.bodyOf(M))
        for (const Event &E : B->Events)
          if (E.Kind == EventKind::Join)
            return true;
  return false;
}

/// Does the task, on some path, signal the object? A packaged task does when it
/// ends.
bool Unit::signals(const Task &T, const AccessPath &P) const {
  if (const model::Type *Type = typeOf(P))
    if (Type->K == model::Kind::Promise || Type->K == model::Kind::Future)
      if (mayBeSame(P, T.Callable))
        return true;
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Signal && mayBeSame(E.Path, P))
          return true;
  return false;
}

HandleFate Unit::fateOf(const Task &T) const {
  HandleFate Fate;
  Fate.Held = reach(T.HandlePath);
  std::set<AccessPath> Held(Fate.Held.begin(), Fate.Held.end());
  auto Contains = [&](const AccessPath &Object) {
    return llvm::any_of(Fate.Held, [&](const AccessPath &H) {
      return H.Length > Object.Length && H.startsWith(Object);
    });
  };
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events) {
      bool OnHandle = E.Path && Held.count(E.Path);
      bool OnGroup = !OnHandle && T.Group && E.Path &&
                     (E.Kind == EventKind::Join || E.Kind == EventKind::Wait) &&
                     mayBeSame(T.Group, E.Path);
      switch (E.Kind) {
      case EventKind::Join:
      case EventKind::Wait:
        if (OnHandle || OnGroup)
          (E.GivesUp ? Fate.TimedWaits : Fate.Joins).push_back(&E);
        break;
      case EventKind::Poll: // `while (!t.tryJoin(100))`
        if (OnHandle && !E.GivesUp)
          Fate.Joins.push_back(&E);
        break;
      case EventKind::Detach:
        if (OnHandle)
          Fate.Detaches.push_back(&E);
        break;
      case EventKind::Discard:
        if (E.Path == T.HandlePath && Fate.Held.size() == 1)
          Fate.Dropped = &E;
        break;
      case EventKind::Escape:
        if (OnHandle || (E.Path && Contains(E.Path)))
          Fate.Escapes = true;
        break;
      default:
        break;
      }
    }
  // A timed wait for what the task signals.
  for (const Event &W : T.Spawner->Events)
    if (W.Kind == EventKind::Wait && W.GivesUp && signals(T, W.Path))
      Fate.TimedWaits.push_back(&W);
  for (const AccessPath &H : Fate.Held) {
    if (H.Kind == AccessPath::Root::Result)
      Fate.Returned = true;
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(H.variable()))
      Fate.HeldByCaller |= P->getDeclContext() == T.Spawner->Function;
    const model::Type *Type = typeOf(H);
    if (H != T.HandlePath || T.Handle == Type)
      if (Type && (Type->Destroy == model::OnDestroy::Joins ||
                   Type->Destroy == model::OnDestroy::StopsAndJoins ||
                   (Type->Destroy == model::OnDestroy::JoinsIfAsync &&
                    T.Op->Discard == model::OnDiscard::Blocks)))
        Fate.JoinedByDestructor = true;
    Fate.JoinedByDestructor |= deleterJoins(*this, H);
  }
  if (T.Group)
    if (const model::Type *Type = typeOf(T.Group))
      Fate.JoinedByDestructor |=
          Type->Destroy == model::OnDestroy::Joins ||
          Type->Destroy == model::OnDestroy::StopsAndJoins;
  return Fate;
}

std::vector<TaskBody> Unit::bodiesOf(const Task &T) const {
  std::vector<TaskBody> Result;
  for (const AccessPath &O : origins(T.Callable)) {
    const Body *B = codeOf(O);
    if (!B)
      continue;
    TaskBody Entry;
    Entry.Code = B;
    Entry.Chosen = T.Spawn->getExprLoc();
    // Where did a forwarder get it from?
    if (O != T.Callable && !(B->Lambda && B->Enclosing == T.Spawner)) {
      const Flow *First = nullptr;
      if (auto It = FlowsFrom.find({O.Kind, O.Base}); It != FlowsFrom.end())
        for (const Flow *W : It->second)
          if (W->From == O && W->In != T.Spawner)
            First = First ? First : W;
      if (First) {
        Entry.ChosenByCaller = true;
        Entry.Chosen = First->At->getBeginLoc();
        const CXXRecordDecl *Holder = T.Spawner->thisRecord();
        for (const Event &E : First->In->Events)
          if (E.Kind == EventKind::Run && E.At == First->At && E.Object)
            if (const auto *M =
                    dyn_cast_or_null<CXXMethodDecl>(E.Path.function());
                M && Holder && !T.Spawner->Lambda &&
                M->getParent()->getCanonicalDecl() ==
                    Holder->getCanonicalDecl())
              Entry.Start = &E;
      }
    }
    Result.push_back(Entry);
  }
  return Result;
}

const Task *Unit::taskRunning(const Body *B) const {
  auto It = RunBy.find(B);
  return It == RunBy.end() ? nullptr : It->second;
}

bool Unit::endsProcess(const Body *B) const {
  return flow(B).endsProcess() ||
         must(B, [](const Event &E) { return E.Kind == EventKind::Exit; });
}

bool Unit::isEndless(const Body *B, unsigned Depth) const {
  if (!flow(B).canEnd())
    return !endsProcess(B);
  return Depth < 4 &&
         must(
             B,
             [&](const Event &E) {
               if (E.Kind != EventKind::Run)
                 return false;
               std::vector<const Body *> Targets = targetsOf(E);
               return !Targets.empty() &&
                      llvm::all_of(Targets, [&](const Body *Target) {
                        return Target != B && isEndless(Target, Depth + 1);
                      });
             });
}

/// The statements that stand for `S` in its body's flow: a loop that waits for
/// every element of a container waits for all of them where it begins, also
/// when there are none.
static void addWait(const Body *B, const Stmt *S, const Stmt *Start,
                    ControlFlow::Statements &Result) {
  Result.insert(S);
  for (const Stmt *Outer : around(B, S)) {
    if (Start && contains(Outer, Start))
      continue;
    if (const auto *R = dyn_cast<CXXForRangeStmt>(Outer))
      Result.insert(R->getRangeStmt());
    else if (const auto *F = dyn_cast<ForStmt>(Outer); F && F->getCond())
      Result.insert(F->getCond());
    else if (const auto *W = dyn_cast<WhileStmt>(Outer))
      Result.insert(W->getCond());
    else if (const auto *I = dyn_cast<IfStmt>(Outer)) {
      // `if (t.joinable()) t.join();`, `if (t) t->join();`
      if (!I->getElse() && I->getCond() && contains(I->getThen(), S)) {
        const Expr *C = strip(I->getCond());
        const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
        if ((Call && Call->getNumArgs() == 0) || C->getType()->isPointerType())
          Result.insert(C);
      }
    }
  }
}

ControlFlow::Statements Unit::waitsIn(const Body *B, const Task &T,
                                      const HandleFate &Fate,
                                      Report Counts) const {
  ControlFlow::Statements Result;
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  std::set<const Body *> InTask;
  std::vector<const Event *> Reports;
  std::vector<TaskBody> Codes = bodiesOf(T);
  auto AddReports = [&](const Body *By) {
    if (Counts == Report::Message || !By->IsChannelOperation)
      for (const Event *E : reportsBy(T, By))
        if (Counts == Report::Message ||
            (E->Kind != EventKind::Send && E->Kind != EventKind::Close))
          Reports.push_back(E);
  };
  for (const TaskBody &Code : Codes)
    for (const CallChain &Chain : reachedFrom(Code.Code))
      if (InTask.insert(Chain.To).second) {
        AddReports(Chain.To);
        for (const Event &E : Chain.To->Events)
          for (const Body *Later : handedOnBy(E))
            AddReports(Later);
      }
  auto IsWait = [&](const Event &E) {
    if (Joins.count(&E))
      return true;
    if (E.GivesUp || !E.Path ||
        (E.Kind != EventKind::Wait && E.Kind != EventKind::Poll &&
         E.Kind != EventKind::Read && E.Kind != EventKind::Receive))
      return false;
    if (mayBeSame(E.Path, T.Callable))
      return true; // The future of a packaged task.
    if (E.Op && E.Op->R == model::Role::UseCount)
      return llvm::any_of(Codes, [&](const TaskBody &Code) {
        return isTokenOf(T, Code.Code, E.Path);
      });
    return llvm::any_of(
        Reports, [&](const Event *R) { return mayBeSame(R->Path, E.Path); });
  };
  for (const Event &E : B->Events) {
    if (E.AtScopeEnd)
      continue;
    // A loop that is run here may be the one that runs the task.
    if (E.Op && E.Op->R == model::Role::RunLoop) {
      Result.insert(E.At);
    } else if (IsWait(E)) {
      addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    } else if (E.Kind == EventKind::Run) {
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          if (!InTask.count(Chain.To) && llvm::any_of(Chain.To->Events, IsWait))
            addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    }
  }
  // Where it was not started there is nothing to wait for.
  if (T.Spawner == B)
    for (const Stmt *Exit : failureExits(B, T.Spawn))
      Result.insert(Exit);
  return Result;
}

bool Unit::isOverInTurn(const Task &T, const Body *B, const Stmt *Start,
                        const Stmt *Loop) const {
  if (endsUnseen(T, Start))
    return true;
  HandleFate Fate = fateOf(T);
  bool Detached = !Fate.Detaches.empty();
  // A temporary whose destructor waits.
  if (Fate.Dropped && !Detached &&
      (T.Op->Discard == model::OnDiscard::Blocks ||
       (Fate.JoinedByDestructor && !T.Group)))
    return true;
  // A holder that dies with the turn and waits when it does.
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events) {
    if (!E.AtScopeEnd || !contains(Loop, E.At))
      continue;
    if (E.Kind == EventKind::Destroy && Fate.JoinedByDestructor && !Detached)
      if (llvm::is_contained(Fate.Held, E.Path) ||
          (T.Group && mayBeSame(T.Group, E.Path)))
        return true;
    if (E.Kind == EventKind::Run)
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          for (const Event &J : Chain.To->Events)
            if (Joins.count(&J))
              return true;
  }
  return !flow(B).canLeaveTurn(Start, Loop,
                               waitsIn(B, T, Fate, Report::Message));
}

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
  QualType T = P.type();
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType();
    if (const CXXRecordDecl *R = T->getAsCXXRecordDecl();
        R && !R->hasDefinition())
      return true;
    T = Names.pointeeType(T);
  }
  return false;
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
  return !R || !R->hasDefinition() || R->hasSimpleCopyConstructor() ||
         llvm::any_of(R->ctors(), [](const CXXConstructorDecl *K) {
           return K->isCopyConstructor() && !K->isDeleted();
         });
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
                      Context.getCanonicalTagType(M->getParent())});
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
    if (!R || !R->hasDefinition() ||
        Context.getSourceManager().isInSystemHeader(R->getLocation()))
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

bool Unit::endsUnseen(const Task &T, const Body *Code) const {
  return llvm::any_of(
      ownedBy(T, Code, /*Alone=*/true), [](const CXXRecordDecl *R) {
        const CXXDestructorDecl *D = R->getDestructor();
        return D && D->isUserProvided() && !visibleDefinition(D);
      });
}

bool Unit::endsUnseen(const Task &T, const Stmt *Start) const {
  return llvm::any_of(
             bodiesOf(T),
             [&](const TaskBody &Code) { return endsUnseen(T, Code.Code); }) ||
         llvm::any_of(F.Closures, [&](const auto &K) {
           return contains(Start, K->Lambda) && endsUnseen(T, K->Code);
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

std::vector<const Event *> Unit::reportsBy(const Task &T,
                                           const Body *Code) const {
  std::vector<const Event *> Result;
  for (const Event &E : Code->Events)
    if (E.isReport())
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
    QualType T = Path.type();
    for (unsigned I = 0; I < 6 && !T.isNull(); ++I) {
      T = T.getNonReferenceType();
      QualType Inner = Names.innerType(T);
      if (Inner.isNull())
        break;
      T = Inner;
    }
    const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
    return R && R->hasDefinition() ? R->getDefinition() : nullptr;
  };
  const CXXRecordDecl *A = Innermost(P), *B = Innermost(Q);
  return !A || !B || A == B || A->isDerivedFrom(B) || B->isDerivedFrom(A) ||
         llvm::any_of(reach(Q), [&](const AccessPath &Holder) {
           return Holder.startsWith(P);
         });
}

/// What the last of the functions calls so, as the first does: the members of
/// `this` are those of an object of a caller.
static AccessPath calledBy(const CallChain &Chain, AccessPath P) {
  for (const Event *Call : llvm::reverse(Chain.Calls))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->Path.function()))
      P = P.calledOn(Call->Object, M->getParent());
  return P;
}

Settlement Unit::settlementOf(const Task &T, const Body *Code,
                              const HandleFate &Fate,
                              const Event **Partial) const {
  if (!Fate.Joins.empty() || Fate.JoinedByDestructor ||
      (Fate.Dropped && T.Op->Discard == model::OnDiscard::Blocks))
    return Settlement::Settled;
  if (!Code || !Code->Code)
    return Settlement::Unseen;

  std::vector<CallChain> Reached = reachedFrom(Code);
  std::set<const Body *> InTask;
  for (const CallChain &Chain : Reached)
    InTask.insert(Chain.To);

  auto IsLookAtFlag = [&](const Event &E) {
    if (E.Kind != EventKind::Poll)
      return false;
    if (const model::Type *Type = typeOf(E.Path))
      return Type->K == model::Kind::Event;
    QualType Flag = E.Path.type();
    return Flag.isNull() || Flag.getNonReferenceType()
                                .getAtomicUnqualifiedType()
                                ->isIntegralOrEnumerationType();
  };
  // Who waits or watches, outside of the task itself? The spawner's own look at
  // a flag counts: it decides by it whether to start another task.
  std::vector<const Event *> Waiters, Looks;
  for (const auto &B : F.Bodies)
    if (!InTask.count(B.get()))
      for (const Event &E : B->Events) {
        if (!E.Path ||
            (E.Kind != EventKind::Wait && E.Kind != EventKind::Poll &&
             E.Kind != EventKind::Read && E.Kind != EventKind::Receive &&
             E.Kind != EventKind::Join))
          continue;
        bool Look = E.GivesUp && IsLookAtFlag(E);
        if (!E.GivesUp || (Look && E.In == T.Spawner))
          Waiters.push_back(&E);
        else if (Look)
          Looks.push_back(&E);
      }
  // Is the waiter told by the event? Somebody who was handed something may tell
  // him by it. A question about another object is rarely asked in order to
  // wait, nor is a read.
  auto Tells = [&](const Event &E, const AccessPath &P, const Event &W) {
    if (E.isReport())
      return mayBeSame(P, W.Path);
    return W.Kind != EventKind::Read &&
           (!W.Asked || W.Path.Kind == AccessPath::Root::This) &&
           mayLeadTo(P, W.Path);
  };
  auto MeetsAny = [&](const AccessPath &P, llvm::ArrayRef<const Event *> Any) {
    return llvm::any_of(Any,
                        [&](const Event *W) { return mayBeSame(P, W->Path); });
  };

  std::vector<const Event *> Reports;
  bool HandsOnWaitedFor = false;
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events) {
      if (E.mayTell() && llvm::any_of(Waiters, [&](const Event *W) {
            return Tells(E, E.Path, *W) ||
                   Tells(E, calledBy(Chain, E.Path), *W);
          })) {
        if (E.isReport())
          Reports.push_back(&E);
        else
          HandsOnWaitedFor = true;
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
        Reports.push_back(&E);
    }
  // How many share what the task shares: its share dies with it.
  if (llvm::any_of(Waiters, [&](const Event *W) {
        return W->Op && W->Op->R == model::Role::UseCount &&
               isTokenOf(T, Code, W->Path);
      }))
    return Settlement::Settled;
  bool MayTellAtEnd = endsUnseen(T, Code);
  // Whether the object was moved from is all that a destructor asks first.
  for (const Body *Ending : endingsOf(T, Code))
    for (const Event *E : reportsOf(Ending)) {
      if (MeetsAny(E->Path, Waiters))
        return Settlement::Settled;
      MayTellAtEnd |= MeetsAny(E->Path, Looks);
    }
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
  if (must(Code, [&](const Event &E) {
        return llvm::is_contained(Reports, &E) || IsGuardThatReports(E) ||
               (E.Kind == EventKind::Signal && isHandedOut(E.Path));
      }))
    return Settlement::Settled;
  // A packaged task tells its future when it ends.
  for (const AccessPath &O : origins(T.Callable))
    if (const model::Type *Type = typeOf(O);
        Type && Type->K == model::Kind::Promise)
      if (isHandedOut(O) || MeetsAny(O, Waiters))
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

  if (Fate.Escapes || HandsOnWaitedFor || MayTellAtEnd)
    return Settlement::Unseen;
  if (touchesThis(Code)) {
    const CXXRecordDecl *R = Code->thisRecord();
    if (!allMethodsVisible(R))
      return Settlement::Unseen;
  }
  // All it has is handed to code that cannot be seen, as a class that cannot.
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Escape && E.Path && isOpaque(E.Path))
        return Settlement::Unseen;
  // It reports its end to somebody, but to whom cannot be seen.
  bool ReportsElsewhere = must(Code, [&](const Event &E) {
    if (E.Kind == EventKind::Signal || E.Kind == EventKind::Send)
      return !isPrivateToUnit(E.Path);
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At))
      if (const CXXMethodDecl *M = Call->getMethodDecl())
        if (E.Kind == EventKind::Escape && M->isPureVirtual())
          return true; // A listener.
    return E.Kind == EventKind::Run && hasUnseenTarget(E);
  });
  if (ReportsElsewhere || isCounted(T, Code, InTask))
    return Settlement::Unseen;
  return Settlement::Unsettled;
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
  return must(Code, [&](const Event &End) {
    const CXXMethodDecl *Leave = Called(End);
    return Leave && llvm::any_of(F.Bodies, [&](const auto &B) {
             return IsBeginning(B.get()) &&
                    llvm::any_of(B->Events, [&](const Event &Begin) {
                      const CXXMethodDecl *Enter = Called(Begin);
                      return Enter && Enter != Leave &&
                             mayBeSame(Begin.Path, End.Path);
                    });
           });
  });
}

/// Is it the body of a test?
bool Unit::isTest(const Body *B) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  const model::Type *T =
      M ? Names.type(Context.getCanonicalTagType(M->getParent())) : nullptr;
  return T && T->K == model::Kind::TestCase;
}

bool Unit::calledByTest(const Body *B) const {
  std::vector<const Body *> Work{B};
  for (size_t I = 0; I < Work.size(); ++I) {
    if (isTest(Work[I]))
      return true;
    auto Add = [&](const Body *Next) {
      if (Next && !llvm::is_contained(Work, Next))
        Work.push_back(Next);
    };
    Add(Work[I]->Enclosing);
    for (const auto &Caller : callersOf(Work[I]))
      Add(Caller.first);
  }
  return false;
}

bool Unit::onlyForMain(const Body *B) const {
  std::set<const Body *> Seen;
  std::vector<const Body *> Work{B};
  while (!Work.empty()) {
    const Body *Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    if (Next->Function && Next->Function->isMain())
      continue;
    if (Next->Lambda && Next->Enclosing) {
      Work.push_back(Next->Enclosing);
      continue;
    }
    if (isTest(Next))
      continue;
    // What other units can call is called by more than main.
    if (!Next->Function || Next->Function->isExternallyVisible())
      return false;
    std::vector<std::pair<const Body *, const Event *>> From = callersOf(Next);
    if (From.empty())
      return false;
    for (const auto &Caller : From)
      Work.push_back(Caller.first);
  }
  return true;
}

} // namespace tether::facts
