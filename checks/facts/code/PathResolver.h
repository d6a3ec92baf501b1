//===- PathResolver.h - Which object an expression means --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place where references, pointers, smart pointers, containers and
// alike are looked through to the object that an access path names.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_PATHRESOLVER_H
#define TETHER_CHECKS_FACTS_CODE_PATHRESOLVER_H

#include "../data/AccessPath.h"
#include "../data/ModelNames.h"
#include <map>

namespace tether::facts {

/// Turns expressions into access paths. Remembers what it resolved; belongs to
/// one translation unit and one thread.
class PathResolver {
public:
  explicit PathResolver(const ModelNames &Names) : Names(Names) {}

  /// The object that `E` denotes, points to or iterates over.
  AccessPath resolve(const Expr *E);

  /// The object that the variable denotes: what it was initialised from if it
  /// is a reference, a pointer or a handle, otherwise the variable itself.
  AccessPath resolve(const VarDecl *V);

private:
  AccessPath resolveCall(const CallExpr *Call);
  AccessPath resolveConstruct(const CXXConstructExpr *E);
  AccessPath returned(const FunctionDecl *F, const CallExpr *Call);
  bool denotesItsInitializer(const VarDecl *V);
  bool isElementOf(const AccessPath &Map, const FieldDecl *Member);

  const ModelNames &Names;
  std::map<const VarDecl *, AccessPath> Variables;
  unsigned Depth = 0;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_PATHRESOLVER_H
