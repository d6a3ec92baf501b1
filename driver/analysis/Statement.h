//===- Statement.h - The statement around a place ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_ANALYSIS_STATEMENT_H
#define TETHER_DRIVER_ANALYSIS_STATEMENT_H

#include <string>

namespace clang {
class ASTContext;
class SourceLocation;
} // namespace clang

namespace tether {

/// The text of the innermost statement, constructor initializer or declaration
/// around `Loc`, a place in a file, for telling findings apart: without white
/// space and comments, and up to the first body in it, so that it stays when
/// the code is formatted anew or a task's code is edited. A declaration has the
/// name of the class or namespace around it in front. Empty if nothing is
/// around.
std::string statementAround(clang::ASTContext &Context,
                            clang::SourceLocation Loc);

} // namespace tether

#endif // TETHER_DRIVER_ANALYSIS_STATEMENT_H
