//===- Bodies.h - Which bodies are walked -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bodies that were found and those of them that nobody has walked yet.
//
// Ownership: refers to the context, the model's names and the facts, owns none.
// Threading: belongs to one translation unit and one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_BODIES_H
#define TETHER_CHECKS_FACTS_COLLECT_BODIES_H

#include "../../model/Resolver.h"
#include "../Facts.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <deque>

namespace tether::facts {

class Bodies {
public:
  Bodies(clang::ASTContext &Context, const model::Resolver &Names,
         Facts &Result);

  /// The body of a visible function, to be walked; null if there is none, or if
  /// a model speaks for it.
  Body *of(const clang::FunctionDecl *F);
  /// A new body, to be walked.
  Body *add();
  /// The next body that was not walked yet, or null.
  Body *next();

  /// Is it in the headers of a library that is described? The model speaks for
  /// what they do, wherever they lie.
  bool isOfLibrary(const clang::Decl *D) const;

private:
  bool isInSource(const clang::Decl *D) const;
  void findLibraries(const clang::Decl *D);

  clang::ASTContext &Context;
  const model::Resolver &Names;
  Facts &Result;
  llvm::SmallPtrSet<const clang::Decl *, 8> OwnLibraries;
  std::deque<Body *> Pending;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_BODIES_H
