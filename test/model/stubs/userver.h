// A stub: userver is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace userver {
namespace engine {
class Deadline {
public:
  static Deadline FromDuration(std::chrono::milliseconds);
};
namespace impl {
class ContextAccessor {};
} // namespace impl
class TaskBase {
public:
  void Wait() const noexcept(false);
  template <typename R, typename P> void WaitFor(const std::chrono::duration<R, P> &) const { throw 0; }
  void WaitUntil(Deadline) const;
  void RequestCancel();
  void SyncCancel() noexcept;
  void BlockingWait() const;
  bool IsFinished() const;
};
class Task : public TaskBase {
public:
  Task() = default;
  Task(Task &&) noexcept;
  ~Task();
  void Get();
  void Detach() &&;
};
template <typename T> class TaskWithResult : public Task {
public:
  T Get();
};
template <typename T> class SharedTaskWithResult : public TaskBase {
public:
  SharedTaskWithResult(const SharedTaskWithResult &) noexcept;
  ~SharedTaskWithResult();
  T Get() const;
};
template <typename F, typename... A> TaskWithResult<void> AsyncNoSpan(F &&, A &&...) { throw 0; }
template <typename F, typename... A> TaskWithResult<void> CriticalAsyncNoSpan(F &&, A &&...) { throw 0; }
template <typename F, typename... A> SharedTaskWithResult<void> SharedAsyncNoSpan(F &&, A &&...) { throw 0; }
template <typename F, typename... A> SharedTaskWithResult<void> SharedCriticalAsyncNoSpan(F &&, A &&...) { throw 0; }
template <typename F> void RunStandalone(F &&) { throw 0; }
template <typename F> void RunStandalone(std::size_t, F &&) { throw 0; }
template <typename... T> void GetAll(T &...) { throw 0; }
template <typename... T> void WaitAllChecked(T &...) { throw 0; }
template <typename R, typename P> void InterruptibleSleepFor(const std::chrono::duration<R, P> &) { throw 0; }
template <typename R, typename P> void SleepFor(const std::chrono::duration<R, P> &) { throw 0; }
void Yield();
namespace current_task {
bool ShouldCancel() noexcept;
bool IsCancelRequested() noexcept;
void CancellationPoint();
} // namespace current_task
class Mutex {
public:
  void lock();
  bool try_lock();
  void unlock();
};
class ConditionVariable {
public:
  template <typename L, typename P> bool Wait(L &, P) { throw 0; }
  template <typename L, typename D, typename P> bool WaitFor(L &, D, P) { throw 0; }
  template <typename L, typename P> bool WaitUntil(L &, Deadline, P) { throw 0; }
  void NotifyOne();
  void NotifyAll();
};
class SingleConsumerEvent {
public:
  bool WaitForEvent();
  template <typename D> bool WaitForEventFor(D) { throw 0; }
  void Send();
};
class SingleUseEvent {
public:
  void Wait();
  int WaitUntil(Deadline);
  void WaitNonCancellable() noexcept;
  void Send() noexcept;
};
template <typename T> class Future {
public:
  T get();
  void wait();
  template <typename D> int wait_for(D) { throw 0; }
};
template <typename T> class Promise {
public:
  Future<T> get_future();
  void set_value(T);
  void set_exception(int);
};
} // namespace engine

namespace concurrent {
template <typename Queue> class Producer {
public:
  ~Producer();
  template <typename T> bool Push(T &&, engine::Deadline = {}) const;
  template <typename T> bool PushNoblock(T &&) const { throw 0; }
  void Reset();
};
template <typename Queue> class Consumer {
public:
  ~Consumer();
  template <typename T> bool Pop(T &, engine::Deadline = {}) const;
  template <typename T> bool PopNoblock(T &) const { throw 0; }
  void Reset();
};
class BackgroundTaskStorageCore {
public:
  ~BackgroundTaskStorageCore();
  void Detach(engine::Task &&);
  void CancelAndWait() noexcept;
};
class BackgroundTaskStorage {
public:
  ~BackgroundTaskStorage();
  template <typename... A> void AsyncDetach(std::string, A &&...) { throw 0; }
  template <typename... A> void CriticalAsyncDetach(std::string, A &&...) { throw 0; }
  void CancelAndWait() noexcept;
};
} // namespace concurrent

namespace utils {
template <typename F, typename... A> engine::TaskWithResult<void> Async(std::string, F &&, A &&...) { throw 0; }
template <typename F, typename... A> engine::TaskWithResult<void> CriticalAsync(std::string, F &&, A &&...) { throw 0; }
template <typename F, typename... A> engine::TaskWithResult<void> AsyncBackground(std::string, int &, F &&, A &&...) { throw 0; }
template <typename F, typename... A> engine::SharedTaskWithResult<void> SharedAsync(std::string, F &&, A &&...) { throw 0; }
template <typename F, typename... A> engine::TaskWithResult<void> CriticalAsyncBackground(std::string, int &, F &&, A &&...) { throw 0; }
template <typename F, typename... A> engine::SharedTaskWithResult<void> SharedCriticalAsync(std::string, F &&, A &&...) { throw 0; }
template <typename T> class FixedArray {
public:
  ~FixedArray();
  T *begin();
  T *end();
  T &operator[](std::size_t);
  T &at(std::size_t);
  T &front();
  T &back();
  std::size_t size() const;
  bool empty() const;
};
template <typename F> auto GenerateFixedArray(std::size_t, F &&) -> FixedArray<decltype(std::declval<F &>()(std::size_t()))> { throw 0; }
class PeriodicTask {
public:
  ~PeriodicTask();
  template <typename F> void Start(std::string, int, F) { throw 0; }
  void Stop() noexcept;
};
} // namespace utils

namespace components {
class TcpAcceptorBase {
public:
  virtual ~TcpAcceptorBase();
  virtual void ProcessSocket(int &&) = 0;
};
} // namespace components

namespace server {
namespace http {
class HttpRequest {};
} // namespace http
namespace request {
class RequestContext {};
} // namespace request
namespace handlers {
class HttpHandlerBase {
public:
  virtual ~HttpHandlerBase();
  virtual std::string HandleRequestThrow(const http::HttpRequest &, request::RequestContext &) const;
  virtual void HandleStreamRequest(http::HttpRequest &, request::RequestContext &, int &) const;
};
class HttpHandlerJsonBase : public HttpHandlerBase {
public:
  virtual int HandleRequestJsonThrow(const http::HttpRequest &, const int &, request::RequestContext &) const = 0;
};
} // namespace handlers
namespace websocket {
class WebsocketHandlerBase : public handlers::HttpHandlerBase {
public:
  virtual void Handle(int &, request::RequestContext &) const = 0;
};
} // namespace websocket
} // namespace server
} // namespace userver
