// A stub: concurrencpp is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstddef>
#include <memory>

namespace concurrencpp {
template <class T> class [[nodiscard]] result {
public:
  T get();
  void wait();
  template <class D> int wait_for(D) { throw 0; }
  template <class P> int wait_until(P) { throw 0; }
  int status() const;
  result &resolve();
};
template <class T> class shared_result {
public:
  shared_result(result<T>);
  T &get();
  void wait();
  template <class D> int wait_for(D) { throw 0; }
  template <class P> int wait_until(P) { throw 0; }
  int status() const;
  shared_result &resolve();
};
template <class T> class lazy_result {};
template <class T> class result_promise {
public:
  result<T> get_result();
  template <class... A> void set_result(A &&...) { throw 0; }
  void set_exception(int);
  template <class F> void set_from_function(F &&) { throw 0; }
};
class executor {
public:
  virtual ~executor();
  virtual void shutdown() = 0;
  virtual bool shutdown_requested() const = 0;
  template <class F, class... A> void post(F &&, A &&...) { throw 0; }
  template <class F, class... A> result<int> submit(F &&, A &&...) { throw 0; }
  template <class S> void bulk_post(S) { throw 0; }
  template <class S> int bulk_submit(S) { throw 0; }
};
template <class Concrete> class derivable_executor : public executor {
public:
  template <class F, class... A> void post(F &&, A &&...) { throw 0; }
  template <class F, class... A> result<int> submit(F &&, A &&...) { throw 0; }
  template <class S> void bulk_post(S) { throw 0; }
  template <class S> int bulk_submit(S) { throw 0; }
};
class inline_executor final : public executor {
public:
  void shutdown() override;
  bool shutdown_requested() const override;
};
class manual_executor final : public derivable_executor<manual_executor> {
public:
  void shutdown() override;
  bool shutdown_requested() const override;
  std::size_t loop(std::size_t);
  bool loop_once();
  std::size_t loop_for(std::size_t, std::chrono::milliseconds);
  template <class P> std::size_t loop_until(std::size_t, P) { throw 0; }
  bool loop_once_for(std::chrono::milliseconds);
  template <class P> bool loop_once_until(P) { throw 0; }
  std::size_t clear();
};
class thread_executor final : public derivable_executor<thread_executor> {
public:
  void shutdown() override;
  bool shutdown_requested() const override;
};
class worker_thread_executor final : public derivable_executor<worker_thread_executor> {
public:
  void shutdown() override;
  bool shutdown_requested() const override;
};
class thread_pool_executor final : public derivable_executor<thread_pool_executor> {
public:
  void shutdown() override;
  bool shutdown_requested() const override;
};
class timer {
public:
  ~timer();
  void cancel();
};
class timer_queue {
public:
  ~timer_queue();
  template <class D, class F> timer make_timer(D, D, std::shared_ptr<executor>, F &&) { throw 0; }
  template <class D, class F> timer make_one_shot_timer(D, std::shared_ptr<executor>, F &&) { throw 0; }
  void shutdown();
};
class runtime {
public:
  ~runtime();
  std::shared_ptr<concurrencpp::timer_queue> timer_queue() const noexcept;
  std::shared_ptr<concurrencpp::inline_executor> inline_executor() const noexcept;
  std::shared_ptr<concurrencpp::thread_pool_executor> thread_pool_executor() const noexcept;
  std::shared_ptr<concurrencpp::thread_pool_executor> background_executor() const noexcept;
  std::shared_ptr<concurrencpp::thread_executor> thread_executor() const noexcept;
  std::shared_ptr<concurrencpp::worker_thread_executor> make_worker_thread_executor();
  std::shared_ptr<concurrencpp::manual_executor> make_manual_executor();
};
class async_lock {
public:
  lazy_result<int> lock(std::shared_ptr<executor>);
  lazy_result<bool> try_lock();
  void unlock();
};
} // namespace concurrencpp
