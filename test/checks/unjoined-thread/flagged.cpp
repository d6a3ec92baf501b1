// Threads that are destroyed or overwritten while they are joinable.

#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

void work();
bool connect();
int next();

void never() {
  std::thread T(work); // warn: nothing joins this thread before 'T' is destroyed, which ends the process
}

bool earlyReturn() {
  std::thread T(work); // warn: on some path nothing joins this thread before 'T' is destroyed, which ends the process
  if (!connect())
    return false;
  T.join(); // note: it is joined here
  return true;
}

void thrown() {
  std::thread T([] { work(); }); // warn: on some path nothing joins this thread before 'T' is destroyed
  if (!connect())
    throw std::runtime_error("no connection");
  T.join();
}

void dropped() {
  std::thread([] { work(); }); // warn: this thread is destroyed joinable as soon as it is started
}

void everyTurn() {
  while (connect()) {
    std::thread T(work); // warn: on some path nothing joins this thread before 'T' is destroyed
    if (next() == 0)
      continue;
    T.join();
  }
}

void container() {
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back(work); // warn: on some path nothing joins this thread before 'All' is destroyed
  if (!connect())
    return;
  for (std::thread &T : All)
    T.join();
}

void pointer() {
  auto T = std::make_unique<std::thread>(work); // warn: nothing joins this thread before 'T' is destroyed
  connect();
}

template <typename F> void run(F Body) {
  std::thread T(Body); // warn: on some path nothing joins this thread before 'T' is destroyed
  if (!connect())
    return;
  T.join();
}
void runs() {
  run([] { work(); });
}

#define START(name) std::thread name(work)
void macro() {
  START(T); // warn: nothing joins this thread before 'T' is destroyed
}

void overwritten() {
  std::thread T;
  for (int I = 0; I < 4; ++I)
    T = std::thread(work); // warn: 'T' is overwritten while it may be joinable, which ends the process
  T.join();
}

class Restarts {
public:
  void restart() {
    Worker = std::thread(work); // note: its thread is started here
    if (connect())
      Worker = std::thread([] { next(); }); // warn: 'Worker' is overwritten while it may be joinable
  }
  ~Restarts() {
    if (Worker.joinable())
      Worker.join();
  }

private:
  std::thread Worker;
};
