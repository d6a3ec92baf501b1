// A method detaches the thread of a member, and the destructor joins what is
// in the member then: the next one.

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

void work() noexcept;

class Restarts {
public:
  Restarts() { start(); }
  ~Restarts() {
    Stop = true;
    Thread.join();
  }
  void replace() {
    Thread.detach(); // warn: it is detached, although it uses 'this'
    start();
  }

private:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Slots {
public:
  explicit Slots(int N) : Threads(N) {
    for (int I = 0; I < N; ++I)
      start(I);
  }
  ~Slots() {
    Stop = true;
    for (std::thread &T : Threads)
      T.join();
  }
  void replace(int I) {
    Threads[I].detach(); // warn: it is detached, although it uses 'this'
    start(I);
  }

private:
  void start(int I) {
    Threads[I] = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  std::atomic<bool> Stop{false};
  std::vector<std::thread> Threads;
};

class InPlace {
public:
  ~InPlace() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }
  void start() {
    if (Thread.joinable())
      Thread.detach(); // warn: it is detached, although it uses 'this'
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

// The destructor waits for what the task reports, whoever has its handle.
class Reports {
public:
  Reports() {
    Thread = std::thread([this] {
      work();
      Done.count_down();
    });
  }
  ~Reports() {
    if (Thread.joinable())
      Thread.join();
    Done.wait();
  }
  void release() { Thread.detach(); }

private:
  std::latch Done{1};
  std::thread Thread;
};

// It is joined where it would be detached, and detached when it has been.
class Joins {
public:
  Joins() : Thread(work) {}
  ~Joins() {
    if (Thread.joinable())
      Thread.join();
  }
  void close() {
    Thread.join();
    if (Thread.joinable())
      Thread.detach();
  }

private:
  std::thread Thread;
};
