// Members that are joined before they are overwritten or die.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

void work() noexcept;
bool ready();

// The flag changes only where the thread is joined.
class Exchanged {
public:
  void start() {
    if (Running.exchange(true))
      return;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void stop() {
    if (!Running.exchange(false))
      return;
    Thread.join();
  }
  ~Exchanged() { stop(); }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};

class TwoFlags {
public:
  void start() {
    if (Started)
      return;
    Started = true;
    Thread = std::thread([this] {
      work();
      Busy = false;
    });
  }
  void stop() {
    if (!Started)
      return;
    Thread.join();
    Started = false;
  }
  ~TwoFlags() { stop(); }

private:
  bool Started = false;
  std::atomic<bool> Busy{true};
  std::thread Thread;
};

// The task says that it is over, and is joined all the same.
class SelfReset {
public:
  void start() {
    if (Running)
      return;
    join();
    Running = true;
    Thread = std::thread([this] {
      work();
      Running = false;
    });
  }
  ~SelfReset() { join(); }

private:
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  std::atomic<bool> Running{false};
  std::thread Thread;
};

class StopsThenJoins {
public:
  StopsThenJoins() : Thread([this] {
    while (Running)
      if (!ready())
        Running = false;
  }) {}
  ~StopsThenJoins() {
    if (Running)
      Running = false;
    Thread.join();
  }

private:
  std::atomic<bool> Running{true};
  std::thread Thread;
};

// It waits until the wait does not give up.
class Patient {
public:
  Patient() : Thread([this] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Done = true;
    Changed.notify_all();
  }) {}
  ~Patient() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Changed.wait_for(Lock, std::chrono::seconds(1), [this] { return Done; }))
      work();
    Lock.unlock();
    Thread.join();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Thread;
};

// The constructor throws before the start, or sees to the thread.
class ThrowsBefore {
public:
  ThrowsBefore() {
    if (!ready())
      throw std::runtime_error("not ready");
    Thread = std::thread(work);
  }
  ~ThrowsBefore() { Thread.join(); }

private:
  std::thread Thread;
};
class Catches {
public:
  Catches() : Thread(work) {
    try {
      if (!ready())
        throw std::runtime_error("not ready");
    } catch (...) {
      Thread.join();
      throw;
    }
  }
  ~Catches() { Thread.join(); }

private:
  std::thread Thread;
};
class JoinsAndThrows {
public:
  JoinsAndThrows() : Thread(work) {
    if (!ready()) {
      Thread.join();
      throw std::runtime_error("not ready");
    }
  }
  ~JoinsAndThrows() { Thread.join(); }

private:
  std::thread Thread;
};

// Started once; nothing says otherwise.
class Once {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }
  ~Once() { stop(); }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
void oneAfterTheOther() {
  Once O;
  O.start();
  O.stop();
  for (int I = 0; I < 3; ++I) {
    Once Mine;
    Mine.start();
  }
}

// Only what was made a moment ago is assigned to.
class Made {
public:
  Made() = default;
  explicit Made(int) : Thread(work) {}
  Made(Made &&) = default;
  Made &operator=(Made &&) = default;
  ~Made() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
Made make() {
  Made Result;
  Result = Made(1);
  return Result;
}

void check(int N) {
  if (N < 0)
    throw std::invalid_argument("N");
}
void guarded(int N) {
  check(N);
  std::thread T(work);
  try {
    check(N);
  } catch (...) {
    T.join();
    throw;
  }
  T.join();
}
