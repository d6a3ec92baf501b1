// A stub: marl is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <functional>
#include <memory>

namespace marl {
class WaitGroup {
public:
  WaitGroup(unsigned = 0);
  void add(unsigned = 1) const;
  bool done() const;
  void wait() const;
};
class Event {
public:
  void wait() const;
  template <typename R, typename P> bool wait_for(const std::chrono::duration<R, P> &) const { throw 0; }
  template <typename C, typename D> bool wait_until(const std::chrono::time_point<C, D> &) const { throw 0; }
  void signal() const;
  void clear() const;
};
class Task {
public:
  Task(const std::function<void()> &);
};
class Scheduler {
public:
  ~Scheduler();
  void bind();
  void enqueue(Task &&);
};
template <typename F> void schedule(F &&) { throw 0; }
template <typename F, typename... A> void schedule(F &&, A &&...) { throw 0; }
template <typename... F> void parallelize(F &&...) { throw 0; }
template <typename F> void blocking_call(F &&) { throw 0; }
template <typename T> class DAG {
public:
  void run();
};
template <typename T> class DAGNodeBuilder {
public:
  template <typename F> DAGNodeBuilder then(F &&) { throw 0; }
};
template <typename T> class DAGBuilder {
public:
  DAGNodeBuilder<T> root();
  template <typename F> DAGNodeBuilder<T> node(F &&) { throw 0; }
  void addDependency(DAGNodeBuilder<T>, DAGNodeBuilder<T>);
  std::unique_ptr<DAG<T>> build();
};
} // namespace marl
