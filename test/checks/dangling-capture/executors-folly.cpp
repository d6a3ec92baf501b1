// What folly's executors and loops are given is a folly::Function.

#include "../../model/stubs/folly.h"
#include <chrono>
#include <utility>
#include <vector>

void pool(folly::CPUThreadPoolExecutor &Pool) {
  int Count = 0;
  Pool.add([&Count] { ++Count; }); // warn: 'Count'
}

void executor(folly::Executor &Pool) {
  int Count = 0;
  Pool.addWithPriority([&Count] { ++Count; }, 0); // warn: 'Count'
}

void keptAlive(folly::Executor::KeepAlive<> Pool) {
  int Count = 0;
  Pool->add([&Count] { ++Count; }); // warn: 'Count'
}

void poolDiesLast() {
  folly::CPUThreadPoolExecutor Pool(2);
  int Count = 0;
  Pool.add([&Count] { ++Count; }); // warn: 'Count'
}

int poolDiesFirst() {
  int Count = 0;
  {
    folly::CPUThreadPoolExecutor Pool(2);
    Pool.add([&Count] { ++Count; });
  }
  return Count;
}

int latch(folly::CPUThreadPoolExecutor &Pool) {
  int Count = 0;
  folly::Latch Done(1);
  Pool.add([&] {
    ++Count;
    Done.count_down();
  });
  Done.wait();
  return Count;
}

bool latchNotLong(folly::CPUThreadPoolExecutor &Pool) {
  int Count = 0;
  folly::Latch Done(1);
  Pool.add([&] { // warn: 'Count'
    ++Count;
    Done.count_down();
  });
  return Done.try_wait_for(std::chrono::seconds(1));
}

void loop(folly::EventBase &Base) {
  int Count = 0;
  Base.runInEventBaseThread([&Count] { ++Count; });                 // warn: 'Count'
  Base.runImmediatelyOrRunInEventBaseThread([&Count] { ++Count; }); // warn: 'Count'
  Base.runOnDestruction([&Count] { ++Count; });                     // warn: 'Count'
}

int loopAndWait(folly::EventBase &Base) {
  int Count = 0;
  Base.runInEventBaseThreadAndWait([&Count] { ++Count; });
  Base.runImmediatelyOrRunInEventBaseThreadAndWait([&Count] { ++Count; });
  return Count;
}

int loopOnce(folly::EventBase &Base) {
  int Count = 0;
  Base.runInLoop([&Count] { ++Count; });
  Base.loopOnce();
  return Count;
}

int loopOfThread() {
  int Count = 0;
  {
    folly::ScopedEventBaseThread Loop;
    Loop.getEventBase()->runInEventBaseThread([&Count] { ++Count; });
  }
  return Count;
}

int ofFactory(folly::NamedThreadFactory &Factory) {
  int Count = 0;
  std::thread Worker = Factory.newThread([&Count] { ++Count; });
  Worker.join();
  return Count;
}

int all(folly::Executor *Pool) {
  int Count = 0;
  std::vector<folly::Future<int>> Futures;
  for (int I = 0; I < 3; ++I)
    Futures.push_back(folly::via(Pool, [&Count] { return ++Count; }));
  folly::collectAll(Futures).get();
  return Count;
}

int delayed(folly::Executor *Pool) {
  int Count = 0;
  folly::via(Pool, [&Count] { return ++Count; }).delayed(std::chrono::seconds(1)).unit().get();
  return Count;
}

void inPlaceMaybe(folly::Executor *Pool) {
  int Count = 0;
  (void)folly::via(Pool, [] { return 1; }).thenValueInline([&Count](int) { return ++Count; }); // warn: 'Count'
}
