//===- FunctionAround.h - In which function a place is ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FUNCTIONAROUND_H
#define TETHER_CHECKS_FUNCTIONAROUND_H

#include "clang/Basic/SourceLocation.h"
#include <string>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace tether {

/// The innermost named function around `Loc`, which is in a file; lambdas
/// belong to theirs. Null if there is none. Looks at all declarations of the
/// unit: ask it about findings only.
const clang::FunctionDecl *functionAround(const clang::ASTContext &Context,
                                          clang::SourceLocation Loc);

/// "ns::Class::f(int) const"
std::string signatureOf(const clang::FunctionDecl &Function);

} // namespace tether

#endif // TETHER_CHECKS_FUNCTIONAROUND_H
