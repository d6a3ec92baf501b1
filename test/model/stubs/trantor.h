// A stub: trantor is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <functional>
#include <memory>
#include <string>

namespace trantor {
using Func = std::function<void()>;
using TimerId = unsigned long;
class MsgBuffer {};
class TcpConnection;
using TcpConnectionPtr = std::shared_ptr<TcpConnection>;
using MessageFunc = std::function<void(const TcpConnectionPtr &, MsgBuffer *)>;
using ConnectionFunc = std::function<void(const TcpConnectionPtr &)>;
class TcpConnection {
public:
  virtual ~TcpConnection();
  virtual void sendStream(std::function<std::size_t(char *, std::size_t)>) = 0;
  void setRecvMsgCallback(const MessageFunc &);
  void setConnectionCallback(const ConnectionFunc &);
  void setWriteCompleteCallback(const ConnectionFunc &);
  void setCloseCallback(const ConnectionFunc &);
  void setSSLErrorCallback(const std::function<void(int)> &);
};
class EventLoop {
public:
  void runInLoop(const Func &);
  void runInLoop(Func &&);
  void queueInLoop(const Func &);
  void queueInLoop(Func &&);
  TimerId runAfter(double, Func &&);
  TimerId runEvery(double, Func &&);
  TimerId runAt(double, Func &&);
  void runOnQuit(Func &&);
  void invalidateTimer(TimerId);
  void loop();
  void quit();
};
class EventLoopThread {
public:
  explicit EventLoopThread(const std::string & = "EventLoopThread");
  ~EventLoopThread();
  void run();
  void wait();
  EventLoop *getLoop() const;
};
class EventLoopThreadPool {
public:
  explicit EventLoopThreadPool(std::size_t);
  ~EventLoopThreadPool();
  void start();
  void wait();
  EventLoop *getNextLoop();
  EventLoop *getLoop(std::size_t);
};
class TaskQueue {
public:
  virtual ~TaskQueue();
  virtual void runTaskInQueue(const Func &) = 0;
  virtual void runTaskInQueue(Func &&) = 0;
  void syncTaskInQueue(const Func &);
};
class ConcurrentTaskQueue : public TaskQueue {
public:
  ConcurrentTaskQueue(std::size_t, const std::string &);
  ~ConcurrentTaskQueue();
  void runTaskInQueue(const Func &) override;
  void runTaskInQueue(Func &&) override;
  void stop();
};
class SerialTaskQueue : public TaskQueue {
public:
  explicit SerialTaskQueue(const std::string &);
  ~SerialTaskQueue();
  void runTaskInQueue(const Func &) override;
  void runTaskInQueue(Func &&) override;
  void waitAllTasksFinished();
  void stop();
};
template <typename T> class MpscQueue {
public:
  void enqueue(T &&);
  void enqueue(const T &);
  bool dequeue(T &);
};
class TcpServer {
public:
  void setRecvMessageCallback(const MessageFunc &);
  void setConnectionCallback(const ConnectionFunc &);
  void setWriteCompleteCallback(const ConnectionFunc &);
  void start();
  void stop();
};
class TcpClient {
public:
  void setMessageCallback(const MessageFunc &);
  void setConnectionCallback(const ConnectionFunc &);
  void setConnectionErrorCallback(const Func &);
  void setWriteCompleteCallback(const ConnectionFunc &);
  void setSSLErrorCallback(const std::function<void(int)> &);
};
} // namespace trantor
