// Futures that the one object of a class keeps until the process ends, and
// threads that a pointer alone leads to.

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

void work();
int load(std::string Name);

class Jobs {
public:
  static Jobs &get() {
    static Jobs Only;
    return Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { work(); })); // warn: its handle ends in the static variable 'Only'
  }

private:
  std::list<std::future<void>> Parked;
};

class Leaked {
public:
  static Leaked &get() {
    static Leaked *Only = new Leaked;
    return *Only;
  }
  void submit(std::string Name) {
    std::lock_guard<std::mutex> Hold(Lock);
    Parked.emplace_back(std::async(std::launch::async, load, Name)); // warn: its handle ends in the static variable 'Only'
  }

private:
  std::mutex Lock;
  std::vector<std::future<int>> Parked;
};

struct Entry {
  std::future<int> Value;
};
void prefetch(std::string Name) {
  static std::map<std::string, Entry> Entries;
  Entries[Name].Value = std::async(std::launch::async, load, Name); // warn: its handle ends in the static variable 'Entries'
}

static std::jthread *Daemon;
void startDaemon() {
  Daemon = new std::jthread([] { // warn: its handle ends in the static variable 'Daemon'
    for (;;)
      work();
  });
}

// The callable is all that the task is made for: its end tells nobody.
void inBackground(std::function<void()> F) {
  auto Done = std::make_shared<std::future<void>>();
  *Done = std::async(std::launch::async, [Done, F] { F(); }); // warn: only the task itself has its handle
}

//===----------------------------------------------------------------------===//

// This one tells its caller.
void thenCall(std::function<void()> F) {
  auto Done = std::make_shared<std::future<void>>();
  *Done = std::async(std::launch::async, [Done, F] {
    work();
    F();
  });
}

class Drained {
public:
  static Drained &get() {
    static Drained Only;
    return Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { work(); }));
  }
  void drain() {
    for (auto &Each : Parked)
      Each.wait();
    Parked.clear();
  }

private:
  std::list<std::future<void>> Parked;
};

class Swept {
public:
  static Swept &get() {
    static Swept Only;
    return Only;
  }
  void submit() {
    Parked.remove_if([](std::future<void> &Each) {
      return Each.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
    Parked.push_back(std::async(std::launch::async, [] { work(); }));
  }

private:
  std::list<std::future<void>> Parked;
};

// Whoever makes one can destroy it.
class OneOfMany {
public:
  static OneOfMany &main() {
    static OneOfMany Main;
    return Main;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { work(); }));
  }

private:
  std::list<std::future<void>> Parked;
};
void scoped() {
  OneOfMany Own;
  Own.submit();
}

class Owned {
public:
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { work(); }));
  }

private:
  std::list<std::future<void>> Parked;
};

int prefetched(std::string Name) {
  static std::map<std::string, Entry> Entries;
  Entries[Name].Value = std::async(std::launch::async, load, Name);
  return Entries[Name].Value.get();
}

static std::jthread *Stoppable;
void startStoppable() {
  Stoppable = new std::jthread([](std::stop_token Stop) {
    while (!Stop.stop_requested())
      work();
  });
}
void stopStoppable() {
  delete Stoppable;
  Stoppable = nullptr;
}

static std::unique_ptr<std::jthread> Held;
void startHeld() {
  Held.reset(new std::jthread([](std::stop_token Stop) {
    while (!Stop.stop_requested())
      work();
  }));
}
void stopHeld() { Held.reset(); }
