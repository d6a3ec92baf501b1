// A stub: Seastar is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>

namespace seastar {
template <typename T = void> class [[nodiscard]] future {
public:
  T get();
  future &wait() noexcept;
  template <typename F> future then(F &&) noexcept { throw 0; }
  template <typename F> future then_wrapped(F &&) noexcept { throw 0; }
  template <typename F> future finally(F &&) noexcept { throw 0; }
  template <typename F> future handle_exception(F &&) noexcept { throw 0; }
  future<void> discard_result() noexcept;
};
class thread {
public:
  thread() = default;
  template <typename F> explicit thread(F) { throw 0; }
  ~thread();
  future<> join();
};
class gate {
public:
  void enter();
  bool try_enter() noexcept;
  int hold();
  void leave() noexcept;
  future<> close() noexcept;
  void check() const;
  bool is_closed() const noexcept;
};
class abort_source {
public:
  void request_abort() noexcept;
  bool abort_requested() const noexcept;
  void check() const;
};
template <typename T> class queue {
public:
  explicit queue(std::size_t);
  bool push(T &&);
  T pop();
  future<> push_eventually(T &&) noexcept;
  future<T> pop_eventually() noexcept;
  void abort(int) noexcept;
};
template <typename T> class pipe_writer {
public:
  ~pipe_writer();
  future<> write(T &&);
};
template <typename T> class pipe_reader {
public:
  ~pipe_reader();
  future<T> read();
};
template <typename E, typename C = std::chrono::steady_clock> class basic_semaphore {
public:
  future<> wait(std::size_t = 1) noexcept;
  void signal(std::size_t = 1) noexcept;
};
class condition_variable {
public:
  future<> wait() noexcept;
  void signal() noexcept;
  void broadcast() noexcept;
};
template <typename C = std::chrono::steady_clock> class timer {
public:
  timer() noexcept;
  explicit timer(std::function<void()> &&);
  ~timer();
  void set_callback(std::function<void()> &&) noexcept;
  template <typename D> void arm(D) noexcept { throw 0; }
  template <typename D> void arm_periodic(D) noexcept { throw 0; }
  template <typename D> void rearm(D) noexcept { throw 0; }
  template <typename D> void rearm_periodic(D) noexcept { throw 0; }
  bool armed() const noexcept;
  bool cancel() noexcept;
};
class smp {
public:
  template <typename F> static future<> submit_to(unsigned, F &&) noexcept { throw 0; }
};
template <typename F, typename... A> future<> async(F &&, A &&...) noexcept { throw 0; }
template <typename R, typename F> future<> do_for_each(R &, F) noexcept { throw 0; }
template <typename R, typename F> future<> parallel_for_each(R &&, F &&) noexcept { throw 0; }
template <typename R, typename F> future<> max_concurrent_for_each(R &&, std::size_t, F &&) noexcept { throw 0; }
template <typename F> future<> repeat(F &&) noexcept { throw 0; }
template <typename F> future<int> repeat_until_value(F) noexcept { throw 0; }
template <typename S, typename F> future<> do_until(S, F) noexcept { throw 0; }
template <typename F> future<> keep_doing(F) noexcept { throw 0; }
future<> sleep(std::chrono::milliseconds);
template <typename... F> future<int> when_all(F &&...) noexcept { throw 0; }
template <typename... F> future<int> when_all_succeed(F &&...) noexcept { throw 0; }
future<> sleep_abortable(std::chrono::milliseconds);
namespace alien {
class instance {};
template <typename F> void run_on(instance &, unsigned, F) { throw 0; }
template <typename F> std::future<int> submit_to(instance &, unsigned, F) { throw 0; }
} // namespace alien
namespace httpd {
class handler_base {
public:
  virtual ~handler_base();
  virtual future<> handle(const char *, int, int) = 0;
};
} // namespace httpd
} // namespace seastar
