// Handlers whose sends end, and sends that no handler waits for.

#include <boost/fiber/buffered_channel.hpp>
#include <boost/fiber/unbuffered_channel.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <boost/thread/concurrent_queues/sync_queue.hpp>
#include <chrono>
#include <concurrentqueue/blockingconcurrentqueue.h>
#include <concurrentqueue/concurrentqueue.h>
#include <httplib.h>
#include <memory>
#include <queue>
#include <readerwriterqueue/readerwritercircularbuffer.h>
#include <readerwriterqueue/readerwriterqueue.h>
#include <string>
#include <tbb/concurrent_queue.h>
#include <thread>

using boost::fibers::channel_op_status;
using Jobs = boost::fibers::buffered_channel<std::string>;
using httplib::Request;
using httplib::Response;
using httplib::Server;
using namespace std::chrono_literals;

static Jobs Global(32);
static moodycamel::BlockingReaderWriterCircularBuffer<std::string> Ring(16);
static boost::sync_bounded_queue<std::string> Bounded(16);

void givesUp(Server &Svr) {
  Svr.Post("/try", [](const Request &Req, Response &Res) {
    if (Global.try_push(Req.body) != channel_op_status::success)
      Res.status = 503;
    if (!Ring.try_enqueue(Req.body))
      Res.status = 503;
    if (Bounded.try_push_back(Req.body) != boost::queue_op_status::success)
      Res.status = 503;
    Bounded.nonblocking_push_back(Req.body);
  });
  Svr.Post("/timed", [](const Request &Req, Response &Res) {
    if (Global.push_wait_for(Req.body, 100ms) == channel_op_status::timeout)
      Res.status = 503;
    if (Global.push_wait_until(Req.body, std::chrono::steady_clock::now() + 1s) != channel_op_status::success)
      Res.status = 503;
    if (!Ring.wait_enqueue_timed(Req.body, 5ms))
      Res.status = 503;
  });
}

void unbounded(Server &Svr) {
  static boost::sync_queue<std::string> Queue;
  static moodycamel::ConcurrentQueue<std::string> Free;
  static moodycamel::BlockingConcurrentQueue<std::string> Blocking;
  static moodycamel::ReaderWriterQueue<std::string> Single;
  static tbb::concurrent_queue<std::string> Tbb;
  static tbb::concurrent_bounded_queue<std::string> NeverBounded;
  static std::queue<std::string> Plain;
  Svr.Post("/unbounded", [](const Request &Req, Response &) {
    Queue.push(Req.body);
    Free.enqueue(Req.body);
    Blocking.enqueue(Req.body);
    Single.enqueue(Req.body);
    Tbb.push(Req.body);
    NeverBounded.push(Req.body);
    Plain.push(Req.body);
  });
}

// A slot for every send that will be made.
void ownSeat(Server &Svr) {
  Svr.Get("/seat", [](const Request &, Response &Res) {
    Jobs Results(4);
    std::thread First([&] { Results.push("a"); });
    std::thread Second([&] { Results.push("b"); });
    std::string Result;
    Results.pop(Result);
    First.join();
    Second.join();
    Res.body = Result;
  });
}

// Somebody else's task does the waiting.
void elsewhere(Server &Svr, std::vector<std::thread> &Pool) {
  Svr.Post("/elsewhere", [&Pool](const Request &Req, Response &) {
    Pool.emplace_back([Body = Req.body] { Global.push(Body); });
  });
}

// Not a request handler.
void producer(const std::string &Job) { Global.push(Job); }
void otherCallbacks(Server &Svr) {
  std::thread Worker([] { Global.push("tick"); });
  Worker.join();
  producer("start");
  (void)Svr;
}
void looksLikeOne(const std::string &, std::string &) { Global.push("a"); }

// Receives and closes are other matters.
void receives(Server &Svr) {
  Svr.Get("/next", [](const Request &, Response &Res) { Global.pop(Res.body); });
}

// A bound that may or may not be there.
void opaqueBound(Server &Svr, tbb::concurrent_bounded_queue<std::string> &Queue) {
  Svr.Post("/unknown", [&Queue](const Request &Req, Response &) { Queue.push(Req.body); });
}

// Sends to the network.
void network(Server &Svr) {
  Svr.Get("/stream", [](const Request &, Response &Res) {
    Res.set_chunked_content_provider("text/plain", [](size_t, httplib::DataSink &Sink) {
      Sink.write("a", 1);
      Sink.done();
      return true;
    });
  });
}

// Words that mean something else here.
struct Stack {
  void push(int);
  void send(int);
};
void otherPush(Server &Svr, Stack &S) {
  Svr.Post("/stack", [&S](const Request &, Response &) {
    S.push(1);
    S.send(1);
  });
}
