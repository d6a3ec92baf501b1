// Tasks that report their end in a way that does not settle them.

#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

void work();
bool ready();

// The early return leaves without a word.
class SometimesReports {
public:
  void start() {
    std::thread([this] {
      if (!ready())
        return;
      work();
      Done.count_down();
    }).detach(); // warn: although it uses 'this'
  }
  ~SometimesReports() { Done.wait(); }

private:
  std::latch Done{1};
};

class ReportsUnderCondition {
public:
  void start() {
    std::thread([this] {
      work();
      if (ready())
        Done = true;
    }).detach(); // warn: although it uses 'this'
  }
  ~ReportsUnderCondition() {
    while (!Done)
      std::this_thread::yield();
  }

private:
  std::atomic<bool> Done{false};
};

// Nobody reads it.
class NobodyWaits {
public:
  void start() {
    ++Active;
    std::thread([this] {
      work();
      --Active;
    }).detach(); // warn: although it uses 'this'
  }
  ~NobodyWaits() {}

private:
  std::atomic<int> Active{0};
};

class NobodyListens {
public:
  void start() {
    std::thread([this] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
      Changed.notify_all();
    }).detach(); // warn: although it uses 'this'
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

// The wait is for something else.
class WaitsForOther {
public:
  void start() {
    std::thread([this] {
      work();
      Finished = true;
    }).detach(); // warn: although it uses 'this'
  }
  void open() { Opened = true; }
  ~WaitsForOther() {
    while (!Opened)
      std::this_thread::yield();
  }

private:
  std::atomic<bool> Finished{false};
  std::atomic<bool> Opened{false};
};

// The task waits for itself only.
class WaitsItself {
public:
  void start() {
    std::thread([this] {
      Done = true;
      while (!Done)
        work();
    }).detach(); // warn: although it uses 'this'
  }

private:
  std::atomic<bool> Done{false};
};

void futureDropped() {
  std::packaged_task<void()> Task([] { work(); });
  std::thread(std::move(Task)).detach(); // warn: nothing will ever wait for this thread
}

void promiseWithoutFuture() {
  auto Promise = std::make_shared<std::promise<void>>();
  std::thread([Promise] {
    work();
    Promise->set_value();
  }).detach(); // warn: nothing will ever wait for this thread
}

void futureNotAwaited() {
  std::promise<void> Promise;
  auto Future = Promise.get_future();
  std::thread([P = std::move(Promise)]() mutable {
    work();
    P.set_value();
  }).detach(); // warn: nothing will ever wait for this thread
}

// Reported by a task that the task has queued, which may never run.
class ReportsByProxy {
public:
  void start() {
    std::thread([this] {
      work();
      std::thread([this] { Done.count_down(); }).detach();
    }).detach(); // warn: although it uses 'this'
  }
  ~ReportsByProxy() { Done.wait(); }

private:
  std::latch Done{1};
};

// A flag that the task raises at its start tells nothing about its end, but it
// is raised on every path: that somebody polls it is taken as watching. What is
// not taken as watching is a reset of that flag by others.
class FlagOfOthers {
public:
  void start() {
    std::thread([this] {
      Running = true;
      for (;;)
        work();
    }).detach(); // warn: although it uses 'this', and it never ends
  }
  ~FlagOfOthers() { Running = false; }

private:
  std::atomic<bool> Running{false};
};

// It was waited for with a timeout, and is then abandoned.
bool withTimeout() {
  auto Promise = std::make_shared<std::promise<int>>();
  auto Future = Promise->get_future();
  std::thread Worker([Promise] {
    work();
    Promise->set_value(1);
  });
  if (Future.wait_for(std::chrono::seconds(1)) == std::future_status::timeout) {
    Worker.detach(); // warn: this task is abandoned when the timed wait for it gives up
    return false;
  }
  Worker.join();
  return true;
}

// Who waits on the other way does not wait on this one.
int withTimeoutOrGet() {
  std::packaged_task<int()> Task([] {
    work();
    return 1;
  });
  auto Future = Task.get_future();
  std::thread Worker(std::move(Task));
  if (Future.wait_for(std::chrono::seconds(1)) == std::future_status::ready) {
    Worker.join();
    return Future.get();
  }
  Worker.detach(); // warn: this task is abandoned when the timed wait for it gives up
  return -1;
}

bool withTimeoutDetachedAtOnce() {
  std::packaged_task<int()> Task([] {
    work();
    return 1;
  });
  auto Future = Task.get_future();
  std::thread(std::move(Task)).detach(); // warn: this task is abandoned when the timed wait for it gives up
  return Future.wait_for(std::chrono::seconds(1)) == std::future_status::ready;
}
