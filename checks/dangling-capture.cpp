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
// A task refers to a local variable of the function that starts it, and on some
// path the variable dies before anything has waited for the task. What is cut
// loose is left to unowned-thread, variables of a turn to loop-capture. What is
// passed by reference is the caller's, except in a request handler.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/Statements.h"
#include "facts/Unit.h"
#include "clang/AST/StmtCXX.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class DanglingCaptureCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void askClosure(const Unit &Facts, const Closure &K);
  void askArguments(const Unit &Facts, const Task &T);
  void report(SourceLocation Loc, bool IsThread, const VarDecl &V,
              bool IsArgument, bool OfRequest, SourceLocation Started);
  std::set<SourceLocation> Reported;
};

/// Do the locals of the body die when it returns, and does the process go on?
bool hasEnd(const Unit &Facts, const Body *B) {
  return B->Function && !B->Function->isMain() && B->Code &&
         !isa<CoroutineBodyStmt>(B->Code) && !Facts.calledByTest(B);
}

/// Does the variable die with one call of the function?
bool isOwnLocal(const Unit &Facts, const Body *B, const VarDecl *V,
                bool OfRequest) {
  return V && V->hasLocalStorage() && V->getDeclContext() == B->Function &&
         !Facts.loopOf(V) &&
         (!V->getType()->isReferenceType() ||
          (OfRequest && isa<ParmVarDecl>(V)));
}

/// Is what the task runs taken out of the queue that it was put into? What
/// stays there, a callback, can be taken back.
bool isTakenOut(const Unit &Facts, const Closure &K, const Event &Run) {
  const std::vector<AccessPath> &In = Facts.reach(AccessPath::value(K.Lambda));
  const Task *Runner = Facts.taskRunning(Run.In);
  for (const auto &B : Facts.all().Bodies)
    if (Facts.taskRunning(B.get()) == Runner)
      for (const Event &E : B->Events)
        if (E.Kind == EventKind::Write && E.Op &&
            E.Op->R == model::Role::Remove && llvm::is_contained(In, E.Path))
          return true;
  return false;
}

/// The statement of its maker at which the closure is handed over, or null.
const Stmt *handedOver(const Closure &K, const ClosureFate &Fate) {
  if (Fate.At->In == K.Maker)
    return Fate.At->At;
  for (const Stmt *S : around(K.Maker, K.Lambda))
    if (isa<CallExpr>(S) || isa<CXXConstructExpr>(S))
      return K.Lambda;
  return nullptr;
}

bool isThread(const Task &T) { return T.Op->On == model::RunsOn::NewThread; }

void DanglingCaptureCheck::ask(const Unit &Facts) {
  for (const auto &K : Facts.all().Closures)
    if (hasEnd(Facts, K->Maker))
      askClosure(Facts, *K);
  for (const auto &T : Facts.all().Tasks)
    if (T->Op->When == model::Runs::Elsewhere && hasEnd(Facts, T->Spawner))
      askArguments(Facts, *T);
}

void DanglingCaptureCheck::askClosure(const Unit &Facts, const Closure &K) {
  ClosureFate Fate = Facts.fateOf(K);
  if (Fate.How != Escape::Elsewhere || !Fate.Started ||
      (Fate.At->Kind == EventKind::Run && !isTakenOut(Facts, K, *Fate.At)))
    return;
  const Stmt *Start = handedOver(K, Fate);
  const Event *Registration;
  const model::Handler *Entry;
  bool OfRequest = Facts.isHandler(K.Maker, Registration, Entry);
  if (!Start)
    return;
  for (const LambdaCapture &C : K.Lambda->captures()) {
    if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByRef)
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!isOwnLocal(Facts, K.Maker, V, OfRequest) ||
        !Facts.mayOutlive(*Fate.Started, K.Maker, Start, V))
      continue;
    report(K.Lambda->getBeginLoc(),
           Fate.At->Kind == EventKind::Spawn && isThread(*Fate.Started), *V,
           false, OfRequest && V->getType()->isReferenceType(), Fate.At->Where);
    return;
  }
}

void DanglingCaptureCheck::askArguments(const Unit &Facts, const Task &T) {
  for (const Argument &A : T.Arguments) {
    const VarDecl *V = A.Path.variable();
    if (A.ByReference && isOwnLocal(Facts, T.Spawner, V, false) &&
        Facts.mayOutlive(T, T.Spawner, T.Spawn, V))
      report(A.Value->getExprLoc(), isThread(T), *V, true, false,
             T.Spawn->getExprLoc());
  }
}

void DanglingCaptureCheck::report(SourceLocation Loc, bool IsThread,
                                  const VarDecl &V, bool IsArgument,
                                  bool OfRequest, SourceLocation Started) {
  if (!Reported.insert(Loc).second)
    return;
  diag(Loc, "this %select{task|thread}0 %select{captures '%2'|is given '%2'}1 "
            "by reference and may still run when '%2' is gone"
            "%select{|, once the request handler has returned}3")
      << IsThread << IsArgument << V.getName() << OfRequest;
  if (Started != Loc)
    diag(Started, "it is started here", DiagnosticIDs::Note);
  diag(V.getLocation(), "'%0' is declared here", DiagnosticIDs::Note)
      << V.getName();
}

} // namespace
} // namespace tether

using tether::DanglingCaptureCheck;
TETHER_REGISTER(DanglingCapture)
