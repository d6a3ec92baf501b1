//===- Loops.h - Which loops iterate, and which watch -----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_CODE_LOOPS_H
#define TETHER_CHECKS_FACTS_CODE_LOOPS_H

#include "../data/Stmt.h"

namespace tether::facts {

/// True if the loop goes over something: over a range, or until a local
/// variable that it changes says so. It ends without anybody's doing.
bool iterates(const Stmt *Loop);

/// True if the condition of the loop is about what its header changes.
bool iteratesByHeader(const ForStmt *F);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_CODE_LOOPS_H
