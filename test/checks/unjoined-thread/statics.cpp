// Static threads that only the normal end of the program joins.

#include <atomic>
#include <cstdlib>
#include <thread>

void work() noexcept;

static std::atomic<bool> Stop{false};
static std::thread Console;
static std::thread Logger;

void fatal() { std::exit(1); } // note: this ends the process without a join
void last() { std::abort(); }

void startConsole() {
  Console = std::thread([] { // warn: on some path nothing joins this thread before the static variable 'Console' is destroyed
    while (!Stop)
      work();
  });
}
void endConsole() {
  Stop = true;
  if (Console.joinable())
    Console.join();
}

// What does not destroy static objects does no harm, and before the start there
// is nothing to join.
void startLogger() {
  Logger = std::thread(work);
}
void endLogger() { Logger.join(); }
int log(int Count) {
  if (Count > 3)
    std::exit(3);
  startLogger();
  if (Count > 2)
    last();
  if (Count > 1)
    std::_Exit(1);
  endLogger();
  std::exit(0);
}

int main(int Count, char **) {
  startConsole();
  if (Count > 5)
    fatal();
  endConsole();
  return log(Count);
}
