// folly's executors and futures.

#include "../../model/stubs/folly.h"

void use(int);

void pool(folly::CPUThreadPoolExecutor &Pool) {
  for (int I = 0; I < 3; ++I) {
    Pool.add([&] { use(I); }); // warn: 'I' // fix: [&, I]
    Pool.add([I] { use(I); });
  }
}

void loop(folly::EventBase &Base) {
  for (int I = 0; I < 3; ++I) {
    Base.runInEventBaseThread([&] { use(I); }); // warn: 'I' // fix: [&, I]
    Base.runInEventBaseThread([I] { use(I); });
  }
  for (int I = 0; I < 3; ++I)
    Base.runInEventBaseThreadAndWait([&] { use(I); });
}

void futures(folly::Executor *Pool) {
  for (int I = 0; I < 3; ++I)
    (void)folly::via(Pool, [&] { use(I); return I; }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I)
    use(folly::via(Pool, [&] { return I; }).thenValue([](int V) { return V; }).get());
}
