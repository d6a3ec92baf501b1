//===- Members.cpp - Tasks and the members that they use ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Members.h"
#include "../code/Statements.h"
#include "../code/Types.h"
#include "LocalHandles.h"

using namespace clang;

namespace tether::facts {

/// So many bodies and so many calls deep are looked into.
static constexpr size_t MaxBodies = 256;
static constexpr unsigned MaxCalls = 4;

static bool isOrDerives(const CXXRecordDecl *R, const CXXRecordDecl *Base) {
  if (!R || !Base)
    return false;
  return R == Base || (R->hasDefinition() && R->isDerivedFrom(Base));
}

static const CXXRecordDecl *classOf(const FieldDecl *F) {
  return F->getParent()->isOfC() ? nullptr : F->getParent();
}

/// The class whose object the path is, if it is a whole one of a method.
static const CXXRecordDecl *ownClass(const AccessPath &P) {
  return P.isThis() ? static_cast<const CXXRecordDecl *>(P.Base) : nullptr;
}

/// Is the body a method that has an object?
static const CXXMethodDecl *methodOf(const Body *B) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  return M && !B->Lambda && !M->isStatic() ? M : nullptr;
}

static bool namesThis(const Stmt *S) {
  return S && (isa<CXXThisExpr>(S) ||
               (!isa<LambdaExpr>(S) && llvm::any_of(S->children(), namesThis)));
}

//===----------------------------------------------------------------------===//
// What a task does to its object
//===----------------------------------------------------------------------===//

namespace {

/// What an object is called in a body, and what single members of it are.
struct ObjectNames {
  std::set<AccessPath> Objects;
  std::map<AccessPath, const FieldDecl *> Parts;

  bool empty() const { return Objects.empty() && Parts.empty(); }
};

/// Follows the object of a task through what the task runs.
class ObjectFollower {
public:
  ObjectFollower(const Program &Prog, std::vector<OwnUse> &Uses)
      : Prog(Prog), Uses(Uses) {}

  void enter(const Body *B, ObjectNames Names, std::vector<Step> Way = {}) {
    if (!Names.empty() && B->Code && Seen.insert(B).second)
      Work.push_back({B, std::move(Names), std::move(Way)});
  }

  void callVirtual(const CXXMethodDecl *M, const Stmt *At, const Body *In,
                   const std::vector<Step> &Way) {
    OwnUse U;
    U.Method = M;
    U.At = At;
    U.In = In;
    U.Way = Way;
    U.IsRepeated = llvm::any_of(around(In, At), [](const Stmt *Outer) {
      return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Outer);
    });
    Uses.push_back(std::move(U));
    std::vector<Step> Further = Way;
    Further.push_back({In, At});
    for (const Body *Override : Prog.calls().overridersOf(M))
      enter(Override, {{AccessPath::thisObject(Override->thisRecord())}, {}},
            Further);
  }

  void run() {
    for (size_t I = 0; I < Work.size() && I < MaxBodies; ++I) {
      Current = Work[I];
      visit(Current.B->Code, nullptr);
      for (const Event &E : Current.B->Events)
        if (E.Kind == EventKind::Run)
          follow(E);
    }
  }

private:
  struct Item {
    const Body *B;
    ObjectNames Names;
    std::vector<Step> Way;
  };

  bool isOwn(const Expr *E) {
    return E && Current.Names.Objects.count(Prog.paths().resolve(E));
  }

  void use(const FieldDecl *F, const Stmt *S, const Stmt *Parent) {
    OwnUse U;
    U.Member = F;
    U.At = S;
    U.In = Current.B;
    U.Way = Current.Way;
    const auto *B = dyn_cast_or_null<BinaryOperator>(Parent);
    const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
    U.OnlyAssigns = (B && B->getOpcode() == BO_Assign && B->getLHS() == S) ||
                    (O && O->getOperator() == OO_Equal &&
                     O->getNumArgs() == 2 && O->getArg(0) == S);
    Uses.push_back(std::move(U));
  }

  void visit(const Stmt *S, const Stmt *Parent) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *M = dyn_cast<MemberExpr>(S))
      if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
          F && isOwn(M->getBase()))
        use(F, S, Parent);
    const std::map<AccessPath, const FieldDecl *> &Parts = Current.Names.Parts;
    if (!Parts.empty() && isa<DeclRefExpr, CXXThisExpr>(S))
      if (auto It = Parts.find(Prog.paths().resolve(cast<Expr>(S)));
          It != Parts.end())
        use(It->second, S, Parent);
    // `auto *Self = static_cast<Queue *>(Argument);` only gives it a name.
    if (const auto *D = dyn_cast<DeclStmt>(S); D && D->isSingleDecl())
      if (const VarDecl *V = D->getSingleDecl();
          V && Parts.count(Prog.paths().resolve(V)))
        return;
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
      const CXXMethodDecl *M = Call->getMethodDecl();
      const auto *Named =
          dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts());
      if (M && M->isVirtual() && Named && !Named->hasQualifier() &&
          isOwn(Call->getImplicitObjectArgument()))
        callVirtual(M, Call, Current.B, Current.Way);
    }
    for (const Stmt *Child : S->children())
      visit(Child, S);
  }

  void follow(const Event &E) {
    const std::set<AccessPath> &Objects = Current.Names.Objects;
    for (const Body *Target : Prog.calls().bodiesOf(E.Path)) {
      ObjectNames Names;
      if (Target->Lambda)
        Names = Current.Names;
      else if (methodOf(Target) && Objects.count(E.Object))
        Names.Objects.insert(AccessPath::thisObject(Target->thisRecord()));
      // A member of the called object leads to it.
      if (!Target->Lambda && methodOf(Target) && E.Object)
        for (const AccessPath &N : Objects)
          if (N.Length > E.Object.Length && N.startsWith(E.Object))
            Names.Objects.insert(N.rebased(
                E.Object, AccessPath::thisObject(Target->thisRecord())));
      for (const AccessPath &N : Objects)
        for (const Flow *W : Prog.values().flowsFrom(N))
          if (W->At == E.At && W->From == N)
            if (const auto *P = dyn_cast_or_null<ParmVarDecl>(W->To.variable());
                P && !W->To.Length && Target->Function &&
                P->getDeclContext() == Target->Function)
              Names.Objects.insert(W->To);
      std::vector<Step> Way = Current.Way;
      Way.push_back({Current.B, E.At});
      enter(Target, std::move(Names), std::move(Way));
    }
  }

  const Program &Prog;
  std::vector<OwnUse> &Uses;
  std::set<const Body *> Seen;
  std::vector<Item> Work;
  Item Current;
};

} // namespace

static const FieldDecl *memberIn(const AccessPath &P,
                                 const CXXRecordDecl *Owner) {
  if (P.Kind != AccessPath::Root::This || !P.Length)
    return nullptr;
  const CXXRecordDecl *R = classOf(P.Fields[0]);
  return R && isOrDerives(Owner, R) ? P.Fields[0] : nullptr;
}

/// The member of the launching object to which the argument leads the task: its
/// address, or a reference to it, that of the spawn or the one that a forwarder
/// was handed. What is copied is the task's own.
static const FieldDecl *lentMember(const Program &Prog, const Launch &L,
                                   const Argument &A) {
  if (const FieldDecl *F = memberIn(A.Path, L.Owner))
    return A.ByReference ? F : nullptr;
  const auto *P = dyn_cast_or_null<ParmVarDecl>(A.Path.variable());
  if (!P || A.Path.Length)
    return nullptr;
  for (const Flow *W : Prog.values().flowsIn(L.In)) {
    const FieldDecl *F =
        W->At == L.At && W->To == A.Path ? memberIn(W->From, L.Owner) : nullptr;
    // What is a pointer itself leads elsewhere.
    if (F && Prog.names().pointeeType(F->getType()).isNull() &&
        (A.ByReference ||
         !hasSameUnqualifiedType(P->getType().getNonReferenceType(),
                                 F->getType())))
      return F;
  }
  return nullptr;
}

/// Is the object of the launching method among what the value may come from?
static bool isOwner(const Program &Prog, const AccessPath &P,
                    const CXXRecordDecl *Owner) {
  return llvm::any_of(Prog.values().origins(P), [&](const AccessPath &O) {
    const CXXRecordDecl *R = ownClass(O);
    return R && isRelated(R, Owner);
  });
}

/// What the body of the task calls the object that launches it.
static ObjectNames namesOfOwner(const Program &Prog, const Launch &L) {
  ObjectNames Names;
  std::set<AccessPath> &Result = Names.Objects;
  const Body *Code = L.Code.Code;
  const Task &T = *L.Started;
  if (Code->Lambda) {
    if (const CXXRecordDecl *R = Code->thisRecord(); R && isRelated(R, L.Owner))
      Result.insert(AccessPath::thisObject(R));
  } else if (const CXXMethodDecl *M = methodOf(Code)) {
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(T.Spawn);
    bool OnItself =
        Call && Code->thisRecord() && T.Op->Callable == model::ByOverride &&
        ownClass(Prog.paths().resolve(Call->getImplicitObjectArgument()));
    if (isRelated(M->getParent(), L.Owner) && (OnItself || namesThis(L.At)))
      Result.insert(AccessPath::thisObject(M->getParent()));
  }
  bool Given = llvm::any_of(T.Arguments, [&](const Argument &A) {
    return isOwner(Prog, A.Path, L.Owner);
  });
  for (const ParmVarDecl *P : Code->Function->parameters()) {
    QualType Type = P->getType().getNonReferenceType();
    const CXXRecordDecl *Pointee = Type->getPointeeCXXRecordDecl();
    if (!Pointee)
      Pointee = Type->getAsCXXRecordDecl();
    bool Fits =
        Type->isVoidPointerType() || (Pointee && isRelated(Pointee, L.Owner));
    AccessPath Path = AccessPath::variable(P);
    if (Fits && ((Given && !Code->Lambda) || isOwner(Prog, Path, L.Owner)))
      Result.insert(Path);
  }
  for (const Argument &A : T.Arguments) {
    const FieldDecl *F = lentMember(Prog, L, A);
    if (!F)
      continue;
    for (const Flow *W : Prog.values().flowsFrom(A.Path))
      if (const auto *P = dyn_cast_or_null<ParmVarDecl>(W->To.variable());
          P && W->At == T.Spawn && W->From == A.Path &&
          P->getDeclContext() == Code->Function)
        Names.Parts[W->To] = F;
    // The first argument of a method is its object.
    if (const CXXMethodDecl *M = methodOf(Code);
        M && &A == T.Arguments.begin() &&
        isRelated(Prog.values().recordOf(A.Path), M->getParent()))
      Names.Parts[AccessPath::thisObject(M->getParent())] = F;
  }
  return Names;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// The only member of the owner that keeps the handle, or keeps the object of
/// another class that does.
static const FieldDecl *holderOf(const Program &Prog, const Launch &L) {
  std::set<const FieldDecl *> Found;
  for (const AccessPath &H : Prog.values().reach(L.Started->HandlePath))
    if (const FieldDecl *F = memberIn(H, L.Owner))
      Found.insert(F);
  if (const FieldDecl *F = memberIn(L.Started->Group, L.Owner))
    Found.insert(F);
  if (L.In != L.Started->Spawner)
    for (const Event &E : L.In->Events) {
      if (!E.Object || !contains(L.At, E.At) || ownClass(E.Object) ||
          !Prog.calls().leadsTo(E, L.Started->Spawner))
        continue;
      for (const AccessPath &H : Prog.values().reach(E.Object))
        if (const FieldDecl *F = memberIn(H, L.Owner))
          Found.insert(F);
    }
  return Found.size() == 1 ? *Found.begin() : nullptr;
}

namespace {

/// Where a task comes upon the object, and what it calls it there.
struct Meeting {
  const Body *In = nullptr;
  ObjectNames Names;
  std::vector<Step> Way;
};

} // namespace

static void addLaunch(const Program &Prog, Launch L, const CXXMethodDecl *Pure,
                      const Meeting &Known, std::vector<Launch> &Result) {
  L.Owner = L.In->thisRecord();
  if (!L.Owner)
    return;
  ObjectFollower Follower(Prog, L.Uses);
  const CXXMethodDecl *Entry = Pure;
  if (!Entry && L.Code.Code && !L.Code.Code->Lambda)
    if (const CXXMethodDecl *M = methodOf(L.Code.Code); M && M->isVirtual())
      Entry = M;
  if (Entry) {
    // An override of a library's task body is called by the library.
    if (!isRelated(Entry->getParent(), L.Owner) || !namesThis(L.At))
      Entry = nullptr;
    if (Entry)
      Follower.callVirtual(Entry, L.At, L.In, {});
  }
  if (Known.In)
    Follower.enter(Known.In, Known.Names, Known.Way);
  else if (L.Code.Code)
    Follower.enter(L.Code.Code, namesOfOwner(Prog, L));
  Follower.run();
  // Code that cannot be seen uses what it is given.
  if (!L.Code.Code)
    for (const Argument &A : L.Started->Arguments)
      if (const FieldDecl *F = lentMember(Prog, L, A)) {
        OwnUse U;
        U.Member = F;
        U.At = A.Value;
        U.In = L.Started->Spawner;
        L.Uses.push_back(std::move(U));
      }
  if (L.Uses.empty())
    return;
  auto Order = [](const OwnUse &U) {
    return std::make_pair(U.Member ? U.Member->getFieldIndex() : 0,
                          U.At->getBeginLoc().getRawEncoding());
  };
  llvm::sort(L.Uses, [&](const OwnUse &A, const OwnUse &B) {
    return Order(A) < Order(B);
  });
  L.Holder = holderOf(Prog, L);
  Result.push_back(std::move(L));
}

/// Thread objects that their owner makes and gives a pointer to itself: their
/// task calls the owner what the constructor has called the member that it put
/// the pointer into.
static void addGiven(const Program &Prog, const Task &T, const TaskBody &Code,
                     std::vector<Launch> &Result) {
  Launch Direct;
  Direct.Started = &T;
  Direct.Code = Code;
  Direct.In = T.Spawner;
  Direct.At = T.Spawn;
  Direct.Owner = T.Spawner->thisRecord();
  if (!Direct.Owner || Code.Handed)
    return;
  const std::set<AccessPath> Names = namesOfOwner(Prog, Direct).Objects;
  for (const Event *E : Prog.index().constructionsOf(Direct.Owner)) {
    const CXXRecordDecl *R = E->In->thisRecord();
    const Body *Making =
        R && !isRelated(R, Direct.Owner)
            ? Prog.calls().bodyOf(cast<CXXConstructorDecl>(E->Path.function()))
            : nullptr;
    if (!Making || !Prog.calls().reaches(Making, T.Spawner))
      continue;
    Meeting Given{Code.Code, {}, {}};
    for (const Flow *W : Prog.values().flowsFrom(AccessPath::thisObject(R)))
      if (W->At == E->At && ownClass(W->From))
        for (const AccessPath &To : Prog.values().reach(W->To))
          if (const FieldDecl *F = memberIn(To, Direct.Owner))
            for (const AccessPath &N : Names)
              Given.Names.Objects.insert(N.field(F));
    if (Given.Names.empty())
      continue;
    Launch L;
    L.Started = &T;
    L.Code = Code;
    L.In = E->In;
    L.At = E->At;
    addLaunch(Prog, std::move(L), nullptr, Given, Result);
  }
}

/// The calls by which a method of an object hands the callable to another
/// object, or starts that, if others do.
static std::vector<const Event *> startsWith(const Program &Prog, const Task &T,
                                             const Flow &Handed) {
  const CXXRecordDecl *Keeper = T.Spawner->thisRecord();
  std::vector<const Event *> Calls, Result;
  for (const Event &E : Handed.In->Events)
    if (E.Kind == EventKind::Run && E.Object && contains(Handed.At, E.At) &&
        llvm::any_of(Prog.calls().targetsOf(E), [&](const Body *Target) {
          return isRelated(Target->thisRecord(), Keeper);
        }))
      Calls.push_back(&E);
  for (const Event *Call : Calls)
    if (Prog.calls().leadsTo(*Call, T.Spawner))
      Result.push_back(Call);
  if (!Result.empty())
    return Result;
  const CXXRecordDecl *Owner = Handed.In->thisRecord();
  for (const Body *B : Prog.index().relatedTo(Owner))
    for (const Event &E : B->Events)
      if (llvm::any_of(
              Calls,
              [&](const Event *Call) { return Call->Object == E.Object; }) &&
          Prog.calls().leadsTo(E, T.Spawner))
        Result.push_back(&E);
  return Result;
}

/// Objects whose task calls what their owner has given them to call, which they
/// keep in a member.
static void addCallbacks(const Program &Prog, const Task &T,
                         const TaskBody &Code, std::vector<Launch> &Result) {
  const CXXRecordDecl *Keeper = T.Spawner->thisRecord();
  if (!Keeper || Code.Handed)
    return;
  for (const CallChain &Chain : Prog.calls().reachedFrom(Code.Code))
    for (const Event &E : Chain.To->Events) {
      if (E.Kind != EventKind::Run || E.Path.Kind != AccessPath::Root::This ||
          !memberIn(E.Path, Keeper) || !Prog.names().isCallable(E.Path.type()))
        continue;
      std::vector<Step> Way;
      for (const Event *Call : Chain.Calls)
        Way.push_back({Call->In, Call->At});
      Way.push_back({E.In, E.At});
      for (const AccessPath &O : Prog.values().origins(E.Path)) {
        const auto *Made = dyn_cast_or_null<LambdaExpr>(O.value());
        const std::vector<const Body *> &Called = Prog.calls().bodiesOf(O);
        if (!Made || O.Length || Called.size() != 1)
          continue;
        for (const Flow *W : Prog.values().flowsFrom(O)) {
          if (!W->In->thisRecord() || isRelated(W->In->thisRecord(), Keeper))
            continue;
          Launch L;
          L.Started = &T;
          L.Code = Code;
          L.Slot = E.Path;
          Meeting Callback{Called.front(),
                           {{AccessPath::thisObject(W->In->thisRecord())}, {}},
                           Way};
          for (const Event *Start : startsWith(Prog, T, *W)) {
            L.In = Start->In;
            L.At = Start->At;
            addLaunch(Prog, L, nullptr, Callback, Result);
          }
        }
      }
    }
}

std::vector<Launch> launchesOf(const Program &Prog, const Task &T) {
  std::vector<Launch> Result;
  for (const TaskBody &Code : entriesOf(Prog, T)) {
    Launch L;
    L.Started = &T;
    L.Code = Code;
    L.In = Code.Handed ? Code.Handed->In : T.Spawner;
    L.At = Code.Handed ? Code.Handed->At : T.Spawn;
    addLaunch(Prog, std::move(L), nullptr, {}, Result);
    if (Code.Code) {
      addGiven(Prog, T, Code, Result);
      addCallbacks(Prog, T, Code, Result);
    }
  }
  // `std::thread(&Base::run, this)`, where the method is pure.
  for (const AccessPath &O : Prog.values().origins(T.Callable))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(O.function());
        M && O.Kind == AccessPath::Root::Function && M->isPureVirtual()) {
      Launch L;
      L.Started = &T;
      L.In = T.Spawner;
      L.At = T.Spawn;
      addLaunch(Prog, std::move(L), M, {}, Result);
    }
  return Result;
}

//===----------------------------------------------------------------------===//
// The beginning
//===----------------------------------------------------------------------===//

static bool startsIn(const Expr *Init, const Stmt *At) {
  if (const auto *D = dyn_cast_or_null<CXXDefaultInitExpr>(Init))
    Init = D->getExpr();
  return Init && contains(Init, At);
}

static void addStarts(const Program &Prog, const Body *In,
                      std::vector<Step> Way, std::vector<EarlyStart> &Result) {
  const Stmt *At = Way.front().At;
  EarlyStart S;
  S.Way = Way;
  if (const CXXRecordDecl *R = In->InitializesMembersOf) {
    for (const FieldDecl *F : R->fields())
      if (F->hasInClassInitializer() &&
          startsIn(F->getInClassInitializer(), At))
        S.Member = F;
    S.Class = S.Member ? R : nullptr;
  } else if (const auto *K = dyn_cast_or_null<CXXConstructorDecl>(In->Function);
             K && !In->Lambda) {
    S.Class = K->getParent();
    for (const CXXCtorInitializer &I : K->inits())
      if (startsIn(I.getInit(), At)) {
        if (I.isMemberInitializer())
          S.Member = I.getMember();
        S.ByBase = I.isBaseInitializer();
      }
  }
  if (S.Class) {
    Result.push_back(std::move(S));
    return;
  }
  if (Way.size() > MaxCalls || (!In->Lambda && !methodOf(In)))
    return;
  for (const auto &From : Prog.calls().callersOf(In)) {
    const Body *Caller = From.first;
    const Event *Call = From.second;
    if (!In->Lambda && !ownClass(Call->Object))
      continue;
    if (llvm::any_of(Way, [&](const Step &S) { return S.In == Caller; }))
      continue;
    std::vector<Step> Longer{{Caller, Call->At}};
    Longer.insert(Longer.end(), Way.begin(), Way.end());
    addStarts(Prog, Caller, std::move(Longer), Result);
  }
}

std::vector<EarlyStart> earlyStartsOf(const Program &Prog, const Launch &L) {
  std::vector<EarlyStart> Result;
  // What an event loop is given runs when the constructor has returned to it.
  if (L.Started->Op->When == model::Runs::Elsewhere &&
      (L.Started->Op->On == model::RunsOn::NewThread ||
       L.Started->Op->On == model::RunsOn::Pool))
    addStarts(Prog, L.In, {{L.In, L.At}}, Result);
  return Result;
}

/// Is the member something else before its initializer has run?
static bool isInitialized(const FieldDecl *F, const FunctionDecl *Constructor) {
  if (F->hasInClassInitializer())
    return true;
  const CXXRecordDecl *R = F->getType()->getAsCXXRecordDecl();
  if (R && R->hasDefinition() && !R->hasTrivialDefaultConstructor())
    return true;
  if (const auto *K = dyn_cast_or_null<CXXConstructorDecl>(Constructor))
    for (const CXXCtorInitializer &I : K->inits())
      if (I.isWritten() && I.getMember() == F)
        return true;
  return false;
}

bool isMissing(const EarlyStart &S, const FieldDecl *F) {
  const CXXRecordDecl *R = classOf(F);
  // A class that the base knows by its parameter.
  if (R && R != S.Class)
    return isOrDerives(R, S.Class) && isInitialized(F, nullptr);
  if (!R)
    return false;
  bool Later =
      S.ByBase || (S.Member && F->getFieldIndex() > S.Member->getFieldIndex());
  return Later && isInitialized(F, S.Way.front().In->Function);
}

bool waitsForSpawner(const Program &Prog, const Launch &L,
                     const EarlyStart &S) {
  std::vector<AccessPath> Signalled;
  for (const CallChain &Chain : Prog.calls().reachedFrom(S.Way.front().In))
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Signal || E.Kind == EventKind::Send)
        Signalled.push_back(E.Path);
  if (Signalled.empty() || !L.Code.Code)
    return false;
  for (const CallChain &Chain : Prog.calls().reachedFrom(L.Code.Code))
    for (const Event &E : Chain.To->Events)
      if (E.Kind == EventKind::Wait || E.Kind == EventKind::Receive)
        for (const AccessPath &P : Signalled)
          if (Prog.values().mayBeSame(P, E.Path))
            return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Assignments that come too late
//===----------------------------------------------------------------------===//

/// Is an object of the type made for being used by several threads?
static bool isShared(const Program &Prog, QualType T) {
  T = T.getNonReferenceType();
  if (T->isAtomicType())
    return true;
  const model::Type *M = Prog.names().type(T);
  if (!M)
    return false;
  switch (M->K) {
  case model::Kind::Container:
  case model::Kind::SmartPointer:
  case model::Kind::Callable:
    return false;
  default:
    return true;
  }
}

static bool takesLock(const Program &Prog, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const VarDecl *V : D->decls())
      if (const model::Type *T = Prog.names().type(V->getType());
          T && T->K == model::Kind::LockGuard)
        return true;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const model::Operation *Op = Prog.names().operation(Call);
        Op && (Op->R == model::Role::Lock || Op->R == model::Role::TryLock))
      return true;
  return llvm::any_of(
      S->children(), [&](const Stmt *Child) { return takesLock(Prog, Child); });
}

/// Does the task wait or ask for something on every way to the use? It asks
/// for what somebody `Says` after the assignment.
static bool waitsBefore(const Program &Prog, const OwnUse &U,
                        const std::vector<AccessPath> &Says) {
  auto Waits = [&](const Event &E) {
    switch (E.Kind) {
    case EventKind::Wait:
    case EventKind::Receive:
    case EventKind::Read:
    case EventKind::Join:
    case EventKind::Sleep:
      return true;
    case EventKind::Poll:
    case EventKind::Observe:
      return llvm::any_of(Says, [&](const AccessPath &P) {
        return Prog.values().mayBeSame(P, E.Path);
      });
    default:
      return false;
    }
  };
  std::vector<Step> Way = U.Way;
  Way.push_back({U.In, U.At});
  return llvm::any_of(Way, [&](const Step &S) {
    ControlFlow::Statements Ordering = Prog.calls().mustAt(S.In, Waits);
    // `while (!ready) changed.wait(lock);` knows whether it has to.
    for (const Stmt *Wait : ControlFlow::Statements(Ordering))
      for (const Stmt *Outer : around(S.In, Wait))
        if (const auto *W = dyn_cast<WhileStmt>(Outer); W && !contains(W, S.At))
          for (const Stmt *Inner : partsOf(W->getCond()))
            Ordering.insert(Inner);
    return !Ordering.empty() &&
           Prog.calls().flow(S.In).mustMeetBefore(S.At, Ordering);
  });
}

bool waitsBefore(const Program &Prog, const OwnUse &U) {
  return waitsBefore(Prog, U, {});
}

static const FieldDecl *assignedMember(const Event &E) {
  if (E.Kind != EventKind::Write || E.Path.Kind != AccessPath::Root::This ||
      E.Path.Length != 1)
    return nullptr;
  const auto *B = dyn_cast_or_null<BinaryOperator>(E.At);
  const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E.At);
  if ((!B || B->getOpcode() != BO_Assign) &&
      (!O || O->getOperator() != OO_Equal))
    return nullptr;
  return E.Path.Fields[0];
}

namespace {

/// What gives a member of the body's object a new value.
struct Change {
  const FieldDecl *Member;
  const Stmt *At;
  SourceLocation Where;
  bool OfHandle; ///< Of what C initializes by a call: a mutex, a condition.
};

} // namespace

static std::vector<Change> changesOf(const Program &Prog, const Body *B) {
  std::vector<Change> Result;
  for (const Event &E : B->Events)
    if (const FieldDecl *F = assignedMember(E);
        F && !isShared(Prog, F->getType()))
      Result.push_back({F, E.At, E.Where, false});
  for (const Stmt *S : partsOf(B->Code)) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const model::Operation *Op = Call ? Prog.names().operation(Call) : nullptr;
    if (!Op || !Op->Replaces)
      continue;
    AccessPath P = Prog.paths().resolve(Prog.names().object(Call, *Op));
    if (P.Kind != AccessPath::Root::This || P.Length != 1)
      continue;
    const model::Type *M = Prog.names().type(P.Fields[0]->getType());
    bool OfHandle = M && M->RawHandle;
    if (OfHandle || !isShared(Prog, P.Fields[0]->getType()))
      Result.push_back({P.Fields[0], S, Call->getExprLoc(), OfHandle});
  }
  return Result;
}

LateAssignment lateAssignmentOf(const Program &Prog, const Launch &L,
                                const EarlyStart &S) {
  for (const Step &Frame : S.Way) {
    const ControlFlow &Flow = Prog.calls().flow(Frame.In);
    if (!Flow.has(Frame.At) || takesLock(Prog, Frame.In->Code))
      continue;
    for (const Change &C : changesOf(Prog, Frame.In)) {
      if (C.Member == L.Holder || !Flow.has(C.At) || contains(C.At, Frame.At) ||
          !Flow.canReach(Frame.At, C.At))
        continue;
      std::vector<AccessPath> Says;
      for (const Event &Later : Frame.In->Events)
        if (Later.isReport() && Later.Path &&
            (Later.Path.Length != 1 || Later.Path.Fields[0] != C.Member) &&
            Flow.has(Later.At) && Flow.canReach(C.At, Later.At))
          Says.push_back(Later.Path);
      for (const OwnUse &U : L.Uses)
        // Nobody is kept from it by a lock that is not there yet.
        if (U.Member == C.Member && !U.OnlyAssigns &&
            (C.OfHandle || !takesLock(Prog, U.In->Code)) &&
            !waitsBefore(Prog, U, Says))
          return {&U, C.Where, C.OfHandle};
    }
  }
  return {};
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

static bool isJoin(const HandleFate &Fate, const Event &E) {
  return llvm::is_contained(Fate.Joins, &E);
}

/// Does the body, or what it runs, wait for the end of the task?
static bool joins(const Program &Prog, const HandleFate &Fate, const Body *B) {
  return B &&
         llvm::any_of(Prog.calls().reachedFrom(B), [&](const CallChain &Chain) {
           return llvm::any_of(Chain.To->Events,
                               [&](const Event &E) { return isJoin(Fate, E); });
         });
}

/// Adds the destructors that run when an object of the type dies, those of its
/// members and elements too.
static void addDestructors(const Program &Prog, QualType T,
                           std::vector<const Body *> &Result,
                           unsigned Depth = 0) {
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    if (T->isReferenceType() || T->isPointerType())
      return;
    QualType Inner = Prog.names().innerType(T);
    if (Inner.isNull())
      break;
    // A class that deletes what a smart pointer points to.
    if (const CXXRecordDecl *Owner = T->getAsCXXRecordDecl())
      for (const TemplateArgument &A : Owner->getTemplateArgs())
        if (const CXXRecordDecl *Deleter =
                A.getKind() == TemplateArgument::Type
                    ? A.getAsType()->getAsCXXRecordDecl()
                    : nullptr;
            Deleter && Deleter->hasDefinition() &&
            Prog.names().isCallable(A.getAsType()))
          for (const CXXMethodDecl *M : Deleter->getDefinition()->methods())
            if (M->getOverloadedOperator() == OO_Call)
              if (const Body *B = Prog.calls().bodyOf(M))
                Result.push_back(B);
    T = Inner;
  }
  const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Depth > 3)
    return;
  R = R->getDefinition();
  if (const Body *B = Prog.calls().bodyOf(R->getDestructor()))
    Result.push_back(B);
  for (const CXXBaseSpecifier &Base : R->bases())
    addDestructors(Prog, Base.getType(), Result, Depth + 1);
  for (const FieldDecl *F : R->fields())
    addDestructors(Prog, F->getType(), Result, Depth + 1);
}

/// Does the member's destructor wait by what the model says of its type?
static bool joinsByType(const Program &Prog, const Task &T,
                        const FieldDecl *F) {
  const model::Type *M =
      Prog.values().typeOf(AccessPath::thisObject(classOf(F)).field(F));
  if (!M || F->getType()->isReferenceType() || F->getType()->isPointerType())
    return false;
  switch (M->Destroy) {
  case model::OnDestroy::Joins:
  case model::OnDestroy::StopsAndJoins:
    return true;
  case model::OnDestroy::JoinsIfAsync:
    return T.Op->Discard == model::OnDiscard::Blocks;
  default:
    return false;
  }
}

/// Was the member, or a reference to it, given to somebody?
static bool isHandedOn(const Program &Prog, const FieldDecl *Member) {
  auto IsHanded = [&](const Stmt *Code) {
    return Code && llvm::any_of(usesOf(Prog, Code, Member), [](const Use &U) {
             return U.How == Use::Handed;
           });
  };
  for (const Body *B : Prog.index().naming(Member)) {
    if (IsHanded(B->Code))
      return true;
    if (const auto *K = dyn_cast_or_null<CXXConstructorDecl>(B->Function))
      for (const CXXCtorInitializer &I : K->inits())
        if (IsHanded(I.getInit()))
          return true;
  }
  return llvm::any_of(classOf(Member)->fields(), [&](const FieldDecl *Other) {
    return Other->hasInClassInitializer() &&
           IsHanded(Other->getInClassInitializer());
  });
}

static bool isAssignment(const Body *B) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  return M && M->getOverloadedOperator() == OO_Equal;
}

/// May the destructor wait for the task, in whatever way, or empty the member?
static bool endsEarlier(const Program &Prog, const Launch &L,
                        const HandleFate &Fate, const Body *Destructor,
                        const AccessPath &Object, const FieldDecl *Member) {
  for (const CallChain &Chain : Prog.calls().reachedFrom(Destructor))
    for (const Event &E : Chain.To->Events) {
      // To start the task is to put it there.
      if (E.At && contains(E.At, L.Started->Spawn))
        continue;
      if (L.Slot && E.Kind == EventKind::Write && E.Path == L.Slot)
        return true; // It has nothing to call any more.
      if (E.Kind == EventKind::Wait || E.Kind == EventKind::Receive ||
          E.Kind == EventKind::Read || isJoin(Fate, E))
        return true;
      if (E.Kind == EventKind::Stop || E.Kind == EventKind::Observe ||
          E.Kind == EventKind::Poll)
        continue;
      if (E.Path == Object ||
          (Member && E.Path.startsWith(Object.field(Member))))
        return true;
    }
  return false;
}

/// The member's own destructor is what waits, and nobody has before.
static bool joinsByMember(const Program &Prog, const Launch &L,
                          const HandleFate &Fate) {
  std::vector<const Body *> Dying;
  addDestructors(Prog, L.Holder->getType(), Dying);
  std::set<const Body *> ByMember;
  for (const Body *D : Dying)
    for (const CallChain &Chain : Prog.calls().reachedFrom(D))
      ByMember.insert(Chain.To);
  const AccessPath Held =
      AccessPath::thisObject(classOf(L.Holder)).field(L.Holder);
  const CXXRecordDecl *Keeper = nullptr;
  bool ByType = joinsByType(Prog, *L.Started, L.Holder);
  // A member of the member does.
  for (const AccessPath &H : Fate.Held)
    if (H.Kind == AccessPath::Root::This && H.Length == 1 &&
        isOrDerives(Prog.values().recordOf(Held), classOf(H.Fields[0])) &&
        joinsByType(Prog, *L.Started, H.Fields[0])) {
      Keeper = classOf(H.Fields[0]);
      ByType = true;
    }
  bool ByCode = llvm::any_of(Dying, [&](const Body *D) {
    // A smart pointer's deleter is called by the library.
    bool IsDeleter = D->Function->getOverloadedOperator() == OO_Call;
    return joins(Prog, Fate, D) ||
           (IsDeleter && llvm::any_of(D->Events, [](const Event &E) {
              return E.Kind == EventKind::Join;
            }));
  });
  if (!ByType && !ByCode)
    return false;
  // A method by which somebody may have waited.
  for (const Body *D : Dying)
    if (joins(Prog, Fate, D))
      Keeper = D->thisRecord();
  for (const Event *Join : Fate.Joins) {
    if (ByMember.count(Join->In))
      continue;
    if (!Keeper || Join->In->thisRecord() != Keeper)
      return false;
  }
  if (Keeper)
    for (const Event *E : Prog.index().callsMeeting(Held))
      if (!E->AtScopeEnd && !isRelated(E->In->thisRecord(), Keeper))
        for (const Body *Target : Prog.calls().bodiesOf(E->Path))
          if (isRelated(Target->thisRecord(), Keeper) &&
              !isa_and_nonnull<CXXDestructorDecl>(Target->Function) &&
              !isAssignment(Target) && joins(Prog, Fate, Target))
            return false;
  return true;
}

LateJoin lateJoinOf(const Program &Prog, const Launch &L) {
  HandleFate Fate = fateOf(Prog, *L.Started);
  if (!Fate.TimedWaits.empty() || Fate.Returned || Fate.HeldByCaller ||
      !Fate.Detaches.empty())
    return {};
  const CXXRecordDecl *R = L.Owner->getDefinition();
  if (!R)
    return {};
  const CXXDestructorDecl *D = R->getDestructor();
  const Body *Dying = D ? Prog.calls().bodyOf(D) : nullptr;
  if (D && D->isUserProvided() && !Dying)
    return {};
  if (L.Holder && joinsByMember(Prog, L, Fate)) {
    if (isHandedOn(Prog, L.Holder))
      return {};
    if (Dying &&
        endsEarlier(Prog, L, Fate, Dying, AccessPath::thisObject(R), L.Holder))
      return {};
    return {classOf(L.Holder), L.Holder};
  }
  // The destructor of the class, or of a base of it, which is visible.
  std::vector<const CXXRecordDecl *> Classes{R};
  for (size_t I = 0; I < Classes.size() && I < MaxBodies; ++I) {
    const Body *B = Prog.calls().bodyOf(Classes[I]->getDestructor());
    if (B && joins(Prog, Fate, B))
      return {Classes[I], nullptr};
    // One that waits otherwise, or that cannot be seen.
    const CXXDestructorDecl *D = Classes[I]->getDestructor();
    if (D && D->isUserProvided() &&
        (!B || endsEarlier(Prog, L, Fate, B, AccessPath::thisObject(Classes[I]),
                           nullptr)))
      return {};
    for (const CXXBaseSpecifier &Base : Classes[I]->bases())
      if (const CXXRecordDecl *Next = Base.getType()->getAsCXXRecordDecl();
          Next && Next->hasDefinition())
        Classes.push_back(Next->getDefinition());
  }
  return {};
}

/// Has an object of the class, which derives from the one that waits, nothing
/// that waits before?
static bool endsLate(const Program &Prog, const Launch &L,
                     const HandleFate &Fate, const LateJoin &J,
                     const CXXRecordDecl *R) {
  if (!R || R->isAbstract() || R == J.Class || !isOrDerives(R, J.Class))
    return false;
  const CXXDestructorDecl *D = R->getDestructor();
  const Body *B = D ? Prog.calls().bodyOf(D) : nullptr;
  if (D && D->isUserProvided() && !B)
    return false;
  if (B && endsEarlier(Prog, L, Fate, B, AccessPath::thisObject(R), nullptr))
    return false;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const CXXRecordDecl *Next = Base.getType()->getAsCXXRecordDecl();
        Next && Next->hasDefinition() && isOrDerives(Next, J.Class) &&
        Next != J.Class && !Next->isAbstract() &&
        !endsLate(Prog, L, Fate, J, Next->getDefinition()))
      return false;
  // Whoever has such an object may end the task first.
  for (const Body *Target : Prog.index().relatedTo(R)) {
    if (isa_and_nonnull<CXXDestructorDecl>(Target->Function) ||
        !joins(Prog, Fate, Target))
      continue;
    for (const auto &[Caller, Call] : Prog.calls().callersOf(Target))
      if (Call->Object && !Call->AtScopeEnd &&
          !isRelated(Caller->thisRecord(), J.Class) &&
          llvm::is_contained(Prog.calls().bodiesOf(Call->Path), Target))
        return false;
  }
  return true;
}

bool isGone(const Program &Prog, const Launch &L, const LateJoin &J,
            const FieldDecl *F) {
  const CXXRecordDecl *R = classOf(F);
  // What has a destructor, or must not be destroyed while it is used.
  const CXXRecordDecl *Of = F->getType()->getAsCXXRecordDecl();
  const model::Type *M = Prog.names().type(F->getType());
  bool Matters = (M && M->K == model::Kind::Mutex) ||
                 (Of && Of->hasDefinition() && !Of->hasTrivialDestructor());
  if (!R || !J.Class || !Matters || F == J.Member)
    return false;
  if (R == J.Class)
    return J.Member && F->getFieldIndex() > J.Member->getFieldIndex();
  return endsLate(Prog, L, fateOf(Prog, *L.Started), J, R->getDefinition());
}

const Body *goneOverride(const Program &Prog, const Launch &L,
                         const LateJoin &J, const CXXMethodDecl *M) {
  if (!J.Class || !M->isPureVirtual())
    return nullptr;
  HandleFate Fate = fateOf(Prog, *L.Started);
  for (const Body *Override : Prog.calls().overridersOf(M))
    if (endsLate(Prog, L, Fate, J, Override->thisRecord()->getDefinition()))
      return Override;
  return nullptr;
}

} // namespace tether::facts
