// The process joins a static handle before it destroys it.

#include <cstdlib>
#include <thread>

void work();

static std::thread Worker;

static void stop() {
  if (Worker.joinable())
    Worker.join();
}

void start() {
  Worker = std::thread(work);
  std::atexit(stop);
}

int main(int Count, char **) {
  start();
  if (Count > 1)
    std::exit(1);
  stop();
}
