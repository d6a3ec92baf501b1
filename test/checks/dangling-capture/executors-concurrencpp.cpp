// concurrencpp's executors, of which each runs its tasks elsewhere.

#include "../../model/stubs/concurrencpp.h"
#include <atomic>
#include <chrono>
#include <memory>

void posted(std::shared_ptr<concurrencpp::thread_pool_executor> Pool) {
  int Count = 0;
  Pool->post([&Count] { ++Count; }); // warn: 'Count'
}

void dropped(std::shared_ptr<concurrencpp::worker_thread_executor> Worker) {
  int Count = 0;
  (void)Worker->submit([&Count] { return ++Count; }); // warn: 'Count'
}

int shutDown(std::shared_ptr<concurrencpp::thread_executor> Threads) {
  int Count = 0;
  Threads->post([&Count] { ++Count; });
  Threads->shutdown();
  return Count;
}

int inPlace(std::shared_ptr<concurrencpp::inline_executor> Inline) {
  int Count = 0;
  Inline->post([&Count] { ++Count; });
  return Count;
}

int loop(std::shared_ptr<concurrencpp::manual_executor> Loop) {
  int Count = 0;
  Loop->post([&Count] { ++Count; });
  Loop->loop_once();
  return Count;
}

int cleared(std::shared_ptr<concurrencpp::manual_executor> Loop) {
  int Count = 0;
  Loop->post([&Count] { ++Count; });
  Loop->clear();
  return Count;
}

void notLooped(std::shared_ptr<concurrencpp::manual_executor> Loop) {
  int Count = 0;
  Loop->post([&Count] { ++Count; }); // warn: 'Count'
}

int runtimeDiesFirst() {
  int Count = 0;
  {
    concurrencpp::runtime Runtime;
    Runtime.thread_pool_executor()->post([&Count] { ++Count; });
  }
  return Count;
}

void runtimeDiesLast() {
  concurrencpp::runtime Runtime;
  int Count = 0;
  Runtime.thread_pool_executor()->post([&Count] { ++Count; }); // warn: 'Count'
}

int shared(std::shared_ptr<concurrencpp::executor> Pool) {
  int Count = 0;
  concurrencpp::shared_result<int> Result(Pool->submit([&Count] { return ++Count; }));
  return Result.get();
}

int timers(std::shared_ptr<concurrencpp::executor> Pool) {
  std::atomic<int> Count{0};
  auto Timers = std::make_shared<concurrencpp::timer_queue>();
  auto Timer = Timers->make_one_shot_timer(std::chrono::milliseconds(50), Pool, [&Count] { ++Count; });
  Timers->shutdown();
  return Count;
}
