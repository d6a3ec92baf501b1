// Static threads that are joined by what `exit` runs.

#include <atomic>
#include <cstdlib>
#include <thread>

void work() noexcept;

static std::atomic<bool> Stop{false};
static std::thread Console;
static std::thread Other;

void quit() {
  Stop = true;
  if (Console.joinable())
    Console.join();
}

void init() {
  Console = std::thread([] {
    while (!Stop)
      work();
  });
  std::atexit(quit);
}

// Nothing of the kind for this one.
void initOther() {
  Other = std::thread([] { // warn: on some path nothing joins this thread before the static variable 'Other' is destroyed
    while (!Stop)
      work();
  });
}
void quitOther() {
  Stop = true;
  Other.join();
}
void fail() { std::exit(1); } // note: this ends the process without a join

int main(int Count, char **) {
  init();
  initOther();
  if (Count > 1)
    fail();
  quitOther();
  quit();
}
