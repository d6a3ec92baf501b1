//===- MemberHandles.cpp - Handles that must not die joinable -------------===//
//
// Inner of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemberHandles.h"
#include "../code/Conditions.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Flags.h"
#include "Handlers.h"

using namespace clang;

namespace tether::facts {

using model::Role;

/// So many calls deep is looked.
static constexpr unsigned MaxCalls = 4;

/// The body's method, if it is one that has an object.
static const CXXMethodDecl *methodOf(const Body *B) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  return M && !B->Lambda && !M->isStatic() ? M : nullptr;
}

/// Is it done to an object that is there, and not while it is made or dies?
static bool isPlainMethod(const Body *B) {
  const CXXMethodDecl *M = methodOf(B);
  return M && !isa<CXXConstructorDecl>(M) && !isa<CXXDestructorDecl>(M);
}

//===----------------------------------------------------------------------===//
// Who touches the member
//===----------------------------------------------------------------------===//

AccessPath terminatingMember(const Program &Prog, const Task &T) {
  AccessPath Result;
  for (unsigned Length : {1, 2}) {
    for (const AccessPath &H : Prog.values().reach(T.HandlePath)) {
      const FieldDecl *Member = H.lastField();
      if (H.Kind != AccessPath::Root::This || H.Length != Length ||
          !classOf(Member) || !terminatesJoinable(Prog, Member->getType()))
        continue;
      if (Result && Result.lastField() != Member)
        return {};
      Result = H;
    }
    if (Result)
      break;
  }
  return Result;
}

MemberHandle::MemberHandle(const Program &Prog, const AccessPath &Handle)
    : Prog(Prog), Object(Handle.parent()), Member(Handle.lastField()),
      Record(classOf(Member)->getDefinition()) {}

const std::vector<Use> &MemberHandle::usesIn(const Body *B) const {
  auto [It, New] = Uses.try_emplace(B);
  if (New && B->Code) {
    It->second = usesOf(Prog, B->Code, Member);
    llvm::erase_if(It->second, [](const Use &U) {
      return U.How == Use::Harmless || U.How == Use::Assigned;
    });
  }
  return It->second;
}

/// May the body, or what it runs, do anything with what is in the member?
bool MemberHandle::touches(const Body *B) const {
  auto [It, New] = Touching.try_emplace(B, false);
  if (!New)
    return It->second;
  bool Result =
      llvm::any_of(Prog.calls().reachedFrom(B), [&](const CallChain &Chain) {
        if (!usesIn(Chain.To).empty())
          return true;
        if (!isRelated(Chain.To->thisRecord(), Record))
          return false;
        return llvm::any_of(Chain.To->Events, [&](const Event &E) {
          return E.Kind == EventKind::Escape &&
                 (E.Path.isThis() || ownMember(E) == Member);
        });
      });
  return Touching[B] = Result;
}

/// The statements of `B` that do, or decide whether to, those around or in
/// `Except` apart.
ControlFlow::Statements MemberHandle::touchesIn(const Body *B,
                                                const Stmt *Except) const {
  ControlFlow::Statements Result;
  auto Add = [&](const Stmt *At) {
    if (Except && contains(Except, At))
      return;
    Result.insert(At);
    for (const Stmt *Outer : around(B, At))
      if (const Stmt *C = conditionOf(Outer);
          C && !(Except && contains(Outer, Except)))
        for (const Stmt *Inner : partsOf(C))
          Result.insert(Inner);
  };
  for (const Use &U : usesIn(B))
    Add(U.At);
  for (const Event &E : B->Events) {
    if (E.AtScopeEnd || !E.At)
      continue;
    if (E.Kind == EventKind::Escape &&
        (E.Path.isThis() || ownMember(E) == Member))
      Add(E.At);
    if (E.Kind == EventKind::Run &&
        llvm::any_of(Prog.calls().targetsOf(E),
                     [&](const Body *Target) { return touches(Target); }))
      Add(E.At);
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// A second start
//===----------------------------------------------------------------------===//

/// Does the condition ask in what state the object, or the program, is?
static bool asksState(const Stmt *Condition, unsigned Depth = 0) {
  for (const Stmt *S : partsOf(Condition)) {
    if (isa<CXXThisExpr>(S))
      return true;
    const auto *D = dyn_cast<DeclRefExpr>(S);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (!V || isa<ParmVarDecl>(V))
      continue;
    if (V->hasGlobalStorage() && !V->getType().isConstQualified())
      return true;
    if (V->hasLocalStorage() && V->hasInit() && Depth < 3 &&
        asksState(V->getInit(), Depth + 1))
      return true;
  }
  return false;
}

static bool canBeCalledAgain(const Program &Prog, const Body *B) {
  return isPlainMethod(B) &&
         (B->Function->getAccess() == AS_public ||
          llvm::any_of(Prog.calls().callersOf(B), [](const auto &From) {
            const FunctionDecl *F = From.first->Function;
            return From.first->Lambda ||
                   (F && !F->isMain() && !isa<CXXConstructorDecl>(F) &&
                    !isa<CXXDestructorDecl>(F));
          }));
}

/// A condition stands before the start. Is there a way past it while the
/// handle is joinable?
std::optional<MemberHandle::Overwrite>
MemberHandle::passedGuard(const Body *B, const Stmt *At, const Task &T,
                          bool &Guarded) const {
  auto CanReach = [&](const Evaluator *Known) {
    return Prog.calls().flow(B).canReachIf(
        [&](const Expr *Condition, const Stmt *) {
          if (Known)
            if (Answer A = Known->ask(Condition); A != Answer::Believed)
              return A;
          return asksState(Condition) && decidesAbout(B, Condition, At)
                     ? Answer::Believed
                     : Answer::Either;
        },
        nullptr, At);
  };
  Guarded = !CanReach(nullptr);
  if (!Guarded || !canBeCalledAgain(Prog, B))
    return std::nullopt;
  Overwrite Result;
  Result.At = At;
  auto Passes = [&](const Setting &S) {
    Evaluator Known(Prog, S.Flag, S.Value);
    if (!CanReach(&Known))
      return false;
    Result.Where = S.By->Where;
    Result.Flag = S.field();
    return true;
  };
  for (const Setting &S : settingsBy(Prog, T, Object, Record))
    if (Passes(S)) {
      Result.Because = Overwrite::ByTask;
      return Result;
    }
  // A public method that only says that it is over, while nothing but the
  // destructor joins.
  std::vector<const Body *> Tasks = codeOf(Prog, T);
  std::vector<Setting> Stops;
  for (const Body *Other : Prog.index().relatedTo(Record)) {
    if (Other == B || !isPlainMethod(Other) ||
        Other->Function->getAccess() != AS_public ||
        llvm::is_contained(Tasks, Other))
      continue;
    if (touches(Other))
      return std::nullopt;
    addSettings(Prog, Other, Object, Stops);
  }
  for (const Setting &S : Stops)
    if (Passes(S)) {
      Result.Because = Overwrite::ByStop;
      return Result;
    }
  return std::nullopt;
}

/// Is it there for users of the class, and not only for its own code?
static bool isForOthers(const Program &Prog, const Body *B) {
  const CXXMethodDecl *M = methodOf(B);
  return M && M->getAccess() == AS_public &&
         Prog.calls().callersOf(B).empty() && isPlainMethod(B);
}

/// Is it assigned to an element that is chosen where the code runs, such that
/// two runs need not mean the same one?
static bool choosesElement(const Program &Prog, const Stmt *At,
                           const FieldDecl *Member) {
  const auto *O = dyn_cast<CXXOperatorCallExpr>(At);
  const auto *Call = dyn_cast<CXXMemberCallExpr>(At);
  const Expr *To = O      ? strip(O->getArg(0))
                   : Call ? strip(Call->getImplicitObjectArgument())
                          : nullptr;
  const model::Type *M = Prog.names().type(Member->getType());
  if (!To || (!Member->getType()->isArrayType() &&
              !(M && M->K == model::Kind::Container)))
    return false;
  const Expr *Index = nullptr;
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(To))
    Index = A->getIdx();
  else if (const auto *Element = dyn_cast<CXXOperatorCallExpr>(To))
    Index = Element->getNumArgs() == 2 ? Element->getArg(1) : nullptr;
  else if (const auto *Element = dyn_cast<CXXMemberCallExpr>(To))
    Index = Element->getNumArgs() == 1 ? Element->getArg(0) : nullptr;
  return !Index || !constantValue(Index);
}

/// Are the two calls sure to have the same arguments?
static bool haveSameArguments(const Program &Prog, const Event *First,
                              const Event *Second) {
  const auto *A = dyn_cast<CallExpr>(First->At);
  const auto *B = dyn_cast<CallExpr>(Second->At);
  if (!A || !B || A == B || A->getNumArgs() != B->getNumArgs())
    return false;
  return llvm::all_of(llvm::zip(A->arguments(), B->arguments()),
                      [&](auto Pair) {
                        const auto &[Left, Right] = Pair;
                        std::optional<int64_t> V = constantValue(Left);
                        return V && V == constantValue(Right);
                      });
}

/// Is it a constructor that runs the method on its object in any case?
static bool makesStarted(const Program &Prog, const Body *Made,
                         const Body *By) {
  return isa_and_nonnull<CXXConstructorDecl>(Made->Function) && !Made->Lambda &&
         llvm::any_of(Made->Events, [&](const Event &E) {
           return E.Kind == EventKind::Run && E.Object.isThis() &&
                  !E.AtScopeEnd &&
                  llvm::is_contained(Prog.calls().bodiesOf(E.Path), By) &&
                  Prog.calls().flow(Made).mustMeet({E.At});
         });
}

/// What tells that a method without any guard is called a second time.
std::optional<MemberHandle::Overwrite>
MemberHandle::secondStart(const Body *B, const Stmt *At, const Task &T,
                          llvm::ArrayRef<const Body *> Stack) const {
  Overwrite Result;
  Result.At = At;
  std::vector<const Body *> Tasks = codeOf(Prog, T);
  // It sets back what those who end the thread set, and does not ask what they
  // ask: whether there is anything to end. Or nobody but the destructor ends
  // it.
  std::vector<Setting> Mine, Ends;
  std::set<const FieldDecl *> Changed, Tested;
  bool OnlyDestructorEnds = isForOthers(Prog, B);
  for (const Body *Inner : Stack) {
    addSettings(Prog, Inner, Object, Mine);
    for (const Event &E : Inner->Events)
      if (const FieldDecl *F = ownMember(E); F && E.Kind == EventKind::Write)
        Changed.insert(F);
  }
  for (const Body *Other : Prog.index().relatedTo(Record))
    if (!Other->Lambda &&
        !isa_and_nonnull<CXXConstructorDecl>(Other->Function) &&
        !llvm::is_contained(Stack, Other) &&
        !llvm::is_contained(Tasks, Other) && touches(Other)) {
      OnlyDestructorEnds &= isa_and_nonnull<CXXDestructorDecl>(Other->Function);
      for (const CallChain &Chain : Prog.calls().reachedFrom(Other)) {
        addSettings(Prog, Chain.To, Object, Ends);
        for (const Event &E : Chain.To->Events)
          if (const FieldDecl *F = ownMember(E);
              F && F != Member && E.Kind == EventKind::Poll)
            Tested.insert(F);
      }
    }
  for (const Setting &S : Mine) {
    std::optional<int64_t> First = initialValue(S.field());
    if (!First || *First != S.Value ||
        llvm::none_of(Ends,
                      [&](const Setting &E) {
                        return E.Flag == S.Flag && E.Value != S.Value;
                      }) ||
        (!OnlyDestructorEnds && llvm::none_of(Tested, [&](const FieldDecl *F) {
          return F != S.field() && Changed.count(F);
        })))
      continue;
    Result.Because = Overwrite::Reset;
    Result.Where = S.By->Where;
    Result.Flag = S.field();
    return Result;
  }
  // It is called twice, on one object.
  const bool Chooses = choosesElement(Prog, At, Member);
  Index::Bodies Callers;
  for (const auto &From : Prog.calls().callersOf(B))
    Callers.push_back(From.first);
  for (const Body *Caller : Prog.index().ordered(Callers)) {
    std::vector<const Event *> Calls, Made;
    for (const Event &E : Caller->Events)
      if (E.Kind == EventKind::Run && E.Object && !E.AtScopeEnd) {
        const std::vector<const Body *> &Targets =
            Prog.calls().bodiesOf(E.Path);
        if (llvm::is_contained(Targets, B))
          Calls.push_back(&E);
        if (llvm::any_of(Targets, [&](const Body *Target) {
              return makesStarted(Prog, Target, B);
            }))
          Made.push_back(&E);
      }
    if (Calls.empty() || Prog.calls().calledByTest(Caller))
      continue;
    auto IsConditional = [&](const Event *E) {
      return llvm::any_of(around(Caller, E->At), [](const Stmt *S) {
        return isa<IfStmt, SwitchStmt, ConditionalOperator>(S);
      });
    };
    const ControlFlow &Flow = Prog.calls().flow(Caller);
    std::vector<const Event *> Firsts = Made;
    llvm::append_range(Firsts, Calls);
    for (const Event *First : Firsts) {
      // What a variable is made of is the object that it is.
      AccessPath Object = First->Object;
      for (const Event *Call : Calls)
        if (const VarDecl *V = Call->Object.variable();
            V && !Call->Object.Length && V->hasLocalStorage() &&
            llvm::is_contained(Made, First) &&
            contains(V->getInit(), First->At))
          Object = Call->Object;
      ControlFlow::Statements Ended;
      for (const Event &E : Caller->Events) {
        if (!E.At || E.AtScopeEnd || contains(First->At, E.At))
          continue;
        bool OnObject = E.Object == Object || E.Path == Object;
        if ((E.Kind == EventKind::Run && E.Object == Object &&
             !llvm::is_contained(Prog.calls().bodiesOf(E.Path), B) &&
             llvm::any_of(
                 Prog.calls().targetsOf(E),
                 [&](const Body *Target) { return touches(Target); })) ||
            (OnObject &&
             (E.Kind == EventKind::Escape || E.Kind == EventKind::Write ||
              E.Kind == EventKind::Destroy)))
          Ended.insert(E.At);
      }
      for (const Event *Second : Calls) {
        if (Second->Object != Object || !Flow.has(First->At) ||
            !Flow.has(Second->At) ||
            !Flow.canReach(First->At, Second->At, Ended) ||
            (Chooses && !haveSameArguments(Prog, First, Second)))
          continue;
        // Elements of a container are not one object, and one that is made in
        // a loop is another each time.
        QualType Of = Object.type();
        const VarDecl *V = Object.variable();
        if (Of.isNull() || !Of.getNonReferenceType()->isRecordType() ||
            Prog.names().type(Of) ||
            (First == Second && ((V && Prog.facts().LoopOf.count(V)) ||
                                 Object.Kind == AccessPath::Root::Value ||
                                 Object.Kind == AccessPath::Root::Result)))
          if (!Object.isThis())
            continue;
        // One or the other; or who made it asks whether that has started it.
        if ((IsConditional(First) || llvm::is_contained(Made, First)) &&
            IsConditional(Second))
          continue;
        Result.Because = Overwrite::Again;
        Result.Where = Second->Where;
        return Result;
      }
    }
    // Told to end before, and not waited for. What a flag is at first tells an
    // object that has not been started the same.
    const bool StartedElsewhere =
        B->Function->getAccess() == AS_public ||
        llvm::any_of(Prog.calls().callersOf(B),
                     [&](const auto &From) { return From.first != Caller; });
    auto IsSetBack = [&](const Setting &Told) {
      return (StartedElsewhere || initialValue(Told.field()) != Told.Value) &&
             llvm::any_of(Mine, [&](const Setting &S) {
               return S.Flag == Told.Flag && S.Value != Told.Value;
             });
    };
    if (!isPlainMethod(Caller) || !isRelated(Caller->thisRecord(), Record))
      continue;
    for (const Event *Start : Calls) {
      if (!Start->Object.isThis())
        continue;
      auto IsStop = [&](const Event &E) {
        if (!E.isReport() && E.Kind != EventKind::Stop)
          return false;
        const FieldDecl *F = ownMember(E);
        return F && F != Member && llvm::any_of(Tasks, [&](const Body *Task) {
                 return llvm::any_of(Task->Events, [&](const Event &Asks) {
                   return (Asks.Kind == EventKind::Poll ||
                           Asks.Kind == EventKind::Observe) &&
                          ownMember(Asks) == F;
                 });
               });
      };
      std::vector<Setting> Here;
      addSettings(Prog, Caller, Object, Here);
      for (const Setting &Told : Here)
        if (IsStop(*Told.By) && IsSetBack(Told) && Flow.has(Told.By->At) &&
            Flow.canReach(Told.By->At, Start->At,
                          touchesIn(Caller, Start->At))) {
          Result.Because = Overwrite::Signaled;
          Result.Where = Told.By->Where;
          return Result;
        }
      for (const Event &Before : Caller->Events) {
        if (Before.Kind != EventKind::Run || !Before.Object.isThis() ||
            Before.At == Start->At || !Flow.has(Before.At) ||
            !Flow.canReach(Before.At, Start->At, touchesIn(Caller, Start->At)))
          continue;
        for (const Body *Target : Prog.calls().targetsOf(Before))
          if (Target != B && !touches(Target) &&
              llvm::any_of(Target->Events, IsStop)) {
            Result.Because = Overwrite::Signaled;
            Result.Where = Before.Where;
            return Result;
          }
      }
    }
  }
  return std::nullopt;
}

std::optional<MemberHandle::Overwrite>
MemberHandle::entry(const Body *B, const Stmt *At, const Task &T,
                    std::vector<const Body *> &Stack) const {
  if (Stack.size() >= MaxCalls || llvm::is_contained(Stack, B) ||
      !isPlainMethod(B) || !Prog.calls().flow(B).has(At))
    return std::nullopt;
  ControlFlow::Statements Touching = touchesIn(B, At);
  if (!Touching.empty() && Prog.calls().flow(B).mustMeetBefore(At, Touching))
    return std::nullopt;
  bool Guarded = false;
  if (std::optional<Overwrite> Passed = passedGuard(B, At, T, Guarded);
      Passed || Guarded)
    return Passed;
  Stack.push_back(B);
  std::optional<Overwrite> Result;
  // Another start may be one in another part of the object.
  if (canBeCalledAgain(Prog, B) && Object.isThis())
    Result = secondStart(B, At, T, Stack);
  for (const auto &From : Prog.calls().callersOf(B))
    if (!Result && From.second->Object.isThis())
      Result = entry(From.first, From.second->At, T, Stack);
  Stack.pop_back();
  return Result;
}

std::optional<MemberHandle::Overwrite>
MemberHandle::overwriteAt(const Body *B, const Stmt *At, const Task &T) const {
  std::vector<const Body *> Stack;
  return entry(B, At, T, Stack);
}

std::optional<MemberHandle::Overwrite>
MemberHandle::overwriteBy(const Task &T) const {
  for (const Flow *W : Prog.values().flowsIn(T.Spawner)) {
    if (W->To.Kind != AccessPath::Root::This ||
        W->To.Length != Object.Length + 1 || W->To.lastField() != Member ||
        !llvm::is_contained(Prog.values().reach(T.HandlePath), W->From))
      continue;
    const auto *O = dyn_cast<CXXOperatorCallExpr>(W->At);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(W->At);
    const model::Operation *Op = Call ? Prog.names().operation(Call) : nullptr;
    if ((!O || O->getOperator() != OO_Equal) && (!Op || !Op->Replaces))
      continue;
    std::optional<Overwrite> Result = overwriteAt(T.Spawner, W->At, T);
    if (Result)
      Result->At = W->At;
    return Result;
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// A destructor that does not join
//===----------------------------------------------------------------------===//

/// Is it a number, or something as plain, that tells nothing of a thread?
static bool isPlainValue(QualType T) {
  return T->isArithmeticType() || T->isEnumeralType() ||
         (T->isRecordType() && T->isTriviallyCopyable());
}

/// The member that is all that the condition asks for, but for the handle; or
/// null. Operators and what is called on the member are looked through.
static const FieldDecl *onlyMemberIn(const Stmt *Condition,
                                     const FieldDecl *Handle) {
  const FieldDecl *Result = nullptr;
  for (const Stmt *S : partsOf(Condition)) {
    if (const auto *M = dyn_cast<MemberExpr>(S)) {
      if (M->getMemberDecl() == Handle)
        continue;
      if (isa<CXXMethodDecl>(M->getMemberDecl())) {
        if (!isa<MemberExpr>(strip(M->getBase())))
          return nullptr;
        continue;
      }
      const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
      if (!F || (Result && Result != F) ||
          !isa<CXXThisExpr>(strip(M->getBase())))
        return nullptr;
      Result = F;
    } else if (const auto *R = dyn_cast<DeclRefExpr>(S)) {
      if (isa<VarDecl>(R->getDecl()))
        return nullptr;
    } else if (isa<LambdaExpr>(S)) {
      return nullptr;
    } else if (const auto *Call = dyn_cast<CallExpr>(S);
               Call && !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (!Callee || !Callee->isLiteralOperator())
        return nullptr;
    }
  }
  return Result && isPlainValue(Result->getType()) ? Result : nullptr;
}

/// Where the member is set by a method that is given its value, if it tells
/// nothing of the thread: a constructor starts that in any case, and neither
/// who starts it nor anybody who touches the handle, but those who run when the
/// object dies, knows the member.
const Event *MemberHandle::setterOf(const FieldDecl *F, const Task &T) const {
  const auto *K = dyn_cast_or_null<CXXConstructorDecl>(T.Spawner->Function);
  if (T.Spawner->Lambda || !K || !Object.isThis() ||
      !isRelated(K->getParent(), Record) ||
      !Prog.seen().isPrivate(Object.field(F)) ||
      llvm::any_of(around(T.Spawner, T.Spawn),
                   [](const Stmt *S) { return conditionOf(S) != nullptr; }))
    return nullptr;
  const Body *Dying = Prog.calls().bodyOf(Record->getDestructor());
  std::vector<const Body *> AtEnd;
  for (const CallChain &Chain : Prog.calls().reachedFrom(Dying))
    AtEnd.push_back(Chain.To);
  if (llvm::any_of(AtEnd, [](const Body *B) {
        return isPlainMethod(B) && B->Function->getAccess() == AS_public;
      }))
    return nullptr;
  auto NamesIt = [&](const Stmt *S) {
    const auto *M = dyn_cast<MemberExpr>(S);
    return M && M->getMemberDecl() == F;
  };
  for (const Body *B : Prog.index().naming(F))
    if (isa_and_nonnull<CXXConstructorDecl>(B->Function) && B->Code &&
        llvm::any_of(partsOf(B->Code), NamesIt))
      return nullptr;
  const Index::Bodies OfClass = Prog.index().relatedTo(Record);
  Index::Bodies Touching = Prog.index().naming(Member);
  llvm::append_range(Touching, OfClass);
  for (const Body *B : Prog.index().leadingTo(Touching))
    if (B != T.Spawner && !llvm::is_contained(AtEnd, B) && touches(B))
      return nullptr;
  const Event *Result = nullptr;
  for (const Body *B : OfClass)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Write && ownMember(E) == F && isPlainMethod(B) &&
          mentionsParameter(E.At))
        Result = &E;
  // Nor is it given to the constructor.
  for (const CXXCtorInitializer &I : K->inits())
    if (I.isMemberInitializer() && I.getMember() == F &&
        mentionsParameter(I.getInit()))
      return nullptr;
  return Result;
}

/// May the body end without having touched the member, because the flag has
/// that value, or a condition asks for what says nothing of the thread?
bool MemberHandle::canMiss(const Body *B, const Setting *Known,
                           std::vector<const Body *> &Stack, const Task &T,
                           Skip *Why) const {
  if (Stack.size() >= MaxCalls || llvm::is_contained(Stack, B))
    return false;
  Stack.push_back(B);
  ControlFlow::Statements Targets, Missing;
  for (const Use &U : usesIn(B))
    Targets.insert(U.At);
  for (const Event &E : B->Events) {
    if (!E.At)
      continue;
    if (E.Kind == EventKind::Escape &&
        (E.Path.isThis() || ownMember(E) == Member))
      Targets.insert(E.At);
    if (E.Kind != EventKind::Run)
      continue;
    std::vector<const Body *> Touching = Prog.calls().targetsOf(E);
    llvm::erase_if(Touching,
                   [&](const Body *Target) { return !touches(Target); });
    if (Touching.empty())
      continue;
    const bool OnItself = E.Object.isThis() && !E.AtScopeEnd;
    (OnItself && llvm::all_of(Touching,
                              [&](const Body *Target) {
                                return canMiss(Target, Known, Stack, T, Why);
                              })
         ? Missing
         : Targets)
        .insert(E.At);
  }
  Stack.pop_back();
  if (Targets.empty() && Missing.empty())
    return false;
  return Prog.calls().flow(B).canMiss(
      Targets, Missing, [&](const Expr *Condition, const Stmt *) {
        if (Known)
          return Evaluator(Prog, Known->Flag, Known->Value).ask(Condition);
        const Event *Wait = waitAskedFor(B, Condition);
        const FieldDecl *F = Wait ? nullptr : onlyMemberIn(Condition, Member);
        const Event *Setter = F ? setterOf(F, T) : nullptr;
        if (Wait)
          *Why = {Skip::GaveUp, nullptr, Wait->Where};
        if (Setter)
          *Why = {Skip::BySetter, F, Setter->Where};
        return Wait || Setter ? Answer::Either : Answer::Believed;
      });
}

std::optional<MemberHandle::Skip>
MemberHandle::skippedJoinOf(const Task &T) const {
  const CXXDestructorDecl *D = Record->getDestructor();
  const Body *Dying = D ? Prog.calls().bodyOf(D) : nullptr;
  if (!Dying || !touches(Dying))
    return std::nullopt;
  for (const Body *B : codeOf(Prog, T))
    if (!usesIn(B).empty())
      return std::nullopt; // The task may see to its own handle.
  std::vector<const Body *> Stack;
  for (const Setting &S : settingsBy(Prog, T, Object, Record))
    if (canMiss(Dying, &S, Stack, T, nullptr))
      return Skip{Skip::ByTask, S.field(), S.By->Where};
  Skip Result;
  if (canMiss(Dying, nullptr, Stack, T, &Result))
    return Result;
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// A constructor that throws
//===----------------------------------------------------------------------===//

const Stmt *MemberHandle::throwAfterStart(const Task &T) const {
  std::vector<std::pair<const Body *, const Stmt *>> Work{{T.Spawner, T.Spawn}};
  for (size_t I = 0; I < Work.size() && I < 16; ++I) {
    const Body *B = Work[I].first;
    const Stmt *At = Work[I].second;
    if (!isa_and_nonnull<CXXConstructorDecl>(B->Function) || B->Lambda) {
      if (isPlainMethod(B))
        for (const auto &From : Prog.calls().callersOf(B))
          if (From.second->Object.isThis())
            Work.push_back({From.first, From.second->At});
      continue;
    }
    if (!isRelated(B->thisRecord(), Record))
      continue;
    const ControlFlow &Flow = Prog.calls().flow(B);
    ControlFlow::Statements Touching = touchesIn(B, At);
    auto Leaves = [&](const Stmt *S) {
      return S != At && !contains(At, S) && !Touching.count(S) && Flow.has(S) &&
             Flow.has(At) && Flow.canReach(At, S, Touching) &&
             llvm::none_of(around(B, S), [](const Stmt *Outer) {
               return isa<CXXTryStmt>(Outer);
             });
    };
    for (const Stmt *S : partsOf(B->Code))
      if (isa<CXXThrowExpr>(S) && Leaves(S))
        return S;
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && !E.AtScopeEnd && Leaves(E.At))
        for (const Body *Target : Prog.calls().bodiesOf(E.Path))
          if (throwIn(Prog, Target))
            return E.At;
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Static handles
//===----------------------------------------------------------------------===//

namespace {

/// The ends of the process that destroy static objects, and what comes before.
class ExitFinder {
public:
  ExitFinder(const Program &Prog, const VarDecl *Handle)
      : Prog(Prog), Handle(Handle) {}

  /// The end that the body may come to without having touched the handle.
  const Event *exitOf(const Body *B, unsigned Depth = 0) {
    auto [It, New] = Exits.try_emplace(B, nullptr);
    if (!New || Depth > MaxCalls)
      return It->second;
    const Event *Result = nullptr;
    ControlFlow::Statements Touching = touchesIn(B);
    for (const Event &E : B->Events) {
      const Event *Exit = Result ? nullptr : exitAt(E, Depth);
      if (Exit && (Touching.empty() ||
                   !Prog.calls().flow(B).mustMeetBefore(E.At, Touching)))
        Result = Exit;
    }
    return Exits[B] = Result;
  }

  /// The end that the event is, or that what it runs may come to.
  const Event *exitAt(const Event &E, unsigned Depth = 0) {
    if (E.Kind == EventKind::Exit && E.Op && E.Op->When == model::Runs::InPlace)
      return &E;
    if (E.Kind == EventKind::Run && !E.AtScopeEnd)
      for (const Body *Target : Prog.calls().bodiesOf(E.Path))
        if (const Event *Exit = exitOf(Target, Depth + 1))
          return Exit;
    return nullptr;
  }

  ControlFlow::Statements touchesIn(const Body *B) {
    ControlFlow::Statements Result;
    auto Add = [&](const Stmt *At) {
      Result.insert(At);
      for (const Stmt *Outer : around(B, At))
        if (const Stmt *C = conditionOf(Outer))
          for (const Stmt *Inner : partsOf(C))
            Result.insert(Inner);
    };
    for (const Stmt *At : usesIn(B))
      Add(At);
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && !E.AtScopeEnd &&
          llvm::any_of(Prog.calls().bodiesOf(E.Path), [&](const Body *Target) {
            return llvm::any_of(Prog.calls().reachedFrom(Target),
                                [&](const CallChain &Chain) {
                                  return !usesIn(Chain.To).empty();
                                });
          }))
        Add(E.At);
    return Result;
  }

private:
  const std::vector<const Stmt *> &usesIn(const Body *B) {
    auto [It, New] = Uses.try_emplace(B);
    if (New && B->Code)
      for (const Use &U : usesOf(Prog, B->Code, Handle))
        if (U.How == Use::Object || U.How == Use::Handed)
          It->second.push_back(U.At);
    return It->second;
  }

  const Program &Prog;
  const VarDecl *Handle;
  std::map<const Body *, const Event *> Exits;
  std::map<const Body *, std::vector<const Stmt *>> Uses;
};

} // namespace

/// Does the body, or what it runs, join the task?
static bool reachesJoin(const Program &Prog, const HandleFate &Fate,
                        const Body *B) {
  return llvm::any_of(Fate.Joins, [&](const Event *Join) {
    return Prog.calls().reaches(B, Join->In);
  });
}

/// Is a function that joins the task registered to be run later, as `exit` does
/// what `atexit` is given? What a signal is handled by is told which.
static bool isJoinedLater(const Program &Prog, const HandleFate &Fate) {
  return llvm::any_of(
      Fate.Joins, [&](const Event *Join) { return runsLater(Prog, Join->In); });
}

SourceLocation exitPastJoin(const Program &Prog, const Task &T,
                            const HandleFate &Fate, const VarDecl *&Variable) {
  Variable = nullptr;
  if (Fate.Joins.empty() || !Fate.Detaches.empty() || isJoinedLater(Prog, Fate))
    return {};
  for (const AccessPath &H : Fate.Held)
    if (const VarDecl *V = H.variable(); V && !H.Length &&
                                         V->hasGlobalStorage() &&
                                         terminatesJoinable(Prog, V->getType()))
      Variable = V;
  if (!Variable)
    return {};
  ExitFinder Finder(Prog, Variable);
  // The task does it, or somebody whom anybody may call.
  for (const TaskBody &Code : bodiesOf(Prog, T))
    if (const Event *Exit = Finder.exitOf(Code.Code))
      return Exit->Where;
  Index::Events HandOns;
  for (EventKind K : {EventKind::Keep, EventKind::Handler, EventKind::Spawn})
    llvm::append_range(HandOns, Prog.index().of(K));
  if (!Prog.index().of(EventKind::Exit).empty())
    for (const Event *E : Prog.index().ordered(HandOns))
      for (const Body *Code : Prog.calls().bodiesOf(E->Path))
        if (const Event *Exit = Finder.exitOf(Code))
          return Exit->Where;
  // After the start, before the join.
  for (const Body *B : Prog.index().leadingTo(T.Spawner)) {
    if (Prog.calls().calledByTest(B))
      continue;
    std::vector<const Stmt *> Starts;
    if (B == T.Spawner)
      Starts.push_back(T.Spawn);
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Run && !E.AtScopeEnd)
        for (const Body *Target : Prog.calls().bodiesOf(E.Path))
          if (Prog.calls().reaches(Target, T.Spawner) &&
              !reachesJoin(Prog, Fate, Target))
            Starts.push_back(E.At);
    if (Starts.empty())
      continue;
    const ControlFlow &Flow = Prog.calls().flow(B);
    // The end of `main` is one, too.
    if (B->Function && B->Function->isMain())
      for (const Stmt *S : partsOf(B->Code))
        if (isa<ReturnStmt>(S))
          for (const Stmt *Start : Starts) {
            ControlFlow::Statements Touching = Finder.touchesIn(B);
            Touching.erase(Start);
            if (Flow.has(S) && Flow.has(Start) &&
                Flow.canReach(Start, S, Touching) &&
                !llvm::is_contained(failureExits(B, Start), S))
              return S->getBeginLoc();
          }
    for (const Event &E : B->Events) {
      const Event *Exit = Finder.exitAt(E);
      if (!Exit || !Flow.has(E.At))
        continue;
      for (const Stmt *Start : Starts) {
        // To start it may be to ask first.
        ControlFlow::Statements Touching = Finder.touchesIn(B);
        Touching.erase(Start);
        bool Failed = llvm::any_of(around(B, E.At), [&](const Stmt *Outer) {
          const auto *I = dyn_cast<IfStmt>(Outer);
          return I && contains(I->getCond(), Start);
        });
        if (!Failed && !Touching.count(E.At) && Flow.has(Start) &&
            Start != E.At && Flow.canReach(Start, E.At, Touching))
          return Exit->Where;
      }
    }
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Assignments that nobody wrote
//===----------------------------------------------------------------------===//

static const CXXMethodDecl *defaultedMoveOf(const CXXRecordDecl *R) {
  for (const CXXMethodDecl *M : R->methods())
    if (M->isMoveAssignmentOperator() && !M->isUserProvided() &&
        !M->isDeleted())
      return M;
  return nullptr;
}

/// Where an object that may have a thread is assigned to.
static SourceLocation assignmentBy(const Program &Prog,
                                   const CXXMethodDecl *Operator) {
  for (const auto &[B, O] : Prog.index().callsOf(Operator)) {
    if (O->getNumArgs() != 2 || Prog.calls().calledByTest(B))
      continue;
    AccessPath To = Prog.paths().resolve(O->getArg(0));
    const VarDecl *V = To.variable();
    // It was made a moment ago.
    if ((V && V->isLocalVarDecl() && V->hasLocalStorage() && !To.Length &&
         V->getType()->isRecordType() && !Prog.facts().LoopOf.count(V)) ||
        (isa_and_nonnull<CXXConstructorDecl>(B->Function) &&
         To.Kind == AccessPath::Root::This))
      continue;
    return O->getOperatorLoc();
  }
  return {};
}

std::vector<DefaultedAssignment> defaultedAssignments(const Program &Prog) {
  std::vector<DefaultedAssignment> Result;
  std::set<const FieldDecl *> Seen;
  for (const auto &T : Prog.facts().Tasks) {
    const FieldDecl *Member = mustBeJoined(Prog, *T)
                                  ? terminatingMember(Prog, *T).lastField()
                                  : nullptr;
    if (!Member || !Seen.insert(Member).second)
      continue;
    const CXXRecordDecl *R = classOf(Member)->getDefinition();
    const CXXMethodDecl *Operator = R ? defaultedMoveOf(R) : nullptr;
    const Body *Dying = R ? Prog.calls().bodyOf(R->getDestructor()) : nullptr;
    // With a destructor that does not join, the class is not the one to judge.
    if (!Operator || !Dying || !reachesJoin(Prog, fateOf(Prog, *T), Dying))
      continue;
    DefaultedAssignment Found;
    Found.Operator = Operator;
    Found.Member = Member;
    Found.Use = assignmentBy(Prog, Operator);
    bool StartedLater = isPlainMethod(T->Spawner);
    if (Found.Use.isInvalid() && (Operator->isImplicit() || !StartedLater))
      continue;
    Found.Where = Operator->isImplicit() ? Found.Use : Operator->getLocation();
    Result.push_back(Found);
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Thread objects that must have ended
//===----------------------------------------------------------------------===//

static bool namesThis(const Stmt *S) {
  return S && (isa<CXXThisExpr>(S) ||
               (!isa<LambdaExpr>(S) && llvm::any_of(S->children(), namesThis)));
}

/// Does the member's object die with the one that it is a member of?
static bool diesWith(const Program &Prog, const FieldDecl *Member) {
  QualType T = Member->getType();
  if (!T->isPointerType())
    return !T->isReferenceType();
  // The child of its parent.
  return llvm::any_of(Prog.index().madeInto(Member), [&](const Flow *W) {
    const auto *New = cast<CXXNewExpr>(W->From.value());
    return New->getConstructExpr() &&
           llvm::any_of(New->getConstructExpr()->arguments(),
                        [](const Expr *A) {
                          return isa<CXXThisExpr>(A->IgnoreParenImpCasts());
                        });
  });
}

const CXXDestructorDecl *destructorOfRunning(const Program &Prog, const Task &T,
                                             const HandleFate &Fate,
                                             const FieldDecl *&Member) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(T.Spawn);
  const model::Type *Receiver = Call ? Prog.names().receiver(Call) : nullptr;
  if (!Receiver || Receiver != T.Handle || Receiver->K != model::Kind::Thread ||
      Receiver->Destroy != model::OnDestroy::Terminates ||
      Fate.JoinedByDestructor || !Fate.Joins.empty() ||
      !Fate.TimedWaits.empty() || !Fate.Detaches.empty())
    return nullptr;
  AccessPath Object = Prog.paths().resolve(Call->getImplicitObjectArgument());
  if (Object.Kind != AccessPath::Root::This || Object.Length > 1)
    return nullptr;
  Member = Object.lastField();
  const CXXRecordDecl *R = Member ? classOf(Member) : T.Spawner->thisRecord();
  R = R && R->hasDefinition() ? R->getDefinition() : nullptr;
  const CXXDestructorDecl *D = R ? R->getDestructor() : nullptr;
  const Body *Dying =
      D && D->isUserProvided() ? Prog.calls().bodyOf(D) : nullptr;
  if (!D || (D->isUserProvided() && !Dying) ||
      (!Dying && (!Member || !Prog.seen().allMethodsVisible(R))))
    return nullptr;
  bool Deletes = false;
  if (Dying)
    for (const CallChain &Chain : Prog.calls().reachedFrom(Dying))
      for (const Event &E : Chain.To->Events) {
        bool OnMember = Member && ownMember(E) == Member;
        if (E.Kind == EventKind::Wait || E.Kind == EventKind::Receive ||
            (E.Kind == EventKind::Escape && (E.Path.isThis() || OnMember)))
          return nullptr;
        Deletes |= E.Kind == EventKind::Destroy && OnMember;
      }
  if (Member)
    return Deletes || diesWith(Prog, Member) ? D : nullptr;
  // It may be deleted when it has ended: `connect(this, &Thread::finished,
  // ...)`
  for (const Body *B : Prog.index().relatedTo(R))
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Escape && E.Path.isThis() && namesThis(E.At) &&
          !isa<CXXConstructExpr>(E.At))
        return nullptr;
  return D;
}

} // namespace tether::facts
