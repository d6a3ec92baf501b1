//===- Resolver.h - The model's names in one translation unit ---*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are looked up once per translation unit, through using-declarations,
// aliases, namespace aliases and inline namespaces, to canonical declarations;
// printed names are never compared. A library whose namespace the unit does not
// have costs one failed lookup.
//
// Members are found by the static type of the object they are called on (the
// named type or one derived from it, through typedefs, references, pointers and
// smart pointers) and their simple name, because libraries declare them in base
// classes and detail namespaces.
//
// Ownership: refers to the ASTContext and to the libraries' tables, owns
// neither. Threading: one instance per translation unit, one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_RESOLVER_H
#define TETHER_CHECKS_MODEL_RESOLVER_H

#include "Conventions.h"
#include "Model.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <utility>
#include <vector>

namespace tether::model {

class Resolver {
public:
  /// Later libraries win over earlier ones where both describe a name, so a
  /// user's file can correct a built-in entry.
  Resolver(clang::ASTContext &Context,
           llvm::ArrayRef<const Library *> Libraries,
           bool WithConventions = true);
  Resolver(const Resolver &) = delete; ///< Its conventions refer to it.

  /// What is taken for true of what none of the others knows.
  const Conventions &conventions() const { return ByName; }

  /// True if no name of any library exists in the unit.
  bool empty() const {
    return Types.empty() && Functions.empty() && Handlers.empty();
  }

  /// The entry for the type itself or a base of it: cv, references and typedefs
  /// are looked through, pointers are not.
  const Type *type(clang::QualType T) const;

  /// The same for a class or the pattern of a class template.
  const Type *classType(const clang::RecordDecl *Record) const;

  /// True if a library describes the class itself, and not only a base of it.
  bool describes(const clang::RecordDecl *Record) const;

  /// As type(), and through any number of raw and smart pointers.
  const Type *pointee(clang::QualType T) const;

  /// The element type of a container or smart pointer of the model (its first
  /// template argument; the second for maps), or a null type.
  clang::QualType elementType(clang::QualType T) const;

  /// The pointee of a raw pointer or smart pointer of the model, or null.
  clang::QualType pointeeType(clang::QualType T) const;

  /// One step further in: the pointee, or else the element type of a container
  /// or array; null if there is none.
  clang::QualType innerType(clang::QualType T) const;

  /// The namespaces of built-in libraries, by their canonical declarations.
  const llvm::SmallPtrSetImpl<const clang::Decl *> &libraries() const {
    return Libraries;
  }

  /// What a call does: the member on the type of its object, the free or static
  /// function, or the function object called. Null where the model says
  /// nothing. Entries whose OnlyIf is not met by the arguments do not count.
  const Operation *operation(const clang::CallExpr *Call) const;

  /// The model entry of the type that `Call` is a member call on, or null.
  const Type *receiver(const clang::CallExpr *Call) const;

  /// What constructing an object does (usually Role::Spawn), or null. Default,
  /// copy and move constructions are never an operation.
  const Operation *construction(const clang::CXXConstructExpr *Construct) const;

  /// What the entry of a function does when seen from its declaration alone.
  const Operation *function(const clang::FunctionDecl *Function) const;

  /// All entries of a function, a member or a function object, whatever
  /// arguments they ask for. `Named` is the class that a member is named in,
  /// where that is not its own: `&std::future<int>::wait` is in a base.
  llvm::SmallVector<const Operation *, 1>
  entries(const clang::NamedDecl *D,
          const clang::CXXRecordDecl *Named = nullptr) const;

  /// How `Function` (also a lambda's call operator) is known to be a request
  /// handler: by an override or by its parameters. Null if it is not.
  const Handler *handler(const clang::FunctionDecl *Function) const;

  /// True if `Method` overrides a method that is the body of a task type.
  const Type *taskBody(const clang::CXXMethodDecl *Method) const;

  /// The argument of `Call` that Position `P` names, or null. For member calls
  /// index 0 is the first argument, never the object.
  const clang::Expr *argument(const clang::CallExpr *Call, const Operation &Op,
                              int8_t P) const;
  const clang::Expr *argument(const clang::CXXConstructExpr *Call,
                              const Operation &Op, int8_t P) const;

  /// The arguments that `Op` runs, starts, keeps or wraps: none, one, or for
  /// AllArguments every one of callable type.
  llvm::SmallVector<const clang::Expr *, 2>
  callables(const clang::CallExpr *Call, const Operation &Op) const;
  llvm::SmallVector<const clang::Expr *, 2>
  callables(const clang::CXXConstructExpr *Call, const Operation &Op) const;

  /// The object that `Op` acts on: what a member call is made on, or the
  /// argument `Op.Object` of a function. Null if there is none.
  const clang::Expr *object(const clang::CallExpr *Call,
                            const Operation &Op) const;

  /// True if a value of this type can be called: closure, functor, function
  /// pointer, member pointer, std::function and alike.
  bool isCallable(clang::QualType T) const;

  /// True if the call gives up by itself: its variant is not Plain, it is given
  /// a finite Timeout, or one of its arguments is a token of the model.
  bool givesUp(const clang::CallExpr *Call, const Operation &Op) const;

  /// Names of the libraries' entries that were looked for and do not exist
  /// although their namespace does ("boost.fiber: boost::fibers::foo"). Members
  /// that the named type does not have are listed too. For tests and for
  /// `tether model check`; costs a walk over all entries.
  static std::vector<std::string> unresolved(clang::ASTContext &Context,
                                             const Library &L);

private:
  /// A class of the model and the class in the unit that it was found at.
  struct Match {
    const Type *Entry;
    const clang::RecordDecl *Record;
  };
  struct HandlerEntry {
    const Handler *Entry;
    bool BuiltIn;
    /// The overridden methods, or the class that must be a base.
    llvm::SmallVector<const clang::Decl *, 2> Base;
    /// Types of the parameters; null stands for any.
    llvm::SmallVector<const clang::Decl *, 4> Parameters;
  };
  using Arguments = llvm::ArrayRef<const clang::Expr *>;
  using Operations = llvm::SmallVector<const Operation *, 1>;

  void add(const Library &L);
  /// The model's entries for a class and its bases, nearest first.
  llvm::ArrayRef<Match> matches(const clang::RecordDecl *Record) const;
  llvm::ArrayRef<Match> matches(clang::QualType T) const;
  const Type *typedefEntry(clang::QualType T) const;
  const Match *match(clang::QualType T, Kind First, Kind Second) const;

  /// The operation and the type that has it.
  std::pair<const Type *, const Operation *>
  member(const clang::CallExpr *Call) const;
  const Operation *choose(llvm::ArrayRef<const Operation *> Candidates,
                          Arguments Given) const;
  bool isCondition(const clang::Expr *E, llvm::StringRef Name) const;
  bool isInfinite(const clang::Expr *E) const;
  bool hasCallOperator(const clang::CXXRecordDecl *Record) const;
  const clang::Expr *pick(Arguments Given, const Operation &Op, int8_t P) const;
  llvm::SmallVector<const clang::Expr *, 2> pickAll(Arguments Given,
                                                    const Operation &Op) const;
  bool parametersFit(const clang::FunctionDecl *Function,
                     const HandlerEntry &H) const;

  clang::ASTContext &Context;
  llvm::DenseMap<const clang::Decl *, const Type *> Types;
  llvm::DenseMap<const clang::Decl *, Operations> Functions;
  llvm::SmallPtrSet<const clang::Decl *, 8> Libraries;
  /// In the order in which they are tried.
  std::vector<HandlerEntry> Handlers;
  Conventions ByName;
  /// What the names in OnlyIf mean here.
  llvm::StringMap<llvm::SmallVector<const clang::Decl *, 1>> Conditions;
  mutable llvm::DenseMap<const clang::Decl *, std::vector<Match>> Known;
  mutable llvm::DenseMap<const clang::Decl *, bool> Callable;
};

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_RESOLVER_H
