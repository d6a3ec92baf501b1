// A stub: Taskflow is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <future>
#include <string>

namespace tf {
class Task {};
template <typename T> class Future : public std::future<T> {
public:
  bool cancel();
};
class FlowBuilder {
public:
  template <typename... C> Task emplace(C &&...) { throw 0; }
  template <typename B, typename E, typename C> Task for_each(B, E, C) { throw 0; }
  Task placeholder();
};
class Taskflow : public FlowBuilder {
public:
  Taskflow();
  void clear();
};
class Subflow : public FlowBuilder {
public:
  void join();
  bool joinable() const noexcept;
};
class Runtime {
public:
  ~Runtime();
  template <typename F> std::future<void> async(F &&) { throw 0; }
  template <typename F> void silent_async(F &&) { throw 0; }
  template <typename T> void corun(T &&) { throw 0; }
  void corun_all();
};
class Executor {
public:
  explicit Executor(std::size_t = 1);
  ~Executor();
  Future<void> run(Taskflow &);
  template <typename C> Future<void> run(Taskflow &, C &&) { throw 0; }
  Future<void> run_n(Taskflow &, std::size_t);
  template <typename P> Future<void> run_until(Taskflow &, P &&) { throw 0; }
  template <typename F> std::future<void> async(F &&) { throw 0; }
  template <typename P, typename F> std::future<void> async(P &&, F &&) { throw 0; }
  template <typename F> void silent_async(F &&) { throw 0; }
  template <typename F> Task dependent_async(F &&) { throw 0; }
  template <typename F> Task silent_dependent_async(F &&) { throw 0; }
  template <typename T> void corun(T &) { throw 0; }
  void wait_for_all();
};
} // namespace tf
