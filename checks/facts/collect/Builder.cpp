//===- Builder.cpp - What a translation unit defines ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Builder.h"
#include "ClangSkeleton.h"
#include "clang/AST/DeclFriend.h"
#include "clang/Basic/SourceManager.h"

using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

namespace tether::facts {

const clang::FunctionDecl *visibleDefinition(const clang::FunctionDecl *F) {
  if (!F)
    return nullptr;
  const clang::FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition) || !Definition || Definition->isInvalidDecl() ||
      Definition->isDependentContext() || Definition->hasSkippedBody() ||
      Definition->isDefaulted() || !Definition->getBody())
    return nullptr;
  const clang::SourceManager &SM = F->getASTContext().getSourceManager();
  clang::SourceLocation Loc = SM.getExpansionLoc(Definition->getLocation());
  if (Loc.isInvalid() || SM.isInSystemHeader(Loc))
    return nullptr;
  return Definition;
}

namespace {

/// Builds control flows when they are asked for.
class LazySkeletons : public Skeletons {
public:
  LazySkeletons(clang::ASTContext &AST, const model::Resolver &Names,
                Code &Into)
      : From(AST, Names, Into) {}

  Skeleton of(const FunctionDecl *, const Stmt *Body) override {
    return From.skeletonOf(Body);
  }

  Builder From;
};

} // namespace

std::unique_ptr<Code> collectCode(clang::ASTContext &AST,
                                  const model::Resolver &Names) {
  auto Result = std::make_unique<Code>();
  if (Names.empty())
    return Result;
  auto Flows = std::make_unique<LazySkeletons>(AST, Names, *Result);
  Flows->From.build();
  Result->Flows = std::move(Flows);
  return Result;
}

void Builder::build() {
  for (const clang::Decl *D : AST.getTraversalScope())
    findLibraries(D);
  for (const clang::Decl *D : AST.getTraversalScope())
    visit(D);
  // The code of a closure is a part of the code around it, if that is seen.
  while (!Records.empty() || !Functions.empty() || !Variables.empty() ||
         !Closures.empty()) {
    if (!Records.empty()) {
      fill(Records.pop_back_val());
    } else if (!Functions.empty()) {
      buildBody(Functions.pop_back_val());
    } else if (!Variables.empty()) {
      const auto [From, V] = Variables.pop_back_val();
      V->Init = fragment(From->getInit());
    } else {
      buildBody(Closures.pop_back_val());
    }
  }
}

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

bool Builder::isUserCode(const clang::Decl *D) const {
  const clang::SourceManager &SM = AST.getSourceManager();
  clang::SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
  return Loc.isValid() && !SM.isInSystemHeader(Loc);
}

void Builder::visit(const clang::Decl *D) {
  if (!D || D->isInvalidDecl())
    return;
  if (isa<clang::TranslationUnitDecl>(D)) {
    for (const clang::Decl *Member : cast<clang::DeclContext>(D)->decls())
      visit(Member);
    return;
  }
  if (!isUserCode(D) || isOfLibrary(D))
    return;
  auto AddFunction = [&](const clang::FunctionDecl *F) {
    if (visibleDefinition(F))
      Into.Definitions.push_back({function(F), nullptr, nullptr, nullptr});
  };
  if (isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::ExportDecl>(D)) {
    for (const clang::Decl *Member : cast<clang::DeclContext>(D)->decls())
      visit(Member);
  } else if (const auto *T = dyn_cast<clang::FunctionTemplateDecl>(D)) {
    for (const clang::FunctionDecl *F : T->specializations())
      AddFunction(F);
  } else if (const auto *T = dyn_cast<clang::ClassTemplateDecl>(D)) {
    if (T->isThisDeclarationADefinition() || T == T->getCanonicalDecl())
      for (const clang::ClassTemplateSpecializationDecl *S :
           T->specializations())
        visitRecord(S);
  } else if (const auto *R = dyn_cast<clang::CXXRecordDecl>(D)) {
    visitRecord(R);
  } else if (const auto *F = dyn_cast<clang::FunctionDecl>(D)) {
    if (F->isThisDeclarationADefinition())
      AddFunction(F);
  } else if (const auto *F = dyn_cast<clang::FriendDecl>(D)) {
    visit(F->getFriendDecl());
  } else if (const auto *V = dyn_cast<clang::VarDecl>(D)) {
    if (V->hasGlobalStorage() && V->hasInit() &&
        !V->getType()->isDependentType())
      Into.Definitions.push_back({nullptr, variable(V), nullptr, nullptr});
  }
}

void Builder::visitRecord(const clang::CXXRecordDecl *R) {
  if (!R->isThisDeclarationADefinition() || R->isDependentContext() ||
      R->isLambda())
    return;
  bool HasConstructor = false;
  for (const clang::Decl *Member : R->decls()) {
    if (const auto *M = dyn_cast<clang::CXXConstructorDecl>(Member))
      HasConstructor |= M->isUserProvided() || visibleDefinition(M);
    visit(Member);
  }
  if (HasConstructor)
    return;
  for (const clang::FieldDecl *F : R->fields())
    if (F->hasInClassInitializer() && F->getInClassInitializer())
      Into.Definitions.push_back(
          {nullptr, nullptr, record(R), fragment(F->getInClassInitializer())});
}

void Builder::findLibraries(const clang::Decl *D) {
  const clang::SourceManager &SM = AST.getSourceManager();
  const bool IsNamespace =
      isa<clang::NamespaceDecl>(D) &&
      SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
  if (!isa<clang::TranslationUnitDecl>(D) && !IsNamespace)
    return;
  if (IsNamespace)
    OwnLibraries.insert(D->getCanonicalDecl());
  for (const clang::Decl *Member : cast<clang::DeclContext>(D)->decls())
    findLibraries(Member);
}

/// Is it in the headers of a library that is described? The model speaks for
/// what they do, wherever they lie.
bool Builder::isOfLibrary(const clang::Decl *D) const {
  const clang::SourceManager &SM = AST.getSourceManager();
  if (Names.libraries().empty() ||
      SM.isInMainFile(SM.getExpansionLoc(D->getLocation())))
    return false;
  for (const clang::DeclContext *In = D->getDeclContext(); In;
       In = In->getParent())
    if (const auto *N = dyn_cast<clang::NamespaceDecl>(In))
      if (const clang::Decl *Key = N->getCanonicalDecl();
          Names.libraries().count(Key) && !OwnLibraries.count(Key))
        return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

Skeleton Builder::skeletonOf(const Stmt *Body) const {
  const clang::FunctionDecl *F = Bodies.lookup(Body);
  if (!F)
    return Skeleton();
  ClangSkeleton From = facts::skeletonOf(
      F, Sources.lookup(Body), AST, [&](const clang::CallExpr *Call) {
        const model::Operation *Op = Names.operation(Call);
        return Op && Op->R == model::Role::ExitThread;
      });
  Skeleton Result;
  Result.Flow = std::move(From.Flow);
  for (const ClangSkeleton::Condition &C : From.Conditions)
    Result.Conditions.push_back({llvm::cast_or_null<Expr>(Nodes.lookup(C.Asks)),
                                 Nodes.lookup(C.Branch)});
  for (const auto &[V, At] : From.ScopeEnds)
    if (const NamedDecl *D = Entities.lookup(V->getCanonicalDecl()))
      Result.ScopeEnds.push_back({cast<VarDecl>(D), At});
  // What is looked through stands for what it wraps, where that has no point
  // of its own.
  for (bool Own : {true, false})
    for (const auto &[S, P] : From.PointOf)
      if (const Stmt *N = Nodes.lookup(S); N && (Sources.lookup(N) == S) == Own)
        Result.PointOf.try_emplace(N, P);
  return Result;
}

} // namespace tether::facts
