//===- Bodies.cpp - Which bodies are walked -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"
#include "Syntax.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace tether::facts {

Bodies::Bodies(ASTContext &Context, const model::Resolver &Names, Facts &Result)
    : Context(Context), Names(Names), Result(Result) {
  for (const Decl *D : Context.getTraversalScope())
    findLibraries(D);
}

Body *Bodies::of(const FunctionDecl *F) {
  const FunctionDecl *D = visibleDefinition(F);
  if (!D || isOfLibrary(D))
    return nullptr;
  Body *&Slot = Result.BodyOf[D->getCanonicalDecl()];
  if (!Slot) {
    Slot = add();
    Slot->Function = D;
    Slot->Code = D->getBody();
  }
  return Slot;
}

Body *Bodies::add() {
  Result.Bodies.push_back(std::make_unique<Body>());
  Pending.push_back(Result.Bodies.back().get());
  return Pending.back();
}

Body *Bodies::next() {
  if (Pending.empty())
    return nullptr;
  Body *Next = Pending.front();
  Pending.pop_front();
  return Next;
}

bool Bodies::isInSource(const Decl *D) const {
  const SourceManager &SM = Context.getSourceManager();
  return SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
}

/// A source that declares something in the namespace of a library is a part of
/// it.
void Bodies::findLibraries(const Decl *D) {
  if (isa<TranslationUnitDecl>(D) || (isa<NamespaceDecl>(D) && isInSource(D))) {
    if (isa<NamespaceDecl>(D))
      OwnLibraries.insert(D->getCanonicalDecl());
    for (const Decl *Member : cast<DeclContext>(D)->decls())
      findLibraries(Member);
  }
}

bool Bodies::isOfLibrary(const Decl *D) const {
  if (Names.libraries().empty() || isInSource(D))
    return false;
  for (const DeclContext *In = D->getDeclContext(); In; In = In->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(In))
      if (const Decl *Key = N->getCanonicalDecl();
          Names.libraries().count(Key) && !OwnLibraries.count(Key))
        return true;
  return false;
}

} // namespace tether::facts
