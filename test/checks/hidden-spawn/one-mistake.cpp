// Where a task is cut loose, unowned-thread speaks and hidden-spawn is silent.

#include <pthread.h>
#include <thread>

void work();

void detached() {
  std::thread([] { work(); }).detach(); // warn[tether-unowned-thread]: nothing will ever wait for this thread
}

class Member {
public:
  void start() {
    Worker = std::thread([] { work(); });
    Worker.detach(); // warn[tether-unowned-thread]: nothing will ever wait for this thread
  }

private:
  std::thread Worker;
};

static void *run(void *) {
  work();
  return nullptr;
}

void raw() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr);
  pthread_detach(Thread); // warn[tether-unowned-thread]: nothing will ever wait for this thread
}

void buried() { detached(); }
