// A stub: Boost.Cobalt is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>

namespace boost::cobalt {
template <typename T> struct channel {
  explicit channel(std::size_t = 0u);
  int write(const T &);
  int read();
  void close();
  bool is_open() const;
};
template <typename T> struct [[nodiscard]] promise {
  ~promise();
  void attach();
  void detach();
  void operator+() &&;
  void cancel();
  bool ready() const;
};
template <typename T> struct [[nodiscard]] task {};
template <typename T, typename P = void> struct generator {};
struct thread {
  ~thread();
  void join();
  void detach();
  bool joinable() const;
  void cancel();
};
struct wait_group {
  void push_back(promise<void>);
  int wait_one();
  int wait();
  int await_exit(int);
  void cancel();
};
template <typename E, typename T, typename C> void spawn(E, task<T> &&, C &&) { throw 0; }
template <typename T> T run(task<T>) { throw 0; }
} // namespace boost::cobalt
