//===- uncancellable-send.cpp - Sends that can block a handler ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   server.Post("/job", [&](...) {            if (!jobs.try_push(job))
//     jobs.push(job);                     ->    response.status = 503;
//   });
//
// Inside a request handler or a callback of an event loop, or in what it calls,
// a send into a channel that is known to be bounded, without a timeout, a token
// or a try, or a try that is repeated until it succeeds: when the consumer is
// slow or gone the handler never returns, and every worker follows it. A
// channel whose bound is not seen is not accused.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Channels.h"
#include "facts/ask/Handlers.h"
#include "facts/ask/Tasks.h"
#include "facts/code/Types.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

/// What a framework calls and must not block, and where it was told to.
struct Called {
  const Body *Code = nullptr;
  enum { Handler, HandlerOnLoop, Callback } Is = Handler;
  SourceLocation Registered;
};

class UncancellableSendCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void askCallbacks(const Program &Prog);
  void askCalled(const Program &Prog, const Called &Who);
  void report(const Called &Who, const CallChain &Chain, const Event &Send);
  std::set<SourceLocation> Reported;
};

/// Does it only refer to an object?
bool isHandle(const Program &Prog, QualType T) {
  return T->isReferenceType() || !Prog.names().pointeeType(T).isNull();
}

/// Was the channel made by the context itself? Then it has a slot for what is
/// sent.
bool isOwn(const Program &Prog, const Called &Who, const CallChain &Chain,
           const Event &Send) {
  // By `new`, or by a function that makes what it points to of its arguments.
  auto IsMadeHere = [&](const AccessPath &P) {
    const auto *Call = dyn_cast_or_null<CallExpr>(P.value());
    const model::Operation *Op = Call ? Prog.names().operation(Call) : nullptr;
    return isa_and_nonnull<CXXNewExpr, CXXConstructExpr>(P.value()) ||
           (Op && Op->R == model::Role::Emplace);
  };
  auto IsMadeBy = [&](const AccessPath &P) {
    const VarDecl *V = P.variable();
    if (!V || P.Length || !V->isLocalVarDecl() || !V->hasLocalStorage())
      return false;
    const NamedDecl *In = V->getDeclContext();
    if (In != Who.Code->Function && In != Chain.To->Function &&
        llvm::none_of(Chain.Calls, [&](const Event *Call) {
          return Call->In->Function == In;
        }))
      return false;
    return !isHandle(Prog, V->getType()) ||
           llvm::any_of(Prog.values().origins(P), IsMadeHere);
  };
  // What was sent into a channel is among its origins, and not the channel.
  auto IsMade = [&](const AccessPath &Object) {
    const CXXRecordDecl *R = Prog.values().recordOf(Object);
    return llvm::any_of(Prog.values().origins(Object),
                        [&](const AccessPath &P) {
                          const CXXRecordDecl *Of = Prog.values().recordOf(P);
                          return IsMadeBy(P) && (!R || !Of || isRelated(R, Of));
                        });
  };
  if (IsMade(Send.Path))
    return true;
  // A part of what was made.
  AccessPath Channel = Prog.calls().calledBefore(Chain.Calls, Send.Path);
  for (; Channel.Length; Channel = Channel.parent())
    if (isHandle(Prog, Channel.lastField()->getType()))
      return false;
  return IsMade(Channel);
}

bool canBlockForEver(const Program &Prog, const Event &Send) {
  if (Send.Kind != EventKind::Send || !Send.Op || !Send.Type ||
      Send.Type->K != model::Kind::Channel || Send.Type->CancelledWithTask)
    return false;
  if (!Send.Repeated && (Send.GivesUp || Send.Forwarded ||
                         (Send.Op->Blocking != model::Blocks::WhenFull &&
                          Send.Op->Blocking != model::Blocks::Rendezvous)))
    return false;
  return isBounded(Prog, Send.Path, *Send.Type);
}

/// Does the task run on the loop that it is handed to, and not on a pool?
bool isCallback(const Program &Prog, const Task &T) {
  if (T.Op->On != model::RunsOn::EventLoop)
    return false;
  auto IsPool = [&](const AccessPath &P) {
    const model::Type *Type = Prog.values().typeOf(P);
    return Type && Type->K == model::Kind::Pool;
  };
  if (T.Group)
    return llvm::none_of(Prog.values().origins(T.Group), IsPool);
  // `post(callable)` goes to the system's own pool.
  const auto *Call = dyn_cast_or_null<CallExpr>(T.Spawn);
  return Call && (isa<CXXMemberCallExpr>(Call) || Call->getNumArgs() > 1);
}

bool isKeptByLoop(const Event &E) {
  if (E.Kind != EventKind::Keep || !E.Op)
    return false;
  model::RunsOn On = E.Op->On;
  if (On == model::RunsOn::Unknown && E.Type)
    On = E.Type->On;
  return On == model::RunsOn::EventLoop;
}

/// The class of the object that a callable is kept for.
const CXXRecordDecl *keeperOf(const Program &Prog, const Event &Keep) {
  const auto *Call = dyn_cast<CallExpr>(Keep.At);
  return Call ? Prog.values().recordOf(
                    Prog.paths().resolve(Prog.names().object(Call, *Keep.Op)))
              : nullptr;
}

void UncancellableSendCheck::ask(const Program &Prog) {
  for (const auto &B : Prog.facts().Bodies) {
    const Event *Registration = nullptr;
    const model::Handler *Entry = nullptr;
    if (!isHandler(Prog, B.get(), Registration, Entry))
      continue;
    if (Entry && Entry->BlockingCancelled)
      continue;
    model::RunsOn On = model::RunsOn::Unknown;
    if (Entry)
      On = Entry->On;
    else if (Registration->Op)
      On = Registration->Op->On;
    askCalled(Prog, {B.get(),
                     On == model::RunsOn::EventLoop ? Called::HandlerOnLoop
                                                    : Called::Handler,
                     Registration ? Registration->Where : SourceLocation()});
  }
  askCallbacks(Prog);
}

void UncancellableSendCheck::askCallbacks(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks) {
    if (!isCallback(Prog, *T) ||
        llvm::any_of(cast<CallExpr>(T->Spawn)->arguments(), [&](const Expr *A) {
          return hasOwnLoop(Prog,
                            Prog.values().recordOf(Prog.paths().resolve(A)));
        }))
      continue;
    for (const TaskBody &Code : bodiesOf(Prog, *T))
      if (!hasOwnLoop(Prog, Code.Code->thisRecord()))
        askCalled(Prog, {Code.Code, Called::Callback, T->Spawn->getExprLoc()});
  }
  for (const auto &B : Prog.facts().Bodies)
    for (const Event &E : B->Events) {
      if (!isKeptByLoop(E) || hasOwnLoop(Prog, keeperOf(Prog, E)))
        continue;
      for (const Body *Code : Prog.calls().bodiesOf(E.Path))
        if (!hasOwnLoop(Prog, Code->thisRecord()))
          askCalled(Prog, {Code, Called::Callback, E.Where});
    }
}

void UncancellableSendCheck::askCalled(const Program &Prog, const Called &Who) {
  for (const CallChain &Chain : Prog.calls().reachedFrom(Who.Code))
    for (const Event &Send : Chain.To->Events)
      if (canBlockForEver(Prog, Send) && !isOwn(Prog, Who, Chain, Send))
        report(Who, Chain, Send);
}

void UncancellableSendCheck::report(const Called &Who, const CallChain &Chain,
                                    const Event &Send) {
  if (!Reported.insert(Send.Where).second)
    return;
  const bool IsCallback = Who.Is == Called::Callback;
  const Actor Entry = function(IsCallback ? "callback" : "request handler");
  const Actor Channel = channel(Send.Path.str());
  // What comes first is done by the handler itself, a lambda most of the time.
  const Participant Sender = Chain.Calls.empty() ? Entry : here();
  StoryBuilder S(Send.Where, Part::Send, {"'{0}' ", Send.Op->Name}, nothing());
  if (Send.Repeated)
    S.clause({"is repeated until there is room in '{0}'", Channel},
             {Sender, "repeats until there is room in", Channel});
  else
    S.clause({"waits for room in '{0}' for as long as it takes", Channel},
             {Sender, "waits for room in", Channel});
  S.clause({": when the consumer is slow or gone, "}, nothing());
  switch (Who.Is) {
  case Called::Handler:
    S.clause({"the request handler never returns"}, nothing());
    break;
  case Called::HandlerOnLoop:
    S.clause({"the request handler never returns and stalls its event loop"},
             nothing());
    break;
  case Called::Callback:
    S.clause({"this callback never returns, and its event loop runs nothing "
              "else"},
             nothing());
    break;
  }
  int When = Before;
  for (const Event *Call : llvm::reverse(Chain.Calls))
    S.note(When--, Call->Where, Part::Call, {"called from here"},
           {Call == Chain.Calls.front() ? Entry : here(), "calls", previous()});
  S.note(When--,
         Who.Code->Lambda ? Who.Code->Lambda->getBeginLoc()
                          : Who.Code->Function->getLocation(),
         Part::Entry, {"this is the {0}", Entry}, shows(Entry));
  if (Who.Registered.isValid() && IsCallback)
    S.note(When, Who.Registered, Part::Keep,
           {"it is given to the event loop here"},
           {here(), "gives to the event loop", Entry});
  else if (Who.Registered.isValid())
    S.note(When, Who.Registered, Part::Keep, {"it is registered here"},
           {here(), "registers", Entry});
  tell(S);
}

} // namespace
} // namespace tether

using tether::UncancellableSendCheck;
TETHER_REGISTER(UncancellableSend)
