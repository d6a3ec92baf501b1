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
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace tether {

static bool isInSystemHeader(const Decl *D) {
  const SourceManager &Sources = D->getASTContext().getSourceManager();
  return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
}

bool isSystemBody(const Decl *D) {
  return !isa<FunctionTemplateDecl>(D) && isInSystemHeader(D);
}

namespace {

class Search : public RecursiveASTVisitor<Search> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) && isInSystemHeader(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  // Each answers false, which ends the search, if it has found something.

  bool VisitLambdaExpr(LambdaExpr *L) {
    const FunctionTemplateDecl *Generic = L->getDependentCallOperator();
    return !Generic || L->getLambdaClass()->isDependentContext() ||
           llvm::any_of(Generic->specializations(),
                        [](const FunctionDecl *F) { return F->hasBody(); });
  }

  bool
  VisitClassTemplateSpecializationDecl(ClassTemplateSpecializationDecl *R) {
    return !R->isCompleteDefinition() ||
           llvm::none_of(R->methods(), [](const CXXMethodDecl *M) {
             const FunctionDecl *Pattern =
                 M->getInstantiatedFromMemberFunction();
             return M->getOverloadedOperator() == OO_Call && !M->isDefined() &&
                    Pattern && Pattern->isDefined();
           });
  }
};

} // namespace

bool missesCallables(ASTContext &Context) {
  return !Search().TraverseAST(Context);
}

} // namespace tether
