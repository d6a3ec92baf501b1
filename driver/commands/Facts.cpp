//===- Facts.cpp - tether facts -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Facts.h"
#include "checks/facts/ask/Closures.h"
#include "checks/facts/ask/Locks.h"
#include "checks/facts/ask/Tasks.h"
#include "checks/facts/collect/Builder.h"
#include "checks/model/Resolver.h"
#include "driver/commands/OneSource.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Format.h"
#include <tuple>

using namespace clang;

namespace tether {

namespace {

using namespace facts;

/// "200 ms", "3 s".
std::string lengthOf(int64_t Nanoseconds) {
  if (Nanoseconds < 0)
    return "unknown";
  static constexpr std::pair<int64_t, const char *> Units[] = {
      {1000000000, " s"}, {1000000, " ms"}, {1000, " us"}};
  for (auto [Length, Unit] : Units)
    if (Nanoseconds >= Length && Nanoseconds % Length == 0)
      return std::to_string(Nanoseconds / Length) + Unit;
  return std::to_string(Nanoseconds) + " ns";
}

class Printer {
public:
  Printer(ASTContext &Context, const EffectiveModel &Model,
          llvm::raw_ostream &Out)
      : Sources(Context.getSourceManager()),
        Policy(Context.getPrintingPolicy()),
        Names(Context, Model.libraries(), Model.areConventionsOn()),
        Prog(facts::Program::of(facts::collectCode(Context, Names))),
        Held(*Prog), Out(Out) {}

  void print() {
    bool First = true;
    for (const auto &B : Prog->facts().Bodies) {
      if (!Sources.isInMainFile(Sources.getExpansionLoc(placeOf(*B))))
        continue;
      if (!First)
        Out << '\n';
      First = false;
      print(*B);
    }
  }

private:
  /// Something to be printed at its place.
  struct Line {
    unsigned Row, Column;
    std::string Text;
  };

  static SourceLocation placeOf(const Body &B) {
    if (B.Lambda)
      return B.Lambda->getBeginLoc();
    if (B.Function)
      return B.Function->getLocation();
    return B.Initializes ? B.Initializes->getLocation() : B.Code->getBeginLoc();
  }

  std::string nameOf(const Body &B) const {
    if (B.Lambda)
      return "lambda";
    if (B.Function)
      return B.Function->getQualifiedNameAsString() + "()";
    if (B.Initializes)
      return "initializer of " + B.Initializes->getQualifiedNameAsString();
    return "initializers of the members of " +
           B.InitializesMembersOf->getQualifiedNameAsString();
  }

  /// "lambda at 7:3", "run() at 9:6".
  std::string reference(const Body &B) const {
    return nameOf(B) + " at " + place(placeOf(B));
  }

  std::string place(SourceLocation Loc) const {
    Loc = Sources.getExpansionLoc(Loc);
    return std::to_string(Sources.getSpellingLineNumber(Loc)) + ":" +
           std::to_string(Sources.getSpellingColumnNumber(Loc));
  }

  void add(SourceLocation Loc, std::string Text) {
    Loc = Sources.getExpansionLoc(Loc);
    Lines.push_back({Sources.getSpellingLineNumber(Loc),
                     Sources.getSpellingColumnNumber(Loc), std::move(Text)});
  }

  /// Prints what was added, in the order of the places.
  void flush(llvm::StringRef Title) {
    llvm::stable_sort(Lines, [](const Line &A, const Line &B) {
      return std::tie(A.Row, A.Column) < std::tie(B.Row, B.Column);
    });
    if (!Lines.empty() && !Title.empty())
      Out << "  " << Title << '\n';
    for (const Line &L : Lines)
      Out << (Title.empty() ? "  " : "    ")
          << llvm::left_justify(
                 std::to_string(L.Row) + ":" + std::to_string(L.Column), 8)
          << L.Text << '\n';
    Lines.clear();
  }

  std::string describe(const Event &E) const {
    std::string Text = wordFor(E.Kind).str();
    if (E.Path)
      Text += " " + E.Path.str();
    auto Add = [&](bool Is, const std::string &Words) {
      if (Is)
        Text += ", " + Words;
    };
    if (E.Op && !E.Op->Name.empty())
      Text += " by " + E.Op->Name.str();
    Add(bool(E.Object), "on " + E.Object.str());
    Add(E.Kind == EventKind::Sleep, "for " + lengthOf(E.Duration));
    Add(bool(E.Lock), "with lock " + E.Lock.str());
    Add(E.AtScopeEnd, "at the end of the scope");
    Add(E.GivesUp, "gives up");
    Add(E.Repeated, "until it succeeds");
    Add(E.ResultDropped, "result dropped");
    Add(E.Forwarded, "by a forwarder");
    Add(E.InForwarder, "in a forwarder");
    Add(E.Condition, "depends on its object");
    Add(E.InCallee, "in a function that is asked");
    Add(E.ReadOnly, "read only");
    Add(E.OfPointer, "of the pointer");
    Add(E.ByConvention, "by its name");
    std::string Locks;
    for (const HeldLock &L : Held.heldAt(E))
      Locks += (Locks.empty() ? "" : ", ") + L.Mutex.str() +
               (L.Must ? "" : " perhaps") +
               (L.Call ? " since " + place(L.Call->Where) : "");
    Add(!Locks.empty(), "holding " + Locks);
    return Text;
  }

  void print(const Body &B) {
    Out << place(placeOf(B)) << ": " << nameOf(B);
    if (B.Enclosing)
      Out << " in " << nameOf(*B.Enclosing);
    if (const Task *T = taskRunning(*Prog, &B))
      Out << ", run by the task of " << place(T->Spawn->getExprLoc());
    Out << '\n';
    for (const LockEvent &L : B.Locks)
      add(L.Where, wordFor(L.Does).str() + " " + L.Mutex.str() +
                       (L.Guard ? " by " + L.Guard.str() : "") +
                       (L.AtScopeEnd ? ", at the end of the scope" : ""));
    for (const Event &E : B.Events)
      add(E.Where, describe(E));
    for (const Throw &T : B.Throws)
      add(T.At->getExprLoc(),
          "throw " + (T.Type.isNull() ? "again" : T.Type.getAsString()) +
              (T.Handler ? ", caught at " + place(T.Handler->getBeginLoc())
                         : ""));
    flush("");
    for (const Task *T : B.Tasks) {
      std::string Text = T->HandlePath.str() + " runs " + T->Callable.str();
      for (const TaskBody &Code : bodiesOf(*Prog, *T))
        Text += ", which is " + reference(*Code.Code);
      if (T->Group)
        Text += ", on " + T->Group.str();
      add(T->Spawn->getExprLoc(), Text);
    }
    flush("tasks");
    static constexpr llvm::StringLiteral Escapes[] = {
        "stays", "goes to what cannot be seen", "is kept", "is a handler",
        "is run by a task"};
    for (const Closure *K : B.Closures)
      add(K->Lambda->getBeginLoc(),
          Escapes[static_cast<unsigned>(fateOf(*Prog, *K).How)].str());
    flush("closures");
    for (const Flow *W : Prog->values().flowsIn(&B))
      add(W->At->getBeginLoc(), W->To.str() + " <- " + W->From.str());
    flush("flows");
  }

  const SourceManager &Sources;
  PrintingPolicy Policy;
  model::Resolver Names;
  std::unique_ptr<facts::Program> Prog;
  Locks Held;
  std::vector<Line> Lines;
  llvm::raw_ostream &Out;
};

} // namespace

ExitStatus printFacts(const FactsRequest &Request, llvm::raw_ostream &Out,
                      llvm::raw_ostream &Err) {
  return lookInto(Request.Where, Request.Config, Err,
                  [&](ASTContext &Context, const EffectiveModel &Model) {
                    Printer(Context, Model, Out).print();
                  })
      .Status;
}

} // namespace tether
