// Constructors that start a thread and go on to assign what it reads.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

void use(const std::string &) noexcept;
void use(int) noexcept;

class Number {
public:
  explicit Number(int N) {
    Thread = std::thread(&Number::loop, this); // warn: this thread may read 'Period' before it is assigned
    Period = N; // note: 'Period' is assigned here, when the thread runs
  }
  ~Number() {
    Quit = true;
    Thread.join();
  }

private:
  void loop() {
    while (!Quit)
      use(Period); // note: it uses 'Period' here
  }
  std::atomic<bool> Quit{false};
  int Period = 0;
  std::thread Thread;
};

class Pointer {
public:
  Pointer() : Thread([this] { Buffer->append("x"); }) { // warn: this thread may read 'Buffer' before it is assigned
    Buffer = std::make_unique<std::string>();
  }
  ~Pointer() { Thread.join(); }

private:
  std::unique_ptr<std::string> Buffer;
  std::thread Thread;
};

// The flag that lets it run.
class Flag {
public:
  Flag() {
    start(); // warn: this thread may read 'Alive' before it is assigned
    Alive = true;
  }
  ~Flag() {
    Alive = false;
    Thread.join();
  }

private:
  void start() {
    Thread = std::thread([this] {
      while (Alive)
        use("alive");
    });
  }
  bool Alive = false;
  std::thread Thread;
};

//===----------------------------------------------------------------------===//

class Before {
public:
  explicit Before(int N) {
    Period = N;
    Thread = std::thread([this] { use(Period); });
  }
  ~Before() { Thread.join(); }

private:
  int Period = 0;
  std::thread Thread;
};

class Locked {
public:
  Locked() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Thread = std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      use(Name);
    });
    Name = "x";
  }
  ~Locked() { Thread.join(); }

private:
  std::mutex Mutex;
  std::string Name;
  std::thread Thread;
};

class Ready {
public:
  Ready() {
    Thread = std::thread([this] {
      while (!IsReady)
        std::this_thread::yield();
      use(Name);
    });
    Name = "x";
    IsReady = true;
  }
  ~Ready() { Thread.join(); }

private:
  std::atomic<bool> IsReady{false};
  std::string Name;
  std::thread Thread;
};

class Told {
public:
  Told() : Go(Gate.get_future()) {
    Thread = std::thread([this] {
      Go.wait();
      use(Name);
    });
    Name = "x";
    Gate.set_value();
  }
  ~Told() { Thread.join(); }

private:
  std::promise<void> Gate;
  std::future<void> Go;
  std::string Name;
  std::thread Thread;
};

// Nobody can ask it for anything before the constructor is done.
class Consumer {
public:
  Consumer() {
    Thread = std::thread([this] { loop(); });
    Prefix = "p";
  }
  ~Consumer() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }
    Changed.notify_all();
    Thread.join();
  }

private:
  void loop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (;;) {
      Changed.wait(Lock, [this] { return Done || !Jobs.empty(); });
      if (Done)
        return;
      Jobs.pop_front();
      use(Prefix);
    }
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<int> Jobs;
  bool Done = false;
  std::string Prefix;
  std::thread Thread;
};

// It reads something else, or only writes.
class Else {
public:
  Else() {
    Thread = std::thread([this] {
      use(Name);
      Result = 1;
    });
    Id = Thread.get_id();
    Title = "x";
    Result = 0;
  }
  ~Else() { Thread.join(); }

private:
  std::string Name, Title;
  int Result;
  std::thread::id Id;
  std::thread Thread;
};
