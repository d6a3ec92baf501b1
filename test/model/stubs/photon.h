// A stub: PhotonLibOS is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <cstdint>

namespace photon {
struct thread;
struct join_handle;
class Timeout {
public:
  Timeout(std::uint64_t = -1);
};
thread *thread_create(void *(*)(void *), void *, std::uint64_t = 0);
template <typename F, typename... A> thread *thread_create11(F &&, A &&...) { throw 0; }
join_handle *thread_enable_join(thread *, bool = true);
void *thread_join(join_handle *);
void thread_interrupt(thread *, int = 0);
int thread_usleep(Timeout);
int thread_sleep(std::uint64_t);
void thread_yield();
int thread_yield_to(thread *);
int wait_all();
int fini();
int vcpu_fini();
class waitq {};
class mutex : protected waitq {
public:
  int lock(Timeout = {});
  void unlock();
};
class semaphore : protected waitq {
public:
  int wait(std::uint64_t, Timeout = {});
  int wait_interruptible(std::uint64_t, Timeout = {});
  int signal(std::uint64_t);
};
class condition_variable : protected waitq {
public:
  int wait(mutex &, Timeout = {});
  thread *notify_one();
  int notify_all();
};
template <typename F, typename... A> thread *go(F &&, A &&...) { throw 0; }
void threads_create_join(std::uint64_t, void *(*)(void *), void *, std::uint64_t = 0);
template <typename T> class channel {
public:
  explicit channel(std::size_t = 0);
  bool send(T, Timeout = {});
  channel &operator<<(T);
  bool try_send(T);
  bool recv(T &, Timeout = {});
  channel &operator>>(T &);
  bool try_recv(T &);
  void close();
  bool is_closed() const;
};
class WorkPool {
public:
  explicit WorkPool(std::size_t);
  ~WorkPool();
  template <typename F, typename... A> void call(F &&, A &&...) { throw 0; }
  template <typename Task> int async_call(Task *) { throw 0; }
};
namespace common {
template <typename Queue> class RingChannel : public Queue {
public:
  template <typename T> void send(const T &) { throw 0; }
  int recv();
};
} // namespace common
namespace net {
class ISocketServer {
public:
  virtual ~ISocketServer();
  virtual int start_loop(bool) = 0;
  virtual void terminate() = 0;
  virtual ISocketServer *set_handler(int (*)(void *)) = 0;
};
} // namespace net
namespace net::http {
class HTTPHandler {
public:
  virtual ~HTTPHandler();
  virtual int handle_request(int &, int &, int) = 0;
};
} // namespace net::http
} // namespace photon
namespace photon_std {
class thread {
public:
  thread() = default;
  template <typename F, typename... A> explicit thread(F &&, A &&...) { throw 0; }
  ~thread();
  void join();
  void detach();
};
} // namespace photon_std
template <typename T> class RingQueue {
public:
  explicit RingQueue(std::size_t);
  void push_back(const T &);
  void pop_front(T &);
};
