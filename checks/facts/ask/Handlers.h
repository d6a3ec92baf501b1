//===- Handlers.h - What a server framework calls ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Per request or connection, because it was registered, by what it is declared
// as, or by its name where nothing better is known.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_HANDLERS_H
#define TETHER_CHECKS_FACTS_ASK_HANDLERS_H

#include "../program/Program.h"

namespace tether::facts {

/// True if a server framework calls `B` per request or connection, because it
/// was registered (`Registration`) or by what it is declared as (`Entry`).
bool isHandler(const Program &Prog, const Body *B, const Event *&Registration,
               const model::Handler *&Entry);
/// How `B` is taken for one by its name alone, or null.
const model::Handler *handlerByName(const Program &Prog, const Body *B);

/// True if the body is run when a request handler is.
bool runsPerRequest(const Program &Prog, const Body *B);
/// True if it is run by a function without parameters that is registered to be
/// run later.
bool runsLater(const Program &Prog, const Body *B);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_HANDLERS_H
