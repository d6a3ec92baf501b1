// Joins under conditions that tell nothing of the thread.

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

using namespace std::chrono_literals;

void work() noexcept;

// What a parameter says is no matter to a thread that runs in any case.
void local(bool Wait) {
  std::thread Worker(work); // warn: on some path nothing joins this thread before 'Worker' is destroyed
  if (Wait)
    Worker.join(); // note: it is joined here
}

void askedToo(int Seconds) {
  std::thread Worker(work); // warn: on some path nothing joins this thread before 'Worker' is destroyed
  if (Seconds > 0 && Worker.joinable())
    Worker.join();
}

void gaveUp(std::future<void> Done) {
  std::thread Worker(work); // warn: on some path nothing joins this thread before 'Worker' is destroyed
  if (Done.wait_for(2s) == std::future_status::ready)
    Worker.join();
}

void onHeap(bool Wait) {
  auto *Worker = new std::thread(work);
  if (Wait)
    Worker->join();
  delete Worker; // warn: 'Worker' is deleted while its thread may be joinable
}

class Impatient {
public:
  Impatient() { Thread = new std::thread([this] { work(); End.set_value(); }); }
  void stop() {
    if (Done.wait_for(2s) != std::future_status::timeout)
      Thread->join();
    delete Thread; // warn: 'Thread' is deleted while its thread may be joinable
  }

private:
  std::promise<void> End;
  std::future<void> Done = End.get_future();
  std::thread *Thread;
};

// What a setter sets is no matter to it either.
class Saver {
public:
  Saver()
      : Thread([this] { // warn: on some path nothing joins this thread before the member 'Thread' is destroyed
          while (!Stop)
            work();
        }) {}
  void setDelay(std::chrono::milliseconds D) {
    Delay = D; // note: this sets 'Delay', which tells '~Saver' not to join
  }
  ~Saver() {
    Stop = true;
    if (Delay > 0ms && Thread.joinable())
      Thread.join();
  }

private:
  std::chrono::milliseconds Delay{0};
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
