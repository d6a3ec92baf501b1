// Ways on which threads die or are overwritten while they are joinable.

#include <array>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

void work();
bool ready();
bool open();
void log(const char *);

void neverJoined() {
  std::thread Worker(work); // warn: joins this thread before 'Worker' is destroyed
}

int neverJoinedWithReturn() {
  std::thread Worker([] { work(); }); // warn: joins this thread before 'Worker' is destroyed
  log("started");
  return 0;
}

void inBlock() {
  {
    auto Worker = std::thread(work); // warn: joins this thread before 'Worker' is destroyed
    log("started");
  }
  log("never reached");
}

void temporary() {
  std::thread([] { work(); }); // warn: this thread is destroyed joinable as soon as it is started
  std::thread{work}; // warn: this thread is destroyed joinable as soon as it is started
}

bool earlyReturn() {
  std::thread Worker(work); // warn: joins this thread before
  if (!ready())
    return false; // note: this leaves the scope of 'Worker'
  Worker.join();
  return true;
}

void severalReturns() {
  std::thread Worker(work); // warn: joins this thread before
  if (!ready())
    return; // note: this leaves the scope of 'Worker'
  if (!open())
    return; // note: this leaves the scope of
  Worker.join();
}

// Joined on one of two ways out.
int secondReturn() {
  std::thread Worker(work); // warn: joins this thread before
  if (!ready()) {
    Worker.join();
    return 1;
  }
  if (!open())
    return 2; // note: this leaves the scope of 'Worker'
  Worker.join();
  return 0;
}

void throwing(int N) {
  std::thread Worker(work); // warn: joins this thread before
  if (N < 0)
    throw std::invalid_argument("N"); // note: this leaves the scope of 'Worker'
  Worker.join();
}

void caughtOutside(int N) {
  try {
    std::thread Worker(work); // warn: joins this thread before
    if (N < 0)
      throw std::invalid_argument("N"); // note: this leaves the scope of 'Worker'
    Worker.join();
  } catch (const std::exception &) {
    log("failed");
  }
}

void breaksOut() {
  for (;;) {
    std::thread Worker(work); // warn: joins this thread before 'Worker' is destroyed
    if (!ready())
      break;
    Worker.join();
  }
}

void eachTurn() {
  while (true) {
    std::thread Worker(work); // warn: joins this thread before 'Worker' is destroyed
  }
}

void startedLater() {
  std::thread Worker;
  log("not yet");
  Worker = std::thread(work); // warn: joins this thread before
  if (!ready())
    return; // note: this leaves the scope of 'Worker'
  Worker.join();
}

void onlyQueried() {
  std::thread Worker(work); // warn: joins this thread before 'Worker' is destroyed
  auto Id = Worker.get_id();
  (void)Id;
  (void)Worker.native_handle();
}

// Containers, arrays and pointers that own.
bool container(int N) {
  std::vector<std::thread> Pool;
  Pool.reserve(N);
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([I] { work(); }); // warn: joins this thread before
  if (!ready())
    return false; // note: this leaves the scope of 'Pool'
  for (auto &T : Pool)
    T.join();
  return true;
}

void containerOfTemporaries(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.push_back(std::thread([I] { work(); })); // warn: joins this thread before 'Pool' is destroyed
}

void array() {
  std::thread Pool[2];
  Pool[0] = std::thread(work); // warn: joins this thread before
  if (!ready())
    return; // note: this leaves the scope of 'Pool'
  Pool[0].join();
}

void owned() {
  auto Worker = std::make_unique<std::thread>(work); // warn: joins this thread before
  if (!ready())
    return; // note: this leaves the scope of 'Worker'
  Worker->join();
}

// Overwritten.
void twice() {
  std::thread Worker(work); // note: its thread is started here
  Worker = std::thread(work); // warn: 'Worker' is overwritten while it may be joinable
  Worker.join();
}

void inLoop(int N) {
  std::thread Worker;
  for (int I = 0; I < N; ++I)
    Worker = std::thread([I] { work(); }); // warn: 'Worker' is overwritten while it may be joinable
  Worker.join();
}

void sometimesJoined(const std::vector<int> &Jobs) {
  std::thread Worker;
  for (int Job : Jobs) {
    if (Job == 0)
      continue;
    Worker = std::thread([Job] { work(); }); // warn: 'Worker' is overwritten while it may be joinable
    if (Job == 1)
      continue;
    Worker.join();
  }
}

// In a closure, in a template, by a macro.
void closure(std::vector<std::function<void()>> &Jobs) {
  Jobs.push_back([] {
    std::thread Worker(work); // warn: joins this thread before
    if (!ready())
      return; // note: this leaves the scope of 'Worker'
    Worker.join();
  });
}

template <typename F> bool runBeside(F Body) {
  std::thread Worker(Body); // warn: joins this thread before
  if (!ready())
    return false; // note: this leaves the scope of 'Worker'
  Worker.join();
  return true;
}
void instantiate() {
  runBeside([] { work(); });
  runBeside(&work);
}

#define RETURN_IF_NOT(Condition) \
  if (!(Condition)) \
    return
void byMacro() {
  std::thread Worker(work); // warn: joins this thread before
  RETURN_IF_NOT(ready()); // note: this leaves the scope of 'Worker'
  Worker.join();
}

// A latch is waited for, but the thread is joinable all the same.
class OnlyWaited {
public:
  OnlyWaited()
      : Worker([this] { // warn: nothing joins this thread before the member 'Worker' is destroyed
          work();
          Done.count_down();
        }) {}
  ~OnlyWaited() { Done.wait(); } // note: it is destroyed here

private:
  std::latch Done{1};
  std::thread Worker;
};

int main(int Count, char **) {
  std::thread Worker(work); // warn: joins this thread before
  if (Count < 2)
    return 1; // note: this leaves the scope of 'Worker'
  Worker.join();
}
