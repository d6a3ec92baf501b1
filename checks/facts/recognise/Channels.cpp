//===- Channels.cpp - Channels that a project wrote itself ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Channels.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "ChannelShapes.h"

using namespace clang;

namespace tether::facts {
namespace {

using model::Kind;
using model::Role;

/// A number that counts elements or is the index of one.
bool isIndex(const ModelNames &Names, QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  const model::Type *M = Names.type(T);
  if (const CXXRecordDecl *S = T->getAsCXXRecordDecl();
      S && M && M->K == Kind::Event)
    if (S->getTemplateArgs().size() == 1 &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      T = S->getTemplateArgs()[0].getAsType(); // std::atomic<size_t>
  return T->isIntegerType() && !T->isBooleanType() && !T->isEnumeralType();
}

/// What `[]` makes an element of that was not there.
bool isMap(const ModelNames &Names, QualType T) {
  const model::Type *M = Names.type(T);
  return M && M->K == Kind::Container && M->Element != 0;
}

/// Is the content never more than it was made of, because elements are put into
/// places that are there?
bool isRing(const ModelNames &Names, const Class &C,
            const AccessPath &Content) {
  return llvm::all_of(C.Functions,
                      [&](const Shape &S) {
                        auto Added = S.Adds.find(Content);
                        return Added == S.Adds.end() ||
                               isa<BinaryOperator, CXXOperatorCallExpr>(
                                   Added->second->At);
                      }) &&
         !Content.type().isNull() && !isMap(Names, Content.type());
}

/// Does a function that adds lower the number: are there so many places left?
bool countsPlaces(const Shape &S, const AccessPath &Number) {
  return llvm::any_of(S.Changes, [&](const Event *E) {
    if (E->Path.rebased(S.Self, Here) != Number)
      return false;
    if (const auto *U = dyn_cast<UnaryOperator>(E->At))
      return U->isDecrementOp();
    const auto *B = dyn_cast<BinaryOperator>(E->At);
    return B && B->getOpcode() == BO_SubAssign;
  });
}

/// Does the loop count up or down a local variable that the condition names?
bool countsLocal(const Stmt *Loop, const Expr *Condition) {
  if (!Loop || isa<LambdaExpr>(Loop))
    return false;
  const Expr *Counted = nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(Loop);
      U && U->isIncrementDecrementOp())
    Counted = strip(U->getSubExpr());
  else if (const auto *B = dyn_cast<CompoundAssignOperator>(Loop))
    Counted = strip(B->getLHS());
  else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Loop);
           O && (O->getOperator() == OO_PlusPlus ||
                 O->getOperator() == OO_MinusMinus))
    Counted = strip(O->getArg(0)); // An iterator.
  if (const auto *R = dyn_cast_or_null<DeclRefExpr>(Counted))
    if (mentions(Condition, R->getDecl()))
      return true;
  return llvm::any_of(Loop->children(), [&](const Stmt *Child) {
    return countsLocal(Child, Condition);
  });
}

/// `while (ring_.full()) room_.wait(lock);`: a container that says so, or one
/// that has to be empty, is bounded.
bool asksContent(PathResolver &Paths, const Expr *E, const AccessPath &Self,
                 const AccessPath &Content) {
  return llvm::any_of(partsOf(E), [&](const Expr *Part) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Part);
    const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
    if (!M || Call->getNumArgs() || !Call->getType()->isBooleanType())
      return false;
    AccessPath Object = Paths.resolve(Call->getImplicitObjectArgument());
    if (Object == Content.rebased(Here, Self))
      return true;
    const Expr *Answer = Object == Self ? returnedBy(M) : nullptr;
    return Answer &&
           asksContent(Paths, Answer, AccessPath::thisObject(M->getParent()),
                       Content);
  });
}

/// Is the part of a loop's condition the question whether it has been done?
bool asksTry(const WaitFor &W, const Expr *Part) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Part);
  const FunctionDecl *D =
      Call ? visibleDefinition(Call->getDirectCallee()) : nullptr;
  return D && W.Asks.count(D);
}

class ChannelInference {
public:
  ChannelInference(const ModelNames &Names, PathResolver &Paths, Facts &F)
      : Names(Names), Paths(Paths), F(F) {}

  void run() {
    for (Class &C : shapesOf(F, Names, Paths)) {
      Places.clear();
      findPlaces(C);
      infer(C);
    }
  }

private:
  void findPlaces(Class &C);
  void infer(const Class &C);
  void infer(const Class &C, const AccessPath &Content,
             std::vector<InHouseChannel *> &Found);
  std::set<AccessPath> stateOf(const Class &C, const AccessPath &Content) const;
  QualType elementOf(const AccessPath &Content) const;
  bool handsOut(const Shape &S, const AccessPath &Content) const;
  bool isWaitFor(const Class &C, const Shape &S, const WaitFor &W,
                 const AccessPath &Content,
                 const std::set<AccessPath> &State) const;
  bool onlyIterates(const Shape &S, const WaitFor &W,
                    const std::set<AccessPath> &State) const;
  const WaitFor *waitFor(const Class &C, const Shape &S,
                         const AccessPath &Content,
                         const std::set<AccessPath> &State) const;
  bool takes(const Shape &S, const AccessPath &Content,
             const std::set<AccessPath> &State) const;
  bool isForRoom(const Class &C, const Shape &S, const WaitFor &W,
                 const AccessPath &Content,
                 const std::set<AccessPath> &State) const;
  bool isWorker(const Class &C, const Shape &S, const AccessPath &Content,
                const std::set<AccessPath> &State) const;
  const Expr *limitOf(const AccessPath &Self, const Expr *Condition,
                      const std::set<AccessPath> &State) const;
  bool isLimited(const Shape &S, const AccessPath &Self, const Expr *Condition,
                 const std::set<AccessPath> &State) const;
  const Expr *conditionOfTry(const Class &C, const Shape &S,
                             const AccessPath &Content,
                             const std::set<AccessPath> &State) const;
  model::Variant variantOf(const Shape &S, const WaitFor &W,
                           const std::set<AccessPath> &State) const;
  void addBound(const Class &C, const Shape &S, const WaitFor *W,
                const Expr *Limit, const std::set<AccessPath> &State,
                InHouseChannel &Channel);
  void addCloses(const Class &C, const std::vector<const Shape *> &Receivers,
                 const std::vector<const Shape *> &Senders,
                 const std::set<AccessPath> &State, InHouseChannel &Channel);
  model::OnClosed onClosed(const Shape &S, const AccessPath &Flag,
                           int64_t Closed) const;
  bool isSetBack(const Class &C, const AccessPath &Flag, int64_t Closed) const;
  void addQuestions(const Class &C, const AccessPath &Flag, int64_t Closed,
                    InHouseChannel &Channel);
  InHouseOperation &addOperation(InHouseChannel &Channel, const Shape &S,
                                 Role R);

  const ModelNames &Names;
  PathResolver &Paths;
  Facts &F;
  /// Members with a place for one element, the flag that says that there is
  /// one, and its value then.
  std::map<AccessPath, std::pair<AccessPath, int64_t>> Places;
};

//===----------------------------------------------------------------------===//
// What they are for
//===----------------------------------------------------------------------===//

QualType ChannelInference::elementOf(const AccessPath &Content) const {
  QualType T = Content.type();
  for (unsigned I = 0; I < 3 && !T.isNull(); ++I) {
    if (QualType Element = Names.elementType(T); !Element.isNull()) {
      const model::Type *M = Names.type(T);
      if (M && M->K == Kind::Container)
        return Element;
      T = Element;
      continue;
    }
    if (T->isArrayType())
      return T->getElementType();
    if (T->isPointerType()) {
      T = T->getPointeeType();
      const model::Type *M = Names.type(T);
      if (!M || M->K != Kind::Container)
        return T;
      continue;
    }
    // A container that no model describes.
    const CXXRecordDecl *S = T->getAsCXXRecordDecl();
    if (S && S->getTemplateArgs().size() &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return S->getTemplateArgs()[0].getAsType();
    break;
  }
  return {};
}

/// Does the caller get an element, or all of them?
bool ChannelInference::handsOut(const Shape &S,
                                const AccessPath &Content) const {
  QualType Element = elementOf(Content);
  if (Element.isNull())
    Element = Content.type();
  auto Same = [&](QualType T) {
    for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
      T = T.getNonReferenceType();
      if (hasSameUnqualifiedType(T, Element) ||
          hasSameUnqualifiedType(T, Content.type()))
        return true;
      QualType Inner = Names.innerType(T);
      if (Inner.isNull())
        if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
          if (R->getTemplateArgs().size() &&
              R->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
            Inner = R->getTemplateArgs()[0].getAsType(); // std::optional<T>
      T = Inner;
    }
    return false;
  };
  if (Same(S.B->Function->getReturnType()))
    return true;
  return llvm::any_of(S.B->Function->parameters(), [&](const ParmVarDecl *P) {
    QualType T = P->getType();
    bool Out = P != S.Object &&
               (T->isLValueReferenceType() || T->isPointerType()) &&
               !T->getPointeeType().isConstQualified();
    return Out && Same(T->getPointeeType());
  });
}

/// The value that the function gives to the member, if it is a constant.
static std::optional<int64_t> valueGivenBy(const Shape &S,
                                           const AccessPath &P) {
  auto Written = S.Writes.find(P);
  return Written == S.Writes.end() ? std::nullopt
                                   : assignedValue(Written->second->At);
}

/// Finds the members that one function assigns what it is given, once another
/// has taken what was there, and says so by a flag: they count as added and
/// taken.
void ChannelInference::findPlaces(Class &C) {
  for (const Shape &Putter : C.Functions)
    for (const auto &[Place, Put] : Putter.Puts) {
      if (Putter.Adds.count(Place) || Place.type()->isBooleanType())
        continue;
      for (const auto &[Flag, Written] : Putter.Writes) {
        std::optional<int64_t> Full = valueGivenBy(Putter, Flag);
        if (!Full || Flag.type().isNull() || Flag == Place ||
            !Flag.type().getNonReferenceType()->isBooleanType())
          continue;
        auto WaitsFor = [&, F = Flag](const Shape &S, bool There) {
          return llvm::any_of(S.Waits, [&](const WaitFor &W) {
            return llvm::any_of(W.Conditions, [&](const Condition &Each) {
              return decides(Paths, Each.E, Each.Ends, F.rebased(Here, W.Self),
                             There ? *Full : !*Full);
            });
          });
        };
        auto TakesIt = [&, F = Flag, P = Place](const Shape &S) {
          return &S != &Putter && S.Reads.count(P) && handsOut(S, P) &&
                 valueGivenBy(S, F) == int64_t(!*Full);
        };
        if (WaitsFor(Putter, false) && llvm::any_of(C.Functions, TakesIt))
          Places[Place] = {Flag, *Full};
      }
    }
  for (const auto &[Place, Flag] : Places)
    for (Shape &S : C.Functions)
      if (auto Put = S.Puts.find(Place); Put != S.Puts.end())
        S.Adds.insert(*Put);
      else if (S.Reads.count(Place) && S.Writes.count(Flag.first))
        S.Takes.try_emplace(Place, nullptr);
}

/// The content and what counts it: indices that change with it.
std::set<AccessPath>
ChannelInference::stateOf(const Class &C, const AccessPath &Content) const {
  std::set<AccessPath> Result{Content};
  if (auto Place = Places.find(Content); Place != Places.end())
    Result.insert(Place->second.first);
  for (const Shape &S : C.Functions)
    if (S.Adds.count(Content) || S.Takes.count(Content) ||
        S.ElementReads.count(Content))
      for (const auto &[P, At] : S.Writes)
        if (isIndex(Names, P.type()))
          Result.insert(P);
  return Result;
}

//===----------------------------------------------------------------------===//
// Waits
//===----------------------------------------------------------------------===//

/// Is the state changed in the loop, but for what is done before it is left?
bool ChannelInference::onlyIterates(const Shape &S, const WaitFor &W,
                                    const std::set<AccessPath> &State) const {
  std::vector<const IfStmt *> Ifs;
  collectIfs(W.Loop, Ifs);
  for (const Event *E : S.Changes) {
    if (E->In != W.In || !contains(W.Loop, E->At))
      continue;
    const AccessPath &Object = E->Kind == EventKind::Run ? E->Object : E->Path;
    if (State.count(Object.rebased(W.Self, Here)) &&
        llvm::none_of(Ifs, [&](const IfStmt *I) {
          return (leavesLoop(I->getThen()) && contains(I->getThen(), E->At)) ||
                 (leavesLoop(I->getElse()) && contains(I->getElse(), E->At));
        }))
      return true;
  }
  // `while (i < items_.size() && items_[i] < x) ++i;`
  if (const auto *For = dyn_cast<ForStmt>(W.Loop); For && For->getInc())
    return true;
  return llvm::any_of(W.Conditions, [&](const Condition &C) {
    return countsLocal(W.Loop, C.E);
  });
}

/// Is it a wait until others have changed the content?
bool ChannelInference::isWaitFor(const Class &C, const Shape &S,
                                 const WaitFor &W, const AccessPath &Content,
                                 const std::set<AccessPath> &State) const {
  if (W.isOn(Kind::Semaphore)) {
    // Acquired on this side and released on the other.
    return !S.Releases.count(W.On) &&
           llvm::any_of(C.Functions, [&](const Shape &Other) {
             return Other.Releases.count(W.On) &&
                    (Other.Adds.count(Content) || Other.Takes.count(Content) ||
                     Other.ElementReads.count(Content));
           });
  }
  return llvm::any_of(W.Reads,
                      [&](const AccessPath &P) { return State.count(P); }) &&
         (W.Wait || !onlyIterates(S, W, State));
}

/// Does the wait of a function that adds end when there is room? If it takes as
/// well, or only looks, then it has to compare with a limit.
bool ChannelInference::isForRoom(const Class &C, const Shape &S,
                                 const WaitFor &W, const AccessPath &Content,
                                 const std::set<AccessPath> &State) const {
  if (auto Place = Places.find(Content); Place != Places.end())
    return llvm::any_of(W.Conditions, [&](const Condition &Each) {
      const auto &[Flag, Full] = Place->second;
      return decides(Paths, Each.E, Each.Ends, Flag.rebased(Here, W.Self),
                     !Full);
    });
  return W.isOn(Kind::Semaphore) ||
         ((W.Wait || isRing(Names, C, Content)) && !takes(S, Content, State)) ||
         llvm::any_of(W.Conditions, [&](const Condition &Each) {
           return isLimited(S, W.Self, Each.E, State);
         });
}

/// Does the function wait for something, take it, and put something back?
bool ChannelInference::isWorker(const Class &C, const Shape &S,
                                const AccessPath &Content,
                                const std::set<AccessPath> &State) const {
  return takes(S, Content, State) &&
         llvm::any_of(S.Waits, [&](const WaitFor &W) {
           return isWaitFor(C, S, W, Content, State) &&
                  !isForRoom(C, S, W, Content, State);
         });
}

/// The first such wait, an unlimited one if there is one.
const WaitFor *
ChannelInference::waitFor(const Class &C, const Shape &S,
                          const AccessPath &Content,
                          const std::set<AccessPath> &State) const {
  const WaitFor *Result = nullptr;
  for (const WaitFor &W : S.Waits)
    if ((!Result || variantOf(S, *Result, State) != model::Variant::Plain) &&
        isWaitFor(C, S, W, Content, State) &&
        (!S.Adds.count(Content) || isForRoom(C, S, W, Content, State)))
      Result = &W;
  return Result;
}

/// Does the wait end without that what is waited for has happened?
model::Variant
ChannelInference::variantOf(const Shape &S, const WaitFor &W,
                            const std::set<AccessPath> &State) const {
  for (const ParmVarDecl *P : S.B->Function->parameters())
    if (const model::Type *T = Names.pointee(P->getType());
        T && T->K == Kind::Token)
      return model::Variant::Cancellable;
  // What has to do with the object is a part of what is waited for; the end of
  // the object is none that a caller could bring about.
  auto IsOther = [&](const Expr *Part) {
    if (constantValue(Part))
      return false;
    std::set<AccessPath> Reads = readsOf(Paths, Part, W.Self);
    if (W.Wait || Reads.empty())
      return Reads.empty();
    return llvm::none_of(Reads, [&](const AccessPath &P) {
      return State.count(P.rebased(W.Self, Here));
    });
  };
  const Stmt *At = W.At ? W.At->At : nullptr;
  // `if (block) ready_.wait(lock);`
  for (const Stmt *Outer : around(W.In, At ? At : W.Loop))
    if (const auto *I = dyn_cast<IfStmt>(Outer);
        I && !contains(I->getCond(), At))
      for (const Expr *Part : partsOf(I->getCond()))
        if (mentionsParameter(Part) && IsOther(Part))
          return model::Variant::Cancellable;
  if (W.Wait && W.Wait->GivesUp && !W.Loop)
    return model::Variant::Timed;
  // `while (sem_wait(&room_) < 0 && errno == EINTR)`
  if (W.Wait && !W.Wait->GivesUp && W.Loop && W.isOn(Kind::Semaphore))
    return model::Variant::Plain;
  std::vector<Condition> Ways = W.Conditions;
  if (W.Loop && W.Wait && W.Wait->GivesUp)
    llvm::append_range(Ways, conditionsOf(W.Loop));
  for (const Condition &Way : Ways)
    for (const Expr *Part : partsOf(Way.E)) {
      bool AsksWait = At && contains(Part, At);
      if (AsksWait) {
        // `while (!room_.wait_for(lock, time, [this] { return ...; }))`
        std::optional<bool> GaveUp =
            valueAfter(Way.E, outcomeOf(W.In, At), false);
        if (W.Wait->GivesUp && (!GaveUp || *GaveUp == Way.Ends))
          return model::Variant::Timed;
      } else if (IsOther(Part) && !asksTry(W, Part)) {
        return W.Wait && W.Wait->GivesUp ? model::Variant::Timed
                                         : model::Variant::Cancellable;
      }
    }
  return model::Variant::Plain;
}

//===----------------------------------------------------------------------===//
// Limits
//===----------------------------------------------------------------------===//

/// The other side of a comparison with the number of elements.
const Expr *ChannelInference::limitOf(const AccessPath &Self,
                                      const Expr *Condition,
                                      const std::set<AccessPath> &State) const {
  return limitIn(Paths, Condition, [&](const Expr *E) {
    return llvm::any_of(readsOf(Paths, E, Self), [&](const AccessPath &P) {
      return State.count(P.rebased(Self, Here));
    });
  });
}

/// Does the condition ask for room?
bool ChannelInference::isLimited(const Shape &S, const AccessPath &Self,
                                 const Expr *Condition,
                                 const std::set<AccessPath> &State) const {
  const Expr *Limit = limitOf(Self, Condition, State);
  std::optional<int64_t> N = constantValue(Limit);
  if (Limit && (!N || *N > 1))
    return true;
  for (const AccessPath &P : readsOf(Paths, Condition, Self))
    if (AccessPath Number = P.rebased(Self, Here);
        State.count(Number) && countsPlaces(S, Number))
      return true;
  // A channel of one place.
  return N && *N == 1;
}

/// `if (items_.size() >= limit_) return false;`, or adds under the opposite:
/// the condition.
const Expr *
ChannelInference::conditionOfTry(const Class &C, const Shape &S,
                                 const AccessPath &Content,
                                 const std::set<AccessPath> &State) const {
  std::vector<const IfStmt *> Ifs;
  collectIfs(S.B->Code, Ifs);
  const Event *Add = S.Adds.find(Content)->second;
  for (const IfStmt *I : Ifs) {
    if (!I->getCond() ||
        llvm::none_of(readsOf(Paths, I->getCond(), S.Self),
                      [&](const AccessPath &P) {
                        return State.count(P.rebased(S.Self, Here));
                      }) ||
        !(isRing(Names, C, Content) ||
          isLimited(S, S.Self, I->getCond(), State)))
      continue;
    Leaves How = leaves(I->getThen());
    if (How == Leaves::ByReturn || How == Leaves::ByThrow ||
        contains(I->getThen(), Add->At) || contains(I->getElse(), Add->At))
      return I->getCond();
  }
  return nullptr;
}

/// Does the function take from the content?
bool ChannelInference::takes(const Shape &S, const AccessPath &Content,
                             const std::set<AccessPath> &State) const {
  return S.Takes.count(Content) ||
         (S.ElementReads.count(Content) && State.size() > 1 &&
          llvm::any_of(S.Writes, [&](const auto &W) {
            return W.first != Content && State.count(W.first);
          }));
}

InHouseOperation &ChannelInference::addOperation(InHouseChannel &Channel,
                                                 const Shape &S, Role R) {
  Channel.Operations.push_back(std::make_unique<InHouseOperation>());
  InHouseOperation &Op = *Channel.Operations.back();
  Op.Function = S.B->Function;
  Op.Object = S.Object;
  Op.Op.R = R;
  if (S.B->Function->hasIdentifier())
    Op.Op.Name = S.B->Function->getName();
  else if (OverloadedOperatorKind K = S.B->Function->getOverloadedOperator();
           K != OO_None)
    Op.Op.Name = getOperatorSpelling(K);
  return Op;
}

void ChannelInference::infer(const Class &C) {
  // What a model describes is what the model says.
  if (const model::Type *T = C.Record->getModel(); T && T->K == Kind::Channel)
    return;
  std::vector<InHouseChannel *> Found;
  std::set<AccessPath> Contents;
  for (const Shape &S : C.Functions)
    for (const auto &[P, At] : S.Adds)
      if (Places.count(P) || (!P.type().isNull() && !isIndex(Names, P.type()) &&
                              !P.type()->isBooleanType()))
        Contents.insert(P);
  for (const AccessPath &Content : Contents)
    infer(C, Content, Found);
  for (InHouseChannel *Channel : Found)
    Channel->OnlyOne = Found.size() == 1;
}

void ChannelInference::infer(const Class &C, const AccessPath &Content,
                             std::vector<InHouseChannel *> &Found) {
  std::set<AccessPath> State = stateOf(C, Content);
  std::vector<const Shape *> Senders, Receivers;
  std::map<const Shape *, const WaitFor *> Waits;
  std::map<const Shape *, const Expr *> Tries;
  std::set<const FunctionDecl *> TrySends, TryReceives;
  bool ReceiverWaits = false, NeedsWake = false, TakesWithin = false;
  for (const Shape &S : C.Functions) {
    const WaitFor *W = waitFor(C, S, Content, State);
    if (!S.Adds.count(Content)) {
      bool Takes = takes(S, Content, State);
      ReceiverWaits |= W && Takes && handsOut(S, Content);
      NeedsWake |= W && Takes && !W->isOn(Kind::Mutex);
      TakesWithin |= W && Takes && !handsOut(S, Content);
    }
    if (W)
      Waits[&S] = W;
  }
  for (const Shape &S : C.Functions) {
    auto W = Waits.find(&S);
    if (S.Adds.count(Content)) {
      // Where receivers wait, what does not wake them only prepares.
      bool Sends = S.Wakes || W != Waits.end() || !NeedsWake;
      if (!Sends || isWorker(C, S, Content, State))
        continue;
      Senders.push_back(&S);
      if (W == Waits.end())
        if (const Expr *Full = conditionOfTry(C, S, Content, State)) {
          Tries[&S] = Full;
          TrySends.insert(S.B->Function);
        }
    } else if (takes(S, Content, State) && handsOut(S, Content)) {
      Receivers.push_back(&S);
      if (W == Waits.end())
        TryReceives.insert(S.B->Function);
    }
  }
  // `while (!tryPush(x)) yield();`
  for (bool Sends : {true, false})
    for (const Shape *S : Sends ? Senders : Receivers)
      for (const WaitFor &W : S->Waits)
        if (!Waits.count(S) && !W.Wait &&
            llvm::any_of(W.Asks, [&](const FunctionDecl *Try) {
              return Try != S->B->Function &&
                     (Sends ? TrySends : TryReceives).count(Try);
            })) {
          Waits[S] = &W;
          Tries.erase(S);
        }
  bool HasRoomWait = llvm::any_of(Senders, [&](const Shape *S) {
    auto W = Waits.find(S);
    return W != Waits.end() &&
           variantOf(*S, *W->second, State) == model::Variant::Plain;
  });

  bool ReceivedByOthers = llvm::any_of(Receivers, [](const Shape *S) {
    AccessSpecifier Access = S->B->Function->getAccess();
    return Access == AS_public || Access == AS_none;
  });
  QualType Element = elementOf(Content);
  bool IsPool =
      !ReceivedByOthers && !Element.isNull() && Names.isCallable(Element);
  auto Channel = std::make_unique<InHouseChannel>();
  Channel->Record = C.Record;
  Channel->Name = C.Record->getQualifiedNameAsString();
  Channel->Content = Content;
  Channel->Type.Name = Channel->Name;
  Channel->Type.K = Kind::Channel;
  Channel->Type.Destroy = model::OnDestroy::None;
  Channel->Type.Bound = model::Capacity::Unbounded;
  if (IsPool)
    Channel->Type.On = model::RunsOn::Pool;
  for (const Shape *S : Senders) {
    auto It = Waits.find(S);
    const WaitFor *W = It == Waits.end() ? nullptr : It->second;
    auto Try = Tries.find(S);
    InHouseOperation &Op = addOperation(*Channel, *S, Role::Send);
    if (W)
      Op.Op.V = variantOf(*S, *W, State);
    else if (Try != Tries.end())
      Op.Op.V = model::Variant::Try;
    Op.Op.Blocking = !W ? model::Blocks::Never
                     : Op.Op.V == model::Variant::Timed
                         ? model::Blocks::Timed
                         : model::Blocks::WhenFull;
    const Event *Added = S->Adds.find(Content)->second;
    Op.Why.push_back({Added->Where, "adds to '" + Content.str() + "'"});
    if (S->Wakes)
      Op.Why.push_back({S->Wakes->Where,
                        "wakes '" +
                            (S->Wakes->Kind == EventKind::Run ? S->Wakes->Object
                                                              : S->Wakes->Path)
                                .str() +
                            "'"});
    if (W) {
      Op.Why.push_back({W->Where, "waits for room"});
      // Where another function is asked, that one knows the bound.
      if (W->Asks.empty() || W->Wait)
        addBound(C, *S, W, nullptr, State, *Channel);
    } else if (Try != Tries.end()) {
      addBound(C, *S, nullptr, Try->second, State, *Channel);
    }
  }
  for (const Shape *S : Receivers) {
    auto It = Waits.find(S);
    const WaitFor *W = It == Waits.end() ? nullptr : It->second;
    InHouseOperation &Op = addOperation(*Channel, *S, Role::Receive);
    Op.Op.V = W ? variantOf(*S, *W, State) : model::Variant::Try;
    Op.Op.Blocking = !W ? model::Blocks::Never
                     : Op.Op.V == model::Variant::Timed
                         ? model::Blocks::Timed
                         : model::Blocks::WhenEmpty;
    auto Taken = S->Takes.find(Content);
    Op.Why.push_back({Taken != S->Takes.end() && Taken->second
                          ? Taken->second->Where
                          : S->B->Function->getLocation(),
                      "takes from '" + Content.str() + "'"});
    if (W)
      Op.Why.push_back({W->Where, "waits until something is there"});
  }
  addCloses(C, Receivers, Senders, State, *Channel);

  // A class that takes the elements itself is a channel where adding to it
  // waits, or may fail; a consumer that cannot be seen is somewhere. What has
  // neither a wait nor a bound nor an end is a container.
  auto IsRefused = [](const std::unique_ptr<InHouseOperation> &Op) {
    return Op->Op.R == Role::Send && Op->Op.Closed != model::OnClosed::Unknown;
  };
  bool IsChannel =
      HasRoomWait || (ReceiverWaits && !IsPool) ||
      (!Receivers.empty() && !IsPool &&
       (!Tries.empty() || llvm::any_of(Channel->Operations, IsRefused))) ||
      (TakesWithin && !Tries.empty());
  if (Senders.empty() || !IsChannel)
    return;
  Found.push_back(Channel.get());
  F.InHouse.push_back(std::move(Channel));
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

/// An array, or a class like std::array.
bool hasFixedSize(QualType T) {
  if (T->getArraySize() >= 0)
    return true;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->getTemplateArgs().size() == 2 &&
         R->getTemplateArgs()[1].getKind() == TemplateArgument::Integral;
}

/// What bounds the content: the places of a ring, a semaphore, a number that is
/// part of the class, or the parameter of its constructors that a member is
/// initialised from.
void ChannelInference::addBound(const Class &C, const Shape &S,
                                const WaitFor *W, const Expr *Full,
                                const std::set<AccessPath> &State,
                                InHouseChannel &Channel) {
  model::Type &T = Channel.Type;
  auto Set = [&](model::Capacity Bound, int Index, SourceLocation Where,
                 const std::string &Why) {
    // Senders that disagree leave it open.
    T.Bound = T.Bound == model::Capacity::Unbounded || T.Bound == Bound
                  ? Bound
                  : model::Capacity::Unknown;
    T.CapacityIndex = Index;
    Channel.Operations.back()->Why.push_back({Where, Why});
  };
  const AccessPath &Self = W ? W->Self : S.Self;
  SourceLocation At = W ? W->Where : Full->getExprLoc();
  if (Places.count(Channel.Content))
    return Set(model::Capacity::Template, model::Absent, At, "has one place");
  if (hasFixedSize(Channel.Content.type()))
    return Set(model::Capacity::Template, model::Absent, At,
               "is bounded by the array");
  if (W && W->isOn(Kind::Semaphore))
    return Set(model::Capacity::Template, model::Absent, At,
               "is bounded by '" + W->On.str() + "'");
  if (isRing(Names, C, Channel.Content))
    return Set(model::Capacity::Template, model::Absent, At,
               "is bounded by the places of '" + Channel.Content.str() + "'");
  std::vector<const Expr *> Conditions{Full};
  if (W) {
    Conditions.clear();
    for (const Condition &Each : W->Conditions)
      Conditions.push_back(Each.E);
  }
  const Expr *Limit = nullptr;
  for (const Expr *Each : Conditions)
    if (!Limit)
      Limit = limitOf(Self, Each, State);
  if (!Limit) {
    for (const Expr *Each : Conditions)
      for (const AccessPath &P : readsOf(Paths, Each, Self))
        if (AccessPath Number = P.rebased(Self, Here);
            State.count(Number) && countsPlaces(S, Number))
          return Set(model::Capacity::Template, model::Absent, At,
                     "is bounded by '" + Number.str() + "'");
    for (const Expr *Each : Conditions)
      if (W && asksContent(Paths, Each, Self, Channel.Content))
        return Set(model::Capacity::Template, model::Absent, Each->getExprLoc(),
                   "is bounded by what '" + Channel.Content.str() + "' says");
    return Set(model::Capacity::Unknown, model::Absent, At,
               "has no bound that is seen");
  }
  if (std::optional<int64_t> N = constantValue(Limit)) {
    for (const AccessPath &Number : State)
      if (*N <= 1 && countsPlaces(S, Number))
        return Set(model::Capacity::Template, model::Absent, At,
                   "is bounded by '" + Number.str() + "'");
    return *N >= 0 && *N < INT32_MAX
               ? Set(model::Capacity::Template, model::Absent,
                     Limit->getExprLoc(), "is bounded by a constant")
               : Set(model::Capacity::Unknown, model::Absent,
                     Limit->getExprLoc(), "has a bound that may be infinite");
  }
  AccessPath P = Paths.resolve(Limit).rebased(Self, Here);
  const FieldDecl *Field = P.Length == 1 ? P.lastField() : nullptr;
  bool Changes = llvm::any_of(
      C.Functions, [&](const Shape &Any) { return Any.Writes.count(P); });
  // `if (limit_ && size() >= limit_)`: some value of it means none.
  if (!Field || Changes || Field->mayChange() ||
      timesNamed(S.B->Code, Field) > 1)
    return Set(model::Capacity::Unknown, model::Absent, Limit->getExprLoc(),
               "has a bound that may be infinite or change");
  std::optional<FieldOrigin> From = originOf(Field);
  if (!From)
    return Set(model::Capacity::Unknown, model::Absent, Field->getLocation(),
               "has a bound that comes from where it is not seen");
  Set(From->Parameter < 0 ? model::Capacity::Template
                          : model::Capacity::Constructor,
      From->Parameter, Field->getLocation(),
      "is bounded by '" + Field->getNameAsString() + "'");
}

//===----------------------------------------------------------------------===//
// Closing
//===----------------------------------------------------------------------===//

void ChannelInference::addCloses(const Class &C,
                                 const std::vector<const Shape *> &Receivers,
                                 const std::vector<const Shape *> &Senders,
                                 const std::set<AccessPath> &State,
                                 InHouseChannel &Channel) {
  // Which members end the wait of a receiver, with which value? Where none
  // waits: which make the sends fail?
  bool ReceiverWaits = llvm::any_of(Channel.Operations, [](const auto &Op) {
    return Op->Op.R == Role::Receive && Op->Op.V != model::Variant::Try;
  });
  for (const Shape &S : C.Functions) {
    if ((ReceiverWaits && !S.Wakes) || S.Adds.count(Channel.Content) ||
        llvm::is_contained(Receivers, &S))
      continue;
    for (const auto &[Flag, Written] : S.Writes) {
      // What the two sides change themselves is a message, not an end.
      auto Changes = [&, F = Flag](const Shape *Side) {
        return Side->Writes.count(F) != 0;
      };
      if (State.count(Flag) || llvm::any_of(Receivers, Changes) ||
          llvm::any_of(Senders, Changes))
        continue;
      std::optional<int64_t> Value = assignedValue(Written->At);
      if (!Value)
        continue;
      const Shape *Ended = nullptr;
      for (const Shape *R : Receivers)
        for (const WaitFor &W : R->Waits)
          for (const Condition &Each : W.Conditions)
            if (decides(Paths, Each.E, Each.Ends, Flag.rebased(Here, R->Self),
                        *Value))
              Ended = R;
      const Shape *Refused = nullptr;
      if (!ReceiverWaits && !isSetBack(C, Flag, *Value))
        for (const Shape *Sender : Senders)
          if (model::OnClosed How = onClosed(*Sender, Flag, *Value);
              How != model::OnClosed::Unknown &&
              How != model::OnClosed::BlocksForever)
            Refused = Sender;
      if (!Ended && !Refused)
        continue;
      InHouseOperation &Op = addOperation(Channel, S, Role::Close);
      Op.Op.Blocking = model::Blocks::Never;
      Op.Why.push_back(
          {Written->Where,
           "sets '" + Flag.str() + "', which ends the " +
               (Ended ? "wait" : "sends") + " of '" +
               (Ended ? Ended : Refused)->B->Function->getNameAsString() +
               "'"});
      for (auto &Known : Channel.Operations)
        if (Known->Op.R == Role::Send || Known->Op.R == Role::Receive)
          for (const Shape *Side :
               Known->Op.R == Role::Send ? Senders : Receivers)
            if (Side->B->Function == Known->Function)
              if (model::OnClosed How = onClosed(*Side, Flag, *Value);
                  How != model::OnClosed::Unknown)
                Known->Op.Closed = How;
      addQuestions(C, Flag, *Value, Channel);
    }
  }
}

/// Is the member set to anything else, but by a constructor?
bool ChannelInference::isSetBack(const Class &C, const AccessPath &Flag,
                                 int64_t Closed) const {
  return llvm::any_of(C.Functions, [&](const Shape &S) {
    return llvm::any_of(S.Changes, [&](const Event *E) {
      const AccessPath &Object =
          E->Kind == EventKind::Run ? E->Object : E->Path;
      return Object.rebased(S.Self, Here) == Flag &&
             assignedValue(E->At) != Closed;
    });
  });
}

/// The functions that say whether the channel is closed.
void ChannelInference::addQuestions(const Class &C, const AccessPath &Flag,
                                    int64_t Closed, InHouseChannel &Channel) {
  for (const Shape &S : C.Functions) {
    const FunctionDecl *Asked = S.B->Function;
    unsigned Parameters = S.Object ? 1 : 0;
    const Expr *Answer = returnedBy(Asked);
    if (Answer && Asked->getNumParams() == Parameters &&
        Answer->getType()->isBooleanType() &&
        readsOf(Paths, Answer, S.Self) ==
            std::set<AccessPath>{Flag.rebased(Here, S.Self)})
      addOperation(Channel, S, Role::IsClosed).Op.Negated =
          decides(Paths, Answer, false, Flag.rebased(Here, S.Self), Closed);
  }
}

/// What a send does once the flag has the value.
model::OnClosed ChannelInference::onClosed(const Shape &S,
                                           const AccessPath &Flag,
                                           int64_t Closed) const {
  const AccessPath Own = Flag.rebased(Here, S.Self);
  std::vector<const IfStmt *> Ifs;
  collectIfs(S.B->Code, Ifs);
  bool Gives = !S.B->Function->getReturnType()->isVoidType();
  bool Looks = false;
  for (const IfStmt *I : Ifs) {
    if (!I->getCond() || !readsOf(Paths, I->getCond(), S.Self).count(Own))
      continue;
    Looks = true;
    const Stmt *Branch = nullptr;
    if (decides(Paths, I->getCond(), true, Own, Closed))
      Branch = I->getThen();
    else if (decides(Paths, I->getCond(), false, Own, Closed))
      Branch = I->getElse();
    else
      continue;
    switch (leaves(Branch)) {
    case Leaves::ByThrow:
      return model::OnClosed::Throws;
    case Leaves::Process:
      return model::OnClosed::Aborts;
    case Leaves::ByReturn:
      return Gives ? model::OnClosed::Result : model::OnClosed::Loses;
    case Leaves::Not:
      // `if (!closed_) queue_.push(x);`: the rest is skipped.
      if (Branch == I->getElse() &&
          llvm::any_of(S.Adds, [&](const auto &Added) {
            return contains(I->getThen(), Added.second->At);
          }))
        return Gives ? model::OnClosed::Result : model::OnClosed::Loses;
      break;
    }
  }
  if (Looks)
    return model::OnClosed::Unknown;
  for (const WaitFor &W : S.Waits)
    if (W.Wait && !W.Wait->GivesUp && !W.isOn(Kind::Mutex) &&
        !W.Reads.count(Flag))
      return model::OnClosed::BlocksForever;
  return model::OnClosed::Unknown;
}

} // namespace

/// `std::future<int> Queue::add(std::function<int()>)` of a class that is only
/// declared and has a constant for how much it keeps: it has no way to say that
/// there is no room.
static void addDeclared(const ModelNames &Names, PathResolver &Paths,
                        Facts &F) {
  std::map<const FunctionDecl *, const InHouseChannel *> Known;
  for (const auto &B : F.Bodies) {
    std::vector<Event> Events;
    for (const Event &E : B->Events) {
      Events.push_back(E);
      const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
      const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
      if (!M || E.Kind != EventKind::Spawn || !E.ByConvention || M->isVirtual())
        continue;
      const model::Type *Promised = Names.type(M->getReturnType());
      const NamedDecl *Bound = M->getParent()->getConventionalBound();
      AccessPath Object = Paths.resolve(Call->getImplicitObjectArgument());
      if (!Promised || Promised->K != Kind::Future || !Bound || !Object)
        continue;
      const InHouseChannel *&Channel = Known[M];
      if (!Channel) {
        auto New = std::make_unique<InHouseChannel>();
        New->Record = M->getParent();
        New->Name = M->getParent()->getQualifiedNameAsString();
        New->Type.Name = New->Name;
        New->Type.K = Kind::Channel;
        New->Type.On = model::RunsOn::Pool;
        New->Type.Bound = model::Capacity::Template;
        auto Op = std::make_unique<InHouseOperation>();
        Op->Function = M;
        Op->Op.Name = M->getName();
        Op->Op.R = Role::Send;
        Op->Op.Blocking = model::Blocks::WhenFull;
        Op->Why.push_back({Bound->getLocation(), "is bounded by '" +
                                                     Bound->getNameAsString() +
                                                     "', by convention"});
        New->Operations.push_back(std::move(Op));
        Channel = New.get();
        F.InHouse.push_back(std::move(New));
      }
      Event Send = E;
      Send.Kind = EventKind::Send;
      Send.Path = Object;
      Send.Op = &Channel->Operations.front()->Op;
      Send.Type = &Channel->Type;
      Events.push_back(Send);
    }
    B->Events = std::move(Events);
  }
}

void inferChannels(const Code &From, const ModelNames &Names,
                   PathResolver &Paths, Facts &Result) {
  addDeclared(Names, Paths, Result);
  ChannelInference(Names, Paths, Result).run();
  addChannelEvents(Paths, Result);
  addForwardedEvents(Result);
  markRepeatedSends(From, Result);
}

} // namespace tether::facts
