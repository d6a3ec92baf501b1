//===- Channels.cpp - Channels that a project wrote itself ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Channels.h"
#include "ChannelShapes.h"
#include "Statements.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace tether::facts {
namespace {

using model::Kind;
using model::Role;

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

class ChannelInference {
public:
  ChannelInference(ASTContext &Context, const model::Resolver &Names,
                   PathResolver &Paths, Facts &F)
      : Context(Context), Names(Names), Paths(Paths), F(F) {}

  void run() {
    for (const Class &C : shapesOf(F, Names, Paths))
      infer(C);
  }

private:
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

  ASTContext &Context;
  const model::Resolver &Names;
  PathResolver &Paths;
  Facts &F;
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
      QualType Inner = Names.innerType(T);
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
  if (!Field || Changes || mayChange(Field) || timesNamed(S.B->Code, Field) > 1)
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

} // namespace

void inferChannels(ASTContext &Context, const model::Resolver &Names,
                   PathResolver &Paths, Facts &Result) {
  ChannelInference(Context, Names, Paths, Result).run();
  addChannelEvents(Paths, Result);
  addForwardedEvents(Result);
}

} // namespace tether::facts
