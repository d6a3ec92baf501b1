// A stub: concurrencpp is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <memory>

namespace concurrencpp {
template <class T> class [[nodiscard]] result {
public:
  T get();
  void wait();
  template <class D> int wait_for(D) { throw 0; }
  result &resolve();
};
template <class T> class lazy_result {};
template <class T> class result_promise {
public:
  result<T> get_result();
  template <class... A> void set_result(A &&...) { throw 0; }
  void set_exception(int);
};
class executor {
public:
  virtual ~executor();
  virtual void shutdown() = 0;
  virtual bool shutdown_requested() const = 0;
  template <class F, class... A> void post(F &&, A &&...) { throw 0; }
  template <class F, class... A> result<int> submit(F &&, A &&...) { throw 0; }
};
template <class Concrete> class derivable_executor : public executor {
public:
  template <class F, class... A> void post(F &&, A &&...) { throw 0; }
  template <class F, class... A> result<int> submit(F &&, A &&...) { throw 0; }
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
  template <class D, class F> timer make_timer(D, D, std::shared_ptr<executor>, F &&) { throw 0; }
  template <class D, class F> timer make_one_shot_timer(D, std::shared_ptr<executor>, F &&) { throw 0; }
  void shutdown();
};
class runtime {
public:
  ~runtime();
  std::shared_ptr<concurrencpp::thread_pool_executor> thread_pool_executor() const noexcept;
};
class async_lock {
public:
  lazy_result<int> lock(std::shared_ptr<executor>);
  lazy_result<bool> try_lock();
  void unlock();
};
} // namespace concurrencpp
