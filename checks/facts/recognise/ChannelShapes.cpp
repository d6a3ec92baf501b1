//===- ChannelShapes.cpp - What functions do to their object --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelShapes.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"

using namespace clang;

namespace tether::facts {
namespace {

using model::Kind;
using model::Role;

bool canWait(const model::Type *T) {
  return T && (T->K == Kind::ConditionVariable || T->K == Kind::Semaphore ||
               T->K == Kind::Event || T->K == Kind::Mutex);
}

/// Has it a member that contexts synchronise by?
bool synchronises(const RecordDecl *R, const ModelNames &Names) {
  return R && R->hasDefinition() &&
         llvm::any_of(R->fields(), [&](const FieldDecl *F) {
           return canWait(Names.type(F->getType()));
         });
}

void collectLoops(const Stmt *Code, std::vector<const Stmt *> &Result) {
  if (!Code || isa<LambdaExpr>(Code))
    return;
  if (isa<WhileStmt, DoStmt, ForStmt>(Code))
    Result.push_back(Code);
  for (const Stmt *Child : Code->children())
    collectLoops(Child, Result);
}

bool isElement(const Expr *E) {
  E = strip(E);
  if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E))
    return O->getOperator() == OO_Subscript;
  return isa_and_nonnull<ArraySubscriptExpr>(E);
}

class ShapeCollector {
public:
  ShapeCollector(const Facts &F, const ModelNames &Names, PathResolver &Paths)
      : F(F), Names(Names), Paths(Paths) {}

  std::vector<Class> classes();

private:
  const Event *innerEvent(const Event &E, EventKind K) const;
  void gather(Shape &S, const Body *B, const AccessPath &Self);
  void gatherWrite(Shape &S, const Event &E, const AccessPath &P);
  void gatherLoops(Shape &S, const Body *B, const AccessPath &Self);
  void readConditions(WaitFor &W) const;
  void gatherElementReads(Shape &S, const Stmt *Code, const AccessPath &Self);

  const Facts &F;
  const ModelNames &Names;
  PathResolver &Paths;
};

/// Groups the functions by the object that they wait on or wake: methods by
/// their class, others by the struct that a parameter points to.
std::vector<Class> ShapeCollector::classes() {
  std::vector<Class> Result;
  std::map<const RecordDecl *, size_t> Index;
  auto Of = [&](const RecordDecl *R) -> Class & {
    auto [It, New] = Index.try_emplace(R, Result.size());
    if (New) {
      Result.emplace_back();
      Result.back().Record = R;
    }
    return Result[It->second];
  };
  // Who waits on a member of what?
  std::set<const RecordDecl *> Waiting;
  std::map<const RecordDecl *, bool> Synchronises;
  auto RecordOf = [&](const AccessPath &P) -> const RecordDecl * {
    if (P.Kind == AccessPath::Root::This && P.Length)
      return static_cast<const RecordDecl *>(P.Base);
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(P.variable());
    if (!Parameter || !P.Length)
      return nullptr;
    QualType T = Parameter->getType().getNonReferenceType();
    if (T->isPointerType())
      T = T->getPointeeType();
    return T->getAsRecordDecl();
  };
  for (const auto &B : F.Bodies)
    if (B->Function && !B->Lambda)
      for (const Event &E : B->Events)
        if (innerEvent(E, EventKind::Wait) || innerEvent(E, EventKind::Signal))
          if (const RecordDecl *R =
                  RecordOf(E.Kind == EventKind::Run ? E.Object : E.Path))
            Waiting.insert(R);
  auto IsWanted = [&](const RecordDecl *R) {
    if (Waiting.count(R))
      return true;
    auto [It, New] = Synchronises.try_emplace(R, false);
    if (New)
      It->second = synchronises(R, Names);
    return It->second;
  };

  for (const auto &B : F.Bodies) {
    if (!B->Function || !B->Code || B->Lambda ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(B->Function))
      continue;
    Shape S;
    S.B = B.get();
    const RecordDecl *R = nullptr;
    if (const CXXRecordDecl *Own = B->thisRecord()) {
      R = Own;
      S.Self = AccessPath::thisObject(Own);
    } else {
      for (const Event &E : B->Events)
        if (const RecordDecl *Touched = RecordOf(E.Path); Touched && !R)
          if (const auto *Parameter =
                  dyn_cast_or_null<ParmVarDecl>(E.Path.variable());
              Parameter && IsWanted(Touched)) {
            R = Touched;
            S.Object = Parameter;
            S.Self = AccessPath::variable(S.Object);
          }
    }
    if (!R || !IsWanted(R))
      continue;
    gather(S, B.get(), S.Self);
    Of(R).Functions.push_back(std::move(S));
  }
  return Result;
}

/// The wait or signal that the event is, or that it makes on a member whose
/// class wraps a condition.
const Event *ShapeCollector::innerEvent(const Event &E, EventKind K) const {
  if (E.Kind == K)
    return canWait(E.Type) ? &E : nullptr;
  if (E.Kind != EventKind::Run || !E.Object.Length)
    return nullptr;
  const FunctionDecl *D = visibleDefinition(E.Path.function());
  auto It = D ? F.BodyOf.find(D) : F.BodyOf.end();
  if (It == F.BodyOf.end() || !It->second->thisRecord())
    return nullptr;
  const AccessPath Own = AccessPath::thisObject(It->second->thisRecord());
  for (const Event &Inner : It->second->Events)
    if (Inner.Kind == K && canWait(Inner.Type) && Inner.Path.startsWith(Own))
      return &Inner;
  return nullptr;
}

void ShapeCollector::gather(Shape &S, const Body *B, const AccessPath &Self) {
  if (!S.Gathered.insert(B).second)
    return;
  for (const Event &E : B->Events) {
    if (E.Kind == EventKind::Run && E.Object == Self) {
      // A helper of the same class does it for its caller.
      if (const FunctionDecl *D = visibleDefinition(E.Path.function()))
        if (auto It = F.BodyOf.find(D); It != F.BodyOf.end())
          if (const CXXRecordDecl *R = It->second->thisRecord())
            gather(S, It->second, AccessPath::thisObject(R));
      continue;
    }
    const AccessPath &Object = E.Kind == EventKind::Run ? E.Object : E.Path;
    if (!Object.startsWith(Self) || Object.Length == Self.Length)
      continue;
    AccessPath P = Object.rebased(Self, Here);
    if (const Event *Wait = innerEvent(E, EventKind::Wait)) {
      WaitFor W;
      W.In = B;
      W.At = &E;
      W.Wait = Wait;
      W.Loop = loopAround(B, E.At);
      W.Where = E.Where;
      W.Self = Self;
      W.On = P;
      W.Conditions = conditionsOf(B, E.At);
      readConditions(W);
      S.Waits.push_back(std::move(W));
    }
    if (const Event *Signal = innerEvent(E, EventKind::Signal);
        Signal && Signal->Type->K != Kind::Mutex) {
      S.Wakes = &E;
      if (Signal->Type->K == Kind::Semaphore)
        S.Releases.insert(P);
    }
    switch (E.Kind) {
    case EventKind::Signal:
      // An atomic is written by what the model calls a signal.
      S.Writes.try_emplace(P, &E);
      S.Changes.push_back(&E);
      break;
    case EventKind::Write:
      gatherWrite(S, E, P);
      break;
    case EventKind::Run:
      // A method of a container that the project wrote itself.
      if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(E.Path.function());
          M && !M->isConst())
        gatherWrite(S, E, P);
      break;
    default:
      break;
    }
  }
  gatherElementReads(S, B->Code, Self);
  gatherLoops(S, B, Self);
}

void ShapeCollector::readConditions(WaitFor &W) const {
  for (const Condition &C : W.Conditions) {
    for (const AccessPath &Read : readsOf(Paths, C.E, W.Self))
      W.Reads.insert(Read.rebased(W.Self, Here));
    if (W.Wait)
      continue;
    for (const Expr *Part : partsOf(C.E))
      if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Part))
        if (const FunctionDecl *D = visibleDefinition(Call->getDirectCallee()))
          if (Paths.resolve(Call->getImplicitObjectArgument()) == W.Self)
            W.Asks.insert(D);
  }
}

/// The loops without a wait that look at members, and may do so until somebody
/// else has changed them.
void ShapeCollector::gatherLoops(Shape &S, const Body *B,
                                 const AccessPath &Self) {
  std::vector<const Stmt *> Loops;
  collectLoops(B->Code, Loops);
  for (const Stmt *Loop : Loops) {
    if (llvm::any_of(S.Waits, [&](const WaitFor &W) {
          return W.At && W.In == B && contains(Loop, W.At->At);
        }))
      continue;
    WaitFor W;
    W.In = B;
    W.Loop = Loop;
    W.Where = Loop->getBeginLoc();
    W.Self = Self;
    W.Conditions = conditionsOf(Loop);
    readConditions(W);
    if (!W.Reads.empty() || !W.Asks.empty())
      S.Waits.push_back(std::move(W));
  }
}

void ShapeCollector::gatherWrite(Shape &S, const Event &E,
                                 const AccessPath &P) {
  S.Writes.try_emplace(P, &E);
  S.Changes.push_back(&E);
  const auto IsGiven = [&](const Expr *A) {
    return mentionsParameter(A) ||
           (S.B->Function->getNumParams() && A->getType()->isRecordType());
  };
  if (const auto *O = dyn_cast<BinaryOperator>(E.At)) {
    if (O->getOpcode() == BO_Assign && IsGiven(O->getRHS()))
      (isElement(O->getLHS()) ? S.Adds : S.Puts).try_emplace(P, &E);
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E.At)) {
    if (O->isAssignmentOp() && IsGiven(O->getArg(1)))
      (isElement(O->getArg(0)) ? S.Adds : S.Puts).try_emplace(P, &E);
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E.At)) {
    bool Given = llvm::any_of(M->arguments(), IsGiven);
    if (E.Op ? E.Op->R == Role::Insert : Given && M->getNumArgs())
      (Given ? S.Adds : S.Writes).try_emplace(P, &E);
    else if (E.Op ? E.Op->R == Role::Remove : M->getNumArgs() == 0)
      S.Takes.try_emplace(P, &E);
  }
}

/// The reads of elements, and the containers that are moved or swapped out.
void ShapeCollector::gatherElementReads(Shape &S, const Stmt *Code,
                                        const AccessPath &Self) {
  if (!Code)
    return;
  if (const auto *E = dyn_cast<Expr>(Code)) {
    if (isa<MemberExpr>(E))
      if (AccessPath P = Paths.resolve(E);
          P.startsWith(Self) && P.Length > Self.Length)
        S.Reads.insert(P.rebased(Self, Here));
    if (isElement(E)) {
      AccessPath P = Paths.resolve(E);
      if (P.startsWith(Self))
        S.ElementReads.insert(P.rebased(Self, Here));
    }
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      if (const model::Operation *Op = Names.operation(Call);
          Op && Op->R == Role::Transfer) {
        SmallVector<const Expr *, 3> Swapped{Names.object(Call, *Op)};
        llvm::append_range(Swapped, Call->arguments());
        for (const Expr *Each : Swapped) {
          AccessPath Q = Paths.resolve(Each);
          if (Q.startsWith(Self) && Q.Length > Self.Length)
            S.Takes.try_emplace(Q.rebased(Self, Here), nullptr);
        }
      } else if (AccessPath Q = Paths.resolve(Call);
                 !Call->isLValue() && Q.startsWith(Self) &&
                 Q.Length > Self.Length &&
                 Call->getType().getCanonicalType().getUnqualifiedType() ==
                     Q.type().getCanonicalType().getUnqualifiedType()) {
        // `std::move(queue_)`, `std::exchange(queue_, {})`
        S.Takes.try_emplace(Q.rebased(Self, Here), nullptr);
      }
    }
    if (const auto *O = dyn_cast<BinaryOperator>(E); O && O->isAssignmentOp())
      return gatherElementReads(S, O->getRHS(), Self);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
        O && O->isAssignmentOp() && O->getNumArgs() == 2)
      return gatherElementReads(S, O->getArg(1), Self);
  }
  for (const Stmt *Child : Code->children())
    gatherElementReads(S, Child, Self);
}

} // namespace

std::vector<Class> shapesOf(const Facts &F, const ModelNames &Names,
                            PathResolver &Paths) {
  return ShapeCollector(F, Names, Paths).classes();
}

} // namespace tether::facts
