// Callbacks of event loops: who blocks there stops everybody else.

#include <array>
#include <boost/asio.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <event2/event.h>
#include <functional>
#include <memory>
#include <string>
#include <uv.h>

namespace asio = boost::asio;
using boost::system::error_code;

static boost::sync_bounded_queue<std::string> Jobs(16);

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(asio::ip::tcp::socket S) : Socket(std::move(S)), Timer(Socket.get_executor()) {}
  void some() {
    Socket.async_read_some(asio::buffer(Bytes), [Self = shared_from_this()](error_code Error, size_t N) { // note: this is the callback
      if (Error)
        return;
      Jobs.push_back(std::string(Self->Bytes.data(), N)); // warn: this callback never returns, and its event loop runs nothing else
      Self->some();
    });
  }
  void all() {
    asio::async_read(Socket, asio::buffer(Bytes),
                     std::bind(&Session::onRead, shared_from_this(), std::placeholders::_1, std::placeholders::_2));
  }
  void tick() {
    Timer.async_wait([Self = shared_from_this()](error_code) {
      if (Jobs.try_push_back("tick") == boost::queue_op_status::full)
        ++Self->Lost;
      Self->tick();
    });
  }

private:
  void onRead(error_code, size_t N) {
    Jobs.push_back(std::string(Bytes.data(), N)); // warn: 'push_back' waits for room in 'Jobs'
  }
  asio::ip::tcp::socket Socket;
  asio::steady_timer Timer;
  std::array<char, 1024> Bytes;
  int Lost = 0;
};

void accept(asio::ip::tcp::acceptor &Acceptor) {
  Acceptor.async_accept([&Acceptor](error_code, asio::ip::tcp::socket) {
    Jobs.push_back("connection"); // warn: this callback never returns
    accept(Acceptor);
  });
}

// What a pool is handed may wait.
void post(asio::io_context &Loop, asio::thread_pool &Pool) {
  asio::post(Loop, [] { Jobs.push_back("a"); }); // warn: this callback never returns
  Loop.post([] { Jobs.push_back("b"); }); // warn: this callback never returns
  auto OfLoop = asio::make_strand(Loop);
  asio::post(OfLoop, [] { Jobs.push_back("c"); }); // warn: this callback never returns
  asio::post(Pool, [] { Jobs.push_back("d"); });
  asio::post(Pool.get_executor(), [] { Jobs.push_back("e"); });
  auto OfPool = asio::make_strand(Pool);
  asio::post(OfPool, [] { Jobs.push_back("f"); });
  asio::post([] { Jobs.push_back("g"); });
}

// libuv: a callback of the loop waits, the work does it elsewhere.
static void onTimer(uv_timer_t *) {
  Jobs.push_back("tick"); // warn: this callback never returns
}
static void onAsync(uv_async_t *) {
  Jobs.push_back("woken"); // warn: this callback never returns
}
static void work(uv_work_t *) { Jobs.push_back("work"); }
void withUv(uv_loop_t *Loop, uv_timer_t *Timer, uv_async_t *Async, uv_work_t *Work) {
  uv_timer_start(Timer, onTimer, 100, 100);
  uv_async_init(Loop, Async, onAsync);
  uv_queue_work(Loop, Work, work, nullptr);
}

// libevent.
static void onEvent(evutil_socket_t, short, void *) {
  Jobs.push_back("event"); // warn: this callback never returns
}
event *withEvent(event_base *Base) { return event_new(Base, -1, EV_PERSIST, onEvent, nullptr); }
