//===- Family.h - What a family of facts is told of a body ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The walk visits what is in a node before it hands the node on, to each family
// in the order of Families.def; a family writes down what the node means to it.
// So the events of a body are in the order in which they happen, and those of
// one node in the order of the families. Only what decides about other code is
// handed on before that code: see asked().
//
// A family is one file: a class that overrides what it wants to be told, and
// the function that makes one. It is made anew for each body, so what it
// remembers is of that body.
//
// Ownership: a family refers to the context of its body, which outlives it.
// Threading: belongs to one body and one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_EVENTS_FAMILY_H
#define TETHER_CHECKS_FACTS_EVENTS_FAMILY_H

#include "BodyContext.h"
#include <memory>
#include <vector>

namespace tether::facts {

/// A call of what a model describes.
struct ModelledCall {
  const CallExpr *Call;
  const model::Operation &Op;
  AccessPath Object;           ///< What it is done to.
  const model::Type *Receiver; ///< The type of that, or null.
};

/// A call of what no model describes.
struct PlainCall {
  explicit PlainCall(const CallExpr *Call);

  const CallExpr *Call;
  const FunctionDecl *Function;   ///< Null if a pointer leads to it.
  const Expr *Object = nullptr;   ///< What a method is called on.
  const Expr *Callable = nullptr; ///< The value that is called: a
                                  ///< closure, a pointer to a function.
  bool IsSeen;                 ///< Not a value, and the definition is visible.
  bool IsOperatorCall = false; ///< Of `operator()`.
  llvm::SmallVector<const Expr *, 4> Arguments; ///< Without the object.
};

/// `To = From`, or a change of `To` by what it was.
struct Assignment {
  const Expr *To;
  const Expr *From; ///< Null if it has the old value in it.
  const Stmt *At;
  size_t First; ///< The first event of what is in it.
};

/// What decides whether or how often other code runs.
struct Question {
  const Stmt *Of; ///< The `if` or loop.
  const Expr *Condition;
  size_t First; ///< The first event of what is in the condition.
};

/// The branch of an `if` that was visited.
struct Branch {
  const IfStmt *If;
  size_t Asking; ///< The first event of what is in the condition.
  size_t Asked;  ///< The first event of the condition itself.
  size_t Then;   ///< The first event of the branch.
};

class Family {
public:
  explicit Family(BodyContext &C) : C(C) {}
  virtual ~Family() = default;

  virtual void performed(const ModelledCall &) {}
  virtual void called(const PlainCall &) {}
  /// `Op` is what a model says about the construction, or null.
  virtual void constructed(const CXXConstructExpr *E,
                           const model::Operation *Op) {}
  virtual void assigned(const Assignment &) {}
  /// A variable or member gets its first value.
  virtual void initialized(AccessPath Object, const Expr *Init,
                           const Stmt *At) {}
  /// After its initialization, if it has one, whose events begin with `First`.
  virtual void declared(const VarDecl *V, const DeclStmt *At, size_t First) {}
  /// A capture with an initializer.
  virtual void captured(const LambdaExpr *L, const VarDecl *V,
                        const Expr *Init) {}
  /// A full expression, whose temporaries end.
  virtual void completed(const Expr *Whole) {}
  /// Any other node.
  virtual void visited(const Stmt *S) {}
  /// The value of an expression, whose events begin with `First`, is not used.
  virtual void dropped(const Expr *E, size_t First) {}

  /// A condition, before what it decides about; in a `do`, after it. The parts
  /// of the condition were handed on.
  virtual void asked(const Question &) {}
  /// The first branch of an `if`, before the other.
  virtual void branched(const Branch &) {}
  /// A whole loop, whose events begin with `First`.
  virtual void looped(const Stmt *Loop, size_t First) {}
  /// The whole body.
  virtual void ended() {}

protected:
  BodyContext &C;
};

/// One of each family, in the order in which they are told.
std::vector<std::unique_ptr<Family>> makeFamilies(BodyContext &C);

#define TETHER_FAMILY(NAME) std::unique_ptr<Family> make##NAME(BodyContext &C);
#include "Families.def"

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_EVENTS_FAMILY_H
