// What gives up has not waited.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

void work();
void log(const char *);

// The predicate of a wait that gives up, and the detach that follows.
class Abandons {
public:
  void start() {
    Worker = std::thread([this] { run(); });
  }
  void stop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (!Changed.wait_for(Lock, 2s, [this] { return Done; })) {
      Worker.detach(); // warn: although it uses 'this'
      return;
    }
    Lock.unlock();
    Worker.join();
  }

private:
  void run() {
    work();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }
    Changed.notify_all();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Worker;
};

// It is begun again until it succeeds.
class Repeats {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  void stop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Changed.wait_for(Lock, 2s, [this] { return Done; }))
      log("still waiting");
  }

private:
  void run() {
    work();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }
    Changed.notify_all();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

class RepeatsByBreak {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  void stop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (;;) {
      if (Changed.wait_for(Lock, 2s, [this] { return Done; }))
        break;
      log("still waiting");
    }
  }

private:
  void run() {
    work();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }
    Changed.notify_all();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

class Loops {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  void stop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Done)
      Changed.wait_for(Lock, 100ms);
  }

private:
  void run() {
    work();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }
    Changed.notify_all();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

// Once.
class Once {
public:
  void start() {
    std::thread([this] { run(); }).detach(); // warn: although it uses 'this'
  }
  void stop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait_for(Lock, 2s, [this] { return Done; });
  }

private:
  void run() {
    work();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }
    Changed.notify_all();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

// A poll with a limit.
class Tries {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach(); // warn: although it uses 'this'
  }
  ~Tries() {
    int Left = 50;
    while (!Done && Left > 0) {
      std::this_thread::sleep_for(100ms);
      --Left;
    }
  }

private:
  std::atomic<bool> Done{false};
};

class CountsTries {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach(); // warn: although it uses 'this'
  }
  ~CountsTries() {
    for (int I = 0; I < 100; ++I) {
      if (Done)
        break;
      std::this_thread::sleep_for(10ms);
    }
  }

private:
  std::atomic<bool> Done{false};
};

// A wait for a predicate that gives up, with the variables that it leaves.
bool askedInTime(int Number, std::chrono::milliseconds Deadline) {
  std::mutex Guard;
  std::condition_variable Answered;
  bool Got = false;
  std::thread Reader([&] {
    work();
    std::lock_guard<std::mutex> L(Guard);
    Got = true;
    Answered.notify_one();
  });
  std::unique_lock<std::mutex> L(Guard);
  if (!Answered.wait_for(L, Deadline, [&] { return Got; })) {
    Reader.detach(); // warn: although it refers to the local variable
    return false;
  }
  L.unlock();
  Reader.join();
  return true;
}

// The result is asked for only if it came in time.
class InTime {
public:
  int ask(int Number) {
    std::packaged_task<int()> Task([this, Number] { return Base + Number; });
    auto Result = Task.get_future();
    std::thread(std::move(Task)).detach(); // warn: although it uses 'this'
    if (Result.wait_for(std::chrono::seconds(5)) != std::future_status::ready)
      return -1;
    return Result.get();
  }
  // It is waited for all the same.
  int insist(int Number) {
    std::packaged_task<int()> Task([this, Number] { return Base + Number; });
    auto Result = Task.get_future();
    std::thread(std::move(Task)).detach();
    if (Result.wait_for(std::chrono::seconds(5)) != std::future_status::ready)
      ++Late;
    return Result.get();
  }

private:
  int Base = 1, Late = 0;
};

// The caller may ask to leave it behind, but not with a dead variable.
void askedToLeave(bool Leave) {
  int Count = 0;
  std::thread Worker([&Count] { ++Count; });
  if (Leave) {
    Worker.detach(); // warn: although it refers to the local variable 'Count'
    return;
  }
  Worker.join();
}

// What a task is given by a raw pointer is not its own.
struct Probe {
  int Value = 0;
  void run() { ++Value; }
};
bool probe(Probe *P) {
  std::promise<void> Done;
  std::future<void> End = Done.get_future();
  std::thread Worker(&Probe::run, P);
  if (End.wait_for(1s) == std::future_status::ready) {
    Worker.join();
    return true;
  }
  Worker.detach(); // warn: nothing will ever wait for this thread: it is detached
  return false;
}
