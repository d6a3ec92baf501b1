//===- Collector.cpp - One walk over a translation unit -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Collector.h"
#include "Syntax.h"
#include "Walker.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace tether::facts {
namespace {

/// Finds the bodies that the user wrote.
class Collector {
public:
  Collector(ASTContext &Context, Bodies &All) : Context(Context), All(All) {}

  void visit(const Decl *D);

private:
  bool isUserCode(const Decl *D) const {
    const SourceManager &SM = Context.getSourceManager();
    SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
    return Loc.isValid() && !SM.isInSystemHeader(Loc);
  }
  void visitRecord(const CXXRecordDecl *R);

  ASTContext &Context;
  Bodies &All;
};

void Collector::visit(const Decl *D) {
  if (!D || D->isInvalidDecl())
    return;
  if (isa<TranslationUnitDecl>(D)) {
    for (const Decl *Member : cast<DeclContext>(D)->decls())
      visit(Member);
    return;
  }
  if (!isUserCode(D) || All.isOfLibrary(D))
    return;
  if (isa<NamespaceDecl>(D) || isa<LinkageSpecDecl>(D) || isa<ExportDecl>(D)) {
    for (const Decl *Member : cast<DeclContext>(D)->decls())
      visit(Member);
  } else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D)) {
    for (const FunctionDecl *F : T->specializations())
      All.of(F);
  } else if (const auto *T = dyn_cast<ClassTemplateDecl>(D)) {
    if (T->isThisDeclarationADefinition() || T == T->getCanonicalDecl())
      for (const ClassTemplateSpecializationDecl *S : T->specializations())
        visitRecord(S);
  } else if (const auto *R = dyn_cast<CXXRecordDecl>(D)) {
    visitRecord(R);
  } else if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (F->isThisDeclarationADefinition())
      All.of(F);
  } else if (const auto *F = dyn_cast<FriendDecl>(D)) {
    visit(F->getFriendDecl());
  } else if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (V->hasGlobalStorage() && V->hasInit() &&
        !V->getType()->isDependentType()) {
      Body *B = All.add();
      B->Initializes = V;
      B->Code = V->getInit();
    }
  }
}

void Collector::visitRecord(const CXXRecordDecl *R) {
  if (!R->isThisDeclarationADefinition() || R->isDependentContext() ||
      R->isLambda())
    return;
  bool HasConstructor = false;
  for (const Decl *Member : R->decls()) {
    if (const auto *M = dyn_cast<CXXConstructorDecl>(Member))
      HasConstructor |= M->isUserProvided() || visibleDefinition(M);
    visit(Member);
  }
  if (HasConstructor)
    return;
  for (const FieldDecl *F : R->fields())
    if (F->hasInClassInitializer() && F->getInClassInitializer()) {
      Body *B = All.add();
      B->InitializesMembersOf = R;
      B->Code = F->getInClassInitializer();
    }
}

} // namespace

void collect(ASTContext &Context, const model::Resolver &Names,
             PathResolver &Paths, Facts &Result) {
  Bodies All(Context, Names, Result);
  for (const Decl *D : Context.getTraversalScope())
    Collector(Context, All).visit(D);
  while (Body *Next = All.next()) {
    BodyContext C(Context, Names, Paths, All, Result, *Next);
    walk(C);
  }
}

} // namespace tether::facts
