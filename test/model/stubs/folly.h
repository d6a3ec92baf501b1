// A stub: folly is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

namespace folly {
template <class> class Function;
template <class R, class... A> class Function<R(A...)> {
public:
  Function();
  template <class F> Function(F &&) { throw 0; }
  Function(Function &&) noexcept;
  ~Function();
  R operator()(A...);
  void swap(Function &) noexcept;
};
using Func = Function<void()>;

class CancellationToken {
public:
  bool isCancellationRequested() const noexcept;
  bool canBeCancelled() const noexcept;
};
class CancellationSource {
public:
  CancellationSource();
  bool requestCancellation() const noexcept;
  CancellationToken getToken() const noexcept;
  bool isCancellationRequested() const noexcept;
};
class CancellationCallback {
public:
  template <typename Callable> CancellationCallback(CancellationToken &&, Callable &&) { throw 0; }
  template <typename Callable> CancellationCallback(const CancellationToken &, Callable &&) { throw 0; }
  ~CancellationCallback();
};

class Executor {
public:
  virtual ~Executor();
  virtual void add(Func) = 0;
  virtual void addWithPriority(Func, signed char);
  template <class T = Executor> class KeepAlive {
  public:
    KeepAlive(T *);
    ~KeepAlive();
    T *get() const;
    T *operator->() const;
  };
};
class ThreadPoolExecutor : public Executor {
public:
  virtual void stop();
  virtual void join();
};
class CPUThreadPoolExecutor : public ThreadPoolExecutor {
public:
  explicit CPUThreadPoolExecutor(std::size_t);
  ~CPUThreadPoolExecutor() override;
  void add(Func) override;
};
class IOThreadPoolExecutor : public ThreadPoolExecutor {
public:
  explicit IOThreadPoolExecutor(std::size_t);
  ~IOThreadPoolExecutor() override;
  void add(Func) override;
};
class InlineExecutor : public Executor {
public:
  void add(Func) override;
};
class ThreadedExecutor : public Executor {
public:
  ~ThreadedExecutor() override;
  void add(Func) override;
};
class TimeoutManager {
public:
  void runAfterDelay(Func, unsigned);
};
class ThreadFactory {
public:
  virtual ~ThreadFactory();
  virtual std::thread newThread(Func &&) = 0;
};
class NamedThreadFactory : public ThreadFactory {
public:
  explicit NamedThreadFactory(const char *);
  std::thread newThread(Func &&) override;
};
class InitThreadFactory : public ThreadFactory {
public:
  std::thread newThread(Func &&) override;
};
class PriorityThreadFactory : public InitThreadFactory {};
class EventBase : public TimeoutManager, public Executor {
public:
  void add(Func) override;
  void runInEventBaseThread(Func) noexcept;
  void runInEventBaseThreadAlwaysEnqueue(Func) noexcept;
  void runInEventBaseThreadAndWait(Func) noexcept;
  void runImmediatelyOrRunInEventBaseThread(Func) noexcept;
  void runImmediatelyOrRunInEventBaseThreadAndWait(Func) noexcept;
  void runInLoop(Func, bool = false);
  void runOnDestruction(Func);
  void runOnDestructionStart(Func);
  bool loop();
  bool loopOnce(int = 0);
  bool loopPoll();
  void loopForever();
  void terminateLoopSoon();
};
class ScopedEventBaseThread : public Executor {
public:
  ScopedEventBaseThread();
  ~ScopedEventBaseThread() override;
  EventBase *getEventBase() const;
  void add(Func) override;
};
class FunctionScheduler {
public:
  ~FunctionScheduler();
  void addFunction(Func &&, std::chrono::milliseconds);
  void addFunctionOnce(Func &&);
  bool start();
  bool shutdown();
  bool cancelFunction(const char *);
};

template <class T> class Future;
namespace futures::detail {
template <class T> class FutureBase {
public:
  void raise();
  void cancel();
};
} // namespace futures::detail
template <class T> class SemiFuture : public futures::detail::FutureBase<T> {
public:
  T get() &&;
  T get(std::chrono::milliseconds) &&;
  SemiFuture &wait() &;
  SemiFuture &&wait() &&;
  bool wait(std::chrono::milliseconds) &&;
  T getTry() &&;
  Future<T> via(Executor *) &&;
  Future<T> toUnsafeFuture() &&;
  template <typename F> SemiFuture defer(F &&) && { throw 0; }
  template <typename F> SemiFuture deferValue(F &&) && { throw 0; }
  template <typename F> SemiFuture deferError(F &&) && { throw 0; }
  template <typename F> SemiFuture deferEnsure(F &&) && { throw 0; }
};
template <class T> class [[nodiscard]] Future : public futures::detail::FutureBase<T> {
public:
  T get() &&;
  T get(std::chrono::milliseconds) &&;
  Future &wait() &;
  Future &&wait() &&;
  T getTry() &&;
  template <typename F> Future<T> thenValue(F &&) && { throw 0; }
  template <typename F> Future<T> thenTry(F &&) && { throw 0; }
  template <typename F> Future<T> thenError(F &&) && { throw 0; }
  template <typename F> Future<T> thenValueInline(F &&) && { throw 0; }
  template <typename F> Future<T> thenTryInline(F &&) && { throw 0; }
  template <typename F> Future<T> thenErrorInline(F &&) && { throw 0; }
  template <typename F> Future<T> ensure(F &&) && { throw 0; }
  Future<T> within(std::chrono::milliseconds) &&;
  Future<T> delayed(std::chrono::milliseconds) &&;
  Future<int> unit() &&;
  Future<T> via(Executor *) &&;
  SemiFuture<T> semi() &&;
};
template <class It> SemiFuture<int> collectAll(It, It) { throw 0; }
template <class... F> SemiFuture<int> collectAll(F &&...) { throw 0; }
template <class... F> Future<int> collectAllUnsafe(F &&...) { throw 0; }
template <class T> class Promise {
public:
  SemiFuture<T> getSemiFuture();
  Future<T> getFuture();
  template <class M> void setValue(M &&) { throw 0; }
  template <class E> void setException(E &&) { throw 0; }
  template <class M> void setTry(M &&) { throw 0; }
  template <class F> void setWith(F &&) { throw 0; }
  template <typename F> void setInterruptHandler(F &&) { throw 0; }
};
template <class F> Future<int> via(Executor *, F &&) { throw 0; }

template <class Derived> class MPMCQueueBase {
public:
  MPMCQueueBase() noexcept;
  explicit MPMCQueueBase(std::size_t);
  template <typename... Args> void blockingWrite(Args &&...) noexcept { throw 0; }
  template <typename... Args> bool write(Args &&...) noexcept { throw 0; }
  template <typename... Args> bool writeIfNotFull(Args &&...) noexcept { throw 0; }
  template <class Clock, typename... Args>
  bool tryWriteUntil(const std::chrono::time_point<Clock> &, Args &&...) noexcept { throw 0; }
  template <typename T> void blockingRead(T &) noexcept { throw 0; }
  template <typename T> bool read(T &) noexcept { throw 0; }
  template <class Clock, typename T> bool tryReadUntil(const std::chrono::time_point<Clock> &, T &) noexcept { throw 0; }
};
template <typename T> class MPMCQueue : public MPMCQueueBase<MPMCQueue<T>> {
public:
  MPMCQueue() noexcept;
  explicit MPMCQueue(std::size_t);
};
template <class T> struct ProducerConsumerQueue {
  explicit ProducerConsumerQueue(unsigned);
  template <class... Args> bool write(Args &&...) { throw 0; }
  bool read(T &);
  T *frontPtr();
  void popFront();
};
template <typename T, bool SP, bool SC, bool MayBlock> class UnboundedQueue {
public:
  UnboundedQueue();
  void enqueue(const T &);
  void dequeue(T &) noexcept;
  bool try_dequeue(T &) noexcept;
  template <typename R, typename P> bool try_dequeue_for(T &, const std::chrono::duration<R, P> &) noexcept { throw 0; }
  template <typename C> bool try_dequeue_until(T &, const std::chrono::time_point<C> &) noexcept { throw 0; }
};
template <typename T, bool MayBlock> using UMPMCQueue = UnboundedQueue<T, false, false, MayBlock>;
template <typename T, bool SP, bool SC, bool MayBlock> class DynamicBoundedQueue {
public:
  explicit DynamicBoundedQueue(std::size_t);
  void enqueue(const T &);
  bool try_enqueue(const T &);
  template <typename R, typename P> bool try_enqueue_for(const T &, const std::chrono::duration<R, P> &) { throw 0; }
  void dequeue(T &);
  bool try_dequeue(T &);
  template <typename R, typename P> bool try_dequeue_for(T &, const std::chrono::duration<R, P> &) { throw 0; }
};
template <typename T, bool MayBlock> using DMPMCQueue = DynamicBoundedQueue<T, false, false, MayBlock>;

template <bool MayBlock = true> class Baton {
public:
  void wait() noexcept;
  template <typename R, typename P> bool try_wait_for(const std::chrono::duration<R, P> &) noexcept { throw 0; }
  void post() noexcept;
};
class Latch {
public:
  explicit Latch(std::ptrdiff_t);
  void count_down(std::ptrdiff_t = 1) noexcept;
  bool try_wait() noexcept;
  template <typename R, typename P> bool try_wait_for(const std::chrono::duration<R, P> &) noexcept { throw 0; }
  template <typename C> bool try_wait_until(const std::chrono::time_point<C> &) noexcept { throw 0; }
  void wait() noexcept;
  void arrive_and_wait(std::ptrdiff_t = 1) noexcept;
};
template <bool ReaderPriority> class SharedMutexImpl {
public:
  void lock();
  void unlock();
  void lock_shared();
};
using SharedMutex = SharedMutexImpl<true>;
template <class Subclass> struct SynchronizedBase {
  template <class F> auto withWLock(F &&) { throw 0; }
  template <class F> auto withRLock(F &&) { throw 0; }
};
template <class T, class Mutex = SharedMutex> struct Synchronized : SynchronizedBase<Synchronized<T, Mutex>> {};

namespace fibers {
class FiberManager {
public:
  template <typename F> void addTask(F &&) { throw 0; }
  template <typename F> void addTaskRemote(F &&) { throw 0; }
  template <typename F> void addTaskEager(F &&) { throw 0; }
  template <typename F, typename G> void addTaskFinally(F &&, G &&) { throw 0; }
  template <typename F> Future<int> addTaskFuture(F &&) { throw 0; }
};
} // namespace fibers

namespace coro {
template <typename T> class TaskWithExecutor {
public:
  SemiFuture<int> start() &&;
  SemiFuture<int> startInlineUnsafe() &&;
};
template <typename T = void> class Task {
public:
  TaskWithExecutor<T> scheduleOn(Executor::KeepAlive<>) &&;
  SemiFuture<int> semi() &&;
};
class AsyncScope {
public:
  template <typename Awaitable> void add(Awaitable &&) { throw 0; }
  template <typename Awaitable> void addWithSourceLoc(Awaitable &&) { throw 0; }
  Task<void> joinAsync() noexcept;
  Task<void> cleanup() noexcept;
  std::size_t remaining() const noexcept;
};
class CancellableAsyncScope {
public:
  template <typename Awaitable> void add(Awaitable &&) { throw 0; }
  template <typename Awaitable> void addWithSourceLoc(Awaitable &&) { throw 0; }
  void requestCancellation() const noexcept;
  Task<void> cancelAndJoinAsync() noexcept;
  Task<void> joinAsync() noexcept;
  std::size_t remaining() const noexcept;
};
template <typename T> class AsyncPipe {
public:
  template <typename U> bool write(U &&) { throw 0; }
  void close() &&;
  bool isClosed() const;
};
template <typename T> class BoundedAsyncPipe {
public:
  template <typename U> Task<bool> write(U &&) { throw 0; }
  template <typename U> bool try_write(U &&) { throw 0; }
  void close() &&;
};
template <typename T> class BoundedQueue {
public:
  explicit BoundedQueue(unsigned);
  template <typename U> Task<void> enqueue(U &&) { throw 0; }
  template <typename U> bool try_enqueue(U &&) { throw 0; }
  Task<T> dequeue();
  bool try_dequeue(T &);
  template <typename D> Task<T> co_try_dequeue_for(D) { throw 0; }
};
template <typename T> class UnboundedQueue {
public:
  template <typename U> void enqueue(U &&) { throw 0; }
  Task<T> dequeue();
  bool try_dequeue(T &);
  template <typename D> Task<T> co_try_dequeue_for(D) { throw 0; }
};
struct blocking_wait_fn {
  template <typename A> int operator()(A &&) const { throw 0; }
};
inline constexpr blocking_wait_fn blockingWait{};
Task<void> sleep(std::chrono::milliseconds);
struct co_invoke_fn {
  template <typename F, typename... A> Task<void> operator()(F, A...) const { throw 0; }
};
namespace folly_cpo__ {
inline constexpr co_invoke_fn co_invoke{};
}
using namespace folly_cpo__;
} // namespace coro

namespace channels {
template <typename T> class Sender {
public:
  template <typename U> void write(U &&) { throw 0; }
  void close() &&;
  bool isReceiverCancelled();
};
template <typename T> class Receiver {
public:
  ~Receiver();
  coro::Task<T> next();
  void cancel() &&;
};
} // namespace channels
} // namespace folly
