// A stub: brpc is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <mutex>

typedef std::uint64_t bthread_t;
typedef std::uint64_t bthread_timer_t;
struct bthread_attr_t {};
struct bthread_id_t {
  std::uint64_t value;
};
struct bthread_mutex_t {};
struct bthread_cond_t {};
struct bthread_rwlock_t {};
struct bthread_sem_t {};
struct bthread_barrier_t {};
typedef int bthread_once_t;

extern "C" {
int bthread_start_background(bthread_t *, const bthread_attr_t *, void *(*)(void *), void *);
int bthread_start_urgent(bthread_t *, const bthread_attr_t *, void *(*)(void *), void *);
int bthread_join(bthread_t, void **);
int bthread_stop(bthread_t);
int bthread_interrupt(bthread_t);
int bthread_stopped(bthread_t);
int bthread_id_create(bthread_id_t *, void *, int (*)(bthread_id_t, void *, int));
int bthread_id_join(bthread_id_t);
int bthread_id_cancel(bthread_id_t);
int bthread_id_error_verbose(bthread_id_t, int, const char *);
int bthread_id_unlock_and_destroy(bthread_id_t);
int bthread_usleep(std::uint64_t);
int bthread_yield(void);
int bthread_mutex_lock(bthread_mutex_t *);
int bthread_mutex_unlock(bthread_mutex_t *);
int bthread_mutex_trylock(bthread_mutex_t *);
int bthread_mutex_timedlock(bthread_mutex_t *, const timespec *);
int bthread_cond_wait(bthread_cond_t *, bthread_mutex_t *);
int bthread_cond_timedwait(bthread_cond_t *, bthread_mutex_t *, const timespec *);
int bthread_cond_signal(bthread_cond_t *);
int bthread_cond_broadcast(bthread_cond_t *);
int bthread_rwlock_rdlock(bthread_rwlock_t *);
int bthread_rwlock_tryrdlock(bthread_rwlock_t *);
int bthread_rwlock_wrlock(bthread_rwlock_t *);
int bthread_rwlock_trywrlock(bthread_rwlock_t *);
int bthread_rwlock_unlock(bthread_rwlock_t *);
int bthread_sem_init(bthread_sem_t *, unsigned);
int bthread_sem_destroy(bthread_sem_t *);
int bthread_sem_wait(bthread_sem_t *);
int bthread_sem_timedwait(bthread_sem_t *, const timespec *);
int bthread_sem_trywait(bthread_sem_t *);
int bthread_sem_post(bthread_sem_t *);
int bthread_sem_post_n(bthread_sem_t *, std::size_t);
int bthread_barrier_wait(bthread_barrier_t *);
int bthread_once(bthread_once_t *, void (*)());
void bthread_exit(void *) __attribute__((__noreturn__));
int bthread_timer_add(bthread_timer_t *, timespec, void (*)(void *), void *);
}

namespace bthread {
template <typename T> struct ExecutionQueueId {
  std::uint64_t value;
};
template <typename T> class TaskIterator {
public:
  explicit operator bool() const;
  T &operator*() const;
  void operator++();
};
struct ExecutionQueueOptions {};
template <typename T>
int execution_queue_start(ExecutionQueueId<T> *, const ExecutionQueueOptions *, int (*)(void *, TaskIterator<T> &), void *) { throw 0; }
template <typename T> int execution_queue_execute(ExecutionQueueId<T>, const T &) { throw 0; }
template <typename T> int execution_queue_stop(ExecutionQueueId<T>) { throw 0; }
template <typename T> int execution_queue_join(ExecutionQueueId<T>) { throw 0; }
class Mutex {
public:
  void lock();
  bool try_lock();
  void unlock();
};
class ConditionVariable {
public:
  void wait(std::unique_lock<Mutex> &);
  int wait_for(std::unique_lock<Mutex> &, long);
  int wait_until(std::unique_lock<Mutex> &, timespec);
  void notify_one();
  void notify_all();
};
class CountdownEvent {
public:
  explicit CountdownEvent(int = 1);
  void signal(int = 1, bool = false);
  void add_count(int = 1);
  int wait();
  int timed_wait(const timespec &);
  void reset(int = 1);
};
} // namespace bthread

namespace google::protobuf {
class Closure {
public:
  virtual ~Closure();
  virtual void Run() = 0;
};
class RpcController {
public:
  virtual ~RpcController();
};
class Service {
public:
  virtual ~Service();
};
} // namespace google::protobuf

namespace brpc {
typedef bthread_id_t CallId;
void StartCancel(CallId);
void Join(CallId);
class Controller : public google::protobuf::RpcController {
public:
  bool IsCanceled() const;
  void StartCancel();
  CallId call_id();
  void NotifyOnCancel(google::protobuf::Closure *);
};
class Server {
public:
  ~Server();
  int AddService(google::protobuf::Service *, int);
  int Start(int, const void *);
  int Stop(int);
  int Join();
  void RunUntilAskedToQuit();
};
class NsheadMessage {};
class NsheadClosure {};
class NsheadService {
public:
  virtual ~NsheadService();
  virtual void ProcessNsheadRequest(const Server &, Controller *, const NsheadMessage &, NsheadMessage *, NsheadClosure *) = 0;
};
class RedisReply {};
class RedisCommandHandler {
public:
  virtual ~RedisCommandHandler();
  virtual int Run(int, RedisReply *, bool) = 0;
};
class StreamInputHandler {
public:
  virtual ~StreamInputHandler();
  virtual int on_received_messages(std::uint64_t, void *const[], std::size_t) = 0;
};
class ClosureGuard {
public:
  explicit ClosureGuard(google::protobuf::Closure *);
  ~ClosureGuard();
};
template <typename... A> google::protobuf::Closure *NewCallback(void (*)(A...), A...) { throw 0; }
} // namespace brpc
