//===- JobStore.cpp - What became of the jobs -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JobStore.h"

namespace jobs {

using Clock = std::chrono::steady_clock;

Job JobStore::create(std::string Text, std::string Callback) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Job J{NextId++, std::move(Text), std::move(Callback)};
  Results[J.Id].Changed = Clock::now();
  return J;
}

void JobStore::reject(std::uint64_t Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Results[Id].S = JobResult::State::Rejected;
  Results[Id].Changed = Clock::now();
}

void JobStore::finish(std::uint64_t Id, std::string Output,
                      std::string Worker) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Results[Id] = {JobResult::State::Done, std::move(Output), std::move(Worker),
                 Clock::now()};
}

std::optional<JobResult> JobStore::find(std::uint64_t Id) const {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Results.find(Id);
  if (It == Results.end())
    return std::nullopt;
  return It->second;
}

std::vector<std::string> JobStore::lines() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::vector<std::string> Lines;
  for (const auto &[Id, Result] : Results)
    Lines.push_back(std::to_string(Id) + " " + Result.Output);
  return Lines;
}

std::size_t JobStore::forgetOlderThan(std::chrono::milliseconds Age) {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::size_t Forgotten = 0;
  for (auto It = Results.begin(); It != Results.end();) {
    bool Old = It->second.S != JobResult::State::Queued &&
               Clock::now() - It->second.Changed > Age;
    It = Old ? Results.erase(It) : std::next(It);
    Forgotten += Old;
  }
  return Forgotten;
}

} // namespace jobs
