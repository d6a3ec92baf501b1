// The end of `main` destroys static threads, too.

#include <atomic>
#include <thread>

void work() noexcept;
bool ready();

static std::atomic<bool> Stop{false};

struct Application {
  static std::thread Worker;
  static void start() {
    Worker = std::thread([] { // warn: on some path nothing joins this thread before the static variable 'Worker'
      while (!Stop)
        work();
    });
  }
  static void end() {
    Stop = true;
    Worker.join();
  }
};
std::thread Application::Worker;

int main() {
  if (!ready())
    return 1;
  Application::start();
  if (!ready())
    return 2; // note: this ends the process without a join
  Application::end();
}
