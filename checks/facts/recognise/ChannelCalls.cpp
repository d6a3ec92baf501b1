//===- ChannelCalls.cpp - What the callers of channels do -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../code/ControlFlow.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../events/Operations.h"
#include "ChannelShapes.h"
#include "Channels.h"

using namespace clang;

namespace tether::facts {

using model::Kind;

void addChannelEvents(PathResolver &Paths, Facts &F) {
  using Entry = std::pair<const InHouseChannel *, const InHouseOperation *>;
  std::map<const FunctionDecl *, std::vector<Entry>> Known;
  for (const auto &Channel : F.InHouse)
    for (const auto &Op : Channel->Operations)
      Known[Op->Function].push_back({Channel.get(), Op.get()});
  if (Known.empty())
    return;
  for (const auto &B : F.Bodies) {
    B->IsChannelOperation = B->Function && Known.count(B->Function);
    std::vector<Event> Events;
    for (const Event &E : B->Events) {
      Events.push_back(E);
      if (E.Kind != EventKind::Run || E.Path.Kind != AccessPath::Root::Function)
        continue;
      // How one operation uses another is its own business.
      if (B->IsChannelOperation && E.Object.isThis())
        continue;
      const FunctionDecl *D = visibleDefinition(E.Path.function());
      auto It = D ? Known.find(D) : Known.end();
      if (It == Known.end()) {
        // A constructor that is told the bound.
        const auto *K = dyn_cast_or_null<CXXConstructorDecl>(D);
        for (const auto &Channel : F.InHouse)
          if (K && K->getParent() == Channel->Record)
            F.Channels.push_back(
                {Channel->OnlyOne ? E.Object
                                  : Channel->Content.rebased(Here, E.Object),
                 &Channel->Type,
                 givesBound(E.At, Channel->Type.CapacityIndex)});
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
static bool addForwarded(Facts &F, std::set<const Body *> &Forwarders) {
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
    if (B->Function->hasIdentifier())
      Op.Op.Name = B->Function->getName();
    Op.Why.push_back({Only->Where, "forwards to '" + Only->Path.str() + "'"});
    Event E = *Only;
    E.Op = &Op.Op;
    Forwarded.emplace(B->Function, E);
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
      auto It = D ? Forwarded.find(D) : Forwarded.end();
      if (It == Forwarded.end())
        continue;
      Event New = It->second;
      New.Path =
          New.Path.calledOn(E.Object, cast<CXXMethodDecl>(D)->getParent());
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
    if (B->Function && !B->Lambda && Called.count(B->Function))
      for (Event &E : B->Events)
        if (E.Kind == EventKind::Send || E.Kind == EventKind::Receive ||
            E.Kind == EventKind::Close)
          E.InForwarder = true;
  return true;
}

void addForwardedEvents(Facts &F) {
  std::set<const Body *> Forwarders;
  while (addForwarded(F, Forwarders))
    ;
}

//===----------------------------------------------------------------------===//
// Sends that are repeated
//===----------------------------------------------------------------------===//

static void addVariables(const Stmt *S, std::set<const VarDecl *> &Result) {
  if (!S)
    return;
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
      Result.insert(V);
  for (const Stmt *Child : S->children())
    addVariables(Child, Result);
}

/// The statements, `Send` not among them, after which one of the variables has
/// another value.
static void addChanges(const Stmt *S, const Stmt *Send,
                       const std::set<const VarDecl *> &Variables,
                       ControlFlow::Statements &Result) {
  if (!S || S == Send || isa<LambdaExpr>(S))
    return;
  auto IsOne = [&](const Expr *E) {
    const auto *R = dyn_cast_or_null<DeclRefExpr>(strip(E));
    const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
    return V && Variables.count(V);
  };
  bool Changes = false;
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const VarDecl *V : D->decls())
      Changes |= Variables.count(V) != 0;
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    Changes = B->isAssignmentOp() && IsOne(B->getLHS());
  } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    Changes = U->isIncrementDecrementOp() && IsOne(U->getSubExpr());
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    // What is not const may be filled by it.
    for (const Expr *A : Call->arguments())
      if (const auto *Address = dyn_cast<UnaryOperator>(strip(A));
          Address && Address->getOpcode() == UO_AddrOf)
        Changes |= IsOne(Address->getSubExpr());
      else
        Changes |=
            A->isLValue() && !A->getType().isConstQualified() && IsOne(A);
  }
  if (Changes)
    Result.insert(S);
  for (const Stmt *Child : S->children())
    addChanges(Child, Send, Variables, Result);
}

static bool suspends(const Stmt *S) {
  return S && !isa<LambdaExpr>(S) &&
         (isa<CoawaitExpr, CoyieldExpr>(S) ||
          llvm::any_of(S->children(), suspends));
}

/// `while (!queue.try_push(x)) yield();`: when the send has failed, every way
/// leads back to it with the same element, and when it has succeeded, one does
/// not.
static bool isRepeated(const Code &From, const Event &Send) {
  const Body *B = Send.In;
  const auto *Call = dyn_cast<CallExpr>(Send.At);
  const Stmt *Loop = loopAround(B, Send.At);
  const Outcome Result = outcomeOf(B, Send.At);
  if (!Call || !Loop || !Result.IsStatus || suspends(Loop))
    return false;
  const ControlFlow Flow(
      B->Code, From.Flows ? From.Flows->of(B->Function, B->Code) : Skeleton());
  if (!Flow.valid() || !Flow.has(Send.At))
    return false;
  std::set<const VarDecl *> Element;
  for (const Expr *A : Call->arguments())
    addVariables(A, Element);
  ControlFlow::Statements Changes;
  addChanges(B->Code, Send.At, Element, Changes);
  auto After = [&](bool Succeeded) -> ControlFlow::Decision {
    return [&Result, Succeeded](const Expr *E, const Stmt *) {
      return answer(valueAfter(E, Result, Succeeded));
    };
  };
  auto LeadsOn = [&](bool Succeeded) {
    const ControlFlow::Decision Known = After(Succeeded);
    return Flow.canReachIf(Known, Send.At, nullptr, {Send.At}) ||
           llvm::any_of(Changes, [&](const Stmt *Change) {
             return Flow.has(Change) &&
                    Flow.canReachIf(Known, Send.At, Change, {Send.At});
           });
  };
  return Flow.canReachIf(After(false), Send.At, Send.At, Changes) &&
         !LeadsOn(false) && LeadsOn(true);
}

void markRepeatedSends(const Code &From, Facts &F) {
  for (const auto &B : F.Bodies)
    for (Event &E : B->Events)
      if (E.Kind == EventKind::Send && E.GivesUp && E.Op &&
          (E.Op->V == model::Variant::Try || E.Op->V == model::Variant::Timed ||
           E.Op->Timeout != model::Absent))
        E.Repeated = isRepeated(From, E);
}

} // namespace tether::facts
