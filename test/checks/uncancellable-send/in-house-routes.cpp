// Handlers that a project registers with its own functions: they are handlers
// because a server's handler leads to them.

#include <boost/fiber/buffered_channel.hpp>
#include <functional>
#include <httplib.h>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

using httplib::Request;
using httplib::Response;

static boost::fibers::buffered_channel<std::string> Jobs(64);

// Forwards the registration.
class Api {
public:
  explicit Api(httplib::Server &Svr) : Svr(Svr) {}
  void route(const std::string &Path, httplib::Server::Handler Handler) {
    Svr.Post(Path, std::move(Handler));
  }

private:
  httplib::Server &Svr;
};

void forwards(Api &A) {
  A.route("/job", [](const Request &Req, Response &) { // note: this is the request handler
    Jobs.push(Req.body); // warn: 'push' waits for room in 'Jobs'
  });
}

// Keeps the handlers by path and calls them from one that it registers.
class Router {
public:
  using Handler = std::function<void(const Request &, Response &)>;
  void on(const std::string &Path, Handler H) { Routes[Path] = std::move(H); }
  void attach(httplib::Server &Svr) {
    Svr.Post(".*", [this](const Request &Req, Response &Res) { dispatch(Req, Res); });
  }

private:
  void dispatch(const Request &Req, Response &Res) {
    auto It = Routes.find(Req.path);
    if (It == Routes.end()) {
      Res.status = 404;
      return;
    }
    It->second(Req, Res);
  }
  std::unordered_map<std::string, Handler> Routes;
};

void keeps(Router &R) {
  R.on("/job", [](const Request &Req, Response &) {
    Jobs.push(Req.body); // warn: 'push' waits for room in 'Jobs'
  });
  R.on("/other", [](const Request &Req, Response &Res) {
    if (Jobs.try_push(Req.body) != boost::fibers::channel_op_status::success)
      Res.status = 503;
  });
}

// Kept in the same way, but no server calls it.
class Menu {
public:
  void add(const std::string &Name, std::function<void()> Action) {
    Actions[Name] = std::move(Action);
  }
  void choose(const std::string &Name) { Actions[Name](); }

private:
  std::map<std::string, std::function<void()>> Actions;
};

void menu(Menu &M) {
  M.add("job", [] { Jobs.push("job"); });
  M.choose("job");
}
