//===- Closures.cpp - When a closure runs, and who keeps it ---------------===//
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
#include <map>
#include <set>

using namespace clang;

namespace tether::facts {

//===----------------------------------------------------------------------===//
// When a closure runs
//===----------------------------------------------------------------------===//

const Closure *Unit::closureOf(const Body *B) const {
  auto It = ClosureOf.find(B);
  return It == ClosureOf.end() ? nullptr : It->second;
}

const std::vector<AccessPath> &Unit::heldBy(const Closure &K) const {
  if (auto It = HeldBy.find(&K); It != HeldBy.end())
    return It->second;
  std::vector<AccessPath> Result;
  std::set<AccessPath> Seen;
  std::vector<const Closure *> Work{&K};
  for (size_t I = 0; I < Work.size() && I < 32; ++I)
    for (const AccessPath &H : reach(AccessPath::value(Work[I]->Lambda))) {
      if (!Seen.insert(H).second)
        continue;
      Result.push_back(H);
      // A closure that copies what holds it holds it too.
      AccessPath Part = H;
      for (;; Part = Part.parent()) {
        if (auto It = CopiedBy.find(Part); It != CopiedBy.end())
          for (const Closure *Copy : It->second)
            if (!llvm::is_contained(Work, Copy))
              Work.push_back(Copy);
        if (!Part.Length)
          break;
      }
    }
  return HeldBy[&K] = std::move(Result);
}

/// Do the callers that hand the parameter the closure all do so on behalf of
/// its maker, by calls that return when the function does?
bool Unit::comesFromMaker(const Closure &K, const ParmVarDecl *P,
                          unsigned Depth) const {
  const AccessPath Parameter = AccessPath::variable(P);
  const std::vector<AccessPath> &Held = heldBy(K);
  auto It = FlowsTo.find({Parameter.Kind, Parameter.Base});
  if (It == FlowsTo.end() || Depth > 4)
    return false;
  bool Found = false;
  for (const Flow *W : It->second) {
    if (W->To != Parameter || !llvm::is_contained(Held, W->From))
      continue;
    if (llvm::any_of(W->In->Tasks,
                     [&](const Task *T) { return T->Spawn == W->At; }))
      return false;
    if (W->In != K.Maker) {
      const auto *From = dyn_cast_or_null<ParmVarDecl>(W->From.variable());
      if (!From || W->From.Length || From == P ||
          !comesFromMaker(K, From, Depth + 1))
        return false;
    }
    Found = true;
  }
  return Found;
}

/// Is the closure run by a function that its maker calls with it? That others
/// call the function from a task does not matter.
bool Unit::runsForMaker(const Closure &K, const Event &Run) const {
  const auto *P = dyn_cast_or_null<ParmVarDecl>(Run.Path.variable());
  if (!P || Run.Path.Length)
    return false;
  for (const Body *B = Run.In; B; B = B->Enclosing) {
    if (B->Function == P->getDeclContext())
      return comesFromMaker(K, P, 0);
    if (!B->Lambda || !runsInPlace(B))
      return false;
  }
  return false;
}

std::vector<ClosureFate> Unit::escapesOf(const Closure &K) const {
  const Index::Events Happens = Found->on(heldBy(K));
  // A graph that ran before has not run what was put into it since, and does
  // not run any more what was taken out.
  auto CanRun = [&](const Event *Spawn) {
    ControlFlow::Statements TakenOut;
    for (const Event *E : Happens)
      if (E->In == K.Maker && E->Path == Spawn->Path && E->Op &&
          E->Op->R == model::Role::Remove)
        TakenOut.insert(E->At);
    return Spawn->In != K.Maker ||
           flow(K.Maker).canReach(K.Lambda, Spawn->At, TakenOut);
  };
  std::vector<ClosureFate> Result;
  for (const Event *E : Happens) {
    ClosureFate Fate;
    Fate.At = E;
    switch (E->Kind) {
    case EventKind::Spawn:
      if (E->Op->When == model::Runs::InPlace || !CanRun(E))
        break;
      Fate.How = Escape::Elsewhere;
      for (const Task *T : E->In->Tasks)
        if (T->Spawn == E->At)
          Fate.Started = T;
      break;
    case EventKind::Handler:
      Fate.How = Escape::Handler;
      break;
    case EventKind::Keep:
      Fate.How = Escape::Kept;
      break;
    case EventKind::Run:
      // Somebody's task runs it, who was given it by way of an object.
      if (const Task *T = taskRunning(E->In);
          T && T != taskRunning(K.Maker) && !runsForMaker(K, *E)) {
        Fate.How = Escape::Elsewhere;
        Fate.Started = T;
      }
      break;
    case EventKind::Escape:
      Fate.How = Escape::Unknown;
      break;
    default:
      break;
    }
    if (Fate.How != Escape::No)
      Result.push_back(Fate);
  }
  return Result;
}

ClosureFate Unit::fateOf(const Closure &K) const {
  ClosureFate Worst;
  for (const ClosureFate &Fate : escapesOf(K))
    if (Fate.How > Worst.How)
      Worst = Fate;
  return Worst;
}

bool Unit::runsInPlace(const Body *B) const {
  const Closure *K = closureOf(B);
  if (!K || !AskedInPlace.insert(B).second)
    return false;
  bool Result = fateOf(*K).How == Escape::No;
  AskedInPlace.erase(B);
  return Result;
}

std::vector<const Stmt *> Unit::handoversOf(const Closure &K,
                                            const ClosureFate &Fate) const {
  // What is run behind a loop is left behind by each iteration that made it.
  if (Fate.At->In == K.Maker)
    return {llvm::all_of(
                K.Loops,
                [&](const Stmt *Loop) { return contains(Loop, Fate.At->At); })
                ? Fate.At->At
                : static_cast<const Stmt *>(K.Lambda)};
  const std::vector<AccessPath> &Held = heldBy(K);
  // Where a call leads to the start, the other calls that are given what has
  // the closure, `wait(request)`, come later.
  std::vector<const Stmt *> Result, Leading;
  for (const Event &E : K.Maker->Events)
    if (E.Kind == EventKind::Run && !E.AtScopeEnd &&
        (contains(E.At, K.Lambda) ||
         llvm::any_of(FlowsIn.count(K.Maker) ? FlowsIn.at(K.Maker)
                                             : std::vector<const Flow *>(),
                      [&](const Flow *W) {
                        return W->At == E.At && W->To.variable() &&
                               isa<ParmVarDecl>(W->To.variable()) &&
                               llvm::is_contained(Held, W->From);
                      })) &&
        !llvm::is_contained(Result, E.At)) {
      Result.push_back(E.At);
      if (leadsTo(E, Fate.At->In))
        Leading.push_back(E.At);
    }
  if (!Leading.empty())
    return Leading;
  if (Result.empty())
    Result.push_back(K.Lambda);
  return Result;
}

bool Unit::isHandler(const Body *B, const Event *&Registration,
                     const model::Handler *&Entry) const {
  auto It = Registered.find(B);
  Registration = It == Registered.end() ? nullptr : It->second;
  Entry = B->Function ? Names.handler(B->Function) : nullptr;
  if (!Entry)
    Entry = handlerByName(B);
  return Registration || Entry;
}

const model::Handler *Unit::handlerByName(const Body *B) const {
  auto It = Conventional.find(B);
  return It == Conventional.end() ? nullptr : It->second;
}

const Stmt *Unit::loopOf(const VarDecl *V) const {
  auto It = F.LoopOf.find(V);
  return It == F.LoopOf.end() ? nullptr : It->second;
}

//===----------------------------------------------------------------------===//
// Who keeps a closure
//===----------------------------------------------------------------------===//

AccessPath Unit::calledBefore(const std::vector<const Event *> &Calls,
                              AccessPath P) const {
  for (const Event *Call : llvm::reverse(Calls)) {
    const FunctionDecl *Target = Call->Path.function();
    if (P.Kind == AccessPath::Root::This) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(Target);
      if (!M || !Call->Object ||
          !P.startsWith(AccessPath::thisObject(M->getParent())))
        return {};
      P = P.calledOn(Call->Object, M->getParent());
      continue;
    }
    const VarDecl *V = P.variable();
    if (!V || !V->hasLocalStorage())
      continue; // The same for all.
    const Flow *Given = nullptr;
    if (isa<ParmVarDecl>(V))
      if (auto It = FlowsIn.find(Call->In); It != FlowsIn.end())
        for (const Flow *W : It->second)
          if (W->At == Call->At && W->To == AccessPath::variable(V))
            Given = W;
    if (!Given)
      return {};
    P = P.rebased(AccessPath::variable(V), Given->From);
  }
  return P;
}

/// Can an object of the type have a callable in it? A handle of a task has not,
/// and a pointer or reference is no more than a name.
bool Unit::canKeep(QualType T) const {
  if (T.isNull() || T->isReferenceType() || T->isPointerType())
    return false;
  for (unsigned I = 0; I < 4; ++I) {
    const model::Type *M = Names.type(T);
    if (M && (M->K == model::Kind::Callable ||
              (M->K == model::Kind::Promise && Names.isCallable(T))))
      return true;
    QualType Inner = Names.innerType(T);
    if (Inner.isNull())
      return !M && T->isRecordType();
    T = Inner.getNonReferenceType();
    if (T->isPointerType() && !T->getPointeeType()->isRecordType())
      return false;
  }
  return false;
}

void Unit::addKeepers(const Closure &K, const Body *B,
                      const std::vector<const Event *> &Calls,
                      std::vector<Keeper> &Result) const {
  const std::vector<AccessPath> &Held = heldBy(K);
  auto Add = [&](decltype(Keeper::How) How, AccessPath Slot, const Stmt *Put,
                 SourceLocation Where) {
    Keeper New;
    New.How = How;
    New.Slot = Slot;
    New.Object = How == Keeper::Returned ? Slot : calledBefore(Calls, Slot);
    New.Calls = Calls;
    New.In = B;
    New.Put = Put;
    New.At = Calls.empty() ? Put : Calls.front()->At;
    New.Where = Where;
    if (New.Object)
      Result.push_back(std::move(New));
  };
  std::vector<const Flow *> Handed;
  if (auto It = FlowsIn.find(B); It != FlowsIn.end())
    for (const Flow *W : It->second) {
      std::set<AccessPath> Put;
      for (const AccessPath &H : Held)
        if (H.startsWith(W->From) && W->To != W->From)
          Put.insert(H.rebased(W->From, W->To));
      if (Put.empty())
        continue;
      Handed.push_back(W);
      for (const AccessPath &To : Put) {
        if (!llvm::is_contained(Held, To))
          continue;
        // The members of a function object that is made here, not of `this`.
        if (To.Kind == AccessPath::Root::This &&
            (!B->thisRecord() ||
             !To.startsWith(AccessPath::thisObject(B->thisRecord()))))
          continue;
        // Who has a pointer to a local variable does not keep what is in it,
        // nor does a parameter that refers to what the caller has.
        const VarDecl *Local = W->From.variable();
        const auto *P = dyn_cast_or_null<ParmVarDecl>(W->To.variable());
        bool IsName =
            To.Length > W->To.Length && !W->To.type().isNull() &&
            (W->To.type()->isPointerType() || W->To.type()->isReferenceType());
        if (IsName && ((P && P->getDeclContext() != B->Function) ||
                       (Local && Local->hasLocalStorage() &&
                        !Local->getType()->isPointerType() &&
                        Names.pointeeType(Local->getType()).isNull())))
          continue;
        if (To.Kind == AccessPath::Root::Result) {
          QualType T = To.function()->getReturnType();
          if (Calls.empty() && To.function() == B->Function &&
              canKeep(To.type()) && canKeep(T))
            Add(Keeper::Returned, To, W->At, W->At->getBeginLoc());
        } else if (canKeep(To.type())) {
          Add(Keeper::Stored, To, W->At, W->At->getBeginLoc());
        }
      }
    }
  for (const Event &E : B->Events) {
    if (!E.Path || !llvm::is_contained(Held, E.Path) ||
        (E.Kind != EventKind::Keep && E.Kind != EventKind::Handler))
      continue;
    // A wait keeps its predicate no longer than it waits.
    if (E.Op && E.Op->R != model::Role::Keep &&
        E.Op->R != model::Role::RegisterHandler)
      continue;
    AccessPath By;
    if (const auto *Call = dyn_cast<CallExpr>(E.At)) {
      if (E.Op)
        By = Paths.resolve(Names.object(Call, *E.Op));
      else if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
        By = Paths.resolve(M->getImplicitObjectArgument());
    } else if (auto It = FlowsIn.find(B); It != FlowsIn.end()) {
      // The object that is made keeps it.
      for (const Flow *W : It->second)
        if (W->From == AccessPath::value(cast<Expr>(E.At)))
          By = W->To;
    }
    if (By)
      Add(Keeper::Registered, By, E.At, E.Where);
  }
  if (Calls.size() > 4)
    return;
  for (const Event &E : B->Events) {
    if (E.Kind != EventKind::Run || E.AtScopeEnd ||
        llvm::none_of(Handed, [&](const Flow *W) { return W->At == E.At; }))
      continue;
    for (const Body *Target : targetsOf(E)) {
      // It is handed to this function, and not to one in the same expression.
      if (Target == B ||
          llvm::any_of(Calls,
                       [&](const Event *C) { return C->In == Target; }) ||
          llvm::none_of(Handed, [&](const Flow *W) {
            const VarDecl *P = W->To.variable();
            return W->At == E.At && P && Target->Function &&
                   P->getDeclContext() == Target->Function;
          }))
        continue;
      std::vector<const Event *> Further = Calls;
      Further.push_back(&E);
      addKeepers(K, Target, Further, Result);
    }
  }
}

std::vector<Keeper> Unit::keepersOf(const Closure &K) const {
  std::vector<Keeper> Result;
  if (K.Maker->Function)
    addKeepers(K, K.Maker, {}, Result);
  return Result;
}

//===----------------------------------------------------------------------===//
// Iterations
//===----------------------------------------------------------------------===//

std::vector<const Stmt *> Unit::loopsAround(const Closure &K) const {
  std::vector<const Stmt *> Result(K.Loops.begin(), K.Loops.end());
  for (const Body *B = K.Maker; B->Lambda && runsInPlace(B); B = B->Enclosing)
    llvm::append_range(Result, closureOf(B)->Loops);
  return Result;
}

/// The variable or the part of it that the expression names, or nothing.
static AccessPath partOf(const Expr *E, const VarDecl *V) {
  E = strip(E);
  if (const auto *M = dyn_cast_or_null<MemberExpr>(E)) {
    const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
    AccessPath Whole = M->isArrow() ? AccessPath() : partOf(M->getBase(), V);
    return Whole && F ? Whole.field(F) : Whole;
  }
  const auto *R = dyn_cast_or_null<DeclRefExpr>(E);
  return R && R->getDecl() == V ? AccessPath::variable(V) : AccessPath();
}

static bool isConstant(const Expr *E) {
  E = strip(E);
  const auto *R = dyn_cast_or_null<DeclRefExpr>(E);
  const auto *L = dyn_cast_or_null<InitListExpr>(E);
  return isa_and_nonnull<IntegerLiteral, FloatingLiteral, CharacterLiteral,
                         StringLiteral, CXXBoolLiteralExpr,
                         CXXNullPtrLiteralExpr, GNUNullExpr>(E) ||
         (R && isa<EnumConstantDecl>(R->getDecl())) || (L && !L->getNumInits());
}

/// Does the parameter let the function change what it is given?
static bool canChange(const FunctionDecl *F, unsigned I) {
  if (!F || I >= F->getNumParams())
    return false;
  const ParmVarDecl *P = F->getParamDecl(I);
  QualType To = P->getType()->getPointeeType();
  if (To.isNull() || To.isConstQualified() ||
      P->getType()->isRValueReferenceType())
    return false;
  const FunctionDecl *D = visibleDefinition(F);
  return !D || !onlyReads(D->getBody(), D->getParamDecl(I));
}

namespace {
/// Collects what a loop does to a variable.
struct Changes {
  const Unit &Facts;
  const VarDecl *V;
  const Stmt *Start;
  ControlFlow::Statements Anew;             ///< Replaces the value.
  ControlFlow::Statements Updates;          ///< Goes on from it, or may.
  std::map<const Stmt *, AccessPath> Parts; ///< What each of them changes.

  void add(ControlFlow::Statements &To, const Stmt *S, const Expr *Changed) {
    To.insert(S);
    Parts[S] = partOf(Changed, V);
  }

  void collect(const Stmt *S, bool Header) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *O = dyn_cast<BinaryOperator>(S)) {
      if (O->isAssignmentOp() && partOf(O->getLHS(), V)) {
        if (O->getOpcode() != BO_Assign)
          add(Updates, S, O->getLHS());
        else if (!isConstant(O->getRHS()))
          add(Anew, S, O->getLHS());
      }
    } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
      if (U->isIncrementDecrementOp() && partOf(U->getSubExpr(), V))
        add(Updates, S, U->getSubExpr());
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      collectCall(Call, Header);
    }
    for (const Stmt *Child : S->children())
      collect(Child, Header);
  }

  void collectCall(const CallExpr *Call, bool Header) {
    const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
    if (O && O->getNumArgs() && partOf(O->getArg(0), V)) {
      if (O->getOperator() == OO_Equal) {
        if (!isConstant(O->getArg(1)))
          add(Anew, O, O->getArg(0));
      } else if (O->isAssignmentOp() || O->getOperator() == OO_PlusPlus ||
                 O->getOperator() == OO_MinusMinus) {
        add(Updates, O, O->getArg(0));
      }
      return;
    }
    if (const model::Operation *Op = Facts.names().operation(Call))
      if (Op->R != model::Role::Receive && Op->R != model::Role::Read &&
          Op->R != model::Role::BlockingIO)
        return;
    if (contains(Call, Start))
      return;
    const FunctionDecl *F = Call->getDirectCallee();
    unsigned First = O && isa_and_nonnull<CXXMethodDecl>(F) ? 1 : 0;
    for (unsigned I = First; I < Call->getNumArgs(); ++I) {
      const Expr *A = Call->getArg(I)->IgnoreParenCasts();
      if (const auto *Address = dyn_cast<UnaryOperator>(A);
          Address && Address->getOpcode() == UO_AddrOf)
        A = Address->getSubExpr();
      if (partOf(A, V) && canChange(F, I - First))
        add(Header ? Anew : Updates, Call, A);
    }
  }

  /// Collects what the loop does, or only its header.
  void collectIn(const Stmt *Loop, bool HeaderOnly) {
    const Stmt *Inner = nullptr;
    if (const auto *F = dyn_cast<ForStmt>(Loop)) {
      collect(F->getCond(), true);
      collect(F->getInc(), true);
      Inner = F->getBody();
    } else if (const auto *W = dyn_cast<WhileStmt>(Loop)) {
      collect(W->getCond(), true);
      Inner = W->getBody();
    } else if (const auto *D = dyn_cast<DoStmt>(Loop)) {
      collect(D->getCond(), true);
      Inner = D->getBody();
    } else if (const auto *R = dyn_cast<CXXForRangeStmt>(Loop)) {
      Inner = R->getBody();
    }
    if (!HeaderOnly)
      collect(Inner, false);
  }
};
} // namespace

/// Is an object of the type a value, that one can have instead of another?
static bool isValue(const Unit &Facts, QualType T) {
  if (T.isVolatileQualified() || T->isAtomicType())
    return false;
  const model::Type *M = Facts.names().type(T);
  if (M && M->K == model::Kind::SmartPointer)
    return true;
  if (M && M->K != model::Kind::Container && M->K != model::Kind::Callable)
    return M->RawHandle;
  return T->isArrayType() || isCopyable(T);
}

/// Does the code take a lock?
static bool locks(const Unit &Facts, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  const model::Type *M = nullptr;
  if (const auto *E = dyn_cast<CXXConstructExpr>(S))
    M = Facts.names().type(E->getType());
  const auto *Call = dyn_cast<CallExpr>(S);
  const model::Operation *Op = Call ? Facts.names().operation(Call) : nullptr;
  return (M && M->K == model::Kind::LockGuard) ||
         (Op && Op->R == model::Role::Lock) ||
         llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return locks(Facts, Child); });
}

/// The changes, if by them each iteration has a value of its own at `Start`.
static ControlFlow::Statements
ownOfIteration(const ControlFlow &Flow, const Stmt *Loop, const Stmt *Start,
               const ControlFlow::Statements &All) {
  if (All.empty() || !Flow.valid() || !Flow.has(Loop) || !Flow.has(Start) ||
      !Flow.canReach(Start, Loop) ||
      (Flow.canReach(Start, Loop, All) && Flow.canReach(Loop, Start, All)))
    return {};
  return All;
}

ControlFlow::Statements Unit::changesIn(const Body *B, const Stmt *Loop,
                                        const VarDecl *V, const Stmt *Start,
                                        const Stmt *Reader,
                                        bool HeaderOnly) const {
  if (!isValue(*this, V->getType()))
    return {};
  Changes Found{*this, V, Start, {}, {}, {}};
  Found.collectIn(Loop, HeaderOnly);
  ControlFlow::Statements All = Found.Anew;
  All.insert(Found.Updates.begin(), Found.Updates.end());
  if (All.empty())
    return {};
  // What the task changes too is shared by all of them.
  Changes Own{*this, V, nullptr, {}, {}, {}};
  Own.collect(Reader, false);
  if (!Own.Anew.empty() || (Found.Anew.empty() && !onlyReads(Reader, V)) ||
      (locks(*this, Reader) && locks(*this, Loop)))
    return {};
  return ownOfIteration(flow(B), Loop, Start, All);
}

ControlFlow::Statements Unit::changesIn(const Task &T, const Stmt *Loop,
                                        const VarDecl *V) const {
  if (!isValue(*this, V->getType()) || locks(*this, Loop))
    return {};
  Changes Found{*this, V, T.Spawn, {}, {}, {}};
  Found.collectIn(Loop, /*HeaderOnly=*/false);
  ControlFlow::Statements All = Found.Anew;
  All.insert(Found.Updates.begin(), Found.Updates.end());
  if (All.empty())
    return {};
  // The tasks share what they change too, by whatever name they have it.
  std::vector<AccessPath> Shared;
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Write && !E.OfPointer)
          for (const AccessPath &P : sources(E.Path))
            if (P.variable() == V)
              Shared.push_back(P);
  for (const auto &[Change, Part] : Found.Parts)
    if (llvm::any_of(Shared, [&, &Part = Part](const AccessPath &P) {
          return P.startsWith(Part) || Part.startsWith(P);
        }))
      All.erase(Change);
  return ownOfIteration(flow(T.Spawner), Loop, T.Spawn, All);
}

const Stmt *Unit::changingLoop(const Closure &K, const VarDecl *V,
                               bool HeaderOnly,
                               ControlFlow::Statements &Changes,
                               const Stmt *&Start) const {
  if (V->getType()->isReferenceType())
    return nullptr;
  const Body *B = K.Maker;
  Start = K.Lambda;
  while (B && B->Function != V->getDeclContext()) {
    const Closure *Around = closureOf(B);
    Start = Around ? Around->Lambda : nullptr;
    B = B->Enclosing;
  }
  if (!B || !Start)
    return nullptr;
  const Stmt *Own = loopOf(V);
  for (const Stmt *Loop : loopsAround(K))
    if (!Own || (Own != Loop && contains(Own, Loop))) {
      Changes = changesIn(B, Loop, V, Start, K.Code->Code, HeaderOnly);
      if (!Changes.empty())
        return Loop;
    }
  return nullptr;
}

bool passesOn(const Unit &Facts, const Body *B, const VarDecl *Pointer) {
  return llvm::any_of(Facts.flowsIn(B), [&](const Flow *W) {
    if (W->From != AccessPath::variable(Pointer))
      return false;
    if (W->To.Kind == AccessPath::Root::Result)
      return W->To.function() == B->Function;
    const VarDecl *To = W->To.variable();
    return W->To.Kind == AccessPath::Root::This ||
           (To && (!To->hasLocalStorage() ||
                   (isa<ParmVarDecl>(To) && To->getType()->isReferenceType() &&
                    To->getDeclContext() == B->Function)));
  });
}

/// Is the object there before and behind the iteration?
static bool outlivesIteration(const Unit &Facts, const AccessPath &Object,
                              const Stmt *Loop) {
  if (Object.Kind == AccessPath::Root::This)
    return true;
  const VarDecl *V = Object.variable();
  const Stmt *Own = V ? Facts.loopOf(V) : nullptr;
  return V && !(Own && contains(Loop, Own));
}

/// A callable that is kept by an object which outlives the iteration, and that
/// nothing runs before the iteration is over.
bool Unit::isKeptBeyondIteration(const Closure &K, const Stmt *Loop) const {
  const std::vector<AccessPath> &Held = heldBy(K);
  auto IsKeeper = [&](const AccessPath &H) {
    const VarDecl *V = H.variable();
    if (!H.Length &&
        (!V || (V->getDeclContext() == K.Maker->Function && isa<ParmVarDecl>(V)
                    ? !V->getType()->isLValueReferenceType()
                    : isa<ParmVarDecl>(V) || V->getType()->isReferenceType())))
      return false;
    const model::Type *T =
        Names.type(H.Length ? H.lastField()->getType() : V->getType());
    return T && (T->K == model::Kind::Container ||
                 T->K == model::Kind::Callable || T->K == model::Kind::Graph);
  };
  auto Runs = [&](const Event &E) {
    return (E.Kind == EventKind::Run || E.Kind == EventKind::Escape) &&
           llvm::is_contained(Held, E.Path);
  };

  // Does the flow put it, or what it is a part of, where such is true?
  auto Puts = [&](const Flow &W, auto Where) {
    return llvm::any_of(Held, [&](const AccessPath &H) {
      const AccessPath To = H.rebased(W.From, W.To);
      return H.startsWith(W.From) && llvm::is_contained(Held, To) && Where(To);
    });
  };

  bool Kept = false;
  // Stored, inserted or returned in the loop itself.
  for (const Flow *W : flowsIn(K.Maker))
    if (contains(Loop, W->At))
      Kept |= Puts(*W, [&](const AccessPath &To) {
        return To.Kind == AccessPath::Root::Result ||
               (IsKeeper(To) && outlivesIteration(*this, To, Loop));
      });
  for (const Event &E : K.Maker->Events) {
    if (!contains(Loop, E.At))
      continue;
    if (Runs(E))
      return false;
    if (E.Kind != EventKind::Run)
      continue;
    // Stored by a method of an object that outlives the iteration.
    bool Given = contains(E.At, K.Lambda);
    for (const Body *Target : targetsOf(E))
      for (const CallChain &Chain : reachedFrom(Target)) {
        if (llvm::any_of(Chain.To->Events, Runs))
          return false;
        const auto *Call = dyn_cast<CXXMemberCallExpr>(E.At);
        if (!Call || !Given)
          continue;
        const AccessPath Object =
            Paths.resolve(Call->getImplicitObjectArgument());
        const VarDecl *Pointer = Object.Length ? nullptr : Object.variable();
        if (outlivesIteration(*this, Object, Loop) ||
            (Pointer && !Names.pointeeType(Pointer->getType()).isNull() &&
             passesOn(*this, K.Maker, Pointer)))
          Kept |= llvm::any_of(flowsIn(Chain.To), [&](const Flow *W) {
            return W->To.Length && Puts(*W, IsKeeper);
          });
      }
  }
  return Kept;
}

} // namespace tether::facts
