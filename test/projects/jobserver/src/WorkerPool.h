//===- WorkerPool.h - The threads that do the jobs --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_WORKERPOOL_H
#define JOBSERVER_WORKERPOOL_H

#include "AuditLog.h"
#include "BoundedQueue.h"
#include "JobStore.h"
#include "Metrics.h"
#include <thread>

namespace jobs {

class WorkerPool {
public:
  WorkerPool(BoundedQueue<Job> &Queue, JobStore &Store, AuditLog &Audit,
             Metrics &Counters)
      : Queue(Queue), Store(Store), Audit(Audit), Counters(Counters) {}
  ~WorkerPool() { stop(); }

  void start(unsigned Count);

  /// Nothing may be pushed any more. Finishes what is queued.
  void stop();

private:
  void run(const std::string &Name);
  void selfTest(unsigned Count);

  BoundedQueue<Job> &Queue;
  JobStore &Store;
  AuditLog &Audit;
  Metrics &Counters;
  std::vector<std::thread> Workers;
};

} // namespace jobs

#endif // JOBSERVER_WORKERPOOL_H
