//===- ModelNames.h - What a model says of code -----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What model::Resolver found when the code was collected stands in the code;
// here it is asked for under the same names.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_MODELNAMES_H
#define TETHER_CHECKS_FACTS_DATA_MODELNAMES_H

#include "../../model/Model.h"
#include "Stmt.h"
#include "llvm/ADT/SmallVector.h"

namespace tether::facts {

class ModelNames {
public:
  /// The entry for the type itself or a base of it: cv, references and typedefs
  /// are looked through, pointers are not.
  const model::Type *type(QualType T) const {
    return T.isNull() ? nullptr : T->getModel();
  }
  /// The same for a class or the pattern of a class template.
  const model::Type *classType(const CXXRecordDecl *R) const {
    return R->getModel();
  }
  /// True if a library describes the class itself, and not only a base of it.
  bool describes(const CXXRecordDecl *R) const { return R->isDescribed(); }

  /// As type(), and through any number of raw and smart pointers.
  const model::Type *pointee(QualType T) const;
  /// The element type of a container or smart pointer of the model (its first
  /// template argument; the second for maps), or a null type.
  QualType elementType(QualType T) const;
  /// The pointee of a raw pointer or smart pointer of the model, or null.
  QualType pointeeType(QualType T) const;
  /// One step further in: the pointee, or else the element type of a container
  /// or array; null if there is none.
  QualType innerType(QualType T) const;

  /// What a call does: the member on the type of its object, the free or static
  /// function, or the function object called. Null where the model says
  /// nothing. Entries whose OnlyIf is not met by the arguments do not count.
  const model::Operation *operation(const CallExpr *Call) const {
    return Call ? Call->getOperation() : nullptr;
  }
  /// The model entry of the type that `Call` is a member call on, or null.
  const model::Type *receiver(const CallExpr *Call) const {
    return Call ? Call->getReceiver() : nullptr;
  }
  /// What constructing an object does (usually Role::Spawn), or null. Default,
  /// copy and move constructions are never an operation.
  const model::Operation *construction(const CXXConstructExpr *E) const {
    return E ? E->getOperation() : nullptr;
  }
  /// What the entry of a function does when seen from its declaration alone.
  const model::Operation *function(const FunctionDecl *F) const {
    return F ? F->getOperation() : nullptr;
  }
  /// All entries of a function, a member or a function object, whatever
  /// arguments they ask for. `Named` is the class that a member is named in,
  /// where that is not its own: `&std::future<int>::wait` is in a base.
  llvm::SmallVector<const model::Operation *, 1>
  entries(const FunctionDecl *F, const CXXRecordDecl *Named = nullptr) const;

  /// How `F` (also a lambda's call operator) is known to be a request handler:
  /// by an override or by its parameters. Null if it is not.
  const model::Handler *handler(const FunctionDecl *F) const {
    return F ? F->getHandler() : nullptr;
  }
  /// True if `M` overrides a method that is the body of a task type.
  const model::Type *taskBody(const CXXMethodDecl *M) const {
    return M ? M->getTaskBody() : nullptr;
  }

  /// The argument of `Call` that Position `P` names, or null. For member calls
  /// index 0 is the first argument, never the object.
  const Expr *argument(const CallExpr *Call, const model::Operation &Op,
                       int8_t P) const;
  const Expr *argument(const CXXConstructExpr *Call, const model::Operation &Op,
                       int8_t P) const;
  /// The arguments that `Op` runs, starts, keeps or wraps: none, one, or for
  /// AllArguments every one of callable type.
  llvm::SmallVector<const Expr *, 2>
  callables(const CallExpr *Call, const model::Operation &Op) const;
  llvm::SmallVector<const Expr *, 2>
  callables(const CXXConstructExpr *Call, const model::Operation &Op) const;
  /// The object that `Op` acts on: what a member call is made on, or the
  /// argument `Op.Object` of a function. Null if there is none.
  const Expr *object(const CallExpr *Call, const model::Operation &Op) const;

  /// True if a value of this type can be called: closure, functor, function
  /// pointer, member pointer, std::function and alike.
  bool isCallable(QualType T) const;
  /// True if the call gives up by itself: its variant is not Plain, it is given
  /// a finite Timeout, or one of its arguments is a token of the model.
  bool givesUp(const CallExpr *Call, const model::Operation &) const {
    return Call && Call->givesUp();
  }
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_MODELNAMES_H
