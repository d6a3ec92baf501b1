//===- FindDecls.cpp - Declarations by the name a user gives --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/model/FindDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using tether::model::NameLookup;

namespace tether {

namespace {

std::string simpleName(const NamedDecl *D) {
  if (const FunctionDecl *Function = D->getAsFunction())
    return NameLookup::simpleName(Function);
  const IdentifierInfo *Identifier = D->getIdentifier();
  return Identifier ? Identifier->getName().str() : "";
}

/// Collects the declarations whose qualified name ends with some names.
class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(llvm::ArrayRef<llvm::StringRef> Parts) : Parts(Parts) {}

  bool VisitNamedDecl(NamedDecl *D) {
    if (!D->isImplicit() && fits(D))
      Found.push_back(D);
    return true;
  }
  bool TraverseStmt(Stmt *) { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  NameLookup::Decls Found;

private:
  bool fits(const NamedDecl *D) const {
    if (D->getParentFunctionOrMethod() || isa<ParmVarDecl>(D) ||
        D->isTemplateParameter() || isPatternOrInstance(D) ||
        simpleName(D) != Parts.back())
      return false;
    const DeclContext *Scope = D->getDeclContext();
    for (llvm::StringRef Part : llvm::reverse(Parts.drop_back())) {
      while (Scope &&
             (Scope->isTransparentContext() || Scope->isInlineNamespace()))
        Scope = Scope->getParent();
      const auto *Named = dyn_cast_or_null<NamedDecl>(Scope);
      if (!Named || simpleName(Named) != Part)
        return false;
      Scope = Scope->getParent();
    }
    return true;
  }

  /// A template is found as itself.
  static bool isPatternOrInstance(const NamedDecl *D) {
    if (const auto *Record = dyn_cast<CXXRecordDecl>(D))
      return Record->getDescribedClassTemplate() ||
             isa<ClassTemplateSpecializationDecl>(Record);
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      return Function->getDescribedFunctionTemplate() ||
             Function->getPrimaryTemplate();
    if (const auto *Alias = dyn_cast<TypeAliasDecl>(D))
      return Alias->getDescribedAliasTemplate();
    return false;
  }

  llvm::ArrayRef<llvm::StringRef> Parts;
};

} // namespace

NameLookup::Decls findDecls(ASTContext &Context, llvm::StringRef Name) {
  bool IsGlobal = Name.consume_front("::");
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Name.split(Parts, "::");
  if (llvm::is_contained(Parts, ""))
    return {};
  NameLookup::Decls All = NameLookup(Context).find(Name);
  if (All.empty() && !IsGlobal) {
    Finder F(Parts);
    F.TraverseDecl(Context.getTranslationUnitDecl());
    const SourceManager &Sources = Context.getSourceManager();
    auto IsOfSystem = [&](const NamedDecl *D) {
      return Sources.isInSystemHeader(
          Sources.getExpansionLoc(D->getLocation()));
    };
    if (!llvm::all_of(F.Found, IsOfSystem))
      llvm::erase_if(F.Found, IsOfSystem);
    All = std::move(F.Found);
  }

  NameLookup::Decls Result;
  llvm::SmallPtrSet<const Decl *, 8> Seen;
  for (const NamedDecl *D : All) {
    const Decl *Key = NameLookup::typeKey(D);
    if (!Key)
      Key = NameLookup::functionKey(D);
    if (Seen.insert(Key ? Key : D->getCanonicalDecl()).second)
      Result.push_back(D);
  }
  return Result;
}

} // namespace tether
