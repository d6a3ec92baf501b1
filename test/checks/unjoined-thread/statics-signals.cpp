// Who is called at any time ends the process at any time.

#include <csignal>
#include <cstdlib>
#include <thread>

void work() noexcept;

static std::thread Saver;

void startSaver() {
  Saver = std::thread(work); // warn: on some path nothing joins this thread before the static variable 'Saver'
}
void endSaver() { Saver.join(); }
void onInterrupt(int) { std::exit(2); } // note: this ends the process without a join

int main() {
  std::signal(SIGINT, onInterrupt);
  startSaver();
  work();
  endSaver();
}
