// A library that is described, as it lies among the headers of a project.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace marl {
class WaitGroup {
public:
  explicit WaitGroup(unsigned Count = 0) : Count(Count) {}
  void add(unsigned More = 1) const { Count += More; }
  bool done() const { return --Count == 0; }
  void wait() const {
    while (Count)
      std::this_thread::yield();
  }

private:
  mutable unsigned Count;
};

namespace detail {
// The model says what becomes of what is scheduled.
inline void start(std::function<void()> Work) { std::thread(Work).detach(); }

inline void split(const std::string &Text, std::function<void(const std::string &)> Each) { Each(Text); }
} // namespace detail

template <typename F> void schedule(F &&Callable) { detail::start(Callable); }

inline void watch() {
  std::thread([] {
    for (;;)
      std::this_thread::yield();
  }).detach();
}
} // namespace marl
