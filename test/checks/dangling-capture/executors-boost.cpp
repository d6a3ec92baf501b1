// Boost.Thread's executors and continuations.
// flags: -std=c++20 -DBOOST_THREAD_VERSION=4 -DBOOST_THREAD_PROVIDES_EXECUTORS -fdelayed-template-parsing

#include <boost/thread/executors/basic_thread_pool.hpp>
#include <boost/thread/executors/loop_executor.hpp>
#include <boost/thread/executors/serial_executor.hpp>
#include <boost/thread/executors/thread_executor.hpp>
#include <boost/thread/future.hpp>

void serial(boost::executors::serial_executor &Executor) {
  int Count = 0;
  Executor.submit([&Count] { ++Count; }); // warn: 'Count'
}

void threads(boost::executors::thread_executor &Executor) {
  int Count = 0;
  Executor.submit([&Count] { ++Count; }); // warn: 'Count'
}

int diesFirst() {
  int Count = 0;
  {
    boost::executors::thread_executor Executor;
    Executor.submit([&Count] { ++Count; });
  }
  return Count;
}

void loop(boost::executors::loop_executor &Executor) {
  int Count = 0;
  Executor.submit([&Count] { ++Count; }); // warn: 'Count'
}

int looped() {
  int Count = 0;
  boost::executors::loop_executor Executor;
  Executor.submit([&Count] { ++Count; });
  Executor.run_queued_closures();
  return Count;
}

boost::future<int> then(boost::future<int> Future) {
  int Count = 0;
  return Future.then([&Count](boost::future<int> F) { return Count + F.get(); }); // warn: 'Count'
}

int thenWaits(boost::future<int> Future) {
  int Count = 0;
  return Future.then([&Count](boost::future<int> F) { return Count + F.get(); }).get();
}
