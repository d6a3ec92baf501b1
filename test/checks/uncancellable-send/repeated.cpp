// A try that is repeated until it succeeds waits as long as it takes.

#include <array>
#include <atomic>
#include <boost/fiber/buffered_channel.hpp>
#include <chrono>
#include <httplib.h>
#include <string>
#include <tbb/concurrent_queue.h>
#include <thread>

using boost::fibers::channel_op_status;
using httplib::Request;
using httplib::Response;
using httplib::Server;
using namespace std::chrono_literals;

static boost::fibers::buffered_channel<std::string> Jobs(32);
static tbb::concurrent_bounded_queue<std::string> Unbounded;

// Without a lock.
template <typename T, size_t N> class Track {
public:
  bool push(const T &Value) {
    auto T0 = Tail.load(std::memory_order_relaxed);
    auto Next = (T0 + 1) % N;
    if (Next == Head.load(std::memory_order_acquire))
      return false;
    Slots[T0] = Value;
    Tail.store(Next, std::memory_order_release);
    return true;
  }
  bool pop(T &Value) {
    auto H = Head.load(std::memory_order_relaxed);
    if (H == Tail.load(std::memory_order_acquire))
      return false;
    Value = Slots[H];
    Head.store((H + 1) % N, std::memory_order_release);
    return true;
  }
  void insist(const T &Value) {
    while (!push(Value))
      std::this_thread::yield();
  }

private:
  std::array<T, N> Slots;
  std::atomic<size_t> Head{0}, Tail{0};
};

static Track<int, 64> Numbers;
static std::atomic<bool> Stopping{false};

void flagged(Server &Svr) {
  Svr.Post("/flagged", [](const Request &Req, Response &) {
    while (Jobs.try_push(Req.body) != channel_op_status::success) // warn: 'try_push' is repeated until there is room in 'Jobs'
      std::this_thread::sleep_for(1ms);
    while (Jobs.push_wait_for(Req.body, 10ms) == channel_op_status::timeout) { // warn: 'push_wait_for' is repeated
    }
    while (!Numbers.push(1)) // warn: 'push' is repeated until there is room in 'Numbers'
      std::this_thread::yield();
    bool Done;
    do {
      Done = Numbers.push(2); // warn: 'push' is repeated
    } while (!Done);
    for (;;) {
      if (Numbers.push(3)) // warn: 'push' is repeated
        break;
      std::this_thread::yield();
    }
    unsigned Pause = 1;
    bool Sent = false;
    while (!Sent) {
      Sent = Numbers.push(4); // warn: 'push' is repeated
      if (!Sent && Pause < 1000)
        Pause *= 2;
    }
    Numbers.insist(5); // warn: 'insist' waits for room in 'Numbers'
    for (int I = 0; I < 3; ++I)
      while (!Numbers.push(I)) // warn: 'push' is repeated
        ;
  });
}

void clean(Server &Svr) {
  Svr.Post("/clean", [](const Request &Req, Response &Res) {
    for (int Try = 0; Try < 10; ++Try)
      if (Jobs.try_push(Req.body) == channel_op_status::success)
        return;
    while (!Numbers.push(1)) {
      if (Stopping)
        return;
      std::this_thread::yield();
    }
    while (!Numbers.push(2) && !Stopping)
      std::this_thread::yield();
    auto End = std::chrono::steady_clock::now() + 1s;
    do {
      if (Numbers.push(3))
        break;
    } while (std::chrono::steady_clock::now() < End);
    int Tries = 0;
    while (!Numbers.push(4))
      if (++Tries > 100) {
        Res.status = 503;
        return;
      }
    // Each has one try.
    for (int I = 0; I < 5; ++I)
      if (!Numbers.push(I))
        Res.status = 206;
    // Until it is full.
    while (Numbers.push(6)) {
    }
    while (!Unbounded.try_push(Req.body))
      std::this_thread::yield();
  });
}

void consume() {
  int Value;
  Numbers.pop(Value);
}
