//===- Janitor.h - Forgets old results --------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_JANITOR_H
#define JOBSERVER_JANITOR_H

#include "JobStore.h"
#include <condition_variable>
#include <thread>

namespace jobs {

/// Cleans the store now and then, until it is destroyed.
class Janitor {
public:
  Janitor(JobStore &Store, std::chrono::milliseconds KeepFor);
  ~Janitor();

private:
  void cleanUp();

  JobStore &Store;
  const std::chrono::milliseconds KeepFor;
  std::mutex Mutex;
  std::condition_variable Wake;
  bool IsStopping = false;
  std::thread Thread;
};

} // namespace jobs

#endif // JOBSERVER_JANITOR_H
