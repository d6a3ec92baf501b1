// A stub: cppcoro is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

namespace cppcoro {
class async_scope {
public:
  ~async_scope();
  template <typename A> void spawn(A &&) { throw 0; }
  int join() noexcept;
};
class cancellation_token {
public:
  bool is_cancellation_requested() const noexcept;
  void throw_if_cancellation_requested() const;
  bool can_be_cancelled() const noexcept;
};
class cancellation_source {
public:
  void request_cancellation();
  cancellation_token token() const noexcept;
  bool is_cancellation_requested() const noexcept;
  bool can_be_cancelled() const noexcept;
};
class cancellation_registration {
public:
  template <typename F> cancellation_registration(cancellation_token, F &&) { throw 0; }
  ~cancellation_registration();
};
class io_service {
public:
  int process_events();
  int process_pending_events();
  int process_one_event();
  int process_one_pending_event();
  void stop() noexcept;
  int schedule() noexcept;
};
template <typename A> int sync_wait(A &&) { throw 0; }
class static_thread_pool {
public:
  ~static_thread_pool();
  int schedule() noexcept;
};
} // namespace cppcoro
