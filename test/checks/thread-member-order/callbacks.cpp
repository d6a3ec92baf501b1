// Objects that keep what they are given, and whose thread calls it.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(const std::string &) noexcept;

class Ticker {
public:
  explicit Ticker(std::function<void()> F)
      : Tick(std::move(F)), Thread([this] {
          while (!Stop)
            Tick();
        }) {}
  ~Ticker() {
    Stop = true;
    Thread.join();
  }

private:
  std::function<void()> Tick;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Timer {
public:
  explicit Timer(std::function<void()> F)
      : Fire(std::move(F)), Thread([this] { run(); }) {}
  ~Timer() { cancel(); }
  void cancel() {
    {
      std::lock_guard<std::mutex> Hold(Lock);
      Stop = true;
    }
    Changed.notify_one();
    if (Thread.joinable())
      Thread.join();
  }

private:
  void run() {
    std::unique_lock<std::mutex> Hold(Lock);
    while (!Stop) {
      Changed.wait_for(Hold, std::chrono::seconds(1), [this] { return Stop; });
      Fire();
    }
  }
  std::mutex Lock;
  std::condition_variable Changed;
  bool Stop = false;
  std::function<void()> Fire;
  std::thread Thread;
};

class Periodic {
public:
  void set(std::function<void()> F) {
    std::lock_guard<std::mutex> Hold(Lock);
    Fire = std::move(F);
  }
  void start() {
    Thread = std::jthread([this](std::stop_token Token) {
      while (!Token.stop_requested()) {
        std::lock_guard<std::mutex> Hold(Lock);
        if (Fire)
          Fire();
      }
    });
  }
  void halt() {
    Thread.request_stop();
    Thread.join();
  }
  void clear() {
    std::lock_guard<std::mutex> Hold(Lock);
    Fire = nullptr;
  }

private:
  std::mutex Lock;
  std::function<void()> Fire;
  std::jthread Thread;
};

//===----------------------------------------------------------------------===//

class Meter {
public:
  Meter() : Sampler([this] { sample(); }) {} // warn: this thread is started before 'Lock' is initialized, which it uses

private:
  void sample() {
    std::lock_guard<std::mutex> Hold(Lock); // note: it uses 'Lock' here
    ++Count;
  }
  Ticker Sampler;
  std::mutex Lock; // note: 'Lock' is declared after 'Sampler'
  int Count = 0;
};

// What waits first finds all members, but not until the end.
class Cache {
public:
  Cache() : Cleaner([this] { clean(); }) {} // warn: this thread is joined after 'Lines' is destroyed, which it uses

private:
  void clean() { Lines.clear(); }
  Timer Cleaner;
  std::vector<std::string> Lines;
};

class OnHeap {
public:
  void start() {
    Cleaner = std::make_unique<Timer>([this] { Lines.clear(); }); // warn: this thread is joined after 'Lines' is destroyed
  }

private:
  std::unique_ptr<Timer> Cleaner;
  std::vector<std::string> Lines;
};

class SetBefore {
public:
  SetBefore() {
    Poller.set([this] { use(Name); });
    Poller.start(); // warn: this thread is joined after 'Name' is destroyed
  }

private:
  Periodic Poller;
  std::string Name;
};

//===----------------------------------------------------------------------===//

class TimerLast {
public:
  TimerLast() : Cleaner([this] { Lines.clear(); }) {}

private:
  std::vector<std::string> Lines;
  Timer Cleaner;
};

class TickerLast {
public:
  TickerLast() : Sampler([this] { use(Name); }) {}

private:
  std::string Name;
  Ticker Sampler;
};

class Cancels {
public:
  Cancels() : Cleaner([this] { Lines.clear(); }) {}
  ~Cancels() { Cleaner.cancel(); }

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};

class CancelledByItsUser {
public:
  CancelledByItsUser() : Cleaner([this] { Lines.clear(); }) {}
  void close() { Cleaner.cancel(); }

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};

class Resets {
public:
  void start() {
    Cleaner = std::make_unique<Timer>([this] { Lines.clear(); });
  }
  ~Resets() { Cleaner.reset(); }

private:
  std::unique_ptr<Timer> Cleaner;
  std::vector<std::string> Lines;
};

class Clears {
public:
  Clears() {
    Poller.set([this] { use(Name); });
    Poller.start();
  }
  ~Clears() { Poller.clear(); }

private:
  Periodic Poller;
  std::string Name;
};

class Numbers {
public:
  Numbers() { Poller = std::make_unique<Ticker>([this] { ++Count; }); }

private:
  std::unique_ptr<Ticker> Poller;
  std::atomic<int> Count{0};
};

// It is a class of its own that joins, but a method does so before.
class Halts {
public:
  Halts() {
    Poller.set([this] { use(Name); });
    Poller.start();
  }
  ~Halts() { Poller.halt(); }

private:
  Periodic Poller;
  std::string Name;
};

class OthersThread {
public:
  OthersThread() : Cleaner([] { use("x"); }) {}

private:
  Timer Cleaner;
  std::vector<std::string> Lines;
};

// Called by whoever has something to tell, and not by the thread.
class Source {
public:
  explicit Source(std::function<void()> F)
      : Tell(std::move(F)), Thread([this] { ++Turns; }) {}
  ~Source() { Thread.join(); }
  void changed() { Tell(); }

private:
  std::function<void()> Tell;
  std::atomic<int> Turns{0};
  std::thread Thread;
};

class Listener {
public:
  Listener() : From([this] { use(Name); }) {}

private:
  Source From;
  std::string Name;
};

// A second object of the class has another callable.
class TwoOfThem {
public:
  TwoOfThem() : First([] { use("x"); }), Last([this] { use(Name); }) {}

private:
  Ticker First;
  std::string Name;
  Ticker Last;
};

//===----------------------------------------------------------------------===//
// A destructor that starts what should have been over
//===----------------------------------------------------------------------===//

class Closing {
public:
  ~Closing() {
    if (Open)
      close();
  }
  void close() {
    Open = false;
    Closer = std::jthread([this] { // warn: this thread is joined after 'Lock' is destroyed
      std::lock_guard<std::mutex> Hold(Lock);
    });
  }

private:
  std::atomic<bool> Open{true};
  std::jthread Closer;
  std::mutex Lock;
};

class ClosesAndJoins {
public:
  ~ClosesAndJoins() {
    close();
    Closer.join();
  }
  void close() {
    Closer = std::jthread([this] { std::lock_guard<std::mutex> Hold(Lock); });
  }

private:
  std::jthread Closer;
  std::mutex Lock;
};

class ClosesAndEmpties {
public:
  ~ClosesAndEmpties() {
    close();
    Closer = {};
  }
  void close() {
    Closer = std::jthread([this] { std::lock_guard<std::mutex> Hold(Lock); });
  }

private:
  std::jthread Closer;
  std::mutex Lock;
};
