//===- HeaderWords.cpp - How sources take part in headers -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderWords.h"
#include "facts/program/Program.h"
#include "model/Resolver.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace tether {
namespace {

using facts::Act;
using facts::actOf;
using facts::Body;
using facts::ByChannel;
using facts::Event;

/// Acts that the facts have no event for. A function does them if its text has
/// a word by which they are done.
constexpr Act KnownByWords = Act::Lock | Act::Wait | Act::Flag | Act::Throw;

/// Does the closure refer to something, and is it put somewhere?
bool refersAndIsKept(const facts::Program &Prog, const facts::Closure &K) {
  return llvm::any_of(K.Lambda->captures(),
                      [](const facts::LambdaCapture &C) {
                        return C.getCaptureKind() == LCK_ByRef;
                      }) &&
         llvm::any_of(Prog.values().reach(facts::AccessPath::value(K.Lambda)),
                      [](const facts::AccessPath &H) {
                        const facts::VarDecl *V = H.variable();
                        return H.Length || (V && !isa<facts::ParmVarDecl>(V)) ||
                               H.Kind == facts::AccessPath::Root::Result;
                      });
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(const ASTContext &Context, const model::Resolver &Names,
         const facts::Program &Prog, Act About)
      : Context(Context), Names(Names), Prog(Prog), About(About),
        Sources(Context.getSourceManager()) {}

  std::set<HeaderWord> find() {
    findActors();
    TraverseDecl(Context.getTranslationUnitDecl());
    return std::move(Words);
  }

  bool TraverseDecl(Decl *D) {
    // What is written in the source itself is found by its own words.
    if (D && !isa<TranslationUnitDecl>(D) && !isInHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitValueDecl(ValueDecl *D) {
    if (!isa<ParmVarDecl>(D) && startsByItself(D->getType()))
      add(D);
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      if (startsByItself(F->getReturnType()))
        add(D);
    return true;
  }

  bool VisitTypedefNameDecl(TypedefNameDecl *D) {
    if (startsByItself(D->getUnderlyingType()))
      add(D);
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isLambda())
      return true;
    for (const CXXBaseSpecifier &Base : R->bases())
      if (startsByItself(Base.getType()))
        add(R);
    // Its members that are defined in a source see what happens to these.
    if (llvm::any_of(R->fields(), [&](const FieldDecl *F) {
          return startsByItself(F->getType()) || isWaitedOn(F->getType());
        }))
      add(R, "::");
    return true;
  }

  // Instantiated or not: those of a member of a class template are known to
  // its instantiations only.
  bool VisitFunctionTemplateDecl(FunctionTemplateDecl *T) {
    if (T->getTemplatedDecl()->doesThisDeclarationHaveABody())
      addGuess(T->getTemplatedDecl(), T->getSourceRange());
    return true;
  }

  // What nobody calls is not instantiated with its class.
  bool VisitCXXMethodDecl(CXXMethodDecl *M) {
    if (M->getParent()->isDependentContext() &&
        M->doesThisDeclarationHaveABody())
      addGuess(M, M->getSourceRange());
    return true;
  }

  bool VisitClassTemplateDecl(ClassTemplateDecl *T) {
    if (T->isThisDeclarationADefinition())
      addGuess(T, T->getSourceRange());
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
    if (R && R->isGenericLambda())
      addGuess(V, V->getSourceRange());
    return true;
  }

  bool VisitNamedDecl(NamedDecl *D) {
    const auto *F = dyn_cast<FunctionDecl>(D);
    const auto *R = dyn_cast<CXXRecordDecl>(D);
    if (isAbout(KnownByWords) && !D->getDeclContext()->isFunctionOrMethod() &&
        ((F && F->doesThisDeclarationHaveABody()) ||
         (R && R->isThisDeclarationADefinition()) ||
         isa<VarDecl, FieldDecl, TypedefNameDecl>(D)))
      addGuess(D, D->getSourceRange());
    return true;
  }

private:
  bool isAbout(Act One) const { return any(One & About); }

  bool isInHeader(SourceLocation Loc) const {
    Loc = Sources.getExpansionLoc(Loc);
    return Loc.isValid() && !Sources.isInMainFile(Loc) &&
           !Sources.isInSystemHeader(Loc);
  }

  void add(const NamedDecl *D, StringRef Suffix = "") {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D); M && !M->getIdentifier())
      D = M->getParent(); // Constructors, destructors, operators.
    if (D->getIdentifier())
      add(Sources.getExpansionLoc(D->getLocation()),
          {"", (D->getName() + Suffix).str()});
  }

  void addGuess(const NamedDecl *D, SourceRange Text) {
    CharSourceRange Range = Lexer::makeFileCharRange(
        Sources.getExpansionRange(Text), Sources, Context.getLangOpts());
    if (const auto *M = dyn_cast<CXXMethodDecl>(D); M && !M->getIdentifier())
      D = M->getParent();
    if (Range.isValid() && D->getIdentifier())
      add(Range.getBegin(),
          {"", D->getName().str(), Sources.getFileOffset(Range.getBegin()),
           Sources.getFileOffset(Range.getEnd())});
  }

  void add(SourceLocation Loc, HeaderWord Word) {
    OptionalFileEntryRef File =
        Sources.getFileEntryRefForID(Sources.getFileID(Loc));
    if (!File || !isInHeader(Loc))
      return;
    Word.Header = Sources.getFileManager().getCanonicalName(*File).str();
    Words.insert(std::move(Word));
  }

  void add(const facts::NamedDecl *D) {
    if (const auto *M = dyn_cast<facts::CXXMethodDecl>(D);
        M && !M->hasIdentifier())
      D = M->getParent();
    if (D->hasIdentifier())
      add(Sources.getExpansionLoc(D->getLocation()), {"", D->getName().str()});
  }

  bool isSeenByOthers(const Body &B) const {
    return isInHeader(B.Code ? B.Code->getBeginLoc()
                      : B.InitializesMembersOf
                          ? B.InitializesMembersOf->getLocation()
                      : B.Initializes ? B.Initializes->getLocation()
                                      : B.Function->getLocation());
  }

  /// The functions of headers that act, and those that call them.
  void findActors() {
    std::vector<const Body *> Work;
    std::set<const Body *> Seen;
    auto Push = [&](const Body *B) {
      if (isSeenByOthers(*B) && Seen.insert(B).second)
        Work.push_back(B);
    };
    for (const auto &B : Prog.facts().Bodies)
      if ((!B->Tasks.empty() && isAbout(Act::Spawn)) ||
          llvm::any_of(B->Events,
                       [&](const Event &E) { return isAbout(actOf(E)); }))
        Push(B.get());
    auto PushOperation = [&](const facts::InHouseOperation &Op) {
      if (isAbout(actOf(Op.Op) & ByChannel))
        if (const Body *B = Prog.calls().bodyOf(Op.Function))
          Push(B);
    };
    // Whether the referents live long enough depends on who calls it.
    for (const auto &K : Prog.facts().Closures)
      if (isAbout(Act::Keep) && refersAndIsKept(Prog, *K))
        Push(K->Maker);
    for (const auto &Channel : Prog.facts().InHouse)
      llvm::for_each(Channel->Operations,
                     [&](const auto &Op) { PushOperation(*Op); });
    llvm::for_each(Prog.facts().Forwarders,
                   [&](const auto &Op) { PushOperation(*Op); });

    while (!Work.empty()) {
      const Body *B = Work.back();
      Work.pop_back();
      for (const auto &[Caller, Call] : Prog.calls().callersOf(B))
        Push(Caller);
      if (B->Enclosing)
        Push(B->Enclosing);
      if (const facts::CXXRecordDecl *R = B->InitializesMembersOf) {
        Actors.insert(R->getLocation());
        add(R);
      }
      if (!B->Function || B->Lambda)
        continue;
      add(B->Function);
      if (const auto *K = dyn_cast<facts::CXXConstructorDecl>(B->Function))
        Actors.insert(K->getParent()->getLocation());
    }
  }

  /// Does the construction of such an object, or of one that it has elements
  /// of, act? Then it need not be named where that happens.
  bool startsByItself(QualType T) const {
    return involves(T, [&](const CXXRecordDecl *R) {
      const CXXRecordDecl *Definition = R->getDefinition();
      if (Definition && Actors.count(Definition->getLocation()))
        return true;
      const model::Type *Type = Names.classType(R);
      return Type && isAbout(actOf(*Type));
    });
  }

  /// What makes a class a channel.
  bool isWaitedOn(QualType T) const {
    if (!isAbout(ByChannel))
      return false;
    return involves(T, [&](const CXXRecordDecl *R) {
      const model::Type *Type = Names.classType(R);
      return Type && Type->K != model::Kind::Event && // As an atomic is.
             llvm::any_of(Type->Operations, [](const model::Operation &Op) {
               return Op.R == model::Role::Wait;
             });
    });
  }

  /// Through pointers, arrays and template arguments.
  template <typename Predicate>
  bool involves(QualType T, Predicate Matches, unsigned Depth = 0) const {
    if (T.isNull() || Depth > 4)
      return false;
    T = T.getNonReferenceType();
    if (QualType Pointee = T->getPointeeType(); !Pointee.isNull())
      return involves(Pointee, Matches, Depth + 1);
    if (const Type *Element = T->getArrayElementTypeNoTypeQual())
      return involves(QualType(Element, 0), Matches, Depth + 1);
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R)
      return false;
    if (Matches(R))
      return true;
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      for (const TemplateArgument &A : S->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type &&
            involves(A.getAsType(), Matches, Depth + 1))
          return true;
    return false;
  }

  const ASTContext &Context;
  const model::Resolver &Names;
  const facts::Program &Prog;
  const Act About;
  const SourceManager &Sources;
  /// The classes that act when an object is made. Those of a template have one
  /// place.
  llvm::DenseSet<SourceLocation> Actors;
  std::set<HeaderWord> Words;
};

} // namespace

std::set<HeaderWord> headerWords(const ASTContext &Context,
                                 const model::Resolver &Names,
                                 const facts::Program &Prog, Act About) {
  return Finder(Context, Names, Prog, About).find();
}

} // namespace tether
