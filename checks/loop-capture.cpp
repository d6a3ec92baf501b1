//===- loop-capture.cpp - By-reference captures of one turn ---------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   for (int i = 0; i < n; ++i)               for (int i = 0; i < n; ++i)
//     pool.emplace_back([&] { use(i); });  ->   pool.emplace_back([&, i] { use(i); });
//
// A callable that outlives the turn it was made in reads another turn's value,
// or one that is gone. What counts is the object: a reference is judged by what
// it refers to. A task that is waited for in the same turn is fine, and so is a
// callable of which it cannot be seen that it escapes.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace tether {
namespace {

using namespace facts;

/// Something of one turn that a callable refers to.
struct TurnReference {
  const ValueDecl *Named = nullptr;  ///< What the code names.
  const VarDecl *Object = nullptr;   ///< What belongs to the turn.
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
  if (!V->getType()->isReferenceType())
    return V;
  const VarDecl *Referent = Facts.paths().resolve(V).variable();
  if (!Referent || Referent->getType()->isReferenceType() || !Referent->hasLocalStorage())
    return nullptr;
  return Referent;
}

/// Are the tasks of `T` waited for before the turn of `Loop` is over?
bool settledInTurn(const Unit &Facts, const Task &T, const Body *Maker, const Stmt *Loop) {
  HandleFate Fate = Facts.fateOf(T);
  if (Fate.Dropped && T.Op->Discard == model::OnDiscard::Blocks)
    return true;
  for (const Event *Join : Fate.Joins)
    if (contains(Loop, Join->At) || (T.Spawner != Maker && Join->In == T.Spawner))
      return true;
  if (Fate.Detaches.empty() && Fate.JoinedByDestructor) {
    std::vector<AccessPath> Holders = Fate.Held;
    Holders.push_back(T.Group);
    for (const AccessPath &H : Holders)
      if (const VarDecl *V = H.variable())
        if (const Stmt *Own = Facts.loopOf(V); Own && contains(Loop, Own))
          return true;
  }
  // The task's end is signalled to a wait in the same turn.
  for (const Event &W : Maker->Events)
    if (W.Kind == EventKind::Wait && !W.GivesUp && contains(Loop, W.At))
      for (const TaskBody &Code : Facts.bodiesOf(T))
        for (const CallChain &Chain : Facts.reachedFrom(Code.Code))
          for (const Event &S : Chain.To->Events)
            if (S.Kind == EventKind::Signal && Facts.mayBeSame(S.Path, W.Path))
              return true;
  return false;
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
  if (Fate.How == Escape::Elsewhere) {
    llvm::erase_if(Refs, [&](const TurnReference &R) {
      return settledInTurn(Facts, *Fate.Started, K.Maker, R.Loop);
    });
  } else if (Fate.How != Escape::Kept && Fate.How != Escape::Handler) {
    // Put into a container that outlives the turn, and not run within it.
    const std::vector<AccessPath> &Held = Facts.reach(AccessPath::value(K.Lambda));
    llvm::erase_if(Refs, [&](const TurnReference &R) {
      bool Outlives = llvm::any_of(Held, [&](const AccessPath &H) {
        const VarDecl *V = H.Length ? nullptr : H.variable();
        const Stmt *Own = V ? Facts.loopOf(V) : nullptr;
        const model::Type *T = V ? Facts.names().type(V->getType()) : nullptr;
        return V && V->isLocalVarDecl() && T && T->K == model::Kind::Container &&
               !(Own && contains(R.Loop, Own));
      });
      bool UsedInTurn = llvm::any_of(K.Maker->Events, [&](const Event &E) {
        return (E.Kind == EventKind::Run || E.Kind == EventKind::Escape) &&
               llvm::is_contained(Held, E.Path) && contains(R.Loop, E.At);
      });
      return !Outlives || UsedInTurn;
    });
  }
  if (!Refs.empty())
    report(Facts, Refs, Fate.Started,
           Fate.At ? Fate.At->Where : K.Lambda->getBeginLoc(), &K);
}

void LoopCaptureCheck::askArguments(const Unit &Facts, const Task &T) {
  for (const Argument &A : T.Arguments) {
    const VarDecl *V = A.ByReference && !A.Path.Length ? A.Path.variable() : nullptr;
    const Stmt *Loop = V && V->hasLocalStorage() ? Facts.loopOf(V) : nullptr;
    if (!Loop || !llvm::is_contained(T.Loops, Loop) || V->getType()->isReferenceType() ||
        settledInTurn(Facts, T, T.Spawner, Loop))
      continue;
    TurnReference Ref{V, V, Loop, A.Value->getExprLoc(), nullptr};
    report(Facts, Ref, &T, T.Spawn->getExprLoc(), nullptr);
  }
}

void LoopCaptureCheck::report(const Unit &Facts, ArrayRef<TurnReference> Refs,
                              const Task *T, SourceLocation Escapes, const Closure *K) {
  const TurnReference &First = Refs.front();
  {
    DiagnosticBuilder Diag =
        diag(First.Where,
             "'%0' belongs to one turn of the loop, but the %select{callable|task}1 that "
             "%select{captures|is given}2 it by reference can outlive that turn and "
             "then reads another turn's value or a dead object");
    Diag << First.Named->getName() << (T != nullptr) << (First.Capture == nullptr);
    if (K)
      addFix(Facts, *K, Refs, Diag);
  }
  for (const TurnReference &Other : Refs.drop_front())
    diag(Other.Where, "'%0' belongs to the same turn", DiagnosticIDs::Note)
        << Other.Named->getName();
  diag(First.Object->getLocation(), "'%0' is declared here, anew in each turn",
       DiagnosticIDs::Note)
      << First.Object->getName();
  diag(Escapes, "%select{the callable is kept here|the task is started here}0",
       DiagnosticIDs::Note)
      << (T != nullptr);
}

/// Captures by value what can be copied and is not written by the lambda.
void LoopCaptureCheck::addFix(const Unit &Facts, const Closure &K,
                              ArrayRef<TurnReference> Refs, DiagnosticBuilder &Diag) {
  const LangOptions &Lang = Facts.context().getLangOpts();
  const SourceManager &SM = Facts.context().getSourceManager();
  for (const TurnReference &R : Refs) {
    QualType Type = R.Named->getType().getNonReferenceType();
    if (!R.Capture || Type->isArrayType() || R.Where.isMacroID() ||
        K.Lambda->isInitCapture(R.Capture) || isa<BindingDecl>(R.Named))
      return;
    if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl())
      if (!Record->hasSimpleCopyConstructor() &&
          !(Record->hasDefinition() && llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *C) {
              return C->isCopyConstructor() && !C->isDeleted();
            })))
        return;
    for (const CallChain &Chain : Facts.reachedFrom(K.Code))
      for (const Event &E : Chain.To->Events)
        if (E.Kind == EventKind::Write && E.Path.variable() == R.Object->getCanonicalDecl())
          return;
  }
  SourceLocation Default = K.Lambda->getCaptureDefaultLoc();
  for (const TurnReference &R : Refs) {
    if (R.Capture->isExplicit()) {
      SourceLocation Name = R.Capture->getLocation();
      std::optional<Token> Before = Lexer::findPreviousToken(Name, SM, Lang, false);
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
