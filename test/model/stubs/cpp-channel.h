// A stub: cpp-channel is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>

namespace msd {
template <typename T> class blocking_iterator {
public:
  T operator*();
  blocking_iterator &operator++();
  bool operator!=(const blocking_iterator &) const;
};
template <typename T> class channel {
public:
  using value_type = T;
  constexpr channel();
  explicit constexpr channel(std::size_t);
  template <typename U> bool write(U &&) { throw 0; }
  bool read(T &);
  void close() noexcept;
  bool closed() const noexcept;
  bool drained() noexcept;
  std::size_t size() const noexcept;
  bool empty() const noexcept;
  blocking_iterator<T> begin() noexcept;
  blocking_iterator<T> end() noexcept;
};
template <typename T, typename U> channel<U> &operator<<(channel<U> &, T &&) { throw 0; }
template <typename T> channel<T> &operator>>(channel<T> &, T &) { throw 0; }
} // namespace msd
