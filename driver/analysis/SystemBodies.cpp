//===- SystemBodies.cpp - Bodies that need not be parsed ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/analysis/SystemBodies.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace tether {

static bool isInSystemHeader(const Decl *D) {
  const SourceManager &Sources = D->getASTContext().getSourceManager();
  return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
}

bool isSystemBody(const Decl *D) {
  return !isa<FunctionTemplateDecl>(D) && isInSystemHeader(D);
}

void HandedCallables::complete(TagDecl *D, Sema &S) {
  auto *R = dyn_cast<CXXRecordDecl>(D);
  if (!R || R->isDependentContext())
    return;
  if (Callables.contains(R)) {
    instantiate(R, S);
    return;
  }
  const auto *Template = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!Template || !isInSystemHeader(Template))
    return;
  for (const TemplateArgument &A : Template->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      hand(A.getAsType(), S, 0);
    else if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Part : A.pack_elements())
        if (Part.getKind() == TemplateArgument::Type)
          hand(Part.getAsType(), S, 0);
  }
}

void HandedCallables::hand(QualType T, Sema &S, unsigned Depth) {
  T = T.getNonReferenceType();
  while (T->isPointerType())
    T = T->getPointeeType();
  CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || Depth > 4)
    return;
  if (const auto *Template = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &A : Template->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type)
        hand(A.getAsType(), S, Depth + 1);
  if (isInSystemHeader(R))
    return;
  R = R->getDefinition() ? R->getDefinition() : R;
  if (Callables.insert(R) && R->isCompleteDefinition())
    instantiate(R, S);
}

static auto callOperators(const CXXRecordDecl *R) {
  return R->lookup(
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call));
}

void HandedCallables::instantiate(CXXRecordDecl *R, Sema &S) {
  for (NamedDecl *D : callOperators(R)) {
    auto *M = dyn_cast<CXXMethodDecl>(D);
    const FunctionDecl *Pattern =
        M ? M->getInstantiatedFromMemberFunction() : nullptr;
    if (!Pattern || !Pattern->isDefined() || M->isDefined() ||
        M->isInvalidDecl())
      continue;
    HaveGuesses = true;
    M->setTemplateSpecializationKind(TSK_ImplicitInstantiation,
                                     R->getLocation());
    M->setInstantiationIsPending(true);
    S.PendingInstantiations.push_back({M, R->getLocation()});
  }
}

void HandedCallables::finish(bool DependsOnThem) {
  AreMissed =
      (HaveGuesses && DependsOnThem) ||
      llvm::any_of(Callables, [](const CXXRecordDecl *R) {
        return R->isCompleteDefinition() &&
               llvm::any_of(callOperators(R), [](const NamedDecl *D) {
                 const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
                 return Template && llvm::none_of(Template->specializations(),
                                                  [](const FunctionDecl *F) {
                                                    return F->isDefined();
                                                  });
               });
      });
}

} // namespace tether
