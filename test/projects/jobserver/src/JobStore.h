//===- JobStore.h - What became of the jobs ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_JOBSTORE_H
#define JOBSERVER_JOBSTORE_H

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace jobs {

struct Job {
  std::uint64_t Id = 0;
  std::string Text;
  std::string Callback; ///< Told the result, if not empty: "host:port/path".
};

struct JobResult {
  enum class State { Queued, Rejected, Done };
  State S = State::Queued;
  std::string Output;
  std::string Worker;
  std::chrono::steady_clock::time_point Changed;
};

class JobStore {
public:
  Job create(std::string Text, std::string Callback);
  void reject(std::uint64_t Id);
  void finish(std::uint64_t Id, std::string Output, std::string Worker);

  std::optional<JobResult> find(std::uint64_t Id) const;
  std::vector<std::string> lines() const;

  /// Forgets what has been finished for longer than `Age`.
  std::size_t forgetOlderThan(std::chrono::milliseconds Age);

private:
  mutable std::mutex Mutex;
  std::uint64_t NextId = 1;
  std::map<std::uint64_t, JobResult> Results;
};

} // namespace jobs

#endif // JOBSERVER_JOBSTORE_H
