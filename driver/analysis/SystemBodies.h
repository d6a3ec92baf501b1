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
// callable are nearly always function templates, whose bodies are kept. For the
// rest, a unit that misses the body of a user's callable is to be parsed anew.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_ANALYSIS_SYSTEMBODIES_H
#define TETHER_DRIVER_ANALYSIS_SYSTEMBODIES_H

namespace clang {
class ASTContext;
class Decl;
} // namespace clang

namespace tether {

/// True if the body of the function or function template need not be parsed.
bool isSystemBody(const clang::Decl *D);

/// True if some generic lambda, or call operator of a class template's
/// instantiation, of the user's has a body that was never instantiated.
bool missesCallables(clang::ASTContext &Context);

} // namespace tether

#endif // TETHER_DRIVER_ANALYSIS_SYSTEMBODIES_H
