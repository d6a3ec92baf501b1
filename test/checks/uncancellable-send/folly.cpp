// folly's bounded queues: which of their names wait.

#include "../../model/stubs/folly.h"
#include <httplib.h>

static folly::MPMCQueue<int> Queue(16);
static folly::DMPMCQueue<int, true> Dynamic(16);
static folly::UMPMCQueue<int, true> Unbounded;

void routes(httplib::Server &Server) {
  Server.Get("/waits", [](const httplib::Request &, httplib::Response &) {
    Queue.blockingWrite(1); // warn: waits for room in 'Queue'
    Dynamic.enqueue(1); // warn: waits for room in 'Dynamic'
  });
  Server.Get("/gives-up", [](const httplib::Request &, httplib::Response &) {
    Queue.write(1);
    Queue.tryWriteUntil(std::chrono::steady_clock::now(), 1);
    Dynamic.try_enqueue_for(1, std::chrono::seconds(1));
    Unbounded.enqueue(1);
  });
}
