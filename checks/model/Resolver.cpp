//===- Resolver.cpp - The model's names in one translation unit -----------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Resolver.h"
#include "LibraryLookup.h"
#include "NameLookup.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace llvm;

namespace tether::model {

namespace {

const Decl *keyOf(const RecordDecl *Record) {
  return NameLookup::typeKey(Record);
}

QualType stripped(QualType T) {
  return T.isNull() ? T : T.getNonReferenceType().getUnqualifiedType();
}

/// True if the class that declares `Method` is derived from `Record`, so that
/// the method is somebody's own and not the library's.
bool isAddedBelow(const CXXMethodDecl *Method, const RecordDecl *Record) {
  const auto *Base = dyn_cast<CXXRecordDecl>(Record);
  const CXXRecordDecl *Parent = Method->getParent();
  if (!Base || !Parent->hasDefinition() ||
      Method->size_overridden_methods() != 0)
    return false;
  return Parent->getCanonicalDecl() != Base->getCanonicalDecl() &&
         Parent->isDerivedFrom(Base);
}

ArrayRef<const Expr *> given(ArrayRef<const Expr *> Arguments) {
  while (!Arguments.empty() && isa<CXXDefaultArgExpr>(Arguments.back()))
    Arguments = Arguments.drop_back();
  return Arguments;
}

ArrayRef<const Expr *> argumentsOf(const CallExpr *Call) {
  return given(ArrayRef(Call->getArgs(), Call->getNumArgs()));
}

ArrayRef<const Expr *> argumentsOf(const CXXConstructExpr *Construct) {
  return given(
      ArrayRef<const Expr *>(Construct->getArgs(), Construct->getNumArgs()));
}

/// Without the object that an overloaded operator or a function object is
/// called on. An operator that the model describes as a free function keeps it.
ArrayRef<const Expr *> argumentsOf(const CallExpr *Call, const Operation &Op) {
  ArrayRef<const Expr *> Result = argumentsOf(Call);
  if (isa<CXXOperatorCallExpr>(Call) && !Result.empty() &&
      !Op.Name.contains("::operator"))
    return Result.drop_front();
  return Result;
}

/// What a member is called on: the expression, null for an implicit `this`
/// that clang has not written down, and its type without the pointer of `->`.
struct Receiver {
  const Expr *Object = nullptr;
  QualType T;
};

Receiver receiverOf(const CallExpr *Call) {
  Receiver Result;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (!Operator->getNumArgs())
      return {};
    Result.Object = Operator->getArg(0)->IgnoreParenImpCasts();
    Result.T = stripped(Result.Object->getType());
    return Result;
  }
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Result.Object = Member->getImplicitObjectArgument();
  } else if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    Result.Object = Member->getBase();
  } else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee)) {
    // An argument is dependent, the object is not.
    Result.T = stripped(Member->getBaseType());
    if (!Member->isImplicitAccess())
      Result.Object = Member->getBase();
  }
  if (Result.Object) {
    Result.Object = Result.Object->IgnoreParenImpCasts();
    Result.T = stripped(Result.Object->getType());
  }
  if (!Result.T.isNull() && Result.T->isPointerType())
    Result.T = Result.T->getPointeeType();
  return Result;
}

/// The simple name of the member that is called, also where its overload cannot
/// be chosen yet because an argument is dependent.
std::string memberName(const CallExpr *Call) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    return std::string("operator") +
           getOperatorSpelling(Operator->getOperator());
  if (const auto *Function =
          dyn_cast_or_null<FunctionDecl>(Call->getCalleeDecl()))
    return NameLookup::simpleName(Function);
  if (const auto *Unresolved = dyn_cast<UnresolvedMemberExpr>(
          Call->getCallee()->IgnoreParenImpCasts()))
    if (const IdentifierInfo *I =
            Unresolved->getMemberName().getAsIdentifierInfo())
      return I->getName().str();
  return "";
}

/// The variable whose call operator is called, also with dependent arguments.
const ValueDecl *calledVariable(const CallExpr *Call) {
  const Expr *Object = Call->getCallee();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getOperator() != OO_Call || !Operator->getNumArgs())
      return nullptr;
    Object = Operator->getArg(0);
  }
  Object = Object->IgnoreParenImpCasts();
  const ValueDecl *Named = nullptr;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Object))
    Named = Reference->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(Object))
    Named = Member->getMemberDecl();
  return dyn_cast_or_null<VarDecl>(Named);
}

bool isDerivedFromKey(const CXXRecordDecl *Record, const Decl *Key) {
  SmallVector<const CXXRecordDecl *, 8> Worklist{Record};
  SmallPtrSet<const Decl *, 8> Seen;
  while (!Worklist.empty()) {
    const CXXRecordDecl *Next = Worklist.pop_back_val();
    if (!Seen.insert(Next->getCanonicalDecl()).second)
      continue;
    if (Next != Record && keyOf(Next) == Key)
      return true;
    NameLookup::forEachBase(
        Next, [&](const CXXRecordDecl *Base) { Worklist.push_back(Base); });
  }
  return false;
}

bool overridesOneOf(const CXXMethodDecl *Method, ArrayRef<const Decl *> Keys) {
  SmallVector<const CXXMethodDecl *, 4> Worklist{Method};
  SmallPtrSet<const Decl *, 8> Seen;
  while (!Worklist.empty()) {
    const CXXMethodDecl *Next = Worklist.pop_back_val();
    if (!Seen.insert(Next->getCanonicalDecl()).second)
      continue;
    if (Next != Method && is_contained(Keys, NameLookup::functionKey(Next)))
      return true;
    Worklist.append(Next->begin_overridden_methods(),
                    Next->end_overridden_methods());
  }
  return false;
}

const NamespaceDecl *outermostNamespace(const Decl *D) {
  const NamespaceDecl *Result = nullptr;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      Result = N->getCanonicalDecl();
  return Result;
}

} // namespace

//===----------------------------------------------------------------------===//
// Looking the entries up
//===----------------------------------------------------------------------===//

Resolver::Resolver(ASTContext &Context, ArrayRef<const Library *> Libraries,
                   bool WithConventions)
    : Context(Context),
      ByName(*this, WithConventions ? Libraries : ArrayRef<const Library *>()) {
  for (const Library *L : Libraries)
    add(*L);
}

void Resolver::add(const Library &L) {
  LibraryLookup Names(Context, L);
  if (!Names.isPresent())
    return;
  if (L.Origin == "built-in")
    for (const NamedDecl *D : Names.namespaces())
      if (isa<NamespaceDecl>(D))
        Libraries.insert(D->getCanonicalDecl());

  auto AddCondition = [&](StringRef Name) {
    if (Name.empty())
      return;
    auto &Decls = Conditions[Name];
    for (const NamedDecl *D : Names.find(Name)) {
      const Decl *Key = NameLookup::typeKey(D);
      Decls.push_back(Key ? Key : D->getCanonicalDecl());
    }
  };

  for (const Type &T : L.Types) {
    auto Keys = Names.typeKeys(T.Name);
    for (const Decl *Key : Keys)
      Types[Key] = &T;
    if (Keys.empty())
      continue;
    for (const Operation &Op : T.Operations)
      AddCondition(Op.OnlyIf);
    for (const Operation &Op : T.Constructors)
      AddCondition(Op.OnlyIf);
  }

  DenseMap<const Decl *, Operations> Found;
  for (const Operation &Op : L.Functions) {
    auto Keys = Names.functionKeys(Op.Name);
    for (const Decl *Key : Keys)
      Found[Key].push_back(&Op);
    if (!Keys.empty())
      AddCondition(Op.OnlyIf);
  }
  for (auto &[Key, Ops] : Found)
    Functions[Key] = std::move(Ops);

  std::vector<HandlerEntry> Ours;
  for (const Handler &H : L.Handlers) {
    HandlerEntry Entry{&H, L.Origin == "built-in", {}, {}};
    bool Complete = true;
    if (H.M == Handler::Match::Override)
      Entry.Base.append(Names.functionKeys(H.Name));
    else if (H.M == Handler::Match::OverrideIn)
      Entry.Base.append(Names.typeKeys(H.Name));
    for (StringRef Parameter : H.Parameters) {
      if (Parameter == "*") {
        Entry.Parameters.push_back(nullptr);
        continue;
      }
      auto Keys = Names.typeKeys(Parameter);
      Complete &= !Keys.empty();
      Entry.Parameters.push_back(Keys.empty() ? nullptr : Keys.front());
    }
    if (Complete && (H.M == Handler::Match::Parameters || !Entry.Base.empty()))
      Ours.push_back(std::move(Entry));
  }
  Handlers.insert(Handlers.begin(), std::make_move_iterator(Ours.begin()),
                  std::make_move_iterator(Ours.end()));
}

std::vector<std::string> Resolver::unresolved(ASTContext &Context,
                                              const Library &L) {
  using State = LibraryLookup::State;
  std::vector<std::string> Result;
  for (const LibraryLookup::Status &S : LibraryLookup(Context, L).check())
    if (S.S == State::Missing || S.S == State::Incomplete)
      Result.push_back((L.Name + ": " + S.Name).str());
  return Result;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

ArrayRef<Resolver::Match> Resolver::matches(const RecordDecl *Record) const {
  const Decl *Canonical = Record->getCanonicalDecl();
  auto Cached = Known.find(Canonical);
  if (Cached != Known.end())
    return Cached->second;

  std::vector<Match> Result;
  // A mix-in such as enable_shared_from_this says less than any other base.
  std::vector<Match> MixIns;
  SmallPtrSet<const Decl *, 8> Seen;
  // Breadth first, so that nearer bases come first.
  SmallVector<const RecordDecl *, 8> Queue{Record};
  for (size_t I = 0; I < Queue.size(); ++I) {
    const RecordDecl *Next = Queue[I];
    if (!Seen.insert(Next->getCanonicalDecl()).second)
      continue;
    auto Entry = Types.find(keyOf(Next));
    if (Entry != Types.end())
      (Entry->second->K == Kind::Other ? MixIns : Result)
          .push_back({Entry->second, Next});
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Next))
      if (const CXXRecordDecl *Definition = Class->getDefinition())
        NameLookup::forEachBase(Definition, [&](const CXXRecordDecl *Base) {
          Queue.push_back(Base);
        });
  }
  Result.insert(Result.end(), MixIns.begin(), MixIns.end());
  return Known[Canonical] = std::move(Result);
}

ArrayRef<Resolver::Match> Resolver::matches(QualType T) const {
  T = stripped(T);
  const RecordDecl *Record = T.isNull() ? nullptr : T->getAsRecordDecl();
  return Record ? matches(Record) : ArrayRef<Match>();
}

const Type *Resolver::typedefEntry(QualType T) const {
  T = T.isNull() ? T : T.getNonReferenceType();
  while (!T.isNull()) {
    if (const auto *Typedef = dyn_cast<TypedefType>(T.getTypePtr())) {
      auto Entry = Types.find(Typedef->getDecl()->getCanonicalDecl());
      if (Entry != Types.end())
        return Entry->second;
    }
    QualType Next = T.getSingleStepDesugaredType(Context);
    if (Next == T)
      break;
    T = Next;
  }
  return nullptr;
}

const Type *Resolver::type(QualType T) const {
  if (T.isNull())
    return nullptr;
  if (stripped(T)->getAsRecordDecl()) {
    ArrayRef<Match> Found = matches(T);
    return Found.empty() ? nullptr : Found.front().Entry;
  }
  return typedefEntry(T);
}

const Type *Resolver::classType(const RecordDecl *Record) const {
  ArrayRef<Match> Found = matches(Record);
  return Found.empty() ? nullptr : Found.front().Entry;
}

bool Resolver::describes(const RecordDecl *Record) const {
  return llvm::any_of(matches(Record), [&](const Match &M) {
    return M.Record->getCanonicalDecl() == Record->getCanonicalDecl();
  });
}

const Type *Resolver::pointee(QualType T) const {
  for (unsigned Depth = 0; Depth < 8; ++Depth) {
    QualType Inner = pointeeType(T);
    if (Inner.isNull())
      break;
    T = Inner;
  }
  return type(T);
}

const Resolver::Match *Resolver::match(QualType T, Kind First,
                                       Kind Second) const {
  for (const Match &M : matches(T))
    if (M.Entry->K == First || M.Entry->K == Second)
      return &M;
  return nullptr;
}

QualType Resolver::elementType(QualType T) const {
  const Match *M = match(T, Kind::Container, Kind::SmartPointer);
  if (!M)
    return {};
  unsigned Index = std::max<int>(M->Entry->Element, 0);
  QualType Result;
  if (const auto *Special =
          dyn_cast<ClassTemplateSpecializationDecl>(M->Record)) {
    const TemplateArgumentList &Arguments = Special->getTemplateArgs();
    if (Index < Arguments.size() &&
        Arguments[Index].getKind() == TemplateArgument::Type)
      Result = Arguments[Index].getAsType();
  }
  // As written, because the typedef of a C handle is not part of the canonical
  // type.
  if (const auto *Written = stripped(T)->getAs<TemplateSpecializationType>();
      Written && !Result.isNull() && !Written->isTypeAlias() &&
      Index < Written->template_arguments().size()) {
    const TemplateArgument &A = Written->template_arguments()[Index];
    if (A.getKind() == TemplateArgument::Type &&
        Context.hasSameType(A.getAsType(), Result))
      Result = A.getAsType();
  }
  if (!Result.isNull())
    if (const clang::ArrayType *Array = Context.getAsArrayType(Result))
      Result = Array->getElementType();
  return Result;
}

QualType Resolver::pointeeType(QualType T) const {
  T = stripped(T);
  if (T.isNull())
    return {};
  // A typedef of the model for a pointer is a handle, not a way to one.
  if (T->isPointerType())
    return typedefEntry(T) ? QualType() : T->getPointeeType();
  const Match *M = match(T, Kind::SmartPointer, Kind::SmartPointer);
  return M ? elementType(T) : QualType();
}

QualType Resolver::innerType(QualType T) const {
  QualType Inner = pointeeType(T);
  if (Inner.isNull())
    Inner = elementType(T);
  if (Inner.isNull())
    if (const clang::ArrayType *Array = Context.getAsArrayType(T))
      Inner = Array->getElementType();
  return Inner;
}

bool Resolver::hasCallOperator(const CXXRecordDecl *Record) const {
  if (!Record->hasDefinition())
    return false;
  Record = Record->getDefinition();
  auto Cached = Callable.find(Record);
  if (Cached != Callable.end())
    return Cached->second;
  DeclarationName Name = Context.DeclarationNames.getCXXOperatorName(OO_Call);
  bool Result = false;
  SmallVector<const CXXRecordDecl *, 8> Worklist{Record};
  SmallPtrSet<const Decl *, 8> Seen;
  while (!Worklist.empty() && !Result) {
    const CXXRecordDecl *Next = Worklist.pop_back_val();
    if (!Seen.insert(Next->getCanonicalDecl()).second)
      continue;
    Result = !Next->lookup(Name).empty();
    NameLookup::forEachBase(
        Next, [&](const CXXRecordDecl *Base) { Worklist.push_back(Base); });
  }
  return Callable[Record] = Result;
}

bool Resolver::isCallable(QualType T) const {
  T = stripped(T);
  if (T.isNull())
    return false;
  if (T->isFunctionType() || T->isFunctionPointerType() ||
      T->isMemberFunctionPointerType() || T->isBlockPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (Record->isLambda())
    return true;
  // The model knows better: many completion tokens have a call operator that
  // has nothing to do with being run.
  ArrayRef<Match> Found = matches(Record);
  if (!Found.empty() && keyOf(Found.front().Record) == keyOf(Record)) {
    const Type *Entry = Found.front().Entry;
    return Entry->K == Kind::Callable ||
           any_of(Entry->Operations,
                  [](const Operation &Op) { return Op.Name == "operator()"; });
  }
  return hasCallOperator(Record);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

bool Resolver::isCondition(const Expr *E, StringRef Name) const {
  E = E->IgnoreUnlessSpelledInSource();
  const Expr *Bare = E->IgnoreParenCasts();
  auto Meant = Conditions.find(Name);
  if (Meant != Conditions.end() && !Meant->second.empty()) {
    const Decl *Named = nullptr;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Bare))
      Named = Reference->getDecl()->getCanonicalDecl();
    if (Named && is_contained(Meant->second, Named))
      return true;
    const RecordDecl *Record = stripped(E->getType())->getAsRecordDecl();
    return Record && is_contained(Meant->second, keyOf(Record));
  }
  // Where the constant is a macro, no declaration has its name.
  SourceLocation At = E->getBeginLoc();
  return At.isMacroID() &&
         Lexer::getImmediateMacroName(At, Context.getSourceManager(),
                                      Context.getLangOpts()) == Name;
}

const Operation *Resolver::choose(ArrayRef<const Operation *> Candidates,
                                  Arguments Given) const {
  const Operation *Fallback = nullptr;
  for (const Operation *Op : Candidates) {
    if (Op->Arity >= 0 && size_t(Op->Arity) != Given.size())
      continue;
    if (Op->OnlyIf.empty()) {
      if (!Fallback)
        Fallback = Op;
      continue;
    }
    if (any_of(Given,
               [&](const Expr *E) { return isCondition(E, Op->OnlyIf); }))
      return Op;
  }
  return Fallback;
}

std::pair<const Type *, const Operation *>
Resolver::member(const CallExpr *Call) const {
  ArrayRef<Match> Found = matches(receiverOf(Call).T);
  if (Found.empty())
    return {};
  std::string Name = memberName(Call);
  Arguments Given = argumentsOf(Call);
  if (isa<CXXOperatorCallExpr>(Call) && !Given.empty())
    Given = Given.drop_front();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl());
  for (const Match &M : Found) {
    Operations Candidates;
    for (const Operation &Op : M.Entry->Operations)
      if (Op.Name == Name)
        Candidates.push_back(&Op);
    if (Candidates.empty())
      continue;
    if (Method && isAddedBelow(Method, M.Record))
      return {Found.front().Entry, nullptr};
    if (const Operation *Op = choose(Candidates, Given))
      return {M.Entry, Op};
  }
  return {Found.front().Entry, nullptr};
}

const Type *Resolver::receiver(const CallExpr *Call) const {
  return Call ? member(Call).first : nullptr;
}

const Operation *Resolver::operation(const CallExpr *Call) const {
  if (!Call)
    return nullptr;
  auto Among = [&](const NamedDecl *D, Arguments Given) -> const Operation * {
    const Decl *Key = NameLookup::functionKey(D);
    auto Found = Key ? Functions.find(Key) : Functions.end();
    return Found == Functions.end() ? nullptr : choose(Found->second, Given);
  };

  if (const ValueDecl *Variable = calledVariable(Call)) {
    Arguments Given = argumentsOf(Call);
    if (isa<CXXOperatorCallExpr>(Call))
      Given = Given.drop_front();
    if (const Operation *Op = Among(Variable, Given))
      return Op;
  }
  if (const Operation *Op = member(Call).second)
    return Op;
  if (const FunctionDecl *Callee = Call->getDirectCallee())
    return Among(Callee, argumentsOf(Call));

  // In a template the overload may not be known yet. If all candidates are the
  // model's, it does not matter which it will be.
  const auto *Unresolved =
      dyn_cast<UnresolvedLookupExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Unresolved)
    return nullptr;
  const Operation *Common = nullptr;
  for (const NamedDecl *D : Unresolved->decls()) {
    const Operation *Op = Among(D->getUnderlyingDecl(), argumentsOf(Call));
    if (!Op || (Common && Common != Op))
      return nullptr;
    Common = Op;
  }
  return Common;
}

const Operation *
Resolver::construction(const CXXConstructExpr *Construct) const {
  if (!Construct)
    return nullptr;
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (!Constructor || Constructor->isInvalidDecl() ||
      Constructor->isCopyOrMoveConstructor())
    return nullptr;
  if (const CXXConstructorDecl *Inherited =
          Constructor->getInheritedConstructor().getConstructor())
    Constructor = Inherited;
  Arguments Given = argumentsOf(Construct);
  if (Given.empty())
    return nullptr;
  for (const Match &M : matches(Construct->getType())) {
    if (M.Entry->Constructors.empty() || isAddedBelow(Constructor, M.Record))
      continue;
    Operations Candidates;
    for (const Operation &Op : M.Entry->Constructors)
      if (Op.Callable == Absent || !pickAll(Given, Op).empty())
        Candidates.push_back(&Op);
    if (const Operation *Op = choose(Candidates, Given))
      return Op;
  }
  return nullptr;
}

SmallVector<const Operation *, 1>
Resolver::entries(const NamedDecl *D, const CXXRecordDecl *Named) const {
  const Decl *Key = D ? NameLookup::functionKey(D) : nullptr;
  auto Found = Key ? Functions.find(Key) : Functions.end();
  if (Found != Functions.end())
    return Found->second;
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(D ? D->getAsFunction() : nullptr);
  if (!Method || isa<CXXConstructorDecl, CXXDestructorDecl>(Method))
    return {};
  std::string Name = NameLookup::simpleName(Method);
  for (const Match &M : matches(Named ? Named : Method->getParent())) {
    Operations Candidates;
    for (const Operation &Op : M.Entry->Operations)
      if (Op.Name == Name)
        Candidates.push_back(&Op);
    if (!Candidates.empty())
      return isAddedBelow(Method, M.Record) ? Operations() : Candidates;
  }
  return {};
}

const Operation *Resolver::function(const FunctionDecl *Function) const {
  for (const Operation *Op : entries(Function))
    if (Op->OnlyIf.empty())
      return Op;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

const Expr *Resolver::pick(Arguments Given, const Operation &Op,
                           int8_t P) const {
  switch (P) {
  case Auto:
    for (const Expr *E : Given)
      if (isCallable(E->getType()))
        return E;
    return nullptr;
  case Last:
    return Given.empty() ? nullptr : Given.back();
  case Object:
    return Op.Object >= 0 && size_t(Op.Object) < Given.size() ? Given[Op.Object]
                                                              : nullptr;
  case MethodObject:
    for (const Expr *E : Given)
      if (stripped(E->getType())->isMemberFunctionPointerType())
        return E;
    return nullptr;
  default:
    return P >= 0 && size_t(P) < Given.size() &&
                   !isa<CXXDefaultArgExpr>(Given[P])
               ? Given[P]
               : nullptr;
  }
}

SmallVector<const Expr *, 2> Resolver::pickAll(Arguments Given,
                                               const Operation &Op) const {
  SmallVector<const Expr *, 2> Result;
  if (Op.Callable == AllArguments) {
    copy_if(Given, std::back_inserter(Result),
            [&](const Expr *E) { return isCallable(E->getType()); });
  } else if (const Expr *E = pick(Given, Op, Op.Callable)) {
    Result.push_back(E);
  }
  return Result;
}

const Expr *Resolver::argument(const CallExpr *Call, const Operation &Op,
                               int8_t P) const {
  if (P == Object)
    return object(Call, Op);
  return pick(argumentsOf(Call, Op), Op, P);
}

const Expr *Resolver::argument(const CXXConstructExpr *Call,
                               const Operation &Op, int8_t P) const {
  return pick(argumentsOf(Call), Op, P);
}

SmallVector<const Expr *, 2> Resolver::callables(const CallExpr *Call,
                                                 const Operation &Op) const {
  if (Op.Callable == Object) {
    const Expr *E = object(Call, Op);
    return E ? SmallVector<const Expr *, 2>{E} : SmallVector<const Expr *, 2>{};
  }
  return pickAll(argumentsOf(Call, Op), Op);
}

SmallVector<const Expr *, 2> Resolver::callables(const CXXConstructExpr *Call,
                                                 const Operation &Op) const {
  return pickAll(argumentsOf(Call), Op);
}

const Expr *Resolver::object(const CallExpr *Call, const Operation &Op) const {
  if (Op.Object != Absent)
    return pick(argumentsOf(Call, Op), Op, Op.Object);
  // A function object of the model is not the object of what it does.
  return Op.Name.contains("::") && !isa<CXXMemberCallExpr>(Call)
             ? nullptr
             : receiverOf(Call).Object;
}

bool Resolver::isInfinite(const Expr *E) const {
  QualType T = stripped(E->getType());
  if (!T.isNull() && T->isPointerType())
    return E->isNullPointerConstant(Context,
                                    Expr::NPC_ValueDependentIsNotNull) !=
           Expr::NPCK_NotNull;
  const Expr *Bare = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
  if (const auto *Call = dyn_cast<CallExpr>(Bare))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && Call->getNumArgs() == 0 &&
        NameLookup::simpleName(Callee) == "max")
      return true;
  if (Bare->isValueDependent() || !Bare->getType()->isIntegerType())
    return false;
  Expr::EvalResult Value;
  if (!Bare->EvaluateAsInt(Value, Context))
    return false;
  const APSInt &I = Value.Val.getInt();
  return I.isNegative() ||
         I == APSInt::getMaxValue(I.getBitWidth(), I.isUnsigned());
}

bool Resolver::givesUp(const CallExpr *Call, const Operation &Op) const {
  if (!Call)
    return false;
  Arguments Given = argumentsOf(Call, Op);
  auto IsToken = [&](const Expr *E) {
    const Type *T = pointee(E->getType());
    return T && T->K == Kind::Token;
  };
  const Expr *Timeout = pick(Given, Op, Op.Timeout);
  // Another overload has the token there.
  if (Timeout && IsToken(Timeout))
    Timeout = nullptr;
  if (Timeout ? !isInfinite(Timeout) : Op.V != Variant::Plain)
    return true;
  return any_of(Given, [&](const Expr *E) {
    if (!IsToken(E))
      return false;
    // A token made from nothing is never raised.
    const Expr *Bare = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (const auto *List = dyn_cast<InitListExpr>(Bare))
      return List->getNumInits() != 0;
    const auto *Made = dyn_cast<CXXConstructExpr>(Bare);
    return !Made || !argumentsOf(Made).empty();
  });
}

//===----------------------------------------------------------------------===//
// Handlers and bodies
//===----------------------------------------------------------------------===//

bool Resolver::parametersFit(const FunctionDecl *Function,
                             const HandlerEntry &H) const {
  if (Function->getNumParams() != H.Parameters.size())
    return false;
  for (const auto &[Parameter, Key] :
       zip_equal(Function->parameters(), H.Parameters)) {
    if (!Key)
      continue;
    QualType T = Parameter->getType();
    for (QualType Inner = pointeeType(T); !Inner.isNull();
         Inner = pointeeType(T))
      T = Inner;
    T = stripped(T);
    const RecordDecl *Record = T.isNull() ? nullptr : T->getAsRecordDecl();
    if (!Record || keyOf(Record) != Key)
      return false;
  }
  return true;
}

const Handler *Resolver::handler(const FunctionDecl *Function) const {
  if (!Function || Handlers.empty())
    return nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  for (const HandlerEntry &H : Handlers) {
    switch (H.Entry->M) {
    case Handler::Match::Override:
      if (Method && overridesOneOf(Method, H.Base))
        return H.Entry;
      break;
    case Handler::Match::OverrideIn:
      if (Method && parametersFit(Function, H) &&
          any_of(H.Base, [&](const Decl *Key) {
            return Method->getParent()->hasDefinition() &&
                   isDerivedFromKey(Method->getParent()->getDefinition(), Key);
          }))
        return H.Entry;
      break;
    case Handler::Match::Parameters: {
      if (!parametersFit(Function, H))
        break;
      // The framework's own functions take requests too, and a header that is
      // part of the project is no system header.
      const Decl *Some =
          *find_if(H.Parameters, [](const Decl *D) { return D; });
      const NamespaceDecl *Namespace = outermostNamespace(Some);
      if (!H.BuiltIn || !Namespace || Namespace != outermostNamespace(Function))
        return H.Entry;
      break;
    }
    }
  }
  return nullptr;
}

const Type *Resolver::taskBody(const CXXMethodDecl *Method) const {
  if (!Method || !Method->getParent()->hasDefinition())
    return nullptr;
  std::string Name;
  for (const Match &M : matches(Method->getParent())) {
    if (M.Entry->Bodies.empty() ||
        keyOf(M.Record) == keyOf(Method->getParent()))
      continue;
    if (Name.empty())
      Name = NameLookup::simpleName(Method);
    // Without the base's method to override, a dependent base for example, the
    // same name is no evidence.
    if (is_contained(M.Entry->Bodies, Name) &&
        Method->size_overridden_methods() != 0)
      return M.Entry;
  }
  return nullptr;
}

} // namespace tether::model
