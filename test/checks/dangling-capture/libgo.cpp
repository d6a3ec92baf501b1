// libgo: whoever polls the scheduler until it has no task has waited for all.

#include "../../model/stubs/libgo.h"
#include <thread>

int fetch();

int exchange() {
  co::Channel<int> Channel;
  int Value = 0;
  go [&] { Channel << fetch(); };
  go [&] { Channel >> Value; };
  while (co::Scheduler::getInstance().TaskCount() > 0)
    std::this_thread::yield();
  return Value;
}

int untilEmpty() {
  int Value = 0;
  go [&] { Value = fetch(); };
  while (!co::Scheduler::getInstance().IsEmpty())
    std::this_thread::yield();
  return Value;
}

int started() {
  int Value = 0;
  go [&] { Value = fetch(); };
  co::Scheduler::getInstance().Start();
  return Value;
}

int notAtAll() {
  int Value = 0;
  go [&] { Value = fetch(); }; // warn: captures 'Value' by reference
  std::this_thread::yield();
  return Value;
}
