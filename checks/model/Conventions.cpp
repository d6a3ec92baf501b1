//===- Conventions.cpp - Names as evidence --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conventions.h"
#include "Fields.h"
#include "Resolver.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLTraits.h"

using namespace clang;
using namespace llvm;

namespace tether::model {

bool areConventionsOn(StringRef Value) {
  return yaml::parseBool(Value).value_or(Value != "0");
}

SmallVector<std::string, 4> nameWords(StringRef Name) {
  SmallVector<std::string, 4> Result;
  bool Begins = true;
  for (size_t I = 0; I != Name.size(); ++I) {
    char C = Name[I];
    if (!isAlpha(C)) {
      Begins = true;
      continue;
    }
    // "postTask", and "HTTPServer" before the last of the capitals.
    if (isUpper(C) && I && isAlpha(Name[I - 1]))
      Begins |= isLower(Name[I - 1]) ||
                (I + 1 != Name.size() && isLower(Name[I + 1]));
    if (Begins)
      Result.emplace_back();
    Begins = false;
    Result.back() += toLower(C);
  }
  return Result;
}

bool hasPhrase(ArrayRef<std::string> Words, StringRef Phrase, bool AtEnd) {
  SmallVector<StringRef, 4> Parts;
  Phrase.split(Parts, ' ');
  if (Parts.size() > Words.size())
    return false;
  for (size_t Begin = AtEnd ? Words.size() - Parts.size() : 0;
       Begin + Parts.size() <= Words.size(); ++Begin)
    if (equal(Parts, Words.slice(Begin, Parts.size())))
      return true;
  return false;
}

namespace {

bool hasAny(ArrayRef<std::string> Words, ArrayRef<StringRef> Phrases) {
  return any_of(Phrases, [&](StringRef P) { return hasPhrase(Words, P); });
}

SmallVector<std::string, 4> wordsOfName(const NamedDecl *D) {
  return D->getIdentifier() ? nameWords(D->getName())
                            : SmallVector<std::string, 4>();
}

/// Those of the function's class, and of what that is nested in.
SmallVector<std::string, 4> wordsOfClass(const FunctionDecl *F) {
  SmallVector<std::string, 4> Result;
  for (const DeclContext *C = F->getDeclContext(); C && C->isRecord();
       C = C->getParent())
    append_range(Result, wordsOfName(cast<RecordDecl>(C)));
  return Result;
}

/// The signature of a callable that the callee may keep: a type-erased one that
/// it can copy or move from, or a pointer to a function.
const FunctionProtoType *signatureOf(QualType T) {
  if (T.isNull() || T->isDependentType() ||
      (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified()))
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isFunctionPointerType())
    return T->getPointeeType()->getAs<FunctionProtoType>();
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!R || !R->getTemplateArgs().size() ||
      R->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return R->getTemplateArgs()[0].getAsType()->getAs<FunctionProtoType>();
}

/// `void (*)(void *)` with the `void *` behind it has no parameters of its own.
bool isThunk(const FunctionProtoType *Signature, const FunctionDecl *F,
             unsigned Parameter) {
  return Signature->getNumParams() == 1 &&
         Signature->getParamType(0)->isVoidPointerType() &&
         F->getParamDecl(Parameter)->getType()->isFunctionPointerType() &&
         Parameter + 1 < F->getNumParams() &&
         F->getParamDecl(Parameter + 1)->getType()->isVoidPointerType();
}

/// A guard or a handle that nobody can copy: what it was made of may end with
/// it.
bool endsWithResult(const Resolver &Names, QualType Result) {
  const CXXRecordDecl *R = Result->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  const Type *T = Names.type(Result);
  if (T && T->K != Kind::SmartPointer)
    return false;
  return !R->hasTrivialDestructor() && !R->hasSimpleCopyConstructor() &&
         none_of(R->ctors(), [](const CXXConstructorDecl *K) {
           return K->isCopyConstructor() && !K->isDeleted();
         });
}

SmallVector<QualType, 4> parametersOf(const FunctionDecl *F) {
  SmallVector<QualType, 4> Result;
  for (const ParmVarDecl *P : F->parameters())
    Result.push_back(P->getType());
  return Result;
}

} // namespace

Conventions::Conventions(const Resolver &Names,
                         ArrayRef<const Library *> Libraries)
    : Names(Names) {
  for (const Library *L : Libraries) {
    for (const Convention &C : L->Conventions) {
      Entry &New = All.emplace_back();
      New.C = &C;
      New.H.Id = C.Id;
      New.H.On = C.On;
    }
    if (L->Origin == "built-in")
      for (StringRef Space : L->Namespaces)
        Described.insert(Space.split("::").first);
  }
}

const Operation &Conventions::operation(const Convention &C, int8_t Callable,
                                        int8_t Argument) const {
  for (const auto &[Of, Op] : Operations)
    if (Of == &C && Op.Callable == Callable && Op.Argument == Argument)
      return Op;
  Operation Op;
  Op.Name = C.Id;
  Op.R = C.R;
  Op.On = C.On;
  Op.Callable = Callable;
  Op.Argument = Argument;
  if (C.R == Role::Spawn) {
    Op.When = Runs::Elsewhere;
    Op.Discard = OnDiscard::Nothing;
  }
  return Operations.emplace_back(&C, Op).second;
}

bool Conventions::isDescribed(const FunctionDecl *F) const {
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && Names.classType(M->getParent()))
    return true;
  if (!Names.entries(F).empty())
    return true;
  const NamespaceDecl *Outermost = nullptr;
  for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      Outermost = N;
  return Outermost && Outermost->getIdentifier() &&
         Described.contains(Outermost->getName());
}

bool Conventions::endsWithAny(QualType T, ArrayRef<StringRef> Phrases) const {
  T = T.getNonReferenceType();
  for (QualType Inner = Names.pointeeType(T); !Inner.isNull();
       Inner = Names.pointeeType(T))
    T = Inner.getNonReferenceType();
  const RecordDecl *R = T->getAsRecordDecl();
  return R && any_of(Phrases, [&](StringRef P) {
           return hasPhrase(wordsOfName(R), P, /*AtEnd=*/true);
         });
}

bool Conventions::isWritable(QualType T) const {
  if (T->isLValueReferenceType() &&
      Names.pointeeType(T.getNonReferenceType()).isNull())
    return !T->getPointeeType().isConstQualified();
  QualType Pointee = Names.pointeeType(T.getNonReferenceType());
  return !Pointee.isNull() && !Pointee.isConstQualified();
}

bool Conventions::isHandler(const Convention &C, ArrayRef<std::string> Words,
                            ArrayRef<QualType> Parameters) const {
  return (C.Words.empty() || hasAny(Words, C.Words)) &&
         any_of(Parameters,
                [&](QualType T) { return endsWithAny(T, C.Takes); }) &&
         (C.Fills.empty() || any_of(Parameters, [&](QualType T) {
            return isWritable(T) && endsWithAny(T, C.Fills);
          }));
}

const Operation *
Conventions::operation(const FunctionDecl *F,
                       ArrayRef<const FunctionDecl *> Given) const {
  if (empty() || !F->getIdentifier() || isDescribed(F))
    return nullptr;
  const SmallVector<std::string, 4> Own = wordsOfName(F);
  const SmallVector<std::string, 4> Class = wordsOfClass(F);
  auto Takes = [&](const Convention &C) {
    return any_of(F->parameters(), [&](const ParmVarDecl *P) {
      return endsWithAny(P->getType(), C.Takes);
    });
  };
  for (const Entry &E : All) {
    const Convention &C = *E.C;
    if (hasAny(Own, C.Unless) || hasAny(Class, C.Unless))
      continue;
    if (C.R == Role::RunLoop && hasAny(Own, C.Words))
      return &operation(C, Absent, Absent);
    for (const ParmVarDecl *P : F->parameters()) {
      const unsigned I = P->getFunctionScopeIndex();
      const FunctionProtoType *S = signatureOf(P->getType());
      if (!S || I > MaxIndex)
        continue;
      if (C.R == Role::Spawn && hasAny(Own, C.Words) &&
          !endsWithResult(Names, F->getReturnType())) {
        if (S->getNumParams() == 0)
          return &operation(C, I, Absent);
        if (isThunk(S, F, I))
          return &operation(C, I, I + 1);
      }
      SmallVector<std::string, 4> Names(Own);
      if (I < Given.size() && Given[I])
        append_range(Names, wordsOfName(Given[I]));
      // Whoever hands over a request as well is a client.
      if (C.R == Role::RegisterHandler &&
          isHandler(C, Names, S->getParamTypes()) &&
          (C.Fills.empty() || !Takes(C)))
        return &operation(C, I, Absent);
    }
  }
  return nullptr;
}

const Handler *Conventions::handler(const CXXMethodDecl *Override) const {
  if (empty() || !Override->getIdentifier() ||
      !Override->size_overridden_methods())
    return nullptr;
  SmallVector<std::string, 4> Words = wordsOfName(Override);
  SmallVector<std::string, 4> Class = wordsOfClass(Override);
  for (const CXXMethodDecl *Base : Override->overridden_methods()) {
    if (isDescribed(Base))
      return nullptr;
    append_range(Class, wordsOfClass(Base));
  }
  append_range(Words, Class);
  for (const Entry &E : All)
    // Without a word for it, only what is registered is a handler.
    if (E.C->R == Role::RegisterHandler && !E.C->Words.empty() &&
        !hasAny(Words, E.C->Unless) &&
        isHandler(*E.C, Words, parametersOf(Override)))
      return &E.H;
  return nullptr;
}

const NamedDecl *Conventions::boundOf(const CXXRecordDecl *R) const {
  auto IsBound = [&](const NamedDecl *D) {
    return any_of(All, [&](const Entry &E) {
      const SmallVector<std::string, 4> Own = wordsOfName(D);
      return E.C->R == Role::SetCapacity && hasAny(Own, E.C->Words) &&
             !hasAny(Own, E.C->Unless);
    });
  };
  for (const Decl *D : R->decls()) {
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && V->getType().isConstQualified() && V->getType()->isIntegerType() &&
        IsBound(V))
      return V;
    if (const auto *Values = dyn_cast<EnumDecl>(D))
      for (const EnumConstantDecl *Value : Values->enumerators())
        if (IsBound(Value))
          return Value;
  }
  return nullptr;
}

} // namespace tether::model
