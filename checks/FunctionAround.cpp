//===- FunctionAround.cpp - In which function a place is ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionAround.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace tether {

static bool contains(const SourceManager &Sources, SourceRange Range,
                     SourceLocation Loc) {
  SourceLocation Begin = Sources.getExpansionLoc(Range.getBegin());
  SourceLocation End = Sources.getExpansionRange(Range.getEnd()).getEnd();
  return Sources.getFileID(Begin) == Sources.getFileID(Loc) &&
         !Sources.isBeforeInTranslationUnit(Loc, Begin) &&
         !Sources.isBeforeInTranslationUnit(End, Loc);
}

static const FunctionDecl *functionAround(const DeclContext &Scope,
                                          const SourceManager &Sources,
                                          SourceLocation Loc) {
  for (const Decl *D : Scope.decls()) {
    if (const auto *Template = dyn_cast<TemplateDecl>(D))
      D = Template->getTemplatedDecl();
    else if (const auto *Friend = dyn_cast<FriendDecl>(D))
      D = Friend->getFriendDecl();
    if (!D || D->isImplicit() || !isa<DeclContext>(D) ||
        !contains(Sources, D->getSourceRange(), Loc))
      continue;
    if (const FunctionDecl *Inner =
            functionAround(*cast<DeclContext>(D), Sources, Loc))
      return Inner;
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      return Function;
  }
  return nullptr;
}

const FunctionDecl *functionAround(const ASTContext &Context,
                                   SourceLocation Loc) {
  if (Loc.isInvalid())
    return nullptr;
  return functionAround(*Context.getTranslationUnitDecl(),
                        Context.getSourceManager(), Loc);
}

std::string signatureOf(const FunctionDecl &Function) {
  PrintingPolicy Policy(Function.getLangOpts());
  Policy.SuppressScope = false;
  Policy.AnonymousTagLocations = false; // These have lines.
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  Function.printQualifiedName(OS, Policy);
  OS << '(';
  llvm::interleaveComma(Function.parameters(), OS,
                        [&](const ParmVarDecl *Parameter) {
                          Parameter->getType().print(OS, Policy);
                        });
  OS << ')';
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
      Method && Method->isConst())
    OS << " const";
  return Result;
}

} // namespace tether
