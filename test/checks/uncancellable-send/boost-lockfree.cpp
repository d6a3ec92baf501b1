// Boost's lock-free queues give up when they are full, unless they allocate.

#include <boost/lockfree/queue.hpp>
#include <boost/lockfree/spsc_queue.hpp>
#include <boost/lockfree/stack.hpp>
#include <httplib.h>
#include <thread>

namespace lockfree = boost::lockfree;

static lockfree::spsc_queue<int, lockfree::capacity<64>> Ring;
static lockfree::spsc_queue<int> Sized(1024);
static lockfree::queue<int, lockfree::capacity<64>> Fixed;
static lockfree::stack<int, lockfree::fixed_sized<true>> Stack(64);
static lockfree::queue<int> Growing(64);
static lockfree::queue<int, lockfree::fixed_sized<false>> GrowingToo(64);

class Own : public lockfree::queue<int, lockfree::capacity<8>> {};
static Own Derived;

void serve(httplib::Server &Server) {
  Server.Get("/a", [](const httplib::Request &, httplib::Response &) {
    while (!Ring.push(1)) // warn: 'push' is repeated until there is room in 'Ring'
      std::this_thread::yield();
    while (!Sized.push(1)) // warn: 'push' is repeated
      ;
    while (!Fixed.push(1)) // warn: 'push' is repeated
      ;
    while (!Fixed.bounded_push(1)) // warn: 'bounded_push' is repeated
      ;
    while (!Stack.push(1)) // warn: 'push' is repeated
      ;
    while (!Derived.push(1)) // warn: 'push' is repeated
      ;
  });
  Server.Get("/b", [](const httplib::Request &, httplib::Response &Response) {
    if (!Ring.push(1))
      Response.status = 503;
    Fixed.push(2);
    // Goes on when the allocator does.
    while (!Growing.push(1))
      ;
    while (!GrowingToo.push(1))
      ;
    for (int Try = 0; Try < 10 && !Ring.push(2); ++Try)
      std::this_thread::yield();
    // As many as there is room for.
    int Batch[4] = {};
    Ring.push(Batch, 4);
  });
}

void consume() {
  int Value;
  while (Ring.pop(Value) || Sized.pop(Value) || Fixed.pop(Value) || Stack.pop(Value) || Derived.pop(Value))
    ;
}
