// Detached threads that report to Abseil's counters, notifications and mutexes.

#include <absl/cleanup/cleanup.h>
#include <absl/synchronization/blocking_counter.h>
#include <absl/synchronization/mutex.h>
#include <absl/synchronization/notification.h>
#include <atomic>
#include <thread>

void work();

void nobodyWaits() {
  std::thread([] { work(); }).detach(); // warn: nothing
}

void notified() {
  absl::Notification Done;
  std::thread([&] {
    work();
    Done.Notify();
  }).detach();
  Done.WaitForNotification();
}

void counted() {
  absl::BlockingCounter Left(3);
  for (int I = 0; I < 3; ++I)
    std::thread([&Left] {
      work();
      Left.DecrementCount();
    }).detach();
  Left.Wait();
}

class Counted {
public:
  void start() {
    {
      absl::MutexLock Lock(&Mutex);
      ++Running;
    }
    std::thread([this] {
      work();
      absl::MutexLock Lock(&Mutex);
      --Running;
    }).detach();
  }
  ~Counted() {
    absl::MutexLock Lock(&Mutex);
    Mutex.Await(absl::Condition(this, &Counted::isIdle));
  }

private:
  bool isIdle() const { return Running == 0; }
  absl::Mutex Mutex;
  int Running = 0;
};

// Whoever locks when a condition holds waits for it.
class LocksWhen {
public:
  void start() {
    std::thread([this] {
      work();
      absl::MutexLock Lock(&Mutex);
      Done = true;
    }).detach();
  }
  ~LocksWhen() {
    Mutex.LockWhen(absl::Condition(&Done));
    Mutex.Unlock();
  }

private:
  absl::Mutex Mutex;
  bool Done = false;
};

class GuardWhen {
public:
  void start() {
    std::thread([this] {
      auto AtEnd = absl::MakeCleanup([this] {
        absl::MutexLock Lock(&Mutex);
        --Running;
      });
      work();
    }).detach();
  }
  void startOther() {
    std::thread([this] {
      work();
      Seen = true;
    }).detach(); // warn: although it uses 'this'
  }
  ~GuardWhen() {
    absl::MutexLock Lock(
        &Mutex, absl::Condition(+[](int *N) { return *N == 0; }, &Running));
  }

private:
  absl::Mutex Mutex;
  int Running = 1;
  std::atomic<bool> Seen{false};
};
