//===- Endings.cpp - What destroys a handle too early ---------------------===//
//
// Inner of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Endings.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Flags.h"
#include "LocalHandles.h"
#include "MemberHandles.h"

using namespace clang;

namespace tether::facts {

using model::Role;

/// So many calls deep is looked.
static constexpr unsigned MaxCalls = 4;

//===----------------------------------------------------------------------===//
// What dies
//===----------------------------------------------------------------------===//

/// Does the smart pointer alone own its pointee, and just delete it?
static bool isSoleOwner(const Program &Prog, const model::Type *Pointer,
                        QualType T) {
  if (llvm::any_of(Pointer->Operations, [](const model::Operation &Op) {
        return Op.R == Role::UseCount;
      }))
    return false;
  QualType Named = deleterTypeOf(T);
  if (Named.isNull()) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && !R->getTemplateArgs().empty();
  }
  const CXXRecordDecl *Deleter = Named->getAsCXXRecordDecl();
  return Deleter && Prog.seen().of(Deleter) == Sight::Outside;
}

/// What dies first when a value of the type does: through arrays, containers
/// and pointers that own. Null if nothing does.
static QualType ownedBy(const Program &Prog, QualType T) {
  for (unsigned I = 0; I < 6 && !T.isNull(); ++I) {
    if (T->isReferenceType() || T->isPointerType())
      return {};
    if (T->isArrayType()) {
      T = T->getElementType();
      continue;
    }
    const model::Type *M = Prog.names().type(T);
    if (!M)
      return T->isRecordType() ? T : QualType();
    if (M->K == model::Kind::SmartPointer) {
      if (!isSoleOwner(Prog, M, T))
        return {};
      T = Prog.names().pointeeType(T);
    } else if (M->K == model::Kind::Container) {
      T = Prog.names().elementType(T);
    } else {
      return T;
    }
  }
  return {};
}

/// Is it a local smart pointer, which owns its object as long as it has not
/// been moved?
static bool isLocalOwner(const Program &Prog, const AccessPath &Object) {
  const VarDecl *V = Object.Length ? nullptr : Object.variable();
  const model::Type *M =
      V && V->isLocalVarDecl() && V->hasLocalStorage() && !isa<ParmVarDecl>(V)
          ? Prog.names().type(V->getType())
          : nullptr;
  return M && M->K == model::Kind::SmartPointer &&
         !V->getType()->isReferenceType() && isSoleOwner(Prog, M, V->getType());
}

/// May the destructor do something with the member?
static bool seesTo(const Program &Prog, const CXXDestructorDecl *D,
                   const FieldDecl *Member) {
  if (!D || !D->isUserProvided())
    return false;
  const Body *Dying = Prog.calls().bodyOf(D);
  return !Dying ||
         llvm::any_of(
             Prog.calls().reachedFrom(Dying), [&](const CallChain &Chain) {
               return llvm::any_of(usesOf(Prog, Chain.To->Code, Member),
                                   [](const Use &U) {
                                     return U.How != Use::Harmless &&
                                            U.How != Use::Assigned;
                                   }) ||
                      llvm::any_of(Chain.To->Events, [](const Event &E) {
                        return E.Kind == EventKind::Escape && E.Path.isThis();
                      });
             });
}

/// Does what is left of the path, from an object of class `R` on, die with the
/// object, and does no destructor on the way see to it?
static bool diesWith(const Program &Prog, const Task &Started,
                     const CXXRecordDecl *R, ArrayRef<const FieldDecl *> Path) {
  while (true) {
    R = R && R->hasDefinition() ? R->getDefinition() : nullptr;
    const CXXRecordDecl *Holder =
        Path.empty() ? nullptr : classOf(Path.front());
    if (!R || !Holder || !Holder->hasDefinition() ||
        (R != Holder && !R->isDerivedFrom(Holder)) ||
        seesTo(Prog, R->getDestructor(), Path.front()) ||
        seesTo(Prog, Holder->getDefinition()->getDestructor(), Path.front()))
      return false;
    QualType T = ownedBy(Prog, Path.front()->getType());
    Path = Path.drop_front();
    if (T.isNull())
      return false;
    if (Path.empty()) {
      const model::Type *M = Prog.names().type(T);
      if (Started.Handle->RawHandle)
        return M == Started.Handle;
      return M && M->K == model::Kind::Thread &&
             M->Destroy == model::OnDestroy::Terminates;
    }
    R = T->getAsCXXRecordDecl();
  }
}

/// Does a value of the type give a handle a new place?
static bool takes(const Program &Prog, const AccessPath &To) {
  QualType T = To.type();
  if (T.isNull() || T->isReferenceType() || T->isPointerType())
    return false;
  // To wait for the thread is no place for its handle, and an iterator is a
  // name for something else.
  if (const model::Type *M = Prog.names().type(T))
    return M->K != model::Kind::Future;
  const VarDecl *V = To.Length ? nullptr : To.variable();
  return !V || Prog.paths().resolve(V) == AccessPath::variable(V);
}

/// Is the handle that of a member whose class does not see to it when it dies?
static bool isLeftToOwner(const Program &Prog, const AccessPath &Handle) {
  const CXXRecordDecl *R =
      Handle.Kind == AccessPath::Root::This && Handle.Length
          ? classOf(Handle.Fields[0])
          : nullptr;
  return R && R->hasDefinition() && Prog.seen().isPrivate(Handle) &&
         !seesTo(Prog, R->getDefinition()->getDestructor(), Handle.Fields[0]);
}

/// Does a method of the class that has the object let others get at one of the
/// class?
static bool givesAway(const Program &Prog, const AccessPath &Object,
                      const CXXRecordDecl *Of) {
  const CXXRecordDecl *Owner =
      Object.Length ? classOf(Object.Fields[0]) : nullptr;
  return Owner && Owner->hasDefinition() &&
         llvm::any_of(
             Owner->getDefinition()->methods(), [&](const CXXMethodDecl *M) {
               QualType Returned = M->getReturnType();
               QualType Pointee = Returned->isReferenceType()
                                      ? Returned.getNonReferenceType()
                                      : Prog.names().pointeeType(Returned);
               return M->getAccess() != AS_private && !Pointee.isNull() &&
                      isRelated(Pointee->getAsCXXRecordDecl(), Of);
             });
}

/// Is it an iterator that is made for an operation that is known?
static bool isIterator(const Program &Prog, const Body *B, const Stmt *Made) {
  if (!isa<CXXConstructExpr>(Made))
    return false;
  std::vector<const Stmt *> Around = around(B, Made);
  for (const Stmt *S : llvm::reverse(Around))
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return Prog.names().operation(Call) != nullptr;
  return false;
}

/// What dies in the unit, by its class and, where an event destroys it, by its
/// name.
struct Mortals {
  struct Death {
    const Event *By;
    AccessPath Object;
    QualType Of;
    decltype(Ending::How) How;
    bool Replaced;
    QualType Dying; ///< What of it dies first.
  };
  /// A variable, or a member, that is an object of a class or owns one.
  struct Local {
    const Body *In;
    const DeclStmt *At;
    const VarDecl *Variable;
  };
  struct Member {
    const CXXRecordDecl *Owner;
    const FieldDecl *Field;
  };

  explicit Mortals(const Program &Prog);

  std::vector<Death> Deaths;
  std::unordered_map<AccessPath, std::vector<Numbered<unsigned>>,
                     AccessPath::Hash>
      ByObject;             ///< Indices of deaths.
  ByClass<unsigned> ByType; ///< The same.
  ByClass<Local> Locals;
  ByClass<Member> Members;
};

using Death = Mortals::Death;

static std::optional<Death> deathBy(const Program &Prog, const Event &E) {
  if (!E.At || E.AtScopeEnd || !E.Path)
    return std::nullopt;
  if (E.Kind == EventKind::Destroy)
    if (const auto *D = dyn_cast<CXXDeleteExpr>(E.At))
      return Death{&E,    E.Path, D->getDestroyedType(), Ending::Deleted,
                   false, {}};
  if (E.Kind != EventKind::Write)
    return std::nullopt;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E.At)) {
    const model::Operation *Op = Prog.names().operation(Call);
    if (!Op || (Op->R != Role::Remove && !Op->Replaces))
      return std::nullopt;
    // What is returned is an iterator, a number, or what was taken out.
    const CXXRecordDecl *Returned = Call->getType()->getAsCXXRecordDecl();
    if (Op->R == Role::Remove && Returned && !Returned->hasTrivialDestructor())
      return std::nullopt;
    return Death{&E,           E.Path, Call->getObjectType(), Ending::Content,
                 Op->Replaces, {}};
  }
  const auto *O = dyn_cast<CXXOperatorCallExpr>(E.At);
  if (!O || O->getOperator() != OO_Equal || O->getNumArgs() != 2)
    return std::nullopt;
  // `thread = {}`, `pointer = nullptr`, `thread = std::thread()`
  const Expr *By = strip(O->getArg(1));
  const auto *K = dyn_cast<CXXConstructExpr>(By);
  const auto *L = dyn_cast<InitListExpr>(By);
  if (!isa<CXXNullPtrLiteralExpr>(By) && !(L && !L->getNumInits()) &&
      !(K && (K->getNumArgs() == 0 ||
              (K->getNumArgs() == 1 &&
               isa<CXXNullPtrLiteralExpr>(strip(K->getArg(0)))))))
    return std::nullopt;
  return Death{&E, E.Path, O->getArg(0)->getType(), Ending::Content, false, {}};
}

Mortals::Mortals(const Program &Prog) {
  unsigned LocalCount = 0, MemberCount = 0;
  std::set<const CXXRecordDecl *> Owners;
  for (const auto &B : Prog.facts().Bodies) {
    for (const Event &E : B->Events) {
      std::optional<Death> D = deathBy(Prog, E);
      if (!D || (D->Dying = ownedBy(Prog, D->Of)).isNull())
        continue;
      const unsigned Number = Deaths.size();
      ByObject[D->Object].push_back({Number, Number});
      ByType.add(D->Dying->getAsCXXRecordDecl(), Number, Number);
      Deaths.push_back(*D);
    }
    if (B->Code)
      for (const Stmt *S : partsOf(B->Code)) {
        const auto *D = dyn_cast<DeclStmt>(S);
        const VarDecl *V =
            D && D->isSingleDecl() ? D->getSingleDecl() : nullptr;
        if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
            V->getType()->isDependentType())
          continue;
        if (QualType Dying = ownedBy(Prog, V->getType()); !Dying.isNull())
          Locals.add(Dying->getAsCXXRecordDecl(), LocalCount++,
                     {B.get(), D, V});
      }
    const CXXRecordDecl *R = B->thisRecord();
    if (!R || !R->hasDefinition() || !Owners.insert(R->getDefinition()).second)
      continue;
    for (const FieldDecl *F : R->getDefinition()->fields())
      if (QualType Dying = ownedBy(Prog, F->getType()); !Dying.isNull())
        Members.add(Dying->getAsCXXRecordDecl(), MemberCount++,
                    {R->getDefinition(), F});
  }
}

namespace {

/// A handle, and what has it.
struct Kept {
  AccessPath Path;
  /// The class that has it and leaves it to who owns the object; null if that
  /// is the same.
  const CXXRecordDecl *LeftBy = nullptr;
  AccessPath Object; ///< ... and that object.
};

class EndingFinder {
public:
  EndingFinder(const Program &Prog, const Task &T, const HandleFate &Fate)
      : Prog(Prog), T(T), Fate(Fate), Held(Fate.Held.begin(), Fate.Held.end()) {
  }

  std::vector<Ending> find();
  bool isJoinedOnlyBeforeStart(const AccessPath &Handle) const;

private:
  std::vector<const CXXRecordDecl *> leavers() const;
  Index::Bodies mayTouch(const Kept &Handle) const;
  void addDeaths(std::vector<Ending> &Result);
  void addScopes(std::vector<Ending> &Result);
  void addMembers(std::vector<Ending> &Result);
  std::vector<Kept> leftIn(const AccessPath &Object, QualType Dying) const;
  bool ends(const Body *B, const Death &D, const Kept &Handle);
  bool isMoved(const Flow &W, const AccessPath &Handle) const;
  std::vector<const Stmt *> touchesOf(const Body *B, const AccessPath &Handle,
                                      bool AlsoAsked) const;
  bool touches(const Body *B, const AccessPath &Handle);
  ControlFlow::Statements touchesIn(const Body *B, const AccessPath &Handle,
                                    const Stmt *Before);
  bool mayComeBefore(const Body *Other, const Kept &Handle);
  bool mayComeBeforeAll(const Body *B, const Kept &Handle);
  bool isHandedOut(const AccessPath &Object) const;
  bool startsTask(const Event &Run) const;
  bool throwsBehindStart(const Body *B, unsigned Depth = 0);
  bool throwBehind(const Body *B, const Stmt *Start, const Stmt *Scope,
                   const ControlFlow::Statements &Touched) const;
  bool isUnwound(const Body *B, const Event &By, const Stmt *Start,
                 const Stmt *Scope, const ControlFlow::Statements &Touched);
  bool isStarted(const Kept &Handle) const;
  bool isOfDestructor(const Body *B, const CXXRecordDecl *Owner,
                      unsigned Depth = 0) const;
  bool startsFrom(const Body *B, const Stmt *At) const;
  bool makesRoom(const Body *B, const Stmt *At, unsigned Depth = 0) const;
  bool asksState(const Stmt *Condition, const Death &D,
                 unsigned Depth = 0) const;
  bool canCome(const Body *B, const Death &D, const AccessPath &Handle);
  std::vector<Setting> whileItRuns(const AccessPath &Handle) const;

  const Program &Prog;
  const Task &T;
  const HandleFate &Fate;
  std::set<AccessPath> Held;
  std::map<std::pair<const Body *, AccessPath>, bool> Touching;
};

/// Does the flow take the handle, or what has it, out of its place?
bool EndingFinder::isMoved(const Flow &W, const AccessPath &Handle) const {
  return W.From && (Handle.startsWith(W.From) || W.From.startsWith(Handle)) &&
         !W.To.startsWith(W.From) && takes(Prog, W.To);
}

/// The statements of the body that see to the handle, or may do so.
std::vector<const Stmt *> EndingFinder::touchesOf(const Body *B,
                                                  const AccessPath &Handle,
                                                  bool AlsoAsked) const {
  std::vector<const Stmt *> Result;
  for (const Event &E : B->Events) {
    if (!E.At || E.AtScopeEnd)
      continue;
    bool HandsOn =
        E.Kind == EventKind::Escape && !E.ReadOnly && E.Path &&
        (Held.count(E.Path) ||
         (Handle.startsWith(E.Path) && (E.Path.Length || AlsoAsked)) ||
         (AlsoAsked && E.Path.isThis() &&
          isRelated(B->thisRecord(), classOf(Handle.lastField())))) &&
        !isIterator(Prog, B, E.At);
    if (HandsOn || llvm::is_contained(Fate.Joins, &E) ||
        llvm::is_contained(Fate.Detaches, &E))
      Result.push_back(E.At);
  }
  for (const Flow *W : Prog.values().flowsIn(B))
    if (W->At && isMoved(*W, Handle))
      Result.push_back(W->At);
  if (AlsoAsked && B->Code)
    for (const Stmt *S : partsOf(B->Code))
      if (const auto *Call = dyn_cast<CallExpr>(S)) {
        const model::Operation *Op = Prog.names().operation(Call);
        if (Op && Op->R == Role::Joinable &&
            Held.count(Prog.paths().resolve(Prog.names().object(Call, *Op))))
          Result.push_back(S);
      }
  return Result;
}

bool EndingFinder::touches(const Body *B, const AccessPath &Handle) {
  auto [It, New] = Touching.try_emplace({B, Handle}, false);
  if (!New)
    return It->second;
  bool Result =
      llvm::any_of(Prog.calls().reachedFrom(B), [&](const CallChain &Chain) {
        return !touchesOf(Chain.To, Handle, /*AlsoAsked=*/true).empty();
      });
  return Touching[{B, Handle}] = Result;
}

/// The same for all that the body runs, and with the conditions that decide
/// about it, as far as they do not decide about `Before` as well.
ControlFlow::Statements EndingFinder::touchesIn(const Body *B,
                                                const AccessPath &Handle,
                                                const Stmt *Before) {
  std::vector<const Stmt *> All = touchesOf(B, Handle, /*AlsoAsked=*/true);
  for (const Event &E : B->Events)
    if (E.Kind == EventKind::Run && E.At && !E.AtScopeEnd && E.At != Before &&
        llvm::any_of(Prog.calls().targetsOf(E), [&](const Body *Target) {
          return Target != B && touches(Target, Handle);
        }))
      All.push_back(E.At);
  ControlFlow::Statements Result;
  auto IsHandle = [&](const Expr *E) {
    return Held.count(Prog.paths().resolve(E)) != 0;
  };
  // Where it is started as well, parameters may be asked that decide nothing
  // about that.
  const bool IsThere =
      B == T.Spawner && llvm::none_of(around(B, T.Spawn), [](const Stmt *S) {
        return conditionOf(S) != nullptr;
      });
  for (const Stmt *At : All) {
    Result.insert(At);
    const Stmt *Blind = nullptr;
    for (const Stmt *Outer : around(B, At)) {
      if (contains(Outer, Before) || (Blind && contains(Blind, Outer)))
        continue;
      if (const auto *I = dyn_cast<IfStmt>(Outer);
          I && (IsThere || waitAskedFor(B, I->getCond())) &&
          isBlind(Prog, B, I, IsHandle)) {
        Blind = I->getCond();
        continue;
      }
      // `if (failed) { t.join(); return; }` says nothing about what follows.
      if (const auto *I = dyn_cast<IfStmt>(Outer);
          I && leavesFunction(contains(I->getThen(), At) ? I->getThen()
                                                         : I->getElse()))
        continue;
      if (const Stmt *C = conditionOf(Outer))
        for (const Stmt *Inner : partsOf(C))
          Result.insert(Inner);
    }
  }
  return Result;
}

/// Does the body run only where an object of the class is destroyed?
bool EndingFinder::isOfDestructor(const Body *B, const CXXRecordDecl *Owner,
                                  unsigned Depth) const {
  if (const auto *D = dyn_cast_or_null<CXXDestructorDecl>(B->Function))
    return isRelated(D->getParent(), Owner);
  if (Depth >= MaxCalls ||
      (!B->Lambda && B->Function && B->Function->getAccess() == AS_public))
    return false;
  const auto &Callers = Prog.calls().callersOf(B);
  return !Callers.empty() && llvm::all_of(Callers, [&](const auto &From) {
    return isOfDestructor(From.first, Owner, Depth + 1);
  });
}

/// Does the call start the task?
bool EndingFinder::startsTask(const Event &Run) const {
  return !Run.AtScopeEnd && Prog.calls().leadsTo(Run, T.Spawner);
}

/// May what another body does with the handle have come before? Not what only
/// the destructor of its owner does, and not what only makes room for the
/// start.
bool EndingFinder::mayComeBefore(const Body *Other, const Kept &Handle) {
  if (Handle.LeftBy && isRelated(Other->thisRecord(), Handle.LeftBy))
    return false;
  std::vector<const Stmt *> Touched =
      touchesOf(Other, Handle.Path, /*AlsoAsked=*/false);
  if (Handle.LeftBy)
    for (const Event &E : Other->Events)
      if (E.Kind == EventKind::Run && E.Object && E.At && !E.AtScopeEnd &&
          (E.Object.startsWith(Handle.Object) ||
           Prog.values().mayBeSame(E.Object, Handle.Object)) &&
          llvm::any_of(Prog.calls().targetsOf(E), [&](const Body *Target) {
            return touches(Target, Handle.Path);
          }))
        Touched.push_back(E.At);
  if (Touched.empty())
    return false;
  const FieldDecl *First = Handle.Path.Length ? Handle.Path.Fields[0] : nullptr;
  if (Handle.Path.Kind == AccessPath::Root::This && First &&
      isOfDestructor(Other, classOf(First)))
    return false;
  if (Other != T.Spawner)
    return true;
  const ControlFlow &Flow = Prog.calls().flow(Other);
  return llvm::any_of(Touched, [&](const Stmt *S) {
    return Flow.canReach(T.Spawn, S) || !Flow.canReach(S, T.Spawn);
  });
}

/// The bodies that may do anything with the handle themselves, or, if a class
/// leaves it to the owner of its object, call a method of that.
Index::Bodies EndingFinder::mayTouch(const Kept &Handle) const {
  const Index &Find = Prog.index();
  std::vector<AccessPath> Objects(Held.begin(), Held.end());
  AccessPath Object = Handle.Path;
  for (Objects.push_back(Object); Object.Length;)
    Objects.push_back(Object = Object.parent());
  Index::Bodies Result;
  for (const Event *E : Find.on(Objects))
    if (E->Kind == EventKind::Escape)
      Result.push_back(E->In);
  for (const std::vector<const Event *> *Ends : {&Fate.Joins, &Fate.Detaches})
    for (const Event *E : *Ends)
      Result.push_back(E->In);
  for (const Flow *W : Prog.values().flowsFrom(Object))
    Result.push_back(W->In);
  if (Handle.LeftBy)
    for (const Index::Events &Calls :
         {Find.callsWithin(Handle.Object), Find.callsMeeting(Handle.Object)})
      for (const Event *E : Calls)
        Result.push_back(E->In);
  return Find.ordered(Result);
}

/// The same for any body that `B` does not run itself.
bool EndingFinder::mayComeBeforeAll(const Body *B, const Kept &Handle) {
  std::set<const Body *> InPlace;
  for (const CallChain &Chain : Prog.calls().reachedFrom(B))
    InPlace.insert(Chain.To);
  return llvm::any_of(mayTouch(Handle), [&](const Body *Other) {
    return !InPlace.count(Other) && mayComeBefore(Other, Handle);
  });
}

/// Can others get at the object by what a function returns?
bool EndingFinder::isHandedOut(const AccessPath &Object) const {
  return llvm::any_of(Prog.values().reach(Object), [&](const AccessPath &P) {
    if (P.Kind != AccessPath::Root::Result || !P.function() ||
        P.function() == T.Spawner->Function)
      return false;
    QualType Returned = P.type();
    const model::Type *M = Prog.names().type(Returned);
    return Returned->isReferenceType() || Returned->isPointerType() ||
           (M && M->K == model::Kind::SmartPointer);
  });
}

/// Does the body start the task behind the statement?
bool EndingFinder::startsFrom(const Body *B, const Stmt *At) const {
  const ControlFlow &Flow = Prog.calls().flow(B);
  if (B == T.Spawner)
    return Flow.canReach(At, T.Spawn);
  return llvm::any_of(B->Events, [&](const Event &E) {
    return E.At && E.At != At && Flow.has(E.At) && Flow.canReach(At, E.At) &&
           startsTask(E);
  });
}

/// Is the handle destroyed to make room for another start, and nowhere else?
bool EndingFinder::makesRoom(const Body *B, const Stmt *At,
                             unsigned Depth) const {
  if (startsFrom(B, At))
    return true;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  if (Depth >= MaxCalls || isa_and_nonnull<CXXDestructorDecl>(M) ||
      (B->Function && !B->Lambda && B->Function->getAccess() == AS_public))
    return false;
  const auto &Callers = Prog.calls().callersOf(B);
  return !Callers.empty() && llvm::all_of(Callers, [&](const auto &From) {
    return makesRoom(From.first, From.second->At, Depth + 1);
  });
}

/// Does the condition ask for more than whether there is anything to destroy?
bool EndingFinder::asksState(const Stmt *Condition, const Death &D,
                             unsigned Depth) const {
  std::set<const Stmt *> Bases;
  for (const Stmt *S : partsOf(Condition)) {
    if (Bases.count(S))
      continue;
    if (const auto *M = dyn_cast<MemberExpr>(S)) {
      const Expr *Base = M->getBase()->IgnoreParenImpCasts();
      if (isa<CXXMethodDecl>(M->getMemberDecl())) {
        if (isa<CXXThisExpr>(Base))
          return true;
        continue;
      }
      for (const Stmt *Inner : partsOf(Base))
        Bases.insert(Inner);
      AccessPath P = Prog.paths().resolve(M);
      if (P != D.Object && !Held.count(P))
        return true;
      continue;
    }
    const auto *R = dyn_cast<DeclRefExpr>(S);
    const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
    if (!V || isa<ParmVarDecl>(V))
      continue;
    AccessPath P = Prog.paths().resolve(V);
    if (P == D.Object || Held.count(P))
      continue;
    if (V->hasGlobalStorage() ? !V->getType().isConstQualified()
                              : P.Kind == AccessPath::Root::This ||
                                    (V->hasInit() && Depth < 3 &&
                                     asksState(V->getInit(), D, Depth + 1)))
      return true;
  }
  return false;
}

/// What flags beside the handle say while the task runs, or when it has ended.
std::vector<Setting> EndingFinder::whileItRuns(const AccessPath &Handle) const {
  std::vector<Setting> Result;
  for (AccessPath Object = Handle; Object.Length;) {
    const CXXRecordDecl *R = classOf(Object.lastField());
    Object = Object.parent();
    if (Object.Kind != AccessPath::Root::This || !R || !R->hasDefinition())
      break;
    std::vector<Setting> ByTask =
        settingsBy(Prog, T, Object, R->getDefinition());
    Result.insert(Result.end(), ByTask.begin(), ByTask.end());
    addSettings(Prog, T.Spawner, Object, Result);
    if (!isa_and_nonnull<CXXConstructorDecl>(T.Spawner->Function) ||
        !Object.isThis())
      continue;
    for (const FieldDecl *F : R->getDefinition()->fields())
      if (std::optional<int64_t> First = initialValue(F);
          First && llvm::none_of(Result, [&](const Setting &S) {
            return S.field() == F;
          }))
        Result.push_back({Object.field(F), *First, nullptr});
  }
  return Result;
}

/// Is there a way from the entry of the body to the ending on which nothing has
/// seen to the handle, and no condition knows why nobody need do so?
bool EndingFinder::canCome(const Body *B, const Death &D,
                           const AccessPath &Handle) {
  const Stmt *At = D.By->At;
  const ControlFlow::Statements Touched = touchesIn(B, Handle, At);
  std::vector<const Expr *> Conditions;
  for (const Stmt *S : partsOf(B->Code)) {
    const auto *C = dyn_cast_or_null<Expr>(conditionOf(S));
    if (C && decidesAbout(B, C, At) &&
        (asksState(C, D) || llvm::any_of(Fate.TimedWaits, [&](const Event *W) {
           return contains(C, W->At);
         })))
      Conditions.push_back(C);
  }
  auto CanCome = [&](const Setting *Known) {
    auto Ask = [&](const Expr *C) -> std::optional<bool> {
      if (!Known)
        return std::nullopt;
      std::optional<int64_t> V =
          Evaluator(Prog, Known->Flag, Known->Value).valueOf(C);
      return V ? std::optional<bool>(*V != 0) : std::nullopt;
    };
    ControlFlow::Statements Avoid = Touched;
    for (const Expr *C : Conditions)
      if (!Ask(C))
        for (const Stmt *Inner : partsOf(C))
          Avoid.insert(Inner);
    return Prog.calls().flow(B).canReachIf(
        [&](const Expr *C, const Stmt *) { return answer(Ask(C)); }, nullptr,
        At, Avoid);
  };
  if (CanCome(nullptr))
    return true;
  if (Conditions.empty())
    return false;
  return llvm::any_of(whileItRuns(Handle),
                      [&](const Setting &S) { return CanCome(&S); });
}

bool EndingFinder::ends(const Body *B, const Death &D, const Kept &Handle) {
  const Stmt *At = D.By->At;
  const ControlFlow &Flow = Prog.calls().flow(B);
  if (!Flow.has(At) || Prog.calls().calledByTest(B) ||
      mayComeBeforeAll(B, Handle))
    return false;
  if (B == T.Spawner && Flow.has(T.Spawn) && Flow.canReach(T.Spawn, At))
    return Flow.canReach(T.Spawn, At, touchesIn(B, Handle.Path, At));
  const VarDecl *V = Handle.Path.variable();
  if (V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) && !Handle.LeftBy)
    return false;
  if (!canCome(B, D, Handle.Path))
    return false;
  if (!makesRoom(B, At))
    return true;
  return Handle.Path.Kind == AccessPath::Root::This && !Handle.LeftBy &&
         MemberHandle(Prog, Handle.Path).overwriteAt(B, At, T).has_value();
}

/// Is the task started when an object is made, or by a call on this one?
bool EndingFinder::isStarted(const Kept &Handle) const {
  auto IsConstructor = [&](const Body *B) {
    return isa_and_nonnull<CXXConstructorDecl>(B->Function) &&
           Prog.calls().reaches(B, T.Spawner);
  };
  auto Starts = [&](const Event *E) { return startsTask(*E); };
  const Index &Find = Prog.index();
  return T.Spawner->InitializesMembersOf ||
         llvm::any_of(Find.relatedTo(Handle.LeftBy), IsConstructor) ||
         llvm::any_of(Find.callsWithin(Handle.Object), Starts) ||
         llvm::any_of(Find.callsMeeting(Handle.Object), Starts);
}

/// The handles in an object, as its owner would call them, whose class leaves
/// it to him to join them.
std::vector<Kept> EndingFinder::leftIn(const AccessPath &Object,
                                       QualType Dying) const {
  std::vector<Kept> Result;
  const CXXRecordDecl *R =
      Dying.isNull() ? nullptr : Dying->getAsCXXRecordDecl();
  if (!R || Prog.names().type(Dying))
    return Result;
  for (const AccessPath &H : Fate.Held) {
    if (!isLeftToOwner(Prog, H) || !Prog.seen().allMethodsVisible(R) ||
        !diesWith(Prog, T, R, ArrayRef(H.Fields).take_front(H.Length)))
      continue;
    Kept Handle{Object, classOf(H.Fields[0]), Object};
    for (unsigned I = 0; I < H.Length; ++I)
      Handle.Path = Handle.Path.field(H.Fields[I]);
    if (isStarted(Handle) &&
        (isLocalOwner(Prog, Object) || !isHandedOut(Object)) &&
        !givesAway(Prog, Object, Handle.LeftBy))
      Result.push_back(Handle);
  }
  return Result;
}

/// The classes that may leave a handle in their objects to their owner.
std::vector<const CXXRecordDecl *> EndingFinder::leavers() const {
  std::vector<const CXXRecordDecl *> Result;
  for (const AccessPath &H : Fate.Held)
    if (isLeftToOwner(Prog, H))
      Result.push_back(classOf(H.Fields[0]));
  return Result;
}

/// Events that destroy it.
void EndingFinder::addDeaths(std::vector<Ending> &Result) {
  const Mortals &All = Prog.memory<Mortals>();
  std::vector<Numbered<unsigned>> Found;
  for (AccessPath P : Fate.Held)
    for (bool IsRoot = false; !IsRoot; P = P.parent()) {
      IsRoot = !P.Length;
      if (auto It = All.ByObject.find(P); It != All.ByObject.end())
        llvm::append_range(Found, It->second);
    }
  for (unsigned I : All.ByType.ofDerived(leavers()))
    Found.push_back({I, I});
  for (unsigned I : inOrder(std::move(Found))) {
    const Death &D = All.Deaths[I];
    const Event &E = *D.By;
    std::vector<Kept> Handles;
    for (const AccessPath &H : Fate.Held) {
      if (H == T.HandlePath || !H.startsWith(D.Object))
        continue;
      ArrayRef<const FieldDecl *> Rest =
          ArrayRef(H.Fields).slice(D.Object.Length, H.Length - D.Object.Length);
      const model::Type *M = Prog.names().type(D.Dying);
      if (Rest.empty() ? M && M->K == model::Kind::Thread &&
                             M->Destroy == model::OnDestroy::Terminates
                       : diesWith(Prog, T, D.Dying->getAsCXXRecordDecl(), Rest))
        Handles.push_back({H, nullptr, {}});
    }
    if (Handles.empty() && !D.Replaced)
      for (const Kept &Left : leftIn(D.Object, D.Dying))
        if (!isRelated(E.In->thisRecord(), Left.LeftBy))
          Handles.push_back(Left);
    // Another start is the business of those who ask for assignments.
    if (!Handles.empty() && llvm::any_of(E.In->Tasks, [&](const Task *Other) {
          return contains(E.At, Other->Spawn);
        }))
      continue;
    if (llvm::any_of(Handles,
                     [&](const Kept &Handle) { return ends(E.In, D, Handle); }))
      Result.push_back({D.Object, D.How, E.Where});
  }
}

/// Is a body that starts the task left by an exception when it has done so?
bool EndingFinder::throwsBehindStart(const Body *B, unsigned Depth) {
  std::vector<const Stmt *> Starts;
  if (B == T.Spawner)
    Starts.push_back(T.Spawn);
  for (const Event &E : B->Events)
    if (Depth < MaxCalls && E.At && startsTask(E)) {
      Starts.push_back(E.At);
      if (llvm::any_of(Prog.calls().targetsOf(E), [&](const Body *Target) {
            return Target != B && throwsBehindStart(Target, Depth + 1);
          }))
        return true;
    }
  const ControlFlow &Flow = Prog.calls().flow(B);
  return llvm::any_of(Starts, [&](const Stmt *Start) {
    ControlFlow::Statements Touched;
    for (const AccessPath &H : Held)
      if (H.Length)
        for (const Stmt *S : touchesIn(B, H, Start))
          Touched.insert(S);
    return Flow.has(Start) && throwBehind(B, Start, B->Code, Touched);
  });
}

/// Is the scope left by an exception that is seen, on a way from the start on
/// which nothing sees to the handle?
bool EndingFinder::throwBehind(const Body *B, const Stmt *Start,
                               const Stmt *Scope,
                               const ControlFlow::Statements &Touched) const {
  const ControlFlow &Flow = Prog.calls().flow(B);
  auto Leaves = [&](const Stmt *S) {
    return !contains(Start, S) && !contains(S, Start) && contains(Scope, S) &&
           !Touched.count(S) && Flow.has(S) &&
           Flow.canReach(Start, S, Touched) &&
           llvm::none_of(around(B, S), [&](const Stmt *Outer) {
             return isa<CXXTryStmt>(Outer) && contains(Scope, Outer);
           });
  };
  for (const Stmt *S : partsOf(B->Code))
    if (isa<CXXThrowExpr>(S) && Leaves(S))
      return true;
  return llvm::any_of(B->Events, [&](const Event &E) {
    return E.Kind == EventKind::Run && E.At && !E.AtScopeEnd &&
           llvm::any_of(Prog.calls().bodiesOf(E.Path),
                        [&](const Body *Target) {
                          return throwIn(Prog, Target) != nullptr;
                        }) &&
           Leaves(E.At);
  });
}

/// Does an exception end the scope, which `main` would not survive anyway?
bool EndingFinder::isUnwound(const Body *B, const Event &By, const Stmt *Start,
                             const Stmt *Scope,
                             const ControlFlow::Statements &Touched) {
  if (B->Function && B->Function->isMain())
    return false;
  // What an object dies of that is not made yet is judged with its constructor.
  const bool InScope = llvm::none_of(around(B, By.At), [&](const Stmt *Outer) {
    return isa<CXXTryStmt>(Outer) && contains(Scope, Outer);
  });
  return (InScope && llvm::any_of(Prog.calls().targetsOf(By),
                                  [&](const Body *Target) {
                                    return !isa_and_nonnull<CXXConstructorDecl>(
                                               Target->Function) &&
                                           throwsBehindStart(Target);
                                  })) ||
         throwBehind(B, Start, Scope, Touched);
}

/// Local variables that have it, and whose scope ends.
void EndingFinder::addScopes(std::vector<Ending> &Result) {
  for (const auto &[B, S, V] :
       Prog.memory<Mortals>().Locals.ofDerived(leavers())) {
    if (Prog.calls().calledByTest(B))
      continue;
    const AccessPath Object = AccessPath::variable(V);
    for (const Kept &Handle : leftIn(Object, ownedBy(Prog, V->getType()))) {
      // Where it is started: by its constructor, or by a call.
      const Stmt *Start = nullptr;
      const Event *By = nullptr;
      for (const Event &E : B->Events)
        if (!Start && startsTask(E) && E.At &&
            (E.Object == Object || contains(V->getInit(), E.At))) {
          Start = contains(V->getInit(), E.At) ? S : E.At;
          By = &E;
        }
      const Stmt *Scope = blockOf(B, V);
      const ControlFlow &Flow = Prog.calls().flow(B);
      if (!Start || !Scope || !Flow.has(Start) || mayComeBeforeAll(B, Handle))
        continue;
      ControlFlow::Statements Touched = touchesIn(B, Handle.Path, Start);
      bool HandedBefore = false;
      for (const Use &U : usesOf(Prog, B->Code, V))
        if (U.How == Use::Handed) {
          Touched.insert(U.At);
          HandedBefore |= !contains(Start, U.At) && Flow.has(U.At) &&
                          Flow.canReach(U.At, Start);
        }
      for (const Event &E : B->Events)
        if (E.Kind == EventKind::Exit)
          Touched.insert(E.At);
      Touched.erase(Start);
      if (!HandedBefore && (Flow.canLeaveIteration(Start, Scope, Touched) ||
                            isUnwound(B, *By, Start, Scope, Touched)))
        Result.push_back({Object, Ending::Scope, V->getLocation(), By});
    }
  }
}

/// Members that have it, of classes that leave it to nobody else.
void EndingFinder::addMembers(std::vector<Ending> &Result) {
  for (const auto &[R, F] :
       Prog.memory<Mortals>().Members.ofDerived(leavers())) {
    AccessPath Object = AccessPath::thisObject(R).field(F);
    if (!Prog.seen().allMethodsVisible(R) || !Prog.seen().isPrivate(Object))
      continue;
    for (const Kept &Handle : leftIn(Object, ownedBy(Prog, F->getType())))
      if (llvm::none_of(Prog.facts().Bodies, [&, Of = R](const auto &B) {
            return isOfDestructor(B.get(), Of) ? touches(B.get(), Handle.Path)
                                               : mayComeBefore(B.get(), Handle);
          }))
        Result.push_back({Object, Ending::WithOwner, F->getLocation()});
  }
}

std::vector<Ending> EndingFinder::find() {
  std::vector<Ending> Result;
  if (llvm::any_of(Fate.Held,
                   [&](const AccessPath &H) { return isHandedOut(H); }))
    return Result;
  // To lose a plain handle ends nothing; its owner is where it was forgotten.
  const bool IsPlain = T.Handle->RawHandle;
  if (!IsPlain)
    addDeaths(Result);
  if (llvm::none_of(Fate.Held, [&](const AccessPath &H) {
        return isLeftToOwner(Prog, H);
      }))
    return Result;
  addScopes(Result);
  if (Result.empty() && !IsPlain)
    addMembers(Result);
  return Result;
}

/// Is all that is done with the handle done to start the task once more?
bool EndingFinder::isJoinedOnlyBeforeStart(const AccessPath &Handle) const {
  bool Joined = false;
  for (const Body *B : mayTouch({Handle, nullptr, {}})) {
    const ControlFlow &Flow = Prog.calls().flow(B);
    for (const Stmt *S : touchesOf(B, Handle, /*AlsoAsked=*/false)) {
      if (!Flow.has(S) || !makesRoom(B, S) ||
          (B == T.Spawner && Flow.canReach(T.Spawn, S)))
        return false;
      Joined = true;
    }
  }
  return Joined;
}

} // namespace

std::vector<Ending> endingsOf(const Program &Prog, const Task &T,
                              const HandleFate &Fate) {
  if (!T.Handle || (!T.Handle->RawHandle && !mustBeJoined(Prog, T)) ||
      Fate.JoinedByDestructor || Fate.Dropped)
    return {};
  return EndingFinder(Prog, T, Fate).find();
}

const FieldDecl *joinedOnlyBeforeStart(const Program &Prog, const Task &T,
                                       const HandleFate &Fate) {
  AccessPath Handle = terminatingMember(Prog, T);
  if (!Handle || Handle.Length != 1 || Fate.Joins.empty() ||
      Fate.JoinedByDestructor || !Prog.seen().isPrivate(Handle) ||
      !EndingFinder(Prog, T, Fate).isJoinedOnlyBeforeStart(Handle))
    return nullptr;
  const FieldDecl *Member = Handle.lastField();
  const CXXRecordDecl *R = classOf(Member)->getDefinition();
  const CXXDestructorDecl *D = R->getDestructor();
  const Body *Dying = D ? Prog.calls().bodyOf(D) : nullptr;
  return seesTo(Prog, D, Member) || (Dying && endsProcess(Prog, Dying))
             ? nullptr
             : Member;
}

} // namespace tether::facts
