// A stub: BS::thread_pool is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstddef>
#include <future>
#include <vector>

namespace BS {
template <typename T> class multi_future : public std::vector<std::future<T>> {
public:
  void get();
  void wait() const;
};
enum class tp : unsigned char { none = 0, priority = 1, pause = 2 };
template <tp Options = tp::none> class thread_pool {
public:
  thread_pool();
  explicit thread_pool(std::size_t);
  ~thread_pool();
  template <typename F> void detach_task(F &&) { throw 0; }
  template <typename F> std::future<void> submit_task(F &&) { throw 0; }
  template <typename T1, typename T2, typename F> void detach_loop(T1, T2, F &&, std::size_t = 0) { throw 0; }
  template <typename T1, typename T2, typename F> multi_future<void> submit_loop(T1, T2, F &&, std::size_t = 0) { throw 0; }
  template <typename T1, typename T2, typename F> void detach_blocks(T1, T2, F &&, std::size_t = 0) { throw 0; }
  template <typename T1, typename T2, typename F> multi_future<void> submit_blocks(T1, T2, F &&, std::size_t = 0) { throw 0; }
  template <typename T1, typename T2, typename F> void detach_sequence(T1, T2, F &&) { throw 0; }
  template <typename T1, typename T2, typename F> multi_future<void> submit_sequence(T1, T2, F &&) { throw 0; }
  void wait();
  template <typename R, typename P> bool wait_for(const std::chrono::duration<R, P> &) { throw 0; }
  template <typename C, typename D> bool wait_until(const std::chrono::time_point<C, D> &) { throw 0; }
  void purge();
  void reset();
  // Of version 3.
  template <typename F, typename... A> void push_task(F &&, A &&...) { throw 0; }
  template <typename F, typename... A> std::future<void> submit(F &&, A &&...) { throw 0; }
  template <typename F, typename T1, typename T2> void push_loop(T1 &&, T2 &&, F &&, std::size_t = 0) { throw 0; }
  void wait_for_tasks();
};
using light_thread_pool = thread_pool<tp::none>;
using priority_thread_pool = thread_pool<tp::priority>;
} // namespace BS
