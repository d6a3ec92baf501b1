// Handles that are joined, detached or moved on before they are destroyed, and
// those of which nobody knows whether they are.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

void work() noexcept;
bool step() noexcept;

struct Peer {
  std::atomic<bool> Done{false};
  std::thread Thread;
};

class Reaps {
public:
  void accept() {
    Peer &P = All.emplace_back();
    P.Thread = std::thread([&P] {
      work();
      P.Done = true;
    });
  }
  void byHand() {
    for (auto It = All.begin(); It != All.end();)
      if (It->Done) {
        It->Thread.join();
        It = All.erase(It);
      } else {
        ++It;
      }
  }
  void byPredicate() {
    All.remove_if([](Peer &P) {
      if (!P.Done)
        return false;
      P.Thread.join();
      return true;
    });
  }
  void first() {
    auto It = std::find_if(All.begin(), All.end(),
                           [](Peer &P) { return P.Done.load(); });
    if (It == All.end())
      return;
    if (It->Thread.joinable())
      It->Thread.join();
    All.erase(It);
  }
  ~Reaps() {
    for (Peer &P : All)
      if (P.Thread.joinable())
        P.Thread.join();
  }

private:
  std::list<Peer> All;
};

class TakesOut {
public:
  void add() {
    std::lock_guard<std::mutex> Lock(Mutex);
    All.emplace_back(work);
  }
  void swapped() {
    std::vector<std::thread> Mine;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Mine.swap(All);
      All.clear();
    }
    for (std::thread &T : Mine)
      T.join();
  }
  void moved() {
    std::vector<std::thread> Mine;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Mine = std::move(All);
      All.clear();
    }
    for (std::thread &T : Mine)
      T.join();
  }
  void last() {
    if (All.empty())
      return;
    std::thread T = std::move(All.back());
    All.pop_back();
    T.join();
  }

private:
  std::mutex Mutex;
  std::vector<std::thread> All;
};

class JoinsAll {
public:
  void add() { All.emplace_back(work); }
  void end() {
    std::for_each(All.begin(), All.end(), std::mem_fn(&std::thread::join));
    All.clear();
  }
  bool fail() {
    if (!step()) {
      joinAll();
      All.clear();
      return false;
    }
    return true;
  }
  ~JoinsAll() { joinAll(); }

private:
  void joinAll() {
    for (std::thread &T : All)
      if (T.joinable())
        T.join();
  }
  std::vector<std::thread> All;
};

// Elements that join by themselves, or by a part of them.
class Worker {
public:
  Worker() : Thread([this] {
        while (!Stop)
          step();
      }) {}
  ~Worker() {
    Stop = true;
    Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Workers {
public:
  void grow() { All.push_back(std::make_unique<Worker>()); }
  void shrink() { All.pop_back(); }
  void clear() { All.clear(); }

private:
  std::vector<std::unique_ptr<Worker>> All;
};

class Joiner {
public:
  explicit Joiner(std::thread &T) : T(T) {}
  ~Joiner() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread &T;
};

struct Guarded {
  std::thread Thread;
  Joiner Join{Thread};
  Guarded() { Thread = std::thread(work); }
};

class HasGuarded {
public:
  void make() { One = std::make_unique<Guarded>(); }
  void drop() { One = nullptr; }

private:
  std::unique_ptr<Guarded> One;
};

// What is taken out is not all there is.
class SharesThem {
public:
  void add(int Id) {
    auto P = std::make_shared<Peer>();
    P->Thread = std::thread(work);
    ById[Id] = P;
    All.push_back(P);
  }
  void forget(int Id) { ById.erase(Id); }
  ~SharesThem() {
    for (auto &P : All)
      P->Thread.join();
  }

private:
  std::map<int, std::shared_ptr<Peer>> ById;
  std::vector<std::shared_ptr<Peer>> All;
};

class PointsToThem {
public:
  void add(int Id) {
    auto P = std::make_unique<Peer>();
    P->Thread = std::thread(work);
    ById[Id] = P.get();
    All.push_back(std::move(P));
  }
  void forget(int Id) { ById.erase(Id); }
  ~PointsToThem() {
    for (auto &P : All)
      P->Thread.join();
  }

private:
  std::map<int, Peer *> ById;
  std::vector<std::unique_ptr<Peer>> All;
};

class Detaches {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All[Id] = std::thread([this, Id] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      All[Id].detach();
      All.erase(Id);
    });
  }
  ~Detaches() {
    for (auto &Entry : All)
      if (Entry.second.joinable())
        Entry.second.join();
  }

private:
  std::mutex Mutex;
  std::map<int, std::thread> All;
};

// Somebody else is to wait before, or there is nothing before a start.
class ByContract {
public:
  void start() { Thread = std::make_unique<std::thread>(work); }
  void wait() {
    if (Thread && Thread->joinable())
      Thread->join();
  }
  void release() { Thread.reset(); }

private:
  std::unique_ptr<std::thread> Thread;
};

class MakesRoom {
public:
  void start(int N) {
    prepare();
    for (int I = 0; I < N; ++I)
      All.emplace_back(work);
  }
  ~MakesRoom() {
    for (std::thread &T : All)
      T.join();
  }

private:
  void prepare() {
    All.clear();
    All.reserve(8);
  }
  std::vector<std::thread> All;
};

// The flag is true while the threads run, and they do not reset it.
class Idle {
public:
  void start() {
    Running = true;
    All.emplace_back([this] {
      while (Running)
        step();
    });
  }
  void tidy() {
    if (!Running)
      All.clear();
  }
  ~Idle() {
    Running = false;
    for (std::thread &T : All)
      T.join();
  }

private:
  std::atomic<bool> Running{false};
  std::vector<std::thread> All;
};

class StopsIfRunning {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = new std::thread([this] {
      while (Running)
        step();
    });
  }
  void stop() {
    if (!Running)
      return;
    Running = false;
    Thread->join();
    delete Thread;
    Thread = nullptr;
  }

private:
  std::atomic<bool> Running{false};
  std::thread *Thread = nullptr;
};

class JoinsElsewhere {
public:
  void start() {
    Thread = new std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void end() {
    Stop = true;
    auto Joined = std::async(std::launch::async, &std::thread::join, Thread);
    if (Joined.wait_for(std::chrono::seconds(2)) == std::future_status::timeout)
      step();
    Joined.wait();
    delete Thread;
    Thread = nullptr;
  }

private:
  std::atomic<bool> Stop{false};
  std::thread *Thread = nullptr;
};

// Each start has a slot of its own.
class Slots {
public:
  void add() {
    All[Count].Thread = std::thread(work);
    ++Count;
  }
  ~Slots() {
    for (Peer &P : All)
      if (P.Thread.joinable())
        P.Thread.join();
  }

private:
  unsigned Count = 0;
  std::array<Peer, 8> All;
};

void slots() {
  Slots S;
  S.add();
  S.add();
}

// Locals

void cleared() {
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back(work);
  for (std::thread &T : All)
    T.join();
  All.clear();
}

int deleted(bool Threaded) {
  std::thread *T = nullptr;
  if (Threaded)
    T = new std::thread(work);
  step();
  if (Threaded)
    T->join();
  delete T;
  return 1;
}

void emptied() {
  std::optional<std::thread> T;
  T.emplace(work);
  std::thread Moved = std::move(*T);
  T.reset();
  Moved.join();
}
