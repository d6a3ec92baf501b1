// Handles that are deleted, taken out and dropped, or emptied while they may be
// joinable.

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

// Containers

class Tracks {
public:
  void play(int N) {
    end();
    Stop = false;
    for (int I = 0; I < N; ++I)
      Players.emplace_back([this] { // note: its thread is started here
        while (!Stop)
          step();
      });
  }
  void end() {
    Stop = true;
    Players.clear(); // warn: what is in 'Players' is destroyed while its thread may be joinable, which ends the process
  }
  ~Tracks() { end(); }

private:
  std::atomic<bool> Stop{false};
  std::vector<std::thread> Players;
};

struct Room {
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Rooms {
public:
  void open(int Id) {
    Room &R = All[Id];
    if (R.Thread.joinable())
      return;
    R.Thread = std::thread([&R] {
      while (!R.Stop)
        step();
    });
  }
  void close(int Id) {
    auto Found = All.find(Id);
    if (Found == All.end())
      return;
    Found->second.Stop = true;
    All.erase(Found); // warn: what is in 'All' is destroyed while its thread may be joinable
  }
  ~Rooms() {
    for (auto &Entry : All) {
      Entry.second.Stop = true;
      Entry.second.Thread.join();
    }
  }

private:
  std::map<int, Room> All;
};

class Growing {
public:
  void grow() {
    auto R = std::make_unique<Room>();
    Room *Raw = R.get();
    R->Thread = std::thread([Raw] {
      while (!Raw->Stop)
        step();
    });
    All.push_back(std::move(R));
  }
  void shrink() {
    All.back()->Stop = true;
    All.pop_back(); // warn: what is in 'All' is destroyed
  }
  ~Growing() {
    for (auto &R : All) {
      R->Stop = true;
      R->Thread.join();
    }
  }

private:
  std::vector<std::unique_ptr<Room>> All;
};

// That the task has ended does not make it any less joinable.
struct Peer {
  std::atomic<bool> Done{false};
  std::thread Thread;
};

class Peers {
public:
  void accept() {
    Peer &P = All.emplace_back();
    P.Thread = std::thread([&P] {
      work();
      P.Done = true;
    });
  }
  void reap() {
    for (auto It = All.begin(); It != All.end();)
      if (It->Done)
        It = All.erase(It); // warn: what is in 'All' is destroyed
      else
        ++It;
  }
  ~Peers() {
    for (Peer &P : All)
      if (P.Thread.joinable())
        P.Thread.join();
  }

private:
  std::list<Peer> All;
};

class ByThemselves {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All[Id] = std::thread([this, Id] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      All.erase(Id); // warn: what is in 'All' is destroyed
    });
  }
  ~ByThemselves() {
    for (auto &Entry : All)
      if (Entry.second.joinable())
        Entry.second.join();
  }

private:
  std::mutex Mutex;
  std::map<int, std::thread> All;
};

class FailsToStart {
public:
  bool start(int N) {
    for (int I = 0; I < N; ++I)
      All.emplace_back(work);
    if (!step()) {
      All.clear(); // warn: what is in 'All' is destroyed
      return false;
    }
    return true;
  }
  ~FailsToStart() {
    for (std::thread &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};

void local() {
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back(work);
  step();
  All.clear(); // warn: what is in 'All' is destroyed
}

// Pointers

class Deletes {
public:
  void run() {
    if (Running.exchange(true))
      return;
    Thread = new std::thread([this] { loop(); });
  }
  ~Deletes() {
    Running = false;
    if (Thread != nullptr)
      delete Thread; // warn: 'Thread' is deleted while its thread may be joinable, which ends the process
  }

private:
  void loop() {
    while (Running)
      step();
  }
  std::atomic<bool> Running{false};
  std::thread *Thread = nullptr;
};

// While the thread runs, the flag says that there is something to stop.
class StopsIfRunning {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread.reset(new std::thread([this] {
      while (Running)
        step();
    }));
  }
  void stop() {
    if (!Running)
      return;
    Running = false;
    Thread.reset(); // warn: what is in 'Thread' is destroyed
  }

private:
  std::atomic<bool> Running{false};
  std::unique_ptr<std::thread> Thread;
};

class GivesUp {
public:
  void start() {
    Thread = new std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void end() {
    if (!Thread)
      return;
    Stop = true;
    auto Joined = std::async(std::launch::async, &std::thread::join, Thread);
    if (Joined.wait_for(std::chrono::seconds(2)) == std::future_status::timeout)
      step();
    delete Thread; // warn: 'Thread' is deleted
    Thread = nullptr;
  }

private:
  std::atomic<bool> Stop{false};
  std::thread *Thread = nullptr;
};

int pointer() {
  auto *T = new std::thread(work);
  step();
  delete T; // warn: 'T' is deleted
  return 1;
}

// One at a time

class Emptied {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void stop() {
    Stop = true;
    Thread = std::thread(); // warn: what is in 'Thread' is destroyed
  }
  ~Emptied() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Recorder {
public:
  void record() {
    Recording = true;
    Stop = false; // note: 'Stop' is set back for another start
    Thread.emplace([this] { // warn: 'Thread' is overwritten while it may be joinable
      while (!Stop && step()) {
      }
    });
  }
  ~Recorder() {
    if (!Recording)
      return;
    Stop = true;
    if (Thread && Thread->joinable())
      Thread->join();
  }

private:
  bool Recording = false;
  std::atomic<bool> Stop{false};
  std::optional<std::thread> Thread;
};

void optional() {
  std::optional<std::thread> T;
  T.emplace(work);
  step();
  T.reset(); // warn: what is in 'T' is destroyed
}

class Slots {
  struct Slot {
    std::atomic<bool> Busy{false};
    std::thread Thread;
  };

public:
  bool submit() {
    for (Slot &S : All) {
      if (S.Busy.exchange(true))
        continue;
      S.Thread = std::thread([&S] { // warn: 'Thread' is overwritten while it may be joinable
        work();
        S.Busy = false; // note: the task itself sets 'Busy', which lets it be started again
      });
      return true;
    }
    return false;
  }
  ~Slots() {
    for (Slot &S : All)
      if (S.Thread.joinable())
        S.Thread.join();
  }

private:
  std::array<Slot, 4> All;
};
