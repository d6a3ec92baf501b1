//===- loop-capture.cpp - By-reference captures of one turn ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   for (int i = 0; i < n; ++i)               for (int i = 0; i < n; ++i)
//     pool.emplace_back([&] { use(i); });  ->   pool.emplace_back([&, i] {
//     use(i); });
//
// A callable that outlives the turn it was made in reads another turn's value,
// or one that is gone. What counts is the object: a reference is judged by what
// it refers to. A task that is waited for in the same turn is fine, and so is a
// callable of which it cannot be seen that it escapes.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Statements.h"
#include "facts/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace tether {
namespace {

using namespace facts;

/// Something of one turn that a callable refers to.
struct TurnReference {
  const ValueDecl *Named = nullptr; ///< What the code names.
  const VarDecl *Object = nullptr;  ///< What belongs to the turn.
  const Stmt *Loop = nullptr;
  SourceLocation Where;
  const LambdaCapture *Capture = nullptr;
};

class LoopCaptureCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void askClosure(const Unit &Facts, const Closure &K);
  void askArguments(const Unit &Facts, const Task &T);
  void report(const Unit &Facts, ArrayRef<TurnReference> Refs, const Task *T,
              SourceLocation Escapes, const Closure *K);
  void addFix(const Unit &Facts, const Closure &K, ArrayRef<TurnReference> Refs,
              DiagnosticBuilder &Diag);
};

/// The variable whose turn decides: the referent of a reference.
const VarDecl *objectOf(const Unit &Facts, const ValueDecl *Named) {
  const auto *V = dyn_cast<VarDecl>(Named);
  if (const auto *B = dyn_cast<BindingDecl>(Named))
    V = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
  if (!V || !V->hasLocalStorage())
    return nullptr;
  if (!V->getType()->isReferenceType() || extendsTemporary(V))
    return V;
  const VarDecl *Referent = Facts.paths().resolve(V).variable();
  if (!Referent || Referent->getType()->isReferenceType() ||
      !Referent->hasLocalStorage())
    return nullptr;
  return Referent;
}

void LoopCaptureCheck::ask(const Unit &Facts) {
  for (const auto &K : Facts.all().Closures)
    askClosure(Facts, *K);
  for (const auto &T : Facts.all().Tasks)
    askArguments(Facts, *T);
}

void LoopCaptureCheck::askClosure(const Unit &Facts, const Closure &K) {
  SmallVector<TurnReference, 2> Refs;
  for (const LambdaCapture &C : K.Lambda->captures()) {
    if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByRef)
      continue;
    const VarDecl *Object = objectOf(Facts, C.getCapturedVar());
    const Stmt *Loop = Object ? Facts.loopOf(Object) : nullptr;
    if (Loop && llvm::is_contained(K.Loops, Loop))
      Refs.push_back({C.getCapturedVar(), Object, Loop, C.getLocation(), &C});
  }
  if (Refs.empty())
    return;

  ClosureFate Fate = Facts.fateOf(K);
  llvm::erase_if(Refs, [&](const TurnReference &R) {
    switch (Fate.How) {
    case Escape::Elsewhere:
      return Facts.isOverInTurn(*Fate.Started, K.Maker, K.Lambda, R.Loop);
    case Escape::Kept:
    case Escape::Handler:
      return false;
    case Escape::No:
    case Escape::Unknown:
      return !Facts.isKeptBeyondTurn(K, R.Loop);
    }
    return true;
  });
  if (!Refs.empty())
    report(Facts, Refs, Fate.Started,
           Fate.At ? Fate.At->Where : K.Lambda->getBeginLoc(), &K);
}

void LoopCaptureCheck::askArguments(const Unit &Facts, const Task &T) {
  for (const Argument &A : T.Arguments) {
    const VarDecl *V =
        A.ByReference && !A.Path.Length ? A.Path.variable() : nullptr;
    const Stmt *Loop = V && V->hasLocalStorage() ? Facts.loopOf(V) : nullptr;
    if (!Loop || !llvm::is_contained(T.Loops, Loop) ||
        V->getType()->isReferenceType() ||
        Facts.isOverInTurn(T, T.Spawner, T.Spawn, Loop))
      continue;
    TurnReference Ref{V, V, Loop, A.Value->getExprLoc(), nullptr};
    report(Facts, Ref, &T, T.Spawn->getExprLoc(), nullptr);
  }
}

bool declares(const Stmt *S, const VarDecl *V) {
  const auto *D = dyn_cast_or_null<DeclStmt>(S);
  return D && llvm::is_contained(D->decls(), V);
}

void LoopCaptureCheck::report(const Unit &Facts, ArrayRef<TurnReference> Refs,
                              const Task *T, SourceLocation Escapes,
                              const Closure *K) {
  const TurnReference &First = Refs.front();
  {
    DiagnosticBuilder Diag = diag(
        First.Where,
        "'%0' belongs to one turn of the loop, but the %select{callable|task}1 "
        "that "
        "%select{captures|is given}2 it by reference can outlive that turn and "
        "then reads another turn's value or a dead object");
    Diag << First.Named->getName() << (T != nullptr)
         << (First.Capture == nullptr);
    if (K)
      addFix(Facts, *K, Refs, Diag);
  }
  for (const TurnReference &Other : Refs.drop_front())
    diag(Other.Where, "'%0' belongs to the same turn", DiagnosticIDs::Note)
        << Other.Named->getName();
  const auto *Header = dyn_cast<ForStmt>(First.Loop);
  diag(First.Object->getLocation(),
       "'%0' %select{is declared here, anew in each turn|is declared here and "
       "changed from turn to turn}1",
       DiagnosticIDs::Note)
      << First.Object->getName()
      << (Header && declares(Header->getInit(), First.Object));
  diag(Escapes, "%select{the callable is kept here|the task is started here}0",
       DiagnosticIDs::Note)
      << (T != nullptr);
}

/// Captures by value what can be copied and is only read by the lambda.
void LoopCaptureCheck::addFix(const Unit &Facts, const Closure &K,
                              ArrayRef<TurnReference> Refs,
                              DiagnosticBuilder &Diag) {
  const LangOptions &Lang = Facts.context().getLangOpts();
  const SourceManager &SM = Facts.context().getSourceManager();
  bool ByCopy = K.Lambda->getCaptureDefault() == LCD_ByCopy;
  for (const TurnReference &R : Refs) {
    QualType Type = R.Named->getType().getNonReferenceType();
    if (!R.Capture || R.Where.isMacroID() ||
        K.Lambda->isInitCapture(R.Capture) || isa<BindingDecl>(R.Named) ||
        (ByCopy && R.Capture->isExplicit()) || !isCopyable(Type) ||
        !K.Code->Code || !onlyReads(K.Code->Code, R.Named))
      return;
  }
  SourceLocation Default = K.Lambda->getCaptureDefaultLoc();
  for (const TurnReference &R : Refs) {
    if (R.Capture->isExplicit()) {
      SourceLocation Name = R.Capture->getLocation();
      std::optional<Token> Before =
          Lexer::findPreviousToken(Name, SM, Lang, false);
      if (Before && Before->is(tok::amp))
        Diag << FixItHint::CreateRemoval(
            CharSourceRange::getCharRange(Before->getLocation(), Name));
    } else if (Default.isValid() && !Default.isMacroID()) {
      Diag << FixItHint::CreateInsertion(
          Lexer::getLocForEndOfToken(Default, 0, SM, Lang),
          (", " + R.Named->getName()).str());
    }
  }
}

} // namespace
} // namespace tether

using tether::LoopCaptureCheck;
TETHER_REGISTER(LoopCapture)
