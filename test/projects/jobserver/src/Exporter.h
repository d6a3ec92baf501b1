//===- Exporter.h - Copies of the results on disk ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_EXPORTER_H
#define JOBSERVER_EXPORTER_H

#include "JobStore.h"
#include <condition_variable>

namespace jobs {

/// Writes the results to files in the background. Its threads are detached, but
/// it outlives them all: it counts them and waits until none is left.
class Exporter {
public:
  explicit Exporter(const JobStore &Store) : Store(Store) {}
  ~Exporter();

  void start(const std::string &Path);

  /// Writes several copies at once and returns when all are written.
  std::size_t writeCopies(const std::vector<std::string> &Paths);

private:
  std::size_t write(const std::string &Path) const;

  const JobStore &Store;
  std::mutex Mutex;
  std::condition_variable NoneLeft;
  unsigned Running = 0;
};

} // namespace jobs

#endif // JOBSERVER_EXPORTER_H
