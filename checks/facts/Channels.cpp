//===- Channels.cpp - Channels that a project wrote itself ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Channels.h"
#include "Conditions.h"
#include "Statements.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace tether::facts {
namespace {

using model::Kind;
using model::Role;

/// A wait of a function, and what is waited for.
struct WaitFor {
  const Event *At = nullptr;
  const Event *Wait = nullptr; ///< As `At`, or inside of what is called there.
  std::vector<Condition> Conditions;
  std::set<AccessPath> Reads; ///< From the object on.
};

/// What one function does to the object that it works on. The paths begin at
/// the object, whatever the function calls it.
struct Shape {
  const Body *B = nullptr;
  const ParmVarDecl *Object = nullptr; ///< Null if it is `this`.
  AccessPath Self;
  std::vector<WaitFor> Waits;
  const Event *Wakes = nullptr;
  std::map<AccessPath, const Event *> Writes, Adds, Takes;
  std::set<AccessPath> ElementReads;
  std::set<const Body *> Gathered;
};

/// All functions of one class.
struct Class {
  const RecordDecl *Record = nullptr;
  std::vector<Shape> Functions;
};

bool canWait(const model::Type *T) {
  return T && (T->K == Kind::ConditionVariable || T->K == Kind::Semaphore ||
               T->K == Kind::Event || T->K == Kind::Mutex);
}

/// A number that counts elements or is the index of one.
bool isIndex(QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T->getAsCXXRecordDecl()))
    if (S->getTemplateArgs().size() == 1 &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      T = S->getTemplateArgs()[0].getAsType(); // std::atomic<size_t>
  return T->isIntegerType() && !T->isBooleanType() && !T->isEnumeralType();
}

bool isElement(const Expr *E) {
  E = strip(E);
  if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E))
    return O->getOperator() == OO_Subscript;
  return isa_and_nonnull<ArraySubscriptExpr>(E);
}

class ChannelInference {
public:
  ChannelInference(ASTContext &Context, const model::Resolver &Names,
                   PathResolver &Paths, Facts &F)
      : Context(Context), Names(Names), Paths(Paths), F(F) {}

  void run() {
    for (Class &C : classes())
      infer(C);
    addEvents();
    while (addForwarded())
      ;
  }

private:
  std::vector<Class> classes();
  const Event *innerEvent(const Event &E, EventKind K) const;
  void gather(Shape &S, const Body *B, const AccessPath &Self);
  void gatherWrite(Shape &S, const Event &E, const AccessPath &P);
  void gatherElementReads(Shape &S, const Stmt *Code, const AccessPath &Self);

  void infer(const Class &C);
  std::set<AccessPath> stateOf(const Class &C, const AccessPath &Content) const;
  QualType elementOf(const AccessPath &Content) const;
  bool handsOut(const Shape &S, const AccessPath &Content) const;
  const WaitFor *waitFor(const Shape &S,
                         const std::set<AccessPath> &State) const;
  bool givesUpWhenFull(const Shape &S, const std::set<AccessPath> &State) const;
  model::Variant variantOf(const Shape &S, const WaitFor *W) const;
  void addBound(const Class &C, const Shape &S, const WaitFor &W,
                const std::set<AccessPath> &State, InHouseChannel &Channel);
  void addCloses(const Class &C, const std::vector<const Shape *> &Receivers,
                 const std::vector<const Shape *> &Senders,
                 const std::set<AccessPath> &State, InHouseChannel &Channel);
  model::OnClosed onClosed(const Shape &S, const AccessPath &Flag,
                           int64_t Closed) const;
  InHouseOperation &addOperation(InHouseChannel &Channel, const Shape &S,
                                 Role R);
  void addEvents();
  bool addForwarded();

  ASTContext &Context;
  const model::Resolver &Names;
  PathResolver &Paths;
  Facts &F;
  std::set<const Body *> Forwarders;
};

//===----------------------------------------------------------------------===//
// What the functions do
//===----------------------------------------------------------------------===//

/// Groups the functions by the object that they wait on or wake: methods by
/// their class, others by the struct that a parameter points to.
std::vector<Class> ChannelInference::classes() {
  std::vector<Class> Result;
  std::map<const RecordDecl *, size_t> Index;
  auto Of = [&](const RecordDecl *R) -> Class & {
    auto [It, New] = Index.try_emplace(cast<RecordDecl>(R->getCanonicalDecl()),
                                       Result.size());
    if (New) {
      Result.emplace_back();
      Result.back().Record = R;
    }
    return Result[It->second];
  };
  // Who waits on a member of what?
  std::set<const RecordDecl *> Waiting;
  auto RecordOf = [&](const AccessPath &P) -> const RecordDecl * {
    if (P.Kind == AccessPath::Root::This && P.Length)
      return static_cast<const RecordDecl *>(P.Base);
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(P.variable());
    if (!Parameter || !P.Length)
      return nullptr;
    QualType T = Parameter->getType().getNonReferenceType();
    if (T->isPointerType())
      T = T->getPointeeType();
    const RecordDecl *R = T->getAsRecordDecl();
    return R ? cast<RecordDecl>(R->getCanonicalDecl()) : nullptr;
  };
  for (const auto &B : F.Bodies)
    if (B->Function && !B->Lambda)
      for (const Event &E : B->Events)
        if (innerEvent(E, EventKind::Wait) || innerEvent(E, EventKind::Signal))
          if (const RecordDecl *R =
                  RecordOf(E.Kind == EventKind::Run ? E.Object : E.Path))
            Waiting.insert(R);
  if (Waiting.empty())
    return Result;

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
          if (Waiting.count(Touched)) {
            R = Touched;
            S.Object = cast<ParmVarDecl>(E.Path.variable());
            S.Self = AccessPath::variable(S.Object);
          }
    }
    if (!R || !Waiting.count(cast<RecordDecl>(R->getCanonicalDecl())))
      continue;
    gather(S, B.get(), S.Self);
    Of(R).Functions.push_back(std::move(S));
  }
  return Result;
}

/// The wait or signal that the event is, or that it makes on a member whose
/// class wraps a condition.
const Event *ChannelInference::innerEvent(const Event &E, EventKind K) const {
  if (E.Kind == K)
    return canWait(E.Type) ? &E : nullptr;
  if (E.Kind != EventKind::Run || !E.Object.Length)
    return nullptr;
  const FunctionDecl *D = visibleDefinition(E.Path.function());
  auto It = D ? F.BodyOf.find(D->getCanonicalDecl()) : F.BodyOf.end();
  if (It == F.BodyOf.end() || !It->second->thisRecord())
    return nullptr;
  const AccessPath Own = AccessPath::thisObject(It->second->thisRecord());
  for (const Event &Inner : It->second->Events)
    if (Inner.Kind == K && canWait(Inner.Type) && Inner.Path.startsWith(Own))
      return &Inner;
  return nullptr;
}

/// The object of all shapes of a class; fields are told from it on.
const AccessPath Here{AccessPath::Root::This};

void ChannelInference::gather(Shape &S, const Body *B, const AccessPath &Self) {
  if (!S.Gathered.insert(B).second)
    return;
  for (const Event &E : B->Events) {
    if (E.Kind == EventKind::Run && E.Object == Self) {
      // A helper of the same class does it for its caller.
      if (const FunctionDecl *D = visibleDefinition(E.Path.function()))
        if (auto It = F.BodyOf.find(D->getCanonicalDecl());
            It != F.BodyOf.end())
          if (const CXXRecordDecl *R = It->second->thisRecord())
            gather(S, It->second, AccessPath::thisObject(R));
      continue;
    }
    const AccessPath &Object = E.Kind == EventKind::Run ? E.Object : E.Path;
    if (!Object.startsWith(Self) || Object.Length == Self.Length)
      continue;
    if (const Event *Wait = innerEvent(E, EventKind::Wait)) {
      WaitFor W;
      W.At = &E;
      W.Wait = Wait;
      W.Conditions = conditionsOf(B, E.At);
      for (const Condition &C : W.Conditions)
        for (const AccessPath &Read : readsOf(Paths, C.E, Self))
          W.Reads.insert(Read.rebased(Self, Here));
      S.Waits.push_back(std::move(W));
    }
    if (const Event *Signal = innerEvent(E, EventKind::Signal);
        Signal && Signal->Type->K != Kind::Mutex)
      S.Wakes = &E;
    AccessPath P = Object.rebased(Self, Here);
    switch (E.Kind) {
    case EventKind::Signal:
      // An atomic is written by what the model calls a signal.
      S.Writes.try_emplace(P, &E);
      break;
    case EventKind::Write:
      gatherWrite(S, E, P);
      break;
    default:
      break;
    }
  }
  gatherElementReads(S, B->Code, Self);
}

void ChannelInference::gatherWrite(Shape &S, const Event &E,
                                   const AccessPath &P) {
  S.Writes.try_emplace(P, &E);
  const auto IsGiven = [&](const Expr *A) {
    return mentionsParameter(A) ||
           (S.B->Function->getNumParams() && A->getType()->isRecordType());
  };
  if (const auto *O = dyn_cast<BinaryOperator>(E.At)) {
    if (O->getOpcode() == BO_Assign && isElement(O->getLHS()) &&
        IsGiven(O->getRHS()))
      S.Adds.try_emplace(P, &E);
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E.At)) {
    if (O->isAssignmentOp() && isElement(O->getArg(0)) && IsGiven(O->getArg(1)))
      S.Adds.try_emplace(P, &E);
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E.At)) {
    bool Given = llvm::any_of(M->arguments(), IsGiven);
    if (E.Op ? E.Op->R == Role::Insert : Given && M->getNumArgs())
      (Given ? S.Adds : S.Writes).try_emplace(P, &E);
    else if (E.Op ? E.Op->R == Role::Remove : M->getNumArgs() == 0)
      S.Takes.try_emplace(P, &E);
  }
}

/// The reads of elements, and the containers that are moved or swapped out.
void ChannelInference::gatherElementReads(Shape &S, const Stmt *Code,
                                          const AccessPath &Self) {
  if (!Code)
    return;
  if (const auto *E = dyn_cast<Expr>(Code)) {
    if (isElement(E)) {
      AccessPath P = Paths.resolve(E);
      if (P.startsWith(Self))
        S.ElementReads.insert(P.rebased(Self, Here));
    }
    if (const auto *Call = dyn_cast<CallExpr>(E))
      if (const model::Operation *Op = Names.operation(Call);
          Op && Op->R == Role::Transfer) {
        AccessPath P = Paths.resolve(Names.object(Call, *Op));
        SmallVector<AccessPath, 3> Swapped{P};
        for (const Expr *A : Call->arguments())
          Swapped.push_back(Paths.resolve(A));
        for (const AccessPath &Q : Swapped)
          if (Q.startsWith(Self) && Q.Length > Self.Length)
            S.Takes.try_emplace(Q.rebased(Self, Here), nullptr);
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
    if (const ArrayType *A = Context.getAsArrayType(T))
      return A->getElementType();
    if (T->isPointerType()) {
      T = T->getPointeeType();
      const model::Type *M = Names.type(T);
      if (!M || M->K != Kind::Container)
        return T;
      continue;
    }
    // A container that no model describes.
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        T->getAsCXXRecordDecl());
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
    return false;
  auto Same = [&](QualType T) {
    for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
      T = T.getNonReferenceType();
      if (Context.hasSameUnqualifiedType(T, Element) ||
          Context.hasSameUnqualifiedType(T, Content.type()))
        return true;
      QualType Inner = Names.pointeeType(T);
      if (Inner.isNull())
        Inner = Names.elementType(T);
      if (Inner.isNull())
        if (const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                T->getAsCXXRecordDecl()))
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

/// The content and what counts it: indices that change with it.
std::set<AccessPath>
ChannelInference::stateOf(const Class &C, const AccessPath &Content) const {
  std::set<AccessPath> Result{Content};
  for (const Shape &S : C.Functions)
    if (S.Adds.count(Content) || S.Takes.count(Content) ||
        S.ElementReads.count(Content))
      for (const auto &[P, At] : S.Writes)
        if (isIndex(P.type()))
          Result.insert(P);
  return Result;
}

/// The first wait that depends on the state, an unlimited one if there is one.
const WaitFor *
ChannelInference::waitFor(const Shape &S,
                          const std::set<AccessPath> &State) const {
  const WaitFor *Result = nullptr;
  for (const WaitFor &W : S.Waits)
    if ((!Result || Result->Wait->GivesUp) &&
        (W.Wait->Type->K == Kind::Semaphore ||
         llvm::any_of(W.Reads,
                      [&](const AccessPath &P) { return State.count(P); })))
      Result = &W;
  return Result;
}

/// `if (items_.size() >= limit_) return false;`
bool ChannelInference::givesUpWhenFull(
    const Shape &S, const std::set<AccessPath> &State) const {
  std::vector<const IfStmt *> Ifs;
  collectIfs(S.B->Code, Ifs);
  return llvm::any_of(Ifs, [&](const IfStmt *I) {
    return I->getCond() && leaves(I->getThen()) == Leaves::ByReturn &&
           llvm::any_of(readsOf(Paths, I->getCond(), S.Self),
                        [&](const AccessPath &P) {
                          return State.count(P.rebased(S.Self, Here));
                        });
  });
}

model::Variant ChannelInference::variantOf(const Shape &S,
                                           const WaitFor *W) const {
  if (!W)
    return model::Variant::Plain;
  if (W->Wait->GivesUp)
    return model::Variant::Timed;
  for (const ParmVarDecl *P : S.B->Function->parameters())
    if (const model::Type *T = Names.pointee(P->getType());
        T && T->K == Kind::Token)
      return model::Variant::Cancellable;
  // `if (block) ready_.wait(lock);`
  for (const Stmt *Outer : around(W->At->In, W->At->At))
    if (const auto *I = dyn_cast<IfStmt>(Outer))
      if (mentionsParameter(I->getCond()))
        return model::Variant::Cancellable;
  for (const Condition &C : W->Conditions)
    for (const ParmVarDecl *P : S.B->Function->parameters())
      if (P->getType()->isBooleanType() && mentions(C.E, P))
        return model::Variant::Cancellable;
  return model::Variant::Plain;
}

InHouseOperation &ChannelInference::addOperation(InHouseChannel &Channel,
                                                 const Shape &S, Role R) {
  Channel.Operations.push_back(std::make_unique<InHouseOperation>());
  InHouseOperation &Op = *Channel.Operations.back();
  Op.Function = S.B->Function;
  Op.Object = S.Object;
  Op.Op.R = R;
  if (const IdentifierInfo *I = S.B->Function->getIdentifier())
    Op.Op.Name = I->getName();
  else if (S.B->Function->isOverloadedOperator())
    Op.Op.Name = getOperatorSpelling(S.B->Function->getOverloadedOperator());
  return Op;
}

void ChannelInference::infer(const Class &C) {
  // What a model describes is what the model says.
  if (const model::Type *T = Names.type(Context.getCanonicalTagType(C.Record));
      T && T->K == Kind::Channel)
    return;
  std::vector<InHouseChannel *> Found;
  std::set<AccessPath> Contents;
  for (const Shape &S : C.Functions)
    for (const auto &[P, At] : S.Adds)
      Contents.insert(P);
  for (const AccessPath &Content : Contents) {
    std::set<AccessPath> State = stateOf(C, Content);
    std::vector<const Shape *> Senders, Receivers;
    bool Waits = false, HasRoomWait = false, TakesWithin = false;
    for (const Shape &S : C.Functions) {
      bool Adds = S.Adds.count(Content);
      bool Takes = S.Takes.count(Content) ||
                   (S.ElementReads.count(Content) && State.size() > 1 &&
                    llvm::any_of(S.Writes, [&](const auto &W) {
                      return W.first != Content && State.count(W.first);
                    }));
      const WaitFor *W = waitFor(S, State);
      if (Adds && (S.Wakes || (W && W->Wait->Type->K == Kind::Mutex))) {
        Senders.push_back(&S);
        HasRoomWait |= W && !W->Wait->GivesUp;
      } else if (!Adds && Takes && handsOut(S, Content)) {
        Receivers.push_back(&S);
        Waits |= W != nullptr;
      } else if (Takes && W) {
        TakesWithin = true;
      }
    }
    // A consumer that cannot be seen is somewhere; a class that takes the
    // elements itself is a pool.
    if (Senders.empty() || (!Waits && !HasRoomWait) ||
        (TakesWithin && Receivers.empty()))
      continue;
    bool ReceivedByOthers = llvm::any_of(Receivers, [](const Shape *S) {
      AccessSpecifier Access = S->B->Function->getAccess();
      return Access == AS_public || Access == AS_none;
    });
    if (!ReceivedByOthers && Names.isCallable(elementOf(Content)))
      continue;

    F.InHouse.push_back(std::make_unique<InHouseChannel>());
    InHouseChannel &Channel = *F.InHouse.back();
    Found.push_back(&Channel);
    Channel.Record = C.Record;
    Channel.Name = C.Record->getQualifiedNameAsString();
    Channel.Content = Content;
    Channel.Type.Name = Channel.Name;
    Channel.Type.K = Kind::Channel;
    Channel.Type.Destroy = model::OnDestroy::None;
    Channel.Type.Bound = model::Capacity::Unbounded;
    for (const Shape *S : Senders) {
      const WaitFor *W = waitFor(*S, State);
      InHouseOperation &Op = addOperation(Channel, *S, Role::Send);
      Op.Op.V = !W && givesUpWhenFull(*S, State) ? model::Variant::Try
                                                 : variantOf(*S, W);
      Op.Op.Blocking = !W                 ? model::Blocks::Never
                       : W->Wait->GivesUp ? model::Blocks::Timed
                                          : model::Blocks::WhenFull;
      const Event *Added = S->Adds.find(Content)->second;
      Op.Why.push_back({Added->Where, "adds to '" + Content.str() + "'"});
      if (S->Wakes)
        Op.Why.push_back({S->Wakes->Where, "wakes '" +
                                               (S->Wakes->Kind == EventKind::Run
                                                    ? S->Wakes->Object
                                                    : S->Wakes->Path)
                                                   .str() +
                                               "'"});
      if (W) {
        Op.Why.push_back({W->At->Where, "waits for room"});
        addBound(C, *S, *W, State, Channel);
      }
    }
    for (const Shape *S : Receivers) {
      const WaitFor *W = waitFor(*S, State);
      InHouseOperation &Op = addOperation(Channel, *S, Role::Receive);
      Op.Op.V = W ? variantOf(*S, W) : model::Variant::Try;
      Op.Op.Blocking = !W                 ? model::Blocks::Never
                       : W->Wait->GivesUp ? model::Blocks::Timed
                                          : model::Blocks::WhenEmpty;
      auto Taken = S->Takes.find(Content);
      Op.Why.push_back({Taken != S->Takes.end() && Taken->second
                            ? Taken->second->Where
                            : S->B->Function->getLocation(),
                        "takes from '" + Content.str() + "'"});
      if (W)
        Op.Why.push_back({W->At->Where, "waits until something is there"});
    }
    addCloses(C, Receivers, Senders, State, Channel);
  }
  for (InHouseChannel *Channel : Found)
    Channel->OnlyOne = Found.size() == 1;
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

/// An array, or a class like std::array.
bool hasFixedSize(const ASTContext &Context, QualType T) {
  if (Context.getAsConstantArrayType(T))
    return true;
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  return R && R->getTemplateArgs().size() == 2 &&
         R->getTemplateArgs()[1].getKind() == TemplateArgument::Integral;
}

/// What bounds the content: a number that is part of the class, or the
/// parameter of its constructors that a member is initialised from.
void ChannelInference::addBound(const Class &C, const Shape &S,
                                const WaitFor &W,
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
  SourceLocation Here = W.At->Where;
  if (hasFixedSize(Context, Channel.Content.type()))
    return Set(model::Capacity::Template, model::Absent, Here,
               "is bounded by the array");
  const Expr *Limit = nullptr;
  for (const Condition &Each : W.Conditions)
    if (!Limit)
      Limit = limitIn(Paths, Each.E, [&](const Expr *E) {
        return llvm::any_of(
            readsOf(Paths, E, S.Self), [&](const AccessPath &P) {
              return State.count(P.rebased(S.Self, facts::Here));
            });
      });
  if (!Limit)
    return Set(model::Capacity::Unknown, model::Absent, Here,
               "has no bound that is seen");
  if (std::optional<int64_t> N = constantValue(Context, Limit))
    return *N > 0 && *N < INT32_MAX
               ? Set(model::Capacity::Template, model::Absent,
                     Limit->getExprLoc(), "is bounded by a constant")
               : Set(model::Capacity::Unknown, model::Absent,
                     Limit->getExprLoc(), "has a bound that may be infinite");
  AccessPath P = Paths.resolve(Limit).rebased(S.Self, facts::Here);
  const FieldDecl *Field = P.Length == 1 ? P.lastField() : nullptr;
  bool Changes = llvm::any_of(
      C.Functions, [&](const Shape &Any) { return Any.Writes.count(P); });
  // `if (limit_ && size() >= limit_)`: some value of it means none.
  if (!Field || Changes || usesOf(S.B->Code, Field) > 1)
    return Set(model::Capacity::Unknown, model::Absent, Limit->getExprLoc(),
               "has a bound that may be infinite or change");
  std::optional<FieldOrigin> From = originOf(Context, Field);
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
  // Which members end the wait of a receiver, with which value?
  for (const Shape &S : C.Functions) {
    if (!S.Wakes || S.Adds.count(Channel.Content) ||
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
      std::optional<int64_t> Value = assignedValue(Context, Written->At);
      if (!Value)
        continue;
      const Shape *Ended = nullptr;
      for (const Shape *R : Receivers)
        for (const WaitFor &W : R->Waits)
          for (const Condition &Each : W.Conditions)
            if (decides(Context, Paths, Each.E, Each.Ends,
                        Flag.rebased(facts::Here, R->Self), *Value))
              Ended = R;
      if (!Ended)
        continue;
      InHouseOperation &Op = addOperation(Channel, S, Role::Close);
      Op.Op.Blocking = model::Blocks::Never;
      Op.Why.push_back({Written->Where,
                        "sets '" + Flag.str() + "', which ends the wait of '" +
                            Ended->B->Function->getNameAsString() + "'"});
      for (auto &Known : Channel.Operations)
        if (Known->Op.R == Role::Send)
          for (const Shape *Sender : Senders)
            if (Sender->B->Function == Known->Function)
              if (model::OnClosed How = onClosed(*Sender, Flag, *Value);
                  How != model::OnClosed::Unknown) {
                // A send that waits without looking at it waits for ever.
                Known->Op.Closed = How;
              }
    }
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
    if (decides(Context, Paths, I->getCond(), true, Own, Closed))
      Branch = I->getThen();
    else if (decides(Context, Paths, I->getCond(), false, Own, Closed))
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
    if (!W.Wait->GivesUp && W.Wait->Type->K != Kind::Mutex &&
        !W.Reads.count(Flag))
      return model::OnClosed::BlocksForever;
  return model::OnClosed::Unknown;
}

//===----------------------------------------------------------------------===//
// What the callers do
//===----------------------------------------------------------------------===//

std::optional<EventKind> eventOf(Role R) {
  switch (R) {
  case Role::Send:
    return EventKind::Send;
  case Role::Receive:
    return EventKind::Receive;
  case Role::Close:
    return EventKind::Close;
  default:
    return std::nullopt;
  }
}

void ChannelInference::addEvents() {
  using Entry = std::pair<const InHouseChannel *, const InHouseOperation *>;
  std::map<const FunctionDecl *, std::vector<Entry>> Known;
  for (const auto &Channel : F.InHouse)
    for (const auto &Op : Channel->Operations)
      Known[Op->Function->getCanonicalDecl()].push_back(
          {Channel.get(), Op.get()});
  if (Known.empty())
    return;
  for (const auto &B : F.Bodies) {
    B->IsChannelOperation =
        B->Function && Known.count(B->Function->getCanonicalDecl());
    std::vector<Event> Events;
    for (const Event &E : B->Events) {
      Events.push_back(E);
      if (E.Kind != EventKind::Run || E.Path.Kind != AccessPath::Root::Function)
        continue;
      // How one operation uses another is its own business.
      if (B->IsChannelOperation && E.Object.Kind == AccessPath::Root::This &&
          !E.Object.Length)
        continue;
      const FunctionDecl *D = visibleDefinition(E.Path.function());
      auto It = D ? Known.find(D->getCanonicalDecl()) : Known.end();
      if (It == Known.end()) {
        // A constructor that is told the bound.
        const auto *K = dyn_cast_or_null<CXXConstructorDecl>(D);
        for (const auto &Channel : F.InHouse)
          if (K && K->getParent()->getCanonicalDecl() ==
                       Channel->Record->getCanonicalDecl())
            F.Channels.push_back(
                {Channel->OnlyOne ? E.Object
                                  : Channel->Content.rebased(Here, E.Object),
                 &Channel->Type,
                 givesArgument(E.At, Channel->Type.CapacityIndex)});
        continue;
      }
      for (const auto &[Channel, Op] : It->second) {
        Event New = E;
        New.Kind = *eventOf(Op->Op.R);
        AccessPath Object = E.Object;
        if (Op->Object)
          if (const auto *Call = dyn_cast<CallExpr>(E.At);
              Call && Op->Object->getFunctionScopeIndex() < Call->getNumArgs())
            Object = Paths.resolve(
                Call->getArg(Op->Object->getFunctionScopeIndex()));
        if (!Object)
          continue;
        New.Path =
            Channel->OnlyOne ? Object : Channel->Content.rebased(Here, Object);
        New.Op = &Op->Op;
        New.Type = &Channel->Type;
        New.GivesUp = Op->Op.V != model::Variant::Plain;
        Events.push_back(New);
      }
    }
    B->Events = std::move(Events);
  }
}

/// A method that does nothing but one thing to a channel of its object does it
/// for its callers. True if there was another one.
bool ChannelInference::addForwarded() {
  std::map<const FunctionDecl *, Event> Forwarded;
  for (const auto &B : F.Bodies) {
    const auto *Code = dyn_cast_or_null<CompoundStmt>(B->Code);
    const CXXRecordDecl *Own = B->thisRecord();
    if (!Code || Code->size() > 3 || !Own || B->Lambda || !B->Function ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(B->Function) ||
        Forwarders.count(B.get()))
      continue;
    const Event *Only = nullptr;
    unsigned Count = 0;
    for (const Event &E : B->Events)
      if ((E.Kind == EventKind::Send || E.Kind == EventKind::Receive ||
           E.Kind == EventKind::Close) &&
          E.Type && E.Type->K == Kind::Channel) {
        Only = &E;
        ++Count;
      }
    const AccessPath Self = AccessPath::thisObject(Own);
    if (Count != 1 || !Only->Path.startsWith(Self) || !Only->Path.Length ||
        !Only->Op)
      continue;
    bool ToParameters = Only->Kind != EventKind::Send;
    for (const ParmVarDecl *P : B->Function->parameters())
      ToParameters |= mentions(Only->At, P);
    if (!ToParameters)
      continue;
    Forwarders.insert(B.get());
    F.Forwarders.push_back(std::make_unique<InHouseOperation>());
    InHouseOperation &Op = *F.Forwarders.back();
    Op.Function = B->Function;
    Op.Op = *Only->Op;
    if (const IdentifierInfo *I = B->Function->getIdentifier())
      Op.Op.Name = I->getName();
    Op.Why.push_back({Only->Where, "forwards to '" + Only->Path.str() + "'"});
    Event E = *Only;
    E.Op = &Op.Op;
    Forwarded.emplace(B->Function->getCanonicalDecl(), E);
  }
  if (Forwarded.empty())
    return false;

  std::set<const FunctionDecl *> Called;
  for (const auto &B : F.Bodies) {
    std::vector<Event> Events;
    for (const Event &E : B->Events) {
      Events.push_back(E);
      if (E.Kind != EventKind::Run || !E.Object)
        continue;
      const FunctionDecl *D = visibleDefinition(E.Path.function());
      auto It = D ? Forwarded.find(D->getCanonicalDecl()) : Forwarded.end();
      if (It == Forwarded.end())
        continue;
      Event New = It->second;
      New.Path = New.Path.rebased(
          AccessPath::thisObject(cast<CXXMethodDecl>(D)->getParent()),
          E.Object);
      New.At = E.At;
      New.In = E.In;
      New.Where = E.Where;
      New.AtScopeEnd = E.AtScopeEnd;
      New.ResultDropped |= E.ResultDropped;
      New.Forwarded = true;
      New.InForwarder = false;
      Events.push_back(New);
      Called.insert(It->first);
    }
    B->Events = std::move(Events);
  }
  for (const auto &B : F.Bodies)
    if (B->Function && !B->Lambda &&
        Called.count(B->Function->getCanonicalDecl()))
      for (Event &E : B->Events)
        if (E.Kind == EventKind::Send || E.Kind == EventKind::Receive ||
            E.Kind == EventKind::Close)
          E.InForwarder = true;
  return true;
}

} // namespace

void inferChannels(ASTContext &Context, const model::Resolver &Names,
                   PathResolver &Paths, Facts &Result) {
  ChannelInference(Context, Names, Paths, Result).run();
}

} // namespace tether::facts
