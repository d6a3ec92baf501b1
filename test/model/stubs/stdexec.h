// A stub: stdexec is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

namespace stdexec {
class inplace_stop_token {
public:
  bool stop_requested() const noexcept;
  bool stop_possible() const noexcept;
};
class inplace_stop_source {
public:
  bool request_stop() noexcept;
  inplace_stop_token get_token() const noexcept;
  bool stop_requested() const noexcept;
};
namespace __loop {
struct __run_loop_base {
  void run() noexcept;
  void finish() noexcept;
};
} // namespace __loop
class run_loop : public __loop::__run_loop_base {};
class counting_scope {
public:
  class token {};
  ~counting_scope();
  token get_token() noexcept;
  int join() noexcept;
  void close() noexcept;
};
class simple_counting_scope {
public:
  class token {};
  ~simple_counting_scope();
  token get_token() noexcept;
  int join() noexcept;
  void close() noexcept;
};
struct __sender {};
struct just_t {
  __sender operator()() const;
};
struct then_t {
  template <class S, class F> __sender operator()(S &&, F) const { throw 0; }
};
struct let_value_t {
  template <class S, class F> __sender operator()(S &&, F) const { throw 0; }
};
struct upon_error_t : then_t {};
struct upon_stopped_t : then_t {};
struct let_error_t : then_t {};
struct let_stopped_t : then_t {};
struct starts_on_t {
  template <class Scheduler, class S> __sender operator()(Scheduler &&, S &&) const { throw 0; }
};
struct on_t {
  template <class Scheduler, class S> __sender operator()(Scheduler &&, S &&) const { throw 0; }
};
struct sync_wait_t {
  template <class S> int operator()(S &&) const { throw 0; }
};
struct start_detached_t {
  template <class S> void operator()(S &&) const { throw 0; }
};
struct spawn_t {
  template <class S, class T> void operator()(S &&, T) const { throw 0; }
};
struct spawn_future_t {
  template <class S, class T> __sender operator()(S &&, T) const { throw 0; }
};
inline constexpr just_t just{};
inline constexpr then_t then{};
inline constexpr let_value_t let_value{};
inline constexpr upon_error_t upon_error{};
inline constexpr upon_stopped_t upon_stopped{};
inline constexpr let_error_t let_error{};
inline constexpr let_stopped_t let_stopped{};
inline constexpr starts_on_t starts_on{};
inline constexpr on_t on{};
inline constexpr sync_wait_t sync_wait{};
inline constexpr start_detached_t start_detached{};
inline constexpr spawn_t spawn{};
inline constexpr spawn_future_t spawn_future{};
} // namespace stdexec
namespace experimental::execution {
namespace __scope {
struct async_scope {
  template <class S> void spawn(S &&) { throw 0; }
  template <class S> stdexec::__sender spawn_future(S &&) { throw 0; }
  int on_empty() const;
  bool request_stop() noexcept;
  stdexec::inplace_stop_token get_stop_token() const noexcept;
};
} // namespace __scope
using __scope::async_scope;
} // namespace experimental::execution
namespace exec = experimental::execution;
