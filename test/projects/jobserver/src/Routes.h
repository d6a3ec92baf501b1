//===- Routes.h - What the server answers -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_ROUTES_H
#define JOBSERVER_ROUTES_H

#include "BoundedQueue.h"
#include "Exporter.h"
#include "JobStore.h"
#include "Metrics.h"
#include <httplib.h>

namespace jobs {

constexpr std::size_t QueueCapacity = 64;

struct Service {
  JobStore Store;
  Metrics Counters;
  Exporter Copies{Store};
  BoundedQueue<Job> Queue{QueueCapacity};
};

void addRoutes(httplib::Server &Server, Service &S);

} // namespace jobs

#endif // JOBSERVER_ROUTES_H
