//===- Endings.h - What destroys a handle too early -------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handle that ends the process when it dies joinable dies not only at the end
// of its scope: it is deleted, taken out of a container and dropped, or
// emptied, by itself or with the object that it is a part of. Conditions are
// believed to know whether it is joinable, unless it is known what they say
// while the task runs, or has ended.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ENDINGS_H
#define TETHER_CHECKS_FACTS_ENDINGS_H

#include "Handles.h"

namespace tether::facts {

/// An event that destroys the handle of a task, or what contains it.
struct Ending {
  const Event *By = nullptr;
  AccessPath Object;      ///< What is deleted or emptied.
  bool OfContent = false; ///< It lives on, and what it contains dies.
};

/// Where the handle of the task is destroyed on a way on which nothing that can
/// be seen has joined it, detached it or moved it on.
std::optional<Ending> endingOf(const Unit &Facts, const Task &T,
                               const HandleFate &Fate);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ENDINGS_H
