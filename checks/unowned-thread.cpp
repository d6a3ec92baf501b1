//===- unowned-thread.cpp - Threads that are cut loose --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   std::thread([this] { loop(); }).detach();
//                         ->  thread_ = std::thread([this] { loop(); });
//                             ~Server() { stop_ = true; thread_.join(); }
//
// A task is cut loose by a detach, by a detached attribute, or by letting a
// handle die that detaches. That is fine as long as somebody waits for the task
// or watches for its end in another way; the facts know who (Settlement). What
// cannot be seen is never guilty.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Index.h"
#include "facts/ask/Unit.h"
#include "facts/collect/Statements.h"
#include "clang/AST/ASTContext.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class UnownedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  void report(const Unit &Facts, const Task &T, const LooseEnd &Loose,
              const HandleFate &Fate);
  /// One mistake, one finding, however many instantiations or handles show it.
  std::set<SourceLocation> Reported;
};

void UnownedThreadCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks) {
    if (T->Op->When == model::Runs::InPlace)
      continue;
    HandleFate Fate = Facts.fateOf(*T);
    // What ends with the process is left alone, but for what dies before.
    bool EndsWithProcess = Facts.onlyForMain(T->Spawner);
    for (const LooseEnd &Loose : Facts.looseEndsOf(*T, Fate))
      if (Loose.End == Settlement::Unsettled &&
          (!EndsWithProcess || Facts.diesWithMain(*T, Loose.Code)))
        report(Facts, *T, Loose, Fate);
  }
}

/// What the task uses although it may be gone, the worst first.
struct Evidence {
  enum { Nothing, Local, Reference, This, Static } What = Nothing;
  const NamedDecl *Named = nullptr;
};

Evidence evidenceOf(const Unit &Facts, const Task &T, const TaskBody &Code) {
  if (Code.Code)
    if (const VarDecl *V = Code.Code->localReference())
      return {Evidence::Local, V};
  for (const Argument &A : T.Arguments)
    if (const VarDecl *V = A.Path.variable();
        A.ByReference && V && V->isLocalVarDecl() && V->hasLocalStorage())
      return {Evidence::Local, V};
  // An override runs on the thread's own object, and a method that is given its
  // object on that one.
  bool This = Code.Code && Code.Code->usesThis() &&
              (Code.Code->Lambda ||
               (T.Op->Callable != model::ByOverride && T.Arguments.empty()));
  for (const Argument &A : T.Arguments)
    This |= A.leadsToThis();
  if (This)
    return {Evidence::This};
  if (Code.Code && Code.Code->Lambda)
    for (const LambdaCapture &C : Code.Code->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *P = dyn_cast<ParmVarDecl>(C.getCapturedVar()))
          return {Evidence::Reference, P};
  for (const Argument &A : T.Arguments)
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(A.Path.variable());
        P && A.ByReference && P->getType()->isReferenceType())
      return {Evidence::Reference, P};
  if (const VarDecl *V = Facts.diesWithMain(T, Code))
    return {Evidence::Static, V};
  return {};
}

void UnownedThreadCheck::report(const Unit &Facts, const Task &T,
                                const LooseEnd &Loose, const HandleFate &Fate) {
  const auto &[Code, Where, End, Partial] = Loose;
  SourceLocation Loc = Code.ChosenByCaller ? Code.Chosen : Where.At->Where;
  if (!Reported.insert(Loc).second)
    return;
  Evidence Uses = evidenceOf(Facts, T, Code);
  bool Endless = Code.Code && Facts.isEndless(Code.Code);
  bool PerRequest = Facts.index().runsPerRequest(T.Spawner);

  if (!Fate.TimedWaits.empty() && Uses.What == Evidence::Nothing &&
      llvm::none_of(T.Arguments, [](const Argument &A) {
        return A.ByReference || A.Value->getType()->isPointerType();
      })) {
    // All that it uses is its own: it does no harm but in itself.
    diag(Loc,
         "this task is abandoned when the timed wait for it gives up, and goes "
         "on unobserved",
         DiagnosticIDs::Remark);
  } else {
    DiagnosticBuilder Diag = diag(
        Loc,
        "nothing will ever wait for this %select{task|thread}0: "
        "%select{it is detached|its handle dies unjoined|its handle is leaked|"
        "its future is dropped|its handle is lost on the way out}1"
        "%select{|, although it refers to the local variable '%3'|, although "
        "it "
        "refers to what the parameter '%3' names|, although it uses 'this'|, "
        "although it uses '%3', which is destroyed when the process ends}2"
        "%select{|, and it never ends}4"
        "%select{|; one is started for every request}5");
    Diag << (T.Op->On == model::RunsOn::NewThread) << Where.How << Uses.What
         << (Uses.Named ? Uses.Named->getName() : "") << Endless << PerRequest;
  }
  if (T.Spawn->getExprLoc() != Loc && !contains(Where.At->At, T.Spawn))
    diag(T.Spawn->getExprLoc(), "it is started here", DiagnosticIDs::Note);
  if (Code.ChosenByCaller)
    diag(Where.At->Where, "it is cut loose here", DiagnosticIDs::Note);
  if (Where.Way && Where.Way != T.Spawn)
    diag(Where.Way->getBeginLoc(), "this way out leaves it behind",
         DiagnosticIDs::Note);
  else if (Where.Way)
    diag(T.Spawn->getExprLoc(), "the next iteration overwrites the handle",
         DiagnosticIDs::Note);
  if (Partial)
    diag(Partial->Where, "it reports its end here, but not on every path",
         DiagnosticIDs::Note);
  else if (Uses.What == Evidence::This)
    if (const CXXRecordDecl *R =
            Code.Code ? Code.Code->thisRecord() : T.Spawner->thisRecord()) {
      const CXXDestructorDecl *D =
          R->hasDefinition() ? R->getDestructor() : nullptr;
      diag(D && D->isUserProvided() ? D->getLocation() : R->getLocation(),
           "%select{the destructor of '%1' does not wait for it|'%1' has no "
           "destructor that "
           "would wait for it}0",
           DiagnosticIDs::Note)
          << !(D && D->isUserProvided()) << R->getName();
    }
}

} // namespace
} // namespace tether

using tether::UnownedThreadCheck;
TETHER_REGISTER(UnownedThread)
