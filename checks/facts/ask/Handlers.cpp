//===- Handlers.cpp - What a server framework calls -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handlers.h"
#include <set>

using namespace clang;

namespace tether::facts {

namespace {
/// The functions that were registered, and those that are taken for handlers by
/// their names: overrides that nobody in sight calls.
struct HandlerMemory {
  explicit HandlerMemory(const Program &Prog);

  std::map<const Body *, const Event *> Registered;
  std::map<const Body *, const model::Handler *> Conventional;
};
} // namespace

HandlerMemory::HandlerMemory(const Program &Prog) {
  for (const Event *E : Prog.index().of(EventKind::Handler))
    for (const Body *Code : Prog.calls().bodiesOf(E->Path))
      Registered.try_emplace(Code, E);
  // Names say nothing of what is called by code in sight.
  std::set<const FunctionDecl *> Called;
  for (const auto &B : Prog.facts().Bodies)
    for (const Event &E : B->Events)
      if (const auto *Call = dyn_cast_or_null<CallExpr>(E.At))
        Called.insert(Call->getDirectCallee());
  for (const auto &B : Prog.facts().Bodies)
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function))
      if (const model::Handler *H = M->getConventionalHandler();
          H && llvm::none_of(M->overridden_methods(),
                             [&](const CXXMethodDecl *Base) {
                               return Called.count(Base);
                             }))
        Conventional[B.get()] = H;
}

bool isHandler(const Program &Prog, const Body *B, const Event *&Registration,
               const model::Handler *&Entry) {
  const auto &Registered = Prog.memory<HandlerMemory>().Registered;
  auto It = Registered.find(B);
  Registration = It == Registered.end() ? nullptr : It->second;
  Entry = B->Function ? Prog.names().handler(B->Function) : nullptr;
  if (!Entry)
    Entry = handlerByName(Prog, B);
  return Registration || Entry;
}

const model::Handler *handlerByName(const Program &Prog, const Body *B) {
  const auto &Conventional = Prog.memory<HandlerMemory>().Conventional;
  auto It = Conventional.find(B);
  return It == Conventional.end() ? nullptr : It->second;
}

namespace {
/// The bodies that are run when a handler is.
struct PerRequest {
  explicit PerRequest(const Program &Prog);

  std::set<const Body *> Bodies;
};

/// The bodies that registered functions without parameters run.
struct Later {
  explicit Later(const Program &Prog);

  std::set<const Body *> Bodies;
};
} // namespace

PerRequest::PerRequest(const Program &Prog) {
  const Event *Registration;
  const model::Handler *Entry;
  for (const auto &Each : Prog.facts().Bodies)
    if (isHandler(Prog, Each.get(), Registration, Entry))
      for (const CallChain &Chain : Prog.calls().reachedFrom(Each.get()))
        Bodies.insert(Chain.To);
}

Later::Later(const Program &Prog) {
  for (const Event *E : Prog.index().of(EventKind::Keep))
    if (E->Op && E->Op->When == model::Runs::Later)
      for (const Body *Code : Prog.calls().bodiesOf(E->Path))
        if (Code->Function && !Code->Function->getNumParams())
          for (const CallChain &Chain : Prog.calls().reachedFrom(Code))
            Bodies.insert(Chain.To);
}

bool runsPerRequest(const Program &Prog, const Body *B) {
  return Prog.memory<PerRequest>().Bodies.count(B);
}

bool runsLater(const Program &Prog, const Body *B) {
  return Prog.memory<Later>().Bodies.count(B);
}

} // namespace tether::facts
