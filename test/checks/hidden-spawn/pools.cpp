// Tasks in static pools that wait for them at exit.

#include "../../model/stubs/bs-thread-pool.h"
#include <atomic>

void work();

void fireAndForget() {
  static BS::thread_pool Pool; // note: at exit its destructor waits for the task
  Pool.detach_task([] { work(); }); // warn: 'fireAndForget' starts a task that its caller can neither wait for nor stop: it runs in the static pool 'Pool'
}

void waits() {
  static BS::thread_pool Pool;
  Pool.detach_task([] { work(); });
  Pool.wait();
}

void waitsForFuture() {
  static BS::thread_pool Pool;
  Pool.submit_task([] { work(); }).wait();
}

std::future<void> handsOut() {
  static BS::thread_pool Pool;
  return Pool.submit_task([] { work(); });
}

BS::thread_pool<> &pool() {
  static BS::thread_pool Pool;
  return Pool;
}
void inSharedPool() {
  pool().detach_task([] { work(); });
}

static BS::thread_pool Stopped;
void post() {
  Stopped.detach_task([] { work(); });
}
void finish() { Stopped.wait(); }

class Owner {
public:
  void post() {
    Pool.detach_task([] { work(); });
  }

private:
  BS::thread_pool<> Pool;
};
