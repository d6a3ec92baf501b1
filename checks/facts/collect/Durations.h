//===- Durations.h - How long a call sleeps ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_COLLECT_DURATIONS_H
#define TETHER_CHECKS_FACTS_COLLECT_DURATIONS_H

#include "../../model/Model.h"
#include "clang/AST/Expr.h"
#include <optional>

namespace tether::facts {

/// For how many nanoseconds the call sleeps by its first argument, if that is
/// constant; `Unit` is that of a number.
std::optional<int64_t> durationOf(const clang::CallExpr *Call,
                                  model::TimeUnit Unit,
                                  const clang::ASTContext &AST);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_COLLECT_DURATIONS_H
