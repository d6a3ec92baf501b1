//===- BuildDecls.cpp - What has a name, as data --------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Builder.h"
#include "clang/Basic/SourceManager.h"

using llvm::cast;
using llvm::dyn_cast;
using llvm::dyn_cast_or_null;
using llvm::isa;
using llvm::SmallVector;
using llvm::StringRef;

namespace tether::facts {

template <typename T> llvm::ArrayRef<T> Builder::keep(llvm::ArrayRef<T> Some) {
  return Some.copy(Into.Memory);
}

StringRef Builder::keep(StringRef Text) { return Text.copy(Into.Memory); }

bool Builder::isInSystemHeader(const clang::Decl *D) const {
  return AST.getSourceManager().isInSystemHeader(D->getLocation());
}

template <typename T>
T *Builder::make(const clang::NamedDecl *D, NamedDecl::Kind K,
                 const clang::NamedDecl *DescribedBy) {
  auto *Result = new (Into.Memory) T();
  Entities[cast<clang::NamedDecl>(D->getCanonicalDecl())] = Result;
  D = DescribedBy ? DescribedBy : D;
  NamedDecl &N = *Result;
  N.K = K;
  N.Number = ++EntityCount;
  if (const clang::IdentifierInfo *I = D->getIdentifier()) {
    StringRef &Kept = Identifiers[I];
    if (Kept.empty())
      Kept = keep(I->getName());
    N.Identifier = N.Spelling = Kept;
  } else {
    N.Spelling = keep(D->getNameAsString());
  }
  const clang::SourceManager &SM = AST.getSourceManager();
  N.Location = D->getLocation();
  // Of others nobody asks, and it takes time to find.
  N.Begin = isa<clang::VarDecl>(D) ? D->getBeginLoc() : N.Location;
  const clang::SourceLocation Expansion = SM.getExpansionLoc(N.Location);
  N.InSystemHeader = SM.isInSystemHeader(Expansion);
  N.InMainFile = SM.isInMainFile(Expansion);
  N.InStd = isa<clang::RecordDecl>(D) && D->isInStdNamespace();
  N.Implicit = D->isImplicit();
  N.Access = D->getAccess();
  if (isa<clang::FunctionDecl, clang::VarDecl, clang::TagDecl>(D))
    N.ExternallyVisible = D->isExternallyVisible();
  return Result;
}

const NamedDecl *Builder::context(const clang::DeclContext *C) {
  for (; C; C = C->getParent())
    if (const auto *N = dyn_cast<clang::NamedDecl>(C);
        N &&
        isa<clang::NamespaceDecl, clang::RecordDecl, clang::FunctionDecl>(C))
      return entity(N);
  return nullptr;
}

const NamedDecl *Builder::entity(const clang::NamedDecl *D) {
  if (!D)
    return nullptr;
  D = D->getUnderlyingDecl();
  if (const auto *F = dyn_cast<clang::FunctionDecl>(D))
    return function(F);
  if (const auto *R = dyn_cast<clang::RecordDecl>(D))
    return record(R);
  if (const auto *V = dyn_cast<clang::VarDecl>(D))
    return variable(V);
  if (const auto *F = dyn_cast<clang::FieldDecl>(D))
    return field(F);
  if (const auto *B = dyn_cast<clang::BindingDecl>(D))
    return binding(B);
  const auto *Key = cast<clang::NamedDecl>(D->getCanonicalDecl());
  if (NamedDecl *Known = Entities.lookup(Key))
    return Known;
  if (const auto *E = dyn_cast<clang::EnumConstantDecl>(D)) {
    auto *Result = make<EnumConstantDecl>(E, NamedDecl::EnumConstant);
    Result->T = type(E->getType());
    Result->Value = E->getInitVal().getExtValue();
    Result->Context = context(E->getDeclContext());
    return Result;
  }
  if (isa<clang::NamespaceDecl>(D)) {
    auto *Result = make<NamespaceDecl>(D, NamedDecl::Namespace);
    Result->Context = context(D->getDeclContext());
    return Result;
  }
  if (const auto *V = dyn_cast<clang::ValueDecl>(D)) {
    auto *Result = make<ValueDecl>(D, NamedDecl::OtherValue);
    Result->T = type(V->getType());
    return Result;
  }
  return make<TypedefDecl>(D, NamedDecl::Typedef);
}

//===----------------------------------------------------------------------===//
// Variables and members
//===----------------------------------------------------------------------===//

VarDecl *Builder::variable(const clang::VarDecl *V) {
  const clang::VarDecl *Key = V->getCanonicalDecl();
  if (NamedDecl *Known = Entities.lookup(Key))
    return cast<VarDecl>(Known);
  const auto *P = dyn_cast<clang::ParmVarDecl>(V);
  // Of all declarations of a function, the parameters are those of one.
  if (const auto *F = dyn_cast_or_null<clang::FunctionDecl>(
          P ? P->getDeclContext() : nullptr)) {
    FunctionDecl *Of = function(F);
    if (NamedDecl *Known = Entities.lookup(Key))
      return cast<VarDecl>(Known);
    unsigned I = P->getFunctionScopeIndex();
    if (I < F->getNumParams() && F->getParamDecl(I) == P &&
        I < Of->Parameters.size()) {
      auto *Result = const_cast<ParmVarDecl *>(Of->Parameters[I]);
      Entities[Key] = Result;
      return Result;
    }
  }
  VarDecl *Result = nullptr;
  if (P) {
    auto *Parameter = make<ParmVarDecl>(V, NamedDecl::ParmVar);
    Parameter->Index = P->getFunctionScopeIndex();
    Parameter->DefaultArg = P->hasDefaultArg();
    Result = Parameter;
  } else {
    Result = make<VarDecl>(V, NamedDecl::Var);
  }
  Result->T = type(V->getType());
  Result->Context = context(V->getDeclContext());
  Result->GlobalStorage = V->hasGlobalStorage();
  Result->Local = V->isLocalVarDecl();
  Result->StaticMember = V->isStaticDataMember();
  Result->ThreadLocal = V->getTLSKind() != clang::VarDecl::TLS_None;
  Result->InitCapture = V->isInitCapture();
  Result->Referenced = V->isReferenced();
  Result->Constexpr = V->isConstexpr();
  Result->Decomposition = isa<clang::DecompositionDecl>(V);
  if (!V->getType()->isDependentType()) {
    Result->NeedsDestruction =
        Result->GlobalStorage &&
        V->needsDestruction(AST) == clang::QualType::DK_cxx_destructor;
    // That of a local variable is a part of its declaration.
    const clang::VarDecl *Initialized = nullptr;
    if (!P && !Result->Local && !Result->InitCapture &&
        V->getAnyInitializer(Initialized) && isUserCode(Initialized))
      Variables.push_back({Initialized, Result});
  }
  return Result;
}

const NamedDecl *Builder::binding(const clang::BindingDecl *B) {
  if (NamedDecl *Known = Entities.lookup(B->getCanonicalDecl()))
    return Known;
  auto *Result = make<BindingDecl>(B, NamedDecl::Binding);
  Result->T = type(B->getType());
  Result->Context = context(B->getDeclContext());
  if (const auto *V = dyn_cast_or_null<clang::VarDecl>(B->getDecomposedDecl()))
    Result->Decomposed = variable(V);
  if (const clang::VarDecl *V = B->getHoldingVar()) {
    VarDecl *Holding = variable(V);
    Holding->Init = fragment(V->getInit());
    Result->Holding = Holding;
  }
  Result->Bound = fragment(B->getBinding());
  return Result;
}

FieldDecl *Builder::field(const clang::FieldDecl *F) {
  if (NamedDecl *Known = Entities.lookup(F->getCanonicalDecl()))
    return cast<FieldDecl>(Known);
  // In the order of their class, which is that of what happens to them.
  FieldDecl *Result = nullptr;
  for (const clang::FieldDecl *Each : F->getParent()->fields()) {
    auto *Made = make<FieldDecl>(Each, NamedDecl::Field);
    Made->T = type(Each->getType());
    Made->Context = Made->Parent = record(Each->getParent());
    Made->Index = Each->getFieldIndex();
    Made->UnnamedBitField = Each->isUnnamedBitField();
    Made->MayChange = mayChange(Each);
    Made->Initialized = Each->hasInClassInitializer();
    if (Each->getCanonicalDecl() == F->getCanonicalDecl())
      Result = Made;
  }
  return Result;
}

/// Adds the names of the members that the code assigns to. By name, because it
/// may be the pattern of a template.
static void addAssigned(const clang::Stmt *Code, llvm::StringSet<> &Result) {
  if (!Code)
    return;
  const clang::Expr *Assigned = nullptr;
  if (const auto *O = dyn_cast<clang::BinaryOperator>(Code)) {
    Assigned = O->isAssignmentOp() ? O->getLHS() : nullptr;
  } else if (const auto *U = dyn_cast<clang::UnaryOperator>(Code)) {
    Assigned = U->isIncrementDecrementOp() || U->getOpcode() == clang::UO_AddrOf
                   ? U->getSubExpr()
                   : nullptr;
  } else if (const auto *O = dyn_cast<clang::CXXOperatorCallExpr>(Code)) {
    Assigned = O->isAssignmentOp() ? O->getArg(0) : nullptr;
  } else if (const auto *M = dyn_cast<clang::CXXMemberCallExpr>(Code)) {
    if (M->getMethodDecl() && !M->getMethodDecl()->isConst())
      Assigned = M->getImplicitObjectArgument();
  }
  if (Assigned)
    if (const auto *M =
            dyn_cast<clang::MemberExpr>(Assigned->IgnoreParenCasts()))
      if (const clang::IdentifierInfo *I = M->getMemberDecl()->getIdentifier())
        Result.insert(I->getName());
  for (const clang::Stmt *Child : Code->children())
    addAssigned(Child, Result);
}

/// What is assigned to in the methods of the class; none if some is not seen.
static std::optional<llvm::StringSet<>>
assignedIn(const clang::CXXRecordDecl *R) {
  llvm::StringSet<> Result;
  for (const clang::Decl *D : R->decls()) {
    const clang::FunctionDecl *M = D->getAsFunction();
    if (!M || M->isImplicit() || M->isDeleted() || M->isDefaulted() ||
        M->isPureVirtual() ||
        isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(M))
      continue;
    if (const auto *Method = dyn_cast<clang::CXXMethodDecl>(M);
        Method && Method->isConst())
      continue;
    const clang::FunctionDecl *Definition = M;
    if (const clang::FunctionDecl *Pattern =
            M->getTemplateInstantiationPattern())
      Definition = Pattern;
    if (!Definition->hasBody(Definition) || Definition->hasSkippedBody())
      return std::nullopt;
    addAssigned(Definition->getBody(), Result);
  }
  return Result;
}

bool Builder::mayChange(const clang::FieldDecl *F) {
  const auto *R = dyn_cast<clang::CXXRecordDecl>(F->getParent());
  if (F->getType().isConstQualified() || F->getType()->isReferenceType())
    return false;
  // Nobody asks for others.
  if (!R || !R->hasDefinition() || F->getAccess() == clang::AS_public ||
      !F->getIdentifier() || !F->getType()->isIntegerType() || !isUserCode(F))
    return true;
  R = R->getDefinition();
  auto It = Assigned.find(R);
  if (It == Assigned.end())
    It = Assigned.emplace(R, assignedIn(R)).first;
  return !It->second || It->second->contains(F->getName());
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static NamedDecl::Kind kindOf(const clang::FunctionDecl *F) {
  if (isa<clang::CXXConstructorDecl>(F))
    return NamedDecl::CXXConstructor;
  if (isa<clang::CXXDestructorDecl>(F))
    return NamedDecl::CXXDestructor;
  if (isa<clang::CXXConversionDecl>(F))
    return NamedDecl::CXXConversion;
  return isa<clang::CXXMethodDecl>(F) ? NamedDecl::CXXMethod
                                      : NamedDecl::Function;
}

/// The instantiation of a generic call operator, if there is one.
static const clang::FunctionDecl *instantiated(const clang::FunctionDecl *F) {
  const auto *M = dyn_cast<clang::CXXMethodDecl>(F);
  const clang::FunctionTemplateDecl *T = M && M->getParent()->isLambda()
                                             ? F->getDescribedFunctionTemplate()
                                             : nullptr;
  if (T)
    for (const clang::FunctionDecl *Special : T->specializations())
      if (Special->getBody())
        return Special;
  return F;
}

/// What the function says, if it can only say `true` or only `false`.
static std::optional<bool> onlyAnswer(const clang::FunctionDecl *F) {
  const clang::FunctionDecl *D = nullptr;
  if (!F->getReturnType()->isBooleanType() || !F->hasBody(D))
    return std::nullopt;
  const auto *Block = dyn_cast_or_null<clang::CompoundStmt>(D->getBody());
  const auto *R = Block && Block->size() == 1
                      ? dyn_cast<clang::ReturnStmt>(Block->body_front())
                      : nullptr;
  const auto *Answer = dyn_cast_or_null<clang::CXXBoolLiteralExpr>(
      R && R->getRetValue() ? R->getRetValue()->IgnoreParenCasts() : nullptr);
  return Answer ? std::optional<bool>(Answer->getValue()) : std::nullopt;
}

FunctionDecl *Builder::function(const clang::FunctionDecl *F) {
  F = instantiated(F);
  const clang::FunctionDecl *Key = F->getCanonicalDecl();
  if (NamedDecl *Known = Entities.lookup(Key))
    return cast<FunctionDecl>(Known);
  const clang::FunctionDecl *Visible = visibleDefinition(F);
  const clang::FunctionDecl *Definition = nullptr;
  const bool IsDefined = F->isDefined(Definition);
  const clang::FunctionDecl *From = Visible ? Visible
                                    : IsDefined && Definition->isDefaulted()
                                        ? Definition
                                        : Key;
  const NamedDecl::Kind K = kindOf(F);
  FunctionDecl *Result = nullptr;
  switch (K) {
  case NamedDecl::CXXConstructor:
    Result = make<CXXConstructorDecl>(Key, K, From);
    break;
  case NamedDecl::CXXDestructor:
    Result = make<CXXDestructorDecl>(Key, K, From);
    break;
  case NamedDecl::CXXConversion:
    Result = make<CXXConversionDecl>(Key, K, From);
    break;
  case NamedDecl::CXXMethod:
    Result = make<CXXMethodDecl>(Key, K, From);
    break;
  default:
    Result = make<FunctionDecl>(Key, K, From);
    break;
  }
  FunctionDecl &R = *Result;
  R.Access = Key->getAccess();
  R.FirstLocation = Key->getLocation();
  R.OnlyAnswer = onlyAnswer(F);
  R.T = type(F->getType());
  R.Returns = type(F->getReturnType());
  R.Main = F->isMain();
  R.NoReturn = F->isNoReturn();
  const auto *Prototype = From->getType()->getAs<clang::FunctionProtoType>();
  R.Nothrow =
      Prototype &&
      !clang::isUnresolvedExceptionSpec(Prototype->getExceptionSpecType()) &&
      Prototype->isNothrow();
  R.Static = F->isStatic();
  if (const auto *M = dyn_cast<clang::CXXMethodDecl>(F))
    R.Static = M->isStatic();
  R.Deleted = F->isDeleted();
  R.Defined = IsDefined;
  R.Defaulted = F->isDefaulted() || (Definition && Definition->isDefaulted());
  R.UserProvided = Key->isUserProvided();
  R.Instantiated = F->isTemplateInstantiation();
  R.Template = F->isDependentContext();
  const auto *Deduced = F->getDeclaredReturnType()->getContainedAutoType();
  R.ReturnsAuto = Deduced != nullptr;
  R.Operator = F->getOverloadedOperator();
  R.MinArguments = F->getMinRequiredArguments();
  R.Op = Names.function(F);
  R.Operations =
      keep(llvm::ArrayRef<const model::Operation *>(Names.entries(F)));

  SmallVector<const ParmVarDecl *, 4> Parameters;
  for (const clang::ParmVarDecl *P : From->parameters()) {
    auto *Parameter = make<ParmVarDecl>(P, NamedDecl::ParmVar);
    Parameter->Context = Result;
    Parameter->T = type(P->getType());
    Parameter->Index = P->getFunctionScopeIndex();
    Parameter->DefaultArg = P->hasDefaultArg();
    Parameter->Referenced = P->isReferenced();
    if (Visible && P->hasDefaultArg() && !P->hasUnparsedDefaultArg() &&
        !P->hasUninstantiatedDefaultArg())
      Variables.push_back({P, Parameter});
    Parameters.push_back(Parameter);
  }
  R.Parameters = keep(llvm::ArrayRef<const ParmVarDecl *>(Parameters));
  fill(From);
  R.Context = context(From->getDeclContext());
  if (Visible) {
    R.OfLibrary = isOfLibrary(Visible);
    R.Handler = Names.handler(Visible);
    const auto *M = dyn_cast<clang::CXXMethodDecl>(Visible);
    (M && M->getParent()->isLambda() ? Closures : Functions).push_back(Visible);
  }
  return Result;
}

/// What only methods have.
void Builder::fill(const clang::FunctionDecl *F) {
  const auto *M = dyn_cast<clang::CXXMethodDecl>(F);
  if (!M)
    return;
  auto &Result = *cast<CXXMethodDecl>(Entities.lookup(F->getCanonicalDecl()));
  Result.Parent = record(M->getParent());
  Result.Virtual = M->isVirtual();
  Result.Pure = M->isPureVirtual();
  Result.Const = M->isConst();
  Result.CopyAssignment = M->isCopyAssignmentOperator();
  Result.MoveAssignment = M->isMoveAssignmentOperator();
  Result.ExplicitObject = M->hasCXXExplicitFunctionObjectParameter();
  // What a macro of a library declares, a generator of it defines.
  const clang::SourceManager &SM = AST.getSourceManager();
  Result.Generated = SM.isInSystemHeader(
      SM.getSpellingLoc(M->getCanonicalDecl()->getLocation()));
  SmallVector<const CXXMethodDecl *, 2> Overridden;
  for (const clang::CXXMethodDecl *O : M->overridden_methods())
    Overridden.push_back(cast<CXXMethodDecl>(function(O)));
  Result.Overridden = keep(llvm::ArrayRef<const CXXMethodDecl *>(Overridden));
  Result.TaskBody = visibleDefinition(M) ? Names.taskBody(M) : nullptr;
  Result.ByName = Names.conventions().handler(M);
  if (const auto *C = dyn_cast<clang::CXXConstructorDecl>(M)) {
    auto &K = *cast<CXXConstructorDecl>(&Result);
    K.Copy = C->isCopyConstructor();
    K.Move = C->isMoveConstructor();
    K.Converting = C->isConvertingConstructor(/*AllowExplicit=*/false);
  }
}

void Builder::buildBody(const clang::FunctionDecl *F) {
  FunctionDecl *Result = function(F);
  if (!Result->Body)
    Result->Body = root(F->getBody());
  Bodies[Result->Body] = F;
  const auto *C = dyn_cast<clang::CXXConstructorDecl>(F);
  if (!C)
    return;
  SmallVector<CXXCtorInitializer, 4> Initializers;
  for (const clang::CXXCtorInitializer *I : C->inits()) {
    CXXCtorInitializer &Init = Initializers.emplace_back();
    if (const clang::FieldDecl *Member = I->getAnyMember())
      Init.Member = field(Member);
    if (I->isBaseInitializer())
      Init.Base = type(clang::QualType(I->getBaseClass(), 0));
    Init.Delegates = I->isDelegatingInitializer();
    Init.Indirect = I->isIndirectMemberInitializer();
    Init.Written = I->isWritten();
    Init.Init = fragment(I->getInit());
    Init.Location = I->getSourceLocation();
  }
  cast<CXXConstructorDecl>(Result)->Initializers =
      keep(llvm::ArrayRef<CXXCtorInitializer>(Initializers));
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

CXXRecordDecl *Builder::record(const clang::RecordDecl *R) {
  if (NamedDecl *Known = Entities.lookup(R->getCanonicalDecl()))
    return cast<CXXRecordDecl>(Known);
  const clang::RecordDecl *Definition = R->getDefinition();
  auto *Result =
      make<CXXRecordDecl>(R, NamedDecl::Record, Definition ? Definition : R);
  Result->T = type(AST.getCanonicalTagType(R)).get();
  Result->C = !isa<clang::CXXRecordDecl>(R);
  Result->Context = context(R->getDeclContext());
  Records.push_back(R);
  return Result;
}

TemplateArgument Builder::argument(const clang::TemplateArgument &A) {
  TemplateArgument Result;
  switch (A.getKind()) {
  case clang::TemplateArgument::Type:
    Result.Kind = TemplateArgument::Type;
    Result.T = type(A.getAsType());
    break;
  case clang::TemplateArgument::Integral:
    Result.Kind = TemplateArgument::Integral;
    Result.Value = A.getAsIntegral().extOrTrunc(64).getSExtValue();
    break;
  case clang::TemplateArgument::Pack: {
    Result.Kind = TemplateArgument::Pack;
    SmallVector<TemplateArgument, 4> Elements;
    for (const clang::TemplateArgument &E : A.pack_elements())
      Elements.push_back(argument(E));
    Result.Elements = keep(llvm::ArrayRef<TemplateArgument>(Elements));
    break;
  }
  default:
    break;
  }
  return Result;
}

void Builder::fill(const clang::RecordDecl *R) {
  CXXRecordDecl &Result = *record(R);
  const auto *Class = dyn_cast<clang::CXXRecordDecl>(R);
  if (const auto *S = dyn_cast<clang::ClassTemplateSpecializationDecl>(R)) {
    SmallVector<TemplateArgument, 4> Arguments;
    for (const clang::TemplateArgument &A : S->getTemplateArgs().asArray())
      Arguments.push_back(argument(A));
    Result.Arguments = keep(llvm::ArrayRef<TemplateArgument>(Arguments));
  }
  Result.Described = Names.describes(R);
  Result.Union = R->isUnion();
  const clang::RecordDecl *Definition = R->getDefinition();
  if (!Definition)
    return;
  Result.Complete = Definition->isCompleteDefinition();
  SmallVector<const FieldDecl *, 8> Fields;
  for (const clang::FieldDecl *F : Definition->fields())
    Fields.push_back(field(F));
  Result.Fields = keep(llvm::ArrayRef<const FieldDecl *>(Fields));
  if (Class && Result.Complete)
    fillMembers(Class->getDefinition(), Result);
}

void Builder::fillMembers(const clang::CXXRecordDecl *R,
                          CXXRecordDecl &Result) {
  Result.Dependent = R->isDependentContext();
  Result.Lambda = R->isLambda();
  Result.Abstract = R->isAbstract();
  Result.Polymorphic = R->isPolymorphic();
  Result.Aggregate = R->isAggregate();
  Result.Friends = R->hasFriends();
  Result.TrivialDestructor = R->hasTrivialDestructor();
  Result.TrivialDefault = R->hasTrivialDefaultConstructor();
  Result.CopyConstructor =
      R->hasSimpleCopyConstructor() ||
      llvm::any_of(R->ctors(), [](const clang::CXXConstructorDecl *C) {
        return C->isCopyConstructor() && !C->isDeleted();
      });
  for (const clang::NamedDecl *D : R->getVisibleConversionFunctions())
    if (const auto *C =
            dyn_cast<clang::CXXConversionDecl>(D->getUnderlyingDecl()))
      Result.ToBool |= C->getConversionType()->isBooleanType();
  SmallVector<CXXBaseSpecifier, 2> Bases;
  for (const clang::CXXBaseSpecifier &B : R->bases()) {
    CXXBaseSpecifier &Base = Bases.emplace_back();
    Base.T = type(B.getType());
    Base.Access = B.getAccessSpecifier();
    Base.Virtual = B.isVirtual();
  }
  Result.Bases = keep(llvm::ArrayRef<CXXBaseSpecifier>(Bases));
  for (const clang::Decl *D : R->decls()) {
    const auto *Template = dyn_cast<clang::FunctionTemplateDecl>(D);
    const auto *C = dyn_cast<clang::CXXConstructorDecl>(
        Template ? Template->getTemplatedDecl() : D);
    if (!C || C->isDeleted() || C->isCopyOrMoveConstructor())
      continue;
    const unsigned Least = C->getMinRequiredArguments();
    if (!Template)
      Result.MinArguments = std::min(Result.MinArguments, Least);
    if (Least > 1 || !C->getNumParams() ||
        !C->isConvertingConstructor(/*AllowExplicit=*/false))
      continue;
    // A list of elements is rarely written where a container is expected.
    const model::Type *From = Names.type(C->getParamDecl(0)->getType());
    Result.MadeSilently |= !From || From->K != model::Kind::Container;
  }
  if (const clang::CXXDestructorDecl *D = R->getDestructor()) {
    auto *Destructor = cast<CXXDestructorDecl>(function(D));
    Destructor->FirstLocation = D->getLocation();
    Result.Destructor = Destructor;
  }
  if (Result.Lambda)
    if (const clang::CXXMethodDecl *M = R->getLambdaCallOperator())
      Result.CallOperator = cast<CXXMethodDecl>(function(M));

  const clang::SourceManager &SM = AST.getSourceManager();
  SmallVector<const CXXMethodDecl *, 16> Methods;
  SmallVector<const FunctionDecl *, 4> Templates, Specializations;
  bool IsGenerated = false;
  for (const clang::Decl *D : R->decls()) {
    // What `signals:` announces is defined by a generator.
    if (isa<clang::AccessSpecDecl>(D)) {
      clang::SourceLocation Loc = D->getLocation();
      IsGenerated =
          Loc.isMacroID() && SM.isInSystemHeader(SM.getSpellingLoc(Loc));
    } else if (const auto *M = dyn_cast<clang::CXXMethodDecl>(D)) {
      // Of a library's class, what others may override.
      if (Result.InSystemHeader && !M->isVirtual())
        continue;
      auto *Method = cast<CXXMethodDecl>(function(M));
      Method->Generated |= IsGenerated;
      Methods.push_back(Method);
    } else if (const auto *T = dyn_cast<clang::FunctionTemplateDecl>(D);
               T && !Result.InSystemHeader) {
      Templates.push_back(function(T->getTemplatedDecl()));
      for (const clang::FunctionDecl *F : T->specializations())
        Specializations.push_back(function(F));
    }
  }
  Result.Methods = keep(llvm::ArrayRef<const CXXMethodDecl *>(Methods));
  Result.Templates = keep(llvm::ArrayRef<const FunctionDecl *>(Templates));
  Result.Specializations =
      keep(llvm::ArrayRef<const FunctionDecl *>(Specializations));
  if (Result.InSystemHeader)
    return;
  for (const clang::FieldDecl *F : R->fields())
    if (F->hasInClassInitializer() && F->getInClassInitializer())
      field(F)->Init = fragment(F->getInClassInitializer());
  if (const clang::NamedDecl *B = Names.conventions().boundOf(R))
    Result.Bound = entity(B);
}

} // namespace tether::facts
