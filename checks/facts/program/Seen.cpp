//===- Seen.cpp - What can be seen, and what may be elsewhere -------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Seen.h"
#include "../code/Syntax.h"
#include "../code/Types.h"
#include "Program.h"

using namespace clang;

namespace tether::facts {

Sight Seen::of(const FunctionDecl *F) const {
  return F->isInSystemHeader() ? Sight::Outside
         : isDefined(F)        ? Sight::Seen
                               : Sight::Unknown;
}

Sight Seen::of(const CXXRecordDecl *R) const {
  return R->isInSystemHeader() ? Sight::Outside
         : R->hasDefinition()  ? Sight::Seen
                               : Sight::Unknown;
}

bool Seen::isDefined(const FunctionDecl *F) const {
  return visibleDefinition(F) != nullptr;
}

//===----------------------------------------------------------------------===//
// Who else can name it
//===----------------------------------------------------------------------===//

bool Seen::isPrivate(const AccessPath &P) const {
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

bool Seen::isHiddenStatic(const VarDecl *V) const {
  return V->isStaticLocal() ||
         (V->isFileVarDecl() && !V->isExternallyVisible());
}

bool Seen::isForOthers(const AccessPath &P) const {
  return P.Kind == AccessPath::Root::Result &&
         P.function()->isExternallyVisible() &&
         P.function()->getAccess() != AS_private;
}

bool Seen::isForOthers(const FunctionDecl *F) const {
  // A class of the source is a local one, whatever its linkage.
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  return F->isExternallyVisible() &&
         (!M || M->isVirtual() || !M->getParent()->isInMainFile());
}

bool Seen::isOfSource(const Body *B) const {
  const NamedDecl *Of = B->Function;
  if (!Of)
    Of = B->Initializes;
  if (!Of)
    Of = B->InitializesMembersOf;
  return Of && Of->isInMainFile();
}

bool Seen::seesAllCallers(const Body *B) const {
  return B->Function && !B->Lambda && !B->Function->isExternallyVisible() &&
         !Prog.calls().callersOf(B).empty() &&
         !Prog.values().isUsedAsValue(B->Function);
}

bool Seen::isKnownThroughout(const AccessPath &Object) const {
  const std::vector<AccessPath> &Names = Prog.values().reach(Object);
  bool Named = false;
  for (const AccessPath &N : Names) {
    if (N.Kind == AccessPath::Root::Value ||
        isa_and_nonnull<ParmVarDecl>(N.variable()))
      continue;
    if (!isPrivate(N))
      return false;
    Named = true;
  }
  return Named && !Prog.index().anyOn(Names, [](const Event &E) {
    return E.Kind == EventKind::Escape;
  });
}

//===----------------------------------------------------------------------===//
// What may be done elsewhere
//===----------------------------------------------------------------------===//

bool Seen::mayActUnseen(const CXXMethodDecl *M) const {
  return M->isUserProvided() && !M->isDeleted() && !M->isPureVirtual() &&
         !M->isConst() && !M->isStatic() && !isDefined(M) &&
         !(M->isDefined() && M->isDefaulted()) &&
         // What a macro of a library declares, or `signals:` announces, a
         // generator of it defines.
         !M->isGenerated();
}

bool Seen::allMethodsVisible(const CXXRecordDecl *R) const {
  return R && R->hasDefinition() &&
         llvm::none_of(R->getDefinition()->methods(),
                       [&](const CXXMethodDecl *M) { return mayActUnseen(M); });
}

bool Seen::isOpaque(const AccessPath &P) const {
  return llvm::any_of(pointeesOf(Prog.names(), P.type()), [](QualType T) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && !R->hasDefinition();
  });
}

/// Can somebody wait for what is in an object of the class?
bool Seen::holdsWaitable(const CXXRecordDecl *R, unsigned Depth) const {
  auto Waitable = [&](QualType T) {
    const auto Layers = layersOf(Prog.names(), T);
    for (QualType Layer : Layers)
      if (const model::Type *M = Prog.names().type(Layer))
        switch (M->K) {
        case model::Kind::Promise:
        case model::Kind::Latch:
        case model::Kind::Event:
        case model::Kind::Semaphore:
        case model::Kind::ConditionVariable:
        case model::Kind::Mutex:
        case model::Kind::Channel:
          return true;
        default:
          break;
        }
    const CXXRecordDecl *Part =
        Layers.empty() ? nullptr : Layers.back()->getAsCXXRecordDecl();
    return Part && (!Part->hasDefinition() ||
                    holdsWaitable(Part->getDefinition(), Depth + 1));
  };
  if (Depth > 2 || of(R) == Sight::Outside)
    return false;
  return llvm::any_of(
             R->fields(),
             [&](const FieldDecl *F) { return Waitable(F->getType()); }) ||
         llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
           return Waitable(Base.getType());
         });
}

bool Seen::mayWaitUnseen(const CXXRecordDecl *R,
                         const std::vector<CallChain> &Reached) const {
  if (!R || !R->hasDefinition())
    return R != nullptr;
  R = R->getDefinition();
  auto RunByTask = [&](const CXXMethodDecl *M) {
    return llvm::any_of(Reached, [&](const CallChain &Chain) {
      return llvm::any_of(Chain.To->Events, [&](const Event &E) {
        const auto *Call = dyn_cast_or_null<CallExpr>(E.At);
        return Call && Call->getDirectCallee() == M;
      });
    });
  };
  bool Elsewhere = llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
    return mayActUnseen(M) && !isa<CXXConstructorDecl>(M) &&
           !M->isCopyAssignmentOperator() && !M->isMoveAssignmentOperator() &&
           !RunByTask(M);
  });
  return Elsewhere && holdsWaitable(R);
}

/// Is there a way from an object of the class to one that it is not made of?
bool Seen::leadsElsewhere(const CXXRecordDecl *R, unsigned Depth) const {
  if (Depth > 2 || !R->hasDefinition())
    return true;
  auto Leads = [&](QualType T) {
    if (T->isReferenceType() || !Prog.names().pointeeType(T).isNull())
      return true;
    const CXXRecordDecl *Part = T->getAsCXXRecordDecl();
    return Part && of(Part) != Sight::Outside &&
           leadsElsewhere(Part, Depth + 1);
  };
  R = R->getDefinition();
  return llvm::any_of(R->bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return Leads(Base.getType());
                      }) ||
         llvm::any_of(R->fields(),
                      [&](const FieldDecl *F) { return Leads(F->getType()); });
}

bool Seen::mayTellUnseen(const CXXRecordDecl *R) const {
  const CXXDestructorDecl *D = R->getDestructor();
  return D && mayActUnseen(D) && leadsElsewhere(R);
}

} // namespace tether::facts
