//===- Unit.cpp - The facts of one translation unit -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Unit.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../events/Collector.h"
#include "../recognise/Channels.h"
#include "Index.h"
#include <set>
#include <unordered_set>

using namespace clang;

namespace tether::facts {

/// A closure of values that grows beyond this is not followed further; what was
/// found until then still counts as may.
static constexpr size_t MaxClosure = 512;

Unit::Unit(std::unique_ptr<Code> Of) : From(std::move(Of)), Paths(Names) {}

Unit::~Unit() = default;

std::unique_ptr<Unit> Unit::of(std::unique_ptr<Code> From) {
  std::unique_ptr<Unit> U(new Unit(std::move(From)));
  // A unit that uses no library has no code to be asked about.
  if (!U->From->Definitions.empty()) {
    facts::collect(*U->From, U->Names, U->Paths, U->F);
    inferChannels(*U->From, U->Names, U->Paths, U->F);
  }
  U->complete();
  return U;
}

/// A test that asserts something of a timed wait has waited, or it fails:
/// `ASSERT_TRUE(thread.tryJoin(500))`.
void Unit::believeAssertions() {
  for (const auto &B : F.Bodies)
    for (Event &E : B->Events)
      if (E.GivesUp && E.Where.isMacroID() &&
          (E.Kind == EventKind::Join || E.Kind == EventKind::Wait) &&
          calledByTest(B.get()))
        E.GivesUp = false;
}

void Unit::complete() {
  for (const auto &B : F.Bodies)
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function))
      for (const CXXMethodDecl *Base : M->overridden_methods())
        Overriders[Base].push_back(B.get());
  for (const auto &K : F.Closures) {
    CodeOf[K->Lambda] = K->Code;
    ClosureOf[K->Code] = K.get();
    for (const LambdaCapture &C : K->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
            V && !V->getType()->isPointerType()) {
          const AccessPath Self = AccessPath::variable(V);
          CopiedBy[Self].push_back(K.get());
          if (AccessPath P = Paths.resolve(V); P != Self)
            CopiedBy[P].push_back(K.get());
        }
  }
  judgeConventions();
  auto Remember = [&](const AccessPath &P) {
    if (const FieldDecl *Last = P.lastField()) {
      std::vector<AccessPath> &Known = PathsByField[Last];
      if (llvm::find(Known, P) == Known.end())
        Known.push_back(P);
    }
  };
  for (const Flow &W : F.Flows) {
    FlowsFrom[{W.From.Kind, W.From.Base}].push_back(&W);
    FlowsTo[{W.To.Kind, W.To.Base}].push_back(&W);
    FlowsIn[W.In].push_back(&W);
    Remember(W.From);
    Remember(W.To);
  }
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events)
      Remember(E.Path);
  for (const auto &B : F.Bodies) {
    pollAnswers(*B);
    for (const Event &E : B->Events)
      Remember(E.Path);
  }
  // Asked for before all was remembered.
  Origins.clear();
  Codes.clear();
  Found = std::make_unique<Index>(*this);
  for (const auto &B : F.Bodies)
    for (const Event &E : B->Events)
      if (E.Kind == EventKind::Handler)
        for (const Body *Code : bodiesOf(E.Path))
          Registered.try_emplace(Code, &E);
      else if (E.Kind == EventKind::Test)
        addTests(E.Path);
      else if (E.Kind == EventKind::Run)
        for (const Body *Code : targetsOf(E))
          Callers[Code].push_back({B.get(), &E});
  believeAssertions();
  for (const auto &T : F.Tasks)
    if (T->Op->When != model::Runs::InPlace)
      for (const TaskBody &Code : bodiesOf(*T)) {
        for (const CallChain &Chain : reachedFrom(Code.Code))
          RunBy.try_emplace(Chain.To, T.get());
        WaitingTask Waiting{T.get(), Code.Code, {}};
        for (const CallChain &Chain : reachedFrom(Code.Code))
          for (const Event &E : Chain.To->Events)
            if (E.Kind == EventKind::Wait || E.Kind == EventKind::Join ||
                (E.Kind == EventKind::Poll && !E.GivesUp))
              Waiting.Waits.push_back(
                  {&E, Chain.Calls.empty() ? E.At : Chain.Calls.front()->At});
        if (!Waiting.Waits.empty())
          WaitingTasks.push_back(std::move(Waiting));
      }
}

/// Names say nothing where a body does: that of an override of the method that
/// is called, or of whoever calls an override.
void Unit::judgeConventions() {
  std::set<const FunctionDecl *> Called;
  for (const auto &B : F.Bodies)
    for (Event &E : B->Events)
      if (const auto *Call = dyn_cast_or_null<CallExpr>(E.At);
          Call && Call->getDirectCallee()) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        Called.insert(Callee);
        if (!E.ByConvention || !Overriders.count(Callee))
          continue;
        E.Kind = EventKind::Escape;
        auto IsStart = [&](const auto &T) { return T->Spawn == E.At; };
        llvm::erase_if(B->Tasks, IsStart);
        llvm::erase_if(F.Tasks, IsStart);
      }
  for (const auto &B : F.Bodies)
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function))
      if (const model::Handler *H = M->getConventionalHandler();
          H && llvm::none_of(M->overridden_methods(),
                             [&](const CXXMethodDecl *Base) {
                               return Called.count(Base);
                             }))
        Conventional[B.get()] = H;
}

/// `while (!predicate())` polls what the predicate that it was handed looks at,
/// `while (interface.busy())` what those look at that override it.
void Unit::pollAnswers(Body &B) {
  std::set<std::pair<const Stmt *, AccessPath>> Seen;
  for (size_t I = 0; I < B.Events.size() && Seen.size() < MaxClosure; ++I) {
    if (B.Events[I].Kind != EventKind::Poll)
      continue;
    const Event Poll = B.Events[I];
    std::vector<const Body *> Predicates = bodiesOf(Poll.Path);
    addOverriders(Poll.Path.function(), Predicates);
    for (const Body *Predicate : Predicates)
      for (const Event &Answer : Predicate->Answers) {
        Event E = Poll;
        E.Asked = true;
        E.Path = Answer.Path;
        E.Object = Answer.Object;
        if (!Predicate->Lambda) {
          E.Path = E.Path.calledOn(Poll.Object, Predicate->thisRecord());
          E.Object = E.Object.calledOn(Poll.Object, Predicate->thisRecord());
        }
        if (Seen.insert({E.At, E.Path}).second)
          B.Events.push_back(E);
      }
  }
}

/// Functions that were registered as tests, or an object with such methods.
void Unit::addTests(const AccessPath &P) {
  std::vector<const Body *> Code = bodiesOf(P);
  Tests.insert(Code.begin(), Code.end());
  const CXXRecordDecl *R = Code.empty() ? recordOf(P) : nullptr;
  for (const auto &B : F.Bodies)
    if (R && B->thisRecord() && B->thisRecord()->getDefinition() == R)
      Tests.insert(B.get());
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// True if the path says which object of its class it is.
static bool isNamedObject(const AccessPath &P) {
  if (P.Kind == AccessPath::Root::This)
    return P.Length > 0;
  const VarDecl *V = P.variable();
  return V && !isa<ParmVarDecl>(V) && !V->getType()->isPointerType();
}

/// Can two paths that end with the same field name one object?
static bool sameField(const AccessPath &P, const AccessPath &Q) {
  if (!P.lastField() || P.lastField() != Q.lastField())
    return false;
  AccessPath A = P.parent(), B = Q.parent();
  return A == B || !isNamedObject(A) || !isNamedObject(B);
}

/// True if what is put into the object at `P` is put into what it refers to.
static bool isReference(const AccessPath &P) {
  QualType T;
  if (const FieldDecl *Last = P.lastField())
    T = Last->getType();
  else if (const VarDecl *V = P.variable())
    T = V->getType();
  return !T.isNull() && (T->isReferenceType() || T->isPointerType()) &&
         !T->isRValueReferenceType();
}

/// True if it is an object that a call has made and returns a reference to:
/// `auto &slot = slots.emplace_back();`
static bool isPlace(const AccessPath &P) {
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(P.value());
  return Call && Call->isLValue();
}

std::vector<AccessPath> Unit::closure(const AccessPath &P, bool Forward,
                                      bool Fields) const {
  std::vector<AccessPath> Result{P};
  if (!P)
    return Result;
  // The named object whose field a value has been in: it does not get from
  // there to the same field of another named object by way of an unnamed one.
  std::vector<AccessPath> Named{isNamedObject(P.parent()) ? P.parent()
                                                          : AccessPath()};
  std::unordered_set<AccessPath, AccessPath::Hash> Seen{P};
  auto Add = [&](const AccessPath &Next, size_t From) {
    if (!Next || Result.size() >= MaxClosure || !Seen.insert(Next).second)
      return;
    Result.push_back(Next);
    Named.push_back(Next.Length && isNamedObject(Next.parent()) ? Next.parent()
                                                                : Named[From]);
  };
  const auto &Along = Forward ? FlowsFrom : FlowsTo;
  // What was added by a field once need not be looked at again.
  std::set<std::tuple<const FieldDecl *, AccessPath, AccessPath>> Followed;
  for (size_t I = 0; I < Result.size() && Result.size() < MaxClosure; ++I) {
    const AccessPath N = Result[I];
    if (auto It = Along.find({N.Kind, N.Base}); It != Along.end())
      for (const Flow *W : It->second) {
        const AccessPath &Near = Forward ? W->From : W->To;
        const AccessPath &Far = Forward ? W->To : W->From;
        if (N.startsWith(Near))
          Add(N.rebased(Near, Far), I);
      }
    // Through a reference, values go both ways.
    if (Forward)
      if (auto It = FlowsTo.find({N.Kind, N.Base}); It != FlowsTo.end())
        for (const Flow *W : It->second)
          if (N.startsWith(W->To) && isReference(W->To) &&
              (W->From.Kind == AccessPath::Root::Variable ||
               W->From.Kind == AccessPath::Root::This || isPlace(W->From)))
            Add(N.rebased(W->To, W->From), I);
    const FieldDecl *Last = Fields ? N.lastField() : nullptr;
    if (!Last)
      continue;
    AccessPath Object = isNamedObject(N.parent()) ? N.parent() : AccessPath();
    if (!Followed.insert({Last, Object, Named[I]}).second)
      continue;
    if (auto It = PathsByField.find(Last); It != PathsByField.end())
      for (const AccessPath &Q : It->second)
        if (sameField(N, Q) &&
            (!Named[I] || !isNamedObject(Q.parent()) || Q.parent() == Named[I]))
          Add(Q, I);
  }
  return Result;
}

const std::vector<AccessPath> &Unit::reach(const AccessPath &P) const {
  auto It = Reach.find(P);
  if (It == Reach.end())
    It = Reach.emplace(P, closure(P, true, true)).first;
  return It->second;
}

const std::vector<AccessPath> &Unit::origins(const AccessPath &P) const {
  auto It = Origins.find(P);
  if (It == Origins.end())
    It = Origins.emplace(P, closure(P, false, true)).first;
  return It->second;
}

const std::vector<AccessPath> &Unit::sources(const AccessPath &P) const {
  auto It = Sources.find(P);
  if (It == Sources.end())
    It = Sources.emplace(P, closure(P, false, false)).first;
  return It->second;
}

const Unit::Identity &Unit::identityOf(const AccessPath &P) const {
  auto [It, IsNew] = Identities.try_emplace(P);
  Identity &Result = It->second;
  if (!IsNew)
    return Result;
  for (const AccessPath &A : sources(P)) {
    Result.Exact.push_back(
        Numbers.try_emplace(A, unsigned(Numbers.size())).first->second);
    if (const FieldDecl *Last = A.lastField()) {
      Result.Fields.push_back(Last);
      if (!isNamedObject(A.parent()))
        Result.Loose.push_back(Last);
    }
  }
  llvm::sort(Result.Exact);
  llvm::sort(Result.Fields);
  llvm::sort(Result.Loose);
  return Result;
}

template <typename T>
static bool intersect(const std::vector<T> &A, const std::vector<T> &B) {
  for (auto I = A.begin(), J = B.begin(); I != A.end() && J != B.end();)
    if (*I == *J)
      return true;
    else if (*I < *J)
      ++I;
    else
      ++J;
  return false;
}

bool Unit::mayBeSame(const AccessPath &P, const AccessPath &Q) const {
  if (!P || !Q)
    return false;
  if (P == Q)
    return true;
  // That is `sameField` or equality of any source of P and any of Q.
  const Identity &A = identityOf(P), &B = identityOf(Q);
  return intersect(A.Exact, B.Exact) || intersect(A.Loose, B.Fields) ||
         intersect(A.Fields, B.Loose);
}

bool Unit::mayBeHandedSame(const AccessPath &P, const AccessPath &Q) const {
  const CXXRecordDecl *R = recordOf(P);
  if (!R || R != recordOf(Q) || R->isInSystemHeader())
    return false;
  // The functions that it comes into from where nobody can see.
  auto Into = [&](const AccessPath &Object) {
    std::set<const NamedDecl *> Result;
    for (const AccessPath &S : sources(Object))
      if (const auto *V = dyn_cast_or_null<ParmVarDecl>(S.variable()))
        if (!S.Length && !FlowsTo.count({S.Kind, S.Base}) && recordOf(S) == R)
          Result.insert(V->getDeclContext());
    return Result;
  };
  std::set<const NamedDecl *> IntoP = Into(P), IntoQ = Into(Q);
  return !IntoP.empty() && !IntoQ.empty() &&
         llvm::none_of(IntoP,
                       [&](const NamedDecl *F) { return IntoQ.count(F) != 0; });
}

/// The class of the object, through pointers and smart pointers.
const CXXRecordDecl *Unit::recordOf(const AccessPath &P) const {
  QualType T = P.type();
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType();
    QualType Pointee = Names.pointeeType(T);
    if (Pointee.isNull())
      break;
    T = Pointee;
  }
  const CXXRecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->hasDefinition() ? R->getDefinition() : nullptr;
}

const model::Type *Unit::typeOf(const AccessPath &P) const {
  QualType T = P.type();
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType();
    const model::Type *M = Names.type(T);
    if (M && M->K != model::Kind::Container &&
        M->K != model::Kind::SmartPointer)
      return M;
    T = Names.innerType(T);
  }
  return nullptr;
}

bool isRelated(const CXXRecordDecl *A, const CXXRecordDecl *B) {
  return A && B &&
         (A == B || (A->hasDefinition() && A->isDerivedFrom(B)) ||
          (B->hasDefinition() && B->isDerivedFrom(A)));
}

bool Unit::hasOwnLoop(const CXXRecordDecl *R) const {
  auto IsOf = [&](const CXXRecordDecl *Moved) {
    return Moved && isRelated(Moved, R) && !Moved->isInSystemHeader();
  };
  return R && llvm::any_of(Found->movesToLoop(), [&](const Event *E) {
           return (E->Path.isThis() && IsOf(E->In->thisRecord())) ||
                  llvm::any_of(origins(E->Path), [&](const AccessPath &P) {
                    return IsOf(recordOf(P));
                  });
         });
}

/// A number other than 0, or a template of one: `capacity<64>`.
static bool givesBound(const TemplateArgument &A) {
  switch (A.getKind()) {
  case TemplateArgument::Integral:
    return A.getAsIntegral() != 0;
  case TemplateArgument::Pack:
    return llvm::any_of(A.pack_elements(), givesBound);
  case TemplateArgument::Type:
    if (const CXXRecordDecl *R = A.getAsType()->getAsCXXRecordDecl())
      return R->getTemplateArgs().size() == 1 &&
             R->getTemplateArgs()[0].getKind() == TemplateArgument::Integral &&
             givesBound(R->getTemplateArgs()[0]);
    return false;
  default:
    return false;
  }
}

/// Is there a template argument that bounds the channel, in its class or the
/// one it is derived from?
static bool isBoundedByArgument(const CXXRecordDecl *R, const model::Type &T) {
  for (unsigned Depth = 0; R && Depth < 4; ++Depth) {
    if (const ArrayRef<TemplateArgument> Given = R->getTemplateArgs();
        !Given.empty())
      return llvm::any_of(
          Given.drop_front(std::min<size_t>(T.CapacityIndex, Given.size())),
          givesBound);
    R = R->hasDefinition() && R->getNumBases() == 1
            ? R->bases().front().getType()->getAsCXXRecordDecl()
            : nullptr;
  }
  return false;
}

bool Unit::isBounded(const AccessPath &P, const model::Type &T) const {
  switch (T.Bound) {
  case model::Capacity::Rendezvous:
    return true;
  case model::Capacity::Template:
    return T.CapacityIndex < 0 || isBoundedByArgument(recordOf(P), T);
  case model::Capacity::Unknown:
  case model::Capacity::Unbounded:
    return false;
  case model::Capacity::Setter:
    return !Found->meeting({EventKind::SetCapacity}, {P}).empty();
  case model::Capacity::Constructor:
    break;
  }
  // Without a default for it, nobody can leave the bound out.
  const CXXRecordDecl *R = recordOf(P);
  if (R && R->getMinRequiredArguments() > unsigned(T.CapacityIndex))
    return true;
  bool Given = false;
  for (const ChannelMade &Made : F.Channels)
    if (Made.Type == &T && mayBeSame(Made.Path, P)) {
      if (!Made.BoundGiven)
        return false;
      Given = true;
    }
  return Given;
}

bool mayActUnseen(const CXXMethodDecl *M) {
  return M->isUserProvided() && !M->isDeleted() && !M->isPureVirtual() &&
         !M->isConst() && !M->isStatic() && !visibleDefinition(M) &&
         !(M->isDefined() && M->isDefaulted()) &&
         // What a macro of a library declares, or `signals:` announces, a
         // generator of it defines.
         !M->isGenerated();
}

bool Unit::allMethodsVisible(const CXXRecordDecl *R) const {
  return R && R->hasDefinition() &&
         llvm::none_of(R->getDefinition()->methods(),
                       [](const CXXMethodDecl *M) { return mayActUnseen(M); });
}

bool Unit::isPrivateToUnit(const AccessPath &P) const {
  if (const VarDecl *V = P.variable())
    if (!isa<ParmVarDecl>(V) && !V->getType()->isPointerType() &&
        (V->isLocalVarDecl() || !V->isExternallyVisible()))
      return true;
  const FieldDecl *Last = P.lastField();
  if (!Last)
    return false;
  const CXXRecordDecl *R = Last->getParent();
  if (R->isOfC())
    return Last->isInMainFile();
  if (R->isInMainFile() && allMethodsVisible(R))
    return true;
  return Last->getAccess() == AS_private && !R->hasFriends() &&
         allMethodsVisible(R);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

const Body *Unit::bodyOf(const FunctionDecl *Function) const {
  const FunctionDecl *D = visibleDefinition(Function);
  if (!D)
    D = Function;
  auto It = D ? F.BodyOf.find(D) : F.BodyOf.end();
  return It == F.BodyOf.end() ? nullptr : It->second;
}

/// The body that a callable's origin is: a function, or the closure it makes.
const Body *Unit::codeOf(const AccessPath &Origin) const {
  if (Origin.Length)
    return nullptr;
  if (Origin.Kind == AccessPath::Root::Function)
    return bodyOf(Origin.function());
  auto It = CodeOf.find(dyn_cast_or_null<LambdaExpr>(Origin.value()));
  return It == CodeOf.end() ? nullptr : It->second;
}

const std::vector<const Body *> &
Unit::bodiesOf(const AccessPath &Callable) const {
  auto [It, IsNew] = Codes.try_emplace(Callable);
  std::vector<const Body *> &Result = It->second;
  if (!IsNew)
    return Result;
  for (const AccessPath &O : origins(Callable)) {
    const Body *B = codeOf(O);
    if (B && llvm::find(Result, B) == Result.end())
      Result.push_back(B);
  }
  return Result;
}

bool callsOwnVirtual(const Event &Run) {
  return Run.Object.isThis() && callsByTable(Run);
}

bool callsByTable(const Event &Run) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Run.Path.function());
  const auto *Call = dyn_cast_or_null<CallExpr>(Run.At);
  const auto *Named =
      Call ? dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts())
           : nullptr;
  return M && M->isVirtual() && !(Named && Named->hasQualifier());
}

/// `static void *entry(void *self) { static_cast<Thread *>(self)->run(); }`
bool Unit::isTrampoline(const Event &Run) const {
  return isa_and_nonnull<ParmVarDecl>(Run.Object.variable()) &&
         !Run.Object.Length && callsByTable(Run) &&
         llvm::any_of(sources(Run.Object),
                      [](const AccessPath &P) { return P.isThis(); });
}

/// What a smart pointer destroys, where it is seen to be made.
static bool destroysPointee(const Event &Run) {
  const auto *D = dyn_cast_or_null<CXXDestructorDecl>(Run.Path.function());
  const VarDecl *V = Run.Object.variable();
  return Run.AtScopeEnd && D && D->isVirtual() && V && !Run.Object.Length &&
         V->getType()->getAsCXXRecordDecl() != D->getParent();
}

const std::vector<const Body *> &Unit::targetsOf(const Event &Run) const {
  if (destroysPointee(Run)) {
    auto [It, IsNew] = Destroyed.try_emplace(Run.Object);
    if (IsNew)
      for (const AccessPath &O : origins(Run.Object))
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

/// What a virtual call runs on the objects that are seen to be handed to
/// whoever makes it: `listener->ended()`.
const std::vector<const Body *> &Unit::overridesOn(const Event &Run) const {
  const auto *M = cast<CXXMethodDecl>(Run.Path.function());
  const std::vector<const Body *> &Named = bodiesOf(Run.Path);
  if (!Run.Object || !Overriders.count(M))
    return Named;
  auto [It, IsNew] = Overrides.try_emplace({M, Run.Object});
  std::vector<const Body *> &Result = It->second;
  if (!IsNew)
    return Result;
  Result = Named;
  for (const AccessPath &O : origins(Run.Object)) {
    const CXXRecordDecl *R =
        O.isThis() ? static_cast<const CXXRecordDecl *>(O.Base) : recordOf(O);
    if (!R || !R->hasDefinition() ||
        !R->getDefinition()->isDerivedFrom(M->getParent()))
      continue;
    const Body *B = bodyOf(M->getCorrespondingMethodInClass(R));
    if (B && !llvm::is_contained(Result, B))
      Result.push_back(B);
  }
  return Result;
}

/// Adds what overrides the function, and what overrides that.
void Unit::addOverriders(const FunctionDecl *F,
                         std::vector<const Body *> &Result) const {
  std::vector<const FunctionDecl *> Work{F};
  for (size_t I = 0; I < Work.size() && I < MaxClosure; ++I)
    if (auto It = Overriders.find(Work[I]); It != Overriders.end())
      for (const Body *B : It->second)
        if (llvm::find(Result, B) == Result.end()) {
          Result.push_back(B);
          Work.push_back(B->Function);
        }
}

std::vector<const Body *> Unit::overridersOf(const FunctionDecl *F) const {
  std::vector<const Body *> Result;
  if (F)
    addOverriders(F, Result);
  return Result;
}

const std::vector<const Flow *> &Unit::flowsIn(const Body *B) const {
  auto It = FlowsIn.find(B);
  return It == FlowsIn.end() ? NoFlows : It->second;
}

std::vector<const Flow *> Unit::flowsFrom(const AccessPath &P) const {
  std::vector<const Flow *> Result;
  if (auto It = FlowsFrom.find({P.Kind, P.Base}); It != FlowsFrom.end())
    llvm::copy_if(It->second, std::back_inserter(Result),
                  [&](const Flow *W) { return W->From.startsWith(P); });
  return Result;
}

AccessPath CallChain::asCalled(AccessPath P) const {
  for (const Event *Call : llvm::reverse(Calls))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->Path.function()))
      P = P.calledOn(Call->Object, M->getParent());
  return P;
}

const std::vector<CallChain> &Unit::reachedFrom(const Body *From) const {
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

bool Unit::reaches(const Body *From, const Body *To) const {
  return llvm::any_of(reachedFrom(From),
                      [&](const CallChain &Chain) { return Chain.To == To; });
}

bool Unit::leadsTo(const Event &Call, const Body *To) const {
  return Call.Kind == EventKind::Run &&
         llvm::any_of(targetsOf(Call),
                      [&](const Body *Target) { return reaches(Target, To); });
}

const std::vector<const Body *> &Unit::handedOnBy(const Event &E) const {
  auto HandsOn = [](const Event &E) {
    return E.Kind == EventKind::Keep || E.Kind == EventKind::Escape;
  };
  if (!HandsOn(E))
    return NoBodies;
  auto [It, IsNew] = HandedOn.try_emplace(E.Path);
  std::vector<const Body *> &Result = It->second;
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

const std::vector<std::pair<const Body *, const Event *>> &
Unit::callersOf(const Body *B) const {
  auto It = Callers.find(B);
  return It == Callers.end() ? NoCallers : It->second;
}

bool Unit::isCaught(const Body *B, const Stmt *At, unsigned Depth) const {
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

const ControlFlow &Unit::flow(const Body *B) const {
  std::unique_ptr<ControlFlow> &Graph = Graphs[B];
  if (!Graph)
    Graph = std::make_unique<ControlFlow>(
        B->Code,
        From->Flows ? From->Flows->of(B->Function, B->Code) : Skeleton());
  return *Graph;
}

} // namespace tether::facts
