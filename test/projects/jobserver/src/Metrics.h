//===- Metrics.h - Counters, written to a file ------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_METRICS_H
#define JOBSERVER_METRICS_H

#include <atomic>
#include <cstdint>
#include <string>

namespace jobs {

struct Metrics {
  std::atomic<std::uint64_t> Accepted{0};
  std::atomic<std::uint64_t> Rejected{0};
  std::atomic<std::uint64_t> Finished{0};

  std::string text() const;
};

/// From now on writes `M` to the file `Path` every second.
void startMetrics(const Metrics &M, const std::string &Path);

} // namespace jobs

#endif // JOBSERVER_METRICS_H
