//===- Unit.cpp - The facts of one translation unit -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Unit.h"
#include "Collector.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace tether::facts {

/// A closure of values that grows beyond this is not followed further; what was
/// found until then still counts as may.
static constexpr size_t MaxClosure = 512;

Unit::Unit(ASTContext &Context, const model::Resolver &Names)
    : Context(Context), Names(Names), Paths(Names) {}

Unit::~Unit() = default;

std::unique_ptr<Unit> Unit::collect(ASTContext &Context, const model::Resolver &Names) {
  std::unique_ptr<Unit> U(new Unit(Context, Names));
  if (!Names.empty()) {
    facts::collect(Context, Names, U->Paths, U->F);
    U->index();
  }
  return U;
}

void Unit::index() {
  for (const auto &K : F.Closures)
    CodeOf[K->Lambda] = K->Code;
  auto Remember = [&](const AccessPath &P) {
    if (const FieldDecl *Last = P.lastField()) {
      std::vector<AccessPath> &Known = PathsByField[Last];
      if (llvm::find(Known, P) == Known.end())
        Known.push_back(P);
    }
  };
  for (const Flow &W : F.Flows) {
    FlowsFrom[{W.From.Kind, W.From.Base}].push_back(&W);
    FlowsTo[{W.To.Kind, W.To.Base}].push_back(&W);
    Remember(W.From);
    Remember(W.To);
  }
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events)
      Remember(E.Path);
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Handler)
        for (const Body *Code : bodiesOf(E.Path))
          Registered.try_emplace(Code, &E);
      else if (E.Kind == EventKind::Run)
        for (const Body *Code : bodiesOf(E.Path))
          Callers[Code].push_back({B.get(), &E});
  for (const auto &T : F.Tasks)
    if (T->Op->When != model::Runs::InPlace)
      for (const TaskBody &Code : bodiesOf(*T))
        for (const CallChain &Chain : reachedFrom(Code.Code))
          RunBy.try_emplace(Chain.To, T.get());
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// True if the path says which object of its class it is.
static bool isNamedObject(const AccessPath &P) {
  if (P.Kind == AccessPath::Root::This)
    return P.Length > 0;
  const VarDecl *V = P.variable();
  return V && !isa<ParmVarDecl>(V) && !V->getType()->isPointerType();
}

/// Can two paths that end with the same field name one object?
static bool sameField(const AccessPath &P, const AccessPath &Q) {
  if (!P.lastField() || P.lastField() != Q.lastField())
    return false;
  AccessPath A = P.parent(), B = Q.parent();
  return A == B || !isNamedObject(A) || !isNamedObject(B);
}

/// True if what is put into the object at `P` is put into what it refers to.
static bool isReference(const AccessPath &P) {
  QualType T;
  if (const FieldDecl *Last = P.lastField())
    T = Last->getType();
  else if (const VarDecl *V = P.variable())
    T = V->getType();
  return !T.isNull() && (T->isReferenceType() || T->isPointerType()) &&
         !T->isRValueReferenceType();
}

std::vector<AccessPath> Unit::closure(const AccessPath &P, bool Forward,
                                      bool Fields) const {
  std::vector<AccessPath> Result{P};
  if (!P)
    return Result;
  // The named object whose field a value has been in: it does not get from there
  // to the same field of another named object by way of an unnamed one.
  std::vector<AccessPath> Named{isNamedObject(P.parent()) ? P.parent() : AccessPath()};
  std::set<AccessPath> Seen{P};
  auto Add = [&](const AccessPath &Next, size_t From) {
    if (!Next || Result.size() >= MaxClosure || !Seen.insert(Next).second)
      return;
    Result.push_back(Next);
    Named.push_back(Next.Length && isNamedObject(Next.parent()) ? Next.parent() : Named[From]);
  };
  const auto &Along = Forward ? FlowsFrom : FlowsTo;
  for (size_t I = 0; I < Result.size(); ++I) {
    const AccessPath N = Result[I];
    if (auto It = Along.find({N.Kind, N.Base}); It != Along.end())
      for (const Flow *W : It->second) {
        const AccessPath &Near = Forward ? W->From : W->To;
        const AccessPath &Far = Forward ? W->To : W->From;
        if (N.startsWith(Near))
          Add(N.rebased(Near, Far), I);
      }
    // Through a reference, values go both ways.
    if (Forward)
      if (auto It = FlowsTo.find({N.Kind, N.Base}); It != FlowsTo.end())
        for (const Flow *W : It->second)
          if (N.startsWith(W->To) && isReference(W->To) &&
              (W->From.Kind == AccessPath::Root::Variable ||
               W->From.Kind == AccessPath::Root::This))
            Add(N.rebased(W->To, W->From), I);
    const FieldDecl *Last = Fields ? N.lastField() : nullptr;
    if (auto It = PathsByField.find(Last); Last && It != PathsByField.end())
      for (const AccessPath &Q : It->second)
        if (sameField(N, Q) &&
            (!Named[I] || !isNamedObject(Q.parent()) || Q.parent() == Named[I]))
          Add(Q, I);
  }
  return Result;
}

const std::vector<AccessPath> &Unit::reach(const AccessPath &P) const {
  auto It = Reach.find(P);
  if (It == Reach.end())
    It = Reach.emplace(P, closure(P, true, true)).first;
  return It->second;
}

const std::vector<AccessPath> &Unit::origins(const AccessPath &P) const {
  auto It = Origins.find(P);
  if (It == Origins.end())
    It = Origins.emplace(P, closure(P, false, true)).first;
  return It->second;
}

const std::vector<AccessPath> &Unit::sources(const AccessPath &P) const {
  auto It = Sources.find(P);
  if (It == Sources.end())
    It = Sources.emplace(P, closure(P, false, false)).first;
  return It->second;
}

bool Unit::mayBeSame(const AccessPath &P, const AccessPath &Q) const {
  if (!P || !Q)
    return false;
  if (P == Q || sameField(P, Q))
    return true;
  for (const AccessPath &A : sources(P))
    for (const AccessPath &B : sources(Q))
      if (A == B || sameField(A, B))
        return true;
  return false;
}

/// The declared type of the object.
static QualType declaredType(const AccessPath &P) {
  if (const FieldDecl *Last = P.lastField())
    return Last->getType();
  if (const VarDecl *V = P.variable())
    return V->getType();
  if (const Expr *E = P.value())
    return E->getType();
  if (P.Kind == AccessPath::Root::Result)
    return P.function()->getReturnType();
  return {};
}

/// The class of the object, through pointers and smart pointers.
const CXXRecordDecl *Unit::recordOf(const AccessPath &P) const {
  QualType T = declaredType(P);
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType();
    QualType Pointee = Names.pointeeType(T);
    if (Pointee.isNull())
      break;
    T = Pointee;
  }
  const CXXRecordDecl *R = T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->hasDefinition() ? R->getDefinition() : nullptr;
}

const model::Type *Unit::typeOf(const AccessPath &P) const {
  QualType T = declaredType(P);
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType();
    const model::Type *M = Names.type(T);
    if (M && M->K != model::Kind::Container && M->K != model::Kind::SmartPointer)
      return M;
    QualType Inner = Names.pointeeType(T);
    if (Inner.isNull())
      Inner = Names.elementType(T);
    if (Inner.isNull())
      if (const ArrayType *A = Context.getAsArrayType(T))
        Inner = A->getElementType();
    T = Inner;
  }
  return nullptr;
}

bool Unit::isBounded(const AccessPath &P, const model::Type &T) const {
  switch (T.Bound) {
  case model::Capacity::Rendezvous:
  case model::Capacity::Template:
    return true;
  case model::Capacity::Unknown:
  case model::Capacity::Unbounded:
    return false;
  case model::Capacity::Setter:
    for (const auto &B : F.Bodies)
      for (const Event &E : B->Events)
        if (E.Kind == EventKind::SetCapacity && mayBeSame(E.Path, P))
          return true;
    return false;
  case model::Capacity::Constructor:
    break;
  }
  // Without a default for it, nobody can leave the bound out.
  const CXXRecordDecl *R = recordOf(P);
  bool CanBeLeftOut = !R;
  if (R)
    for (const CXXConstructorDecl *K : R->ctors())
      if (!K->isCopyOrMoveConstructor() && !K->isDeleted())
        CanBeLeftOut |= K->getMinRequiredArguments() <= unsigned(T.CapacityIndex);
  if (!CanBeLeftOut)
    return true;
  bool Given = false;
  for (const ChannelMade &Made : F.Channels)
    if (Made.Type == &T && mayBeSame(Made.Path, P)) {
      if (!Made.BoundGiven)
        return false;
      Given = true;
    }
  return Given;
}

bool Unit::inMainFile(SourceLocation Loc) const {
  const SourceManager &SM = Context.getSourceManager();
  return SM.isInMainFile(SM.getExpansionLoc(Loc));
}

bool Unit::allMethodsVisible(const CXXRecordDecl *R) const {
  if (!R || !R->hasDefinition())
    return false;
  for (const CXXMethodDecl *M : R->getDefinition()->methods())
    if (M->isUserProvided() && !M->isDeleted() && !M->isPureVirtual() &&
        !M->isConst() && !M->isStatic() && !visibleDefinition(M))
      return false;
  return true;
}

bool Unit::isPrivateToUnit(const AccessPath &P) const {
  if (const VarDecl *V = P.variable())
    if (!isa<ParmVarDecl>(V) && !V->getType()->isPointerType() &&
        (V->isLocalVarDecl() || !V->isExternallyVisible()))
      return true;
  const FieldDecl *Last = P.lastField();
  if (!Last)
    return false;
  const auto *R = dyn_cast<CXXRecordDecl>(Last->getParent());
  if (!R)
    return inMainFile(Last->getLocation());
  if (inMainFile(R->getLocation()) && allMethodsVisible(R))
    return true;
  return Last->getAccess() == AS_private && !R->hasFriends() && allMethodsVisible(R);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

const Body *Unit::bodyOf(const FunctionDecl *Function) const {
  const FunctionDecl *D = visibleDefinition(Function);
  if (!D)
    D = Function;
  auto It = D ? F.BodyOf.find(D->getCanonicalDecl()) : F.BodyOf.end();
  return It == F.BodyOf.end() ? nullptr : It->second;
}

/// The body that a callable's origin is: a function, or the closure it makes.
const Body *Unit::codeOf(const AccessPath &Origin) const {
  if (Origin.Length)
    return nullptr;
  if (Origin.Kind == AccessPath::Root::Function)
    return bodyOf(Origin.function());
  auto It = CodeOf.find(dyn_cast_or_null<LambdaExpr>(Origin.value()));
  return It == CodeOf.end() ? nullptr : It->second;
}

std::vector<const Body *> Unit::bodiesOf(const AccessPath &Callable) const {
  std::vector<const Body *> Result;
  for (const AccessPath &O : origins(Callable)) {
    const Body *B = codeOf(O);
    if (B && llvm::find(Result, B) == Result.end())
      Result.push_back(B);
  }
  return Result;
}

std::vector<CallChain> Unit::reachedFrom(const Body *From) const {
  std::vector<CallChain> Result{{From, {}}};
  std::set<const Body *> Seen{From};
  for (size_t I = 0; I < Result.size() && I < MaxClosure; ++I) {
    const CallChain Current = Result[I];
    for (const Event &E : Current.To->Events) {
      if (E.Kind != EventKind::Run)
        continue;
      for (const Body *Next : bodiesOf(E.Path))
        if (Seen.insert(Next).second) {
          CallChain Chain = Current;
          Chain.To = Next;
          Chain.Calls.push_back(&E);
          Result.push_back(std::move(Chain));
        }
    }
  }
  return Result;
}

std::vector<std::pair<const Body *, const Event *>>
Unit::callersOf(const Body *B) const {
  auto It = Callers.find(B);
  return It == Callers.end() ? std::vector<std::pair<const Body *, const Event *>>()
                             : It->second;
}

const ControlFlow &Unit::flow(const Body *B) const {
  std::unique_ptr<ControlFlow> &Graph = Graphs[B];
  if (!Graph)
    Graph = std::make_unique<ControlFlow>(B->Function, B->Code, Context);
  return *Graph;
}

//===----------------------------------------------------------------------===//
// Tasks
//===----------------------------------------------------------------------===//

/// Does a smart pointer's deleter class wait for what it deletes?
static bool deleterJoins(const Unit &U, const AccessPath &P) {
  QualType T = declaredType(P);
  const auto *R = T.isNull() ? nullptr
                             : dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                                   T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!R || R->getTemplateArgs().size() < 2 ||
      R->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Deleter = R->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl();
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
        if (OnHandle)
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
      Fate.JoinedByDestructor |= Type->Destroy == model::OnDestroy::Joins ||
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
  return Depth < 4 && must(B, [&](const Event &E) {
    if (E.Kind != EventKind::Run)
      return false;
    std::vector<const Body *> Targets = bodiesOf(E.Path);
    return !Targets.empty() && llvm::all_of(Targets, [&](const Body *Target) {
      return Target != B && isEndless(Target, Depth + 1);
    });
  });
}

/// The statements that stand for `S` in its body's flow: a loop that waits for
/// every element of a container waits for all of them where it begins, also when
/// there are none.
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
      // `if (t.joinable()) t.join();`
      if (!I->getElse() && contains(I->getThen(), S))
        if (const auto *C = dyn_cast<CallExpr>(strip(I->getCond())); C && C->getNumArgs() == 0)
          Result.insert(C);
    }
  }
}

ControlFlow::Statements Unit::waitsIn(const Body *B, const Task &T, const HandleFate &Fate,
                                      Report Counts) const {
  ControlFlow::Statements Result;
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  std::set<const Body *> InTask;
  std::vector<const Event *> Reports;
  for (const TaskBody &Code : bodiesOf(T))
    for (const CallChain &Chain : reachedFrom(Code.Code))
      if (InTask.insert(Chain.To).second)
        for (const Event &E : Chain.To->Events)
          if (E.Kind == EventKind::Signal || E.Kind == EventKind::Write ||
              (Counts == Report::Message &&
               (E.Kind == EventKind::Send || E.Kind == EventKind::Close)))
            Reports.push_back(&E);
  auto IsWait = [&](const Event &E) {
    if (Joins.count(&E))
      return true;
    if (E.GivesUp || !E.Path ||
        (E.Kind != EventKind::Wait && E.Kind != EventKind::Poll && E.Kind != EventKind::Receive))
      return false;
    if (mayBeSame(E.Path, T.Callable))
      return true; // The future of a packaged task.
    return llvm::any_of(Reports, [&](const Event *R) { return mayBeSame(R->Path, E.Path); });
  };
  for (const Event &E : B->Events) {
    if (E.AtScopeEnd)
      continue;
    if (IsWait(E)) {
      addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    } else if (E.Kind == EventKind::Run) {
      for (const Body *Target : bodiesOf(E.Path))
        for (const CallChain &Chain : reachedFrom(Target))
          if (!InTask.count(Chain.To) && llvm::any_of(Chain.To->Events, IsWait))
            addWait(B, E.At, T.Spawner == B ? T.Spawn : nullptr, Result);
    }
  }
  return Result;
}

bool Unit::isOverInTurn(const Task &T, const Body *B, const Stmt *Start,
                        const Stmt *Loop) const {
  HandleFate Fate = fateOf(T);
  bool Detached = !Fate.Detaches.empty();
  // A temporary whose destructor waits.
  if (Fate.Dropped && !Detached &&
      (T.Op->Discard == model::OnDiscard::Blocks || (Fate.JoinedByDestructor && !T.Group)))
    return true;
  // A holder that dies with the turn and waits when it does.
  std::set<const Event *> Joins(Fate.Joins.begin(), Fate.Joins.end());
  for (const Event &E : B->Events) {
    if (!E.AtScopeEnd || !contains(Loop, E.At))
      continue;
    if (E.Kind == EventKind::Destroy && Fate.JoinedByDestructor && !Detached)
      if (llvm::is_contained(Fate.Held, E.Path) || (T.Group && mayBeSame(T.Group, E.Path)))
        return true;
    if (E.Kind == EventKind::Run)
      for (const Body *Target : bodiesOf(E.Path))
        for (const CallChain &Chain : reachedFrom(Target))
          for (const Event &J : Chain.To->Events)
            if (Joins.count(&J))
              return true;
  }
  return !flow(B).canLeaveTurn(Start, Loop, waitsIn(B, T, Fate, Report::Message));
}

/// Does the task's body use the object that its spawner belongs to?
static bool touchesThis(const Body *Code) {
  if (!Code->thisRecord())
    return false;
  // A function object is a copy that the task owns.
  if (!Code->Lambda)
    return Code->Function->getOverloadedOperator() != OO_Call;
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
  QualType T = declaredType(P);
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType();
    if (const CXXRecordDecl *R = T->getAsCXXRecordDecl(); R && !R->hasDefinition())
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

Settlement Unit::settlementOf(const Task &T, const Body *Code,
                              const HandleFate &Fate) const {
  if (!Fate.Joins.empty() || Fate.JoinedByDestructor ||
      (Fate.Dropped && T.Op->Discard == model::OnDiscard::Blocks))
    return Settlement::Settled;
  if (!Code || !Code->Code)
    return Settlement::Unseen;

  std::vector<CallChain> Reached = reachedFrom(Code);
  std::set<const Body *> InTask;
  for (const CallChain &Chain : Reached)
    InTask.insert(Chain.To);

  // Who waits or watches, outside of the task itself?
  std::vector<const Event *> Waiters;
  for (const auto &B : F.Bodies)
    if (!InTask.count(B.get()))
      for (const Event &E : B->Events)
        if (E.Path && !E.GivesUp &&
            (E.Kind == EventKind::Wait || E.Kind == EventKind::Poll ||
             E.Kind == EventKind::Receive || E.Kind == EventKind::Join))
          Waiters.push_back(&E);

  std::set<const Event *> Reports;
  bool HandsOnWaitedFor = false;
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events) {
      if (!E.Path)
        continue;
      bool Reporting = E.Kind == EventKind::Signal || E.Kind == EventKind::Write ||
                       E.Kind == EventKind::Send || E.Kind == EventKind::Close;
      if (!Reporting && E.Kind != EventKind::Escape)
        continue;
      for (const Event *W : Waiters)
        if (Reporting ? mayBeSame(E.Path, W->Path)
                      : W->Path.startsWith(E.Path) || mayBeSame(E.Path, W->Path)) {
          if (Reporting)
            Reports.insert(&E);
          else
            HandsOnWaitedFor = true;
          break;
        }
    }
  if (must(Code, [&](const Event &E) {
        return Reports.count(&E) || (E.Kind == EventKind::Signal && isHandedOut(E.Path));
      }))
    return Settlement::Settled;
  // A packaged task tells its future when it ends.
  for (const AccessPath &O : origins(T.Callable))
    if (const model::Type *Type = typeOf(O); Type && Type->K == model::Kind::Promise)
      if (isHandedOut(O) || llvm::any_of(Waiters, [&](const Event *W) {
            return mayBeSame(O, W->Path);
          }))
        return Settlement::Settled;
  // A watchdog ends the process whatever happens.
  if (endsProcess(Code))
    return Settlement::Settled;

  if (Fate.Escapes || HandsOnWaitedFor)
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
    return E.Kind == EventKind::Run && bodiesOf(E.Path).empty();
  });
  return ReportsElsewhere ? Settlement::Unseen : Settlement::Unsettled;
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
    // The body of a test.
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Next->Function))
      if (const model::Type *T = Names.type(Context.getCanonicalTagType(M->getParent()));
          T && T->K == model::Kind::TestCase)
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

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

static bool findAround(const Stmt *S, const Stmt *Target,
                       std::vector<const Stmt *> &Around) {
  if (S == Target)
    return true;
  Around.push_back(S);
  if (!isa<LambdaExpr>(S))
    for (const Stmt *Child : S->children())
      if (Child && findAround(Child, Target, Around))
        return true;
  Around.pop_back();
  return false;
}

bool contains(const Stmt *Outer, const Stmt *Inner) {
  std::vector<const Stmt *> Around;
  return Outer && Inner && findAround(Outer, Inner, Around);
}

std::vector<const Stmt *> around(const Body *B, const Stmt *S) {
  std::vector<const Stmt *> Around;
  if (B && B->Code && S)
    findAround(B->Code, S, Around);
  return Around;
}

bool mentionsParameter(const Stmt *E) {
  if (!E)
    return false;
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    if (isa<ParmVarDecl>(R->getDecl()))
      return true;
  return llvm::any_of(E->children(), [](const Stmt *C) { return mentionsParameter(C); });
}

//===----------------------------------------------------------------------===//
// Closures and handlers
//===----------------------------------------------------------------------===//

ClosureFate Unit::fateOf(const Closure &K) const {
  ClosureFate Fate;
  const std::vector<AccessPath> &Held = reach(AccessPath::value(K.Lambda));
  std::set<AccessPath> In(Held.begin(), Held.end());
  auto Prefer = [&](Escape How, const Event &E) {
    static constexpr Escape Order[] = {Escape::No, Escape::Unknown, Escape::Kept,
                                       Escape::Handler, Escape::Elsewhere};
    if (llvm::find(Order, How) <= llvm::find(Order, Fate.How))
      return false;
    Fate.How = How;
    Fate.At = &E;
    return true;
  };
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events) {
      if (!E.Path || !In.count(E.Path))
        continue;
      switch (E.Kind) {
      case EventKind::Spawn:
        if (E.Op->When == model::Runs::InPlace)
          break;
        if (Prefer(Escape::Elsewhere, E))
          for (const auto &T : F.Tasks)
            if (T->Spawn == E.At)
              Fate.Started = T.get();
        break;
      case EventKind::Handler:
        Prefer(Escape::Handler, E);
        break;
      case EventKind::Keep:
        Prefer(Escape::Kept, E);
        break;
      case EventKind::Run:
        // Somebody's task runs it, who was given it by way of an object.
        if (const Task *T = taskRunning(B.get()); T && T != taskRunning(K.Maker))
          if (Prefer(Escape::Elsewhere, E))
            Fate.Started = T;
        break;
      case EventKind::Escape:
        Prefer(Escape::Unknown, E);
        break;
      default:
        break;
      }
    }
  return Fate;
}

bool Unit::isHandler(const Body *B, const Event *&Registration,
                     const model::Handler *&Entry) const {
  auto It = Registered.find(B);
  Registration = It == Registered.end() ? nullptr : It->second;
  Entry = B->Function ? Names.handler(B->Function) : nullptr;
  return Registration || Entry;
}

const Stmt *Unit::loopOf(const VarDecl *V) const {
  auto It = F.LoopOf.find(V->getCanonicalDecl());
  return It == F.LoopOf.end() ? nullptr : It->second;
}

} // namespace tether::facts
