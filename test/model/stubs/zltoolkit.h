// A stub: ZLToolKit is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

namespace toolkit {
using Task = std::function<void()>;
class TaskExecutorInterface {
public:
  virtual ~TaskExecutorInterface();
  virtual std::shared_ptr<Task> async(Task, bool = true) = 0;
  virtual std::shared_ptr<Task> async_first(Task, bool = true);
  void sync(const Task &);
};
class TaskExecutor : public TaskExecutorInterface {};
class ThreadPool : public TaskExecutor {
public:
  explicit ThreadPool(int = 1);
  ~ThreadPool();
  std::shared_ptr<Task> async(Task, bool = true) override;
  std::shared_ptr<Task> async_first(Task, bool = true) override;
};
class EventPoller : public TaskExecutor {
public:
  std::shared_ptr<Task> async(Task, bool = true) override;
  std::shared_ptr<Task> doDelayTask(std::uint64_t, std::function<std::uint64_t()>);
};
template <typename T> class TaskQueue {
public:
  template <typename C> void push_task(C &&) { throw 0; }
  bool get_task(T &);
};
class semaphore {
public:
  void post(std::size_t = 1);
  void wait();
};
class thread_group {
public:
  template <typename F> std::thread *create_thread(F &&) { throw 0; }
  void join_all();
};
class Timer {
public:
  Timer(float, const std::function<bool()> &, const std::shared_ptr<EventPoller> &);
  ~Timer();
};
} // namespace toolkit
