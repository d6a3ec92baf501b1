// A stub: Oat++ is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <memory>

namespace oatpp {
namespace async {
class Action {};
class AbstractCoroutine {
public:
  virtual ~AbstractCoroutine();
  virtual Action act() = 0;
};
template <class T> class Coroutine : public AbstractCoroutine {};
template <class T> class CoroutineStarterForResult {};
class Executor {
public:
  template <typename C, typename... A> void execute(A...) { throw 0; }
  void waitTasksFinished(const std::chrono::microseconds & = std::chrono::minutes(1));
  int getTasksCount();
  void stop();
  void join();
  void detach();
};
} // namespace async
namespace test {
class UnitTest {
public:
  explicit UnitTest(const char *);
  virtual ~UnitTest();
  virtual void onRun() = 0;
};
} // namespace test
namespace network {
class Server {
public:
  void run(bool);
  void stop();
};
} // namespace network
namespace web::server {
class HttpRequestHandler {
public:
  class IncomingRequest {};
  class OutgoingResponse {};
  virtual ~HttpRequestHandler();
  virtual std::shared_ptr<OutgoingResponse> handle(const std::shared_ptr<IncomingRequest> &);
  virtual async::CoroutineStarterForResult<const std::shared_ptr<OutgoingResponse> &>
  handleAsync(const std::shared_ptr<IncomingRequest> &);
};
} // namespace web::server
} // namespace oatpp
