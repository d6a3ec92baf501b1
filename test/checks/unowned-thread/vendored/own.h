// A header of a library whose own sources are looked at.
#pragma once

#include <thread>

namespace marl {
class Scheduler;
inline void watch() {
  std::thread([] {
    for (;;)
      std::this_thread::yield();
  }).detach(); // warn: nothing will ever wait
}
} // namespace marl
