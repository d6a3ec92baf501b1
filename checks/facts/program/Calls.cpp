//===- Calls.cpp - Who runs which code ------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Calls.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "llvm/ADT/DenseMap.h"
#include <unordered_set>

using namespace clang;

namespace tether::facts {

/// A chain of calls, or of overrides, that grows beyond this is not followed
/// further; what was found until then still counts as may.
static constexpr size_t MaxClosure = 512;

Calls::Calls(const Code &From, const Facts &F, const ModelNames &Names,
             const Values &V)
    : From(From), F(F), Names(Names), V(V) {
  for (const auto &B : F.Bodies)
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function))
      for (const CXXMethodDecl *Base : M->overridden_methods())
        Overriders[Base].push_back(B.get());
  for (const auto &K : F.Closures) {
    CodeOf[K->Lambda] = K->Code;
    ClosureOf[K->Code] = K.get();
  }
}

void Calls::complete() {
  Codes.clear(); // Asked for before all was added.
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Test)
        addTests(E.Path);
      else if (E.Kind == EventKind::Run)
        for (const Body *Target : targetsOf(E))
          CallersOf[Target].push_back({B.get(), &E});
}

/// Functions that were registered as tests, or an object with such methods.
void Calls::addTests(const AccessPath &P) {
  const Bodies &Code = bodiesOf(P);
  Tests.insert(Code.begin(), Code.end());
  const CXXRecordDecl *R = Code.empty() ? V.recordOf(P) : nullptr;
  for (const auto &B : F.Bodies)
    if (R && B->thisRecord() && B->thisRecord()->getDefinition() == R)
      Tests.insert(B.get());
}

//===----------------------------------------------------------------------===//
// Callables
//===----------------------------------------------------------------------===//

const Body *Calls::bodyOf(const FunctionDecl *Function) const {
  const FunctionDecl *D = visibleDefinition(Function);
  if (!D)
    D = Function;
  auto It = D ? F.BodyOf.find(D) : F.BodyOf.end();
  return It == F.BodyOf.end() ? nullptr : It->second;
}

const Body *Calls::codeOf(const AccessPath &Origin) const {
  if (Origin.Length)
    return nullptr;
  if (Origin.Kind == AccessPath::Root::Function)
    return bodyOf(Origin.function());
  auto It = CodeOf.find(dyn_cast_or_null<LambdaExpr>(Origin.value()));
  return It == CodeOf.end() ? nullptr : It->second;
}

const Calls::Bodies &Calls::bodiesOf(const AccessPath &Callable) const {
  auto [It, IsNew] = Codes.try_emplace(Callable);
  Bodies &Result = It->second;
  if (!IsNew)
    return Result;
  for (const AccessPath &O : V.origins(Callable)) {
    const Body *B = codeOf(O);
    if (B && llvm::find(Result, B) == Result.end())
      Result.push_back(B);
  }
  return Result;
}

const Closure *Calls::closureOf(const Body *B) const {
  auto It = ClosureOf.find(B);
  return It == ClosureOf.end() ? nullptr : It->second;
}

void Calls::addOverriders(const FunctionDecl *F, Bodies &Result) const {
  std::vector<const FunctionDecl *> Work{F};
  for (size_t I = 0; I < Work.size() && I < MaxClosure; ++I)
    if (auto It = Overriders.find(Work[I]); It != Overriders.end())
      for (const Body *B : It->second)
        if (llvm::find(Result, B) == Result.end()) {
          Result.push_back(B);
          Work.push_back(B->Function);
        }
}

Calls::Bodies Calls::overridersOf(const FunctionDecl *F) const {
  Bodies Result;
  if (F)
    addOverriders(F, Result);
  return Result;
}

//===----------------------------------------------------------------------===//
// What a body runs
//===----------------------------------------------------------------------===//

bool callsByTable(const Event &Run) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Run.Path.function());
  const auto *Call = dyn_cast_or_null<CallExpr>(Run.At);
  const auto *Named =
      Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts())
           : nullptr;
  return M && M->isVirtual() && !(Named && Named->hasQualifier());
}

/// Is it a virtual method of the caller's own object?
static bool callsOwnVirtual(const Event &Run) {
  return Run.Object.isThis() && callsByTable(Run);
}

/// `static void *entry(void *self) { static_cast<Thread *>(self)->run(); }`
bool Calls::isTrampoline(const Event &Run) const {
  return isa_and_nonnull<ParmVarDecl>(Run.Object.variable()) &&
         !Run.Object.Length && callsByTable(Run) &&
         llvm::any_of(V.sources(Run.Object),
                      [](const AccessPath &P) { return P.isThis(); });
}

/// What a smart pointer destroys, where it is seen to be made.
static bool destroysPointee(const Event &Run) {
  const auto *D = dyn_cast_or_null<CXXDestructorDecl>(Run.Path.function());
  const VarDecl *V = Run.Object.variable();
  return Run.AtScopeEnd && D && D->isVirtual() && V && !Run.Object.Length &&
         V->getType()->getAsCXXRecordDecl() != D->getParent();
}

/// What a virtual call runs on the objects that are seen to be handed to
/// whoever makes it: `listener->ended()`.
const Calls::Bodies &Calls::overridesOn(const Event &Run) const {
  const auto *M = cast<CXXMethodDecl>(Run.Path.function());
  const Bodies &Named = bodiesOf(Run.Path);
  if (!Run.Object || !Overriders.count(M))
    return Named;
  auto [It, IsNew] = Overrides.try_emplace({M, Run.Object});
  Bodies &Result = It->second;
  if (!IsNew)
    return Result;
  Result = Named;
  for (const AccessPath &O : V.origins(Run.Object)) {
    const CXXRecordDecl *R =
        O.isThis() ? static_cast<const CXXRecordDecl *>(O.Base) : V.recordOf(O);
    if (!R || !R->hasDefinition() ||
        !R->getDefinition()->isDerivedFrom(M->getParent()))
      continue;
    const Body *B = bodyOf(M->getCorrespondingMethodInClass(R));
    if (B && !llvm::is_contained(Result, B))
      Result.push_back(B);
  }
  return Result;
}

const Calls::Bodies &Calls::targetsOf(const Event &Run) const {
  if (destroysPointee(Run)) {
    auto [It, IsNew] = Destroyed.try_emplace(Run.Object);
    if (IsNew)
      for (const AccessPath &O : V.origins(Run.Object))
        if (const auto *New = dyn_cast_or_null<CXXNewExpr>(O.value()))
          if (const CXXRecordDecl *R =
                  New->getAllocatedType()->getAsCXXRecordDecl())
            if (const Body *B = bodyOf(R->getDestructor()))
              It->second.push_back(B);
    return It->second;
  }
  if (!callsOwnVirtual(Run) && !isTrampoline(Run))
    return callsByTable(Run) ? overridesOn(Run) : bodiesOf(Run.Path);
  auto [It, IsNew] = OwnCodes.try_emplace(Run.Path);
  if (IsNew) {
    It->second = bodiesOf(Run.Path);
    addOverriders(Run.Path.function(), It->second);
  }
  return It->second;
}

AccessPath CallChain::asCalled(AccessPath P) const {
  for (const Event *Call : llvm::reverse(Calls))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->Path.function()))
      P = P.calledOn(Call->Object, M->getParent());
  return P;
}

const std::vector<CallChain> &Calls::reachedFrom(const Body *From) const {
  auto [It, IsNew] = Reached.try_emplace(From);
  std::vector<CallChain> &Result = It->second;
  if (!IsNew)
    return Result;
  Result.push_back({From, {}});
  std::unordered_set<const Body *> Seen{From};
  for (size_t I = 0; I < Result.size() && I < MaxClosure; ++I) {
    const CallChain Current = Result[I];
    for (const Event &E : Current.To->Events) {
      if (E.Kind != EventKind::Run)
        continue;
      for (const Body *Next : targetsOf(E))
        if (Seen.insert(Next).second) {
          CallChain Chain = Current;
          Chain.To = Next;
          Chain.Calls.push_back(&E);
          Result.push_back(std::move(Chain));
        }
    }
  }
  return Result;
}

bool Calls::reaches(const Body *From, const Body *To) const {
  return llvm::any_of(reachedFrom(From),
                      [&](const CallChain &Chain) { return Chain.To == To; });
}

bool Calls::leadsTo(const Event &Call, const Body *To) const {
  return Call.Kind == EventKind::Run &&
         llvm::any_of(targetsOf(Call),
                      [&](const Body *Target) { return reaches(Target, To); });
}

AccessPath Calls::calledBefore(const std::vector<const Event *> &Way,
                               AccessPath P) const {
  for (const Event *Call : llvm::reverse(Way)) {
    const FunctionDecl *Target = Call->Path.function();
    if (P.Kind == AccessPath::Root::This) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(Target);
      if (!M || !Call->Object ||
          !P.startsWith(AccessPath::thisObject(M->getParent())))
        return {};
      P = P.calledOn(Call->Object, M->getParent());
      continue;
    }
    const VarDecl *Local = P.variable();
    if (!Local || !Local->hasLocalStorage())
      continue; // The same for all.
    const Flow *Given = nullptr;
    if (isa<ParmVarDecl>(Local))
      for (const Flow *W : V.flowsIn(Call->In))
        if (W->At == Call->At && W->To == AccessPath::variable(Local))
          Given = W;
    if (!Given)
      return {};
    P = P.rebased(AccessPath::variable(Local), Given->From);
  }
  return P;
}

const Calls::Bodies &Calls::handedOnBy(const Event &E) const {
  auto HandsOn = [](const Event &E) {
    return E.Kind == EventKind::Keep || E.Kind == EventKind::Escape;
  };
  if (!HandsOn(E))
    return NoBodies;
  auto [It, IsNew] = HandedOn.try_emplace(E.Path);
  Bodies &Result = It->second;
  if (!IsNew)
    return Result;
  std::unordered_set<const Body *> Seen;
  auto Add = [&](const AccessPath &Callable) {
    for (const Body *Code : bodiesOf(Callable))
      for (const CallChain &Chain : reachedFrom(Code))
        if (Seen.insert(Chain.To).second)
          Result.push_back(Chain.To);
  };
  Add(E.Path);
  for (size_t I = 0; I < Result.size() && I < MaxClosure; ++I)
    for (const Event &Next : Result[I]->Events)
      if (HandsOn(Next))
        Add(Next.Path);
  return Result;
}

//===----------------------------------------------------------------------===//
// Who runs a body
//===----------------------------------------------------------------------===//

const Calls::Callers &Calls::callersOf(const Body *B) const {
  auto It = CallersOf.find(B);
  return It == CallersOf.end() ? NoCallers : It->second;
}

bool Calls::isCaught(const Body *B, const Stmt *At, unsigned Depth) const {
  for (const Stmt *S : around(B, At))
    if (const auto *Try = dyn_cast<CXXTryStmt>(S))
      if (contains(Try->getTryBlock(), At))
        return true;
  const auto &From = callersOf(B);
  return Depth < 4 && !From.empty() &&
         llvm::all_of(
             From,
             [&](const auto &F) {
               return isCaught(F.first, F.second->At, Depth + 1);
             });
}

bool Calls::isTest(const Body *B) const {
  if (Tests.count(B))
    return true;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
  const model::Type *T =
      M ? Names.type(M->getParent()->getTypeForDecl()) : nullptr;
  return T && T->K == model::Kind::TestCase;
}

bool Calls::calledByTest(const Body *B) const {
  if (!ByTests) {
    ByTests.emplace();
    // From the tests to all that they make or call.
    llvm::DenseMap<const Body *, Bodies> Next;
    Bodies Work;
    for (const auto &Each : F.Bodies) {
      if (Each->Enclosing)
        Next[Each->Enclosing].push_back(Each.get());
      for (const auto &[Caller, Call] : callersOf(Each.get()))
        Next[Caller].push_back(Each.get());
      if (isTest(Each.get()))
        Work.push_back(Each.get());
    }
    while (!Work.empty()) {
      const Body *Each = Work.back();
      Work.pop_back();
      if (ByTests->insert(Each).second)
        if (auto It = Next.find(Each); It != Next.end())
          llvm::append_range(Work, It->second);
    }
  }
  return ByTests->contains(B);
}

const ControlFlow &Calls::flow(const Body *B) const {
  std::unique_ptr<ControlFlow> &Graph = Graphs[B];
  if (!Graph)
    Graph = std::make_unique<ControlFlow>(
        B->Code,
        From.Flows ? From.Flows->of(B->Function, B->Code) : Skeleton());
  return *Graph;
}

} // namespace tether::facts
