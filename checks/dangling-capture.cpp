//===- dangling-capture.cpp - Tasks that outlive what they refer to -------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   std::future<int> load(std::string Name) {
//     return std::async([&] { return read(Name); });
//   }                            ->  [Name = std::move(Name)] { ... }
//
// A callable refers to a local variable of the function that makes it, and may
// run when the variable is gone: it is the body of a task that is not waited
// for on some path, or it is returned, registered, or kept by an object that
// outlives the function and does not lose it before. A parameter that is
// a reference to const may be a temporary. What is cut loose is left to
// unowned-thread, variables of an iteration to loop-capture.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Handlers.h"
#include "facts/ask/Iterations.h"
#include "facts/ask/Keepers.h"
#include "facts/ask/Lifetimes.h"
#include "facts/ask/Temporaries.h"
#include "facts/code/Statements.h"
#include "facts/code/Syntax.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

/// What a callable that may run too late refers to, and why it may.
struct Dangling {
  const VarDecl *V = nullptr;
  SourceLocation Where;
  SourceLocation Since;           ///< Where it is started or kept.
  const Task *Started = nullptr;  ///< Null if it is not a task.
  const Keeper *KeptBy = nullptr; ///< Null if it is.
  bool IsThread = false;
  bool IsArgument = false;
  bool IsPointer = false; ///< A copy of a pointer to the variable.
  bool OfRequest = false;
};

class DanglingCaptureCheck : public Check {
public:
  using Check::Check;
  void ask(const Program &Prog) override;

private:
  void askClosure(const Program &Prog, const Closure &K);
  void askArguments(const Program &Prog, const Task &T);
  void askCoroutine(const Program &Prog, const Closure &K);
  void report(const Dangling &D);
  std::set<SourceLocation> Reported;
};

/// Do the locals of the body die when it returns, and does the process go on?
bool hasEnd(const Body *B) {
  return B && B->Function && !B->Function->isMain() && B->Code &&
         !isa<CoroutineBodyStmt>(B->Code);
}

/// The body that the variable is a local of: `B`, or one around it.
const Body *frameOf(const Body *B, const VarDecl *V) {
  while (B && B->Function != V->getDeclContext())
    B = B->Lambda ? B->Enclosing : nullptr;
  return B;
}

/// The local variable that a closure refers to by a capture, also by those of
/// the closures around it that run in place; or null.
const VarDecl *referredTo(const Program &Prog, const Closure &K,
                          const LambdaCapture &C) {
  if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByRef)
    return nullptr;
  const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
  if (const auto *B = dyn_cast<BindingDecl>(C.getCapturedVar()))
    V = B->getDecomposedDecl();
  // `[&x = y]`, `auto &x = y;`
  if (V && V->getType()->isReferenceType() && !isa<ParmVarDecl>(V) &&
      !V->extendsTemporary()) {
    AccessPath P = Prog.paths().resolve(V);
    V = P.variable();
    if (V && (V->getType()->isReferenceType() ||
              (P.Length && !V->getType()->isRecordType())))
      return nullptr;
    if (V && !Prog.names().pointeeType(V->getType()).isNull())
      return nullptr;
  }
  if (!V || !V->hasLocalStorage() || V->isInitCapture())
    return nullptr;
  for (const Body *B = K.Maker; B->Function != V->getDeclContext();
       B = B->Enclosing) {
    const Closure *Around = Prog.calls().closureOf(B);
    if (!Around ||
        llvm::none_of(Around->Lambda->captures(), [&](const LambdaCapture &A) {
          return A.capturesVariable() && A.getCaptureKind() == LCK_ByRef &&
                 A.getCapturedVar() == V;
        }))
      return nullptr;
  }
  return V;
}

/// The local variable of the closure's maker a pointer to which is copied into
/// the closure: `[p = &x]`; or null.
const VarDecl *pointedTo(const Closure &K, const LambdaCapture &C) {
  if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByCopy)
    return nullptr;
  const auto *P = dyn_cast<VarDecl>(C.getCapturedVar());
  if (!P || !P->getType()->isPointerType() || !P->getInit())
    return nullptr;
  const auto *Address = dyn_cast<UnaryOperator>(strip(P->getInit()));
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return nullptr;
  const auto *Named = dyn_cast<DeclRefExpr>(strip(Address->getSubExpr()));
  const auto *V = Named ? dyn_cast<VarDecl>(Named->getDecl()) : nullptr;
  // A pointer that is given another value later stands for itself.
  if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
      V->getDeclContext() != K.Maker->Function ||
      (!P->isInitCapture() && !onlyReads(K.Maker->Code, P)))
    return nullptr;
  return V;
}

/// Is what the variable stands for gone when the function has returned? `How`
/// says where the callable goes.
enum class Goes {
  ToCaller, ///< It is returned.
  ToObjectOfCaller,
  Elsewhere,
};
bool diesWithFrame(const Program &Prog, const Body *Frame, const VarDecl *V,
                   bool OfRequest, Goes How) {
  if (!V->getType()->isReferenceType() || V->extendsTemporary())
    return true;
  const auto *P = dyn_cast<ParmVarDecl>(V);
  if (!P)
    return false;
  if (OfRequest)
    return true;
  switch (referentOf(Prog, Frame, P)) {
  case Referent::Callers:
    return false;
  case Referent::Temporary:
    return true;
  case Referent::Unknown:
    break;
  }
  // A caller who has both, or gets the callable, knows how long they live;
  // unless he does not even see that he gives a temporary.
  if (How == Goes::Elsewhere)
    return true;
  if (How == Goes::ToCaller && Frame->Function->returnsAuto())
    return false;
  return invitesTemporaries(V->getType().getNonReferenceType());
}

/// Does the function's caller have the object?
bool isOfCaller(const Body *Frame, const AccessPath &Object) {
  const auto *P = dyn_cast_or_null<ParmVarDecl>(Object.variable());
  return P && P->getDeclContext() == Frame->Function;
}

/// Can the function's caller wait for the task?
Goes whereTaskGoes(const Program &Prog, const Body *Frame, const Task &T,
                   const Stmt *Start) {
  if (isOfCaller(Frame, T.Group))
    return Goes::ToObjectOfCaller;
  if (T.Spawner == Frame) {
    HandleFate Fate = fateOf(Prog, T);
    if (Fate.Returned || Fate.HeldByCaller)
      return Goes::ToObjectOfCaller;
  }
  for (const Event &E : Frame->Events)
    if (E.Kind == EventKind::Run && contains(E.At, Start) &&
        isOfCaller(Frame, E.Object))
      return Goes::ToObjectOfCaller;
  return Goes::Elsewhere;
}

Goes whereKept(const Body *Frame, const Keeper &By) {
  if (By.How == Keeper::Returned)
    return Goes::ToCaller;
  return isOfCaller(Frame, By.Object) ? Goes::ToObjectOfCaller
                                      : Goes::Elsewhere;
}

/// Is what the task runs taken out of the queue that it was put into? What
/// stays there can be taken back.
bool isTakenOut(const Program &Prog, const Closure &K, const Event &Run) {
  const std::vector<AccessPath> &In = heldBy(Prog, K);
  const Task *Runner = taskRunning(Prog, Run.In);
  for (const auto &B : Prog.facts().Bodies)
    if (taskRunning(Prog, B.get()) == Runner)
      for (const Event &E : B->Events)
        if (E.Kind == EventKind::Write && E.Op &&
            E.Op->R == model::Role::Remove && llvm::is_contained(In, E.Path))
          return true;
  return false;
}

bool isThread(const Task &T) { return T.Op->On == model::RunsOn::NewThread; }

void DanglingCaptureCheck::ask(const Program &Prog) {
  for (const auto &K : Prog.facts().Closures) {
    askClosure(Prog, *K);
    askCoroutine(Prog, *K);
  }
  for (const auto &T : Prog.facts().Tasks)
    if (T->Op->When == model::Runs::Elsewhere && hasEnd(T->Spawner))
      askArguments(Prog, *T);
}

/// The task that may run the closure when the variable is gone, if any.
bool outlivesAsTask(const Program &Prog, const Closure &K, const Body *Frame,
                    bool OfRequest, Dangling &Result) {
  for (const ClosureFate &Fate : escapesOf(Prog, K)) {
    if (Fate.How != Escape::Elsewhere || !Fate.Started ||
        (Fate.At->Kind == EventKind::Run && !isTakenOut(Prog, K, *Fate.At)))
      continue;
    for (const Stmt *Start : handoversOf(Prog, K, Fate))
      if (diesWithFrame(Prog, Frame, Result.V, OfRequest,
                        whereTaskGoes(Prog, Frame, *Fate.Started, Start)) &&
          mayOutlive(Prog, *Fate.Started, K.Maker, Start, Result.V, K.Code)) {
        Result.Started = Fate.Started;
        Result.Since = Fate.At->Where;
        Result.IsThread =
            Fate.At->Kind == EventKind::Spawn && isThread(*Fate.Started);
        return true;
      }
  }
  return false;
}

void DanglingCaptureCheck::askClosure(const Program &Prog, const Closure &K) {
  SmallVector<std::pair<const VarDecl *, bool>, 4> Variables;
  const std::vector<const Stmt *> Loops = loopsAround(Prog, K);
  for (const LambdaCapture &C : K.Lambda->captures()) {
    const VarDecl *V = referredTo(Prog, K, C);
    const bool IsPointer = !V;
    if (IsPointer)
      V = pointedTo(K, C);
    if (!V)
      continue;
    ControlFlow::Statements Changes;
    const Stmt *Start = nullptr;
    const Stmt *Loop = loopOf(Prog, V);
    if ((Loop && llvm::is_contained(Loops, Loop)) ||
        changingLoop(Prog, K, V, /*HeaderOnly=*/false, Changes, Start)) {
      if (IsPointer)
        continue;
      return; // loop-capture asks the same.
    }
    if (hasEnd(frameOf(K.Maker, V)))
      Variables.push_back({V, IsPointer});
  }
  if (Variables.empty())
    return;
  const Event *Registration;
  const model::Handler *Entry;
  const std::vector<Keeper> Keepers = keepersOf(Prog, K);
  for (auto [V, IsPointer] : Variables) {
    const Body *Frame = frameOf(K.Maker, V);
    Dangling D;
    D.V = V;
    D.IsPointer = IsPointer;
    D.Where = K.Lambda->getBeginLoc();
    bool OfRequest = isHandler(Prog, Frame, Registration, Entry);
    D.OfRequest = OfRequest && V->getType()->isReferenceType();
    if (outlivesAsTask(Prog, K, Frame, OfRequest, D))
      return report(D);
    // What a test's objects keep ends with the test.
    for (const Keeper &By : Keepers) {
      if (!diesWithFrame(Prog, Frame, V, OfRequest, whereKept(Frame, By)) ||
          (By.How != Keeper::Returned && Prog.calls().calledByTest(Frame)) ||
          !mayBeKept(Prog, K, By, V))
        continue;
      D.KeptBy = &By;
      D.Since = By.Where;
      return report(D);
    }
  }
}

void DanglingCaptureCheck::askArguments(const Program &Prog, const Task &T) {
  for (const Argument &A : T.Arguments) {
    const VarDecl *V = A.ByReference ? A.Path.variable() : nullptr;
    if (!V || !V->hasLocalStorage() || loopOf(Prog, V) ||
        llvm::any_of(T.Loops,
                     [&](const Stmt *Loop) {
                       return !changesIn(Prog, T, Loop, V).empty();
                     }) ||
        V->getDeclContext() != T.Spawner->Function ||
        !diesWithFrame(Prog, T.Spawner, V, false,
                       whereTaskGoes(Prog, T.Spawner, T, T.Spawn)) ||
        !mayOutlive(Prog, T, T.Spawner, T.Spawn, V))
      continue;
    Dangling D;
    D.V = V;
    D.Where = A.Value->getExprLoc();
    D.Since = T.Spawn->getExprLoc();
    D.Started = &T;
    D.IsThread = isThread(T);
    D.IsArgument = true;
    report(D);
  }
}

/// What a coroutine captures is in the lambda, which is gone at the end of the
/// expression if it is a temporary.
void DanglingCaptureCheck::askCoroutine(const Program &Prog, const Closure &K) {
  if (!K.Lambda->capture_size() || !K.Code->Code ||
      !isa<CoroutineBodyStmt>(K.Code->Code))
    return;
  const Event *Since = nullptr;
  SourceLocation Where;
  if (!outlivesItsLambda(Prog, K, Since, Where) ||
      !Reported.insert(K.Lambda->getBeginLoc()).second)
    return;
  const Actor Coroutine = task("coroutine"), Lambda = object("the lambda");
  StoryBuilder S(
      K.Lambda->getBeginLoc(), Part::Capture,
      {"this coroutine may go on when the lambda is gone that has what it "
       "captures"},
      {Coroutine, "may outlive", Lambda});
  S.states({here(), "makes", Coroutine});
  if (Since)
    S.noteStart(After, Where, Coroutine);
  else
    S.note(After, Where, Part::End,
           {"the lambda is gone at the end of this expression"},
           {here(), "destroys", Lambda});
  tell(S);
}

void noteKeeper(StoryBuilder &S, const Keeper &By, const Actor &Callable) {
  switch (By.How) {
  case Keeper::Stored:
    return S.note(After, By.Where, Story::Part::Keep, {"it is kept here"},
                  {here(), "keeps", Callable});
  case Keeper::Registered:
    return S.note(After, By.Where, Story::Part::Keep, {"it is registered here"},
                  {here(), "registers", Callable});
  case Keeper::Returned:
    return S.note(After, By.Where, Story::Part::Keep, {"it is returned here"},
                  {here(), "returns", Callable});
  }
}

void DanglingCaptureCheck::report(const Dangling &D) {
  if (!Reported.insert(D.Where).second)
    return;
  if (D.V->getName().empty())
    return;
  const Actor Variable = object(D.V->getName());
  const Actor Callable = D.KeptBy     ? task("callable")
                         : D.IsThread ? thread()
                                      : task();
  StoryBuilder S(D.Where, Part::Capture, {"this {0} ", Callable}, nothing());
  if (D.IsPointer)
    S.clause({"captures a pointer to '{0}'", Variable},
             {Callable, "has a pointer to, may outlive", Variable});
  else if (D.IsArgument)
    S.clause({"is given '{0}' by reference", Variable},
             {Callable, "refers to, may outlive", Variable});
  else
    S.clause({"captures '{0}' by reference", Variable},
             {Callable, "captures, may outlive", Variable});
  S.clause({" and may still {0} when '{1}' is gone",
            D.KeptBy ? "be called" : "run", Variable},
           nothing());
  if (D.OfRequest)
    S.clause({", once the request handler has returned"}, nothing());
  if (D.KeptBy) {
    S.states({here(), "makes", Callable});
    noteKeeper(S, *D.KeptBy, Callable);
  } else if (D.Since != D.Where) {
    S.noteStart(After, D.Since, Callable);
  } else {
    S.states({here(), "starts", Callable});
  }
  if (D.V->getType()->isReferenceType() && !D.OfRequest)
    S.noteDeclaration(D.V->getLocation(), Variable,
                      {", and may refer to a temporary"});
  else
    S.noteDeclaration(D.V->getLocation(), Variable);
  tell(S);
}

} // namespace
} // namespace tether

using tether::DanglingCaptureCheck;
TETHER_REGISTER(DanglingCapture)
