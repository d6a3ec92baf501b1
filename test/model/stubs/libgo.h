// A stub: libgo is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstddef>

namespace co {
template <typename T> class Channel {
public:
  explicit Channel(std::size_t = 0);
  const Channel &operator<<(T) const;
  const Channel &operator>>(T &) const;
  bool TryPush(T) const;
  bool TryPop(T &) const;
  template <typename R, typename P> bool TimedPush(T, std::chrono::duration<R, P>) const { throw 0; }
  template <typename R, typename P> bool TimedPop(T &, std::chrono::duration<R, P>) const { throw 0; }
  void Close() const;
};
template <typename T> using co_chan = Channel<T>;
class Scheduler {
public:
  static Scheduler &getInstance();
  void Start(int = 1, int = 0);
  void Stop();
  unsigned TaskCount();
  bool IsEmpty();
};
struct __go {
  __go(const char *, int);
  template <typename F> void operator-(F const &) { throw 0; }
};
} // namespace co
using co::co_chan;
#define go ::co::__go(__FILE__, __LINE__) -
