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
// Inside a request handler, or in what it calls, a send into a channel that is
// known to be bounded, without a timeout, a token or a try: when the consumer
// is slow or gone the handler never returns, and every worker follows it. A
// channel whose bound is not seen is not accused.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Unit.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class UncancellableSendCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void report(const Unit &Facts, const Body *Handler, const Event *Registration,
              const CallChain &Chain, const Event &Send, model::RunsOn On);
  std::set<SourceLocation> Reported;
};

bool canBlockForEver(const Unit &Facts, const Event &Send) {
  if (!Send.Op || !Send.Type || Send.GivesUp ||
      Send.Type->K != model::Kind::Channel || Send.Type->CancelledWithTask)
    return false;
  if (Send.Op->Blocking != model::Blocks::WhenFull &&
      Send.Op->Blocking != model::Blocks::Rendezvous)
    return false;
  // A channel of the handler itself has a slot for what it sends.
  const VarDecl *V = Send.Path.variable();
  if (V && V->isLocalVarDecl() && V->hasLocalStorage() && !Send.Path.Length &&
      V->getDeclContext() == Send.In->Function)
    return false;
  return Facts.isBounded(Send.Path, *Send.Type);
}

void UncancellableSendCheck::ask(const Unit &Facts) {
  for (const auto &B : Facts.all().Bodies) {
    const Event *Registration = nullptr;
    const model::Handler *Entry = nullptr;
    if (!Facts.isHandler(B.get(), Registration, Entry))
      continue;
    if (Entry && Entry->BlockingCancelled)
      continue;
    model::RunsOn On = model::RunsOn::Unknown;
    if (Entry)
      On = Entry->On;
    else if (Registration->Op)
      On = Registration->Op->On;
    for (const CallChain &Chain : Facts.reachedFrom(B.get()))
      for (const Event &Send : Chain.To->Events)
        if (Send.Kind == EventKind::Send && !Send.Forwarded &&
            canBlockForEver(Facts, Send))
          report(Facts, B.get(), Registration, Chain, Send, On);
  }
}

void UncancellableSendCheck::report(const Unit &, const Body *Handler,
                                    const Event *Registration,
                                    const CallChain &Chain, const Event &Send,
                                    model::RunsOn On) {
  if (!Reported.insert(Send.Where).second)
    return;
  diag(
      Send.Where,
      "'%0' waits for room in '%1' for as long as it takes: when the consumer "
      "is "
      "slow or gone, the request handler never returns%select{| and stalls its "
      "event loop}2")
      << Send.Op->Name << Send.Path.str() << (On == model::RunsOn::EventLoop);
  for (const Event *Call : llvm::reverse(Chain.Calls))
    diag(Call->Where, "called from here", DiagnosticIDs::Note);
  diag(Handler->Lambda ? Handler->Lambda->getBeginLoc()
                       : Handler->Function->getLocation(),
       "this is the request handler", DiagnosticIDs::Note);
  if (Registration)
    diag(Registration->Where, "it is registered here", DiagnosticIDs::Note);
}

} // namespace
} // namespace tether

using tether::UncancellableSendCheck;
TETHER_REGISTER(UncancellableSend)
