// Request handlers of cpp-httplib that push into a bounded channel and wait.

#include <boost/fiber/buffered_channel.hpp>
#include <boost/fiber/unbuffered_channel.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <functional>
#include <httplib.h>
#include <memory>
#include <readerwriterqueue/readerwritercircularbuffer.h>
#include <string>
#include <tbb/concurrent_queue.h>

using Jobs = boost::fibers::buffered_channel<std::string>;
using httplib::Request;
using httplib::Response;
using httplib::Server;

void lambdas(Server &Svr) {
  static Jobs Queue(64);
  static boost::fibers::unbuffered_channel<int> Handover;
  static boost::sync_bounded_queue<std::string> Bounded(16);
  static moodycamel::BlockingReaderWriterCircularBuffer<std::string> Ring(16);

  Svr.Post("/job", [&](const Request &Req, Response &) { // note: this is the request handler
    Queue.push(Req.body); // warn: 'push' waits for room in 'Queue' for as long as it takes
  });
  Svr.Put("/job", [](const Request &Req, Response &Res) {
    if (Queue.push(Req.body) != boost::fibers::channel_op_status::success) // warn: waits for room in 'Queue'
      Res.status = 503;
  });
  Svr.Get("/hand-over", [](const Request &, Response &) {
    Handover.push(1); // warn: waits for room in 'Handover'
  });
  Svr.Patch("/job", [](const Request &Req, Response &) {
    Bounded.push_back(Req.body); // warn: waits for room in 'Bounded'
    Bounded.push(Req.body); // warn: waits for room in 'Bounded'
    Bounded << Req.body; // warn: waits for room in 'Bounded'
    Bounded.wait_push_back(Req.body); // warn: waits for room in 'Bounded'
  });
  Svr.Delete("/job", [](const Request &Req, Response &) {
    Ring.wait_enqueue(Req.body); // warn: waits for room in 'Ring'
  });
}

// In a function that the handler calls.
class Backend {
public:
  void submit(const std::string &Job) {
    check(Job);
    Queue.push(Job); // warn: waits for room in 'Queue'
  }
  void route(Server &Svr) {
    Svr.Post("/submit", [this](const Request &Req, Response &) { // note: this is the request handler
      submit(Req.body); // note: called from here
    });
    Svr.Post("/indirect", [this](const Request &Req, Response &) { indirect(Req); });
  }

private:
  void indirect(const Request &Req) { deeper(Req.body); }
  void deeper(const std::string &Job) {
    Other->push(Job); // warn: waits for room in 'Other'
  }
  void check(const std::string &);
  Jobs Queue{64};
  std::unique_ptr<Jobs> Other = std::make_unique<Jobs>(8);
};

// Handlers by every name that they go by.
static Jobs Global(32);

void freeHandler(const Request &Req, Response &) {
  Global.push(Req.body); // warn: waits for room in 'Global'
}

struct FunctionObject {
  void operator()(const Request &Req, Response &) const {
    Global.push(Req.body); // warn: waits for room in 'Global'
  }
};

class Controller {
public:
  void post(const Request &Req, Response &) {
    Global.push(Req.body); // warn: waits for room in 'Global'
  }
  void put(const Request &Req, Response &) {
    Queue->push(Req.body); // warn: waits for room in
  }
  void route(Server &Svr) {
    using namespace std::placeholders;
    Server::Handler Post = std::bind(&Controller::post, this, _1, _2);
    Svr.Post("/post", Post);
    Svr.Put("/put", [this](const auto &Req, auto &Res) { put(Req, Res); });
  }

private:
  std::shared_ptr<Jobs> Queue = std::make_shared<Jobs>(16);
};

void routes(Server &Svr) {
  Svr.Post("/free", freeHandler);
  Svr.Post("/pointer", &freeHandler);
  Svr.Post("/object", FunctionObject{});
  Server::Handler Stored = [](const Request &Req, Response &) {
    Global.push(Req.body); // warn: waits for room in 'Global'
  };
  Svr.Post("/stored", Stored);
  auto Named = [](const Request &Req, Response &) {
    Global.push(Req.body); // warn: waits for room in 'Global'
  };
  Svr.Post("/named", Named).Put("/named", Named);
}

// Through a route helper of one's own.
template <typename F> void route(Server &Svr, const char *Path, F Handler) {
  Svr.Post(Path, [Handler](const Request &Req, Response &Res) { Handler(Req, Res); });
}
void viaHelper(Server &Svr) {
  route(Svr, "/a", [](const Request &Req, Response &) {
    Global.push(Req.body); // warn: waits for room in 'Global'
  });
}

// By a reference that is known to be bounded.
void byReference(Server &Svr, Jobs &Queue) {
  Svr.Post("/ref", [&Queue](const Request &Req, Response &) {
    Queue.push(Req.body); // warn: waits for room in 'Queue'
  });
}

// A bound that is set on this very object.
class Set {
public:
  explicit Set(Server &Svr) {
    Queue.set_capacity(100);
    Svr.Post("/tbb", [this](const Request &Req, Response &) {
      Queue.push(Req.body); // warn: waits for room in 'Queue'
      Queue.emplace(Req.body); // warn: waits for room in 'Queue'
    });
  }

private:
  tbb::concurrent_bounded_queue<std::string> Queue;
};

// A lambda that runs in place within the handler belongs to it.
void inPlace(Server &Svr) {
  Svr.Post("/all", [](const Request &Req, Response &) {
    for (const auto &[Name, Value] : Req.params)
      [&Value = Value] {
        Global.push(Value); // warn: waits for room in 'Global'
      }();
  });
}
