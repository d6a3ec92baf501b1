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
class static_thread_pool {
public:
  ~static_thread_pool();
  int schedule() noexcept;
};
} // namespace cppcoro
