//===- Snippet.h - A snippet that says what is known about it ---*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A snippet says itself what is to be known, behind `//=` on the line where it
// is known:
//
//   mark(State->Done);            //= State.Done     the access path of a
//                                                    mark's argument
//   std::thread T(work);          //= unsettled      who waits for a task that
//                                                    is started on the line
//   run([&] { use(I); });         //= elsewhere      when a closure runs
//   void put(int);                //= send when-full what a channel's method
//                                                    does
//   Done = true;                  //= write Done     what the code does, in its
//                                                    order
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_TEST_FACTS_SNIPPET_H
#define TETHER_TEST_FACTS_SNIPPET_H

#include "checks/facts/ask/Closures.h"
#include "checks/facts/ask/Settlement.h"
#include "checks/facts/code/Statements.h"
#include "checks/facts/collect/Builder.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <map>
#include <optional>

namespace tether::facts {

using namespace clang;
using llvm::StringRef;

using Lines = std::map<unsigned, std::string>;

class Snippet {
public:
  explicit Snippet(StringRef Code) : Code(Code) {
    AST = tooling::buildASTFromCodeWithArgs(
        Code, {"-std=c++20", "-resource-dir", TETHER_RESOURCE_DIR}, "a.cpp",
        "facts-test");
    for (const model::Library &L : model::builtinLibraries())
      Libraries.push_back(&L);
    Names.emplace(AST->getASTContext(), Libraries);
    Prog = Program::of(collectCode(AST->getASTContext(), *Names));
  }

  bool compiles() const {
    return !AST->getDiagnostics().hasUncompilableErrorOccurred();
  }

  Lines expected() const {
    Lines Result;
    unsigned Number = 0;
    llvm::SmallVector<StringRef, 64> All;
    StringRef(Code).split(All, '\n');
    for (StringRef Line : All) {
      ++Number;
      StringRef Text = Line.split("//= ").second.trim();
      if (!Text.empty())
        Result[Number] = Text.str();
    }
    return Result;
  }

  void note(Lines &Result, SourceLocation Where, StringRef Text) const {
    std::string &Line =
        Result[AST->getSourceManager().getExpansionLineNumber(Where)];
    Line += (Line.empty() ? "" : ", ") + Text.str();
  }

  /// The calls of `mark`.
  std::vector<const CallExpr *> marks() const {
    std::vector<const CallExpr *> Result;
    for (const auto &B : Prog->facts().Bodies)
      for (const Stmt *S :
           B->Code ? partsOf(B->Code) : std::vector<const Stmt *>())
        if (const auto *Call = dyn_cast<CallExpr>(S))
          if (const FunctionDecl *F = Call->getDirectCallee();
              F && F->getName() == "mark")
            Result.push_back(Call);
    return Result;
  }

  Lines paths() const {
    Lines Result;
    for (const CallExpr *Call : marks())
      note(Result, Call->getExprLoc(),
           Prog->paths().resolve(Call->getArg(0)).str());
    return Result;
  }

  Lines settlements() const {
    Lines Result;
    for (const auto &T : Prog->facts().Tasks) {
      HandleFate Fate = fateOf(*Prog, *T);
      for (const TaskBody &Body : bodiesOf(*Prog, *T))
        switch (settlementOf(*Prog, *T, Body.Code, Fate)) {
        case Settlement::Settled:
          note(Result, T->Spawn->getExprLoc(), "settled");
          break;
        case Settlement::Unsettled:
          note(Result, T->Spawn->getExprLoc(), "unsettled");
          break;
        case Settlement::Unseen:
          note(Result, T->Spawn->getExprLoc(), "unseen");
          break;
        }
    }
    return Result;
  }

  Lines closures() const {
    static constexpr StringRef Words[] = {"no", "unknown", "kept", "handler",
                                          "elsewhere"};
    Lines Result;
    for (const auto &K : Prog->facts().Closures)
      note(Result, K->Lambda->getBeginLoc(),
           Words[static_cast<unsigned>(fateOf(*Prog, *K).How)]);
    return Result;
  }

  /// Events, each with its object, in the order in which they were collected.
  Lines events() const {
    Lines Result;
    for (const auto &B : Prog->facts().Bodies)
      for (const Event &E : B->Events)
        note(Result, E.Where,
             (wordFor(E.Kind) + " " + E.Path.str() +
              (E.AtScopeEnd ? " at the end" : "") + (E.GivesUp ? " once" : "") +
              (E.Condition ? " or not" : ""))
                 .str());
    return Result;
  }

  /// In-house channels: the bound at the class, and what each function does.
  Lines channels() const {
    Lines Result;
    for (const auto &C : Prog->facts().InHouse) {
      note(Result, C->Record->getLocation(), boundOf(C->Type));
      for (const auto &Op : C->Operations)
        note(Result, Op->Function->getLocation(), wordsFor(Op->Op));
    }
    return Result;
  }

  static std::string boundOf(const model::Type &T) {
    switch (T.Bound) {
    case model::Capacity::Unbounded:
      return "unbounded";
    case model::Capacity::Template:
      return "bounded";
    case model::Capacity::Constructor:
      return "bounded by argument " + std::to_string(T.CapacityIndex);
    default:
      return "unknown bound";
    }
  }

  static std::string wordsFor(const model::Operation &Op) {
    std::string Words = Op.R == model::Role::Send       ? "send"
                        : Op.R == model::Role::Receive  ? "receive"
                        : Op.R == model::Role::IsClosed ? "is-closed"
                                                        : "close";
    switch (Op.V) {
    case model::Variant::Try:
      return Words + " try";
    case model::Variant::Timed:
      return Words + " timed";
    case model::Variant::Cancellable:
      return Words + " cancellable";
    case model::Variant::Plain:
      break;
    }
    if (Op.Blocking == model::Blocks::WhenFull)
      Words += " when-full";
    switch (Op.Closed) {
    case model::OnClosed::Result:
      return Words + " says-closed";
    case model::OnClosed::Throws:
      return Words + " throws";
    case model::OnClosed::Aborts:
      return Words + " aborts";
    case model::OnClosed::BlocksForever:
      return Words + " blocks";
    case model::OnClosed::Loses:
      return Words + " loses";
    default:
      return Words;
    }
  }

  const Body *body(StringRef Name) const {
    for (const auto &B : Prog->facts().Bodies)
      if (B->Function && B->Function->getNameAsString() == Name)
        return B.get();
    return nullptr;
  }

  std::string Code;
  std::unique_ptr<ASTUnit> AST;
  std::vector<const model::Library *> Libraries;
  std::optional<model::Resolver> Names;
  std::unique_ptr<Program> Prog;
};

} // namespace tether::facts

#endif // TETHER_TEST_FACTS_SNIPPET_H
