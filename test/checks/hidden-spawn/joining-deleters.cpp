// A static pointer whose deleter stops the thread and waits for it, as written
// before C++17.
// flags: -std=c++14

#include <atomic>
#include <memory>
#include <thread>

void tick();

static bool startClock() {
  static std::shared_ptr<std::atomic<bool>> Running = std::make_shared<std::atomic<bool>>(true);
  static std::shared_ptr<std::thread> Clock(new std::thread([] {
                                              while (*Running)
                                                tick();
                                            }),
                                            [](std::thread *T) {
                                              *Running = false;
                                              T->join();
                                              delete T;
                                            });
  return true;
}

int now() {
  static bool Started = startClock();
  return Started;
}

static bool startOther() {
  static std::shared_ptr<std::thread> Clock(new std::thread([] { // warn: 'later' starts a thread that its caller can neither wait for nor stop
    for (;;)
      tick();
  }));
  return true;
}

int later() {
  static bool Started = startOther();
  return Started;
}
