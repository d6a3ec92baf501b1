//===- Builder.h - From an AST to code as data ------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only part that reads clang's AST. Whatever a definition of the unit
// names is built too: types, classes, functions, and the code of those that
// are visible. A definition is visible if it is in no system header, was
// parsed, and is not that of a template.
//
// Templates are looked at as instantiated; a pattern that nobody instantiates
// is not looked at.
//
// Ownership: the nodes belong to the Code; the builder refers to the AST and
// the resolver. Threading: one translation unit, one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_BUILDER_H
#define TETHER_CHECKS_FACTS_COLLECT_BUILDER_H

#include "../../model/Resolver.h"
#include "../data/Code.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <tuple>

namespace tether::facts {

/// The definition of the function if its body can be looked at, or null.
const clang::FunctionDecl *visibleDefinition(const clang::FunctionDecl *F);

class Builder {
public:
  Builder(clang::ASTContext &AST, const model::Resolver &Names, Code &Into)
      : AST(AST), Names(Names), Into(Into) {}
  Builder(const Builder &) = delete;

  /// What the context's traversal scope defines, and all that it names.
  void build();

  /// The control flow of a body that was built.
  Skeleton skeletonOf(const Stmt *Body) const;

private:
  //===--- Definitions ----------------------------------------------------===//

  void visit(const clang::Decl *D);
  void visitRecord(const clang::CXXRecordDecl *R);
  bool isUserCode(const clang::Decl *D) const;
  bool isOfLibrary(const clang::Decl *D) const;
  void findLibraries(const clang::Decl *D);

  //===--- Types ----------------------------------------------------------===//

  QualType type(clang::QualType T);
  const Type *unqualified(clang::QualType T);
  bool isPlainData(clang::QualType T);

  //===--- Entities -------------------------------------------------------===//

  const NamedDecl *entity(const clang::NamedDecl *D);
  const NamedDecl *context(const clang::DeclContext *C);
  CXXRecordDecl *record(const clang::RecordDecl *R);
  FunctionDecl *function(const clang::FunctionDecl *F);
  VarDecl *variable(const clang::VarDecl *V);
  FieldDecl *field(const clang::FieldDecl *F);
  const NamedDecl *binding(const clang::BindingDecl *B);
  template <typename T>
  T *make(const clang::NamedDecl *D, NamedDecl::Kind K,
          const clang::NamedDecl *DescribedBy = nullptr);
  void fill(const clang::RecordDecl *R);
  void fillMembers(const clang::CXXRecordDecl *R, CXXRecordDecl &Result);
  void fill(const clang::FunctionDecl *F);
  void buildBody(const clang::FunctionDecl *F);
  TemplateArgument argument(const clang::TemplateArgument &A);
  bool mayChange(const clang::FieldDecl *F);
  bool isInSystemHeader(const clang::Decl *D) const;

  //===--- Code -----------------------------------------------------------===//

  /// As a part of the node that is built, or on its own if there is none.
  const Stmt *stmt(const clang::Stmt *S);
  const Expr *expr(const clang::Expr *E) {
    return llvm::cast_or_null<Expr>(stmt(E));
  }
  /// On its own, once.
  const Expr *fragment(const clang::Expr *E);
  const Stmt *root(const clang::Stmt *S);
  template <typename T> T *node(const clang::Stmt *S, Stmt::StmtClass C);
  template <typename Range> void addChildren(Stmt *N, const Range &Children);
  const Stmt *finish(Stmt *N, const clang::Stmt *S);
  const Stmt *other(const clang::Stmt *S);
  const Stmt *declaration(const clang::DeclStmt *D);
  const Stmt *call(const clang::CallExpr *Call);
  const Stmt *construction(const clang::CXXConstructExpr *E);
  const Stmt *lambda(const clang::LambdaExpr *L);
  const Stmt *coroutine(const clang::CoroutineBodyStmt *B);
  void setConstant(Stmt *N, const clang::Expr *E);
  const model::Operation *operationByName(const clang::CallExpr *Call);

  template <typename T> llvm::ArrayRef<T> keep(llvm::ArrayRef<T> Some);
  llvm::StringRef keep(llvm::StringRef Text);

  clang::ASTContext &AST;
  const model::Resolver &Names;
  Code &Into;

  llvm::SmallPtrSet<const clang::Decl *, 8> OwnLibraries;
  llvm::DenseMap<const void *, QualType> Types; ///< By clang's, as written.
  using TypeKey = std::tuple<Type::TypeClass, const void *, const Type *, bool,
                             const model::Type *, const Type *, const Type *>;
  std::map<TypeKey, const Type *> UniqueTypes;
  llvm::SmallPtrSet<const void *, 4> Open; ///< Types that are being built.
  llvm::DenseMap<const clang::Decl *, NamedDecl *> Entities;
  llvm::DenseMap<const clang::IdentifierInfo *, llvm::StringRef> Identifiers;
  llvm::DenseMap<const clang::RecordDecl *, bool> PlainData;
  /// The names of members that the methods of a class assign to; none if some
  /// method is not seen.
  std::map<const clang::CXXRecordDecl *, std::optional<llvm::StringSet<>>>
      Assigned;

  /// What names say of functions that are given no other function.
  llvm::DenseMap<const clang::FunctionDecl *, const model::Operation *>
      SaidByName;

  /// Nodes by what they were built from, and from what looks through to it.
  llvm::DenseMap<const clang::Stmt *, const Stmt *> Nodes;
  llvm::DenseMap<const Stmt *, const clang::Stmt *> Sources;
  llvm::DenseMap<const Stmt *, const clang::FunctionDecl *> Bodies;
  Stmt *Parent = nullptr; ///< Of what is built next.
  const Stmt *Root = nullptr;
  unsigned Count = 0, EntityCount = 0;

  // What was named and is not built yet.
  llvm::SmallVector<const clang::RecordDecl *, 0> Records;
  llvm::SmallVector<const clang::FunctionDecl *, 0> Functions, Closures;
  llvm::SmallVector<std::pair<const clang::VarDecl *, VarDecl *>, 0> Variables;
};

/// The code of the context's traversal scope. Empty if no name that a model
/// knows exists in it. Refers to both as long as control flows are asked for.
std::unique_ptr<Code> collectCode(clang::ASTContext &AST,
                                  const model::Resolver &Names);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_BUILDER_H
