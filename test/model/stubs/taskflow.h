// A stub: Taskflow is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <future>
#include <string>
#include <utility>

namespace tf {
class Task {
public:
  template <typename C> Task &work(C &&) { throw 0; }
  template <typename T> Task &composed_of(T &) { throw 0; }
  template <typename... Ts> Task &precede(Ts &&...) { throw 0; }
  template <typename... Ts> Task &succeed(Ts &&...) { throw 0; }
  Task &name(const std::string &);
};
class AsyncTask {};
template <typename T> class Future : public std::future<T> {
public:
  bool cancel();
};
class FlowBuilder {
public:
  template <typename C> Task emplace(C &&) { throw 0; }
  template <typename C, typename D, typename... E> std::pair<Task, Task> emplace(C &&, D &&, E &&...) { throw 0; }
  template <typename T> Task composed_of(T &) { throw 0; }
  template <typename B, typename E, typename C> Task for_each(B, E, C) { throw 0; }
  template <typename B, typename E, typename S, typename C> Task for_each_index(B, E, S, C) { throw 0; }
  template <typename R, typename C> Task for_each_by_index(R, C) { throw 0; }
  template <typename B, typename E, typename O, typename C> Task transform(B, E, O, C) { throw 0; }
  template <typename B, typename E, typename T, typename C> Task reduce(B, E, T &, C) { throw 0; }
  template <typename R, typename T, typename L, typename G> Task reduce_by_index(R, T &, L, G) { throw 0; }
  template <typename B, typename E, typename T, typename C, typename U> Task transform_reduce(B, E, T &, C, U) {
    throw 0;
  }
  template <typename B, typename E, typename O, typename C> Task inclusive_scan(B, E, O, C) { throw 0; }
  template <typename B, typename E, typename O, typename T, typename C> Task exclusive_scan(B, E, O, T, C) { throw 0; }
  template <typename B, typename E, typename O, typename C, typename U> Task transform_inclusive_scan(B, E, O, C, U) {
    throw 0;
  }
  template <typename B, typename E, typename O, typename T, typename C, typename U>
  Task transform_exclusive_scan(B, E, O, T, C, U) {
    throw 0;
  }
  template <typename B, typename E, typename T, typename C> Task find_if(B, E, T &, C) { throw 0; }
  template <typename B, typename E, typename T, typename C> Task find_if_not(B, E, T &, C) { throw 0; }
  template <typename B, typename E, typename T, typename C> Task min_element(B, E, T &, C) { throw 0; }
  template <typename B, typename E, typename T, typename C> Task max_element(B, E, T &, C) { throw 0; }
  template <typename B, typename E, typename C> Task sort(B, E, C) { throw 0; }
  template <typename B, typename E, typename O, typename C> Task merge(B, E, B, E, O, C) { throw 0; }
  template <typename B, typename E, typename C> Task generate(B, E, C) { throw 0; }
  template <typename B, typename N, typename C> Task generate_n(B, N, C) { throw 0; }
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
  template <typename F, typename... T> std::pair<AsyncTask, std::future<void>> dependent_async(F &&, T &&...) {
    throw 0;
  }
  template <typename F, typename... T> AsyncTask silent_dependent_async(F &&, T &&...) { throw 0; }
  void corun();
};
class TaskGroup : public Runtime {};
enum class PipeType { PARALLEL, SERIAL };
class Pipeflow {
public:
  std::size_t line() const;
  std::size_t token() const;
  void stop();
};
template <typename C> class Pipe {
public:
  Pipe(PipeType, C &&) {}
};
template <typename C> Pipe(PipeType, C &&) -> Pipe<C>;
template <typename... Ps> class Pipeline {
public:
  Pipeline(std::size_t, Ps &&...) {}
};
template <typename... Ps> Pipeline(std::size_t, Ps &&...) -> Pipeline<Ps...>;
template <typename P> class ScalablePipeline {
public:
  ScalablePipeline(std::size_t, P, P) {}
};
template <typename... Ps> class DataPipeline {
public:
  DataPipeline(std::size_t, Ps &&...) {}
};
template <typename Input, typename Output, typename C> Pipe<C> make_data_pipe(PipeType, C &&) { throw 0; }
class Executor {
public:
  explicit Executor(std::size_t = 1);
  ~Executor();
  Future<void> run(Taskflow &);
  Future<void> run(Taskflow &&);
  template <typename C> Future<void> run(Taskflow &, C &&) { throw 0; }
  Future<void> run_n(Taskflow &, std::size_t);
  template <typename P> Future<void> run_until(Taskflow &, P &&) { throw 0; }
  template <typename F> std::future<void> async(F &&) { throw 0; }
  template <typename P, typename F> std::future<void> async(P &&, F &&) { throw 0; }
  template <typename F> void silent_async(F &&) { throw 0; }
  template <typename F, typename... T> std::pair<AsyncTask, std::future<void>> dependent_async(F &&, T &&...) {
    throw 0;
  }
  template <typename F, typename... T> AsyncTask silent_dependent_async(F &&, T &&...) { throw 0; }
  template <typename T> void corun(T &) { throw 0; }
  template <typename P> void corun_until(P &&) { throw 0; }
  void wait_for_all();
};
} // namespace tf
