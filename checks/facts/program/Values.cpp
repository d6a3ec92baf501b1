//===- Values.cpp - Where values go ---------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include <set>
#include <unordered_set>

using namespace clang;

namespace tether::facts {

/// A closure of values that grows beyond this is not followed further; what was
/// found until then still counts as may.
static constexpr size_t MaxClosure = 512;

Values::Values(const Facts &F, const ModelNames &Names) : Names(Names) {
  for (const Flow &W : F.Flows) {
    FlowsFrom[{W.From.Kind, W.From.Base}].push_back(&W);
    FlowsTo[{W.To.Kind, W.To.Base}].push_back(&W);
    FlowsIn[W.In].push_back(&W);
    remember(W.From);
    remember(W.To);
  }
  for (const auto &B : F.Bodies)
    add(*B);
}

void Values::add(const Body &B) {
  for (const Event &E : B.Events)
    remember(E.Path);
}

void Values::remember(const AccessPath &P) {
  if (const FieldDecl *Last = P.lastField()) {
    std::vector<AccessPath> &Known = PathsByField[Last];
    if (llvm::find(Known, P) == Known.end())
      Known.push_back(P);
  }
}

//===----------------------------------------------------------------------===//
// Where values go
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

/// Follows the flows of values; `Fields` also leads from a field of one object
/// to the same field of an object that may be the same.
std::vector<AccessPath> Values::closure(const AccessPath &P, bool Forward,
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

const std::vector<AccessPath> &Values::reach(const AccessPath &P) const {
  auto It = Reach.find(P);
  if (It == Reach.end())
    It = Reach.emplace(P, closure(P, true, true)).first;
  return It->second;
}

const std::vector<AccessPath> &Values::origins(const AccessPath &P) const {
  auto It = Origins.find(P);
  if (It == Origins.end())
    It = Origins.emplace(P, closure(P, false, true)).first;
  return It->second;
}

const std::vector<AccessPath> &Values::sources(const AccessPath &P) const {
  auto It = Sources.find(P);
  if (It == Sources.end())
    It = Sources.emplace(P, closure(P, false, false)).first;
  return It->second;
}

std::vector<AccessPath> Values::flowsOn(const AccessPath &P) const {
  return closure(P, /*Forward=*/true, /*Fields=*/false);
}

const std::vector<const Flow *> &Values::flowsIn(const Body *B) const {
  auto It = FlowsIn.find(B);
  return It == FlowsIn.end() ? NoFlows : It->second;
}

/// Those at the object or a part of it.
template <AccessPath Flow::*End, typename Map>
static std::vector<const Flow *> flowsAt(const Map &All, const AccessPath &P) {
  std::vector<const Flow *> Result;
  if (auto It = All.find({P.Kind, P.Base}); It != All.end())
    llvm::copy_if(It->second, std::back_inserter(Result),
                  [&](const Flow *W) { return (W->*End).startsWith(P); });
  return Result;
}

std::vector<const Flow *> Values::flowsFrom(const AccessPath &P) const {
  return flowsAt<&Flow::From>(FlowsFrom, P);
}

std::vector<const Flow *> Values::flowsTo(const AccessPath &P) const {
  return flowsAt<&Flow::To>(FlowsTo, P);
}

bool Values::isUsedAsValue(const FunctionDecl *F) const {
  return FlowsFrom.count({AccessPath::Root::Function, F});
}

//===----------------------------------------------------------------------===//
// Which object it is
//===----------------------------------------------------------------------===//

const Values::Identity &Values::identityOf(const AccessPath &P) const {
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

bool Values::mayBeSame(const AccessPath &P, const AccessPath &Q) const {
  if (!P || !Q)
    return false;
  if (P == Q)
    return true;
  // That is `sameField` or equality of any source of P and any of Q.
  const Identity &A = identityOf(P), &B = identityOf(Q);
  return intersect(A.Exact, B.Exact) || intersect(A.Loose, B.Fields) ||
         intersect(A.Fields, B.Loose);
}

bool Values::mayBeHandedSame(const AccessPath &P, const AccessPath &Q) const {
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

const CXXRecordDecl *Values::recordOf(const AccessPath &P) const {
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

const model::Type *Values::typeOf(const AccessPath &P) const {
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

} // namespace tether::facts
