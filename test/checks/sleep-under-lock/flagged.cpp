// Sleeps while a mutex is held, and who holds it.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

class Client {
public:
  bool reconnect();

  void run() {
    std::lock_guard<std::mutex> Lock(mutex_); // note: it is locked here
    while (!reconnect())
      std::this_thread::sleep_for(1s); // warn: whoever locks 'mutex_' meanwhile waits until this sleep of 1000 ms is over
  }

  void backOff(std::chrono::milliseconds Pause) {
    std::unique_lock<std::mutex> Lock(mutex_);
    std::this_thread::sleep_for(Pause); // warn: until this sleep is over
    Lock.unlock();
    std::this_thread::sleep_for(Pause);
  }

  // A caller holds it.
  void refresh() {
    std::scoped_lock Both(mutex_, other_); // note: it is locked here
    pause(); // note: it is still held at this call
  }
  void pause() {
    usleep(200000); // warn: this sleep of 200 ms
  }

private:
  std::mutex mutex_, other_;
};

// What a guard of the project's own holds.
class Guard {
public:
  explicit Guard(std::mutex &On) : on_(On) { on_.lock(); }
  ~Guard() { on_.unlock(); }

private:
  std::mutex &on_;
};

std::mutex Registry;

void guarded() {
  Guard G(Registry);
  sleep(1); // warn: 'Registry'
}

void inPlace() {
  std::lock_guard<std::mutex> Lock(Registry);
  [] { sleep(1); }(); // warn: 'Registry'
}

int main() {}
