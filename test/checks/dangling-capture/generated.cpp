// Handles in an array that a generator fills.

#include "../../model/stubs/userver.h"
#include <atomic>
#include <cstddef>

using userver::engine::AsyncNoSpan;
using userver::utils::GenerateFixedArray;

int gotten(std::size_t N) {
  std::atomic<int> Count{0};
  auto Tasks = GenerateFixedArray(N, [&](std::size_t) { return AsyncNoSpan([&] { ++Count; }); });
  for (auto &Task : Tasks)
    Task.Get();
  return Count;
}

int waitedForWhenTheyDie(std::size_t N) {
  std::atomic<int> Count{0};
  auto Tasks = GenerateFixedArray(N, [&](std::size_t) { return AsyncNoSpan([&] { ++Count; }); });
  return Count;
}

int waitedForTooLate(std::size_t N) {
  userver::utils::FixedArray<userver::engine::TaskWithResult<void>> Tasks;
  std::atomic<int> Count{0};
  Tasks = GenerateFixedArray(N, [&](std::size_t) { return AsyncNoSpan([&] { ++Count; }); }); // warn: 'Count'
  return Count;
}

auto returned(std::size_t N) {
  std::atomic<int> Count{0};
  return GenerateFixedArray(N, [&](std::size_t) { return AsyncNoSpan([&] { ++Count; }); }); // warn: 'Count'
}
