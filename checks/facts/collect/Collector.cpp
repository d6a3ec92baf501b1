//===- Collector.cpp - One walk over a translation unit -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Collector.h"
#include "../Statements.h"
#include "Syntax.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <deque>
#include <optional>
#include <set>

using namespace clang;

namespace tether::facts {
namespace {

using model::Operation;
using model::Role;

/// The event that an operation on an object is, if it is just that.
std::optional<EventKind> eventOf(Role R) {
  switch (R) {
  case Role::Join:
    return EventKind::Join;
  case Role::Detach:
  case Role::DetachConfig:
    return EventKind::Detach;
  case Role::Stop:
  case Role::Cancel:
  case Role::StopLoop:
    return EventKind::Stop;
  case Role::Wait:
  case Role::RunLoop:
    return EventKind::Wait;
  case Role::Signal:
    return EventKind::Signal;
  case Role::Send:
    return EventKind::Send;
  case Role::Receive:
    return EventKind::Receive;
  case Role::Close:
    return EventKind::Close;
  case Role::SetCapacity:
    return EventKind::SetCapacity;
  case Role::IsCancelled:
  case Role::IsClosed:
    return EventKind::Observe;
  case Role::Sleep:
    return EventKind::Sleep;
  case Role::Read:
    return EventKind::Read;
  case Role::Exit:
    return EventKind::Exit;
  case Role::Destroy:
    return EventKind::Destroy;
  case Role::Remove:
  case Role::CountUp:
    return EventKind::Write;
  default:
    return std::nullopt;
  }
}

/// True if handing over a value of this type hands over an object: pointers,
/// references and classes, as opposed to numbers.
bool carriesObject(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  T = T.getNonReferenceType();
  return T->isPointerType() || T->isRecordType() || T->isArrayType() ||
         T->isMemberPointerType() || T->isFunctionType();
}

/// Is a type among the arguments of a template class, or theirs?
bool isMadeOf(QualType Whole, QualType Part) {
  Whole = Whole.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (Whole == Part.getCanonicalType().getUnqualifiedType())
    return true;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Whole->getAsCXXRecordDecl());
  auto Is = [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type &&
           isMadeOf(A.getAsType(), Part);
  };
  return S && llvm::any_of(S->getTemplateArgs().asArray(),
                           [&](const TemplateArgument &A) {
                             return A.getKind() == TemplateArgument::Pack
                                        ? llvm::any_of(A.pack_elements(), Is)
                                        : Is(A);
                           });
}

/// Is there nothing in an object of the type but numbers?
bool isPlainData(QualType T) {
  T = T.getCanonicalType();
  if (T.isVolatileQualified())
    return false;
  if (const auto *A = dyn_cast<ArrayType>(T))
    return isPlainData(A->getElementType());
  if (const RecordDecl *R = T->getAsRecordDecl()) {
    const auto *Class = dyn_cast<CXXRecordDecl>(R);
    return R->isCompleteDefinition() && (!Class || !Class->getNumBases()) &&
           llvm::all_of(R->fields(), [](const FieldDecl *F) {
             return !F->isMutable() && isPlainData(F->getType());
           });
  }
  return T->isArithmeticType() || T->isEnumeralType();
}

/// Can a function with a parameter of the type only read what it is given, and
/// learn nothing from it by which it could change something else?
bool canOnlyRead(QualType Parameter, const Expr *A) {
  QualType To = Parameter->getPointeeType();
  if (To.isNull() || !To.isConstQualified())
    return false;
  QualType Given = A->IgnoreParenCasts()->getType();
  return isPlainData(Given->isPointerType() ? Given->getPointeeType() : Given);
}

/// Is it something that tasks are handed to?
bool runsTasks(const model::Type *T) {
  return T && (T->K == model::Kind::Pool || T->K == model::Kind::EventLoop ||
               T->K == model::Kind::Executor || T->K == model::Kind::TaskGroup);
}

/// Is the argument among them that bounds a channel of this type?
bool givesBound(const model::Type &Channel, ArrayRef<const Expr *> Arguments) {
  return Channel.CapacityIndex >= 0 &&
         size_t(Channel.CapacityIndex) < Arguments.size() &&
         !isa<CXXDefaultArgExpr>(Arguments[Channel.CapacityIndex]);
}

/// The only visible call operator of a function object that is no closure.
const CXXMethodDecl *callOperator(QualType T) {
  const CXXRecordDecl *R =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || R->isLambda() || !R->hasDefinition())
    return nullptr;
  const CXXMethodDecl *Only = nullptr;
  for (const CXXMethodDecl *M : R->getDefinition()->methods())
    if (M->getOverloadedOperator() == OO_Call && visibleDefinition(M)) {
      if (Only)
        return nullptr;
      Only = M;
    }
  return Only;
}

/// Is it a part of what a pointer points to, such as `p->member` or `p[1]`? The
/// object of a method is no such part.
bool isBehindPointer(const Expr *E) {
  E = strip(E);
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->isArrow()
               ? !isa<CXXOperatorCallExpr, CXXThisExpr>(strip(M->getBase()))
               : isBehindPointer(M->getBase());
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = A->getBase()->IgnoreParenImpCasts();
    return !Base->getType()->isArrayType() || isBehindPointer(Base);
  }
  const auto *U = dyn_cast<UnaryOperator>(E);
  return U && U->getOpcode() == UO_Deref;
}

/// The class that `&Class::member` names, or null.
const CXXRecordDecl *classNamedIn(const Expr *MemberPointer) {
  const auto *U = dyn_cast<UnaryOperator>(strip(MemberPointer));
  const auto *Member = U ? dyn_cast<DeclRefExpr>(U->getSubExpr()) : nullptr;
  return Member && Member->getQualifier()
             ? Member->getQualifier().getAsRecordDecl()
             : nullptr;
}

/// Does the branch end the loop or the function?
bool leavesLoop(const Stmt *Branch) {
  if (const auto *C = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = C->body_empty() ? nullptr : C->body_back();
  return Branch && (isa<BreakStmt>(Branch) || isa<ReturnStmt>(Branch));
}

/// The code that a closure's call runs: of a generic one, an instantiation.
const FunctionDecl *codeCalledBy(const CXXMethodDecl *CallOperator) {
  if (const FunctionTemplateDecl *T =
          CallOperator ? CallOperator->getDescribedFunctionTemplate() : nullptr)
    for (const FunctionDecl *F : T->specializations())
      if (F->getBody())
        return F;
  return CallOperator;
}

class Collector;

/// Walks one body.
class Walker {
public:
  Walker(Collector &C, Body &B) : C(C), B(B) {}
  void run();

private:
  void visit(const Stmt *S);
  void visitChildren(const Stmt *S);
  void visitStatement(const Stmt *S);
  void visitCondition(const Expr *E, const Stmt *At,
                      bool IsDereferenced = false);
  void visitLoop(const Stmt *Loop, const Stmt *Body);
  bool isCounter(const AccessPath &P) const;
  bool isKeptHandle(QualType T, const AccessPath &From) const;
  bool changesCounter(size_t From) const;
  void keepForeignPolls(size_t From);
  void visitDecl(const DeclStmt *At, const VarDecl *V);
  void visitLambda(const LambdaExpr *L);
  void visitCall(const CallExpr *Call);
  void visitOperation(const CallExpr *Call, const Operation &Op);
  bool looksOnly(const Stmt *S, SmallVectorImpl<const Expr *> &Answers);
  void visitQuestion(const CallExpr *Call, const Stmt *At);
  void pollAnswers(const FunctionDecl *F, AccessPath Object, const Stmt *At);
  void applyMember(const Expr *Callable, const Expr *Object,
                   const CallExpr *At);
  const Operation *memberOperation(const Expr *Callable);
  void visitPredicate(const Expr *Predicate, const Stmt *At);
  void giveUp(size_t From, bool GivesUp);
  void visitEmplace(const CallExpr *Call, AccessPath Object);
  void visitCallee(const CallExpr *Call);
  const Operation *operationByName(const FunctionDecl *F,
                                   ArrayRef<const Expr *> Arguments);
  void visitByName(const CallExpr *Call, const Operation &Op);
  void visitConstruct(const CXXConstructExpr *E);
  void visitAssignment(const Expr *LHS, const Expr *RHS, const Stmt *At);

  template <typename CallT>
  void bindWrapped(const CallT *E, const Operation &Op);
  template <typename CallT>
  void addTasks(const CallT *E, const Operation &Op, QualType HandleType);
  template <typename CallT>
  void addTask(const CallT *E, const Operation &Op, const Expr *Callable,
               QualType HandleType);
  const CXXMethodDecl *bodyOverride(const Expr *Object);
  bool isByReference(const Expr *E);
  bool isGivenByReference(const Expr *Call, const Expr *Argument);
  void addArguments(Task &T, const Expr *Callable,
                    ArrayRef<const Expr *> Arguments);
  void bindBody(const AccessPath &Callable, ArrayRef<const Expr *> Arguments,
                const Stmt *At, bool AtEnd = false);
  void runFunction(const FunctionDecl *F, ArrayRef<const Expr *> Arguments,
                   const Stmt *At, SourceLocation Where, AccessPath Object,
                   bool AtScopeEnd = false);
  void makeMembers(AccessPath Object, const CXXConstructorDecl *K,
                   ArrayRef<const Expr *> Arguments, const Stmt *At);
  void runConstructorOf(QualType T, ArrayRef<const Expr *> Arguments,
                        const Stmt *At);
  void event(EventKind K, AccessPath P, const Stmt *At, SourceLocation Where,
             const Operation *Op = nullptr, const model::Type *T = nullptr,
             bool AtScopeEnd = false);
  void flow(AccessPath To, AccessPath From, const Stmt *At);
  void flowFrom(AccessPath To, const Expr *E, const Stmt *At);
  void initialize(AccessPath Object, const Expr *Init, const Stmt *At);
  void initializeElements(AccessPath Object, const InitListExpr *L,
                          const Stmt *At);
  void initializeMembers(AccessPath Object, const Expr *Made, const Stmt *At);
  void returnAdaptors(const Expr *E, const Stmt *At);
  void flowElement(AccessPath To, const Expr *E, const Stmt *At);
  void escape(const Expr *E, const Stmt *At, SourceLocation Where);
  AccessPath resolve(const Expr *E);
  AccessPath objectOf(const CallExpr *Call, const Operation &Op);
  SmallVector<const Body *, 1> bodiesMadeBy(const Expr *E);

  Collector &C;
  Body &B;
  SmallVector<const Stmt *, 4> Loops;            ///< Outer first.
  llvm::SmallPtrSet<const VarDecl *, 4> Counted; ///< Say what a counter became.
  llvm::SmallPtrSet<const Stmt *, 4> Watched;    ///< Conditions of inner loops.
  unsigned Questions = 0; ///< How many questions the condition has led to.
};

class Collector {
public:
  Collector(ASTContext &Context, const model::Resolver &Names,
            PathResolver &Paths, Facts &Result)
      : Context(Context), Names(Names), Paths(Paths), Result(Result) {}

  void run() {
    for (const Decl *D : Context.getTraversalScope())
      findLibraries(D);
    for (const Decl *D : Context.getTraversalScope())
      visit(D);
    while (!Pending.empty()) {
      Body *Next = Pending.front();
      Pending.pop_front();
      Walker(*this, *Next).run();
    }
  }

  /// The body of a visible function, put on the list of bodies to walk.
  Body *bodyOf(const FunctionDecl *F) {
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

  Body *add() {
    Result.Bodies.push_back(std::make_unique<Body>());
    Pending.push_back(Result.Bodies.back().get());
    return Pending.back();
  }

  ASTContext &Context;
  const model::Resolver &Names;
  PathResolver &Paths;
  Facts &Result;

private:
  bool isUserCode(const Decl *D) const {
    const SourceManager &SM = Context.getSourceManager();
    SourceLocation Loc = SM.getExpansionLoc(D->getLocation());
    return Loc.isValid() && !SM.isInSystemHeader(Loc);
  }

  bool isInSource(const Decl *D) const {
    const SourceManager &SM = Context.getSourceManager();
    return SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
  }

  /// A source that declares something in the namespace of a library is a part
  /// of it.
  void findLibraries(const Decl *D) {
    if (isa<TranslationUnitDecl>(D) ||
        (isa<NamespaceDecl>(D) && isInSource(D))) {
      if (isa<NamespaceDecl>(D))
        OwnLibraries.insert(D->getCanonicalDecl());
      for (const Decl *Member : cast<DeclContext>(D)->decls())
        findLibraries(Member);
    }
  }

  /// Is it in the headers of a library that is described? The model speaks for
  /// what they do, wherever they lie.
  bool isOfLibrary(const Decl *D) const {
    if (Names.libraries().empty() || isInSource(D))
      return false;
    for (const DeclContext *In = D->getDeclContext(); In; In = In->getParent())
      if (const auto *N = dyn_cast<NamespaceDecl>(In))
        if (const Decl *Key = N->getCanonicalDecl();
            Names.libraries().count(Key) && !OwnLibraries.count(Key))
          return true;
    return false;
  }

  void visit(const Decl *D);
  void visitRecord(const CXXRecordDecl *R);

  llvm::SmallPtrSet<const Decl *, 8> OwnLibraries;
  std::deque<Body *> Pending;
};

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

void Collector::visit(const Decl *D) {
  if (!D || D->isInvalidDecl())
    return;
  if (isa<TranslationUnitDecl>(D)) {
    for (const Decl *Member : cast<DeclContext>(D)->decls())
      visit(Member);
    return;
  }
  if (!isUserCode(D) || isOfLibrary(D))
    return;
  if (isa<NamespaceDecl>(D) || isa<LinkageSpecDecl>(D) || isa<ExportDecl>(D)) {
    for (const Decl *Member : cast<DeclContext>(D)->decls())
      visit(Member);
  } else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D)) {
    for (const FunctionDecl *F : T->specializations())
      bodyOf(F);
  } else if (const auto *T = dyn_cast<ClassTemplateDecl>(D)) {
    if (T->isThisDeclarationADefinition() || T == T->getCanonicalDecl())
      for (const ClassTemplateSpecializationDecl *S : T->specializations())
        visitRecord(S);
  } else if (const auto *R = dyn_cast<CXXRecordDecl>(D)) {
    visitRecord(R);
  } else if (const auto *F = dyn_cast<FunctionDecl>(D)) {
    if (F->isThisDeclarationADefinition())
      bodyOf(F);
  } else if (const auto *F = dyn_cast<FriendDecl>(D)) {
    visit(F->getFriendDecl());
  } else if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (V->hasGlobalStorage() && V->hasInit() &&
        !V->getType()->isDependentType()) {
      Body *B = add();
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
      Body *B = add();
      B->InitializesMembersOf = R;
      B->Code = F->getInClassInitializer();
    }
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void Walker::run() {
  if (const auto *Constructor =
          dyn_cast_or_null<CXXConstructorDecl>(B.Function)) {
    const CXXRecordDecl *R = Constructor->getParent();
    for (const CXXCtorInitializer *I : Constructor->inits()) {
      if (!I->getInit())
        continue;
      visit(I->getInit());
      if (const FieldDecl *F = I->getAnyMember())
        initialize(AccessPath::thisObject(R).field(F), I->getInit(),
                   I->getInit());
    }
  }
  if (B.Initializes)
    initialize(AccessPath::variable(B.Initializes), cast<Expr>(B.Code), B.Code);
  if (B.InitializesMembersOf)
    for (const FieldDecl *F : B.InitializesMembersOf->fields())
      if (F->hasInClassInitializer() && F->getInClassInitializer() == B.Code)
        initialize(AccessPath::thisObject(B.InitializesMembersOf).field(F),
                   cast<Expr>(B.Code), B.Code);
  visit(B.Code);
  // A question that is asked by whoever does not know which it is: he was
  // handed the closure, or calls the function that a method overrides.
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(B.Function);
  if (SmallVector<const Expr *, 4> Answers;
      (B.Lambda || (M && M->isVirtual())) && looksOnly(B.Code, Answers)) {
    size_t First = B.Events.size();
    for (const Expr *Answer : Answers)
      visitCondition(Answer, Answer);
    B.Answers.assign(B.Events.begin() + First, B.Events.end());
    B.Events.erase(B.Events.begin() + First, B.Events.end());
  }
}

void Walker::visitChildren(const Stmt *S) {
  for (const Stmt *Child : S->children())
    visit(Child);
}

/// A statement of a block: if it is an expression, its value is dropped.
void Walker::visitStatement(const Stmt *S) {
  size_t Before = B.Events.size();
  visit(S);
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return;
  for (size_t I = Before; I < B.Events.size(); ++I)
    if (B.Events[I].At == strip(E))
      B.Events[I].ResultDropped = true;
  AccessPath P = resolve(E);
  if ((P.Kind == AccessPath::Root::Value && !P.Length &&
       !isa<LambdaExpr>(P.value())) ||
      (P.Kind == AccessPath::Root::Result && !P.Length &&
       isa<CallExpr>(strip(E))))
    event(EventKind::Discard, P, S, E->getExprLoc());
}

/// Is it a number, or an atomic one, through pointers?
bool Walker::isCounter(const AccessPath &P) const {
  QualType T = P.type();
  for (unsigned I = 0; I < 4 && !T.isNull(); ++I) {
    T = T.getNonReferenceType().getAtomicUnqualifiedType();
    const model::Type *M = C.Names.type(T);
    if (T->isIntegralOrEnumerationType() || (M && M->K == model::Kind::Event))
      return true;
    T = C.Names.innerType(T);
  }
  return false;
}

/// Does anything since that event change a counter?
bool Walker::changesCounter(size_t From) const {
  return std::any_of(B.Events.begin() + From, B.Events.end(),
                     [&](const Event &E) {
                       return E.Kind == EventKind::Write && isCounter(E.Path);
                     });
}

/// A loop that itself changes what its condition reads iterates and does not
/// watch for somebody else. One in it that does not may be reset by it.
void Walker::keepForeignPolls(size_t From) {
  auto Begin = B.Events.begin() + From;
  std::set<AccessPath> Written;
  for (auto It = Begin; It != B.Events.end(); ++It)
    if (It->Kind == EventKind::Write)
      Written.insert(It->Path);
  B.Events.erase(std::remove_if(Begin, B.Events.end(),
                                [&](const Event &E) {
                                  return E.Kind == EventKind::Poll &&
                                         !Watched.count(E.At) &&
                                         Written.count(E.Path);
                                }),
                 B.Events.end());
  for (auto It = B.Events.begin() + From; It != B.Events.end(); ++It)
    if (It->Kind == EventKind::Poll && !It->GivesUp)
      Watched.insert(It->At);
}

void Walker::visitLoop(const Stmt *Loop, const Stmt *Inner) {
  Loops.push_back(Loop);
  visitStatement(Inner);
  Loops.pop_back();
}

void Walker::visit(const Stmt *S) {
  if (!S)
    return;
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      visitStatement(Child);
    return;
  case Stmt::IfStmtClass: {
    const auto *I = cast<IfStmt>(S);
    visit(I->getInit());
    size_t Asking = B.Events.size();
    visit(I->getConditionVariableDeclStmt());
    visit(I->getCond());
    bool ChangesCounter = changesCounter(Asking);
    // `for (;;) { if (done) return; sleep(); }` watches; elsewhere it is one
    // look.
    size_t Before = B.Events.size();
    visitCondition(I->getCond(), I->getCond());
    if (Loops.empty() || iterates(Loops.back()) ||
        (!leavesLoop(I->getThen()) && !leavesLoop(I->getElse())))
      giveUp(Before, true);
    // `for (;;) if (condition.wait_for(lock, time, done)) break;`
    else if (isa<CallExpr>(strip(I->getCond())) && leavesLoop(I->getThen()))
      giveUp(Asking, false);
    size_t Then = B.Events.size();
    visitStatement(I->getThen());
    // `if (callback) callback();`, `if (state == running) state = stopped;`,
    // `if (--left == 0) done.set_value();`
    bool AsksForLast =
        ChangesCounter || llvm::any_of(Counted, [&](const VarDecl *V) {
          return mentions(I->getCond(), V);
        });
    bool AsksForOne = !I->getElse() && Then == Before + 1;
    for (size_t E = Then; E < B.Events.size(); ++E)
      if (AsksForLast ||
          (AsksForOne && B.Events[E].Path == B.Events[Before].Path))
        B.Events[E].Whether = I->getCond();
    visitStatement(I->getElse());
    return;
  }
  case Stmt::WhileStmtClass: {
    const auto *W = cast<WhileStmt>(S);
    size_t Before = B.Events.size();
    Loops.push_back(S);
    visit(W->getConditionVariableDeclStmt());
    visit(W->getCond());
    visitCondition(W->getCond(), W->getCond());
    // A wait that gave up is begun again, but in `while (!done && --tries)`.
    giveUp(Before, iterates(W));
    Loops.pop_back();
    visitLoop(S, W->getBody());
    keepForeignPolls(Before);
    return;
  }
  case Stmt::DoStmtClass: {
    const auto *D = cast<DoStmt>(S);
    size_t Before = B.Events.size();
    visitLoop(S, D->getBody());
    Loops.push_back(S);
    size_t Asking = B.Events.size();
    visit(D->getCond());
    visitCondition(D->getCond(), D->getCond());
    giveUp(Asking, iterates(D));
    Loops.pop_back();
    keepForeignPolls(Before);
    return;
  }
  case Stmt::ForStmtClass: {
    const auto *F = cast<ForStmt>(S);
    size_t Before = B.Events.size();
    visitStatement(F->getInit());
    // What the header changes has another value in the next turn, and a
    // condition on it only iterates.
    const auto *Init = dyn_cast_or_null<DeclStmt>(F->getInit());
    bool Iterates = F->getInit() && !Init;
    if (Init)
      for (const Decl *D : Init->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && !V->getType().isConstQualified()) {
          C.Result.LoopOf[V->getCanonicalDecl()] = S;
          Iterates |= mentions(F->getCond(), V);
        }
    Loops.push_back(S);
    visit(F->getConditionVariableDeclStmt());
    visit(F->getCond());
    if (F->getCond() && !Iterates)
      visitCondition(F->getCond(), F->getCond());
    visitStatement(F->getInc());
    Loops.pop_back();
    visitLoop(S, F->getBody());
    keepForeignPolls(Before);
    return;
  }
  case Stmt::CXXForRangeStmtClass: {
    const auto *F = cast<CXXForRangeStmt>(S);
    visit(F->getInit());
    visit(F->getRangeStmt());
    // An iteration over a channel receives from it until it is closed.
    if (const Expr *Range = F->getRangeInit()) {
      const model::Type *T = C.Names.type(Range->getType());
      if (T && T->RangeReceives)
        event(EventKind::Receive, resolve(Range), Range, Range->getExprLoc(),
              nullptr, T);
    }
    Loops.push_back(S);
    visit(F->getLoopVarStmt());
    Loops.pop_back();
    visitLoop(S, F->getBody());
    return;
  }
  case Stmt::SwitchStmtClass: {
    const auto *W = cast<SwitchStmt>(S);
    visit(W->getInit());
    visit(W->getCond());
    visitStatement(W->getBody());
    return;
  }
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    visitStatement(cast<SwitchCase>(S)->getSubStmt());
    return;
  case Stmt::LabelStmtClass:
    visitStatement(cast<LabelStmt>(S)->getSubStmt());
    return;
  case Stmt::AttributedStmtClass:
    visitStatement(cast<AttributedStmt>(S)->getSubStmt());
    return;
  case Stmt::CoroutineBodyStmtClass:
    visit(cast<CoroutineBodyStmt>(S)->getBody());
    return;
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        visitDecl(cast<DeclStmt>(S), V);
    return;
  case Stmt::ReturnStmtClass: {
    const auto *R = cast<ReturnStmt>(S);
    visit(R->getRetValue());
    if (R->getRetValue() && B.Function) {
      flowFrom(AccessPath::result(B.Function), R->getRetValue(), S);
      returnAdaptors(R->getRetValue(), S);
    }
    return;
  }
  case Stmt::CoreturnStmtClass: {
    const auto *R = cast<CoreturnStmt>(S);
    visit(R->getOperand());
    if (R->getOperand() && B.Function)
      flowFrom(AccessPath::result(B.Function), R->getOperand(), S);
    return;
  }
  case Stmt::CoawaitExprClass: {
    const auto *A = cast<CoawaitExpr>(S);
    visit(A->getOperand());
    event(EventKind::Wait, resolve(A->getOperand()), S, A->getExprLoc());
    return;
  }
  case Stmt::LambdaExprClass:
    visitLambda(cast<LambdaExpr>(S));
    return;
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::CXXTypeidExprClass:
    return; // Unevaluated.
  case Stmt::CXXDefaultInitExprClass:
    visit(cast<CXXDefaultInitExpr>(S)->getExpr());
    return;
  case Stmt::CXXDefaultArgExprClass:
    return; // Walked at the call only where an operation asks for it.
  case Stmt::CXXNewExprClass: {
    const auto *N = cast<CXXNewExpr>(S);
    visitChildren(S);
    if (const CXXConstructExpr *Made = N->getConstructExpr())
      flow(resolve(N), AccessPath::value(Made), S);
    else
      initialize(resolve(N), N->getInitializer(), S);
    return;
  }
  case Stmt::CXXDeleteExprClass: {
    const auto *D = cast<CXXDeleteExpr>(S);
    visit(D->getArgument());
    AccessPath P = resolve(D->getArgument());
    QualType T = D->getDestroyedType();
    event(EventKind::Destroy, P, S, D->getExprLoc(), nullptr,
          T.isNull() ? nullptr : C.Names.type(T));
    if (!T.isNull())
      if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
        if (R->hasDefinition())
          runFunction(R->getDestructor(), {}, S, D->getExprLoc(), P);
    return;
  }
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass: {
    const auto *O = cast<BinaryOperator>(S);
    size_t Before = B.Events.size();
    if (O->getOpcode() == BO_Comma) {
      visitStatement(O->getLHS());
      visit(O->getRHS());
      return;
    }
    visitChildren(S);
    if (O->isAssignmentOp() && changesCounter(Before))
      if (const VarDecl *V = resolve(O->getLHS()).variable())
        Counted.insert(V);
    if (O->isAssignmentOp())
      visitAssignment(O->getLHS(),
                      O->getOpcode() == BO_Assign ? O->getRHS() : nullptr, S);
    return;
  }
  case Stmt::UnaryOperatorClass: {
    const auto *U = cast<UnaryOperator>(S);
    visitChildren(S);
    if (U->isIncrementDecrementOp())
      visitAssignment(U->getSubExpr(), nullptr, S);
    return;
  }
  // The operations of C's <stdatomic.h>.
  case Stmt::AtomicExprClass: {
    const auto *A = cast<AtomicExpr>(S);
    visitChildren(S);
    if (!A->getOpAsString().contains("load"))
      event(EventKind::Write, resolve(A->getPtr()), S, A->getExprLoc());
    return;
  }
  default:
    break;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return visitCall(Call);
  if (const auto *E = dyn_cast<CXXConstructExpr>(S))
    return visitConstruct(E);
  if (const auto *L = dyn_cast<InitListExpr>(S)) {
    L = semantic(L);
    for (const Expr *Init : L->inits())
      visit(Init);
    initializeElements(AccessPath::value(L), L, L);
    // What a function object is made of is what its call works with.
    if (const CXXRecordDecl *R = L->getType()->getAsCXXRecordDecl();
        R && C.Names.isCallable(L->getType()))
      initializeMembers(AccessPath::thisObject(R), L, L);
    return;
  }
  if (const auto *L = dyn_cast<CXXParenListInitExpr>(S)) {
    visitChildren(L);
    initializeMembers(AccessPath::value(L), L, L);
    return;
  }
  visitChildren(S);
}

void Walker::visitDecl(const DeclStmt *At, const VarDecl *V) {
  if (V->isInvalidDecl() || V->getType()->isDependentType())
    return;
  if (!Loops.empty() && V->hasLocalStorage())
    C.Result.LoopOf[V->getCanonicalDecl()] = Loops.back();
  size_t Before = B.Events.size();
  visit(V->getInit());
  if (changesCounter(Before))
    Counted.insert(V);
  AccessPath Self = AccessPath::variable(V);
  if (const Expr *Init = V->getInit())
    initialize(Self, Init, At);
  if (V->getType()->isReferenceType() || !V->hasLocalStorage())
    return;
  const model::Type *T = C.Names.type(V->getType());
  // `std::shared_ptr<void> Guard(nullptr, [&](void *) { ... });`
  QualType Pointee = C.Names.pointeeType(V->getType());
  if (T && T->K == model::Kind::SmartPointer && !Pointee.isNull() &&
      Pointee->isVoidType())
    if (const Expr *Deleter = deleterOf(V->getInit()))
      event(EventKind::Run, resolve(Deleter), At, V->getLocation(), nullptr,
            nullptr, true);
  // A smart pointer that nobody names is there for the destructor to be run.
  if (T && T->K == model::Kind::SmartPointer && !V->isReferenced())
    if (const CXXRecordDecl *R =
            Pointee.isNull() ? nullptr : Pointee->getAsCXXRecordDecl())
      if (R->hasDefinition())
        runFunction(R->getDestructor(), {}, At, V->getLocation(), Self, true);
  if (T && T->Destroy != model::OnDestroy::None)
    event(EventKind::Destroy, Self, At, V->getLocation(), nullptr, T, true);
  if (!T)
    if (const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl())
      if (R->hasDefinition())
        runFunction(R->getDestructor(), {}, At, V->getLocation(), Self, true);
}

/// Every object that the condition reads is polled.
void Walker::visitCondition(const Expr *E, const Stmt *At,
                            bool IsDereferenced) {
  if (!E || isa<LambdaExpr>(E))
    return;
  const Expr *S = strip(E);
  if (!S)
    return;
  if (isa<DeclRefExpr>(S) || isa<MemberExpr>(S)) {
    AccessPath P = resolve(S);
    if (P && P.Kind != AccessPath::Root::Function) {
      event(EventKind::Poll, P, At, S->getExprLoc());
      B.Events.back().OfPointer =
          !IsDereferenced && S->getType()->isPointerType();
    }
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    if (const Operation *Op = C.Names.operation(Call);
        Op && Op->R == Role::UseCount) {
      event(EventKind::Poll, objectOf(Call, *Op), At, S->getExprLoc(), Op);
      return;
    }
    // A getter is looked through to what it reads.
    AccessPath P = resolve(Call);
    if (P && P.Kind != AccessPath::Root::Value)
      event(EventKind::Poll, P, At, S->getExprLoc());
    if (!P || P.Kind == AccessPath::Root::Value ||
        P.Kind == AccessPath::Root::Result)
      visitQuestion(Call, At);
  }
  // `({ int Now; __atomic_load(&Done, &Now, 5); Now; })`, of a macro
  if (const auto *Block = dyn_cast<StmtExpr>(S)) {
    for (const Stmt *Inner : Block->getSubStmt()->body())
      visitCondition(dyn_cast<Expr>(Inner), At);
    return;
  }
  const auto *U = dyn_cast<UnaryOperator>(S);
  bool Dereferences =
      isa<ArraySubscriptExpr>(S) || (U && U->getOpcode() == UO_Deref);
  for (const Stmt *Child : S->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      visitCondition(Sub, At, Dereferences);
}

/// The expressions that a function's answer depends on, if it does no more than
/// look: `bool idle() { std::lock_guard<std::mutex> L(M); return Jobs == 0; }`.
bool Walker::looksOnly(const Stmt *S, SmallVectorImpl<const Expr *> &Answers) {
  if (!S)
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Block->body(), [&](const Stmt *Inner) {
      return looksOnly(Inner, Answers);
    });
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    Answers.push_back(R->getRetValue());
    return true;
  }
  if (const auto *I = dyn_cast<IfStmt>(S)) {
    Answers.push_back(I->getCond());
    return looksOnly(I->getInit(), Answers) &&
           looksOnly(I->getThen(), Answers) && looksOnly(I->getElse(), Answers);
  }
  if (const auto *W = dyn_cast<SwitchStmt>(S)) {
    Answers.push_back(W->getCond());
    return looksOnly(W->getInit(), Answers) && looksOnly(W->getBody(), Answers);
  }
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return looksOnly(Case->getSubStmt(), Answers);
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(S)) {
    Answers.push_back(Loop->getRangeInit());
    return looksOnly(Loop->getBody(), Answers);
  }
  if (isa<BreakStmt, ContinueStmt, NullStmt>(S))
    return true;
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Inner : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Inner);
          V && !V->getType()->isRecordType())
        Answers.push_back(V->getInit());
    return true;
  }
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = E ? dyn_cast_or_null<CallExpr>(strip(E)) : nullptr;
  const Operation *Op = Call ? C.Names.operation(Call) : nullptr;
  return Op &&
         (Op->R == Role::Lock || Op->R == Role::Unlock || Op->R == Role::Exit);
}

/// What a function that the condition asks looks at is polled as well.
void Walker::visitQuestion(const CallExpr *Call, const Stmt *At) {
  size_t First = B.Events.size();
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *M = Member ? Member->getMethodDecl() : nullptr;
  AccessPath Object =
      M ? resolve(Member->getImplicitObjectArgument()) : AccessPath();
  if (const FunctionDecl *F = visibleDefinition(Call->getDirectCallee()))
    pollAnswers(F, Object, At);
  // Those that override it are known later.
  if (M && M->isVirtual() && B.Events.size() == First) {
    event(EventKind::Poll, AccessPath::function(M), At, Call->getExprLoc());
    B.Events.back().Object = Object;
    B.Events.back().Asked = true;
  }
}

/// Polls what the answer of the function depends on, if it does no more than
/// look. Those who are known only when everything was seen are left to
/// Unit::pollAnswers().
void Walker::pollAnswers(const FunctionDecl *F, AccessPath Object,
                         const Stmt *At) {
  size_t First = B.Events.size();
  SmallVector<const Expr *, 4> Answers;
  if (Questions > 3 || !looksOnly(F->getBody(), Answers))
    return;
  ++Questions;
  for (const Expr *Answer : Answers)
    visitCondition(Answer, At);
  --Questions;
  // Its parameters and variables are copies of what is polled anyway.
  auto IsOwn = [&](const Event &E) {
    const VarDecl *V = E.Path.variable();
    return V && V->getDeclContext() == F;
  };
  B.Events.erase(
      std::remove_if(B.Events.begin() + First, B.Events.end(), IsOwn),
      B.Events.end());
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  for (size_t I = First; I < B.Events.size(); ++I) {
    Event &Poll = B.Events[I];
    Poll.Asked = true;
    if (M && !M->getParent()->isLambda()) {
      Poll.Path = Poll.Path.calledOn(Object, M->getParent());
      Poll.Object = Poll.Object.calledOn(Object, M->getParent());
    }
  }
}

void Walker::visitLambda(const LambdaExpr *L) {
  for (const auto &[Captured, Init] :
       llvm::zip(L->captures(), L->capture_inits()))
    if (L->isInitCapture(&Captured)) {
      visit(Init);
      flow(AccessPath::variable(cast<VarDecl>(Captured.getCapturedVar())),
           resolve(Init), L);
    }

  const FunctionDecl *Code = codeCalledBy(L->getCallOperator());
  if (!Code)
    return;
  if (C.Result.BodyOf.count(Code->getCanonicalDecl()))
    return;
  Body *Inner = C.add();
  Inner->Function = Code;
  Inner->Code = Code->isDependentContext() ? nullptr : Code->getBody();
  Inner->Lambda = L;
  Inner->Enclosing = &B;
  C.Result.BodyOf[Code->getCanonicalDecl()] = Inner;

  C.Result.Closures.push_back(std::make_unique<Closure>());
  Closure &K = *C.Result.Closures.back();
  K.Lambda = L;
  K.Code = Inner;
  K.Maker = &B;
  K.Loops.assign(Loops.rbegin(), Loops.rend());
  B.Closures.push_back(&K);
}

void Walker::visitAssignment(const Expr *LHS, const Expr *RHS, const Stmt *At) {
  AccessPath To = resolve(LHS);
  event(EventKind::Write, To, At, LHS->getExprLoc());
  B.Events.back().OfPointer = LHS->getType()->isPointerType();
  if (!RHS)
    return;
  // A pointer that is assigned is a name for something else from now on.
  if (const auto *R = dyn_cast<DeclRefExpr>(strip(LHS)))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
      To = AccessPath::variable(V);
  flowFrom(To, RHS, At);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

AccessPath Walker::resolve(const Expr *E) {
  return E ? C.Paths.resolve(E) : AccessPath();
}

void Walker::event(EventKind K, AccessPath P, const Stmt *At,
                   SourceLocation Where, const Operation *Op,
                   const model::Type *T, bool AtScopeEnd) {
  Event E;
  E.Kind = K;
  E.Path = P;
  E.At = At;
  E.Op = Op;
  E.Type = T;
  E.In = &B;
  E.Where = Where;
  E.AtScopeEnd = AtScopeEnd;
  B.Events.push_back(E);
}

/// Is it a handle of C that was kept there? `auto T = Threads[0];` has only the
/// type of a number.
bool Walker::isKeptHandle(QualType T, const AccessPath &From) const {
  QualType Kept = From.type();
  for (unsigned I = 0; I < 4 && !Kept.isNull(); ++I) {
    Kept = Kept.getNonReferenceType();
    if (const model::Type *M = C.Names.type(Kept); M && M->RawHandle)
      return C.Context.hasSameUnqualifiedType(T, Kept);
    Kept = C.Names.innerType(Kept);
  }
  return false;
}

/// What an expression hands over goes into an object. Numbers hand over nothing
/// but to references and to handles of C: the elements of a
/// std::vector<pthread_t> are numbers.
void Walker::flowFrom(AccessPath To, const Expr *E, const Stmt *At) {
  if (!E)
    return;
  const ValueDecl *Target = To.lastField();
  if (!Target)
    Target = To.variable();
  const model::Type *Handle =
      Target ? C.Names.type(Target->getType()) : nullptr;
  if (carriesObject(E->getType()) || C.Names.type(strip(E)->getType()) ||
      (Handle && Handle->RawHandle) ||
      (Target && Target->getType()->isReferenceType()) ||
      isKeptHandle(strip(E)->getType(), resolve(E)))
    flow(To, resolve(E), At);
}

/// `return Range | filter(callable);`, which has the callable, as its type
/// says. What becomes of its elements has not.
void Walker::returnAdaptors(const Expr *E, const Stmt *At) {
  E = strip(E);
  if (const auto *K = dyn_cast<CXXConstructExpr>(E);
      K && K->getConstructor()->isCopyOrMoveConstructor() && K->getNumArgs())
    E = strip(K->getArg(0));
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl());
        V && V->hasLocalStorage() && V->getInit() &&
        !V->getType()->isReferenceType())
      E = strip(V->getInit());
  std::vector<const Expr *> Work{E};
  for (size_t I = 0; I < Work.size(); ++I) {
    const auto *Call = dyn_cast<CallExpr>(Work[I]);
    if (!Call)
      continue;
    const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
    if (O && O->getOperator() == OO_Pipe && O->isPRValue() &&
        !visibleDefinition(O->getDirectCallee())) {
      for (const Expr *A : O->arguments())
        Work.push_back(strip(A));
    } else if (const Operation *Op = C.Names.operation(Call);
               I && Op && Op->R == Role::Wrap) {
      for (const Expr *A : C.Names.callables(Call, *Op))
        if (isMadeOf(E->getType(), strip(A)->getType()))
          flow(AccessPath::result(B.Function), resolve(Call), At);
    }
  }
}

/// What is put into a container, or what one is made of. A pair stands for what
/// its key leads to.
void Walker::flowElement(AccessPath To, const Expr *E, const Stmt *At) {
  flowFrom(To, E, At);
  if (isa_and_nonnull<CXXConstructExpr>(strip(E)))
    if (auto Members = memberValues(E); !Members.empty())
      flowFrom(To, Members.back().second, At);
}

/// The value of an initializer goes into the object, those of a list into its
/// members or elements.
void Walker::initialize(AccessPath Object, const Expr *Init, const Stmt *At) {
  const Expr *Made = Init ? strip(Init) : nullptr;
  if (isa_and_nonnull<CXXParenListInitExpr>(Made))
    return initializeMembers(Object, Made, At);
  const auto *L = dyn_cast_or_null<InitListExpr>(Made);
  if (L && L->getType()->isAggregateType())
    return initializeElements(Object, L, At);
  flowFrom(Object, Init, At);
}

void Walker::initializeElements(AccessPath Object, const InitListExpr *L,
                                const Stmt *At) {
  const model::Type *T = C.Names.type(L->getType());
  if (!L->getType()->isArrayType() && !(T && T->K == model::Kind::Container))
    return initializeMembers(Object, L, At);
  for (const Expr *Init : semantic(L)->inits())
    flowElement(Object, Init, At);
}

void Walker::initializeMembers(AccessPath Object, const Expr *Made,
                               const Stmt *At) {
  for (const auto &[Member, Value] : memberValues(Made))
    flowFrom(Object.field(Member), Value, At);
}

void Walker::flow(AccessPath To, AccessPath From, const Stmt *At) {
  if (To && From && To != From)
    C.Result.Flows.push_back({To, From, At, &B});
}

AccessPath Walker::objectOf(const CallExpr *Call, const Operation &Op) {
  return resolve(C.Names.object(Call, Op));
}

void Walker::visitCall(const CallExpr *Call) {
  visitChildren(Call);
  if (Call->isTypeDependent())
    return;
  if (const Operation *Op = C.Names.operation(Call))
    return visitOperation(Call, *Op);
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Call))
    if (O->isAssignmentOp() && O->getNumArgs() == 2) {
      visitAssignment(O->getArg(0),
                      O->getOperator() == OO_Equal ? O->getArg(1) : nullptr,
                      Call);
      if (!visibleDefinition(Call->getDirectCallee()))
        return;
    }
  visitCallee(Call);
}

void Walker::visitOperation(const CallExpr *Call, const Operation &Op) {
  AccessPath Object = objectOf(Call, Op);
  SourceLocation Where = Call->getExprLoc();
  const model::Type *Receiver = C.Names.receiver(Call);
  if (const Expr *E = C.Names.object(Call, Op); E && !Receiver)
    Receiver = C.Names.pointee(E->getType());

  switch (Op.R) {
  case Role::Spawn:
    addTasks(Call, Op, Call->getType());
    return;
  case Role::RegisterTest:
    for (const Expr *A : C.Names.callables(Call, Op))
      event(EventKind::Test, resolve(A), Call, Where, &Op, Receiver);
    return;
  case Role::Run:
  case Role::Keep:
  case Role::RegisterHandler: {
    EventKind K = Op.R == Role::Run    ? EventKind::Run
                  : Op.R == Role::Keep ? EventKind::Keep
                                       : EventKind::Handler;
    for (const Expr *A : C.Names.callables(Call, Op)) {
      event(K, resolve(A), Call, Where, &Op, Receiver);
      const Expr *Range = C.Names.argument(Call, Op, Op.Elements);
      if (Range)
        for (const Body *Code : bodiesMadeBy(A))
          if (Code->Function->getNumParams())
            flowFrom(AccessPath::variable(Code->Function->getParamDecl(0)),
                     Range, Call);
      if (Op.R == Role::Run && (Range || Call->getNumArgs() > 1))
        applyMember(A, Range ? Range : Call->getArg(1), Call);
    }
    // `run_and_wait` waits for all of its group.
    if (Receiver && Receiver->K == model::Kind::TaskGroup &&
        Op.Blocking == model::Blocks::UntilDone)
      event(EventKind::Join, Object, Call, Where, &Op, Receiver);
    // What a callable is given may go anywhere.
    if (Op.Callable == model::Object || Op.Callable == model::ByConstructor) {
      event(K, Object, Call, Where, &Op, Receiver);
      for (const Expr *A : Call->arguments())
        if (carriesObject(A->getType()) && C.Names.object(Call, Op) != A)
          event(EventKind::Escape, resolve(A), Call, Where);
    }
    return;
  }
  case Role::Wrap:
    for (const Expr *A : C.Names.callables(Call, Op))
      flow(AccessPath::value(Call), resolve(A), Call);
    bindWrapped(Call, Op);
    return;
  case Role::Insert:
    event(EventKind::Write, Object, Call, Where, &Op, Receiver);
    for (const Expr *A : Call->arguments())
      flowElement(Object, A, Call);
    return;
  case Role::MoveToLoop:
    event(EventKind::Write, Object, Call, Where, &Op, Receiver);
    for (const Expr *A : Call->arguments())
      event(EventKind::Escape, resolve(A), Call, Where);
    return;
  case Role::Emplace:
    if (Op.Callable == model::Absent)
      visitEmplace(Call, Object);
    // What the callable returns is what the new object has.
    for (const Expr *A : C.Names.callables(Call, Op)) {
      event(EventKind::Run, resolve(A), Call, Where, &Op, Receiver);
      for (const Body *Code : bodiesMadeBy(A))
        flow(AccessPath::value(Call), AccessPath::result(Code->Function), Call);
    }
    return;
  case Role::LookThrough:
    // `when_all(a, b)` stands for both.
    if (Op.Object == model::AllArguments)
      for (const Expr *A : Call->arguments())
        flow(AccessPath::value(Call), resolve(A), Call);
    return;
  case Role::Transfer: {
    // A swap, or what moves elements: each may have what the others had.
    SmallVector<AccessPath, 4> Involved;
    if (isa<CXXMemberCallExpr>(Call))
      Involved.push_back(Object);
    for (const Expr *A : Call->arguments())
      Involved.push_back(resolve(A));
    for (const AccessPath &To : Involved)
      for (const AccessPath &From : Involved)
        flow(To, From, Call);
    break;
  }
  default:
    break;
  }
  if (std::optional<EventKind> K = eventOf(Op.R)) {
    SmallVector<AccessPath, 2> On{Object};
    if (Op.Object == model::AllArguments) {
      On.clear();
      for (const Expr *A : Call->arguments())
        On.push_back(resolve(A));
    }
    for (const AccessPath &P : On) {
      event(*K, P, Call, Where, &Op, Receiver);
      B.Events.back().GivesUp = C.Names.givesUp(Call, Op);
    }
    if (Op.R == Role::Send)
      for (const Expr *A : Call->arguments())
        flowElement(Object, A, Call);
  }
  if (Op.Signals)
    event(EventKind::Signal, Object, Call, Where, &Op, Receiver);
  if (Op.Callable == model::ByConstructor)
    event(EventKind::Run, Object, Call, Where, &Op, Receiver);
  // The predicate of a wait reads what the wait is for.
  for (const Expr *A : C.Names.callables(Call, Op)) {
    event(Op.When == model::Runs::InPlace ? EventKind::Run : EventKind::Keep,
          resolve(A), Call, Where, &Op, Receiver);
    if (Op.R == Role::Wait) {
      size_t First = B.Events.size();
      visitPredicate(A, Call);
      if (C.Names.givesUp(Call, Op))
        giveUp(First, true);
    }
  }
}

/// What a callable is wrapped with goes to its parameters.
template <typename CallT>
void Walker::bindWrapped(const CallT *E, const Operation &Op) {
  for (const Expr *A : C.Names.callables(E, Op)) {
    SmallVector<const Expr *, 4> Rest;
    for (const Expr *Argument : E->arguments())
      if (Argument != A)
        Rest.push_back(Argument);
    bindBody(resolve(A), Rest, E);
  }
}

/// `std::for_each(first, last, std::mem_fn(&std::thread::join))`,
/// `std::invoke(&std::thread::join, t)`.
void Walker::applyMember(const Expr *Callable, const Expr *Object,
                         const CallExpr *At) {
  if (const auto *Call = dyn_cast<CallExpr>(strip(Callable)))
    if (const Operation *Op = C.Names.operation(Call);
        Op && Op->R == Role::Wrap)
      for (const Expr *Wrapped : C.Names.callables(Call, *Op))
        Callable = Wrapped;
  const Operation *Op = memberOperation(Callable);
  if (!Op)
    return;
  const CXXRecordDecl *Named = classNamedIn(Callable);
  const auto *M = cast<CXXMethodDecl>(resolve(Callable).function());
  event(*eventOf(Op->R), resolve(Object), At, At->getExprLoc(), Op,
        C.Names.classType(Named ? Named : M->getParent()));
  B.Events.back().GivesUp = Op->V != model::Variant::Plain;
}

/// What the member function that `&Class::member` names does to its object, if
/// that is an event; or null.
const Operation *Walker::memberOperation(const Expr *Callable) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(resolve(Callable).function());
  if (M)
    for (const Operation *Op : C.Names.entries(M, classNamedIn(Callable)))
      if (eventOf(Op->R))
        return Op;
  return nullptr;
}

/// Whether the polls since that event may end without an answer.
void Walker::giveUp(size_t From, bool GivesUp) {
  for (auto E = B.Events.begin() + From; E != B.Events.end(); ++E)
    if (E->Kind == EventKind::Poll)
      E->GivesUp = GivesUp;
}

/// What a predicate returns is read by the wait that it is given to.
void Walker::visitPredicate(const Expr *Predicate, const Stmt *At) {
  const Stmt *Code = nullptr;
  const AccessPath Callable = resolve(Predicate);
  if (const auto *L = dyn_cast_or_null<LambdaExpr>(Callable.value()))
    Code = L->getBody();
  else if (const FunctionDecl *F = visibleDefinition(Callable.function()))
    Code = F->getBody();
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Code))
    for (const Stmt *S : Block->body())
      if (const auto *R = dyn_cast<ReturnStmt>(S))
        visitCondition(R->getRetValue(), At);
}

/// The bodies of a closure that is written at the place, also the
/// instantiations of a generic one.
SmallVector<const Body *, 1> Walker::bodiesMadeBy(const Expr *E) {
  SmallVector<const Body *, 1> Result;
  for (const Closure *K : B.Closures)
    if (K->Lambda == strip(E))
      Result.push_back(K->Code);
  return Result;
}

/// `emplace_back(args...)`, `make_unique<T>(args...)`: a T made of the
/// arguments.
void Walker::visitEmplace(const CallExpr *Call, AccessPath Object) {
  AccessPath Made = AccessPath::value(Call);
  QualType T;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
    T = C.Names.elementType(M->getObjectType());
    event(EventKind::Write, Object, Call, Call->getExprLoc());
    flow(Object, Made, Call);
  } else {
    T = C.Names.innerType(Call->getType());
  }
  const model::Type *Element = T.isNull() ? nullptr : C.Names.type(T);
  SmallVector<const Expr *, 4> Arguments(Call->arguments());
  bool MovesElement = Arguments.size() == 1 && !T.isNull() &&
                      C.Context.hasSameUnqualifiedType(
                          Arguments[0]->getType().getNonReferenceType(), T);
  if (Element && !MovesElement)
    for (const Operation &Op : Element->Constructors)
      if (Op.R == Role::Spawn && C.Names.argument(Call, Op, Op.Callable)) {
        addTasks(Call, Op, T);
        return;
      }
  if (Element && Element->K == model::Kind::Channel)
    C.Result.Channels.push_back(
        {Made, Element, givesBound(*Element, Arguments)});
  for (const Expr *A : Arguments)
    flowFrom(Made, A, Call);
  if (!MovesElement && !Element && !T.isNull())
    runConstructorOf(T, Arguments, Call);
}

/// The visible constructor of T that such arguments choose: the only one that
/// takes so many, or the only one whose parameters have just their types.
void Walker::runConstructorOf(QualType T, ArrayRef<const Expr *> Arguments,
                              const Stmt *At) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return;
  SmallVector<const CXXConstructorDecl *, 4> Candidates;
  auto Add = [&](const CXXConstructorDecl *K) {
    if (!K->isCopyOrMoveConstructor() &&
        K->getMinRequiredArguments() <= Arguments.size() &&
        K->getNumParams() >= Arguments.size())
      Candidates.push_back(K);
  };
  for (const Decl *Member : R->getDefinition()->decls())
    if (const auto *K = dyn_cast<CXXConstructorDecl>(Member))
      Add(K);
    else if (const auto *Pattern = dyn_cast<FunctionTemplateDecl>(Member))
      for (const FunctionDecl *F : Pattern->specializations())
        if (const auto *K = dyn_cast<CXXConstructorDecl>(F))
          Add(K);
  auto Fits = [&](const CXXConstructorDecl *K) {
    return llvm::all_of(llvm::zip(K->parameters(), Arguments), [&](auto Pair) {
      return C.Context.hasSameUnqualifiedType(
          std::get<0>(Pair)->getType().getNonReferenceType(),
          std::get<1>(Pair)->getType().getNonReferenceType());
    });
  };
  if (Candidates.size() > 1)
    llvm::erase_if(Candidates,
                   [&](const CXXConstructorDecl *K) { return !Fits(K); });
  if (Candidates.size() == 1)
    runFunction(Candidates.front(), Arguments, At, At->getBeginLoc(),
                AccessPath::value(cast<Expr>(At)));
}

/// The task body that the class of a runnable object overrides.
const CXXMethodDecl *Walker::bodyOverride(const Expr *Object) {
  QualType T = strip(Object)->getType();
  if (QualType Pointee = C.Names.pointeeType(T); !Pointee.isNull())
    T = Pointee;
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (R && R->hasDefinition())
    for (const CXXMethodDecl *M : R->getDefinition()->methods())
      if (C.Names.taskBody(M) && visibleDefinition(M))
        return M;
  return nullptr;
}

/// A task for each callable that is started.
template <typename CallT>
void Walker::addTasks(const CallT *E, const Operation &Op,
                      QualType HandleType) {
  if (Op.Callable != model::AllArguments)
    return addTask(E, Op, C.Names.argument(E, Op, Op.Callable), HandleType);
  for (const Expr *Callable : C.Names.callables(E, Op))
    addTask(E, Op, Callable, HandleType);
}

template <typename CallT>
void Walker::addTask(const CallT *E, const Operation &Op, const Expr *Callable,
                     QualType HandleType) {
  // Without a callable nothing is started.
  if (Callable && Callable->isNullPointerConstant(
                      C.Context, Expr::NPC_ValueDependentIsNotNull))
    return;
  C.Result.Tasks.push_back(std::make_unique<Task>());
  Task &T = *C.Result.Tasks.back();
  B.Tasks.push_back(&T);
  T.Spawn = E;
  T.Spawner = &B;
  T.Op = &Op;
  T.Loops.assign(Loops.rbegin(), Loops.rend());
  T.HandlePath = AccessPath::value(E);
  T.Handle = HandleType.isNull() ? nullptr : C.Names.pointee(HandleType);

  if (const auto *Call = dyn_cast<CallExpr>(static_cast<const Expr *>(E))) {
    const model::Type *Receiver = C.Names.receiver(Call);
    AccessPath Object = objectOf(Call, Op);
    if (Receiver && (Receiver->K == model::Kind::Thread ||
                     Receiver->K == model::Kind::Timer)) {
      T.Handle = Receiver;
      flow(Object, T.HandlePath, E);
    } else if (Object && Receiver && Receiver->K == model::Kind::Future) {
      // It continues that task: who waits for it has waited for both.
      flow(T.HandlePath, Object, E);
    } else if (Object) {
      T.Group = Object;
      // What it returns a pointer to is kept by the group.
      if (Receiver && Op.Discard == model::OnDiscard::Nothing &&
          (Call->getType()->isPointerType() || Call->isGLValue()))
        T.Handle = Receiver;
    } else {
      // `post(executor, callable)`, `post(pool.get_executor(), callable)`
      for (const Expr *A : Call->arguments()) {
        AccessPath P = resolve(A);
        if (!T.Group &&
            (runsTasks(C.Names.pointee(A->getType())) ||
             (!P.type().isNull() && runsTasks(C.Names.pointee(P.type())))))
          T.Group = P;
      }
    }
    if (const Expr *Out = C.Names.argument(Call, Op, Op.HandleOut)) {
      AccessPath Handle = resolve(Out);
      T.Handle = C.Names.pointee(Out->getType());
      flow(Handle, T.HandlePath, E);
    }
    // A handle created with a detached attribute is detached where the
    // attribute was made so.
    if (const Expr *Attribute = C.Names.argument(Call, Op, Op.Attribute))
      flow(resolve(Attribute), T.HandlePath, E);
  }

  SmallVector<const Expr *, 4> Rest;
  if (Op.Callable == model::ByOverride || Op.Callable == model::Object) {
    const Expr *Object = nullptr;
    if (const auto *M =
            dyn_cast<CXXMemberCallExpr>(static_cast<const Expr *>(E)))
      Object = M->getImplicitObjectArgument();
    T.Callable = resolve(Object);
    if (const CXXMethodDecl *Override = Object ? bodyOverride(Object) : nullptr)
      T.Callable = AccessPath::function(Override);
    C.bodyOf(T.Callable.function());
  } else if (Callable) {
    T.Callable = resolve(Callable);
    if (const CXXMethodDecl *Override = bodyOverride(Callable))
      T.Callable = AccessPath::function(Override);
    if (!T.Callable || T.Callable.variable())
      if (const CXXMethodDecl *Functor = callOperator(Callable->getType()))
        T.Callable = AccessPath::function(Functor);
    bool After = false;
    for (const Expr *A : E->arguments()) {
      if (After && A != Callable && !isa<CXXDefaultArgExpr>(A))
        Rest.push_back(A);
      After |= A == Callable;
    }
    if (Op.Argument != model::Absent) {
      Rest.clear();
      if (const Expr *A = C.Names.argument(E, Op, Op.Argument))
        Rest.push_back(A);
    }
    addArguments(T, Callable, Rest);
    // `pool.start(job)`: the task refers to the object that it runs.
    if ((T.Callable.Kind == AccessPath::Root::Function &&
         isByReference(Callable)) ||
        isGivenByReference(E, Callable))
      T.Arguments.push_back({Callable, resolve(Callable), true});
    bindBody(T.Callable, Rest, E, Op.Argument != model::Absent);
    // `std::async(std::launch::async, &std::thread::join, &t)`: who waits for
    // it has waited for that one.
    if (const Operation *Applied = memberOperation(Callable);
        Applied && Applied->R == Role::Join && !Rest.empty())
      flow(T.HandlePath, resolve(Rest.front()), E);
  }
  // Who waits for it has waited for those that it comes after.
  if (Op.After == model::AllArguments) {
    for (const Expr *A : E->arguments())
      if (A != Callable)
        flow(T.HandlePath, resolve(A), E);
  } else if (const Expr *Before = C.Names.argument(E, Op, Op.After)) {
    flow(T.HandlePath, resolve(Before), E);
  }
  event(EventKind::Spawn, T.Callable, E, E->getExprLoc(), &Op, T.Handle);
}

/// Is the object handed over by its address, or wrapped as a reference?
bool Walker::isByReference(const Expr *E) {
  const Expr *S = strip(E);
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(S))
    return U->getOpcode() == UO_AddrOf && !isBehindPointer(U->getSubExpr());
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  if (!Call || Call->getNumArgs() != 1 || !Call->getType()->isRecordType())
    return false;
  const Operation *Op = C.Names.operation(Call);
  QualType Given = Call->getArg(0)->getType();
  return Op && Op->R == Role::LookThrough &&
         !isBehindPointer(Call->getArg(0)) &&
         C.Names.pointeeType(Given).isNull() &&
         !C.Context.hasSameUnqualifiedType(Call->getType(), Given);
}

/// Is the argument an object with virtual methods that a reference is bound to?
bool Walker::isGivenByReference(const Expr *Call, const Expr *Argument) {
  const auto *C = dyn_cast<CallExpr>(Call);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  const CXXRecordDecl *R = Argument->getType()->getAsCXXRecordDecl();
  if (!F || !R || !R->hasDefinition() || !R->isPolymorphic() ||
      isBehindPointer(Argument))
    return false;
  for (unsigned I = 0; I < C->getNumArgs() && I < F->getNumParams(); ++I)
    if (C->getArg(I) == Argument)
      return F->getParamDecl(I)->getType()->isLValueReferenceType();
  return false;
}

/// What the task is given when it starts, also inside of a wrapped callable.
void Walker::addArguments(Task &T, const Expr *Callable,
                          ArrayRef<const Expr *> Arguments) {
  auto Add = [&](const Expr *A) {
    Argument Given;
    Given.Value = A;
    Given.Path = resolve(A);
    Given.ByReference = isByReference(A);
    T.Arguments.push_back(Given);
  };
  if (isByReference(Callable) && T.Callable.Kind != AccessPath::Root::Function)
    Add(Callable);
  if (const auto *Call = dyn_cast<CallExpr>(strip(Callable)))
    if (const Operation *Op = C.Names.operation(Call);
        Op && Op->R == Role::Wrap)
      for (const Expr *A : Call->arguments())
        if (resolve(A).Kind != AccessPath::Root::Function)
          Add(A);
  for (const Expr *A : Arguments)
    Add(A);
}

/// The arguments that a task or wrapper was given go to its body's parameters,
/// or to the last of them: what a C callable is given comes after what its
/// library tells it.
void Walker::bindBody(const AccessPath &Callable,
                      ArrayRef<const Expr *> Arguments, const Stmt *At,
                      bool AtEnd) {
  const FunctionDecl *F = nullptr;
  if (Callable.Kind == AccessPath::Root::Function) {
    F = Callable.function();
    if (Body *Target = C.bodyOf(F))
      F = Target->Function;
  } else {
    // A closure, also one that has a name. Its body is made where it is.
    QualType T = Callable.type();
    const CXXRecordDecl *R =
        T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!R || !R->isLambda())
      return;
    F = codeCalledBy(R->getLambdaCallOperator());
    if (!F)
      return;
  }
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->getOverloadedOperator() != OO_Call && !M->isStatic()) {
    // The first argument is the object; its fields are those of `this`.
    if (!Arguments.empty())
      Arguments = Arguments.drop_front();
  }
  ArrayRef<ParmVarDecl *> Parameters = F->parameters();
  if (AtEnd && Parameters.size() > Arguments.size())
    Parameters = Parameters.take_back(Arguments.size());
  for (auto [Parameter, A] : llvm::zip(Parameters, Arguments))
    flowFrom(AccessPath::variable(Parameter), A, At);
}

void Walker::runFunction(const FunctionDecl *F,
                         ArrayRef<const Expr *> Arguments, const Stmt *At,
                         SourceLocation Where, AccessPath Object,
                         bool AtScopeEnd) {
  Body *Target = C.bodyOf(F);
  if (!Target)
    return;
  event(EventKind::Run, AccessPath::function(F), At, Where, nullptr, nullptr,
        AtScopeEnd);
  B.Events.back().Object = Object;
  for (auto [Parameter, A] :
       llvm::zip(Target->Function->parameters(), Arguments))
    flowFrom(AccessPath::variable(Parameter), A, At);
  if (const auto *K = dyn_cast<CXXConstructorDecl>(Target->Function);
      K && Object)
    makeMembers(Object, K, Arguments, At);
}

/// Which members of the object the constructor makes of its arguments, itself
/// or by that of a base class.
void Walker::makeMembers(AccessPath Object, const CXXConstructorDecl *K,
                         ArrayRef<const Expr *> Arguments, const Stmt *At) {
  auto GivenFor = [&](const Expr *Use) -> const Expr * {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(resolve(Use).variable());
    unsigned N = P ? P->getFunctionScopeIndex() : Arguments.size();
    return N < Arguments.size() ? Arguments[N] : nullptr;
  };
  for (const CXXCtorInitializer *I : K->inits()) {
    if (I->isMemberInitializer()) {
      flowFrom(Object.field(I->getMember()), GivenFor(I->getInit()), At);
    } else if (const auto *Base =
                   dyn_cast<CXXConstructExpr>(strip(I->getInit()))) {
      SmallVector<const Expr *, 4> HandedOn;
      llvm::transform(Base->arguments(), std::back_inserter(HandedOn),
                      GivenFor);
      if (const FunctionDecl *D = visibleDefinition(Base->getConstructor()))
        makeMembers(Object, cast<CXXConstructorDecl>(D), HandedOn, At);
    }
  }
}

/// A call of something that no model describes.
void Walker::visitCallee(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  SourceLocation Where = Call->getExprLoc();
  SmallVector<const Expr *, 4> Arguments(Call->arguments());
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call)) {
    Object = M->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(Call) &&
             isa_and_nonnull<CXXMethodDecl>(F) && !Arguments.empty()) {
    Object = Arguments.front();
    Arguments.erase(Arguments.begin());
  }

  // A call of a closure, a type-erased callable or a function pointer.
  const auto *O = dyn_cast<CXXOperatorCallExpr>(Call);
  if ((O && O->getOperator() == OO_Call && Object) || !F) {
    const Expr *Callee = F ? Object : Call->getCallee();
    QualType T = Callee->getType();
    const CXXRecordDecl *R =
        T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!F || (R && R->isLambda()) || !visibleDefinition(F)) {
      event(EventKind::Run, resolve(Callee), Call, Where);
      if (F && R && R->isLambda())
        for (auto [Parameter, A] : llvm::zip(F->parameters(), Arguments))
          flowFrom(AccessPath::variable(Parameter), A, Call);
      for (const Expr *A : Arguments)
        if (carriesObject(A->getType()) || A->isLValue())
          event(EventKind::Escape, resolve(A), Call, Where);
      return;
    }
  }

  if (visibleDefinition(F)) {
    // A function object that was handed in is told something by its call.
    if (O && O->getOperator() == OO_Call && Object)
      event(EventKind::Signal, resolve(Object), Call, Where);
    runFunction(F, Arguments, Call, Where, resolve(Object));
    return;
  }

  const SourceManager &SM = C.Context.getSourceManager();
  bool System = F && SM.isInSystemHeader(SM.getExpansionLoc(F->getLocation()));
  if (Object) {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
    AccessPath P = resolve(Object);
    // What a class leaves to those derived from it, also called by a
    // trampoline.
    if (M && M->isPureVirtual() && !P.Length &&
        (P.Kind == AccessPath::Root::This ||
         isa_and_nonnull<ParmVarDecl>(P.variable()))) {
      event(EventKind::Run, AccessPath::function(M), Call, Where);
      B.Events.back().Object = P;
    } else {
      if (M && M->isVirtual()) {
        event(EventKind::Run, AccessPath::function(M), Call, Where);
        B.Events.back().Object = P;
      }
      if (M && !M->isConst())
        event(EventKind::Write, P, Call, Where);
      if (!System)
        event(EventKind::Escape, P, Call, Where);
    }
  }
  const Operation *ByName = F ? operationByName(F, Arguments) : nullptr;
  if (ByName)
    visitByName(Call, *ByName);
  for (auto [I, A] : llvm::enumerate(Arguments)) {
    if (ByName && ByName->Callable == int(I))
      continue;
    AccessPath P = carriesObject(A->getType()) || A->isLValue() ? resolve(A)
                                                                : AccessPath();
    const auto *Given = dyn_cast<CallExpr>(strip(A));
    const Operation *Op = Given ? C.Names.operation(Given) : nullptr;
    if (!P || (Op && Op->R == Role::NativeHandle))
      continue;
    size_t First = B.Events.size();
    escape(A, Call, Where);
    bool ReadOnly = (System && O && O->isComparisonOp()) ||
                    (F && I < F->getNumParams() &&
                     canOnlyRead(F->getParamDecl(I)->getType(), A));
    for (; First < B.Events.size(); ++First)
      B.Events[First].ReadOnly = ReadOnly;
  }
}

/// What a function that is only declared does, as far as its name says so.
const Operation *Walker::operationByName(const FunctionDecl *F,
                                         ArrayRef<const Expr *> Arguments) {
  const model::Conventions &ByName = C.Names.conventions();
  if (ByName.empty())
    return nullptr;
  SmallVector<const FunctionDecl *, 4> Given;
  for (const Expr *A : Arguments) {
    const auto *Call = dyn_cast_or_null<CallExpr>(strip(A));
    const Operation *Op = Call ? C.Names.operation(Call) : nullptr;
    if (Op && Op->R == Role::Wrap)
      A = C.Names.argument(Call, *Op, Op->Callable);
    Given.push_back(resolve(A).function());
  }
  return ByName.operation(F, Given);
}

void Walker::visitByName(const CallExpr *Call, const Operation &Op) {
  SourceLocation Where = Call->getExprLoc();
  const Expr *Callable = C.Names.argument(Call, Op, Op.Callable);
  if (Op.R == Role::RunLoop)
    event(EventKind::Yield, AccessPath(), Call, Where, &Op);
  else if (Callable && Op.R == Role::Spawn)
    addTask(Call, Op, Callable, Call->getType());
  else if (Callable)
    event(EventKind::Handler, resolve(Callable), Call, Where, &Op);
  else
    return;
  B.Events.back().ByConvention = true;
}

void Walker::visitConstruct(const CXXConstructExpr *E) {
  visitChildren(E);
  if (E->isTypeDependent() || !E->getConstructor())
    return;
  if (const Operation *Op = C.Names.construction(E)) {
    if (Op->R == Role::Spawn) {
      addTasks(E, *Op, E->getType());
    } else if (Op->R == Role::Insert) {
      for (const Expr *A : E->arguments())
        flowFrom(AccessPath::value(E), A, E);
    } else if (Op->R == Role::RegisterTest) {
      for (const Expr *A : C.Names.callables(E, *Op))
        event(EventKind::Test, resolve(A), E, E->getExprLoc(), Op);
    } else if (Op->R == Role::Run || Op->R == Role::Keep) {
      for (const Expr *A : C.Names.callables(E, *Op))
        event(Op->R == Role::Run ? EventKind::Run : EventKind::Keep, resolve(A),
              E, E->getExprLoc(), Op);
    } else if (Op->R == Role::Wrap) {
      bindWrapped(E, *Op);
    } else if (Op->R == Role::Wait) {
      // A guard that locks when a condition holds.
      if (const Expr *On = C.Names.argument(E, *Op, Op->Object))
        event(EventKind::Wait, resolve(On), E, E->getExprLoc(), Op,
              C.Names.pointee(On->getType()));
      for (const Expr *A : C.Names.callables(E, *Op))
        visitPredicate(A, E);
    }
    return;
  }
  const CXXConstructorDecl *K = E->getConstructor();
  SmallVector<const Expr *, 4> Arguments(E->arguments());
  if (const model::Type *T = C.Names.type(E->getType());
      T && T->K == model::Kind::Channel && !K->isCopyOrMoveConstructor()) {
    C.Result.Channels.push_back(
        {AccessPath::value(E), T, givesBound(*T, Arguments)});
  }
  if (visibleDefinition(K)) {
    runFunction(K, Arguments, E, E->getExprLoc(), AccessPath::value(E));
    return;
  }
  // The deleter of a smart pointer runs on what it points to.
  if (const model::Type *T = C.Names.type(E->getType());
      T && T->K == model::Kind::SmartPointer)
    if (const LambdaExpr *L = deleterOf(E))
      if (const CXXMethodDecl *M = L->getCallOperator(); M && M->getNumParams())
        flowFrom(AccessPath::variable(M->getParamDecl(0)), Arguments[0], E);
  const model::Type *T = C.Names.type(E->getType());
  if (K->isCopyOrMoveConstructor() || (T && T->Constructors.empty()))
    return;
  if (!T && !memberValues(E).empty())
    return initializeMembers(AccessPath::value(E), E, E);
  // What an unseen constructor is given may be kept anywhere.
  for (const Expr *A : Arguments)
    escape(A, E, E->getExprLoc());
}

/// Hands the value to code that cannot be seen, with all that it is made of.
void Walker::escape(const Expr *E, const Stmt *At, SourceLocation Where) {
  if (AccessPath P = resolve(E))
    event(EventKind::Escape, P, At, Where);
  for (const auto &[Member, Value] : memberValues(E))
    if (carriesObject(Value->getType()))
      escape(Value, At, Where);
}

} // namespace

void collect(ASTContext &Context, const model::Resolver &Names,
             PathResolver &Paths, Facts &Result) {
  Collector(Context, Names, Paths, Result).run();
}

} // namespace tether::facts
