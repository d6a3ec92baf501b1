//===- InHouse.cpp - What a project's own classes were seen to be ---------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InHouse.h"
#include "Handlers.h"
#include "Handles.h"
#include <set>
#include <tuple>

using namespace clang;

namespace tether::facts {
namespace {

std::string boundOf(const InHouseChannel &Channel) {
  switch (Channel.Type.Bound) {
  case model::Capacity::Unbounded:
    return "unbounded";
  case model::Capacity::Template:
    return "bounded";
  case model::Capacity::Constructor:
    return "bounded by argument " +
           std::to_string(Channel.Type.CapacityIndex + 1) +
           " of its constructor";
  default:
    return "its bound is not known";
  }
}

std::string verbOf(const model::Operation &Op) {
  switch (Op.R) {
  case model::Role::Close:
    return "closes";
  case model::Role::Receive:
    return Op.V == model::Variant::Plain ? "receives, and waits for it"
           : Op.V == model::Variant::Try ? "receives if something is there"
                                         : "receives, and gives up waiting";
  default:
    break;
  }
  std::string Verb = Op.V == model::Variant::Try ? "sends if there is room"
                     : Op.Blocking == model::Blocks::Never ? "sends"
                     : Op.V == model::Variant::Plain
                         ? "sends, and waits for room"
                         : "sends, and gives up waiting";
  switch (Op.Closed) {
  case model::OnClosed::Result:
    return Verb + "; says so if it is closed";
  case model::OnClosed::Throws:
    return Verb + "; throws if it is closed";
  case model::OnClosed::Aborts:
    return Verb + "; ends the process if it is closed";
  case model::OnClosed::BlocksForever:
    return Verb + "; waits for ever if it is closed";
  case model::OnClosed::Loses:
    return Verb + "; drops the element if it is closed";
  default:
    return Verb;
  }
}

class Finder {
public:
  explicit Finder(const Program &Prog) : Prog(Prog) {}

  std::vector<InHouseFact> find() {
    for (const auto &Channel : Prog.facts().InHouse)
      addChannel(*Channel);
    for (const auto &B : Prog.facts().Bodies)
      if (B->Function && !B->Lambda)
        for (const ParmVarDecl *P : B->Function->parameters())
          if (Prog.names().isCallable(P->getType()))
            addSpawn(B.get(), P);
    for (const auto &T : Prog.facts().Tasks)
      addHolder(*T);
    for (const auto &B : Prog.facts().Bodies)
      addByName(*B);
    llvm::sort(Result, [](const InHouseFact &A, const InHouseFact &B) {
      SourceLocation X = A.Of->getLocation(), Y = B.Of->getLocation();
      return std::tie(X, A.K, A.What) < std::tie(Y, B.K, B.What);
    });
    return std::move(Result);
  }

private:
  InHouseFact *add(InHouseFact::Kind K, const NamedDecl *Of, std::string What) {
    if (!Seen.insert({K, Of->getLocation(), What}).second)
      return nullptr;
    Result.push_back({K, Of, std::move(What), {}});
    return &Result.back();
  }

  void addChannel(const InHouseChannel &Channel) {
    InHouseFact *Fact =
        add(InHouseFact::Channel, Channel.Record,
            "a channel, " + boundOf(Channel) +
                (Channel.OnlyOne ? "" : ": '" + Channel.Content.str() + "'"));
    if (!Fact)
      return;
    for (const auto &Op : Channel.Operations) {
      Fact->Why.push_back(
          {Op->Function->getLocation(),
           "'" + Op->Function->getNameAsString() + "' " + verbOf(Op->Op)});
      for (const auto &[Where, Text] : Op->Why)
        Fact->Why.push_back({Where, "  it " + Text});
    }
  }

  /// Does what is given to the parameter become a task, or part of one?
  void addSpawn(const Body *B, const ParmVarDecl *P) {
    const std::vector<AccessPath> &In =
        Prog.values().reach(AccessPath::variable(P));
    const Task *Around = taskRunning(Prog, B);
    for (const Event *E : Prog.index().on(In)) {
      bool Starts =
          E->Kind == EventKind::Spawn && E->Op->When != model::Runs::InPlace;
      const Task *Runner =
          E->Kind == EventKind::Run ? taskRunning(Prog, E->In) : nullptr;
      if (!Starts && (!Runner || Runner == Around))
        continue;
      if (InHouseFact *Fact =
              add(InHouseFact::Spawn, B->Function,
                  "a spawn: what it is given as '" + P->getNameAsString() +
                      "' runs as a task")) {
        Fact->Why.push_back(
            {E->Where, Starts ? "it is started here" : "a task runs it here"});
        if (Runner)
          Fact->Why.push_back(
              {Runner->Spawn->getExprLoc(), "that task is started here"});
      }
      return;
    }
  }

  /// A class that keeps the handle of a task in a member.
  void addHolder(const Task &T) {
    if (!T.Handle || (T.Handle->K != model::Kind::Thread &&
                      T.Handle->K != model::Kind::Future))
      return;
    HandleFate Fate = fateOf(Prog, T);
    std::set<const CXXRecordDecl *> Holders;
    for (const AccessPath &H : Fate.Held)
      if (H.Kind == AccessPath::Root::This && H.Length)
        if (const auto *R = static_cast<const CXXRecordDecl *>(H.Base);
            !R->isOfC() && Holders.insert(R).second)
          describeHolder(T, Fate, R, H);
  }

  void describeHolder(const Task &T, const HandleFate &Fate,
                      const CXXRecordDecl *R, const AccessPath &Held) {
    const Event *Joins = nullptr, *Detaches = nullptr;
    bool ByDestructor = false;
    for (const Event *E : Fate.Joins)
      if (E->In->thisRecord() == R) {
        bool Dying = isa_and_nonnull<CXXDestructorDecl>(E->In->Function);
        if (!Joins || Dying)
          Joins = E;
        ByDestructor |= Dying;
      }
    for (const Event *E : Fate.Detaches)
      if (E->In->thisRecord() == R)
        Detaches = E;
    bool Owner = ByDestructor || Fate.JoinedByDestructor;
    if (!Joins && !Detaches && !Owner)
      return;
    InHouseFact *Fact =
        add(Owner ? InHouseFact::Owner : InHouseFact::Handle, R,
            Owner ? "an owner: it keeps a task in '" + Held.str() +
                        "' and waits for it when it dies"
                  : "a handle: it keeps a task in '" + Held.str() +
                        "' and waits for it only when it is asked to");
    if (!Fact)
      return;
    Fact->Why.push_back({T.Spawn->getExprLoc(), "the task is started here"});
    if (Joins)
      Fact->Why.push_back({Joins->Where, "it is waited for here"});
    if (Detaches)
      Fact->Why.push_back({Detaches->Where, "it is detached here"});
  }

  /// What is taken for something by its name.
  void addByName(const Body &B) {
    if (const model::Handler *H = handlerByName(Prog, &B))
      add(InHouseFact::ByName, B.Function,
          "a request handler, by convention '" + H->Id.str() + "'");
    for (const Event &E : B.Events)
      if (E.ByConvention &&
          (E.Kind == EventKind::Spawn || E.Kind == EventKind::Handler))
        add(InHouseFact::ByName, cast<CallExpr>(E.At)->getDirectCallee(),
            std::string(E.Kind == EventKind::Spawn
                            ? "a function that runs its callable later"
                            : "a function that registers request handlers") +
                ", by convention '" + E.Op->Name.str() + "'");
  }

  const Program &Prog;
  std::vector<InHouseFact> Result;
  std::set<std::tuple<InHouseFact::Kind, SourceLocation, std::string>> Seen;
};

} // namespace

std::vector<InHouseFact> inHouseFacts(const Program &Prog) {
  return Finder(Prog).find();
}

} // namespace tether::facts
