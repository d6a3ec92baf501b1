//===- Janitor.cpp - Forgets old results ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Janitor.h"

namespace jobs {

Janitor::Janitor(JobStore &Store, std::chrono::milliseconds KeepFor)
    : Store(Store), KeepFor(KeepFor), Thread([this] { cleanUp(); }) {}

Janitor::~Janitor() {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    IsStopping = true;
  }
  Wake.notify_one();
  Thread.join();
}

void Janitor::cleanUp() {
  std::unique_lock<std::mutex> Lock(Mutex);
  while (!Wake.wait_for(Lock, KeepFor, [this] { return IsStopping; }))
    Store.forgetOlderThan(KeepFor);
}

} // namespace jobs
