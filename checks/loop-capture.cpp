//===- loop-capture.cpp - By-reference captures of one iteration ----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-format off
//   for (int i = 0; i < n; ++i)               for (int i = 0; i < n; ++i)
//     pool.emplace_back([&] { use(i); });  ->   pool.emplace_back([&, i] { use(i); });
// clang-format on
//
// A callable that outlives the iteration it was made in reads another
// iteration's value, or one that is gone. What counts is the object: a
// reference is judged by what it refers to. A variable from before the loop
// counts where each iteration gives it another value. A task that is waited for
// in the same iteration is fine, and so is a callable of which it cannot be
// seen that it escapes.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Iterations.h"
#include "facts/ask/Keepers.h"
#include "facts/ask/Lifetimes.h"
#include "facts/code/Statements.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace tether {
namespace {

using namespace facts;

/// Something of one iteration that a callable refers to.
struct Reference {
  const ValueDecl *Named = nullptr; ///< What the code names.
  const VarDecl *Object = nullptr;  ///< What belongs to the iteration.
  const Stmt *Loop = nullptr;
  bool FromBefore = false; ///< It was there before the loop, which changes it.
  SourceLocation Where;
  const LambdaCapture *Capture = nullptr;
};

class LoopCaptureCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void askClosure(const Program &Prog, const Closure &K);
  void askArguments(const Program &Prog, const Task &T);
  void report(ArrayRef<Reference> Refs, const Task *T, SourceLocation Escapes,
              const Closure *K);
  void addFix(const Closure &K, ArrayRef<Reference> Refs, StoryBuilder &S);
};

/// The variable whose iteration decides: the referent of a reference.
const VarDecl *objectOf(const Program &Prog, const ValueDecl *Named) {
  const auto *V = dyn_cast<VarDecl>(Named);
  if (const auto *B = dyn_cast<BindingDecl>(Named))
    V = B->getDecomposedDecl();
  if (!V || !V->hasLocalStorage())
    return nullptr;
  if (!V->getType()->isReferenceType() || V->extendsTemporary())
    return V;
  const VarDecl *Referent = Prog.paths().resolve(V).variable();
  if (!Referent || Referent->getType()->isReferenceType() ||
      !Referent->hasLocalStorage())
    return nullptr;
  return Referent;
}

void LoopCaptureCheck::ask(const Program &Prog) {
  for (const auto &K : Prog.facts().Closures)
    askClosure(Prog, *K);
  for (const auto &T : Prog.facts().Tasks)
    askArguments(Prog, *T);
}

/// Do all closures between the one that is made and the variable refer to it?
bool refersTo(const Program &Prog, const Closure &K, const ValueDecl *Named,
              const VarDecl *Object) {
  for (const Body *B = K.Maker; B && B->Function != Object->getDeclContext();
       B = B->Enclosing) {
    const Closure *Around = Prog.calls().closureOf(B);
    if (Around &&
        llvm::none_of(Around->Lambda->captures(), [&](const LambdaCapture &C) {
          return C.capturesVariable() && C.getCapturedVar() == Named &&
                 C.getCaptureKind() == LCK_ByRef;
        }))
      return false;
  }
  return true;
}

/// Is the variable declared outside of the loop?
bool isFromBefore(const Program &Prog, const VarDecl *V, const Stmt *Loop) {
  const Stmt *Own = loopOf(Prog, V);
  return !Own || (Own != Loop && contains(Own, Loop));
}

/// May the task that is started at `Start` still run when its iteration is
/// over?
bool outlivesIteration(const Program &Prog, const Closure &K, const Task &T,
                       const Stmt *Start, const Reference &R) {
  if (isOverInIteration(Prog, T, K.Maker, Start, R.Loop))
    return false;
  if (!R.FromBefore)
    return true;
  ControlFlow::Statements Changes;
  const Stmt *Made = nullptr;
  changingLoop(Prog, K, R.Object, /*HeaderOnly=*/false, Changes, Made);
  return K.Maker->Function != R.Object->getDeclContext() ||
         mayMeet(Prog, T, K.Maker, Start, Changes);
}

void LoopCaptureCheck::askClosure(const Program &Prog, const Closure &K) {
  SmallVector<Reference, 2> Refs;
  const std::vector<const Stmt *> Loops = loopsAround(Prog, K);
  if (Loops.empty())
    return;
  for (const LambdaCapture &C : K.Lambda->captures()) {
    if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByRef)
      continue;
    const VarDecl *Object = objectOf(Prog, C.getCapturedVar());
    if (!Object || !refersTo(Prog, K, C.getCapturedVar(), Object))
      continue;
    Reference R{C.getCapturedVar(), Object, loopOf(Prog, Object), false,
                C.getLocation(),    &C};
    if (R.Loop && llvm::is_contained(Loops, R.Loop))
      Refs.push_back(R);
    R.FromBefore = true;
    Refs.push_back(R);
  }
  if (Refs.empty())
    return;

  const std::vector<ClosureFate> Escapes = escapesOf(Prog, K);
  const ClosureFate *Worst = nullptr;
  for (const ClosureFate &Fate : Escapes)
    if (!Worst || Fate.How > Worst->How)
      Worst = &Fate;
  bool IsTask = Worst && Worst->How == Escape::Elsewhere;
  auto IsLeft = [&](Reference &R) {
    ControlFlow::Statements Changes;
    const Stmt *Made = nullptr;
    if (R.FromBefore)
      R.Loop = changingLoop(Prog, K, R.Object, !IsTask, Changes, Made);
    if (!R.Loop)
      return false;
    if (!IsTask)
      return (Worst &&
              (Worst->How == Escape::Kept || Worst->How == Escape::Handler) &&
              isRegisteredBeyond(Prog, K, R.Loop, R.Object)) ||
             isKeptBeyondIteration(Prog, K, R.Loop);
    return llvm::any_of(Escapes, [&](const ClosureFate &Fate) {
      return Fate.How == Escape::Elsewhere && Fate.Started &&
             llvm::any_of(handoversOf(Prog, K, Fate), [&](const Stmt *Start) {
               return outlivesIteration(Prog, K, *Fate.Started, Start, R);
             });
    });
  };
  Refs.erase(std::remove_if(Refs.begin(), Refs.end(),
                            [&](Reference &R) { return !IsLeft(R); }),
             Refs.end());
  // One loop is enough for each.
  for (size_t I = 0; I < Refs.size(); ++I)
    Refs.erase(std::remove_if(Refs.begin() + I + 1, Refs.end(),
                              [&](const Reference &R) {
                                return R.Named == Refs[I].Named;
                              }),
               Refs.end());
  if (!Refs.empty())
    report(Refs, Worst ? Worst->Started : nullptr,
           Worst ? Worst->At->Where : K.Lambda->getBeginLoc(), &K);
}

void LoopCaptureCheck::askArguments(const Program &Prog, const Task &T) {
  for (const Argument &A : T.Arguments) {
    const VarDecl *V =
        A.ByReference && !A.Path.Length ? A.Path.variable() : nullptr;
    if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType())
      continue;
    for (const Stmt *Loop : T.Loops) {
      bool FromBefore = isFromBefore(Prog, V, Loop);
      if ((!FromBefore && Loop != loopOf(Prog, V)) ||
          isOverInIteration(Prog, T, T.Spawner, T.Spawn, Loop))
        continue;
      if (FromBefore) {
        ControlFlow::Statements Changes = changesIn(Prog, T, Loop, V);
        if (Changes.empty() || !mayMeet(Prog, T, T.Spawner, T.Spawn, Changes))
          continue;
      }
      Reference Ref{V, V, Loop, FromBefore, A.Value->getExprLoc(), nullptr};
      report(Ref, &T, T.Spawn->getExprLoc(), nullptr);
      break;
    }
  }
}

bool declares(const Stmt *S, const VarDecl *V) {
  const auto *D = dyn_cast_or_null<DeclStmt>(S);
  return D && llvm::is_contained(D->decls(), V);
}

void LoopCaptureCheck::report(ArrayRef<Reference> Refs, const Task *T,
                              SourceLocation Escapes, const Closure *K) {
  const Reference &First = Refs.front();
  const Actor Named = object(First.Named->getName());
  const Actor Callable = task(T ? "task" : "callable");
  StoryBuilder S(
      First.Where, Part::Capture,
      {"'{0}' belongs to one iteration of the loop, but the {1} that "
       "{2} it by reference can outlive that iteration and then "
       "reads another iteration's value or a dead object",
       Named, Callable, First.Capture ? "captures" : "is given"},
      {Callable,
       First.Capture ? "captures, can outlive" : "refers to, can outlive",
       Named});
  if (K)
    addFix(*K, Refs, S);
  for (const Reference &Other : Refs.drop_front()) {
    const Actor Same = object(Other.Named->getName());
    S.note(Meanwhile, Other.Where, Part::Capture,
           {"'{0}' belongs to the same iteration", Same},
           {Same, "of the same iteration as", Named});
  }
  const auto *Header = dyn_cast<ForStmt>(First.Loop);
  const bool IsChanged =
      First.FromBefore || (Header && declares(Header->getInit(), First.Object));
  S.noteDeclaration(First.Object->getLocation(),
                    object(First.Object->getName()),
                    {IsChanged ? " and changed from iteration to iteration"
                               : ", anew in each iteration"});
  if (T)
    S.note(After, Escapes, Part::Start, {"the task is started here"},
           {here(), "starts", Callable});
  else
    S.note(After, Escapes, Part::Keep, {"the callable is kept here"},
           {here(), "keeps", Callable});
  tell(S);
}

/// Captures by value what can be copied and is only read by the lambda.
void LoopCaptureCheck::addFix(const Closure &K, ArrayRef<Reference> Refs,
                              StoryBuilder &S) {
  const LangOptions &Lang = context().getLangOpts();
  const SourceManager &SM = context().getSourceManager();
  bool ByCopy = K.Lambda->getCaptureDefault() == LCD_ByCopy;
  for (const Reference &R : Refs) {
    QualType Type = R.Named->getType().getNonReferenceType();
    if (!R.Capture || R.Where.isMacroID() ||
        K.Lambda->isInitCapture(R.Capture) || isa<BindingDecl>(R.Named) ||
        (ByCopy && R.Capture->isExplicit()) || !isCopyable(Type) ||
        !K.Code->Code || !onlyReads(K.Code->Code, R.Named))
      return;
  }
  SourceLocation Default = K.Lambda->getCaptureDefaultLoc();
  for (const Reference &R : Refs) {
    if (R.Capture->isExplicit()) {
      SourceLocation Name = R.Capture->getLocation();
      std::optional<Token> Before =
          Lexer::findPreviousToken(Name, SM, Lang, false);
      if (Before && Before->is(tok::amp))
        S.fix(FixItHint::CreateRemoval(
            CharSourceRange::getCharRange(Before->getLocation(), Name)));
    } else if (Default.isValid() && !Default.isMacroID()) {
      S.fix(FixItHint::CreateInsertion(
          Lexer::getLocForEndOfToken(Default, 0, SM, Lang),
          (", " + R.Named->getName()).str()));
    }
  }
}

} // namespace
} // namespace tether

using tether::LoopCaptureCheck;
TETHER_REGISTER(LoopCapture)
