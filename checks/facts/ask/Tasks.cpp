//===- Tasks.cpp - Who waits for a task -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Index.h"
#include "Unit.h"
#include <set>

using namespace clang;

namespace tether::facts {

/// Does code that runs when a handle dies wait for its thread? What cannot be
/// seen may.
static bool mayWait(const Unit &U, const CXXMethodDecl *Ending) {
  const Body *B = U.bodyOf(Ending);
  if (!B)
    return mayActUnseen(Ending);
  return llvm::any_of(U.reachedFrom(B), [](const CallChain &Chain) {
    return llvm::any_of(Chain.To->Events, [](const Event &E) {
      return E.Kind == EventKind::Join || E.Kind == EventKind::Wait;
    });
  });
}

/// May a smart pointer's deleter wait for what it deletes?
static bool mayDeleterJoin(const Unit &U, const AccessPath &P) {
  QualType T = P.type();
  const model::Type *Holder =
      T.isNull() ? nullptr : U.names().type(T.getNonReferenceType());
  if (!Holder || Holder->K != model::Kind::SmartPointer)
    return false;
  QualType Deleter = deleterTypeOf(T.getNonReferenceType());
  if (Deleter.isNull())
    return false;
  const CXXRecordDecl *Class = Deleter->getAsCXXRecordDecl();
  if (!Class)
    return Deleter->isFunctionPointerType();
  if (!Class->hasDefinition())
    return true;
  if (Class->isInSystemHeader())
    return false;
  return llvm::any_of(Class->getDefinition()->methods(),
                      [&](const CXXMethodDecl *M) {
                        return M->getOverloadedOperator() == OO_Call &&
                               (!visibleDefinition(M) || mayWait(U, M));
                      });
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

bool Unit::namesItself(const Stmt *E) const {
  if (!E)
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const model::Operation *Op = Names.operation(Call))
      if (Op->R == model::Role::Self)
        return true;
  return llvm::any_of(E->children(),
                      [&](const Stmt *Child) { return namesItself(Child); });
}

/// May a thread object of the class wait for its own thread when it dies? Of
/// the class that a model describes, the model says so.
bool Unit::waitsForItself(const CXXRecordDecl *R) const {
  if (!R || !R->hasDefinition() || R->isInSystemHeader() || Names.describes(R))
    return false;
  R = R->getDefinition();
  const CXXDestructorDecl *D = R->getDestructor();
  if (D && mayWait(*this, D))
    return true;
  return llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
    return waitsForItself(Base.getType()->getAsCXXRecordDecl());
  });
}

bool Unit::joinsWhenItDies(const AccessPath &Holder, const Task &T) const {
  const model::Type *Type = typeOf(Holder);
  if (Type && Type->K == model::Kind::Thread &&
      waitsForItself(recordOf(Holder)))
    return true;
  if (Type && (Holder != T.HandlePath || T.Handle == Type) &&
      (Type->Destroy == model::OnDestroy::Joins ||
       Type->Destroy == model::OnDestroy::StopsAndJoins ||
       (Type->Destroy == model::OnDestroy::JoinsIfAsync &&
        T.Op->Discard == model::OnDiscard::Blocks)))
    return true;
  return mayDeleterJoin(*this, Holder);
}

/// Is the body called back by one of the objects, and by nobody else? What such
/// a callback waits for has ended, and nobody waits where the object dies.
bool Unit::isCalledBackBy(const Body *B,
                          const std::vector<AccessPath> &Objects) const {
  if (!callersOf(B).empty())
    return false;
  return llvm::any_of(Found->keepsOf(B), [&](const Event *E) {
    const auto *Call = dyn_cast_or_null<CallExpr>(E->At);
    return Call && llvm::any_of(Call->arguments(), [&](const Expr *A) {
             return llvm::is_contained(Objects, Paths.resolve(A));
           });
  });
}

/// Does code in sight destroy objects like the one that has the member, and can
/// no other name the member?
bool Unit::isEndedHere(const AccessPath &Member) const {
  return isPrivateToUnit(Member) &&
         Found->isDeleted(Member.lastField()->getParent());
}

/// Is every caller of the function in sight?
bool Unit::isCalledOnlyHere(const Body *B) const {
  return B->Function && !B->Lambda && !B->Function->isExternallyVisible() &&
         !callersOf(B).empty() &&
         !FlowsFrom.count({AccessPath::Root::Function, B->Function});
}

bool joinsItsTasks(const model::Type *T) {
  return T && (T->Destroy == model::OnDestroy::Joins ||
               T->Destroy == model::OnDestroy::StopsAndJoins);
}

/// What an object is made of, also one that a smart pointer has.
static SmallVector<const Expr *, 4> madeOf(const Expr *Init) {
  Init = Init ? strip(Init) : nullptr;
  if (const auto *New = dyn_cast_or_null<CXXNewExpr>(Init))
    Init = New->getConstructExpr();
  if (const auto *K = dyn_cast_or_null<CXXConstructExpr>(Init)) {
    if (K->getConstructor()->isCopyOrMoveConstructor() && K->getNumArgs())
      return madeOf(K->getArg(0));
    return llvm::to_vector<4>(K->arguments());
  }
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Init))
    return llvm::to_vector<4>(Call->arguments());
  return {};
}

std::vector<AccessPath> Unit::runnersOf(const Task &T) const {
  std::vector<AccessPath> Result;
  auto Add = [&](const AccessPath &P) {
    if (P && !llvm::is_contained(Result, P))
      Result.push_back(P);
  };
  auto AddIfItRuns = [&](const Expr *E) {
    AccessPath P = Paths.resolve(E);
    const model::Type *By = P ? typeOf(P) : nullptr;
    if (By && (By->K == model::Kind::EventLoop || By->K == model::Kind::Pool ||
               By->K == model::Kind::Executor))
      Add(P);
  };
  auto AddThoseOf = [&](const AccessPath &P) {
    const VarDecl *V = P.variable();
    if (!V || P.Length || isa<ParmVarDecl>(V) || !V->getInit())
      return;
    AddIfItRuns(V->getInit());
    for (const Expr *A : madeOf(V->getInit()))
      AddIfItRuns(A);
  };
  Add(T.Group);
  if (T.Handle && T.Handle->K == model::Kind::Timer)
    for (const AccessPath &H : reach(T.HandlePath))
      Add(H);
  // `async_read(socket, buffer, callable)`
  if (const auto *Call = dyn_cast<CallExpr>(T.Spawn); Call && !T.Group)
    for (const Expr *A : Call->arguments())
      AddThoseOf(Paths.resolve(A));
  for (size_t I = 0; I < Result.size() && I < 16; ++I)
    AddThoseOf(Result[I]);
  return Result;
}

/// `new Thread(...)`
static bool isMadeByNew(const Task &T) {
  return llvm::any_of(around(T.Spawner, T.Spawn), [&](const Stmt *S) {
    const auto *N = dyn_cast<CXXNewExpr>(S);
    return N && N->getInitializer() && strip(N->getInitializer()) == T.Spawn;
  });
}

const HandleFate &Unit::fateOf(const Task &T) const {
  auto It = Fates.find(&T);
  if (It == Fates.end())
    It = Fates.emplace(&T, findFateOf(T)).first;
  return It->second;
}

HandleFate Unit::findFateOf(const Task &T) const {
  HandleFate Fate;
  Fate.Held = reach(T.HandlePath);
  const std::vector<AccessPath> Runners = runnersOf(T);
  std::set<AccessPath> Held(Fate.Held.begin(), Fate.Held.end());
  // Who gets the object around it can name it only where others can.
  auto Contains = [&](const AccessPath &Object) {
    return llvm::any_of(Fate.Held, [&](const AccessPath &H) {
      return H.Length > Object.Length && H.startsWith(Object) &&
             !isPrivateToUnit(H);
    });
  };
  // What happens to the handle, to what it is a part of, or to what runs the
  // task.
  std::vector<AccessPath> Objects;
  for (AccessPath P : Fate.Held)
    for (Objects.push_back(P); P.Length;)
      Objects.push_back(P = P.parent());
  Index::Events Happens = Found->on(Objects);
  llvm::append_range(
      Happens, Found->meeting({EventKind::Join, EventKind::Wait}, Runners));
  if (T.isOnSharedPool())
    llvm::append_range(Happens, Found->joinsOfSharedPools());
  for (const Event &E : T.Spawner->Events)
    if (E.runsLoop())
      Happens.push_back(&E);
  for (const Event *Happening : Found->ordered(Happens)) {
    const Event &E = *Happening;
    bool OnHandle = E.Path && Held.count(E.Path);
    bool OnGroup = !OnHandle && E.Path &&
                   (E.Kind == EventKind::Join || E.Kind == EventKind::Wait) &&
                   llvm::any_of(Runners, [&](const AccessPath &Runner) {
                     return mayBeSame(Runner, E.Path);
                   });
    // `~Dialog() { Pool::instance().waitForAll(); }`
    OnGroup |= T.isOnSharedPool() && E.Kind == EventKind::Join && E.Type &&
               E.Type->K == model::Kind::Pool &&
               E.Path.Kind == AccessPath::Root::Result &&
               E.In->thisRecord() == T.Spawner->thisRecord();
    // `wait_all()`: its thread has run all of its fibers.
    OnGroup |= !E.Path && E.runsLoop() &&
               E.Op->Blocking == model::Blocks::UntilDone &&
               T.Op->On == model::RunsOn::Fiber && E.In == T.Spawner &&
               flow(T.Spawner).canReach(T.Spawn, E.At);
    switch (E.Kind) {
    case EventKind::Join:
    case EventKind::Wait:
      if (OnGroup || (OnHandle && !isCalledBackBy(E.In, Fate.Held)))
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
  // `pthread_detach(pthread_self())`
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Detach && !E.Path && namesItself(E.At))
          Fate.Detaches.push_back(&E);
  // A timed wait for what the task signals.
  for (const Event &W : T.Spawner->Events)
    if (W.Kind == EventKind::Wait && W.GivesUp && signals(T, W.Path))
      Fate.TimedWaits.push_back(&W);
  // What was made with `new` and is never deleted has no end that would wait.
  const bool Leaks =
      isMadeByNew(T) && !Found->anyOn(Fate.Held, [](const Event &E) {
        return E.Kind == EventKind::Destroy;
      });
  for (const AccessPath &H : Fate.Held) {
    // An assignment returns what it has changed.
    if (H.Kind == AccessPath::Root::Result &&
        H.function()->getOverloadedOperator() != OO_Equal)
      Fate.Returned = true;
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(H.variable()))
      Fate.HeldByCaller |=
          P->getDeclContext() == T.Spawner->Function &&
          !(H.Length ? isEndedHere(H) : isCalledOnlyHere(T.Spawner));
    if (!Leaks || (H != T.HandlePath &&
                   (isOwned(H.type()) || !isBehindRawPointer(H.type()))))
      Fate.JoinedByDestructor |= joinsWhenItDies(H, T);
  }
  for (const AccessPath &Runner : Runners)
    Fate.JoinedByDestructor |= joinsItsTasks(typeOf(Runner));
  return Fate;
}

/// Where a forwarder that starts the task got its callable from.
void Unit::addChoice(const Task &T, const AccessPath &Callable,
                     TaskBody &Entry) const {
  Entry.Chosen = T.Spawn->getExprLoc();
  const Flow *First = nullptr;
  if (auto It = FlowsFrom.find({Callable.Kind, Callable.Base});
      It != FlowsFrom.end())
    for (const Flow *W : It->second)
      if (W->From == Callable && W->In != T.Spawner)
        First = First ? First : W;
  if (!First)
    return;
  Entry.ChosenByCaller = true;
  Entry.Handed = First;
  Entry.Chosen = First->At->getBeginLoc();
  const CXXRecordDecl *Holder = T.Spawner->thisRecord();
  for (const Event &E : First->In->Events)
    if (E.Kind == EventKind::Run && E.At == First->At && E.Object)
      if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(E.Path.function());
          M && Holder && !T.Spawner->Lambda && M->getParent() == Holder)
        Entry.Start = &E;
}

std::vector<TaskBody> Unit::bodiesOf(const Task &T) const {
  std::vector<TaskBody> Result;
  for (const AccessPath &O : origins(T.Callable)) {
    TaskBody Entry;
    Entry.Code = codeOf(O);
    if (!Entry.Code)
      continue;
    if (O != T.Callable &&
        !(Entry.Code->Lambda && Entry.Code->Enclosing == T.Spawner))
      addChoice(T, O, Entry);
    else
      Entry.Chosen = T.Spawn->getExprLoc();
    Result.push_back(Entry);
  }
  return Result;
}

/// Is it written in the main file?
static bool isInMainFile(const Body *B) {
  const NamedDecl *Of = B->Function;
  if (!Of)
    Of = B->Initializes;
  if (!Of)
    Of = B->InitializesMembersOf;
  return Of && Of->isInMainFile();
}

std::vector<TaskBody> Unit::entriesOf(const Task &T) const {
  std::vector<TaskBody> Result = bodiesOf(T);
  auto IsHandedIn = [](const AccessPath &P) {
    const VarDecl *V = P.variable();
    return P.Length || isa_and_nonnull<ParmVarDecl>(V);
  };
  bool ByObject =
      T.Op->Callable == model::ByOverride || T.Op->Callable == model::Object;
  TaskBody HandedIn;
  HandedIn.Chosen = T.Spawn->getExprLoc();
  bool Unresolved = Result.empty() && !ByObject;
  for (const AccessPath &O : origins(T.Callable))
    if (O.Kind == AccessPath::Root::Function && !O.Length && !codeOf(O)) {
      TaskBody Declared;
      Declared.Declared = O.function();
      if (O == T.Callable)
        Declared.Chosen = T.Spawn->getExprLoc();
      else
        addChoice(T, O, Declared);
      Result.push_back(Declared);
      Unresolved = false;
    }
  // Whoever includes a header may call what it defines, or not.
  if (Unresolved && isInMainFile(T.Spawner) &&
      llvm::any_of(origins(T.Callable), IsHandedIn))
    Result.push_back(HandedIn);
  return Result;
}

const Task *Unit::taskRunning(const Body *B) const {
  auto It = RunBy.find(B);
  return It == RunBy.end() ? nullptr : It->second;
}

bool Unit::endsProcess(const Body *B) const {
  auto [It, IsNew] = EndsProcess.try_emplace(B, false);
  if (IsNew)
    It->second = flow(B).endsProcess() || must(B, [](const Event &E) {
                   return E.Kind == EventKind::Exit;
                 });
  return It->second;
}

bool Unit::isEndless(const Body *B, unsigned Depth) const {
  auto It = Endless.find({B, Depth});
  if (It == Endless.end())
    It = Endless.emplace(std::pair(B, Depth), cannotEnd(B, Depth)).first;
  return It->second;
}

bool Unit::cannotEnd(const Body *B, unsigned Depth) const {
  if (!flow(B).canEnd())
    return !endsProcess(B);
  return Depth < 4 &&
         must(
             B,
             [&](const Event &E) {
               if (E.Kind != EventKind::Run)
                 return false;
               const std::vector<const Body *> &Targets = targetsOf(E);
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
                                      const HandleFate &Fate, Report Counts,
                                      const Body *Handed) const {
  ControlFlow::Statements Result;
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  std::set<const Body *> InTask;
  std::vector<const Event *> Reports;
  std::vector<TaskBody> Codes = bodiesOf(T);
  if (Handed)
    Codes.emplace_back().Code = Handed;
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
  // Who has waited for the task before he reports, or ends, has it behind him.
  std::set<const Body *> Followers;
  for (bool Grown = true; Grown;) {
    Grown = false;
    for (const auto &[Follower, Code, Own] : WaitingTasks) {
      if (InTask.count(Code) || Followers.count(Code))
        continue;
      ControlFlow::Statements Waited;
      for (const auto &[Wait, At] : Own)
        if (IsWait(*Wait))
          Waited.insert(At);
      if (Waited.empty())
        continue;
      Grown = Followers.insert(Code).second;
      for (const Event *E : reportsBy(*Follower, Code))
        if (E->In == Code && flow(Code).mustMeetBefore(E->At, Waited))
          Reports.push_back(E);
      if (flow(Code).mustMeet(Waited)) {
        HandleFate Ends = fateOf(*Follower);
        Joins.insert(Ends.Joins.begin(), Ends.Joins.end());
      }
    }
  }
  // A loop that is run may be the one that runs the task.
  std::vector<AccessPath> Loops = runnersOf(T);
  llvm::erase_if(Loops, [&](const AccessPath &Runner) {
    const model::Type *Type = typeOf(Runner);
    return !Type || Type->K != model::Kind::EventLoop;
  });
  auto RunsIt = [&](const Event &E) {
    return E.runsLoop() && (Loops.empty() || !E.Path ||
                            llvm::any_of(Loops, [&](const AccessPath &Loop) {
                              return mayBeSame(Loop, E.Path);
                            }));
  };
  // What a name says excuses only a task that is one by its name.
  bool ByName = llvm::any_of(T.Spawner->Events, [&](const Event &E) {
    return E.ByConvention && E.At == T.Spawn;
  });
  for (const Event &E : B->Events) {
    if (E.AtScopeEnd)
      continue;
    if (E.Kind == EventKind::Yield) {
      if (ByName)
        Result.insert(E.At);
    } else if (E.runsLoop() || IsWait(E)) {
      addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    } else if (E.Kind == EventKind::Run) {
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          if (!InTask.count(Chain.To) &&
              llvm::any_of(Chain.To->Events, [&](const Event &Inner) {
                return IsWait(Inner) || RunsIt(Inner) ||
                       (ByName && Inner.Kind == EventKind::Yield);
              }))
            addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    }
  }
  // Where it was not started there is nothing to wait for.
  if (T.Spawner == B)
    for (const Stmt *Exit : failureExits(B, T.Spawn))
      Result.insert(Exit);
  // A failed assertion ends the test, and what it leaves behind is no news.
  if (calledByTest(B))
    for (const Stmt *Exit : macroExits(B))
      Result.insert(Exit);
  return Result;
}

bool Unit::isOverInIteration(const Task &T, const Body *B, const Stmt *Start,
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
  // Or is the loop around a closure that is run in place?
  bool Around = contains(B->Code, Loop);
  // A holder that dies with the iteration and waits when it does.
  const std::vector<AccessPath> Runners = runnersOf(T);
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events) {
    if (!E.AtScopeEnd || (Around && !contains(Loop, E.At)))
      continue;
    if (E.Kind == EventKind::Destroy && Fate.JoinedByDestructor && !Detached)
      if (llvm::is_contained(Fate.Held, E.Path) ||
          llvm::any_of(Runners, [&](const AccessPath &Runner) {
            return joinsItsTasks(typeOf(Runner)) && mayBeSame(Runner, E.Path);
          }))
        return true;
    if (E.Kind == EventKind::Run)
      for (const Body *Target : targetsOf(E))
        for (const CallChain &Chain : reachedFrom(Target))
          for (const Event &J : Chain.To->Events)
            if (Joins.count(&J))
              return true;
  }
  if (!flow(B).canLeaveIteration(Start, Around ? Loop : B->Code,
                                 waitsIn(B, T, Fate, Report::Message)))
    return true;
  return !Around && B->Enclosing &&
         isOverInIteration(T, B->Enclosing, closureOf(B)->Lambda, Loop);
}

/// Is it the body of a test?
bool Unit::isTest(const Body *B) const {
  if (Tests.count(B))
    return true;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  const model::Type *T =
      M ? Names.type(M->getParent()->getTypeForDecl()) : nullptr;
  return T && T->K == model::Kind::TestCase;
}

bool Unit::calledByTest(const Body *B) const { return Found->calledByTest(B); }

/// Can other units name the function? A class of the source is a local one,
/// whatever its linkage.
static bool isKnownElsewhere(const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return F->isExternallyVisible() &&
         (!M || M->isVirtual() || !M->getParent()->isInMainFile());
}

bool Unit::onlyForMain(const Body *B) const {
  std::set<const Body *> Seen;
  std::vector<const Body *> Work{B};
  while (!Work.empty()) {
    const Body *Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    if ((Next->Function && Next->Function->isMain()) || isTest(Next))
      continue;
    // What other units can call is called by more than main. A closure runs
    // wherever it was given to; what runs it in place is known.
    if (!Next->Lambda && (!Next->Function || isKnownElsewhere(Next->Function)))
      return false;
    if (Next->Lambda && calledByTest(Next))
      continue;
    std::vector<std::pair<const Body *, const Event *>> From = callersOf(Next);
    if (From.empty())
      return false;
    for (const auto &Caller : From)
      Work.push_back(Caller.first);
  }
  return true;
}

/// The first variable named in the code that dies with the process.
static const VarDecl *staticIn(const Stmt *S) {
  std::vector<const Stmt *> Work{S};
  for (size_t I = 0; I < Work.size(); ++I) {
    if (!Work[I])
      continue;
    if (const auto *R = dyn_cast<DeclRefExpr>(Work[I]))
      if (const auto *V = dyn_cast<VarDecl>(R->getDecl());
          V && V->hasGlobalStorage() && !V->isThreadLocal() &&
          !V->isInSystemHeader() && V->needsDestruction())
        return V;
    llvm::append_range(Work, Work[I]->children());
  }
  return nullptr;
}

const VarDecl *Unit::diesWithMain(const Task &T, const TaskBody &Code) const {
  const FunctionDecl *F = T.Spawner->Function;
  if (!F || !flow(T.Spawner).canEnd())
    return nullptr;
  auto IsOwn = [&](const VarDecl *V) {
    return V && V->hasLocalStorage() && V->getDeclContext() == F;
  };
  if (Code.Code)
    if (const VarDecl *V = Code.Code->localReference(); IsOwn(V))
      return V;
  for (const Argument &A : T.Arguments)
    if (A.ByReference && IsOwn(A.Path.variable()))
      return A.Path.variable();
  if (Code.Code && !calledByTest(T.Spawner))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      if (const VarDecl *V = staticIn(Chain.To->Code))
        return V;
  return nullptr;
}

} // namespace tether::facts
