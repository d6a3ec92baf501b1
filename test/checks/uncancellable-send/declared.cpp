// Queues that are only declared: a task for a promised result waits for room.

#include <cstddef>
#include <functional>
#include <future>
#include <httplib.h>
#include <optional>
#include <string>

using httplib::Request;
using httplib::Response;
using httplib::Server;

class Errands {
public:
  static constexpr std::size_t maxQueued = 128;
  std::future<int> submit(std::function<int()> Errand);
  // Says that there is no room.
  bool trySubmit(std::function<int()> Errand);
  std::optional<std::future<int>> post(std::function<int()> Errand);
  void note(std::string Text);
  void work();
};

// Nothing says that it is bounded.
class Free {
public:
  static constexpr int threads = 4;
  std::future<int> submit(std::function<int()> Task);
};

// Another may override it.
class Abstract {
public:
  enum { MAX_TASKS = 16 };
  virtual std::future<int> submit(std::function<int()> Task);
};

void routes(Server &Svr, Errands &E, Free &F, Abstract &A) {
  Svr.Post("/flagged", [&](const Request &, Response &Res) {
    std::future<int> Done = E.submit([] { return 1; }); // warn: 'submit' waits for room in 'E'
    Res.status = Done.get();
  });
  Svr.Post("/clean", [&](const Request &Req, Response &Res) {
    if (!E.trySubmit([] { return 1; }))
      Res.status = 503;
    if (!E.post([] { return 1; }))
      Res.status = 503;
    E.note(Req.body);
    Res.status = F.submit([] { return 1; }).get();
    Res.status = A.submit([] { return 1; }).get();
  });
}
