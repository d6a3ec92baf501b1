// What is right, and looks like what is found.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

std::mutex M;
std::condition_variable Changed;
bool Done;

void outside() {
  for (;;) {
    std::this_thread::sleep_for(1s);
    std::lock_guard<std::mutex> Lock(M);
    if (Done)
      return;
  }
}

void shortly() {
  std::lock_guard<std::mutex> Lock(M);
  std::this_thread::sleep_for(5ms);
}

void waits() {
  std::unique_lock<std::mutex> Lock(M);
  Changed.wait_for(Lock, 10s, [] { return Done; });
}

void unlocked() {
  std::unique_lock<std::mutex> Lock(M);
  while (!Done) {
    Lock.unlock();
    std::this_thread::sleep_for(1s);
    Lock.lock();
  }
}

void deferred() {
  std::unique_lock<std::mutex> Lock(M, std::defer_lock);
  sleep(1);
  Lock.lock();
}

// The code knows whether it is locked.
void sometimes(bool Locks) {
  if (Locks)
    M.lock();
  Done = true;
  if (Locks)
    M.unlock();
  sleep(1);
}

// The task that sleeps does not hold it.
void starts() {
  std::lock_guard<std::mutex> Lock(M);
  std::thread T([] { sleep(1); });
  T.join();
}

int main() {}
