// Boost.Thread's queues: a push that meets the closed queue throws.

#include <boost/thread/concurrent_queues/queue_op_status.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <boost/thread/concurrent_queues/sync_queue.hpp>
#include <functional>
#include <thread>

bool handle(int);

void bounded() {
  boost::sync_bounded_queue<int> Jobs(8);
  std::thread Producer([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.push_back(I);
  });
  for (;;)
    if (!handle(Jobs.pull_front()))
      break;
  Jobs.close(); // warn: a send that meets the closed channel throws
  Producer.join();
}

void unbounded() {
  boost::sync_queue<int> Jobs;
  std::thread Producer([&Jobs] { Jobs.push(1); });
  std::thread Consumer([&Jobs] {
    int Job;
    while (Jobs.wait_pull(Job) == boost::queue_op_status::success)
      if (!handle(Job))
        Jobs.close(); // warn: a send that meets the closed channel throws
  });
  Producer.join();
  Consumer.join();
}

class Worker {
public:
  Worker() : Thread(&Worker::run, this) {}
  ~Worker() { Thread.join(); }
  void post(int Job) { Jobs << Job; }
  void postNow(int Job) { Jobs.push(Job); }

private:
  void run() {
    for (;;) {
      int Job = Jobs.pull();
      if (Job < 0) {
        Jobs.close(); // warn: a send that meets the closed channel throws
        return;
      }
      handle(Job);
    }
  }
  boost::sync_queue<int> Jobs;
  std::thread Thread;
};
