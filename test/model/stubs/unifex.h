// A stub: libunifex is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

namespace unifex {
class inplace_stop_token {
public:
  bool stop_requested() const noexcept;
};
class inplace_stop_source {
public:
  bool request_stop() noexcept;
  inplace_stop_token get_token() noexcept;
};
namespace _static_thread_pool {
class context {
public:
  ~context();
  int get_scheduler() noexcept;
  void request_stop() noexcept;
};
} // namespace _static_thread_pool
using static_thread_pool = _static_thread_pool::context;
inline namespace v0 {
namespace _async_scope {
struct async_scope {
  template <typename S> int spawn(S &&) { throw 0; }
  template <typename C, typename S> int spawn_on(C &&, S &&) { throw 0; }
  template <typename C, typename F> int spawn_call_on(C &&, F &&) { throw 0; }
  template <typename S> void detached_spawn(S &&) { throw 0; }
  template <typename C, typename S> void detached_spawn_on(C &&, S &&) { throw 0; }
  template <typename C, typename F> void detached_spawn_call_on(C &&, F &&) { throw 0; }
  template <typename S> int attach(S &&) { throw 0; }
  template <typename F> int attach_call(F &&) { throw 0; }
  template <typename C, typename S> int attach_on(C &&, S &&) { throw 0; }
  template <typename C, typename F> int attach_call_on(C &&, F &&) { throw 0; }
  int cleanup() noexcept;
  int complete() noexcept;
  void request_stop() noexcept;
  inplace_stop_token get_stop_token() noexcept;
};
} // namespace _async_scope
} // namespace v0
namespace v1 {
using _async_scope::async_scope;
}
namespace v2 {
namespace _async_scope {
struct async_scope {
  int join() noexcept;
};
} // namespace _async_scope
using _async_scope::async_scope;
} // namespace v2
struct _then_fn {
  template <typename S, typename F> int operator()(S &&, F &&) const { throw 0; }
};
struct _on_fn {
  template <typename C, typename S> int operator()(C &&, S &&) const { throw 0; }
};
inline constexpr _then_fn then{}, let_value{}, let_done{}, let_error{}, upon_done{}, upon_error{};
inline constexpr _on_fn on{};
struct _sync_wait_fn {
  template <typename S> int operator()(S &&) const { throw 0; }
};
struct _spawn_fn {
  template <typename S, typename C> void operator()(S &&, C &) const { throw 0; }
};
struct _spawn_future_fn {
  template <typename S, typename C> int operator()(S &&, C &) const { throw 0; }
};
inline constexpr _sync_wait_fn sync_wait{};
inline constexpr _spawn_fn spawn_detached{};
inline constexpr _spawn_future_fn spawn_future{};
} // namespace unifex
