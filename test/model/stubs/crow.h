// A stub: Crow is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace crow {
struct request {
  std::string body;
  template <typename H> void post(H) { throw 0; }
  template <typename H> void dispatch(H) { throw 0; }
};
struct response {
  response(int);
  response(std::string);
  void end();
  bool is_alive();
  bool is_completed() const noexcept;
};
template <typename T> struct RuleParameterTraits {};
class BaseRule {};
class DynamicRule : public BaseRule, public RuleParameterTraits<DynamicRule> {
public:
  template <typename F> void operator()(F) { throw 0; }
};
template <typename... Args> class TaggedRule : public BaseRule, public RuleParameterTraits<TaggedRule<Args...>> {
public:
  template <typename F> void operator()(F &&) { throw 0; }
};
class CatchallRule : public BaseRule {
public:
  template <typename F> void operator()(F &&) { throw 0; }
};
template <typename App> class WebSocketRule : public BaseRule {
public:
  template <typename F> WebSocketRule &onopen(F) { throw 0; }
  template <typename F> WebSocketRule &onmessage(F) { throw 0; }
  template <typename F> WebSocketRule &onclose(F) { throw 0; }
  template <typename F> WebSocketRule &onaccept(F) { throw 0; }
  template <typename F> WebSocketRule &onerror(F) { throw 0; }
};
template <typename... Middlewares> class Crow {
public:
  template <std::uint64_t Tag> TaggedRule<> &route(const std::string &) { throw 0; }
  DynamicRule &route_dynamic(const std::string &);
  Crow &port(std::uint16_t);
  void run();
  void stop();
  template <typename D, typename F> Crow &tick(D, F) { throw 0; }
  template <typename F> Crow &exception_handler(F &&) { throw 0; }
};
using SimpleApp = Crow<>;
} // namespace crow
#define CROW_ROUTE(app, url) app.template route<0>(url)
