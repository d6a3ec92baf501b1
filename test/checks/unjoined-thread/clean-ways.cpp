// Threads that are joined, detached or handed on wherever they go.

#include <cassert>
#include <cstdlib>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

void work();
bool ready();
bool open();
void log(const char *);
void adopt(std::thread);
void lookAt(std::thread &);
void joinAll(std::vector<std::thread> &);

void joined() {
  std::thread Worker(work);
  Worker.join();
}

void joinedIfJoinable() {
  std::thread Worker;
  if (ready())
    Worker = std::thread(work);
  if (Worker.joinable())
    Worker.join();
}

bool joinedOnAllWays() {
  std::thread Worker(work);
  if (!ready()) {
    Worker.join();
    return false;
  }
  if (!open()) {
    log("not open");
    Worker.join();
    throw std::runtime_error("not open");
  }
  Worker.join();
  return true;
}

// The same condition decides twice.
bool correlated(bool Parallel, int N) {
  std::thread Worker;
  if (Parallel)
    Worker = std::thread(work);
  log("meanwhile");
  if (Parallel)
    Worker.join();

  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([I] { work(); });
  if (N == 0)
    return false;
  for (int I = 0; I < N; ++I)
    Pool[I].join();
  return true;
}

bool correlatedByFlag() {
  std::thread Worker;
  bool Started = false;
  if (ready()) {
    Worker = std::thread(work);
    Started = true;
  }
  if (!Started)
    return false;
  Worker.join();
  return true;
}

void joinedByFlag() {
  std::thread Worker(work);
  bool Joined = false;
  if (ready()) {
    Worker.join();
    Joined = true;
  }
  if (!Joined)
    Worker.join();
}

bool askedWhetherEmpty(const std::vector<int> &Jobs) {
  std::vector<std::thread> Pool;
  for (int Job : Jobs)
    Pool.emplace_back([Job] { work(); });
  if (Pool.empty())
    return false;
  while (!Pool.empty()) {
    Pool.back().join();
    Pool.pop_back();
  }
  return true;
}

// Handed on.
std::thread returned() {
  std::thread Worker(work);
  return Worker;
}
std::pair<int, std::thread> returnedInside() {
  std::thread Worker(work);
  return {1, std::move(Worker)};
}
void moved(std::vector<std::thread> &Pool) {
  std::thread Worker(work);
  Pool.push_back(std::move(Worker));
}
void handedOn() {
  std::thread Worker(work);
  adopt(std::move(Worker));
}
void shown() {
  std::thread Worker(work);
  lookAt(Worker);
  std::vector<std::thread> Pool;
  Pool.emplace_back(work);
  joinAll(Pool);
}
void intoClosure(std::vector<std::function<void()>> &Later) {
  auto Worker = std::make_shared<std::thread>(work);
  Later.push_back([Worker] { Worker->join(); });
}
class Swaps {
public:
  void start() {
    std::thread Next(work);
    Current.swap(Next);
    std::thread Other(work);
    std::swap(Current, Other);
    Other.join();
  }
  ~Swaps() { Current.join(); }

private:
  std::thread Current;
};

// Joined by a guard, a closure, a reference, a helper.
class Guard {
public:
  explicit Guard(std::thread &T) : T(T) {}
  ~Guard() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread &T;
};
struct Joiner {
  std::vector<std::thread> &Pool;
  ~Joiner() {
    for (auto &T : Pool)
      T.join();
  }
};
bool guarded() {
  std::thread Worker(work);
  Guard G(Worker);
  if (!ready())
    return false;
  log("ready");
  return true;
}
bool guardedBefore(int N) {
  std::vector<std::thread> Pool;
  Joiner J{Pool};
  for (int I = 0; I < N; ++I)
    Pool.emplace_back(work);
  if (!ready())
    throw std::runtime_error("not ready");
  return true;
}
bool byClosure() {
  std::thread Worker;
  auto Finish = [&] { Worker.join(); };
  Worker = std::thread(work);
  if (!ready()) {
    Finish();
    return false;
  }
  Finish();
  return true;
}
static void join(std::thread &T) { T.join(); }
bool byHelper() {
  std::thread Worker(work);
  if (!ready())
    return join(Worker), false;
  std::thread &Same = Worker;
  Same.join();
  return true;
}
void byPointer() {
  std::thread First(work), Second(work);
  for (std::thread *T : {&First, &Second})
    T->join();
}
struct JoinAndDelete {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};
void byDeleter() {
  std::unique_ptr<std::thread, JoinAndDelete> Worker;
  Worker.reset(new std::thread(work));
}

// Caught in between.
void caught(int N) {
  std::thread Worker(work);
  try {
    if (N < 0)
      throw std::invalid_argument("N");
    log("positive");
  } catch (const std::invalid_argument &) {
    log("negative");
  }
  Worker.join();
}
void joinedAndRethrown() {
  std::thread Worker(work);
  try {
    log("working");
    if (!ready())
      throw 1;
  } catch (...) {
    Worker.join();
    throw;
  }
  Worker.join();
}
void startMayFail() {
  std::thread Worker;
  try {
    Worker = std::thread(work);
  } catch (const std::system_error &) {
    return;
  }
  Worker.join();
}

// The process ends.
[[noreturn]] void fatal();
static void quit() { std::exit(1); }
void endsProcess() {
  std::thread Worker(work);
  if (!ready())
    std::abort();
  if (!ready())
    fatal();
  if (!ready()) {
    quit();
    return;
  }
  assert(open());
  Worker.join();
}
void forEver() {
  std::thread Worker(work);
  for (;;)
    log("tick");
}

// Tried again until it starts.
void again() {
  std::thread Worker;
  bool Started = false;
  while (!Started) {
    try {
      Worker = std::thread(work);
      Started = true;
    } catch (const std::system_error &) {
      log("again");
    }
  }
  Worker.join();
}
void oneAfterTheOther(int N) {
  std::thread Worker;
  for (int I = 0; I < N; ++I) {
    if (Worker.joinable())
      Worker.join();
    Worker = std::thread(work);
  }
  if (Worker.joinable())
    Worker.join();
}

// A handle that joins by itself.
bool joins() {
  std::jthread Worker([] { work(); });
  if (!ready())
    return false;
  std::vector<std::jthread> Pool;
  Pool.emplace_back([] { work(); });
  Worker = std::jthread([] { work(); });
  return true;
}

// Members that somebody joins, or that somebody may join elsewhere.
class Joins {
public:
  Joins() : Worker([this] { Done.count_down(); }) {}
  ~Joins() {
    Done.wait();
    finish(Worker);
  }

private:
  static void finish(std::thread &T) { T.join(); }
  std::latch Done{1};
  std::thread Worker;
};
class Elsewhere {
public:
  Elsewhere() : Worker([this] { Done.count_down(); }) {}
  void stop();
  ~Elsewhere() { Done.wait(); }

private:
  std::latch Done{1};
  std::thread Worker;
};
class Swapped {
public:
  void start() {
    Worker = std::thread([this] { Done.count_down(); });
  }
  ~Swapped() {
    Done.wait();
    std::thread Last;
    Last.swap(Worker);
    Last.join();
  }

private:
  std::latch Done{1};
  std::thread Worker;
};

// The members of several objects.
struct Slot {
  std::thread Thread;
  int Id = 0;
};
void slots() {
  std::vector<Slot> Slots(3);
  for (Slot &S : Slots)
    S.Thread = std::thread(work);
  for (Slot &S : Slots)
    S.Thread.join();
}
