//===- NameLookup.cpp - Qualified names to declarations -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NameLookup.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace tether::model {

namespace {

/// The class template that a possibly dependent type is a specialisation of.
const ClassTemplateDecl *templateOf(QualType T) {
  while (const auto *TST =
             T.isNull() ? nullptr : T->getAs<TemplateSpecializationType>()) {
    const TemplateDecl *TD = TST->getTemplateName().getAsTemplateDecl();
    if (const auto *CTD = dyn_cast_or_null<ClassTemplateDecl>(TD))
      return CTD;
    const auto *Alias = dyn_cast_or_null<TypeAliasTemplateDecl>(TD);
    if (!Alias)
      return nullptr;
    T = Alias->getTemplatedDecl()->getUnderlyingType();
  }
  return nullptr;
}

/// The class or class template behind a declaration of a type, or null.
const NamedDecl *classOf(const NamedDecl *D) {
  QualType T;
  if (const auto *Typedef = dyn_cast<TypedefNameDecl>(D))
    T = Typedef->getUnderlyingType();
  else if (const auto *Alias = dyn_cast<TypeAliasTemplateDecl>(D))
    T = Alias->getTemplatedDecl()->getUnderlyingType();
  else
    return isa<RecordDecl, ClassTemplateDecl>(D) ? D : nullptr;
  if (T.isNull())
    return nullptr;
  if (const RecordDecl *Record = T->getAsRecordDecl())
    return Record;
  return templateOf(T);
}

/// All bodies of a class or class template. A template such as std::function
/// has its members in a partial specialisation only.
SmallVector<const CXXRecordDecl *, 4> definitions(const NamedDecl *Class) {
  SmallVector<const CXXRecordDecl *, 4> Result;
  auto Add = [&](const CXXRecordDecl *Record) {
    if (const CXXRecordDecl *Definition =
            Record ? Record->getDefinition() : nullptr)
      Result.push_back(Definition);
  };
  if (const auto *Record = dyn_cast<CXXRecordDecl>(Class)) {
    Add(Record);
    if (!Result.empty())
      return Result;
    Class = Record->getDescribedClassTemplate();
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      Class = Special->getSpecializedTemplate();
  }
  if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(Class)) {
    Add(Template->getTemplatedDecl());
    SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
    const_cast<ClassTemplateDecl *>(Template)->getPartialSpecializations(
        Partial);
    for (const auto *P : Partial)
      Add(P);
    for (const auto *S : Template->specializations())
      if (S->isExplicitSpecialization())
        Add(S);
  }
  return Result;
}

} // namespace

void NameLookup::forEachBase(
    const CXXRecordDecl *Definition,
    llvm::function_ref<void(const CXXRecordDecl *)> Visit) {
  if (!Definition->hasDefinition())
    return;
  for (const CXXBaseSpecifier &Base : Definition->bases()) {
    if (const CXXRecordDecl *Record = Base.getType()->getAsCXXRecordDecl()) {
      if (Record->hasDefinition())
        Visit(Record->getDefinition());
    } else if (const ClassTemplateDecl *Template = templateOf(Base.getType())) {
      for (const CXXRecordDecl *Possible : definitions(Template))
        Visit(Possible);
    }
  }
}

bool NameLookup::isComplete(const NamedDecl *Class) {
  const NamedDecl *Behind = classOf(Class);
  return !Behind || !definitions(Behind).empty();
}

const Decl *NameLookup::typeKey(const NamedDecl *D) {
  const NamedDecl *Class = classOf(D);
  if (!Class)
    return isa<TypeDecl>(D) ? D->getCanonicalDecl() : nullptr;
  if (const auto *Record = dyn_cast<CXXRecordDecl>(Class)) {
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      Class = Special->getSpecializedTemplate();
    else if (const ClassTemplateDecl *T = Record->getDescribedClassTemplate())
      Class = T;
    else if (const CXXRecordDecl *Pattern =
                 Record->getInstantiatedFromMemberClass())
      Class = Pattern;
  }
  return Class->getCanonicalDecl();
}

const Decl *NameLookup::functionKey(const NamedDecl *D) {
  const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    Template = Function->getPrimaryTemplate();
    if (!Template)
      Template = Function->getDescribedFunctionTemplate();
    if (!Template) {
      while (const FunctionDecl *Pattern =
                 Function->getInstantiatedFromMemberFunction())
        Function = Pattern;
      return Function->getCanonicalDecl();
    }
  }
  if (Template) {
    while (const FunctionTemplateDecl *Pattern =
               Template->getInstantiatedFromMemberTemplate())
      Template = Pattern;
    return Template->getCanonicalDecl();
  }
  return isa<VarDecl>(D) ? D->getCanonicalDecl() : nullptr;
}

std::string NameLookup::simpleName(const FunctionDecl *Function) {
  if (const IdentifierInfo *Identifier = Function->getIdentifier())
    return Identifier->getName().str();
  if (Function->isOverloadedOperator())
    return std::string("operator") +
           getOperatorSpelling(Function->getOverloadedOperator());
  return "";
}

DeclarationName NameLookup::declarationName(StringRef Simple) {
  StringRef Spelling = Simple;
  if (Spelling.consume_front("operator") && !Spelling.empty() &&
      !isAsciiIdentifierContinue(Spelling.front()))
    for (int Kind = OO_None + 1; Kind < NUM_OVERLOADED_OPERATORS; ++Kind)
      if (Spelling == getOperatorSpelling(OverloadedOperatorKind(Kind)))
        return Context.DeclarationNames.getCXXOperatorName(
            OverloadedOperatorKind(Kind));
  return &Context.Idents.get(Simple);
}

void NameLookup::lookUp(const DeclContext *Scope, DeclarationName Name,
                        llvm::SmallPtrSetImpl<const DeclContext *> &Seen,
                        Decls &Out) {
  Scope = const_cast<DeclContext *>(Scope)->getPrimaryContext();
  if (!Seen.insert(Scope).second)
    return;
  size_t Before = Out.size();
  for (const NamedDecl *D : Scope->lookup(Name)) {
    D = D->getUnderlyingDecl();
    if (!isa<UsingDecl, UnresolvedUsingValueDecl, UnresolvedUsingTypenameDecl>(
            D))
      Out.push_back(D);
  }
  if (Out.size() != Before)
    return;
  if (const auto *Record = dyn_cast<CXXRecordDecl>(Scope)) {
    forEachBase(Record, [&](const CXXRecordDecl *Base) {
      lookUp(Base, Name, Seen, Out);
    });
    return;
  }
  // The global scope's own using-directives are the user's, not the library's.
  if (Scope->isNamespace())
    for (const UsingDirectiveDecl *Directive : Scope->using_directives())
      if (const NamespaceDecl *Nominated = Directive->getNominatedNamespace())
        lookUp(Nominated, Name, Seen, Out);
}

const NameLookup::Scopes &NameLookup::scopes(StringRef Qualified) {
  auto Known = Cache.find(Qualified);
  if (Known != Cache.end())
    return Known->second;
  Scopes Result;
  if (Qualified.empty()) {
    Result.push_back(Context.getTranslationUnitDecl());
  } else {
    for (const NamedDecl *D : find(Qualified)) {
      if (const auto *Namespace = dyn_cast<NamespaceDecl>(D)) {
        Result.push_back(Namespace);
      } else if (const auto *Enum = dyn_cast<EnumDecl>(D)) {
        if (const EnumDecl *Definition = Enum->getDefinition())
          Result.push_back(Definition);
      } else if (const NamedDecl *Class = classOf(D)) {
        for (const CXXRecordDecl *Definition : definitions(Class))
          Result.push_back(Definition);
      }
    }
  }
  return Cache[Qualified] = std::move(Result);
}

NameLookup::Decls NameLookup::find(StringRef Qualified) {
  Decls Result;
  size_t Split = Qualified.rfind("::");
  bool Global = Split == StringRef::npos;
  DeclarationName Name =
      declarationName(Global ? Qualified : Qualified.drop_front(Split + 2));
  const Scopes &In = scopes(Global ? StringRef() : Qualified.take_front(Split));
  for (const DeclContext *Scope : In) {
    llvm::SmallPtrSet<const DeclContext *, 4> Seen;
    lookUp(Scope, Name, Seen, Result);
  }
  return Result;
}

NameLookup::Decls NameLookup::findMember(const NamedDecl *Class,
                                         StringRef Simple) {
  Decls Result;
  if (const NamedDecl *Behind = classOf(Class)) {
    DeclarationName Name = declarationName(Simple);
    for (const CXXRecordDecl *Definition : definitions(Behind)) {
      llvm::SmallPtrSet<const DeclContext *, 8> Seen;
      lookUp(Definition, Name, Seen, Result);
    }
  }
  return Result;
}

} // namespace tether::model
