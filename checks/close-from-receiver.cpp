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
// aborts, blocks for ever or loses its element. Closing first and then
// draining, closing behind a join of the senders, and senders that look at the
// result of their send or catch what it throws are fine.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Statements.h"
#include "facts/Unit.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class CloseFromReceiverCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void askReceiver(const Unit &Facts, const Body *Receiver);
  std::set<SourceLocation> Reported;
};

/// What a send that meets the closed channel does to its sender: the phrase for
/// the message, or null if the sender is told and listens.
const char *harmOf(const Unit &Facts, const Event &Send) {
  if (!Send.Op)
    return nullptr;
  switch (Send.Op->Closed) {
  case model::OnClosed::Throws:
    return Facts.isCaught(Send.In, Send.At) ? nullptr : "throws";
  case model::OnClosed::Aborts:
    return "ends the process";
  case model::OnClosed::BlocksForever:
    return "blocks for ever";
  case model::OnClosed::Loses:
    return "loses its element";
  case model::OnClosed::Result:
    return Send.ResultDropped && !Send.GivesUp ? "loses its element" : nullptr;
  default:
    return nullptr;
  }
}

/// The flow of control that `B` belongs to when it receives: itself and what it
/// runs in place.
std::set<const Body *> contextOf(const Unit &Facts, const Body *B) {
  std::set<const Body *> Result;
  for (const CallChain &Chain : Facts.reachedFrom(B))
    Result.insert(Chain.To);
  return Result;
}

/// Does the sender call the receiver, or close the channel itself?
bool runsOrCloses(const Unit &Facts, const Body *Sender, const Body *Receiver,
                  const Event &Close) {
  for (const Body *B : contextOf(Facts, Sender)) {
    if (B == Receiver)
      return true;
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Close && &E != &Close &&
          Facts.mayBeSame(E.Path, Close.Path))
        return true;
  }
  return false;
}

/// Has the receiver waited for the sender before it closes?
bool isOver(const Unit &Facts, const Body *Sender, const Body *Receiver,
            const Event &Close) {
  const ControlFlow &Flow = Facts.flow(Receiver);
  ControlFlow::Statements Waits;
  if (const Task *T = Facts.taskRunning(Sender)) {
    HandleFate Fate = Facts.fateOf(*T);
    Waits = Facts.waitsIn(Receiver, *T, Fate, Unit::Report::End);
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
  return Flow.mustMeetBefore(Close.At, Waits);
}

void CloseFromReceiverCheck::ask(const Unit &Facts) {
  for (const auto &B : Facts.all().Bodies)
    if (llvm::any_of(B->Events, [](const Event &E) {
          return E.Kind == EventKind::Receive && E.Type &&
                 E.Type->K == model::Kind::Channel;
        }))
      askReceiver(Facts, B.get());
}

void CloseFromReceiverCheck::askReceiver(const Unit &Facts,
                                         const Body *Receiver) {
  std::set<const Body *> Context = contextOf(Facts, Receiver);
  for (const CallChain &Chain : Facts.reachedFrom(Receiver))
    for (const Event &Close : Chain.To->Events) {
      if (Close.Kind != EventKind::Close || !Close.Type ||
          (Close.InForwarder && !Chain.Calls.empty()) ||
          Close.Type->K != model::Kind::Channel ||
          Close.Type->Protocol == model::CloseProtocol::EitherSide)
        continue;
      const Event &Here = Chain.Calls.empty() ? Close : *Chain.Calls.front();
      const ControlFlow &Flow = Facts.flow(Receiver);

      // It received before, on this channel, and does not only drain.
      const Event *Receive = nullptr;
      for (const Event &E : Receiver->Events)
        if (E.Kind == EventKind::Receive &&
            Facts.mayBeSame(E.Path, Close.Path) &&
            (E.At == Here.At || Flow.canReach(E.At, Here.At) ||
             (Here.AtScopeEnd && Flow.canReach(Here.At, E.At))))
          Receive = Receive ? Receive : &E;
      if (!Receive)
        continue;

      // Somebody else sends, who is neither this context nor calls it, does not
      // close by itself and has not been waited for.
      const Event *Send = nullptr;
      const char *Harm = nullptr;
      for (const auto &Sender : Facts.all().Bodies) {
        if (Send || Context.count(Sender.get()))
          continue;
        for (const Event &E : Sender->Events) {
          if (E.Kind != EventKind::Send || E.InForwarder ||
              !Facts.mayBeSame(E.Path, Close.Path))
            continue;
          Harm = harmOf(Facts, E);
          if (!Harm || runsOrCloses(Facts, Sender.get(), Receiver, Close) ||
              isOver(Facts, Sender.get(), Receiver, Here))
            continue;
          Send = &E;
          break;
        }
      }
      if (!Send || !Reported.insert(Close.Where).second)
        continue;
      diag(
          Close.Where,
          "the receiver closes '%0' while others still send on it; a send that "
          "meets the closed channel %1")
          << Close.Path.str() << Harm;
      diag(Receive->Where, "it receives here", DiagnosticIDs::Note);
      diag(Send->Where, "another context sends here", DiagnosticIDs::Note);
    }
}

} // namespace
} // namespace tether

using tether::CloseFromReceiverCheck;
TETHER_REGISTER(CloseFromReceiver)
