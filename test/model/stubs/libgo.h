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
  bool push(T) const;
  bool pop(T &) const;
  bool try_push(T) const;
  bool try_pop(T &) const;
  template <typename D> bool push_for(T, D) const { throw 0; }
  template <typename D> bool pop_for(T &, D) const { throw 0; }
  template <typename D> bool push_until(T, D) const { throw 0; }
  template <typename D> bool pop_until(T &, D) const { throw 0; }
  void Close() const;
  void close() const;
  bool closed() const;
};
template <typename T> using co_chan = Channel<T>;
class Scheduler {
public:
  static Scheduler &getInstance();
  template <typename F> void CreateTask(F const &, int = 0) { throw 0; }
  void Start(int = 1, int = 0);
  void Stop();
  bool IsEmpty();
  unsigned TaskCount();
};
class AsyncCoroutinePool {
public:
  template <typename F> void Post(F const &, F const &) { throw 0; }
};
class CoTimer {
public:
  ~CoTimer();
  template <typename D, typename F> int ExpireAt(D, F const &) { throw 0; }
};
struct __go {
  __go(const char *, int);
  template <typename F> void operator-(F const &) { throw 0; }
};
} // namespace co
using co::co_chan;
namespace libgo {
using co::Channel;
}
#define go ::co::__go(__FILE__, __LINE__) -
