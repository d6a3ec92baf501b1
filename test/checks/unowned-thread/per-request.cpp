// Threads that are started for every request.

#include <httplib.h>
#include <string>
#include <thread>
#include <vector>

void work(const std::string &);

using httplib::Request;
using httplib::Response;

static void later(const std::string &Body) {
  std::thread([Body] { work(Body); }).detach(); // warn: one is started for every request
}

class Api {
public:
  void route(httplib::Server &Svr) {
    Svr.Post("/a", [](const Request &Req, Response &) {
      std::thread([Body = Req.body] { work(Body); }).detach(); // warn: one is started for every request
    });
    Svr.Post("/b", [](const Request &Req, Response &) { later(Req.body); });
    Svr.Post("/c", [this](const Request &Req, Response &) {
      Pool.emplace_back([Body = Req.body] { work(Body); });
    });
    Svr.Post("/d", [](const Request &Req, Response &Res) {
      std::thread T([&] { Res.body = Req.body; });
      T.join();
    });
    std::thread([] { work("start"); }).detach(); // warn: it is detached
  }
  ~Api() {
    for (auto &T : Pool)
      T.join();
  }

private:
  std::vector<std::thread> Pool;
};
