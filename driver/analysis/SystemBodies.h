//===- SystemBodies.h - Bodies that need not be parsed ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The checks never look into system headers, so what functions there do is
// parsed for nothing, with one exception: what a system template calls is what
// makes clang instantiate the user's own templates. Templates that are handed a
// callable are nearly always function templates, whose bodies are kept. The
// rest are class templates that have a callable's type as an argument, such as
// a map with a comparison: their members call it, and these are not parsed.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_ANALYSIS_SYSTEMBODIES_H
#define TETHER_DRIVER_ANALYSIS_SYSTEMBODIES_H

#include "llvm/ADT/SetVector.h"

namespace clang {
class CXXRecordDecl;
class Decl;
class QualType;
class Sema;
class TagDecl;
} // namespace clang

namespace tether {

/// True if the body of the function or function template need not be parsed.
bool isSystemBody(const clang::Decl *D);

/// The user's callables that class templates of system headers may call.
class HandedCallables {
public:
  /// To be told of each class that is complete. Has clang instantiate the call
  /// operators of class templates that such a class is handed.
  void complete(clang::TagDecl *D, clang::Sema &S);

  /// To be called at the end of the unit, while it is there. `DependsOnThem`:
  /// an error or a finding may be due to what was instantiated.
  void finish(bool DependsOnThem);

  /// True if some call operator is a template that was never instantiated, or
  /// if what was found may be due to one that perhaps nobody calls: the unit is
  /// to be parsed anew.
  bool areMissed() const { return AreMissed; }

private:
  void hand(clang::QualType T, clang::Sema &S, unsigned Depth);
  void instantiate(clang::CXXRecordDecl *R, clang::Sema &S);

  llvm::SetVector<clang::CXXRecordDecl *> Callables;
  bool HaveGuesses = false, AreMissed = false;
};

} // namespace tether

#endif // TETHER_DRIVER_ANALYSIS_SYSTEMBODIES_H
