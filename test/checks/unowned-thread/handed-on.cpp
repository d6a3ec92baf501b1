// The task hands its report on, to code that cannot be seen. One that it hands
// to another task does not count: that may never run.

#include <atomic>
#include <boost/asio.hpp>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <queue>
#include <thread>

void work();
void handTo(std::function<void()> F);

class Posts {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      boost::asio::post(Loop, [this] { --Live; });
    }).detach(); // warn: although it uses 'this'
  }
  ~Posts() {
    while (Live)
      Loop.run_one();
  }

private:
  boost::asio::io_context Loop;
  int Live = 0;
};

class GivesAway {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      handTo([this] { --Live; });
    }).detach();
  }
  void startNamed() {
    ++Live;
    std::function<void()> Done = [this] { --Live; };
    std::thread([this, Done] {
      work();
      handTo(Done);
    }).detach();
  }
  void startBound() {
    ++Live;
    std::thread([this] {
      work();
      handTo(std::bind(&GivesAway::done, this));
    }).detach();
  }
  void startOnEveryWay(bool Twice) {
    ++Live;
    std::thread([this, Twice] {
      if (Twice)
        handTo([this] { --Live; });
      else
        handTo([this] { done(); });
    }).detach();
  }
  void startOnOneWay(bool Twice) {
    ++Live;
    std::thread([this, Twice] {
      work();
      if (Twice)
        handTo([this] { --Live; });
    }).detach(); // warn: although it uses 'this'
  }
  void startOther() {
    ++Live;
    std::thread([this] {
      Seen = true;
      handTo([] { work(); });
    }).detach(); // warn: although it uses 'this'
  }
  ~GivesAway() {
    while (Live)
      std::this_thread::yield();
  }

private:
  void done() { --Live; }
  std::atomic<int> Live{0};
  bool Seen = false;
};

class Starts {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      std::thread([this] {
        work();
        --Live;
      }).detach();
    }).detach(); // warn: although it uses 'this'
  }
  ~Starts() {
    while (Live)
      std::this_thread::yield();
  }

private:
  std::atomic<int> Live{0};
};

// A thread that waits for its messages is told.
class Queues {
public:
  Queues() : Runner([this] { run(); }) {}
  ~Queues() {
    while (Live)
      std::this_thread::yield();
    put(nullptr);
    Runner.join();
  }
  void start() {
    ++Live;
    std::thread([this] {
      work();
      put([this] { --Live; });
    }).detach();
  }

private:
  void put(std::function<void()> F) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Jobs.push(std::move(F));
    Filled.notify_one();
  }
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Lock(Mutex);
      Filled.wait(Lock, [this] { return !Jobs.empty(); });
      auto Job = std::move(Jobs.front());
      Jobs.pop();
      Lock.unlock();
      if (!Job)
        return;
      Job();
    }
  }
  std::mutex Mutex;
  std::condition_variable Filled;
  std::queue<std::function<void()>> Jobs;
  std::atomic<int> Live{0};
  std::thread Runner;
};

// One that never ends does not hand on its end.
class Accepts {
public:
  void start() {
    std::thread([this] {
      for (;;) {
        work();
        ++Live;
        handTo([this] { --Live; });
      }
    }).detach(); // warn: although it uses 'this'
  }
  ~Accepts() {
    while (Live)
      std::this_thread::yield();
  }

private:
  std::atomic<int> Live{0};
};
