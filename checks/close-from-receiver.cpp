//===- close-from-receiver.cpp - Channels closed by the wrong side --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   while (jobs.pop(job)) {                   while (jobs.pop(job)) {
//     if (!run(job)) {                          if (!run(job)) {
//       jobs.close();                    ->       stop.request_stop();
//       break;                                    break;
//     }                                         }
//   }                                         }   // the producer closes
//
// A context that receives from a channel closes it after it has received, while
// another context still sends, and a send that meets the closed channel throws,
// aborts, blocks for ever or loses its element. That the sender closes as well,
// at its own end, does not help. Closing first and then draining, closing what
// is closed already, closing behind a join of the senders, and senders that
// look at the result of their send or catch what it throws are fine.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Waits.h"
#include "facts/code/Conditions.h"
#include "facts/code/Statements.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class CloseFromReceiverCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void askReceiver(const Program &Prog, const Body *Receiver);
  void report(const Event &Close, const Event &Receive, const Event &Send,
              StringRef Harm);
  std::set<SourceLocation> Reported;
};

/// `(void)queue.push(x);` means not to look.
bool isDeliberate(const Event &Send) {
  return llvm::any_of(around(Send.In, Send.At), [](const Stmt *S) {
    const auto *Cast = dyn_cast<ExplicitCastExpr>(S);
    return Cast && Cast->getType()->isVoidType();
  });
}

/// Does the sender ask whether the channel is closed?
bool asksForEnd(const Program &Prog, const Event &Send) {
  return llvm::any_of(Send.In->Events, [&](const Event &E) {
    return E.Kind == EventKind::Observe && E.Op &&
           E.Op->R == model::Role::IsClosed &&
           Prog.values().mayBeSame(E.Path, Send.Path);
  });
}

/// What a send that meets the closed channel does to its sender: the phrase for
/// the message, or null if the sender is told and listens.
const char *harmOf(const Program &Prog, const Event &Send) {
  if (!Send.Op)
    return nullptr;
  switch (Send.Op->Closed) {
  case model::OnClosed::Throws:
    return Prog.calls().isCaught(Send.In, Send.At) ? nullptr : "throws";
  case model::OnClosed::Aborts:
    return "ends the process";
  case model::OnClosed::BlocksForever:
    return Send.GivesUp ? nullptr : "blocks for ever";
  case model::OnClosed::Loses:
    return asksForEnd(Prog, Send) ? nullptr : "loses its element";
  case model::OnClosed::Result:
    return Send.ResultDropped && !Send.GivesUp && !isDeliberate(Send) &&
                   !asksForEnd(Prog, Send)
               ? "loses its element"
               : nullptr;
  default:
    return nullptr;
  }
}

/// The flow of control that `B` belongs to when it receives: itself and what it
/// runs in place.
std::set<const Body *> contextOf(const Program &Prog, const Body *B) {
  std::set<const Body *> Result;
  for (const CallChain &Chain : Prog.calls().reachedFrom(B))
    Result.insert(Chain.To);
  return Result;
}

/// The functions that nobody is seen to call by which `B` is run.
std::set<const Body *> rootsOf(const Program &Prog, const Body *B) {
  std::set<const Body *> Result, Seen{B};
  std::vector<const Body *> Work{B};
  while (!Work.empty()) {
    const Body *Next = Work.back();
    Work.pop_back();
    auto From = Prog.calls().callersOf(Next);
    if (From.empty())
      Result.insert(Next);
    for (const auto &[Caller, Call] : From)
      if (Seen.insert(Caller).second)
        Work.push_back(Caller);
  }
  return Result;
}

/// Does one function run both, one after the other, and nothing else does?
bool inOneContext(const Program &Prog, const Body *Sender,
                  const Body *Receiver) {
  std::set<const Body *> Roots = rootsOf(Prog, Sender);
  return Roots.size() == 1 && Roots == rootsOf(Prog, Receiver);
}

/// Is it more special than what everybody throws?
bool isOwnException(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && !R->isInStdNamespace();
}

/// Does the handler in which `Close` stands get the exceptions of what is done
/// around the receive? One of a type that the receive throws at the end of the
/// channel does not count.
bool isInHandlerOf(const Event &Receive, const Stmt *Close) {
  const CXXCatchStmt *Handler = nullptr;
  for (const Stmt *S : around(Receive.In, Close)) {
    if (const auto *Catch = dyn_cast<CXXCatchStmt>(S))
      Handler = Catch;
    const auto *Try = dyn_cast<CXXTryStmt>(S);
    if (!Try || !contains(Try->getTryBlock(), Receive.At))
      continue;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      if (contains(Try->getHandler(I), Close))
        Handler = Try->getHandler(I);
    if (!Handler)
      continue;
    bool OfEnd = Receive.Op && Receive.Op->Closed == model::OnClosed::Throws &&
                 !Handler->getCaughtType().isNull() &&
                 isOwnException(Handler->getCaughtType());
    return !OfEnd;
  }
  return false;
}

/// Has the receiver waited for the sender before it closes? A handler of
/// exceptions is run at any time after the receive.
bool isOver(const Program &Prog, const Body *Sender, const Body *Receiver,
            const Event &Close, const Event &Receive) {
  const ControlFlow &Flow = Prog.calls().flow(Receiver);
  ControlFlow::Statements Waits;
  if (const Task *T = taskRunning(Prog, Sender)) {
    HandleFate Fate = fateOf(Prog, *T);
    Waits = waitsIn(Prog, Receiver, *T, Fate, Report::End);
    // A holder whose scope is left before waits where it dies.
    if (Fate.JoinedByDestructor)
      for (const Event &E : Receiver->Events)
        if (E.AtScopeEnd && llvm::is_contained(Fate.Held, E.Path))
          if (std::vector<const Stmt *> Scope = around(Receiver, E.At);
              !Scope.empty() && !contains(Scope.back(), Close.At))
            Waits.insert(E.At);
  } else {
    // Whoever sends, a coordinator waits for somebody first.
    for (const Event &E : Receiver->Events)
      if (E.Kind == EventKind::Join ||
          (E.Kind == EventKind::Wait && !E.GivesUp))
        Waits.insert(E.At);
  }
  bool InHandler = Receive.In == Receiver && isInHandlerOf(Receive, Close.At);
  return Flow.mustMeetBefore(InHandler ? Receive.At : Close.At, Waits);
}

/// Is it the only send of a task that the receiver has started and cut loose,
/// on a channel that the receiver has made? The first answer was enough then,
/// and nobody is left who misses the others.
bool isUnwantedAnswer(const Program &Prog, const Event &Send,
                      const AccessPath &Channel, const Body *Receiver,
                      const std::set<const Body *> &Context) {
  const Task *T = taskRunning(Prog, Send.In);
  if (!T || !Context.count(T->Spawner) ||
      (Send.Op->Closed != model::OnClosed::Result &&
       Send.Op->Closed != model::OnClosed::Loses) ||
      llvm::none_of(bodiesOf(Prog, *T),
                    [&](const TaskBody &Code) { return Code.Code == Send.In; }))
    return false;
  // Who waits for it could have done so before.
  HandleFate Fate = fateOf(Prog, *T);
  if (!Fate.Joins.empty() || Fate.JoinedByDestructor)
    return false;
  const VarDecl *Made = Channel.variable();
  if (!Made || isa<ParmVarDecl>(Made) || !Made->hasLocalStorage() ||
      Made->getDeclContext() != Receiver->Function)
    return false;
  auto IsOther = [&](const Body *B, const Event &E) {
    if (!Prog.values().mayBeSame(E.Path, Channel))
      return false;
    return B == Send.In ? E.Kind == EventKind::Send &&
                              Prog.calls().flow(B).canReach(Send.At, E.At)
                        : E.Kind == EventKind::Receive && !Context.count(B);
  };
  return llvm::none_of(Prog.facts().Bodies, [&](const auto &B) {
    return llvm::any_of(B->Events,
                        [&](const Event &E) { return IsOther(B.get(), E); });
  });
}

bool isReceive(const Event &E) {
  return E.Kind == EventKind::Receive && E.Type &&
         E.Type->K == model::Kind::Channel;
}

bool isClose(const Event &E) {
  return E.Kind == EventKind::Close && E.Type &&
         E.Type->K == model::Kind::Channel &&
         E.Type->Protocol != model::CloseProtocol::EitherSide;
}

/// Does only the last of those who are counted close? `if (--senders == 0)
/// queue.close();`
bool isOfLast(const Program &Prog, const Event &Close) {
  auto Counts = [&](const Event &E) {
    if (E.Kind != EventKind::Write || !contains(Close.Condition, E.At))
      return false;
    const model::Type *Type = Prog.values().typeOf(E.Path);
    QualType T = E.Path.type();
    return (Type && Type->K == model::Kind::Event) ||
           (!T.isNull() && T.getNonReferenceType()->isIntegerType());
  };
  return Close.Condition &&
         llvm::any_of(Prog.facts().Bodies, [&](const auto &B) {
           return llvm::any_of(B->Events, Counts);
         });
}

/// Conditions after a receive that did receive something.
ControlFlow::Decision received(const Event &Receive) {
  return [&Receive, Result = outcomeOf(Receive.In, Receive.At)](
             const Expr *Condition, const Stmt *Branch) {
    // `for (int job : jobs)` goes on.
    if (const auto *For = dyn_cast<CXXForRangeStmt>(Branch))
      return contains(For->getRangeStmt(), Receive.At) ? Answer::True
                                                       : Answer::Either;
    // One that gives up says no more by it than that.
    return Receive.GivesUp ? Answer::Either
                           : answer(valueAfter(Condition, Result, true));
  };
}

void CloseFromReceiverCheck::ask(const Program &Prog) {
  auto Happens = [&](bool (*Is)(const Event &)) {
    return llvm::any_of(Prog.facts().Bodies, [&](const auto &B) {
      return llvm::any_of(B->Events, Is);
    });
  };
  if (!Happens(isReceive) || !Happens(isClose))
    return;
  for (const auto &B : Prog.facts().Bodies)
    askReceiver(Prog, B.get());
}

/// The receive on the channel that comes before its close, or null: `Here` is
/// where the context closes, itself or by a call.
const Event *receiveBefore(const Program &Prog, const Body *Context,
                           llvm::ArrayRef<CallChain> Reached,
                           const AccessPath &Channel, const Event &Here) {
  const ControlFlow &Flow = Prog.calls().flow(Context);
  for (const CallChain &Chain : Reached)
    for (const Event &E : Chain.To->Events) {
      if (!isReceive(E) || !Prog.values().mayBeSame(E.Path, Channel))
        continue;
      if (Chain.Calls.empty()) {
        if (E.At == Here.At || Flow.canReachIf(received(E), E.At, Here.At) ||
            isInHandlerOf(E, Here.At) ||
            (Here.AtScopeEnd && Flow.canReach(Here.At, E.At)))
          return &E;
        continue;
      }
      // A function that returns although it has received something.
      const Event &Call = *Chain.Calls.front();
      if (!E.InForwarder && &Call != &Here && !Call.AtScopeEnd &&
          Flow.canReach(Call.At, Here.At) &&
          Prog.calls().flow(Chain.To).canReachIf(received(E), E.At, nullptr))
        return &E;
    }
  return nullptr;
}

void CloseFromReceiverCheck::askReceiver(const Program &Prog,
                                         const Body *Receiver) {
  std::vector<CallChain> Reached = Prog.calls().reachedFrom(Receiver);
  auto Has = [&](bool (*Is)(const Event &)) {
    return llvm::any_of(Reached, [&](const CallChain &Chain) {
      return llvm::any_of(Chain.To->Events, Is);
    });
  };
  if (!Has(isReceive) || !Has(isClose))
    return;
  std::set<const Body *> Context;
  for (const CallChain &Chain : Reached)
    Context.insert(Chain.To);
  for (const CallChain &Chain : Reached)
    for (const Event &Close : Chain.To->Events) {
      if (!isClose(Close) || (Close.InForwarder && !Chain.Calls.empty()) ||
          isOfLast(Prog, Close))
        continue;
      const Event &Here = Chain.Calls.empty() ? Close : *Chain.Calls.front();
      const AccessPath Channel = Chain.asCalled(Close.Path);
      const Event *Receive =
          receiveBefore(Prog, Receiver, Reached, Channel, Here);
      if (!Receive)
        continue;

      // Somebody else sends, who is neither this context nor calls it, and has
      // not been waited for.
      const Event *Send = nullptr;
      const char *Harm = nullptr;
      for (const auto &Sender : Prog.facts().Bodies) {
        if (Send || Context.count(Sender.get()))
          continue;
        for (const Event &E : Sender->Events) {
          if (E.Kind != EventKind::Send || E.InForwarder ||
              (!Prog.values().mayBeSame(E.Path, Channel) &&
               !Prog.values().mayBeHandedSame(E.Path, Channel)))
            continue;
          Harm = harmOf(Prog, E);
          if (!Harm || contextOf(Prog, Sender.get()).count(Receiver) ||
              inOneContext(Prog, Sender.get(), Receiver) ||
              isOver(Prog, Sender.get(), Receiver, Here, *Receive) ||
              isUnwantedAnswer(Prog, E, Channel, Receiver, Context))
            continue;
          Send = &E;
          break;
        }
      }
      if (!Send || !Reported.insert(Close.Where).second)
        continue;
      report(Close, *Receive, *Send, Harm);
    }
}

/// The function with a name that the body is a part of.
const FunctionDecl *namedFunctionOf(const Body *B) {
  while (B->Lambda && B->Enclosing)
    B = B->Enclosing;
  return B->Function;
}

void CloseFromReceiverCheck::report(const Event &Close, const Event &Receive,
                                    const Event &Send, StringRef Harm) {
  const Actor Channel = channel(Close.Path.str());
  StoryBuilder S(Close.Where, Part::Close,
                 {"the receiver closes '{0}' while others still send on it; a "
                  "send that meets the closed channel {1}",
                  Channel, Harm},
                 {here(), "closes", Channel});
  S.note(Before, Receive.Where, Part::Receive, {"it receives here"},
         {here(), "receives from", Channel});
  const bool IsNamed = namedFunctionOf(Send.In) != namedFunctionOf(Close.In);
  S.note(After, Send.Where, Part::Send, {"another context sends here"},
         {IsNamed ? here() : task("another context"), "sends on", Channel});
  tell(S);
}

} // namespace
} // namespace tether

using tether::CloseFromReceiverCheck;
TETHER_REGISTER(CloseFromReceiver)
