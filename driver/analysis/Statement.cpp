//===- Statement.cpp - The statement around a place -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/analysis/Statement.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

using namespace clang;

namespace tether {

namespace {

/// Offsets [Begin, End] in the file of the place; End is where the last token
/// begins.
struct Extent {
  unsigned Begin = 0;
  unsigned End = ~0u;

  bool contains(Extent Inner) const {
    return Begin <= Inner.Begin && Inner.End <= End;
  }
};

/// The statements that are parts of `S` and not of its expressions.
llvm::SmallVector<Stmt *, 2> partsOf(Stmt *S) {
  if (auto *Compound = dyn_cast<CompoundStmt>(S))
    return {Compound->body_begin(), Compound->body_end()};
  if (auto *If = dyn_cast<IfStmt>(S))
    return {If->getThen(), If->getElse()};
  if (auto *Loop = dyn_cast<ForStmt>(S))
    return {Loop->getBody()};
  if (auto *Loop = dyn_cast<CXXForRangeStmt>(S))
    return {Loop->getBody()};
  if (auto *Loop = dyn_cast<WhileStmt>(S))
    return {Loop->getBody()};
  if (auto *Loop = dyn_cast<DoStmt>(S))
    return {Loop->getBody()};
  if (auto *Case = dyn_cast<SwitchCase>(S))
    return {Case->getSubStmt()};
  if (auto *Label = dyn_cast<LabelStmt>(S))
    return {Label->getSubStmt()};
  if (auto *Attributed = dyn_cast<AttributedStmt>(S))
    return {Attributed->getSubStmt()};
  return {};
}

bool isPartOfAnother(const Decl &D) {
  if (const auto *Variable = dyn_cast<VarDecl>(&D))
    return Variable->isLocalVarDeclOrParm();
  return D.isTemplateParameter() || isa<BindingDecl>(D);
}

/// Looks for the innermost statement around a place, and for the bodies in it.
class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(const SourceManager &Sources, SourceLocation Loc)
      : Sources(Sources), File(Sources.getFileID(Loc)) {
    Place.Begin = Place.End = Sources.getFileOffset(Loc);
  }

  bool TraverseDecl(Decl *D) {
    std::optional<Extent> E = D ? around(D->getSourceRange()) : std::nullopt;
    if (!E || D->isImplicit())
      return true;
    if (!isPartOfAnother(*D))
      enter(*E, D);
    if (auto *Tag = dyn_cast<TagDecl>(D))
      addBody(Tag->getBraceRange());
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (std::optional<Extent> E = around(Init->getSourceRange()))
      enter(*E, nullptr);
    return RecursiveASTVisitor::TraverseConstructorInitializer(Init);
  }

  // Without a queue, which would visit siblings first.
  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    if (isa<CompoundStmt>(S))
      addBody(S->getSourceRange());
    for (Stmt *Part : partsOf(S)) {
      if (!Part)
        continue;
      addBody(Part->getSourceRange());
      if (std::optional<Extent> E = around(Part->getSourceRange());
          E && !isa<CompoundStmt>(Part))
        enter(*E, nullptr);
    }
    return RecursiveASTVisitor::TraverseStmt(S);
  }

  /// Here End is behind the last token, or where the first body begins.
  Extent text() const {
    Extent Result = Innermost;
    SourceLocation Last = Sources.getComposedLoc(File, Innermost.End);
    Result.End += Lexer::MeasureTokenLength(Last, Sources, LangOptions());
    for (unsigned Body : Bodies)
      if (Body > Result.Begin)
        Result.End = std::min(Result.End, Body);
    return Result;
  }

  const Decl *declaration() const { return Declaration; }
  bool found() const { return Innermost.End != ~0u; }

private:
  std::optional<Extent> extent(SourceRange Range) const {
    if (Range.isInvalid())
      return std::nullopt;
    auto Begin = Sources.getDecomposedExpansionLoc(Range.getBegin());
    auto End = Sources.getDecomposedLoc(
        Sources.getExpansionRange(Range.getEnd()).getEnd());
    if (Begin.first != File || End.first != File)
      return std::nullopt;
    return Extent{Begin.second, End.second};
  }

  std::optional<Extent> around(SourceRange Range) const {
    std::optional<Extent> E = extent(Range);
    return E && E->contains(Place) ? E : std::nullopt;
  }

  /// Of `T A, B;` both declarations begin with T; A's is the narrower.
  void enter(Extent E, const Decl *D) {
    if (!Innermost.contains(E))
      return;
    Innermost = E;
    Declaration = D;
  }

  void addBody(SourceRange Range) {
    if (std::optional<Extent> E = extent(Range))
      Bodies.push_back(E->Begin);
  }

  const SourceManager &Sources;
  FileID File;
  Extent Place;
  Extent Innermost;
  const Decl *Declaration = nullptr;
  std::vector<unsigned> Bodies;
};

void appendTokens(std::string &Result, const ASTContext &Context, FileID File,
                  Extent Text) {
  const SourceManager &Sources = Context.getSourceManager();
  llvm::StringRef Buffer = Sources.getBufferData(File);
  Lexer Lex(Sources.getLocForStartOfFile(File), Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Text.Begin, Buffer.end());
  Token T;
  while (!Lex.LexFromRawLexer(T) &&
         Sources.getFileOffset(T.getLocation()) < Text.End)
    for (char C : Lexer::getSpelling(T, Sources, Context.getLangOpts()))
      if (!llvm::isSpace(C))
        Result += C;
}

} // namespace

std::string statementAround(ASTContext &Context, SourceLocation Loc) {
  Finder F(Context.getSourceManager(), Loc);
  for (Decl *D : Context.getTranslationUnitDecl()->decls())
    F.TraverseDecl(D);
  if (!F.found())
    return "";
  std::string Result;
  const Decl *D = F.declaration();
  if (const auto *Scope =
          D ? dyn_cast<NamedDecl>(D->getDeclContext()) : nullptr) {
    PrintingPolicy Policy(Context.getLangOpts());
    Policy.AnonymousTagLocations = false; // These have lines.
    llvm::raw_string_ostream OS(Result);
    Scope->printQualifiedName(OS, Policy);
    OS << "::";
  }
  appendTokens(Result, Context, Context.getSourceManager().getFileID(Loc),
               F.text());
  return Result;
}

} // namespace tether
