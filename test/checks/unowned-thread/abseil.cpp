// Detached threads that report to Abseil's counters, notifications and mutexes.

#include <absl/synchronization/blocking_counter.h>
#include <absl/synchronization/mutex.h>
#include <absl/synchronization/notification.h>
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
