// A handle that is swapped out is joined where it went.

#include <algorithm>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

void work();

class Swaps {
public:
  void add() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    std::vector<std::thread> All;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      All.swap(Threads);
    }
    for (std::thread &T : All)
      T.join();
  }

private:
  std::mutex Mutex;
  std::vector<std::thread> Threads;
};

class SwapsByFunction {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    std::list<std::thread> All;
    std::swap(Threads, All);
    for (std::thread &T : All)
      T.join();
  }

private:
  std::list<std::thread> Threads;
};

class SwapsByName {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    using std::swap;
    std::vector<std::thread> All;
    swap(All, Threads);
    std::for_each(All.begin(), All.end(), [](std::thread &T) { T.join(); });
  }

private:
  std::vector<std::thread> Threads;
};

class Moves {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    auto All = std::move(Threads);
    for (std::thread &T : All)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

class Exchanges {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    for (std::thread &T : std::exchange(Threads, {}))
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

class SwapsOne {
public:
  void start() {
    Thread = std::thread([] { work(); });
  }
  void stop() {
    std::thread T;
    T.swap(Thread);
    T.join();
  }

private:
  std::thread Thread;
};

class SwapsPointer {
public:
  void start() {
    Thread = std::make_unique<std::thread>([] { work(); });
  }
  void stop() {
    std::unique_ptr<std::thread> T;
    Thread.swap(T);
    if (T)
      T->join();
  }

private:
  std::unique_ptr<std::thread> Thread;
};

// What is swapped out is forgotten.
class Forgets {
public:
  void add() {
    Threads.emplace_back([] { // warn: which nothing joins
      work();
    });
  }
  void clear() {
    std::vector<std::thread> All;
    All.swap(Threads);
  }

private:
  std::vector<std::thread> Threads;
};
