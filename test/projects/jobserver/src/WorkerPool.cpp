//===- WorkerPool.cpp - The threads that do the jobs ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkerPool.h"
#include "Webhook.h"
#include <algorithm>
#include <stdexcept>

namespace jobs {

static std::string reversed(std::string Text) {
  std::reverse(Text.begin(), Text.end());
  return Text;
}

void WorkerPool::start(unsigned Count) {
  selfTest(Count);
  for (unsigned I = 0; I < Count; ++I)
    Workers.emplace_back([this, &I] { // expect: tether-loop-capture
      run("worker-" + std::to_string(I));
    });
}

void WorkerPool::stop() {
  Queue.close();
  for (std::thread &Worker : Workers)
    Worker.join();
  Workers.clear();
}

void WorkerPool::run(const std::string &Name) {
  while (std::optional<Job> J = Queue.pop()) {
    std::string Output = reversed(J->Text);
    Audit.record(Name + " did job " + std::to_string(J->Id));
    Store.finish(J->Id, Output, Name);
    ++Counters.Finished;
    if (!J->Callback.empty())
      notifyCallback(*J, Output);
  }
}

/// Threads are a scarce resource: better to fail now than with the first job.
void WorkerPool::selfTest(unsigned Count) {
  for (unsigned I = 0; I < Count; ++I) {
    bool HasRun = false;
    std::thread Probe([&] { HasRun = I < Count; });
    Probe.join();
    if (!HasRun)
      throw std::runtime_error("a thread did not run");
  }
}

} // namespace jobs
