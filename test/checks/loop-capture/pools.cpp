// Taskflow and BS::thread_pool.

#include "../../model/stubs/bs-thread-pool.h"
#include "../../model/stubs/taskflow.h"

void use(int);

void taskflow(tf::Executor &Executor, tf::Taskflow &Outer) {
  for (int I = 0; I < 3; ++I)
    Executor.silent_async([&] { use(I); }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I)
    Outer.emplace([&] { use(I); }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I) {
    tf::Taskflow Inner;
    Inner.emplace([&] { use(I); });
    Executor.run(Inner).wait();
  }
  for (int I = 0; I < 3; ++I) {
    Outer.clear();
    Outer.emplace([&] { use(I); });
    Executor.run(Outer).wait();
  }
  for (int I = 0; I < 3; ++I) {
    Executor.silent_async([&] { use(I); });
    Executor.wait_for_all();
  }
}

void pool(BS::light_thread_pool &Pool) {
  for (int I = 0; I < 3; ++I) {
    Pool.detach_task([&] { use(I); }); // warn: 'I' // fix: [&, I]
    Pool.push_task([&] { use(I); }); // warn: 'I' // fix: [&, I]
    Pool.detach_loop(0, 10, [&](int J) { use(I + J); }); // warn: 'I' // fix: [&, I]
  }
  for (int I = 0; I < 3; ++I)
    Pool.submit_task([&] { use(I); }).wait();
  for (int I = 0; I < 3; ++I) {
    Pool.detach_task([&] { use(I); });
    Pool.wait();
  }
}
