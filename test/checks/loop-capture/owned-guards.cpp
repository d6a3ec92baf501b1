// A guard that the task owns reports its end.

#include <condition_variable>
#include <deque>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

void work(int);

class Pool {
public:
  Pool() {
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([this] { run(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Stopped = true;
    }
    Changed.notify_all();
    for (std::thread &Worker : Workers)
      Worker.join();
  }
  void post(std::function<void()> Job) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Jobs.push_back(std::move(Job));
    }
    Changed.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        Changed.wait(Lock, [this] { return Stopped || !Jobs.empty(); });
        if (Jobs.empty())
          return;
        Job = std::move(Jobs.front());
        Jobs.pop_front();
      }
      Job();
    }
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Stopped = false;
  std::deque<std::function<void()>> Jobs;
  std::vector<std::thread> Workers;
};

struct Guard {
  std::latch &Done;
  explicit Guard(std::latch &Done) : Done(Done) {}
  ~Guard() { Done.count_down(); }
};

void waitsInTheTurn(Pool &P) {
  for (int I = 0; I < 3; ++I) {
    std::latch Done(1);
    P.post([&I, G = std::make_shared<Guard>(Done)] { work(I); });
    Done.wait();
  }
}

void waitsForNothing(Pool &P) {
  for (int I = 0; I < 3; ++I) {
    std::latch Done(1);
    P.post([&I, // warn: 'I' belongs to one iteration of the loop // fix: P.post([I,
            G = std::make_shared<int>(1)] { work(I); });
  }
}

// What a destructor does that is somewhere else nobody can know.
class WaitGroup {
public:
  class Ticket {
  public:
    Ticket(const Ticket &);
    ~Ticket();
    WaitGroup *Of;
  };
  Ticket ticket();
  void wait();
};
void unseen(Pool &P) {
  for (int I = 0; I < 3; ++I) {
    WaitGroup Group;
    P.post([&I, T = Group.ticket()] { work(I); });
    Group.wait();
  }
}
