// A stub: Drogon is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <functional>
#include <memory>
#include <string>

namespace drogon {
class HttpRequest {
public:
  virtual ~HttpRequest();
  virtual const std::string &body() const = 0;
  virtual bool connected() const = 0;
};
class HttpResponse {
public:
  static std::shared_ptr<HttpResponse> newHttpResponse();
};
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
using AdviceCallback = std::function<void(const HttpResponsePtr &)>;

template <typename T, bool AutoCreation = true> class HttpController {};
class HttpSimpleControllerBase {
public:
  virtual ~HttpSimpleControllerBase();
  virtual void asyncHandleHttpRequest(const HttpRequestPtr &, std::function<void(const HttpResponsePtr &)> &&) = 0;
};
template <typename T, bool AutoCreation = true> class HttpSimpleController : public HttpSimpleControllerBase {};
class HttpFilterBase {
public:
  virtual ~HttpFilterBase();
  virtual void doFilter(const HttpRequestPtr &, AdviceCallback &&, std::function<void()> &&) = 0;
};
class WebSocketConnection {};
class WebSocketControllerBase {
public:
  virtual ~WebSocketControllerBase();
  virtual void handleNewMessage(const std::shared_ptr<WebSocketConnection> &, std::string &&, int &&) = 0;
};
class HttpAppFramework {
public:
  template <typename F> HttpAppFramework &registerHandler(const std::string &, F &&) { throw 0; }
  template <typename F> HttpAppFramework &registerHandlerViaRegex(const std::string &, F &&) { throw 0; }
  virtual void run() = 0;
  virtual void quit() = 0;
};
HttpAppFramework &app();

namespace test {
class Case {};
class TestCase {
public:
  explicit TestCase(const std::string &);
  virtual ~TestCase();
  virtual void doTest_(std::shared_ptr<Case>) = 0;
};
} // namespace test

template <typename T = void> struct Task {};
template <typename F> void async_run(F &&) { throw 0; }
template <typename F> std::function<void()> async_func(F &&) { throw 0; }
template <typename A> int sync_wait(A &&) { throw 0; }
struct TimerAwaiter {};
TimerAwaiter sleepCoro(void *, double);
} // namespace drogon
